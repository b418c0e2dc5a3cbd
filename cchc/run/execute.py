"""Execute a notebook with papermill, and trust no "completed" of its."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import remove_error_markers
from traitlets.config import Config

from .circumstances import Execution, last_started, why_incomplete, without_circumstances
from .kernel import OwnKernelManager, private_kernel

ENGINE = "cchc"


class ExecutionFailed(Exception):
    """The notebook did not run to its end: `reason` in Vietnamese; `reached`, as far as it came."""

    def __init__(self, reason: str, reached: Execution | None = None):
        self.reason, self.reached = reason, reached
        super().__init__(reason)


class _Engine(NBClientEngine):
    """papermill's own engine that also hands over the notebook, should its run break off."""

    @classmethod
    def execute_notebook(cls, nb, kernel_name, *, started, **kwargs):
        started.append(nb)
        return super().execute_notebook(nb, kernel_name, **kwargs)


papermill_engines.register(ENGINE, _Engine)


def execute(
    notebook: Path,
    parameters: Mapping[str, Any],
    published: Mapping[str, Any],
    cell_seconds: int = 600,
) -> Execution:
    """The executed notebook, without times, paths and random ids: the same inputs, the same bytes.

    `parameters` are what it runs with, `published` what its parameter cell shows afterwards. Raises
    `ExecutionFailed` for a parameter that the notebook does not declare, an error in a cell, a cell
    that takes longer than `cell_seconds`, a kernel that died, and a cell that was not run.
    """
    started: list[NotebookNode] = []
    said: list[str] = []
    failure = None
    try:
        _require_declared(notebook, parameters)
        with private_kernel(said) as config:
            _run(notebook, parameters, cell_seconds, config, started)
    except ExecutionFailed:
        raise
    except Exception as error:
        failure = error
    if not started:
        raise ExecutionFailed(f"không đọc được {notebook.name}: {failure}") from failure
    reached = remove_error_markers(started[0])
    reason = _reason(failure, reached, cell_seconds)
    # a kernel that did its work may still grumble when it is told to leave
    execution = without_circumstances(reached, published, said if reason else ())
    if reason:
        raise ExecutionFailed(reason, execution) from failure
    return execution


def _run(
    notebook: Path,
    parameters: Mapping[str, Any],
    cell_seconds: int,
    config: Config,
    started: list[NotebookNode],
) -> None:
    papermill.execute_notebook(
        _literal(notebook),
        None,
        parameters=dict(parameters),
        engine_name=ENGINE,
        started=started,
        kernel_name="python3",
        kernel_manager_class=OwnKernelManager,
        config=config,
        execution_timeout=cell_seconds,
        shutdown_kernel="immediate",
        progress_bar=False,
    )


def _literal(path: Path) -> str:
    """The path such that papermill leaves it alone: it would take {...} for a parameter."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _require_declared(notebook: Path, parameters: Mapping[str, Any]) -> None:
    """A parameter that the notebook does not declare would not reach it, without a word."""
    declared = papermill.inspect_notebook(_literal(notebook))
    missing = [name for name in parameters if name not in declared]
    if missing:
        names = ", ".join(missing)
        raise ExecutionFailed(f"ô có thẻ 'parameters' của {notebook.name} không khai báo: {names}")


def _reason(failure: Exception | None, reached: NotebookNode, cell_seconds: int) -> str:
    """Why the run counts for nothing, "" for a good one."""
    match failure:
        case None | PapermillExecutionError():
            return why_incomplete(reached)
        case CellTimeoutError():
            return f"{last_started(reached)} chạy quá {cell_seconds} giây"
        case DeadKernelError():
            return f"tiến trình tính toán dừng đột ngột ở {last_started(reached)}"
        case _ if last_started(reached):
            what = f"{type(failure).__name__}: {failure}"
            return f"không chạy tiếp được từ {last_started(reached)}: {what}"
        case _:
            return f"không khởi động được tiến trình tính toán ({failure})"
