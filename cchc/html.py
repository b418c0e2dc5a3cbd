"""Blocks as HTML: the same elements in JupyterLab and on the exported page."""

from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from .plain import SEVERITY, blocks_to_text, runs_to_text, weight
from .runs import run_to_html, runs_to_html, text_to_html
from .svg import inline

__all__ = ["block_to_html", "blocks_to_html", "blocks_to_text"]

Json = dict[str, Any]

_LONGEST_WHOLE = 20
"""A longer cell of a number, such as one with its interval, may break: a phone is narrow."""


def blocks_to_html(page: list[Json]) -> str:
    """The page's blocks (JSON form) as one HTML element that brings its own small style sheet.

    Text is always escaped. Raises ValueError for a drawing that may not stand in a page.

    >>> blocks_to_html([{"type": "Paragraph", "runs": ["a < b"]}]).endswith("<p>a &lt; b</p></div>")
    True
    """
    blocks = "".join(block_to_html(block, number) for number, block in enumerate(page))
    return f'<div class="cchc" lang="vi"><style>{_notebook_style()}</style>{blocks}</div>'


def block_to_html(block: Json, number: int) -> str:
    """One block (JSON form) as HTML; `number` is its place among the blocks of the page.

    >>> block_to_html({"type": "Heading", "text": "Kết quả", "level": 3}, 0)
    '<h3>Kết quả</h3>'
    """
    drawing = block.get("svg") or (block.get("data") if block["type"] == "Picture" else "")
    if drawing:
        key = f"c{sha256(drawing.encode()).hexdigest()[:8]}-{number}-"
        return _chart(block, key) if block["type"] == "Chart" else _picture(block, key)
    return _HTML[block["type"]](block)


@cache
def _notebook_style() -> str:
    return Path(__file__).with_name("notebook.css").read_text(encoding="utf-8").replace("\n", "")


def _heading(block: Json) -> str:
    level = min(max(int(block["level"]), 1), 6)
    anchor = f' id="{escape(block["anchor"])}"' if block.get("anchor") else ""
    number = block.get("number", "")
    number = f'<span class="number">{escape(number)}</span> ' if number else ""
    return f"<h{level}{anchor}>{number}{text_to_html(block['text'])}</h{level}>"


def _paragraph(block: Json) -> str:
    tag = '<p class="note">' if block.get("role") == "note" else "<p>"
    return f"{tag}{runs_to_html(block['runs'])}</p>"


def _bullets(block: Json) -> str:
    items: list[str] = []
    for item in block["items"]:
        if not isinstance(item, dict):
            items.append(runs_to_html(item))
        elif items:
            items[-1] += _bullets(item)
        else:
            items.append(_bullets(item))
    lines = "".join(f"<li>{item}</li>" for item in items)
    start = int(block.get("start", 1))
    return f'<ol start="{start}">{lines}</ol>' if block.get("ordered") else f"<ul>{lines}</ul>"


def _caption(block: Json) -> str:
    label = f'<span class="label">{escape(block["label"])}</span> ' if block.get("label") else ""
    return label + text_to_html(block["caption"])


def _align(column: Json) -> str:
    return f' class="{column["align"]}"' if column.get("align") in {"right", "center"} else ""


def _table(block: Json) -> str:
    columns, rows = block["columns"], block["rows"]
    heads = "".join(f'<th scope="col"{_align(c)}>{text_to_html(c["text"])}</th>' for c in columns)
    caption = f"<caption><span>{_caption(block)}</span></caption>" if block["caption"] else ""
    small = ' class="small"' if block.get("small") else ""
    note = f'<p class="note">{text_to_html(block["note"])}</p>' if block.get("note") else ""
    table = (
        f'<table{small} style="--columns:{len(columns)}">{caption}{_widths(columns)}'
        f"<thead><tr>{heads}</tr></thead><tbody>{_rows(rows, columns)}</tbody></table>"
    )
    return _scroll(table, block["caption"] or "Bảng") + note


def _widths(columns: list[Json]) -> str:
    shares = [int(column.get("width", 0)) for column in columns]
    whole = sum(shares) if all(shares) else 100
    cols = (f'<col style="width:{100 * w / whole:.3g}%">' if w else "<col>" for w in shares)
    return f"<colgroup>{''.join(cols)}</colgroup>"


def _scroll(inner: str, label: str) -> str:
    attributes = f'role="group" tabindex="0" aria-label="{escape(label)}"'
    return f'<div class="scroll" {attributes}>{inner}</div>'


