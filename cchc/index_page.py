"""The page over all reports, in the look of the reports, made without the notebook tools."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent / "export" / "template")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("index.html.j2")


def index_page(entries: Sequence[Mapping[str, Any]]) -> str:
    """One self-contained page with a row a report, in the order given: no script, no address."""
    states = Counter(entry["status"] for entry in entries)
    summary = "; ".join(f"{count} {status}" for status, count in states.items())
    return _template().render(entries=entries, summary=f"Tình trạng: {summary}." if entries else "")
