"""The record of a run, run.json: with what it was made, how it ended, where the time went."""

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .circumstances import Execution
from .dependence import RECORD, file_digest, versions

OUTCOMES = {0: "done", 3: "done_with_blocking_findings", 4: "failed"}
SLOWEST = 5


class Clock:
    """Seconds by stage, in the order in which they passed; they add up to the total."""

    def __init__(self, earlier: Mapping[str, float] | None = None) -> None:
        self.started = datetime.now(UTC)
        self.stages = {stage: round(seconds, 4) for stage, seconds in (earlier or {}).items()}
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        """Book the time since the last stage under this one."""
        now = time.perf_counter()
        self.stages[stage] = round(now - self._last, 4)
        self._last = now

    @property
    def total(self) -> float:
        """All that was booked."""
        return round(sum(self.stages.values()), 4)


def record(
    folder: Path,
    job: Mapping[str, Any],
    clock: Clock,
    exit_code: int,
    execution: Execution | None,
    reason: str = "",
) -> None:
    """Write run.json into the folder of a report, or of what there is of one.

    `job` says what the report is made of; no parameter that may not be printed is in it. The files
    that stand in the folder by now are recorded by their sha256.
    """
    content = {
        "outcome": OUTCOMES[exit_code],
        "exit_code": exit_code,
        "reason": reason,
        **job,
        "versions": versions(),
        "outputs": {path.name: file_digest(path) for path in sorted(folder.iterdir())},
        "warnings": list(execution.warnings) if execution else [],
        "started": clock.started.isoformat(timespec="seconds"),
        "seconds": clock.stages | {"total": clock.total},
        "seconds_by_cell": _slowest(execution) if execution else {},
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")


def _slowest(execution: Execution) -> dict[str, float]:
    """The cells that took longest, longest first, and the rest of them together."""
    cells = sorted(execution.cells.items(), key=lambda cell: -cell[1])
    others = round(sum(seconds for _, seconds in cells[SLOWEST:]), 4)
    return dict(cells[:SLOWEST]) | {"các ô còn lại": others}
