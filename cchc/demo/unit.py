"""An invented unit as it would report itself without a fault: all its figures, or some less."""

from dataclasses import replace

from ..catalogue import CATALOGUE
from ..ledger import Key
from .activities import activities, procedures
from .apparatus import apparatus
from .chance import Chance
from .dossiers import dossiers
from .draft import FIRST, Draft, Figures
from .fields import STATING, dossiers_by_field
from .rates import shares
from .territory import households_of, territory

FEWEST_COMMUNES, MOST_COMMUNES = 6, 15
WITH_GAPS = 0.4
"""The share of the units that do not state everything."""
GAPS: tuple[tuple[str, ...], ...] = (
    ("satisfaction_share",),
    ("dossiers_digitised_share",),
    ("fee_procedures_payable_online_share", "procedures_on_national_portal_share"),
    ("dossiers_received_online", "dossiers_received_direct"),
    ("dossiers_resolved_early", "dossiers_resolved_on_due_date"),
    ("dossiers_pending_in_time", "dossiers_pending_overdue"),
    ("dossiers_on_time_share_stated", "dossiers_late_share_stated"),
    ("procedures_online_partial", "procedures_online_full"),
    ("legal_attendances", "legal_bookcase_readings", "legal_broadcast_minutes"),
    ("plan_tasks", "plan_tasks_done"),
    ("work_records_online_share",),
    ("staff_total", "staff_lower"),
    ("wallet_households", "wallet_accounts", "ecommerce_seller_accounts"),
    ("communes_with_scanner",),
)
"""Figures that a unit may leave out together without another one losing its sense."""


def invent(seed: int, number: int) -> Draft:
    """The unit of this number without a gap: the same for the same seed, in any province."""
    chance = Chance(seed, number)
    communes = chance.whole(FEWEST_COMMUNES, MOST_COMMUNES)
    households = households_of(chance, communes)
    parts = (
        activities(chance, communes),
        procedures(chance),
        dossiers(chance, households),
        apparatus(chance, communes),
        shares(chance),
        territory(chance, communes, households),
    )
    figures: Figures = {key: text for part in parts for key, text in part.items()}
    return Draft(number, communes, figures)


def with_gaps(draft: Draft, seed: int) -> Draft:
    """The unit as it is, or without some of its figures: of both years, or of the first only."""
    chance = Chance(seed, draft.number, 1)
    if not chance.happens(WITH_GAPS):
        return draft
    lacking: set[Key] = set()
    for codes in chance.some(GAPS, chance.whole(1, 4)):
        only_first = chance.happens(0.5)
        lacking |= {
            key
            for key in draft.figures
            if key.code in codes and (key.period == FIRST or not only_first)
        }
    return draft.without(lacking)


def with_fields(draft: Draft, seed: int) -> Draft:
    """The unit as it is or, as many units do, stating its dossiers by field too."""
    chance = Chance(seed, draft.number, 4)
    if not chance.happens(STATING):
        return draft
    return replace(draft, fields=dossiers_by_field(chance, draft))


def in_order(figures: Figures) -> list[Key]:
    """The keys as a report goes: by area and indicator, then by level, the later year last."""
    place = {code: number for number, code in enumerate(CATALOGUE)}
    levels = ("district", "commune", "all")
    return sorted(figures, key=lambda key: (place[key.code], levels.index(key.level), key.period))
