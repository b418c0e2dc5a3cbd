"""A text that holds one number, taken apart: the word before it, its digits, what is after them."""

import re
from dataclasses import dataclass
from fractions import Fraction
from unicodedata import normalize

from .cells import BadCell, quoted

MOST_DIGITS = 15
"""A float holds that many exactly."""

NO_DATA = (
    r"[-–—?]|[+-]?(?:nan|na|n/a|inf|infinity|null|none|x|chưa có|không có)",
    "{text} không phải là số",
)
NEGATIVE = (
    r"[-−–]\s*[0-9.,]+[^0-9]*",
    "{text} là số âm",
    "số liệu báo cáo không âm, xem lại nguồn",
)
EXPONENT = (
    r"[0-9.,]+[eE][+-]?[0-9]+",
    "{text} viết dạng lũy thừa",
    "viết đủ các chữ số, ví dụ 100000 thay cho 1e5",
)
NO_DIGITS = (r"[^0-9]*", "{text} không phải là số", "chỉ dùng các chữ số 0–9, ví dụ 1234")

_LONGEST = 200
_SPACES = "\u00a0\u2007\u2009\u202f"
_QUALIFIERS = {
    "about": "ước khoảng|khoảng|xấp xỉ|gần|chừng|ước|~|≈",
    "over": "hơn|trên|>",
    "under": "dưới|chưa đến|chưa tới|<",
    "at_least": "ít nhất|tối thiểu|≥|>=",
    "at_most": "không quá|nhiều nhất|tối đa|≤|<=",
}
_CODES = {word: code for code, words in _QUALIFIERS.items() for word in words.split("|")}
_BOUNDS = {"trở lên": "at_least", "trở xuống": "at_most"}
_WORD = "|".join(re.escape(word) for word in sorted(_CODES, key=len, reverse=True))
_PARTS = re.compile(
    rf"(?:(?P<word>{_WORD})\s*)?(?P<sign>[-−])?\s*(?P<digits>[0-9](?:[0-9., ]*[0-9])?)"
    r"\s*(?P<unit>%|[^\W\d](?:[^\d%/]*[^\W\d])?[23]?)?",
    re.IGNORECASE,
)
_BOUNDED = re.compile(r"(?:từ\s+)?(?P<inner>.*\S)\s+(?P<bound>trở lên|trở xuống)", re.IGNORECASE)

Way = tuple[str, str]
"""What stands between thousands, and the decimal mark."""
WAYS: tuple[Way, ...] = ((".", ","), (",", "."), (" ", ","), (" ", "."))


@dataclass(frozen=True)
class Written:
    """The parts of a number as it is written; `qualifier` is a code of figures.csv or empty."""

    text: str
    digits: str
    qualifier: str = ""
    is_negative: bool = False
    unit: str = ""

    def meaning(self, way: Way) -> str | None:
        """The value of the digits when they are written in this way, as data files hold it.

        >>> written("1.234 hồ sơ").meaning((".", ",")), written("12,5").meaning((",", "."))
        ('1234', None)
        """
        thousands, mark = map(re.escape, way)
        whole = rf"[0-9]+|[1-9][0-9]{{0,2}}(?:{thousands}[0-9]{{3}})+"
        parts = re.fullmatch(rf"({whole})(?:{mark}([0-9]+))?", self.digits)
        if parts is None:
            return None
        plain = str(int(re.sub("[^0-9]", "", parts[1])))
        return f"{plain}.{parts[2]}" if parts[2] else plain

    @property
    def meanings(self) -> tuple[str, ...]:
        """Every value that the digits can have, the largest first.

        >>> written("1.234").meanings, written("1.234,5").meanings
        (('1234', '1.234'), ('1234.5',))
        """
        found = {self.meaning(way) for way in WAYS} - {None}
        return tuple(sorted(found, key=Fraction, reverse=True))


def written(text: str) -> Written:
    """The parts of a text that holds one number. Raises `BadCell` where it holds none, or more.

    >>> parts = written("từ 80 biên chế trở lên")
    >>> parts.digits, parts.qualifier, parts.unit
    ('80', 'at_least', 'biên chế')
    """
    plain = re.sub(f"[{_SPACES}]", " ", normalize("NFC", text)).strip()
    bounded = _BOUNDED.fullmatch(plain) if len(plain) <= _LONGEST else None
    parts = _PARTS.fullmatch(bounded["inner"] if bounded else plain[: _LONGEST + 1])
    if parts is None or len(plain) > _LONGEST or (bounded and parts["word"]):
        raise refusal(text)
    bound = _BOUNDS[bounded["bound"].lower()] if bounded else ""
    qualifier = _CODES.get((parts["word"] or "").lower(), bound)
    found = Written(text, parts["digits"], qualifier, bool(parts["sign"]), parts["unit"] or "")
    if not found.meanings:
        mend = "dấu ngăn hàng nghìn đứng trước từng nhóm ba chữ số, chỉ có một dấu thập phân"
        raise BadCell(f"{quoted(text)} có dấu ngăn không đúng chỗ", mend)
    if sum(c.isdigit() for c in found.digits) > MOST_DIGITS:
        raise BadCell(f"{quoted(text)} có hơn {MOST_DIGITS} chữ số", "xem lại số trong nguồn")
    return found


_REFUSED = (
    ("", "ô trống", "ghi số; đã đếm và không có gì thì ghi 0"),
    (*NO_DATA, "để ô trống nếu chưa có số liệu; ghi 0 nếu đã đếm và không có gì"),
    NEGATIVE,
    EXPONENT,
    (
        r"[^0-9]*[0-9][0-9.,]*\s?[/:–-]\s?[0-9].*",
        "{text} có hơn một số",
        "ghi mỗi số ở ô của chỉ tiêu tương ứng",
    ),
    NO_DIGITS,
    (
        ".*",
        "{text} không chỉ gồm một số",
        "ghi số, kèm nếu cần: khoảng, trên, dưới, từ … trở lên, không quá, và đơn vị tính",
    ),
)


def refusal(text: str) -> BadCell:
    """Why a text is not one number, or not one that may stand in a report.

    >>> raise refusal("12/15")
    Traceback (most recent call last):
    ...
    cchc.cells.BadCell: '12/15' có hơn một số: ghi mỗi số ở ô của chỉ tiêu tương ứng
    """
    plain = text.strip()[: _LONGEST + 1]
    what, mend = next(
        (what, mend)
        for pattern, what, mend in _REFUSED
        if re.fullmatch(pattern, plain, re.IGNORECASE | re.DOTALL)
    )
    return BadCell(what.format(text=quoted(text)), mend)
