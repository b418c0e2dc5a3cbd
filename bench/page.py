"""The page docs/performance.md and its plot, made from docs/performance.json alone.

    make bench-page

What stands in the way of more speed is told by hand in bench/profile.md, the end of the page.
"""

import statistics
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from . import DOCS
from .markdown import number, table
from .memory import EVERY
from .plot import write_plot
from .rows import Part, Rows, read_parts, said
from .tally_section import tally_section
from .ways import IN_PROCESS, LIMITS, LOOP, RUN_2, UNCHANGED

PROFILE = Path(__file__).with_name("profile.md")

HEAD = """\
# Performance

<!-- Written by `make bench`, `bench-full`, `bench-tally` and `bench-page` from
     docs/performance.json and bench/profile.md; do not edit. -->

"""
PLOT = "![Reports a minute and memory of each way](performance.svg)\n"

ABOUT = """\
The ways, each on the same invented units:

- **{loop}**: `papermill`, then `jupyter nbconvert` for each format, each a process of its own, unit
  after unit;
- **{in_process}**: `papermill.execute_notebook` with a stock kernel, then the
  exporters;
- **`cchc run --all`**, by one process and by two;
- **limit**: the calls that the notebook makes and the exporters, in warm processes without a
  kernel; the clock runs from when every process has made one report.

Every program finds its modules compiled. Each round runs all ways in turn. Seconds are medians of
the rounds; a ratio is the median of the ratios within the rounds that have both. The limit for a
way is the one with as many processes.
Memory is that of all processes of a way together, the highest of all rounds: their PSS, in which
what several share counts once, looked at every {every} s. Python {python}, {cores} cores, code
{code}.
"""

LONG = """\
## {units} units

{way}, {formats}: all {units} reports stand after {taken} s, {a_minute} a minute. Python {python},
{cores} cores, code {code}. Memory while it ran:

{peaks}
From report {few} on, memory moved by {growth} MB with every hundred reports, by a line through all
samples.
"""


def page(parts: dict[str, Part]) -> str:
    """The text of the page."""
    sections = [PLOT] if parts["ways"].rows or parts["full"].rows else []
    if parts["ways"].rows:
        rows = Rows(parts["ways"].rows)
        names = {"loop": LOOP.name, "in_process": IN_PROCESS.name, "every": EVERY}
        sections.append(ABOUT.format(**names, **parts["ways"].setting))
        sections += [
            _ways(rows, units, formats) for units in rows.sizes for formats in rows.formats
        ]
        sections += [_growth(rows, formats) for formats in rows.formats if len(rows.sizes) > 1]
        sections.append(_unchanged(rows))
    if parts["full"].rows:
        sections.append(_full(parts["full"]))
    if parts["tally"].rows:
        sections.append(tally_section(parts["tally"]))
    if PROFILE.exists():
        sections.append(PROFILE.read_text(encoding="utf-8"))
    return HEAD + "\n".join(sections)


def _ways(rows: Rows, units: int, formats: str) -> str:
    heads = ("way", "seconds", "reports a minute", "times as fast as the loop")
    heads = (*heads, "times the limit", "memory, MB", "rounds")
    lines = []
    for way in rows.ways:
        here = (way.name, units, formats)
        limit = rows.ratio(way.name, LIMITS[way.jobs].name, units, formats)
        lines.append(
            (
                way.name,
                number(rows.seconds(*here)),
                number(rows.a_minute(*here)),
                number(rows.ratio(LOOP.name, *here), 2),
                number(limit, 2),
                number(rows.mb(*here), 0),
                str(len(rows.of(*here))),
            )
        )
    return f"## {units} units, {said(formats)}\n\n{table(heads, lines)}"


def _growth(rows: Rows, formats: str) -> str:
    few, many = rows.sizes[0], rows.sizes[-1]
    heads = ("way", *(f"s a report at {units}" for units in rows.sizes), "s each further report")
    heads = (*heads, *(f"MB at {units}" for units in rows.sizes), "MB each further report")
    lines = []
    for way in rows.ways:
        seconds = {units: rows.seconds(way.name, units, formats) for units in rows.sizes}
        mb = {units: rows.mb(way.name, units, formats) for units in rows.sizes}
        lines.append(
            (
                way.name,
                *(number(taken and taken / units, 2) for units, taken in seconds.items()),
                number(further(few, seconds[few], many, seconds[many]), 2),
                *(number(peak, 0) for peak in mb.values()),
                number(further(few, mb[few], many, mb[many]), 2),
            )
        )
    return f"## From {few} to {many} units, {said(formats)}\n\n{table(heads, lines)}"


def further(few: int, at_few: float | None, many: int, at_many: float | None) -> float | None:
    """What each unit over the few adds, None where one of the two was not measured.

    >>> further(8, 10.0, 64, 66.0)
    1.0
    """
    return None if None in (at_few, at_many) else (at_many - at_few) / (many - few)


def _unchanged(rows: Rows) -> str:
    heads = ("units", "formats", "all made, s", "nothing changed, s", "memory, MB")
    lines = [
        (
            str(units),
            said(formats),
            number(rows.seconds(RUN_2.name, units, formats)),
            number(rows.seconds(UNCHANGED.name, units, formats), 2),
            number(rows.mb(UNCHANGED.name, units, formats), 0),
        )
        for units in rows.sizes
        for formats in rows.formats
    ]
    return f"## A run with nothing changed\n\n{RUN_2.name} a second time:\n\n{table(heads, lines)}"


def _full(part: Part) -> str:
    """The section of the long run: that it finished, and its memory as the reports add up."""
    units, seconds = part.setting["units"], part.setting["seconds"]
    stages = [upto for upto in (8, 64, units) if upto <= units]
    peaks = [(f"up to {upto}", number(peak_up_to(part.rows, upto), 0)) for upto in stages]
    return LONG.format(
        **part.setting | {"formats": said(part.setting["formats"])},
        way=RUN_2.name,
        taken=number(seconds, 0),
        a_minute=number(60 * units / seconds),
        peaks=table(("reports made", "highest, MB"), peaks),
        few=stages[0],
        growth=f"{100 * slope(part.rows, stages[0]):+.1f}",
    )


def peak_up_to(rows: Iterable[dict], made: int) -> float:
    """The most memory while no more than so many reports were made."""
    return max(row["mb"] for row in rows if row["made"] <= made)


def slope(rows: Sequence[dict], after: int) -> float:
    """The megabytes that a report added, by a line through the samples after the first reports.

    The samples from the last report on are left out: then processes end.
    """
    last = max(row["made"] for row in rows)
    kept = [row for row in rows if after <= row["made"] < last]
    made, mb = [row["made"] for row in kept], [row["mb"] for row in kept]
    return statistics.linear_regression(made, mb).slope if len(set(made)) > 1 else 0.0


def write_page(docs: Path) -> None:
    """Write the page and its plot from what was measured."""
    parts = read_parts(docs / "performance.json")
    if not any(part.rows for part in parts.values()):
        sys.exit("nothing is measured yet: make bench")
    (docs / "performance.md").write_text(page(parts), encoding="utf-8")
    if parts["ways"].rows or parts["full"].rows:
        write_plot(parts, docs / "performance.svg")


if __name__ == "__main__":
    write_page(DOCS)
