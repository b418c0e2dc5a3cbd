"""`cchc check UNIT --against FILE`: a report's numbers beside the figures that are held."""

from collections.abc import Sequence
from pathlib import Path

from ..errors import CchcError, Fault, UsageError
from ..gather import read_all
from ..usage import say
from .account import account
from .entry import TO_MEND
from .propose import check_place, propose
from .received import read_report
from .show import as_json, as_lines


def check_against(
    units: Sequence[str],
    data: Path,
    years: tuple[str | None, str | None],
    report: Path | None,
    in_json: bool,
    draft: Path | None,
) -> int:
    """Print what each number of a report is near to; 1 where one is unknown or differs, else 0.

    `draft` is where rows for the unaccounted ones are written, if anywhere. Raises `CchcError` for
    faults of the unit's files or of the report, `UsageError` for more than one unit.
    """
    if report is None:
        mend = "thêm --against TỆP, hoặc bỏ tùy chọn này"
        raise UsageError([Fault("--json và --propose chỉ đi với --against", "dòng lệnh", mend)])
    if len(units) != 1:
        mend = "nêu đúng một đơn vị: cchc check ĐƠN_VỊ --against TỆP"
        raise UsageError([Fault("--against cần đúng một đơn vị", "dòng lệnh", mend)])
    if draft:
        check_place(draft, data)
    received = read_report(report)
    ((unit, review),) = read_all(units, data, *years).items()
    if isinstance(review, CchcError):
        raise review
    entries = account(received.pieces, review)
    if not entries:
        mend = "kiểm tra có đúng tệp báo cáo không"
        raise CchcError([Fault("báo cáo không có con số nào", str(report), mend)])
    notes = [*received.notes]
    if draft:
        written = propose(entries, draft)
        notes.append(f"Đã ghi {written} dòng nháp vào {draft}: xem lại từng dòng trước khi dùng.")
    show = as_json if in_json else as_lines
    say(show(unit, report.name, entries, notes))
    return 1 if any(entry.kind in TO_MEND for entry in entries) else 0
