"""What a number in a report is by the words around it alone: a date, a name, a heading, a count."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.against.grid import sentences_of
from cchc.mentions import mentions


def told(text, numbers=()):
    return [(mention.kind, mention.text) for mention in mentions(text, numbers)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nghị quyết số 03-NQ/TU ngày 31 tháng 12 năm 2020",
            [("document", "03-NQ/TU"), ("date", "31 tháng 12 năm 2020")],
        ),
        ("Nghị quyết số 18- NQ/TW", [("document", "18- NQ/TW")]),
        ("Nghị định số 34/2016/NĐ-CP", [("document", "34/2016/NĐ-CP")]),
        ("Kế hoạch số 72 ngày 28/4/2022", [("document", "72"), ("date", "28/4/2022")]),
        ("thực hiện Nghị quyết 03 của Tỉnh ủy", [("document", "03")]),
        ("theo Chương trình 30c, huyện", [("document", "30c")]),
        ("Hội nghị triển khai văn bản Luật 30 cuộc", [("quantity", "30")]),
        ("đã ban hành 10 Quyết định quy định", [("quantity", "10")]),
        ("giai đoạn 2021 - 2025", [("date", "2021"), ("date", "2025")]),
        (
            "trong năm 2021, 2022 có 5 trường",
            [("date", "2021"), ("date", "2022"), ("quantity", "5")],
        ),
        ("Năm 2021 có 2022 hồ sơ", [("date", "2021"), ("quantity", "2022")]),
        (
            "quý 3 năm 2022; tháng 9/2022",
            [("date", "3"), ("date", "2022"), ("date", "9"), ("date", "2022")],
        ),
        ("2.1. Cải cách thể chế", [("heading", "2.1")]),
        ("1. Thuận lợi Qua 02 năm", [("heading", "1"), ("name", "02")]),
        ("Trong 02 năm 2021-2022", [("name", "02"), ("date", "2021"), ("date", "2022")]),
        ("có 12 năm 2021", [("quantity", "12"), ("date", "2021")]),
        ("01 phòng ban chuyên trách", [("quantity", "01")]),
        ("100% cơ quan", [("quantity", "100%")]),
        (
            "dịch vụ công mức độ 3, 4 đạt 65,1 %",
            [("name", "3"), ("name", "4"), ("quantity", "65,1 %")],
        ),
        ("mức độ 3: 31 thủ tục", [("name", "3"), ("quantity", "31")]),
        ("công trình cấp 4, khóa 14", [("name", "4"), ("name", "14")]),
        ("các lớp 46 người", [("quantity", "46")]),
        ("khoản 3 Điều 5", [("name", "3"), ("name", "5")]),
        ("khoản 63.141 hồ sơ", [("quantity", "63.141")]),
        (
            "chợ 4.0, ISO 9001:2015, hỗ trợ 24/7",
            [("name", n) for n in ("4.0", "9001", "2015", "24/7")],
        ),
        ("4646/20953 hộ", [("quantity", "4646"), ("quantity", "20953")]),
        ("12\u00a0345 hồ sơ", [("quantity", "12\u00a0345")]),
        ("Số: 12/QĐ-UBND", [("document", "12/QĐ-UBND")]),
    ],
)
def test_the_words_around_a_number_say_what_kind_it_is(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        (
            "Năm 2022 đã cấp 45 giấy phép xây dựng, cấp 12 chữ ký số, mở lớp 30 học viên",
            ["45", "12", "30"],
        ),
        ("Huyện cấp 45, 46 giấy phép", ["45", "46"]),
        ("Đã cấp 45, thu hồi 3 giấy phép", ["45", "3"]),
        ("Đã phân loại 20 hồ sơ, tổ 12 cuộc thi", ["20", "12"]),
        ("Xã loại 1, đường cấp 4 và tổ 5; lớp 6, 7 có học sinh của tổ 3.", []),
        ("Số giấy phép tăng lên đến 2000.", ["2000"]),
        ("Số giấy phép tăng so với 2021, từ 2021 đến 2022.", []),
    ],
)
def test_a_count_is_no_name_and_no_year(text, quantities):
    found = mentions(text, years=(2021, 2022))
    assert [each.text for each in found if each.kind == "quantity"] == quantities


def test_the_number_of_a_document_that_is_held_is_known_whatever_it_looks_like():
    text = "Chương trình số MH-01/CTr ngày 10/02/2021"
    assert told(text, ["MH-01/CTr"]) == [("document", "MH-01/CTr"), ("date", "10/02/2021")]


@given(st.text("0123456789.,%/- abđNQCn\u00a0", max_size=40))
def test_every_digit_of_a_text_is_in_exactly_one_number(text):
    found = mentions(text)
    covered = [at for mention in found for at in range(mention.start, mention.end)]
    assert len(covered) == len(set(covered))
    assert {at for at, c in enumerate(text) if c.isdigit()} <= set(covered)
    assert all(text[m.start : m.end] == m.text for m in found)


def sentences(rows):
    return [piece.text for piece in sentences_of(rows)]


def test_a_table_is_read_as_sentences_that_say_column_row_and_unit():
    rows = [
        ["TT", "Nội dung", "ĐVT", "Kết quả", "Kết quả"],
        ["TT", "Nội dung", "ĐVT", "Năm 2021", "Năm 2022"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["I", "Cấp xã", "", "", ""],
        ["1", "Hồ sơ tiếp nhận", "hồ sơ", "47.328", "7.043"],
        ["2", "Tỷ lệ đúng hạn", "%", "99,95", "-"],
    ]
    assert sentences(rows) == [
        "Cấp xã",
        "Cấp xã, Kết quả Năm 2021, Hồ sơ tiếp nhận: 47.328 hồ sơ",
        "Cấp xã, Kết quả Năm 2022, Hồ sơ tiếp nhận: 7.043 hồ sơ",
        "Cấp xã, Kết quả Năm 2021, Tỷ lệ đúng hạn: 99,95%",
    ]


def test_rows_that_only_count_columns_are_left_out():
    rows = [["Nội dung", "Năm 2022"], ["(1)", "(2)"], ["Trường học", "34"]]
    assert sentences(rows) == ["Năm 2022, Trường học: 34"]


def test_a_bound_in_a_cell_stays_with_its_number():
    rows = [["Nội dung", "Năm 2022"], ["Dùng ví điện tử", "trên 80%"]]
    assert sentences(rows) == ["Năm 2022, Dùng ví điện tử: trên 80%"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["TT", "Nội dung", "Tổng số TTHC", "TTHC mức độ 4"], ["1", "Xã", "999", "888"]],
            ["Tổng số TTHC, Xã: 999", "TTHC mức độ 4, Xã: 888"],
        ),
        (
            [["Đơn vị tính: hồ sơ"] * 2, ["Nội dung", "Năm 2022"], ["Tiếp nhận", "7.043"]],
            ["Đơn vị tính: hồ sơ", "Năm 2022, Tiếp nhận: 7.043"],
        ),
        (
            [["Nội dung", "Kết quả"], ["Tiếp nhận", "Năm 2022 đã tiếp nhận 99.999 hồ sơ"]],
            ["Nội dung, Kết quả", "Tiếp nhận, Năm 2022 đã tiếp nhận 99.999 hồ sơ"],
        ),
        ([["Năm 2022 có 34 trường."]], ["Năm 2022 có 34 trường."]),
        (
            [["Nội dung", "Năm 2022"], ["Đúng hạn", "7.043 (99,95%)"], ["Quá hạn", "(2)"]],
            ["Năm 2022, Đúng hạn: 7.043 (99,95%)", "Năm 2022, Quá hạn: (2)"],
        ),
        (
            [["TT", "Nội dung", "Kết quả"], ["15 xã có 45 hộ", "Nghèo", "9%"], ["1.234", "", "5"]],
            ["Kết quả, xã có 45 hộ Nghèo: 9%", "TT: 1.234", "Kết quả: 5"],
        ),
        ([["Nội dung", "So sánh"], ["Tăng", "+5"]], ["So sánh, Tăng: +5"]),
        ([["Số xã", "Số ấp"], ["1", "2"]], ["Số xã: 1", "Số ấp: 2"]),
        (
            [["Nội dung", "2021 (%)", "2022 (%)"], ["Đúng hạn", "99,9", "-"]],
            ["2022 (%)", "2021 (%), Đúng hạn: 99,9"],
        ),
    ],
)
def test_no_number_of_a_table_is_lost(rows, expected):
    assert sentences(rows) == expected


CELLS = st.text("0123456789.,%/()+- abđNQCn", max_size=9) | st.sampled_from(
    ["", "Năm 2021", "Nội dung", "Tổng số TTHC", "7.043 (99,95%)", "(2)", "2022", "31/12/2022"]
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5), st.booleans())
def test_every_digit_of_a_table_without_order_or_unit_is_in_a_sentence(rows, is_headed):
    rows = [["Nội dung", "Năm 2022"], *rows] if is_headed else rows
    counted = [[str(n) for n in range(1, len(row) + 1)] for row in rows]
    bare = [[cell.partition("=")[0].strip("() ") for cell in row] for row in rows]
    told = " ".join(sentences(rows))
    for row, own, counts in zip(rows, bare, counted, strict=True):
        if own != counts:
            assert all(part in told for cell in row for part in re.findall(r"\d+", cell)), row
