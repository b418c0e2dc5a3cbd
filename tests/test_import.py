"""Workbooks that offices send: what is read, and the exact words for everything that is wrong."""

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from cchc.errors import CchcError
from cchc.intake.changes import Changes, changes
from cchc.intake.layout import BASE
from cchc.intake.reading import read_workbook
from cchc.intake.told import told
from cchc.intake.workbook import workbook
from filled_in import (
    cell_of,
    edited,
    hide_row,
    part_of,
    percent_style,
    put,
    replaced,
    sheet_of,
    xml_of,
)
from sample_unit import UNIT, write_data

PROCEDURES = "Thủ tục hành chính"
D, C, ALL = "cấp huyện", "cấp xã", "toàn huyện"
Y1, Y2 = "Năm 2021", "Năm 2022"
SHARE = "satisfaction_share"
CELLS = Path()
"""The workbook that every test begins with."""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("made")
    data = write_data(folder)
    path = folder / "so-lieu.xlsx"
    path.write_bytes(workbook(UNIT, data))
    return path, data


@pytest.fixture
def book(made, tmp_path) -> Path:
    return Path(shutil.copy(made[0], tmp_path))


@pytest.fixture
def data(made) -> Path:
    return made[1]


@pytest.fixture(autouse=True)
def cells(made, request) -> None:
    """Where everything stands, looked up once: the workbooks of all tests begin as one."""
    request.module.CELLS = made[0]


@cache
def _cell(path: Path, code: str, level: str, heading: str) -> str:
    return cell_of(path, PROCEDURES, code, level, heading)


def cell(book: Path, code: str, level: str = D, heading: str = Y2) -> str:
    return _cell(CELLS, code, level, heading)


def fill(book: Path, code: str, value: float | str, level: str = D, **more: str) -> str:
    """Put a value with a source and a place; the name of its cell."""
    here = cell(book, code, level)
    source = {"source": "bao-cao-2022", "place": "II.2.2"} | more
    headings = {"source": "Nguồn", "place": "Nơi ghi", "qualifier": "Mức", "note": "Ghi chú"}
    others = {cell(book, code, level, headings[name]): text for name, text in source.items()}
    put(book, PROCEDURES, {here: value, **others})
    return here


def added(book: Path, data: Path) -> list[tuple[str, ...]]:
    """What an import would add to figures.csv: code, period, level, value, qualifier."""
    found = changes(read_workbook(book), data)
    [file] = [file for file in found.files if file.name == "figures.csv"]
    assert not file.changed and not file.removed
    return [tuple(row.values())[:5] for row in file.added]


def faults(book: Path, data: Path | None = None) -> list[tuple[str, str, str]]:
    with pytest.raises(CchcError) as refused:
        proposal = read_workbook(book)
        if data:
            changes(proposal, data)
    return [(f.what, f.where, f.mend) for f in refused.value.faults]


READ = {
    "a number": ("dossiers_resolved", 5180.0, "5180", ""),
    "a zero is a count of nothing": ("dossiers_resolved", 0.0, "0", ""),
    "a number as text": ("dossiers_resolved", "5180", "5180", ""),
    "a text with blanks around": ("dossiers_resolved", " 5180 ", "5180", ""),
    "a point between thousands": ("dossiers_resolved", "5.180", "5180", ""),
    "a comma between thousands": ("dossiers_resolved", "5,180", "5180", ""),
    "a bound in the cell": ("dossiers_resolved", "khoảng 5.180", "5180", "about"),
    "the unit after the number": ("dossiers_resolved", "5180 hồ sơ", "5180", ""),
    "a share": (SHARE, 99.95, "99.95", ""),
    "a share with its sign": (SHARE, "99.95%", "99.95", ""),
    "a share with a decimal comma": (SHARE, "99,95 %", "99.95", ""),
    "a share with the decimals it was stated with": (SHARE, "97,0", "97.0", ""),
    "a share below one": (SHARE, 0.04, "0.04", ""),
}


