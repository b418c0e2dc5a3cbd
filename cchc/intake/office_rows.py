"""`office.toml` as rows of texts and back: what an import compares and writes."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from ..office import Office
from ..periods import Period
from ..registers import Unit
from .proposal import Stated

BETWEEN = "; "
"""Stands between the texts of a list, in one cell."""

WORDS = {
    ("mandate", "resolution"): "Nghị quyết hoặc văn bản là căn cứ, kèm số, ngày, cơ quan ban hành",
    ("mandate", "title"): "Trích yếu của văn bản đó",
    ("mandate", "date"): "Ngày ban hành văn bản đó",
    ("mandate", "request"): "Văn bản yêu cầu báo cáo, kèm số, ngày, cơ quan yêu cầu",
    ("mandate", "request_date"): "Ngày của văn bản yêu cầu",
    ("mandate", "first_year"): "Năm thứ nhất của báo cáo",
    ("mandate", "second_year"): "Năm thứ hai của báo cáo",
    ("letterhead", "superior"): "Cơ quan chủ quản (để trống nếu không có)",
    ("letterhead", "issuer"): "Cơ quan ban hành báo cáo",
    ("letterhead", "abbreviation"): "Chữ viết tắt sau số văn bản, như UBND",
    ("letterhead", "place"): "Địa danh",
    ("addressee", "to"): "Nơi nhận báo cáo (Kính gửi)",
    ("addressee", "copies"): "Nơi nhận bản sao, cách nhau bằng dấu chấm phẩy",
    ("signature", "authority"): "Thẩm quyền ký, như TM. ỦY BAN NHÂN DÂN",
    ("signature", "position"): "Chức vụ người ký, như CHỦ TỊCH",
    ("signature", "name"): "Họ và tên người ký",
}
"""Every key of `office.toml`, by section and key, in its order, as officials call it."""

_TYPES = {
    (section.name, key.name): key.type for section in fields(Office) for key in fields(section.type)
}
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def office_values(text: str) -> dict[tuple[str, str], str]:
    """The text of each key of a well-formed `office.toml`; "" for what it does not state.

    >>> office_values('[addressee]\\nto = "Sở"\\ncopies = ["Như trên", "Lưu: VT"]')["addressee",
    ... "copies"]
    'Như trên; Lưu: VT'
    """
    content = tomllib.loads(text)
    return {(section, key): _shown(content.get(section, {}).get(key, "")) for section, key in WORDS}


def office_text(values: Mapping[tuple[str, str], str]) -> str:
    """The file that states these values. What is no year or day stays a text, for its reader to
    refuse.

    >>> print(office_text({("mandate", "first_year"): "2021"}).splitlines()[6])
    first_year = 2021
    """
    lines, last = [], ""
    for section, key in WORDS:
        if section != last:
            lines += ["", f"[{section}]"]
            last = section
        lines.append(f"{key} = {_literal(values.get((section, key), ''), _TYPES[section, key])}")
    return "\n".join(lines[1:]) + "\n"


def drafted(unit: Unit, periods: Iterable[Period]) -> Iterator[Stated]:
    """What can be said of a unit's office from the register and the periods that have figures.

    No resolution, addressee or person is made up: that is left to fill in.
    """
    years = sorted({year for period in periods for year in period.years})
    last = years[-1] if years else date.today().year - 1
    first = years[-2] if len(years) > 1 else last - 1
    name = f"ỦY BAN NHÂN DÂN {unit.title.upper()}"
    facts = {
        ("mandate", "first_year"): str(first),
        ("mandate", "second_year"): str(last),
        ("letterhead", "issuer"): name,
        ("letterhead", "abbreviation"): "UBND",
        ("letterhead", "place"): unit.name,
    }
    for section, key in WORDS:
        value = facts.get((section, key), "")
        yield Stated({"section": section, "key": key, "value": value})


def left_open(values: Mapping[tuple[str, str], str]) -> list[str]:
    """What `office.toml` does not state, as officials call it; what may be empty is not named."""
    optional = {("letterhead", "superior"), ("signature", "name")}
    return [words for key, words in WORDS.items() if not values.get(key) and key not in optional]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return BETWEEN.join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _literal(text: str, kind: Any) -> str:
    if kind is int and re.fullmatch(r"[0-9]{1,9}", text):
        return str(int(text))
    if kind not in (int, str, tuple[str, ...]) and _ISO.fullmatch(text):
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            return _quoted(text)
    if kind == tuple[str, ...]:
        return f"[{', '.join(_quoted(part.strip()) for part in text.split(';') if part.strip())}]"
    return _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    plain = (c if c.isprintable() else f"\\u{ord(c):04X}" for c in escaped)
    return f'"{"".join(plain)}"'
