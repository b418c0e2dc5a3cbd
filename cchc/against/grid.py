"""A table in words: each cell with a number as a sentence that says its column and its row."""

import re
from collections.abc import Iterator, Sequence

from ..cells import BadCell
from ..written import written
from .outline import Piece
from .words import words_of

_FRACTION = re.compile(r"\d[\d.,]*\s*/\s*\d[\d.,]*")
_ORDINAL = re.compile(r"\(?(?:[IVXLC]+|\d{1,2}|[a-zđA-ZĐ])\)?\.?")
_YEARS = re.compile(r"(?:\d{1,2}/\d{1,2}/)?(?:19|20)\d\d(?:\W+(?:19|20)\d\d)*\W*")
_ORDER = re.compile(r"(?:s?tt|số tt|số thứ tự|#)\.?", re.IGNORECASE)
_RUNNING = re.compile(r"\(?(?:[IVXLC]+|[a-zđA-ZĐ])?[.-]?(?:\d{1,3}(?:\.\d{1,2})*)?[.)]*(?:\s+|$)")
_UNIT = re.compile(r"(?:đơn vị tính|đvt)\W*", re.IGNORECASE)

Grid = Sequence[Sequence[str]]


def sentences_of(rows: Grid) -> Iterator[Piece]:
    """The sentences of a table whose first rows name its columns; a row without numbers names
    those below it. Running numbers of rows and columns are left out, no other number is.

    >>> rows = [["TT", "Nội dung", "Năm 2021"], ["1", "Hồ sơ tiếp nhận", "3.470"]]
    >>> [piece.text for piece in sentences_of(rows)]
    ['Năm 2021, Hồ sơ tiếp nhận: 3.470']
    """
    stripped = [[cell.strip() for cell in row] for row in rows]
    header, body = _split([row for row in stripped if any(row)])
    above = [row for row in header if len(set(row)) == 1 and len(header) > 1] if body else header
    for row in above:
        yield Piece(", ".join(dict.fromkeys(filter(None, row))))
    if body:
        yield from _told(_Columns([row for row in header if row not in above]), body)


class _Columns:
    """The columns by the rows that name them: their titles, which count rows, which hold units."""

    def __init__(self, header: Grid):
        width = max(map(len, header), default=0)
        square = [[*row, *[""] * (width - len(row))] for row in header]
        columns = list(zip(*square, strict=True))
        self.titles = [" ".join(dict.fromkeys(filter(None, column))) for column in columns]
        self.orders = {n for n, column in enumerate(columns) if any(map(_ORDER.fullmatch, column))}
        self.units = {n for n, column in enumerate(columns) if any(map(_UNIT.fullmatch, column))}

    def title(self, n: int) -> str:
        return self.titles[n] if n < len(self.titles) else ""

    def cells(self, row: Sequence[str]) -> list[tuple[int, str]]:
        """The cells of a row with their columns, without its running number."""
        told = enumerate(row)
        return [(n, c[_end(c) :] if n in self.orders else c) for n, c in told]

    def numbers(self, row: Sequence[str]) -> list[tuple[int, str]]:
        return [(n, c) for n, c in self.cells(row) if n not in self.units and _is_value(c)]


def _told(columns: _Columns, body: Grid) -> Iterator[Piece]:
    used = {n for row in body for n, _ in columns.numbers(row)}
    for n, title in enumerate(columns.titles):
        if n not in used and re.search(r"\d", title):
            yield Piece(title)
    group = ""
    for row in body:
        cells, numbers, units = columns.cells(row), columns.numbers(row), columns.units
        told = (c for n, c in cells if words_of(c) and (n, c) not in numbers and n not in units)
        label = " ".join(dict.fromkeys(told))
        if not numbers:
            group = label
            yield Piece(label)
            continue
        unit = next((f" {cell}" for n, cell in cells if n in units and cell), "")
        for n, cell in numbers:
            named = ", ".join(filter(None, (group, columns.title(n), label)))
            counted = "" if cell[-1] in "%)" else unit.replace(" %", "%")
            yield Piece(f"{named}: {cell}{counted}", subject=label)


def is_number(cell: str) -> bool:
    """Whether a cell holds one number with its bound and unit, or a number of a number."""
    if _FRACTION.fullmatch(cell.strip()):
        return True
    try:
        written(cell)
    except BadCell:
        return False
    return True


def _end(cell: str) -> int:
    """Where the running number at the start of a cell ends, 0 where there is none."""
    running = _RUNNING.match(cell)
    return running.end() if running else 0


def _is_value(cell: str) -> bool:
    """Whether a cell holds a number, or numbers and no telling word: `7.043 (99,95%)`, `+5`."""
    return is_number(cell) or (re.search(r"\d", cell) is not None and not words_of(cell))


def _split(rows: Grid) -> tuple[Grid, Grid]:
    """The rows that name the columns, and those below; rows that count the columns are gone."""
    rows = [row for row in rows if not _counts_columns(row)]
    first = next((n for n, row in enumerate(rows) if any(map(_is_quantity, row[1:]))), len(rows))
    while first > 1 and _is_title(rows[first - 1]):
        first -= 1
    return rows[:first], rows[first:]


def _is_title(row: Sequence[str]) -> bool:
    """Whether a row has one text, beside its order: the title of the rows below, not of columns."""
    texts = list(dict.fromkeys(filter(None, row)))
    return len(texts) == 1 or (len(texts) == 2 and _ORDINAL.fullmatch(texts[0]) is not None)


def _is_quantity(cell: str) -> bool:
    is_wordless = not re.search(r"[^\W\d_]", cell)
    return (is_number(cell) or (is_wordless and _is_value(cell))) and not _YEARS.fullmatch(cell)


def _counts_columns(row: Sequence[str]) -> bool:
    """Whether a row says (1), (2), (3) …, where two bare numbers might be counts."""
    bare = [cell.partition("=")[0].strip("() ") for cell in row]
    is_marked = len(bare) > 2 or (len(bare) == 2 and all(cell.startswith("(") for cell in row))
    return is_marked and bare == [str(n) for n in range(1, len(bare) + 1)]
