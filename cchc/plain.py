"""Blocks as plain text: what a terminal shows, and what stands beside the HTML in a notebook."""

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]

SEVERITY = {"demo": "", "block": "Nghiêm trọng", "warn": "Cần xem lại", "note": "Ghi chú"}
"""The word that says a callout's weight, so that its colour need not."""


def weight(callout: Json) -> str:
    """The word that says a callout's weight, "" where its title says it.

    >>> weight({"severity": "warn", "title": "Chỗ cần xem lại (2)"})
    ''
    """
    word = SEVERITY[callout["severity"]]
    return "" if word.lower() in callout["title"].lower() else word


def blocks_to_text(page: list[Json]) -> str:
    """The page's blocks (JSON form) as plain text, an empty line between two of them.

    >>> blocks_to_text([{"type": "Paragraph", "runs": ["Tăng ", {"type": "Mark", "text": "2%"}]}])
    'Tăng 2%'
    """
    return "\n\n".join(_TEXT[block["type"]](block) for block in page)


def runs_to_text(runs: Iterable[str | Json]) -> str:
    """The words and numbers of a line, without what stands behind them."""
    return "".join(run if isinstance(run, str) else run["text"] for run in runs)


def _heading(block: Json) -> str:
    return f"{block.get('number', '')} {block['text']}".strip()


def _bullets(block: Json, indent: str = "") -> str:
    lines, number = [], 0
    for item in block["items"]:
        if isinstance(item, dict):
            lines.append(_bullets(item, indent + "  "))
        else:
            number += 1
            sign = f"{number}." if block.get("ordered") else "-"
            lines.append(f"{indent}{sign} {runs_to_text(item)}")
    return "\n".join(lines)


def _table(block: Json) -> str:
    head = " | ".join(column["text"] for column in block["columns"])
    rows = [" | ".join(map(runs_to_text, row["cells"])) for row in block["rows"]]
    return "\n".join(filter(None, [_caption(block), head, *rows, block.get("note", "")]))


def _caption(block: Json) -> str:
    return f"{block.get('label', '')} {block['caption']}".strip()


def _chart(block: Json) -> str:
    return f"{_caption(block)}\n[{block['alt']}]\n{_table(block['data'])}"


def _callout(block: Json) -> str:
    title = ": ".join(filter(None, [weight(block), block["title"]]))
    return "\n".join([title, *(f"- {runs_to_text(item)}" for item in block.get("items", ()))])


def _key_figures(block: Json) -> str:
    lines = []
    for item in block["items"]:
        detail = f" ({item['detail']})" if item.get("detail") else ""
        lines.append(f"{item['label']}: {item['value']['text']}{detail}")
    return "\n".join(lines)


def _letterhead(block: Json) -> str:
    head = [block["superior"], block["issuer"], block["number"], block["place_and_date"]]
    kind = [block["kind"], block["subject"]]
    addressee = f"Kính gửi: {block['addressee']}" if block["addressee"] else ""
    return "\n".join(filter(None, [*head, *kind, addressee]))


def _signature(block: Json) -> str:
    names = [f"- {name}" for name in block["recipients"]]
    recipients = ["Nơi nhận:", *names] if names else []
    return "\n".join([*recipients, block["authority"], block["position"], block["name"]]).strip()


_TEXT = {
    "Heading": _heading,
    "Paragraph": lambda block: runs_to_text(block["runs"]),
    "Bullets": _bullets,
    "Table": _table,
    "Chart": _chart,
    "Picture": lambda block: f"[{block['alt']}]",
    "Preformatted": lambda block: block["text"],
    "Callout": _callout,
    "KeyFigures": _key_figures,
    "Letterhead": _letterhead,
    "Signature": _signature,
}
