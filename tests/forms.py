"""Form II.06a as offices have it: the same numbers written in several layouts, as xlsx or CSV."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

from cchc.dossier_fields import FORM_CODES

ONLINE, DIRECT, CARRIED = (
    f"dossiers_{code}" for code in ("received_online", "received_direct", "carried_over")
)
EARLY, ON_DAY, IN_TIME, LATE = (
    f"dossiers_resolved_{code}" for code in ("early", "on_due_date", "in_time", "late")
)
RUNNING, OVERDUE = "dossiers_pending_in_time", "dossiers_pending_overdue"
RECEIVED, RESOLVED, PENDING = "dossiers_received", "dossiers_resolved", "dossiers_pending"
WITHDRAWN = "dossiers_withdrawn"
TITLE = ("Biểu số II.06a/VPCP/KSTT", "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH")
SIGNED = ("NGƯỜI LẬP BIỂU", "TM. ỦY BAN NHÂN DÂN")
LEVELS = {"district": "Cấp huyện", "commune": "Cấp xã"}

Column = tuple[str | None, tuple[str, ...]]
"""What a column counts (None: nothing of the form), and the words above it from the top storey."""


@dataclass(frozen=True)
class Layout:
    """How an office lays the form out: its columns, whether they are numbered, the rows' names."""

    columns: tuple[Column, ...]
    field: str = "Lĩnh vực giải quyết"
    numbered: bool = True
    sections: str = "{roman}. {name}"
    total: str = "Tổng số"
    section_rows: bool = False
    merged: bool = True
    title: tuple[str, ...] = TITLE
    days: str = ""

    @property
    def codes(self) -> set[str]:
        """What the layout has columns for."""
        return {code for code, _ in self.columns if code}


OFFICIAL = Layout(
    (
        (RECEIVED, ("Số lượng hồ sơ tiếp nhận", "Tổng số", "")),
        (ONLINE, ("Số lượng hồ sơ tiếp nhận", "Trong kỳ", "Trực tuyến")),
        (DIRECT, ("Số lượng hồ sơ tiếp nhận", "Trong kỳ", "Trực tiếp, dịch vụ bưu chính")),
        (CARRIED, ("Số lượng hồ sơ tiếp nhận", "Từ kỳ trước", "")),
        (RESOLVED, ("Số lượng hồ sơ đã giải quyết", "Tổng số", "")),
        (EARLY, ("Số lượng hồ sơ đã giải quyết", "Trước hạn", "")),
        (ON_DAY, ("Số lượng hồ sơ đã giải quyết", "Đúng hạn", "")),
        (LATE, ("Số lượng hồ sơ đã giải quyết", "Quá hạn", "")),
        (PENDING, ("Số lượng hồ sơ đang giải quyết", "Tổng số", "")),
        (RUNNING, ("Số lượng hồ sơ đang giải quyết", "Trong hạn", "")),
        (OVERDUE, ("Số lượng hồ sơ đang giải quyết", "Quá hạn", "")),
    ),
)
EXPORTED = Layout(
    (
        (RECEIVED, ("Số hồ sơ nhận giải quyết", "Tổng số")),
        (ONLINE, ("Số hồ sơ nhận giải quyết", "Mới tiếp nhận trực tuyến")),
        (DIRECT, ("Số hồ sơ nhận giải quyết", "Mới tiếp nhận trực tiếp, dịch vụ bưu chính")),
        (CARRIED, ("Số hồ sơ nhận giải quyết", "Số kỳ trước chuyển qua")),
        (RESOLVED, ("Kết quả giải quyết: đã giải quyết", "Tổng cộng")),
        (IN_TIME, ("Kết quả giải quyết: đã giải quyết", "Trước hạn và đúng hạn")),
        (LATE, ("Kết quả giải quyết: đã giải quyết", "Trễ hạn")),
        (None, ("Kết quả giải quyết: đã giải quyết", "Tỷ lệ đúng hạn (%)")),
        (PENDING, ("Đang giải quyết", "Tổng cộng")),
        (RUNNING, ("Đang giải quyết", "Chưa đến hạn")),
        (OVERDUE, ("Đang giải quyết", "Quá hạn")),
        (WITHDRAWN, ("Dừng giải quyết, trả lại, rút hồ sơ", "")),
        (None, ("Ghi chú", "")),
    ),
    field="Lĩnh vực, công việc giải quyết",
    numbered=False,
    sections="UBND {name}",
    total="Tổng cộng",
    section_rows=True,
)
FLAT = Layout(
    (
        (RECEIVED, ("Tổng số hồ sơ tiếp nhận",)),
        (ONLINE, ("Tiếp nhận trực tuyến",)),
        (DIRECT, ("Tiếp nhận trực tiếp",)),
        (CARRIED, ("Tiếp nhận từ kỳ trước chuyển qua",)),
        (RESOLVED, ("Đã giải quyết",)),
        (EARLY, ("Đã giải quyết trước hạn",)),
        (ON_DAY, ("Đã giải quyết đúng hạn",)),
        (LATE, ("Đã giải quyết quá hạn",)),
        (PENDING, ("Đang giải quyết",)),
        (RUNNING, ("Đang giải quyết trong hạn",)),
        (OVERDUE, ("Đang giải quyết quá hạn",)),
        (WITHDRAWN, ("Trả lại, rút",)),
    ),
    field="Tên lĩnh vực",
    numbered=False,
    sections="{name}",
    total="Cộng",
    merged=False,
    title=(),
)
SHORT = Layout(
    (
        (RECEIVED, ("Tiếp nhận", "Tổng số")),
        (None, ("Tiếp nhận", "Trong kỳ")),
        (CARRIED, ("Tiếp nhận", "Từ kỳ trước (chuyển qua)")),
        (RESOLVED, ("Đã giải quyết", "Tổng số")),
        (IN_TIME, ("Đã giải quyết", "Đúng hạn")),
        (LATE, ("Đã giải quyết", "Quá hạn")),
        (PENDING, ("Đang giải quyết", "Tổng số")),
        (RUNNING, ("Đang giải quyết", "Trong hạn")),
        (OVERDUE, ("Đang giải quyết", "Quá hạn")),
    ),
    merged=False,
)
LAYOUTS = {"official": OFFICIAL, "exported": EXPORTED, "flat": FLAT, "short": SHORT}

