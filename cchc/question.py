"""What someone asks about, checked against the catalogue and the periods of a unit."""

from pathlib import Path

from .cells import BadCell, quoted, suggestion
from .errors import Fault, UsageError
from .indicator import Indicator
from .ledger import Key
from .periods import parse_period
from .registers import wrong_level
from .review import Review, load_review


def review_asked(district: str | Review, data: str | Path = "") -> Review:
    """A review that is loaded already, or that of a unit over the years of its mandate.

    Raises what `load_review` raises.
    """
    return district if isinstance(district, Review) else load_review(district, 0, 0, data)


def indicator_asked(code: str, review: Review) -> Indicator:
    """The indicator of a code. Raises UsageError with the nearest one for an unknown code."""
    if str(code) not in review.catalogue:
        what = f"{quoted(str(code))} không có trong danh mục chỉ tiêu"
        mend = suggestion(str(code), review.catalogue, "xem tất cả mã: cchc.indicators()")
        raise UsageError([Fault(what, "mã chỉ tiêu (code)", mend)])
    return review.catalogue[code]


def periods_of(review: Review) -> tuple[str, ...]:
    """The periods that can be asked for: the unit's own, and that of the whole review."""
    return tuple(dict.fromkeys([*review.folder.periods["period"], review.span]))


def period_asked(period: str | int, review: Review) -> str:
    """A period of the unit. Raises UsageError, with all of them, for what is none of its own."""
    known = periods_of(review)
    try:
        if parse_period(str(period)).id not in known:
            what = f"{review.folder.unit.title} không có kỳ {quoted(str(period))}"
            raise BadCell(what, f"chọn trong các kỳ: {', '.join(known)}")
    except BadCell as bad:
        raise UsageError([Fault(bad.what, "kỳ (period)", bad.mend)]) from None
    return str(period)


def level_asked(level: str, indicator: Indicator) -> str:
    """A level of the indicator. Raises UsageError, with its levels, for any other."""
    if level not in indicator.levels:
        bad = wrong_level(indicator, level)
        raise UsageError([Fault(bad.what, "cấp (level)", bad.mend)])
    return level


def key_asked(code: str, period: str | int, level: str, review: Review) -> Key:
    """What is asked for; without a level, all levels together or, where they have no number, the
    first level that has one. Raises UsageError for what is not in the catalogue or the periods."""
    indicator, when = indicator_asked(code, review), period_asked(period, review)
    if level:
        return Key(indicator.code, when, level_asked(level, indicator))
    by_width = sorted(indicator.levels, key=lambda each: each != "all")
    keys = [Key(indicator.code, when, each) for each in by_width]
    return next((key for key in keys if key in review.ledger), keys[0])
