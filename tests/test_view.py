"""One indicator shown: what is missing says so, invented figures are marked, numbers are exact."""

import pytest

import cchc
from cchc.errors import UsageError
from cchc.page import Chart
from invented import agreeing
from small_review import COMPLETE, SPAN, review_of

RATE = "on_time_share_resolved"
ROWS = (
    "dossiers_resolved_in_time,2021,district,65",
    "dossiers_resolved_late,2021,district,35",
    "dossiers_resolved_in_time,2022,district,9",
    "dossiers_resolved_late,2022,district,1",
    "dossiers_resolved_in_time,2022,commune,8",
    "dossiers_resolved_late,2022,commune,2",
)


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    return review_of(tmp_path_factory.mktemp("view"), *ROWS)


def charts(view) -> list[Chart]:
    return [block for block in view.blocks() if isinstance(block, Chart)]


def test_the_two_years_and_every_known_level_come_first(review):
    shown = cchc.view(RATE, review)

    assert (shown.levels, shown.periods) == (("district", "commune", "all"), ("2021", "2022"))
    assert "năm 2022: cấp huyện 90%, cấp xã 80%, toàn huyện 85%" in charts(shown)[0].alt


def test_the_table_has_both_counts_and_the_interval(review):
    """65 of 100 is a published example of the Wilson interval: 55.2544 to 73.6358 percent."""
    text = str(cchc.view(RATE, review, "district", 2021))

    assert "năm 2021 | cấp huyện | 65% | 65 | 100 | 55,25% – 73,64% | tính được" in text


def test_what_is_missing_is_a_row_that_says_so_and_no_number(review):
    shown = cchc.view(RATE, review, "commune")

    assert "năm 2021 | cấp xã | chưa có số liệu" in str(shown)
    assert shown.frame["value"].isna().tolist() == [True, False]
    assert cchc.view("schools", review).frame["value"].isna().all()
    assert charts(cchc.view("schools", review)) == []


def test_a_period_may_be_one_or_many(review):
    assert cchc.view(RATE, review, periods="2022").periods == ("2022",)
    assert cchc.view(RATE, review, periods=[2020, 2022]).periods == ("2020", "2022")


def test_a_goal_is_drawn_where_one_level_is_shown(tmp_path):
    asked = review_of(tmp_path, "work_records_online_share,2022,district,79.9")

    assert "mục tiêu" in charts(cchc.view("work_records_online_share", asked, "district"))[0].svg


def test_counts_of_a_part_year_say_that_they_are_not_those_of_a_year(tmp_path):
    part = COMPLETE.replace("2022-12-31,yes", "2022-10-31,no") + SPAN
    review = review_of(tmp_path, *ROWS, periods_csv=part)
    warning = "Chưa đủ năm: năm 2022; số đếm của kỳ này không so được với cả năm."

    assert warning in str(cchc.view("dossiers_resolved", review))
    assert warning not in str(cchc.view(RATE, review))
    assert warning not in str(cchc.view("dossiers_resolved", review, periods=2021))


def test_invented_figures_are_marked(tmp_path):
    assert str(cchc.view(RATE, agreeing().review(tmp_path))).startswith("DỮ LIỆU MINH HỌA")


def test_what_is_unknown_is_named_with_the_nearest(review):
    with pytest.raises(UsageError, match=r"có phải là 'on_time_share_resolved'\?"):
        cchc.view("on_time_share_resolvd", review)
    with pytest.raises(UsageError, match="không có cấp 'province'"):
        cchc.view(RATE, review, "province")
    with pytest.raises(UsageError, match="không có kỳ '2019'"):
        cchc.view(RATE, review, periods=[2019])
