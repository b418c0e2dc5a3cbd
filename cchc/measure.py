"""COMPUTE every indicator for every level and period."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import inf

import pandas as pd

from .catalogue import CATALOGUE, WHOLES
from .complete import complete
from .figures import primary
from .formula import Formula, Lookup, Unknown
from .indicator import LEVELS, Indicator, Whole
from .ledger import Key, Known, Ledger
from .periods import Period, parse_period
from .proportion import wilson
from .quantity import Quantity, quantity

COLUMNS = [
    "code",
    "area",
    "level",
    "period",
    "value",
    "measure_unit",
    "numerator",
    "denominator",
    "low",
    "high",
    "basis",
    "source",
    "place",
]


def measure(
    figures: pd.DataFrame,
    sources: pd.DataFrame,
    span: str,
    catalogue: Mapping[str, Indicator] = CATALOGUE,
    wholes: Iterable[Whole] = WHOLES,
    unit_level: str = "district",
) -> Ledger:
    """All that `figures` say and what follows from them, for each level and each period they name.

    `figures` and `sources` are the frames of a unit's folder; `span` is the review's own period,
    such as "2021-2022", for what is measured over both years (a reduction of departments).
    Sums first, divides after: the share of `all` comes from summed counts, never from rates.
    A formula that lacks a figure gives nothing, and `Ledger.missing` names what it lacks; so does
    one whose figures are bounds that leave the result open.
    """
    reported = {
        Key(row.code, row.period, row.level): Known(
            quantity(row.text, row.qualifier),
            "reported",
            row.text,
            row.qualifier,
            row.source,
            row.place,
            row.note,
        )
        for row in primary(figures, sources).itertuples()
    }
    entries = complete(reported, catalogue, wholes, unit_level)
    missing: dict[Key, tuple[str, ...]] = {}
    computed = [indicator for indicator in catalogue.values() if indicator.is_computed]
    periods = dict.fromkeys([*(key.period for key in reported), span])
    counted = dict(entries)
    for period in map(parse_period, periods):
        for indicator in computed:
            for level in indicator.levels:
                _compute(indicator, period, level, counted, catalogue, entries, missing)
    return Ledger(dict(sorted(entries.items(), key=_order(catalogue))), missing)


def _order(catalogue: Mapping[str, Indicator]):
    place = {code: number for number, code in enumerate(catalogue)}
    return lambda item: (place[item[0].code], LEVELS.index(item[0].level), item[0].period)


def _compute(indicator, period: Period, level: str, counted, catalogue, entries, missing) -> None:
    """Add one indicator at one period and level, or note what it lacks there."""
    formula = Formula.parse(indicator.formula)
    key = Key(indicator.code, period.id, level)
    used: dict[Key, Quantity] = {}

    def lookup(code: str, opening: bool) -> Quantity | None:
        found = _key_of(catalogue[code], period, level, opening, counted)
        if found is None:
            return None
        used[found] = counted[found].quantity
        return used[found]

    own = {code: _key_of(catalogue[code], period, level, False, counted) for code in formula.codes}
    is_of_span = any(found and found.period == period.id for found in own.values())
    if period.kind == "span" and not formula.opens and not is_of_span:
        return
    try:
        known = _computed(formula, lookup, used)
    except Unknown as unknown:
        lacking = [code for code, found in own.items() if found is None]
        missing[key] = tuple(dict.fromkeys([*lacking, unknown.code]))
    except ZeroDivisionError:
        missing[key] = ()
    else:
        if _is_open(known.quantity):
            missing[key] = tuple(need.code for need, q in used.items() if not q.is_exact)
        else:
            entries[key] = known


def _is_open(quantity: Quantity) -> bool:
    """Whether bounds say nothing of a number: "over 80" of "over 60" may be anything at all."""
    above = quantity.high == inf and quantity.value != quantity.low
    below = quantity.low == -inf and quantity.value != quantity.high
    return above or below


def _computed(formula: Formula, lookup: Lookup, used: Mapping[Key, Quantity]) -> Known:
    """The value of a formula with its two counts, where it is a share, and what it `used`."""
    value = formula.evaluate(lookup)
    parts = [
        formula.evaluate(lookup, part).value
        for part in (formula.numerator, formula.denominator)
        if part is not None
    ]
    numerator, denominator = parts or (None, None)
    return Known(
        value,
        "computed",
        qualifier=value.qualifier,
        numerator=numerator,
        denominator=denominator,
        needs=tuple(used),
    )


def _key_of(indicator: Indicator, period: Period, level: str, opening: bool, counted) -> Key | None:
    """The key under which a formula finds a figure: a stock of a span is that of its last year."""
    wanted = period.id
    if opening:
        if period.kind not in ("year", "span"):
            return None
        wanted = str(period.years[0] - 1)
    key = Key(indicator.code, wanted, level)
    if key not in counted and period.kind == "span" and indicator.kind == "stock" and not opening:
        key = Key(indicator.code, str(period.years[-1]), level)
    return key if key in counted else None


def interval(indicator: Indicator, known: Known) -> tuple[float, float] | None:
    """The 95 % Wilson interval of a share, in percent, where both of its counts are exact.

    None for what is no proportion of counts, and for a numerator above its denominator.
    """
    count, whole = known.numerator, known.denominator
    if not (indicator.is_share and indicator.interval and known.quantity.is_exact):
        return None
    if count is None or whole is None or not 0 <= count <= whole:
        return None
    low, high = wilson(float(count), float(whole))
    return 100 * low, 100 * high


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def measured_frame(ledger: Ledger, catalogue: Mapping[str, Indicator] = CATALOGUE) -> pd.DataFrame:
    """The ledger as a tidy frame, a row a key: value, unit, counts, interval, basis, source.

    Shares are in percent; `numerator`, `denominator`, `low` and `high` are empty where a number is
    no proportion of exact counts.
    """
    return pd.DataFrame(
        [_row(key, known, catalogue[key.code]) for key, known in ledger.items()], columns=COLUMNS
    )


def _row(key: Key, known: Known, indicator: Indicator) -> dict:
    low, high = interval(indicator, known) or (None, None)
    return {
        "code": key.code,
        "area": indicator.area,
        "level": key.level,
        "period": key.period,
        "value": float(known.quantity.value),
        "measure_unit": indicator.measure_unit,
        "numerator": _number(known.numerator),
        "denominator": _number(known.denominator),
        "low": low,
        "high": high,
        "basis": known.basis,
        "source": known.source,
        "place": known.place,
    }
