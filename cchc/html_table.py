"""A table as HTML: heads for its columns, its groups and its rows."""

from html import escape
from typing import Any

from .runs import runs_to_html, runs_to_text, text_to_html

Json = dict[str, Any]

_LONGEST_WHOLE = 20
"""A longer cell of a number, such as one with its interval, may break: a phone is narrow."""


def caption(block: Json) -> str:
    """What a table or a chart shows, behind its label where it has one."""
    label = f'<span class="label">{escape(block["label"])}</span> ' if block.get("label") else ""
    return label + text_to_html(block["caption"])


def _align(column: Json) -> str:
    return f' class="{column["align"]}"' if column.get("align") in {"right", "center"} else ""


def table(block: Json) -> str:
    """A table with its caption and its note: a row a line, the first cell heads its row."""
    columns, rows = block["columns"], block["rows"]
    heads = "".join(f'<th scope="col"{_align(c)}>{text_to_html(c["text"])}</th>' for c in columns)
    head = f"<caption><span>{caption(block)}</span></caption>\n" if block["caption"] else ""
    small = ' class="small"' if block.get("small") else ""
    note = f'\n<p class="note">{text_to_html(block["note"])}</p>' if block.get("note") else ""
    grid = (
        f'<table{small} style="--columns:{len(columns)}">\n{head}{_widths(columns)}\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{_rows(rows, columns)}</tbody></table>"
    )
    return scroll(grid, block["caption"] or "Bảng") + note


def _widths(columns: list[Json]) -> str:
    shares = [int(column.get("width", 0)) for column in columns]
    whole = sum(shares) if all(shares) else 100
    cols = (f'<col style="width:{100 * w / whole:.3g}%">' if w else "<col>" for w in shares)
    return f"<colgroup>{''.join(cols)}</colgroup>"


def scroll(inner: str, label: str) -> str:
    """What is wider than its page, in a box that scrolls, by keyboard too."""
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
                f'</tbody>\n<tbody><tr class="group"><th {span}>{runs_to_html(first)}</th></tr>\n'
            )
            continue
        cells = zip(aligns[1:], others, strict=False)
        data = "".join(
            f"<td{_whole(align, cell)}>{runs_to_html(cell)}</td>" for align, cell in cells
        )
        lines.append(f'<tr><th scope="row"{aligns[0]}>{runs_to_html(first)}</th>{data}</tr>\n')
    return "".join(lines).removeprefix("</tbody>\n<tbody>")


def _whole(align: str, cell: list[str | Json]) -> str:
    """How a cell stands: a number does not part from its unit at the end of a line."""
    text = runs_to_text(cell)
    is_number = "right" in align and any(map(str.isdigit, text)) and len(text) <= _LONGEST_WHOLE
    return ' class="right whole"' if is_number else align
