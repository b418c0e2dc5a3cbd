"""Execute a notebook with papermill, and leave nothing in it of the machine it ran on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from .kernel import OwnKernelManager, private_sockets

_TIMES = ("papermill", "execution", "ExecuteTime")
_KEPT = ("kernelspec", "language_info", "title")


class ExecutionFailed(Exception):
    """The notebook did not run to its end: `reason` in Vietnamese; `notebook` as far as it came."""

    def __init__(self, reason: str, notebook: NotebookNode | None):
        self.reason, self.notebook = reason, notebook
        super().__init__(reason)


def execute(
    notebook: Path, parameters: Mapping[str, Any], published: Mapping[str, Any], work: Path
) -> NotebookNode:
    """The executed notebook, without times, paths and random ids: the same inputs, the same bytes.

    `parameters` are what it runs with, `published` what its parameter cell shows afterwards; `work`
    is an empty folder for what papermill writes on the way. Raises `ExecutionFailed` for an error
    in a cell, for a kernel that died or hung, and for a notebook that did not run every cell:
    papermill's own "completed" is not trusted.
    """
    out = work / "executed.ipynb"
    try:
        with private_sockets() as config:
            papermill.execute_notebook(
                notebook,
                out,
                parameters=dict(parameters),
                kernel_name="python3",
                kernel_manager_class=OwnKernelManager,
                config=config,
                progress_bar=False,
                request_save_on_cell_execute=False,
            )
    except (PapermillExecutionError, CellExecutionError) as error:
        raise ExecutionFailed(_reason(error), _read(out)) from error
    except Exception as error:
        raise ExecutionFailed(f"{type(error).__name__}: {error}", _read(out)) from error
    executed = nbformat.read(out, as_version=4)
    _require_complete(executed)
    return _without_circumstances(executed, notebook, published)


def _reason(error: Exception) -> str:
    cell = getattr(error, "exec_count", None) or getattr(error, "cell_index", None)
    name, value = getattr(error, "ename", ""), getattr(error, "evalue", str(error))
    return f"ô mã thứ {cell} báo lỗi {name}: {value}"


def _read(path: Path) -> NotebookNode | None:
    return nbformat.read(path, as_version=4) if path.is_file() else None


def _require_complete(executed: NotebookNode) -> None:
    for number, cell in enumerate(executed.cells, start=1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        if cell.execution_count is None:
            raise ExecutionFailed(f"ô thứ {number} chưa được chạy", executed)
        if any(output.output_type == "error" for output in cell.outputs):
            raise ExecutionFailed(f"ô thứ {number} có lỗi", executed)


def _without_circumstances(
    executed: NotebookNode, source: Path, published: Mapping[str, Any]
) -> NotebookNode:
    shown = parameterize_notebook(load_notebook_node(str(source)), dict(published))
    injected = [c for c in shown.cells if "injected-parameters" in c.metadata.get("tags", [])]
    for number, cell in enumerate(executed.cells):
        cell.id = f"cell-{number:02d}"
        for key in _TIMES:
            cell.metadata.pop(key, None)
        if injected and "injected-parameters" in cell.metadata.get("tags", []):
            cell.source = injected[0].source
    kept = {key: executed.metadata[key] for key in _KEPT if key in executed.metadata}
    executed.metadata = NotebookNode(kept)
    return executed
