"""Execute a notebook with papermill, and trust no "completed" of its."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import papermill
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from traitlets import Any as AnyTrait

from .circumstances import (
    Execution,
    first_error,
    last_started,
    why_incomplete,
    without_circumstances,
)
from .deaths import died
from .keep import FULL
from .kernel import Place, kernel_in
from .warm import Kernels, how_started
from .watch import LARGEST_OUTPUT, Bounds, Watch

ENGINE, KERNEL = "cchc", "python3"
SAYS_FULL = tuple(f"[Errno {number}]" for number in FULL)


class ExecutionFailed(Exception):
    """The notebook did not run to its end.

    `kind` is the sort of failure, as `Made` has it; `reason` says it in Vietnamese; `reached` is
    the notebook as far as it came.
    """

    def __init__(self, kind: str, reason: str, reached: Execution | None = None):
        self.kind, self.reason, self.reached = kind, reason, reached
        super().__init__(reason)


class _Client(PapermillNotebookClient):
    """papermill's own client that keeps no more outputs than are allowed."""

    watch = AnyTrait()

    def output(self, outs, msg, display_id, cell_index):
        if not self.watch.hear(_characters(msg["content"])):
            return None
        return super().output(outs, msg, display_id, cell_index)


class _Engine(NBClientEngine):
    """papermill's own engine with the client above."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, *, client, **_):
        return _Client(nb_man, kernel_name=kernel_name, startup_timeout=60, **client).execute()


papermill_engines.register(ENGINE, _Engine)


def execute(
    notebook: Path,
    folder: Path,
    parameters: Mapping[str, Any],
    published: Mapping[str, Any],
    bounds: Bounds,
    kernels: Kernels,
) -> Execution:
    """The executed notebook, without times, paths and random ids: the same inputs, the same bytes.

    It runs in the private `folder`. `parameters` are what it runs with, `published` what its
    parameter cell shows afterwards. Raises `ExecutionFailed` for a parameter that the notebook does
    not declare, an error in a cell, a kernel that died or was killed, and a cell that was not run.
    """
    failure = None
    _require_declared(notebook, parameters)
    running = _parameterized(notebook, parameters)
    with kernel_in(folder) as place, Watch(bounds, place) as watch:
        place.config.merge(kernels.config)
        try:
            _run(running, _client(kernels, place, watch))
        except Exception as error:
            failure = error
    kind, reason = _why(failure, running, watch, place)
    # a kernel that did its work may still grumble when it is told to leave
    said = place.said if reason else ()
    execution = without_circumstances(running, published, said, how_started(kernels, place))
    if reason:
        raise ExecutionFailed(kind, reason, execution) from failure
    return execution


def _client(kernels: Kernels, place: Place, watch: Watch) -> dict[str, Any]:
    """How papermill's client is to run the notebook."""
    return {
        "kernel_manager_class": kernels.manager,
        "config": place.config,
        "shutdown_kernel": "immediate",
        "resources": {"metadata": {"path": str(place.folder)}},  # where the kernel works
        "watch": watch,
        "log": logging.getLogger("papermill"),
    }


def _parameterized(notebook: Path, parameters: Mapping[str, Any]) -> NotebookNode:
    """The notebook as papermill reads it, with its parameters."""
    return parameterize_notebook(
        load_notebook_node(str(notebook)), dict(parameters), kernel_name=KERNEL
    )


def _run(notebook: NotebookNode, client: dict[str, Any]) -> None:
    """Execute a notebook in place, as `papermill.execute_notebook` does.

    That one turns what it has executed into text besides, which takes as long as all its charts,
    also where there is no file to write it to.
    """
    papermill_engines.execute_notebook_with_engine(
        ENGINE, notebook, kernel_name=KERNEL, client=client, progress_bar=False
    )


def _literal(path: Path) -> str:
    """The path such that papermill leaves it alone: it would take {...} for a parameter."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _require_declared(notebook: Path, parameters: Mapping[str, Any]) -> None:
    """A parameter that the notebook does not declare would not reach it, without a word."""
    try:
        declared = papermill.inspect_notebook(_literal(notebook))
    except Exception as error:
        raise ExecutionFailed("error", f"không đọc được {notebook.name}: {error}") from error
    missing = [name for name in parameters if name not in declared]
    if missing:
        names = ", ".join(missing)
        what = f"ô có thẻ 'parameters' của {notebook.name} không khai báo: {names}"
        raise ExecutionFailed("error", what)


def _why(
    failure: Exception | None,
    reached: NotebookNode,
    watch: Watch,
    place: Place,
) -> tuple[str, str]:
    """The kind of a failure and its reason, both "" for a good run."""
    where = last_started(reached)
    if failure is not None and watch.kind:
        return watch.kind, _beyond(watch, where)
    match failure:
        case None:
            reason = why_incomplete(reached)
            return (_kind(reached), reason) if reason else ("", "")
        case DeadKernelError():
            kind, what = died(place.process.poll() if place.process else None)
            return kind, f"tiến trình tính toán {what}" + (f" ở {where}" if where else "")
        case _ if where:
            what = f"{type(failure).__name__}: {failure}"
            return "error", f"không chạy tiếp được từ {where}: {what}"
        case _:
            last = "".join(place.said).rstrip().rpartition("\n")[2]
            why = f"{failure}; {last}" if last else str(failure)
            return "start", f"không khởi động được tiến trình tính toán ({why})"


def _beyond(watch: Watch, where: str) -> str:
    """What a kernel that was killed for it has done, and in which cell."""
    place = f"ở {where}" if where else "lúc khởi động tiến trình tính toán"
    match watch.kind:
        case "timeout":
            return f"quá {watch.bounds.seconds:g} giây cho một báo cáo, dừng {place}"
        case "memory":
            return f"dùng quá {watch.bounds.megabytes} MB bộ nhớ {place}"
        case _:
            return f"in ra quá {LARGEST_OUTPUT // 1_000_000} triệu ký tự {place}"


def _kind(reached: NotebookNode) -> str:
    """The sort of failure that the error in a cell is."""
    error = first_error(reached)
    if error is None:
        return "error"
    if error.evalue.startswith(SAYS_FULL):
        return "disk"
    return "memory" if error.ename == "MemoryError" else "error"


def _characters(content: Mapping[str, Any]) -> int:
    """How much an output holds: a stream's text, or all forms of a picture or a table."""
    held = [*content.get("data", {}).values(), *content.get("metadata", {}).values()]
    return len(content.get("text", "")) + sum(len(str(value)) for value in held)
