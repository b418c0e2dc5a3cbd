"""A bound is compared as a bound, and arithmetic keeps every truth it allows."""

from fractions import Fraction
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.quantity import QUALIFIERS, Quantity, as_stated, quantity

COUNTS = st.integers(min_value=0, max_value=10**7).map(str)
QUANTITIES = st.builds(quantity, COUNTS, st.sampled_from(QUALIFIERS))


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "high"),
    [
        ("80", "over", 80, inf),
        ("80", "at_least", 80, inf),
        ("80", "under", 0, 80),
        ("80", "at_most", 0, 80),
        ("63000", "about", 62500, 63500),
        ("63141", "about", Fraction(126281, 2), Fraction(126283, 2)),
        ("7.5", "about", Fraction("7.45"), Fraction("7.55")),
        ("80", "", 80, 80),
    ],
)
def test_a_qualifier_bounds_a_value(text, qualifier, low, high):
    assert (quantity(text, qualifier).low, quantity(text, qualifier).high) == (low, high)


def test_a_rate_stated_with_one_decimal_stands_for_half_a_tenth_on_both_sides():
    assert as_stated("0.8") == Quantity(Fraction(4, 5), Fraction(3, 4), Fraction(17, 20))


@given(QUANTITIES, QUANTITIES)
def test_arithmetic_keeps_the_value_within_its_bounds(a, b):
    for result in (a + b, a - b, a * b):
        assert result.low <= result.value <= result.high
    if b.value and b.low:
        assert (a / b).low <= (a / b).value <= (a / b).high


@given(QUANTITIES, QUANTITIES)
def test_agreement_is_mutual(a, b):
    assert a.agrees_with(b) == b.agrees_with(a)


@given(COUNTS, COUNTS)
def test_exact_quantities_agree_only_when_equal(a, b):
    assert quantity(a).agrees_with(quantity(b)) == (int(a) == int(b))
