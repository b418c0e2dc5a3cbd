"""`beside`: two units, or two levels of one, beside each other."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from ..compare import Comparison, compare
from ..indicator import LEVELS
from .choices import MIDDLE, WIDE, Options, areas, choice, levels, refill
from .panel import Page, Panel
from .reviews import Reviews


class Besider(Panel):
    """Choices: a unit and a level on the left and on the right ("" is each level), an area."""

    titles = ("Bảng", "Biểu đồ")
    formats = ("CSV", "SVG", "PNG")

    def __init__(self, reviews: Reviews, left: tuple[str, str], right: tuple[str, str]):
        made = {
            "left": choice("Bên trái", reviews.options, left[0], MIDDLE),
            "left_level": choice("Cấp", _levels(reviews, left[0]), left[1]),
            "right": choice("Bên phải", reviews.options, right[0], MIDDLE),
            "right_level": choice("Cấp", _levels(reviews, right[0]), right[1]),
            "area": choice("Lĩnh vực", areas(every=True), "procedures", WIDE),
        }
        rows = (("left", "left_level"), ("right", "right_level"), ("area",))
        super().__init__(reviews, made, rows)

    @property
    def comparison(self) -> Comparison:
        """What is shown."""
        sides = (
            (self.reviews[self.chosen(side)], self.chosen(f"{side}_level"))
            for side in ("left", "right")
        )
        return compare(*sides, area=self.chosen("area"))

    @property
    def frame(self) -> pd.DataFrame:
        """The comparison, a row an indicator and level."""
        return self.comparison.frame

    @property
    def file_name(self) -> str:
        names = ("left", "left_level", "right", "right_level", "area")
        return "-".join(filter(None, map(self.chosen, names)))

    def pages(self) -> Iterable[Page]:
        both = self.comparison
        yield Page(tuple(both.blocks()), interactive=True)
        yield Page(both.chart().blocks)

    def settle(self) -> None:
        for side in ("left", "right"):
            refill(self.choices[side], self.reviews.options)
            refill(self.choices[f"{side}_level"], _levels(self.reviews, self.chosen(side)))


def beside(district: str = "", other: str = "", data: str | Path = "") -> Besider:
    """A panel that puts two units, or two levels of one, beside each other.

    It opens on `district`, else the first unit that has figures, beside `other`, else the next
    one; where there is only one, its own agencies stand beside those below it. Raises what
    `compare` raises.
    """
    reviews = Reviews(data)
    first = reviews.default(district)
    rest = [id_ for _, id_ in reviews.options if id_ != first]
    if other or rest:
        return Besider(reviews, (first, ""), (reviews.default(other or rest[0]), ""))
    own = LEVELS.index(reviews[first].folder.unit.level)
    return Besider(reviews, (first, LEVELS[own]), (first, LEVELS[min(own + 1, 2)]))


def _levels(reviews: Reviews, unit: str) -> Options:
    own = LEVELS.index(reviews[unit].folder.unit.level)
    return levels(LEVELS[own:], reviews[unit], "từng cấp")
