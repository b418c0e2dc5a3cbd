"""Numbers as people write them, in cells and in prose: one meaning, or refused with the reason.

Four ways of writing are in use: `1.234,5`, `1,234.5`, `1 234,5`, `1 234.5`. A text is read by all
of them; where they give one value, that is it. `1.234` gives two, and what is known decides:

- a cell of a count: a count has no thousandths, so `1.234`, `1,234` and `1.000` are thousands;
- a cell of a share: what lies from 0 to 100, so `1.234` is a little more than one per cent;
- prose with a thing counted after it (`1.234 hồ sơ`): thousands, as in a cell of a count;
- other prose (`1.234`, `1.234%`, `1.234 tỷ đồng`): the document's own way, learned by `style_of`
  from its numbers that have one value, for shares and for all others apart, for many mix them:
  `99.95%` beside `7.500 người`. Where these do not decide, the number is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from .cells import BadCell, quoted
from .written import WAYS, Way, Written, refusal, written

_MEASURED = frozenset(
    (
        *("ha", "km", "m", "m2", "m3", "kg", "g", "tấn", "tạ", "lít", "giờ", "phút", "giây"),
        *("ngày", "tháng", "năm", "điểm", "phần", "lần", "nghìn", "ngàn", "triệu", "tỷ", "tỉ"),
        *("đồng", "mét", "km2", "hecta", "hécta", "héc"),
    )
)
"""Units that may come in thousandths: such a word after a number tells nothing about its mark."""
_RAISED = str.maketrans("²³", "23")


@dataclass(frozen=True)
class Reading:
    """What a number says: its value as data files hold it, its bound and its unit.

    `qualifier` is a code of figures.csv or empty; `unit` is the text after the number, `%` for
    every share.

    >>> read_count("khoảng 3.363 tài khoản")
    Reading(plain='3363', qualifier='about', unit='tài khoản')
    >>> read_share("99,95").value, read_share("99,95").decimals
    (Fraction(1999, 20), 2)
    """

    plain: str
    qualifier: str = ""
    unit: str = ""

    @property
    def value(self) -> Fraction:
        """The exact value."""
        return Fraction(self.plain)

    @property
    def decimals(self) -> int:
        """How many decimals it was stated with."""
        return len(self.plain.partition(".")[2])


@dataclass(frozen=True)
class Style:
    """The ways in which a document may write its shares, and those for all else; none: unknown."""

    shares: frozenset[Way] = frozenset()
    others: frozenset[Way] = frozenset()


VIETNAMESE = Style(frozenset({(".", ",")}), frozenset({(".", ",")}))
"""What `numerals` prints and official texts ask for: 1.234,5."""


def read_count(text: str) -> Reading:
    """The whole number of something counted, in a cell that is known to be one. Raises `BadCell`.

    >>> [read_count(text).plain for text in ("12 345", "1.234", "1,234", "100.0")]
    ['12345', '1234', '1234', '100']
    """
    found = _not_negative(written(text))
    if found.unit == "%":
        mend = "xem lại chỉ tiêu: đây không phải là tỷ lệ phần trăm"
        raise BadCell(f"{quoted(text)} có dấu %", mend)
    whole = [m for m in _as_count(found.meanings) if Fraction(m).denominator == 1]
    if not whole:
        raise BadCell(f"{quoted(text)} không phải số nguyên", "đây là số đếm, chỉ nhận số nguyên")
    return Reading(whole[0].partition(".")[0], found.qualifier, found.unit)


def read_share(text: str) -> Reading:
    """The share from 0 to 100 per cent, with its sign or without. Raises `BadCell`.

    >>> [read_share(text).plain for text in ("0,04 %", "99.95", "trên 80%")]
    ['0.04', '99.95', '80']
    """
    found = _not_negative(written(text))
    if found.unit.lower() not in ("", "%", "phần trăm"):
        mend = "xem lại chỉ tiêu: đây là tỷ lệ phần trăm"
        raise BadCell(f"{quoted(text)} có đơn vị {quoted(found.unit)}", mend)
    possible = [meaning for meaning in found.meanings if Fraction(meaning) <= 100]
    if not possible:
        raise BadCell(f"{quoted(text)} lớn hơn 100", "tỷ lệ phần trăm nằm từ 0 đến 100")
    return Reading(_only(found, possible), found.qualifier, "%")


def read_number(text: str, style: Style | None = None) -> Reading:
    """A number of which nothing is known but what stands with it, and its document's `style`.

    A minus sign before it is its own. Raises `BadCell`.

    >>> read_number("1.234 hồ sơ").plain, read_number("1.234", VIETNAMESE).plain
    ('1234', '1234')
    >>> try:
    ...     read_number("1.234%")
    ... except BadCell as bad:
    ...     print(bad.what)
    '1.234%' có thể là 1234 hoặc 1 phẩy 234
    """
    found = written(text)
    plain = _only(found, _in_prose(found, style or Style()))
    return Reading("-" * found.is_negative + plain, found.qualifier, found.unit)


def style_of(texts: Iterable[str]) -> Style:
    """How a document writes, from its numbers, each with the words that stand with it.

    A number is evidence where it has one value and shows a mark. Two ways side by side, as in
    `99.95%` and `0,04%`, are no style: what is ambiguous among them stays so.

    >>> style = style_of(["99.95%", "0,04%", "7.500 người", "4000 phút"])
    >>> read_number("2.127 phút", style).plain
    '2127'
    """
    ways: dict[bool, frozenset[Way]] = {}
    for text in texts:
        try:
            found = written(text)
        except BadCell:
            continue
        meanings = _in_prose(found, Style())
        possible = frozenset(way for way in WAYS if found.meaning(way) in meanings)
        if len(meanings) == 1 and not found.digits.isdigit():
            is_share = found.unit == "%"
            ways[is_share] = ways.get(is_share, frozenset(WAYS)) & possible
    return Style(ways.get(True, frozenset()), ways.get(False, frozenset()))


def _as_count(meanings: tuple[str, ...]) -> tuple[str, ...]:
    """Of several meanings, those without decimals: a count has no thousandths."""
    return tuple(meaning for meaning in meanings if "." not in meaning) or meanings


def _in_prose(found: Written, style: Style) -> tuple[str, ...]:
    """The meanings that are left by the unit after the number, then by the document's style."""
    meanings = found.meanings
    words = found.unit.translate(_RAISED).lower().split()
    if words and words[0] not in ("%", *_MEASURED):
        meanings = _as_count(meanings)
    ways = style.shares if found.unit == "%" else style.others
    by_style = {found.meaning(way) for way in ways}
    return tuple(meaning for meaning in meanings if meaning in by_style) or meanings


def _only(found: Written, meanings: Iterable[str]) -> str:
    first, *others = meanings
    if others:
        shown = " hoặc ".join(m.replace(".", " phẩy ") for m in (first, *others))
        mend = "xem lại trong nguồn, viết liền các chữ số nếu là số nguyên"
        raise BadCell(f"{quoted(found.text)} có thể là {shown}", mend)
    return first


def _not_negative(found: Written) -> Written:
    if found.is_negative:
        raise refusal(found.text)
    return found
