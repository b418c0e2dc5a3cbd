"""The limit: what the notebook calls, in warm processes and without a kernel; prints the seconds.

    python -m bench.limit --jobs 2 --formats html,pdf --data DATA --out FOLDER UNIT...

The calls are those of the notebook's own cells, so the limit is of the same report. The clock runs
from when every process has loaded all libraries and made one report.
"""

import argparse
import ast
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from cchc.page import Shown
from cchc.run.printing import Print

from . import NOTEBOOK


def executed(
    notebook: NotebookNode, parameters: Mapping[str, Any], hidden: Mapping[str, Any]
) -> NotebookNode:
    """The notebook with its cells' outputs, as a kernel would have made them.

    Both kinds of parameters go to its cells; those that are `hidden` are not written into it.
    """
    from papermill.parameterize import parameterize_notebook

    made = parameterize_notebook(notebook, dict(parameters))
    names: dict[str, Any] = {}
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    for count, cell in enumerate(code, start=1):
        value = _run(cell.source, names)
        if "injected-parameters" in cell.metadata.get("tags", []):
            names.update(hidden)
        cell.execution_count = count
        cell.outputs = [] if value is None else _shown(value, count)
    return made


def _run(source: str, names: dict[str, Any]) -> Any:
    """The value that the cell ends with, None where it ends with a statement."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    return last and eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)


def _shown(value: Any, count: int) -> list[NotebookNode]:
    if isinstance(value, Shown):
        return [
            nbformat.v4.new_output("display_data", data=data, metadata=metadata)
            for data, metadata in value.outputs
        ]
    data, metadata = _display().format(value)
    shown = {"data": data, "metadata": metadata, "execution_count": count}
    return [nbformat.v4.new_output("execute_result", **shown)]


@cache
def _display():
    from IPython.core.formatters import DisplayFormatter

    return DisplayFormatter()


@cache
def read_notebook(path: Path = NOTEBOOK) -> NotebookNode:
    """The notebook as papermill reads it, once."""
    from papermill.iorw import load_notebook_node

    return load_notebook_node(str(path))


def make(units: Sequence[str], data: Path, formats: Sequence[str], out: Path) -> None:
    """Write the reports of the units, one file a unit and format."""
    for unit in units:
        notebook = executed(read_notebook(), {"district": unit}, {"data": str(data)})
        for kind in formats:
            (out / f"{unit}.{kind}").write_bytes(Print(kind)(notebook))


def seconds(units: Sequence[str], data: Path, formats: Sequence[str], out: Path, jobs: int):
    """How long `jobs` warm processes take for the reports of all units."""
    shares = [units[job::jobs] for job in range(jobs)]
    with ExitStack() as stack:
        # A pool of one each: then every process can be seen warm, and an error in it is heard.
        spawn = get_context("spawn")  # typst has threads, which a fork would lose
        processes = [stack.enter_context(ProcessPoolExecutor(1, spawn)) for _ in shares]

        def all_make(shares: Sequence[Sequence[str]]) -> None:
            working = [
                process.submit(make, share, data, formats, out)
                for process, share in zip(processes, shares, strict=True)
            ]
            for each in working:
                each.result()

        all_make([share[:1] for share in shares])
        start = time.perf_counter()
        all_make(shares)
        return time.perf_counter() - start


def main() -> None:
    """Make the reports and print the seconds that it took."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("units", nargs="+")
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--formats", default="html,pdf")
    options.add_argument("--jobs", type=int, default=1)
    chosen = options.parse_args()
    formats = chosen.formats.split(",")
    print(seconds(chosen.units, chosen.data, formats, chosen.out, chosen.jobs))


if __name__ == "__main__":
    main()
