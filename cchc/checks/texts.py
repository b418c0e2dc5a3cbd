"""Words against figures: numbers in the narrative, and the documents that are named."""

import re
from collections.abc import Iterator
from fractions import Fraction

from ..numerals import day
from .evidence import Evidence
from .finding import Check, Finding

_DOCUMENT_NUMBER = re.compile(r"\d+(?:/\d{4})?(?:/[A-ZĐ][\w&Đ-]*|-[A-ZĐ]+/[\wĐ&-]+)")
_DATE = re.compile(
    r"(?:ngày )?\d{1,2}/\d{1,2}/\d{4}|(?:ngày )?\d{1,2} tháng \d{1,2}(?: năm \d{4})?"
    r"|tháng \d{1,2}(?:[/ ]năm \d{4}|/\d{4})?|quý \d(?: năm \d{4})?"
)
_YEARS = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?:\s*[-–]\s*(?:19|20)?\d{2})?(?![\d.,]\d|\d|%)")
_NAMES = re.compile(
    r"(?:mức độ|cấp độ) \d(?:\s*(?:,|và)\s*\d)*|[A-Za-zĐđ]+\d+(?:[.,]\d+)*\b|\b\d\.0\b"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def _numbers(text: str) -> list[str]:
    """The numbers of a text that are no date, year, document number or part of a name."""
    for pattern in (_DOCUMENT_NUMBER, _DATE, _NAMES, _YEARS):
        text = pattern.sub(" ", text)
    return _NUMBER.findall(text)


def _readings(printed: str) -> set[Fraction]:
    """The values that a printed number may have: `7.500` is 7500, `99.95` is 99,95."""
    readings = set()
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?", printed):
        readings.add(Fraction(printed.replace(".", "").replace(",", ".")))
    if re.fullmatch(r"\d+(?:\.\d+)?", printed):
        readings.add(Fraction(printed))
    return readings


def _narrative_number(evidence: Evidence) -> Iterator[Finding]:
    held = {Fraction(text) for text in evidence.folder.figures["text"]}
    held |= {known.quantity.value for known in evidence.ledger.values()}
    for point in evidence.folder.narrative.points:
        foreign = [n for n in _numbers(point.text) if not _readings(n) & held]
        for printed in dict.fromkeys(foreign):
            yield Finding(
                f"Phần thuyết minh, mục {' › '.join(point.heading)}: số {printed} không phải là số"
                f" liệu nào của đơn vị ({_around(point.text, printed)}).",
                places=(f"narrative.md, dòng {point.row}: {point.place}",),
                area=point.area,
            )


def _around(text: str, printed: str) -> str:
    """The words beside a number, enough to find it."""
    at = text.find(printed)
    start = text.rfind(" ", 0, max(0, at - 25)) + 1
    end = text.find(" ", at + len(printed) + 25)
    return f"“…{text[start : end if end > 0 else len(text)]}…”"


def _documents_conflict(evidence: Evidence) -> Iterator[Finding]:
    documents = evidence.folder.documents
    numbered = documents[documents["number"] != ""]
    for (number, issuer), rows in numbered.groupby(["number", "issuer"], sort=False):
        dates = [day(value) for value in dict.fromkeys(rows["date"]) if value]
        years = {text[-4:] for text in dates}
        if len(dates) > 1 and len(years) == 1:
            yield Finding(
                f"Văn bản số {number} của {issuer} được ghi với {len(dates)} ngày khác nhau:"
                f" {', '.join(dates)}.",
                places=tuple(f"{row.source}: {row.place}" for row in rows.itertuples()),
                area=rows["area"].iloc[0],
            )


CHECKS = (
    Check(
        "narrative_number_is_no_figure",
        "warn",
        "Số trong phần thuyết minh không có trong số liệu",
        "A number in the narrative is no figure of the unit",
        _narrative_number,
    ),
    Check(
        "document_dates_conflict",
        "warn",
        "Một văn bản được ghi với nhiều ngày khác nhau",
        "One document is named with different dates",
        _documents_conflict,
    ),
)
