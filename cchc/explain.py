"""SAY all that is behind one number: what it means, how it was made, and what touches it."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .arithmetic import behind, missing
from .checks import Finding
from .explained import Explained
from .figures import primary
from .indicator import Indicator
from .judge import Target, Verdict, read_off, targets_for
from .ledger import Key, Known
from .measure import interval
from .question import key_asked, review_asked
from .review import Review


@dataclass(frozen=True, eq=False, repr=False)
class Explanation(Explained):
    """One number, or the gap where it should be, with everything behind it.

    `known` is None where there is no number, and `missing` then names the terms that its formula
    lacks. `low` and `high` are the ends of the 95 % interval, in percent. `sources` has the rows
    of figures.csv behind it; `used` says which of several statements of one figure counts.
    `verdict` is "" for what has no target, and for every period but the review's second year.
    """

    review: Review
    indicator: Indicator
    key: Key
    known: Known | None
    missing: tuple[Key, ...]
    low: float | None
    high: float | None
    sources: pd.DataFrame
    findings: tuple[Finding, ...]
    targets: tuple[Target, ...]
    verdict: Verdict

    @property
    def value(self) -> float | None:
        """The number itself; None where there is none."""
        return float(self.known.quantity.value) if self.known else None

    @property
    def numerator(self) -> float | None:
        """The count above the line; None for what is no share."""
        return _number(self.known and self.known.numerator)

    @property
    def denominator(self) -> float | None:
        """The count below the line; None for what is no share."""
        return _number(self.known and self.known.denominator)


def explain(
    code: str,
    district: str | Review,
    period: str | int,
    level: str = "",
    data: str | Path = "",
) -> Explanation:
    """All that is known of one indicator of a unit for a period: shown as a page in a cell.

    `district` is a unit's id or a review that is loaded already, `period` one of its periods, such
    as "2022" or "2021-2022". Without a `level`, all levels together or, where they have no number,
    the first level that has one. Raises `UsageError` for what is not in the catalogue or in the
    unit's periods, and what `load_review` raises.

    >>> share = explain("on_time_share_resolved", "huyen-long-my", 2022, "district")
    >>> share.numerator, share.denominator, round(share.value, 2)
    (5137.0, 5180.0, 99.17)
    >>> [key.code for key in explain("dossiers_online_share", "huyen-long-my", 2022).missing]
    ['dossiers_received_online', 'dossiers_received_direct']
    """
    review = review_asked(district, data)
    key = key_asked(code, period, level, review)
    indicator = review.catalogue[key.code]
    known = review.ledger.get(key)
    low, high = (known and interval(indicator, known)) or (None, None)
    made_from = behind(review, key)
    asked = read_off(review.folder.targets)
    return Explanation(
        review,
        indicator,
        key,
        known,
        missing(review, key),
        low,
        high,
        _sources(review, made_from),
        tuple(finding for finding in review.findings if _touches(finding, made_from)),
        targets_for(asked, indicator.code, key.level, review.folder.lineage),
        _verdict(review, key),
    )


def _number(value) -> float | None:
    return None if value is None else float(value)


def _sources(review: Review, keys: tuple[Key, ...]) -> pd.DataFrame:
    stated = review.folder.figures
    used = primary(stated, review.folder.sources)["row"]
    what = zip(stated["code"], stated["period"], stated["level"], strict=True)
    return stated[[key in keys for key in what]].assign(used=lambda rows: rows["row"].isin(used))


def _touches(finding: Finding, keys: tuple[Key, ...]) -> bool:
    """Whether a finding is about one of the numbers, or about changes up to their period."""
    return not finding.field and any(
        key in finding.keys
        or (key.period == finding.period and (key.code, key.level) in finding.incomparable)
        for key in keys
    )


def _verdict(review: Review, key: Key) -> Verdict:
    judged = {(line.indicator.code, review.second, line.level): line for line in review.lines}
    return judged[key].verdict if key in judged else ""
