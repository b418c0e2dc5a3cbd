"""SHOW: the charts of a report, each with what it says in words and its numbers."""

from collections.abc import Iterator, Sequence

from .by_field import fields_chart
from .catalogue import AREAS
from .checks import level_name
from .draw import Series, bars
from .indicator import Whole
from .ledger import Key
from .marks import mark, printed
from .outcomes import outcome_charts
from .page import Chart, Column, Row, Run, Shown, Table
from .phrases import NO_DATA, lower, period_name
from .review import Line, Review

FEWEST_PARTS = 3
MOST_ITEMS = 12


def chart(review: Review, area: str) -> Shown:
    """The charts of an area: parts of a whole, before and after, shares against their targets."""
    made = (
        *_parts(review, area),
        *outcome_charts(review, area),
        _before_after(review, area),
        _shares(review, area),
        fields_chart(review, area),
    )
    return Shown([each for each in made if each])


def grouped(
    reviews: Sequence[Review],
    title: str,
    rows: Sequence[tuple[str, Sequence[Key]]],
    names: Sequence[str],
    goals: Sequence[float | None] = (),
    largest: float | None = None,
    head: str = "Chỉ tiêu",
) -> Chart:
    """Bars for rows of keys: a bar a name, each from the review in the same place.

    A name without any number is left out; `goals` has one a row. `largest` is the value of a full
    width, by default that of the longest bar; `head` says what the rows are.
    """
    told = [n for n in range(len(names)) if any(keys[n] in reviews[n].ledger for _, keys in rows)]
    names, reviews = [names[n] for n in told], [reviews[n] for n in told]
    items = [item for item, _ in rows]
    bars_of = [[(reviews[at], keys[n]) for at, n in enumerate(told)] for _, keys in rows]
    series = [
        Series(name, [_value(*row[at]) for row in bars_of], [_text(*row[at]) for row in bars_of])
        for at, name in enumerate(names)
    ]
    spoken = "; ".join(
        f"{item}: "
        + ", ".join(f"{name} {_text(*bar)}" for name, bar in zip(names, row, strict=True))
        for item, row in zip(items, bars_of, strict=True)
    )
    data = Table(
        f"Số liệu của biểu đồ: {lower(title)}",
        (Column(head), *(Column(name, "right") for name in names)),
        tuple(
            Row(((item,), *((_run(*bar),) for bar in row)))
            for item, row in zip(items, bars_of, strict=True)
        ),
        small=True,
    )
    return Chart(bars(items, series, goals, largest), f"Biểu đồ thanh. {spoken}.", title, data)


def _value(review: Review, key: Key) -> float | None:
    return float(review.ledger[key].quantity.value) if key in review.ledger else None


def _text(review: Review, key: Key) -> str:
    known = review.ledger.get(key)
    return printed(review.catalogue[key.code], known) if known else NO_DATA


def _run(review: Review, key: Key) -> Run:
    return mark(review, key) if key in review.ledger else NO_DATA


def _wholes(review: Review, area: str) -> Iterator[Whole]:
    return (whole for whole in review.wholes if review.catalogue[whole.code].area == area)


def _parts(review: Review, area: str) -> Iterator[Chart]:
    """The parts of a whole over the two years, at the level that knows most of them."""
    for whole in _wholes(review, area):
        if whole.leaks or len(whole.parts) < FEWEST_PARTS:
            continue
        levels = review.catalogue[whole.code].levels
        known = {
            level: sum(k in review.ledger for p in whole.parts for k in review.years(p, level))
            for level in reversed(levels)
        }
        level = max(known, key=known.get)
        rows = [(review.catalogue[p].vi, review.years(p, level)) for p in whole.parts]
        rows = [row for row in rows if any(key in review.ledger for key in row[1])]
        if len(rows) >= FEWEST_PARTS:
            whom = level_name(level, review.folder.unit.type)
            title = f"{review.catalogue[whole.code].vi}, {whom}"
            names = [f"năm {year}" for year in (review.first, review.second)]
            yield grouped([review] * 2, title, rows, names)


def _before_after(review: Review, area: str) -> Chart | None:
    """Standing counts before the review and at its end."""
    before = str(int(review.first) - 1)
    rows = []
    for indicator in review.catalogue.values():
        if indicator.area == area and indicator.kind == "stock" and indicator.is_count:
            for level in indicator.levels:
                keys = [Key(indicator.code, year, level) for year in (before, review.second)]
                if all(key in review.ledger for key in keys):
                    rows.append((indicator.vi, keys))
    if not rows:
        return None
    names = [f"cuối {period_name(before)}", period_name(review.second)]
    return grouped([review] * 2, f"{AREAS[area].vi}: trước kỳ và hiện nay", rows, names)


def _shares(review: Review, area: str) -> Chart | None:
    """Shares that stand at the end of the year, or that the law sets a target for."""
    lines = [line for line in review.area(area) if _is_drawn(line)][:MOST_ITEMS]
    if len(lines) < 2:
        return None
    rows = [(_item(review, line), review.years(line.indicator.code, line.level)) for line in lines]
    goals = [float(line.goal.value) if line.goal else None for line in lines]
    names = [f"năm {year}" for year in (review.first, review.second)]
    return grouped([review] * 2, f"{AREAS[area].vi}: các tỷ lệ", rows, names, goals, 100.0)


def _is_drawn(line: Line) -> bool:
    share_of_interest = line.indicator.is_share and line.indicator.shown != "table"
    standing = line.indicator.kind == "stock" or line.goal
    return bool(share_of_interest and standing and (line.first or line.second))


def _item(review: Review, line: Line) -> str:
    several = len([x for x in review.lines if x.indicator is line.indicator]) > 1
    whom = f", {level_name(line.level, review.folder.unit.type)}" if several else ""
    return line.indicator.vi + whom
