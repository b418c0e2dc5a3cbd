"""What `data/` says of a unit, as texts: what its workbook is filled with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from os.path import abspath
from pathlib import Path

from ..catalogue import CATALOGUE
from ..cells import BadCell
from ..errors import Fault, UsageError
from ..folder import read_folder
from ..periods import parse_period
from ..registers import Unit
from ..registry import sound_registry
from .office_rows import drafted, office_values
from .proposal import SHAPES
from .standing import standing

Values = Mapping[str, str]
EMPTY_LINES = 12
"""Lines for more periods or sources, beside those that are there."""


@dataclass(frozen=True)
class UnitFacts:
    """A unit and the rows of its files; of one without a folder, what the register says.

    `is_new`: nothing stands in `data/` yet. `asked` are the periods that the workbook is for.
    """

    unit: Unit
    asked: tuple[str, ...]
    figures: tuple[Values, ...] = ()
    periods: tuple[Values, ...] = ()
    sources: tuple[Values, ...] = ()
    office: Mapping[tuple[str, str], str] = field(default_factory=dict)
    is_new: bool = True

    @property
    def source_lines(self) -> int:
        """How many lines the sheet of sources has."""
        return len(self.sources) + EMPTY_LINES

    def shown(self, area: str) -> tuple[str, ...]:
        """The periods of an area's columns, as they follow each other.

        They are those that were asked for, and every shorter or longer one within their years for
        which the unit has figures in the area.
        """
        years = {year for text in self.asked for year in parse_period(text).years}
        found = set(self.asked)
        for figure in self.figures:
            period = parse_period(figure["period"])
            if CATALOGUE[figure["code"]].area == area and years.issuperset(period.years):
                found.add(period.id)
        return tuple(sorted(found, key=_age))

    @property
    def stated(self) -> Iterable[Values]:
        """The figures that the workbook shows."""
        shown = {area: set(self.shown(area)) for area in {i.area for i in CATALOGUE.values()}}
        return (f for f in self.figures if f["period"] in shown[CATALOGUE[f["code"]].area])


def unit_facts(unit_id: str, data: Path, asked: Iterable[str]) -> UnitFacts:
    """What is known of a unit. Without `asked`, the workbook is for all years that it has.

    Raises `UsageError` for a unit that is not registered, or where no year is known, and
    `CchcError` with the faults of its files.
    """
    data = Path(abspath(data))
    unit = sound_registry(data).unit(unit_id)
    folder = data / unit.id
    chosen = _checked(asked)
    if not folder.is_dir():
        periods = chosen or _refuse_without_years(unit)
        office = {
            (row.values["section"], row.values["key"]): row.values["value"]
            for row in drafted(unit, map(parse_period, periods))
        }
        return UnitFacts(unit, periods, periods=tuple(map(_whole_year, periods)), office=office)
    read_folder(unit.id, data)  # raises the faults of all files
    rows = {
        name: tuple(
            record.values for record in standing(folder / name, data, shape.columns).records
        )
        for name, shape in SHAPES.items()
        if name in ("figures.csv", "periods.csv", "sources.csv")
    }
    office = office_values((folder / "office.toml").read_text(encoding="utf-8-sig"))
    years = chosen or _years_of(rows["figures.csv"], office)
    known = {row["period"] for row in rows["periods.csv"]}
    new = (_whole_year(period) for period in years if period not in known)
    periods = (*rows["periods.csv"], *new)
    return UnitFacts(unit, years, rows["figures.csv"], periods, rows["sources.csv"], office, False)


def _checked(asked: Iterable[str]) -> tuple[str, ...]:
    periods, faults = [], []
    for text in asked:
        try:
            periods.append(parse_period(text).id)
        except BadCell as bad:
            faults.append(Fault(bad.what, "--years", bad.mend))
    if faults:
        raise UsageError(faults)
    return tuple(sorted(dict.fromkeys(periods), key=_age))


def _refuse_without_years(unit: Unit) -> tuple[str, ...]:
    what = f"đơn vị '{unit.id}' chưa có số liệu, nên chưa biết làm bảng tính cho năm nào"
    raise UsageError([Fault(what, "--years", "ghi các năm, ví dụ --years 2021 2022")])


def _years_of(figures: Iterable[Values], office: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    """The two years of the review, and every year that has figures."""
    years = {office["mandate", "first_year"], office["mandate", "second_year"]}
    for figure in figures:
        years.update(map(str, parse_period(figure["period"]).years))
    return tuple(sorted(years))


def _whole_year(period: str) -> Values:
    """A row for a period by the calendar; whether it is complete is for the office to say."""
    known = parse_period(period)
    return {
        "period": period,
        "start": known.start.isoformat(),
        "end": known.end.isoformat(),
        "complete": "",
        "note": "",
    }


def _age(period: str) -> tuple:
    known = parse_period(period)
    return known.end, -known.start.toordinal()  # what a year has in it comes before the year
