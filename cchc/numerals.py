"""Numbers, shares and dates as Vietnamese officials write them: 1.234,5 · 99,95% · 31/12/2022."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

SHARE_DECIMALS = 2
_MOST_DECIMALS = 6
_WORDS = {
    "about": "khoảng ",
    "over": "trên ",
    "under": "dưới ",
    "at_least": "từ ",
    "at_most": "không quá ",
}
_AFTER = {"at_least": " trở lên"}
PRINTED = r"[+−]?[0-9]{1,3}(?:(?:\.[0-9]{3})+(?![0-9])|[0-9]*)(?:,[0-9]+)?"
"""A number as it is printed: between its thousands there are points."""
_BEGIN = re.compile(rf"(?:{'|'.join(_WORDS.values())})?(?P<number>{PRINTED})(?![0-9./,:–-])")


def number(value: Fraction | float, decimals: int | None = None) -> str:
    """A number with `.` between thousands and a decimal comma, rounded half up.

    Without `decimals`, whole numbers have none and others as many as shares have.

    >>> number(47328), number(Fraction(5, 4)), number(-1234.5, 1)
    ('47.328', '1,25', '−1.234,5')
    """
    exact = _decimal(value)
    if decimals is None:
        decimals = 0 if exact == exact.to_integral_value() else SHARE_DECIMALS
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    sign = "−" if rounded < 0 else ""
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    return sign + f"{int(whole):,}".replace(",", ".") + ("," + fraction if fraction else "")


def share(value: Fraction | float, decimals: int = SHARE_DECIMALS) -> str:
    """A share in percent; decimals are added until what is not 0 % or 100 % no longer looks it.

    >>> share(Fraction(4730900, 47328)), share(100), share(Fraction(999999, 10000)), share(0.001)
    ('99,96%', '100%', '99,9999%', '0,001%')
    """
    exact = _decimal(value)
    if exact == exact.to_integral_value():
        return number(value, 0) + "%"
    while decimals < _MOST_DECIMALS and number(value, decimals) in _looks_whole(decimals):
        decimals += 1
    return number(value, decimals) + "%"


def as_typed(text: str, measure_unit: str, qualifier: str = "") -> str:
    """A reported value with the decimals it was typed with, and the word that bounds it.

    >>> as_typed("99.95", "%"), as_typed("63141", "hồ sơ", "about"), as_typed("80", "%", "over")
    ('99,95%', 'khoảng 63.141', 'trên 80%')
    """
    decimals = len(text.partition(".")[2])
    plain = number(Fraction(text), decimals) + ("%" if measure_unit == "%" else "")
    return qualified(plain, qualifier)


def qualified(plain: str, qualifier: str) -> str:
    """A printed number with the word that bounds it.

    >>> qualified("80", "at_least")
    'từ 80 trở lên'
    """
    return _WORDS.get(qualifier, "") + plain + _AFTER.get(qualifier, "")


def first_number(text: str) -> Decimal | None:
    """The number that a printed text begins with, after a word that bounds it; None without one.

    >>> first_number("−1.234,5 điểm"), first_number("khoảng 50"), first_number("31/12/2022")
    (Decimal('-1234.5'), Decimal('50'), None)
    """
    begin = _BEGIN.match(text)
    return Decimal(plain_digits(begin["number"])) if begin else None


def plain_digits(printed: str) -> str:
    """A printed number as data files hold it.

    >>> plain_digits("−1.234,5")
    '-1234.5'
    """
    return printed.replace(".", "").replace(",", ".").replace("−", "-")


def day(value: date) -> str:
    """A date as dd/mm/yyyy.

    >>> day(date(2022, 3, 5))
    '05/03/2022'
    """
    return f"{value:%d/%m/%Y}"


def _looks_whole(decimals: int) -> tuple[str, str]:
    return number(0, decimals), number(100, decimals)


def _decimal(value: Fraction | float) -> Decimal:
    """Exact for fractions; a float is read as the 12 digits that it means."""
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(f"{value:.12g}")
