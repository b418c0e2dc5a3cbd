"""How near the words of a text stand to a number in it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..mentions import UNITS, Mention
from .outline import Paragraph
from .words import Words, gathered, words_of

_OWN, _CLAUSE_REST, _BESIDE, _FAR, _LEAD, _TITLE = 1.0, 0.75, 0.6, 0.35, 0.4, 0.25
_BREAK = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[;()–]|\s-\s")
_BETWEEN = re.compile(r"\s*/\s*")
_LONGEST_ROW = 10
"""Numbers of one thing in a row, a year each."""
_LONGEST_TITLE = 1_000
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_UNITS = re.compile(rf"\b(?:{'|'.join(UNITS)})\b", re.IGNORECASE)
_PART = re.compile(r"trong đó|bao gồm|\bgồm\b|kể cả|trong số", re.IGNORECASE)


class Bounds(NamedTuple):
    """Where a number stands in a text: in which sentence, between which neighbouring numbers."""

    number: tuple[int, int]
    start: int
    end: int
    before: int
    after: int


def near(text: str, bounds: Bounds, paragraph: Paragraph, title: str) -> Words:
    """The words around a number, each with how near it stands.

    Nearest is what stands in its clause up to the neighbouring numbers, then the rest of the
    clause; where nothing in the clause before it tells of what it counts, what is before that.
    """
    at, end = bounds.number
    clause_start, clause_end = _clause(text, bounds)
    own_start, own_end = max(clause_start, bounds.before), min(clause_end, bounds.after)
    while not _tells(text[own_start:at]) and own_start > bounds.before:
        own_start = _last_break(text, bounds.before, own_start)
    is_told_before = _tells(text[max(clause_start, bounds.before) : at])
    is_part = _PART.search(text[own_start:at]) is not None
    left, right = text[bounds.before : at], text[end : bounds.after]
    return gathered(
        [
            (f"{text[own_start:at]} ; {text[end:own_end]}", _OWN),
            (f"{text[clause_start:at]} ; {text[end:clause_end]}", _CLAUSE_REST),
            (left.rpartition(";")[2], _BESIDE),
            (right.partition(";")[0], _FAR if is_told_before else _BESIDE),
            (text[bounds.start : at].rpartition(";")[2], _BESIDE if is_part else _FAR),
            (f"{text[bounds.start : at]} ; {text[end : bounds.end]}", _FAR),
            *((lead, _LEAD) for lead in paragraph.leads),
            (paragraph.subject, _OWN),
            (title[:_LONGEST_TITLE], _TITLE),
        ]
    )


def neighbours(text: str, quantities: Sequence[Mention], place: int) -> tuple[int, int]:
    """Where the number before a quantity ends and the one after it starts.

    Both numbers of `4646/20953 hộ` have the words on both sides of the two, and what stands before
    "5 cuộc, năm 2022 là 8 cuộc" is said of both.
    """
    first = last = place
    while (
        first
        and place - first < _LONGEST_ROW
        and _is_linked(text, *quantities[first - 1 : first + 1])
    ):
        first -= 1
    while last + 1 < min(len(quantities), place + _LONGEST_ROW) and _BETWEEN.fullmatch(
        text[quantities[last].end : quantities[last + 1].start]
    ):
        last += 1
    before = quantities[first - 1].end if first else 0
    return before, quantities[last + 1].start if last + 1 < len(quantities) else len(text)


def _is_linked(text: str, one: Mention, other: Mention) -> bool:
    between = text[one.end : other.start]
    if _BETWEEN.fullmatch(between):
        return True
    return _YEAR.search(between) is not None and not _tells(between)


def _tells(text: str) -> bool:
    """Whether a text says what is counted, beyond the unit."""
    return bool(words_of(_UNITS.sub(" ", text)))


def own_right(text: str, bounds: Bounds) -> str:
    """What follows a number, without the clause that leads to the next one."""
    right = text[bounds.number[1] : bounds.after]
    if bounds.after == bounds.end:
        return right
    breaks = [match.start() for match in _BREAK.finditer(right)]
    return right[: breaks[-1]] if breaks else right


def _clause(text: str, bounds: Bounds) -> tuple[int, int]:
    at, end = bounds.number
    start = max((m.end() for m in _BREAK.finditer(text, bounds.start, at)), default=bounds.start)
    stop = _BREAK.search(text, end, bounds.end)
    return start, stop.start() if stop else bounds.end


def _last_break(text: str, start: int, end: int) -> int:
    """Where the clause before a place begins, not before `start`."""
    breaks = [m.end() for m in _BREAK.finditer(text, start, end) if m.end() < end]
    return max(breaks, default=start)
