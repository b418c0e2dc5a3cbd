"""READ both shared registers as one: what is wrong in either is told whole, whoever asks."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .cells import quoted, suggestion
from .csvfile import Table
from .errors import CchcError, Fault, UsageError
from .folding import folded
from .registers import Unit, new_unit, read_targets, read_units, units_frame

SEE_UNITS = "Xem tất cả: cchc list units"


@dataclass(frozen=True)
class Registry:
    """The administrative units, and what the law asks of them: the tables, with their faults."""

    units: Table
    targets: Table

    @property
    def faults(self) -> list[Fault]:
        """All faults of both registers."""
        return [*self.units.faults, *self.targets.faults]

    def unit(self, unit_id: str) -> Unit:
        """The unit of an id. Raises `UsageError` for an id that is not in the register.

        Where a register has faults the id may be one of them: then `CchcError` with all of these.
        What stands in the register is a slug, so an id that is found may be used in a path.
        """
        rows = {row.values["id"]: row.values for row in self.units.rows if "id" in row.values}
        if unit_id in rows:
            return new_unit(rows[unit_id])
        if self.faults:
            raise CchcError(self.faults)
        what = f"không có đơn vị {quoted(unit_id)}" if unit_id else "chưa nói đơn vị nào"
        mend = suggestion(_meant(unit_id, rows), rows, SEE_UNITS)
        raise UsageError([Fault(what, self.units.shown, mend)])


def read_registry(data: Path) -> Registry:
    """The registers of a data folder, `units.csv` and `targets.csv`, with their faults."""
    units = read_units(data)
    return Registry(units, read_targets(data, units))


def sound_registry(data: Path) -> Registry:
    """The registers of a data folder. Raises `CchcError` with the faults of both at once."""
    registry = read_registry(data)
    if registry.faults:
        raise CchcError(registry.faults)
    return registry


def unit_ids_with_figures(data: Path) -> list[str]:
    """The ids of the units that have a `figures.csv`, in the order of their official codes.

    Provinces come first, then districts, then communes, as their codes grow longer; units without
    a code come last. Raises `CchcError` for faulty registers.
    """
    units = units_frame(sound_registry(data).units)
    order = sorted(
        (code == "", len(code), code, unit_id)
        for unit_id, code in zip(units["id"], units["code"], strict=True)
    )
    return [unit_id for *_, unit_id in order if has_figures(data / unit_id)]


def has_figures(folder: Path) -> bool:
    """Whether a unit's folder holds a `figures.csv`, be it one that cannot be read.

    Who reads it says why: a unit whose link or folder is broken is not passed over in silence.
    """
    try:
        os.lstat(folder / "figures.csv")
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _meant(typed: str, rows: Mapping[str, Mapping]) -> str:
    """The id of the unit whose type and name were typed; else what was typed."""
    titles = {folded(f"{row.get('type')} {row.get('name')}"): id_ for id_, row in rows.items()}
    return titles.get(folded(typed), typed)
