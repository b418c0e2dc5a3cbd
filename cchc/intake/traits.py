"""What a sheet's values do not tell of themselves, and how far the sheet reaches."""

from dataclasses import dataclass, field

from ..numerals import number

MOST_CELLS = 1_000_000
"""Cells in the rectangle from A1 to the last value, which is what a reader must hold."""

Cell = tuple[int, int]


MOST_CHARACTERS = 20_000_000
"""In all cells of a sheet: one long text may stand in a million of them and weigh little packed."""


class TooLarge(ValueError):
    """More than can be held: what is too much, in Vietnamese."""


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
    characters: int = 0

    def reach(self, row: int, column: int, most: int) -> None:
        """Note that a value stands in a cell. Raises `TooLarge`.

        >>> Traits().reach(1048575, 16383, MOST_CELLS)
        Traceback (most recent call last):
        ...
        cchc.intake.traits.TooLarge: có ô quá xa: trang tính trải ra hơn 1.000.000 ô
        """
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.rows * self.columns > most:
            raise TooLarge(f"có ô quá xa: trang tính trải ra hơn {number(most)} ô")

    def hold(self, characters: int) -> None:
        """Note how long a cell's text is. Raises `TooLarge`."""
        self.characters += characters
        if self.characters > MOST_CHARACTERS:
            raise TooLarge(f"chữ trong các ô của một trang dài hơn {number(MOST_CHARACTERS)} ký tự")

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether the row or the column of a cell is hidden."""
        return any(row in span for span in self.hidden_rows) or any(
            column in span for span in self.hidden_columns
        )
