"""Tables of a PDF page: cells found again by the columns in which their text stands."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .grid import Grid, is_number

_CELL = re.compile(r"\S+(?: {1,2}\S+)*")
_NEAR = 2
"""Letters by which the starts of one column may differ."""
_FEWEST_ROWS = 2


class _Cell(NamedTuple):
    start: int
    text: str


def parted(lines: Sequence[str]) -> Iterator[str | Grid]:
    """The lines of a page as they stand on it, each run of lines that is a table as its rows.

    A table has two rows or more with a number in a cell of its own; all else stays lines.

    >>> page = ["Kết quả:", "Nội dung      Năm 2022", "Trường       34", "", "Hộ           9"]
    >>> list(parted(page))
    ['Kết quả:', [['Nội dung', 'Năm 2022'], ['Trường', '34'], ['Hộ', '9']]]
    """
    run: list[str] = []
    for line in lines:
        cells = _cells(line)
        if len(cells) > 1 or (run and (not cells or _continues(cells[0], run))):
            run.append(line)
        else:
            yield from _told(run)
            run = []
            yield line
    yield from _told(run)


def _cells(line: str) -> list[_Cell]:
    return [_Cell(match.start(), match[0]) for match in _CELL.finditer(line)]


def _continues(cell: _Cell, run: Sequence[str]) -> bool:
    """Whether a lone text is the rest of a cell: it starts in a column and fits into it."""
    starts = _columns(run)
    at = _column(cell.start, starts)
    width = starts[at + 1] - starts[at] if at + 1 < len(starts) else 40
    return abs(cell.start - starts[at]) <= _NEAR and len(cell.text) < width


def _columns(run: Sequence[str]) -> list[int]:
    """Where the columns start: the places at which several cells do."""
    starts = Counter(cell.start for line in run for cell in _cells(line))
    columns: list[int] = []
    for start, _ in starts.most_common():
        if all(abs(start - other) > _NEAR for other in columns):
            columns.append(start)
    return sorted(columns)


def _column(start: int, columns: Sequence[int]) -> int:
    return max((n for n, at in enumerate(columns) if at <= start + _NEAR), default=0)


def _told(run: list[str]) -> Iterator[str | Grid]:
    grid = _grid(run) if run else []
    rows = sum(any(map(is_number, row[1:])) for row in grid)
    if rows >= _FEWEST_ROWS:
        yield grid
    else:
        yield from run


def _grid(run: Sequence[str]) -> list[list[str]]:
    """The rows: a new one after a gap, or where a column that has its number gets another."""
    columns, rows = _columns(run), []
    is_new = True
    for line in run:
        cells = [(_column(cell.start, columns), cell.text) for cell in _cells(line)]
        if not cells:
            is_new = True
            continue
        is_full = bool(rows) and any(is_number(text) and rows[-1][at] for at, text in cells)
        if is_new or is_full:
            rows.append([""] * len(columns))
        for at, text in cells:
            rows[-1][at] = f"{rows[-1][at]} {text}".strip()
        is_new = False
    return rows
