"""The words and numbers of a line: as HTML, and as they are read."""

import re
from collections.abc import Iterable
from html import escape
from typing import Any

Json = dict[str, Any]


def runs_to_html(runs: Iterable[str | Json]) -> str:
    """The runs of a line (JSON form) as HTML, each number with what it is and where it is from.

    >>> runs_to_html(["a < ", {"type": "Mark", "text": "2%", "figure": "x|2022|all", "title": ""}])
    'a &lt; <span data-figure="x|2022|all">2%</span>'
    """
    return "".join(text_to_html(run) if isinstance(run, str) else run_to_html(run) for run in runs)


def runs_to_text(runs: Iterable[str | Json]) -> str:
    """The words and numbers of a line, without what stands behind them."""
    return "".join(run if isinstance(run, str) else run["text"] for run in runs)


def blanks(text: str) -> str:
    """A text whose room for a pen ("Số:      /BC") stays as wide as it was typed.

    >>> blanks("ngày   tháng")
    'ngày\\xa0\\xa0 tháng'
    """
    return re.sub(" +(?= )", lambda found: "\u00a0" * len(found[0]), text)


def text_to_html(text: str) -> str:
    """A text as HTML, its lines kept apart."""
    return escape(text).replace("\n", "<br>")


def run_to_html(run: Json) -> str:
    """A number with what stands behind it, or words that stand out, as HTML."""
    if run["type"] == "Mark":
        attributes = f' data-figure="{escape(run["figure"])}"' if run["figure"] else ""
        attributes += f' title="{escape(run["title"])}"' if run["title"] else ""
        return f"<span{attributes}>{text_to_html(run['text'])}</span>"
    if run["style"] in {"strong", "em"}:
        return f"<{run['style']}>{text_to_html(run['text'])}</{run['style']}>"
    return f"<code>{text_to_html(run['text']).replace('_', '_<wbr>')}</code>"
