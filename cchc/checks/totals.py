"""Totals that the source worked out: over the levels, over the years, over the months of a year."""

from collections.abc import Iterator

from ..complete import tiers_of
from ..ledger import Key
from ..periods import parse_period
from .evidence import Evidence, period_name
from .finding import Check, Finding, finding

_SUBPERIODS = {
    "nửa năm": lambda year: [f"{year}-H{n}" for n in (1, 2)],
    "quý": lambda year: [f"{year}-Q{n}" for n in range(1, 5)],
    "tháng": lambda year: [f"{year}-M{n:02d}" for n in range(1, 13)],
}


def _reported_counts(evidence: Evidence) -> Iterator[Key]:
    for key, known in evidence.ledger.items():
        if known.basis == "reported" and evidence.catalogue[key.code].is_count:
            yield key


def _compare(evidence: Evidence, key: Key, own: list[Key], all_there: bool, sides, more=""):
    """A finding where parts do not make up a total; if some are missing, where they exceed it."""
    stated, total = evidence.ledger[key].quantity, evidence.total(own)
    too_much = total.low > stated.high
    if not own or not (all_there or too_much) or total.agrees_with(stated):
        return
    gap = evidence.counted(abs(stated.value - total.value), key)
    yield finding(
        evidence,
        [key, *own],
        f"{evidence.about(key)}: {evidence.terms([key])}, nhưng {sides}"
        f" = {evidence.printed(key.code, total)} (lệch {gap}).{more}",
        expected=float(total.value),
        found=float(stated.value),
        severity=None if all_there else "block",
    )


def _levels(evidence: Evidence) -> Iterator[Finding]:
    for key in _reported_counts(evidence):
        indicator = evidence.catalogue[key.code]
        if key.level == "all" and indicator.sums_over_levels:
            own_level = evidence.folder.unit.level
            tiers = [key._replace(level=tier) for tier in tiers_of(indicator, own_level)]
            own = evidence.known(tiers)
            sides = " + ".join(f"{evidence.whom(k.level)} {evidence.value(k)}" for k in own)
            yield from _compare(evidence, key, own, len(own) == len(tiers), sides)


def _years(evidence: Evidence) -> Iterator[Finding]:
    for key in _reported_counts(evidence):
        span = parse_period(key.period)
        if span.kind == "span" and evidence.catalogue[key.code].kind == "flow":
            wanted = [key._replace(period=str(year)) for year in span.years]
            own = evidence.known(wanted)
            sides = " + ".join(f"{period_name(k.period)} {evidence.value(k)}" for k in own)
            same = _coincidence(evidence, key, span.years)
            yield from _compare(evidence, key, own, len(own) == len(wanted), sides, same)


def _coincidence(evidence: Evidence, key: Key, years: tuple[int, ...]) -> str:
    """Another figure whose years add up exactly to what was stated: a confusion of terms."""
    stated = evidence.ledger[key].quantity.value
    for code, indicator in evidence.catalogue.items():
        parts = [Key(code, str(year), key.level) for year in years]
        other = code != key.code and indicator.measure_unit == evidence.unit_of(key)
        known = other and len(evidence.known(parts)) == len(parts)
        if known and evidence.total(parts).value == stated:
            return f" Số đã nêu bằng đúng tổng các năm của: {evidence.label(code)}."
    return ""


def _months(evidence: Evidence) -> Iterator[Finding]:
    for key in _reported_counts(evidence):
        if parse_period(key.period).kind != "year" or evidence.catalogue[key.code].kind != "flow":
            continue
        for name, subperiods in _SUBPERIODS.items():
            wanted = [key._replace(period=period) for period in subperiods(key.period)]
            own = evidence.known(wanted)
            sides = f"cộng {len(own)}/{len(wanted)} {name} của năm"
            yield from _compare(evidence, key, own, len(own) == len(wanted), sides)


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
