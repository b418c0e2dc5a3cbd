"""READ a report from a Word file: body paragraphs and tables in their order, nothing else."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from .grid import sentences_of
from .outline import Piece
from .package import checked_package, refusal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}footnoteReference", _FALLBACK}
_CONTAINERS = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml")}
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
AUTO_NUMBERS = (
    "Word tự đánh số một số mục: các số thứ tự ấy không nằm trong chữ nên không được liệt kê."
)
NOT_READ = "Không đọc: đầu trang, chân trang, chú thích, hình và hộp chữ."


def read_word(path: Path) -> tuple[list[Piece], list[str]]:
    """The paragraphs of a .docx, a table cell with a number as a sentence of its own; and notes.

    Text that a tracked change deletes is left out, what it inserts is read. Nothing that the file
    refers to is opened. Raises `CchcError`.
    """
    import docx
    from lxml.etree import XMLSyntaxError

    content = checked_package(path)
    try:
        document = docx.Document(BytesIO(content))
        body = document.element.body
        headings = {s.style_id: _heading(s) for s in document.styles if s.name}
    except (XMLSyntaxError, KeyError, ValueError, AttributeError):
        mend = "mở bằng Word hoặc LibreOffice và lưu lại thành .docx"
        raise refusal(path, "tệp Word hỏng, không đọc được nội dung", mend) from None
    pieces = list(_pieces(body, headings))
    is_numbered = next(body.iter(f"{_W}numPr"), None) is not None
    return pieces, [*([AUTO_NUMBERS] if is_numbered else []), NOT_READ]


def _heading(style) -> int:
    """The depth of a heading by the name of its style, 0 for all others."""
    name = style.name.lower()
    depth = name.removeprefix("heading ")
    return int(depth) if name.startswith("heading ") and depth.isdigit() else 0


def _pieces(container, headings: dict[str, int]) -> Iterator[Piece]:
    for element in container:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, headings)
        elif element.tag == f"{_W}tbl":
            yield from (Piece(sentence) for sentence in sentences_of(_grid(element)))
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
    """The texts of a table, a merged cell's in every place that it covers."""
    rows: list[list[str]] = []
    for row in table.iter(f"{_W}tr"):
        cells: list[str] = []
        for cell in row.findall(f"{_W}tc"):
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            text = " ".join(" ".join(map(_text, cell.iter(f"{_W}p"))).split())
            is_below = merged is not None and merged.get(f"{_W}val") != "restart"
            if is_below and rows and len(rows[-1]) > len(cells):
                text = rows[-1][len(cells)]
            width = int(span.get(f"{_W}val")) if span is not None else 1
            cells += [text] * min(width, 100)
        rows.append(cells)
    return rows
