"""How wide the columns of a printed table are: paper cannot scroll."""

from collections.abc import Iterator
from typing import Any

from .runs import runs_to_text

Json = dict[str, Any]

_PAGE, _PAGE_OF_SMALL = 80, 100
"""So many characters of a table stand beside each other on a page."""
_WORD, _LINE = 20, 60
"""What is longer than such a word breaks; what is longer than such a line wants no more width."""
_SHORT = 12
"""Texts that are all as short as this stand on one line each: `cấp huyện`, `4.000 phút`."""


def column_shares(table: Json) -> list[float]:
    """The columns' shares of the page's width: as the table says, or else by what they hold.

    Each gets its longest word, or its longest line where all are short; what is left goes to those
    whose texts would have to wrap, in proportion to what they lack (as browsers do it, CSS 2.2,
    17.5.2.2).

    >>> name, number = {"text": "Chỉ tiêu", "width": 0}, {"text": "Năm", "width": 0}
    >>> row = {"cells": [["Hồ sơ tiếp nhận"], ["4.000"]]}
    >>> column_shares({"columns": [name, number], "rows": [row]})
    [17.4, 7.0]
    """
    given = [float(column["width"]) for column in table["columns"]]
    if all(given):
        return given
    least, wanted = zip(*(_widths(table, place) for place in range(len(given))), strict=True)
    page = _PAGE_OF_SMALL if table.get("small") else _PAGE
    spare = (page - sum(least)) / max(sum(wanted) - sum(least), 1)
    part = min(max(spare, 0), 1)
    shares = [low + part * (high - low) for low, high in zip(least, wanted, strict=True)]
    free = max(100 - sum(given), 10) / sum(s for s, g in zip(shares, given, strict=True) if not g)
    scale = free if any(given) else 1
    return [g or round(s * scale, 1) for s, g in zip(shares, given, strict=True)]


def is_narrow(table: Json) -> bool:
    """Whether every row of the table stands on one line that is shorter than the page is wide."""
    places = range(len(table["columns"]))
    return sum(max(map(_length, _texts(table, place))) + 4 for place in places) < _PAGE


def _widths(table: Json, place: int) -> tuple[float, float]:
    """The least and the best width of a column, in characters, with the room beside them."""
    texts = list(_texts(table, place))
    word = max((_length(word) for text in texts for word in text.split()), default=1)
    line = max(map(_length, texts))
    least = line if line <= _SHORT else min(word, _WORD)
    return least + 2.0, max(min(line, _LINE), min(word, _WORD)) + 2.0


def _texts(table: Json, place: int) -> Iterator[str]:
    yield table["columns"][place]["text"]
    for row in table["rows"]:
        if not row.get("group") and place < len(row["cells"]):
            yield runs_to_text(row["cells"][place])


def _length(text: str) -> float:
    """In characters of middle width: capitals are wider."""
    return len(text) + 0.4 * sum(map(str.isupper, text))
