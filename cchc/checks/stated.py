"""Rates and differences that the source worked out, against the same arithmetic done again."""

from collections.abc import Iterator
from fractions import Fraction

from ..formula import Formula
from ..ledger import Key, Known
from ..numerals import qualified, share
from ..quantity import Quantity
from .definitions import agrees, candidates
from .evidence import Evidence
from .finding import Check, Finding, finding
from .shares import written_out

CUT_OFF = " Có thể phần lẻ đã bị cắt bỏ thay vì làm tròn."


def _stated(evidence: Evidence) -> Iterator[tuple[Key, Known, list[Key], list[Key]]]:
    for key, known in evidence.ledger.items():
        possible = candidates(evidence, key)
        if possible:
            fitting = [c for c in possible if agrees(known, evidence.ledger[c])]
            yield key, known, possible, fitting


def _truncates(stated: Known, computed: Quantity) -> bool:
    """Whether the stated value is the computed one with its last digits cut off."""
    step = Fraction(1, 10 ** len(stated.text.partition(".")[2]))
    return stated.quantity.value == computed.value // step * step


def _differs(evidence: Evidence) -> Iterator[Finding]:
    for key, known, possible, fitting in _stated(evidence):
        if fitting:
            continue
        cut_off = [c for c in possible if _truncates(known, evidence.ledger[c].quantity)]
        meant = (cut_off or possible)[0]
        others = [c for c in possible if c != meant]
        literal = key._replace(code=evidence.catalogue[key.code].states[0])
        yield finding(
            evidence,
            [key, meant, *evidence.ledger[meant].needs],
            f"{evidence.about(key)}: {_says(evidence, key)}, nhưng tính lại được"
            f" {_arithmetic(evidence, meant, known)} ({evidence.label(meant.code)})."
            + (CUT_OFF if cut_off else _tried(evidence, others, known))
            + ("" if literal in possible else _untried(evidence, literal)),
            expected=float(evidence.ledger[meant].quantity.value),
            found=float(known.quantity.value),
            severity=None if literal in possible else "note",
        )


def _untried(evidence: Evidence, literal: Key) -> str:
    """That the literal reading cannot be tried, and for want of which figures."""
    codes = evidence.ledger.missing.get(literal, ())
    lacking = "; ".join(evidence.label(code) for code in codes)
    why = f" vì nguồn không nêu: {lacking}" if lacking else ""
    return f" Chưa thử được {evidence.label(literal.code)}{why}."


def _says(evidence: Evidence, key: Key) -> str:
    """What the source worked out: "tỷ lệ hồ sơ đúng hạn ghi trong báo cáo là 97%"."""
    return f"{evidence.label(key.code)} là {evidence.sized(key.code, evidence.ledger[key])}"


def _arithmetic(evidence: Evidence, key: Key, stated: Known) -> str:
    """The arithmetic written out, its result as finely as the source states it."""
    known = evidence.ledger[key]
    value = evidence.value(key)
    decimals = len(stated.text.partition(".")[2])
    if evidence.catalogue[key.code].is_share:
        value = qualified(share(known.quantity.value, max(2, decimals)), known.qualifier)
        return written_out(known, value)
    formula = Formula.parse(evidence.catalogue[key.code].formula)
    numbers = {(need.code, need.period): evidence.value(need) for need in known.needs}
    return f"{formula.written(_lookup(numbers))} = {value}"


def _lookup(numbers: dict[tuple[str, str], str]):
    """The printed number of a code: of its earliest period at the opening, else of its latest."""

    def printed(code: str, opening: bool) -> str:
        periods = [period for each, period in numbers if each == code]
        return numbers[code, min(periods) if opening else max(periods)]

    return printed


def _tried(evidence: Evidence, others: list[Key], stated: Known) -> str:
    if not others:
        return ""
    values = "; ".join(
        f"{evidence.label(c.code)} {_arithmetic(evidence, c, stated)}" for c in others
    )
    return f" Các cách tính khác cũng không cho số này: {values}."


def _other_definition(evidence: Evidence) -> Iterator[Finding]:
    for key, known, possible, fitting in _stated(evidence):
        first = key._replace(code=evidence.catalogue[key.code].states[0])
        if not fitting or first in fitting or first not in possible:
            continue
        fits = " và ".join(_defined(evidence, c, known) for c in fitting)
        is_share = evidence.catalogue[key.code].is_share
        yield finding(
            evidence,
            [key, *fitting, first],
            f"{evidence.about(key)}: {_says(evidence, key)}. Số này khớp với {fits}, không khớp"
            f" với {_defined(evidence, first, known)}. Cần ghi rõ"
            f" {'mẫu số' if is_share else 'cách tính'}.",
            expected=float(evidence.ledger[first].quantity.value),
            found=float(known.quantity.value),
            severity="note" if is_share else "warn",
        )


def _defined(evidence: Evidence, key: Key, stated: Known) -> str:
    return f"{evidence.label(key.code)} ({_arithmetic(evidence, key, stated)})"


def _stated_twice(evidence: Evidence) -> Iterator[Finding]:
    stated_at: dict[Key, list] = {}
    for row in evidence.folder.figures.itertuples():
        stated_at.setdefault(Key(row.code, row.period, row.level), []).append(row)
    for key, rows in stated_at.items():
        if len({(Fraction(row.text), row.qualifier) for row in rows}) < 2:
            continue
        code = key.code
        stated = "; ".join(
            f"{evidence.sized(code, _typed(evidence, key, row))} ({row.source}: {row.place})"
            for row in rows
        )
        used = float(evidence.ledger[key].quantity.value)
        yield Finding(
            f"{evidence.about(key)}: {evidence.label(code)} được ghi khác nhau: {stated}."
            f" Báo cáo này dùng {evidence.sized(code, evidence.ledger[key])}.",
            (key,),
            tuple(dict.fromkeys(f"{row.source}: {row.place}" for row in rows)),
            expected=used,
            found=max((float(row.value) for row in rows), key=lambda value: abs(value - used)),
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
