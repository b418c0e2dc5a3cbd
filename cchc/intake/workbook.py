"""WRITE the workbook that an office fills in: made from the catalogue, filled with what stands."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

from ..catalogue import AREAS
from ..errors import CchcError, Fault
from .area_plan import AreaPlan
from .area_sheet import AreaSheet
from .cell_formulas import Cells, Term
from .fact_sheets import (
    write_base,
    write_guide,
    write_lists,
    write_office,
    write_periods,
    write_sources,
)
from .layout import BASE, GUIDE, LISTS, OFFICE, PERIODS, SOURCES
from .lines import lines
from .sheets import cell_name
from .styles import styles
from .unit_facts import UnitFacts, unit_facts

LONGEST_TEXT = 32_767
"""Characters in one cell of a workbook."""
_NO_DAY = datetime(2000, 1, 1)
"""The same figures make the same bytes: a workbook does not say when it was made."""


def workbook(unit_id: str, data: Path, asked: Iterable[str] = ()) -> bytes:
    """The workbook of a unit as an .xlsx, for these periods or for all years it has figures for.

    Text is always written as text: what begins with `=` is no formula. Computed cells hold their
    value too, so that a reader that works nothing out sees it. Raises what `unit_facts` does, and
    `CchcError` for a text that no cell can hold.
    """
    import xlsxwriter

    facts = unit_facts(unit_id, data, asked)
    _refuse_long_texts(facts)
    file = BytesIO()
    options = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(file, {**options, "strings_to_urls": False}) as book:
        book.set_properties({"title": f"Số liệu cải cách hành chính {facts.unit.title}",
                             "created": _NO_DAY})  # fmt: skip
        _fill(book, facts)
    return file.getvalue()


def _fill(book: Any, facts: UnitFacts) -> None:
    looks = styles(book)
    plans = [plan for area in AREAS if (plan := _plan(area, facts)).lines]
    names = (GUIDE, OFFICE, PERIODS, SOURCES, *(plan.name for plan in plans), LISTS, BASE)
    sheets = {name: book.add_worksheet(name) for name in names}
    write_guide(sheets[GUIDE], looks, facts)
    write_office(sheets[OFFICE], looks, facts)
    write_periods(sheets[PERIODS], looks, facts)
    write_sources(sheets[SOURCES], looks, facts)
    labels = write_lists(sheets[LISTS], looks)
    cells = Cells(_finder(plans, facts), facts.unit.level)
    for plan in plans:
        AreaSheet(sheets[plan.name], looks, facts, labels[plan.area]).write(plan, cells)
    write_base(sheets[BASE], looks, facts, [plan.area for plan in plans])
    sheets[LISTS].hide()
    sheets[BASE].hide()


def _plan(area: str, facts: UnitFacts) -> AreaPlan:
    shown = facts.shown(area)
    return AreaPlan(area, shown, tuple(lines(area, facts.unit, facts.figures, shown)))


def _finder(plans: Sequence[AreaPlan], facts: UnitFacts):
    """Gives the cells of a figure: that of the latest source first, as a review uses it."""
    dates = {source["id"]: source["date"] for source in facts.sources}
    places: dict[tuple[str, str], list] = {}
    for plan in plans:
        for row, line in plan.numbered():
            places.setdefault((line.code, line.level), []).append((plan, row, line))
    for same in places.values():
        same.sort(key=lambda place: dates.get(place[2].shared.get("source", ""), ""), reverse=True)

    def find(code: str, period: str, level: str) -> list[Term]:
        found = []
        for plan, row, line in places.get((code, level), ()):
            column = plan.column(period)
            if column is not None:
                text = line.values.get(period, "")
                is_number = text and format(float(text), ".15g") == text
                value = Fraction(text) if is_number else None
                found.append(Term(f"'{plan.name}'!{cell_name(row, column)}", value))
        return found

    return find


def _refuse_long_texts(facts: UnitFacts) -> None:
    faults = [
        Fault(
            "có ô dài hơn 32.767 ký tự, bảng tính không chứa được",
            f"data/{facts.unit.id}/{name}, {next(iter(row.values()))}",
            "rút ngắn ô đó",
        )
        for name, rows in (
            ("figures.csv", facts.figures),
            ("periods.csv", facts.periods),
            ("sources.csv", facts.sources),
        )
        for row in rows
        if any(len(text) > LONGEST_TEXT for text in row.values())
    ]
    if faults:
        raise CchcError(faults)
