"""JUDGE a unit: two years, change, target, verdict, findings -> one frozen Review."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from .catalogue import AREAS, CATALOGUE, WHOLES
from .checks import Evidence, Finding, reconcile
from .errors import CchcError, Fault, UsageError
from .field_ledgers import measure_fields
from .folder import Input, UnitFolder, read_folder
from .glance import Glance
from .indicator import LEVELS, Indicator, Whole
from .judge import Target, Verdict, change, read_off, targets_for, verdict
from .ledger import Key, Known, Ledger
from .measure import measure
from .periods import parse_period
from .registers import find_data
from .registry import has_figures


@dataclass(frozen=True)
class Line:
    """One indicator at one level over the two years: what a row of a table and a sentence say."""

    indicator: Indicator
    level: str
    first: Known | None
    second: Known | None
    change: Fraction | None
    is_comparable: bool
    targets: tuple[Target, ...]
    verdict: Verdict

    @property
    def goal(self) -> Target | None:
        """The target that counts in the end."""
        return self.targets[-1] if self.targets else None


@dataclass(frozen=True, repr=False)
class Review(Glance):
    """The two-year review of a unit: everything that its report says, before any word is chosen."""

    folder: UnitFolder
    first: str
    second: str
    ledger: Ledger
    findings: tuple[Finding, ...]
    lines: tuple[Line, ...]
    as_of: date
    communes: Mapping[str, UnitFolder] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    catalogue: Mapping[str, Indicator] = field(default_factory=lambda: CATALOGUE)
    wholes: tuple[Whole, ...] = WHOLES
    fields: Mapping[str, Ledger] = field(default_factory=dict)

    @property
    def span(self) -> str:
        """The period of the whole review, such as "2021-2022"."""
        return f"{self.first}-{self.second}"

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Every file that was read, by sha256: the unit's, the registers, its communes' folders."""
        folders = (self.folder, *self.communes.values())
        files = {entry for folder in folders for entry in folder.inputs}
        return tuple(sorted(files, key=lambda entry: entry.path))

    def years(self, code: str, level: str) -> tuple[Key, Key]:
        """The keys of an indicator for the two years."""
        return Key(code, self.first, level), Key(code, self.second, level)

    def area(self, code: str) -> list[Line]:
        """The lines of an area, in the catalogue's order. Raises KeyError for an unknown one."""
        AREAS[code]
        return [line for line in self.lines if line.indicator.area == code]

    def others(self, area: str) -> Iterator[tuple[Key, Known]]:
        """What is known of an area for periods other than the two years."""
        years = (self.first, self.second)
        for key, known in self.ledger.items():
            if self.catalogue[key.code].area == area and key.period not in years:
                yield key, known

    @property
    def is_blocked(self) -> bool:
        """Whether figures contradict each other so that they cannot all be true."""
        return any(finding.severity == "block" for finding in self.findings)


def load_review(district: str, first_year: int, second_year: int, data: str | Path = "") -> Review:
    """The review of the unit `district` over two years, from the nearest `data/` or the one named.

    Raises `CchcError` with every fault of the unit's files at once, `UsageError` for an unknown
    unit or for years that are no two years in order.
    """
    root = find_data(Path(data) if data else None)
    folder = read_folder(str(district), root)
    mandate = folder.office.mandate
    years = first_year or mandate.first_year, second_year or mandate.second_year
    first, second = review_years(*years)
    _require_periods(folder, first, second)
    communes, unreadable = _communes(folder)
    return build_review(folder, first, second, communes, unreadable)


def build_review(
    folder: UnitFolder,
    first: str,
    second: str,
    communes: Mapping[str, UnitFolder] | None = None,
    unreadable: Mapping[str, str] | None = None,
) -> Review:
    """The review of a folder that has been read; a pure function of its arguments."""
    span = f"{first}-{second}"
    ledger = measure(folder.figures, folder.sources, span, unit_level=folder.unit.level)
    fields = measure_fields(folder.latest_fields, folder.sources, span, folder.unit.level)
    below = communes or {}, unreadable or {}
    findings = reconcile(Evidence(folder, ledger, first, second, *below, fields=fields))
    as_of = _as_of(folder, second)
    lines = tuple(_lines(folder, ledger, findings, (first, second), as_of))
    return Review(folder, first, second, ledger, findings, lines, as_of, *below, fields=fields)