@pytest.mark.parametrize(("code", "typed", "value", "qualifier"), READ.values(), ids=READ)
def test_numbers_are_read_as_offices_write_them(book, data, code, typed, value, qualifier):
    fill(book, code, typed)
    assert added(book, data) == [(code, "2022", "district", value, qualifier)]


def test_a_bound_is_chosen_in_its_column(book, data):
    fill(book, "dossiers_resolved", 5180.0, qualifier="từ … trở lên")
    assert added(book, data) == [("dossiers_resolved", "2022", "district", "5180", "at_least")]


def test_a_number_in_percent_is_read_as_it_is_shown(book, data):
    here = fill(book, SHARE, 0.9995)
    style = percent_style(book)
    part = part_of(book, PROCEDURES)

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        return re.sub(rf'(<c r="{here}" s=")\d+'.encode(), rf"\g<1>{style}".encode(), content)

    edited(book, change)
    assert added(book, data) == [(SHARE, "2022", "district", "99.95", "")]


NUMBER = "ô có ngày hoặc giờ 02/01/2022, không phải số"
AS_NUMBER = "Excel đã đổi số thành ngày: định dạng ô là số (Number) rồi ghi lại số"
WHOLE = "đây là số đếm, chỉ nhận số nguyên"
REFUSED = {
    "a decimal where things are counted": (
        "dossiers_resolved",
        5180.5,
        "'5180.5' không phải số nguyên",
        "đây là số đếm, chỉ nhận số nguyên, không có dấu chấm, dấu phẩy",
    ),
    "a negative number": (
        "dossiers_resolved",
        -3.0,
        "'-3' là số âm",
        "số liệu báo cáo không âm, xem lại nguồn",
    ),
    "a share of a count": (
        "dossiers_resolved",
        "99.95%",
        "'99.95%' có dấu %",
        "xem lại chỉ tiêu: đây không phải là tỷ lệ phần trăm",
    ),
    "more than all": (SHARE, 101.0, "'101' lớn hơn 100", "tỷ lệ phần trăm nằm từ 0 đến 100"),
    "a share with thousands": (
        SHARE,
        "1.234,5",
        "'1.234,5' lớn hơn 100",
        "tỷ lệ phần trăm nằm từ 0 đến 100",
    ),
    "a dash for nothing": (
        "dossiers_resolved",
        "-",
        "'-' không phải là số",
        "để ô trống nếu chưa có số liệu; ghi 0 nếu đã đếm và không có gì",
    ),
    "words": (
        "dossiers_resolved",
        "chưa có",
        "'chưa có' không phải là số",
        "để ô trống nếu chưa có số liệu; ghi 0 nếu đã đếm và không có gì",
    ),
    "another unit of measure": (
        "dossiers_resolved",
        "5 nghìn",
        "'5 nghìn' có chữ 'nghìn' sau số",
        "chỉ ghi số, tính bằng hồ sơ",
    ),
    "two numbers": (
        "dossiers_resolved",
        "12/5",
        "'12/5' có hơn một số",
        "ghi mỗi số ở ô của chỉ tiêu tương ứng",
    ),
}


