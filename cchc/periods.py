"""A period as a text: 2022, 2022-H1, 2022-Q3, 2022-M03, or the span 2021-2022."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .cells import BadCell, quoted, suggestion

_YEAR = r"(?:19|20)[0-9]{2}"
_SHAPE = re.compile(rf"({_YEAR})(?:-(?:([HQM])([0-9]{{1,2}})|({_YEAR})))?")
_PARTS = {
    "H": ("half", 2, "H1 và H2"),
    "Q": ("quarter", 4, "Q1 đến Q4"),
    "M": ("month", 12, "M01 đến M12"),
}
MOST_MISSING = 5
"""Days that a period may lack and still be whole."""
_GRAMMAR = "viết như 2022, 2022-H1, 2022-Q3, 2022-M03 hoặc 2021-2022"


@dataclass(frozen=True)
class Period:
    """A period by its id, with the first and last day it has by the calendar.

    A unit's own year may begin and end on other days: `periods.csv` says so.
    """

    id: str
    kind: Literal["year", "half", "quarter", "month", "span"]
    start: date
    end: date

    @property
    def years(self) -> tuple[int, ...]:
        """Every calendar year it touches.

        >>> parse_period("2021-2022").years
        (2021, 2022)
        """
        return tuple(range(self.start.year, self.end.year + 1))


def parse_period(text: str) -> Period:
    """The period of a text. Raises `BadCell`, a ValueError, with a message in Vietnamese.

    >>> parse_period("2022-Q3").end
    datetime.date(2022, 9, 30)
    >>> parse_period("2022-Q5")
    Traceback (most recent call last):
    ...
    cchc.cells.BadCell: '2022-Q5' không phải là một kỳ: một năm có Q1 đến Q4
    """
    found = _SHAPE.fullmatch(text)
    if not found:
        raise BadCell(f"{quoted(text)} không phải là một kỳ", _meant(text))
    year, letter, number, last = found.groups()
    if last:
        return _span(text, int(year), int(last))
    if not letter:
        return Period(text, "year", date(int(year), 1, 1), date(int(year), 12, 31))
    return _part(text, int(year), letter, number)


def fits(period: Period, start: date, end: date) -> bool:
    """Whether days are those of a period, give or take some: more than half of them lie in it.

    A unit's own year may begin on 15 December; an unfinished period may have few of its days. But
    for at most five they are no more than it has: half a year is no second quarter.

    >>> fits(parse_period("2022"), date(2021, 12, 15), date(2022, 12, 14))
    True
    >>> fits(parse_period("2022-Q2"), date(2022, 1, 1), date(2022, 6, 30))
    False
    """
    common = (min(end, period.end) - max(start, period.start)).days + 1
    longer = (end - start).days - (period.end - period.start).days
    return longer <= MOST_MISSING and 2 * common > (end - start).days + 1


def is_whole(period: Period, start: date, end: date) -> bool:
    """Whether days are as many as the period has by the calendar, but for at most five.

    >>> is_whole(parse_period("2022"), date(2021, 12, 15), date(2022, 12, 14))
    True
    >>> is_whole(parse_period("2022"), date(2022, 1, 1), date(2022, 12, 13))
    False
    """
    return (period.end - period.start).days - (end - start).days <= MOST_MISSING


def _span(text: str, first: int, last: int) -> Period:
    if first == last:
        raise BadCell(f"{quoted(text)} không phải là một kỳ", f"viết {first} cho một năm")
    if first > last:
        what = f"{quoted(text)} có năm đầu sau năm cuối"
        raise BadCell(what, f"có phải là '{last}-{first}'?")
    return Period(text, "span", date(first, 1, 1), date(last, 12, 31))


def _part(text: str, year: int, letter: str, number: str) -> Period:
    kind, most, all_of_them = _PARTS[letter]
    if not 1 <= int(number) <= most:
        raise BadCell(f"{quoted(text)} không phải là một kỳ", f"một năm có {all_of_them}")
    plain = f"{year}-{letter}{int(number):0{len(str(most))}}"
    if text != plain:
        raise BadCell(f"{quoted(text)} không phải là một kỳ", f"có phải là '{plain}'?")
    months = 12 // most
    last = int(number) * months
    end = date(year, last, monthrange(year, last)[1])
    return Period(text, kind, date(year, last - months + 1, 1), end)


def _meant(text: str) -> str:
    """The mend of a text without the shape of a period: what it looks like, as a question."""
    bare = text.strip().upper()
    turned = re.fullmatch(rf"([HQMT])?([0-9]{{1,2}})/({_YEAR})", bare)
    if turned:
        letter = (turned[1] or "M").replace("T", "M")
        bare = f"{turned[3]}-{letter}{turned[2].zfill(2) if letter == 'M' else turned[2]}"
    try:
        return suggestion(bare, [parse_period(bare).id], _GRAMMAR) if bare != text else _GRAMMAR
    except BadCell:
        return _GRAMMAR
