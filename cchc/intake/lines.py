"""Which lines the workbook has: an indicator, a level and a way of stating it, over the periods."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..catalogue import CATALOGUE
from ..indicator import LEVELS, Indicator
from ..registers import Unit

Values = Mapping[str, str]
SHARED = ("qualifier", "source", "place", "note")
"""What all values of one line have in common."""


@dataclass(frozen=True)
class Line:
    """One line of an area's sheet: the texts of its values by period, and what they share."""

    code: str
    level: str
    shared: Values = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    @property
    def indicator(self) -> Indicator:
        return CATALOGUE[self.code]


def lines(area: str, unit: Unit, figures: Iterable[Values], periods: Iterable[str]) -> list[Line]:
    """The lines of an area, in the order of the catalogue.

    Each indicator that is reported has a line for every level below the unit's own; figures that
    differ in qualifier, source, place or note, and a fact that is stated twice, have lines of
    their own. Figures of other periods are left out.
    """
    shown = set(periods)
    stated: dict[tuple[str, str], list[Line]] = {}
    for figure in figures:
        if figure["period"] in shown and CATALOGUE[figure["code"]].area == area:
            same = stated.setdefault((figure["code"], figure["level"]), [])
            _line_for(figure, same).values[figure["period"]] = figure["value"]
    found = []
    for code, indicator in CATALOGUE.items():
        if indicator.area == area and not indicator.is_computed:
            for level in levels_of(indicator, unit, {lv for c, lv in stated if c == code}):
                found += stated.get((code, level)) or [Line(code, level)]
    return found


def _line_for(figure: Values, same: list[Line]) -> Line:
    shared = {column: figure[column] for column in SHARED}
    for line in same:
        if line.shared == shared and figure["period"] not in line.values:
            return line
    same.append(Line(figure["code"], figure["level"], shared))
    return same[-1]


def levels_of(indicator: Indicator, unit: Unit, stated: Iterable[str] = ()) -> list[str]:
    """The levels at which a unit may state an indicator, and those at which it does.

    >>> from datetime import date
    >>> unit = Unit("xa-x", "", "X", "xã", "commune", "", None, None, True)
    >>> levels_of(CATALOGUE["dossiers_received"], unit), levels_of(CATALOGUE["households"], unit)
    (['commune'], ['all'])
    """
    rank = LEVELS.index(unit.level)
    own = {lv for lv in indicator.levels if lv == "all" or LEVELS.index(lv) >= rank}
    if unit.level == "commune" and "commune" in own:
        own.discard("all")  # of a commune, both would say the same
    return [level for level in indicator.levels if level in own or level in stated]
