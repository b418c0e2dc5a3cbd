"""What the cells of an .ods do not say themselves: what is hidden, in percent, or an error."""

from collections.abc import Iterator, Mapping

from .traits import MOST_CELLS, Traits
from .xml_scan import scan

_HIDDEN = ("collapse", "filter")
_LINKS = {"table-source", "cell-range-source", "dde-source", "dde-link"}


def ods_traits(parts: Mapping[str, bytes], most: int = MOST_CELLS) -> dict[str, Traits]:
    """The traits of every sheet, by its name. Raises `Strange` and `TooLarge`."""
    document = _Document(most)
    scan(parts["content.xml"], document.start, text=document.text)
    return document.sheets


class _Document:
    """A document while its tags go by: rows and cells may stand for many alike."""

    def __init__(self, most: int):
        self.most = most
        self.sheets: dict[str, Traits] = {}
        self.traits = Traits()
        self.row = self.next_row = self.column = self.next_column = 0
        self.rows_alike, self.cells_alike = 1, 0

    def start(self, tag: str, found: Mapping[str, str]) -> None:
        match tag:
            case "table":
                self.traits = self.sheets.setdefault(found.get("name", ""), Traits())
                self.row = self.next_row = self.column = self.next_column = 0
            case "table-column":
                times = _times(found, "number-columns-repeated")
                if found.get("visibility") in _HIDDEN:
                    self.traits.hidden_columns += [
                        range(self.next_column, self.next_column + times)
                    ]
                self.next_column += times
            case "table-row":
                self.rows_alike = _times(found, "number-rows-repeated")
                self.row, self.next_row = self.next_row, self.next_row + self.rows_alike
                self.next_column = 0
                if found.get("visibility") in _HIDDEN:
                    self.traits.hidden_rows += [range(self.row, self.next_row)]
            case "table-cell" | "covered-table-cell":
                self._cell(found)
            case "s":  # blanks, as many as it says
                self.traits.hold(self.cells_alike * _times(found, "c"))
            case _ if tag in _LINKS:
                self.traits.is_linked = True

    def text(self, piece: str) -> None:
        if self.cells_alike:
            self.traits.hold(self.cells_alike * len(piece))

    def _cell(self, found: Mapping[str, str]) -> None:
        times = _times(found, "number-columns-repeated")
        self.column, self.next_column = self.next_column, self.next_column + times
        self.cells_alike = 0
        if "value-type" not in found and "formula" not in found:
            return
        self.cells_alike = times * self.rows_alike
        last = (self.next_row - 1, self.next_column - 1)
        self.traits.reach(*last, self.most)
        kinds = found.get("value-type"), found.get("calcext:value-type")
        if "error" in kinds:
            self.traits.errors.update(self._cells())
        if "percentage" in kinds:
            self.traits.percents.update(self._cells())
        if "formula" in found and "value-type" not in found:
            self.traits.uncomputed.update(self._cells())

    def _cells(self) -> Iterator[tuple[int, int]]:
        for row in range(self.row, self.next_row):
            for column in range(self.column, self.next_column):
                yield row, column


def _times(found: Mapping[str, str], name: str) -> int:
    text = found.get(name, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 12 else 1