def _rows(rows: list[Json], columns: list[Json]) -> str:
    aligns = [_align(column) for column in columns]
    lines = []
    for row in rows:
        first, *others = row["cells"]
        if row.get("group"):
            span = f'scope="rowgroup" colspan="{len(columns)}"'
            lines.append(
                f'</tbody><tbody><tr class="group"><th {span}>{runs_to_html(first)}</th></tr>'
            )
            continue
        cells = zip(aligns[1:], others, strict=False)
        data = "".join(
            f"<td{_whole(align, cell)}>{runs_to_html(cell)}</td>" for align, cell in cells
        )
        lines.append(f'<tr><th scope="row"{aligns[0]}>{runs_to_html(first)}</th>{data}</tr>')
    return "".join(lines).removeprefix("</tbody><tbody>")


def _whole(align: str, cell: list[str | Json]) -> str:
    """How a cell stands: a number does not part from its unit at the end of a line."""
    text = runs_to_text(cell)
    is_number = "right" in align and any(map(str.isdigit, text)) and len(text) <= _LONGEST_WHOLE
    return ' class="right whole"' if is_number else align


def _chart(block: Json, key: str) -> str:
    drawing = _scroll(inline(block["svg"], block["alt"], key), block["caption"])
    return (
        f'<figure class="chart">{drawing}<figcaption>{_caption(block)}</figcaption>'
        f"<details><summary>Số liệu của biểu đồ</summary>{_table(block['data'])}</details></figure>"
    )


def _picture(block: Json, key: str) -> str:
    if block["media"] == "image/svg+xml":
        drawing = inline(block["data"], block["alt"], key)
        return f"<figure>{_scroll(drawing, block['alt'])}</figure>"
    media = "image/jpeg" if block["media"] == "image/jpeg" else "image/png"
    source = f"data:{media};base64,{escape(''.join(block['data'].split()))}"
    return f'<figure><img src="{source}" alt="{escape(block["alt"])}"></figure>'


def _callout(block: Json) -> str:
    severity = block["severity"] if block["severity"] in SEVERITY else "note"
    said = weight(block | {"severity": severity})
    word = f'<span class="severity">{said}</span> ' if said else ""
    items = "".join(f"<li>{runs_to_html(item)}</li>" for item in block.get("items", ()))
    return (
        f'<aside class="callout {severity}" aria-label="{escape(block["title"])}">'
        f'<p class="title">{word}{text_to_html(block["title"])}</p>'
        + (f"<ul>{items}</ul></aside>" if items else "</aside>")
    )


def _key_figures(block: Json) -> str:
    items = []
    for item in block["items"]:
        detail = (
            f'<dd class="detail">{text_to_html(item["detail"])}</dd>' if item.get("detail") else ""
        )
        value = f'<dd class="value">{run_to_html(item["value"])}</dd>'
        items.append(f"<div><dt>{text_to_html(item['label'])}</dt>{value}{detail}</div>")
    return f'<dl class="key-figures">{"".join(items)}</dl>'


def _letterhead(block: Json) -> str:
    def line(name: str, text: str) -> str:
        return f'<p class="{name}">{text_to_html(text)}</p>' if text else ""

    addressee = f"Kính gửi: {block['addressee']}" if block["addressee"] else ""
    return (
        '<div class="letterhead"><div class="nation">'
        '<p class="state">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>'
        '<p class="motto">Độc lập - Tự do - Hạnh phúc</p></div><div class="office">'
        f"{line('superior', block['superior'])}{line('issuer', block['issuer'])}</div>"
        f"{line('document-number', block['number'])}{line('place', block['place_and_date'])}"
        f'<h1><span class="kind">{text_to_html(block["kind"])}</span> '
        f'<span class="subject">{text_to_html(block["subject"])}</span></h1>'
        f"{line('addressee', addressee)}</div>"
    )


def _signature(block: Json) -> str:
    names = "".join(f"<li>{text_to_html(recipient)}</li>" for recipient in block["recipients"])
    recipients = f"<p>Nơi nhận:</p><ul>{names}</ul>" if names else ""
    signer = "".join(
        f'<p class="{name}">{text_to_html(block[name])}</p>'
        for name in ("authority", "position", "name")
        if block[name]
    )
    return (
        f'<div class="signature"><div class="recipients">{recipients}</div>'
        f'<div class="signer">{signer}</div></div>'
    )


_HTML = {
    "Heading": _heading,
    "Paragraph": _paragraph,
    "Bullets": _bullets,
    "Table": _table,
    "Preformatted": lambda block: f"<pre>{escape(block['text'])}</pre>",
    "Callout": _callout,
    "KeyFigures": _key_figures,
    "Letterhead": _letterhead,
    "Signature": _signature,
}
