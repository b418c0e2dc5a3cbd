"""A unit's folder as a whole: everything read once, every fault of every file at once."""

from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.errors import CchcError, UsageError
from cchc.folder import Input, read_folder
from sample_unit import FILES, UNIT, changed, write_data

FRAMES = ("units", "targets", "figures", "periods", "sources", "documents")


def faults_of(data: Path, unit: str = UNIT) -> list[str]:
    with pytest.raises(CchcError) as refused:
        read_folder(unit, data)
    assert refused.value.exit_code == 1
    return [f"{fault.what} | {fault.where}" for fault in refused.value.faults]


def test_a_unit_is_read_whole(tmp_path):
    folder = read_folder(UNIT, write_data(tmp_path))
    assert folder.unit.title == "huyện Minh Họa 01" and folder.unit.invented
    assert [len(getattr(folder, name)) for name in FRAMES] == [4, 2, 6, 2, 2, 2]
    assert len(folder.narrative.points) == 4
    assert folder.office.mandate.first_year == 2021
    assert folder.data == tmp_path / "data"


def test_the_inputs_are_the_files_by_path_with_the_hash_of_their_bytes(tmp_path):
    folder = read_folder(UNIT, write_data(tmp_path))
    assert folder.inputs == tuple(
        Input(path, sha256(FILES[path].encode()).hexdigest()) for path in sorted(FILES)
    )


def test_documents_and_narrative_may_be_absent(tmp_path):
    folder = read_folder(UNIT, write_data(tmp_path, documents_csv=None, narrative_md=None))
    assert len(folder.documents) == 0 and folder.narrative.points == ()
    assert [entry.path for entry in folder.inputs] == [
        f"{UNIT}/figures.csv",
        f"{UNIT}/office.toml",
        f"{UNIT}/periods.csv",
        f"{UNIT}/sources.csv",
        "targets.csv",
        "units.csv",
    ]


def test_a_relative_data_folder_reads_the_same(tmp_path, monkeypatch):
    data = write_data(tmp_path)
    monkeypatch.chdir(data)
    assert read_folder(UNIT, Path(".")).inputs == read_folder(UNIT, data).inputs


SAVED = {
    "BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "NFD": lambda text: normalize("NFD", text).encode(),
}


@pytest.mark.parametrize("save", SAVED.values(), ids=SAVED)
def test_the_way_in_which_an_editor_saves_makes_no_difference(tmp_path, save):
    data = write_data(tmp_path)
    plain = read_folder(UNIT, data)
    for path, text in FILES.items():
        (data / path).write_bytes(save(text))
    saved = read_folder(UNIT, data)
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(saved, name), getattr(plain, name))
    assert (saved.unit, saved.narrative, saved.office) == (
        plain.unit,
        plain.narrative,
        plain.office,
    )


def test_all_faults_of_all_files_come_in_one_error(tmp_path):
    data = write_data(
        tmp_path,
        units_csv=changed("units.csv", "xã,commune", "xã,village"),
        targets_csv=changed("targets.csv", "62.5", '"62,5"'),
        periods_csv=changed("periods.csv", "2020-12-15", "15/12/2020"),
        sources_csv=changed("sources.csv", "2023-01-10", "2023-13-10"),
        documents_csv=changed("documents.csv", "central", "centre"),
        figures_csv=changed("figures.csv", "3470", "3.470").replace("5290", "NaN"),
        narrative_md=changed("narrative.md", " (I.1)", ""),
        office_toml=changed("office.toml", '"Sở Nội vụ"', "1"),
    )
    assert faults_of(data) == [
        "'village' không có trong các cấp đơn vị | data/units.csv, dòng 5, cột level",
        "'62,5' có dấu phẩy thập phân | data/targets.csv, dòng 3, cột value",
        "'15/12/2020' không phải là ngày dạng năm-tháng-ngày"
        f" | data/{UNIT}/periods.csv, dòng 2, cột start",
        f"'2023-13-10' là ngày không có trong lịch | data/{UNIT}/sources.csv, dòng 3, cột date",
        f"'3.470' có dấu chấm giữa các chữ số | data/{UNIT}/figures.csv, dòng 2, cột value",
        f"'NaN' không phải là số | data/{UNIT}/figures.csv, dòng 5, cột value",
        f"'centre' không có trong các cấp ban hành | data/{UNIT}/documents.csv, dòng 3, cột tier",
        "ý không kết thúc bằng nơi nêu trong nguồn: 'Người dân quen dùng dịch vụ trực tuyến.'"
        f" | data/{UNIT}/narrative.md, dòng 5",
        f"'1' không phải là chữ | data/{UNIT}/office.toml, [addressee], khóa to",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("figures.csv", f"data/{UNIT}/figures.csv"),
        ("periods.csv", f"data/{UNIT}/periods.csv"),
        ("sources.csv", f"data/{UNIT}/sources.csv"),
        ("office.toml", f"data/{UNIT}/office.toml"),
        ("targets.csv", "data/targets.csv"),
        ("units.csv", "data/units.csv"),
    ],
)
def test_a_file_that_is_missing_is_the_one_fault(tmp_path, name, shown):
    data = write_data(tmp_path, **{name.replace(".", "_"): None})
    assert faults_of(data) == [f"thiếu tệp {name} | {shown}"]


