"""Time `cchc tally` against pandas on the same invented register, in turn and in one run.

    make bench-tally                        1 million rows, 5 rounds; 10 million once, for memory
    python -m bench.tally --rows 100000 --most 1000000 --rounds 3

Both must find what the register is known to hold; otherwise nothing is measured. The result goes
into docs/performance.json and onto the page. 10 million rows take some 2 GB in the folder for
temporary files (TMPDIR).
"""

import argparse
import csv
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cchc.demo.province import make_province
from cchc.demo.register import Register, make_register

from . import DOCS
from .memory import sampled
from .page import write_page
from .rows import as_rows, read_parts, setting, write_parts
from .timing import output_of
from .ways import BIN

EVERY = 0.1
"""Seconds between two looks at the memory: these runs take seconds."""
TALLY, PANDAS = "`cchc tally`", "pandas"

Counts = Mapping[tuple[str, str, str], int]


@dataclass(frozen=True)
class Run:
    """One count of so many rows in a file of this kind: seconds, and the most memory.

    `cpu` are the seconds that processors worked for it, which do not grow with what else runs.
    """

    way: str
    kind: str
    rows: int
    round: int
    seconds: float
    cpu: float
    mb: float


def counted_by_tally(file: Path, made: Register, data: Path) -> Callable[[], Counts]:
    """A call that counts with the command line, and gives what it found."""
    [unit] = [folder.name for folder in data.iterdir() if folder.is_dir()]
    command = [str(BIN / "cchc"), "tally", str(file), "--unit", unit, "--period", "2022"]
    command += ["--columns", str(made.columns), "--data", str(data), "--csv", "-"]

    def call() -> Counts:
        rows = csv.DictReader(output_of(command).splitlines())
        return {
            (row["level"], row["field"], name.removeprefix("dossiers_")): int(count)
            for row in rows
            for name, count in row.items()
            if name.startswith("dossiers_") and count not in ("", "0")
        }

    return call


def counted_by_pandas(file: Path) -> Callable[[], Counts]:
    """A call that counts with pandas, in a process of its own; column 8 + 9 is left out."""
    command = [sys.executable, "-m", "bench.tally_pandas", str(file)]

    def call() -> Counts:
        found = json.loads(output_of(command))["counts"]
        kept = ((key, n) for *key, n in found if n and key[2] != "resolved_in_time")
        return {tuple(key): n for key, n in kept}

    return call


def measured(way: str, kind: str, made: Register, number: int, call: Callable[[], Counts]) -> Run:
    """The run of a call. One that does not find what the register holds stops the bench."""
    with sampled(EVERY) as samples:
        start, cpu = time.perf_counter(), _cpu()
        found = call()
        seconds, cpu = time.perf_counter() - start, _cpu() - cpu
    if found != {key: n for key, n in made.expected.items() if key[2] != "resolved_in_time"}:
        sys.exit(f"{way}: not what the register of {made.rows} rows holds")
    return Run(way, kind, made.rows, number, seconds, cpu, max(sample.mb for sample in samples))


def _cpu() -> float:
    """What all processes that were started here and have ended took of the processors."""
    times = os.times()
    return times.children_user + times.children_system


def runs(folder: Path, rows: int, most: int, rounds: int) -> Iterator[Run]:
    """Both ways in turn for `rows`, so many rounds; then `cchc tally` once for `most`."""
    data = folder / "data"
    make_province(data, 1, seed=1)
    few = make_register(folder / "few", rows, seed=1)
    for number in range(1, rounds + 1):
        yield measured(TALLY, "CSV", few, number, counted_by_tally(few.csv, few, data))
        yield measured(PANDAS, "CSV", few, number, counted_by_pandas(few.csv))
        yield measured(TALLY, "Parquet", few, number, counted_by_tally(few.parquet, few, data))
    if most > rows:
        many = make_register(folder / "many", most, seed=2)
        yield measured(TALLY, "CSV", many, 1, counted_by_tally(many.csv, many, data))
        yield measured(TALLY, "Parquet", many, 1, counted_by_tally(many.parquet, many, data))


def main() -> None:
    """Measure, say each run, and write the page."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--most", type=int, default=10_000_000, help="for `cchc tally` alone")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--docs", type=Path, default=DOCS, help="where the page is written")
    chosen = options.parse_args()
    parts = read_parts(chosen.docs / "performance.json")
    parts["tally"].setting, parts["tally"].rows = setting(), []
    with tempfile.TemporaryDirectory() as name:
        for run in runs(Path(name), chosen.rows, chosen.most, chosen.rounds):
            said = f"{run.rows} rows, {run.kind}, round {run.round}, {run.way}"
            print(
                f"{said}: {run.seconds:.2f} s, {run.cpu:.2f} of CPU, {run.mb:.0f} MB",
                file=sys.stderr,
            )
            parts["tally"].rows += as_rows([run])
            write_parts(chosen.docs / "performance.json", parts)
    write_page(chosen.docs)
    sys.stdout.write((chosen.docs / "performance.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
