"""Registers in Excel and Parquet count as their CSV does; what would fill the memory is refused."""

import re
import zipfile
from datetime import date, datetime

import duckdb
import pytest
import xlsxwriter

from cchc.errors import CchcError
from cchc.tally.columns import Columns
from cchc.tally.count import tally
from registers_of_dossiers import COLUMNS, END, NAMES, START

DAYS = ("received", "due", "finished", "withdrawn")
MEND = "mở tệp bằng Excel hoặc LibreOffice và lưu lại kiểu .xlsx, chỉ giữ trang tính của sổ"
PLAIN = Columns(NAMES, words=COLUMNS.words)

# received, due and finished as Excel holds them; the column of form II.06a each row counts in
ROWS = [
    (date(2022, 2, 3), date(2022, 2, 10), date(2022, 2, 9), "resolved_early"),
    (datetime(2022, 2, 3, 8, 15), datetime(2022, 2, 10, 17, 0), datetime(2022, 2, 10, 23, 59),
     "resolved_on_due_date"),
    (date(2022, 2, 3), date(2022, 2, 10), date(2022, 2, 11), "resolved_late"),
    (date(2022, 12, 14), date(2022, 12, 14), None, "pending_in_time"),
    (date(2021, 12, 15), date(2022, 12, 13), None, "pending_overdue"),
]  # fmt: skip


def cells(number, received, due, finished):
    return {
        "id": 1000 + number, "received": received, "due": due, "finished": finished,
        "withdrawn": None, "status": "Đã trả kết quả" if finished else "Đang giải quyết",
        "level": "Cấp xã", "field": "Đất đai", "channel": "Trực tiếp", "working_days": None,
    }  # fmt: skip


def workbook(path, sheets, above=0, empty=0):
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line in range(empty, above):
                sheet.write_string(line, 0, f"SỔ THEO DÕI HỒ SƠ, dòng {line}")
            sheet.write_row(above, 0, NAMES.values())
            for line, row in enumerate(rows, start=above + 1):
                for column, name in enumerate(NAMES):
                    value = row and row[name]
                    if isinstance(value, date):
                        sheet.write_datetime(line, column, value, day)
                    elif value is not None:
                        sheet.write(line, column, value)
    return path


def all_rows():
    return [cells(n, *dates) for n, (*dates, _) in enumerate(ROWS)]


def require_one_of_each(found):
    form = found.levels["commune"]
    assert {code: form[code] for *_, code in ROWS} == {code: 1 for *_, code in ROWS}
    assert found.aside == {}


@pytest.mark.parametrize("above", [0, 5])
def test_days_in_cells_of_excel_need_no_format(above, tmp_path):
    path = workbook(tmp_path / "so.xlsx", {"Sổ": all_rows()}, above)
    require_one_of_each(tally([path], PLAIN, START, END))


def test_days_and_times_in_columns_of_parquet_need_no_format(tmp_path):
    path = tmp_path / "so.parquet"
    columns = ", ".join(
        f'{f"CAST(c{place} AS TIMESTAMP)" if name in DAYS else f"c{place}"} AS "{column}"'
        for place, (name, column) in enumerate(NAMES.items())
    )
    values = ", ".join(
        "(" + ", ".join("NULL" if v is None else f"'{v}'" for v in row.values()) + ")"
        for row in all_rows()
    )
    names = ", ".join(f"c{place}" for place in range(len(NAMES)))
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT {columns} FROM (VALUES {values}) AS t ({names}))"
            f" TO '{path}' (FORMAT parquet)"
        )
    require_one_of_each(tally([path], PLAIN, START, END))


@pytest.mark.parametrize("empty", [0, 1, 2])
def test_a_row_of_excel_is_named_by_the_number_that_excel_shows(empty, tmp_path):
    rows = [*all_rows(), None, None, cells(99, None, None, None) | {"level": "Cấp tỉnh"}]
    path = workbook(tmp_path / "so.xlsx", {"Sổ": rows}, above=2, empty=empty)
    found = tally([path], PLAIN, START, END, tmp_path / "aside.csv")
    assert (found.read, found.aside) == (6, {"no_received": 1})
    line = (tmp_path / "aside.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert line.startswith("so.xlsx,11,không có ngày tiếp nhận,,1099,")


def test_excels_count_of_days_is_a_day_where_the_declaration_says_so(tmp_path):
    rows = [cells(1, 44595, "44602", 44601.75)]
    path = workbook(tmp_path / "so.xlsx", {"Sổ": rows})
    stated = Columns(NAMES, formats=("excel",), words=COLUMNS.words)
    assert tally([path], stated, START, END).levels["commune"]["resolved_early"] == 1
    assert tally([path], PLAIN, START, END).aside == {"unreadable_date": 1}


def test_several_sheets_with_the_columns_are_refused_until_one_is_named(tmp_path):
    path = workbook(tmp_path / "so.xlsx", {"Sổ 2021": all_rows()[:1], "Sổ 2022": all_rows()})
    with pytest.raises(CchcError) as caught:
        tally([path], PLAIN, START, END)
    assert str(caught.value) == (
        "các cột của sổ có ở 2 trang: 'Sổ 2021', 'Sổ 2022'\n  tại:  so.xlsx\n"
        '  sửa:  nêu một trang trong tệp khai báo: [excel] sheet = "…"'
    )
    named = Columns(NAMES, words=COLUMNS.words, sheet="Sổ 2022")
    require_one_of_each(tally([path], named, START, END))


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path):
    path = workbook(tmp_path / "so.xlsx", {"Sổ": all_rows()})
    with pytest.raises(CchcError) as caught:
        tally([path], Columns(NAMES, words=COLUMNS.words, sheet="So"), START, END)
    assert str(caught.value) == (
        "không có trang tính 'So'\n  tại:  so.xlsx\n"
        "  sửa:  sửa sheet trong mục [excel]; tệp có: 'Sổ'"
    )


