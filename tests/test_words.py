"""Sentences made from the data: subject, value, unit, direction, distance to the target."""

import json
from dataclasses import replace

import pytest

from cchc.catalogue import CATALOGUE
from cchc.narrate import assessment, narration
from cchc.summary import headline
from cchc.words import reconciliation, sentences, signature, title
from small_review import COMPLETE, SPAN, review_of, text_of

PARTS_2021 = (
    "dossiers_resolved_in_time,2021,district,95",
    "dossiers_resolved_late,2021,district,5",
)
PARTS_2022 = (
    "dossiers_resolved_in_time,2022,district,90",
    "dossiers_resolved_late,2022,district,10",
)


def test_a_share_changes_in_percentage_points(tmp_path):
    text = text_of(sentences(review_of(tmp_path, *PARTS_2021, *PARTS_2022), "procedures"))
    assert (
        "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn trên số đã giải quyết năm 2022 của cấp huyện"
        " là 90%, giảm 5,00 điểm phần trăm so với năm 2021 (95%)."
    ) in text


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("200", "250", "là 250 hồ sơ, tăng 25,00% so với năm 2021 (200 hồ sơ)."),
        ("200", "150", "là 150 hồ sơ, giảm 25,00% so với năm 2021 (200 hồ sơ)."),
        ("200", "200", "là 200 hồ sơ, bằng năm 2021."),
        ("0", "5", "là 5 hồ sơ, tăng 5 hồ sơ so với năm 2021 (0 hồ sơ)."),
        ("0", "0", "là 0 hồ sơ, bằng năm 2021."),
    ],
)
def test_a_count_changes_in_percent(tmp_path, before, after, said):
    figures = [
        f"dossiers_received,2021,district,{before}",
        f"dossiers_received,2022,district,{after}",
    ]
    assert said in text_of(sentences(review_of(tmp_path, *figures), "procedures"))


def test_a_missing_year_is_said_and_is_not_zero(tmp_path):
    text = text_of(
        sentences(review_of(tmp_path, "legal_attendances,2021,district,7500"), "institutions")
    )
    assert "của cấp huyện chưa có số liệu (năm 2021: 7.500 lượt người)." in text


def test_what_nobody_states_is_listed_as_missing(tmp_path):
    text = text_of(sentences(review_of(tmp_path, *PARTS_2022), "procedures"))
    assert "Chưa có số liệu về: hồ sơ tiếp nhận;" in text
    assert "mức độ hài lòng của người dân" in text


def test_a_part_year_is_not_compared_with_a_whole_year(tmp_path):
    figures = ["dossiers_received,2021,district,200", "dossiers_received,2022,district,150"]
    part_year = COMPLETE.replace("2022-12-31,yes", "2022-10-31,no") + SPAN
    text = text_of(sentences(review_of(tmp_path, *figures, periods_csv=part_year), "procedures"))
    assert "là 150 hồ sơ, không so sánh được với năm 2021 (200 hồ sơ)." in text


def test_the_distance_to_a_target_is_said_with_the_target(tmp_path):
    figures = ["work_records_online_share,2022,district,55.5"]
    text = text_of(sentences(review_of(tmp_path, *figures), "modernisation"))
    assert "là 55,5%, còn cách mục tiêu 24,50 điểm phần trăm. Mục tiêu: từ 80% trở lên, đến" in text


def test_a_reduction_over_both_years_is_told_for_the_whole_period(tmp_path):
    figures = ["departments,2020,district,13", "departments,2022,district,11"]
    text = text_of(sentences(review_of(tmp_path, *figures), "organisation"))
    assert "giảm so với trước kỳ trong giai đoạn 2021-2022 của cấp huyện là 2 phòng, ban." in text


