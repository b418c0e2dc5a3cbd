"""Changes and verdicts."""

from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from cchc.indicator import Indicator
from cchc.judge import Target, change, read_off, targets_for, verdict
from cchc.ledger import Known
from cchc.quantity import quantity

COUNT = Indicator("dossiers", "Hồ sơ", "Dossiers", "hồ sơ", "flow", ("all",))
SHARE = Indicator("on_time_share", "Tỷ lệ", "Share", "%", "flow", ("all",))


def known(text: str, qualifier: str = "") -> Known:
    return Known(quantity(text, qualifier), "reported", text, qualifier)


def goal(value: str, due: str, operator: str = ">=") -> Target:
    day = date.fromisoformat(due)
    return Target(
        f"t-{due}", "", "x", "all", operator, Fraction(value), value, day, "", "", True, ""
    )


@pytest.mark.parametrize(
    ("indicator", "before", "after", "expected"),
    [
        (COUNT, "200", "150", -25),
        (COUNT, "0", "5", None),
        (SHARE, "99.5", "96.5", -3),
        (SHARE, "0", "5", 5),
    ],
)
def test_counts_change_in_percent_and_shares_in_percentage_points(
    indicator, before, after, expected
):
    assert change(indicator, known(before), known(after)) == expected


def test_a_bound_has_no_change():
    assert change(SHARE, known("80", "over"), known("85")) is None


@pytest.mark.parametrize(
    ("value", "qualifier", "as_of", "expected"),
    [
        ("85", "", "2022-12-31", "met"),
        ("80", "over", "2022-12-31", "met"),
        ("70", "", "2022-12-31", "not_due"),
        ("70", "", "2025-12-31", "missed"),
        ("70", "over", "2022-12-31", "not_comparable"),
    ],
)
def test_a_target_whose_day_has_not_come_is_no_failure(value, qualifier, as_of, expected):
    targets = (goal("80", "2025-12-31"),)
    assert verdict(known(value, qualifier), targets, date.fromisoformat(as_of)) == expected


@pytest.mark.parametrize(
    ("value", "as_of", "expected"),
    [
        ("85", "2024-01-01", "on_track"),
        ("75", "2024-01-01", "behind"),
        ("75", "2022-12-31", "not_due"),
        ("85", "2022-12-31", "on_track"),
        ("95", "2022-12-31", "met"),
    ],
)
def test_only_a_milestone_says_on_track_or_behind(value, as_of, expected):
    targets = (goal("80", "2023-12-31"), goal("90", "2025-12-31"))
    assert verdict(known(value), targets, date.fromisoformat(as_of)) == expected


def test_without_a_number_there_is_no_data_and_without_a_target_no_verdict():
    assert verdict(None, (goal("80", "2025-12-31"),), date(2022, 12, 31)) == "no_data"
    assert verdict(known("5"), (), date(2022, 12, 31)) == ""


def register(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Targets from (id, scope, level, value)."""
    return pd.DataFrame(
        [
            {
                "id": name,
                "scope": scope,
                "indicator": "x",
                "level": level,
                "operator": ">=",
                "value": float(value),
                "text": value,
                "due": date(2025, 12, 31),
                "law": "",
                "clause": "",
                "verified": True,
                "note": "",
            }
            for name, scope, level, value in rows
        ]
    )


@pytest.mark.parametrize(
    ("level", "lineage", "expected"),
    [
        ("commune", ["huyen-a", "tinh"], ["of-commune"]),
        ("district", ["huyen-a", "tinh"], ["of-all"]),
        ("district", ["huyen-b", "tinh"], ["of-province"]),
    ],
)
def test_the_nearest_scope_and_the_own_level_win(level, lineage, expected):
    targets = register(
        ("of-all", "huyen-a", "all", "80"),
        ("of-commune", "huyen-a", "commune", "60"),
        ("of-province", "tinh", "all", "50"),
        ("everywhere", "", "all", "40"),
    )
    assert [target.id for target in targets_for(read_off(targets), "x", level, lineage)] == expected


def test_a_nearer_scope_adds_a_milestone_and_does_not_lift_the_goal_of_the_law():
    targets = register(("of-province", "tinh", "all", "60"), ("everywhere", "", "all", "80"))
    targets.loc[0, "due"] = date(2023, 12, 31)
    found = targets_for(read_off(targets), "x", "district", ["huyen-a", "tinh"])
    assert [target.id for target in found] == ["of-province", "everywhere"]
