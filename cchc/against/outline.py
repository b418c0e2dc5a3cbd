"""The parts of a report: where each paragraph stands, and what it hangs on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..catalogue import AREAS
from .words import gathered, said

HEAD, END = "phần mở đầu", "phần kết"
_NUMBERED = re.compile(r"(?P<part>[IVXLC]+|\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?P<title>[^\W\d_].*)")
_ITEM = re.compile(r"\s*(?P<mark>[-–+•*▪●]|[a-zđ]\))\s*")
_ENDS = re.compile(r"\s*(?:trên đây là|nơi nhận)", re.IGNORECASE)
_LONGEST_TITLE = 120
_LONGEST_LEAD = 1_000
_IS_AREA = 0.72


@dataclass(frozen=True)
class Piece:
    """A paragraph as a file gives it; `heading` is the depth of a heading by its style, or 0.

    `subject` is what all its numbers are about, where the file says so: the name of a table's row.
    """

    text: str
    heading: int = 0
    is_item: bool = False
    subject: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its place: `place` as II.2.1 or a title, `area` of the catalogue or "".

    `leads` are the paragraphs it hangs on, such as "… như sau:", the farthest first.
    """

    text: str
    place: str
    area: str = ""
    leads: tuple[str, ...] = ()
    is_title: bool = False
    subject: str = ""


def outlined(pieces: Iterable[Piece]) -> Iterator[Paragraph]:
    """Every paragraph that has text, with its place."""
    outline = _Outline()
    for piece in pieces:
        if piece.text.strip():
            yield outline.take(piece)


class _Outline:
    """How far the reading has come: the numbers of the headings above, their area, the leads."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.title = ""
        self.area = ""
        self.leads: list[tuple[int, str]] = []
        self.has_ended = False

    def take(self, piece: Piece) -> Paragraph:
        text = piece.text.strip()
        if _ENDS.match(text):
            self.parts, self.title, self.area, self.has_ended = [], "", "", True
        is_title = self._open_section(text, piece.heading)
        depth = self._depth(text, piece)
        self.leads = [] if is_title else [lead for lead in self.leads if lead[0] < depth]
        leads = tuple(lead for _, lead in self.leads)
        if text.endswith(":"):
            self.leads.append((depth, text[-_LONGEST_LEAD:]))
        return Paragraph(text, self._place(), self.area, leads, is_title, piece.subject)

    def _depth(self, text: str, piece: Piece) -> int:
        """0 for plain text, 1 for an item, 2 for an item below an item."""
        item = _ITEM.match(text)
        return 2 if item and item["mark"] in "+•▪●" else 1 if item or piece.is_item else 0

    def _place(self) -> str:
        return ".".join(self.parts) or self.title or (END if self.has_ended else HEAD)

    def _open_section(self, text: str, style: int) -> bool:
        """Whether the paragraph begins a section; if so, that is where we are now."""
        numbered = _NUMBERED.fullmatch(text)
        if numbered and re.match(r"[IVXLC]+[.)]?\s", text) and text[:80].isupper():
            self.parts = [numbered["part"]]
        elif numbered and not re.match(r"\d{1,2}\s", text):
            roman = [part for part in self.parts[:1] if not part[0].isdigit()]
            self.parts = roman + numbered["part"].split(".")
        elif style:
            self.parts = []
        elif not self._names_area(text):
            return False
        title = numbered["title"] if numbered else text
        self.title = title[:_LONGEST_TITLE]
        self.area = _area(title)
        return True

    def _names_area(self, text: str) -> bool:
        is_short = len(text) <= _LONGEST_TITLE and text[-1] not in ".;:," and text[0] not in "-+"
        return is_short and bool(_area(text))


def _area(title: str) -> str:
    """The area that a title names, "" where it names none."""
    near = gathered([(title[:_LONGEST_TITLE], 1.0)])
    likeness, code = max((said(area.vi, near), code) for code, area in AREAS.items())
    return code if likeness >= _IS_AREA else ""
