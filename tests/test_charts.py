"""Charts: what they say in words, the numbers they are drawn from, and the same bytes each time."""

import re

import pytest

from cchc.charts import chart
from cchc.draw import Series, bars, stacks
from cchc.page import Chart, Table
from cchc.svg import font_families
from small_review import review_of

SESSIONS = [
    f"legal_{form},{year},district,{count}"
    for year, counts in ((2021, (30, 70, 115, 25, 20)), (2022, (26, 70, 82, 13, 4)))
    for form, count in zip(
        ("conferences", "meetings", "club_sessions", "day_sessions", "aid_sessions"),
        counts,
        strict=True,
    )
]


def test_parts_of_a_whole_are_drawn_side_by_side_for_both_years(tmp_path):
    (drawn,) = chart(review_of(tmp_path, *SESSIONS), "institutions").blocks
    assert isinstance(drawn, Chart)
    assert "Sinh hoạt Câu lạc bộ pháp luật: năm 2021 115, năm 2022 82" in drawn.alt
    assert [column.text for column in drawn.data.columns] == ["Chỉ tiêu", "năm 2021", "năm 2022"]
    assert ">115<" in drawn.svg


def test_an_area_without_enough_numbers_has_no_chart(tmp_path):
    assert (
        chart(review_of(tmp_path, "legal_attendances,2021,district,5"), "institutions").blocks == ()
    )


def test_a_year_without_any_number_has_no_bars(tmp_path):
    only_2022 = [row for row in SESSIONS if ",2022," in row]
    (drawn,) = chart(review_of(tmp_path, *only_2022), "institutions").blocks
    assert [column.text for column in drawn.data.columns] == ["Chỉ tiêu", "năm 2022"]


def test_what_is_late_pending_or_unexplained_is_drawn_as_a_share_of_the_whole(tmp_path):
    review = review_of(
        tmp_path,
        "dossiers_received,2022,district,1000",
        "dossiers_resolved_in_time,2022,district,900",
        "dossiers_resolved_late,2022,district,60",
        "dossiers_pending_in_time,2022,district,30",
    )
    drawn = chart(review, "procedures").blocks[0]
    assert "cấp huyện, năm 2022: 10%, hồ sơ giải quyết quá hạn 6%" in drawn.alt
    assert "chưa rõ 1%" in drawn.alt


def test_a_chart_without_alternative_text_is_refused():
    with pytest.raises(ValueError, match="alternative text"):
        Chart("<svg/>", " ", "Biểu đồ", Table("Số liệu", (), ()))


def test_the_same_numbers_give_the_same_drawing():
    series = [Series("năm 2022", [3.0, None], ["3", "chưa có số liệu"])]
    assert bars(["Một", "Hai"], series) == bars(["Một", "Hai"], series)
    assert stacks(["Một"], [Series("a", [1.0], [""])], ["1"]) == stacks(
        ["Một"], [Series("a", [1.0], [""])], ["1"]
    )


def test_text_stays_text_and_a_dollar_sign_is_no_formula():
    drawn = bars(["Chi phí $x$ & <b>"], [Series("năm 2022", [1.0], ["1"])])
    assert "Chi phí $x$ &amp; &lt;b&gt;" in drawn
    assert not re.search(r"<script|href=\"http", drawn)


@pytest.mark.parametrize("values", [[0.0], [None]])
def test_nothing_but_zero_or_missing_can_be_drawn(values):
    assert "<svg" in bars(["Một"], [Series("năm 2022", values, ["0"])])


def test_bars_are_as_long_as_their_values_and_the_longest_fills_the_room():
    series = [Series("năm 2022", [80.0, 20.0, None], ["80", "20", "chưa có số liệu"])]
    longest, quarter, none = (width for width, colour in _rects(bars(["a", "b", "c"], series)))
    assert longest == pytest.approx(4 * quarter, abs=0.05)
    assert none == 0
    of_a_hundred = [width for width, _ in _rects(bars(["a", "b", "c"], series, (), 100.0))]
    assert of_a_hundred[0] == pytest.approx(0.8 * longest, abs=0.01)


def test_a_value_above_the_full_width_ends_there():
    beyond = [Series("năm 2022", [100.0, 130.0], ["100%", "130%"])]
    (full, _), (cut, _) = _rects(bars(["a", "b"], beyond, (), 100.0))
    assert cut == full


def test_parts_of_a_bar_follow_each_other_in_colours_of_their_own():
    parts = [Series("muộn", [6.0], [""]), Series("chưa rõ", [2.0], [""])]
    (late, red), (unclear, grey) = _rects(stacks(["a"], parts, ["8%"]))
    assert late == pytest.approx(3 * unclear, abs=0.05)
    assert red != grey


@pytest.mark.parametrize(
    ("value", "jumps"), [(50.0, False), (75.0, True), (80.0, True), (90.0, False)]
)
def test_a_number_that_the_tick_of_a_goal_would_cross_stands_behind_it(value, jumps):
    drawn = bars(["a"], [Series("năm 2022", [value], ["12,34%"])], [80.0], 100.0)
    number = float(re.search(r'<text x="([\d.]+)"[^>]*>12,34%<', drawn)[1])
    tick = float(re.search(r'<line x1="([\d.]+)"[^>]*stroke="#c77f1a"', drawn)[1])
    assert (number - tick == pytest.approx(2.9)) == jumps


@pytest.mark.parametrize("count", [1, 3, 7])
def test_a_legend_takes_as_many_rows_as_it_needs_and_stays_on_the_paper(count):
    name = "hồ sơ giải quyết quá hạn của cả huyện"
    drawn = stacks(["a"], [Series(name, [1.0], [""])] * count, ["1"])
    starts = [float(x) for x in re.findall(rf'<text x="([\d.]+)"[^>]*>{name}<', drawn)]
    paper = float(re.search(r"<rect width=\"([\d.]+)", drawn)[1])
    assert len(starts) == count
    assert max(starts) + 5 * len(name) < paper


def test_a_long_name_is_broken_into_lines_that_end_at_the_bars():
    name = "Tỷ lệ hồ sơ tiếp nhận trực tuyến trên số tiếp nhận mới, toàn huyện"
    drawn = bars([name], [Series("năm 2022", [1.0], ["1"])])
    lines = re.findall(r'<text x="([\d.]+)" y="[\d.]+" text-anchor="end"[^>]*>([^<]*)<', drawn)
    assert " ".join(text for _, text in lines) == name
    assert len({end for end, _ in lines}) == 1 < len(lines)


def test_a_drawing_may_stand_in_a_page_and_asks_for_one_font():
    drawn = bars(["a"], [Series("năm 2022", [1.0], ["1"])], [0.5])
    assert font_families(drawn) == {"DejaVu Sans"}


def _rects(drawn: str) -> list[tuple[float, str]]:
    """The width and the colour of every bar: of what is neither paper nor legend."""
    rects = re.findall(r'<rect x=.* width="([\d.]+)" height="([\d.]+)" fill="(#\w+)"', drawn)
    return [(float(width), colour) for width, height, colour in rects if float(height) > 10]
