"""The shape of what a report shows: blocks that every edition (Jupyter, HTML, PDF) prints alike."""

from collections.abc import Iterable
from dataclasses import dataclass, is_dataclass
from typing import Any, Literal

from .bundle import Bundle, bundles, whole_bundle
from .plain import blocks_to_text


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


class Shown:
    """What a notebook cell shows: blocks, in every form that Jupyter and other tools print; drawn
    at once, since IPython only prints an error that happens while it asks for an output, and the
    cell would count as done."""

    def __init__(self, blocks: Iterable[Block]):
        self.blocks = tuple(blocks)
        self._page = [to_json(block) for block in self.blocks]
        self.outputs = tuple(bundles(self._page))

    def _ipython_display_(self) -> None:
        from IPython.display import publish_display_data as publish

        for output in self.outputs:
            publish(*output)

    def _repr_mimebundle_(self, include=None, exclude=None) -> Bundle:
        """All of it as one output, for those who can show no more."""
        return whole_bundle(self._page)

    def __repr__(self) -> str:
        return blocks_to_text(self._page)
