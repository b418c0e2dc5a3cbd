"""FIND the table of form II.06a in a sheet, by the words above its columns on several storeys."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

from ...folding import folded
from ..sheets import Sheet
from .columns import counted, group_of

STOREYS = 4
"""As many rows as a header may have above its numbered row."""
_FIELD = re.compile(r".{0,25}linhvuc.{0,40}")
_NUMBERED = re.compile(r"[0-9()+=*,. -]*")
_LONGEST_LABEL = 80


@dataclass(frozen=True)
class Header:
    """Where the table's columns are, counted from 0; `first` is the row of its first data.

    `columns` has the columns of each code that is counted, `words` what stands above each of them;
    `unread` are those with a header that no code is for, and their words.
    """

    sheet: Sheet
    top: int
    first: int
    field: int
    columns: dict[str, tuple[int, ...]]
    unread: dict[int, str]
    words: dict[int, list[str]]

    @property
    def last(self) -> int:
        """The last column that has a heading."""
        return max([*self.unread, *chain(*self.columns.values())])

    @property
    def place(self) -> str:
        """Where the header begins, as a message says it."""
        return self.sheet.place(self.top, self.field)


def headers(sheet: Sheet) -> Iterator[Header]:
    """Every header of the form in a sheet, from above.

    A title may speak of fields too: of the cells that could head the column of fields of one table,
    the lowest does.
    """
    found: Header | None = None
    below = 0
    for row in range(len(sheet.rows)):
        if found and row >= found.first:
            yield found
            found, below = None, found.first
        here = (_header(sheet, row, column, below) for column in _heads_of_fields(sheet, row))
        found = next(filter(None, here), found)
    if found:
        yield found


def _heads_of_fields(sheet: Sheet, row: int) -> Iterator[int]:
    """The columns that a row could head as those of the fields; one with numbers heads none."""
    for column, value in enumerate(sheet.rows[row]):
        if (
            isinstance(value, str)
            and len(value) <= _LONGEST_LABEL
            and _FIELD.fullmatch(folded(value))
        ):
            beside = sheet.rows[row][column + 1 :]
            if not any(_NUMBERED.fullmatch(_plain(each)) for each in beside if each != ""):
                yield column


def _header(sheet: Sheet, row: int, column: int, below: int) -> Header | None:
    """The header whose column of fields is headed here; None where no groups stand beside it.

    Rows above `below` belong to another table.
    """
    near = range(max(below, row - 2), min(len(sheet.rows), row + STOREYS))
    grouped = [each for each in near if _groups_in(sheet, each, column)]
    named = {group for each in grouped for group in _groups_in(sheet, each, column)}
    if not {"received", "resolved"} <= named and not {"resolved", "pending"} <= named:
        return None
    top = min(row, grouped[0])
    bottom = _bottom(sheet, max(row, grouped[0]) + 1, column)
    columns: dict[str, tuple[int, ...]] = {}
    unread: dict[int, str] = {}
    above = _words_above(sheet, top, bottom)
    for place, words in enumerate(above):
        code = counted(words)
        if place > column and code:
            columns[code] = (*columns.get(code, ()), place)
        elif place > column and any(words):
            unread[place] = " › ".join(dict.fromkeys(filter(None, words)))
    first = bottom + _is_numbered(sheet, bottom, column)
    own = {place: [*filter(None, above[place])] for place in chain(*columns.values())}
    return Header(sheet, top, first, column, _on_time(columns), unread, own)


def _groups_in(sheet: Sheet, row: int, column: int) -> set[str]:
    """The groups of columns that a row names, beside the column of fields."""
    return {
        group_of(value) for value in sheet.rows[row][column + 1 :] if isinstance(value, str)
    } - {""}


def _bottom(sheet: Sheet, row: int, column: int) -> int:
    """The first row that is no storey of the header: one without words beside the fields."""
    while row < len(sheet.rows):
        beside = [value for value in sheet.rows[row][column + 1 :] if value != ""]
        has_words = any(
            isinstance(value, str) and re.search(r"[^\W\d_]", value) for value in beside
        )
        if not has_words or not all(isinstance(value, str) for value in beside):
            break
        row += 1
    return row


def _words_above(sheet: Sheet, top: int, bottom: int) -> list[list[str]]:
    """The words above each column, from the top storey down.

    A merged cell holds its words at its left end: the columns to the right of it that have words
    of their own further down, below the same upper storeys, stand under it too.
    """
    above: list[list[str]] = [[] for _ in sheet.rows[top]]
    for row in range(top, bottom):
        for column, words in enumerate(above):
            own = _words(sheet.at(row, column))
            left = above[column - 1] if column else []
            goes_on = any(_words(sheet.at(lower, column)) for lower in range(row + 1, bottom))
            if not own and goes_on and left[:-1] == words:
                own = left[-1]
            words.append(own)
    return above


def _words(value: object) -> str:
    return " ".join(str(value).split())


def _is_numbered(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a row numbers the columns: (1) (2) (3)=(4)+(5)+(6) … A total never grows so."""
    if row >= len(sheet.rows):
        return False
    texts = [_plain(value) for value in sheet.rows[row][column + 1 :] if value != ""]
    if len(texts) < STOREYS or not all(_NUMBERED.fullmatch(text) for text in texts):
        return False
    firsts = [int(found[0]) for text in texts if (found := re.search("[0-9]+", text))]
    return len(firsts) == len(texts) and all(a < b for a, b in pairwise(firsts)) and firsts[0] < 5


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _on_time(columns: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """The columns, where "đúng hạn" without "trước hạn" beside it means both of them together."""
    early, on_day, both = (
        f"dossiers_resolved_{each}" for each in ("early", "on_due_date", "in_time")
    )
    if early in columns or both in columns or on_day not in columns:
        return columns
    return {both if code == on_day else code: places for code, places in columns.items()}
