"""Draft rows of figures.csv for the numbers that nothing accounts for: a person completes them."""

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from ..cells import BadCell
from ..errors import Fault, UsageError
from ..readings import Style, read_number, style_of
from .entry import Entry

COLUMNS = ("code", "period", "level", "value", "qualifier", "source", "place", "note")


def check_place(path: Path, data: Path) -> None:
    """Raise `UsageError` for a file that is there already, or that would lie in `data`."""
    if path.exists():
        mend = "chọn tên khác: bản nháp không ghi đè tệp nào"
        raise UsageError([Fault(f"đã có tệp '{path.name}'", str(path), mend)])
    if path.resolve().is_relative_to(data.resolve()):  # a linked folder may lead there
        mend = "chọn nơi khác, xem lại từng dòng rồi mới chép vào figures.csv"
        what = f"bản nháp '{path.name}' nằm trong thư mục dữ liệu"
        raise UsageError([Fault(what, str(path), mend)])


def propose(entries: Iterable[Entry], path: Path) -> int:
    """Write a row for each number that is unaccounted for; how many there are.

    The code stays empty: a guess stands in the note, and says that it is one. So does a value
    that can be read in two ways.
    """
    entries = list(entries)
    style = style_of(_told(entry) for entry in entries if entry.kind in ("figure", "unknown"))
    file = StringIO(newline="")
    rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    rows.writeheader()
    unknown = [entry for entry in entries if entry.kind == "unknown"]
    for entry in unknown:
        rows.writerow(_row(entry, style))
    with path.open("x", encoding="utf-8") as draft:
        draft.write(file.getvalue())
    return len(unknown)


def _told(entry: Entry) -> str:
    return entry.text if entry.unit in ("", "%") else f"{entry.text} {entry.unit}"


def _row(entry: Entry, style: Style) -> dict[str, str]:
    notes = [f"Câu: “{entry.sentence}”"]
    try:
        value = read_number(_told(entry), style).plain
    except BadCell as bad:
        value = ""
        notes.insert(0, f"Xem lại giá trị: {bad.what}.")
    if entry.guess:
        notes.insert(0, f"ĐOÁN mã: {entry.guess}.")
    _, period, level = (entry.guess or "||").split("|")
    place = entry.place if entry.place[:1] not in "=+-@" else f"mục {entry.place}"
    return {
        "period": period,
        "level": level,
        "value": value,
        "qualifier": entry.qualifier,
        "place": place,
        "note": " ".join(notes),
    }
