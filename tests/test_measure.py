"""Every indicator for every level and period: sums first, shares after, missing stays missing."""

from datetime import date
from fractions import Fraction

import pytest

from cchc.catalogue import CATALOGUE
from cchc.ledger import Key
from cchc.measure import COLUMNS, interval, measure, measured_frame
from cchc.proportion import wilson
from frames import figures, sources


def ledger_of(*rows: tuple, **more):
    return measure(figures(*rows), sources(), "2021-2022", **more)


def dossiers(level: str, received: str, in_time: str, late: str, year: str = "2022") -> list[tuple]:
    return [
        ("dossiers_received", year, level, received),
        ("dossiers_resolved_in_time", year, level, in_time),
        ("dossiers_resolved_late", year, level, late),
    ]


def test_a_share_of_all_levels_comes_from_summed_counts_and_not_from_rates():
    ledger = ledger_of(
        *dossiers("district", "100", "50", "50"), *dossiers("commune", "900", "900", "0")
    )

    share = ledger["on_time_share_resolved", "2022", "all"]

    assert (share.quantity.value, share.numerator, share.denominator) == (95, 950, 1000)
    assert share.basis == "computed"


def test_a_share_names_the_figures_it_was_computed_from():
    ledger = ledger_of(*dossiers("district", "100", "50", "50"))

    share = ledger["on_time_share_received", "2022", "district"]

    assert [key.code for key in share.needs] == ["dossiers_resolved_in_time", "dossiers_received"]
    assert ledger.roots([Key("on_time_share_resolved", "2022", "district")]) == (
        Key("dossiers_resolved_in_time", "2022", "district"),
        Key("dossiers_resolved_late", "2022", "district"),
    )


def test_what_a_formula_lacks_is_named_and_no_number_stands_in_for_it():
    ledger = ledger_of(
        ("dossiers_received", "2022", "district", "100"),
        ("dossiers_resolved_in_time", "2022", "district", "50"),
    )

    assert Key("on_time_share_766", "2022", "district") not in ledger
    assert ledger.missing[Key("on_time_share_766", "2022", "district")] == (
        "dossiers_pending_in_time",
    )
    assert ledger.missing[Key("late_share_resolved", "2022", "district")] == (
        "dossiers_resolved_late",
        "dossiers_resolved",
    )


def test_a_whole_of_zero_gives_no_share_and_lacks_nothing():
    ledger = ledger_of(*dossiers("district", "0", "0", "0"))

    assert Key("on_time_share_received", "2022", "district") not in ledger
    assert ledger.missing[Key("on_time_share_received", "2022", "district")] == ()


DEPARTMENTS = [
    ("departments", "2020", "district", "13"),
    ("departments", "2021", "district", "12"),
    ("departments", "2022", "district", "11"),
]


@pytest.mark.parametrize(
    ("period", "reduction"), [("2021", 1), ("2022", 1), ("2021-2022", 2), ("2020", None)]
)
def test_a_reduction_is_counted_from_what_stood_before_the_period(period, reduction):
    ledger = ledger_of(*DEPARTMENTS)

    found = ledger.quantity("departments_reduction", period, "district")

    assert (found and found.value) == reduction


def test_what_stood_before_a_month_is_not_what_stood_before_the_year():
    ledger = ledger_of(*DEPARTMENTS, ("departments", "2022-M12", "district", "11"))

    assert Key("departments_reduction", "2022-M12", "district") not in ledger


def test_a_standing_count_of_a_span_is_that_of_its_last_year():
    ledger = ledger_of(
        ("schools_merged", "2021-2022", "district", "5"), ("schools", "2022", "district", "34")
    )

    share = ledger["schools_reduction_share", "2021-2022", "district"]

    assert share.quantity.value == Fraction(500, 39)
    assert share.needs == (
        Key("schools_merged", "2021-2022", "district"),
        Key("schools", "2022", "district"),
    )
    assert interval(CATALOGUE["schools_reduction_share"], share) is None


def test_a_flow_of_a_span_is_only_what_is_stated_for_it():
    ledger = ledger_of(
        *dossiers("district", "100", "90", "10", "2021"), *dossiers("district", "80", "60", "20")
    )

    assert [key for key in ledger if key.period == "2021-2022"] == []


def test_shares_of_standing_counts_are_not_given_again_for_the_span():
    ledger = ledger_of(
        ("procedures_total", "2022", "district", "10"),
        ("procedures_online_level_4", "2022", "district", "5"),
    )

    assert Key("procedures_online_level_4_share", "2022", "district") in ledger
    assert Key("procedures_online_level_4_share", "2021-2022", "district") not in ledger


def test_of_a_fact_stated_twice_that_of_the_latest_source_is_used():
    told = figures(
        ("schools", "2022", "district", "34", "", "II.3", "early"),
        ("schools", "2022", "district", "33", "", "trang 1", "late"),
        ("schools", "2022", "district", "32", "", "trang 9", "late"),
    )
    written = sources("early", "late").assign(date=[date(2022, 1, 1), date(2023, 1, 1)])

    used = measure(told, written, "2021-2022")["schools", "2022", "district"]

    assert (used.text, used.source, used.place) == ("33", "late", "trang 1")


