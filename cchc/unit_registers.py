"""READ a unit's own registers: its periods, the sources of its figures, the documents they name."""

from collections.abc import Hashable, Iterable, Iterator
from os.path import lexists
from pathlib import Path

import pandas as pd

from .catalogue import AREAS
from .cells import (
    BadCell,
    filled,
    free,
    iso_date,
    one_of,
    optional,
    quoted,
    slug,
    suggestion,
    yes_no,
)
from .csvfile import Row, Table, read_csv
from .periods import parse_period
from .textfile import shown_path

TIERS = ("central", "province", "district", "commune")
"""Who issued a document."""

_PERIODS = {
    "period": lambda text: parse_period(text).id,
    "start": optional(iso_date),
    "end": optional(iso_date),
    "complete": yes_no,
    "note": free,
}
_SOURCES = {
    "id": slug,
    "title": filled("ghi tên nguồn số liệu"),
    "issuer": free,
    "date": optional(iso_date),
    "kind": free,
    "note": free,
}
_DOCUMENTS = {
    "id": slug,
    "number": free,
    "date": optional(iso_date),
    "issuer": free,
    "tier": one_of(TIERS, "các cấp ban hành"),
    "kind": filled("ghi loại văn bản"),
    "area": one_of((*AREAS, ""), "các lĩnh vực"),
    "subject": free,
    "validity_note": free,
    "source": free,
    "place": filled("ghi mục trong nguồn có nêu văn bản này, ví dụ II.2.2"),
}


def read_periods(path: Path, data: Path) -> Table:
    """A unit's periods with the days on which they begin and end, and the faults.

    A complete period has an end, and its days lie around those it has by the calendar.
    """

    def check(row: Row) -> Iterator[tuple[str, BadCell]]:
        start, end = row.values.get("start"), row.values.get("end")
        if start and end and start > end:
            yield "end", BadCell(f"ngày cuối {end} trước ngày đầu {start}", "xem lại hai ngày")
            return
        if row.values.get("complete") and "end" in row.values and not end:
            what = "kỳ đã trọn (complete = yes) mà không có ngày cuối"
            yield "end", BadCell(what, "ghi ngày cuối kỳ, hoặc ghi complete là no")
        if "period" in row.values:
            yield from _far_from_calendar(row)

    return read_csv(path, data, _PERIODS, key=("period",)).checked(check)


def _far_from_calendar(row: Row) -> Iterator[tuple[str, BadCell]]:
    period = parse_period(row.values["period"])
    start, end = row.values.get("start"), row.values.get("end")
    for column, day, is_far in (
        ("start", start, start and start > period.end),
        ("end", end, end and end < period.start),
    ):
        if is_far:
            what = f"ngày {day} nằm ngoài kỳ {period.id}"
            yield column, BadCell(what, f"kỳ này là từ {period.start} đến {period.end}")


def read_sources(path: Path, data: Path) -> Table:
    """The sources of a unit's figures, and the faults."""
    return read_csv(path, data, _SOURCES, key=("id",))


def read_documents(path: Path, data: Path, sources: Table) -> Table:
    """The documents that a unit's sources name, and the faults; no rows where there is no file."""
    if not lexists(path):
        return Table(shown_path(path, data), tuple(_DOCUMENTS))
    known = sources.names("id")
    table = read_csv(path, data, _DOCUMENTS, key=("id",))
    return table.checked(lambda row: unknown_source(row, known))


def unknown_period(row: Row, known: frozenset[str] | None) -> Iterator[tuple[str, BadCell]]:
    """What is wrong with a row's period: that it is not among the unit's, where all are known."""
    period = row.values.get("period")
    if known is not None and period is not None and period not in known:
        mend = suggestion(period, known, "thêm một dòng cho kỳ này vào periods.csv")
        yield "period", BadCell(f"kỳ {quoted(period)} không có trong periods.csv", mend)


def unknown_source(row: Row, known: frozenset[str] | None) -> Iterator[tuple[str, BadCell]]:
    """What is wrong with a row's source: that it is empty, or not among the unit's, where all are
    known.
    """
    source = row.values.get("source")
    advice = "ghi id của một nguồn trong sources.csv"
    if source == "":
        yield "source", BadCell("ô trống", advice)
    elif source is not None and known is not None and source not in known:
        what = f"nguồn {quoted(source)} không có trong sources.csv"
        yield "source", BadCell(what, suggestion(source, known, advice))


def latest_rows(
    keys: Iterable[Hashable], stating: Iterable[str], sources: pd.DataFrame
) -> dict[Hashable, int]:
    """By key the number of its row that is used: its latest source's first one.

    `keys` says what each row is about, `stating` which source it is from. A source without a date
    counts as the oldest.

    >>> from datetime import date
    >>> sources = pd.DataFrame({"id": ["a", "b"], "date": [date(2021, 5, 1), date(2022, 5, 1)]})
    >>> latest_rows(["schools", "schools", "posts"], ["a", "b", "a"], sources)
    {'schools': 1, 'posts': 2}
    """
    days = dict(zip(sources["id"], sources["date"], strict=True))
    age = [-days[source].toordinal() if days.get(source) else 0 for source in stating]
    rows: dict[Hashable, int] = {}
    about = [*keys]
    for row in sorted(range(len(age)), key=age.__getitem__):
        rows.setdefault(about[row], row)
    return rows
