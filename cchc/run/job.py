"""One report: execute, print, publish, and say what happened and where the time went."""

import json
import platform
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from ..errors import CchcError
from .execute import ExecutionFailed, execute
from .publish import publish, staging

STACK = ("cchc", "papermill", "nbconvert", "ipykernel", "pandas", "matplotlib", "typst")
Printer = Callable[[NotebookNode], bytes]
"""Makes the bytes of one format from an executed notebook."""


@dataclass(frozen=True)
class Job:
    """What a report is made of.

    `parameters` go to the notebook; `hidden` names those that are never printed. `companions` are
    files that stand beside the report, `printers` make one file of the notebook each, both by file
    name. `inputs` are (path, sha256) pairs.
    """

    unit: str
    span: str
    notebook: Path
    out: Path
    parameters: Mapping[str, Any]
    printers: Mapping[str, Printer]
    companions: Mapping[str, bytes] = field(default_factory=dict)
    inputs: tuple[tuple[str, str], ...] = ()
    hidden: tuple[str, ...] = ("data",)
    is_blocked: bool = False

    @property
    def final(self) -> Path:
        """Where the finished report stands."""
        return self.out / self.unit / self.span

    @property
    def failed(self) -> Path:
        """Where a report that could not be made leaves what there is of it."""
        return self.out / "failed" / self.unit / self.span


@dataclass(frozen=True)
class Outcome:
    """How a job ended: its exit code (0, 3 or 4), the folder to look at, a reason if it failed."""

    exit_code: int
    folder: Path
    seconds: float
    reason: str = ""


def run_job(job: Job) -> Outcome:
    """Make one report; the previous one stays where it is until the new one is whole.

    A failed run leaves the notebook as far as it came, and the reason, under `failed/`.
    """
    clock = _Clock()
    with staging(job.out) as work:
        ready = work / "report"
        ready.mkdir()
        try:
            executed = _make(job, work, ready, clock)
        except ExecutionFailed as failure:
            return _keep_failure(job, work, clock, failure.reason, failure.notebook)
        except CchcError as error:
            return _keep_failure(job, work, clock, str(error), None)
        code = 3 if job.is_blocked else 0
        nbformat.write(executed, ready / "report.ipynb")
        for name, content in job.companions.items():
            (ready / name).write_bytes(content)
        _write_record(job, ready, clock, code, "")
        publish(ready, job.final)
    return Outcome(code, job.final, clock.total)


class _Clock:
    """Seconds by stage, in the order in which they passed."""

    def __init__(self) -> None:
        self.started = datetime.now(UTC)
        self.stages: dict[str, float] = {}
        self._last = self._first = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.stages[stage] = round(now - self._last, 4)
        self._last = now

    @property
    def total(self) -> float:
        return time.perf_counter() - self._first


def _make(job: Job, work: Path, ready: Path, clock: _Clock) -> NotebookNode:
    published = {k: v for k, v in job.parameters.items() if k not in job.hidden}
    executed = execute(job.notebook, job.parameters, published, work)
    clock.lap("execute")
    for name, printer in job.printers.items():
        try:
            content = printer(executed)
        except CchcError:
            raise
        except Exception as error:
            reason = f"không làm được {name}: {type(error).__name__}: {error}"
            raise ExecutionFailed(reason, executed) from error
        (ready / name).write_bytes(content)
        clock.lap(name)
    return executed


def _keep_failure(
    job: Job, work: Path, clock: _Clock, reason: str, notebook: NotebookNode | None
) -> Outcome:
    kept = work / "failed"
    kept.mkdir()
    if notebook is not None:
        nbformat.write(notebook, kept / "report.ipynb")
    (kept / "error.txt").write_text(reason + "\n", encoding="utf-8")
    _write_record(job, kept, clock, 4, reason)
    publish(kept, job.failed)
    return Outcome(4, job.failed, clock.total, reason)


def _write_record(job: Job, folder: Path, clock: _Clock, code: int, reason: str) -> None:
    outcome = {0: "done", 3: "done_with_blocking_findings", 4: "failed"}[code]
    record = {
        "unit": job.unit,
        "period": job.span,
        "outcome": outcome,
        "exit_code": code,
        "reason": reason,
        "parameters": {k: v for k, v in job.parameters.items() if k not in job.hidden},
        "inputs": [{"path": path, "sha256": digest} for path, digest in job.inputs],
        "versions": {"python": platform.python_version()} | {n: version(n) for n in STACK},
        "started": clock.started.isoformat(timespec="seconds"),
        "seconds": clock.stages | {"total": round(clock.total, 4)},
    }
    text = json.dumps(record, ensure_ascii=False, indent=2)
    (folder / "run.json").write_text(text + "\n", encoding="utf-8")
