"""A report's text, and the same with one of its numbers altered, for the tests of `against`."""

from collections.abc import Iterable, Iterator

from cchc.against.account import account
from cchc.against.entry import Entry
from cchc.against.outline import Piece
from cchc.mentions import mentions
from cchc.review import Review


def accounted(lines: list[str], review: Review) -> list[Entry]:
    return account([Piece(line) for line in lines], review)


def next_number(text: str) -> str:
    """The number with its last digit one higher, 9 becoming 0: as it would be mistyped."""
    at = max(n for n, c in enumerate(text) if c.isdigit())
    return f"{text[:at]}{(int(text[at]) + 1) % 10}{text[at + 1 :]}"


def placed(lines: list[str], review: Review) -> list[tuple[int, int, int]]:
    """Of each number of the text, its line and where in the line it starts and ends."""
    numbers = [text for text in review.folder.documents["number"] if text]
    return [
        (n, mention.start, mention.end)
        for n, line in enumerate(lines)
        for mention in mentions(line, numbers)
    ]


TOGETHER = 8
"""Numbers that are altered at a time, far apart: to read a report takes a third of a second."""


def altered(
    lines: list[str], review: Review, chosen: Iterable[tuple[int, str]]
) -> Iterator[tuple[int, str, Entry]]:
    """Of each chosen number and what it is altered to, what it is found to be."""
    places, chosen = placed(lines, review), sorted(chosen)
    readings = -(-len(chosen) // TOGETHER)
    for first in range(readings):
        changed, some = list(lines), chosen[first::readings]
        for position, text in reversed(some):  # from the end: places before it stay where they are
            n, start, end = places[position]
            changed[n] = changed[n][:start] + text + changed[n][end:]
        entries = accounted(changed, review)
        yield from ((position, text, entries[position]) for position, text in some)
