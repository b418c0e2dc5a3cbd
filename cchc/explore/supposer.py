"""`suppose`: figures changed by hand, in memory, and what moves with them."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
from ipywidgets import Layout, Text

from ..catalogue import CATALOGUE
from ..errors import UsageError
from ..glance import banner
from ..ledger import Key
from ..page import Paragraph
from ..phrases import period_name
from ..question import periods_of
from ..review import Review
from ..supposed import NOTHING_WRITTEN
from ..view import known_levels
from ..what_if import WhatIf, what_if
from .choices import LABEL, MIDDLE, NARROW, WIDE, areas, button, choice, indicators, levels, refill
from .panel import Page, Panel
from .reviews import Reviews

HOW = "Chọn một số liệu, ghi giá trị giả định rồi bấm “Giả định”; có thể giả định nhiều số. "


class Supposer(Panel):
    """Choices: unit, area, figure, level, period, value; `changes` is what has been supposed."""

    titles = ("Hiện nay và giả định",)
    quiet = ("value",)

    def __init__(self, reviews: Reviews, unit: str, key: Key):
        self.changes: dict[Key, str | None] = {}
        self._fault: UsageError | None = None
        review, indicator = reviews[unit], CATALOGUE[key.code]
        figures = indicators(indicator.area, review, reported=True)
        periods = [(period_name(period), period) for period in periods_of(review)]
        made = {
            "unit": choice("Đơn vị", reviews.options, unit, MIDDLE),
            "area": choice("Lĩnh vực", areas(), indicator.area, WIDE),
            "figure": choice("Số liệu", figures, key.code, WIDE),
            "level": choice("Cấp", levels(indicator.levels, review), key.level),
            "period": choice("Kỳ", periods, key.period),
            # sent when it is left, not at every key: a click on a button must not overtake it
            "value": Text(
                description="Giá trị",
                style=LABEL,
                layout=Layout(width=NARROW),
                continuous_update=False,
            ),
            "suppose": button("Giả định", self.suppose),
            "remove": button("Coi như chưa có số này", self.remove),
            "reset": button("Bỏ mọi giả định", self.reset),
        }
        buttons = ("value", "suppose", "remove", "reset")
        rows = (("unit",), ("area",), ("figure",), ("level", "period"), buttons)
        super().__init__(reviews, made, rows)
        self._offer()

    @property
    def key(self) -> Key:
        """The figure that is chosen."""
        return Key(self.chosen("figure"), self.chosen("period"), self.chosen("level"))

    @property
    def what_if(self) -> WhatIf:
        """What moves with all that has been supposed."""
        return what_if(self._review, self.changes)

    @property
    def frame(self) -> pd.DataFrame:
        """The numbers that move."""
        return self.what_if.frame

    @property
    def file_name(self) -> str:
        return f"{self.chosen('unit')}-gia-dinh"

    def suppose(self) -> None:
        """Suppose the value for the figure that is chosen; a value that cannot be says why."""
        self._change({**self.changes, self.key: self.chosen("value").strip()})

    def remove(self) -> None:
        """Suppose that nobody had stated the figure that is chosen."""
        self._change({**self.changes, self.key: None})

    def reset(self) -> None:
        """Suppose nothing any more."""
        self._change({})

    def pages(self) -> Iterable[Page]:
        if self._fault:
            raise self._fault
        if self.changes:
            yield Page(tuple(self.what_if.blocks()))
        else:
            told = Paragraph((HOW + NOTHING_WRITTEN,))
            yield Page((*banner(self._review.folder.unit), told))

    def settle(self, name: str) -> None:
        self._fault = None
        if name == "unit":
            self.changes = {}
            periods = [(period_name(period), period) for period in periods_of(self._review)]
            refill(self.choices["period"], periods)
        if name in ("unit", "area"):
            figures = indicators(self.chosen("area"), self._review, reported=True)
            refill(self.choices["figure"], figures)
        indicator = CATALOGUE[self.chosen("figure")]
        refill(self.choices["level"], levels(indicator.levels, self._review))
        if name in ("unit", "area", "figure") and self.key not in self._review.ledger:
            known = known_levels(indicator, self._review, [self.chosen("period")])
            self.choices["level"].value = known[0]
        self._offer()

    def _change(self, changes: dict[Key, str | None]) -> None:
        try:
            what_if(self._review, changes)
        except UsageError as error:
            self._fault = error
        else:
            self.changes, self._fault = changes, None
        self.redraw()

    def _offer(self) -> None:
        """Begin with the figure as it is stated."""
        known = self._review.ledger.get(self.key)
        self.choices["value"].value = known.text if known else ""

    @property
    def _review(self) -> Review:
        return self.reviews[self.chosen("unit")]


def suppose(district: str = "", data: str | Path = "") -> Supposer:
    """A panel to try what would move if a figure were another one; nothing is written.

    It opens on `district`, else the first unit that has figures. Raises what `load_review` raises.
    """
    reviews = Reviews(data)
    unit = reviews.default(district)
    return Supposer(reviews, unit, _first_figure(reviews[unit]))


def _first_figure(review: Review) -> Key:
    """A figure on which a key figure of the second year rests, else the first that is stated."""
    asked = [key for key in review.ledger if key.period == review.second and _is_key(key)]
    roots = review.ledger.roots(asked[:1])
    first = next(iter(CATALOGUE))
    level = known_levels(CATALOGUE[first], review, [review.second])[0]
    return next(iter([*roots, Key(first, review.second, level)]))


def _is_key(key: Key) -> bool:
    indicator = CATALOGUE[key.code]
    return indicator.shown == "headline" and indicator.is_share
