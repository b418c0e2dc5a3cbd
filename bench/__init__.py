"""How fast reports are made: the ways side by side, the limit, memory, and the page about it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
NOTEBOOK = ROOT / "notebooks" / "two_year_review.ipynb"
