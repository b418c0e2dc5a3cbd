"""Charts: what they say in words, the numbers they are drawn from, and the same bytes each time."""

import re

import pytest

from cchc.charts import chart
from cchc.draw import Series, bars, stacks
from cchc.page import Chart, Table
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


def test_what_nobody_explains_is_drawn_even_where_it_is_most_of_the_whole(tmp_path):
    review = review_of(
        tmp_path,
        "dossiers_received,2022,district,1000",
        "dossiers_resolved_in_time,2022,district,300",
    )
    drawn = chart(review, "procedures").blocks[0]
    assert "cấp huyện, năm 2022: 70%, chưa rõ 70%" in drawn.alt
    assert "ngoài phần hồ sơ giải quyết trước hạn và đúng hạn" in drawn.caption


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


OTHERWISE = {
    **{
        "figure.dpi": 50,
        "figure.facecolor": "red",
        "figure.frameon": False,
        "figure.edgecolor": "red",
    },
    **{"font.size": 20, "font.family": "serif", "font.weight": "bold", "font.style": "italic"},
    **{"patch.linewidth": 9, "patch.edgecolor": "red", "patch.force_edgecolor": True},
    **{
        "path.sketch": (1, 100, 2),
        "path.snap": False,
        "lines.linewidth": 9,
        "axes.facecolor": "red",
    },
    **{"svg.fonttype": "path", "svg.id": "x", "text.color": "red", "text.parse_math": True},
}


def test_what_a_person_sets_in_matplotlib_changes_no_chart():
    import matplotlib

    series = [Series("năm 2022", [3.0], ["3"])]
    before = bars(["Một"], series, [2.0])
    with matplotlib.rc_context(OTHERWISE):
        assert bars(["Một"], series, [2.0]) == before


def test_every_line_of_a_name_ends_at_the_bars_whatever_font_a_reader_has():
    name = "Tỷ lệ hồ sơ tiếp nhận trực tuyến trên số tiếp nhận mới, toàn huyện"
    drawn = bars([name], [Series("năm 2022", [1.0], ["1"])])
    lines = re.findall(
        r'<text style="[^"]*text-anchor: end[^"]*" x="([\d.]+)".*>(.*)</text>', drawn
    )
    assert " ".join(text for _, text in lines) == name
    assert len({end for end, _ in lines}) == 1 < len(lines)


@pytest.mark.parametrize(
    ("value", "jumps"), [(50.0, False), (70.0, True), (80.0, True), (80.1, False)]
)
def test_a_number_that_the_tick_of_a_goal_would_cross_stands_behind_it(value, jumps):
    def start(goal: float | None) -> float:
        drawn = bars(["a"], [Series("năm 2022", [value], ["12,34%"])], [goal], 100.0)
        return float(re.search(r'x="([\d.]+)"[^>]*>12,34%<', drawn)[1])

    assert (start(80.0) > start(None)) == (jumps and value < 80)
