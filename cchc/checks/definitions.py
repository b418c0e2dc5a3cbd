"""A rate that the source worked out, and the definitions that could have given it."""

from ..ledger import Key, Known
from ..quantity import as_stated
from .evidence import Evidence


def candidates(evidence: Evidence, key: Key) -> list[Key]:
    """The computed indicators that a stated rate could be and whose figures are all known."""
    codes = evidence.catalogue[key.code].states
    return evidence.known(key._replace(code=code) for code in codes)


def agrees(stated: Known, computed: Known) -> bool:
    """Whether a computed value rounds, half up, to what was stated with its decimals.

    >>> from ..quantity import quantity
    >>> computed = Known(quantity("96.5"), "computed")
    >>> [agrees(Known(quantity(text), "reported", text), computed) for text in ("97", "96")]
    [True, False]
    """
    if stated.qualifier:
        return stated.quantity.agrees_with(computed.quantity)
    bounds = as_stated(stated.text)
    exact = computed.quantity
    if exact.is_exact:
        return bounds.low <= exact.value < bounds.high
    return bounds.agrees_with(exact)
