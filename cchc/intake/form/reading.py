"""READ form II.06a from a file: the one table in it, its rows, its days, what does not hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path

from ...cells import quoted, suggestion
from ...errors import CchcError, Fault, UsageError
from ..sheets import Sheet, read_sheets
from .columns import NEW, SEVERAL, overlap
from .csv_sheet import CsvSheet, read_csv_sheet
from .header import Header, headers
from .identities import NUMBERS, unfounded
from .rows import FormRow, read_rows

REQUIRED = {
    "dossiers_received": "Tiếp nhận › Tổng số",
    "dossiers_resolved": "Đã giải quyết › Tổng số",
    "dossiers_resolved_late": "Đã giải quyết › Quá hạn",
    "dossiers_pending": "Đang giải quyết › Tổng số",
    "dossiers_pending_overdue": "Đang giải quyết › Quá hạn",
}
"""The columns without which the form says too little."""
IN_TIME = "Đã giải quyết › Trước hạn và Đúng hạn"

_DAY = r"(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})"
_DAYS = re.compile(rf"từ\s*(?:ngày)?\s*{_DAY}\D{{1,20}}?(?:ngày)?\s*{_DAY}", re.IGNORECASE)


@dataclass(frozen=True)
class Form:
    """A form as it was read: its rows, the days that its title names, and those below its table."""

    file: str
    rows: tuple[FormRow, ...]
    days: tuple[date, date] | None
    below: tuple[date, ...]
    notes: tuple[str, ...]

    @property
    def signed(self) -> date | None:
        """The day it was signed: the last one below the table, behind notes that name others."""
        return self.below[-1] if self.below else None


def read_form(path: Path, level: str = "", sheet: str = "") -> Form:
    """The form in an .xlsx, .ods or .csv file, with its own identities checked.

    `level` is that of rows under no level's name, `sheet` the name of the sheet where several have
    a form. What does not add up is among the `notes`: nothing is repaired. Raises `CchcError` with
    every fault, each with its sheet and cell, and `UsageError` for a sheet that is not there.
    """
    name = path.name
    sheets = [read_csv_sheet(path)] if path.suffix.lower() == ".csv" else read_sheets(path)
    try:
        header = _the_one(_named(sheets, sheet))
        read = read_rows(header, level)
        faults = [*_column_faults(header), *read.faults, *_shifted(header, read.rows)]
        if not (read.rows or faults):
            mend = "xem lại có đúng tệp đã điền số không"
            faults.append(Fault("biểu không có dòng nào có số", header.place, mend))
        if faults:
            raise CchcError(faults)
    except CchcError as error:
        raise type(error)(_in_file(name, error.faults)) from None
    hidden = (*_hidden(sheets, header), *_hidden_columns(header))
    notes = (*hidden, *_unread(header), *read.notes, *unfounded(read.rows))
    return Form(name, tuple(read.rows), _days_named(header), _days_below(header, read.rows), notes)


def _named(sheets: Sequence[Sheet], name: str) -> Sequence[Sheet]:
    if not name:
        return [sheet for sheet in sheets if not sheet.is_hidden]
    found = [sheet for sheet in sheets if sheet.name == name]
    if not found:
        known = [sheet.name for sheet in sheets]
        mend = suggestion(name, known, f"có các trang tính: {', '.join(map(quoted, known))}")
        raise UsageError([Fault(f"không có trang tính {quoted(name)}", "--sheet", mend)])
    return found


def _the_one(sheets: Sequence[Sheet]) -> Header:
    found = [header for sheet in sheets for header in headers(sheet)]
    if not found:
        what = "không tìm thấy biểu II.06a: không có dòng đầu có cột Lĩnh vực và các cột hồ sơ"
        where = ", ".join(sheet.title for sheet in sheets) or "không có trang tính nào"
        mend = (
            "giữ nguyên các dòng đầu của biểu: Lĩnh vực, Tiếp nhận, Đã giải quyết, Đang giải quyết"
        )
        raise CchcError([Fault(what, where, mend)])
    if len(found) > 1:
        where = "; ".join(header.place for header in found)
        mend = "mỗi tệp để một biểu, hoặc nêu trang tính: --sheet TÊN"
        raise CchcError([Fault(f"tìm thấy {len(found)} biểu II.06a", where, mend)])
    return found[0]


def _column_faults(header: Header) -> Iterator[Fault]:
    columns = header.columns
    missing = [words for code, words in REQUIRED.items() if code not in columns]
    parts = ("dossiers_resolved_early", "dossiers_resolved_on_due_date")
    if "dossiers_resolved_in_time" not in columns and not all(part in columns for part in parts):
        missing.append(IN_TIME)
    for words in missing:
        mend = f"thêm cột này, hoặc sửa tên cột cho đúng: {words}"
        yield Fault(f"biểu thiếu cột {words}", header.place, mend)
    for code, places in columns.items():
        where = "; ".join(header.sheet.place(header.first - 1, place) for place in places)
        if len(places) > 1 and code not in (*SEVERAL, NEW):
            what = f"{len(places)} cột cùng là cột {NUMBERS[code]} của biểu"
            yield Fault(what, where, "giữ một cột, hoặc sửa tên cột cho rõ")
        elif any(overlap(*map(header.words.get, pair)) for pair in combinations(places, 2)):
            what = f"các cột cùng là cột {NUMBERS[code]} của biểu trùng một phần, không cộng được"
            yield Fault(what, where, "giữ cột chung; cột là một phần của nó ghi 'Trong đó: …'")


def _shifted(header: Header, rows: Sequence[FormRow]) -> Iterator[Fault]:
    """The rows that reach beyond the header: a mark in a number may have made two cells of it."""
    head, sheet = range(header.top, header.first), header.sheet
    is_csv = isinstance(sheet, CsvSheet)
    mend = "xem các số có bị lệch cột không, rồi xóa các ô ngoài bảng"
    if is_csv:
        mend = "đặt số có dấu phẩy trong ngoặc kép, hoặc lưu lại .xlsx"
    for row in (row.row for row in rows):
        filled = any(value != "" for value in sheet.rows[row][header.last + 1 :])
        if filled or (is_csv and sheet.is_longer(row, head)):
            yield Fault("dòng có nhiều ô hơn dòng đầu", sheet.place(row), mend)


def _hidden(sheets: Sequence[Sheet], header: Header) -> Iterator[str]:
    """The forms in hidden sheets, which are read only where they are named."""
    for sheet in sheets:
        if sheet.is_hidden and sheet is not header.sheet and any(headers(sheet)):
            yield f"{sheet.title} bị ẩn, biểu ở đó không đọc"


def _hidden_columns(header: Header) -> Iterator[str]:
    """The columns that nobody sees on the sheet, and that are counted all the same."""
    for place, words in sorted({header.field: ["Lĩnh vực"], **header.words}.items()):
        if any(place in span for span in header.sheet.traits.hidden_columns):
            told = quoted(" › ".join(dict.fromkeys(words)))
            yield f"{header.sheet.place(header.top, place)}: cột {told} bị ẩn, vẫn được đọc"


def _unread(header: Header) -> Iterator[str]:
    for place, words in header.unread.items():
        where = header.sheet.place(header.top, place)
        yield f"{where}: cột {quoted(words)} không có trong biểu, không đọc"


def _days_named(header: Header) -> tuple[date, date] | None:
    """The first and last day that the title above a table names, as in "Từ ngày … đến ngày …"."""
    rows = header.sheet.rows[: header.top]
    text = " ".join(value for row in rows for value in row if isinstance(value, str))
    found = _DAYS.search(text)
    if not found:
        return None
    first, last = _day(found.groups()[:3]), _day(found.groups()[3:])
    return (first, last) if first and last and first <= last else None


def _days_below(header: Header, rows: Sequence[FormRow]) -> tuple[date, ...]:
    """The days in the lines below the table, from above: of notes, then of the signatures."""
    below = header.sheet.rows[max((row.row for row in rows), default=0) + 1 :]
    text = " ".join(value for row in below for value in row if isinstance(value, str))
    found = re.finditer(rf"ngày\s*{_DAY}", text, re.IGNORECASE)
    return tuple(filter(None, (_day(each.groups()) for each in found)))


def _day(parts: Sequence[str]) -> date | None:
    try:
        return date(*(int(part) for part in reversed(parts)))
    except ValueError:
        return None


def _in_file(name: str, faults: Sequence[Fault]) -> list[Fault]:
    return [replace(fault, where=f"{name}, {fault.where}") for fault in faults]
