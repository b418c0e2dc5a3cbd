"""What was measured, row by row, in docs/performance.json; and the medians and ratios of it."""

import json
import os
import platform
import statistics
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from . import ROOT
from .ways import UNCHANGED, WAYS, Way

Json = dict[str, Any]
PARTS = ("ways", "full", "tally")
NAMES = {"html": "HTML", "pdf": "PDF"}


@dataclass(frozen=True)
class Row:
    """One way, timed once: its reports in `formats` took `seconds` and at most `mb` of memory."""

    way: str
    units: int
    formats: str
    round: int
    seconds: float
    mb: float


@dataclass
class Part:
    """The rows of one bench, and what they were measured with."""

    setting: Json = field(default_factory=dict)
    rows: list[Json] = field(default_factory=list)


def read_parts(path: Path) -> dict[str, Part]:
    """What stands in the file, by part; a part that was not measured yet has no rows."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {name: Part(**known.get(name, {})) for name in PARTS}


def write_parts(path: Path, parts: Mapping[str, Part]) -> None:
    """Write the file anew, a row a line."""
    texts = []
    for name, part in parts.items():
        rows = ",\n".join(f"  {json.dumps(row)}" for row in part.rows)
        setting = json.dumps(part.setting)
        texts.append(f'"{name}": {{\n "setting": {setting},\n "rows": [\n{rows}\n ]\n}}')
    path.write_text("{\n" + ",\n".join(texts) + "\n}\n", encoding="utf-8")


def setting(**more: Any) -> Json:
    """What the times depend on: Python, the cores, the code that made the reports; and `more`."""
    cores = len(os.sched_getaffinity(0))
    return {"python": platform.python_version(), "cores": cores, "code": _code(), **more}


def _code() -> str:
    commit = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--", "cchc", "notebooks", "bench")
    return f"{commit or 'without a commit'}{' with changes' if changed else ''}"


def _git(*words: str) -> str:
    command = ["git", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return done.stdout.strip()


class Rows:
    """All rows of the bench, and what they say of a way at one number of units and formats."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]):
        self.rows = [Row(**row) for row in rows]

    @property
    def sizes(self) -> list[int]:
        """The numbers of units that were tried."""
        return sorted({row.units for row in self.rows})

    @property
    def formats(self) -> list[str]:
        """The sets of formats that were tried, in their order."""
        return list(dict.fromkeys(row.formats for row in self.rows))

    @property
    def ways(self) -> list[Way]:
        """The ways that were tried and that make reports."""
        tried = {row.way for row in self.rows}
        return [way for way in WAYS if way.name in tried and way is not UNCHANGED]

    def of(self, way: str, units: int, formats: str) -> dict[int, Row]:
        """The rows by round."""
        asked = (way, units, formats)
        return {r.round: r for r in self.rows if (r.way, r.units, r.formats) == asked}

    def seconds(self, way: str, units: int, formats: str) -> float | None:
        """The median of the rounds, None where the way was not tried."""
        return median([row.seconds for row in self.of(way, units, formats).values()])

    def a_minute(self, way: str, units: int, formats: str) -> float | None:
        """Reports a minute, by the median."""
        seconds = self.seconds(way, units, formats)
        return seconds and 60 * units / seconds

    def mb(self, way: str, units: int, formats: str) -> float | None:
        """The most memory in any round."""
        return max((row.mb for row in self.of(way, units, formats).values()), default=None)

    def ratio(self, way: str, other: str, units: int, formats: str) -> float | None:
        """The median over the rounds of both of the seconds of one by those of the other."""
        ours, theirs = self.of(way, units, formats), self.of(other, units, formats)
        rounds = ours.keys() & theirs.keys()
        return median([ours[number].seconds / theirs[number].seconds for number in rounds])


def said(formats: str) -> str:
    """The formats as one writes them.

    >>> said("html,pdf")
    'HTML + PDF'
    """
    return " + ".join(NAMES[name] for name in formats.split(","))


def median(numbers: Sequence[float]) -> float | None:
    """The median, None of nothing."""
    return statistics.median(numbers) if numbers else None


def as_rows(things: Iterable[Any]) -> list[Json]:
    """The things, dataclasses with numbers, as they stand in the file: three decimals."""
    return [
        {name: round(v, 3) if isinstance(v, float) else v for name, v in asdict(thing).items()}
        for thing in things
    ]
