"""Totals that the source worked out: over the levels, over the years, over the months of a year."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ..ledger import Key
from ..periods import parse_period
from ..quantity import Quantity
from .evidence import Evidence, period_name
from .finding import Check, Finding, finding
from .levels import on_levels
from .wholes import IMPOSSIBLE

_SUBPERIODS = {
    "nửa năm": lambda year: [f"{year}-H{n}" for n in (1, 2)],
    "quý": lambda year: [f"{year}-Q{n}" for n in range(1, 5)],
    "tháng": lambda year: [f"{year}-M{n:02d}" for n in range(1, 13)],
}
_RECEIVED, _FROM_BEFORE = "dossiers_received", "dossiers_carried_over"
_LEFT_OVER = "dossiers_pending"


@dataclass(frozen=True)
class _Sum:
    """What should make up a total: `wanted` keys, those of them that are known, and what was
    counted before: dossiers carried over belong to the period that received them first."""

    wanted: list[Key]
    known: list[Key]
    counted_before: list[Key] = field(default_factory=list)
    unstated: list[Key] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return len(self.known) == len(self.wanted)

    def quantity(self, evidence: Evidence) -> Quantity:
        return evidence.total(self.known) - evidence.total(self.counted_before)


def _reported_counts(evidence: Evidence) -> Iterator[Key]:
    for key, known in evidence.ledger.items():
        if known.basis == "reported" and evidence.catalogue[key.code].is_count:
            yield key


def _compare(evidence: Evidence, key: Key, own: _Sum, parts: str, more: str = ""):
    """A finding where parts do not make up a total; if some are missing, where they exceed it."""
    if not own.known:
        return
    stated, total = evidence.ledger[key].quantity, own.quantity(evidence)
    too_much = total.low > stated.high
    if not (own.is_whole or too_much) or total.agrees_with(stated):
        return
    gap = stated.value - total.value
    carried = evidence.total(own.counted_before).value
    less = f", trừ {evidence.counted(carried, key)} từ kỳ trước chuyển sang," if carried else ""
    sum_of_parts = f"{parts}{less} được" if own.is_whole else f"riêng {parts} đã có"
    yield finding(
        evidence,
        [key, *own.known, *own.counted_before],
        f"{evidence.about(key)}: nguồn ghi {evidence.named(key)}, nhưng {sum_of_parts}"
        f" {evidence.sized(key.code, total)}: số đã ghi {'nhiều' if gap > 0 else 'ít'} hơn"
        f" {evidence.counted(abs(gap), key)}.{more}{_open_question(evidence, key, own)}"
        + ("" if own.is_whole else IMPOSSIBLE),
        expected=float(total.value),
        found=float(stated.value),
        severity=_severity(own, too_much),
    )


def _added(evidence: Evidence, own: _Sum, name: Callable[[Key], str]) -> str:
    """The known parts of a total, each with its value where there are several."""
    if len(own.known) == 1:
        return name(own.known[0])
    return " cộng ".join(f"{name(key)} ({evidence.value(key)})" for key in own.known)


def _severity(own: _Sum, too_much: bool):
    """Parts above a total of which more is missing cannot be; what is unstated leaves it open."""
    if not own.is_whole:
        return "block"
    return "note" if too_much and own.unstated else None


def _open_question(evidence: Evidence, key: Key, own: _Sum) -> str:
    """What nobody stated, and what would make the total right."""
    gap = own.quantity(evidence).value - evidence.ledger[key].quantity.value
    if not own.unstated or gap <= 0:
        return ""
    periods = ", ".join(period_name(each.period) for each in own.unstated)
    return (
        f" Số đã ghi chỉ đúng nếu {evidence.counted(gap, key)} ấy là {evidence.label(_FROM_BEFORE)}"
        f" {periods}; nguồn không nêu số này."
    )


def _levels(evidence: Evidence) -> Iterator[Finding]:
    for key in _reported_counts(evidence):
        if key.level == "all" and evidence.catalogue[key.code].sums_over_levels:
            levels = on_levels(evidence, key)
            own = _Sum(levels, evidence.known(levels))
            parts = _added(evidence, own, lambda part: evidence.whom(part.level))
            yield from _compare(evidence, key, own, parts)


def _over_time(evidence: Evidence, key: Key, periods: list[str]) -> _Sum:
    """A flow over several periods; what was received includes what an earlier one received."""
    wanted = [Key(key.code, period, key.level) for period in periods]
    known = evidence.known(wanted)
    if key.code != _RECEIVED or len(known) < len(wanted):
        return _Sum(wanted, known)
    before, unstated = [], []
    for earlier, later in pairwise(wanted):
        carried = later._replace(code=_FROM_BEFORE)
        found = evidence.known([carried, earlier._replace(code=_LEFT_OVER)])
        before += found[:1]
        unstated += [] if found else [carried]
    return _Sum(wanted, known, before, unstated)


def _is_flow(evidence: Evidence, key: Key) -> bool:
    """Whether the numbers of several periods add up; what is carried over stood at the opening."""
    return evidence.catalogue[key.code].kind == "flow" and key.code != _FROM_BEFORE


def _years(evidence: Evidence) -> Iterator[Finding]:
    for key in _reported_counts(evidence):
        span = parse_period(key.period)
        if span.kind == "span" and _is_flow(evidence, key):
            own = _over_time(evidence, key, [str(year) for year in span.years])
            parts = _added(evidence, own, lambda part: period_name(part.period))
            same = _coincidence(evidence, key, span.years)
            yield from _compare(evidence, key, own, parts, same)


def _coincidence(evidence: Evidence, key: Key, years: tuple[int, ...]) -> str:
    """Another figure whose years add up exactly to what was stated: a confusion of terms."""
    stated = evidence.ledger[key].quantity.value
    for code, indicator in evidence.catalogue.items():
        parts = [Key(code, str(year), key.level) for year in years]
        other = code != key.code and indicator.measure_unit == evidence.unit_of(key)
        known = other and len(evidence.known(parts)) == len(parts)
        if stated and known and evidence.total(parts).value == stated:
            return f" Số đã ghi bằng đúng tổng các năm của {evidence.label(code)}."
    return ""


def _months(evidence: Evidence) -> Iterator[Finding]:
    for key in _reported_counts(evidence):
        if parse_period(key.period).kind == "year" and _is_flow(evidence, key):
            for name, subperiods in _SUBPERIODS.items():
                own = _over_time(evidence, key, subperiods(key.period))
                some = f"{len(own.known)}/{len(own.wanted)} {name}"
                parts = f"cộng {len(own.known)} {name}" if own.is_whole else some
                found = list(_compare(evidence, key, own, parts))
                yield from found
                if found:
                    break


CHECKS = (
    Check(
        "levels_do_not_add_up",
        "warn",
        "Số chung khác tổng các cấp",
        "A reported total differs from the sum of the levels",
        _levels,
    ),
    Check(
        "years_do_not_add_up",
        "warn",
        "Số của cả giai đoạn khác tổng các năm",
        "A total for several years differs from the sum of the years",
        _years,
    ),
    Check(
        "months_do_not_add_up",
        "warn",
        "Tháng, quý hoặc nửa năm không cộng thành năm",
        "Months, quarters or halves do not add up to their year",
        _months,
    ),
)
