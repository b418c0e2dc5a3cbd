"""Find the tables of a workbook by their headings, whatever a sheet is called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..errors import Fault
from .cell_values import Spot
from .layout import (
    AFTER_VALUES,
    CODE,
    DEFINITION,
    LABEL,
    LEVEL,
    MEASURE,
    OFFICE_COLUMNS,
    PERIOD_COLUMNS,
    SOURCE_COLUMNS,
    folded,
    period_of,
)
from .sheets import Sheet, cell_name

HIGHEST = 40
"""Rows in which a heading is looked for."""
FIGURES, PERIODS, SOURCES, OFFICE = "figures", "periods", "sources", "office"
_AREA_COLUMNS = {
    "code": CODE,
    "label": LABEL,
    "level": LEVEL,
    "measure": MEASURE,
    **AFTER_VALUES,
    "definition": DEFINITION,
}
_KINDS = {
    FIGURES: (_AREA_COLUMNS, ("code", "label", "level", "source", "place")),
    PERIODS: (PERIOD_COLUMNS, ("period", "complete")),
    SOURCES: (SOURCE_COLUMNS, ("id", "title")),
    OFFICE: (OFFICE_COLUMNS, ("key", "value")),
}
"""The headings of each kind of table, and those that it is known by."""


@dataclass(frozen=True)
class Found:
    """A table: its kind, its heading's row, its columns by name, and for figures its periods."""

    kind: str
    sheet: Sheet
    heading: int
    columns: Mapping[str, int]
    periods: Mapping[str, int]

    def rows(self) -> Iterator[int]:
        """The rows below the heading."""
        return iter(range(self.heading + 1, len(self.sheet.rows)))

    def spot(self, row: int, name: str) -> Spot | None:
        """A cell of a named column; None where the table has no such column."""
        column = self.columns.get(name)
        return None if column is None else Spot(self.sheet, row, column)

    def faults(self) -> Iterator[Fault]:
        """What is wrong with the headings: one twice, or numbers under none that is known."""
        known = {*self.columns.values(), *self.periods.values()}
        seen: dict[str, int] = {}
        for column, heading in enumerate(_headings(self.sheet, self.heading)):
            name = period_of(heading) or folded(heading)
            where = self.sheet.place(self.heading, column)
            if name and name in seen:
                other = cell_name(self.heading, seen[name])
                what = f"cột '{' '.join(heading.split())}' có hai lần"
                yield Fault(what, where, f"giữ lại một cột; cột kia ở ô {other}")
            seen.setdefault(name, column)
            if column in known or self.kind != FIGURES:
                continue
            if any(_has_digits(self.sheet.at(row, column)) for row in self.rows()):
                mend = "ghi tiêu đề như 'Năm 2022' hoặc '2022-Q3', hoặc xóa các số ở cột đó"
                yield Fault("cột có số mà không biết là kỳ nào", where, mend)


def find_table(sheet: Sheet) -> Found | None:
    """The table of a sheet, None where no row holds the headings of one."""
    for row in range(min(HIGHEST, len(sheet.rows))):
        headings = _headings(sheet, row)
        for kind, (names, known_by) in _KINDS.items():
            columns = _columns(headings, names)
            if all(name in columns for name in known_by):
                return Found(kind, sheet, row, columns, _periods(headings, kind))
    return None


def _columns(headings: list[str], names: Mapping[str, str]) -> dict[str, int]:
    folds = [folded(heading) for heading in headings]
    return {
        name: folds.index(folded(words)) for name, words in names.items() if folded(words) in folds
    }


def _periods(headings: list[str], kind: str) -> dict[str, int]:
    if kind != FIGURES:
        return {}
    found: dict[str, int] = {}
    for column, heading in enumerate(headings):
        period = period_of(heading)
        if period:
            found.setdefault(period, column)
    return found


def _headings(sheet: Sheet, row: int) -> list[str]:
    """The texts of a row; a year that stands there as a number is one too."""
    return [_text(cell) for cell in sheet.rows[row]]


def _has_digits(cell: object) -> bool:
    """Whether a cell may state a number: it is one, or a text with a digit in it."""
    return isinstance(cell, float) or (isinstance(cell, str) and any(map(str.isdigit, cell)))


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return cell if isinstance(cell, str) else ""
