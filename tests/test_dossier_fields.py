"""Dossiers by field, read: a row a field, level and period; every fault at once."""

import pytest

from cchc.errors import CchcError
from cchc.folder import read_folder
from cchc.snapshot import Survey
from invented import UNIT, agreeing
from stating_fields import AGREEING, CODES, HEADER, LAND_1, LAND_2, stated, write_fields

FILE = f"data/{UNIT}/dossiers_by_field.csv"


def faults_of(folder, text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(CchcError) as refused:
        read_folder(UNIT, write_fields(folder, text))
    return [(fault.what, fault.where, fault.mend) for fault in refused.value.faults]


def test_a_row_is_read_as_the_numbers_it_states_each_with_its_place(tmp_path):
    fields = read_folder(UNIT, write_fields(tmp_path, stated(*AGREEING))).fields
    assert len(fields) == 4 * len(CODES)
    late = fields[fields["code"] == "dossiers_resolved_late"]
    assert late[["field", "period", "level", "value", "text", "place", "row"]].values.tolist() == [
        ["Đất đai", "2021", "district", 35.0, "35", "Sheet1!A9", 2],
        ["Hộ tịch", "2021", "district", 5.0, "5", "Sheet1!A10", 3],
        ["Đất đai", "2022", "district", 50.0, "50", "Sheet1!A11", 4],
        ["Hộ tịch", "2022", "district", 10.0, "10", "Sheet1!A12", 5],
    ]


def test_what_is_empty_is_not_stated_and_0_is(tmp_path):
    row = "Đất đai,2022,district,12,,,,,,,,0,,,,"
    fields = read_folder(UNIT, write_fields(tmp_path, stated(row))).fields
    assert fields[["code", "text"]].values.tolist() == [
        ["dossiers_received", "12"],
        ["dossiers_resolved_late", "0"],
    ]


def test_a_unit_without_the_file_states_nothing_by_field(tmp_path):
    with_rows = read_folder(UNIT, write_fields(tmp_path / "with", stated(LAND_1)))
    without = read_folder(UNIT, agreeing().write(tmp_path / "without"))
    assert len(without.fields) == 0
    assert without.fields.dtypes.to_dict() == with_rows.fields.dtypes.to_dict()
    assert FILE.removeprefix("data/") not in [entry.path for entry in without.inputs]


def test_a_report_depends_on_the_file(tmp_path):
    data = write_fields(tmp_path, stated(LAND_1))
    path = FILE.removeprefix("data/")
    survey = Survey(data)
    [unit] = survey.find((UNIT,))
    assert path in [entry.path for entry in read_folder(UNIT, data).inputs]
    assert survey.snapshot(unit)[path] == (data / path).read_bytes()


def test_a_field_may_be_stated_in_two_places(tmp_path):
    text = stated(LAND_2, LAND_2)
    assert len(read_folder(UNIT, write_fields(tmp_path, text)).fields) == 2 * len(CODES)


def test_all_faults_of_the_file_come_at_once(tmp_path):
    rows = [
        "Đất đai,2022,district,1.200,500,605,95,1090,300,740,1040,50,100,85,15,10",
        ",2022,district,12,,,,,,,,0,,,,",
        "Hộ | tịch,2022,district,12,,,,,,,,0,,,,",
        "Hộ tịch,2019,district,12,,,,,,,,-,,,,",
        "Hộ tịch,2022,province,12,,,,,,,,0.5,,,,",
        "Hộ tịch,Q1/2022,commune,,,,,,,,,,,,,",
    ]
    text = stated(*rows).replace("Sheet1!A14", "").replace("bao-cao,Sheet1!A12", "bao-cao-cu,A12")
    assert faults_of(tmp_path, text) == [
        (
            "'1.200' có dấu chấm giữa các chữ số",
            f"{FILE}, dòng 2, cột dossiers_received",
            "có phải là 1200? Viết liền các chữ số, không dấu ngăn hàng nghìn",
        ),
        (
            "ô trống",
            f"{FILE}, dòng 3, cột field",
            "ghi tên lĩnh vực như trong biểu, ví dụ Đất đai",
        ),
        (
            "'Hộ | tịch' không dùng được làm tên lĩnh vực",
            f"{FILE}, dòng 4, cột field",
            "viết trên một dòng, không có dấu |, không quá 200 ký tự",
        ),
        (
            "'-' không phải là số",
            f"{FILE}, dòng 5, cột dossiers_resolved_late",
            "để trống ô này nếu chưa có số liệu; ghi 0 nếu đã đếm và không có gì",
        ),
        (
            "kỳ '2019' không có trong periods.csv",
            f"{FILE}, dòng 5, cột period",
            "có phải là '2021'? Thêm một dòng cho kỳ này vào periods.csv",
        ),
        (
            "nguồn 'bao-cao-cu' không có trong sources.csv",
            f"{FILE}, dòng 5, cột source",
            "có phải là 'bao-cao'? Ghi id của một nguồn trong sources.csv",
        ),
        (
            "'province' không có trong các cấp",
            f"{FILE}, dòng 6, cột level",
            "chọn trong: district, commune, all",
        ),
        (
            "'0.5' không phải số nguyên",
            f"{FILE}, dòng 6, cột dossiers_resolved_late",
            "đây là số đếm, chỉ nhận số nguyên, không có dấu chấm, dấu phẩy",
        ),
        (
            "'Q1/2022' không phải là một kỳ",
            f"{FILE}, dòng 7, cột period",
            "có phải là '2022-Q1'? Viết như 2022, 2022-H1, 2022-Q3, 2022-M03 hoặc 2021-2022",
        ),
        (
            "ô trống",
            f"{FILE}, dòng 7, cột place",
            "ghi nơi trong nguồn có dòng này, ví dụ Sheet1!A9",
        ),
        (
            "dòng không có số nào",
            f"{FILE}, dòng 7, cột field",
            "bỏ dòng này nếu chưa có số liệu",
        ),
    ]


def test_a_column_of_another_name_is_a_fault(tmp_path):
    text = stated(LAND_1).replace("dossiers_withdrawn", "dossiers_returned")
    assert faults_of(tmp_path, text) == [
        (
            "cột 'dossiers_returned' không có trong quy định",
            f"{FILE}, dòng 1, cột thứ 16",
            f"có phải là 'dossiers_withdrawn'? Dòng đầu phải là: {HEADER}",
        )
    ]


def test_the_same_row_at_the_same_place_twice_is_a_fault(tmp_path):
    text = stated(LAND_1, LAND_1).replace("Sheet1!A10", "Sheet1!A9")
    [(what, where, _)] = faults_of(tmp_path, text)
    assert what.startswith("dòng lặp lại dòng 2: cùng field 'Đất đai', period '2021'")
    assert where == f"{FILE}, dòng 3, cột field"
