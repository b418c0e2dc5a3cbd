"""SHOW tables that can be sorted and searched in JupyterLab, without a request to anywhere."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import pandas as pd

from ..displayed import Displayed
from ..framed import framed, holds_numbers, with_index
from ..html import blocks_to_html
from ..numerals import PRINTED, first_number, plain_digits
from ..page import MIME, Block, Column, Shown, Table, to_json
from ..plain import blocks_to_text, runs_to_text
from ..runs import runs_to_html
from .program import program_once

CSS = (
    ".cchc-browse { --dt-html-background: transparent; }"
    " .cchc-browse table { width: 100% !important; margin: 0 !important; }"
    " .cchc-browse caption { caption-side: top; font-weight: 600; text-align: left;"
    " padding: .2em 0; color: inherit; }"
    " .cchc-browse :is(th, td) { vertical-align: top !important; text-align: left !important;"
    " white-space: normal !important; }"
    " .cchc-browse tbody th { font-weight: 400; }"
    " .cchc-browse .right { text-align: right !important; font-variant-numeric: tabular-nums; }"
)
Json = Any
_PRINTED = re.compile(PRINTED)
_TYPED = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
"""A number as data files hold it."""

Keys = list[str] | None
"""What a column is sorted by: its numbers, "" where there is none; None: its words."""


class Browsed(Displayed):
    """Blocks whose tables can be sorted and searched; in print they are the same blocks."""

    def __init__(self, blocks: Iterable[Block], keys: Sequence[Keys] = ()):
        self._blocks, self._keys = tuple(blocks), keys

    def blocks(self) -> tuple[Block, ...]:
        """What is shown, as a report would print it."""
        return self._blocks

    def __str__(self) -> str:
        return blocks_to_text([to_json(block) for block in self._blocks])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        page = [to_json(block) for block in self._blocks]
        html = program_once() + interactive_html(self._blocks, self._keys)
        return {MIME: page, "text/html": html, "text/plain": str(self)}


def browse(what: pd.DataFrame | Displayed | Shown, caption: str = "Bảng") -> Browsed:
    """A frame, or anything of this package that shows itself, with tables to sort and search.

    Nothing is loaded from anywhere: what the tables need stands in the notebook itself. `caption`
    names a frame.

    >>> print(str(browse(pd.DataFrame({"code": ["schools"], "value": [39]}), "Trường")))
    Trường
    Mã | Giá trị
    schools | 39
    """
    if not isinstance(what, pd.DataFrame):
        return Browsed(blocks_of(what))
    columns = with_index(what)
    keys = [_values(column) for _, column in columns.items()]
    return Browsed([framed(what, caption)], keys)


def blocks_of(what: Displayed | Shown) -> tuple[Block, ...]:
    """The blocks that something shows."""
    return tuple(what.blocks() if callable(what.blocks) else what.blocks)


def interactive_html(blocks: Iterable[Block], keys: Sequence[Keys] = ()) -> str:
    """Blocks as HTML, each table to be sorted and searched where `program` is on the page.

    `keys` are what the columns of the tables are sorted by, if not by what is printed in them.
    """
    return "".join(
        _table_html(block, keys) if isinstance(block, Table) else blocks_to_html([to_json(block)])
        for block in blocks
    )


def _table_html(table: Table, keys: Sequence[Keys]) -> str:
    rows, several = _rows(table)
    columns = [*([Column("Nhóm")] if several else []), *table.columns]
    cells = zip(*rows, strict=True) if rows else [()] * len(columns)
    made = [*map(_column, columns, cells, keys or [None] * len(columns))]
    heads = "".join(head for head, _ in made)
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*(c for _, c in made), strict=True))
    note = blocks_to_html([{"type": "Paragraph", "role": "note", "runs": [table.note]}])
    return (
        '<div class="cchc-browse" lang="vi">'
        f'<style>{CSS}</style><table class="display compact"><caption>{escape(table.caption)}'
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    ) + (note if table.note else "")


def _rows(table: Table) -> tuple[list[list[Json]], bool]:
    """The rows, and whether each begins with its group: where there are several."""
    rows, group = [], []
    several = sum(row.group for row in table.rows) > 1
    for row in table.rows:
        cells = [to_json(cell) for cell in row.cells]
        if row.group:
            [group] = cells
        else:
            rows.append([group, *cells] if several else cells)
    return rows, several


def _column(column: Column, cells: Iterable[Json], keys: Keys) -> tuple[str, list[str]]:
    """A column's head and cells as HTML, with what they are sorted by and can be found by."""
    texts = [runs_to_text(cell) for cell in cells]
    keys = keys or _numbers(texts, column.align == "right")
    found = [" ".join(dict.fromkeys([text, *_ways_to_type(text)])) for text in texts]
    align = f' class="{column.align}"' if column.align != "left" else ""
    width = f' style="width:{column.width}%"' if column.width else ""
    kind = "number" if keys else "text"
    head = f'<th scope="col" data-type="cchc-{kind}"{align}{width}>{escape(column.text)}</th>'
    orders = [f' data-order="{key}"' for key in keys] if keys else [""] * len(texts)
    if found != texts:
        orders = [f'{o} data-search="{escape(f)}"' for o, f in zip(orders, found, strict=True)]
    inner = zip(orders, map(runs_to_html, cells), strict=True)
    return head, [f"<td{order}{align}>{html}</td>" for order, html in inner]


def _numbers(texts: list[str], are_numbers: bool) -> Keys:
    """The numbers that printed texts begin with; None where these are not numbers."""
    numbers = [first_number(text) for text in texts]
    strange = sum(n is None and text != "" for n, text in zip(numbers, texts, strict=True))
    if not any(n is not None for n in numbers) or (strange and not are_numbers):
        return None
    return ["" if n is None else f"{n}" for n in numbers]


def _ways_to_type(text: str) -> Iterable[str]:
    """How else someone may write the numbers of a text who looks for them."""
    for printed in _PRINTED.findall(text):
        plain = plain_digits(printed)
        yield from {plain, plain.replace(".", ",")} - {printed}


def _values(column: pd.Series) -> Keys:
    """The numbers of a frame's column, as exact as they are; None where it holds something else."""
    texts = ["" if missing else str(v) for v, missing in zip(column, column.isna(), strict=True)]
    if holds_numbers(column.dtype) or (
        any(texts) and all(not text or _TYPED.fullmatch(text) for text in texts)
    ):
        return texts
    return None
