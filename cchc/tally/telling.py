"""SAY what a tally found, in Vietnamese: what became of every row, the form, the fields."""

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import version

from ..catalogue import CATALOGUE
from ..checks import level_name
from ..numerals import day, number
from .columns import Columns
from .reach import doubts
from .reasons import REASONS
from .result import Tally
from .workdays import Calendar

COLUMN = {
    "received": "3", "received_online": "4", "received_direct": "5", "carried_over": "6",
    "resolved": "7", "resolved_early": "8", "resolved_on_due_date": "9",
    "resolved_in_time": "8 + 9",
    "resolved_late": "10", "pending": "11", "pending_in_time": "12", "pending_overdue": "13",
    "withdrawn": "",
}  # fmt: skip
"""The number of each code's column in form II.06a."""
_SHOWN = {
    "received": "tiếp nhận", "resolved_early": "trước hạn", "resolved_on_due_date": "đúng hạn",
    "resolved_late": "quá hạn", "pending_in_time": "đang, trong hạn",
    "pending_overdue": "đang, quá hạn", "withdrawn": "dừng, trả, rút",
}  # fmt: skip


def told(tally: Tally, period: str, unit_type: str, columns: Columns) -> list[str]:
    """All that is said of a tally, a line each."""
    return [
        *_of_rows(tally, period),
        *_of_calendar(tally, columns),
        *(f"Lưu ý: {doubt}." for doubt in doubts(tally)),
        "",
        *_of_levels(tally, unit_type),
        "",
        *_of_fields(tally, unit_type),
    ]


def _of_rows(tally: Tally, period: str) -> Iterator[str]:
    span = f"từ {day(tally.start)} đến {day(tally.end)}"
    yield f"Kỳ {period}: {span} (cũng là ngày chốt số liệu)."
    for shown, rows in tally.files:
        yield f"  {shown}: {number(rows)} dòng"
    aside = tally.read - tally.used
    yield f"Đọc {number(tally.read)} dòng = dùng {number(tally.used)} + để riêng {number(aside)}."
    for faulty, heading in ((True, "Để riêng vì có chỗ sai"), (False, "Để riêng vì ngoài kỳ")):
        counts = {code: n for code, n in tally.aside.items() if REASONS[code].faulty == faulty}
        if counts:
            yield f"{heading}: {number(sum(counts.values()))}"
            yield from _aligned([(REASONS[code].vi, number(n)) for code, n in counts.items()])


def _of_calendar(tally: Tally, columns: Columns) -> Iterator[str]:
    """Which days off the due days were worked out with: they are as good as the calendar is."""
    if not tally.worked_out:
        return
    calendar = Calendar(tally.start, tally.end, columns.holidays, columns.workdays)
    package = f"gói holidays {version('holidays')} và tệp khai báo"
    yield (
        f"Hạn trả của {number(tally.worked_out)} dòng được tính từ số ngày làm việc, không kể ngày"
        f" tiếp nhận, theo lịch của {package}. Kiểm tra lịch này với thông báo nghỉ hằng năm:"
    )
    for year in range(tally.start.year, tally.end.year + 1):
        free, made_up = calendar.free_days(year)
        yield f"  {year}: nghỉ {_days(free)}; làm bù {_days(made_up)}"


def _days(days: Sequence[date]) -> str:
    return ", ".join(f"{each:%d/%m}" for each in days) or "không có ngày nào"


def _of_levels(tally: Tally, unit_type: str) -> Iterator[str]:
    levels = tally.levels
    if not levels:
        yield "Không có hồ sơ nào trong kỳ."
        return
    names = [level_name(level, unit_type) for level in levels]
    rows = [("Biểu II.06a", "cột", *names)]
    for code in next(iter(levels.values())):
        values = [number(form[code]) for form in levels.values()]
        rows.append((CATALOGUE[f"dossiers_{code}"].vi, COLUMN[code], *values))
    yield from _aligned(rows)


def _of_fields(tally: Tally, unit_type: str) -> Iterator[str]:
    rows = [("Theo cấp, lĩnh vực", *_SHOWN.values())]
    for (level, field), form in tally.forms.items():
        values = [number(form[code]) if code in form else "" for code in _SHOWN]
        rows.append((f"{level_name(level, unit_type)}: {field}", *values))
    yield from _aligned(rows if len(rows) > 1 else [])


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows in columns: the first one to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
    for first, *rest in rows:
        cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        yield "  " + "  ".join([first.ljust(widths[0]), *cells])
