"""Figures: what a row may say, the exact words for what it may not, and which row is used."""

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.errors import CchcError
from cchc.figures import figures_table, primary, read_figures
from cchc.indicator import Indicator
from cchc.unit_registers import read_periods, read_sources
from sample_unit import FIGURES_HEADER, UNIT, write_data

WHERE = f"data/{UNIT}/figures.csv"


def table_of(folder: Path, rows: str):
    data = write_data(folder, figures_csv=f"{FIGURES_HEADER}\n{rows}")
    periods = read_periods(data / UNIT / "periods.csv", data)
    sources = read_sources(data / UNIT / "sources.csv", data)
    return figures_table(data / UNIT / "figures.csv", data, periods, sources)


def test_every_statement_is_a_row_with_its_text_and_its_line(tmp_path):
    path = write_data(tmp_path) / UNIT / "figures.csv"
    frame = read_figures(path)
    assert " ".join(frame.columns) == (
        "code period level value text qualifier source place note row"
    )
    assert frame["value"].tolist() == [3470, 5300, 5301, 5290, 99.95, 80]
    assert frame["text"].tolist() == ["3470", "5300", "5301", "5290", "99.95", "80"]
    assert frame["row"].tolist() == [2, 3, 4, 5, 6, 7]
    assert frame["qualifier"].tolist() == ["", "", "", "", "", "over"]
    assert frame["note"][4] == 'ghi "99,95%", trong ngoặc'
    assert (frame["value"].dtype, frame["row"].dtype) == ("float64", "int64")


def test_a_unit_that_stated_nothing_has_an_empty_frame(tmp_path):
    path = write_data(tmp_path, figures_csv=FIGURES_HEADER + "\n") / UNIT / "figures.csv"
    frame = read_figures(path)
    assert len(frame) == 0
    assert (frame["value"].dtype, frame["row"].dtype) == ("float64", "int64")


def test_figures_are_read_against_the_catalogue_that_is_given(tmp_path):
    bridges = Indicator("bridges", "Cầu", "Bridges", "cây cầu", "stock", ("commune",))
    rows = f"{FIGURES_HEADER}\nbridges,2022,commune,7,,bao-cao-2022,II,\n"
    path = write_data(tmp_path, figures_csv=rows) / UNIT / "figures.csv"
    assert read_figures(path, catalogue={"bridges": bridges})["value"].tolist() == [7]


