"""The shape of what a report shows: blocks that every edition (Jupyter, HTML, PDF) prints alike."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, is_dataclass
from typing import Any, Literal

from .html import blocks_to_html
from .markup import blocks_to_latex, blocks_to_markdown
from .plain import blocks_to_text

BLOCKS = "cchc"
"""The name under which the metadata of a notebook's output hold its blocks: no tool prints those,
and every tool keeps them."""
POINTS_PER_INCH = 100
"""Of the picture of a chart for tools that print no SVG: as sharp as a screen."""


@dataclass(frozen=True)
class Mark:
    """A number on the page: its text, what it is (`code|period|level`) and where it comes from."""

    text: str
    figure: str
    title: str


@dataclass(frozen=True)
class Styled:
    """Words that stand out from the text around them; `code` is set in a typewriter face."""

    text: str
    style: Literal["strong", "em", "code"]


Run = str | Mark | Styled
Runs = tuple[Run, ...]
Json = dict[str, Any]


@dataclass(frozen=True)
class Heading:
    """A heading inside an output; level 3 or 4, below the sections that the notebook names.
    The exporters number it ("2.1") and give it the name by which the contents point to it."""

    text: str
    level: int = 3
    number: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; a `note` is set smaller."""

    runs: Runs
    role: Literal["body", "note"] = "body"


@dataclass(frozen=True)
class Bullets:
    """A list; an item is one line of runs, or a list that belongs to the line before it."""

    items: tuple["Runs | Bullets", ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Column:
    """A table's column: its head, how its cells stand, its share of the width in percent.

    A share of 0 leaves the width to the cells.
    """

    text: str
    align: Literal["left", "right", "center"] = "left"
    width: int = 0


@dataclass(frozen=True)
class Row:
    """A table's row; a `group` row has one cell that spans all columns."""

    cells: tuple[Runs, ...]
    group: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its caption; the first cell of a row heads it. Exporters set the `label`."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    small: bool = False
    label: str = ""


@dataclass(frozen=True)
class Chart:
    """A picture as SVG text, what it says in words (`alt`), and the numbers it is drawn from."""

    svg: str
    alt: str
    caption: str
    data: Table
    label: str = ""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError(f"chart without alternative text: {self.caption!r}")


@dataclass(frozen=True)
class Picture:
    """A picture that an analyst drew by other means; `data` is base64, or SVG as text."""

    media: Literal["image/png", "image/jpeg", "image/svg+xml"]
    data: str
    alt: str

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("picture without alternative text")


@dataclass(frozen=True)
class Preformatted:
    """Text whose lines and spaces are kept: what a program printed."""

    text: str


@dataclass(frozen=True)
class Callout:
    """A box that must not be overlooked: invented data, a blocking fault, what does not add up."""

    severity: Literal["demo", "block", "warn", "note"]
    title: str
    items: tuple[Runs, ...] = ()


@dataclass(frozen=True)
class KeyFigure:
    """One number to remember: itself, what it is, and how it stands to last year or the target."""

    value: Mark
    label: str
    detail: str = ""


@dataclass(frozen=True)
class KeyFigures:
    """The numbers at the top of a report."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Letterhead:
    """The head of an official document; number and day stay blank in a draft.

    `short_title` names the document where there is little room: a window, the head of each page.
    """

    superior: str
    issuer: str
    number: str
    place_and_date: str
    kind: str
    subject: str
    addressee: str
    short_title: str = ""


@dataclass(frozen=True)
class Signature:
    """The end of an official document: who gets it, and the room for signature and seal."""

    recipients: tuple[str, ...]
    authority: str
    position: str
    name: str


Prose = Heading | Paragraph | Bullets | Preformatted
Exhibit = Table | Chart | Picture | KeyFigures | Callout
Block = Prose | Exhibit | Letterhead | Signature


def to_json(value: Any) -> Any:
    """Plain dicts, lists and strings of a block; each dataclass says its name under "type".

    >>> to_json(Paragraph(("x ", Mark("1", "a|2022|all", "src"))))["runs"][1]["figure"]
    'a|2022|all'
    """
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if not is_dataclass(value):
        return value
    named = {name: to_json(getattr(value, name)) for name in value.__match_args__}
    return {"type": type(value).__name__} | named


Bundle = tuple[dict[str, Any], dict[str, Any]]
"""The data of an output by MIME type, and its metadata."""


class Shown:
    """What a notebook cell shows: blocks, in every form that Jupyter and other tools print.

    It is drawn at once: IPython only prints an error that happens while it asks for an output,
    and the cell would count as done.
    """

    def __init__(self, blocks: Iterable[Block]):
        self.blocks = tuple(blocks)
        self._page = [to_json(block) for block in self.blocks]
        self.outputs = tuple(_outputs(self._page))

    def _ipython_display_(self) -> None:
        from IPython.display import publish_display_data

        for data, metadata in self.outputs:
            publish_display_data(data, metadata)

    def _repr_mimebundle_(self, include=None, exclude=None) -> Bundle:
        """All of it as one output, for those who can show no more."""
        return _text(self._page)

    def __repr__(self) -> str:
        return blocks_to_text(self._page)


def _outputs(page: list[Json]) -> Iterator[Bundle]:
    """The page as outputs: tools print one form of an output, a picture or a text, so that a chart
    stands alone and its numbers begin what comes next."""
    texts: list[Json] = []
    for block in page:
        if block["type"] != "Chart":
            texts.append(block)
            continue
        if texts:
            yield _text(texts)
        yield _picture(block)
        texts = [{"type": "Numbers", "data": block["data"]}]
    if texts:
        yield _text(texts)


def _text(page: list[Json]) -> Bundle:
    texts = {"text/markdown": blocks_to_markdown(page), "text/latex": blocks_to_latex(page)}
    blocks = [block for block in page if block["type"] != "Numbers"]
    return _readable(page) | texts, {BLOCKS: blocks}


def _picture(chart: Json) -> Bundle:
    """A chart without its numbers: no Markdown, no LaTeX, which would be taken for the picture."""
    from .picture import png

    points = b64encode(png(chart["svg"], chart["caption"], POINTS_PER_INCH)).decode()
    data = _readable([chart | {"data": None}]) | {"image/png": points}
    return data, {BLOCKS: [chart], "image/png": {"alt": chart["alt"]}}


def _readable(page: list[Json]) -> dict[str, str]:
    return {"text/html": blocks_to_html(page), "text/plain": blocks_to_text(page)}
