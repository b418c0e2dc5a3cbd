"""Form II.06a, read: the table found by its header in any layout, every fault with its cell."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.errors import CchcError, UsageError
from cchc.intake.form.columns import counted
from cchc.intake.form.labels import label_of
from cchc.intake.form.reading import read_form
from cchc.intake.form.rows import TOTAL
from forms import (
    DIRECT,
    EXPORTED,
    FLAT,
    LATE,
    LAYOUTS,
    OFFICIAL,
    RECEIVED,
    WITHDRAWN,
    Layout,
    Rows,
    grid,
    stated_by,
    summed,
    write_csv,
    write_xlsx,
)
from stating_fields import CIVIL_2, LAND_2, counts_of, forms

SHEET = "Biểu II.06a"


def with_totals(rows: Rows) -> Rows:
    """The rows with a total for each level behind its fields."""
    levels = dict.fromkeys(level for level, _ in rows)
    totals = {
        (level, TOTAL): summed(c for (of, _), c in rows.items() if of == level) for level in levels
    }
    return {**rows, **totals}


LAND, CIVIL = counts_of(LAND_2), counts_of(CIVIL_2)
DISTRICT = with_totals({("district", "Đất đai"): LAND, ("district", "Hộ tịch"): CIVIL})
BOTH = with_totals(
    {
        ("district", "Đất đai"): LAND,
        ("district", "Hộ tịch"): CIVIL,
        ("commune", "Hộ tịch"): CIVIL,
        ("commune", "Chứng thực"): LAND,
    }
)


def read_as(path: Path, level: str = "") -> dict[tuple[str, str], dict[str, str]]:
    return {(row.level, row.name): row.counts for row in read_form(path, level).rows}


def expected(rows: Rows, layout: Layout) -> dict[tuple[str, str], dict[str, str]]:
    return {key: stated_by(counts, layout) for key, counts in rows.items()}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_one_level_is_read_alike_from_every_layout(tmp_path, layout):
    path = write_xlsx(tmp_path / "bieu.xlsx", grid(DISTRICT, layout))
    assert read_as(path, "district") == expected(DISTRICT, layout)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_levels_are_read_from_their_headings_and_the_total_of_all_from_its_words(tmp_path, layout):
    everything = summed([BOTH["district", TOTAL], BOTH["commune", TOTAL]])
    path = write_xlsx(tmp_path / "bieu.xlsx", grid(BOTH, layout, everything))
    assert read_as(path) == expected({**BOTH, ("all", TOTAL): everything}, layout)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("layout", [OFFICIAL, FLAT], ids=["official", "flat"])
def test_a_csv_is_read_as_its_program_exports_it(tmp_path, layout, mark):
    path = write_csv(tmp_path / "bieu.csv", grid(BOTH, layout), mark)
    assert read_as(path) == expected(BOTH, layout)


def test_a_count_knows_its_cell(tmp_path):
    path = write_xlsx(tmp_path / "bieu.xlsx", grid(DISTRICT, OFFICIAL))
    land = read_form(path, "district").rows[0]
    assert (land.name, land.where) == ("Đất đai", f"trang '{SHEET}', dòng 7")
    assert land.place(RECEIVED) == f"{SHEET}!C7"
    assert land.place(LATE) == f"{SHEET}!J7"


def test_the_title_tells_the_days_and_the_line_above_the_signatures_the_day(tmp_path):
    layout = replace(OFFICIAL, days="Kỳ báo cáo: năm 2022 (Từ ngày 15/12/2021 đến ngày 14/12/2022)")
    form = read_form(write_xlsx(tmp_path / "bieu.xlsx", grid(DISTRICT, layout)), "district")
    assert form.days == (date(2021, 12, 15), date(2022, 12, 14))
    assert form.signed == date(2023, 1, 5)


def test_what_is_not_of_the_form_is_named_and_left(tmp_path):
    path = write_xlsx(tmp_path / "bieu.xlsx", grid(DISTRICT, EXPORTED))
    assert read_form(path, "district").notes == (
        f"trang '{SHEET}', ô J3: cột 'Kết quả giải quyết: đã giải quyết › Tỷ lệ đúng hạn (%)' không"
        " có trong biểu, không đọc",
        f"trang '{SHEET}', ô O3: cột 'Ghi chú' không có trong biểu, không đọc",
    )


def test_several_columns_of_what_was_stopped_and_returned_are_added(tmp_path):
    columns = (
        *FLAT.columns[:-1],
        ("a", ("Hồ sơ dừng giải quyết",)),
        ("b", ("Trả lại",)),
        ("c", ("Rút",)),
    )
    layout = replace(FLAT, columns=columns)
    rows = {("district", "Đất đai"): LAND | {"a": 1, "b": 2, "c": 7}}
    path = write_xlsx(tmp_path / "bieu.xlsx", grid(rows, layout))
    [row] = read_form(path, "district").rows
    assert row.counts["dossiers_withdrawn"] == "10"
    assert row.place("dossiers_withdrawn") == f"{SHEET}!N2+O2+P2"


def with_columns(*columns: tuple[str, tuple[str, ...]]) -> Layout:
    """The flat form with more columns, without its own for those in person and withdrawn."""
    own = (each for each in FLAT.columns if each[0] not in (DIRECT, WITHDRAWN))
    return replace(FLAT, columns=(*own, *columns))


@pytest.mark.parametrize(
    ("code", "whole", "part"),
    [
        (DIRECT, "Tiếp nhận trực tiếp và bưu chính", "Trong đó: tiếp nhận qua bưu chính"),
        (WITHDRAWN, "Hồ sơ dừng, trả lại, rút", "Trong đó: rút"),
        (WITHDRAWN, "Hồ sơ trả lại, rút", "Riêng hồ sơ rút"),
    ],
)
def test_what_is_part_of_another_column_is_not_added_to_it(tmp_path, code, whole, part):
    layout = with_columns(("whole", (whole,)), ("part", (part,)))
    rows = {("district", "Đất đai"): LAND | {"whole": 7, "part": 3}}
    form = read_form(write_xlsx(tmp_path / "bieu.xlsx", grid(rows, layout)), "district")
    assert form.rows[0].counts[code] == "7"
    note = f"trang '{SHEET}', ô N1: cột {part!r} không có trong biểu, không đọc"
    assert note in form.notes


@pytest.mark.parametrize(
    ("number", "whole", "part"),
    [
        ("5", "Tiếp nhận trực tiếp và bưu chính", "Tiếp nhận qua bưu chính"),
        ("5", "Tiếp nhận trực tiếp", "Tiếp nhận trực tiếp trong tháng"),
        ("dừng, trả lại, rút", "Hồ sơ dừng, trả lại, rút", "Rút"),
    ],
)
def test_columns_that_count_the_same_dossiers_are_no_sum(tmp_path, number, whole, part):
    layout = with_columns(("whole", (whole,)), ("part", (part,)))
    rows = {("district", "Đất đai"): LAND | {"whole": 7, "part": 3}}
    assert faults_of(write_xlsx(tmp_path / "bieu.xlsx", grid(rows, layout))) == [
        (
            f"các cột cùng là cột {number} của biểu trùng một phần, không cộng được",
            f"bieu.xlsx, trang '{SHEET}', ô M1; trang '{SHEET}', ô N1",
            "giữ cột chung; cột là một phần của nó ghi 'Trong đó: …'",
        )
    ]


def test_columns_in_person_and_by_post_are_added_below_the_words_for_both(tmp_path):
    above = "Tiếp nhận trực tiếp, bưu chính"
    layout = with_columns(("person", (above, "Trực tiếp")), ("post", (above, "Bưu chính")))
    layout = replace(layout, columns=tuple((c, (*w, "")[:2]) for c, w in layout.columns))
    rows = {("district", "Đất đai"): LAND | {"person": 4, "post": 3}}
    form = read_form(write_xlsx(tmp_path / "bieu.xlsx", grid(rows, layout)), "district")
    assert form.rows[0].counts[DIRECT] == "7"


def test_numbers_as_text_are_read_by_the_rules_for_counts(tmp_path):
    texts = {
        "dossiers_received": "1.200",
        "dossiers_resolved": "1,090",
        "dossiers_pending": " 100 ",
    }
    rows = {("district", "Đất đai"): LAND | texts}
    path = write_xlsx(tmp_path / "bieu.xlsx", grid(rows, FLAT))
    assert read_as(path, "district") == expected({("district", "Đất đai"): LAND}, FLAT)


def test_a_field_without_numbers_is_named_and_left(tmp_path):
    rows = {("district", "Nuôi con nuôi"): {}, ("district", "Đất đai"): LAND}
    form = read_form(write_xlsx(tmp_path / "bieu.xlsx", grid(rows, FLAT)), "district")
    assert [row.name for row in form.rows] == ["Đất đai"]
    assert form.notes == (f"trang '{SHEET}', dòng 2: 'Nuôi con nuôi' không có số nào, không đọc",)


def test_what_does_not_add_up_is_said_and_not_repaired(tmp_path):
    rows = {**DISTRICT, ("district", "Đất đai"): LAND | {"dossiers_resolved_late": 53}}
    form = read_form(write_xlsx(tmp_path / "bieu.xlsx", grid(rows, FLAT)), "district")
    assert form.rows[0].counts["dossiers_resolved_late"] == "53"
    assert form.notes == (
        f"trang '{SHEET}', dòng 2, Đất đai: cột 7 ghi 1.090, nhưng 8 + 9 + 10 = 300 + 740 + 53 ="
        " 1.093: số đã ghi ít hơn 3",
        f"trang '{SHEET}', dòng 4, số chung cấp huyện: cột 10 ghi 60, nhưng cộng 2 lĩnh vực được"
        " 63: số đã ghi ít hơn 3",
    )


def test_a_total_row_that_does_not_match_its_fields_is_said(tmp_path):
    total = DISTRICT["district", TOTAL] | {
        "dossiers_received": 3501,
        "dossiers_received_direct": 1451,
    }
    total |= {"dossiers_withdrawn": 21}
    rows = {**DISTRICT, ("district", TOTAL): total}
    form = read_form(write_xlsx(tmp_path / "bieu.xlsx", grid(rows, FLAT)), "district")
    assert form.notes == tuple(
        f"trang '{SHEET}', dòng 4, số chung cấp huyện: cột {column}, nhưng cộng 2 lĩnh vực được"
        f" {added}: số đã ghi nhiều hơn 1"
        for column, added in (
            ("3 ghi 3.501", "3.500"),
            ("5 ghi 1.451", "1.450"),
            ("dừng, trả lại, rút ghi 21", "20"),
        )
    )


def test_levels_that_do_not_make_up_the_total_of_all_are_said(tmp_path):
    everything = summed([BOTH["district", TOTAL], BOTH["commune", TOTAL]])
    wrong = everything | {"dossiers_resolved_late": 119, "dossiers_resolved_on_due_date": 4121}
    path = write_xlsx(tmp_path / "bieu.xlsx", grid(BOTH, FLAT, wrong))
    assert [note.split(": ", 1)[1] for note in read_form(path).notes] == [
        "cột 9 ghi 4.121, nhưng cộng cấp huyện và cấp xã được 4.120: số đã ghi nhiều hơn 1",
        "cột 10 ghi 119, nhưng cộng cấp huyện và cấp xã được 120: số đã ghi ít hơn 1",
    ]


def test_a_form_without_a_column_for_what_was_withdrawn_says_what_is_left(tmp_path):
    form = read_form(write_xlsx(tmp_path / "bieu.xlsx", grid(DISTRICT, OFFICIAL)), "district")
    assert form.notes == (
        "biểu không ghi hồ sơ dừng giải quyết, trả lại, rút; cột 3 trừ 7 trừ 11 còn hồ sơ chưa rõ:"
        " Đất đai 10 (dòng 7); Hộ tịch 10 (dòng 8); số chung 20 (dòng 9)",
    )


def faults_of(path: Path, level: str = "district") -> list[tuple[str, str, str]]:
    with pytest.raises(CchcError) as refused:
        read_form(path, level)
    assert refused.value.exit_code == 1
    return [(fault.what, fault.where, fault.mend) for fault in refused.value.faults]


def spoilt(path: Path, *cells: tuple[int, int, object], rows: Rows = DISTRICT, layout=FLAT) -> Path:
    """A form in which some cells (row, column from 0) hold something else."""
    made = grid(rows, layout)
    made.cells |= {(row, column): value for row, column, value in cells}
    return write_xlsx(path / "bieu.xlsx", made)


def test_a_workbook_without_the_header_is_refused(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "so.xlsx")) as book:
        book.add_worksheet("Thu chi").write_row(0, 0, ["Khoản", "Số tiền"])
    assert faults_of(tmp_path / "so.xlsx") == [
        (
            "không tìm thấy biểu II.06a: không có dòng đầu có cột Lĩnh vực và các cột hồ sơ",
            "so.xlsx, trang 'Thu chi'",
            "giữ nguyên các dòng đầu của biểu: Lĩnh vực, Tiếp nhận, Đã giải quyết, Đang giải quyết",
        )
    ]


def test_two_tables_are_refused_and_one_sheet_may_be_named(tmp_path):
    path = tmp_path / "hai.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("Quý 1", "Quý 2"):
            page = book.add_worksheet(name)
            for (row, column), value in grid(DISTRICT, FLAT).cells.items():
                page.write(row, column, value)
    assert faults_of(path) == [
        (
            "tìm thấy 2 biểu II.06a",
            "hai.xlsx, trang 'Quý 1', ô B1; trang 'Quý 2', ô B1",
            "mỗi tệp để một biểu, hoặc nêu trang tính: --sheet TÊN",
        )
    ]
    assert len(read_form(path, "district", "Quý 2").rows) == 3
    with pytest.raises(UsageError) as refused:
        read_form(path, "district", "Quý 3")
    [fault] = refused.value.faults
    assert (fault.what, fault.mend) == (
        "không có trang tính 'Quý 3'",
        "có phải là 'Quý 2'? Có các trang tính: 'Quý 1', 'Quý 2'",
    )


def test_a_form_without_some_columns_is_refused_with_all_of_them(tmp_path):
    kept = tuple(c for c in FLAT.columns if c[0] not in (LATE, "dossiers_pending_overdue"))
    assert faults_of(spoilt(tmp_path, layout=replace(FLAT, columns=kept))) == [
        (
            f"biểu thiếu cột {words}",
            f"bieu.xlsx, trang '{SHEET}', ô B1",
            f"thêm cột này, hoặc sửa tên cột cho đúng: {words}",
        )
        for words in ("Đã giải quyết › Quá hạn", "Đang giải quyết › Quá hạn")
    ]


def test_two_columns_of_one_meaning_are_refused(tmp_path):
    columns = (*FLAT.columns, (LATE, ("Đã giải quyết trễ hạn",)))
    assert faults_of(spoilt(tmp_path, layout=replace(FLAT, columns=columns))) == [
        (
            "2 cột cùng là cột 10 của biểu",
            f"bieu.xlsx, trang '{SHEET}', ô J1; trang '{SHEET}', ô O1",
            "giữ một cột, hoặc sửa tên cột cho rõ",
        )
    ]


def test_rows_of_no_known_level_are_refused_once(tmp_path):
    assert faults_of(spoilt(tmp_path), level="") == [
        (
            "chưa biết các dòng của biểu thuộc cấp nào",
            f"bieu.xlsx, trang '{SHEET}', dòng 2",
            "thêm --level district (cấp huyện), --level commune (cấp xã) hoặc --level all",
        )
    ]


def test_headings_of_unknown_levels_are_refused(tmp_path):
    path = spoilt(tmp_path, (1, 1, "Cấp vùng"), (4, 1, "B. Cấp tỉnh"), rows=BOTH)
    assert faults_of(path)[:2] == [
        (
            "không hiểu dòng 'Cấp vùng': không có số, không phải tên một cấp",
            f"bieu.xlsx, trang '{SHEET}', dòng 2",
            "các cấp trong biểu: Cấp huyện, Cấp xã",
        ),
        (
            "biểu của cấp tỉnh, không phải của huyện hay xã",
            f"bieu.xlsx, trang '{SHEET}', dòng 5",
            "lấy biểu của cấp huyện, cấp xã",
        ),
    ]


def test_cells_that_are_no_counts_are_all_named(tmp_path):
    path = tmp_path / "bieu.xlsx"
    made = grid(DISTRICT, FLAT)
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(SHEET)
        for (row, column), value in made.cells.items():
            page.write(row, column, value)
        page.write(1, 2, "nhiều")
        page.write(1, 3, "khoảng 500")
        page.write(1, 4, 605.5)
        page.write(1, 5, -95)
        page.write(1, 6, 0.97, book.add_format({"num_format": "0%"}))
        page.write_formula(1, 7, "=1/0", None, "#DIV/0!")
        page.write_datetime(1, 8, date(2022, 12, 31), book.add_format({"num_format": "dd/mm/yyyy"}))
        page.write(2, 9, "-")
        page.write_boolean(2, 10, True)
    where = f"bieu.xlsx, trang '{SHEET}', ô"
    assert [(what, place) for what, place, _ in faults_of(path)] == [
        ("'nhiều' không phải là số", f"{where} C2"),
        ("'khoảng 500' không phải là số đếm chính xác", f"{where} D2"),
        ("'605.5' không phải số nguyên", f"{where} E2"),
        ("'-95' là số âm", f"{where} F2"),
        ("ô ghi 97%", f"{where} G2"),
        ("ô có công thức bị lỗi", f"{where} H2"),
        ("ô có ngày hoặc giờ 31/12/2022, không phải số", f"{where} I2"),
        ("'-' không phải là số", f"{where} J3"),
        ("ô có giá trị đúng/sai, không phải số", f"{where} K3"),
    ]


def test_a_row_without_a_name_and_a_field_twice_are_refused(tmp_path):
    path = spoilt(tmp_path, (1, 1, ""), (2, 1, "Đất đai"), (3, 1, "2. Đất đai"))
    assert faults_of(path) == [
        (
            "dòng có số mà không có tên lĩnh vực",
            f"bieu.xlsx, trang '{SHEET}', dòng 2",
            "ghi tên lĩnh vực, hoặc xóa các số đó",
        ),
        (
            "'Đất đai' của cấp huyện có hai dòng",
            f"bieu.xlsx, trang '{SHEET}', dòng 4",
            "giữ một dòng; dòng kia là 3",
        ),
    ]


def test_a_total_that_a_form_of_one_level_gives_twice_is_one_unless_they_differ(tmp_path):
    made = grid(DISTRICT, EXPORTED)
    made.rows -= 3
    made.cells = {at: value for at, value in made.cells.items() if at[0] < made.rows}
    values = [made.cells.get((4, column), "") for column in range(2, 15)]
    made.line("", "Tổng cộng", *values)
    path = write_xlsx(tmp_path / "bieu.xlsx", made)
    assert read_as(path) == expected(DISTRICT, EXPORTED)
    made.cells[made.rows - 1, 2] = 3501
    assert faults_of(write_xlsx(path, made)) == [
        (
            "số chung của cấp huyện có hai dòng",
            f"bieu.xlsx, trang '{SHEET}', dòng 8",
            "giữ một dòng; dòng kia là 5",
        )
    ]


def test_a_title_and_rows_that_speak_of_fields_are_no_headers(tmp_path):
    title = ("KẾT QUẢ GIẢI QUYẾT HỒ SƠ THEO LĨNH VỰC GIẢI QUYẾT",)
    made = grid({("district", "Lĩnh vực Đất đai"): LAND}, replace(FLAT, title=title))
    made.cells[0, 0] = made.cells.pop((0, 1))
    path = write_xlsx(tmp_path / "bieu.xlsx", made)
    form = read_form(path, "district")
    assert [(row.name, row.row) for row in form.rows] == [("Lĩnh vực Đất đai", 2)]
    sections = replace(FLAT, sections="{roman}. Các lĩnh vực thuộc thẩm quyền {name}")
    path = write_xlsx(tmp_path / "hai.xlsx", grid(BOTH, sections))
    assert read_as(path) == expected(BOTH, FLAT)


def test_the_columns_may_be_numbered_by_plain_numbers(tmp_path):
    made = grid(DISTRICT, OFFICIAL)
    made.cells |= {(5, column): float(column + 1) for column in range(13)}
    path = write_xlsx(tmp_path / "bieu.xlsx", made)
    assert read_as(path, "district") == expected(DISTRICT, OFFICIAL)


def test_the_total_may_stand_above_the_only_level(tmp_path):
    layout = replace(FLAT, section_rows=True)
    made = grid({("district", "Đất đai"): LAND}, layout)
    values = [made.cells.get((2, column), "") for column in range(2, 14)]
    made.cells |= {(4, column): value for column, value in enumerate(["", "Hộ tịch", *values])}
    made.cells[1, 1], made.cells[2, 1] = "Tổng số", "Cấp huyện"
    made.cells |= {(1, column): value for column, value in enumerate(values, start=2)}
    made.cells = {at: v for at, v in made.cells.items() if at[0] != 2 or at[1] < 2}
    form = read_form(write_xlsx(tmp_path / "bieu.xlsx", made))
    assert [(row.level, row.name) for row in form.rows] == [
        ("district", ""),
        ("district", "Hộ tịch"),
    ]


def test_a_row_of_one_body_is_no_field(tmp_path):
    rows = {("commune", "UBND xã Minh Họa 01"): LAND, ("commune", "Thị trấn Minh Họa"): CIVIL}
    rows["commune", "Xã hội"] = LAND
    assert faults_of(spoilt(tmp_path, rows=rows), "commune") == [
        (
            f"'{name}' là một đơn vị, không phải một lĩnh vực",
            f"bieu.xlsx, trang '{SHEET}', ô B{line}",
            "nhập biểu của từng đơn vị với --unit của nó; ở đây giữ dòng chung của cấp",
        )
        for line, name in ((2, "UBND xã Minh Họa 01"), (3, "Thị trấn Minh Họa"))
    ]


def test_a_total_row_of_formulas_that_were_never_worked_out_is_not_left(tmp_path):
    path = tmp_path / "bieu.xlsx"
    made = grid(DISTRICT, FLAT)
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(SHEET)
        for (row, column), value in made.cells.items():
            if row == 3 and column > 1:
                page.write_formula(row, column, f"=SUM({'ABCDEFGHIJKLMN'[column]}2:B3)", None, "")
            else:
                page.write(row, column, value)
    found = faults_of(path)
    assert len(found) == 12
    assert found[0] == (
        "ô có công thức chưa được tính",
        f"bieu.xlsx, trang '{SHEET}', ô C4",
        "mở tệp bằng Excel hoặc LibreOffice để tính lại, lưu, rồi nhập lại",
    )


def test_what_is_hidden_is_said(tmp_path):
    path = tmp_path / "bieu.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in (SHEET, "Nháp"):
            page = book.add_worksheet(name)
            for (row, column), value in grid(DISTRICT, FLAT).cells.items():
                page.write(row, column, value)
            page.set_row(2, None, None, {"hidden": True})
            page.set_column(1, 1, None, None, {"hidden": True})
            page.set_column(9, 9, None, None, {"hidden": True})
        page.hide()
    form = read_form(path, "district")
    assert form.rows[0].sheet.name == SHEET
    assert form.notes == (
        "trang 'Nháp' bị ẩn, biểu ở đó không đọc",
        f"trang '{SHEET}', ô B1: cột 'Lĩnh vực' bị ẩn, vẫn được đọc",
        f"trang '{SHEET}', ô J1: cột 'Đã giải quyết quá hạn' bị ẩn, vẫn được đọc",
        f"trang '{SHEET}', dòng 3 bị ẩn, vẫn được đọc",
    )
    assert read_form(path, "district", "Nháp").rows[0].sheet.name == "Nháp"


def test_a_form_that_nobody_has_filled_in_is_refused(tmp_path):
    path = write_xlsx(tmp_path / "bieu.xlsx", grid({("district", "Đất đai"): {}}, OFFICIAL))
    assert faults_of(path) == [
        (
            "biểu không có dòng nào có số",
            f"bieu.xlsx, trang '{SHEET}', ô B3",
            "xem lại có đúng tệp đã điền số không",
        )
    ]


def test_a_csv_whose_quotes_do_not_end_is_refused(tmp_path):
    (tmp_path / "bieu.csv").write_text('TT,"Lĩnh vực\n1,2\n', encoding="utf-8")
    [(what, where, _)] = faults_of(tmp_path / "bieu.csv")
    assert what == "dấu ngoặc kép không đóng, có chữ ngay sau dấu đóng, hoặc có ô quá dài"
    assert where == f"{tmp_path.name}/bieu.csv, dòng 2"


def test_a_csv_of_a_million_blank_lines_is_read_and_one_that_reaches_further_refused(tmp_path):
    path = write_csv(tmp_path / "bieu.csv", grid(DISTRICT, FLAT))
    form = path.read_text(encoding="utf-8")
    path.write_text(form + "\n" * 1_100_000, encoding="utf-8")
    assert len(read_form(path, "district").rows) == 3
    path.write_text(form + "\n" * 1_100_000 + "x", encoding="utf-8")
    assert faults_of(path) == [
        (
            "bảng trải ra hơn 1.000.000 ô",
            f"{tmp_path.name}/bieu.csv",
            "chỉ giữ lại biểu II.06a trong tệp",
        )
    ]


@pytest.mark.parametrize(("headings", "rest"), [("", ""), (",Ghi chú", ",")])
def test_a_row_that_an_unquoted_number_shifts_is_refused(tmp_path, headings, rest):
    path = write_csv(tmp_path / "bieu.csv", grid({("district", "Đất đai"): LAND}, FLAT))
    head = path.read_text(encoding="utf-8").splitlines()[0] + headings
    rows = ("1,Đất đai,1,234,2,7,1,8,3,4,1,2,1,1,0", '2,Hộ tịch,"1,234",2,7,1,8,3,4,1,2,1,1,0')
    path.write_text("\n".join((head, *(row + rest for row in rows))), encoding="utf-8")
    assert faults_of(path) == [
        (
            "dòng có nhiều ô hơn dòng đầu",
            "bieu.csv, dòng 2",
            "đặt số có dấu phẩy trong ngoặc kép, hoặc lưu lại .xlsx",
        )
    ]


def test_a_row_of_a_workbook_that_reaches_beyond_the_header_is_refused(tmp_path):
    assert faults_of(spoilt(tmp_path, (2, 14, 7.0))) == [
        (
            "dòng có nhiều ô hơn dòng đầu",
            f"bieu.xlsx, trang '{SHEET}', dòng 3",
            "xem các số có bị lệch cột không, rồi xóa các ô ngoài bảng",
        )
    ]


HEADERS = {
    RECEIVED: [
        ["Tiếp nhận", "Tổng số"],
        ["Số hồ sơ nhận giải quyết", "Tổng cộng"],
        ["Tổng số tiếp nhận"],
    ],
    "dossiers_received_online": [["Tiếp nhận", "Trong kỳ", "Trực tuyến"], ["Tiếp nhận qua mạng"]],
    "dossiers_received_direct": [
        ["Tiếp nhận", "Mới tiếp nhận", "Trực tiếp hoặc qua bưu chính công ích"]
    ],
    "dossiers_carried_over": [
        ["Tiếp nhận", "Từ kỳ trước (chuyển qua)"],
        ["Tiếp nhận", "Tồn kỳ trước"],
    ],
    "new": [["Tiếp nhận", "Trong kỳ"], ["Tiếp nhận", "Mới tiếp nhận trong kỳ"]],
    "dossiers_resolved": [["Đã giải quyết", "Tổng số"], ["Đã xử lý", "Tổng"]],
    "dossiers_resolved_in_time": [["Đã giải quyết", "Trước và đúng hạn"]],
    "dossiers_resolved_early": [["Đã giải quyết", "Sớm hạn"]],
    "dossiers_resolved_on_due_date": [["Đã giải quyết", "Đúng hạn"]],
    LATE: [["Đã giải quyết", "Quá hạn"], ["Đã giải quyết trễ hạn"]],
    "dossiers_pending": [["Đang giải quyết", "Tổng số"], ["Chưa giải quyết"]],
    "dossiers_pending_in_time": [
        ["Đang giải quyết", "Trong hạn"],
        ["Đang giải quyết", "Chưa đến hạn"],
    ],
    "dossiers_pending_overdue": [["Đang xử lý", "Quá hạn"]],
    "dossiers_withdrawn": [["Hồ sơ hủy"], ["Đã giải quyết", "Trả lại"], ["Rút hồ sơ"]],
    "": [["Ghi chú"], ["Đã giải quyết", "Tỷ lệ"], ["Tạm dừng chờ bổ sung"], ["Huyện"]],
}


@pytest.mark.parametrize(
    ("storeys", "code"), [(words, code) for code, known in HEADERS.items() for words in known]
)
def test_a_column_is_known_by_the_words_above_it(storeys, code):
    assert counted(storeys) == code
    assert counted(["Tình hình tiếp nhận, giải quyết hồ sơ", *storeys]) in (
        code,
        "dossiers_received",
    )


@pytest.mark.parametrize(
    ("words", "level", "is_total"),
    [
        ("I. THỦ TỤC HÀNH CHÍNH CẤP HUYỆN", "district", False),
        ("UBND thị xã", "district", False),
        ("B - Cấp xã", "commune", False),
        ("Ủy ban nhân dân xã, phường, thị trấn", "commune", False),
        ("Cộng cấp xã", "commune", True),
        ("Tổng số (I + II)", "", True),
        ("Tổng cộng toàn huyện", "all", True),
        ("Cấp tỉnh", "province", False),
        ("Cấp giấy phép xây dựng", "", False),
        ("Đất đai cấp xã", "", False),
        ("Xã Thuận Hòa", "", False),
        ("Xã hội", "", False),
    ],
)
def test_a_row_is_known_by_the_words_at_its_head(words, level, is_total):
    label = label_of(words)
    assert (label.level, label.is_total) == (level, is_total)


@settings(max_examples=30)
@given(forms(years=1), forms(years=1), st.sampled_from(sorted(LAYOUTS)), st.booleans())
def test_whatever_an_office_writes_is_what_is_read(district, commune, layout, in_csv):
    layout = LAYOUTS[layout]
    named = {
        (level, name): {f"dossiers_{code}": count for code, count in counts.items()}
        for level, made in (("district", district), ("commune", commune))
        for (name, _), counts in made.items()
    }
    rows = with_totals(named)
    with TemporaryDirectory() as folder:
        made = grid(rows, layout)
        if in_csv:
            path = write_csv(Path(folder) / "bieu.csv", made)
        else:
            path = write_xlsx(Path(folder) / "bieu.xlsx", made)
        form = read_form(path)
    assert {(row.level, row.name): row.counts for row in form.rows} == expected(rows, layout)
    assert [note for note in form.notes if "số đã ghi" in note] == []
