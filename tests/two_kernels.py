"""Run cells in an ordinary kernel and in a warm one, and say what they gave in the same words."""

import asyncio
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import run_sync
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from cchc.run.folders import private_folder
from cchc.run.kernel import kernel_in
from cchc.run.warm import Kernels

# What differs from one run to the next in any kernel: process numbers, folders, addresses, times.
PASSING = (
    (r"/[^ \"]*/cchc-[\w-]+/(ipykernel_\d+/\d+)?", "<folder>/"),
    (r"\b0x[0-9a-f]{6,}", "<address>"),
    (r"\b\d[\d.e+-]* ?(ns|[µμu]s|ms|s)\b", "<time>"),
    (r"<dc:date>[^<]*</dc:date>", "<time>"),
)


@dataclass(frozen=True)
class Executed:
    """An executed notebook, and what broke it off."""

    notebook: NotebookNode
    failure: Exception | None

    @property
    def outputs(self) -> list[list[dict[str, Any]]]:
        """The outputs of each code cell, a stream's text in one piece."""
        return [_outputs(cell) for cell in self.notebook.cells if cell.cell_type == "code"]

    @property
    def text(self) -> str:
        """All that was written to standard output."""
        streams = (o for cell in self.outputs for o in cell if o.get("name") == "stdout")
        return "".join(output["text"] for output in streams)

    @property
    def pictures(self) -> int:
        """How many outputs are pictures."""
        data = (o.get("data", {}) for cell in self.outputs for o in cell)
        return sum(any(kind.startswith("image/") for kind in each) for each in data)


def run(kernels: Kernels, work: Path, *cells: str, **options: Any) -> Executed:
    """The cells executed by papermill as it is, in a kernel of `kernels`."""
    kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(
        cells=[new_code_cell(source) for source in cells], metadata={"kernelspec": kernelspec}
    )
    return run_notebook(kernels, work, notebook, **options)


def run_notebook(
    kernels: Kernels, work: Path, notebook: NotebookNode | str, **options: Any
) -> Executed:
    """A notebook executed by papermill as it is, in a kernel of `kernels`."""
    out = work / "executed.ipynb"
    failure = None
    with private_folder() as folder, kernel_in(folder) as place, _as_outside_pytest():
        place.config.merge(kernels.config)
        try:
            papermill.execute_notebook(
                notebook,
                out,
                kernel_name="python3",
                kernel_manager_class=kernels.manager,
                config=place.config,
                progress_bar=False,
                **options,
            )
        except (PapermillExecutionError, DeadKernelError, CellTimeoutError) as error:
            failure = error
    return Executed(nbformat.read(out, as_version=4), failure)


def run_in_thread(*arguments: Any) -> Executed:
    """As `run`, closing the event loop that nbclient leaves to every thread."""

    async def loop() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    try:
        return run(*arguments)
    finally:
        run_sync(loop)().close()


@contextmanager
def _as_outside_pytest() -> Iterator[None]:
    """ipykernel leaves file descriptors alone when it thinks that it is itself under test."""
    name = "PYTEST_CURRENT_TEST"
    said = os.environ.pop(name, None)
    try:
        yield
    finally:
        if said is not None:
            os.environ[name] = said


def _outputs(cell: NotebookNode) -> list[dict[str, Any]]:
    """Streams first: between output and errors, who comes first is chance in any kernel."""
    streams = [o for o in cell.outputs if o.output_type == "stream"]
    names = sorted({o.name for o in streams})
    texts = ({"name": n, "text": "".join(o.text for o in streams if o.name == n)} for n in names)
    others = [o for o in cell.outputs if o.output_type != "stream"]
    return [_without_passing(output) for output in [*texts, *others]]


def _without_passing(output: Any) -> Any:
    text = json.dumps(output, ensure_ascii=False)
    for pattern, word in PASSING:
        text = re.sub(pattern, word, text)
    return json.loads(text)


def difference(ordinary: Executed, warmed: Executed) -> list[str]:
    """The lines in which the outputs of the two differ, with the number of their cell."""
    lines = []
    for number, (one, other) in enumerate(zip(ordinary.outputs, warmed.outputs, strict=True)):
        told = [json.dumps(o, ensure_ascii=False, indent=1).split("\\n") for o in (one, other)]
        lines += [f"{number} {line[:300]}" for line in unified_diff(*told, n=0, lineterm="")]
    return lines
