"""Totals of the source against their parts: over the levels, over the years, over the months."""

import pytest

from reconciled import IMPOSSIBLE, found, numbers, the_one

RECEIVED, RESOLVED = "dossiers_received", "dossiers_resolved"


def over(code: str, level: str = "district", **periods: str) -> list[tuple]:
    """Figures of one code: `y2022` is the year, `m3` a month, `q2` a quarter, `both` the span."""
    names = {"both": "2021-2022", **{f"m{n}": f"2022-M{n:02d}" for n in range(1, 13)}}
    names |= {f"q{n}": f"2022-Q{n}" for n in range(1, 5)} | {f"h{n}": f"2022-H{n}" for n in (1, 2)}
    return [(code, names.get(p, p[1:]), level, value) for p, value in periods.items()]


def by_level(code: str, **levels: str) -> list[tuple]:
    """Figures of one code for 2022 by level; "about 100" carries its qualifier."""
    split = ((level, *text.rpartition(" ")) for level, text in levels.items())
    return [(code, "2022", level, value, qualifier) for level, qualifier, _, value in split]


def test_a_total_that_is_not_the_sum_of_the_levels_is_found_with_its_difference():
    finding = the_one(
        "levels_do_not_add_up", *by_level(RECEIVED, district="5300", commune="7043", all="12353")
    )

    assert finding.message == (
        "Toàn huyện, năm 2022: nguồn ghi 12.353 hồ sơ tiếp nhận, nhưng cấp huyện (5.300) cộng cấp"
        " xã (7.043) được 12.343 hồ sơ: số đã ghi nhiều hơn 10 hồ sơ."
    )
    assert numbers(finding) == ("warn", "all", "2022", 12343, 12353, 10)
    assert finding.places == ("bc-thu: I",)


def test_a_total_below_its_levels_says_that_it_is_less():
    finding = the_one(
        "levels_do_not_add_up", *by_level("staff_master", district="7", commune="2", all="8")
    )

    assert finding.message == (
        "Toàn huyện, năm 2022: nguồn ghi trình độ thạc sĩ (8 người), nhưng cấp huyện (7) cộng cấp"
        " xã (2) được 9 người: số đã ghi ít hơn 1 người."
    )
    assert finding.difference == -1


def test_one_level_above_the_total_cannot_be_whatever_the_other_is():
    finding = the_one("levels_do_not_add_up", *by_level("admin_bodies", commune="30", all="28"))

    assert finding.message == (
        "Toàn huyện, năm 2022: nguồn ghi cơ quan, đơn vị sử dụng kinh phí quản lý hành chính (28"
        " đơn vị), nhưng riêng cấp xã đã có 30 đơn vị: số đã ghi ít hơn 2 đơn vị." + IMPOSSIBLE
    )
    assert numbers(finding) == ("block", "all", "2022", 30, 28, -2)


@pytest.mark.parametrize(
    "levels",
    [
        pytest.param({"district": "5300", "commune": "7043", "all": "12343"}, id="they add up"),
        pytest.param({"commune": "7043", "all": "12343"}, id="one level is missing"),
        pytest.param({"district": "5300", "commune": "7043", "all": "about 12300"}, id="about"),
        pytest.param({"district": "5300", "commune": "7043", "all": "over 12000"}, id="over"),
        pytest.param({"district": "0", "commune": "0", "all": "0"}, id="nothing anywhere"),
    ],
)
def test_levels_that_may_make_up_their_total_are_left_alone(levels):
    assert found("levels_do_not_add_up", *by_level(RECEIVED, **levels)) == []


def test_shares_are_not_added_over_the_levels():
    shares = by_level("documents_signed_share", district="99", commune="95", all="97")

    assert found("levels_do_not_add_up", *shares) == []


def test_a_span_that_is_not_the_sum_of_its_years_may_be_another_figure():
    rows = over(RESOLVED, "all", y2021="50798", y2022="12095", both="63141")
    rows += over(RECEIVED, "all", y2021="50798", y2022="12343")

    finding = the_one("years_do_not_add_up", *rows)

    assert finding.message == (
        "Toàn huyện, giai đoạn 2021-2022: nguồn ghi 63.141 hồ sơ đã giải quyết, nhưng năm 2021"
        " (50.798) cộng năm 2022 (12.095) được 62.893 hồ sơ: số đã ghi nhiều hơn 248 hồ sơ. Số đã"
        " ghi bằng đúng tổng các năm của hồ sơ tiếp nhận."
    )
    assert numbers(finding) == ("warn", "all", "2021-2022", 62893, 63141, 248)


