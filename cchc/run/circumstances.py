"""Part an executed notebook from its circumstances: times, paths, random ids, warnings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from papermill.translators import translate_parameters

_INJECTED = "injected-parameters"
_TIMES = ("papermill", "execution", "ExecuteTime")
_KEPT = ("kernelspec", "language_info", "title")


@dataclass(frozen=True)
class Execution:
    """An executed notebook without its circumstances, and these beside it.

    `cells` are the seconds of each code cell by its name, in the notebook's order. `warnings` is
    what went to standard error: it concerns the person who runs the report, not who reads it.
    `kernel` says how the kernel was started.
    """

    notebook: NotebookNode
    cells: Mapping[str, float]
    warnings: tuple[str, ...]
    kernel: str = ""


def without_circumstances(
    executed: NotebookNode,
    published: Mapping[str, Any],
    said: Iterable[str] = (),
    kernel: str = "",
) -> Execution:
    """The notebook, changed in place, as the same inputs give it byte for byte.

    `published` are the parameters that its injected cell may show, `said` what the kernel's
    process said outside of its cells.
    """
    cells = {name: _seconds(cell) for name, cell in code_cells(executed)}
    warnings = (*_take_warnings(executed), *said)
    for number, cell in enumerate(executed.cells):
        cell.id = f"cell-{number:02d}"
        for key in _TIMES:
            cell.metadata.pop(key, None)
        if _INJECTED in cell.metadata.get("tags", []):
            cell.source = translate_parameters("python3", "python", dict(published), "Parameters")
    kept = {key: executed.metadata[key] for key in _KEPT if key in executed.metadata}
    executed.metadata = NotebookNode(kept)
    return Execution(executed, cells, warnings, kernel)


def code_cells(notebook: NotebookNode) -> Iterator[tuple[str, NotebookNode]]:
    """Each code cell that does something, named by its place and its first line."""
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and cell.source.strip():
            yield f"ô số {number} ({cell.source.strip().splitlines()[0]})", cell


def why_incomplete(executed: NotebookNode) -> str:
    """What the first cell that did not run to its end ran into, "" where all of them did."""
    for name, cell in code_cells(executed):
        for output in cell.outputs:
            if output.output_type == "error":
                return f"{name} báo lỗi {output.ename}: {output.evalue}"
        if cell.execution_count is None:
            return f"{name} chưa được chạy"
    return ""


def first_error(executed: NotebookNode) -> NotebookNode | None:
    """The first output that is an error, None where there is none."""
    outputs = (output for _, cell in code_cells(executed) for output in cell.outputs)
    return next((output for output in outputs if output.output_type == "error"), None)


def last_started(executed: NotebookNode) -> str:
    """The name of the cell that was running when the kernel was lost, "" before the first."""
    names = [name for name, cell in code_cells(executed) if _papermill(cell).get("start_time")]
    return names[-1] if names else ""


def _papermill(cell: NotebookNode) -> Mapping[str, Any]:
    return cell.metadata.get("papermill", {})


def _seconds(cell: NotebookNode) -> float:
    return round(_papermill(cell).get("duration") or 0.0, 4)


def _take_warnings(executed: NotebookNode) -> Iterator[str]:
    for _, cell in code_cells(executed):
        heard = [o for o in cell.outputs if o.output_type == "stream" and o.name == "stderr"]
        cell.outputs = [output for output in cell.outputs if output not in heard]
        yield from (output.text.strip() for output in heard)
