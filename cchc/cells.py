"""What one cell of a data file may hold: a reader gives its value, or says what to mend."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from .errors import did_you_mean
from .letters import NO_TEXT, named, remedy, words_around

Reader = Callable[[str], Any]
"""Gives the value of a cell's text; raises `BadCell` for a text that has none."""

_LONGEST_SHOWN = 60
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG = 80
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WRITTEN = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


class BadCell(ValueError):
    """A text that cannot be read: `what` is wrong with it and how to `mend` it, in Vietnamese."""

    def __init__(self, what: str, mend: str):
        super().__init__(f"{what}: {mend}")
        self.what = what
        self.mend = mend


def quoted(text: str) -> str:
    """The text in quotes for a message: short, on one line, with what is invisible spelled out.

    >>> print(quoted("12 "), quoted("a\\nb"), quoted("x" * 70)[-4:])
    '12 ' 'a\\nb' xx…'
    """
    short = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    escaped = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in short)
    return f"'{''.join(escaped)}'"


def suggestion(wrong: str, known: Iterable[str], advice: str) -> str:
    """A mend: the nearest known name as a question where one is near, then the advice.

    >>> suggestion("distric", ["district"], "chọn một cấp")
    "có phải là 'district'? Chọn một cấp"
    """
    near = did_you_mean(wrong[:_LONGEST_SHOWN], known)
    return near + advice[0].upper() + advice[1:] if near else advice


def unmatched(found: Iterable[str], known: Iterable[str]) -> tuple[dict, list[str]]:
    """The found names that are not known, with what each may mean, and the names that are missing.

    A name that is there in a wrong spelling is not missing as well.

    >>> unmatched(["id", "siez", "x"], ["id", "size", "note"])
    ({'siez': ['size'], 'x': []}, ['note'])
    """
    found, known = list(found), list(known)
    missing = [name for name in known if name not in found]
    unknown = {}
    for name in found:
        if name not in known:
            unknown[name] = get_close_matches(name[:_LONGEST_SHOWN], missing, n=1)
            missing = [other for other in missing if other not in unknown[name]]
    return unknown, missing


def readable(text: str) -> str:
    """The text itself; raises `BadCell` where a character in it is no text."""
    strange = NO_TEXT.search(text)
    if strange:
        what = f"có {named(strange[0])}: {words_around(text, strange.start())}"
        raise BadCell(what, remedy(strange[0]))
    return text


def is_slug(text: str) -> bool:
    """Whether a text is an id: ASCII, lower case, digits and single hyphens, safe in a path.

    >>> is_slug("huyen-long-my"), is_slug("../../etc"), is_slug("Long-My")
    (True, False, False)
    """
    return len(text) <= _LONGEST_SLUG and _SLUG.fullmatch(text) is not None


def slug(text: str) -> str:
    """The id itself; raises `BadCell` for what is no id.

    >>> slug("bao-cao-2022")
    'bao-cao-2022'
    """
    if is_slug(text):
        return text
    rule = "chữ thường không dấu, chữ số và dấu gạch ngang, ví dụ bao-cao-2022"
    if not text:
        raise BadCell("ô trống, phải có mã định danh", f"ghi mã gồm {rule}")
    raise BadCell(f"{quoted(text)} không phải là mã định danh", f"chỉ dùng {rule}")


def free(text: str) -> str:
    """Any text, without blanks around it."""
    return text.strip()


def filled(advice: str) -> Reader:
    """A reader of any text that is not blank; `advice` says what to write.

    >>> filled("ghi tên đơn vị")(" Long Mỹ ")
    'Long Mỹ'
    """

    def read(text: str) -> str:
        if not text.strip():
            raise BadCell("ô trống", advice)
        return text.strip()

    return read


def optional(reader: Reader) -> Reader:
    """A reader that gives None for an empty cell and leaves the rest to `reader`.

    >>> optional(iso_date)(""), optional(iso_date)("2022-12-31")
    (None, datetime.date(2022, 12, 31))
    """
    return lambda text: reader(text) if text else None


def iso_date(text: str) -> date:
    """The day of a date such as 2022-12-31; raises `BadCell`, asking where 31/12/2022 was meant.

    >>> iso_date("31/12/2022")
    Traceback (most recent call last):
    ...
    cchc.cells.BadCell: '31/12/2022' không phải là ngày dạng năm-tháng-ngày: có phải là 2022-12-31?
    """
    if not text:
        raise BadCell("ô trống, phải có ngày", "ghi ngày dạng 2022-12-31")
    if _ISO.fullmatch(text):
        day = _day(text)
        if day:
            return day
        raise BadCell(f"{quoted(text)} là ngày không có trong lịch", "xem lại ngày trong nguồn")
    written = _WRITTEN.fullmatch(text.strip())
    meant = written and _day(f"{written[3]}-{written[2]:0>2}-{written[1]:0>2}")
    mend = f"có phải là {meant}?" if meant else "ghi ngày dạng 2022-12-31"
    raise BadCell(f"{quoted(text)} không phải là ngày dạng năm-tháng-ngày", mend)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def yes_no(text: str) -> bool:
    """True for yes, False for no; raises `BadCell` for anything else.

    >>> yes_no("no")
    False
    """
    if text in ("yes", "no"):
        return text == "yes"
    what = f"{quoted(text)} không phải là yes hay no" if text else "ô trống"
    raise BadCell(what, "ghi yes (có) hoặc no (không)")


def one_of(known: Iterable[str], among: str, advice: str = "") -> Reader:
    """A reader of the known names only; `among` names them, `advice` says where to see them.

    >>> one_of(["yes", "no"], "danh sách")("yess")
    Traceback (most recent call last):
    ...
    cchc.cells.BadCell: 'yess' không có trong danh sách: có phải là 'yes'? Chọn trong: yes, no
    """
    names = tuple(known)
    choice = ", ".join(name for name in names if name) + (" hoặc để trống" if "" in names else "")
    advice = advice or f"chọn trong: {choice}"

    def read(text: str) -> str:
        if text in names:
            return text
        if not text:
            raise BadCell("ô trống", advice)
        raise BadCell(f"{quoted(text)} không có trong {among}", suggestion(text, names, advice))

    return read
