"""Two sides beside each other: differences only where two numbers mean the same."""

import pytest

import cchc
from cchc.errors import UsageError
from invented import UNIT, agreeing
from sample_unit import write_data
from small_review import COMPLETE, SPAN, review_of

RATE = "on_time_share_resolved"
ROWS = (
    "dossiers_resolved_in_time,2022,district,56",
    "dossiers_resolved_late,2022,district,14",
    "dossiers_resolved_in_time,2022,commune,48",
    "dossiers_resolved_late,2022,commune,32",
)


def pair(comparison, code: str, place: int = 0):
    return [pair for pair in comparison.pairs if pair.indicator.code == code][place]


@pytest.fixture(scope="module")
def levels(tmp_path_factory):
    review = review_of(tmp_path_factory.mktemp("levels"), *ROWS)
    return cchc.compare((review, "commune"), (review, "district"))


def test_two_levels_of_a_unit_differ_in_percentage_points_with_their_interval(levels):
    """Newcombe (1998), table II, example (a), method 10: 56/70 less 48/80 is 0.2, from 0.0524 to
    0.3339."""
    rate = pair(levels, RATE)

    assert [float(known.quantity.value) for known in rate.known] == [60, 80]
    assert rate.difference == 20
    assert (rate.low, rate.high) == (pytest.approx(5.24, abs=5e-3), pytest.approx(33.39, abs=5e-3))
    assert "60% | 80% | +20,00 điểm (5,24 đến 33,39)" in str(levels)


def test_the_sides_are_called_by_what_tells_them_apart(levels, tmp_path):
    one = agreeing().review(tmp_path)

    assert levels.names == ("cấp xã", "cấp huyện")
    assert cchc.compare((one, "district"), (one, "district")).names[0] == (
        "huyện Minh Họa 01, cấp huyện"
    )
    assert cchc.compare(one, one).names == ("huyện Minh Họa 01", "huyện Minh Họa 01")


def test_an_indicator_that_only_one_side_knows_is_shown_without_a_difference(tmp_path):
    review = review_of(tmp_path, *ROWS[:3])
    rate = pair(cchc.compare((review, "commune"), (review, "district")), RATE)

    assert (rate.known[0], rate.difference, rate.why_not) == (None, None, "")
    assert rate.known[1] is not None


def test_without_a_level_each_level_has_its_row(tmp_path):
    review = review_of(tmp_path, *ROWS)
    both = cchc.compare(review, review)

    assert [p.keys[0].level for p in both.pairs if p.indicator.code == RATE] == [
        "district",
        "commune",
        "all",
    ]


def test_nothing_is_averaged_over_levels_or_sides(levels):
    """60 % of 80 and 80 % of 70: nowhere stands their mean, 70 %."""
    assert "70%" not in str(levels).replace("70 điểm", "")


def test_counts_of_a_part_year_are_not_compared_with_those_of_another_unit(tmp_path):
    part = COMPLETE.replace("2022-12-31,yes", "2022-10-31,no") + SPAN
    whole = review_of(tmp_path / "whole", *ROWS)
    half = review_of(tmp_path / "part", *ROWS, periods_csv=part)

    beside = cchc.compare((whole, "district"), (half, "district"))

    assert pair(beside, "dossiers_resolved").why_not == (
        "hai kỳ không dài như nhau, hoặc có kỳ chưa đủ năm"
    )
    assert pair(beside, "dossiers_resolved").difference is None
    assert pair(beside, RATE).why_not == ""


def test_two_levels_in_one_part_year_grew_over_the_same_time(tmp_path):
    part = COMPLETE.replace("2022-12-31,yes", ",no") + SPAN
    review = review_of(tmp_path, *ROWS, periods_csv=part)

    beside = cchc.compare((review, "commune"), (review, "district"))

    assert pair(beside, "dossiers_resolved").difference == -10


def test_a_rate_whose_definition_is_open_is_not_compared(tmp_path):
    stated = "dossiers_on_time_share_stated,2022"
    review = review_of(tmp_path, f"{stated},district,91", f"{stated},commune,90")

    both = cchc.compare((review, "commune"), (review, "district"))

    assert pair(both, "dossiers_on_time_share_stated").why_not == (
        "nguồn không nói tính theo cách nào"
    )


def test_a_bound_is_not_compared(tmp_path):
    signed = "documents_signed_share,2022"
    review = review_of(tmp_path, f"{signed},district,80,over", f"{signed},commune,90")

    both = cchc.compare((review, "district"), (review, "commune"))

    assert pair(both, "documents_signed_share").why_not == "có số chỉ là giới hạn hoặc ước chừng"


def test_figures_that_cannot_be_true_are_not_compared(tmp_path):
    review = review_of(tmp_path, *ROWS, "dossiers_received,2022,district,10")

    both = cchc.compare((review, "commune"), (review, "district"))

    assert any(finding.severity == "block" for finding in review.findings)
    assert pair(both, "dossiers_resolved_late").why_not == (
        "có số mâu thuẫn với số khác, không thể đúng"
    )


def test_invented_figures_are_never_compared_with_real_ones(root, tmp_path):
    invented = agreeing().review(tmp_path)
    real = cchc.review("huyen-long-my", data=root / "data")

    beside = cchc.compare(real, invented, "procedures")

    assert {pair.why_not for pair in beside.pairs} == {
        "một bên là dữ liệu minh họa, bên kia là số thật"
    }
    assert {pair.difference for pair in beside.pairs} == {None}
    assert str(beside).startswith("DỮ LIỆU MINH HỌA")
    assert "Không có tỷ lệ nào để vẽ." in str(beside.chart())


def test_the_frame_has_both_values_the_difference_and_the_reason(levels):
    row = levels.frame.set_index("code").loc[RATE]

    assert row[["level_1", "value_1", "level_2", "value_2"]].tolist() == [
        "commune",
        60,
        "district",
        80,
    ]
    assert (row["difference"], row["why_not"], row["measure_unit"]) == (20, "", "%")


def test_the_chart_has_the_shares_that_can_be_compared(levels):
    text = str(levels.chart())

    assert "trên số đã giải quyết: cấp xã 60%, cấp huyện 80%" in text
    assert "Hồ sơ đã giải quyết:" not in text


def test_what_is_unknown_is_named_with_the_nearest(tmp_path):
    data = write_data(tmp_path)
    with pytest.raises(UsageError, match=r"không có lĩnh vực 'procedure'\n.*\n.*'procedures'\?"):
        cchc.compare(UNIT, UNIT, "procedure", data=data)
    with pytest.raises(UsageError, match="không có cấp 'distric'"):
        cchc.compare((UNIT, "distric"), UNIT, data=data)
    with pytest.raises(UsageError, match="không có kỳ '2019'"):
        cchc.compare(UNIT, UNIT, period=2019, data=data)
