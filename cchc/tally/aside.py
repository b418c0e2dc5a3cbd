"""WRITE the rows that were set aside, each with file, line and reason: CSV that Excel may open."""

import csv
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING

from ..errors import CchcError, Fault
from .columns import DATES
from .engine import text
from .place import beside
from .reasons import REASONS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

HEADER = ("tệp", "dòng", "lý do", "nội dung", "mã hồ sơ", "ngày tiếp nhận", "hạn trả",
          "ngày trả kết quả", "ngày dừng, trả, rút", "lĩnh vực", "cấp", "hình thức nộp",
          "trạng thái")  # fmt: skip
_AT_ONCE = 1_000_000
"""Lines of a file whose rows are put in order in one go: what that takes fits into memory."""
_FORMULA = "^[=+@\\t\\r-]"


def write_aside(
    connection: "DuckDBPyConnection", shown: list[str], expected: int, path: Path, folder: Path
) -> None:
    """Write the rows of `judged` with a reason, in the order of files and lines.

    UTF-8 with a BOM, so that Excel shows Vietnamese. A cell that Excel would take for a formula
    gets an apostrophe before it. The number of rows must be the `expected` one; `path` is replaced
    whole or not at all. Raises `CchcError` where rows are missing.
    """
    connection.execute("CREATE TABLE named (reason VARCHAR, vi VARCHAR)")
    for reason in REASONS.values():
        connection.execute("INSERT INTO named VALUES (?, ?)", [reason.code, reason.vi])
    connection.execute(f"CREATE TABLE aside AS {_rows()}")
    written = 0
    with beside(path) as coming:
        with coming.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out, lineterminator="\n").writerow(HEADER)
        with coming.open("ab") as out:
            for part, rows in _parts(connection, shown, folder / "aside.csv"):
                written += rows
                with part.open("rb") as lines:
                    copyfileobj(lines, out, 1 << 20)
        if written != expected:
            what = f"ghi {written} dòng để riêng, phải là {expected}"
            raise CchcError([Fault(what, str(path), "không dùng kết quả này; chạy lại")])


def _parts(
    connection: "DuckDBPyConnection", shown: list[str], part: Path
) -> Iterator[tuple[Path, int]]:
    """The rows piece by piece in a file that is written anew for each, and how many they are."""
    lasts = "SELECT file, max(c0) FROM aside GROUP BY file ORDER BY file"
    for file, last in connection.execute(lasts).fetchall():
        for first in range(0, last + 1, _AT_ONCE):
            [rows] = connection.execute(
                f"COPY (SELECT {_safe(text(shown[file]))}, * EXCLUDE (file) FROM aside"
                f" WHERE file = {file} AND c0 >= {first} AND c0 < {first + _AT_ONCE}"
                f" ORDER BY c0) TO {text(str(part))} (FORMAT csv, HEADER false)"
            ).fetchone()
            yield part, rows


def _rows() -> str:
    """The query for the rows, in any order, with what each column of `HEADER` shows."""
    cells = [
        *("file", "line", "vi", _safe("detail"), _safe("id")),
        *(f"strftime({name}, '%d/%m/%Y')" for name in DATES),
        *map(_safe, ("field", "level_word", "channel_word", "status_word")),
    ]
    named = ", ".join(f"{cell} AS c{place}" for place, cell in enumerate(cells[1:]))
    return f"SELECT file, {named} FROM judged JOIN named USING (reason)"


def _safe(cell: str) -> str:
    return f"if(regexp_matches({cell}, {text(_FORMULA)}), '''' || {cell}, {cell})"
