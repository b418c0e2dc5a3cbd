"""The input files of a unit's report, read once: what is hashed is what is reviewed."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .errors import CchcError, Fault, UsageError
from .folder import OPTIONAL, REQUIRED, folder_of
from .gather import registry_for
from .office import parse_office
from .registers import Unit
from .registry import Registry, has_figures, sound_registry
from .review import load_review, review_years
from .textfile import read_bytes, read_text, shown_path

REGISTERS = ("units.csv", "targets.csv")
TRIES = 3
PAUSE = 0.2
"""Seconds for somebody else's writing to end."""


@dataclass(frozen=True)
class Survey:
    """What stands in a data folder for the units that were asked for.

    `first_year` and `second_year` are None where each unit's `office.toml` is to say them.
    """

    data: Path
    first_year: str | None = None
    second_year: str | None = None

    @cached_property
    def _communes(self) -> Mapping[str, list[str]]:
        """The communes below each unit."""
        below: dict[str, list[str]] = {}
        for row in sound_registry(self.data).units.rows:
            if row.values["level"] == "commune":
                below.setdefault(row.values["parent"], []).append(row.values["id"])
        return below

    def find(self, unit_ids: tuple[str, ...]) -> list[Unit]:
        """The units of some ids. Raises UsageError for all that cannot be met, at once.

        Raises CchcError for faults of the shared registers, with those of the units' own files.
        """
        registry = registry_for(unit_ids, self.data)
        found, unusable = [], []
        for unit_id in unit_ids:
            try:
                found.append(self._usable(unit_id, registry))
            except UsageError as error:
                unusable += error.faults
        if unusable:
            raise UsageError(dict.fromkeys(unusable))
        return found

    def _usable(self, unit_id: str, registry: Registry) -> Unit:
        """A unit that has a folder, and years if its office.toml can be read."""
        unit = registry.unit(unit_id)
        folder_of(unit, self.data)
        try:
            self.years(unit)
        except UsageError:
            raise
        except CchcError:
            pass  # of the unit alone: the others can be reviewed
        return unit

    def years(self, unit: Unit) -> tuple[str, str]:
        """The two years of a unit's review. Raises CchcError, also for an office.toml with faults.

        Years that were asked for come before those of `office.toml`.
        """
        first, second = self.first_year, self.second_year
        if not (first and second):
            file = read_text(self.data / unit.id / "office.toml", self.data, "")
            mandate = parse_office(file).mandate
            first, second = first or mandate.first_year, second or mandate.second_year
        return review_years(first, second)

    def snapshot(self, unit: Unit) -> dict[str, bytes]:
        """The bytes of all files that the unit's review reads, by their path in the data folder.

        Raises CchcError for one that cannot be read, and where they keep changing meanwhile.
        """
        for _ in range(TRIES):
            before = _traces(self._paths(unit))
            files = dict(self._contents(unit))
            if _traces(self._paths(unit)) == before:
                return files
            time.sleep(PAUSE)
        where = f"{shown_path(self.data / unit.id, self.data)}/"
        mend = "chờ ghi xong rồi chạy lại"
        raise CchcError([Fault("số liệu của đơn vị đang bị sửa trong lúc đọc", where, mend)])

    def traces(self, unit: Unit) -> set[tuple]:
        """What changes whenever a file that the unit's review reads is written, comes or goes.

        A trace begins with the path of its file. Raises CchcError for faults of the registers.
        """
        return {*_traces(self._paths(unit))}

    def _contents(self, unit: Unit) -> Iterator[tuple[str, bytes]]:
        for path in self._paths(unit):
            try:
                content = read_bytes(path, self.data, shown_path(path, self.data), "")
            except CchcError:
                if path.parent in (self.data, self.data / unit.id):
                    raise
                continue  # a commune that cannot be read is a finding of its district
            yield path.relative_to(self.data).as_posix(), content

    def _paths(self, unit: Unit) -> Iterator[Path]:
        for name in REGISTERS:
            yield self.data / name
        for unit_id in (unit.id, *self._communes.get(unit.id, ())):
            folder = self.data / unit_id
            if unit_id == unit.id or has_figures(folder):
                optional = (name for name in OPTIONAL if os.path.lexists(folder / name))
                yield from (folder / name for name in (*REQUIRED, *optional))

    def faults(self, unit: Unit, known: CchcError) -> CchcError:
        """Every fault of a unit's files, where `known` is what a first look found."""
        try:
            load_review(unit.id, self.first_year or 0, self.second_year or 0, self.data)
        except CchcError as error:
            return error
        return known


def _traces(paths: Iterable[Path]) -> list[tuple[str, int, int, int]]:
    """What of a file changes whenever it is written; who reads it says why it cannot be."""
    traces = []
    for path in paths:
        with suppress(OSError):
            stat = os.stat(path)
            traces.append((str(path), stat.st_ino, stat.st_size, stat.st_mtime_ns))
    return traces
