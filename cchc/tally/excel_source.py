"""A register in an Excel workbook: looked at first, then written row by row as CSV for DuckDB."""

import csv
import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from unicodedata import normalize
from zipfile import BadZipFile, ZipFile, ZipInfo

from ..cells import quoted
from .columns import Columns
from .engine import plain, text
from .excel_cells import SUSPECT, require_values
from .source import Source, found_columns, refusal

MOST_BYTES = 2_000_000_000
"""Unpacked: a sheet with all the rows that Excel has, and twenty columns, is half of it."""
STEEPEST, SMALL = 200, 20_000_000
"""How many times larger than packed a part may be, once it has so many bytes."""
MOST_CELLS = 32_000_000
"""The area from A1 to the last cell: calamine holds all of it in memory at once."""
SEARCHED = 30
"""The header is looked for in so many rows: exports have a title above it."""
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})([0-9]{1,7})"')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_MEND = "mở tệp bằng Excel hoặc LibreOffice và lưu lại kiểu .xlsx, chỉ giữ trang tính của sổ"


def excel_source(path: Path, columns: Columns, made: Path) -> Source:
    """The source of the one sheet that has the declared columns, written to `made`.

    Rows that hold nothing are left out. Raises `CchcError` for a workbook that is broken or would
    not fit into memory, for columns that are missing, and for several sheets that have them.
    """
    import python_calamine

    suspects = _require_harmless(path)
    try:
        book = python_calamine.load_workbook(str(path))
        name, rows, header, line = _sheet(book, path, columns)
        left = (book.get_sheet_by_name(name).start or (0, 0))[1]
    except python_calamine.CalamineError as error:
        raise refusal(f"không đọc được tệp Excel ({error})", path.name, _MEND) from None
    places = found_columns(header, columns, f"{path.name}, trang {quoted(name)}, dòng {line}")
    require_values(path, name, suspects, [left + place for place in places.values()], line)
    count = 0
    with made.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for number, cells in rows:
            texts = [_text(cells[place]) for place in places.values()]
            if any(texts):
                writer.writerow([number, *texts])
                count += 1
    types = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(places) + 1))
    sql = (
        f"read_csv({text(plain(made))}, auto_detect = false, header = false, skip = 0,"
        f" columns = {{{types}}}, delim = ',', quote = '\"', escape = '\"', strict_mode = true)"
    )
    cells = {name: f"c{place}" for place, name in enumerate(places, start=1)}
    return Source(path.name, sql, cells, 0, "c0::BIGINT", rows=count)


def _sheet(
    book: Any, path: Path, columns: Columns
) -> tuple[str, Iterator[tuple[int, Sequence[Any]]], list[str], int]:
    """The sheet's name, its rows below the header with their numbers, the header and its number."""
    names = [columns.sheet] if columns.sheet else book.sheet_names
    if columns.sheet and columns.sheet not in book.sheet_names:
        mend = f"sửa sheet trong mục [excel]; tệp có: {', '.join(map(quoted, book.sheet_names))}"
        raise refusal(f"không có trang tính {quoted(columns.sheet)}", path.name, mend)
    found, best = [], (names[0], [], 1)
    for name in names:
        for line, cells in _rows(book.get_sheet_by_name(name), SEARCHED):
            header = [normalize("NFC", _text(cell)) for cell in cells]
            if set(columns.names.values()) <= set(header):
                found.append((name, header, line))
                break
            if len(set(columns.names.values()) & set(header)) > len(
                set(columns.names.values()) & set(best[1])
            ):
                best = (name, header, line)
    if len(found) > 1:
        what = f"các cột của sổ có ở {len(found)} trang: {', '.join(quoted(n) for n, *_ in found)}"
        raise refusal(what, path.name, 'nêu một trang trong tệp khai báo: [excel] sheet = "…"')
    name, header, line = found[0] if found else best
    below = (row for row in _rows(book.get_sheet_by_name(name)) if row[0] > line)
    return name, below, header, line


def _rows(sheet: Any, most: int | None = None) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows of a sheet with their numbers as Excel shows them."""
    if sheet.start is None:
        return
    first = sheet.start[0] + 1
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        # calamine gives the rows from the first one of the sheet on, empty ones too
        if most is not None and number > first + most:
            return
        yield number, cells


def _text(cell: Any) -> str:
    """The cell as text: days with the year first, whole numbers without decimals."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return cell.isoformat()
        case time() | timedelta():
            return str(cell)
    return str(cell).strip()


def _require_harmless(path: Path) -> set[str]:
    """Refuse a workbook that would fill the memory once it is unpacked; gives the suspect parts."""
    suspects = set()
    try:
        with ZipFile(path) as book:
            infos = book.infolist()
            steep = any(i.file_size > max(SMALL, STEEPEST * i.compress_size) for i in infos)
            if steep or sum(info.file_size for info in infos) > MOST_BYTES:
                raise refusal("tệp Excel bung ra quá lớn", path.name, _MEND)
            for info in infos:
                if info.filename.endswith(".xml") and _require_small(path, book, info):
                    suspects.add(info.filename)
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise refusal(f"không đọc được tệp Excel ({error})", path.name, _MEND) from None
    return suspects


def _require_small(path: Path, book: ZipFile, info: ZipInfo) -> bool:
    """Read a part once, in pieces: it is as large as it says, its last cell not too far out.

    Gives whether it has errors or formulas.
    """
    columns, last, rest, is_suspect = {b"A"}, 1, b"", False
    with book.open(info) as part:
        while chunk := part.read(1 << 20):
            piece = rest + chunk
            for letters, digits in _CELL.findall(piece) if _SHEET.fullmatch(info.filename) else ():
                columns.add(letters)
                last = max(last, int(digits))
            is_suspect = is_suspect or bool(SUSPECT.search(piece))
            rest = piece[-200:]
            if last * max(map(_number, columns)) > MOST_CELLS:
                what = f"trang tính có ô ở tận dòng {last}, quá rộng để đọc"
                raise refusal(what, f"{path.name}, {info.filename}", _MEND)
    return is_suspect


def _number(letters: bytes) -> int:
    """The number of a column.

    >>> _number(b"A"), _number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
