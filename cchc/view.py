"""SHOW one indicator: a chart over periods and levels, a table, how its last number was made."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .charts import grouped
from .checks import level_name
from .checks.changes import is_partial
from .displayed import Displayed
from .explain import explain
from .explained import BASES
from .glance import banner
from .indicator import LEVELS, Indicator
from .judge import read_off, targets_for
from .ledger import Key
from .marks import mark, origin
from .measure import interval
from .numerals import number, share
from .page import Block, Chart, Column, Heading, Mark, Paragraph, Row, Runs, Table
from .periods import parse_period
from .phrases import NO_DATA, capital, period_name
from .question import indicator_asked, level_asked, period_asked, review_asked
from .results import indicators_frame
from .review import Review


@dataclass(frozen=True, eq=False, repr=False)
class View(Displayed):
    """One indicator of a unit at some levels, over some periods; what is missing says so."""

    review: Review
    indicator: Indicator
    levels: tuple[str, ...]
    periods: tuple[str, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """What is shown, known or not, level by level."""
        code = self.indicator.code
        return tuple(Key(code, period, level) for level in self.levels for period in self.periods)

    @property
    def frame(self) -> pd.DataFrame:
        """The rows of indicators.csv, one for each level and period; without a number, empty."""
        frame = indicators_frame(self.review).set_index(["code", "period", "level"])
        asked = pd.MultiIndex.from_tuples(self.keys, names=frame.index.names)
        return (
            frame.reindex(asked)
            .reset_index()
            .assign(
                unit_id=self.review.folder.unit.id,
                area=self.indicator.area,
                measure_unit=self.indicator.measure_unit,
            )
        )

    def blocks(self) -> list[Block]:
        """The chart, the table, and how the last number that is known was made."""
        last = next(
            (key for key in reversed(self.keys) if key in self.review.ledger), self.keys[-1]
        )
        return [*self.head(), *self.chart(), self.table(), *self.explained(last)[1:]]

    def head(self) -> list[Block]:
        """What is shown and of whom, below the mark of invented figures."""
        unit = self.review.folder.unit
        return [*banner(unit), Heading(f"{self.indicator.vi}, {unit.title}")]

    def explained(self, key: Key) -> list[Block]:
        """All that is behind one of the numbers."""
        blocks = explain(key.code, self.review, key.period, key.level).blocks()
        return [block for block in blocks if block not in banner(self.review.folder.unit)]

    def chart(self) -> list[Block]:
        """A bar a level in each period, with the goal where one level is shown; or why none is."""
        if not any(key in self.review.ledger for key in self.keys):
            return [Paragraph((f"{capital(NO_DATA)} để vẽ biểu đồ.",), "note")]
        rows = [(period_name(period), self._of(period)) for period in self.periods]
        names = [self._whom(level) for level in self.levels]
        goal = self._goal() if len(self.levels) == 1 else None
        made: Chart = grouped(
            [self.review] * len(names),
            f"{self.indicator.vi} ({self.indicator.measure_unit})",
            rows,
            names,
            [goal] * len(rows) if goal is not None else (),
            100.0 if self.indicator.is_share else None,
            "Kỳ",
        )
        return [made, *self._part_years()]

    def _part_years(self) -> list[Block]:
        """That a count has had less time to grow, where a period is less than a year."""
        known = self.review.folder.periods
        part = [row["period"] for _, row in known.iterrows() if is_partial(row)]
        short = [
            period_name(p) for p in self.periods if p in part and parse_period(p).kind != "span"
        ]
        if not short or not self.indicator.grows_with_time:
            return []
        text = f"Chưa đủ năm: {', '.join(short)}; số đếm của kỳ này không so được với cả năm."
        return [Paragraph((text,), "note")]

    def table(self) -> Table:
        """A row a level and period: the number, its two counts, its interval, where it stands."""
        columns = (
            Column("Kỳ", width=16),
            Column("Cấp", width=13),
            Column(f"Giá trị ({self.indicator.measure_unit})", "right", 15),
            Column("Tử số", "right", 10),
            Column("Mẫu số", "right", 10),
            Column("Khoảng tin cậy 95%", "right", 17),
            Column("Cách có số", width=19),
        )
        caption = f"{self.indicator.vi}: từng kỳ, từng cấp"
        return Table(caption, columns, tuple(Row(self._cells(key)) for key in self.keys))

    def _of(self, period: str) -> list[Key]:
        return [Key(self.indicator.code, period, level) for level in self.levels]

    def _cells(self, key: Key) -> tuple[Runs, ...]:
        known, head = self.review.ledger.get(key), (period_name(key.period), self._whom(key.level))
        if known is None:
            return (*((text,) for text in head), (NO_DATA,), *[("",)] * 4)
        counts = ("" if n is None else number(n) for n in (known.numerator, known.denominator))
        ends = interval(self.indicator, known)
        likely = f"{share(ends[0])} – {share(ends[1])}" if ends else ""
        how = f"{known.source}: {known.place}" if known.basis == "reported" else BASES[known.basis]
        source = Mark(how, "", origin(self.review, key))
        texts = (*((text,) for text in head), (mark(self.review, key),), *((c,) for c in counts))
        return (*texts, (likely,), (source,))

    def _goal(self) -> float | None:
        asked, own = read_off(self.review.folder.targets), self.review.folder.lineage
        targets = targets_for(asked, self.indicator.code, self.levels[0], own)
        return float(targets[-1].value) if targets else None

    def _whom(self, level: str) -> str:
        return level_name(level, self.review.folder.unit.type)


def view(
    code: str,
    district: str | Review,
    level: str = "",
    periods: Iterable[str | int] = (),
    data: str | Path = "",
) -> View:
    """One indicator of a unit as a chart, a table and the arithmetic of its last number.

    Without a `level`, every level that has a number; without `periods`, the two years of the
    review. Raises `UsageError` for what is not in the catalogue or in the unit's periods, and what
    `load_review` raises.

    >>> shown = view("on_time_share_resolved", "huyen-long-my", periods=[2022])
    >>> shown.frame[["level", "value"]].round(2).values.tolist()
    [['district', 99.17], ['commune', 98.45], ['all', 98.76]]
    """
    review = review_asked(district, data)
    indicator = indicator_asked(code, review)
    asked = (periods,) if isinstance(periods, str | int) else tuple(periods)
    when = tuple(period_asked(p, review) for p in asked) or (review.first, review.second)
    levels = (level_asked(level, indicator),) if level else known_levels(indicator, review, when)
    return View(review, indicator, levels, when)


def known_levels(indicator: Indicator, review: Review, periods: Iterable[str]) -> tuple[str, ...]:
    """The levels at which a number of one of the periods is known; without any, the widest."""
    found = [
        level
        for level in sorted(indicator.levels, key=LEVELS.index)
        if any(Key(indicator.code, period, level) in review.ledger for period in periods)
    ]
    return tuple(found) or indicator.levels[-1:]
