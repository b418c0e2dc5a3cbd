"""Time the ways to make reports, in turn and in one run, and write docs/performance.md.

    make bench                  8 invented units, 3 rounds
    make bench UNITS=64         more of them

Ratios are what matters: absolute seconds move from machine to machine.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cchc.demo.province import make_province
from cchc.registers import unit_ids_with_figures

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "notebooks" / "two_year_review.ipynb"
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Way:
    """One way to make the HTML and PDF reports of some units: its name and its command lines."""

    name: str
    commands: Callable[[Path, list[str], Path], list[list[str]]]


def shell_loop(data: Path, units: list[str], out: Path) -> list[list[str]]:
    """What people write today: papermill, then nbconvert twice, a unit after the other."""
    lines = []
    for unit in units:
        executed = str(out / f"{unit}.ipynb")
        parameters = ["-r", "district", unit, "-r", "data", str(data)]
        papermill = [str(BIN / "papermill"), "--no-progress-bar", str(NOTEBOOK), executed]
        lines.append([*papermill, *parameters])
        for kind in ("cchc_html", "cchc_pdf"):
            lines.append([str(BIN / "jupyter"), "nbconvert", "--to", kind, executed])
    return lines


def cchc_run(data: Path, units: list[str], out: Path) -> list[list[str]]:
    """The runner of this package."""
    return [[str(BIN / "cchc"), "run", *units, "--data", str(data), "--out", str(out)]]


WAYS = (
    Way("shell loop: papermill, nbconvert to HTML, nbconvert to PDF", shell_loop),
    Way("`cchc run --all`", cchc_run),
)


def seconds(way: Way, data: Path, units: list[str], folder: Path) -> float:
    """The wall time of one way, all its commands together; a command that fails stops the bench."""
    out = Path(tempfile.mkdtemp(dir=folder))
    start = time.perf_counter()
    for command in way.commands(data, units, out):
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        if done.returncode not in (0, 3):
            sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    elapsed = time.perf_counter() - start
    shutil.rmtree(out)
    return elapsed


def table(units: int, rounds: int, times: dict[str, list[float]]) -> str:
    """The page of docs/performance.md."""
    loop = times[WAYS[0].name]
    lines = [
        "# Performance",
        "",
        "<!-- Written by `make bench`; do not edit. -->",
        "",
        f"{units} invented units, HTML and PDF, {rounds} rounds in turn in one run; medians. Python"
        f" {platform.python_version()}, {os.cpu_count()} cores.",
        "",
        "| way | seconds | reports a minute | ratio to the loop (median of the rounds) |",
        "|---|---|---|---|",
    ]
    for name, taken in times.items():
        middle = statistics.median(taken)
        ratio = statistics.median(a / b for a, b in zip(loop, taken, strict=True))
        lines.append(f"| {name} | {middle:.1f} | {60 * units / middle:.1f} | {ratio:.2f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print, and write the page."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--units", type=int, default=8)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        make_province(data, chosen.units, seed=1)
        units = unit_ids_with_figures(data)
        times: dict[str, list[float]] = {way.name: [] for way in WAYS}
        for _ in range(chosen.rounds):
            for way in WAYS:
                times[way.name].append(seconds(way, data, units, Path(folder)))
    page = table(len(units), chosen.rounds, times)
    print(page)
    (ROOT / "docs" / "performance.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
