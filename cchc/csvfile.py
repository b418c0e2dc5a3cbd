"""READ one CSV file strictly: every row by column, and everything that is wrong with it."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd

from .cells import BadCell, Reader, quoted, suggestion, unmatched
from .errors import CchcError, Fault
from .textfile import Undrawn, read_text, shown_path


@dataclass(frozen=True)
class Row:
    """One row: its `line` in the file, the header's being 1, and the value of each good cell."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """The rows of one CSV file, and its faults with the line of each.

    `is_whole` is False where rows may be lacking: what such a table does not name may yet exist.
    """

    shown: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    marks: tuple[tuple[int, Fault], ...] = ()
    sha256: str = ""
    is_whole: bool = True
    undrawn: tuple[Undrawn, ...] = ()

    @property
    def faults(self) -> list[Fault]:
        """All faults, in the order of their lines."""
        return [fault for _, fault in sorted(self.marks, key=lambda mark: mark[0])]

    def names(self, column: str) -> frozenset[str] | None:
        """The values of a column that others refer to; None where they cannot all be known."""
        if not self.is_whole or any(column not in row.values for row in self.rows):
            return None
        return frozenset(row.values[column] for row in self.rows)

    def checked(self, check: Callable[[Row], Iterable[tuple[str, BadCell]]]) -> "Table":
        """The table with what `check` finds in each row: a column, and what is wrong there."""
        found = (
            (row.line, self.fault(row.line, column, bad))
            for row in self.rows
            for column, bad in check(row)
        )
        return replace(self, marks=(*self.marks, *found))

    def fault(self, line: int, column: str, bad: BadCell) -> Fault:
        """What is wrong with a cell, as a fault."""
        return Fault(bad.what, f"{self.shown}, dòng {line}, cột {column}", bad.mend)

    def frame(self, **types: str) -> pd.DataFrame:
        """The values as a frame, a row a row: text, or of the pandas type named for a column.

        Raises `CchcError` with all faults where there are any.
        """
        if self.marks:
            raise CchcError(self.faults)
        columns = {
            name: pd.Series([row.values[name] for row in self.rows], dtype=types.get(name, "str"))
            for name in self.columns
        }
        return pd.DataFrame(columns)


def read_csv(path: Path, data: Path, columns: Mapping[str, Reader], key: tuple[str, ...]) -> Table:
    """The table of a CSV file with exactly these columns, in any order; faults are in the table.

    `columns` gives the reader of each column's cells, `key` the columns that name a row: two rows
    of one key are a fault. Blank rows, a BOM, CRLF and letters in NFD are accepted.
    """
    empty = Table(shown_path(path, data), tuple(columns))
    header = ",".join(columns)
    try:
        file = read_text(path, data, f"tạo tệp này với dòng đầu: {header}")
    except CchcError as error:
        marks = tuple((0, fault) for fault in error.faults)
        return replace(empty, marks=marks, is_whole=False)
    records, broken = _records(file.text, file.shown)
    whole = replace(
        empty, sha256=file.sha256, marks=broken, is_whole=not broken, undrawn=file.undrawn
    )
    if not records:
        fault = Fault("tệp rỗng", file.shown, f"ghi dòng đầu: {header}")
        return replace(whole, marks=broken or ((1, fault),), is_whole=False)
    line, names = records.pop(0)
    wrong = tuple((line, f) for f in _header_faults(names, line, tuple(columns), file.shown))
    table = replace(whole, marks=broken + wrong)
    if not set(names) & set(columns):
        return replace(table, is_whole=False)
    return _without_duplicates(_read_rows(table, names, records, columns), key)


def _records(text: str, shown: str) -> tuple[list[tuple[int, list[str]]], tuple]:
    """Every row that is not blank, with its first line; and what stopped the reading, if so."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    records, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            most = f"{csv.field_size_limit():,}".replace(",", ".")
            what = f"có ô dài hơn {most} ký tự"
            mend = "tìm dấu ngoặc kép mở ra mà không đóng, hoặc rút ngắn ô đó"
        else:
            what = "dấu ngoặc kép không đóng, hoặc có chữ ngay sau dấu đóng"
            mend = 'trong ô đặt giữa hai dấu ngoặc kép, mỗi dấu ngoặc kép viết thành hai: ""'
        return records, ((line, Fault(what, f"{shown}, dòng {line}", mend)),)
    return records, ()


def _header_faults(
    names: list[str], line: int, columns: tuple[str, ...], shown: str
) -> Iterator[Fault]:
    where, header = f"{shown}, dòng {line}", f"dòng đầu phải là: {','.join(columns)}"
    for mark, called in ((";", "dấu chấm phẩy"), ("\t", "dấu tab")):
        if len(names) == 1 and mark in names[0]:
            mend = "lưu lại bằng kiểu 'CSV UTF-8' với dấu ngăn cột là dấu phẩy"
            yield Fault(f"các cột ngăn bằng {called}, không phải dấu phẩy", where, mend)
            return
    unknown, missing = unmatched(names, columns)
    for number, name in enumerate(names, start=1):
        if name in names[: number - 1]:
            mend = "bỏ một trong các cột cùng tên"
            yield Fault(f"cột {quoted(name)} có hai lần", f"{where}, cột thứ {number}", mend)
        elif name in unknown:
            what = f"cột {quoted(name)} không có trong quy định" if name else "cột không có tên"
            mend = suggestion(name, unknown[name], header)
            yield Fault(what, f"{where}, cột thứ {number}", mend)
    for name in missing:
        yield Fault(f"thiếu cột '{name}'", where, header)


def _read_rows(
    table: Table, names: list[str], records: list, columns: Mapping[str, Reader]
) -> Table:
    rows, marks = [], list(table.marks)
    for line, cells in records:
        if len(cells) != len(names):
            what = f"dòng có {len(cells)} ô, dòng đầu có {len(names)} cột"
            more = "đặt ô có dấu phẩy trong dấu ngoặc kép"
            mend = more if len(cells) > len(names) else "ghi đủ dấu phẩy, kể cả cho ô trống"
            marks.append((line, Fault(what, f"{table.shown}, dòng {line}", mend)))
            continue
        values = {}
        for name, text in zip(names, cells, strict=True):
            if name in columns:
                try:
                    values[name] = columns[name](text)
                except BadCell as bad:
                    marks.append((line, table.fault(line, name, bad)))
        rows.append(Row(line, values))
    lacking = any(len(cells) != len(names) for _, cells in records)
    return replace(
        table, rows=tuple(rows), marks=tuple(marks), is_whole=table.is_whole and not lacking
    )


def _without_duplicates(table: Table, key: tuple[str, ...]) -> Table:
    first: dict[tuple, int] = {}

    def check(row: Row) -> Iterator[tuple[str, BadCell]]:
        name = tuple(row.values.get(column) for column in key)
        line = first.setdefault(name, row.line)
        if line != row.line and None not in name:
            named = ", ".join(f"{c} {quoted(v)}" for c, v in zip(key, name, strict=True))
            yield key[0], BadCell(f"dòng lặp lại dòng {line}: cùng {named}", "giữ lại một dòng")

    return table.checked(check)
