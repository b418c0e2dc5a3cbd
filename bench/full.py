"""`cchc run --all --jobs 2` over the whole country's worth of invented units, memory over time.

    make bench-full                         705 units, HTML
    make bench-full FORMATS=html,pdf

The result goes into docs/performance.json and onto the page. The reports take some 2 GB in the
folder for temporary files (TMPDIR) and are removed afterwards.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cchc.demo.province import MOST_UNITS, make_province

from . import DOCS
from .memory import Sample, sampled
from .page import write_page
from .rows import as_rows, read_parts, setting, write_parts
from .timing import compile_modules, output_of, reports, require_reports
from .ways import RUN_2, Order

EVERY = 2.0


@dataclass(frozen=True)
class Moment:
    """The memory so many seconds after the start, and how many reports stood by then."""

    seconds: float
    mb: float
    made: int


def moments(samples: Iterable[Sample], made_at: Iterable[float]) -> list[Moment]:
    """The samples, each with the number of reports that were made before it, from their seconds."""
    made_at = list(made_at)
    return [
        Moment(sample.seconds, sample.mb, sum(at <= sample.seconds for at in made_at))
        for sample in samples
    ]


def watched(order: Order) -> tuple[float, list[Moment]]:
    """The seconds of the run, and its moments. A report that is missing in the end stops it."""
    started = time.time()
    with sampled(EVERY) as samples:
        start = time.perf_counter()
        for command in RUN_2.commands(order):
            output_of(command)
        seconds = time.perf_counter() - start
    require_reports(order)
    first = f".{order.formats[0]}"
    written = [at - started for path, at in reports(order).items() if path.suffix == first]
    return seconds, moments(samples, written)


def main() -> None:
    """Run, and write the page."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--units", type=int, default=MOST_UNITS)
    options.add_argument("--formats", default="html")
    options.add_argument("--docs", type=Path, default=DOCS, help="where the page is written")
    chosen = options.parse_args()
    compile_modules()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        units = make_province(folder / "data", chosen.units, seed=1).units
        formats = tuple(chosen.formats.split(","))
        seconds, seen = watched(Order(units, folder / "data", formats, folder / "out"))
    parts = read_parts(chosen.docs / "performance.json")
    about = {"units": len(units), "formats": chosen.formats, "seconds": round(seconds, 3)}
    parts["full"].setting, parts["full"].rows = setting(**about), as_rows(seen)
    write_parts(chosen.docs / "performance.json", parts)
    write_page(chosen.docs)
    sys.stdout.write((chosen.docs / "performance.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