def review_years(first_year: int, second_year: int) -> tuple[str, str]:
    """The two years of a review as periods. Raises UsageError where they are no such thing."""
    try:
        first, second = int(first_year), int(second_year)
    except (TypeError, ValueError):
        first, second = 0, 0
    if not 1990 <= first < second <= 2100:
        what = f"hai năm {first_year!r} và {second_year!r} không lập thành kỳ đánh giá"
        mend = "dùng hai năm dương lịch, năm trước nhỏ hơn năm sau, ví dụ 2021 và 2022"
        raise UsageError([Fault(what, "first_year, second_year", mend)])
    return str(first), str(second)


def _require_periods(folder: UnitFolder, first: str, second: str) -> None:
    known = set(folder.periods["period"])
    choices = f", hoặc chọn trong các kỳ: {', '.join(sorted(known))}" if known else ""
    faults = [
        Fault(
            f"kỳ {year} không có trong periods.csv của {folder.unit.title}",
            f"{folder.data.name}/{folder.unit.id}/periods.csv",
            f"thêm dòng của kỳ {year}{choices}",
        )
        for year in (first, second)
        if year not in known
    ]
    if faults:
        raise CchcError(faults)


def _communes(folder: UnitFolder) -> tuple[dict[str, UnitFolder], dict[str, str]]:
    """The communes of a district that have folders of their own, and why some cannot be read."""
    readable, unreadable = {}, {}
    below = folder.units[folder.units["parent"] == folder.unit.id]
    for row in below.itertuples():
        if row.level == "commune" and has_figures(folder.data / row.id):
            try:
                readable[row.id] = read_folder(row.id, folder.data)
            except CchcError as error:
                unreadable[row.id] = "; ".join(fault.what for fault in error.faults)
    return readable, unreadable


def _as_of(folder: UnitFolder, second: str) -> date:
    """The day on which targets are judged: the end of the period or, unstated, of the request."""
    ends = dict(zip(folder.periods["period"], folder.periods["end"], strict=True))
    return ends.get(second) or folder.office.mandate.request_date or parse_period(second).end


def _lines(folder, ledger, findings, years: tuple[str, str], as_of: date) -> Iterator[Line]:
    incomparable = {pair for finding in findings for pair in finding.incomparable}
    own_blocks = (f for f in findings if f.severity == "block" and not f.field)
    blocked = (finding.keys for finding in own_blocks)
    incomparable |= {(key.code, key.level) for keys in blocked for key in keys}
    own, asked = folder.lineage, read_off(folder.targets)
    for indicator in CATALOGUE.values():
        for level in _levels_to_show(indicator, asked, ledger, years):
            first, second = (ledger.get(Key(indicator.code, year, level)) for year in years)
            targets = targets_for(asked, indicator.code, level, own)
            if first or second or targets:
                yield Line(
                    indicator,
                    level,
                    first,
                    second,
                    change(indicator, first, second),
                    (indicator.code, level) not in incomparable,
                    targets,
                    verdict(second, targets, as_of),
                )


def _levels_to_show(
    indicator: Indicator, asked: tuple[Target, ...], ledger: Ledger, years: tuple[str, str]
) -> list[str]:
    """The levels with numbers; without any, those that a target asks for, or all at once."""
    with_data = [
        level
        for level in indicator.levels
        if any(Key(indicator.code, year, level) in ledger for year in years)
    ]
    named = {target.level for target in asked if target.indicator == indicator.code}
    by_name = [level for level in indicator.levels if level in named - {"all"}]
    levels = with_data or by_name or [indicator.levels[-1]]
    return sorted(levels, key=LEVELS.index)
