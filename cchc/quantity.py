"""A number with what its words allow: "khoảng", "trên", "từ … trở lên" only bound it."""

from dataclasses import dataclass
from fractions import Fraction
from math import inf

Number = Fraction | float
QUALIFIERS = ("about", "over", "under", "at_least", "at_most", "")


@dataclass(frozen=True)
class Quantity:
    """A value and the closed range in which the truth lies, for numbers that are never negative.

    Sums, differences, products and ratios carry the range along.

    >>> quantity("80", "at_least") - quantity("57")
    Quantity(value=Fraction(23, 1), low=Fraction(23, 1), high=inf)
    >>> (quantity("63000", "about")).agrees_with(quantity("62893"))
    True
    >>> (quantity("63141", "about")).agrees_with(quantity("62893"))
    False
    """

    value: Fraction
    low: Number
    high: Number

    def __add__(self, other: "Quantity") -> "Quantity":
        if self._is_point and other._is_point:
            return _point(self.value + other.value)
        return Quantity(self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Quantity") -> "Quantity":
        if self._is_point and other._is_point:
            return _point(self.value - other.value)
        return Quantity(self.value - other.value, self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Quantity") -> "Quantity":
        if self._is_point and other._is_point:
            return _point(self.value * other.value)
        ends = [_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Quantity(self.value * other.value, min(ends), max(ends))

    def __truediv__(self, other: "Quantity") -> "Quantity":
        """The ratio; a whole of zero raises ZeroDivisionError: there is no share of nothing."""
        value = self.value / other.value
        if self._is_point and other._is_point:
            return _point(value)
        ends = [_over(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Quantity(value, min(ends), max(ends))

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def _is_point(self) -> bool:
        """Whether the range is the value itself, as it mostly is: then it is worked out once."""
        return self.low is self.value is self.high

    @property
    def qualifier(self) -> str:
        """The word for the range: "" when it is one point."""
        if self.is_exact:
            return ""
        if self.high == inf:
            return "at_least"
        return "at_most" if self.value == self.high else "about"

    def agrees_with(self, other: "Quantity") -> bool:
        """Whether both can be true at once."""
        return self.low <= other.high and other.low <= self.high


def quantity(text: str, qualifier: str = "") -> Quantity:
    """The quantity of a plain number as typed.

    After "about", zeros at the end are not significant, so half a unit of the last significant
    digit is allowed on both sides: "khoảng 63.000" may be 62.893, "khoảng 63.141" may not.

    >>> quantity("4600", "about").low
    Fraction(4550, 1)
    """
    value = Fraction(text)
    if qualifier in ("over", "at_least"):
        return Quantity(value, value, inf)
    if qualifier in ("under", "at_most"):
        return Quantity(value, Fraction(0), value)
    if qualifier == "about":
        half = _last_significant_unit(text) / 2
        return Quantity(value, max(Fraction(0), value - half), value + half)
    return _point(value)


def _point(value: Fraction) -> Quantity:
    return Quantity(value, value, value)


def as_stated(text: str) -> Quantity:
    """The quantity of a number that was rounded to the decimals it was typed with.

    >>> as_stated("0.8").agrees_with(Quantity(*[Fraction(43, 53)] * 3))
    True
    """
    value = Fraction(text)
    half = Fraction(1, 10 ** len(text.partition(".")[2])) / 2
    return Quantity(value, value - half, value + half)


def _last_significant_unit(text: str) -> Fraction:
    whole, _, decimals = text.partition(".")
    if decimals:
        return Fraction(1, 10 ** len(decimals))
    return Fraction(10 ** (len(whole) - len(whole.rstrip("0") or whole)))


def _times(a: Number, b: Number) -> Number:
    return Fraction(0) if a == 0 or b == 0 else a * b


def _over(a: Number, b: Number) -> Number:
    if b == 0:
        return inf if a > 0 else Fraction(0)
    if b == inf:
        return Fraction(0)
    return a / b