Counts = Mapping[str, object]
Rows = Mapping[tuple[str, str], Counts]
"""By level and field the counts by code; the field "" is the total of the level."""


@dataclass
class Grid:
    """The cells of a form before they are written: texts and numbers, and what is merged."""

    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    rows: int = 0

    def line(self, *cells: object) -> int:
        """Write one more row; its number."""
        for column, value in enumerate(cells):
            if value not in ("", None):
                self.cells[self.rows, column] = value
        self.rows += 1
        return self.rows - 1

    def table(self) -> list[list[object]]:
        """The rows, every one as long as the others."""
        width = max((column for _, column in self.cells), default=0) + 1
        return [[self.cells.get((r, c), "") for c in range(width)] for r in range(self.rows)]


def grid(rows: Rows, layout: Layout = OFFICIAL, everything: Counts | None = None) -> Grid:
    """The form as a grid; `everything` is the total of all levels, where it is stated."""
    made = Grid()
    for words in (*layout.title, layout.days):
        if words:
            made.line("", words)
    _head(made, layout)
    levels = list(dict.fromkeys(level for level, _ in rows))
    several = len(levels) > 1
    if everything is not None and several:
        made.line("", "Tổng số toàn đơn vị", *_values(everything, layout))
    for number, level in enumerate(levels):
        own = {name: counts for (each, name), counts in rows.items() if each == level}
        total = own.pop("", None)
        if several or layout.section_rows:
            roman = "I" * (number + 1)
            heading = layout.sections.format(roman=roman, name=LEVELS[level].lower())
            stated = total if layout.section_rows and total is not None else None
            made.line("", heading, *(_values(stated, layout) if stated is not None else ()))
        for place, (name, counts) in enumerate(own.items(), start=1):
            made.line(float(place), name, *_values(counts, layout))
        if total is not None and not (layout.section_rows):
            words = f"Cộng {LEVELS[level].lower()}" if several else layout.total
            made.line("", words, *_values(total, layout))
    made.line()
    made.line("", "", "", "", "", "", "", "", "Ngày 05 tháng 01 năm 2023")
    made.line("", SIGNED[0], "", "", "", "", "", "", SIGNED[1])
    return made


def _head(made: Grid, layout: Layout) -> None:
    """The storeys of the header; a cell that stands over several columns or storeys is merged."""
    top, storeys = made.rows, len(layout.columns[0][1])
    columns = [("TT", *[""] * (storeys - 1)), (layout.field, *[""] * (storeys - 1))]
    columns += [above for _, above in layout.columns]
    for storey in range(storeys):
        said = [above[storey] for above in columns]
        paths = [above[: storey + 1] for above in columns]
        for place in range(len(columns) - 1, 0, -1):
            if paths[place] == paths[place - 1]:
                said[place] = ""
        made.line(*said)
        if layout.merged:
            made.merged += _merged(top, storey, columns, said)
    if layout.numbered:
        made.line("(1)", "(2)", *(f"({number})" for number in range(3, 3 + len(layout.columns))))


def _merged(
    top: int, storey: int, columns: Sequence[tuple[str, ...]], said: Sequence[str]
) -> Iterable[tuple[int, int, int, int]]:
    """The cells of one storey that reach further: first row and column, last row and column."""
    for place, words in enumerate(said):
        if not words:
            continue
        right = place
        while (
            right + 1 < len(said)
            and columns[right + 1][: storey + 1] == columns[place][: storey + 1]
        ):
            right += 1
        low = storey
        while right == place and low + 1 < len(columns[place]) and not columns[place][low + 1]:
            low += 1
        if (low, right) != (storey, place):
            yield top + storey, place, top + low, right


def _values(counts: Counts, layout: Layout) -> list[object]:
    return [counts.get(code, "") if code else "" for code, _ in layout.columns]


def write_xlsx(path: Path, made: Grid, sheet: str = "Biểu II.06a") -> Path:
    """The grid as a workbook with one sheet: numbers as numbers, texts as texts."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(sheet)
        for (row, column), value in made.cells.items():
            if isinstance(value, str):
                page.write_string(row, column, value)
            else:
                page.write(row, column, value)
        for first, left, last, right in made.merged:
            page.merge_range(first, left, last, right, made.cells.get((first, left), ""))
    return path


def write_csv(path: Path, made: Grid, mark: str = ",") -> Path:
    """The grid as a CSV file, as a program exports it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=mark)
        for row in made.table():
            writer.writerow(f"{value:.0f}" if isinstance(value, float) else value for value in row)
    return path


def stated_by(counts: Counts, layout: Layout) -> dict[str, str]:
    """What a layout has room for of some counts, as data files hold it."""
    return {
        code: str(counts[code]) for code in FORM_CODES if code in layout.codes and code in counts
    }


def summed(forms: Iterable[Counts]) -> dict[str, int]:
    """The total of several rows, count by count."""
    forms = list(forms)
    codes: Sequence[str] = list(forms[0])
    return {code: sum(int(form[code]) for form in forms) for code in codes}
