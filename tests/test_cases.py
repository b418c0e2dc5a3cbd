"""Signed examples: given figures that an official can check by hand, the indicator must be this."""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from cchc.catalogue import CATALOGUE
from cchc.ledger import Key
from cchc.measure import measure
from frames import figures, sources

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_a_signed_case_gives_the_signed_values(case):
    level = case.get("level") or CATALOGUE[next(iter(case["expect"]))].levels[0]
    given = [(code, "2022", level, str(value)) for code, value in case["given"].items()]
    before = [(c, "2021", level, str(value)) for c, value in case.get("opening", {}).items()]

    ledger = measure(figures(*given, *before), sources(), "2021-2022")

    for code, expected in case["expect"].items():
        known = ledger.get(Key(code, "2022", level))
        if expected is None:
            assert known is None, f"{code}: {known}"
        else:
            assert known is not None, f"{code}: {ledger.missing.get(Key(code, '2022', level))}"
            assert abs(known.quantity.value - Fraction(str(expected))) < Fraction(1, 10**9), code
