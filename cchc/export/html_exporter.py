"""The notebook as one HTML page that needs nothing else: `jupyter nbconvert --to cchc_html`."""

from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from cchc.html import block_to_html

from .block_exporter import BlockExporter
from .document import Document
from .numbering import contents
from .outputs import FOREIGN_HTML

Json = dict[str, Any]

_TEMPLATES = Path(__file__).parent / "template"


class CchcHTMLExporter(BlockExporter, TemplateExporter):
    """One self-contained page: no script, no outside address, the code in an audit appendix.

    The same notebook gives the same text. Raises CchcError for an output that cannot be printed.
    An exporter may be used again and again; its template is read once.
    """

    export_from_notebook = "CCHC HTML"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_file")
    def _template_file_default(self) -> str:
        return "page.html.j2"

    @default("template_paths")
    def _template_paths_default(self) -> list[str]:
        return [str(_TEMPLATES)]

    def default_filters(self) -> list[tuple[str, Any]]:
        """None of nbconvert's: the page is made of blocks, not of cells."""
        return []

    def _create_environment(self) -> Environment:
        environment = super()._create_environment()
        environment.autoescape = True
        return environment

    def warm_up(self) -> None:
        """Load the template too."""
        super().warm_up()
        self.template  # noqa: B018

    def from_notebook_node(
        self, nb: NotebookNode, resources: Json | None = None, **kw: Any
    ) -> tuple[str, Json]:
        """The page of an executed notebook, and nbconvert's resources."""
        document, resources = self.read(nb, resources, **kw)
        page = self.template.render(
            document=document,
            body=Markup(_body(document)),
            contents=contents(document.blocks),
            appendix=f"{len(contents(document.blocks)) + 1}",
        )
        return page, resources


def _body(document: Document) -> str:
    return "\n".join(
        _foreign(block) if block["type"] == FOREIGN_HTML else block_to_html(block)
        for block in document.blocks
    )


def _foreign(block: Json) -> str:
    attributes = f'role="group" tabindex="0" aria-label="Bảng của {Markup.escape(block["cell"])}"'
    return f'<div class="scroll foreign" {attributes}>{block["html"]}</div>'
