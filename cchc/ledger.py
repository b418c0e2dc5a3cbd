"""What is known of a unit: every figure and indicator by code, period and level."""

from collections.abc import ItemsView, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from .quantity import Quantity


class Key(NamedTuple):
    """What a number is about."""

    code: str
    period: str
    level: str

    def __str__(self) -> str:
        return "|".join(self)


@dataclass(frozen=True)
class Known:
    """One number: its quantity, how we know it (`basis`), and where it comes from.

    `text` is the value as it was typed, "" for a computed one. For a share, `numerator` and
    `denominator` are the two counts; `needs` are the keys a computed number was made from.
    """

    quantity: Quantity
    basis: str
    text: str = ""
    qualifier: str = ""
    source: str = ""
    place: str = ""
    note: str = ""
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    needs: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Ledger(Mapping[Key, Known]):
    """All that is known, by key; `missing` says which figures a formula lacked there."""

    entries: dict[Key, Known] = field(default_factory=dict)
    missing: dict[Key, tuple[str, ...]] = field(default_factory=dict)

    def __getitem__(self, key: tuple[str, str, str]) -> Known:
        return self.entries[key]

    def __contains__(self, key: object) -> bool:
        return key in self.entries

    def items(self) -> ItemsView[Key, Known]:
        """The keys with what is known: the dictionary's own view, without a call for each key."""
        return self.entries.items()

    def __iter__(self) -> Iterator[Key]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def roots(self, keys: Iterable[tuple[str, str, str]]) -> tuple[Key, ...]:
        """The reported figures behind the keys, each once."""
        found: dict[Key, None] = {}
        seen: set[Key] = set()
        waiting = [Key(*key) for key in keys]
        while waiting:
            key = waiting.pop(0)
            known = self.entries.get(key)
            if known is None or key in seen:
                continue
            seen.add(key)
            if known.basis == "reported":
                found[key] = None
            waiting += known.needs
        return tuple(found)

    def quantity(self, code: str, period: str, level: str) -> Quantity | None:
        """The quantity at a key, or None where nothing is known."""
        known = self.entries.get(Key(code, period, level))
        return known.quantity if known else None