@pytest.mark.parametrize("name", sorted({Path(path).name for path in FILES}))
def test_a_file_in_another_encoding_is_the_one_fault(tmp_path, name):
    text = next(text for path, text in FILES.items() if Path(path).name == name)
    data = write_data(tmp_path, **{name.replace(".", "_"): text.encode("utf-16")})
    [fault] = faults_of(data)
    assert fault.startswith("tệp được lưu bằng UTF-16, không phải UTF-8 | data/")
    assert fault.endswith(name)


@pytest.mark.parametrize(
    ("unit", "what", "mend"),
    [
        (
            "huyen-minh-hoa-1",
            "không có đơn vị 'huyen-minh-hoa-1'",
            "có phải là 'huyen-minh-hoa-01'? Xem tất cả: cchc list units",
        ),
        (
            "Huyen-Minh-Hoa-01",
            "không có đơn vị 'Huyen-Minh-Hoa-01'",
            "có phải là 'huyen-minh-hoa-01'? Xem tất cả: cchc list units",
        ),
        ("../../etc", "không có đơn vị '../../etc'", "Xem tất cả: cchc list units"),
        ("/etc", "không có đơn vị '/etc'", "Xem tất cả: cchc list units"),
        (".", "không có đơn vị '.'", "Xem tất cả: cchc list units"),
        ("x'; import os", "không có đơn vị 'x'; import os'", "Xem tất cả: cchc list units"),
        ("a\0b", r"không có đơn vị 'a\x00b'", "Xem tất cả: cchc list units"),
        ("", "chưa nói đơn vị nào", "Xem tất cả: cchc list units"),
    ],
)
def test_an_id_that_is_not_in_the_register_is_a_usage_error(tmp_path, unit, what, mend):
    data = write_data(tmp_path)
    with pytest.raises(UsageError) as refused:
        read_folder(unit, data)
    assert refused.value.exit_code == 2
    assert str(refused.value) == f"{what}\n  tại:  data/units.csv\n  sửa:  {mend}"


def test_a_folder_outside_the_register_is_not_read(tmp_path):
    data = write_data(tmp_path)
    (data / UNIT).rename(data / "huyen-la")
    with pytest.raises(UsageError):
        read_folder("huyen-la", data)


def test_a_unit_without_a_folder_says_which_files_to_make(tmp_path):
    with pytest.raises(UsageError) as refused:
        read_folder("huyen-minh-hoa-02", write_data(tmp_path))
    assert str(refused.value) == (
        "đơn vị 'huyen-minh-hoa-02' chưa có thư mục số liệu\n"
        "  tại:  data/huyen-minh-hoa-02/\n"
        "  sửa:  tạo thư mục này với các tệp: figures.csv, periods.csv, sources.csv, office.toml"
    )


def test_a_folder_that_is_a_link_out_of_the_data_is_refused(tmp_path):
    data = write_data(tmp_path)
    (data / UNIT).rename(tmp_path / "elsewhere")
    (data / UNIT).symlink_to(tmp_path / "elsewhere")
    faults = faults_of(data)
    assert len(faults) == 6
    assert all("là liên kết ra ngoài thư mục số liệu" in fault for fault in faults)


FRAGMENTS = st.sampled_from(
    [b"", b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"#", b"- ", b"(", b";", b"[", b"=", b"2022"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(sorted(FILES)), where=st.floats(0, 1), fragment=FRAGMENTS)
def test_a_damaged_file_is_read_or_named_and_never_breaks_the_reading(
    tmp_path, path, where, fragment
):
    data = write_data(tmp_path)
    raw = FILES[path].encode()
    at = int(where * len(raw))
    (data / path).write_bytes(raw[:at] + fragment + raw[at + 1 :])
    try:
        read_folder(UNIT, data)
    except CchcError as error:
        assert error.faults
        assert all(fault.what and fault.where and fault.mend for fault in error.faults)


def test_nothing_is_written_while_reading(tmp_path):
    data = write_data(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("*"))}
    read_folder(UNIT, data)
    assert {path: path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("*"))} == before
