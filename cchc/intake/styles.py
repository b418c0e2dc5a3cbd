"""How the workbook looks: one name a style, made once for each workbook."""

from collections.abc import Mapping
from math import ceil
from typing import Any

FONT = "Times New Roman"
_LINE = {"border": 1, "border_color": "#9AA5B1", "valign": "top", "font_name": FONT}
_WRAP = {"text_wrap": True}
_OPEN = {"locked": False, "bg_color": "#FFFDF2"}
_GREY = {"bg_color": "#EEF1F4", "font_color": "#37474F"}
SHARE = '[=100]0"%";[>=99.995]0.0000"%";0.00"%"'
"""Two decimals, and four where two would show 100 % of what is not whole."""

STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "font_name": FONT},
    "text": {"font_name": FONT, "font_size": 12, "text_wrap": True, "valign": "top"},
    "bold": {"font_name": FONT, "font_size": 12, "text_wrap": True, "valign": "top", "bold": True},
    "demo": {"font_name": FONT, "bold": True, "font_color": "#B00020"},
    "small": {"font_name": FONT, "italic": True, "font_color": "#455A64"},
    "head": _LINE | _WRAP | {"bold": True, "bg_color": "#DCE6F1", "align": "center"},
    "code": _LINE | {"font_size": 7, "font_color": "#607D8B", "shrink": True},
    "label": _LINE | _WRAP,
    "definition": _LINE | _WRAP | {"font_size": 9, "font_color": "#37474F"},
    "count": _LINE | _OPEN | {"num_format": "#,##0", "align": "right"},
    "share": _LINE | _OPEN | {"num_format": 'General"%"', "align": "right"},
    "typed": _LINE | _OPEN | {"num_format": "General", "align": "right"},
    "open": _LINE | _OPEN | _WRAP | {"num_format": "@"},  # 2.10 and 1/2 stay as typed
    "day": _LINE | _OPEN | {"num_format": "dd/mm/yyyy", "align": "left"},
    "grey": _LINE | _WRAP | _GREY | {"italic": True},
    "grey code": _LINE | _GREY | {"font_size": 7, "shrink": True},
    "grey share": _LINE | _GREY | {"num_format": SHARE, "align": "right"},
    "grey number": _LINE | _GREY | {"num_format": "#,##0.##", "align": "right"},
    "grey rest": _LINE | _GREY | {"num_format": '[=0]"khớp";[Red]#,##0', "align": "right"},
}


def styles(book: Any) -> dict[str, Any]:
    """Every style of the workbook by its name, as formats of xlsxwriter."""
    return {name: book.add_format(dict(style)) for name, style in STYLES.items()}


def row_height(*cells: tuple[str, float]) -> float:
    """How high a row must be for its texts, each with its column's width; a line is 15.75 points.

    Reckoned, for not every program fits rows by itself, and with wide letters in mind.

    >>> row_height(("Hồ sơ tiếp nhận", 42)), row_height(("x" * 90, 42), ("a\\nb", 9))
    (15.75, 47.25)
    """
    lines = (ceil(len(line) / width) or 1 for text, width in cells for line in text.split("\n"))
    several = (sum(1 for _ in text.split("\n")) for text, _ in cells)
    return min(400, 15.75 * max([1, *lines, *several]))


def set_page(sheet: Any, heading_row: int | None, unit: str) -> None:
    """A4, landscape where there is a table, as wide as a page, its heading on every page."""
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f'&L&"{FONT}"&9{unit.replace("&", "&&")} · &A&R&"{FONT}"&9Trang &P/&N')
    sheet.hide_gridlines(2)
    if heading_row is not None:
        sheet.set_landscape()
        sheet.repeat_rows(heading_row)


def protect(sheet: Any) -> None:
    """Protect the structure of a sheet, without a password: a slip is stopped, a will is not."""
    sheet.protect("", {"format_columns": True, "format_rows": True})
