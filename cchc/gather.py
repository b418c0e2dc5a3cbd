"""The reviews that the command line asked for, or the faults that stand in their way."""

from collections.abc import Collection, Iterable
from pathlib import Path

import click

from .errors import CchcError, Fault, UsageError
from .folder import read_folder
from .registry import Registry, read_registry
from .review import Review, load_review
from .usage import say

WORST_FIRST = (4, 1, 3, 0)
STATES = {
    0: "xong",
    1: "dữ liệu cần sửa",
    3: "xong, nhưng có số liệu không thể cùng đúng",
    4: "không làm được",
}


def worst(codes: Collection[int]) -> int:
    """The exit code of many units: 4 over 1 over 3 over 0.

    >>> worst([0, 3, 1])
    1
    """
    return next(code for code in WORST_FIRST if code in codes)


def registry_for(units: Iterable[str], data: Path) -> Registry:
    """The shared registers, for work on some units.

    Raises CchcError for their faults, once for all units, and those of the units' own files.
    """
    registry = read_registry(data)
    faults = registry.faults
    if not faults:
        return registry
    for unit in units:
        try:
            read_folder(unit, data)
        except UsageError:
            continue  # of a register that has faults nobody can say which units it lacks
        except CchcError as error:
            faults += error.faults
    raise CchcError(dict.fromkeys(faults))


def read_all(
    units: Iterable[str], data: Path, first_year: str | None, second_year: str | None
) -> dict[str, Review | CchcError]:
    """Every unit's review or its faults; usage errors stop everything at once, all together.

    So do faults of the registers, which are every unit's.
    """
    units = [*units]
    registry_for(units, data)
    reads: dict[str, Review | CchcError] = {}
    unusable: list[Fault] = []
    for unit in units:
        try:
            reads[unit] = load_review(unit, first_year, second_year, data)
        except UsageError as error:
            unusable += error.faults
        except CchcError as error:
            reads[unit] = error
    if unusable:
        raise UsageError(dict.fromkeys(unusable))
    return reads


def refuse(unit: str, error: CchcError) -> None:
    """Say that a unit's data have faults, and all of them."""
    say(f"{unit}: {STATES[1]} ({len(error.faults)} lỗi)")
    click.echo(f"\n{error}\n", err=True)
