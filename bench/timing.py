"""One way, once: the seconds it took and the most memory it had, if it made what it should."""

import compileall
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

from . import ROOT
from .memory import sampled
from .ways import Order, Way

DONE = (0, 3)
"""Exit codes of `cchc run` with all reports made; 3 where figures cannot all be true."""


def timed(way: Way, order: Order) -> tuple[float, float]:
    """The seconds and the peak of memory in MB. What went wrong stops the bench."""
    before = reports(order)
    with sampled() as samples:
        start = time.perf_counter()
        said = [output_of(command) for command in way.commands(order)]
        seconds = time.perf_counter() - start
    require_reports(order)
    if way.after and reports(order) != before:
        sys.exit(f"{way.name}: reports were made again")
    return float(said[-1]) if way.tells else seconds, max(sample.mb for sample in samples)


def compile_modules() -> None:
    """Leave every module compiled, as an installer and a first run do."""
    for folder in (sysconfig.get_path("purelib"), ROOT / "cchc", ROOT / "bench"):
        compileall.compile_dir(folder, quiet=2)


def output_of(command: list[str]) -> str:
    """What the command printed. One that failed stops the bench, with all that it said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode not in DONE:
        sys.exit(f"{' '.join(command)}\nexit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def reports(order: Order) -> dict[Path, float]:
    """The reports in the folder, with the time of day at which each was written."""
    return {
        path: path.stat().st_mtime
        for kind in order.formats
        for path in order.out.rglob(f"*.{kind}")
        if path.name != f"index.{kind}"
    }


def require_reports(order: Order) -> None:
    """Stop the bench where a report of the order is not there."""
    made, asked = len(reports(order)), len(order.units) * len(order.formats)
    if made != asked:
        sys.exit(f"{made} files of {asked} were made in {order.out}")