GOOD = "dossiers_received,2022,district,5300,,bao-cao-2022,II.2.2,"
SEE = "xem tất cả mã: cchc list indicators"
KINDS = "chọn trong: about, over, under, at_least, at_most hoặc để trống"
GRAMMAR = "viết như 2022, 2022-H1, 2022-Q3, 2022-M03 hoặc 2021-2022"
BAD_ROWS = {
    "misspelt code": (
        GOOD.replace("dossiers_received", "dossiers_recieved"),
        "code",
        "'dossiers_recieved' không có trong danh mục chỉ tiêu",
        "có phải là 'dossiers_received'? Xem tất cả mã: cchc list indicators",
    ),
    "unknown code": (
        GOOD.replace("dossiers_received", "<script>"),
        "code",
        "'<script>' không có trong danh mục chỉ tiêu",
        SEE,
    ),
    "no code": (GOOD.replace("dossiers_received", ""), "code", "ô trống", SEE),
    "computed code": (
        GOOD.replace("dossiers_received", "on_time_share_resolved"),
        "code",
        "'on_time_share_resolved' được tính, không nhập",
        "nhập các số trong công thức: 100 * dossiers_resolved_in_time / dossiers_resolved; tỷ lệ"
        " ghi sẵn trong nguồn nhập vào dossiers_on_time_share_stated",
    ),
    "unknown level": (
        GOOD.replace("district", "distric"),
        "level",
        "'distric' không có trong các cấp",
        "có phải là 'district'? Chọn trong: province, district, commune, all",
    ),
    "level that the indicator lacks": (
        GOOD.replace("district", "province"),
        "level",
        "chỉ tiêu 'dossiers_received' không có cấp 'province'",
        "chỉ tiêu này có các cấp: district, commune, all",
    ),
    "no period": (
        GOOD.replace("2022,district", "năm 2022,district"),
        "period",
        "'năm 2022' không phải là một kỳ",
        GRAMMAR,
    ),
    "period that is not registered": (
        GOOD.replace("2022,district", "2022-Q1,district"),
        "period",
        "kỳ '2022-Q1' không có trong periods.csv",
        "có phải là '2022'? Thêm một dòng cho kỳ này vào periods.csv",
    ),
    "count with a dot": (
        GOOD.replace("5300", "5.300"),
        "value",
        "'5.300' có dấu chấm giữa các chữ số",
        "có phải là 5300? Viết liền các chữ số, không dấu ngăn hàng nghìn",
    ),
    "no value": (
        GOOD.replace("5300", ""),
        "value",
        "ô trống",
        "bỏ dòng này nếu chưa có số liệu; ghi 0 nếu đã đếm và không có gì",
    ),
    "share over 100": (
        "documents_signed_share,2022,all,110,,bao-cao-2022,II.2.6,",
        "value",
        "'110' lớn hơn 100",
        "tỷ lệ phần trăm nằm từ 0 đến 100",
    ),
    "stated share with a comma": (
        'dossiers_on_time_share_stated,2022,district,"99,95",,bao-cao-2022,II.2.6,',
        "value",
        "'99,95' có dấu phẩy thập phân",
        "dùng dấu chấm thập phân: 99.95",
    ),
    "unknown qualifier": (
        GOOD.replace("5300,", "5300,trên"),
        "qualifier",
        "'trên' không có trong các từ chỉ mức",
        KINDS,
    ),
    "unknown source": (
        GOOD.replace("bao-cao-2022", "bao-cao-2021"),
        "source",
        "nguồn 'bao-cao-2021' không có trong sources.csv",
        "có phải là 'bao-cao-2022'? Ghi id của một nguồn trong sources.csv",
    ),
    "no source": (
        GOOD.replace("bao-cao-2022", ""),
        "source",
        "ô trống",
        "ghi id của một nguồn trong sources.csv",
    ),
    "no place": (
        GOOD.replace("II.2.2", " "),
        "place",
        "ô trống",
        "ghi mục trong nguồn có số này, ví dụ II.2.2",
    ),
}


@pytest.mark.parametrize(("row", "column", "what", "mend"), BAD_ROWS.values(), ids=BAD_ROWS)
def test_a_bad_cell_is_named_with_its_line_and_column(tmp_path, row, column, what, mend):
    assert [str(fault) for fault in table_of(tmp_path, f"{row}\n").faults] == [
        f"{what}\n  tại:  {WHERE}, dòng 2, cột {column}\n  sửa:  {mend}"
    ]


def test_one_fact_may_be_stated_in_two_places_but_not_twice_in_one(tmp_path):
    elsewhere = GOOD.replace("II.2.2", "V.1")
    table = table_of(tmp_path, f"{GOOD}\n{elsewhere}\n{GOOD.replace('5300', '5301')}\n")
    assert [str(fault) for fault in table.faults] == [
        "dòng lặp lại dòng 2: cùng code 'dossiers_received', period '2022', level 'district',"
        " source 'bao-cao-2022', place 'II.2.2'\n"
        f"  tại:  {WHERE}, dòng 4, cột code\n  sửa:  giữ lại một dòng"
    ]


def test_no_period_is_known_where_none_is_registered(tmp_path):
    data = write_data(tmp_path, periods_csv="period,start,end,complete,note\n")
    periods = read_periods(data / UNIT / "periods.csv", data)
    table = figures_table(data / UNIT / "figures.csv", data, periods, None)
    assert [fault.what for fault in table.faults][:2] == [
        "kỳ '2021' không có trong periods.csv",
        "kỳ '2022' không có trong periods.csv",
    ]


