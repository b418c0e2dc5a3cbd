"""A page as outputs of a notebook: each in all the forms that Jupyter and other tools print."""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from .errors import CchcError
from .html import blocks_to_html
from .markup import blocks_to_latex, blocks_to_markdown
from .plain import blocks_to_text

Json = dict[str, Any]
Bundle = tuple[Json, Json]
"""The data of an output by MIME type, and its metadata."""

BLOCKS = "cchc"
"""The name under which the metadata of an output hold its blocks: every tool keeps them, and none
prints them."""
POINTS_PER_INCH = 100
"""Of the picture of a chart for tools that print no SVG: as sharp as a screen."""


def bundles(page: list[Json]) -> Iterator[Bundle]:
    """The page as outputs: tools print one form of an output, a picture or a text, so that a chart
    stands alone and its numbers begin what comes next."""
    texts: list[Json] = []
    for block in page:
        if block["type"] != "Chart":
            texts.append(block)
            continue
        if texts:
            yield whole_bundle(texts)
        yield _picture(block)
        texts = [{"type": "Numbers", "data": block["data"]}]
    if texts:
        yield whole_bundle(texts)


def whole_bundle(page: list[Json]) -> Bundle:
    """All of the page as one output, of whose charts other tools than a browser print the words."""
    texts = {"text/markdown": blocks_to_markdown(page), "text/latex": blocks_to_latex(page)}
    blocks = [block for block in page if block["type"] != "Numbers"]
    return _readable(page) | texts, {BLOCKS: blocks}


def _picture(chart: Json) -> Bundle:
    """A chart without its numbers; Markdown or LaTeX would be taken for it instead of the picture.

    Where a font is missing there is no picture of points, only what it says in words.
    """
    data, metadata = _readable([chart | {"data": None}]), {BLOCKS: [chart]}
    from .picture import png

    try:
        points = png(chart["svg"], chart["caption"], POINTS_PER_INCH)
    except CchcError:
        return data, metadata
    metadata["image/png"] = {"alt": chart["alt"]}
    return data | {"image/png": b64encode(points).decode()}, metadata


def _readable(page: list[Json]) -> dict[str, str]:
    return {"text/html": blocks_to_html(page), "text/plain": blocks_to_text(page)}
