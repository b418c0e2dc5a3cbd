"""One period against the next: what is carried over, what stood at its end, where it ends."""

from datetime import date

import pytest

from reconciled import WHOLE_YEARS, found, numbers, the_one

PENDING, CARRIED = "dossiers_pending", "dossiers_carried_over"


def test_what_was_pending_must_be_carried_over():
    finding = the_one(
        "carry_over_differs",
        (PENDING, "2021", "commune", "100", "", "II.2"),
        (CARRIED, "2022", "commune", "90", "", "II.5"),
    )

    assert finding.message == (
        "Cấp xã: cuối năm 2021 còn 100 hồ sơ đang giải quyết, nhưng năm 2022 ghi 90 hồ sơ từ kỳ"
        " trước chuyển sang, ít hơn 10 hồ sơ."
    )
    assert numbers(finding) == ("warn", "commune", "2021", 100, 90, -10)
    assert finding.places == ("bc-thu: II.2", "bc-thu: II.5")


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        ("2022-M12", "2023-M01", "cuối tháng 12 năm 2022 còn 5 hồ sơ đang giải quyết, nhưng tháng"),
        ("2022-Q1", "2022-Q2", "cuối quý 1 năm 2022 còn 5 hồ sơ đang giải quyết, nhưng quý 2"),
        ("2022-H2", "2023-H1", "cuối 6 tháng cuối năm 2022 còn 5 hồ sơ đang giải quyết, nhưng 6"),
    ],
)
def test_it_holds_from_month_to_month_and_over_the_new_year(earlier, later, words):
    rows = [(PENDING, earlier, "district", "5"), (CARRIED, later, "district", "7")]

    finding = the_one("carry_over_differs", *rows)

    assert words in finding.message
    assert finding.message.endswith(", nhiều hơn 2 hồ sơ.")
    assert finding.difference == 2


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [(PENDING, "2021", "district", "100"), (CARRIED, "2022", "district", "100")], id="same"
        ),
        pytest.param(
            [(PENDING, "2021", "district", "0"), (CARRIED, "2022", "district", "0")], id="nothing"
        ),
        pytest.param([(PENDING, "2021", "district", "100")], id="nobody says what was carried"),
        pytest.param([(CARRIED, "2022", "district", "100")], id="nobody says what was pending"),
        pytest.param(
            [(PENDING, "2021", "district", "100"), (CARRIED, "2022", "commune", "90")], id="levels"
        ),
        pytest.param(
            [(PENDING, "2021", "district", "100"), (CARRIED, "2021", "district", "90")],
            id="the opening of the same year",
        ),
        pytest.param(
            [(PENDING, "2021", "district", "100"), (CARRIED, "2022", "district", "90", "over")],
            id="over 90 may be 100",
        ),
    ],
)
def test_what_may_have_been_carried_over_is_left_alone(rows):
    assert found("carry_over_differs", *rows) == []


def test_what_both_levels_carry_over_is_not_told_again_for_all():
    rows = [(PENDING, "2021", level, "10") for level in ("district", "commune")]
    rows += [(CARRIED, "2022", "district", "10"), (CARRIED, "2022", "commune", "12")]

    assert the_one("carry_over_differs", *rows).level == "commune"


def test_a_year_ends_as_its_last_month_does():
    finding = the_one(
        "year_end_differs",
        ("schools", "2022", "district", "34"),
        ("schools", "2022-M12", "district", "35"),
    )

    assert finding.message == (
        "Cấp huyện, năm 2022: nguồn ghi 34 trường học (mầm non, tiểu học, trung học cơ sở), nhưng"
        " cuối tháng 12 năm 2022 ghi 35 trường."
    )
    assert numbers(finding) == ("warn", "district", "2022", 35, 34, -1)


@pytest.mark.parametrize(
    "rows",
    [
        [("schools", "2022", "district", "34"), ("schools", "2022-M12", "district", "34")],
        [("schools", "2022", "district", "34"), ("schools", "2022-M11", "district", "35")],
        [("schools", "2022", "district", "34"), ("schools", "2022-Q4", "district", "30", "over")],
        [("legal_conferences", "2022", level, n) for level, n in (("district", "9"),)],
    ],
    ids=["the same", "an earlier month", "a bound", "no months"],
)
def test_a_year_that_may_end_like_its_last_part_is_left_alone(rows):
    assert found("year_end_differs", *rows) == []


SCHOOLS = ("schools", "2022", "district", "34")


def ending_and_beginning(end: date | None, start: date | None):
    return (
        ("2021", date(2020, 12, 15), end, True),
        ("2022", start, date(2022, 12, 31), True),
    )


@pytest.mark.parametrize(
    ("end", "start", "message", "days"),
    [
        (
            date(2021, 12, 14),
            date(2022, 1, 1),
            "Kỳ 2021 kết thúc ngày 14/12/2021 nhưng kỳ 2022 bắt đầu ngày 01/01/2022: 17 ngày không"
            " thuộc kỳ nào.",
            17,
        ),
        (
            date(2021, 12, 31),
            date(2021, 12, 15),
            "Kỳ 2021 kết thúc ngày 31/12/2021 nhưng kỳ 2022 bắt đầu ngày 15/12/2021: 17 ngày được"
            " tính vào cả hai kỳ.",
            -17,
        ),
    ],
)
def test_days_between_the_years_or_in_both_are_found(end, start, message, days):
    periods = ending_and_beginning(end, start)

    finding = the_one("periods_do_not_join", SCHOOLS, periods=periods)

    assert (finding.message, finding.severity) == (message, "warn")
    assert (finding.difference, finding.places) == (days, ("periods.csv",))


@pytest.mark.parametrize(
    "periods",
    [
        WHOLE_YEARS,
        ending_and_beginning(date(2021, 12, 14), date(2021, 12, 15)),
        ending_and_beginning(None, date(2022, 1, 1)),
        ending_and_beginning(date(2021, 12, 14), None),
    ],
    ids=["calendar years", "years from 15 December", "no end", "no start"],
)
def test_years_that_join_or_do_not_say_are_left_alone(periods):
    assert found("periods_do_not_join", SCHOOLS, periods=periods) == []


def test_years_that_do_not_follow_each_other_need_not_join():
    periods = (
        ("2018", date(2018, 1, 1), date(2018, 12, 31), True),
        ("2022", date(2022, 1, 1), date(2022, 12, 31), True),
    )

    assert found("periods_do_not_join", SCHOOLS, periods=periods, first="2018") == []