def test_a_workbook_without_the_columns_names_them(tmp_path):
    path = workbook(tmp_path / "so.xlsx", {"Sổ": all_rows()})
    names = NAMES | {"due": "Hạn xử lý"}
    with pytest.raises(CchcError, match=r"không có cột 'Hạn xử lý'\n.* trang 'Sổ', dòng 1"):
        tally([path], Columns(names, words=COLUMNS.words), START, END)


def test_one_cell_at_the_end_of_a_sheet_does_not_fill_the_memory(tmp_path):
    path = tmp_path / "so.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Sổ")
        sheet.write_row(0, 0, NAMES.values())
        sheet.write_number(1_048_575, 16_383, 1)
    with pytest.raises(CchcError) as caught:
        tally([path], PLAIN, START, END)
    assert str(caught.value) == (
        "trang tính có ô ở tận dòng 1048576, quá rộng để đọc\n"
        f"  tại:  so.xlsx, xl/worksheets/sheet1.xml\n  sửa:  {MEND}"
    )


def test_a_zip_bomb_is_refused(tmp_path):
    path = workbook(tmp_path / "so.xlsx", {"Sổ": all_rows()})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/comments.xml", b"0" * 30_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(CchcError) as caught:
        tally([path], PLAIN, START, END)
    assert str(caught.value) == (f"tệp Excel bung ra quá lớn\n  tại:  so.xlsx\n  sửa:  {MEND}")


def test_a_broken_workbook_is_refused(tmp_path):
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"PK\x03\x04 and nothing else")
    with pytest.raises(CchcError, match="không đọc được tệp Excel"):
        tally([path], PLAIN, START, END)
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("hello.txt", "hello")
    with pytest.raises(CchcError, match="không đọc được tệp Excel"):
        tally([path], PLAIN, START, END)


def with_cell(path, cell):
    """The workbook with this as its cell D2, the day on which the first dossier was finished."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet], times = re.subn(rb'<c r="D2".*?</c>', cell.encode(), parts[sheet])
    assert times == 1
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


NEVER = "mở tệp bằng Excel hoặc LibreOffice, chờ tính xong rồi lưu lại"
MENDED = "sửa ô ấy trong sổ rồi lưu lại"


@pytest.mark.parametrize(
    "cell, what, mend",
    [
        ('<c r="D2"><f>DATE(2022,2,9)</f></c>', "ô có công thức chưa được tính", NEVER),
        ('<c r="D2"><f>DATE(2022,2,9)</f><v/></c>', "ô có công thức chưa được tính", NEVER),
        ('<c r="D2" t="e"><f>NA()</f><v>#N/A</v></c>', "ô có lỗi (như #N/A)", MENDED),
        ('<c r="D2" t="e"><v>#REF!</v></c>', "ô có lỗi (như #N/A)", MENDED),
    ],
)  # fmt: skip
def test_a_cell_that_only_looks_empty_makes_no_dossier_overdue(cell, what, mend, tmp_path):
    path = with_cell(workbook(tmp_path / "so.xlsx", {"Sổ": all_rows()}), cell)
    with pytest.raises(CchcError) as caught:
        tally([path], PLAIN, START, END)
    assert str(caught.value) == f"{what}\n  tại:  so.xlsx, trang 'Sổ', ô D2\n  sửa:  {mend}"


@pytest.mark.parametrize(
    "cell",
    ['<c r="D2" s="1"><f>DATE(2022,2,9)</f><v>44601</v></c>',
     '<c r="D2" s="1"><v>44601</v></c><c r="Z2" t="e"><v>#N/A</v></c>'],
)  # fmt: skip
def test_formulas_with_a_value_and_columns_that_nobody_declared_do_not_matter(cell, tmp_path):
    path = with_cell(workbook(tmp_path / "so.xlsx", {"Sổ": all_rows()}), cell)
    require_one_of_each(tally([path], PLAIN, START, END))
