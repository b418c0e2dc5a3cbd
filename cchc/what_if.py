"""SUPPOSE other figures: what a review would say, worked out in memory, beside what it says."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from .cells import BadCell
from .checks import Finding
from .errors import Fault, UsageError
from .indicator import Indicator
from .ledger import Key, Known
from .numbers import count, percentage
from .question import indicator_asked, level_asked, period_asked, review_asked
from .review import Line, Review, build_review
from .supposed import Supposed

SUPPOSED = "giả định"
"""The source of a figure that nobody stated: whatever is made from it says so."""

Value = int | float | str | None


class Moved(NamedTuple):
    """A number before and after; None where there is none."""

    key: Key
    before: Known | None
    after: Known | None


@dataclass(frozen=True, eq=False, repr=False)
class WhatIf(Supposed):
    """A review as it is and as it would be; `after` can be asked anything that a review can.

    `numbers` are those that move, the supposed figures first. `verdicts` are pairs of lines,
    `findings` pairs of findings; where there was or would be none, None stands.
    """

    before: Review
    after: Review
    changed: tuple[Key, ...]
    numbers: tuple[Moved, ...]
    verdicts: tuple[tuple[Line | None, Line | None], ...]
    findings: tuple[tuple[Finding | None, Finding | None], ...]


def what_if(
    district: str | Review,
    changes: Mapping[tuple[str, str | int, str], Value],
    data: str | Path = "",
) -> WhatIf:
    """What would move if figures were others: indicators, verdicts, findings, before and after.

    `district` is a unit's id or a review, `changes` gives the figures by code, period and level;
    None takes a figure away. A figure is supposed to be exact, and the same wherever it is stated.
    Everything happens in memory: no file is written. Raises `UsageError` with every change that
    cannot be supposed (a computed indicator, an unknown period, a count that is no whole number),
    and what `load_review` raises.

    >>> late = ("dossiers_resolved_late", 2022, "district")
    >>> moved = what_if("huyen-long-my", {late: 0})
    >>> before, after = (review.ledger["on_time_share_resolved", "2022", "district"].quantity.value
    ...                  for review in (moved.before, moved.after))
    >>> round(float(before), 2), round(float(after), 2)
    (99.17, 100.0)
    """
    review = review_asked(district, data)
    supposed = supposable(changes, review)
    figures = review.folder.figures
    for key, text in supposed.items():
        figures = _with(figures, key, text)
    after = build_review(
        replace(review.folder, figures=figures),
        review.first,
        review.second,
        review.communes,
        review.unreadable,
    )
    lines = ({(x.indicator.code, x.level): x for x in each.lines} for each in (review, after))
    return WhatIf(
        review,
        after,
        tuple(supposed),
        tuple(_numbers(review, after, supposed)),
        tuple(_verdicts(*lines)),
        tuple(_findings(review.findings, after.findings)),
    )


def supposable(changes: Mapping, review: Review) -> dict[Key, str | None]:
    """The changes as a file would state them; None for what is taken away.

    Raises `UsageError` with every one that cannot be supposed.
    """
    supposed: dict[Key, str | None] = {}
    faults: list[Fault] = []
    for (code, period, level), value in changes.items():
        try:
            indicator = _reported(indicator_asked(code, review))
            when, where = period_asked(period, review), level_asked(level, indicator)
            supposed[Key(indicator.code, when, where)] = _text(value, indicator)
        except UsageError as error:
            faults += error.faults
    if faults:
        raise UsageError(faults)
    return supposed


def _reported(indicator: Indicator) -> Indicator:
    if indicator.is_computed:
        what = f"'{indicator.code}' được tính từ số khác, không giả định thẳng được"
        mend = f"giả định các số trong công thức: {indicator.formula}"
        raise UsageError([Fault(what, "mã chỉ tiêu (code)", mend)])
    return indicator


def _text(value: Value, indicator: Indicator) -> str | None:
    if value is None:
        return None
    text = f"{Decimal(str(value)).normalize():f}" if isinstance(value, float) else str(value)
    try:
        (percentage if indicator.is_share else count)(text)
    except BadCell as bad:
        raise UsageError(
            [Fault(bad.what, f"giá trị giả định của {indicator.code}", bad.mend)]
        ) from None
    return text


def _with(figures: pd.DataFrame, key: Key, text: str | None) -> pd.DataFrame:
    """The figures with one of another value, wherever it is stated, or without it."""
    is_it = (figures[["code", "period", "level"]] == list(key)).all(axis=1)
    if text is None:
        return figures[~is_it].reset_index(drop=True)
    new = {"value": float(text), "text": text, "qualifier": "", "source": SUPPOSED}
    if not is_it.any():
        line = min([0, *figures["row"]]) - 1  # of no file
        row = {**key._asdict(), **new, "place": "chưa nguồn nào ghi", "note": "", "row": line}
        return pd.concat([figures, pd.DataFrame([row])[figures.columns]], ignore_index=True)
    stated = figures["source"] + ", " + figures["place"]
    places = "thay số ở " + stated[is_it]
    changed = figures.copy()
    changed.loc[is_it, [*new]] = [*new.values()]
    changed.loc[is_it, "place"] = places
    return changed


def _numbers(before: Review, after: Review, supposed: Iterable[Key]) -> Iterable[Moved]:
    order = dict.fromkeys([*supposed, *before.ledger, *after.ledger])
    for key in order:
        was, would_be = before.ledger.get(key), after.ledger.get(key)
        if (was and was.quantity) != (would_be and would_be.quantity):
            yield Moved(key, was, would_be)


def _verdicts(before: Mapping[Hashable, Line], after: Mapping[Hashable, Line]):
    for what in dict.fromkeys([*before, *after]):
        was, would_be = before.get(what), after.get(what)
        if (was.verdict if was else "") != (would_be.verdict if would_be else ""):
            yield was, would_be


def _findings(before: tuple[Finding, ...], after: tuple[Finding, ...]):
    """What is no longer found or says something else now, then what is found besides."""
    said = {(finding.message, finding.severity) for finding in after}
    known = {(finding.message, finding.severity) for finding in before}
    new = [finding for finding in after if (finding.message, finding.severity) not in known]
    for finding in before:
        if (finding.message, finding.severity) not in said:
            about = (finding.check, finding.keys)
            instead = next((each for each in new if (each.check, each.keys) == about), None)
            if instead:
                new.remove(instead)
            yield finding, instead
    yield from ((None, finding) for finding in new)
