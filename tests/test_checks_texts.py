"""Words against figures: numbers in the narrative, and the documents that it names."""

from datetime import date

import pytest

from reconciled import found, the_one

FIGURES = (
    ("dossiers_received", "2022", "district", "5300"),
    ("dossiers_resolved_in_time", "2022", "district", "5137"),
    ("communes", "2022", "commune", "8"),
    ("documents_signed_share", "2022", "all", "99.95"),
    ("legal_attendances", "2022", "district", "7500"),
    ("officials_wallet_share", "2022", "all", "80", "over"),
)
NUMBER = "narrative_number_is_no_figure"


def test_a_number_in_the_narrative_that_is_no_figure_is_found_with_the_words_around_it():
    told = "Trong năm 2022, huyện tiếp nhận 5.300 hồ sơ, trong đó 4.812 hồ sơ nộp trực tuyến."

    finding = the_one(NUMBER, *FIGURES, points=[told])

    assert finding.message == (
        "Phần thuyết minh, mục Kết quả › Cải cách thể chế: số 4.812 không phải là số liệu nào của"
        " đơn vị (“…nhận 5.300 hồ sơ, trong đó 4.812 hồ sơ nộp trực tuyến.”)."
    )
    assert (finding.severity, finding.area, finding.found) == ("warn", "institutions", 4812)
    assert finding.places == ("narrative.md, dòng 5: II.2.1",)


@pytest.mark.parametrize(
    "told",
    [
        "Đã tiếp nhận 5.300 hồ sơ (5300), 08 xã, 8/8 xã.",
        "Ký số 99,95%, cũng viết 99.95%; 7.500 lượt người; hơn 80% dùng ví.",
        "Đúng hạn 96,92% số tiếp nhận, làm tròn 96,9%.",
        "Giai đoạn 2021-2025, năm 2022, tầm nhìn 2030, từ 2021 – 2022.",
        "Ngày 28/4/2022, ngày 05 tháng 3 năm 2022, tháng 9 năm 2022, tháng 9/2022, quý 3.",
        "Nghị định số 34/2016/NĐ-CP, 03-NQ/TU, Công văn số 1552/SNV-CCHC&VTLT, Kế hoạch số 72.",
        "Đề án 06, Nghị quyết 18, Luật số 72, Điều 5, khoản 2, Phụ lục 1, biểu số 3.",
        "Dịch vụ công mức độ 3, 4 và mức độ 3 và 4; chợ 4.0; ISO 9001:2015; Covid19; App 24/7.",
        "Trong 02 năm qua; 6 tháng đầu năm; khóa 14; lần thứ 6.",
        "Không có số nào.",
    ],
)
def test_figures_dates_documents_and_names_are_no_foreign_numbers(told):
    assert [f.message for f in found(NUMBER, *FIGURES, points=[told])] == []


@pytest.mark.parametrize(
    ("told", "foreign"),
    [
        ("Đạt 97% và 12 xã.", ["97", "12"]),
        ("Đúng hạn 96,91% số tiếp nhận.", ["96,91"]),
        ("Có 5.301 hồ sơ, rồi 5.301 hồ sơ.", ["5.301"]),
        ("Có 3 xã/8 xã.", ["3"]),
        ("Có 1.234.567,8 đồng.", ["1.234.567,8"]),
        ("Tiếp nhận 2.022 hồ sơ.", ["2.022"]),
        ("Tăng 15 điểm, giảm 0,5.", ["15", "0,5"]),
    ],
)
def test_every_other_number_is_named_once(told, foreign):
    findings = found(NUMBER, *FIGURES, points=[told])

    assert [f.message.split(": số ")[1].split(" không")[0] for f in findings] == foreign


def test_a_unit_without_a_narrative_has_no_foreign_numbers():
    assert found(NUMBER, *FIGURES) == []


PLAN = ("56/KH-UBND", date(2021, 4, 1), "UBND huyện")


def test_one_document_with_two_dates_is_found():
    again = ("56/KH-UBND", date(2021, 4, 10), "UBND huyện", "III.1")

    finding = the_one("document_dates_conflict", documents=[PLAN, again])

    assert finding.message == (
        "Văn bản số 56/KH-UBND của UBND huyện được ghi với 2 ngày khác nhau: 01/04/2021,"
        " 10/04/2021."
    )
    assert (finding.severity, finding.area) == ("warn", "direction")
    assert finding.places == ("bc-thu: II.1", "bc-thu: III.1")


@pytest.mark.parametrize(
    "other",
    [
        PLAN,
        ("56/KH-UBND", date(2021, 4, 10), "UBND tỉnh"),
        ("56/KH-UBND", date(2022, 4, 10), "UBND huyện"),
        ("56/KH-UBND", None, "UBND huyện"),
        ("", date(2021, 4, 10), "UBND huyện"),
    ],
    ids=["the same", "another body", "another year", "no date", "no number"],
)
def test_two_documents_may_share_a_number(other):
    assert found("document_dates_conflict", documents=[PLAN, other]) == []


