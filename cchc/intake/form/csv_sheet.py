"""READ a CSV file as one sheet: strictly, whichever mark its program puts between columns."""

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from ...errors import CchcError, Fault
from ...numerals import number
from ...textfile import TextFile, read_text
from ..sheets import Sheet, cell_name
from ..traits import MOST_CELLS, Traits

_MARKS = (",", ";", "\t")


@dataclass(frozen=True)
class CsvSheet(Sheet):
    """The rows of a CSV file, every cell a text; `lengths` tells how many each row came with."""

    lengths: tuple[int, ...] = ()

    def is_longer(self, row: int, head: range) -> bool:
        """Whether a row has more cells than any row of the header, empty ones too."""
        return self.lengths[row] > max(self.lengths[each] for each in head)

    def place(self, row: int, column: int | None = None) -> str:
        """Where a cell, or a row, stands: a CSV file has lines, and letters when it is opened."""
        spot = "" if column is None else f", ô {cell_name(row, column)}"
        return f"dòng {row + 1}{spot}"


def read_csv_sheet(path: Path) -> Sheet:
    """The one sheet of a CSV file in UTF-8, named as the file; columns by comma, semicolon or tab.

    The mark is the one that stands there most often; blank rows at the end are left. Raises
    `CchcError` for a file that is no text, for a quote that does not end, and for more cells than a
    sheet may have.
    """
    file = read_text(path, path.parent, "xem lại tên tệp", printed=False)
    rows = _rows(file, max(_MARKS, key=file.text.count))
    width = max(map(len, rows), default=0)
    _refuse_beyond(width * len(rows), file)
    grid = tuple((*row, *[""] * (width - len(row))) for row in rows)
    return CsvSheet(path.name, grid, Traits(), lengths=tuple(map(len, rows)))


def _rows(file: TextFile, mark: str) -> list[list[str]]:
    """The cells of each line on which a row begins; the other lines of a row are empty."""
    reader = csv.reader(StringIO(file.text, newline=""), delimiter=mark, strict=True)
    rows: list[list[str]] = []
    line = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                _refuse_beyond(line, file)
                rows += [[]] * (line - len(rows))
                rows.append(row)
            line = reader.line_num
    except csv.Error:
        what = "dấu ngoặc kép không đóng, có chữ ngay sau dấu đóng, hoặc có ô quá dài"
        mend = 'trong ô đặt giữa hai dấu ngoặc kép, mỗi dấu ngoặc kép viết thành hai: ""'
        where = f"{file.shown}, dòng {reader.line_num}"
        raise CchcError([Fault(what, where, mend)]) from None
    return rows


def _refuse_beyond(cells: int, file: TextFile) -> None:
    if cells > MOST_CELLS:
        what = f"bảng trải ra hơn {number(MOST_CELLS)} ô"
        raise CchcError([Fault(what, file.shown, "chỉ giữ lại biểu II.06a trong tệp")])
