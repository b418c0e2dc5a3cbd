"""The shared registers: units, targets, and where the data folder is."""

from datetime import date

import pytest

from cchc.errors import UsageError
from cchc.registers import (
    Unit,
    find_data,
    read_targets,
    read_units,
    targets_frame,
    units_frame,
)
from cchc.registry import sound_registry, unit_ids_with_figures
from cchc.review import load_review
from sample_unit import UNIT, changed, write_data


def units_with(tmp_path, old: str, new: str):
    return read_units(write_data(tmp_path, units_csv=changed("units.csv", old, new)))


def targets_with(tmp_path, old: str, new: str):
    data = write_data(tmp_path, targets_csv=changed("targets.csv", old, new))
    return read_targets(data, read_units(data))


def messages(table) -> list[str]:
    return [str(fault) for fault in table.faults]


def test_the_register_of_units_is_all_text(tmp_path):
    frame = units_frame(read_units(write_data(tmp_path)))
    assert frame.iloc[1].to_dict() == {
        "id": "huyen-minh-hoa-01",
        "code": "901",
        "name": "Minh Họa 01",
        "type": "huyện",
        "level": "district",
        "parent": "tinh-minh-hoa",
        "valid_from": "",
        "valid_to": "2025-06-30",
        "invented": "yes",
    }


def test_a_unit_has_its_days_and_a_title(tmp_path):
    unit = sound_registry(write_data(tmp_path)).unit(UNIT)
    assert unit == Unit(
        UNIT,
        "901",
        "Minh Họa 01",
        "huyện",
        "district",
        "tinh-minh-hoa",
        None,
        date(2025, 6, 30),
        True,
    )
    assert unit.title == "huyện Minh Họa 01"


SLUG_RULE = "chữ thường không dấu, chữ số và dấu gạch ngang, ví dụ bao-cao-2022"
BAD_UNITS = {
    "id is a path": (
        "huyen-minh-hoa-02",
        "../minh-hoa-02",
        f"'../minh-hoa-02' không phải là mã định danh\n"
        f"  tại:  data/units.csv, dòng 4, cột id\n  sửa:  chỉ dùng {SLUG_RULE}",
    ),
    "same id": (
        "huyen-minh-hoa-02",
        "huyen-minh-hoa-01",
        "dòng lặp lại dòng 3: cùng id 'huyen-minh-hoa-01'\n"
        "  tại:  data/units.csv, dòng 4, cột id\n  sửa:  giữ lại một dòng",
    ),
    "no name": (
        ",Minh Họa 02,",
        ",,",
        "ô trống\n  tại:  data/units.csv, dòng 4, cột name\n  sửa:  ghi tên đơn vị, không kèm loại",
    ),
    "unknown level": (
        "xã,commune",
        "xã,communes",
        "'communes' không có trong các cấp đơn vị\n"
        "  tại:  data/units.csv, dòng 5, cột level\n"
        "  sửa:  có phải là 'commune'? Chọn trong: province, district, commune",
    ),
    "unknown parent": (
        "huyen-minh-hoa-01,,,yes",
        "huyen-minh-hoa-011,,,yes",
        "đơn vị cấp trên 'huyen-minh-hoa-011' không có trong units.csv\n"
        "  tại:  data/units.csv, dòng 5, cột parent\n"
        "  sửa:  có phải là 'huyen-minh-hoa-01'? Ghi id của một dòng khác",
    ),
    "parent below": (
        "province,,,,yes",
        "province,xa-minh-hoa-03,,,yes",
        "đơn vị cấp trên 'xa-minh-hoa-03' (commune) không ở cấp cao hơn province\n"
        "  tại:  data/units.csv, dòng 2, cột parent\n"
        "  sửa:  xem lại hai cột level và parent",
    ),
    "own parent": (
        "province,,,,yes",
        "province,tinh-minh-hoa,,,yes",
        "đơn vị cấp trên 'tinh-minh-hoa' (province) không ở cấp cao hơn province\n"
        "  tại:  data/units.csv, dòng 2, cột parent\n"
        "  sửa:  xem lại hai cột level và parent",
    ),
    "no day": (
        "huyen-minh-hoa-01,,,yes",
        "huyen-minh-hoa-01,1/7/2025,,yes",
        "'1/7/2025' không phải là ngày dạng năm-tháng-ngày\n"
        "  tại:  data/units.csv, dòng 5, cột valid_from\n  sửa:  có phải là 2025-07-01?",
    ),
    "days turned": (
        "huyen-minh-hoa-01,,,yes",
        "huyen-minh-hoa-01,2025-07-01,2025-06-30,yes",
        "ngày 2025-06-30 trước ngày bắt đầu 2025-07-01\n"
        "  tại:  data/units.csv, dòng 5, cột valid_to\n  sửa:  xem lại hai ngày",
    ),
    "invented neither yes nor no": (
        "huyen-minh-hoa-01,,,yes",
        "huyen-minh-hoa-01,,,có",
        "'có' không phải là yes hay no\n"
        "  tại:  data/units.csv, dòng 5, cột invented\n  sửa:  ghi yes (có) hoặc no (không)",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), BAD_UNITS.values(), ids=BAD_UNITS)
