"""What both exporters begin with: nbconvert's preprocessors, at the price of one small copy."""

from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from traitlets import default

from cchc.bundle import BLOCKS

from .document import Document, read_document

Json = dict[str, Any]


class BlockExporter(Exporter):
    """Reads the blocks of an executed notebook; an edition says how they are printed."""

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        """A notebook is validated once, after the preprocessors, not after each of them."""
        return True

    def warm_up(self) -> None:
        """Load what every report needs and none changes, once for all processes that are forked
        afterwards; it starts no thread."""
        self.read(new_notebook())

    def read(
        self, nb: NotebookNode, resources: Json | None = None, **kw: Any
    ) -> tuple[Document, Json]:
        """The document in a notebook that the preprocessors have seen, and nbconvert's resources.

        Raises CchcError for an output that cannot be printed.
        """
        notebook, resources = Exporter.from_notebook_node(self, _sharing(nb), resources, **kw)
        return read_document(notebook), resources


class _Shared(list):
    """Blocks that every copy of a notebook has in common: nbconvert makes three, and takes longer
    over them than printing takes. Nothing here changes a block."""

    def __deepcopy__(self, memo: Json) -> "_Shared":
        return self


def _sharing(nb: NotebookNode) -> NotebookNode:
    """The notebook with blocks that are never copied; the one given stays as it is."""
    cells = [
        NotebookNode(cell | {"outputs": [*map(_sharing_output, cell["outputs"])]})
        if "outputs" in cell
        else cell
        for cell in nb["cells"]
    ]
    return NotebookNode(nb | {"cells": cells})


def _sharing_output(output: NotebookNode) -> NotebookNode:
    metadata = output.get("metadata", {})
    if BLOCKS not in metadata:
        return output
    shared = NotebookNode(metadata | {BLOCKS: _Shared(metadata[BLOCKS])})
    return NotebookNode(output | {"metadata": shared})
