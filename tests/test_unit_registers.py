"""A unit's own registers: periods, sources, documents."""

from datetime import date

import pytest

from cchc.unit_registers import read_documents, read_periods, read_sources
from sample_unit import UNIT, changed, write_data


def read(name: str, data):
    folder = data / UNIT
    sources = read_sources(folder / "sources.csv", data)
    if name == "sources.csv":
        return sources
    if name == "periods.csv":
        return read_periods(folder / "periods.csv", data)
    return read_documents(folder / "documents.csv", data, sources)


def test_days_are_dates_or_none(tmp_path):
    data = write_data(tmp_path)
    periods = read("periods.csv", data).frame(start="object", end="object", complete="bool")
    documents = read("documents.csv", data).frame(date="object")
    assert periods["end"].tolist() == [date(2021, 12, 14), None]
    assert periods["complete"].tolist() == [True, False]
    assert documents["date"].tolist() == [date(2021, 2, 1), None]
    assert documents["place"].tolist() == ["II.2.2;V.1", "II.1"]


def test_a_unit_without_documents_has_an_empty_frame_of_the_same_columns(tmp_path):
    with_rows = read("documents.csv", write_data(tmp_path / "with")).frame(date="object")
    without = read("documents.csv", write_data(tmp_path / "without", documents_csv=None))
    frame = without.frame(date="object")
    assert len(frame) == 0 and without.faults == []
    assert frame.dtypes.to_dict() == with_rows.dtypes.to_dict()


BAD = {
    "no period": (
        "periods.csv",
        "2021,2020-12-15",
        "Q1/2021,2020-12-15",
        "'Q1/2021' không phải là một kỳ",
        "dòng 2, cột period",
        "có phải là '2021-Q1'? Viết như 2022, 2022-H1, 2022-Q3, 2022-M03 hoặc 2021-2022",
    ),
    "same period": (
        "periods.csv",
        "2022,2021-12-15",
        "2021,2021-12-15",
        "dòng lặp lại dòng 2: cùng period '2021'",
        "dòng 3, cột period",
        "giữ lại một dòng",
    ),
    "days turned": (
        "periods.csv",
        "2020-12-15,2021-12-14",
        "2021-12-14,2020-12-15",
        "ngày cuối 2020-12-15 trước ngày đầu 2021-12-14",
        "dòng 2, cột end",
        "xem lại hai ngày",
    ),
    "complete without an end": (
        "periods.csv",
        "2021-12-15,,no",
        "2021-12-15,,yes",
        "kỳ đã trọn (complete = yes) mà không có ngày cuối",
        "dòng 3, cột end",
        "ghi ngày cuối kỳ, hoặc ghi complete là no",
    ),
    "start of another year": (
        "periods.csv",
        "2022,2021-12-15,",
        "2022,2032-12-15,",
        "ngày 2032-12-15 nằm ngoài kỳ 2022",
        "dòng 3, cột start",
        "kỳ này là từ 2022-01-01 đến 2022-12-31",
    ),
    "end of another year": (
        "periods.csv",
        "2020-12-15,2021-12-14",
        ",2012-12-14",
        "ngày 2012-12-14 nằm ngoài kỳ 2021",
        "dòng 2, cột end",
        "kỳ này là từ 2021-01-01 đến 2021-12-31",
    ),
    "complete in other words": (
        "periods.csv",
        "2021-12-15,,no",
        "2021-12-15,,chưa",
        "'chưa' không phải là yes hay no",
        "dòng 3, cột complete",
        "ghi yes (có) hoặc no (không)",
    ),
    "source without a title": (
        "sources.csv",
        "Phụ lục số liệu",
        "",
        "ô trống",
        "dòng 3, cột title",
        "ghi tên nguồn số liệu",
    ),
    "source of no day": (
        "sources.csv",
        "2023-01-10",
        "10/01/2023",
        "'10/01/2023' không phải là ngày dạng năm-tháng-ngày",
        "dòng 3, cột date",
        "có phải là 2023-01-10?",
    ),
    "unknown tier": (
        "documents.csv",
        "01,district,",
        "01,huyện,",
        "'huyện' không có trong các cấp ban hành",
        "dòng 2, cột tier",
        "chọn trong: central, province, district, commune",
    ),
    "unknown area": (
        "documents.csv",
        ",procedures,",
        ",procedure,",
        "'procedure' không có trong các lĩnh vực",
        "dòng 2, cột area",
        "có phải là 'procedures'? Chọn trong: direction, institutions, procedures, organisation,"
        " civil_service, public_finance, modernisation, e_government hoặc để trống",
    ),
    "document without a kind": (
        "documents.csv",
        ",luật,",
        ",,",
        "ô trống",
        "dòng 3, cột kind",
        "ghi loại văn bản",
    ),
    "unknown source": (
        "documents.csv",
        "bao-cao-2022,II.1",
        "bao-cao-2020,II.1",
        "nguồn 'bao-cao-2020' không có trong sources.csv",
        "dòng 3, cột source",
        "có phải là 'bao-cao-2022'? Ghi id của một nguồn trong sources.csv",
    ),
    "no source": (
        "documents.csv",
        "bao-cao-2022,II.1",
        ",II.1",
        "ô trống",
        "dòng 3, cột source",
        "ghi id của một nguồn trong sources.csv",
    ),
    "no place": (
        "documents.csv",
        "bao-cao-2022,II.1",
        "bao-cao-2022,",
        "ô trống",
        "dòng 3, cột place",
        "ghi mục trong nguồn có nêu văn bản này, ví dụ II.2.2",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "what", "where", "mend"), BAD.values(), ids=BAD)
def test_a_fault_in_a_units_register_is_named(tmp_path, name, old, new, what, where, mend):
    data = write_data(tmp_path, **{name.replace(".", "_"): changed(name, old, new)})
    assert [str(fault) for fault in read(name, data).faults] == [
        f"{what}\n  tại:  data/{UNIT}/{name}, {where}\n  sửa:  {mend}"
    ]


def test_a_source_is_not_called_unknown_where_the_sources_cannot_be_read(tmp_path):
    data = write_data(tmp_path, sources_csv="id;title\n")
    assert read("documents.csv", data).faults == []
