"""Two-year reviews of administrative reform whose every number can be traced."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "load_review": "review",
    "title": "words",
    "headline": "summary",
    "reconciliation": "words",
    "sentences": "words",
    "signature": "words",
    "narration": "narrate",
    "assessment": "narrate",
    "table": "tables",
    "direction": "tables",
    "documents": "tables",
    "reported": "tables",
    "chart": "charts",
    "methods": "annexes",
    "provenance": "annexes",
}
"""The words that a notebook may use, and the module each lives in: loaded when first asked for."""

__all__ = [*_HOME]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
