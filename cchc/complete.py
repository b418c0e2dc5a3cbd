"""COMPUTE what parts and wholes force: a sum of known parts, a part with one value left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf

from .indicator import LEVELS, Indicator, Whole
from .ledger import Key, Known
from .quantity import Quantity

_FREE = Quantity(Fraction(0), Fraction(0), inf)


@dataclass(frozen=True)
class _Sum:
    """One equation: the whole's key, its parts' keys, and those that a source may not state.

    With leaks, the terms may be less than the whole: what is left over explains nothing.
    """

    whole: Key
    parts: tuple[Key, ...]
    leaks: tuple[Key, ...]


def complete(
    reported: Mapping[Key, Known],
    catalogue: Mapping[str, Indicator],
    wholes: Iterable[Whole],
    unit_level: str = "district",
) -> dict[Key, Known]:
    """The reported figures, and every count that they leave only one possible value for.

    Counts are never negative, so each equation `whole = parts` bounds its terms by the others.
    What the bounds leave a single value for is added: `computed` when it is the sum of its known
    parts, `deduced` otherwise. `all` is the sum of the levels from the unit's own downwards.
    Reported figures are never changed, and what several values fit stays unknown: a missing term
    is not zero.

    >>> from .quantity import quantity
    >>> one = lambda text: Known(quantity(text), "reported")
    >>> rule = Whole("total", ("good", "bad"))
    >>> figures = {Key("total", "2022", "all"): one("9"), Key("good", "2022", "all"): one("7")}
    >>> complete(figures, {}, [rule])[Key("bad", "2022", "all")].quantity.value
    Fraction(2, 1)
    """
    sums = list(_equations(reported, catalogue, tuple(wholes), unit_level))
    known = dict(reported)
    bounds = {key: entry.quantity for key, entry in reported.items()}
    for _ in sums:
        if not _narrow_once(sums, bounds, reported):
            break
    for key, bound in bounds.items():
        if key not in known and bound.is_exact:
            known[key] = _added(key, bound, sums, bounds)
    return _mark_deduced(known)


def _mark_deduced(known: dict[Key, Known]) -> dict[Key, Known]:
    """A sum of parts is deduced, too, when one of its parts is."""
    deduced = {key for key, entry in known.items() if entry.basis == "deduced"}
    while True:
        more = {
            key
            for key, entry in known.items()
            if entry.basis == "computed" and key not in deduced and deduced & {*entry.needs}
        }
        if not more:
            return known | {key: replace(known[key], basis="deduced") for key in deduced}
        deduced |= more


def _equations(reported, catalogue, wholes, unit_level):
    grid = dict.fromkeys((key.period, key.level) for key in reported)
    every = dict.fromkeys([*grid, *((period, "all") for period, _ in grid)])
    for period, level in every:
        for whole in wholes:
            terms = [
                tuple(Key(code, period, level) for code in codes)
                for codes in ((whole.code,), whole.parts, whole.leaks)
            ]
            yield _Sum(terms[0][0], terms[1], terms[2])
    for period in dict.fromkeys(period for period, _ in grid):
        for indicator in catalogue.values():
            if indicator.sums_over_levels and len(indicator.levels) > 1:
                tiers = tiers_of(indicator, unit_level)
                yield _Sum(
                    Key(indicator.code, period, "all"),
                    tuple(Key(indicator.code, period, tier) for tier in tiers),
                    (),
                )


def tiers_of(indicator: Indicator, unit_level: str) -> list[str]:
    """The levels that make up `all` of an indicator, for a unit of this level.

    >>> schools = Indicator("x", "x", "x", "x", "flow", ("district", "commune", "all"))
    >>> tiers_of(schools, "commune")
    ['commune']
    """
    below = LEVELS[LEVELS.index(unit_level) :]
    return [level for level in indicator.levels if level != "all" and level in below]


def _narrow_once(sums: list[_Sum], bounds: dict[Key, Quantity], reported) -> bool:
    """One pass over the equations; whether any bound became narrower."""
    narrowed = False
    for equation in sums:
        terms = [*equation.parts, *equation.leaks]
        own = [bounds.get(term, _FREE) for term in terms]
        low = sum(bound.low for bound in own)
        high = inf if equation.leaks else sum(bound.high for bound in own)
        whole = bounds.get(equation.whole, _FREE)
        narrowed |= _tighten(bounds, equation.whole, low, high, reported)
        for term, bound in zip(terms, own, strict=True):
            room = whole.high - (low - bound.low)
            rest = inf if equation.leaks else _sum_of_others(terms, term, bounds)
            narrowed |= _tighten(bounds, term, whole.low - rest, room, reported)
    return narrowed


def _sum_of_others(terms: list[Key], term: Key, bounds: dict[Key, Quantity]):
    return sum(bounds.get(other, _FREE).high for other in terms if other != term)


def _tighten(bounds: dict[Key, Quantity], key: Key, low, high, reported) -> bool:
    """Narrow one unknown; figures that contradict each other narrow nothing (checks name them)."""
    if key in reported:
        return False
    now = bounds.get(key, _FREE)
    new_low, new_high = max(now.low, low), min(now.high, high)
    if new_low > new_high or (new_low, new_high) == (now.low, now.high):
        return False
    bounds[key] = Quantity(Fraction(new_low), new_low, new_high)
    return True


def _added(key: Key, exact: Quantity, sums: list[_Sum], bounds: dict[Key, Quantity]) -> Known:
    for equation in sums:
        parts = [bounds.get(part) for part in equation.parts]
        if equation.whole == key and all(part and part.is_exact for part in parts):
            return Known(exact, "computed", needs=equation.parts)
    for equation in sums:
        terms = (equation.whole, *equation.parts)
        if key in terms:
            return Known(exact, "deduced", needs=tuple(t for t in terms if t != key))
    return Known(exact, "deduced")
