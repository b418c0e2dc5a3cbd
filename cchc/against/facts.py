"""What is held of a unit, as facts that a report may state: reported figures and results."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ..indicator import Indicator
from ..ledger import Key
from ..periods import parse_period
from ..quantity import Quantity, as_stated
from ..review import Review


@dataclass(frozen=True)
class Fact:
    """One number that is held: what it is about, every value it was stated with, and where.

    `text` is the value as it was typed, "" for a result; `places` are of its source, `sections` the
    section of a report that each names. `years` are those that it is about.
    """

    key: Key
    indicator: Indicator
    quantity: Quantity
    years: frozenset[int]
    text: str = ""
    qualifier: str = ""
    places: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    @property
    def is_reported(self) -> bool:
        """Whether it stands in figures.csv, rather than being worked out."""
        return bool(self.text)

    def is_same_thing(self, other: "Fact") -> bool:
        """Whether both are of one indicator and level, whatever the period."""
        return (self.key.code, self.key.level) == (other.key.code, other.key.level)

    def is_stated_by(self, plain: str) -> bool:
        """Whether a number as a report states it is this one, rounded where it has decimals.

        A share is 100% or 0% only where it is exactly that: 99,96% is not all.
        """
        if self.is_reported:
            return _exact(plain) == _exact(self.text)
        if not self.indicator.is_share or _exact(plain) in (0, 100):
            return _exact(plain) == self.quantity.value
        stated = as_stated(plain)
        return stated.low <= self.quantity.value <= stated.high


_exact = cache(Fraction)


def facts_of(review: Review) -> tuple[Fact, ...]:
    """Every figure of a unit once for each value it was stated with, then every result."""
    return (*_reported(review), *_results(review))


def _reported(review: Review) -> Iterator[Fact]:
    figures = review.folder.figures
    by = ["code", "period", "level", "text", "qualifier"]
    for (code, period, level, text, qualifier), rows in figures.groupby(by, sort=False):
        key = Key(code, period, level)
        quantity = review.ledger[key].quantity
        places = tuple(dict.fromkeys(rows["place"]))
        sections = tuple(place.partition(",")[0] for place in places)
        indicator, years = review.catalogue[code], _years(period)
        yield Fact(key, indicator, quantity, years, text, qualifier, places, sections)


def _results(review: Review) -> Iterator[Fact]:
    for key, known in review.ledger.items():
        if known.basis != "reported":
            yield Fact(key, review.catalogue[key.code], known.quantity, _years(key.period))


def _years(period: str) -> frozenset[int]:
    return frozenset(parse_period(period).years)
