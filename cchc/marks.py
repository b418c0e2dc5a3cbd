"""Numbers as the page prints them, each marked with what it is and where it comes from."""

from fractions import Fraction

from .indicator import Indicator
from .ledger import Key, Known
from .numerals import as_typed, number, qualified, share
from .page import Mark, Run
from .phrases import (
    BASES,
    NO_DATA,
    NOT_COMPARABLE,
    POINTS,
    SYMBOLS,
    UNCHANGED,
    direction,
    is_everything,
)
from .review import Line, Review

DEDUCED = "†"
"""Stands behind a number that no source states but that the others leave no choice for."""
DEDUCED_NOTE = f"{DEDUCED} không nguồn nào ghi, suy ra từ các số khác."
"""What the sign means, below a table in which it stands."""


def printed(indicator: Indicator, known: Known) -> str:
    """A number without its unit of count: as it was typed, or computed and rounded half up."""
    if known.text:
        return as_typed(known.text, indicator.measure_unit, known.qualifier)
    value = known.quantity.value
    plain = share(value) if indicator.is_share else number(value)
    return qualified(plain, known.qualifier) + (DEDUCED if known.basis == "deduced" else "")


def with_unit(indicator: Indicator, known: Known) -> str:
    """A number with its unit of count, for sentences."""
    plain = printed(indicator, known)
    return plain if indicator.is_share else f"{plain} {indicator.measure_unit}"


def with_unit_named(indicator: Indicator) -> str:
    """The label with its unit of count, unless the label says it already.

    >>> from .catalogue import CATALOGUE
    >>> with_unit_named(CATALOGUE["dossiers_received"]), with_unit_named(CATALOGUE["departments"])
    ('Hồ sơ tiếp nhận', 'Cơ quan chuyên môn thuộc Ủy ban nhân dân (phòng, ban)')
    """
    said = indicator.is_share or indicator.measure_unit in indicator.vi.lower()
    return indicator.vi if said else f"{indicator.vi} ({indicator.measure_unit})"


def mark(review: Review, key: Key, text: str = "") -> Mark:
    """The number at a key, which must be known, with its source and place as a title."""
    known = review.ledger[key]
    text = text or printed(review.catalogue[key.code], known)
    return Mark(text, str(key), origin(review, key))


def origin(review: Review, key: Key) -> str:
    """Where a number comes from: its source and place, or the figures it was computed from."""
    known = review.ledger[key]
    if known.basis == "reported":
        return f"Nguồn: {known.source}, {known.place}"
    formula = review.catalogue[key.code].formula
    needed = "; ".join(f"{need.code} ({need.period})" for need in known.needs)
    how = formula if formula else needed
    roots = (review.ledger[root] for root in review.ledger.roots([key]))
    places = "; ".join(dict.fromkeys(f"{each.source}, {each.place}" for each in roots))
    return f"{BASES[known.basis].capitalize()}: {how}" + (f". Số liệu: {places}" if places else "")


def cell(review: Review, line: Line, year: str) -> Run:
    """The number of a year for a table, or the words that say there is none."""
    key = Key(line.indicator.code, year, line.level)
    return mark(review, key) if key in review.ledger else NO_DATA


def change_cell(line: Line) -> str:
    """The change between the years for a table, "" where there is none to speak of."""
    if line.first is None or line.second is None:
        return ""
    if not line.is_comparable and not line.indicator.compares_periods:
        return NOT_COMPARABLE
    rise = _rise_from_zero(line)
    if line.change == 0 or rise == 0:
        return UNCHANGED
    if line.change is None:
        return signed(rise, None) if rise else ""
    return signed(line.change) + (" điểm" if line.indicator.is_share else "%")


def _rise_from_zero(line: Line) -> Fraction | None:
    """How far a count rose from 0, which no per cent can say; None where it did not start there."""
    before, after = line.first.quantity, line.second.quantity
    if line.indicator.compares_periods or not (before.is_exact and after.is_exact):
        return None
    return None if before.value else after.value


def signed(amount: Fraction | float, decimals: int | None = 2) -> str:
    """An amount by which something rose or fell.

    >>> signed(2), signed(-0.5)
    ('+2,00', '−0,50')
    """
    return ("+" if amount > 0 else "") + number(amount, decimals)


def change_between(indicator: Indicator, before: Known | None, after: Known | None) -> str:
    """How far one number is from another, for a table: in its unit, shares in percentage points."""
    if before is None or after is None:
        return ""
    amount = after.quantity.value - before.quantity.value
    if indicator.is_share:
        return f"{signed(amount)} điểm"
    return signed(amount, None)


def change_words(line: Line, first: str) -> str:
    """The change in a sentence: direction, amount, unit; "" where nothing can be said."""
    if line.first is None or line.second is None:
        return ""
    was = with_unit(line.indicator, line.first)
    if line.indicator.compares_periods:
        return f"năm {first} là {was}"
    if not line.is_comparable:
        return f"{NOT_COMPARABLE} với năm {first} ({was})"
    rise = _rise_from_zero(line)
    if line.change == 0 or rise == 0:
        return f"bằng năm {first}"
    if line.change is None:
        if rise is None:
            return f"năm {first} là {was}"
        return f"tăng {number(rise)} {line.indicator.measure_unit} so với năm {first} ({was})"
    unit = f" {POINTS}" if line.indicator.is_share else "%"
    amount = number(abs(line.change), 2)
    return f"{direction(line.change)} {amount}{unit} so với năm {first} ({was})"


def target_cell(line: Line) -> str:
    """The target for a table: what is asked and by which year."""
    if line.goal is None:
        return ""
    value = as_typed(line.goal.text, line.indicator.measure_unit)
    symbol = (
        "" if is_everything(line.goal, line.indicator.measure_unit) else SYMBOLS[line.goal.operator]
    )
    return f"{symbol}{value} ({line.goal.due:%Y})"


def distance(line: Line) -> str:
    """How far a number is from its target, in words; "" where it is met or unknown."""
    if line.goal is None or line.second is None or line.verdict in ("met", "not_comparable"):
        return ""
    gap: Fraction = abs(line.goal.value - line.second.quantity.value)
    if line.indicator.is_share:
        return f"còn cách mục tiêu {number(gap, 2)} {POINTS}"
    return f"còn cách mục tiêu {number(gap)} {line.indicator.measure_unit}"
