"""What a check is, and what it finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from ..displayed import Displayed
from ..ledger import Key
from ..page import Callout
from .evidence import Evidence

Severity = Literal["block", "warn", "note"]


@dataclass(frozen=True)
class Finding(Displayed):
    """One thing that does not add up, said so that an official can mend it at the source.

    `expected`, `found` and `difference` are in the unit of the figure; `keys` are the numbers it
    touches, first the one it is about, `places` where they stand. The changes of what
    `incomparable` names (code, level) mean nothing. With a `field`, it is about the numbers of this
    field of dossiers, not about the unit's own. `check` and `severity` are filled in by
    `reconcile` where a check leaves them open.
    """

    message: str
    keys: tuple[Key, ...] = ()
    places: tuple[str, ...] = ()
    expected: float | None = None
    found: float | None = None
    incomparable: frozenset[tuple[str, str]] = frozenset()
    area: str = ""
    field: str = ""
    check: str = ""
    severity: Severity | None = None

    def blocks(self) -> list[Callout]:
        """Itself in a box, with where its numbers stand."""
        return [Callout(self.severity or "note", self.message, tuple((p,) for p in self.places))]

    @property
    def difference(self) -> float | None:
        """Found minus expected, where both are numbers."""
        if self.expected is None or self.found is None:
            return None
        return self.found - self.expected

    @property
    def level(self) -> str:
        """The level of what it is about, its first number; "" where it is about none."""
        return self.keys[0].level if self.keys else ""

    @property
    def period(self) -> str:
        """The period of what it is about, its first number; "" where it is about none."""
        return self.keys[0].period if self.keys else ""


@dataclass(frozen=True)
class Check:
    """One rule of reconciliation: its id, how grave it is, what it compares, and how."""

    id: str
    severity: Severity
    vi: str
    en: str
    run: Callable[[Evidence], Iterable[Finding]]


def finding(evidence: Evidence, keys: Iterable[Key], message: str, **more) -> Finding:
    """A finding about numbers of the ledger: their places and their area come by themselves."""
    keys = tuple(keys)
    area = evidence.catalogue[keys[0].code].area
    return Finding(message, keys, evidence.places(keys), area=area, **more)
