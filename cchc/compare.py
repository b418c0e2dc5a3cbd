"""COMPARE two units, or two levels of one, indicator by indicator; rates are never averaged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .beside import Beside
from .catalogue import AREAS
from .cells import quoted, suggestion
from .checks.changes import is_partial
from .errors import Fault, UsageError
from .indicator import LEVELS, Indicator
from .ledger import Key, Known
from .periods import parse_period
from .proportion import newcombe
from .question import period_asked, review_asked
from .review import Review

INVENTED_BESIDE_REAL = "một bên là dữ liệu minh họa, bên kia là số thật"


@dataclass(frozen=True)
class Side:
    """What stands on one side: a review, a period of it, and a level; "" is each level in turn."""

    review: Review
    period: str
    level: str = ""


@dataclass(frozen=True)
class Pair:
    """One indicator on both sides. `why_not` says why the two cannot be compared, "" where they
    can; `low` and `high` are the ends of the 95 % interval of a difference of shares, in points.
    """

    indicator: Indicator
    keys: tuple[Key, Key]
    known: tuple[Known | None, Known | None]
    why_not: str
    low: float | None = None
    high: float | None = None

    @property
    def difference(self) -> float | None:
        """The second less the first, where the two can be compared."""
        first, second = self.known
        if self.why_not or not (first and second):
            return None
        return float(second.quantity.value - first.quantity.value)


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Beside):
    """Two sides, a pair an indicator that at least one of them knows, in the catalogue's order."""

    sides: tuple[Side, Side]
    pairs: tuple[Pair, ...]

    @property
    def frame(self) -> pd.DataFrame:
        """A row a pair: what stands on each side (`_1`, `_2`), the difference, and `why_not`."""
        return pd.DataFrame([_row(pair, self.sides) for pair in self.pairs])


Asked = str | Review | tuple[str | Review, str]


def compare(
    first: Asked,
    second: Asked,
    area: str = "",
    period: str | int = "",
    data: str | Path = "",
) -> Comparison:
    """Two units beside each other, or, asked as (unit, level), two levels of one or of two units.

    Without a `period`, each side is taken in the second year of its review; without an `area`, all
    are. What cannot be compared is shown all the same, without a difference and with the reason:
    invented figures beside real ones, counts of part-years, rates whose definition the source does
    not say, bounds, figures that cannot be true. Rates of two sides are never averaged or summed.
    Raises `UsageError` for an unknown area, level or period, and what `load_review` raises.

    >>> both = compare(("huyen-long-my", "district"), ("huyen-long-my", "commune"), "procedures")
    >>> rates = both.frame.set_index("code").loc["on_time_share_resolved"]
    >>> rates[["value_1", "value_2", "difference"]].astype(float).round(2).tolist()
    [99.17, 98.45, -0.72]
    """
    if area and area not in AREAS:
        mend = suggestion(area, AREAS, f"chọn trong: {', '.join(AREAS)}")
        raise UsageError([Fault(f"không có lĩnh vực {quoted(area)}", "lĩnh vực (area)", mend)])
    sides = _side(first, period, data), _side(second, period, data)
    return Comparison(sides, tuple(_pairs(sides, area)))


def _side(asked: Asked, period: str | int, data: str | Path) -> Side:
    district, level = asked if isinstance(asked, tuple) else (asked, "")
    review = review_asked(district, data)
    if level and level not in LEVELS:
        mend = suggestion(level, LEVELS, f"chọn trong: {', '.join(LEVELS)}")
        raise UsageError([Fault(f"không có cấp {quoted(level)}", "cấp (level)", mend)])
    return Side(review, period_asked(period, review) if period else review.second, level)


