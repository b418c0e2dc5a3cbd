"""Blocks as HTML: the same elements in JupyterLab and on the exported page.

A number stands with its label in one row, item or sentence, and a drawing is a picture with words:
where a program drops styles, classes and scripts, nothing changes its meaning.
"""

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from .html_table import caption, scroll, table
from .plain import SEVERITY, STATE, weight
from .runs import blanks, run_to_html, runs_to_html, text_to_html
from .svg import address

Json = dict[str, Any]


def blocks_to_html(page: list[Json]) -> str:
    """The page's blocks (JSON form) as one HTML element that brings its own small style sheet.

    Text is always escaped. Raises ValueError for a drawing that may not stand in a page.

    >>> print(blocks_to_html([{"type": "Paragraph", "runs": ["a < b"]}]).partition("</style>")[2])
    <BLANKLINE>
    <p>a &lt; b</p>
    </div>
    """
    blocks = "\n".join(map(block_to_html, page))
    return f'<div class="cchc" lang="vi"><style>{_notebook_style()}</style>\n{blocks}\n</div>'


def block_to_html(block: Json) -> str:
    """One block (JSON form) as HTML: a row, an item or a paragraph a line.

    >>> block_to_html({"type": "Heading", "text": "Kết quả", "level": 3})
    '<h3>Kết quả</h3>'
    """
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
    if block.get("ordered"):
        return _list(items, f'ol start="{int(block.get("start", 1))}"')
    return _list(items)


def _list(items: Iterable[str], tag: str = "ul") -> str:
    lines = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<{tag}>\n{lines}\n</{tag.split()[0]}>"


def _chart(block: Json) -> str:
    drawing = f'<img src="{address(block["svg"])}" alt="{escape(block["alt"])}">'
    numbers = f"\n{_numbers(block)}" if block.get("data") else ""
    return (
        f'<figure class="chart">{scroll(drawing, block["caption"])}\n'
        f"<figcaption>{caption(block)}</figcaption>{numbers}</figure>"
    )


def _numbers(block: Json) -> str:
    numbers = table(block["data"])
    return f'<details class="numbers"><summary>Số liệu của biểu đồ</summary>\n{numbers}</details>'


def _picture(block: Json) -> str:
    alt = escape(block["alt"])
    if block["media"] == "image/svg+xml":
        drawing = f'<img src="{address(block["data"])}" alt="{alt}">'
        return f"<figure>{scroll(drawing, block['alt'])}</figure>"
    media = "image/jpeg" if block["media"] == "image/jpeg" else "image/png"
    source = f"data:{media};base64,{escape(''.join(block['data'].split()))}"
    return f'<figure><img src="{source}" alt="{alt}"></figure>'


def _callout(block: Json) -> str:
    severity = block["severity"] if block["severity"] in SEVERITY else "note"
    said = weight(block | {"severity": severity})
    word = f'<span class="severity">{said}:</span> ' if said else ""
    items = [runs_to_html(item) for item in block.get("items", ())]
    return (
        f'<aside class="callout {severity}" aria-label="{escape(block["title"])}">'
        f'<p class="title"><strong>{word}{text_to_html(block["title"])}</strong></p>'
        + (f"\n{_list(items)}</aside>" if items else "</aside>")
    )


def _key_figures(block: Json) -> str:
    return _list(map(_key_figure, block["items"]), 'ul class="key-figures"')


def _key_figure(item: Json) -> str:
    detail = item.get("detail")
    more = f'<br><small class="detail">{text_to_html(detail)}</small>' if detail else ""
    value = f'<strong class="value">{run_to_html(item["value"])}</strong>'
    return f"{value} {text_to_html(item['label'])}{more}"


def _line(name: str, text: str) -> str:
    return f'<p class="{name}">{text_to_html(blanks(text))}</p>' if text else ""


def _letterhead(block: Json) -> str:
    state, motto = STATE
    addressee = f"Kính gửi: {block['addressee']}" if block["addressee"] else ""
    parts = (
        f'<div class="letterhead">\n<div class="nation">{_line("state", state)}',
        f"{_line('motto', motto)}</div>",
        f'<div class="office">{_line("superior", block["superior"])}',
        f"{_line('issuer', block['issuer'])}</div>",
        _line("document-number", block["number"]),
        _line("place", block["place_and_date"]),
        f'<h1><span class="kind">{text_to_html(block["kind"])}</span> '
        f'<span class="subject">{text_to_html(block["subject"])}</span></h1>',
        f"{_line('addressee', addressee)}</div>",
    )
    return "\n".join(filter(None, parts))


def _signature(block: Json) -> str:
    names = _list(map(text_to_html, block["recipients"])) if block["recipients"] else ""
    recipients = f"<p>Nơi nhận:</p>\n{names}" if names else ""
    signer = "\n".join(_line(name, block[name]) for name in ("authority", "position", "name"))
    return (
        f'<div class="signature">\n<div class="recipients">{recipients}</div>\n'
        f'<div class="signer">{signer.strip()}</div></div>'
    )


_HTML = {
    "Heading": _heading,
    "Paragraph": _paragraph,
    "Bullets": _bullets,
    "Table": table,
    "Chart": _chart,
    "Numbers": _numbers,
    "Picture": _picture,
    "Preformatted": lambda block: f"<pre>{escape(block['text'])}</pre>",
    "Callout": _callout,
    "KeyFigures": _key_figures,
    "Letterhead": _letterhead,
    "Signature": _signature,
}
