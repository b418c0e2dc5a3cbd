"""READ who reports to whom, by which resolution, at whose request: `office.toml`."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from .cells import BadCell, iso_date, quoted, readable, suggestion, unmatched
from .errors import CchcError, Fault
from .textfile import TextFile


@dataclass(frozen=True)
class Mandate:
    """What is reviewed and why: the resolution, the request for the review, the two years."""

    resolution: str
    title: str
    date: date | None
    request: str
    request_date: date | None
    first_year: int
    second_year: int


@dataclass(frozen=True)
class Letterhead:
    """Who issues the review; `superior` may be empty."""

    superior: str
    issuer: str
    abbreviation: str
    place: str


@dataclass(frozen=True)
class Addressee:
    """Who the review is sent to, and who gets a copy."""

    to: str
    copies: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """Who signs, under whose authority; any of it may be empty in a draft."""

    authority: str
    position: str
    name: str


@dataclass(frozen=True)
class Office:
    """All of `office.toml`."""

    mandate: Mandate
    letterhead: Letterhead
    addressee: Addressee
    signature: Signature


_NEVER_EMPTY = {"issuer", "abbreviation", "place"}
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_TEXT = 'ghi chữ trong dấu ngoặc kép, "" nếu không có'
_SYNTAX = (
    'mỗi dòng là khóa = "giá trị"; chữ đặt trong dấu ngoặc kép, mỗi khóa ghi một lần;'
    " ngày ghi 2020-12-25, không ngoặc kép"
)


def parse_office(file: TextFile) -> Office:
    """The letterhead and mandate of a unit's reports. Raises `CchcError` with every fault."""
    try:
        content = tomllib.loads(file.text)
    except (ValueError, RecursionError) as error:
        raise CchcError([_syntax_fault(str(error), file)]) from None
    sections = {section.name: section.type for section in fields(Office)}
    faults = list(_name_faults(content, sections, "mục", file.shown))
    values = {}
    for name, shape in sections.items():
        if name in content:
            values[name], found = _section(content[name], shape, f"{file.shown}, [{name}]")
            faults += found
    if not faults and values["mandate"]["first_year"] >= values["mandate"]["second_year"]:
        where = f"{file.shown}, [mandate], khóa second_year"
        faults.append(Fault("năm thứ hai không sau năm thứ nhất", where, "xem lại hai năm"))
    if faults:
        raise CchcError(faults)
    return Office(**{name: shape(**values[name]) for name, shape in sections.items()})


def _syntax_fault(message: str, file: TextFile) -> Fault:
    at = re.search(r"at line (\d+), column (\d+)", message)
    line = int(at[1]) if at else len(file.text.splitlines())
    column = f", cột {at[2]}" if at else ""
    return Fault("tệp TOML viết sai cú pháp", f"{file.shown}, dòng {line}{column}", _SYNTAX)


def _name_faults(found: dict, known: Iterable[str], kind: str, where: str) -> Iterator[Fault]:
    """The names of sections or keys that are unknown or missing."""
    unknown, missing = unmatched(found, known)
    every = f"các {kind} phải có: {', '.join(known)}"
    for name, meant in unknown.items():
        what = f"{kind} {quoted(name)} không có trong quy định"
        yield Fault(what, where, suggestion(name, meant, every))
    for name in missing:
        yield Fault(f"thiếu {kind} '{name}'", where, every)


def _section(section: Any, shape: type, where: str) -> tuple[dict[str, Any], list[Fault]]:
    """The values of a section that can be read, and its faults."""
    if not isinstance(section, dict):
        return {}, [Fault("đây phải là một mục", where, "viết tên mục trong ngoặc vuông")]
    keys = {field.name: field.type for field in fields(shape)}
    faults = list(_name_faults(section, keys, "khóa", where))
    values = {}
    for name, kind in keys.items():
        if name in section:
            try:
                values[name] = _READERS[kind](section[name])
                if name in _NEVER_EMPTY and not values[name]:
                    raise BadCell("giá trị để trống", "ghi nội dung cho khóa này")
            except BadCell as bad:
                faults.append(Fault(bad.what, f"{where}, khóa {name}", bad.mend))
    return values, faults


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadCell(f"{quoted(str(value))} không phải là chữ", _TEXT)
    return readable(value).strip()


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        what = f"{quoted(str(value))} không phải là danh sách"
        raise BadCell(what, 'ghi như ["Như trên", "Lưu: VT"]')
    return tuple(readable(item).strip() for item in value)


def _day(value: Any) -> date | None:
    if isinstance(value, str):
        return iso_date(value) if value else None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise BadCell(f"{quoted(str(value))} không phải là ngày", 'ghi như 2022-11-08, hoặc ""')
    return value


def _year(value: Any) -> int:
    if not isinstance(value, int) or not _FIRST_YEAR <= value <= _LAST_YEAR:
        what = f"{quoted(str(value))} không phải là một năm"
        raise BadCell(what, "ghi bốn chữ số, không đặt trong ngoặc kép: 2022")
    return value


_READERS = {str: _text, tuple[str, ...]: _texts, date | None: _day, int: _year}
