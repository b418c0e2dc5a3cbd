"""The record of a run, run.json: with what it was made, how it ended, where the time went."""

import json
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .dependence import RECORD, file_digest, versions
from .job import Made

OUTCOMES = {0: "done", 1: "faulty_data", 3: "done_with_blocking_findings", 4: "failed"}
SLOWEST = 5


class Clock:
    """Seconds by stage, in the order in which they passed; they add up to the total."""

    def __init__(self) -> None:
        self.started = datetime.now(UTC).isoformat(timespec="seconds")
        self.stages: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        """Book the time since the last stage under this one."""
        now = time.perf_counter()
        self.stages[stage] = round(now - self._last, 4)
        self._last = now


def record(folder: Path, job: Mapping[str, Any], made: Made, notes: Sequence[str] = ()) -> None:
    """Write run.json into the folder of a report, or of what there is of one.

    `job` says what the report is made of; no parameter that may not be printed is in it. `notes`
    say what the report before has that is not here. The files that stand in the folder by now are
    recorded by their sha256.
    """
    content = {
        "outcome": OUTCOMES[made.exit_code],
        "exit_code": made.exit_code,
        "kind": made.kind,
        "reason": made.reason,
        **job,
        "about": job["about"] | made.about,
        "versions": versions(),
        "outputs": {path.name: file_digest(path) for path in sorted(folder.iterdir())},
        "notes": list(notes),
        "warnings": list(made.warnings),
        "kernel": made.kernel,
        "attempts": made.attempts,
        "started": made.started,
        "seconds": dict(made.stages) | {"total": round(sum(made.stages.values()), 4)},
        "seconds_by_cell": _slowest(made.cells),
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")


def _slowest(seconds: Mapping[str, float]) -> dict[str, float]:
    """The cells that took longest, longest first, and the rest of them together."""
    cells = sorted(seconds.items(), key=lambda cell: -cell[1])
    if not cells:
        return {}
    others = round(sum(seconds for _, seconds in cells[SLOWEST:]), 4)
    return dict(cells[:SLOWEST]) | {"các ô còn lại": others}
