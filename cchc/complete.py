"""COMPUTE what parts and wholes force: a sum of known parts, a part with one value left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import inf

from .indicator import LEVELS, Indicator, Whole
from .ledger import Key, Known
from .quantity import Number, Quantity

_FREE = Quantity(Fraction(0), Fraction(0), inf)


@dataclass(frozen=True)
class _Sum:
    """One equation: the whole's key, its parts' keys, and those that a source may not state.

    With leaks, the terms may be less than the whole: what is left over explains nothing.
    """

    whole: Key
    parts: tuple[Key, ...]
    leaks: tuple[Key, ...]

    @cached_property
    def terms(self) -> tuple[Key, ...]:
        return (*self.parts, *self.leaks)

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        return (self.whole, *self.terms)


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
    bounds = _Bounds(reported)
    bounds.narrow(sums)
    exact = {key: bound for key, bound in bounds.now.items() if bound.is_exact}
    parts_of = _sums_of_figures(sums, exact, reported)
    known = dict(reported)
    for key, value in exact.items():
        if key in parts_of:
            known[key] = Known(value, "computed", needs=parts_of[key])
        elif key not in reported:
            known[key] = Known(value, "deduced", needs=bounds.grounds(key))
    return known


def _sums_of_figures(sums: list[_Sum], exact, reported) -> dict[Key, tuple[Key, ...]]:
    """The wholes whose parts are all reported, or such sums themselves, each with its parts."""
    found: dict[Key, tuple[Key, ...]] = {}
    for _ in sums:
        more = {
            equation.whole: equation.parts
            for equation in reversed(sums)
            if equation.whole in exact
            and equation.whole not in reported
            and equation.whole not in found
            and not equation.leaks
            and all(
                part in exact and (part in reported or part in found) for part in equation.parts
            )
        }
        if not more:
            break
        found |= more
    return found


def _equations(reported, catalogue, wholes, unit_level):
    grid = dict.fromkeys((key.period, key.level) for key in reported)
    own = LEVELS[LEVELS.index(unit_level) :]  # one that nothing is stated of may still follow
    every = dict.fromkeys([*grid, *((period, level) for period, _ in grid for level in own)])
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


class _Bounds:
    """What the equations leave possible for every count, and which equations did."""

    def __init__(self, reported: Mapping[Key, Known]):
        self.reported = reported
        self.now = {key: known.quantity for key, known in reported.items()}
        self.reasons: dict[Key, dict[str, _Sum]] = {}

    def of(self, key: Key) -> Quantity:
        return self.now.get(key, _FREE)

    def narrow(self, sums: list[_Sum]) -> None:
        """Go through the equations until none of them narrows anything."""
        still_open = [each for each in sums if not self.reported.keys() >= {*each.keys}]
        changed = {*self.reported}
        for _ in sums:
            touched = [each for each in still_open if not changed.isdisjoint(each.keys)]
            changed = {key for equation in touched for key in self._narrow(equation)}
            if not changed:
                break

    def grounds(self, key: Key) -> tuple[Key, ...]:
        """The reported figures behind a bound, each once."""
        found: dict[Key, None] = {}
        waiting, seen = [key], {key}
        while waiting:
            for equation in self.reasons.get(waiting.pop(0), {}).values():
                new = [key for key in equation.keys if key not in seen]
                seen.update(new)
                found |= dict.fromkeys(term for term in new if term in self.reported)
                waiting += [term for term in new if term not in self.reported]
        return tuple(found)

    def _narrow(self, equation: _Sum) -> set[Key]:
        """The keys whose bounds this equation narrows: what was reported stays as it is."""
        terms = equation.terms
        low = sum(self.of(term).low for term in terms)
        high = inf if equation.leaks else sum(self.of(term).high for term in terms)
        narrowed = self._tighten(equation.whole, low, high, equation)
        whole = self.of(equation.whole)
        for term in terms:
            if term in self.reported:
                continue
            others = [self.of(other) for other in terms if other != term]
            rest = inf if equation.leaks else sum(other.high for other in others)
            room = whole.high - sum(other.low for other in others)
            narrowed |= self._tighten(term, whole.low - rest, room, equation)
        return narrowed

    def _tighten(self, key: Key, low: Number, high: Number, reason: _Sum) -> set[Key]:
        """Narrow one unknown; figures that contradict each other narrow nothing (checks tell)."""
        if key in self.reported:
            return set()
        now = self.of(key)
        new_low, new_high = max(now.low, low), min(now.high, high)
        if new_low > new_high or (new_low, new_high) == (now.low, now.high):
            return set()
        for side, moved in (("low", new_low > now.low), ("high", new_high < now.high)):
            if moved:
                self.reasons.setdefault(key, {})[side] = reason
        self.now[key] = Quantity(Fraction(new_low), new_low, new_high)
        return {key}
