"""What GitHub and JupyterLab leave of an output's HTML, and the stock programs that print it."""

import shutil
import subprocess

import nh3
import pytest
from bs4 import BeautifulSoup

NO_PANDOC = "no pandoc on PATH: install it (apt install pandoc, conda install pandoc)"

TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "br", "hr", "pre", "code", "img"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "caption", "details"),
    *("summary", "figure", "figcaption", "strong", "em", "b", "i", "small", "sub", "sup"),
}
"""The elements that both keep of those that a page of this package might have; GitHub's list:
github.com/gjtorikian/html-pipeline, sanitization_filter.rb."""
ATTRIBUTES = {"img": {"src", "alt"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}


def sanitised(html: str) -> BeautifulSoup:
    """The HTML as a program shows it that trusts nobody: without styles, classes, scripts, SVG."""
    kept = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags={"style", "script", "svg"},
        url_schemes={"http", "https", "data"},
    )
    return BeautifulSoup(kept, "html.parser")


def pandoc(*words: object, given: str | None = None) -> str:
    """What pandoc writes; nothing on standard error, for a warning an output is one too many."""
    if not shutil.which("pandoc"):
        pytest.skip(NO_PANDOC)
    done = subprocess.run(
        ["pandoc", *map(str, words)], input=given, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr == ""
    return done.stdout
