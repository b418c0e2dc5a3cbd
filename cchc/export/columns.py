"""How wide the columns of a printed table are: paper cannot scroll."""

from collections.abc import Iterator
from typing import Any

from cchc.plain import runs_to_text

Json = dict[str, Any]

_LINES = 3
"""Long texts are meant to wrap into about so many lines."""
_CHARACTERS = 80
"""So many characters of a small table fit beside each other."""


def column_shares(table: Json) -> list[float]:
    """The columns' shares of the page's width, by what they hold or as the table itself says.

    A column is as wide as its longest word at least, and a long text wraps.

    >>> text, number = {"text": "Chỉ tiêu", "width": 0}, {"text": "Năm", "width": 0}
    >>> row = {"cells": [["Hồ sơ tiếp nhận trong kỳ báo cáo"], ["4.000"]]}
    >>> column_shares({"columns": [text, number], "rows": [row]})
    [12.7, 7.0]
    """
    widths = [float(column["width"]) for column in table["columns"]]
    if all(widths):
        return widths
    shares = [_share(list(_texts(table, place))) for place in range(len(widths))]
    free = max(100 - sum(widths), 10) / sum(s for s, w in zip(shares, widths, strict=True) if not w)
    if not any(widths):
        return shares
    return [w or round(s * free, 1) for s, w in zip(shares, widths, strict=True)]


def is_narrow(table: Json) -> bool:
    """Whether every row stands on one line that is shorter than the page is wide."""
    places = range(len(table["columns"]))
    return sum(max(map(len, _texts(table, place))) + 4 for place in places) < _CHARACTERS


def _texts(table: Json, place: int) -> Iterator[str]:
    yield table["columns"][place]["text"]
    for row in table["rows"]:
        if not row.get("group") and place < len(row["cells"]):
            yield runs_to_text(row["cells"][place])


def _share(texts: list[str]) -> float:
    word = max((len(word) for text in texts for word in text.split()), default=1)
    line = max(len(text) for text in texts)
    return round(max(word, line / _LINES, min(line, 8)) + 2.0, 1)
