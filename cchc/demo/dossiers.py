"""Dossiers of an invented unit: form II.06a over two years, and the rates its office works out.

Columns by their number in the form: 3 = 4 + 5 + 6, 7 = 8 + 9 + 10, 11 = 12 + 13, 3 = 7 + 11 and
what was withdrawn, and column 6 of the second year is column 11 of the first.
"""

from dataclasses import dataclass

from ..ledger import Key
from .chance import Chance
from .draft import FIRST, SECOND, YEARS, Figures
from .rates import percent

TIERS = ("district", "commune")
VOLUMES = {"district": (0.10, 0.26), "commune": (0.9, 1.8)}
"""New dossiers a household and year."""
STATED_FOR_ALL = ("received", "resolved", "resolved_in_time", "resolved_late", "pending")
OVER_RECEIVED = 0.25
"""The share of the units that work their rates out over what was received, not resolved."""

Form = dict[str, int]
"""The form for one year and level: each count by its code without "dossiers_"."""


@dataclass(frozen=True)
class _Habits:
    """How an office works in a year: `online` of the new dossiers, `overdue` of the pending,
    `early` of what was resolved in time, the others of the year's usual volume."""

    online: float
    late: float
    pending: float
    withdrawn: float
    overdue: float
    early: float

    @classmethod
    def drawn(cls, chance: Chance) -> "_Habits":
        return cls(
            online=chance.between(0.10, 0.30),
            late=chance.between(0.001, 0.025),
            pending=chance.between(0.006, 0.035),
            withdrawn=chance.between(0.001, 0.007),
            overdue=chance.between(0.03, 0.18),
            early=chance.between(0.35, 0.70),
        )

    def a_year_later(self, chance: Chance) -> "_Habits":
        """Within what a year changes: no count triples, no share moves by thirty points."""
        return _Habits(
            online=self.online * chance.between(1.1, 1.8),
            late=self.late * chance.between(0.7, 1.3),
            pending=self.pending * chance.between(0.7, 1.3),
            withdrawn=self.withdrawn * chance.between(0.7, 1.3),
            overdue=self.overdue * chance.between(0.7, 1.3),
            early=self.early + chance.between(-0.08, 0.08),
        )


def dossiers(chance: Chance, households: int, communes_count: float = 1.0) -> Figures:
    """The figures of both years: the form for each level, some totals of both, stated rates.

    `communes_count` is the share of their new dossiers that the communes count in the second year.
    """
    forms: dict[tuple[str, str], Form] = {}
    for tier, volumes in VOLUMES.items():
        volume = round(households * chance.between(*volumes))
        counted = communes_count if tier == "commune" else 1.0
        forms[FIRST, tier], forms[SECOND, tier] = _two_years(chance, volume, counted)
    figures = {
        Key(f"dossiers_{code}", year, tier): str(count)
        for (year, tier), form in forms.items()
        for code, count in form.items()
    }
    for year in YEARS:
        for code in STATED_FOR_ALL:
            total = sum(forms[year, tier][code] for tier in TIERS)
            figures[Key(f"dossiers_{code}", year, "all")] = str(total)
    whole = "received" if chance.happens(OVER_RECEIVED) else "resolved"
    for (year, tier), form in forms.items():
        figures |= _stated_rates(chance, form, whole, year, tier)
    return figures


def _two_years(chance: Chance, volume: int, counted: float) -> tuple[Form, Form]:
    habits = _Habits.drawn(chance)
    before = round(volume * habits.pending * chance.between(0.7, 1.4)) + 2
    first = _year(habits, volume, volume, before)
    volume = round(volume * chance.between(0.85, 1.35))
    new = round(volume * counted)
    return first, _year(habits.a_year_later(chance), volume, new, first["pending"])


def _year(habits: _Habits, volume: int, new: int, carried_over: int) -> Form:
    pending = round(volume * habits.pending) + 2
    overdue = round(pending * habits.overdue)
    withdrawn = round(volume * habits.withdrawn) + 1
    late = round(volume * habits.late)
    received = new + carried_over
    resolved = received - pending - withdrawn
    early = round((resolved - late) * habits.early)
    online = round(new * habits.online)
    return {
        "received": received,
        "received_online": online,
        "received_direct": new - online,
        "carried_over": carried_over,
        "resolved": resolved,
        "resolved_early": early,
        "resolved_on_due_date": resolved - late - early,
        "resolved_in_time": resolved - late,
        "resolved_late": late,
        "pending": pending,
        "pending_in_time": pending - overdue,
        "pending_overdue": overdue,
        "withdrawn": withdrawn,
    }


def _stated_rates(chance: Chance, form: Form, whole: str, year: str, tier: str) -> Figures:
    """Both rates over one denominator, rounded to one decimal or two."""
    return {
        Key(f"dossiers_{rate}_share_stated", year, tier): percent(
            form[part], form[whole], chance.whole(1, 2)
        )
        for rate, part in (("on_time", "resolved_in_time"), ("late", "resolved_late"))
    }
