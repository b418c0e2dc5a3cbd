"""Time the ways to make reports, in turn and in one run; write docs/performance.json and the page.

    make bench                              8 and 64 invented units, 5 rounds
    make bench UNITS=8 ROUNDS=3

Ratios are what matters: absolute seconds move from machine to machine.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from cchc.demo.province import make_province

from . import DOCS
from .page import write_page
from .rows import Row, as_rows, read_parts, setting, write_parts
from .timing import compile_modules, timed
from .ways import IN_PROCESS, LOOP, WAYS, Order, Way

FORMATS = (("html",), ("html", "pdf"))
MANY = 64
"""From so many units on, a loop takes up to ten minutes, and the others take seconds."""
LOOPS = (LOOP, IN_PROCESS)


def rounds(
    sizes: Sequence[int], count: int, loop_count: int, ways: Sequence[Way] = WAYS
) -> Iterator[tuple[int, int, tuple[str, ...], tuple[Way, ...]]]:
    """The turns of the bench: units, round, formats, and the ways that are timed in this order."""
    for units in sizes:
        for number in range(1, count + 1):
            skip = LOOPS if units >= MANY and number > loop_count else ()
            for formats in FORMATS:
                yield units, number, formats, tuple(way for way in ways if way not in skip)


def turn(
    ways: Sequence[Way], units: Sequence[str], number: int, formats: tuple[str, ...], folder: Path
) -> Iterator[Row]:
    """The row of each way, one after another. What they make is removed in the end."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        for way in ways:
            out = Path(made) / (way.after or way).name.replace("`", "")
            out.mkdir(exist_ok=True)
            order = Order(tuple(units), folder / f"data-{len(units)}", formats, out)
            seconds, mb = timed(way, order)
            yield Row(way.name, len(units), ",".join(formats), number, seconds, mb)


def main() -> None:
    """Measure, say each row, and write the page."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--units", type=int, nargs="+", default=[8, MANY])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument(
        "--loop-rounds", type=int, default=1, help=f"of the two loops, from {MANY} units on"
    )
    options.add_argument("--docs", type=Path, default=DOCS, help="where the page is written")
    chosen = options.parse_args()
    parts = read_parts(chosen.docs / "performance.json")
    parts["ways"].setting, parts["ways"].rows = setting(), []
    compile_modules()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ids = {n: make_province(folder / f"data-{n}", n, seed=1).units for n in chosen.units}
        for units, number, formats, ways in rounds(chosen.units, chosen.rounds, chosen.loop_rounds):
            for row in turn(ways, ids[units], number, formats, folder):
                said = f"{units} units, {row.formats}, round {number}, {row.way}"
                print(f"{said}: {row.seconds:.1f} s, {row.mb:.0f} MB", file=sys.stderr)
                parts["ways"].rows += as_rows([row])
                write_parts(chosen.docs / "performance.json", parts)
    write_page(chosen.docs)
    sys.stdout.write((chosen.docs / "performance.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
