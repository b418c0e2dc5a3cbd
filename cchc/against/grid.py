"""A table in words: each cell with a number as a sentence that says its column and its row."""

import re
from collections.abc import Iterator, Sequence

from ..cells import BadCell
from ..written import written
from .outline import Piece
from .words import words_of

_FRACTION = re.compile(r"\d[\d.,]*\s*/\s*\d[\d.,]*")
_ORDINAL = re.compile(r"\(?(?:[IVXLC]+|\d{1,2}|[a-zđA-ZĐ])\)?\.?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDER = re.compile(r"(?:s?tt|số tt|số thứ tự|#)\.?", re.IGNORECASE)
_UNIT = re.compile(r"đơn vị tính|đvt", re.IGNORECASE)

Grid = Sequence[Sequence[str]]


def sentences_of(rows: Grid) -> Iterator[Piece]:
    """The sentences of a table whose first rows name its columns; a row without numbers names
    those below it. Running numbers of rows and columns are left out.

    >>> rows = [["TT", "Nội dung", "Năm 2021"], ["1", "Hồ sơ tiếp nhận", "3.470"]]
    >>> [piece.text for piece in sentences_of(rows)]
    ['Năm 2021, Hồ sơ tiếp nhận: 3.470']
    """
    header, body = _split([row for row in rows if any(cell.strip() for cell in row)])
    width = max(map(len, header), default=0)
    square = [[*row, *[""] * (width - len(row))] for row in header]
    titles = [" ".join(dict.fromkeys(filter(None, c))) for c in zip(*square, strict=True)]
    orders = {n for n, title in enumerate(titles) if _ORDER.search(title)}
    units = {n for n, title in enumerate(titles) if _UNIT.search(title)}
    group = ""
    for row in body:
        cells = [(n, cell.strip()) for n, cell in enumerate(row) if n not in orders]
        numbers = [(n, cell) for n, cell in cells if is_number(cell) and n not in units]
        told = (c for n, c in cells if words_of(c) and (n, c) not in numbers and n not in units)
        label = " ".join(dict.fromkeys(told))
        if not numbers:
            group = label
            yield Piece(label)
            continue
        unit = next((f" {cell}" for n, cell in cells if n in units and cell), "")
        for n, cell in numbers:
            title = titles[n] if n < len(titles) else ""
            named = ", ".join(filter(None, (group, title, label)))
            counted = "" if cell.endswith("%") else unit.replace(" %", "%")
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
    return is_number(cell) and not _YEAR.fullmatch(cell.strip())


def _counts_columns(row: Sequence[str]) -> bool:
    """Whether a row says (1), (2), (3) …"""
    bare = [cell.strip("() ") for cell in row]
    return len(bare) > 1 and bare == [str(n) for n in range(1, len(bare) + 1)]