def test_the_year_in_a_number_is_the_year_of_the_document():
    finding = the_one(
        "document_date_impossible", documents=[("34/2016/NĐ-CP", date(2015, 5, 14), "Chính phủ")]
    )

    assert finding.message == (
        "Văn bản số 34/2016/NĐ-CP được ghi ngày 14/05/2015, nhưng số hiệu thuộc năm 2016."
    )
    assert (finding.severity, finding.places) == ("warn", ("bc-thu: II.1",))


def test_a_document_cannot_be_later_than_the_source_that_names_it():
    named = ("", date(2022, 12, 1), "UBND huyện", "IV", "Kế hoạch tuyên truyền")

    finding = the_one(
        "document_date_impossible", documents=[named], written={"bc-thu": date(2022, 11, 20)}
    )

    assert finding.message == (
        "Văn bản “Kế hoạch tuyên truyền” được ghi ngày 01/12/2022, sau ngày của nguồn đã nêu văn"
        " bản đó (20/11/2022)."
    )


@pytest.mark.parametrize(
    "document",
    [
        ("34/2016/NĐ-CP", date(2016, 5, 14), "Chính phủ"),
        ("34/2016/NĐ-CP", None, "Chính phủ"),
        ("03-NQ/TU", date(2022, 11, 20), "Tỉnh ủy"),
    ],
    ids=["its year", "no date", "of the same day as its source"],
)
def test_dates_that_may_be_are_left_alone(document):
    written = {"bc-thu": date(2022, 11, 20)}

    assert found("document_date_impossible", documents=[document], written=written) == []


def decree(validity_note: str):
    return ("16/2015/NĐ-CP", date(2015, 2, 14), "Chính phủ", "II.5", "Tự chủ", validity_note)


def test_a_document_that_was_replaced_before_the_period_ended_is_something_to_note():
    note = "Được Nghị định số 60/2021/NĐ-CP thay thế từ ngày 15/8/2021"

    finding = the_one("document_replaced", documents=[decree(note)])

    assert finding.message == (
        "Văn bản số 16/2015/NĐ-CP hết hiệu lực trước khi kết thúc kỳ báo cáo: được Nghị định số"
        " 60/2021/NĐ-CP thay thế từ ngày 15/8/2021."
    )
    assert (finding.severity, finding.places) == ("note", ("bc-thu: II.5",))


@pytest.mark.parametrize(
    "validity_note",
    [
        "",
        "Được sửa đổi, bổ sung năm 2020",
        "Được thay thế từ ngày 01/01/2023",
        "Được thay thế từ ngày 31/02/2022",
    ],
    ids=["in force", "amended", "replaced later", "no such day"],
)
def test_a_document_that_may_be_in_force_is_left_alone(validity_note):
    assert found("document_replaced", documents=[decree(validity_note)]) == []


def test_a_document_is_dated_alike_in_words_and_in_the_register():
    told = "Căn cứ Kế hoạch số 56/KH-UBND ngày 10/4/2021 của huyện."

    finding = the_one("narrative_document_differs", documents=[PLAN], points=[told])

    assert finding.message == (
        "Phần thuyết minh, mục Kết quả › Cải cách thể chế: văn bản số 56/KH-UBND ghi ngày"
        " 10/04/2021, danh mục văn bản ghi ngày 01/04/2021."
    )
    assert finding.severity == "warn"
    assert finding.places == ("narrative.md, dòng 5: II.2.1", "bc-thu: II.1")


def test_a_document_that_the_register_lacks_is_something_to_note():
    told = "Theo Quyết định số 999/QĐ-UBND, huyện triển khai."

    finding = the_one("narrative_document_differs", documents=[PLAN], points=[told])

    assert finding.message == (
        "Phần thuyết minh, mục Kết quả › Cải cách thể chế: văn bản số 999/QĐ-UBND không có trong"
        " danh mục văn bản."
    )
    assert finding.severity == "note"


@pytest.mark.parametrize(
    "told",
    [
        "Kế hoạch số 56/KH-UBND ngày 01/4/2021",
        "Kế hoạch số 56/KH-UBND ngày 01 tháng 4 năm 2021",
        "Kế hoạch số 56/KH-UBND, ngày 01/04/2021 và các văn bản khác",
        "Kế hoạch số 56/KH-UBND của huyện",
        "kế hoạch số 56/kh-ubnd",
        "không nêu văn bản nào",
    ],
)
def test_a_document_that_the_register_has_is_left_alone(told):
    assert found("narrative_document_differs", documents=[PLAN], points=[told]) == []


def test_without_a_register_of_documents_there_is_nothing_to_compare_with():
    told = "Theo Quyết định số 999/QĐ-UBND, huyện triển khai."

    assert found("narrative_document_differs", points=[told]) == []
