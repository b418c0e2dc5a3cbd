"""What a report works out from the figures beside it: differences, shares, sums, multiples."""

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ..catalogue import CATALOGUE, WHOLES
from ..formula import Formula
from ..indicator import LEVELS
from ..ledger import Key
from ..numerals import number, share
from ..periods import parse_period
from ..quantity import as_stated
from ..review import Review
from .facts import Fact
from .matching import Stated

_SHARE_OF = re.compile(
    r"(?:chiếm|đạt|bằng|tỷ lệ|tương ứng|tức|\()\W*(?:\w+\W+){0,3}$", re.IGNORECASE
)
_POINTS = re.compile(r"\s*điểm (?:phần trăm|%)", re.IGNORECASE)
_TIMES = re.compile(r"\s*lần\b", re.IGNORECASE)
_TOTAL = re.compile(r"(?:tổng(?: cộng| số)?|cộng)\b[^.;]*$", re.IGNORECASE)


@dataclass(frozen=True)
class Result:
    """A number that is worked out from others: the arithmetic, and whether the report has it right.

    `arithmetic` ends in the right result.
    """

    arithmetic: str
    agrees: bool


@dataclass(frozen=True)
class Operand:
    """A number before or after the one in question, and the figure that it states."""

    value: Fraction
    fact: Fact


@dataclass(frozen=True)
class _Way:
    """One way to work a number out, and its exact result.

    `is_right` where the words around the number fit it; one that is not `is_meant` for certain
    may confirm a number, never contradict it.
    """

    value: Fraction
    arithmetic: str
    is_right: bool = True
    is_meant: bool = True


def worked_out(
    stated: Stated, before: Sequence[Operand], after: Sequence[Operand], review: Review
) -> Result | None:
    """The result that a number is by its words, from the operands of its sentence, nearest first.

    None where its words name no arithmetic, or there is nothing to work it out from.
    """
    ways = [way for make in _kind(stated) for way in make(stated, before, after, review)]
    for way in ways:
        if way.is_right and any(_agrees(meaning, way.value, stated) for meaning in stated.meanings):
            return Result(way.arithmetic, True)
    meant = next((way for way in ways if way.is_meant), None)
    return Result(meant.arithmetic, False) if meant else None


def _agrees(plain: str, exact: Fraction, stated: Stated) -> bool:
    """Whether a number is the result, rounded; 100% and 0% only where it is exactly that."""
    is_all_or_none = stated.around.unit == "%" and Fraction(plain) in (0, 100)
    if is_all_or_none or ("." not in plain and exact.denominator == 1):
        return Fraction(plain) == exact
    rounded = as_stated(plain)
    return rounded.low <= exact <= rounded.high


Make = Callable[[Stated, Sequence[Operand], Sequence[Operand], Review], Iterator[_Way]]


def _kind(stated: Stated) -> tuple[Make, ...]:
    around = stated.around
    if _TIMES.match(around.after):
        return (_multiples,)
    if around.change:
        return (_changes,)
    if around.unit == "%" and _SHARE_OF.search(around.before):
        return (_shares,)
    return (_sums,) if around.unit != "%" and _TOTAL.search(around.before) else ()


def _pairs(operands: Sequence[Operand], review: Review) -> Iterator[tuple[Operand, Operand]]:
    """Two numbers of one thing at two times, the later first: both said, or one said."""
    for operand in operands:
        for other in operands:
            if other.fact.is_same_thing(operand.fact) and _is_later(operand.fact, other.fact):
                yield operand, other
    for operand in operands[:1]:
        key = operand.fact.key
        for year in (review.first, review.second):
            known = review.ledger.get(Key(key.code, year, key.level))
            is_other = year != key.period and _are_alike(key.period, year)
            if known and is_other and known.quantity.is_exact:
                other = Operand(known.quantity.value, operand.fact)
                yield (operand, other) if year < key.period else (other, operand)


def _is_later(fact: Fact, other: Fact) -> bool:
    period, earlier = fact.key.period, other.key.period
    return period > earlier and _are_alike(period, earlier)


