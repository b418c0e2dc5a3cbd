"""HTML that an analyst's own tools made: only what a table or a text is made of gets through."""

import re
from collections.abc import Sequence

import bleach
from bs4 import BeautifulSoup, Tag

from cchc.page import Column, Row, Table

_TAGS = {
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("p", "div", "span", "br", "pre", "code", "ul", "ol", "li", "dl", "dt", "dd"),
    *("b", "strong", "i", "em", "u", "s", "sub", "sup"),
}
_ATTRIBUTES = {"*": ["colspan", "rowspan", "scope"]}
_WITH_THEIR_TEXT = ["script", "style", "head", "title", "noscript", "template", "svg", "iframe"]


def sanitised(html: str) -> str:
    """The HTML without scripts, styles, pictures, links and attributes; "" when no text is left.

    >>> sanitised("<style>b{}</style><p onclick='x()'>1 &lt; 2<script>y</script></p>")
    '<p>1 &lt; 2</p>'
    >>> sanitised("<div id='plot'></div><script>draw()</script>")
    ''
    """
    soup = BeautifulSoup(html, "html.parser")
    for element in soup(_WITH_THEIR_TEXT):
        element.decompose()
    if not soup.get_text(strip=True):
        return ""
    return bleach.clean(str(soup), tags=_TAGS, attributes=_ATTRIBUTES, strip=True).strip()


_NUMBER = re.compile(r"[+-]?(?:\d[\d.,]*(?:e[+-]?\d+)?%?|nan|inf|<na>|\.\.\.)?", re.IGNORECASE)
_SIZE = re.compile(r"(\d+) rows × (\d+) columns")


def plain_table(html: str, caption: str) -> Table | None:
    """A plain frame as a table of ours, which every edition prints; None for any other HTML.

    Plain is one table with a head, without cells that span others. The index of a frame is left
    out where it only counts its rows. Nothing is rounded or translated: it is the analyst's.

    >>> html = "<table><thead><tr><th></th><th>a</th></tr></thead>"
    >>> html += "<tbody><tr><th>0</th><td>1.5</td></tr></tbody></table>"
    >>> plain_table(html, "Bảng").rows
    (Row(cells=(('1.5',),), group=False),)
    """
    soup = BeautifulSoup(html, "html.parser")
    tables = soup("table")
    if len(tables) != 1 or not tables[0].thead or soup.select("[rowspan], [colspan]"):
        return None
    heads = [_texts(row) for row in tables[0].thead("tr")]
    rows = [_texts(row) for row in tables[0]("tr") if row.find_parent("thead") is None]
    names = [" ".join(filter(None, column)) for column in zip(*heads, strict=False)]
    if not names or any(len(row) != len(names) for row in (*heads, *rows)):
        return None
    if len(names) > 1 and not names[0] and _counts(rows):
        names, rows = names[1:], [row[1:] for row in rows]
    size = _SIZE.search(soup.get_text())
    note = f"Hiện một phần của bảng có {size[1]} dòng, {size[2]} cột." if size else ""
    return Table(
        caption,
        tuple(Column(name, _align(rows, place)) for place, name in enumerate(names)),
        tuple(Row(tuple((cell,) for cell in row)) for row in rows),
        note,
        small=True,
    )


def _texts(row: Tag) -> list[str]:
    return [" ".join(cell.get_text().split()) for cell in row(["th", "td"])]


def _counts(rows: Sequence[Sequence[str]]) -> bool:
    return [row[0] for row in rows] == [str(number) for number in range(len(rows))]


def _align(rows: Sequence[Sequence[str]], place: int) -> str:
    is_number = all(_NUMBER.fullmatch(row[place]) for row in rows)
    return "right" if is_number and rows else "left"
