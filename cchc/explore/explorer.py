"""`explore`: one indicator of a unit, chosen by hand, as a chart, a table and its arithmetic."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from ..catalogue import CATALOGUE
from ..errors import Fault, UsageError
from ..glance import banner
from ..question import indicator_asked, level_asked
from ..review import Review
from ..view import View, view
from .choices import MIDDLE, WIDE, Ticks, areas, choice, indicators, levels, periods, refill
from .panel import Page, Panel
from .reviews import Reviews


class Explorer(Panel):
    """Choices: unit, area, indicator, level ("" is every one that has a number), periods."""

    titles = ("Biểu đồ và bảng", "Cách tính và nguồn")
    formats = ("CSV", "SVG", "PNG")

    def __init__(self, reviews: Reviews, unit: str, code: str, level: str):
        review = reviews[unit]
        indicator = CATALOGUE[code]
        ticked = (review.first, review.second)
        made = {
            "unit": choice("Đơn vị", reviews.options, unit, MIDDLE),
            "area": choice("Lĩnh vực", areas(), indicator.area, WIDE),
            "indicator": choice("Chỉ tiêu", indicators(indicator.area, review), code, WIDE),
            "level": choice("Cấp", levels(indicator.levels, review, "mọi cấp"), level),
            "periods": Ticks("Kỳ", periods(indicator, review), ticked),
        }
        rows = (("unit", "level"), ("area",), ("indicator",), ("periods",))
        super().__init__(reviews, made, rows)

    @property
    def view(self) -> View:
        """What is shown. Raises UsageError where no period is ticked."""
        ticked = self.chosen("periods")
        if not ticked:
            raise UsageError([Fault("chưa chọn kỳ nào", "Kỳ", "đánh dấu ít nhất một kỳ")])
        return view(self.chosen("indicator"), self._review, self.chosen("level"), ticked)

    @property
    def frame(self) -> pd.DataFrame:
        """The numbers that are shown, as in indicators.csv."""
        return self.view.frame

    @property
    def file_name(self) -> str:
        level = self.chosen("level")
        return "-".join(filter(None, (self.chosen("unit"), self.chosen("indicator"), level)))

    def pages(self) -> Iterable[Page]:
        shown = self.view
        known = [key for key in shown.keys if key in shown.review.ledger]
        yield Page((*shown.head(), *shown.chart(), shown.table()), interactive=True)
        explained = shown.explained((known or shown.keys)[-1])
        yield Page((*banner(shown.review.folder.unit), *explained))

    def settle(self) -> None:
        refill(self.choices["unit"], self.reviews.options)
        refill(self.choices["indicator"], indicators(self.chosen("area"), self._review))
        indicator = CATALOGUE[self.chosen("indicator")]
        refill(self.choices["level"], levels(indicator.levels, self._review, "mọi cấp"))
        years = (self._review.first, self._review.second)
        self.choices["periods"].refill(periods(indicator, self._review), years)

    @property
    def _review(self) -> Review:
        return self.reviews[self.chosen("unit")]


def explore(
    district: str = "", indicator: str = "", level: str = "", data: str | Path = ""
) -> Explorer:
    """A panel to choose a unit, an area, an indicator, a level and periods in JupyterLab.

    It opens on `district`, else the first unit that has figures, and on `indicator`, else the
    first one of a report's key figures that the unit has. Where there are no widgets (papermill,
    print, a terminal), it is what it shows. Raises what `view` raises.
    """
    reviews = Reviews(data)
    unit = reviews.default(district)
    review = reviews[unit]
    asked = indicator_asked(indicator or first_of_interest(review), review)
    return Explorer(reviews, unit, asked.code, level and level_asked(level, asked))


def first_of_interest(review: Review) -> str:
    """The first share among the key figures that the unit has, else the first indicator it has."""
    held = dict.fromkeys(key.code for key in review.ledger)
    key_figures = [
        code for code in held if CATALOGUE[code].shown == "headline" and CATALOGUE[code].is_share
    ]
    return next(iter([*key_figures, *held, *CATALOGUE]))
