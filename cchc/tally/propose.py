"""PROPOSE the figures of a tally for a unit's files; nothing is written here."""

from collections.abc import Iterator

from ..intake.proposal import FORM_CODES, Proposal, Scope, Stated
from ..periods import is_whole, parse_period
from .reach import doubts
from .reasons import REASONS
from .result import Tally
from .telling import COLUMN

_WORKED_OUT = "resolved_in_time"
"""The form has its columns 8 and 9 apart: their sum is worked out from the figures, not stated."""


def proposed(tally: Tally, unit_id: str, period: str, source: str) -> Proposal:
    """The rows of `figures.csv` by level and of `dossiers_by_field.csv`, with source and period.

    The proposal speaks for what this source said before of the period, on every level that the
    register can have: a field or a level that is gone from the register goes from the files too.
    """
    files = "; ".join(shown for shown, _ in tally.files)
    figures = tuple(_figures(tally, period, source, files))
    by_field = tuple(by_field_rows(tally, period, source, files))
    about = [{"code": code, "period": period, "level": level, "source": source}
             for code in FORM_CODES for level in tally.spoken]  # fmt: skip
    covers = {
        "figures.csv": Scope.of(("code", "period", "level", "source"), about),
        "dossiers_by_field.csv": Scope.of(("period", "level", "source"), about),
    }
    return Proposal(
        unit_id,
        figures=figures,
        sources=(_source(source, period),),
        periods=(_period(tally, period),),
        by_field=tuple(Stated(row, files) for row in by_field),
        covers=covers,
        origin=files,
        notes=tuple(_notes(tally)),
    )


def by_field_rows(tally: Tally, period: str, source: str, place: str) -> Iterator[dict[str, str]]:
    """The rows of `dossiers_by_field.csv`; a code that the register cannot tell is empty."""
    for (level, field), form in tally.forms.items():
        stated = {f"dossiers_{code}": str(n) for code, n in form.items() if code != _WORKED_OUT}
        counts = {code: stated.get(code, "") for code in FORM_CODES}
        about = {"field": field, "period": period, "level": level}
        yield {**about, **counts, "source": source, "place": place}


def _figures(tally: Tally, period: str, source: str, files: str) -> Iterator[Stated]:
    for level, form in tally.levels.items():
        for code, count in form.items():
            if code == _WORKED_OUT:
                continue
            where = f"cột {COLUMN[code]}, " if COLUMN[code] else ""
            values = {"code": f"dossiers_{code}", "period": period, "level": level,
                      "value": str(count), "qualifier": "", "source": source,
                      "place": f"{where}{files}"}  # fmt: skip
            yield Stated(values, files)


def _source(source: str, period: str) -> Stated:
    title = f"Sổ theo dõi hồ sơ, kỳ {period}"
    return Stated({"id": source}, otherwise={"title": title, "kind": "sổ theo dõi"})


def _period(tally: Tally, period: str) -> Stated:
    whole = is_whole(parse_period(period), tally.start, tally.end)
    days = {"start": tally.start.isoformat(), "end": tally.end.isoformat()}
    return Stated({"period": period, **days}, otherwise={"complete": "yes" if whole else "no"})


def _notes(tally: Tally) -> Iterator[str]:
    faulty = sum(count for code, count in tally.aside.items() if REASONS[code].faulty)
    if faulty:
        yield f"{faulty} dòng của sổ để riêng vì có chỗ sai, không tính vào các số này"
    yield from doubts(tally)
    yield (
        "sổ không ghi ngày lập: nguồn không có ngày được coi là cũ nhất; ghi ngày vào sources.csv"
        " nếu sổ mới hơn báo cáo"
    )
    yield (
        "số này thay mọi số mà nguồn ấy đã nêu cho kỳ này, kể cả từ tệp khác: sổ chia nhiều tệp thì"
        " nêu cùng lúc"
    )
