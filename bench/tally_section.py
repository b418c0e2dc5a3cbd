"""The section of docs/performance.md on counting registers of dossiers."""

from collections.abc import Sequence
from typing import Any

from .markdown import number, table
from .rows import Part, median

ABOUT = """\
## Registers of dossiers

`cchc tally` and pandas count the same invented register, each in a process of its own, from its
start until all figures stand; both find what the register is known to hold. Seconds are medians of
the rounds, in which both take turns; the ratio is the median of the ratios within the rounds.
Memory is the highest of all rounds: the PSS of the process, looked at every 0.1 s. Python {python},
{cores} cores, code {code}.

"""


def tally_section(part: Part) -> str:
    """The table of every way, kind of file and number of rows."""
    heads = ("way", "rows", "file", "seconds", "rows a second", "times as fast as pandas")
    heads = (*heads, "CPU seconds", "memory, MB", "rounds")
    lines = []
    keys = dict.fromkeys((row["rows"], row["kind"], row["way"]) for row in part.rows)
    for rows, kind, way in sorted(keys, key=lambda key: (key[0], key[1])):
        here = _of(part.rows, rows, kind, way)
        seconds = median([row["seconds"] for row in here])
        lines.append(
            (
                way,
                number(rows, 0),
                kind,
                number(seconds, 2),
                number(rows / seconds, 0),
                number(_ratio(part.rows, rows, here), 2),
                number(median([row["cpu"] for row in here]), 2),
                number(max(row["mb"] for row in here), 0),
                str(len(here)),
            )
        )
    return ABOUT.format(**part.setting) + table(heads, lines)


def _of(rows: Sequence[dict[str, Any]], count: int, kind: str, way: str) -> list[dict[str, Any]]:
    return [r for r in rows if (r["rows"], r["kind"], r["way"]) == (count, kind, way)]


def _ratio(
    rows: Sequence[dict[str, Any]], count: int, here: Sequence[dict[str, Any]]
) -> float | None:
    """How many times as long pandas took for as many rows, by round."""
    pandas = {r["round"]: r["seconds"] for r in _of(rows, count, "CSV", "pandas")}
    return median([pandas[r["round"]] / r["seconds"] for r in here if r["round"] in pandas])
