"""READ everything about one unit: its folder and the shared registers, checked as a whole."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from os.path import abspath, lexists
from pathlib import Path
from typing import TypeVar

import pandas as pd

from .csvfile import Table
from .dossier_fields import (
    FIELDS_FILE,
    NO_FIELDS,
    compared_fields,
    fields_frame,
    fields_table,
    latest_fields,
)
from .errors import CchcError, Fault, UsageError
from .figures import figures_frame, figures_table
from .narrative import Narrative, parse_narrative
from .office import Office, parse_office
from .registers import (
    Unit,
    targets_frame,
    units_frame,
)
from .registry import read_registry
from .textfile import TextFile, Undrawn, read_text, shown_path
from .unit_registers import read_documents, read_periods, read_sources

REQUIRED = ("figures.csv", "periods.csv", "sources.csv", "office.toml")
"""The files that every unit's folder has."""
OPTIONAL = ("documents.csv", FIELDS_FILE, "narrative.md")

Read = TypeVar("Read")


@dataclass(frozen=True)
class Input:
    """A file that was read: its path within the data folder, the sha256 of the bytes read, and the
    characters in it that no font at hand draws."""

    path: str
    sha256: str
    undrawn: tuple[Undrawn, ...] = ()


@dataclass(frozen=True)
class UnitFolder:
    """All that is known of a unit before anything is computed.

    Each frame has the columns of its file; `figures` has `text` (the value as typed) and `row`
    (the line) besides, `targets` has `text`. `fields` is dossiers by field, a row a number: the
    field, then the columns of `figures`; it is empty where there is no such file. Values are
    float64, days `date` or None, `complete` and `verified` bool; everything else is text, and so
    is all of `units`. All frames are shared by whoever asks: nobody changes one in place.
    """

    data: Path
    unit: Unit
    units: pd.DataFrame
    targets: pd.DataFrame
    figures: pd.DataFrame
    periods: pd.DataFrame
    sources: pd.DataFrame
    documents: pd.DataFrame
    narrative: Narrative
    office: Office
    inputs: tuple[Input, ...]
    fields: pd.DataFrame = field(default_factory=NO_FIELDS.copy)

    @cached_property
    def lineage(self) -> tuple[str, ...]:
        """The unit and its parents, nearest first: the scopes in which a target may hold for it."""
        parents = dict(zip(self.units["id"], self.units["parent"], strict=True))
        ids = [self.unit.id]
        while (parent := parents.get(ids[-1], "")) and parent not in ids:
            ids.append(parent)
        return tuple(ids)

    @cached_property
    def latest_fields(self) -> pd.DataFrame:
        """The rows of `fields` that are used: those of the latest source."""
        return latest_fields(self.fields, self.sources)

    @cached_property
    def compared_fields(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The rows of `fields` about the numbers that are used, whoever states them; the others."""
        return compared_fields(self.fields, self.latest_fields)


def read_folder(unit_id: str, data: Path) -> UnitFolder:
    """Everything about a unit, from `data/<unit_id>/` and the registers in `data`.

    Raises `UsageError` for an id that is not in the register or has no folder, and `CchcError`
    with every fault of every file. Each file's bytes are read once.
    """
    data = Path(abspath(data))
    registry = read_registry(data)
    unit = registry.unit(unit_id)
    folder = folder_of(unit, data)
    periods = read_periods(folder / "periods.csv", data)
    sources = read_sources(folder / "sources.csv", data)
    documents = read_documents(folder / "documents.csv", data, sources)
    figures = figures_table(folder / "figures.csv", data, periods, sources)
    fields = fields_table(folder / FIELDS_FILE, data, periods, sources)
    tables = (registry.units, registry.targets, periods, sources, figures, fields, documents)
    texts = _Texts(data)
    narrative = texts.read(folder / "narrative.md", parse_narrative, absent=Narrative())
    office = texts.read(folder / "office.toml", parse_office)
    _refuse([fault for table in tables for fault in table.faults] + texts.faults)
    return UnitFolder(
        data,
        unit,
        units_frame(registry.units),
        targets_frame(registry.targets),
        figures_frame(figures),
        periods.frame(start="object", end="object", complete="bool"),
        sources.frame(date="object"),
        documents.frame(date="object"),
        narrative,
        office,
        _inputs(data, [*tables, *texts.files]),
        fields_frame(fields),
    )


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise CchcError(faults)


class _Texts:
    """The files that are no tables: what was read, and the faults."""

    def __init__(self, data: Path):
        self.data = data
        self.files: list[TextFile] = []
        self.faults: list[Fault] = []

    def read(
        self, path: Path, parse: Callable[[TextFile], Read], absent: Read | None = None
    ) -> Read | None:
        """What `parse` makes of a file; `absent` where there is none, None where it has faults."""
        if absent is not None and not lexists(path):
            return absent
        try:
            file = read_text(path, self.data, "chép tệp này từ thư mục của một đơn vị khác rồi sửa")
            self.files.append(file)
            return parse(file)
        except CchcError as error:
            self.faults += error.faults
            return None


def folder_of(unit: Unit, data: Path) -> Path:
    """The folder of a unit. Raises UsageError where there is none."""
    folder = data / unit.id
    if folder.is_dir():
        return folder
    what = f"đơn vị '{unit.id}' chưa có thư mục số liệu"
    mend = f"tạo thư mục này với các tệp: {', '.join(REQUIRED)}"
    raise UsageError([Fault(what, f"{shown_path(folder, data)}/", mend)])


def _inputs(data: Path, files: Iterable[Table | TextFile]) -> tuple[Input, ...]:
    """The files that were there, by path; each is shown below the data folder's own name."""
    read = (
        Input(file.shown.removeprefix(f"{data.name}/"), file.sha256, file.undrawn)
        for file in files
        if file.sha256
    )
    return tuple(sorted(read, key=lambda entry: entry.path))
