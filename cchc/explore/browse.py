"""SHOW tables that can be sorted and searched in JupyterLab, without a request to anywhere."""

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from ..bundle import Bundle
from ..displayed import Displayed
from ..framed import framed
from ..html import blocks_to_html
from ..page import Block, Shown, Table, to_json
from ..runs import runs_to_html

VIETNAMESE = {
    "decimal": ",",
    "thousands": ".",
    "emptyTable": "Không có dòng nào",
    "info": "Dòng _START_ đến _END_ trong _TOTAL_ dòng",
    "infoEmpty": "Không có dòng nào",
    "infoFiltered": "(lọc từ _MAX_ dòng)",
    "lengthMenu": "_MENU_ dòng mỗi trang",
    "search": "Tìm:",
    "zeroRecords": "Không có dòng nào khớp",
    "paginate": {"first": "«", "last": "»", "next": "›", "previous": "‹"},
    "aria": {
        "orderable": ": sắp xếp theo cột này",
        "orderableReverse": ": đảo thứ tự của cột này",
        "orderableRemove": ": bỏ sắp xếp theo cột này",
        "paginate": {"first": "Đầu", "last": "Cuối", "next": "Sau", "previous": "Trước"},
    },
}
ROWS_A_PAGE = 10
SHORT = {"topStart": None, "topEnd": "search", "bottomStart": None, "bottomEnd": None}
"""Around a table that fits on one page there is only the search field."""
CSS = (
    ".cchc-browse caption { font-weight: 600; text-align: left !important; padding: .2em 0;"
    " color: inherit; }"
    " .cchc-browse th, .cchc-browse td { vertical-align: top !important;"
    " text-align: left !important; white-space: normal !important; }"
    " .cchc-browse .dt-right { text-align: right !important;"
    " font-variant-numeric: tabular-nums; }"
)
_HINT = re.compile(r"<sup>.*?</sup>|<noscript>.*?</noscript>", re.DOTALL)
"""itables' own words, in English, for where there is no JavaScript; the table is there as well."""


class Browsed(Displayed):
    """Blocks whose tables can be sorted and searched; in print they are the same blocks."""

    def __init__(self, blocks: Iterable[Block]):
        self._blocks = tuple(blocks)

    def blocks(self) -> tuple[Block, ...]:
        """What is shown, as a report would print it."""
        return self._blocks

    _ipython_display_ = None  # one output: what makes the tables interactive stands in it once

    def _repr_mimebundle_(self, include=None, exclude=None) -> Bundle:
        data, metadata = super()._repr_mimebundle_()
        return data | {"text/html": engine() + interactive_html(self._blocks)}, metadata


def browse(what: pd.DataFrame | Displayed | Shown, caption: str = "Bảng") -> Browsed:
    """A frame, or anything of this package that shows itself, with tables to sort and search.

    Nothing is loaded from anywhere: what the tables need stands in the output itself. `caption`
    names a frame.

    >>> print(str(browse(pd.DataFrame({"code": ["schools"], "value": [39]}), "Trường")))
    Trường
    Mã | Giá trị
    schools | 39
    """
    return Browsed([framed(what, caption)] if isinstance(what, pd.DataFrame) else blocks_of(what))


def blocks_of(what: Displayed | Shown) -> tuple[Block, ...]:
    """The blocks that something shows."""
    return tuple(what.blocks() if callable(what.blocks) else what.blocks)


def engine() -> str:
    """The program that makes tables interactive, as HTML: once a page is enough."""
    from itables import options
    from itables.javascript import generate_init_offline_itables_html

    return _HINT.sub("", generate_init_offline_itables_html(options.dt_bundle))


def interactive_html(blocks: Iterable[Block]) -> str:
    """Blocks as HTML, each table with its search field; `engine` must stand on the same page."""
    return "".join(
        _table_html(block) if isinstance(block, Table) else blocks_to_html([to_json(block)])
        for block in blocks
    )


def _table_html(table: Table) -> str:
    from itables import to_html_datatable

    rows, several = _rows(table)
    names = [*(["Nhóm"] if several else []), *(column.text for column in table.columns)]
    is_short = len(rows) <= ROWS_A_PAGE
    html = to_html_datatable(
        pd.DataFrame(rows, columns=names),
        caption=table.caption,
        connected=False,
        allow_html=True,
        showIndex=False,
        maxBytes=0,
        maxColumns=0,
        display_logo_when_loading=False,
        classes="display compact cchc-browse",
        style="table-layout:auto;width:100%;caption-side:top;margin:0",
        css=CSS,
        autoWidth=False,
        language=VIETNAMESE,
        pageLength=ROWS_A_PAGE,
        lengthMenu=[ROWS_A_PAGE, 25, 50, {"label": "mọi", "value": -1}],
        columnDefs=_kinds(table, int(several)),
        **({"layout": SHORT} if is_short else {}),
    )
    note = blocks_to_html([{"type": "Paragraph", "role": "note", "runs": [table.note]}])
    return _HINT.sub("", html) + (note if table.note else "")


def _rows(table: Table) -> tuple[list[list[str]], bool]:
    """The rows as HTML, and whether each begins with its group: where there are several."""
    rows, group = [], ""
    several = sum(row.group for row in table.rows) > 1
    for row in table.rows:
        if row.group:
            group = runs_to_html(to_json(row.cells[0]))
        else:
            cells = (runs_to_html(to_json(cell)) for cell in row.cells)
            rows.append([*([group] if several else []), *cells])
    return rows, several


def _kinds(table: Table, shift: int) -> list[dict[str, Any]]:
    """How wide the columns are, and that numbers are sorted as such, whatever stands between."""
    kinds: list[dict[str, Any]] = []
    for place, column in enumerate(table.columns, shift):
        width = {"width": f"{column.width}%"} if column.width and not shift else {}
        number = {"type": "html-num-fmt", "className": "dt-right"}
        kind = number if column.align == "right" else {"className": "dt-left"}
        kinds.append({"targets": place, **kind, **width})
    return kinds
