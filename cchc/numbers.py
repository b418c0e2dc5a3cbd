"""Numbers as data files hold them: digits and one decimal point; whatever else is refused."""

import re
from dataclasses import dataclass

from .cells import BadCell, quoted
from .readings import read_count
from .written import EXPONENT, MOST_DIGITS, NEGATIVE, NO_DATA, NO_DIGITS, written

_COUNT = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")

_NO_FIGURE = "bỏ dòng này nếu chưa có số liệu; ghi 0 nếu đã đếm và không có gì"
_WHOLE_ONLY = "đây là số đếm, chỉ nhận số nguyên, không có dấu chấm, dấu phẩy"
_MEANT = "có phải là {plain}? "
_TOGETHER = "Viết liền các chữ số, không dấu ngăn hàng nghìn"
_ONE_POINT = "dùng dấu chấm thập phân: {plain}"
_WORDS_ELSEWHERE = (
    "chỉ ghi số; khoảng, trên, dưới ghi ở cột qualifier, đơn vị tính đã có trong danh mục"
)


def count(text: str) -> float:
    """The whole number of something that was counted, written in digits alone.

    Raises `BadCell`, which names the likely meaning as a question: nothing is repaired.

    >>> count("47328"), count("04")
    (47328.0, 4.0)
    >>> count("1234567890123456")
    Traceback (most recent call last):
    ...
    cchc.cells.BadCell: '1234567890123456' có hơn 15 chữ số: xem lại số trong nguồn
    """
    if not _COUNT.fullmatch(text):
        raise _bad(text, whole=True)
    return _exact(text)


def decimal(text: str) -> float:
    """The number of a text with digits and at most one decimal point; raises `BadCell`.

    >>> decimal("62.5")
    62.5
    """
    if not _DECIMAL.fullmatch(text):
        raise _bad(text, whole=False)
    return _exact(text)


def percentage(text: str) -> float:
    """The share in percent, from 0 to 100; raises `BadCell`.

    >>> percentage("99.95")
    99.95
    >>> percentage("99,95")
    Traceback (most recent call last):
    ...
    cchc.cells.BadCell: '99,95' có dấu phẩy thập phân: dùng dấu chấm thập phân: 99.95
    """
    if text.strip().endswith("%") and _DECIMAL.fullmatch(text.strip(" %").replace(",", ".")):
        plain = text.strip(" %").replace(",", ".")
        raise BadCell(
            f"{quoted(text)} có dấu %", f"tỷ lệ ghi theo phần trăm, không kèm dấu: {plain}"
        )
    value = decimal(text)
    if value > 100:
        raise BadCell(f"{quoted(text)} lớn hơn 100", "tỷ lệ phần trăm nằm từ 0 đến 100")
    return value


def _exact(text: str) -> float:
    if sum(c != "." for c in text) > MOST_DIGITS:
        raise BadCell(f"{quoted(text)} có hơn {MOST_DIGITS} chữ số", "xem lại số trong nguồn")
    return float(text)


@dataclass(frozen=True)
class _Shape:
    """A way in which a number is often written wrongly, and what to do about it.

    A mend may hold `{plain}`: what the number most likely means.
    """

    pattern: str
    what: str
    mend: str
    mend_count: str = ""


_SHAPES = (
    _Shape("", "ô trống", _NO_FIGURE),
    _Shape(*NO_DATA, _NO_FIGURE),
    _Shape(*NEGATIVE),
    _Shape(*EXPONENT),
    _Shape(
        r"[0-9.,]+\s*%",
        "{text} có dấu %",
        "xem lại mã chỉ tiêu: đây không phải là tỷ lệ phần trăm",
    ),
    _Shape(r"[0-9]{1,3}(?:\.[0-9]{3})+", "{text} có dấu chấm giữa các chữ số", _MEANT + _TOGETHER),
    _Shape(r"[0-9]+\.0+", "{text} có phần thập phân", _MEANT + _TOGETHER),
    _Shape(
        r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+",
        "{text} viết theo kiểu số trong văn bản",
        _ONE_POINT + ", không dấu ngăn hàng nghìn",
        _WHOLE_ONLY,
    ),
    _Shape(
        r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+",
        "{text} có dấu phẩy ngăn hàng nghìn",
        _ONE_POINT + ", không dấu ngăn hàng nghìn",
        _WHOLE_ONLY,
    ),
    _Shape(
        r"[0-9]{1,3}(?:,[0-9]{3})+",
        "{text} có dấu phẩy giữa các chữ số",
        _MEANT + "Dùng dấu chấm thập phân, không dấu ngăn hàng nghìn",
        _MEANT + _TOGETHER,
    ),
    _Shape(r"[0-9]+,[0-9]+", "{text} có dấu phẩy thập phân", _ONE_POINT, _WHOLE_ONLY),
    _Shape(r"[0-9]+\.[0-9]+", "{text} không phải số nguyên", _WHOLE_ONLY),
    _Shape(r"[0-9]+(?:\s[0-9]+)+", "{text} có khoảng trắng giữa các chữ số", _MEANT + _TOGETHER),
    _Shape(r".*[0-9].*", "{text} không chỉ gồm số", _WORDS_ELSEWHERE),
    _Shape(*NO_DIGITS),
)


def _bad(text: str, whole: bool) -> BadCell:
    """What is wrong with a text that is no plain number."""
    bare = text.strip()
    if bare != text and (_COUNT if whole else _DECIMAL).fullmatch(bare):
        return BadCell(f"{quoted(text)} có khoảng trắng thừa", f"có phải là {bare}?")
    shape = next(s for s in _SHAPES if re.fullmatch(s.pattern, bare, re.IGNORECASE | re.DOTALL))
    mend = (whole and shape.mend_count) or shape.mend
    if "{plain}" in mend:
        try:
            plain = read_count(bare).plain if whole else " hay ".join(written(bare).meanings)
        except BadCell as bad:
            return bad
        mend = mend.format(plain=plain)
    return BadCell(shape.what.format(text=quoted(text)), mend)
