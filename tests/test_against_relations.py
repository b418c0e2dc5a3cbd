"""What a report works out itself: the arithmetic is shown, and it agrees or it does not."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

from cchc.against.facts import Fact
from cchc.against.matching import Stated
from cchc.against.outline import Paragraph
from cchc.against.relations import Operand, worked_out
from cchc.against.surroundings import Surroundings
from cchc.catalogue import CATALOGUE
from cchc.ledger import Key, Ledger
from cchc.periods import parse_period
from cchc.quantity import quantity

REVIEW = SimpleNamespace(ledger=Ledger(), first="2021", second="2022")


def operand(value, period="2022", code="dossiers_received", level="district"):
    key = Key(code, period, level)
    years = frozenset(parse_period(period).years)
    fact = Fact(key, CATALOGUE[code], quantity(value), years, text=value)
    return Operand(Fraction(value), fact)


def result(number, *, before=(), after=(), said="", then="", unit="", change=""):
    around = Surroundings("", {}, unit, before=said, after=then, change=change)
    stated = Stated((number,), around, Paragraph("", ""))
    found = worked_out(stated, before, after, REVIEW)
    return found and (found.arithmetic, found.agrees)


@pytest.mark.parametrize(("number", "agrees"), [("12", True), ("13", False)])
def test_a_total_is_the_sum_of_the_parts_that_follow_and_of_nothing_else(number, agrees):
    terms = [
        operand("5", code="dossiers_resolved_in_time"),
        operand("90", code="staff_qualified"),
        operand("7", code="dossiers_resolved_late"),
        operand("3", code="dossiers_pending_overdue"),
    ]
    found = result(number, after=terms, said="Tổng cộng ", unit="hồ sơ")
    assert found == ("5 + 7 = 12", agrees)


@pytest.mark.parametrize(("number", "agrees"), [("12", True), ("13", False)])
def test_a_total_of_levels_is_the_sum_of_the_same_thing_at_each(number, agrees):
    terms = [
        operand("5"),
        operand("4", code="dossiers_resolved_in_time"),
        operand("7", level="commune"),
        operand("6", code="dossiers_resolved_in_time", level="commune"),
    ]
    found = result(number, after=terms, said="Tổng số ", unit="hồ sơ")
    assert found == ("5 + 7 = 12", agrees)


def test_what_is_no_part_of_one_whole_adds_up_to_nothing():
    terms = [operand("5"), operand("7", code="staff_qualified")]
    assert result("12", after=terms, said="Tổng cộng ", unit="hồ sơ") is None


@pytest.mark.parametrize(("number", "agrees"), [("2.5", True), ("2.4", False)])
def test_a_multiple_is_of_two_years(number, agrees):
    terms = [operand("50"), operand("20", "2021")]
    assert result(number, before=terms, said="gấp ", then=" lần") == ("50 / 20 = 2,50", agrees)


@pytest.mark.parametrize(
    ("number", "change", "agrees"),
    [("30", "up", True), ("30", "down", False), ("31", "up", False), ("30", "gap", True)],
)
def test_a_change_has_its_size_and_its_direction(number, change, agrees):
    terms = [operand("50"), operand("20", "2021")]
    found = result(number, before=terms, unit="hồ sơ", change=change)
    assert found == ("50 − 20 = 30", agrees)


@pytest.mark.parametrize(("number", "agrees"), [("150", True), ("149.9", False)])
def test_a_change_in_percent_is_of_the_year_before(number, agrees):
    terms = [operand("50"), operand("20", "2021")]
    found = result(number, before=terms, unit="%", change="up")
    assert found == ("(50 − 20) / 20 = 150%", agrees)


@pytest.mark.parametrize(("number", "agrees"), [("14.3", True), ("14", True), ("14.2", False)])
def test_a_share_is_rounded_as_it_is_stated(number, agrees):
    terms = [operand("5", code="dossiers_resolved_late"), operand("35")]
    found = result(number, before=terms, unit="%", said="chiếm tỷ lệ ")
    assert found == ("5 / 35 = 14,29%", agrees)


@pytest.mark.parametrize(
    ("number", "part", "told", "agrees"),
    [
        ("100", "47309", "47.309 / 47.328 = 99,96%", False),
        ("100.0", "47327", "47.327 / 47.328 = 99,998%", False),
        ("100", "47328", "47.328 / 47.328 = 100%", True),
        ("99.96", "47309", "47.309 / 47.328 = 99,96%", True),
        ("0", "19", "19 / 47.328 = 0,04%", False),
    ],
)
def test_a_share_is_all_or_nothing_only_where_it_is_exactly_that(number, part, told, agrees):
    terms = [operand(part, code="dossiers_resolved_in_time"), operand("47328")]
    assert result(number, before=terms, unit="%", said="đạt ") == (told, agrees)


@pytest.mark.parametrize(
    ("number", "is_stated"), [("100", False), ("100.0", False), ("99.96", True), ("100.00", False)]
)
def test_a_result_of_99_96_percent_is_not_stated_by_100_percent(number, is_stated):
    share = quantity("47309") / quantity("47328") * quantity("100")
    key = Key("on_time_share_received", "2021", "commune")
    fact = Fact(key, CATALOGUE["on_time_share_received"], share, frozenset({2021}))
    assert fact.is_stated_by(number) is is_stated


@pytest.mark.parametrize("number", ["500", "12343"])
@pytest.mark.parametrize("change", ["up", "gap"])
def test_a_span_of_years_has_not_changed_from_one_of_its_years(number, change):
    terms = [operand("63141", "2021-2022"), operand("50798", "2021"), operand("9", "2022-Q1")]
    assert result(number, before=terms, unit="hồ sơ", change=change) is None


def test_a_span_is_not_compared_with_a_year_that_is_held_but_not_said(monkeypatch):
    held = {Key("dossiers_received", "2021", "district"): SimpleNamespace(quantity=quantity("20"))}
    monkeypatch.setattr(REVIEW, "ledger", held)
    assert result("500", before=[operand("63141", "2021-2022")], change="up") is None
    assert result("500", before=[operand("63141")], change="up") == (
        "63.141 − 20 = 63.121",
        False,
    )


def test_a_share_of_what_no_formula_divides_may_be_confirmed_and_is_never_contradicted():
    terms = [
        operand("43", code="dossiers_pending_overdue"),
        operand("5137", code="dossiers_resolved_in_time"),
    ]
    assert result("12", before=terms, unit="%", said="chiếm ") is None
    confirmed = ("43 / 5.137 = 0,84%", True)
    assert result("0.84", before=terms, unit="%", said="chiếm ") == confirmed


def test_a_part_of_a_whole_is_divided_by_it_whatever_else_stands_between():
    terms = [
        operand("20", code="dossiers_received_online"),
        operand("35", code="dossiers_received_direct"),
        operand("60"),
    ]
    found = result("12", before=terms, unit="%", said="chiếm ")
    assert found == ("20 / 60 = 33,33%", False)


@pytest.mark.parametrize(("number", "found"), [("60", None), ("55", ("20 + 35 = 55", True))])
def test_two_of_three_parts_are_not_the_whole(number, found):
    terms = [
        operand("20", code="dossiers_received_online"),
        operand("35", code="dossiers_received_direct"),
    ]
    assert result(number, after=terms, said="Tổng số ", unit="hồ sơ") == found


def test_without_words_for_it_or_without_operands_nothing_is_worked_out():
    assert result("12", before=[operand("5"), operand("7")]) is None
    assert result("12", said="Tổng cộng ") is None
