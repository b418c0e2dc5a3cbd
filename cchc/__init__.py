"""Two-year reviews of administrative reform whose every number can be traced."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__version__ = "0.1.0"

REPORT = {
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
"""The words that a report is written with, and the module each lives in."""

PROMPT = {
    "units": "prompt",
    "figures": "prompt",
    "indicators": "prompt",
    "review": "prompt",
    "check": "prompt",
    "explain": "explain",
    "what_if": "what_if",
    "compare": "compare",
    "view": "view",
    "save": "save",
    "codes": "names",
    "unit_ids": "names",
}
"""The words to ask with: frames, a review, all that is behind one number, names to complete."""

PANELS = {
    "browse": "explore.browse",
    "explore": "explore.explorer",
    "sift": "explore.sifter",
    "suppose": "explore.supposer",
    "beside": "explore.besider",
}
"""The words to explore with in JupyterLab: tables to search, and choices beside what they show."""

_HOME = REPORT | PROMPT | PANELS

__all__ = [*_HOME]


def __getattr__(name: str) -> Any:
    """A word, from its module: loaded when first asked for, so that `import cchc` costs nothing."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])


class _Package(ModuleType):
    """Importing cchc/review.py must not put the module in the place of the word `cchc.review`."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package

if "IPython" in sys.modules and (_shell := sys.modules["IPython"].get_ipython()):
    from .tab import register as _register

    _register(_shell, {*PROMPT, *PANELS})
