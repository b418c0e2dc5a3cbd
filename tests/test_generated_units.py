"""Units nobody has seen: one that agrees spoilt fault by fault, and any number that agree."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from agreeing import PARTS_OF, units
from cchc.catalogue import CATALOGUE
from cchc.checks import CHECKS, fields, whose
from cchc.complete import tiers_of
from cchc.ledger import Key
from cchc.results import as_csv, checks_frame, indicators_frame
from cchc.review import Review
from invented import COMMUNES, UNIT, Figure, Invented, agreeing, commune
from reading import faults_of_style

UNSPOILT = agreeing()
D, C, ALL = "district", "commune", "all"


def review_of(unit: Invented) -> Review:
    with TemporaryDirectory() as folder:
        return unit.review(Path(folder))


def serious(review: Review) -> set[tuple]:
    """What does not add up or cannot be: check, level, period and difference of each finding."""
    return {
        (f.check, f.level, f.period, None if f.difference is None else round(f.difference, 2))
        for f in review.findings
        if f.severity != "note"
    }


def test_a_unit_whose_figures_agree_has_nothing_to_find():
    review = review_of(UNSPOILT)

    assert [finding.message for finding in review.findings] == []
    assert not review.is_blocked
    assert len(review.lines) > 100


def spoilt(name: str, unit: Invented, *expected: tuple, blocked: bool = False):
    return pytest.param(unit, set(expected), blocked, id=name)


FAULTS = [
    spoilt(
        "a part alone is greater than its whole",
        UNSPOILT.stating("communes_with_scanner", "2022", C, 4),
        ("part_exceeds_whole", C, "2022", 1),
        blocked=True,
    ),
    spoilt(
        "parts are together greater than their whole",
        UNSPOILT.stating("dossiers_pending_overdue", "2022", D, 27),
        ("parts_exceed_whole", D, "2022", 7),
        blocked=True,
    ),
    spoilt(
        "degrees are more than the qualified staff",
        UNSPOILT.stating("staff_college", "2021", D, 153),
        ("parts_exceed_whole", D, "2021", 3),
        blocked=True,
    ),
    spoilt(
        "more wallets than accounts",
        UNSPOILT.stating("wallet_accounts", "2022", ALL, 3400),
        ("parts_exceed_whole", ALL, "2022", 100),
        blocked=True,
    ),
    spoilt(
        "more done than planned",
        UNSPOILT.stating("plan_tasks_done", "2022", D, 54),
        ("share_exceeds_whole", D, "2022", 12.5),
        blocked=True,
    ),
    spoilt(
        "something of nothing",
        UNSPOILT.stating("plan_tasks", "2022", D, 0),
        ("share_exceeds_whole", D, "2022", 47),
        blocked=True,
    ),
    spoilt(
        "parts that do not reach their whole",
        UNSPOILT.stating("posts_education", "2022", D, 890),
        ("unexplained_remainder", D, "2022", -10),
    ),
    spoilt(
        "dossiers that nobody accounts for",
        UNSPOILT.without("dossiers_withdrawn").stating("dossiers_withdrawn", "2022", D, 20),
        ("unexplained_remainder", D, "2021", -10),
        ("unexplained_remainder", C, "2021", -30),
        ("unexplained_remainder", C, "2022", -30),
    ),
    spoilt(
        "levels that do not add up",
        UNSPOILT.stating("admin_bodies", "2022", ALL, 17),
        ("levels_do_not_add_up", ALL, "2022", 2),
    ),
    spoilt(
        "a rate by another definition is only a note",
        UNSPOILT.stating("dossiers_on_time_share_stated", "2022", D, "93.14"),
    ),
    spoilt(
        "a rate that was cut off",
        UNSPOILT.stating("dossiers_on_time_share_stated", "2022", D, "98.1"),
        ("stated_differs", D, "2022", -0.09),
    ),
    spoilt(
        "a rate that is plainly wrong",
        UNSPOILT.stating("dossiers_on_time_share_stated", "2022", D, "88.19"),
        ("stated_differs", D, "2022", -10),
    ),
    spoilt(
        "a difference that is plainly wrong",
        UNSPOILT.stating("posts_gap_administrative_stated", "2022", D, 12),
        ("stated_differs", D, "2022", 2),
    ),
    spoilt(
        "a difference of something else",
        UNSPOILT.stating("public_units_reduced_stated", "2021-2022", D, 3),
        ("stated_by_other_definition", D, "2021-2022", 2),
    ),
    spoilt(
        "dossiers lost over the new year",
        UNSPOILT.stating("dossiers_pending", "2021", D, 160)
        .stating("dossiers_pending_in_time", "2021", D, 130)
        .stating("dossiers_withdrawn", "2021", D, 0),
        ("carry_over_differs", D, "2021", -10),
    ),
    spoilt(
        "dossiers lost over a month",
        UNSPOILT.stating("dossiers_carried_over", "2022-M12", D, 150),
        ("carry_over_differs", D, "2022-M11", -5),
    ),
    spoilt(
        "quarters that do not add up",
        UNSPOILT.stating("legal_conferences", "2022-Q3", D, 7),
        ("months_do_not_add_up", D, "2022", -2),
    ),
    spoilt(
        "a year that does not end like its last month",
        UNSPOILT.stating("schools", "2022-M12", D, 37),
        ("year_end_differs", D, "2022", -1),
    ),
    spoilt(
        "a total of both years that is another figure's",
        UNSPOILT.without("dossiers_received_online", "dossiers_received_direct").stating(
            "dossiers_resolved", "2021-2022", ALL, 27030
        ),
        ("years_do_not_add_up", ALL, "2021-2022", 600),
    ),
    spoilt(
        "a total of both years that counts twice what was carried over",
        UNSPOILT.stating("dossiers_received", "2021-2022", ALL, 27500),
        ("years_do_not_add_up", ALL, "2021-2022", 470),
    ),
    spoilt(
        "one fact with two values",
        UNSPOILT.stating_again("schools", "2022", D, 35, place="V"),
        ("stated_twice", D, "2022", -1),
    ),
    spoilt(
        "one fact with another value in a later source",
        UNSPOILT.stating_again("function_decisions_issued", "2022", D, 5, source="phu-luc"),
        ("stated_twice", D, "2022", -4),
    ),
    spoilt(
        "one fact stated again alike",
        UNSPOILT.stating_again("schools", "2022", D, 36, place="V"),
    ),
    spoilt(
        "ten times as many",
        UNSPOILT.stating("ecommerce_seller_accounts", "2022", ALL, 1500),
        ("too_large_change", ALL, "2022", 1420),
    ),
    spoilt(
        "a number in the narrative",
        UNSPOILT.changing("narrative", "14.500", "14.501"),
        ("narrative_number_is_no_figure", "", "", None),
    ),
    spoilt(
        "a document with another date in the narrative",
        UNSPOILT.changing("narrative", "01/02/2021", "02/02/2021"),
        ("narrative_document_differs", "", "", None),
    ),
    spoilt(
        "a document with two dates",
        UNSPOILT.changing(
            "documents",
            "kh-1,01/KH-UBND,2021-02-01,UBND huyện",
            "kh-0,01/KH-UBND,2021-02-03,UBND huyện,district,kế hoạch,direction,,,bao-cao,IV\n"
            "kh-1,01/KH-UBND,2021-02-01,UBND huyện",
        ),
        ("document_dates_conflict", "", "", None),
    ),
    spoilt(
        "a document of another year than its number",
        UNSPOILT.changing("documents", "2018-04-23", "2019-04-23"),
        ("document_date_impossible", "", "", None),
    ),
    spoilt(
        "more staff than posts",
        UNSPOILT.stating("posts_education", "2022", D, 750).stating("posts_total", "2022", D, 855),
        ("staff_against_posts", D, "2022", 985 - 855 - 57),
    ),
    spoilt(
        "far fewer staff than posts",
        UNSPOILT.stating("posts_education", "2022", D, 1000).stating(
            "posts_total", "2022", D, 1105
        ),
        ("staff_against_posts", D, "2022", 985 - 1105),
    ),
    spoilt(
        "fewer bodies than departments",
        UNSPOILT.stating("departments", "2022", D, 13),
        ("bodies_against_departments", D, "2022", -1),
        ("stated_differs", D, "2021-2022", 1),
    ),
    spoilt(
        "more communes than the register has",
        UNSPOILT.stating("communes", "2022", C, 4),
        ("communes_against_register", C, "2022", 1),
    ),
    spoilt(
        "a share as a fraction",
        UNSPOILT.stating("satisfaction_share", "2022", ALL, "0.88"),
        ("share_looks_like_fraction", ALL, "2022", -87.12),
        ("too_large_change", ALL, "2022", -84.12),
    ),
    spoilt(
        "a share of all outside those of the levels",
        UNSPOILT.stating("documents_signed_share", "2021", ALL, 97),
        ("share_outside_levels", ALL, "2021", 2),
    ),
    spoilt(
        "days between the years",
        UNSPOILT.changing("periods", "2022,2022-01-01,", "2022,2022-01-04,"),
        ("periods_do_not_join", "", "", 3),
    ),
    spoilt(
        "a part-year is only a note",
        UNSPOILT.changing("periods", "2022,2022-01-01,2022-12-31,yes", "2022,2022-01-01,,no"),
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("unit", "expected", "blocked"), FAULTS)
def test_a_planted_fault_is_found_with_its_difference_and_nothing_else_is(unit, expected, blocked):
    review = review_of(unit)

    assert serious(review) == expected
    assert review.is_blocked == blocked
    for finding in review.findings:
        assert faults_of_style(finding.message) == []


def test_every_check_finds_a_fault_that_was_planted_here_or_is_named_as_planted_elsewhere():
    planted = {check for fault in FAULTS for check, *_ in fault.values[1]}
    elsewhere = {
        "communes_do_not_add_up",
        "shares_exceed_hundred",
        "part_year",
        "document_replaced",
        *(check.id for check in fields.CHECKS),  # each in test_checks_fields.py
        *(check.id for check in whose.CHECKS),  # each in test_checks_whose.py
        "character_not_drawn",  # in test_letters.py
    }

    assert {check.id for check in CHECKS} == planted | elsewhere


def with_communes(**received: int) -> Invented:
    """The unit with folders of its three communes, which received 11.000 dossiers in 2022."""
    own = {"xa-minh-hoa-01": 3100, "xa-minh-hoa-02": 4200, "thi-tran-minh-hoa-03": 3700}
    own |= {name.replace("_", "-"): number for name, number in received.items()}
    return replace(
        UNSPOILT,
        beside=tuple(
            commune(name, Figure("dossiers_received", "2022", C, str(number)))
            for name, number in own.items()
        ),
    )


def test_communes_whose_own_figures_add_up_are_left_alone():
    assert serious(review_of(with_communes())) == set()


def test_communes_whose_own_figures_do_not_add_up_are_found():
    review = review_of(with_communes(xa_minh_hoa_02=4250))

    assert serious(review) == {("communes_do_not_add_up", C, "2022", -50)}
    assert any(place.startswith("xa-minh-hoa-02: ") for place in review.findings[0].places)


def test_a_commune_that_cannot_be_read_is_named_and_the_review_goes_on():
    broken = commune("xa-minh-hoa-01", Figure("dossiers_received", "2022", C, "1.234"))

    review = review_of(replace(UNSPOILT, beside=(broken,)))

    [finding] = review.findings
    assert finding.check == "communes_do_not_add_up"
    assert finding.message.startswith("Không đọc được số liệu của xa-minh-hoa-01 để đối chiếu: ")


def test_a_commune_is_reviewed_like_a_district():
    own = [figure for figure in UNSPOILT.figures if figure.level == C]
    review = review_of(replace(UNSPOILT, unit=COMMUNES[0], figures=tuple(own), narrative=""))

    assert review.folder.unit.title == "xã Minh Họa 01"
    assert serious(review) == set()
    share = review.ledger["on_time_share_resolved", "2022", C]
    assert (share.numerator, share.denominator) == (10500, 10620)


def test_a_unit_without_any_figure_is_reviewed():
    review = review_of(replace(UNSPOILT, figures=(), narrative=""))

    assert (len(review.ledger), review.findings) == (0, ())
    assert {line.verdict for line in review.lines} == {"no_data"}


MAY_BE = {"too_large_change", "share_looks_like_fraction"}
"""What is asked of figures that agree, too: numbers of any size jump, and some shares are small."""


def never_called_wrong(unit: Invented) -> None:
    review = review_of(unit)
    told = {(f.check, f.message) for f in review.findings if f.severity != "note"}
    unexplained = {message for check, message in told if check == "unexplained_remainder"}

    assert {check for check, _ in told} - {"unexplained_remainder"} <= MAY_BE, told
    assert all("Nguồn không nêu: " in message for message in unexplained)
    assert not review.is_blocked
    assert [(m, faults_of_style(m)) for _, m in told if faults_of_style(m)] == []
    hold_what_holds_of_all_numbers(review)


def hold_what_holds_of_all_numbers(review: Review) -> None:
    frame = indicators_frame(review)
    numbers = frame[frame["value"].notna()]
    shares = numbers[(numbers["measure_unit"] == "%") & numbers["low"].notna()]
    below_zero = numbers[numbers["value"] < 0]["code"]

    assert all(" - " in CATALOGUE[code].formula for code in below_zero)
    assert shares["value"].between(0, 100).all()
    assert shares["low"].le(shares["value"] + 1e-9).all()
    assert shares["high"].ge(shares["value"] - 1e-9).all()
    assert not frame.duplicated(["code", "level", "period"]).any()
    assert as_csv(checks_frame(review)).count(b"\n") == 1 + len(review.findings)
    for key, known in review.ledger.items():
        tiers = tiers_of(CATALOGUE[key.code], review.folder.unit.level)
        own = [review.ledger.get(Key(key.code, key.period, tier)) for tier in tiers]
        is_sum = key.level == ALL and CATALOGUE[key.code].sums_over_levels and all(own)
        if is_sum and known.quantity.is_exact and own and all(o.quantity.is_exact for o in own):
            assert known.quantity.value == sum(each.quantity.value for each in own)


def one_part_more(unit: Invented, data) -> None:
    whole = data.draw(st.sampled_from(sorted(PARTS_OF)))
    part = data.draw(st.sampled_from(PARTS_OF[whole]))
    second = str(unit.years[1])
    levels = sorted({f.level for f in unit.figures if f[:2] == (part, second)})
    level = data.draw(st.sampled_from(levels))
    more = data.draw(st.integers(1, 10_000))
    was = int(unit.value(part, second, level))

    review = review_of(unit.stating(part, second, level, was + more))

    found = [
        finding.difference
        for finding in review.findings
        if finding.check == "parts_exceed_whole" and finding.keys[0] == (whole, second, level)
    ]
    assert found == [more]


def one_part_less(unit: Invented, data) -> None:
    second = str(unit.years[1])
    parts = {part: whole for whole, parts in PARTS_OF.items() for part in parts}
    some = [f for f in unit.figures if f.code in parts and f.period == second and int(f.value)]
    assume(some)
    figure = data.draw(st.sampled_from(some))
    less = data.draw(st.integers(1, int(figure.value)))

    review = review_of(unit.stating(figure.code, second, figure.level, int(figure.value) - less))

    found = [
        finding.difference
        for finding in review.findings
        if finding.check == "unexplained_remainder"
        and finding.keys[0] == (parts[figure.code], second, figure.level)
    ]
    assert found == [-less]


def a_wrong_total(unit: Invented, data) -> None:
    assume(unit.unit == UNIT)
    second = str(unit.years[1])
    was = int(unit.value("dossiers_received", second, ALL))
    wrong = data.draw(st.integers(0, 2 * was + 10).filter(lambda number: number != was))

    review = review_of(unit.stating("dossiers_received", second, ALL, wrong))

    found = [f.difference for f in review.findings if f.check == "levels_do_not_add_up"]
    assert found == [wrong - was]


@settings(max_examples=10)
@given(units())
def test_a_unit_whose_figures_agree_is_never_called_wrong(unit):
    never_called_wrong(unit)


@settings(max_examples=6)
@given(units(lacking=False), st.data())
def test_what_is_added_to_one_part_is_the_difference_that_is_found(unit, data):
    one_part_more(unit, data)


@settings(max_examples=6)
@given(units(lacking=False), st.data())
def test_what_is_taken_from_one_part_is_the_difference_that_is_found(unit, data):
    one_part_less(unit, data)


@settings(max_examples=6)
@given(units(lacking=False), st.data())
def test_what_is_wrong_with_a_total_is_the_difference_that_is_found(unit, data):
    a_wrong_total(unit, data)


@pytest.mark.slow
@settings(max_examples=150)
@given(units())
def test_many_units_whose_figures_agree_are_never_called_wrong(unit):
    never_called_wrong(unit)


@pytest.mark.slow
@settings(max_examples=100)
@given(
    units(lacking=False), st.data(), st.sampled_from([one_part_more, one_part_less, a_wrong_total])
)
def test_many_planted_differences_are_found(unit, data, plant):
    plant(unit, data)
