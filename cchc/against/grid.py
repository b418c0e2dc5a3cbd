"""A table in words: each cell with a number as a sentence that says its row and its column."""

import re
from collections.abc import Iterator, Sequence

_NUMBER = re.compile(r"[~≈<>≤≥]?\s*[-−]?\d[\d.,\s\u00a0]*%?(?:\s*/\s*\d[\d.,]*)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDER = re.compile(r"(?:s?tt|số tt|số thứ tự|#)\.?", re.IGNORECASE)
_UNIT = re.compile(r"đơn vị tính|đvt|đơn vị", re.IGNORECASE)

Grid = Sequence[Sequence[str]]


def sentences_of(rows: Grid) -> Iterator[str]:
    """The sentences of a table whose first rows name its columns; a row without numbers names
    those below it. Running numbers of rows and columns are left out.

    >>> list(sentences_of([["TT", "Nội dung", "Năm 2021"], ["1", "Hồ sơ tiếp nhận", "3.470"]]))
    ['Hồ sơ tiếp nhận, Năm 2021: 3.470']
    """
    header, body = _split(rows)
    titles = [_title(column) for column in zip(*_squared(header), strict=True)] if header else []
    orders = {n for n, title in enumerate(titles) if _ORDER.fullmatch(title)}
    units = {n for n, title in enumerate(titles) if _UNIT.fullmatch(title)}
    group = ""
    for row in body:
        cells = [(n, cell) for n, cell in enumerate(row) if n not in orders and cell]
        numbers = [(n, cell) for n, cell in cells if _NUMBER.fullmatch(cell)]
        texts = dict.fromkeys(c for n, c in cells if not _NUMBER.fullmatch(c) and n not in units)
        label = " ".join(texts)
        if not numbers:
            group = label
            yield label
            continue
        unit = next((f" {cell}" for n, cell in cells if n in units), "")
        for n, cell in dict.fromkeys(numbers):
            title = titles[n] if n < len(titles) else ""
            named = ", ".join(filter(None, (group, label, title)))
            yield f"{named}: {cell}{'' if cell.endswith('%') else unit.replace(' %', '%')}"


def _split(rows: Grid) -> tuple[Grid, Grid]:
    """The rows that name the columns, and those below; rows that count the columns are gone."""
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    first = next((n for n, row in enumerate(rows) if _has_numbers(row)), len(rows))
    first = first if any(row[1:] for row in rows[:first]) else 0
    while first > 1 and len(set(rows[first - 1])) == 1:
        first -= 1  # one text all over the row is the title of what is below, not of columns
    return rows[:first], [row for row in rows[first:] if not _counts_columns(row)]


def _squared(rows: Grid) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _title(column: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, column)))


def _has_numbers(row: Sequence[str]) -> bool:
    if _counts_columns(row):
        return False
    return any(_NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in row)


def _counts_columns(row: Sequence[str]) -> bool:
    """Whether a row says (1), (2), (3) …"""
    bare = [cell.strip("() ") for cell in row]
    return (
        len(bare) > 1 and bare == [str(n + int(bare[0] or 0)) for n in range(len(bare))]
        if (bare and bare[0].isdigit())
        else False
    )
