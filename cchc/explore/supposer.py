"""`suppose`: figures changed by hand, in memory, and what moves with them."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pandas as pd

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
from ..what_if import WhatIf, supposable, what_if
from .choices import (
    MIDDLE,
    WIDE,
    Field,
    Options,
    areas,
    button,
    choice,
    indicators,
    levels,
    refill,
    sent,
)
from .panel import Page, Panel
from .reviews import Reviews

HOW = "Chọn một số liệu, ghi giá trị giả định rồi bấm “Giả định”; có thể giả định nhiều số. "


class Supposer(Panel):
    """Choices: unit, area, figure, level, period, value; `changes` is what has been supposed."""

    titles = ("Hiện nay và giả định",)

    def __init__(self, reviews: Reviews, unit: str, key: Key):
        self.clicked_together: dict[str, dict[Key, str | None]] = {}
        self._fault: UsageError | None = None
        self._offered: tuple[str, Key, str] | None = None
        self._left: tuple[datetime, str, Key, str] | None = None
        review, indicator = reviews[unit], CATALOGUE[key.code]
        figures = indicators(indicator.area, review, reported=True)
        made = {
            "unit": choice("Đơn vị", reviews.options, unit, MIDDLE),
            "area": choice("Lĩnh vực", areas(), indicator.area, WIDE),
            "figure": choice("Số liệu", figures, key.code, WIDE),
            "level": choice("Cấp", levels(indicator.levels, review), key.level),
            "period": choice("Kỳ", _periods(review), key.period),
            "value": Field("Giá trị", self.on_click(self._suppose, "value")),
            "suppose": button("Giả định", self.on_click(self._suppose)),
            "remove": button("Coi như chưa có số này", self.on_click(self._remove)),
            "reset": button("Bỏ mọi giả định", self.on_click(self._reset)),
        }
        buttons = ("value", "suppose", "remove", "reset")
        rows = (("unit",), ("area",), ("figure",), ("level", "period"), buttons)
        super().__init__(reviews, made, rows)

    @property
    def key(self) -> Key:
        """The figure that is chosen."""
        return Key(self.chosen("figure"), self.chosen("period"), self.chosen("level"))

    @property
    def changes(self) -> dict[Key, str | None]:
        """What has been supposed of the unit."""
        return self.clicked_together.get(self.chosen("unit"), {})

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
        self.redraw(act=self._suppose)

    def remove(self) -> None:
        """Suppose that nobody had stated the figure that is chosen."""
        self.redraw(act=self._remove)

    def reset(self) -> None:
        """Suppose nothing any more."""
        self.redraw(act=self._reset)

    def pages(self) -> Iterable[Page]:
        if self._fault:
            raise self._fault
        if self.changes:
            yield Page(tuple(self.what_if.blocks()))
        else:
            told = Paragraph((HOW + NOTHING_WRITTEN,))
            yield Page((*banner(self._review.folder.unit), told))

    def settle(self) -> None:
        self._fault = None
        unit, before = self.chosen("unit"), self._offered
        refill(self.choices["unit"], self.reviews.options)
        refill(self.choices["period"], _periods(self._review))
        figures = indicators(self.chosen("area"), self._review, reported=True)
        refill(self.choices["figure"], figures)
        indicator = CATALOGUE[self.chosen("figure")]
        refill(self.choices["level"], levels(indicator.levels, self._review))
        is_another = before and (before[0], before[1].code) != (unit, indicator.code)
        if is_another and self.key not in self._review.ledger:
            known = known_levels(indicator, self._review, [self.chosen("period")])
            self.choices["level"].value = known[0]
        known = self._review.ledger.get(self.key)
        self._offer((unit, self.key, known.text if known else ""))

    def _offer(self, stated: tuple[str, Key, str]) -> None:
        """Begin with the figure as it is stated, unless something was typed over that already."""
        field, before, self._offered = self.choices["value"], self._offered, stated
        if before and before[:2] == stated[:2]:
            is_new = field.value == before[2]
        else:
            is_new = field.typed <= sent()
            self._left = before and (sent(), *before[:2], field.value)
        if is_new:
            field.value = stated[2]

    def _meant(self) -> tuple[str, Key, str]:
        """What a click is about: a choice that was made after it may have come before it."""
        if self._left and sent() < self._left[0]:
            return self._left[1:]
        return self.chosen("unit"), self.key, self.chosen("value").strip()

    def _suppose(self) -> None:
        unit, key, value = self._meant()
        self._change(unit, {**self.clicked_together.get(unit, {}), key: value})

    def _remove(self) -> None:
        unit, key, _ = self._meant()
        self._change(unit, {**self.clicked_together.get(unit, {}), key: None})

    def _reset(self) -> None:
        self._change(self.chosen("unit"), {})

    def _change(self, unit: str, changes: dict[Key, str | None]) -> None:
        try:
            supposable(changes, self.reviews[unit])
        except UsageError as error:
            self._fault = error
        else:
            self.clicked_together = {**self.clicked_together, unit: changes}

    @property
    def _review(self) -> Review:
        return self.reviews[self.chosen("unit")]


def _periods(review: Review) -> Options:
    return [(period_name(period), period) for period in periods_of(review)]


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
