"""WRITE a tally as form II.06a: a block a level, a row a field, columns 1 to 13 and withdrawn."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..checks import level_name
from ..numerals import day
from .place import beside
from .result import CODES, Form, Tally

CELLS = tuple(code for code in CODES if code != "resolved_in_time")
"""The form has its columns 8 and 9 apart only."""
_HEADS = (
    ("Số lượng hồ sơ tiếp nhận",
     ("Tổng số", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính", "Từ kỳ trước")),
    ("Số lượng hồ sơ đã giải quyết", ("Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn")),
    ("Số lượng hồ sơ đang giải quyết", ("Tổng số", "Trong hạn", "Quá hạn")),
    ("Dừng giải quyết, trả lại, rút", ("",)),
)  # fmt: skip
_ROMAN = ("I", "II")

Row = tuple[str | int | None, ...]


def write_form(path: Path, tally: Tally, period: str, unit_title: str) -> None:
    """Write the form as `.xlsx` or `.csv`, by the name's ending."""
    title = f"{unit_title}, kỳ {period}: từ {day(tally.start)} đến {day(tally.end)}"
    rows = list(form_rows(tally))
    with beside(path) as coming:
        if path.suffix.lower() == ".csv":
            _write_csv(coming, title, rows)
        else:
            _write_excel(coming, title, rows)


def form_rows(tally: Tally) -> Iterator[Row]:
    """The rows below the header: number, field, columns 3 to 13, withdrawn; None is an empty cell.

    A level opens with its own total; the form ends with the total of all.
    """
    for number, (level, whole) in zip(_ROMAN, tally.levels.items(), strict=False):
        yield number, level_name(level, "đơn vị").capitalize(), *_cells(whole)
        fields = ((f, form) for (at, f), form in tally.forms.items() if at == level)
        for count, (field, form) in enumerate(fields, start=1):
            yield count, field, *_cells(form)
    levels = list(tally.levels.values())
    if levels:
        total = {code: sum(form[code] for form in levels) for code in levels[0]}
        yield "", "Tổng cộng", *_cells(total)


def _cells(form: Form) -> tuple[int | None, ...]:
    return tuple(form.get(code) for code in CELLS)


def _header() -> tuple[Row, Row, Row]:
    above: list[str] = ["TT", "Lĩnh vực giải quyết"]
    below: list[str] = ["", ""]
    for head, parts in _HEADS:
        above += [head, *[""] * (len(parts) - 1)]
        below += parts
    numbers = [f"({n})" for n in range(1, len(below))] + [""]
    return tuple(above), tuple(below), tuple(numbers)


def _write_csv(path: Path, title: str, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(["Biểu số II.06a/VPCP/KSTT", "", title])
        writer.writerows(_header())
        writer.writerows([_plain(cell) for cell in row] for row in rows)


def _plain(cell: str | int | None) -> str | int | None:
    """A cell that Excel would take for a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in tuple("=+-@\t\r") and cell else cell


def _write_excel(path: Path, title: str, rows: Sequence[Row]) -> None:
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("II.06a")
        font = {"font_name": "Times New Roman", "font_size": 11, "border": 1, "valign": "vcenter"}
        head = book.add_format(font | {"bold": True, "align": "center", "text_wrap": True})
        text, whole = (
            book.add_format(font | {"text_wrap": True}),
            book.add_format(font | {"num_format": "#,##0"}),
        )
        plain = book.add_format({"font_name": "Times New Roman", "font_size": 13, "bold": True})
        sheet.write_string(0, 0, "Biểu số II.06a/VPCP/KSTT", plain)
        sheet.write_string(1, 0, title, plain)
        _write_header(sheet, head)
        for number, row in enumerate(rows, start=6):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell, text)
                else:
                    sheet.write(number, column, cell, whole)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3, 5)
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, 36)
        sheet.set_column(2, 13, 10)


def _write_header(sheet, head) -> None:
    """The two storeys of the header, and the numbers of the columns."""
    column = 0
    for name, parts in (("TT", ("",)), ("Lĩnh vực giải quyết", ("",)), *_HEADS):
        if len(parts) > 1:
            sheet.merge_range(3, column, 3, column + len(parts) - 1, name, head)
            for place, part in enumerate(parts, start=column):
                sheet.write_string(4, place, part, head)
        else:
            sheet.merge_range(3, column, 4, column, name, head)
        column += len(parts)
    for place, number in enumerate(_header()[2]):
        sheet.write_string(5, place, number, head)