def test_every_bad_cell_of_one_row_is_a_fault(tmp_path):
    table = table_of(tmp_path, "x,y,z,-1,w,v,,\n")
    columns = ["code", "period", "level", "value", "qualifier", "source", "place"]
    assert sorted(f.where.rpartition(" ")[2] for f in table.faults) == sorted(columns)


def test_figures_alone_are_not_looked_up_in_registers_that_are_not_given(tmp_path):
    rows = f"{FIGURES_HEADER}\n{GOOD.replace('2022,', '2030,').replace('bao-cao', 'khac')}\n"
    path = write_data(tmp_path, figures_csv=rows) / UNIT / "figures.csv"
    assert read_figures(path)["period"].tolist() == ["2030"]


def test_reading_a_bad_file_raises_all_its_faults(tmp_path):
    rows = f"{FIGURES_HEADER}\n{GOOD.replace('5300', '-1')}\n{GOOD.replace('5300', '1e5')}\n"
    path = write_data(tmp_path, figures_csv=rows) / UNIT / "figures.csv"
    with pytest.raises(CchcError) as refused:
        read_figures(path)
    assert [fault.what for fault in refused.value.faults] == [
        "'-1' là số âm",
        "dòng lặp lại dòng 2: cùng code 'dossiers_received', period '2022', level 'district',"
        " source 'bao-cao-2022', place 'II.2.2'",
        "'1e5' viết dạng lũy thừa",
    ]


def rows_with(values: list[str]) -> str:
    text = io.StringIO(newline="")
    head, tail = ["dossiers_received", "2022", "district"], ["", "bao-cao-2022"]
    csv.writer(text).writerows(
        [*head, value, *tail, f"mục {number}", ""] for number, value in enumerate(values)
    )
    return text.getvalue()


FOLDER_IS_WRITTEN_ANEW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@FOLDER_IS_WRITTEN_ANEW
@given(value=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_as_a_count_is_digits_or_a_fault_that_names_a_line(tmp_path, value):
    table = table_of(tmp_path, rows_with([value]))
    if value and set(value) <= set("0123456789") and len(value) <= 15:
        assert table.faults == []
    else:
        # one, or one for each character that is no text
        assert 1 <= len(table.faults) <= max(1, len(set(value)))
        assert all(", dòng " in fault.where for fault in table.faults)


VALUES = st.sampled_from(["0", "12", "047", "1.234", "1,5", "-3", "1e5", "NaN", "", " 12", "5%"])


@FOLDER_IS_WRITTEN_ANEW
@given(values=st.lists(VALUES, min_size=1, max_size=10))
def test_as_many_bad_values_as_many_faults_each_on_its_own_line(tmp_path, values):
    faults = table_of(tmp_path, rows_with(values)).faults
    bad = [n + 2 for n, value in enumerate(values) if not value.isdigit()]
    assert [fault.where for fault in faults] == [f"{WHERE}, dòng {n}, cột value" for n in bad]


def stated(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["code", "period", "level", "value", "source"])


SOURCES = pd.DataFrame(
    {"id": ["old", "new", "undated"], "date": [date(2022, 1, 1), date(2023, 1, 1), None]}
)


def test_the_latest_source_is_used_then_the_first_row():
    figures = stated(
        ("b", "2022", "all", 1, "undated"),
        ("a", "2022", "all", 2, "old"),
        ("a", "2022", "all", 3, "new"),
        ("a", "2022", "all", 4, "new"),
        ("b", "2022", "all", 5, "old"),
        ("b", "2021", "all", 6, "undated"),
        ("b", "2021", "all", 7, "undated"),
    )
    used = primary(figures, SOURCES)
    assert used["value"].tolist() == [3, 5, 6]
    assert used.index.tolist() == [0, 1, 2]
    assert list(used.columns) == list(figures.columns)


def test_no_figures_have_no_primary_rows():
    assert len(primary(stated(), SOURCES)) == 0
