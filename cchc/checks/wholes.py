"""Parts against their wholes, at one level and in one period: the identities of form II.06a."""

from collections.abc import Iterable, Iterator

from ..indicator import Whole
from ..ledger import Key
from ..periods import parse_period
from ..quantity import Quantity
from .evidence import Evidence
from .finding import Check, Finding, finding
from .levels import adds_up_from_levels, is_known_on_every_level

IMPOSSIBLE = " Các số này không thể cùng đúng."

AT_MOST = (
    Whole("procedures_total", ("procedures_online_level_3", "procedures_online_level_4")),
    Whole("procedures_total", ("procedures_online_partial", "procedures_online_full")),
    Whole("wallet_accounts", ("wallet_households",)),  # a household with a wallet has an account
)
"""Parts that exclude each other and do not make up the whole: never more than it."""


def _as_stated(evidence: Evidence, key: Key) -> list[Key]:
    """A number as its source states it: a sum that was computed here is shown as its parts."""
    known = evidence.ledger[key]
    is_own_sum = known.basis == "computed" and all(need[1:] == key[1:] for need in known.needs)
    if not is_own_sum or evidence.catalogue[key.code].is_computed:
        return [key]
    return [part for need in known.needs for part in _as_stated(evidence, need)]


def _known_parts(evidence: Evidence, whole: Whole, period: str, level: str) -> list[Key]:
    """The known parts of a whole; an unknown part is replaced by what is known of its own parts."""
    known = []
    for code in (*whole.parts, *whole.leaks):
        key = Key(code, period, level)
        if key in evidence.ledger:
            known += _as_stated(evidence, key)
        else:
            inner = [w for w in evidence.wholes if w.code == code]
            known += [k for w in inner for k in _known_parts(evidence, w, period, level)]
    return known


def _unstated(evidence: Evidence, whole: Whole, period: str, level: str) -> list[str]:
    """The codes that are missing below a whole, each at the depth where nothing is known."""
    missing = []
    for code in (*whole.parts, *whole.leaks):
        if Key(code, period, level) in evidence.ledger:
            continue
        inner = [w for w in evidence.wholes if w.code == code]
        if any(_known_parts(evidence, w, period, level) for w in inner):
            missing += [c for w in inner for c in _unstated(evidence, w, period, level)]
        else:
            missing.append(code)
    return missing


def _wholes(
    evidence: Evidence, wholes: Iterable[Whole]
) -> Iterator[tuple[Whole, Key, list[Key], Quantity]]:
    for period, level in evidence.grid():
        for whole in wholes:
            key = Key(whole.code, period, level)
            parts = _known_parts(evidence, whole, period, level)
            if key in evidence.ledger and parts:
                yield whole, key, parts, evidence.total(parts)


def _too_great_parts(evidence: Evidence) -> Iterator[tuple[Key, Key]]:
    """Each part that alone is greater than its whole, and that whole."""
    for key, known in evidence.ledger.items():
        within = evidence.catalogue[key.code].within
        if not within:
            continue
        whole_key = key._replace(code=within)
        whole = evidence.ledger.quantity(*whole_key)
        if whole and known.quantity.low > whole.high and not _is_sum(evidence, [key, whole_key]):
            yield key, whole_key


def _too_great_sums(evidence: Evidence) -> Iterator[tuple[list[Key], Key, Quantity]]:
    """Parts that are together greater than their whole, where none of them is so alone."""
    alone = set(_too_great_parts(evidence))
    for _, key, parts, total in _wholes(evidence, (*evidence.wholes, *AT_MOST)):
        if total.low <= evidence.ledger[key].quantity.high or _is_sum(evidence, [key, *parts]):
            continue
        if not any((part, key) in alone for part in parts):
            yield parts, key, total


def _is_sum(evidence: Evidence, keys: list[Key]) -> bool:
    """Whether these numbers only add up what has been looked at level by level."""
    return is_known_on_every_level(evidence, keys) and all(
        adds_up_from_levels(evidence, key) for key in keys
    )


def exceeded(evidence: Evidence) -> set[Key]:
    """The wholes that their parts are greater than."""
    sums = {whole for _, whole, _ in _too_great_sums(evidence)}
    return sums | {whole for _, whole in _too_great_parts(evidence)}


def _too_great(evidence: Evidence, parts: list[Key], whole: Key, total: Quantity) -> Finding:
    excess = evidence.counted(total.value - evidence.ledger[whole].quantity.value, parts[0])
    result = f" = {evidence.sized(parts[0].code, total)}," if len(parts) > 1 else ""
    return finding(
        evidence,
        [whole, *parts],
        f"{evidence.about(whole)}: {evidence.terms(parts, ' + ')}{result}"
        f" nhiều hơn {excess} so với {evidence.named(whole)}." + IMPOSSIBLE,
        expected=float(evidence.ledger[whole].quantity.value),
        found=float(total.value),
    )


def _parts_exceed_whole(evidence: Evidence) -> Iterator[Finding]:
    for parts, whole, total in _too_great_sums(evidence):
        yield _too_great(evidence, parts, whole, total)


def _part_exceeds_whole(evidence: Evidence) -> Iterator[Finding]:
    for part, whole in _too_great_parts(evidence):
        yield _too_great(evidence, [part], whole, evidence.ledger[part].quantity)


def _is_known_each_year(evidence: Evidence, key: Key) -> bool:
    """Whether a number of a span is known for its years: then they tell what is unexplained."""
    span = parse_period(key.period)
    years = [key._replace(period=str(year)) for year in span.years]
    return span.kind == "span" and len(evidence.known(years)) == len(years)


def _remainder(evidence: Evidence) -> Iterator[Finding]:
    for whole, key, parts, total in _wholes(evidence, evidence.wholes):
        missing = _unstated(evidence, whole, key.period, key.level)
        quantity = evidence.ledger[key].quantity
        left = quantity.value - total.value
        if left <= 0 or total.agrees_with(quantity) or (missing and not whole.leaks):
            continue
        if is_known_on_every_level(evidence, [key, *parts]) or _is_known_each_year(evidence, key):
            continue
        unstated = "; ".join(evidence.label(code) for code in missing)
        yield finding(
            evidence,
            [key, *parts],
            f"{evidence.about(key)}: {evidence.terms([key, *parts], ' − ')}"
            f" = {evidence.counted(left, key)} chưa rõ."
            + (f" Nguồn không nêu: {unstated}." if unstated else ""),
            expected=float(quantity.value),
            found=float(total.value),
            severity="note" if whole.parts[0] in missing else None,
        )


CHECKS = (
    Check(
        "parts_exceed_whole",
        "block",
        "Tổng các phần lớn hơn toàn bộ",
        "Parts are together greater than their whole",
        _parts_exceed_whole,
    ),
    Check(
        "part_exceeds_whole",
        "block",
        "Một phần lớn hơn toàn bộ",
        "A part is greater than its whole",
        _part_exceeds_whole,
    ),
    Check(
        "unexplained_remainder",
        "warn",
        "Các phần cộng lại nhỏ hơn toàn bộ, phần còn lại chưa rõ",
        "Parts are together less than their whole: the remainder is unexplained",
        _remainder,
    ),
)
