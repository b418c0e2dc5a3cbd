"""One report: execute, print, publish, and say what happened and where the time went."""

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from ..errors import CchcError
from .circumstances import Execution
from .dependence import dependence, file_digest, why_run
from .execute import ExecutionFailed, execute
from .publish import publish, staging, withdraw
from .record import Clock, record

Printer = Callable[[NotebookNode], bytes]
"""Makes the bytes of one format from an executed notebook."""


@dataclass(frozen=True)
class Job:
    """What a report is made of.

    `parameters` go to the notebook; `hidden` names those that are never printed. `companions` are
    files that stand beside the report, `printers` make one file of the notebook each, both by file
    name. `inputs` are (path, sha256) pairs. `earlier` are the seconds that went before, by stage;
    `printing` what else the printers were told, `about` what an index says of the report.
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
    earlier: Mapping[str, float] = field(default_factory=dict)
    printing: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)
    cell_seconds: int = 600

    @property
    def final(self) -> Path:
        """Where the finished report stands."""
        return self.out / self.unit / self.span

    @property
    def failed(self) -> Path:
        """Where a report that could not be made leaves what there is of it."""
        return self.out / "failed" / self.unit / self.span

    @property
    def previous(self) -> Path:
        """Where the report before the present one is kept."""
        return self.out / "previous" / self.unit / self.span

    @property
    def exit_code(self) -> int:
        """How it ends if nothing goes wrong."""
        return 3 if self.is_blocked else 0

    @property
    def published(self) -> dict[str, Any]:
        """The parameters that may be printed."""
        return {name: v for name, v in self.parameters.items() if name not in self.hidden}

    def described(self) -> dict[str, Any]:
        """What the report is made of, as run.json says it."""
        return {
            "unit": self.unit,
            "period": self.span,
            "about": dict(self.about),
            "parameters": self.published,
            "notebook": {"name": self.notebook.name, "sha256": file_digest(self.notebook)},
            "inputs": [{"path": path, "sha256": digest} for path, digest in self.inputs],
            "depends_on": self.depends_on(),
        }

    def depends_on(self) -> dict[str, str]:
        """Everything that the report is made from, by name."""
        formats = [*self.printers, *(f"{k}={v}" for k, v in self.printing.items())]
        return dependence(dict(self.inputs), self.notebook, self.published, formats)

    def why_run(self) -> str:
        """Why the report must be made, in Vietnamese; "" where it stands as it would be made."""
        return why_run(self.final, self.depends_on())


@dataclass(frozen=True)
class Outcome:
    """How a job ended: its exit code (0, 3 or 4), the folder to look at, a reason if it failed.

    `warnings` is what the notebook's kernel wrote to its standard error.
    """

    exit_code: int
    folder: Path
    seconds: float
    reason: str = ""
    warnings: tuple[str, ...] = ()


def run_job(job: Job) -> Outcome:
    """Make one report; the previous one stays where it is until the new one is whole.

    A failed run leaves the notebook as far as it came, and the reason, under `failed/`; a good one
    removes what an earlier failure left there. A folder that cannot be written is a failure too.
    """
    clock = Clock(job.earlier)
    try:
        with staging(job.out) as work:
            return _publish(job, work, clock)
    except OSError as error:
        return Outcome(4, job.out, clock.total, f"không ghi được kết quả: {error}")


def _publish(job: Job, work: Path, clock: Clock) -> Outcome:
    ready, kept = work / "report", work / "failed"
    ready.mkdir()
    kept.mkdir()
    try:
        execution = _make(job, ready, clock)
    except ExecutionFailed as failure:
        _keep(job, kept, clock, failure)
        publish(kept, job.failed)
        return Outcome(4, job.failed, clock.total, failure.reason)
    publish(ready, job.final, job.previous)
    withdraw(job.failed, job.out)
    return Outcome(job.exit_code, job.final, clock.total, warnings=execution.warnings)


def _make(job: Job, ready: Path, clock: Clock) -> Execution:
    execution = execute(job.notebook, job.parameters, job.published, job.cell_seconds)
    clock.lap("execute")
    for name, printer in job.printers.items():
        with _blamed_on(name, execution):
            content = printer(execution.notebook)
        (ready / name).write_bytes(content)
        clock.lap(name)
    nbformat.write(execution.notebook, ready / "report.ipynb")
    for name, content in job.companions.items():
        (ready / name).write_bytes(content)
    clock.lap("files")
    record(ready, job.described(), clock, job.exit_code, execution)
    return execution


@contextmanager
def _blamed_on(name: str, execution: Execution):
    """Any error in here is the failure of one format."""
    try:
        yield
    except CchcError as error:
        raise ExecutionFailed(f"không làm được {name}:\n{error}", execution) from error
    except Exception as error:
        reason = f"không làm được {name}: {type(error).__name__}: {error}"
        raise ExecutionFailed(reason, execution) from error


def _keep(job: Job, kept: Path, clock: Clock, failure: ExecutionFailed) -> None:
    clock.lap("failed")
    if failure.reached is not None:
        nbformat.write(failure.reached.notebook, kept / "report.ipynb")
    (kept / "error.txt").write_text(failure.reason + "\n", encoding="utf-8")
    record(kept, job.described(), clock, 4, failure.reached, failure.reason)
