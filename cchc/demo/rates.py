"""Shares of an invented unit: those its office worked out, and those it reports without parts."""

from decimal import ROUND_HALF_UP, Decimal

from ..ledger import Key
from .chance import Chance
from .draft import FIRST, SECOND, YEARS, Figures

ALL, DISTRICT, TIERS = ("all",), ("district",), ("district", "commune")

SHARES: dict[str, tuple[tuple[str, ...], float, float, float, float]] = {
    "procedures_on_national_portal_share": (ALL, 40, 75, 2, 20),
    "fee_procedures_payable_online_share": (ALL, 25, 60, 3, 20),
    "dossiers_digitised_share": (ALL, 10, 40, 4, 24),
    "satisfaction_share": (ALL, 80, 95, -2, 4),
    "public_units_autonomous_share": (DISTRICT, 12, 35, 0, 6),
    "computers_connected_share": (ALL, 90, 99, 0, 3),
    "document_software_share": (ALL, 92, 100, 0, 4),
    "documents_exchanged_electronically_share": (TIERS, 70, 88, 2, 8),
    "documents_signed_share": (ALL, 78, 97, 0, 8),
    "work_records_online_share": (TIERS, 40, 74, 4, 18),
    "official_email_share": (ALL, 84, 99, 0, 5),
    "leaders_digital_certificate_share": (ALL, 75, 97, 0, 8),
    "it_staff_assigned_share": (ALL, 85, 100, 0, 5),
    "portal_use_share": (ALL, 85, 100, 0, 5),
    "one_stop_system_share": (ALL, 88, 100, 0, 5),
    "officials_wallet_share": (ALL, 50, 75, 2, 15),
    "officials_internet_banking_share": (ALL, 60, 85, 2, 10),
    "personal_id_share": (ALL, 90, 98, 0, 3),
}
"""The levels of a share, from and to where it lies in the first year, by how much it may rise."""

QUALIFIERS = {"officials_wallet_share": "over", "officials_internet_banking_share": "over"}
"""What nobody counts exactly: the word that stands with these figures, which are whole."""

_FOR_ALL = ("documents_exchanged_electronically_share",)
"""Shares that are also reported for both levels together, where they lie between the two."""


def percent(part: int, whole: int, decimals: int) -> str:
    """A share in percent as it is typed, rounded half up; a whole number without decimals.

    >>> percent(5137, 5300, 2), percent(1, 8, 1), percent(7, 7, 2)
    ('96.92', '12.5', '100')
    """
    exact = Decimal(100 * part) / Decimal(whole)
    step = Decimal(1).scaleb(-decimals)
    return _typed(exact.quantize(step, rounding=ROUND_HALF_UP))


def shares(chance: Chance) -> Figures:
    """The shares that are reported without their parts, for both years."""
    figures: Figures = {}
    for code, (levels, low, high, least, most) in SHARES.items():
        decimals = 0 if code in QUALIFIERS else 1
        for level in levels:
            first = chance.between(low, high)
            values = {FIRST: first, SECOND: min(100.0, first + chance.between(least, most))}
            for year in YEARS:
                figures[Key(code, year, level)] = _typed(_rounded(values[year], decimals))
    for code in _FOR_ALL:
        weight = chance.between(0.2, 0.8)
        for year in YEARS:
            district, commune = (float(figures[Key(code, year, tier)]) for tier in TIERS)
            together = weight * district + (1 - weight) * commune
            figures[Key(code, year, "all")] = _typed(_rounded(together, 1))
    return figures


def _rounded(value: float, decimals: int) -> Decimal:
    return Decimal(f"{value:.{decimals}f}")


def _typed(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return f"{value.to_integral_value() if whole else value:f}"
