"""Shares that cannot be: above their whole, of nothing, outside their levels, written as 0,97."""

from collections.abc import Iterator

from ..formula import Formula
from ..indicator import Indicator
from ..ledger import Key, Known
from ..numerals import number, share
from ..quantity import Quantity, as_stated
from .definitions import agrees, candidates
from .evidence import Evidence
from .finding import Check, Finding, finding
from .levels import adds_up_from_levels, is_known_on_every_level, on_levels
from .wholes import IMPOSSIBLE, exceeded

WHOLE = 100
EXCLUSIVE = (("dossiers_on_time_share_stated", "dossiers_late_share_stated"),)
"""Stated shares of one whole that exclude each other: together never more than all of it."""


def written_out(known: Known, value: str) -> str:
    """A share with its division: "5.137/5.300 = 96,92%"; any other number as it is."""
    if known.numerator is None or known.denominator is None:
        return value
    return f"{number(known.numerator)}/{number(known.denominator)} = {value}"


def _share_exceeds_whole(evidence: Evidence) -> Iterator[Finding]:
    known_already = exceeded(evidence)
    for key, known in evidence.ledger.items():
        indicator = evidence.catalogue[key.code]
        is_proportion = indicator.is_share and indicator.interval and known.numerator is not None
        if not is_proportion or known.quantity.low <= WHOLE or known_already & {*known.needs}:
            continue
        if _is_said_by_level(evidence, known.needs):
            continue
        yield finding(
            evidence,
            [key, *known.needs],
            f"{evidence.about(key)}: {evidence.label(key.code)} tính ra"
            f" {written_out(known, evidence.value(key))}, lớn hơn 100%"
            f" ({evidence.terms(known.needs, '; ')})." + IMPOSSIBLE,
            expected=float(WHOLE),
            found=float(known.quantity.value),
        )
    yield from _shares_of_nothing(evidence, known_already)


def _is_said_by_level(evidence: Evidence, keys: tuple[Key, ...]) -> bool:
    return is_known_on_every_level(evidence, keys) and all(
        adds_up_from_levels(evidence, key) for key in keys
    )


def _shares_of_nothing(evidence: Evidence, known_already: set[Key]) -> Iterator[Finding]:
    """A share whose whole is zero while something is a part of it."""
    for key, lacking in evidence.ledger.missing.items():
        indicator = evidence.catalogue[key.code]
        if lacking or not (indicator.is_share and indicator.interval):
            continue
        formula = Formula.parse(indicator.formula)
        own = [key._replace(code=code) for code in formula.codes]
        if len(evidence.known(own)) < len(own) or known_already & {*own}:
            continue
        part, whole = (
            formula.evaluate(
                lambda code, _, key=key: evidence.ledger.quantity(*key._replace(code=code)), each
            )
            for each in (formula.numerator, formula.denominator)
        )
        if part.low > 0 == whole.high and not _is_said_by_level(evidence, tuple(own)):
            yield finding(
                evidence,
                own,
                f"{evidence.about(key)}: {evidence.terms(own, '; ')}. Không có toàn bộ mà lại có"
                f" phần, nên không tính được {evidence.label(key.code)}." + IMPOSSIBLE,
                expected=0.0,
                found=float(part.value),
            )


def _as_bounds(known: Known) -> Quantity:
    """What a reported share allows: it was rounded to the decimals it was typed with."""
    return known.quantity if known.qualifier or not known.text else as_stated(known.text)


def _have_parts(evidence: Evidence, keys: list[Key]) -> bool:
    """Whether stated shares can be compared with their parts, which says more than their sum."""
    return any(candidates(evidence, key) for key in keys)


def _shares_exceed_hundred(evidence: Evidence) -> Iterator[Finding]:
    for period, level in evidence.grid():
        for codes in EXCLUSIVE:
            keys = [Key(code, period, level) for code in codes]
            if len(evidence.known(keys)) < len(keys) or _have_parts(evidence, keys):
                continue
            bounds = [_as_bounds(evidence.ledger[key]) for key in keys]
            total = evidence.total(keys).value
            if sum(bound.low for bound in bounds) <= WHOLE:
                continue
            yield finding(
                evidence,
                keys,
                f"{evidence.about(keys[0])}: {evidence.terms(keys, ' + ')} = {share(total)},"
                " lớn hơn 100%: hai tỷ lệ không cùng mẫu số, hoặc có tỷ lệ sai.",
                expected=float(WHOLE),
                found=float(total),
            )


def _share_outside_levels(evidence: Evidence) -> Iterator[Finding]:
    """A share for all levels together lies between those of the levels, whatever their sizes."""
    for key, known in evidence.ledger.items():
        levels = on_levels(evidence, key) if key.level == "all" else []
        is_stated_share = evidence.catalogue[key.code].is_share and known.basis == "reported"
        if not levels or not is_stated_share or len(evidence.known(levels)) < len(levels):
            continue
        bounds = [_as_bounds(evidence.ledger[level]) for level in levels]
        low, high = min(b.low for b in bounds), max(b.high for b in bounds)
        own = _as_bounds(known)
        if own.low <= high and low <= own.high:
            continue
        values = [evidence.ledger[level].quantity.value for level in levels]
        nearest = max(values) if own.low > high else min(values)
        parts = "; ".join(f"{evidence.whom(k.level)} {evidence.value(k)}" for k in levels)
        yield finding(
            evidence,
            [key, *levels],
            f"{evidence.about(key)}: {evidence.named(key)}, không nằm giữa các cấp ({parts}).",
            expected=float(nearest),
            found=float(known.quantity.value),
        )


def _looks_like_fraction(evidence: Evidence) -> Iterator[Finding]:
    """A share of at most 1 % where more is better: likelier a fraction of one."""
    for key, known in evidence.ledger.items():
        indicator = evidence.catalogue[key.code]
        suspect = "." in known.text and 0 < known.quantity.value <= 1
        is_that_small = any(agrees(known, evidence.ledger[c]) for c in candidates(evidence, key))
        if suspect and not is_that_small and _more_is_better(evidence, indicator):
            meant = known.quantity.value * WHOLE
            yield finding(
                evidence,
                [key],
                f"{evidence.about(key)}: {evidence.named(key)}; có thể là {share(meant)} viết dạng"
                " thập phân. Tỷ lệ phải ghi theo phần trăm.",
                expected=float(meant),
                found=float(known.quantity.value),
            )


def _more_is_better(evidence: Evidence, indicator: Indicator) -> bool:
    meant = evidence.catalogue[indicator.states[0]] if indicator.states else indicator
    return indicator.is_share and meant.better == "higher"


CHECKS = (
    Check(
        "share_exceeds_whole",
        "block",
        "Tử số của một tỷ lệ lớn hơn mẫu số",
        "The numerator of a share is greater than its denominator",
        _share_exceeds_whole,
    ),
    Check(
        "shares_exceed_hundred",
        "warn",
        "Các tỷ lệ loại trừ nhau cộng lại quá 100%",
        "Stated shares that exclude each other make more than the whole",
        _shares_exceed_hundred,
    ),
    Check(
        "share_outside_levels",
        "warn",
        "Tỷ lệ chung không nằm giữa tỷ lệ của các cấp",
        "A share for all levels lies outside those of the levels",
        _share_outside_levels,
    ),
    Check(
        "share_looks_like_fraction",
        "warn",
        "Tỷ lệ có thể đã ghi dạng thập phân thay vì phần trăm",
        "A share that looks like a fraction of one",
        _looks_like_fraction,
    ),
)
