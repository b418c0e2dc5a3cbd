"""The faults of a unit's files as an import would leave them, each where the import stated it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ..csvfile import Table
from ..dossier_fields import FIELDS_FILE, fields_table
from ..errors import CchcError, Fault
from ..figures import figures_table
from ..office import parse_office
from ..textfile import read_text
from ..unit_registers import read_documents, read_periods, read_sources
from .layout import SOURCES
from .proposal import Stated
from .standing import Record

Rows = Mapping[str, tuple[tuple[Record, Stated | None], ...]]

_COLUMN = re.compile(r", cột (\w+)$")
_KEY = re.compile(r", \[(\w+)\](?:, khóa (\w+))?$")


def faults_in(copy: Path, data: Path, unit_id: str, rows: Rows) -> Iterator[Fault]:
    """Every fault of the files that stand in `copy`, and of the documents that refer to them.

    `rows` are those files' rows, each with what stated it: its faults are named by that place, and
    the faults of what stood there before by file and line.
    """
    folder = copy / unit_id
    periods = read_periods(folder / "periods.csv", copy)
    sources = read_sources(folder / "sources.csv", copy)
    figures = figures_table(folder / "figures.csv", copy, periods, sources)
    tables = {"sources.csv": sources, "periods.csv": periods, "figures.csv": figures}
    by_field = folder / FIELDS_FILE
    if by_field.exists():
        tables[FIELDS_FILE] = fields_table(by_field, copy, periods, sources)
    for name, table in tables.items():
        yield from _named_by_origin(table, rows[name])
    yield from read_documents(data / unit_id / "documents.csv", data, sources).faults
    yield from _office_faults(folder / "office.toml", copy, rows["office.toml"])


def _named_by_origin(table: Table, rows: tuple[tuple[Record, Stated | None], ...]):
    lines = {row.line: stated for row, (_, stated) in zip(table.rows, rows, strict=False)}
    for line, fault in sorted(table.marks, key=lambda mark: mark[0]):
        stated = lines.get(line)
        column = _COLUMN.search(fault.where)
        name = column[1] if column else ""
        where = stated.place(name) if stated else ""
        if stated and name == "source" and name in stated.cells:
            fault = _in_words_of_the_workbook(fault)
        yield replace(fault, where=where) if where else fault


def _in_words_of_the_workbook(fault: Fault) -> Fault:
    """An unknown source as who fills in a workbook knows it: by its sheet, not by its file."""
    here = f"ở trang '{SOURCES}'"
    what = fault.what.replace("trong sources.csv", here)
    mend = fault.mend.replace("hi id của một nguồn trong sources.csv", f"hi một mã có {here}")
    return replace(fault, what=what, mend=mend)


def _office_faults(path: Path, data: Path, rows) -> Iterator[Fault]:
    places = {(r.values["section"], r.values["key"]): r.place("value") for _, r in rows}
    for fault in _faults(lambda: parse_office(read_text(path, data, ""))):
        at = _KEY.search(fault.where)
        where = places.get((at[1], at[2])) if at else ""
        yield replace(fault, where=where) if where else fault


def _faults(read: Callable[[], object]) -> tuple[Fault, ...]:
    try:
        read()
    except CchcError as error:
        return error.faults
    return ()
