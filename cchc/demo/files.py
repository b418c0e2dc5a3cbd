"""The files of an invented unit, as texts."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from ..catalogue import AREAS, CATALOGUE
from ..dossier_fields import COLUMNS, FIELDS_FILE, FORM_CODES
from ..ledger import Key
from .draft import BEFORE, FIRST, SECOND, SPAN, YEARS, Draft
from .rates import QUALIFIERS
from .telling import narrative
from .unit import in_order

FIGURES = ("code", "period", "level", "value", "qualifier", "source", "place", "note")
PERIODS = ("period", "start", "end", "complete", "note")
SOURCES = ("id", "title", "issuer", "date", "kind", "note")
DOCUMENTS = ("id", "number", "date", "issuer", "tier", "kind", "area", "subject", "validity_note",
             "source", "place")  # fmt: skip
SECOND_PLACE = "III.1"
"""Where a report repeats a number that it has given before."""
NO_DOCUMENT = "Văn bản minh họa, không có thật"
PLAN, PLAN_DAYS = "MH-02/KH", ("2021-03-15", "2021-03-25")

OFFICE = """\
[mandate]
resolution = "Nghị quyết minh họa số MH-01/NQ"
title = "Về cải cách hành chính nhà nước tỉnh Minh Họa giai đoạn 2021 - 2025"
date = 2020-12-25
request = "Công văn minh họa số MH-03/CV của Sở Nội vụ tỉnh Minh Họa"
request_date = 2023-01-05
first_year = 2021
second_year = 2022

[letterhead]
superior = ""
issuer = "ỦY BAN NHÂN DÂN {capitals}"
abbreviation = "UBND"
place = "{name}"

[addressee]
to = "Sở Nội vụ tỉnh Minh Họa"
copies = ["Như trên", "Lưu: VT"]

[signature]
authority = "TM. ỦY BAN NHÂN DÂN"
position = "CHỦ TỊCH"
name = ""
"""


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV with `\\n` at the end of its lines.

    >>> as_csv(("id", "note"), [("a", "x, y")])
    'id,note\\na,"x, y"\\n'
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def unit_files(draft: Draft, seed: int) -> dict[str, str]:
    """Every file of a unit's folder by its name."""
    by_field = {FIELDS_FILE: as_csv(COLUMNS, _fields(draft))} if draft.fields else {}
    return by_field | {
        "figures.csv": as_csv(FIGURES, _figures(draft)),
        "periods.csv": as_csv(PERIODS, _periods()),
        "sources.csv": as_csv(SOURCES, _sources(draft)),
        "documents.csv": as_csv(DOCUMENTS, _documents(draft)),
        "narrative.md": narrative(draft, seed),
        "office.toml": OFFICE.format(name=draft.name, capitals=f"HUYỆN {draft.name.upper()}"),
    }


def _figures(draft: Draft) -> Iterable[tuple[str, ...]]:
    repeated = dict(draft.again)
    for key in in_order(draft.figures):
        place = AREAS[CATALOGUE[key.code].area].place
        yield _figure(key, draft.figures[key], place)
        if key in repeated:
            yield _figure(key, repeated[key], SECOND_PLACE)


def _figure(key: Key, text: str, place: str) -> tuple[str, ...]:
    year = FIRST if key.period in (BEFORE, FIRST) else SECOND
    qualifier = QUALIFIERS.get(key.code, "")
    return key.code, key.period, key.level, text, qualifier, f"bao-cao-{year}", place, ""


def _fields(draft: Draft) -> Iterable[tuple[str, ...]]:
    """A row a field, year and level, at its line in the form of the year."""
    for line, ((name, year, level), counts) in enumerate(draft.fields.items(), start=1):
        typed = (str(counts.get(code.removeprefix("dossiers_"), "")) for code in FORM_CODES)
        yield name, year, level, *typed, f"bao-cao-{year}", f"Biểu II.06a, dòng {line}"


def _periods() -> Iterable[tuple[str, ...]]:
    for year in (BEFORE, *YEARS):
        note = "Dùng cho số có trước khi sắp xếp bộ máy" if year == BEFORE else ""
        yield year, f"{year}-01-01", f"{year}-12-31", "yes", note
    yield SPAN, f"{FIRST}-01-01", f"{SECOND}-12-31", "yes", ""


def _sources(draft: Draft) -> Iterable[tuple[str, ...]]:
    for year in YEARS:
        yield (
            f"bao-cao-{year}",
            f"Báo cáo minh họa về cải cách hành chính năm {year}",
            _committee(draft),
            f"{int(year) + 1}-01-16",
            "báo cáo",
            "Nguồn minh họa, không có thật",
        )


def _documents(draft: Draft) -> Iterable[tuple[str, ...]]:
    province = "Ủy ban nhân dân tỉnh Minh Họa"
    yield _document("ct-mh-01", "MH-01/CTr", "2021-02-10", province, "province", "chương trình")
    for number, day in enumerate(PLAN_DAYS[: 1 + draft.redated], start=1):
        name = f"kh-mh-02-{number}"
        yield _document(name, PLAN, day, _committee(draft), "district", "kế hoạch")


def _document(id_: str, number: str, day: str, issuer: str, tier: str, kind: str):
    subject = "Cải cách hành chính giai đoạn 2021 - 2025 (minh họa)"
    last = (NO_DOCUMENT, f"bao-cao-{FIRST}", AREAS["direction"].place)
    return id_, number, day, issuer, tier, kind, "direction", subject, *last


def _committee(draft: Draft) -> str:
    return f"Ủy ban nhân dân huyện {draft.name}"
