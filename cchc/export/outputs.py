"""What a cell showed, as blocks: our own from its metadata, others from what Jupyter knows."""

from typing import Any, get_args

from nbconvert.filters.ansi import strip_ansi

from cchc import page, svg
from cchc.bundle import BLOCKS

from .foreign import plain_table, sanitised
from .markdown import markdown_blocks

Json = dict[str, Any]

FOREIGN_HTML = "ForeignHtml"
"""The `type` of a block that only the HTML edition can print: sanitised HTML, and its `cell`."""

_KINDS = {
    kind.__name__: kind
    for kind in (*get_args(page.Block), page.Mark, page.Styled, page.Column, page.Row)
} | {"KeyFigure": page.KeyFigure}
_PICTURES = ("image/svg+xml", "image/png", "image/jpeg")


def output_blocks(output: Json, cell: str) -> list[Json]:
    """The blocks (JSON form) of one output of a notebook's code cell that is called `cell`.

    Raises ValueError, with a Vietnamese sentence, for what cannot be printed: a picture without
    alternative text, a drawing that is not still, blocks that are none.
    """
    match output["output_type"]:
        case "stream":
            return [page.to_json(page.Preformatted(strip_ansi(output["text"]).rstrip("\n")))]
        case "error":
            return _failure(output, cell)
        case _:
            return _shown(output["data"], output.get("metadata", {}), cell)


def from_json(value: Any) -> Any:
    """The block that `page.to_json` made `value` from; fields with defaults may be absent.

    Raises KeyError, TypeError or ValueError for what is no block.

    >>> from_json({"type": "Heading", "text": "Kết quả"})
    Heading(text='Kết quả', level=3, number='', anchor='')
    """
    if isinstance(value, dict):
        kind = _KINDS[value["type"]]
        return kind(**{name: from_json(part) for name, part in value.items() if name != "type"})
    return tuple(map(from_json, value)) if isinstance(value, list) else value


def _shown(data: Json, metadata: Json, cell: str) -> list[Json]:
    if BLOCKS in metadata:
        return [_checked(block) for block in metadata[BLOCKS]]
    for media in _PICTURES:
        if media in data:
            return [_picture(media, data[media], metadata)]
    html = sanitised(data["text/html"]) if "text/html" in data else ""
    table = plain_table(html, f"Kết quả của {cell}")
    if table:
        return [page.to_json(table)]
    if html:
        return [{"type": FOREIGN_HTML, "html": html, "cell": cell}]
    if "text/markdown" in data:
        return [page.to_json(block) for block in markdown_blocks(data["text/markdown"])]
    text = strip_ansi(data.get("text/plain", "")).rstrip("\n")
    return [page.to_json(page.Preformatted(text))] if text else []


def _checked(block: Json) -> Json:
    """The block as its class would write it today: defaults filled in, unknown fields refused."""
    if isinstance(block, dict) and block.get("type") == "Chart":
        _require_alt(block.get("alt", ""), f"biểu đồ '{block.get('caption', '')}'")
        svg.parse(block["svg"])
    try:
        return page.to_json(from_json(block))
    except (KeyError, TypeError, ValueError) as fault:
        raise ValueError(f"khối nội dung không đọc được ({fault!r})") from None


def _picture(media: str, data: str, metadata: Json) -> Json:
    alt = metadata.get(media, {}).get("alt") or metadata.get("alt") or ""
    _require_alt(alt, "hình")
    if media == "image/svg+xml":
        svg.parse(data)
    return page.to_json(page.Picture(media, data, alt))


def _require_alt(alt: str, what: str) -> None:
    if not alt.strip():
        raise ValueError(f"{what} không có lời mô tả thay thế (alt)")


def _failure(output: Json, cell: str) -> list[Json]:
    title = f"{cell[0].upper()}{cell[1:]} dừng vì lỗi {output['ename']}: {output['evalue']}"
    traceback = strip_ansi("\n".join(output["traceback"]))
    callout = page.Callout("block", title.split("\n")[0])
    return [page.to_json(block) for block in (callout, page.Preformatted(traceback))]
