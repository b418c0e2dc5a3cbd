"""What a report says around a number: of what, when, of which level, in which unit."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..cells import BadCell
from ..mentions import UNITS, Mention
from ..written import written
from .nearness import Bounds, near, neighbours, own_right
from .outline import Paragraph
from .when import Calendar
from .words import Words

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=\S)")
_TIERS = {
    "province": "tỉnh|thành phố trực thuộc trung ương",
    "district": "huyện|quận|thị xã|thành phố",
    "commune": "xã|phường|thị trấn",
}
_LEVEL = re.compile(
    "|".join(rf"(?P<{level}>\bcấp (?:{words})\b)" for level, words in _TIERS.items())
    + r"|(?P<communes>(?:các|\d+) xã|xã, thị trấn|xã, phường)|(?P<all>toàn (?:huyện|xã|tỉnh)\b)",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"(?P<up>tăng|nhiều hơn|cao hơn|vượt)|(?P<down>giảm|ít hơn|thấp hơn|thiếu)|(?P<gap>chênh lệch)",
    re.IGNORECASE,
)
_JUST_BEFORE = r"(?:\s+(?:thêm|được|là|khoảng|so|với|\w+\s+trước|tương ứng))*\s*\(?\s*"
_CHANGED_BY = re.compile(rf"(?:{_CHANGE.pattern}){_JUST_BEFORE}$", re.IGNORECASE)
_IMPLIED = {"communes": "commune", "all": "all"}
_UNIT = re.compile(rf"\s*({'|'.join(UNITS)})\b", re.IGNORECASE)


FARTHEST = 1_000
"""Letters: what stands farther from a number, in a sentence without end, is not read for it."""


@dataclass(frozen=True)
class Surroundings:
    """What stands around a number.

    `years` are named for it (in its sentence, when `is_dated`), `levels` likewise;
    `is_level_named` where one level is named before it, as in "cấp xã: 7.043 hồ sơ". `side` is of
    `4646/20953 hộ`, `change` of "tăng 5", `qualifier` the code of the word that bounds it.
    """

    sentence: str
    near: Words
    unit: str
    years: frozenset[int] = frozenset()
    is_dated: bool = False
    levels: frozenset[str] = frozenset()
    is_level_named: bool = False
    side: Literal["part", "whole", ""] = ""
    change: Literal["up", "down", "gap", ""] = ""
    qualifier: str = ""
    before: str = ""
    after: str = ""


class Reader:
    """Reads the surroundings of the numbers of one paragraph after another.

    `years` are the years that the unit's figures are about; "hiện nay" is the last of them.
    """

    def __init__(self, years: Iterable[int]):
        self.years = frozenset(years)

    def read(
        self, paragraph: Paragraph, found: Sequence[Mention], title: str
    ) -> list[Surroundings | None]:
        """Of each mention, what stands around it where it is a quantity; else None."""
        text, quantities = paragraph.text, [m for m in found if m.kind == "quantity"]
        calendar = Calendar(text, found, self.years, paragraph.leads)
        around: dict[Mention, Surroundings] = {}
        for place, mention in enumerate(quantities):
            start, end = _sentence(text, mention)
            start, end = max(start, mention.start - FARTHEST), min(end, mention.end + FARTHEST)
            before, after = neighbours(text, quantities, place)
            number = (mention.start, mention.end)
            bounds = Bounds(number, start, end, max(before, start), min(after, end))
            right = own_right(text, bounds)
            years, is_dated = calendar.named_for(bounds)
            levels, is_named = _levels(text[start : mention.start], right, paragraph.leads)
            change = _CHANGED_BY.search(text, start, mention.start)
            around[mention] = Surroundings(
                sentence=text[start:end].strip(),
                near=near(text, bounds, paragraph, title),
                unit=_unit(text, mention),
                years=years,
                is_dated=is_dated,
                levels=levels,
                is_level_named=is_named,
                side=_side(text, mention),
                change=change.lastgroup if change else "",
                qualifier=_qualifier(text, mention),
                before=text[start : mention.start],
                after=text[mention.end : end],
            )
        return [around.get(mention) for mention in found]


def _sentence(text: str, mention: Mention) -> tuple[int, int]:
    start, end = 0, len(text)
    for match in _SENTENCE_END.finditer(text):
        if text[match.end()].islower() or text[match.end()].isdigit():
            continue
        if match.end() <= mention.start:
            start = match.end()
        elif match.start() >= mention.end:
            end = match.start()
            break
    return start, end


def _levels(before: str, right: str, leads: Sequence[str]) -> tuple[frozenset[str], bool]:
    """The levels named nearest before a number, else after it, else in what it hangs on."""
    for text, is_before in ((before, True), *((lead, True) for lead in reversed(leads))):
        named = list(_LEVEL.finditer(text))
        if named:
            last = [named[-1]]
            for match in reversed(named[:-1]):
                link = text[match.end() : last[0].start()]
                if not re.fullmatch(r"\s*(?:,|và|với|và ủy ban nhân dân)\s*", link, re.IGNORECASE):
                    break
                last.insert(0, match)
            levels = {_IMPLIED.get(m.lastgroup, m.lastgroup) for m in last}
            is_explicit = all(m.lastgroup in _TIERS for m in last)
            return frozenset(levels), is_before and is_explicit and len(levels) == 1
    return frozenset(_IMPLIED.get(m.lastgroup, m.lastgroup) for m in _LEVEL.finditer(right)), False


def _side(text: str, mention: Mention) -> Literal["part", "whole", ""]:
    """Which of the two numbers of `4646/20953 hộ` this is, if either."""
    if re.match(r"\s*/\s*\d", text[mention.end :]):
        return "part"
    return "whole" if re.search(r"\d\s*/\s*$", text[: mention.start]) else ""


def _qualifier(text: str, mention: Mention) -> str:
    """The code of the word that bounds a number, such as "trên", or ""."""
    words = text[max(0, mention.start - FARTHEST) : mention.start].split()[-2:]
    rest = re.match(r"\W*(?:\w+\s+){0,3}?(trở (?:lên|xuống))", text[mention.end : mention.end + 40])
    for count in (2, 1, 0):
        told = [*words[len(words) - count :], mention.text, *([rest[1]] if rest else [])]
        try:
            return written(" ".join(told)).qualifier
        except BadCell:
            continue
    return ""


def _unit(text: str, mention: Mention) -> str:
    """The unit named right after a number; `%` for a share; of `4646/20953 hộ`, that of both."""
    if mention.text.endswith("%"):
        return "%"
    rest = re.sub(r"^\s*/\s*\d+(?:[.,]\d+)*", "", text[mention.end :])
    unit = _UNIT.match(rest)
    return unit[1].lower() if unit else ""
