"""Every number of a paragraph, and what kind of thing it is by the words around it alone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from .catalogue import CATALOGUE

Kind = Literal["document", "date", "heading", "name", "quantity"]

UNITS = sorted(
    {unit for i in CATALOGUE.values() for unit in i.measure_unit.split(", ") if unit != "%"},
    key=len,
    reverse=True,
)
"""What is counted, by the catalogue: a number before such a word is a quantity."""
_COUNTED = rf"(?!\s*(?:{'|'.join(UNITS)})\b)"

_YEAR = r"(?<![\d.,])(?:19|20)\d{2}(?![.,]?\d|\s?%)"
_YEARS = rf"{_YEAR}(?:\s*(?:-|–|—|,|và|đến|/)\s*(?:năm\s+)?{_YEAR}{_COUNTED})*"
_KINDS = (
    "nghị quyết|nghị định|quyết định|kế hoạch|chỉ thị|công văn|chương trình|tờ trình|thông báo"
    "|thông tư|kết luận|báo cáo|đề án|hướng dẫn|quy định|công điện|luật"
)
_AFTER_NAME = r"(?=\s*(?:[.,;:)”\"–-]|$|(?:ngày|của|về|do|là|và|thì|đã|theo|tại|trong|năm)\b))"
_NAMED = (
    "mức độ|cấp độ|hạng|điều|phụ lục|biểu|bảng|mẫu|mục|trang|khóa|lần thứ"
    "|kỳ họp thứ|thứ|đợt|ấp|khu vực|quốc lộ|thôn|khóm|bước|tuần"
)
_ALSO_VERBS = r"(?<!đã )(?<!được )(?<!mới )(?<!mở )\b(?:cấp|loại|lớp|tổ)"
"""Words that name a number only where nothing is counted: "cấp 45 giấy phép" counts."""
_NOTHING_COUNTED = r"(?=\s*(?:[.;:)]|,(?!\s*\d)|$|(?:và|trở|của|thuộc|có|là|ở|tại)\b(?!\s*\d)))"
_SEVERAL = r"\d{1,2}[a-z]?(?:\s*(?:,|và|hoặc|-|–)\s*\d{1,2}(?![\d.,]*\d))*(?![.,]?\d|\s?%)"

_SHAPES: tuple[tuple[Kind, str], ...] = (
    (
        "document",
        r"(?<![\w.,])\d+[a-z]?(?:/\d{4})?(?=[/-] ?[^\s\d]*[A-ZĐ][^\s\d]*[A-ZĐ])"
        r"(?:[/-] ?[A-ZĐ][\w&]*)+",
    ),
    ("heading", r"^\s*\d{1,2}(?:(?:\.\d{1,2})*[.)]|(?:\.\d{1,2})+)(?=\s+[^\W\d_])"),
    ("date", r"\d{1,2} tháng \d{1,2} năm \d{4}"),
    ("date", r"(?<![\d/.])\d{1,2}([/.-])\d{1,2}\1\d{4}(?![\d/])"),
    ("date", r"(?<=ngày )\d{1,2}(?:/| tháng )\d{1,2}(?![\d/])"),
    ("document", rf"(?i:(?:{_KINDS}) số:? )(?P<number>\d+[a-z]?)(?![\d/]|[.,]\d)"),
    ("document", rf"(?i:(?:{_KINDS}) )(?P<number>\d+[a-z]?)(?![\d/]|[.,]\d){_AFTER_NAME}"),
    ("date", r"(?i:tháng )\d{1,2}(?:(?:/| năm )\d{4})?(?![\d.,]*\d)"),
    ("date", r"(?i:quý )\d(?:(?:/| năm )\d{4})?(?![\d.,]*\d)"),
    ("name", r"(?i:\b(?:trong|qua|sau|kết)) 0?[2-9](?= năm\b)"),
    ("date", rf"(?i:năm|giai đoạn|nhiệm kỳ|tầm nhìn|niên khóa|kỳ)\s+{_YEARS}"),
    ("date", rf"{_YEAR}\s*[-–—]\s*{_YEAR}"),
    ("date", rf"^\s*{_YEAR}\s*$"),
    ("name", r"\b[Kk]hoản \d{1,2}(?=\s*(?:[,;)]|\.(?!\d)|$|và\b|[Đđ]iều\b))"),
    ("name", rf"(?i:\b(?:{_NAMED})(?: số)? ){_SEVERAL}{_COUNTED}"),
    ("name", rf"(?i:{_ALSO_VERBS}(?: số)? ){_SEVERAL}{_NOTHING_COUNTED}"),
    ("name", r"(?<![\d.,])\d{1,2} (?:năm|tháng)\b"),
    ("name", r"\b24/(?:7|24)\b"),
    ("name", rf"ISO \d+(?::\d{{4}})?|\b[A-Za-zĐđ]+\d+(?:[.,]\d+)*\b|\b\d\.0\b(?!\s?%){_COUNTED}"),
    ("name", r"\b\d[A-Za-z]\b"),
)
_NUMBER = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d/])(?:,\d+)?(?:\s?%)?|\d+(?:[.,]\d+)*(?:\s?%)?"
)
_ONE_OF_MANY = re.compile(r"\d+(?:[.,]\d+)*")
_WHOLE = {"document", "heading"}


@dataclass(frozen=True)
class Mention:
    """A number as it stands in a text, from `start` to `end`."""

    kind: Kind
    text: str
    start: int
    end: int


def mentions(
    text: str, known_numbers: Iterable[str] = (), years: Iterable[int] = ()
) -> list[Mention]:
    """The numbers of a paragraph in their order, each with its kind.

    `known_numbers` are those of the documents that are held, whatever they look like; `years` those
    that figures are about: "so với 2021" names one of them, "tăng đến 2000" is a count. A date
    in full and a document's number are one number each; "2021-2025" and "mức độ 3, 4" are two.

    >>> [(m.kind, m.text) for m in mentions("Năm 2021 có 7.500 lượt người; mức độ 3, 4 đạt 65,1%")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('date', '2021'), ('quantity', '7.500'), ('name', '3'), ('name', '4'), ('quantity', '65,1%')]
    """
    found: list[Mention] = []
    left = text
    for kind, pattern in (*_known(known_numbers), *_SHAPES, *_told(years)):
        for match in re.finditer(pattern, left):
            found += _parts(kind, match)
            left = left[: match.start()] + "\0" * len(match[0]) + left[match.end() :]
    for match in _NUMBER.finditer(left):
        found.append(Mention("quantity", match[0], *match.span()))
    return sorted(found, key=lambda mention: mention.start)


def _known(numbers: Iterable[str]) -> Iterator[tuple[Kind, str]]:
    for number in numbers:
        if not number.isdigit():
            yield "document", rf"(?i:(?<![\w/]){re.escape(number)}(?![\w/]))"


def _told(years: Iterable[int]) -> Iterator[tuple[Kind, str]]:
    told = "|".join(str(year) for year in sorted(set(years)))
    if told:
        yield "date", rf"(?i:\b(?:đến|so với|từ)\s+)(?:{told})(?=\s*(?:[.,;:)](?!\d)|$|đến\b))"


def _parts(kind: Kind, match: re.Match) -> Iterator[Mention]:
    """The numbers within what a pattern found."""
    if "number" in match.groupdict():
        yield Mention(kind, match["number"], *match.span("number"))
    elif kind in _WHOLE or re.fullmatch(r"\d{1,2}(?:/| tháng | năm |[.-]|\d)+", match[0]):
        stripped = match[0].strip().rstrip(".)") if kind == "heading" else match[0]
        start = match.start() + match[0].index(stripped)
        yield Mention(kind, stripped, start, start + len(stripped))
    else:
        for part in _ONE_OF_MANY.finditer(match[0]):
            at = match.start()
            yield Mention(kind, part[0], at + part.start(), at + part.end())
