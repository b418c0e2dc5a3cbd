"""A formula as text: the one that is printed is the one that runs."""

import ast
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property

from .quantity import Quantity

_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}

_CODE = re.compile(r"opening\((\w+)\)|[a-z]\w*")

Lookup = Callable[[str, bool], Quantity | None]
"""Gives the quantity of a code, now (False) or at the opening of the period (True)."""


class Unknown(Exception):
    """A figure that the formula needs is not there: `code`."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Formula:
    """A parsed formula over codes: numbers, + - * / ( ) and `opening(code)`.

    `numerator` and `denominator` are set where the formula is a share, `100 * a / b`.

    >>> Formula.parse("100 * a / (a + b)").codes
    ('a', 'b')
    >>> Formula.parse("a ** 2")
    Traceback (most recent call last):
    ...
    ValueError: not in the grammar of formulas: a ** 2
    """

    text: str
    tree: ast.expr
    numerator: ast.expr | None
    denominator: ast.expr | None

    @classmethod
    @cache
    def parse(cls, text: str) -> "Formula":
        tree = ast.parse(text, mode="eval").body
        _refuse_foreign_nodes(tree, text)
        return cls(text, tree, *_share_parts(tree))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of the figures it uses, each once, in order."""
        names = [node for node in ast.walk(self.tree) if isinstance(node, ast.Name)]
        in_order = sorted(names, key=lambda node: node.col_offset)
        return tuple(dict.fromkeys(node.id for node in in_order if node.id != "opening"))

    @property
    def opens(self) -> bool:
        """Whether it looks at what stood before the period."""
        return "opening(" in self.text

    def evaluate(self, lookup: Lookup, part: ast.expr | None = None) -> Quantity:
        """The value of the formula, or of one part of it.

        Raises `Unknown` for a figure that is not there, ZeroDivisionError for a whole of zero.
        """
        return _evaluate(part or self.tree, lookup)

    def written(self, printed: Callable[[str, bool], str]) -> str:
        """The formula with numbers in the place of its codes, as people write it.

        >>> Formula.parse("opening(a) - a").written(lambda code, opening: "13" if opening else "11")
        '13 − 11'
        """
        filled = _CODE.sub(lambda m: printed(m[1] or m[0], m[1] is not None), self.text)
        return filled.replace(" - ", " − ").replace(" * ", " × ")


def _refuse_foreign_nodes(tree: ast.expr, text: str) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            known = isinstance(node.func, ast.Name) and node.func.id == "opening"
            known = known and len(node.args) == 1 and isinstance(node.args[0], ast.Name)
        elif isinstance(node, ast.Constant):
            known = type(node.value) is int
        else:
            known = isinstance(node, (ast.BinOp, ast.Name, ast.Load, *_OPERATORS))
        if not known:
            raise ValueError(f"not in the grammar of formulas: {text}")


def _share_parts(tree: ast.expr) -> tuple[ast.expr | None, ast.expr | None]:
    match tree:
        case ast.BinOp(ast.BinOp(ast.Constant(100), ast.Mult(), numerator), ast.Div(), denominator):
            return numerator, denominator
    return None, None


def _evaluate(node: ast.expr, lookup: Lookup) -> Quantity:
    match node:
        case ast.Constant(value):
            return Quantity(*[Fraction(value)] * 3)
        case ast.Name(code):
            found = lookup(code, False)
        case ast.Call(args=[ast.Name(code)]):
            found = lookup(code, True)
        case ast.BinOp(left, op, right):
            return _OPERATORS[type(op)](_evaluate(left, lookup), _evaluate(right, lookup))
    if found is None:
        raise Unknown(code)
    return found
