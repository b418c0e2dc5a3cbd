"""What the levels of a unit say together: the counts of `all` against those of its levels."""

from collections.abc import Iterable

from ..complete import tiers_of
from ..ledger import Key
from .evidence import Evidence


def on_levels(evidence: Evidence, key: Key) -> list[Key]:
    """The keys of the levels that make up `all` of a number, for this unit."""
    tiers = tiers_of(evidence.catalogue[key.code], evidence.folder.unit.level)
    return [key._replace(level=tier) for tier in tiers]


def is_known_on_every_level(evidence: Evidence, keys: Iterable[Key]) -> bool:
    """Whether numbers of `all` are known on each level: then what `all` says is said there."""
    return all(
        key.level == "all"
        and set(levels := on_levels(evidence, key)) <= evidence.ledger.keys()
        and bool(levels)
        for key in keys
    )


def adds_up_from_levels(evidence: Evidence, key: Key) -> bool:
    """Whether a number of `all` is the sum of those of its levels, which must be known."""
    return evidence.total(on_levels(evidence, key)).agrees_with(evidence.ledger[key].quantity)