def _pairs(sides: tuple[Side, Side], area: str) -> Iterator[Pair]:
    incomparable = _differing(sides)
    for indicator in sides[0].review.catalogue.values():
        if area and indicator.area != area:
            continue
        for levels in _levels(indicator, sides):
            keys = tuple(
                Key(indicator.code, side.period, level)
                for side, level in zip(sides, levels, strict=True)
            )
            known = tuple(
                side.review.ledger.get(key) for side, key in zip(sides, keys, strict=True)
            )
            if any(known):
                why_not = incomparable or _why_not(indicator, sides, keys, known)
                ends = () if why_not else _interval(indicator, known)
                yield Pair(indicator, keys, known, why_not, *ends)


def _levels(indicator: Indicator, sides: tuple[Side, Side]) -> Iterable[tuple[str, str]]:
    asked = [side.level for side in sides]
    rows = indicator.levels if "" in asked else asked[:1]
    pairs = dict.fromkeys(tuple(level or row for level in asked) for row in rows)
    return (pair for pair in pairs if {*pair} <= {*indicator.levels})


def _differing(sides: tuple[Side, Side]) -> str:
    """Why nothing of the two sides can be compared, "" where something can."""
    first, second = (side.review.folder.unit for side in sides)
    return "" if first.invented == second.invented else INVENTED_BESIDE_REAL


def _why_not(indicator: Indicator, sides, keys, known) -> str:
    """Why one number cannot be compared with the other, "" where it can or where one is absent."""
    if not all(known):
        return ""
    if indicator.states:
        return "nguồn không nói tính theo cách nào"
    if not all(each.quantity.is_exact for each in known):
        return "có số chỉ là giới hạn hoặc ước chừng"
    blocked = any(_is_blocked(side.review, key) for side, key in zip(sides, keys, strict=True))
    if blocked:
        return "có số mâu thuẫn với số khác, không thể đúng"
    if indicator.grows_with_time and _spans_differ(sides):
        return "hai kỳ không dài như nhau, hoặc có kỳ chưa đủ năm"
    return ""


def _is_blocked(review: Review, key: Key) -> bool:
    return any(f.severity == "block" and key in f.keys for f in review.findings)


def _spans_differ(sides: tuple[Side, Side]) -> bool:
    """Whether counts of the two periods grew over different times, or over an unknown one."""
    folders = [side.review.folder for side in sides]
    of_one = {(f.data, f.unit.id, s.period) for f, s in zip(folders, sides, strict=True)}
    if len(of_one) == 1:
        return False
    days = [_days(side) for side in sides]
    return None in days or days[0] != days[1]


def _days(side: Side) -> tuple | None:
    """The first and the last day of a side's period; None where it is not known to be whole."""
    periods = side.review.folder.periods.set_index("period")
    if side.period not in periods.index:
        return None
    row, asked = periods.loc[side.period], parse_period(side.period)
    is_whole = row["complete"] and not (asked.kind in ("year", "span") and is_partial(row))
    return (row["start"] or asked.start, row["end"] or asked.end) if is_whole else None


def _interval(indicator: Indicator, known) -> tuple[float, ...]:
    """The ends of the interval of a difference of shares, second less first, in points."""
    if not (indicator.is_share and indicator.interval and all(known)):
        return ()
    counts = [float(n) for k in reversed(known) for n in (k.numerator or 0, k.denominator or 0)]
    if not all(0 <= count <= whole and whole for count, whole in (counts[:2], counts[2:])):
        return ()
    return tuple(100 * end for end in newcombe(*counts))


def _row(pair: Pair, sides: tuple[Side, Side]) -> dict:
    row = {"code": pair.indicator.code, "area": pair.indicator.area}
    for place, (side, key, known) in enumerate(zip(sides, pair.keys, pair.known, strict=True), 1):
        row[f"unit_{place}"] = side.review.folder.unit.id
        row[f"level_{place}"], row[f"period_{place}"] = key.level, key.period
        row[f"value_{place}"] = float(known.quantity.value) if known else None
    told = {name: getattr(pair, name) for name in ("difference", "low", "high", "why_not")}
    return row | {"measure_unit": pair.indicator.measure_unit} | told
