"""READ what a unit says in words: `narrative.md`, points under fixed headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .catalogue import AREAS
from .cells import quoted, suggestion
from .errors import CchcError, Fault
from .textfile import TextFile

_REFORM = {area.vi: code for code, area in AREAS.items() if code != "direction"}
HEADINGS: dict[str, tuple[str, ...]] = {
    "Bối cảnh": ("Thuận lợi", "Khó khăn"),
    "Tổ chức triển khai thực hiện": (),
    "Kết quả": tuple(_REFORM),
    "Đánh giá": ("Mặt được", "Hạn chế", "Nguyên nhân"),
    "Mục tiêu": tuple(_REFORM),
    "Nhiệm vụ, giải pháp": (),
    "Đề xuất, kiến nghị": (),
}
"""The parts of a narrative in their order, each with the headings below it; any may be absent."""

_ORDER = {
    path: place
    for place, path in enumerate(
        path
        for part, titles in HEADINGS.items()
        for path in ((part,), *((part, title) for title in titles))
    )
}
_AREA_OF = _REFORM | {"Tổ chức triển khai thực hiện": "direction"}
_HEADING = re.compile(r"(#+)\s*(.*?)[\s#]*")
_ITEM = re.compile(r"(\s*)[-*+]\s+(.*)")
_ENDING = re.compile(r"(.*\S)\s*\(\s*([^();]*[^();\s])\s*(?:;([^();]*))?\)")


@dataclass(frozen=True)
class Point:
    """One thing said: under which `heading`, the `text`, its `place` in the source, its line.

    `area` is the area that the point names or else its heading, "" where neither does.
    """

    heading: tuple[str, ...]
    text: str
    place: str
    area: str
    row: int


@dataclass(frozen=True)
class Narrative:
    """Everything that a unit says in words, in the order of its file."""

    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class _Block:
    """A heading ("#", "##", …), a point ("-"), a point within a point ("--") or stray text ("")."""

    mark: str
    line: int
    text: str


_START = _Block("#", 0, "")


def parse_narrative(file: TextFile) -> Narrative:
    """The points of a narrative, with their text kept as it is: HTML in it is text like any other.

    Raises `CchcError` with every fault of the file.

    >>> text = "# Đề xuất, kiến nghị\\n- Đầu tư trang thiết bị. (V; procedures)"
    >>> parse_narrative(TextFile("narrative.md", text, "")).points[0].area
    'procedures'
    """
    reading = _Reading(file.shown)
    for block in _blocks(re.split(r"\r\n|\r|\n", file.text)):
        reading.take(block)
    if reading.faults:
        raise CchcError(reading.faults)
    return Narrative(tuple(reading.points))


def _blocks(lines: list[str]) -> Iterator[_Block]:
    """The blocks of a file; lines that go on with a point or a paragraph are joined to it."""
    block, after_blank = _START, True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            after_blank = True
            continue
        heading, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
        in_point = block.mark.startswith("-")
        if heading:
            begun = _Block(heading[1], number, heading[2])
        elif item:
            begun = _Block("--" if item[1] and in_point else "-", number, item[2].strip())
        elif block.mark.startswith("#") or (after_blank and not (in_point and line[0].isspace())):
            begun = _Block("", number, line.strip())
        else:
            begun = None
            block = _Block(block.mark, block.line, f"{block.text} {line.strip()}")
        if begun and block is not _START:
            yield block
        block = begun or block
        after_blank = False
    if block is not _START:
        yield block


def _titles(above: tuple[str, ...]) -> list[str]:
    """The titles that may stand below a heading, or at the top."""
    return [path[-1] for path in _ORDER if path[:-1] == above]


class _Reading:
    """How far the reading has come: the heading it stands under, what it found."""

    def __init__(self, shown: str):
        self.shown = shown
        self.points: list[Point] = []
        self.faults: list[Fault] = []
        self.heading: tuple[str, ...] = ()
        self.latest = -1

    def take(self, block: _Block) -> None:
        if block.mark.startswith("#"):
            self._take_heading(block)
        elif block.mark == "-":
            self._take_point(block)
        elif block.mark == "--":
            self._refuse(block, "ý con trong một ý", "viết thành một ý riêng, bắt đầu bằng '- '")
        else:
            what = f"chữ đứng ngoài các ý: {quoted(block.text)}"
            self._refuse(block, what, "viết thành một ý: '- … (mục)'")

    def _take_heading(self, block: _Block) -> None:
        depth, named = len(block.mark), quoted(f"{block.mark} {block.text}")
        above = self.heading[: depth - 1]
        self.heading = (*above, block.text)
        titles = _titles(above)
        if above and above not in _ORDER:
            return  # what stands above is unknown already: one fault is enough
        if self.heading not in _ORDER or len(self.heading) != depth:
            place = f"các mục ở đây: {'; '.join(titles)}" if titles else "ở đây không có mục con"
            mend = suggestion(block.text, titles, place)
            self._refuse(block, f"mục {named} không có trong quy định", mend)
            return
        if _ORDER[self.heading] <= self.latest:
            mend = f"thứ tự các mục: {'; '.join(titles)}"
            self._refuse(block, f"mục {named} lặp lại hoặc sai thứ tự", mend)
        self.latest = max(self.latest, _ORDER[self.heading])

    def _take_point(self, block: _Block) -> None:
        below = _titles(self.heading)
        if below:
            mend = f"đặt ý này dưới một trong các mục: {'; '.join(below)}"
            self._refuse(block, "ý không đứng dưới mục nào", mend)
        ending = _ENDING.fullmatch(block.text)
        if not ending:
            what = f"ý không kết thúc bằng nơi nêu trong nguồn: {quoted(block.text)}"
            self._refuse(block, what, "thêm ở cuối (mục) hoặc (mục; lĩnh vực), ví dụ (III.2)")
            return
        text, place, named = ending.groups()
        area = _AREA_OF.get("".join(self.heading[-1:]), "") if named is None else named.strip()
        if named is not None and area not in AREAS:
            mend = suggestion(area, AREAS, f"các lĩnh vực: {', '.join(AREAS)}")
            self._refuse(block, f"{quoted(area)} không có trong các lĩnh vực", mend)
        self.points.append(Point(self.heading, text, place, area, block.line))

    def _refuse(self, block: _Block, what: str, mend: str) -> None:
        self.faults.append(Fault(what, f"{self.shown}, dòng {block.line}", mend))
