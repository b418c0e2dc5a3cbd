"""One report: what it is made of, what came of the work, and where it stands when it is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .dependence import dependence, digest
from .standing import Standing

if TYPE_CHECKING:  # only the process that makes reports loads the notebook tools
    from nbformat import NotebookNode

Printer = Callable[["NotebookNode"], bytes]
"""Makes the bytes of one format from an executed notebook."""

UNKNOWN_SPAN = "khong-ro-ky"
"""The period of a report whose data do not say which it is."""
DATA_FAULT, FAILURE, BLOCKED = 1, 4, 3
"""Exit codes: the data have faults, there is no report, the figures contradict each other."""


@dataclass(frozen=True)
class Preload:
    """What is loaded once, before processes are forked: by a module for those that make reports,
    and what the notebook imports for their kernels.
    """

    makers: str
    kernels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """What the data give before the notebook runs.

    `companions` are files that stand beside the report, by name; `about` is what an index says of
    it; `is_blocked` tells that some figures cannot all be true.
    """

    companions: Mapping[str, bytes] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)
    is_blocked: bool = False


@dataclass(frozen=True)
class Job:
    """What a report is made of; it may be sent to another process or machine.

    `source` are the bytes of the notebook, `data` those of the input files by their path in the
    data folder: the work sees a copy of these, so nobody can change them meanwhile. `parameters` go
    to the notebook, with the folder of that copy as `data`, which is never printed. `prepare` gets
    the same. `printers` make one file of the notebook each, by file name; `printing` is what some
    of them are told besides, as it was asked for. `about` is what an index says of the unit. The
    kernel, with its children, may take `seconds` and `megabytes`.
    """

    unit: str
    span: str
    notebook: str
    source: bytes
    out: Path
    parameters: Mapping[str, Any]
    printers: Mapping[str, Printer]
    data: Mapping[str, bytes] = field(default_factory=dict)
    data_name: str = "data"
    prepare: Callable[..., Prepared] | None = None
    printing: Mapping[str, str] = field(default_factory=dict)
    lock_file: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 600
    megabytes: int = 2048

    @property
    def final(self) -> Path:
        """Where the finished report stands."""
        return self.out / self.unit / self.span

    @property
    def failed(self) -> Path:
        """Where a report that could not be made leaves what there is of it."""
        return self.out / "failed" / self.unit / self.span

    @property
    def failures(self) -> tuple[Path, Path]:
        """Where failures of it may stand: its own, and that of data which did not say the years."""
        return self.failed, self.failed.with_name(UNKNOWN_SPAN)

    @property
    def previous(self) -> Path:
        """Where the report before the present one is kept."""
        return self.out / "previous" / self.unit / self.span

    @cached_property
    def inputs(self) -> dict[str, str]:
        """The sha256 of every input file, by path."""
        return {path: digest(content) for path, content in sorted(self.data.items())}

    def described(self) -> dict[str, Any]:
        """What the report is made of, as run.json says it."""
        return {
            "unit": self.unit,
            "period": self.span,
            "about": dict(self.about),
            "parameters": dict(self.parameters),
            "notebook": {"name": self.notebook, "sha256": digest(self.source)},
            "inputs": [{"path": path, "sha256": value} for path, value in self.inputs.items()],
            "depends_on": self.depends_on(),
            "formats": self.formats,
        }

    def depends_on(self) -> dict[str, str]:
        """Everything that the report is made from, by name."""
        return dependence(self.inputs, digest(self.source), self.parameters, self.lock_file)

    @property
    def formats(self) -> dict[str, str]:
        """The files that are asked for, by name: what the printer of each is told."""
        return {name: self.printing.get(name, "") for name in self.printers}

    @property
    def standing(self) -> Standing:
        """What stands at the final place."""
        return Standing.at(self.final)

    def why_run(self) -> str:
        """Why the report must be made, in Vietnamese; "" where it stands as it would be made."""
        return self.standing.why_anew(self.depends_on(), self.formats)

    def notes(self) -> tuple[str, ...]:
        """In words, what of the report that stands would not be in the one that is asked for."""
        standing = self.standing
        kept = self.formats | standing.still_true(self.depends_on())
        gone = [name for name in standing.formats if name not in kept]
        return standing.notes(self.formats, gone, self.previous)


@dataclass(frozen=True)
class Made:
    """What came of the work: the files of the report or, where it failed, what there is of it.

    `kind` names the sort of failure ("" for a report): `data`, `error`, `timeout`, `memory`,
    `output`, `disk`, `exit`, `crash`, `killed`, `start`, `print`; `reason` says it in Vietnamese.
    `cells` are the seconds of each code cell, `stages` those of each step of the work; `kernel`
    says how the kernel was started, `warnings` is what went to its standard error.
    """

    exit_code: int
    files: Mapping[str, bytes]
    kind: str = ""
    reason: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)
    stages: Mapping[str, float] = field(default_factory=dict)
    cells: Mapping[str, float] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    kernel: str = ""
    started: str = ""
    attempts: int = 1

    @property
    def is_report(self) -> bool:
        """Whether there is a report to publish."""
        return not self.kind


@dataclass(frozen=True)
class Outcome:
    """How a job ended: its exit code (0, 1, 3 or 4), the folder to look at, why if it failed.

    `notes` say what of the report before is not in the new one.
    """

    exit_code: int
    folder: Path
    seconds: float
    kind: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()
    attempts: int = 1
    notes: tuple[str, ...] = ()
