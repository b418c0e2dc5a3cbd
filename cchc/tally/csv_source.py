"""A register in CSV: looked through once for what would harm, then given to DuckDB strictly."""

import csv
import re
from functools import partial
from io import StringIO
from pathlib import Path
from unicodedata import normalize

from ..errors import CchcError
from .columns import Columns
from .engine import plain, text
from .source import Source, found_columns, refusal

LONGEST_LINE = 1 << 20
"""Bytes. A line as long as this is no row of a register but a quotation mark that never closes."""
_DELIMITERS = ",;\t|"
_UTF8 = "trong Excel chọn Lưu thành (Save As), kiểu 'CSV UTF-8 (phân tách bằng dấu phẩy)'"
_QUOTES = "tìm dấu ngoặc kép mở ra mà không đóng, rồi xuất lại sổ"


def csv_source(path: Path, columns: Columns) -> Source:
    """The source of a CSV file in UTF-8, with any of the usual delimiters, header first.

    Raises `CchcError` for another encoding, a NUL, a line of a megabyte, columns that are missing.
    """
    header, delimiter, first = _header(path, columns)
    places = found_columns(header, columns, f"{path.name}, dòng đầu")
    lines = _looked_through(path)
    types = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(header)))
    sql = (
        f"read_csv({text(plain(path.resolve()))}, auto_detect = false, header = false,"
        f" skip = {first}, columns = {{{types}}}, delim = {text(delimiter)}, quote = '\"',"
        f" escape = '\"', strict_mode = true, null_padding = false,"
        f" max_line_size = {2 * LONGEST_LINE}, compression = 'none', hive_partitioning = false)"
    )
    cells = {name: f"c{place}" for name, place in places.items()}
    recount = partial(_count_records, path, delimiter, first)
    return Source(path.name, sql, cells, first + 1, rows=lines - first, recount=recount)


def _header(path: Path, columns: Columns) -> tuple[list[str], str, int]:
    """The names in the first line that is not blank, the delimiter, the lines that they take."""
    with path.open("rb") as file:
        start = file.read(LONGEST_LINE)
    raw, blank = start.removeprefix(b"\xef\xbb\xbf"), 0
    while raw[:2] == b"\r\n" or raw[:1] in (b"\n", b"\r"):
        raw, blank = raw[2 if raw[:2] == b"\r\n" else 1 :], blank + 1
    try:
        line = re.split(rb"\r\n|\n|\r", raw, maxsplit=1)[0].decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(path, blank + 1, error.object[error.start]) from None
    best: list[str] = []
    for delimiter in _DELIMITERS:
        names = [normalize("NFC", name).strip() for name in _split(line, delimiter)]
        if set(columns.names.values()) <= set(names):
            return names, delimiter, blank + 1
        best = max(best, names, key=len)
    found_columns(best, columns, f"{path.name}, dòng đầu")
    raise AssertionError("a header lacks a column that was found in it")


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(StringIO(line), delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def _looked_through(path: Path) -> int:
    """How many lines the file has. Raises `CchcError` for a NUL or a line that does not end."""
    lines, last = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(LONGEST_LINE):
            ended = chunk.count(b"\n") or chunk.count(b"\r")
            if not ended and len(chunk) == LONGEST_LINE:
                where = f"{path.name}, dòng {_grouped(lines + 1)}"
                raise refusal("có dòng dài hơn 1 MB", where, _QUOTES)
            if b"\0" in chunk:
                where = f"{path.name}, quanh dòng {_grouped(lines + 1)}"
                raise refusal("tệp có ký tự NUL", where, f"lưu lại bằng UTF-8: {_UTF8}")
            lines, last = lines + ended, chunk[-1:]
    return lines + (last not in (b"\n", b"\r"))


def _count_records(path: Path, delimiter: str, skip: int) -> int:
    """How many rows a CSV file has, blank lines left out, by Python's own reader: slow, sure.

    What a column holds that is not asked for need not be UTF-8.
    """
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for _ in range(skip):
            file.readline()
        try:
            return sum(1 for cells in csv.reader(file, delimiter=delimiter) if cells)
        except csv.Error:
            most = _grouped(csv.field_size_limit())
            raise refusal(f"có ô dài hơn {most} ký tự", path.name, _QUOTES) from None


def refused(message: str, path: Path) -> CchcError:
    """What DuckDB found wrong with a CSV file, as an error of ours."""
    line = re.search(r"CSV Error on Line: (\d+)", message)
    where = f"{path.name}, dòng {_grouped(int(line[1]))}" if line else path.name
    widths = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", message)
    if widths:
        what = f"dòng có {widths[2]} ô mà dòng đầu có {widths[1]}"
        mend = "xuất lại sổ; ô có dấu ngăn cột phải đặt giữa hai dấu ngoặc kép"
    elif "Invalid unicode" in message:
        what, mend = "tệp không phải UTF-8", f"lưu lại bằng UTF-8: {_UTF8}"
    elif "unterminated quote" in message:
        what, mend = "dấu ngoặc kép không đóng, hoặc có chữ ngay sau dấu đóng", _QUOTES
    elif "Maximum line size" in message:
        what, mend = "có dòng dài hơn 1 MB", _QUOTES
    else:
        what = "tệp không phải CSV đúng quy cách, hoặc lẫn hai kiểu xuống dòng"
        mend = f"lưu lại: {_UTF8}"
    return refusal(what, where, mend)


def _not_utf8(path: Path, line: int, byte: int) -> CchcError:
    what = f"tệp không phải UTF-8: không đọc được byte 0x{byte:02X}"
    return refusal(what, f"{path.name}, dòng {line}", f"lưu lại bằng UTF-8: {_UTF8}")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
