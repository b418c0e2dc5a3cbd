"""Numbers as Vietnamese officials write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.numerals import as_typed, number, share


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0, None, "0"),
        (1234567, None, "1.234.567"),
        (Fraction(12345, 10), 1, "1.234,5"),
        (0.125, 2, "0,13"),
        (2.675, 2, "2,68"),
        (-72.5, 0, "−73"),
    ],
)
def test_a_number_is_written_the_vietnamese_way_and_rounded_half_up(value, decimals, expected):
    assert number(value, decimals) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(4730900, 47328), "99,96%"),
        (100, "100%"),
        (Fraction(99999, 1000), "99,999%"),
        (Fraction(1, 1000), "0,001%"),
        (0, "0%"),
        (Fraction(1900, 47328), "0,04%"),
    ],
)
def test_a_share_that_is_not_whole_never_looks_whole(value, expected):
    assert share(value) == expected


@given(st.fractions(min_value=0, max_value=100, max_denominator=10**5))
def test_no_share_but_100_percent_is_printed_as_100_percent(value):
    assert (share(value) == "100%") == (value == 100)
    assert (share(value) == "0%") == (value == 0)


@pytest.mark.parametrize(
    ("text", "unit", "qualifier", "expected"),
    [
        ("99.95", "%", "", "99,95%"),
        ("97", "%", "", "97%"),
        ("0.80", "%", "", "0,80%"),
        ("63141", "hồ sơ", "about", "khoảng 63.141"),
        ("80", "%", "over", "trên 80%"),
        ("80", "biên chế", "at_least", "từ 80 trở lên"),
    ],
)
def test_a_reported_value_keeps_its_decimals_and_its_bound(text, unit, qualifier, expected):
    assert as_typed(text, unit, qualifier) == expected