def test_a_bound_stays_a_bound_in_what_is_computed():
    ledger = ledger_of(
        ("posts_administrative", "2022", "district", "57"),
        ("posts_needed_administrative", "2022", "district", "80", "at_least"),
    )

    gap = ledger["posts_gap_administrative", "2022", "district"]

    assert (gap.quantity.value, gap.qualifier) == (23, "at_least")


@pytest.mark.parametrize(
    ("part", "whole"), [("over", "over"), ("over", "about"), ("at_least", "at_least")]
)
def test_bounds_that_leave_a_number_open_give_none(part, whole):
    ledger = ledger_of(
        ("wallet_accounts", "2022", "all", "80", part),
        ("wallet_households", "2022", "all", "60", whole),
    )

    key = Key("wallet_accounts_per_household", "2022", "all")
    assert key not in ledger
    assert ledger.missing[key] == ("wallet_accounts", "wallet_households")


@pytest.mark.parametrize(
    ("part", "whole", "qualifier"),
    [("over", "", "at_least"), ("", "over", "at_most"), ("about", "about", "about")],
)
def test_a_bound_on_one_side_says_on_which(part, whole, qualifier):
    ledger = ledger_of(
        ("wallet_accounts", "2022", "all", "80", part),
        ("wallet_households", "2022", "all", "60", whole),
    )

    known = ledger["wallet_accounts_per_household", "2022", "all"]
    assert (known.quantity.value, known.qualifier) == (Fraction(4, 3), qualifier)


def test_for_a_commune_all_levels_together_are_its_own():
    ledger = ledger_of(*dossiers("commune", "100", "50", "50"), unit_level="commune")

    assert ledger.quantity("on_time_share_resolved", "2022", "commune").value == 50
    assert ledger.quantity("on_time_share_resolved", "2022", "all").value == 50


def test_numbers_come_in_the_order_of_the_catalogue_level_and_time():
    ledger = ledger_of(
        ("schools", "2022", "district", "34"),
        ("dossiers_received", "2022", "commune", "7"),
        ("dossiers_received", "2021", "commune", "9"),
        ("dossiers_received", "2022", "district", "5"),
    )

    assert [key for key in ledger if ledger[key].basis == "reported"] == [
        ("dossiers_received", "2022", "district"),
        ("dossiers_received", "2021", "commune"),
        ("dossiers_received", "2022", "commune"),
        ("schools", "2022", "district"),
    ]


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [("65", "100", 55.2544, 73.6358), ("0", "20", 0, 16.1125), ("20", "20", 83.8875, 100)],
)
def test_a_share_of_counted_things_has_a_wilson_interval(part, whole, low, high):
    rows = [
        ("plan_tasks_done", "2022", "district", part),
        ("plan_tasks", "2022", "district", whole),
    ]
    share = ledger_of(*rows)["plan_tasks_done_share", "2022", "district"]

    found = interval(CATALOGUE["plan_tasks_done_share"], share)

    assert found == pytest.approx((low, high), abs=0.00005)
    assert found == tuple(100 * end for end in wilson(float(part), float(whole)))


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("plan_tasks_done_share", [("plan_tasks_done", "8", "about"), ("plan_tasks", "10", "")]),
        ("plan_tasks_done_share", [("plan_tasks_done", "12", ""), ("plan_tasks", "10", "")]),
        ("bodies_inspected_ratio", [("bodies_inspected", "5", ""), ("bodies_to_inspect", "4", "")]),
    ],
    ids=["a bound", "a part above its whole", "no share"],
)
def test_what_is_no_proportion_of_exact_counts_has_no_interval(code, rows):
    given = [(each, "2022", "district", text, qualifier) for each, text, qualifier in rows]

    known = ledger_of(*given)[code, "2022", "district"]

    assert interval(CATALOGUE[code], known) is None


def test_the_frame_has_a_row_for_every_number():
    ledger = ledger_of(*dossiers("district", "100", "50", "50"))

    frame = measured_frame(ledger).set_index(["code", "period", "level"])

    assert [*frame.index] == [*ledger]
    share = frame.loc["on_time_share_resolved", "2022", "district"]
    assert (share["value"], share["numerator"], share["denominator"]) == (50, 50, 100)
    assert share["low"] < 50 < share["high"]
    assert (share["measure_unit"], share["basis"], share["area"]) == ("%", "computed", "procedures")
    received = frame.loc["dossiers_received", "2022", "district"]
    assert (received["source"], received["place"], received["basis"]) == ("bc-thu", "I", "reported")


def test_a_unit_without_figures_has_a_frame_without_rows():
    ledger = ledger_of()

    assert len(ledger) == 0
    assert [*measured_frame(ledger).columns] == COLUMNS
