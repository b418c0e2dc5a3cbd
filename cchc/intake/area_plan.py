"""An area's sheet before it is written: its periods, and its lines with their rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from .layout import sheet_name
from .lines import Line

HEADING_ROW = 3
FIRST_VALUE = 4
"""The first period's column: before it stand code, indicator, level and unit of measure."""


@dataclass(frozen=True)
class AreaPlan:
    """An area's sheet before it is written: its periods, and its lines with their rows."""

    area: str
    periods: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        return sheet_name(self.area)

    def numbered(self) -> Iterator[tuple[int, Line]]:
        """Every line with the number of its row, from 0."""
        return enumerate(self.lines, start=HEADING_ROW + 1)

    def column(self, period: str) -> int | None:
        """The number of a period's column, from 0; None where the sheet has none."""
        return FIRST_VALUE + self.periods.index(period) if period in self.periods else None
