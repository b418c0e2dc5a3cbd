"""How strongly the words around a number say that it states a certain fact, whatever its value."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ..catalogue import CATALOGUE
from ..formula import Formula
from .facts import Fact
from .outline import Paragraph
from .surroundings import Surroundings
from .words import length_of, said

_WORDS = 3.0
_LENGTH = 1.0
"""A long label that is said says more than a short one whose words it holds."""
_SAME, _NEAR = 0.5, 0.25
_BODIES = {"xã": "commune", "phường": "commune", "thị trấn": "commune", "huyện": "district"}
"""Units that are themselves bodies of a level: "8 xã" may count offices."""
_CHANGES = re.compile(r"giảm|tăng|thiếu|bớt|điều tiết|sáp nhập", re.IGNORECASE)
_RULED_OUT = float("-inf")


class Evidence(NamedTuple):
    """The evidence that a number states a fact: how much of the label is said, and in all."""

    fact: Fact
    total: float
    words: float
    unit: float
    years: float
    level: float
    place: float
    bound: float
    side: float

    @property
    def is_unopposed(self) -> bool:
        """Whether nothing around the number speaks against the fact."""
        return min(self.unit, self.years, self.level, self.place, self.bound) >= 0

    @property
    def reasons(self) -> str:
        """What speaks for the fact, in Vietnamese."""
        reasons = [f"{round(100 * self.words)}% tên chỉ tiêu"]
        reasons += ["đơn vị tính"] * (self.unit > 0)
        reasons += ["năm"] * (self.years > 0)
        reasons += ["cấp"] * (self.level > 0)
        reasons += ["mục" if self.place > _SAME else "lĩnh vực"] * (self.place > 0)
        return ", ".join(reasons)


def weighed(
    facts: Iterable[Fact], around: Surroundings, paragraph: Paragraph
) -> Iterator[Evidence]:
    """The evidence for each fact that nothing around the number rules out.

    A share is no count, a change ("tăng 5") is no level of anything, and a year or a level that is
    named for the number rules out the others.
    """
    words: dict[str, float] = {}
    is_share = around.unit == "%"
    for fact in facts:
        label = fact.indicator.vi
        is_other = fact.indicator.is_share != is_share
        if is_other or _is_other_kind(label, around):
            continue
        years, level = _years(fact, around), _level(fact, around)
        if _RULED_OUT in (years, level):
            continue
        if label not in words:
            words[label] = said(label, around.near)
        parts = (
            *(_unit(fact, around), years, level, _place(fact, paragraph)),
            *(_bound(fact, around), _side(fact, around)),
        )
        told = (_WORDS + _LENGTH * length_of(label)) * words[label]
        yield Evidence(fact, told + sum(parts), words[label], *parts)


def _unit(fact: Fact, around: Surroundings) -> float:
    if not around.unit or around.unit == "%":
        return _SAME if around.unit else 0.0
    if around.unit in _BODIES and fact.key.level == _BODIES[around.unit]:
        return 0.0
    own = fact.indicator.measure_unit.replace(",", "").split()
    return _SAME if set(around.unit.split()) & set(own) else -_SAME - _NEAR


def _years(fact: Fact, around: Surroundings) -> float:
    if not around.years:
        return 0.0
    if not fact.years & around.years:
        return _RULED_OUT if around.is_dated else -_SAME
    if fact.years == around.years:
        return _SAME
    return _NEAR if fact.years < around.years else -_NEAR


def _level(fact: Fact, around: Surroundings) -> float:
    level = fact.key.level
    if not around.levels:
        return 0.0
    if level in around.levels:
        return _SAME
    if level == "all":
        return _NEAR if len(around.levels) > 1 else -_NEAR
    return _RULED_OUT if around.is_level_named else -_SAME


def _place(fact: Fact, paragraph: Paragraph) -> float:
    if paragraph.place in fact.sections:
        return 2 * _SAME
    if not paragraph.area:
        return 0.0
    return _SAME if paragraph.area == fact.indicator.area else -2 * _SAME


def _bound(fact: Fact, around: Surroundings) -> float:
    """Whether both are bounded by the same word, such as "trên"; plain numbers say nothing."""
    if fact.qualifier == around.qualifier:
        return _SAME if fact.qualifier else 0.0
    return -_SAME


def _side(fact: Fact, around: Surroundings) -> float:
    """In `4646/20953 hộ`, whether some indicator divides the fact so, or by it."""
    return _NEAR if around.side and fact.key.code in _sides()[around.side] else 0.0


def _is_other_kind(label: str, around: Surroundings) -> bool:
    """Whether one is a change and the other is none: "tăng 5" against a level, or the reverse."""
    is_change = _CHANGES.search(label) is not None
    if around.change:
        return not is_change
    return is_change and _CHANGES.search(around.sentence) is None


def _names(tree: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


@cache
def _sides() -> dict[str, set[str]]:
    formulas = [Formula.parse(i.formula) for i in CATALOGUE.values() if i.formula]
    shares = [formula for formula in formulas if formula.numerator is not None]
    return {
        "part": {name for formula in shares for name in _names(formula.numerator)},
        "whole": {name for formula in shares for name in _names(formula.denominator)},
    }