def test_the_head_names_who_reports_to_whom_and_leaves_number_and_day_blank(tmp_path):
    text = text_of(title(review_of(tmp_path, *PARTS_2022)))
    assert "DỮ LIỆU MINH HỌA" in text
    assert "ỦY BAN NHÂN DÂN HUYỆN MINH HỌA 01" in text.upper()
    assert "Sơ kết hai năm 2021-2022 thực hiện Nghị quyết số 01-NQ/MH về cải cách" in text
    assert "Thực hiện Công văn số 2/SNV ngày 08/11/2022, huyện Minh Họa 01 báo cáo" in text


def test_figures_that_cannot_all_be_true_stand_at_the_top(tmp_path):
    figures = ["procedures_total,2022,district,10", "procedures_online_level_4,2022,district,12"]
    review = review_of(tmp_path, *figures)
    assert "SỐ LIỆU CHƯA ĐỐI CHIẾU ĐƯỢC" in text_of(headline(review))
    assert "12 thủ tục cung cấp trực tuyến mức độ 4 nhiều hơn" in text_of(reconciliation(review))


def test_a_unit_without_findings_is_told_so(tmp_path):
    text = text_of(reconciliation(review_of(tmp_path, *PARTS_2021, *PARTS_2022)))
    assert "Các phép đối chiếu không phát hiện số liệu nào mâu thuẫn với nhau" in text
    assert "số liệu chưa được so với hồ sơ gốc." in text


def test_beside_each_point_of_the_assessment_stand_the_numbers_of_its_area(tmp_path):
    text = text_of(assessment(review_of(tmp_path, *PARTS_2022)))
    assert "Phối hợp có lúc chưa đều. (III.2)" in text
    assert "trên số đã giải quyết, cấp huyện: 90%" in text
    assert "không có số liệu kèm theo" in text


def test_a_part_that_the_office_did_not_tell_says_so(tmp_path):
    review = review_of(tmp_path, *PARTS_2022)
    assert "Người dân quen dùng dịch vụ trực tuyến." in text_of(narration(review, "Bối cảnh"))
    assert "Đơn vị chưa có thuyết minh cho mục này." in text_of(narration(review, "Mục tiêu"))


def test_the_end_leaves_room_for_the_one_who_signs(tmp_path):
    text = text_of(signature(review_of(tmp_path, *PARTS_2022)))
    assert "TM. ỦY BAN NHÂN DÂN" in text
    assert "Lưu: VT" in text


@pytest.mark.parametrize(
    ("copies", "printed"),
    [
        ('["Như trên", "Sở Nội vụ", "Lưu: VT"]', ("Như trên;", "Sở Nội vụ;", "Lưu: VT.")),
        ('["Như trên;", "Lưu: VT."]', ("Như trên;", "Lưu: VT.")),
        ('["Lưu: VT"]', ("Lưu: VT.",)),
        ("[]", ()),
    ],
)
def test_those_who_get_a_copy_are_listed_as_the_decree_prints_them(tmp_path, copies, printed):
    review = review_of(tmp_path)
    addressee = replace(review.folder.office.addressee, copies=tuple(json.loads(copies)))
    office = replace(review.folder.office, addressee=addressee)
    shown = signature(replace(review, folder=replace(review.folder, office=office)))
    assert shown.blocks[0].recipients == printed


def test_how_far_the_data_reach_is_counted_in_indicators(tmp_path):
    text = text_of(headline(review_of(tmp_path, *PARTS_2022, *PARTS_2021)))
    # in time, late, and what is deduced from both: all that were resolved
    asked = [i for i in CATALOGUE.values() if not i.is_computed and not i.states]
    assert (
        f"Trong {len(asked)} chỉ tiêu mà danh mục hỏi số liệu, đơn vị có số liệu về 3;"
        " các chỉ tiêu còn lại ghi rõ là chưa có số liệu, không tính là 0."
    ) in text


def test_a_large_change_is_to_be_looked_at_and_no_mismatch(tmp_path):
    review = review_of(
        tmp_path, "legal_attendances,2021,district,15000", "legal_attendances,2022,district,52000"
    )
    assert "Kết quả đối chiếu: 1 chỗ cần xem lại" in text_of(headline(review))
    assert text_of(reconciliation(review)).startswith("Chỗ cần xem lại (1)\n")
