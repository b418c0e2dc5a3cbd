"""Parts against their wholes, at one level and in one period: the identities of form II.06a."""

from collections.abc import Iterator

from ..complete import tiers_of
from ..indicator import Whole
from ..ledger import Key
from ..quantity import Quantity
from .evidence import Evidence
from .finding import Check, Finding, finding

IMPOSSIBLE = " Các số này không thể cùng đúng."


def _stated_parts(evidence: Evidence, whole: Whole, period: str, level: str) -> list[Key]:
    """The known parts of a whole; an unknown part is replaced by what is known of its own parts."""
    stated = []
    for code in (*whole.parts, *whole.leaks):
        key = Key(code, period, level)
        if key in evidence.ledger:
            stated.append(key)
        else:
            inner = [w for w in evidence.wholes if w.code == code]
            stated += [k for w in inner for k in _stated_parts(evidence, w, period, level)]
    return stated


def _unstated(evidence: Evidence, whole: Whole, period: str, level: str) -> list[str]:
    """The codes that are missing below a whole, each at the depth where nothing is known."""
    missing = []
    for code in (*whole.parts, *whole.leaks):
        if Key(code, period, level) in evidence.ledger:
            continue
        inner = [w for w in evidence.wholes if w.code == code]
        if any(_stated_parts(evidence, w, period, level) for w in inner):
            missing += [c for w in inner for c in _unstated(evidence, w, period, level)]
        else:
            missing.append(code)
    return missing


def _wholes(evidence: Evidence) -> Iterator[tuple[Whole, Key, list[Key], Quantity]]:
    for period, level in evidence.grid():
        for whole in evidence.wholes:
            key = Key(whole.code, period, level)
            parts = _stated_parts(evidence, whole, period, level)
            if key in evidence.ledger and parts:
                yield whole, key, parts, evidence.total(parts)


def _parts_exceed_whole(evidence: Evidence) -> Iterator[Finding]:
    for _, key, parts, total in _wholes(evidence):
        whole = evidence.ledger[key].quantity
        if total.low > whole.high:
            excess = evidence.counted(total.value - whole.value, key)
            yield finding(
                evidence,
                [key, *parts],
                f"{evidence.about(key)}: {evidence.terms(parts, ' + ')}"
                f" = {evidence.printed(key.code, total)}, lớn hơn {evidence.terms([key])}"
                f" (vượt {excess})." + IMPOSSIBLE,
                expected=float(whole.value),
                found=float(total.value),
            )


def _part_exceeds_whole(evidence: Evidence) -> Iterator[Finding]:
    for key, known in evidence.ledger.items():
        whole_key = key._replace(code=evidence.catalogue[key.code].within or key.code)
        whole = evidence.ledger.quantity(*whole_key)
        if whole is None or known.quantity.low <= whole.high:
            continue
        excess = evidence.counted(known.quantity.value - whole.value, key)
        yield finding(
            evidence,
            [key, whole_key],
            f"{evidence.about(key)}: {evidence.terms([key, whole_key], ' lớn hơn ')}"
            f" (vượt {excess})." + IMPOSSIBLE,
            expected=float(whole.value),
            found=float(known.quantity.value),
        )


def _share_exceeds_whole(evidence: Evidence) -> Iterator[Finding]:
    for key, known in evidence.ledger.items():
        is_proportion = evidence.catalogue[key.code].interval and known.numerator is not None
        if is_proportion and known.quantity.low > 100:
            yield finding(
                evidence,
                [key, *known.needs],
                f"{evidence.about(key)}: {evidence.label(key.code)} tính ra {evidence.value(key)},"
                f" lớn hơn 100% ({evidence.terms(known.needs, '; ')})." + IMPOSSIBLE,
                expected=100.0,
                found=float(known.quantity.value),
            )


def _is_checked_by_level(evidence: Evidence, key: Key) -> bool:
    """Whether each level has the whole of its own: then the sum of the levels says nothing new."""
    tiers = tiers_of(evidence.catalogue[key.code], evidence.folder.unit.level)
    return bool(tiers) and all(key._replace(level=tier) in evidence.ledger for tier in tiers)


def _remainder(evidence: Evidence) -> Iterator[Finding]:
    for whole, key, parts, total in _wholes(evidence):
        missing = _unstated(evidence, whole, key.period, key.level)
        quantity = evidence.ledger[key].quantity
        left = quantity.value - total.value
        if left <= 0 or total.agrees_with(quantity) or (missing and not whole.leaks):
            continue
        if key.level == "all" and _is_checked_by_level(evidence, key):
            continue
        unstated = ", ".join(evidence.label(code) for code in missing)
        yield finding(
            evidence,
            [key, *parts],
            f"{evidence.about(key)}: {evidence.terms([key])} − {evidence.terms(parts, ' − ')}"
            f" = còn {evidence.counted(left, key)} chưa rõ."
            + (f" Nguồn không nêu: {unstated}." if unstated else ""),
            expected=float(quantity.value),
            found=float(total.value),
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
        "share_exceeds_whole",
        "block",
        "Tử số của một tỷ lệ lớn hơn mẫu số",
        "The numerator of a share is greater than its denominator",
        _share_exceeds_whole,
    ),
    Check(
        "unexplained_remainder",
        "warn",
        "Các phần cộng lại nhỏ hơn toàn bộ, phần còn lại chưa rõ",
        "Parts are together less than their whole: the remainder is unexplained",
        _remainder,
    ),
)