def _are_alike(period: str, other: str) -> bool:
    """Whether one comes after the other: two years or two quarters, not a span and its year."""
    return parse_period(period).kind == parse_period(other).kind != "span"


def _changes(stated, before, after, review) -> Iterator[_Way]:
    for later, earlier in _pairs([*before, *after], review):
        gap = later.value - earlier.value
        is_right = stated.around.change in ("gap", "up" if gap > 0 else "down")
        high, low = max(later.value, earlier.value), min(later.value, earlier.value)
        if stated.around.unit != "%":
            unit = " điểm phần trăm" if _POINTS.match(stated.around.after) else ""
            told = f"{_plain(high)} − {_plain(low)} = {_plain(abs(gap))}{unit}"
            yield _Way(abs(gap), told, is_right)
        elif earlier.value:
            ratio = 100 * abs(gap) / earlier.value
            told = f"({_plain(high)} − {_plain(low)}) / {_plain(earlier.value)} = {share(ratio)}"
            yield _Way(ratio, told, is_right)


def _multiples(stated, before, after, review) -> Iterator[_Way]:
    for later, earlier in _pairs([*before, *after], review):
        if earlier.value:
            ratio = later.value / earlier.value
            yield _Way(ratio, f"{_plain(later.value)} / {_plain(earlier.value)} = {_plain(ratio)}")


def _shares(stated, before, after, review) -> Iterator[_Way]:
    counts = [operand for operand in before if not operand.fact.indicator.is_share]
    for part in counts[:2]:
        for whole in counts:
            is_alike = whole.fact.key[1:] == part.fact.key[1:] and whole is not part
            if is_alike and whole.value >= part.value and whole.value:
                ratio = 100 * part.value / whole.value
                told = f"{_plain(part.value)} / {_plain(whole.value)} = {share(ratio)}"
                is_meant = (part.fact.key.code, whole.fact.key.code) in _divided()
                yield _Way(ratio, told, is_meant=is_meant)


@cache
def _divided() -> frozenset[tuple[str, str]]:
    """What the catalogue divides by what: by a formula for a share, or as a part of a whole."""
    formulas = (Formula.parse(i.formula) for i in CATALOGUE.values() if i.formula)
    shares = [formula for formula in formulas if isinstance(formula.denominator, ast.Name)]
    names = (
        (node.id, formula.denominator.id)
        for formula in shares
        for node in ast.walk(formula.numerator)
        if isinstance(node, ast.Name)
    )
    return frozenset((*names, *((part, whole.code) for whole in WHOLES for part in whole.parts)))


def _sums(stated, before, after, review) -> Iterator[_Way]:
    for nearest_first in (after, before):
        for parts, is_meant in _parts(nearest_first):
            terms = parts if nearest_first is after else parts[::-1]
            total = sum(term.value for term in terms)
            told = f"{' + '.join(_plain(t.value) for t in terms)} = {_plain(total)}"
            yield _Way(total, told, is_meant=is_meant)


def _parts(operands: Sequence[Operand]) -> Iterator[tuple[list[Operand], bool]]:
    """What the nearest number is added to: itself at other levels, or the other parts of a whole.

    With each whether that is all there is to add: two of the three parts of a whole are not.
    Whatever else stands beside it may be of another kind, and adds up to nothing.
    """
    for nearest in operands[:1]:
        code, period, level = nearest.fact.key
        wholes = [set(whole.parts) for whole in WHOLES if code in whole.parts]
        levels = {Key(code, period, each) for each in LEVELS if each != "all"}
        kins = [(levels, 2)] * (level != "all")
        kins += [({Key(part, period, level) for part in parts}, len(parts)) for parts in wholes]
        by_key = {each.fact.key: each for each in reversed(operands)}  # the nearer one stays
        for kin, enough in kins:
            parts = [operand for key, operand in reversed(by_key.items()) if key in kin]
            if len(parts) > 1:
                yield parts, len(parts) >= enough


def _plain(value: Fraction) -> str:
    return number(value)