def test_a_fault_in_the_register_of_units_is_named(tmp_path, old, new, message):
    assert messages(units_with(tmp_path, old, new)) == [message]


def test_the_targets_hold_numbers_days_and_whether_the_clause_was_read(tmp_path):
    data = write_data(tmp_path)
    frame = targets_frame(read_targets(data, read_units(data)))
    assert frame["value"].tolist() == [80.0, 62.5]
    assert frame["text"].tolist() == ["80", "62.5"]
    assert frame["due"].tolist() == [date(2025, 12, 31), date(2023, 12, 31)]
    assert frame["verified"].tolist() == [True, False]
    assert frame["scope"].tolist() == ["", "tinh-minh-hoa"]
    assert " ".join(frame.columns) == (
        "id scope indicator level operator value text due law clause verified note"
    )


TARGET = "work_records_online_share,district,>=,80,2025-12-31,942/QĐ-TTg,,yes"
SHARE = "work_records_online_share"
BAD_TARGETS = {
    "unknown indicator": (
        TARGET.replace(SHARE, "work_record_online_share"),
        "indicator",
        "'work_record_online_share' không có trong danh mục chỉ tiêu",
        f"có phải là '{SHARE}'? Xem tất cả mã: cchc list indicators",
    ),
    "unknown operator": (
        TARGET.replace(">=", "≥"),
        "operator",
        "'≥' không có trong các phép so sánh",
        "chọn trong: >=, <=, =",
    ),
    "decimal comma": (
        TARGET.replace(",80,", ',"62,5",'),
        "value",
        "'62,5' có dấu phẩy thập phân",
        "dùng dấu chấm thập phân: 62.5",
    ),
    "share over 100": (
        TARGET.replace(",80,", ",800,"),
        "value",
        "'800' lớn hơn 100",
        "tỷ lệ phần trăm nằm từ 0 đến 100",
    ),
    "no date": (
        TARGET.replace("2025-12-31", "2025"),
        "due",
        "'2025' không phải là ngày dạng năm-tháng-ngày",
        "ghi ngày dạng 2022-12-31",
    ),
    "level that the indicator lacks": (
        TARGET.replace("district", "province"),
        "level",
        f"chỉ tiêu '{SHARE}' không có cấp 'province'",
        "chỉ tiêu này có các cấp: district, commune, all",
    ),
    "not verified in words": (
        TARGET.replace(",yes", ",đã đọc"),
        "verified",
        "'đã đọc' không phải là yes hay no",
        "ghi yes (có) hoặc no (không)",
    ),
    "no law": (
        TARGET.replace("942/QĐ-TTg", ""),
        "law",
        "ô trống",
        "ghi số hiệu văn bản đặt ra mục tiêu",
    ),
}