def test_one_year_above_the_span_cannot_be():
    finding = the_one("years_do_not_add_up", *over(RESOLVED, y2021="100", both="90"))

    assert (finding.severity, finding.difference) == ("block", -10)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(over(RESOLVED, y2021="40", y2022="50", both="90"), id="they add up"),
        pytest.param(over(RESOLVED, y2021="40", both="90"), id="a year is missing"),
        pytest.param(over("schools", y2021="40", y2022="38", both="38"), id="a standing count"),
    ],
)
def test_years_that_may_make_up_their_span_are_left_alone(rows):
    assert found("years_do_not_add_up", *rows) == []


def test_dossiers_carried_over_are_counted_once_in_both_years_together():
    rows = over(RECEIVED, y2021="1000", y2022="1200")
    rows += over("dossiers_carried_over", y2022="100")

    finding = the_one("years_do_not_add_up", *rows, *over(RECEIVED, both="2200"))

    assert finding.message == (
        "Cấp huyện, giai đoạn 2021-2022: nguồn ghi 2.200 hồ sơ tiếp nhận, nhưng năm 2021 (1.000)"
        " cộng năm 2022 (1.200), trừ 100 hồ sơ từ kỳ trước chuyển sang, được 2.100 hồ sơ: số đã"
        " ghi nhiều hơn 100 hồ sơ."
    )
    assert (finding.severity, finding.difference) == ("warn", 100)
    assert found("years_do_not_add_up", *rows, *over(RECEIVED, both="2100")) == []


def test_what_was_pending_at_the_end_of_a_year_was_carried_over():
    rows = over(RECEIVED, y2021="1000", y2022="1200") + over("dossiers_pending", y2021="100")

    assert found("years_do_not_add_up", *rows, *over(RECEIVED, both="2100")) == []


def test_where_nobody_says_what_was_carried_over_the_question_stays_open():
    rows = over(RECEIVED, y2021="1000", y2022="1200", both="2100")

    finding = the_one("years_do_not_add_up", *rows)

    assert finding.message == (
        "Cấp huyện, giai đoạn 2021-2022: nguồn ghi 2.100 hồ sơ tiếp nhận, nhưng năm 2021 (1.000)"
        " cộng năm 2022 (1.200) được 2.200 hồ sơ: số đã ghi ít hơn 100 hồ sơ. Số đã ghi chỉ đúng"
        " nếu 100 hồ sơ ấy là hồ sơ từ kỳ trước chuyển sang năm 2022; nguồn không nêu số này."
    )
    assert (finding.severity, finding.difference) == ("note", -100)


def test_more_than_both_years_received_is_wrong_whatever_was_carried_over():
    finding = the_one(
        "years_do_not_add_up", *over(RECEIVED, y2021="1000", y2022="1200", both="2201")
    )

    assert (finding.severity, finding.difference) == ("warn", 1)


MONTHS = {f"m{n}": "10" for n in range(1, 13)}


def test_months_that_do_not_make_up_their_year_are_found_once():
    quarters = over(RESOLVED, q1="30", q2="30", q3="30", q4="30")

    finding = the_one("months_do_not_add_up", *over(RESOLVED, y2022="123", **MONTHS), *quarters)

    assert finding.message == (
        "Cấp huyện, năm 2022: nguồn ghi 123 hồ sơ đã giải quyết, nhưng cộng 4 quý được 120 hồ sơ:"
        " số đã ghi nhiều hơn 3 hồ sơ."
    )
    assert numbers(finding) == ("warn", "district", "2022", 120, 123, 3)


def test_some_months_that_exceed_their_year_cannot_be():
    finding = the_one("months_do_not_add_up", *over(RESOLVED, y2022="15", m1="10", m2="10"))

    assert finding.message == (
        "Cấp huyện, năm 2022: nguồn ghi 15 hồ sơ đã giải quyết, nhưng riêng 2/12 tháng đã có 20"
        " hồ sơ: số đã ghi ít hơn 5 hồ sơ." + IMPOSSIBLE
    )
    assert (finding.severity, finding.difference) == ("block", -5)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(over(RESOLVED, y2022="120", **MONTHS), id="they add up"),
        pytest.param(over(RESOLVED, y2022="120", m1="10", m2="10"), id="months are missing"),
        pytest.param(over(RESOLVED, y2022="60", h1="30", h2="30"), id="halves add up"),
        pytest.param(over("schools", y2022="34", **MONTHS), id="a standing count is not summed"),
    ],
)
def test_months_that_may_make_up_their_year_are_left_alone(rows):
    assert found("months_do_not_add_up", *rows) == []


def test_what_a_month_carries_over_is_not_received_again():
    months = {f"m{n}": "14" for n in range(2, 13)}
    carried = {f"m{n}": "4" for n in range(1, 13)}
    rows = over(RECEIVED, m1="14", **months)
    rows += over("dossiers_carried_over", y2022="4", **carried)

    assert found("months_do_not_add_up", *rows, *over(RECEIVED, y2022="124")) == []
    assert the_one("months_do_not_add_up", *rows, *over(RECEIVED, y2022="168")).difference == 44
