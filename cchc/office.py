"""READ who reports to whom, by which resolution, at whose request: `office.toml`."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from .cells import BadCell, iso_date, suggestion
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
_SYNTAX = 'mỗi dòng là khóa = "giá trị"; chữ đặt trong dấu ngoặc kép, mỗi khóa ghi một lần'


def parse_office(file: TextFile) -> Office:
    """The letterhead and mandate of a unit's reports. Raises `CchcError` with every fault."""
    try:
        content = tomllib.loads(file.text)
    except (ValueError, RecursionError) as error:
        raise CchcError([_syntax_fault(str(error), file)]) from None
    faults: list[Fault] = list(_unknown(content, Office, "mục", "", file.shown))
    parts = {}
    for section in fields(Office):
        values, found = _section(section.name, section.type, content, file.shown)
        faults += found
        parts[section.name] = values
    mandate = parts["mandate"]
    if not faults and mandate["first_year"] >= mandate["second_year"]:
        where = f"{file.shown}, [mandate] second_year"
        faults.append(Fault("năm thứ hai không sau năm thứ nhất", where, "xem lại hai năm"))
    if faults:
        raise CchcError(faults)
    return Office(**{part.name: part.type(**parts[part.name]) for part in fields(Office)})


def _syntax_fault(message: str, file: TextFile) -> Fault:
    at = re.search(r"at line (\d+), column (\d+)", message)
    line = int(at[1]) if at else len(file.text.splitlines())
    column = f", cột {at[2]}" if at else ""
    return Fault("tệp TOML viết sai cú pháp", f"{file.shown}, dòng {line}{column}", _SYNTAX)


def _unknown(found: dict, shape: type, kind: str, within: str, shown: str) -> Iterator[Fault]:
    known = [field.name for field in fields(shape)]
    for name in found:
        if name not in known:
            near = [other for other in known if other not in found] or known
            mend = suggestion(name, near, f"các {kind}: {', '.join(known)}")
            where = f"{shown}, {within} {name}" if within else f"{shown}, {name}"
            yield Fault(f"{kind} '{name}' không có trong quy định", where, mend)


def _section(
    name: str, shape: type, content: dict, shown: str
) -> tuple[dict[str, Any], list[Fault]]:
    """The values of a section that can be read, and its faults."""
    where, section = f"{shown}, [{name}]", content.get(name)
    if not isinstance(section, dict):
        keys = ", ".join(field.name for field in fields(shape))
        return {}, [Fault(f"thiếu mục [{name}]", shown, f"thêm mục [{name}] với các khóa: {keys}")]
    faults = list(_unknown(section, shape, "khóa", f"[{name}]", shown))
    values = {}
    for field in fields(shape):
        if field.name not in section:
            faults.append(Fault(f"thiếu khóa '{field.name}'", where, f"thêm: {field.name} = …"))
            continue
        try:
            values[field.name] = _READERS[field.type](section[field.name])
            if field.name in _NEVER_EMPTY and not values[field.name]:
                raise BadCell(f"khóa '{field.name}' để trống", "ghi nội dung cho khóa này")
        except BadCell as bad:
            faults.append(Fault(bad.what, f"{where} {field.name}", bad.mend))
    return values, faults


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadCell(f"{value!r} không phải là chữ", _TEXT)
    return value.strip()


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadCell(f"{value!r} không phải là danh sách", 'ghi như ["Như trên", "Lưu: VT"]')
    return tuple(item.strip() for item in value)


def _day(value: Any) -> date | None:
    if isinstance(value, str):
        return iso_date(value) if value else None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise BadCell(f"{str(value)!r} không phải là ngày", 'ghi như 2022-11-08, hoặc ""')
    return value


def _year(value: Any) -> int:
    if type(value) is not int or not _FIRST_YEAR <= value <= _LAST_YEAR:
        raise BadCell(f"{value!r} không phải là một năm", "ghi năm bằng bốn chữ số, ví dụ 2022")
    return value


_READERS = {str: _text, tuple[str, ...]: _texts, date | None: _day, int: _year}
