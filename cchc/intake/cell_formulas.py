"""The computed cells of the workbook: the catalogue's formulas over cells, with their values."""

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..catalogue import CATALOGUE
from ..complete import tiers_of
from ..formula import Formula, Unknown
from ..indicator import Indicator, Whole
from ..periods import parse_period
from ..quantity import quantity

_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


@dataclass(frozen=True)
class Term:
    """A number in the workbook: the expression that gives it, and its value now, if it has one."""

    text: str
    value: Fraction | None


Find = Callable[[str, str, str], Sequence[Term]]
"""The cells that may state a figure of this code, level and period, the one to use first."""


@dataclass(frozen=True)
class Cells:
    """The formulas of a workbook; `find` says where its figures stand, for a unit of a level."""

    find: Find
    unit_level: str

    def computed(self, indicator: Indicator, level: str, period: str) -> Term | None:
        """An indicator's formula in one column; None where the workbook lacks a column for it.

        It shows nothing until every figure is there, and nothing of a whole of zero.
        """
        formula = Formula.parse(indicator.formula or "")
        terms: dict[tuple[str, bool], Term] = {}

        def asked(code: str, opening: bool) -> Term:
            found = self._term(code, level, _opening(period) if opening else period, period)
            if found is None:
                raise Unknown(code)
            return terms.setdefault((code, opening), found)

        try:
            text = _written(formula.tree, asked)
        except Unknown:
            return None
        whole = f'=IF(COUNT({_list(terms.values())})<{len(terms)},"",IFERROR({text},""))'
        return Term(whole, _worked_out(formula, terms))

    def remainder(self, whole: Whole, level: str, period: str) -> Term | None:
        """What is left of a whole without its parts, and without its leaks as far as stated."""
        asked = [self._term(code, level, period, period) for code in (whole.code, *whole.parts)]
        if any(term is None for term in asked):
            return None
        leaks = [self._term(code, level, period, period) for code in whole.leaks]
        named = [term for term in leaks if term is not None]
        minus = [f"-{term.text}" for term in asked[1:]]
        minus += [f"-IF(ISNUMBER({term.text}),{term.text},0)" for term in named]
        text = f'=IF(COUNT({_list(asked)})<{len(asked)},"",{asked[0].text}{"".join(minus)})'
        values = [term.value for term in asked]
        if any(value is None for value in values):
            return Term(text, None)
        return Term(text, values[0] - sum(values[1:]) - sum(term.value or 0 for term in named))

    def _term(self, code: str, level: str, period: str, home: str) -> Term | None:
        """A figure: the first of its cells that holds a number; of `all`, else the levels' sum."""
        indicator = CATALOGUE[code]
        if indicator.kind == "stock" and parse_period(home).kind == "span":
            return None  # a stock belongs to the end of a span, not to all of it
        found = list(self.find(code, period, level))
        if level == "all" and indicator.sums_over_levels:
            tiers = tiers_of(indicator, self.unit_level)
            parts = [_first(list(self.find(code, period, tier))) for tier in tiers]
            if parts and all(part is not None for part in parts):
                found.append(_sum(parts))
        return _first(found)


def _first(terms: list[Term]) -> Term | None:
    """The first of several terms that is a number, as one term."""
    if not terms:
        return None
    *before, last = terms
    text, value = last.text, last.value
    for term in reversed(before):
        text = f"IF(ISNUMBER({term.text}),{term.text},{text})"
        value = value if term.value is None else term.value
    return Term(text, value)


def _sum(terms: list[Term]) -> Term:
    values = [term.value for term in terms]
    value = None if any(v is None for v in values) else sum(values, Fraction(0))
    text = "+".join(term.text for term in terms)
    return Term(f'IF(COUNT({_list(terms)})<{len(terms)},"",{text})', value)


def _list(terms: Iterable[Term]) -> str:
    return ",".join(term.text for term in terms)


def _written(node: ast.expr, asked: Callable[[str, bool], Term]) -> str:
    match node:
        case ast.Constant(value):
            return str(value)
        case ast.Name(code):
            return asked(code, False).text
        case ast.Call(args=[ast.Name(code)]):
            return asked(code, True).text
        case ast.BinOp(left, op, right):
            return f"({_written(left, asked)}{_SIGNS[type(op)]}{_written(right, asked)})"
    raise ValueError(ast.dump(node))


def _worked_out(formula: Formula, terms: Mapping[tuple[str, bool], Term]) -> Fraction | None:
    if any(term.value is None for term in terms.values()):
        return None
    try:
        found = formula.evaluate(lambda *name: quantity(str(terms[name].value)))
    except ZeroDivisionError:
        return None
    return found.value


def _opening(period: str) -> str:
    return str(parse_period(period).years[0] - 1)