@pytest.mark.parametrize(("row", "column", "what", "mend"), BAD_TARGETS.values(), ids=BAD_TARGETS)
def test_a_fault_in_a_target_is_named(tmp_path, row, column, what, mend):
    assert messages(targets_with(tmp_path, TARGET, row)) == [
        f"{what}\n  tại:  data/targets.csv, dòng 2, cột {column}\n  sửa:  {mend}"
    ]


def test_a_target_for_an_unknown_unit_is_named(tmp_path):
    assert messages(targets_with(tmp_path, "tinh-minh-hoa", "tinh-minh-hoa-9")) == [
        "phạm vi 'tinh-minh-hoa-9' không có trong units.csv\n"
        "  tại:  data/targets.csv, dòng 3, cột scope\n"
        "  sửa:  có phải là 'tinh-minh-hoa'? Ghi id của đơn vị, hoặc để trống cho mọi nơi"
    ]


def test_a_target_for_all_levels_is_allowed_for_every_indicator(tmp_path):
    new = TARGET.replace(f"{SHARE},district", "departments,all").replace(",80,", ",11.5,")
    assert messages(targets_with(tmp_path, TARGET, new)) == []


def test_units_with_figures_come_in_the_order_of_their_codes(tmp_path):
    data = write_data(tmp_path)
    for unit in ("xa-minh-hoa-03", "tinh-minh-hoa"):
        (data / unit).mkdir()
        (data / unit / "figures.csv").touch()
    (data / "huyen-minh-hoa-02").mkdir()
    (data / "khong-co-trong-danh-muc").mkdir()
    (data / "khong-co-trong-danh-muc" / "figures.csv").touch()
    assert unit_ids_with_figures(data) == ["tinh-minh-hoa", UNIT, "xa-minh-hoa-03"]


def test_the_data_folder_is_the_nearest_above(tmp_path, monkeypatch):
    data = write_data(tmp_path)
    below = tmp_path / "notebooks" / "sub"
    below.mkdir(parents=True)
    for place in (tmp_path, below, data):
        monkeypatch.chdir(place)
        assert find_data() == data


def test_a_folder_that_is_named_is_taken_or_refused_but_never_replaced(tmp_path, monkeypatch):
    data = write_data(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert find_data(data) == data
    with pytest.raises(UsageError) as refused:
        find_data(tmp_path / "dta")
    assert str(refused.value) == (
        f"thư mục số liệu không có units.csv\n  tại:  {tmp_path / 'dta'}\n"
        "  sửa:  xem lại tên thư mục"
    )


def test_where_no_data_folder_is_near_the_way_to_name_one_is_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as refused:
        find_data()
    assert str(refused.value) == (
        "không tìm thấy thư mục số liệu\n"
        f"  tại:  data/units.csv trong {tmp_path} và các thư mục trên nó\n"
        "  sửa:  chạy trong thư mục của dự án, hoặc chỉ rõ: --data THƯ_MỤC"
    )


def test_a_path_that_no_system_takes_is_no_data_folder(tmp_path):
    with pytest.raises(UsageError, match="thư mục số liệu không có units"):
        find_data(tmp_path / ("x" * 300))


def test_a_number_given_for_a_unit_is_named_as_unknown():
    with pytest.raises(UsageError, match="không có đơn vị '7'"):
        load_review(7, 2021, 2022)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("huyen-minh", "huyen-minh-hoa-01"), ("Huyện Minh Họa 01", "huyen-minh-hoa-01")],
)
def test_a_unit_typed_by_the_beginning_of_its_id_or_by_its_name_is_guessed(tmp_path, typed, meant):
    with pytest.raises(UsageError) as caught:
        sound_registry(write_data(tmp_path)).unit(typed)
    assert caught.value.faults[0].mend.startswith(f"có phải là '{meant}'? ")
