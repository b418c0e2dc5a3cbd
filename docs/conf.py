"""The documents as a site: `make docs` builds it, read from the disk and without a network."""

import sys
from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]  # the package and the modules beside this file

from reference import PARTS  # noqa: E402
from search import Vietnamese  # noqa: E402

from cchc import __version__  # noqa: E402

project = "cchc"
version = release = __version__
language = "vi"
locale_dirs = [str(HERE / "locale")]
source_suffix = {".md": "markdown"}
extensions = ["myst_parser", "sphinx.ext.autodoc"]
default_role = "code"  # docstrings quote names as Markdown does

myst_heading_anchors = 3

html_theme = "furo"
html_title = f"cchc {version}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_show_search_summary = False  # it would fetch pages, which a browser refuses to a file
pygments_style, pygments_dark_style = "friendly", "native"

autodoc_typehints = "none"  # the signature has them
autodoc_preserve_defaults = True


ENGLISH = ("en/", "decisions/", "design", "methods", "operations", "performance", "changelog",
           "reference/data", "reference/python")  # fmt: skip
"""How the names of the pages in English begin; all others are in Vietnamese."""


def _fill(app: Sphinx, name: str, source: list[str]) -> None:
    """Put what is generated into the page that asks for it by a line `<!-- made here: NAME -->`."""
    for part, write in PARTS.items():
        mark = f"<!-- made here: {part} -->"
        if mark in source[0]:
            source[0] = source[0].replace(mark, write())


def _say_the_language(app: Sphinx, name: str, template: str, context: dict, doctree) -> None:
    context["language"] = "en" if name.startswith(ENGLISH) else "vi"


def setup(app: Sphinx) -> None:
    """What Sphinx has no setting for."""
    app.add_search_language(Vietnamese)
    for plain in ("csv", "cron"):  # Pygments knows neither
        app.add_lexer(plain, TextLexer)
    app.connect("source-read", _fill)
    app.connect("html-page-context", _say_the_language)
