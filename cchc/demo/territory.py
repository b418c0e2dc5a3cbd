"""The people of an invented unit: households, their accounts, what the communes have."""

from ..ledger import Key
from .chance import Chance
from .draft import FIRST, SECOND, YEARS, Figures

USES = {
    "public_service_accounts": (0.10, 0.30, 1.2, 2.4),
    "wallet_households": (0.08, 0.20, 1.2, 2.0),
    "ecommerce_seller_accounts": (0.006, 0.025, 1.0, 1.9),
    "app_households": (0.08, 0.22, 1.2, 2.0),
}
"""How many a household in the first year, from and to, and how many times as many a year later."""


def households_of(chance: Chance, communes: int) -> int:
    """The households of the whole unit in its first year."""
    return sum(chance.whole(1500, 4200) for _ in range(communes))


def territory(chance: Chance, communes: int, households: int) -> Figures:
    """The figures on communes and households for both years."""
    scanners = chance.whole(communes // 2, communes - 1)
    counts = {
        ("communes", FIRST): communes,
        ("communes", SECOND): communes,
        ("communes_with_scanner", FIRST): scanners,
        ("communes_with_scanner", SECOND): chance.whole(scanners, communes),
    }
    figures = {Key(code, year, "commune"): str(n) for (code, year), n in counts.items()}
    later = round(households * chance.between(1.0, 1.02))
    totals = {("households", FIRST): households, ("households", SECOND): later}
    for code, (low, high, least, most) in USES.items():
        first = round(households * chance.between(low, high))
        totals[code, FIRST] = first
        totals[code, SECOND] = round(first * chance.between(least, most))
    for year in YEARS:
        wallets = totals["wallet_households", year]
        totals["wallet_accounts", year] = round(wallets * chance.between(1.02, 1.3))
    return figures | {Key(code, year, "all"): str(n) for (code, year), n in totals.items()}
