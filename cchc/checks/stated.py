"""Rates and differences that the source worked out, against the same arithmetic done again."""

from collections.abc import Iterator
from fractions import Fraction

from ..ledger import Key, Known
from ..numerals import number
from ..quantity import Quantity, as_stated
from .evidence import Evidence
from .finding import Check, Finding, finding


def _candidates(evidence: Evidence, key: Key) -> list[Key]:
    codes = evidence.catalogue[key.code].states
    return evidence.known(key._replace(code=code) for code in codes)


def _agrees(stated: Known, computed: Known) -> bool:
    """Whether a computed value rounds, half up, to what was stated with its decimals."""
    if stated.qualifier:
        return stated.quantity.agrees_with(computed.quantity)
    bounds = as_stated(stated.text)
    exact = computed.quantity
    if exact.is_exact:
        return bounds.low <= exact.value < bounds.high
    return bounds.agrees_with(exact)


def _stated(evidence: Evidence) -> Iterator[tuple[Key, Known, list[Key], list[Key]]]:
    for key, known in evidence.ledger.items():
        candidates = _candidates(evidence, key)
        if candidates:
            fitting = [c for c in candidates if _agrees(known, evidence.ledger[c])]
            yield key, known, candidates, fitting


def _truncates(stated: Known, computed: Quantity) -> bool:
    """Whether the stated value is the computed one with its last digits cut off."""
    step = Fraction(1, 10 ** len(stated.text.partition(".")[2]))
    return stated.quantity.value == computed.value // step * step


def _differs(evidence: Evidence) -> Iterator[Finding]:
    for key, known, candidates, fitting in _stated(evidence):
        if fitting:
            continue
        nearest = min(
            candidates,
            key=lambda c: abs(evidence.ledger[c].quantity.value - known.quantity.value),
        )
        computed = evidence.ledger[nearest]
        cut = _truncates(known, computed.quantity)
        yield finding(
            evidence,
            [key, nearest, *computed.needs],
            f"{evidence.about(key)}: nguồn ghi {evidence.value(key)} ({evidence.label(key.code)}),"
            f" tính lại được {_arithmetic(evidence, nearest)}"
            f" ({evidence.label(nearest.code)})"
            + (". Có thể phần lẻ đã bị cắt bỏ thay vì làm tròn." if cut else ".")
            + ("" if cut else _tried(evidence, candidates, nearest)),
            expected=float(computed.quantity.value),
            found=float(known.quantity.value),
        )


def _arithmetic(evidence: Evidence, key: Key) -> str:
    """The value with its division written out, where it is one."""
    known = evidence.ledger[key]
    value = evidence.printed(key.code, known)
    if known.numerator is None or known.denominator is None:
        return value
    count = number(known.numerator)
    whole = number(known.denominator)
    return f"{count}/{whole} = {value}"


def _tried(evidence: Evidence, candidates: list[Key], nearest: Key) -> str:
    others = [c for c in candidates if c != nearest]
    if not others:
        return ""
    values = "; ".join(f"{evidence.label(c.code)}: {evidence.value(c)}" for c in others)
    return f" Các cách tính khác cũng không cho số này: {values}."


def _other_definition(evidence: Evidence) -> Iterator[Finding]:
    for key, known, candidates, fitting in _stated(evidence):
        first = key._replace(code=evidence.catalogue[key.code].states[0])
        if not fitting or first in fitting or first not in candidates:
            continue
        fits = "; ".join(f"{evidence.label(c.code)} ({_arithmetic(evidence, c)})" for c in fitting)
        is_count = not evidence.catalogue[key.code].is_share
        yield finding(
            evidence,
            [key, *fitting, first],
            f"{evidence.about(key)}: nguồn ghi {evidence.value(key)} ({evidence.label(key.code)});"
            f" số này chỉ đúng theo cách tính: {fits}."
            f" Theo cách tính: {evidence.label(first.code)} thì được"
            f" {_arithmetic(evidence, first)}.",
            expected=float(evidence.ledger[first].quantity.value),
            found=float(known.quantity.value),
            severity="warn" if is_count else "note",
        )


def _stated_twice(evidence: Evidence) -> Iterator[Finding]:
    figures = evidence.folder.figures
    for (code, period, level), rows in figures.groupby(["code", "period", "level"], sort=False):
        key = Key(code, period, level)
        rows = list(rows.itertuples())
        values = {(float(row.value), row.qualifier) for row in rows}
        if len(rows) < 2 or len(values) < 2:
            continue
        stated = "; ".join(
            f"{evidence.printed(code, _typed(evidence, key, row))} ({row.source}: {row.place})"
            for row in rows
        )
        numbers = [float(row.value) for row in rows]
        yield Finding(
            f"{evidence.about(key)}: {evidence.label(code)} được ghi khác nhau ở nhiều nơi:"
            f" {stated}. Báo cáo này dùng số {evidence.value(key)}.",
            (key,),
            tuple(dict.fromkeys(f"{row.source}: {row.place}" for row in rows)),
            expected=float(evidence.ledger[key].quantity.value),
            found=max(numbers, key=lambda n: abs(n - evidence.ledger[key].quantity.value)),
            area=evidence.catalogue[code].area,
        )


def _typed(evidence: Evidence, key: Key, row) -> Known:
    return Known(evidence.ledger[key].quantity, "reported", row.text, row.qualifier)


CHECKS = (
    Check(
        "stated_differs",
        "warn",
        "Tỷ lệ hoặc hiệu số ghi trong nguồn khác kết quả tính lại",
        "A rate or difference worked out by the source differs from the arithmetic",
        _differs,
    ),
    Check(
        "stated_by_other_definition",
        "note",
        "Tỷ lệ ghi trong nguồn theo một cách tính khác",
        "A rate worked out by the source follows another definition",
        _other_definition,
    ),
    Check(
        "stated_twice",
        "warn",
        "Một số liệu được ghi khác nhau ở nhiều nơi",
        "One fact is stated with different values in several places",
        _stated_twice,
    ),
)
