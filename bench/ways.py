"""The ways to make reports that are timed against each other, as command lines."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from . import NOTEBOOK

BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Order:
    """The reports to be made: of these units, from this data, in these formats, in this folder."""

    units: tuple[str, ...]
    data: Path
    formats: tuple[str, ...]
    out: Path

    @property
    def options(self) -> list[str]:
        """As the programs here and `cchc run` take them."""
        places = ["--data", str(self.data), "--out", str(self.out)]
        return [*places, "--formats", ",".join(self.formats)]


@dataclass(frozen=True)
class Way:
    """One way to make the reports of an order, by `jobs` processes at once.

    A way that `tells` its seconds prints them; of the others the commands are timed. One that
    comes `after` another works in the folder that this has left.
    """

    name: str
    commands: Callable[[Order], list[list[str]]]
    jobs: int = 1
    tells: bool = False
    after: "Way | None" = None


def shell_loop(order: Order) -> list[list[str]]:
    """What people write today: papermill, then nbconvert for each format, unit after unit."""
    lines = []
    for unit in order.units:
        executed = str(order.out / f"{unit}.ipynb")
        papermill = [str(BIN / "papermill"), "--no-progress-bar", str(NOTEBOOK), executed]
        lines.append([*papermill, "-r", "district", unit, "-r", "data", str(order.data)])
        for kind in order.formats:
            lines.append([str(BIN / "jupyter"), "nbconvert", "--to", f"cchc_{kind}", executed])
    return lines


def papermill_loop(order: Order) -> list[list[str]]:
    """The same in one process."""
    return [[sys.executable, "-m", "bench.papermill_loop", *order.options, *order.units]]


def cchc_run(order: Order, jobs: int) -> list[list[str]]:
    """The runner of this package."""
    return [[str(BIN / "cchc"), "run", "--all", "--jobs", str(jobs), *order.options]]


def limit(order: Order, jobs: int) -> list[list[str]]:
    """The notebook's own calls without a notebook."""
    program = [sys.executable, "-m", "bench.limit", "--jobs", str(jobs)]
    return [[*program, *order.options, *order.units]]


LOOP = Way("shell loop", shell_loop)
IN_PROCESS = Way("papermill loop in one process", papermill_loop)
RUN_1 = Way("`cchc run --all --jobs 1`", partial(cchc_run, jobs=1))
RUN_2 = Way("`cchc run --all --jobs 2`", partial(cchc_run, jobs=2), jobs=2)
UNCHANGED = Way("the same again, nothing changed", RUN_2.commands, jobs=2, after=RUN_2)
LIMIT_1 = Way("limit, 1 process", partial(limit, jobs=1), tells=True)
LIMIT_2 = Way("limit, 2 processes", partial(limit, jobs=2), jobs=2, tells=True)

WAYS = (LOOP, IN_PROCESS, RUN_1, RUN_2, UNCHANGED, LIMIT_1, LIMIT_2)
LIMITS = {limit.jobs: limit for limit in (LIMIT_1, LIMIT_2)}
