"""A formula is text: the one that is printed is the one that runs."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.catalogue import CATALOGUE
from cchc.formula import Formula, Unknown
from cchc.quantity import quantity

FIGURES = {"a": "30", "b": "40", "c": "0"}
OPENING = {"a": "50"}


def look_up(code: str, opening: bool):
    text = (OPENING if opening else FIGURES).get(code)
    return None if text is None else quantity(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + b", 70),
        ("a - b", -10),
        ("b / a", Fraction(4, 3)),
        ("a - b - a", -40),
        ("a - (b - a)", 20),
        ("100 * a / b", 75),
        ("100 * a / (a + b)", Fraction(300, 7)),
        ("opening(a) - a", 20),
        ("100 * (opening(a) - a) / opening(a)", 40),
        ("1000 * c / a", 0),
    ],
)
def test_a_formula_gives_what_its_arithmetic_says(text, value):
    assert Formula.parse(text).evaluate(look_up).value == value


@pytest.mark.parametrize(
    "text",
    [
        "a ** 2",
        "a // b",
        "a % b",
        "-a",
        "a and b",
        "a if b else c",
        "max(a, b)",
        "opening(a, b)",
        "opening(1)",
        "opening(a + b)",
        "opening(a, key=b)",
        "opening()",
        "__import__('os')",
        "a.b",
        "a[0]",
        "0.5 * a",
        "'a' * 2",
        "True * a",
        "[a]",
        "lambda: a",
        "(a := 1)",
    ],
)
def test_whatever_is_not_in_the_grammar_is_refused(text):
    with pytest.raises(ValueError, match="not in the grammar of formulas"):
        Formula.parse(text)


@pytest.mark.parametrize("text", ["", "a +", "import os", "a = 1", "a; b"])
def test_what_is_no_expression_is_refused(text):
    with pytest.raises(SyntaxError):
        Formula.parse(text)


def test_a_figure_that_is_not_there_is_named():
    with pytest.raises(Unknown) as unknown:
        Formula.parse("a + missing").evaluate(look_up)
    assert unknown.value.code == "missing"


@pytest.mark.parametrize("text", ["a / c", "100 * a / (c + c)", "100 * c / (b - b)"])
def test_there_is_no_share_of_nothing(text):
    with pytest.raises(ZeroDivisionError):
        Formula.parse(text).evaluate(look_up)


@pytest.mark.parametrize(
    ("text", "codes", "opens"),
    [
        ("b + a + b", ("b", "a"), False),
        ("opening(b) - a", ("b", "a"), True),
        ("100 * (a + b) / c", ("a", "b", "c"), False),
    ],
)
def test_its_codes_come_once_each_in_their_order(text, codes, opens):
    assert (Formula.parse(text).codes, Formula.parse(text).opens) == (codes, opens)


@pytest.mark.parametrize(
    ("text", "numerator", "denominator"),
    [
        ("100 * a / b", 30, 40),
        ("100 * (a + b) / (b + c)", 70, 40),
        ("a / b", None, None),
        ("1000 * a / b", None, None),
        ("a - b", None, None),
    ],
)
def test_a_share_knows_its_two_counts(text, numerator, denominator):
    formula = Formula.parse(text)
    parts = (formula.numerator, formula.denominator)
    values = tuple(p and formula.evaluate(look_up, p).value for p in parts)
    assert values == (numerator, denominator)


def test_a_formula_is_written_out_with_numbers_in_the_place_of_its_codes():
    def printed(code: str, opening: bool) -> str:
        return (OPENING if opening else FIGURES)[code]

    written = Formula.parse("100 * (opening(a) - a) / (opening(a) + b)").written(printed)

    assert written == "100 × (50 − 30) / (50 + 40)"


COUNTS = st.integers(min_value=0, max_value=10**6)


@given(COUNTS, COUNTS, COUNTS)
def test_exact_figures_give_an_exact_value(a, b, c):
    figures = {"a": quantity(str(a)), "b": quantity(str(b)), "c": quantity(str(c + 1))}
    value = Formula.parse("100 * (a - b) / (a + c)").evaluate(lambda code, _: figures[code])
    assert value.is_exact
    assert value.value == Fraction(100 * (a - b), a + c + 1)


@given(COUNTS, COUNTS)
def test_a_bound_stays_a_bound_through_a_share(part, rest):
    figures = {"a": quantity(str(part), "at_least"), "b": quantity(str(part + rest + 1))}
    value = Formula.parse("100 * a / b").evaluate(lambda code, _: figures[code])
    assert not value.is_exact
    assert value.low == value.value == Fraction(100 * part, part + rest + 1)


@pytest.mark.parametrize("code", [i.code for i in CATALOGUE.values() if i.is_computed])
def test_every_formula_of_the_catalogue_is_in_the_grammar_and_uses_reported_figures(code):
    formula = Formula.parse(CATALOGUE[code].formula)
    assert formula.codes
    assert [c for c in formula.codes if CATALOGUE[c].is_computed] == []
    assert (formula.numerator is not None) == formula.text.startswith("100 *")
