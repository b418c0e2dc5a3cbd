"""Do the work of a job: prepare, execute, print. It reads the job alone and leaves nothing."""

import json
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from nbformat.v4.rwbase import split_lines

from ..errors import CchcError
from .circumstances import Execution
from .execute import ExecutionFailed, execute
from .folders import private_folder
from .job import BLOCKED, DATA_FAULT, FAILURE, Job, Made, Prepared
from .keep import FULL
from .record import Clock
from .warm import Kernels
from .watch import Bounds

STOCK = Kernels()


def make_report(job: Job, kernels: Kernels = STOCK, folder: Path | None = None) -> Made:
    """The files of a report, or why there is none.

    The work is done in `folder`, an empty one that is somebody's to remove, or in one of its own.
    """
    with nullcontext(folder) if folder else private_folder() as place:
        return _Work(job, kernels, place).done()


class _Work:
    """One report while it is being made."""

    def __init__(self, job: Job, kernels: Kernels, folder: Path):
        self.job, self.kernels, self.folder = job, kernels, folder
        self.clock = Clock()
        self.data = folder / job.data_name
        self.bounds = Bounds(job.seconds, job.megabytes)
        self.prepared = Prepared()

    def done(self) -> Made:
        """The files of the report, or of what there is of it."""
        try:
            return self._made()
        except CchcError as error:
            return self._failed("data", str(error), DATA_FAULT)
        except ExecutionFailed as failure:
            return self._failed(failure.kind, failure.reason, FAILURE, failure.reached)
        except OSError as error:
            kind = "disk" if error.errno in FULL else "error"
            return self._failed(kind, f"không ghi được tệp tạm: {error}", FAILURE)

    def _made(self) -> Made:
        notebook = self._lay_out()
        self.clock.lap("copy")
        parameters = {**self.job.parameters, "data": str(self.data)}
        if self.job.prepare:
            self.prepared = self.job.prepare(**parameters)
        self.clock.lap("prepare")
        execution = execute(
            notebook, self.folder, parameters, self.job.parameters, self.bounds, self.kernels
        )
        self.clock.lap("execute")
        files = {name: self._printed(name, execution) for name in self.job.printers}
        files["report.ipynb"] = _written(execution)
        self.clock.lap("files")
        exit_code = BLOCKED if self.prepared.is_blocked else 0
        return self._result(execution, exit_code, {**files, **self.prepared.companions})

    def _lay_out(self) -> Path:
        """The copy of the input files, and the notebook beside it."""
        self.data.mkdir()
        for path, content in self.job.data.items():
            copy = self.data / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
        notebook = self.folder / self.job.notebook
        notebook.write_bytes(self.job.source)
        return notebook

    def _printed(self, name: str, execution: Execution) -> bytes:
        """The bytes of one format; any error in here is the failure of that format."""
        try:
            return self.job.printers[name](execution.notebook)
        except CchcError as error:
            reason = f"không làm được {name}:\n{error}"
            raise ExecutionFailed("print", reason, execution) from error
        except Exception as error:
            reason = f"không làm được {name}: {type(error).__name__}: {error}"
            raise ExecutionFailed("print", reason, execution) from error
        finally:
            self.clock.lap(name)

    def _failed(self, kind: str, reason: str, code: int, reached: Execution | None = None) -> Made:
        self.clock.lap("failed")
        files = {"report.ipynb": _written(reached)} if reached else {}
        return self._result(reached, code, files, kind=kind, reason=reason)

    def _result(
        self, execution: Execution | None, code: int, files: Mapping[str, bytes], **why: Any
    ) -> Made:
        return Made(
            exit_code=code,
            files=files,
            about=self.prepared.about,
            stages=self.clock.stages,
            cells=execution.cells if execution else {},
            warnings=execution.warnings if execution else (),
            kernel=execution.kernel if execution else "",
            started=self.clock.started,
            **why,
        )


def _written(execution: Execution) -> bytes:
    """The notebook as a file as nbformat writes it: one figure that changed changes few lines.

    Its texts are broken into lines in place, for nobody needs it afterwards: nbformat copies it.
    """
    lines = split_lines(execution.notebook)
    return json.dumps(lines, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