@pytest.mark.parametrize(("code", "typed", "what", "mend"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_number_is_refused_with_its_sheet_and_cell(book, code, typed, what, mend):
    here = fill(book, code, typed)
    assert faults(book) == [(what, f"trang 'Thủ tục hành chính', ô {here}", mend)]


def test_a_date_where_a_number_was_meant_is_refused(book):
    day = re.search(r'<c r="B5" s="(\d+)"', xml_of(book, "Kỳ số liệu"))[1]
    here = cell(book, "dossiers_resolved")
    put(book, PROCEDURES, {here: f' s="{day}"><v>44563</v></c>'}, raw=True)
    assert faults(book) == [(NUMBER, f"trang 'Thủ tục hành chính', ô {here}", AS_NUMBER)]


def test_a_formula_with_an_error_is_refused_and_not_read_as_empty(book):
    here = cell(book, "dossiers_resolved")
    put(book, PROCEDURES, {here: ' t="e"><f>1/0</f><v>#DIV/0!</v></c>'}, raw=True)
    where = f"trang 'Thủ tục hành chính', ô {here}"
    mend = "sửa công thức, hoặc ghi thẳng số vào ô"
    assert faults(book) == [("ô có công thức bị lỗi", where, mend)]


def test_a_formula_that_was_never_worked_out_is_refused(book):
    here = cell(book, "dossiers_resolved")
    put(book, PROCEDURES, {here: "><f>2+2</f></c>"}, raw=True)
    where = f"trang 'Thủ tục hành chính', ô {here}"
    mend = "mở tệp bằng Excel hoặc LibreOffice để tính lại, lưu, rồi nhập lại"
    assert faults(book) == [("ô có công thức chưa được tính", where, mend)]


def test_a_formula_with_a_value_is_a_number(book, data):
    here = fill(book, "dossiers_resolved", 1.0)
    put(book, PROCEDURES, {here: "><f>2+2</f><v>4</v></c>"}, raw=True)
    assert added(book, data) == [("dossiers_resolved", "2022", "district", "4", "")]


def test_a_number_in_a_hidden_row_does_not_slip_in(book):
    here = fill(book, "dossiers_resolved", 5180.0)
    hide_row(book, PROCEDURES, int(here[1:]))
    assert faults(book) == [
        (
            "có số liệu trong dòng hoặc cột bị ẩn",
            f"trang 'Thủ tục hành chính', ô {here}",
            "bỏ ẩn (Unhide) để xem số rồi nhập lại, hoặc xóa nội dung các ô bị ẩn",
        )
    ]


def test_a_number_in_a_hidden_column_does_not_slip_in(book):
    fill(book, "dossiers_resolved", 5180.0)
    column = re.search(r'<col min="6" max="6"|<col min="5" max="6"', xml_of(book, PROCEDURES))[0]
    replaced(book, part_of(book, PROCEDURES), column, f'{column} hidden="1"')
    assert {what for what, _, _ in faults(book)} == {"có số liệu trong dòng hoặc cột bị ẩn"}


def test_an_empty_hidden_row_is_nothing_to_speak_of(book, data):
    hide_row(book, PROCEDURES, int(cell(book, SHARE)[1:]))
    assert added(book, data) == []


def test_a_hidden_sheet_does_not_slip_in(book):
    replaced(book, "xl/workbook.xml", f'name="{PROCEDURES}"', f'name="{PROCEDURES}" state="hidden"')
    assert faults(book) == [
        (
            "trang bị ẩn mà có số liệu",
            "trang 'Thủ tục hành chính'",
            "bỏ ẩn trang (Unhide) để xem rồi nhập lại, hoặc xóa trang",
        )
    ]


def test_a_renamed_sheet_is_known_by_its_headings(book, data):
    fill(book, "dossiers_resolved", 5180.0)
    replaced(book, "xl/workbook.xml", f'name="{PROCEDURES}"', 'name="TTHC (bản cuối)"')
    assert added(book, data) == [("dossiers_resolved", "2022", "district", "5180", "")]


def test_a_sheet_that_lost_its_headings_is_told_and_removes_nothing(book, data):
    cells = {name: "Tên" for name in ("A4", "B4", "C4")}
    put(book, PROCEDURES, cells)
    found = changes(read_workbook(book), data)
    assert told(found)[1:3] == [
        "  lưu ý: trang 'Thủ tục hành chính' không có bảng nào của cchc, không đọc",
        "  lưu ý: tệp không có trang 'Thủ tục hành chính': số liệu ở đó giữ nguyên",
    ]
    assert not found.is_needed


def test_merged_heading_cells_and_blank_rows_do_not_matter(book, data):
    fill(book, "dossiers_resolved", 5180.0)
    part = part_of(book, PROCEDURES)

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        moved = re.sub(r'(<row r="|<c r="[A-Z]+)(\d+)"', _three_rows_down, content.decode())
        merged = '<mergeCells count="1"><mergeCell ref="A1:D2"/></mergeCells><dataValidations'
        return moved.replace("<dataValidations", merged, 1).encode()

    edited(book, change)
    assert added(book, data) == [("dossiers_resolved", "2022", "district", "5180", "")]


def _three_rows_down(found: re.Match) -> str:
    return f'{found[1]}{int(found[2]) + 3}"'


def test_one_year_twice_is_refused(book):
    put(book, PROCEDURES, {"E4": "Năm 2022"})
    assert faults(book)[0] == (
        "cột 'Năm 2022' có hai lần",
        "trang 'Thủ tục hành chính', ô F4",
        "giữ lại một cột; cột kia ở ô E4",
    )


@pytest.mark.parametrize("heading", ["Năm nay", "9 tháng 2022", "Năm 2022 (ước cả năm 2023)"])
@pytest.mark.parametrize("typed", [5180.0, "5180", "khoảng 5.180"])
def test_numbers_under_a_heading_that_is_no_period_are_refused(book, heading, typed):
    rows = enumerate(sheet_of(book, PROCEDURES).rows, start=1)
    others = {f"E{row}": "" for row, cells in rows if row > 4 and isinstance(cells[4], float)}
    here = cell(book, "dossiers_resolved", D, Y1)
    put(book, PROCEDURES, {**others, here: typed, "E4": heading})
    assert faults(book)[0] == (
        "cột có số mà không biết là kỳ nào",
        "trang 'Thủ tục hành chính', ô E4",
        "ghi tiêu đề như 'Năm 2022' hoặc '2022-Q3', hoặc xóa các số ở cột đó",
    )


def test_a_code_that_somebody_changed_is_refused(book):
    here = fill(book, "dossiers_resolved", 5.0)
    put(book, PROCEDURES, {f"A{here[1:]}": "dossiers_resolvd"})
    assert faults(book) == [
        (
            "'dossiers_resolvd' không phải là mã chỉ tiêu",
            f"trang 'Thủ tục hành chính', ô A{here[1:]}",
            "có phải là 'dossiers_resolved'? Không sửa cột Mã",
        )
    ]


def spare_row(book: Path) -> int:
    rows = sheet_of(book, PROCEDURES).rows
    return 1 + next(n for n, row in enumerate(rows) if "Dòng thêm" in str(row[-1]))


def test_a_spare_line_states_a_fact_once_more(book, data):
    row = spare_row(book)
    cells = {f"B{row}": "Hồ sơ tiếp nhận", f"C{row}": "Cấp xã", f"F{row}": "7.043"}
    put(book, PROCEDURES, cells | {f"H{row}": "phu-luc-2023", f"I{row}": "trang 5"})
    assert added(book, data) == [("dossiers_received", "2022", "commune", "7043", "")]


def test_a_spare_line_without_its_indicator_or_level_is_refused(book):
    row = spare_row(book)
    put(book, PROCEDURES, {f"F{row}": 7.0, f"F{row + 1}": 7.0, f"B{row + 1}": "Hồ sơ tiếp nhận"})
    put(book, PROCEDURES, {f"F{row + 2}": 7.0, f"B{row + 2}": "Hồ sơ tiếp"})
    assert faults(book) == [
        (
            "có số mà không có chỉ tiêu",
            f"trang 'Thủ tục hành chính', ô B{row}",
            "chọn chỉ tiêu trong danh sách",
        ),
        (
            "ô trống",
            f"trang 'Thủ tục hành chính', ô C{row + 1}",
            "chọn trong: cấp tỉnh, cấp huyện, cấp xã, toàn huyện",
        ),
        (
            "'Hồ sơ tiếp' không phải là chỉ tiêu nào của trang này",
            f"trang 'Thủ tục hành chính', ô B{row + 2}",
            "chọn chỉ tiêu trong danh sách",
        ),
    ]


def test_faults_that_only_the_data_folder_shows_are_named_by_their_cell_too(book, data):
    fill(book, "dossiers_resolved", 5.0, source="la")
    here = fill(book, SHARE, 5.0, place="")
    source = cell(book, "dossiers_resolved", D, "Nguồn")
    assert faults(book, data) == [
        (
            "nguồn 'la' không có ở trang 'Nguồn số liệu'",
            f"trang 'Thủ tục hành chính', ô {source}",
            "ghi một mã có ở trang 'Nguồn số liệu'",
        ),
        (
            "ô trống",
            f"trang 'Thủ tục hành chính', ô I{here[1:]}",
            "ghi mục trong nguồn có số này, ví dụ II.2.2",
        ),
    ]


def test_a_cell_that_cannot_be_read_hides_no_unknown_source(book, data):
    broken = fill(book, "dossiers_resolved", 5.5, source="la")
    fill(book, SHARE, 5.0, source="bao-cao-2202")
    with pytest.raises(CchcError) as refused:
        read_workbook(book, data)
    place = "trang 'Thủ tục hành chính', ô "
    assert [(f.what, f.where, f.mend) for f in refused.value.faults] == [
        (
            "'5.5' không phải số nguyên",
            f"{place}{broken}",
            "đây là số đếm, chỉ nhận số nguyên, không có dấu chấm, dấu phẩy",
        ),
        (
            "nguồn 'la' không có ở trang 'Nguồn số liệu'",
            f"{place}{cell(book, 'dossiers_resolved', D, 'Nguồn')}",
            "ghi một mã có ở trang 'Nguồn số liệu'",
        ),
        (
            "nguồn 'bao-cao-2202' không có ở trang 'Nguồn số liệu'",
            f"{place}{cell(book, SHARE, D, 'Nguồn')}",
            "có phải là 'bao-cao-2022'? Ghi một mã có ở trang 'Nguồn số liệu'",
        ),
    ]


def test_a_number_without_source_is_stated_by_the_workbook_itself(book, data):
    put(book, PROCEDURES, {cell(book, "dossiers_resolved"): 5180.0})
    found = changes(read_workbook(book), data)
    rows = {file.name: file.added for file in found.files}
    assert [(r["source"], r["place"]) for r in rows["figures.csv"]] == [("bang-tinh", PROCEDURES)]
    assert [(r["id"], r["title"]) for r in rows["sources.csv"]] == [
        ("bang-tinh", "Bảng tính số liệu cải cách hành chính do đơn vị điền")
    ]


def test_every_fault_is_told_at_once(book):
    first = fill(book, "dossiers_resolved", "-")
    second = fill(book, SHARE, 101.0)
    put(book, "Kỳ số liệu", {"B5": "31/02/2022"})
    assert [where for _, where, _ in faults(book)] == [
        "trang 'Kỳ số liệu', ô B5",
        f"trang 'Thủ tục hành chính', ô {first}",
        f"trang 'Thủ tục hành chính', ô {second}",
    ]


def test_a_line_that_contradicts_another_one_is_refused(book):
    row = spare_row(book)
    cells = {f"B{row}": "Hồ sơ tiếp nhận", f"C{row}": D, f"E{row}": 3471.0}
    put(book, PROCEDURES, cells | {f"H{row}": "bao-cao-2022", f"I{row}": "II.2.2"})
    other = cell(book, "dossiers_received", D, Y1)
    assert faults(book) == [
        (
            "cùng một dòng được ghi hai lần: 'dossiers_received', '2021', 'district',"
            " 'bao-cao-2022', 'II.2.2'",
            f"trang 'Thủ tục hành chính', ô E{row}",
            f"giữ lại một; lần kia ở trang 'Thủ tục hành chính', ô {other}",
        )
    ]


def test_a_sheet_that_is_there_twice_must_not_contradict_itself(book):
    twice = xml_of(book, PROCEDURES).replace("<v>3470</v>", "<v>3471</v>")
    replaced(book, part_of(book, "Thể chế"), xml_of(book, "Thể chế"), twice)
    assert {what.partition(":")[0] for what, _, _ in faults(book)} == {
        "cùng một dòng được ghi hai lần"
    }


def test_a_sheet_cannot_write_lines_of_its_own_into_what_is_told(book, data):
    put(book, PROCEDURES, {name: "Tên" for name in ("A4", "B4", "C4")})
    replaced(book, "xl/workbook.xml", f'name="{PROCEDURES}"', 'name="Nháp&#10;thêm: 5"')
    notes = changes(read_workbook(book), data).notes
    assert notes[0] == r"trang 'Nháp\nthêm: 5' không có bảng nào của cchc, không đọc"


def gone(found: Changes) -> list[tuple[str, ...]]:
    return [tuple(row.values())[:4] for file in found.files for row in file.removed]


def test_a_number_that_is_deleted_is_removed(book, data):
    here = cell(book, "dossiers_received", D, Y1)
    put(book, PROCEDURES, {here: "/>"}, raw=True)
    found = changes(read_workbook(book), data)
    assert gone(found) == [("dossiers_received", "2021", "district", "3470")]
    assert [file.changed for file in found.files if file.changed] == []


def test_two_copies_that_two_people_fill_in_do_not_undo_each_other(book, data, tmp_path):
    from cchc.intake.apply import apply

    own = Path(shutil.copytree(data, tmp_path / "own" / "data"))
    other = Path(shutil.copy(book, tmp_path / "ban-hai.xlsx"))
    fill(book, "dossiers_resolved", 5180.0)
    fill(other, "dossiers_pending", 60.0)
    put(other, PROCEDURES, {cell(other, "dossiers_received", D, Y1): 3471.0})

    apply(changes(read_workbook(book), own))
    found = changes(read_workbook(other), own)
    assert gone(found) == []
    apply(found)
    figures = (own / UNIT / "figures.csv").read_text(encoding="utf-8")
    assert "dossiers_resolved,2022,district,5180," in figures
    assert "dossiers_pending,2022,district,60," in figures
    assert "dossiers_received,2021,district,3471," in figures


def test_a_workbook_that_forgot_what_stood_removes_nothing_and_says_so(book, data):
    put(book, PROCEDURES, {cell(book, "dossiers_received", D, Y1): "/>"}, raw=True)
    replaced(book, "xl/workbook.xml", f'name="{BASE}"', 'name="Khác"')
    found = changes(read_workbook(book), data)
    assert gone(found) == []
    note = "tệp không còn trang ẩn 'Gốc': mọi số đều được ghi, không số nào bị bỏ"
    assert note in found.notes


def test_a_new_period_says_whether_it_is_complete(book, data):
    row = 7
    put(book, "Kỳ số liệu", {f"A{row}": "2023"})
    assert not changes(read_workbook(book), data).is_needed, "nothing is said about it"
    put(book, PROCEDURES, {"E4": "Năm 2023"})
    told_faults = [fault for fault in faults(book) if fault[1].startswith("trang 'Kỳ")]
    assert told_faults == [
        (
            "chưa nói kỳ '2023' đã trọn hay chưa",
            "trang 'Kỳ số liệu', ô D7",
            "chọn có hoặc không",
        )
    ]


def test_what_is_no_workbook_of_ours_is_refused(tmp_path):
    import xlsxwriter

    path = tmp_path / "la.xlsx"
    with xlsxwriter.Workbook(path) as other:
        other.add_worksheet("Sheet1").write("A1", 1)
    assert faults(path) == [
        (
            "không thấy mã đơn vị: đây không phải là bảng tính do cchc làm",
            str(path),
            "làm bảng tính bằng cchc workbook ĐƠN_VỊ; giữ trang 'Hướng dẫn'",
        )
    ]


def test_a_unit_that_climbs_out_of_the_data_folder_is_refused(book, data):
    put(book, "Hướng dẫn", {"B2": "../../etc"})
    with pytest.raises(CchcError, match=r"không có đơn vị '\.\./\.\./etc'"):
        changes(read_workbook(book), data)
