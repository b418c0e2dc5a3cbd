"""What a sheet's values do not tell of themselves, and how far the sheet reaches."""

from dataclasses import dataclass, field

MOST_CELLS = 1_000_000
"""Cells in the rectangle from A1 to the last value, which is what a reader must hold."""

Cell = tuple[int, int]


class TooLarge(ValueError):
    """A value stands so far out that the rectangle up to it cannot be held."""


@dataclass
class Traits:
    """Of one sheet: hidden rows and columns, cells in percent, errors, formulas without a value.

    Rows and columns count from 0; what is hidden is kept as ranges, for it may be a million rows.
    """

    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    percents: set[Cell] = field(default_factory=set)
    errors: set[Cell] = field(default_factory=set)
    uncomputed: set[Cell] = field(default_factory=set)
    is_linked: bool = False
    rows: int = 0
    columns: int = 0

    def reach(self, row: int, column: int, most: int) -> None:
        """Note that a value stands in a cell. Raises `TooLarge`.

        >>> Traits().reach(1048575, 16383, MOST_CELLS)
        Traceback (most recent call last):
        ...
        cchc.intake.traits.TooLarge: 17179869184
        """
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.rows * self.columns > most:
            raise TooLarge(str(self.rows * self.columns))

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether the row or the column of a cell is hidden."""
        return any(row in span for span in self.hidden_rows) or any(
            column in span for span in self.hidden_columns
        )
