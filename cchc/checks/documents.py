"""The documents that a unit names: one number, one date, and the same one in its own words."""

import re
from collections.abc import Iterator
from datetime import date

from ..narrative import Point
from ..numerals import day
from ..periods import parse_period
from .evidence import Evidence
from .finding import Check, Finding

NUMBER = r"\d+(?:/\d{4})?(?:/[A-ZĐ][\w&Đ-]*|-[A-ZĐ]+/[\wĐ&-]+)"
"""The number of a Vietnamese document with its symbol: 34/2016/NĐ-CP, 56/KH-UBND, 03-NQ/TU."""

_NAMED = re.compile(
    rf"số (?P<number>{NUMBER})"
    r"(?:,? ngày (?P<d>\d{1,2})(?:/| tháng )(?P<m>\d{1,2})(?:/| năm )(?P<y>\d{4}))?"
)
_ENDED = re.compile(
    r"(?:thay thế|hết hiệu lực|bãi bỏ) (?:từ|kể từ) ngày (?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})"
)
_YEAR_IN_NUMBER = re.compile(r"/(\d{4})/")


def _dates_conflict(evidence: Evidence) -> Iterator[Finding]:
    documents = evidence.folder.documents
    numbered = documents[documents["number"] != ""]
    for (number, issuer), rows in numbered.groupby(["number", "issuer"], sort=False):
        dates = [value for value in dict.fromkeys(rows["date"]) if value]
        if len(dates) > 1 and len({value.year for value in dates}) == 1:
            yield Finding(
                f"Văn bản số {number} của {issuer} được ghi với {len(dates)} ngày khác nhau:"
                f" {', '.join(map(day, dates))}.",
                places=_places(rows),
                area=rows["area"].iloc[0],
            )


def _places(rows) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{row.source}: {row.place}" for row in rows.itertuples()))


def _date_impossible(evidence: Evidence) -> Iterator[Finding]:
    sources = evidence.folder.sources
    written = dict(zip(sources["id"], sources["date"], strict=True))
    for row in evidence.folder.documents.itertuples():
        year = _YEAR_IN_NUMBER.search(row.number)
        named_on = written.get(row.source)
        if row.date and year and int(year[1]) != row.date.year:
            why = f"nhưng số hiệu thuộc năm {year[1]}"
        elif row.date and named_on and row.date > named_on:
            why = f"sau ngày của nguồn đã nêu văn bản đó ({day(named_on)})"
        else:
            continue
        name = f"Văn bản số {row.number}" if row.number else f"Văn bản “{row.subject}”"
        yield Finding(
            f"{name} được ghi ngày {day(row.date)}, {why}.",
            places=(f"{row.source}: {row.place}",),
            area=row.area,
        )


def _replaced(evidence: Evidence) -> Iterator[Finding]:
    """Documents that were no longer in force when the second year ended."""
    for row in evidence.folder.documents.itertuples():
        ended = _ENDED.search(row.validity_note)
        on = _date(ended) if ended else None
        if on and on <= parse_period(evidence.second).end:
            note = row.validity_note[0].lower() + row.validity_note[1:]
            name = f"số {row.number}" if row.number else f"“{row.subject}”"
            yield Finding(
                f"Văn bản {name} hết hiệu lực trước khi kết thúc kỳ báo cáo: {note}.",
                places=(f"{row.source}: {row.place}",),
                area=row.area,
            )


def _date(named: re.Match) -> date | None:
    try:
        return date(int(named["y"]), int(named["m"]), int(named["d"]))
    except ValueError:
        return None


def _differs_in_words(evidence: Evidence) -> Iterator[Finding]:
    """The documents that the narrative names, against the register of documents."""
    documents = evidence.folder.documents
    for point in () if documents.empty else evidence.folder.narrative.points:
        for named in _NAMED.finditer(point.text):
            number = named["number"].rstrip("-&")
            rows = documents[documents["number"].str.casefold() == number.casefold()]
            dates = [value for value in dict.fromkeys(rows["date"]) if value]
            if rows.empty:
                what = f"văn bản số {number} không có trong danh mục văn bản"
                yield _in_words(point, what, severity="note")
            elif named["y"] and dates and _day(named) not in map(day, dates):
                what = (
                    f"văn bản số {number} ghi ngày {_day(named)}, danh mục văn bản ghi ngày"
                    f" {' hoặc '.join(map(day, dates))}"
                )
                yield _in_words(point, what, _places(rows))


def _day(named: re.Match) -> str:
    return f"{int(named['d']):02d}/{int(named['m']):02d}/{named['y']}"


def _in_words(point: Point, what: str, places: tuple[str, ...] = (), severity=None) -> Finding:
    return Finding(
        f"Phần thuyết minh, mục {' › '.join(point.heading)}: {what}.",
        places=(f"narrative.md, dòng {point.row}: {point.place}", *places),
        area=point.area,
        severity=severity,
    )


CHECKS = (
    Check(
        "document_dates_conflict",
        "warn",
        "Một văn bản được ghi với nhiều ngày khác nhau",
        "One document is named with different dates",
        _dates_conflict,
    ),
    Check(
        "document_date_impossible",
        "warn",
        "Ngày văn bản không thể đúng",
        "A document's date cannot be: another year in its number, or later than what names it",
        _date_impossible,
    ),
    Check(
        "document_replaced",
        "note",
        "Văn bản đã hết hiệu lực hoặc được thay thế trước khi kết thúc kỳ báo cáo",
        "A document that was replaced before the period ended",
        _replaced,
    ),
    Check(
        "narrative_document_differs",
        "warn",
        "Văn bản nêu trong phần thuyết minh khác danh mục văn bản",
        "A document in the narrative differs from the register of documents",
        _differs_in_words,
    ),
)
