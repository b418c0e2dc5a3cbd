"""The notebook as a tagged, archival PDF set by Typst: `jupyter nbconvert --to cchc_pdf`."""

import json
from base64 import b64decode
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import typst
from nbformat import NotebookNode
from traitlets import Unicode, default
from traitlets.config import Config

from cchc import page
from cchc.columns import column_shares, is_narrow
from cchc.errors import CchcError, Fault
from cchc.fonts import all_faces, body_faces, font_book, require_fonts
from cchc.plain import weight

from .block_exporter import BlockExporter
from .document import Document
from .outputs import FOREIGN_HTML
from .unprinted import refuse_unprintable

Json = dict[str, Any]

_TEMPLATE = Path(__file__).parent / "template" / "report.typ"
_STANDARDS = ["a-2a", "ua-1"]
_NO_DAY = 0
"""PDF/A wants a date; the report's own stands in its head, and a clock would change the bytes."""


class CchcPDFExporter(BlockExporter):
    """A4 pages, PDF/A-2a and PDF/UA-1, from blocks that Typst gets as data, never as markup.

    The same notebook and fonts give the same bytes. Raises CchcError for an output or a character
    that cannot be printed, a font that is missing, every error and every warning of Typst.
    """

    export_from_notebook = "CCHC PDF"
    output_mimetype = "application/pdf"
    font_path = Unicode(
        "", help="Folder with a Times-metric face (Tinos, Liberation Serif) or fonts of charts."
    ).tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    @property
    def default_config(self) -> Config:
        """Cells are left out by tag as in the HTML edition, where nbconvert does so by itself."""
        return Config({"TagRemovePreprocessor": {"enabled": True}})

    def warm_up(self) -> None:
        """Load the fonts too, and the template."""
        super().warm_up()
        body_faces(self.font_path)
        _compiler(self.font_path)

    def from_notebook_node(
        self, nb: NotebookNode, resources: Json | None = None, **kw: Any
    ) -> tuple[bytes, Json]:
        """The PDF of an executed notebook, and nbconvert's resources."""
        document, resources = self.read(nb, resources, **kw)
        _refuse_foreign_html(document)
        require_fonts(_drawings(document), self.font_path)
        refuse_unprintable(document, partial(_prints, font_path=self.font_path))
        try:
            return _typeset(_printable(document, self.font_path), self.font_path), resources
        except typst.TypstError as error:
            raise CchcError(_refused(document, error, self.font_path)) from error


@cache
def _compiler(font_path: str) -> typst.Compiler:
    return typst.Compiler(str(_TEMPLATE), font_paths=font_book(font_path), ignore_system_fonts=True)


def _typeset(document: Json, font_path: str) -> bytes:
    pdf, warnings = _compiler(font_path).compile_with_warnings(
        format="pdf",
        sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
        pdf_standards=_STANDARDS,
        timestamp=_NO_DAY,
    )
    if warnings:
        mend = "sửa nội dung hoặc phông chữ mà lời cảnh báo nêu"
        words = [f"Typst cảnh báo: {warning.message}" for warning in warnings]
        raise CchcError(Fault(what, _TEMPLATE.name, mend) for what in words)
    return pdf


def _prints(text: str, font_path: str) -> bool:
    """Whether Typst sets a text, upright, bold and slanted."""
    runs = (text, page.Styled(text, "strong"), page.Styled(text, "em"))
    try:
        _typeset(_printable(_lone(page.to_json(page.Paragraph(runs))), font_path), font_path)
    except typst.TypstError:
        return False
    return True


def _lone(block: Json) -> Document:
    return Document("x", "x", (block,), ("",), (), invented=False)


def _refused(document: Document, error: typst.TypstError, font_path: str) -> Iterator[Fault]:
    """A fault for every block that Typst refuses by itself; where none is, one for the whole."""
    mend = "xem lại nội dung mà lời báo nêu, rồi chạy lại"
    found = []
    for cell, block in zip(document.cells, document.blocks, strict=True):
        try:
            _typeset(_printable(_lone(block), font_path), font_path)
        except typst.TypstError as own:
            found.append(Fault(f"Typst không in được: {own.message}", cell, mend))
    yield from found or [Fault(f"Typst không in được: {error.message}", "notebook", mend)]


def _refuse_foreign_html(document: Document) -> None:
    mend = (
        "hiện kết quả bằng một hàm của cchc, đưa bảng về một tầng bằng reset_index(),"
        " hoặc in ra dạng chữ bằng print(...)"
    )
    faults = [
        Fault("bảng HTML này không in được ra PDF", f"notebook, {block['cell']}", mend)
        for block in document.blocks
        if block["type"] == FOREIGN_HTML
    ]
    if faults:
        raise CchcError(faults)


def _drawings(document: Document) -> Iterator[tuple[str, str]]:
    for block in document.blocks:
        if block["type"] == "Chart":
            yield f"{block['label']} {block['caption']}", block["svg"]
        elif block["type"] == "Picture" and block["media"] == "image/svg+xml":
            yield f"hình '{block['alt']}'", block["data"]


def _printable(document: Document, font_path: str) -> Json:
    """The document as the Typst template reads it: with widths, bytes and words it cannot find."""
    return {
        "title": document.title,
        "short_title": document.short_title,
        "invented": document.invented,
        "blocks": [_for_typst(block) for block in document.blocks],
        "faces": all_faces(font_path),
        "has_code": bool(document.code),
    }


def _for_typst(block: Json) -> Json:
    match block["type"]:
        case "Callout":
            return block | {"weight": weight(block)}
        case "Table":
            return block | {"shares": column_shares(block)}
        case "Chart":
            numbers = block["data"]
            widths = {"shares": column_shares(numbers), "narrow": is_narrow(numbers)}
            return block | {"data": numbers | widths}
        case "Picture" if block["media"] != "image/svg+xml":
            return block | {"data": list(b64decode(block["data"]))}
        case _:
            return block
