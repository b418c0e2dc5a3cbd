"""JUDGE a number: its change between the years, and where it stands against the law's target."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

import pandas as pd

from .indicator import Indicator
from .ledger import Known
from .quantity import Quantity

Verdict = Literal["met", "missed", "on_track", "behind", "not_due", "no_data", "not_comparable", ""]


@dataclass(frozen=True)
class Target:
    """What the law asks: an operator and a value, by a day; `verified` once the clause was read."""

    id: str
    scope: str
    indicator: str
    level: str
    operator: str
    value: Fraction
    text: str
    due: date
    law: str
    clause: str
    verified: bool
    note: str

    def is_met_by(self, quantity: Quantity) -> bool | None:
        """Whether a quantity meets it; None where its bounds leave that open.

            >>> from .quantity import quantity
            >>> due = date(2025, 12, 31)
        >>> goal = Target("t", "", "x", "all", ">=", Fraction(80), "80", due, "", "", True, "")
            >>> goal.is_met_by(quantity("80", "over")), goal.is_met_by(quantity("70", "over"))
            (True, None)
        """
        match self.operator:
            case ">=":
                sure, never = quantity.low >= self.value, quantity.high < self.value
            case "<=":
                sure, never = quantity.high <= self.value, quantity.low > self.value
            case _:
                sure = quantity.is_exact and quantity.value == self.value
                never = not quantity.low <= self.value <= quantity.high
        return True if sure else False if never else None


def read_off(targets: pd.DataFrame) -> tuple[Target, ...]:
    """The targets of the register's frame, earliest first."""
    return tuple(
        Target(
            row.id,
            row.scope,
            row.indicator,
            row.level,
            row.operator,
            Fraction(row.text),
            row.text,
            row.due,
            row.law,
            row.clause,
            row.verified,
            row.note,
        )
        for row in targets.sort_values("due", kind="stable").itertuples()
    )


def targets_for(
    targets: Iterable[Target], indicator: str, level: str, lineage: Iterable[str]
) -> tuple[Target, ...]:
    """The targets of an indicator at a level, earliest first: milestones, then the goal itself.

    `lineage` is the unit and its parents, nearest first. What is asked of everybody holds beside
    what a province or the unit itself asks; of targets due on the same day, that of the nearest
    scope counts. A target for `all` holds for every level that has none of its own for that day.
    """
    nearest = [*lineage, ""]
    ranked = sorted(
        (target.due, nearest.index(target.scope), target.level == "all", target.id, target)
        for target in targets
        if target.indicator == indicator
        and target.scope in nearest
        and target.level in (level, "all")
    )
    by_day: dict[date, Target] = {}
    for due, *_, target in ranked:
        by_day.setdefault(due, target)
    return tuple(by_day.values())


def verdict(known: Known | None, targets: tuple[Target, ...], as_of: date) -> Verdict:
    """How a number stands on a day against its targets, "" where the law asks nothing.

    A goal whose day has not come is progress, not failure: `on_track` or `behind` are said only
    where an earlier milestone says so.
    """
    if not targets:
        return ""
    if known is None:
        return "no_data"
    *milestones, goal = targets
    met = goal.is_met_by(known.quantity)
    if met:
        return "met"
    if met is None:
        return "not_comparable"
    if goal.due <= as_of:
        return "missed"
    if not milestones:
        return "not_due"
    past = [milestone for milestone in milestones if milestone.due <= as_of]
    reached = (past or milestones)[-1 if past else 0].is_met_by(known.quantity)
    if reached:
        return "on_track"
    return "behind" if past and reached is False else "not_due"


def change(indicator: Indicator, before: Known | None, after: Known | None) -> Fraction | None:
    """The change between two numbers: in percentage points for shares, else relative in percent.

    None where one is missing or only bounded, for a relative change from zero, and for what is a
    change already.

    >>> from .quantity import quantity
    >>> schools = Indicator("schools", "Trường", "Schools", "trường", "stock", ("all",))
    >>> change(schools, Known(quantity("40"), ""), Known(quantity("34"), ""))
    Fraction(-15, 1)
    """
    if before is None or after is None or indicator.compares_periods:
        return None
    if not (before.quantity.is_exact and after.quantity.is_exact):
        return None
    difference = after.quantity.value - before.quantity.value
    if indicator.is_share:
        return difference
    return 100 * difference / before.quantity.value if before.quantity.value else None
