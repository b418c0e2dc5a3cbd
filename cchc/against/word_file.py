"""READ a report from a Word file: body paragraphs and tables in their order, nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

from ..intake.archive import WORD, parts_of, refusal
from .grid import sentences_of
from .outline import Piece

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}footnoteReference", _FALLBACK}
_CONTAINERS = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml")}
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_WIDEST = 100
AUTO_NUMBERS = (
    "Word tự đánh số một số mục: các số thứ tự ấy không nằm trong chữ nên không được liệt kê."
)
NOT_READ = "Không đọc: đầu trang, chân trang, chú thích, hình và hộp chữ."


def read_word(path: Path) -> tuple[list[Piece], list[str]]:
    """The paragraphs of a .docx, a table cell with a number as a sentence of its own; and notes.

    Text that a tracked change deletes is left out, what it inserts is read. Nothing that the file
    refers to is opened. Raises `CchcError`.
    """
    from docx.oxml.parser import parse_xml
    from lxml.etree import XMLSyntaxError

    parts = parts_of(path, WORD)
    if any(b"<!DOCTYPE" in content for content in parts.values()):
        what = "tệp có khai báo DTD, là thứ Word không bao giờ ghi"
        raise refusal(path, what, f"không dùng tệp này; {WORD.save}")
    try:
        body = parse_xml(parts["word/document.xml"]).body
        styles = parse_xml(parts["word/styles.xml"]) if "word/styles.xml" in parts else ()
    except (XMLSyntaxError, AttributeError):
        raise refusal(path, "tệp Word hỏng, không đọc được nội dung", WORD.save) from None
    headings = {style.get(f"{_W}styleId"): _heading(style) for style in styles}
    pieces = list(_pieces(body, headings))
    is_numbered = next(body.iter(f"{_W}numPr"), None) is not None
    return pieces, [*([AUTO_NUMBERS] if is_numbered else []), NOT_READ]


def _heading(style) -> int:
    """The depth of a heading by the name of its style, 0 for all others."""
    name = style.find(f"{_W}name")
    depth = "" if name is None else name.get(f"{_W}val", "").lower().removeprefix("heading ")
    return int(depth) if depth.isdigit() else 0


def _pieces(container, headings: dict[str, int]) -> Iterator[Piece]:
    for element in container:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, headings)
        elif element.tag == f"{_W}tbl":
            yield from sentences_of(_grid(element))
        elif element.tag in _CONTAINERS:
            yield from _pieces(element, headings)


def _paragraph(element, headings: dict[str, int]) -> Iterator[Piece]:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    depth = headings.get(style.get(f"{_W}val"), 0) if style is not None else 0
    is_item = element.find(f"{_W}pPr/{_W}numPr") is not None
    for line in _text(element).split("\n"):
        yield Piece(line, depth, is_item)


def _text(element) -> str:
    """The text of a paragraph as it reads when every tracked change is accepted."""
    if element.tag == f"{_W}t":
        return element.text or ""
    if element.tag in _MARKS:
        return _MARKS[element.tag]
    if element.tag in _LEFT_OUT or element.tag in (f"{_W}txbxContent", f"{_W}instrText"):
        return ""
    return "".join(map(_text, element))


def _grid(table) -> list[list[str]]:
    """The texts of a table, a merged cell's in every place that it covers.

    A cell or a row may stand in a content control or a tracked insertion. What stands in a table
    within a cell is text of that cell.
    """
    rows: list[list[str]] = []
    for row in _parts_of(table, f"{_W}tr"):
        cells: list[str] = []
        for cell in _parts_of(row, f"{_W}tc"):
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            text = " ".join(" ".join(map(_text, cell.iter(f"{_W}p"))).split())
            is_below = merged is not None and merged.get(f"{_W}val") != "restart"
            if is_below and rows and len(rows[-1]) > len(cells):
                text = rows[-1][len(cells)]
            cells += [text] * _width(cell)
        rows.append(cells)
    return rows


def _parts_of(element, tag: str) -> Iterator:
    """The rows of a table or the cells of a row in their order, of that table alone."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _parts_of(child, tag)


def _width(cell) -> int:
    """Over how many columns a cell goes; what is no number there says nothing."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    told = "" if span is None else span.get(f"{_W}val", "")
    return min(max(int(told), 1), _WIDEST) if re.fullmatch("[0-9]{1,9}", told) else 1
