"""The workbook: what an office sees in it, and that it comes back as it went out."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.catalogue import AREAS, CATALOGUE
from cchc.errors import CchcError, UsageError
from cchc.intake.changes import changes
from cchc.intake.layout import BASE, GUIDE, LISTS, sheet_name
from cchc.intake.reading import read_workbook
from cchc.intake.sheets import Sheet, read_sheets
from cchc.intake.workbook import workbook
from cchc.quantity import QUALIFIERS
from invented import UNIT as AGREEING_UNIT
from invented import Figure, Invented, agreeing
from sample_unit import UNIT, write_data

ROOT = Path(__file__).resolve().parents[1]
NEW_UNIT = "huyen-minh-hoa-02"


def saved(folder: Path, unit: str, data: Path, *periods: str) -> Path:
    path = folder / "so-lieu.xlsx"
    path.write_bytes(workbook(unit, data, periods))
    return path


def sheet_of(path: Path, name: str) -> Sheet:
    return next(sheet for sheet in read_sheets(path) if sheet.name == name)


def row_of(sheet: Sheet, code: str, level: str) -> tuple:
    return next(row for row in sheet.rows if row[0] == code and row[2] == level)


def without_base(path: Path) -> Path:
    """The workbook as if its hidden sheet of what stood in data/ held nothing."""
    other = path.with_name("khong-goc.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/workbook.xml":
                content = content.replace(f'name="{BASE}"'.encode(), 'name="Khác"'.encode())
            new.writestr(name, content)
    return other


def comes_back(unit: str, data: Path, folder: Path) -> None:
    """Nothing changes, with what the workbook remembers of `data/` and without."""
    path = saved(folder, unit, data)
    assert not changes(read_workbook(path), data).is_needed
    everything = read_workbook(without_base(path))
    figures = (data / unit / "figures.csv").read_text(encoding="utf-8")
    assert len(everything.figures) == len(figures.splitlines()) - 1
    assert not changes(everything, data).is_needed


def test_what_goes_out_comes_back_for_long_my(tmp_path):
    comes_back("huyen-long-my", ROOT / "data", tmp_path)


def test_what_goes_out_comes_back_with_parts_of_years_and_repeated_facts(tmp_path):
    comes_back(AGREEING_UNIT, agreeing().write(tmp_path), tmp_path)
    data = write_data(tmp_path / "small")
    comes_back(UNIT, data, tmp_path)


REPORTED = [indicator for indicator in CATALOGUE.values() if not indicator.is_computed]
PERIODS = ("2020", "2021", "2022", "2021-2022", "2022-M11", "2022-Q1")
text = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufeff\ufffc\ufffd"
    ),
    max_size=30,
).map(lambda words: words.strip().replace('"', "”"))


@st.composite
def a_figure(draw) -> Figure:
    indicator = draw(st.sampled_from(REPORTED))
    whole = st.integers(0, 999_999_999_999_999).map(str) | st.just("007")
    share = st.integers(0, 99).flatmap(
        lambda n: st.sampled_from([str(n), f"{n}.0", f"{n}.5", f"{n}.95", f"{n}.0001", "100"])
    )
    return Figure(
        indicator.code,
        draw(st.sampled_from(PERIODS)),
        draw(st.sampled_from([lv for lv in indicator.levels if lv != "province"])),
        draw(share if indicator.is_share else whole),
        draw(st.sampled_from(QUALIFIERS)),
        draw(st.sampled_from(["bao-cao", "phu-luc"])),
        draw(st.sampled_from(["II.2", "trang 4", "=1+1", "0012"])),
        draw(text.map(lambda words: words.replace(",", ";"))),
    )


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    figures=st.lists(a_figure(), max_size=40, unique_by=lambda f: (*f[:3], *f[5:7])),
)
def test_what_goes_out_comes_back_for_any_unit(tmp_path_factory, figures):
    folder = tmp_path_factory.mktemp("unit")
    unit = Invented(tuple(figures), documents="", narrative="")
    data = unit.write(folder)
    (data / AGREEING_UNIT / "documents.csv").unlink()
    comes_back(AGREEING_UNIT, data, folder)


def test_the_same_figures_make_the_same_bytes(tmp_path):
    data = write_data(tmp_path)
    assert workbook(UNIT, data) == workbook(UNIT, data)


def test_there_is_a_sheet_an_area_and_a_line_an_indicator_and_level(tmp_path):
    path = saved(tmp_path, UNIT, write_data(tmp_path))
    sheets = {sheet.name: sheet for sheet in read_sheets(path)}
    assert next(iter(sheets)) == GUIDE
    assert [*sheets][4:12] == [sheet_name(area) for area in AREAS]
    assert [name for name, sheet in sheets.items() if sheet.is_hidden] == [LISTS, BASE]
    for indicator in REPORTED:
        lines = [
            (row[1], row[2], row[3])
            for row in sheets[sheet_name(indicator.area)].rows
            if row[0] == indicator.code
        ]
        words = {"district": "cấp huyện", "commune": "cấp xã", "all": "toàn huyện"}
        levels = [words[level] for level in indicator.levels if level in words]
        expected = [(indicator.vi, level, indicator.measure_unit) for level in levels]
        assert list(dict.fromkeys(lines)) == expected


def test_a_number_that_is_stated_twice_has_two_lines(tmp_path):
    sheet = sheet_of(saved(tmp_path, UNIT, write_data(tmp_path)), "Thủ tục hành chính")
    head = sheet.rows[3]
    assert head[4:10] == ("Năm 2021", "Năm 2022", "Mức", "Nguồn", "Nơi ghi", "Ghi chú")
    lines = [r[4:10] for r in sheet.rows if r[:1] == ("dossiers_received",) and r[2] == "cấp huyện"]
    assert lines == [
        (3470.0, 5300.0, "", "bao-cao-2022", "II.2.2", ""),
        ("", 5301.0, "", "bao-cao-2022", "V.1", "nêu lần hai"),
        ("", 5290.0, "", "phu-luc-2023", "trang 4", ""),
    ]


def test_a_bound_stands_in_its_own_column_and_a_share_in_percent(tmp_path):
    sheet = sheet_of(saved(tmp_path, UNIT, write_data(tmp_path)), "Hiện đại hóa")
    row = row_of(sheet, "documents_signed_share", "toàn huyện")
    assert row[4:9] == ("", 80.0, "trên", "bao-cao-2022", "II.2.6")


def test_computed_cells_show_shares_and_remainders_and_hold_their_value(tmp_path):
    data = agreeing().write(tmp_path)
    sheet = sheet_of(saved(tmp_path, AGREEING_UNIT, data, "2021", "2022"), "Thủ tục hành chính")
    on_time = row_of(sheet, "on_time_share_resolved", "cấp huyện")
    assert on_time[4:6] != ("", "")
    columns = sheet.rows[3].index("Năm 2021"), sheet.rows[3].index("Năm 2022")
    shown = [round(on_time[column], 4) for column in columns]
    assert shown == [round(100 * 2800 / 2840, 4), round(100 * 3260 / 3320, 4)]
    rests = [
        row for row in sheet.rows if row[1].startswith("Còn lại: hồ sơ tiếp nhận trừ hồ sơ đã")
    ]
    by_level = {row[2]: [row[column] for column in columns] for row in rests}
    assert by_level["cấp huyện"] == [0.0, 0.0]  # 3000 - 2840 - 150 - 10, 3500 - 3320 - 160 - 20
    assert by_level["toàn huyện"] == [0.0, 0.0], "of a level that nobody states: the levels' sum"


def test_computed_cells_are_locked_and_cells_to_fill_in_are_not(tmp_path):
    with zipfile.ZipFile(saved(tmp_path, UNIT, write_data(tmp_path))) as book:
        styles = book.read("xl/styles.xml").decode()
        sheets = [book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in range(1, 15)]
    cell_styles = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles.split("<cellXfs")[1])
    is_open = ['locked="0"' in style for style in cell_styles]
    procedures = sheets[6]
    assert all('<sheetProtection sheet="1"' in sheet for sheet in sheets)
    assert not any("password" in sheet for sheet in sheets)
    computed = re.findall(r'<c r="\w+" s="(\d+)"[^>]*><f>', procedures)
    assert computed and not any(is_open[int(style)] for style in computed)
    first_value = re.search(r'<c r="E5" s="(\d+)"', procedures)[1]
    assert is_open[int(first_value)]


def test_cells_take_whole_numbers_for_counts_and_0_to_100_for_shares(tmp_path):
    with zipfile.ZipFile(saved(tmp_path, UNIT, write_data(tmp_path))) as book:
        procedures = book.read("xl/worksheets/sheet7.xml").decode()
    rules = re.findall(r"<dataValidation (.*?)</dataValidation>", procedures)
    rule = {re.search(r'sqref="([A-Z0-9:]+)"', each)[1]: each for each in rules}
    assert 'type="whole" operator="greaterThanOrEqual"' in rule["E5:F5"]
    assert "<formula1>0</formula1>" in rule["E5:F5"]
    sheet = sheet_of(tmp_path / "so-lieu.xlsx", "Thủ tục hành chính")
    share = 1 + next(n for n, row in enumerate(sheet.rows) if row[0] == "satisfaction_share")
    assert 'type="decimal"' in rule[f"E{share}:F{share}"]
    assert "<formula1>0</formula1><formula2>100</formula2>" in rule[f"E{share}:F{share}"]


def test_it_prints_on_a4_with_headings_and_page_numbers(tmp_path):
    with zipfile.ZipFile(saved(tmp_path, UNIT, write_data(tmp_path))) as book:
        procedures = book.read("xl/worksheets/sheet7.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    [page] = re.findall(r"<pageSetup [^>]*>", procedures)
    assert 'paperSize="9"' in page and 'orientation="landscape"' in page
    assert 'fitToHeight="0"' in page and "fitToPage" in procedures
    assert "Trang &amp;P/&amp;N" in procedures
    assert "'Thủ tục hành chính'!$4:$4</definedName>" in names


def test_what_begins_with_an_equals_sign_is_written_as_text(tmp_path):
    evil = "=cmd|' /C calc'!A0"
    sources = f"id,title,issuer,date,kind,note\nbao-cao-2022,{evil},@SUM(A1),,+1,-1\n"
    figures = "code,period,level,value,qualifier,source,place,note\n"
    figures += f"schools,2022,district,5,,bao-cao-2022,=1+1,{evil}\n"
    data = write_data(tmp_path, sources_csv=sources, figures_csv=figures, documents_csv=None)
    path = saved(tmp_path, UNIT, data)
    with zipfile.ZipFile(path) as book:
        formulas = [
            formula
            for name in book.namelist()
            if name.startswith("xl/worksheets/")
            for formula in re.findall(r"<f>(.*?)</f>", book.read(name).decode())
        ]
    assert [formula for formula in formulas if "cmd" in formula or "SUM" in formula] == []
    assert evil in sheet_of(path, "Tổ chức bộ máy").rows[row_number(path, "schools")]
    assert not changes(read_workbook(path), data).is_needed


def row_number(path: Path, code: str) -> int:
    rows = sheet_of(path, "Tổ chức bộ máy").rows
    return next(number for number, row in enumerate(rows) if row[0] == code)


def test_a_unit_without_a_folder_gets_an_empty_workbook_for_the_years_asked_for(tmp_path):
    path = saved(tmp_path, NEW_UNIT, write_data(tmp_path), "2021", "2022", "2022-Q3")
    sheets = {sheet.name: sheet for sheet in read_sheets(path)}
    assert sheets["Thể chế"].rows[3][4:7] == ("Năm 2021", "2022-Q3 (quý 3 năm 2022)", "Năm 2022")
    filled = [cell for row in sheets["Thể chế"].rows[4:] for cell in row[4:7] if cell != ""]
    assert filled == []
    office = {row[0]: row[2] for row in sheets["Đơn vị báo cáo"].rows[4:]}
    assert office["letterhead.issuer"] == "ỦY BAN NHÂN DÂN HUYỆN MINH HỌA 02"
    assert office["mandate.resolution"] == ""
    assert ("DỮ LIỆU MINH HỌA" in str(sheets[GUIDE].rows)) == ("minh-hoa" in NEW_UNIT)


def test_a_commune_has_the_lines_and_sheets_of_a_commune(tmp_path):
    data = write_data(tmp_path)
    path = saved(tmp_path, "xa-minh-hoa-03", data, "2022")
    sheets = {sheet.name: sheet for sheet in read_sheets(path)}
    assert "Tổ chức bộ máy" not in sheets, "its indicators are a district's"
    levels = {row[2] for row in sheets["Thủ tục hành chính"].rows[4:] if row[0]}
    assert levels == {"cấp xã"}
    assert row_of(sheets["Chính quyền điện tử"], "households", "toàn xã")
    assert read_workbook(path).notes == ("tệp không có số liệu nào",)


@pytest.mark.parametrize(
    ("unit", "years", "has_one_a_line"),
    [(NEW_UNIT, ("2021", "2022"), True), (NEW_UNIT, ("2022",), False), (UNIT, (), False)],
)
def test_years_that_come_from_a_report_each_have_a_spare_line_for_every_line(
    tmp_path, unit, years, has_one_a_line
):
    path = saved(tmp_path, unit, write_data(tmp_path), *years)
    rows = sheet_of(path, "Thủ tục hành chính").rows[4:]
    stated = [row for row in rows if row[0] in CATALOGUE and not CATALOGUE[row[0]].is_computed]
    spare = [row for row in rows if "Dòng thêm" in str(row[-1])]
    assert len(spare) == (len(stated) if has_one_a_line else 8)


def test_a_unit_without_figures_must_say_the_years(tmp_path):
    with pytest.raises(UsageError) as refused:
        workbook(NEW_UNIT, write_data(tmp_path))
    [fault] = refused.value.faults
    assert (fault.what, fault.where, fault.mend) == (
        "đơn vị 'huyen-minh-hoa-02' chưa có số liệu, nên chưa biết làm bảng tính cho năm nào",
        "--years",
        "ghi các năm, ví dụ --years 2021 2022",
    )


def test_a_year_that_is_none_is_refused(tmp_path):
    with pytest.raises(UsageError, match="'2022-Q7' không phải là một kỳ"):
        workbook(NEW_UNIT, write_data(tmp_path), ["2022-Q7"])


def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut(tmp_path):
    long = "code,period,level,value,qualifier,source,place,note\n"
    long += f"schools,2022,district,5,,bao-cao-2022,II.2.3,{'x' * 32_768}\n"
    with pytest.raises(CchcError, match=r"có ô dài hơn 32\.767 ký tự"):
        workbook(UNIT, write_data(tmp_path, figures_csv=long))


def test_years_that_are_not_shown_are_left_alone(tmp_path):
    data = write_data(tmp_path)
    path = saved(tmp_path, UNIT, data, "2022")
    sheet = sheet_of(path, "Thủ tục hành chính")
    assert "Năm 2021" not in sheet.rows[3]
    proposal = read_workbook(path)
    assert not changes(proposal, data).is_needed
    assert io.BytesIO(workbook(UNIT, data, ["2022"])).getvalue() == path.read_bytes()
