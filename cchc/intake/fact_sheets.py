"""WRITE the sheets beside the figures: how to fill in, the office, its periods and sources."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ..catalogue import AREAS, CATALOGUE
from .guide import guide
from .layout import (
    LISTS,
    OFFICE_COLUMNS,
    OWN_SOURCE,
    OWN_TITLE,
    PERIOD_COLUMNS,
    SOURCE_COLUMNS,
    UNIT,
    YES_NO,
)
from .office_rows import WORDS
from .proposal import SHAPES
from .styles import protect, row_height, set_page
from .unit_facts import EMPTY_LINES, UnitFacts

HEADING_ROW = 3
_DAYS = ("date", "start", "end")


def write_guide(sheet: Any, looks: Mapping[str, Any], facts: UnitFacts) -> None:
    """The first sheet: whose workbook it is, and how to fill it in."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 74)
    title = "BẢNG TÍNH SỐ LIỆU CẢI CÁCH HÀNH CHÍNH"
    sheet.write_string(0, 0, title, looks["title"])
    periods = ", ".join(facts.asked)
    rows = [(UNIT, facts.unit.id), ("Đơn vị", facts.unit.title), ("Kỳ", periods)]
    if facts.unit.invented:
        rows.append(("DỮ LIỆU MINH HỌA", "Đơn vị không có thật, số liệu bịa đặt để thử phần mềm."))
    for row, (name, text) in enumerate((*rows, ("", ""), *guide()), start=1):
        if name:
            sheet.write_string(row, 0, name, looks["bold"])
        if text:
            sheet.write_string(row, 1, text, looks["text"])
        sheet.set_row(row, row_height((name, 20), (text, 66)))
    set_page(sheet, None, facts.unit.title)
    protect(sheet)


def write_office(sheet: Any, looks: Mapping[str, Any], facts: UnitFacts) -> None:
    """What `office.toml` says, a line a key."""
    told = "Căn cứ và thể thức của báo cáo. Chỗ nào chưa biết thì để trống."
    _head(sheet, looks, "Đơn vị báo cáo", told, OFFICE_COLUMNS.values(), (8, 50, 70))
    for row, ((section, key), words) in enumerate(WORDS.items(), start=HEADING_ROW + 1):
        sheet.write_string(row, 0, f"{section}.{key}", looks["code"])
        sheet.write_string(row, 1, words, looks["label"])
        text = facts.office.get((section, key), "")
        _open(sheet, looks, row, 2, text, "date" in key)
        sheet.set_row(row, row_height((words, 50), (text, 70)))
    _finish(sheet, facts)


def write_periods(sheet: Any, looks: Mapping[str, Any], facts: UnitFacts) -> None:
    """A line a period, and some for more."""
    told = "Ngày đầu và ngày cuối có thể khác lịch, ví dụ 15/12 đến 14/12. Không rõ thì để trống."
    _register(sheet, looks, "Kỳ số liệu", told, PERIOD_COLUMNS, (14, 14, 14, 14, 80), facts.periods)
    column = [*PERIOD_COLUMNS].index("complete")
    rule = {"validate": "list", "source": [*YES_NO.values()]}
    last = HEADING_ROW + len(facts.periods) + EMPTY_LINES
    sheet.data_validation(HEADING_ROW + 1, column, last, column, rule)
    _finish(sheet, facts)


def write_sources(sheet: Any, looks: Mapping[str, Any], facts: UnitFacts) -> None:
    """A line a source, and some for more."""
    told = f"Mã '{OWN_SOURCE}' là chính bảng tính này ({OWN_TITLE}); không cần ghi dòng cho nó."
    widths = (20, 60, 34, 14, 16, 40)
    _register(sheet, looks, "Nguồn số liệu", told, SOURCE_COLUMNS, widths, facts.sources)
    _finish(sheet, facts)


def write_lists(sheet: Any, looks: Mapping[str, Any]) -> dict[str, str]:
    """The labels that may be chosen in each area; the range of each area's list."""
    ranges = {}
    for column, area in enumerate(AREAS):
        labels = [i.vi for i in CATALOGUE.values() if i.area == area and not i.is_computed]
        sheet.write_string(0, column, area, looks["head"])
        for row, label in enumerate(labels, start=1):
            sheet.write_string(row, column, label)
        letter = chr(ord("A") + column)
        ranges[area] = f"='{LISTS}'!${letter}$2:${letter}${1 + len(labels)}"
    protect(sheet)
    return ranges


def write_base(
    sheet: Any, looks: Mapping[str, Any], facts: UnitFacts, areas: Iterable[str]
) -> None:
    """What stood in `data/` when the workbook was made: an import states what differs from it.

    The first row names the unit and the areas that have a sheet.
    """
    sheet.write_row(0, 0, ["Tệp", UNIT, facts.unit.id, *areas], looks["head"])
    rows: list[tuple[str, Sequence[str]]] = []
    for name, stated in (
        ("sources.csv", facts.sources),
        ("periods.csv", () if facts.is_new else facts.periods),
        ("figures.csv", facts.stated),
    ):
        columns = SHAPES[name].columns
        rows += [(name, [row[column] for column in columns]) for row in stated]
    if not facts.is_new:
        rows += [("office.toml", [*key, value]) for key, value in facts.office.items()]
    for number, (name, cells) in enumerate(rows, start=1):
        for column, text in enumerate((name, *cells)):
            if text:
                sheet.write_string(number, column, text)
    protect(sheet)


def _register(
    sheet: Any,
    looks: Mapping[str, Any],
    title: str,
    told: str,
    columns: Mapping[str, str],
    widths: Sequence[int],
    rows: Sequence[Mapping[str, str]],
) -> None:
    _head(sheet, looks, title, told, columns.values(), widths)
    empty = dict.fromkeys(columns, "")
    for number, row in enumerate((*rows, *([empty] * EMPTY_LINES)), start=HEADING_ROW + 1):
        for column, name in enumerate(columns):
            text = YES_NO.get(row[name], row[name]) if name == "complete" else row[name]
            _open(sheet, looks, number, column, text, name in _DAYS)
        sheet.set_row(number, row_height(*zip(row.values(), widths, strict=True)))


def _head(
    sheet: Any,
    looks: Mapping[str, Any],
    title: str,
    told: str,
    headings: Iterable[str],
    widths: Iterable[int],
) -> None:
    sheet.write_string(0, 0, title, looks["title"])
    sheet.write_string(1, 0, told, looks["small"])
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADING_ROW, column, heading, looks["head"])


def _open(
    sheet: Any, looks: Mapping[str, Any], row: int, column: int, text: str, is_day: bool
) -> None:
    """A cell to fill in, with what is known."""
    if not text:
        sheet.write_blank(row, column, None, looks["day" if is_day else "open"])
    elif is_day:
        noon = datetime.combine(date.fromisoformat(text), datetime.min.time())
        sheet.write_datetime(row, column, noon, looks["day"])
    else:
        sheet.write_string(row, column, text, looks["open"])


def _finish(sheet: Any, facts: UnitFacts) -> None:
    set_page(sheet, HEADING_ROW, facts.unit.title)
    sheet.freeze_panes(HEADING_ROW + 1, 0)
    protect(sheet)
