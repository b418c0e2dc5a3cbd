"""The printers of a report: they may be sent to another process, and load their tools there."""

from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True)
class Print:
    """Makes the bytes of a format, "html" or "pdf", from an executed notebook."""

    kind: str
    fonts: str = ""

    def __call__(self, notebook: Any) -> bytes:
        content, _ = exporter(self.kind, self.fonts).from_notebook_node(notebook)
        return content if isinstance(content, bytes) else content.encode()


@cache
def exporter(kind: str, fonts: str = "") -> Any:
    """The exporter of a format, made once."""
    from ..export import CchcHTMLExporter, CchcPDFExporter

    return CchcHTMLExporter() if kind == "html" else CchcPDFExporter(font_path=fonts)
