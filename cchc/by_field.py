"""SHOW: dossiers by field (lĩnh vực): where they are late, as a table and as a chart."""

from dataclasses import replace
from itertools import groupby

from .checks import level_name
from .draw import Series, bars
from .field_ledgers import ON_TIME
from .indicator import LEVELS
from .ledger import Key
from .marks import DEDUCED_NOTE, mark, printed
from .page import Chart, Column, Row, Run, Table
from .phrases import NO_DATA, capital, lower
from .review import Review

LATE = "dossiers_resolved_late"
COLUMNS = {
    "dossiers_resolved": "Đã giải quyết",
    ON_TIME: "Tỷ lệ đúng hạn",
    LATE: "Quá hạn",
    "dossiers_pending_overdue": "Đang quá hạn",
}
"""What is shown of a field, and the head of its columns."""
NOW = ("dossiers_pending_overdue",)
"""What is shown of the second year alone: what was overdue a year before has been told since, and
with more columns the page must be scrolled sideways."""
MOST_FIELDS = 10
"""Fields in the chart: those behind them have few late dossiers and stand in the table."""
NOTE = (
    "Đúng hạn: giải quyết trước hạn và đúng hạn, trên số đã giải quyết. Quá hạn: đã giải quyết quá"
    " hạn. Đang quá hạn: đang giải quyết, đã quá hạn. Xếp theo số hồ sơ quá hạn năm {}."
)


def fields_table(review: Review, area: str) -> Table | None:
    """Every field with numbers of either year, a group of rows a level, the most late first.

    None in an area that has no dossiers, and where nothing is stated by field. A column that would
    be empty is left out.
    """
    rows = _rows(review, area)
    years = (review.first, review.second)
    cells = [(code, year) for code in COLUMNS for year in (years[1:] if code in NOW else years)]
    kept = [
        (code, year)
        for code, year in cells
        if any(Key(code, year, level) in review.fields[name] for name, level in rows)
    ]
    if not kept:
        return None
    lines = []
    for level, same in groupby(rows, key=lambda row: row[1]):
        lines.append(Row(((capital(level_name(level, review.folder.unit.type)),),), group=True))
        for name, _ in same:
            numbers = (field_mark(review, name, Key(code, year, level)) for code, year in kept)
            lines.append(Row(((name,), *((number,) for number in numbers))))
    width = 72 // len(kept)
    columns = [Column(f"{COLUMNS[code]} {year}", "right", width) for code, year in kept]
    head = Column("Lĩnh vực", width=100 - width * len(kept))
    caption = f"Hồ sơ theo lĩnh vực, năm {review.first} và năm {review.second}"
    return Table(caption, (head, *columns), tuple(lines), _note(review, rows, kept), small=True)


def _note(review: Review, rows: list[tuple[str, str]], kept: list[tuple[str, str]]) -> str:
    shown = (
        review.fields[name].get(Key(code, year, level))
        for name, level in rows
        for code, year in kept
    )
    has_deduced = any(known and known.basis == "deduced" for known in shown)
    return NOTE.format(review.second) + f" {DEDUCED_NOTE}" * has_deduced


def fields_chart(review: Review, area: str) -> Chart | None:
    """The fields with the most dossiers resolved late in the second year; None without any."""
    late = {row: _late(review, *row) for row in _rows(review, area)}
    rows = [row for row, count in late.items() if count > 0]
    rows = sorted(rows, key=late.get, reverse=True)[:MOST_FIELDS]
    if not rows:
        return None
    several = len({level for _, level in rows}) > 1
    whose = [f", {level_name(level, review.folder.unit.type)}" for _, level in rows]
    items = [name + whom * several for (name, _), whom in zip(rows, whose, strict=True)]
    keys = {
        f"năm {year}": [(name, Key(LATE, year, level)) for name, level in rows]
        for year in (review.first, review.second)
    }
    known = {
        year: own
        for year, own in keys.items()
        if any(key in review.fields[name] for name, key in own)
    }
    series = [_series(review, year, own) for year, own in known.items()]
    title = f"Lĩnh vực có nhiều hồ sơ giải quyết quá hạn nhất năm {review.second}"
    title += "" if several else whose[0]
    columns = (Column("Lĩnh vực"), *(Column(year, "right") for year in known))
    marks = [[field_mark(review, *each) for each in own] for own in known.values()]
    lines = zip(items, *marks, strict=True)
    data = Table(
        f"Số liệu của biểu đồ: {lower(title)}",
        columns,
        tuple(Row(tuple((cell,) for cell in line)) for line in lines),
        small=True,
    )
    return Chart(bars(items, series), _spoken(items, series), title, data)


def _series(review: Review, year: str, own: list[tuple[str, Key]]) -> Series:
    known = [review.fields[name].get(key) for name, key in own]
    values = [None if each is None else float(each.quantity.value) for each in known]
    late = review.catalogue[LATE]
    return Series(year, values, [printed(late, each) if each else NO_DATA for each in known])


def _spoken(items: list[str], series: list[Series]) -> str:
    told = (
        f"{item}: {', '.join(f'{each.name} {each.texts[place]}' for each in series)}"
        for place, item in enumerate(items)
    )
    return f"Biểu đồ thanh. {'; '.join(told)}."


def field_mark(review: Review, name: str, key: Key) -> Run:
    """The number of a field at a key, `code|period|level|field` on the page, or that there is none.

    Its title names the place in the sources, as that of every number.
    """
    ledger = review.fields[name]
    if key not in ledger:
        return NO_DATA
    return replace(mark(replace(review, ledger=ledger), key), figure=f"{key}|{name}")


def _rows(review: Review, area: str) -> list[tuple[str, str]]:
    """The fields and levels with numbers of the two years: by level, the most late first."""
    if review.catalogue[LATE].area != area:
        return []
    frame = review.folder.latest_fields
    own = frame[frame["period"].isin([review.first, review.second])]
    rows = dict.fromkeys(zip(own["field"], own["level"], strict=True))
    by_late = sorted(rows, key=lambda row: _late(review, *row), reverse=True)
    return sorted(by_late, key=lambda row: LEVELS.index(row[1]))


def _late(review: Review, name: str, level: str) -> float:
    """The dossiers resolved late in the second year; what nobody states stands below 0."""
    late = review.fields[name].quantity(LATE, review.second, level)
    return -1.0 if late is None else float(late.value)
