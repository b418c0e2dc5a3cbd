"""Tables: both years, change, target, verdict, and every figure as it was stated."""

import pytest

from cchc.annexes import in_words, methods, provenance
from cchc.catalogue import CATALOGUE
from cchc.page import Mark, Table
from cchc.tables import direction, documents, reported, table
from small_review import COMPLETE, SPAN, review_of, text_of


def plain(cell) -> str:
    return "".join(run.text if isinstance(run, Mark) else run for run in cell)


def rows_of(shown, number: int = 0) -> list[list[str]]:
    tables = [block for block in shown.blocks if isinstance(block, Table)]
    return [[plain(cell) for cell in row.cells] for row in tables[number].rows]


def columns_of(shown) -> list[str]:
    return [column.text for column in shown.blocks[0].columns]


def test_an_area_has_both_years_change_target_and_verdict(tmp_path):
    review = review_of(
        tmp_path,
        "work_records_online_share,2021,district,60",
        "work_records_online_share,2022,district,85",
    )
    shown = table(review, "modernisation")
    assert columns_of(shown) == [
        "Chỉ tiêu",
        "2021",
        "2022",
        "Thay đổi",
        "Mục tiêu (năm)",
        "Đánh giá",
    ]
    label = "Tỷ lệ hồ sơ công việc được xử lý trên môi trường mạng"
    assert [label, "60%", "85%", "+25,00 điểm", "≥ 80% (2025)", "đạt"] in rows_of(shown)


@pytest.mark.parametrize(("after", "change"), [("2", "+2"), ("0", "không đổi")])
def test_a_count_that_was_zero_changes_by_a_number_for_it_has_no_percent(tmp_path, after, change):
    figures = ("dossiers_received,2021,district,0", f"dossiers_received,2022,district,{after}")
    rows = rows_of(table(review_of(tmp_path, *figures), "procedures"))
    assert ["Hồ sơ tiếp nhận", "0", after, change] in [row[:4] for row in rows]


def test_a_column_without_anything_in_it_is_left_out(tmp_path):
    shown = table(review_of(tmp_path, "schools,2022,district,34"), "organisation")
    assert columns_of(shown) == ["Chỉ tiêu", "2021", "2022"]
    assert ["Trường học (mầm non, tiểu học, trung học cơ sở)", "chưa có số liệu", "34"] in rows_of(
        shown
    )


def test_a_share_of_all_levels_comes_from_summed_counts(tmp_path):
    review = review_of(
        tmp_path,
        "procedures_total,2022,district,100",
        "procedures_online_level_3,2022,district,10",
        "procedures_online_level_4,2022,district,80",
        "procedures_total,2022,commune,300",
        "procedures_online_level_3,2022,commune,10",
        "procedures_online_level_4,2022,commune,20",
    )  # 90 % and 10 %: their mean is 50, the share of all is 120 / 400 = 30
    rows = rows_of(table(review, "procedures"))
    assert ["Tỷ lệ thủ tục cung cấp trực tuyến mức độ 3, 4", "chưa có số liệu", "30%"] in rows


def test_other_periods_stand_in_a_table_of_their_own(tmp_path):
    review = review_of(tmp_path, "departments,2020,district,13", "departments,2022,district,11")
    rows = rows_of(table(review, "organisation"), 1)
    label = "Cơ quan chuyên môn thuộc Ủy ban nhân dân"
    assert [label, "cấp huyện", "năm 2020", "13 phòng, ban"] in rows


def test_a_deduced_number_is_marked_and_the_mark_explained(tmp_path):
    review = review_of(
        tmp_path, "dossiers_pending,2022,commune,48", "dossiers_pending_overdue,2022,commune,26"
    )
    text = text_of(table(review, "procedures"))
    assert "22†" in text
    assert "† không nguồn nào ghi, suy ra từ các số khác." in text


def test_every_figure_is_printed_as_it_was_stated_with_its_place(tmp_path):
    review = review_of(
        tmp_path,
        "dossiers_on_time_share_stated,2022,district,99.90",
        "posts_needed_administrative,2022,district,80,at_least",
    )
    rows = rows_of(reported(review))
    assert [row[3] for row in rows] == ["99,90%", "từ 80 trở lên biên chế"]
    assert [row[4] for row in rows] == ["bao-cao-2022: II", "bao-cao-2022: II"]


def test_documents_are_counted_by_tier_kind_and_area(tmp_path):
    review = review_of(tmp_path, "schools,2022,district,34")
    assert rows_of(direction(review), 0)[-1] == ["Cộng", "1", "1", "2"]
    assert ["Cải cách thủ tục hành chính", "0", "1", "1"] in rows_of(direction(review), 1)
    assert "1/QĐ-UBND" in text_of(documents(review))


def test_a_formula_is_told_with_labels_for_codes():
    told = in_words(CATALOGUE["departments_reduction"])
    assert told == (
        "[cơ quan chuyên môn thuộc Ủy ban nhân dân] trước kỳ"
        " − [cơ quan chuyên môn thuộc Ủy ban nhân dân]"
    )


def test_the_methods_give_counts_interval_and_law(tmp_path):
    review = review_of(
        tmp_path, "procedures_total,2022,district,100", "procedures_online_level_4,2022,district,65"
    )
    rows = rows_of(methods(review), 1)
    label = "Tỷ lệ thủ tục cung cấp trực tuyến mức độ 4"
    assert [label, "cấp huyện", "2022", "65 / 100", "65%", "55,25% – 73,64%"] in rows


def test_the_provenance_names_every_input_by_its_sha256(tmp_path):
    review = review_of(tmp_path, "schools,2022,district,34", periods_csv=COMPLETE + SPAN)
    text = text_of(provenance(review))
    for entry in review.folder.inputs:
        assert entry.path in text
        assert entry.sha256 in text
