"""The Wilson interval against published anchor values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.proportion import wilson


@pytest.mark.parametrize(
    ("count", "whole", "confidence", "low", "high"),
    [  # Public Health England, PHEindicatormethods
        (65, 100, 0.95, 0.552544, 0.736358),
        (65, 100, 0.998, 0.495495, 0.778354),
        (1045, 5000, 0.95, 0.197955, 0.220491),
        (1045, 5000, 0.998, 0.191794, 0.227316),
        (0, 20, 0.95, 0, 0.161125),
        (20, 20, 0.95, 0.838875, 1),
    ],
)
def test_the_interval_is_the_published_one(count, whole, confidence, low, high):
    assert wilson(count, whole, confidence) == pytest.approx((low, high), abs=5e-7)


@pytest.mark.parametrize(("count", "whole"), [(1, 0), (-1, 5), (6, 5), (0, 0)])
def test_what_is_no_proportion_is_refused(count, whole):
    with pytest.raises(ValueError, match="no proportion"):
        wilson(count, whole)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_proportion_and_stays_between_0_and_1(pair):
    count, whole = pair
    low, high = wilson(count, whole)
    assert 0 <= low <= count / whole <= high <= 1
