"""The reviews that the command line asked for, or the faults that stand in their way."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import click

from .errors import CchcError, Fault, UsageError
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


@dataclass(frozen=True)
class Read:
    """A review, or the fault that stands in its way, and the seconds it took."""

    result: Review | CchcError
    seconds: float


def read_all(
    units: Iterable[str], data: Path, first_year: str | None, second_year: str | None
) -> dict[str, Read]:
    """Every unit's review or its faults; usage errors stop everything at once, all together."""
    reads: dict[str, Read] = {}
    unusable: list[Fault] = []
    for unit in units:
        start = perf_counter()
        try:
            result = load_review(unit, first_year, second_year, data)
        except UsageError as error:
            unusable += error.faults
            continue
        except CchcError as error:
            result = error
        reads[unit] = Read(result, perf_counter() - start)
    if unusable:
        raise UsageError(dict.fromkeys(unusable))
    return reads


def refuse(unit: str, error: CchcError) -> None:
    """Say that a unit's data have faults, and all of them."""
    say(f"{unit}: {STATES[1]} ({len(error.faults)} lỗi)")
    click.echo(f"\n{error}\n", err=True)
