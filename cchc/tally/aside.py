"""WRITE the rows that were set aside, each with file, line and reason: CSV that Excel may open."""

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
_BOM = b"\xef\xbb\xbf"
_FORMULA = "^[=+@\\t\\r-]"


def write_aside(
    connection: "DuckDBPyConnection", shown: list[str], expected: int, path: Path, folder: Path
) -> None:
    """Write the rows of `judged` with a reason, in the order of files and lines.

    UTF-8 with a BOM, so that Excel shows Vietnamese. A cell that Excel would take for a formula
    gets an apostrophe before it. The number of rows must be the `expected` one; `path` is replaced
    whole or not at all. Raises `CchcError` where rows are missing.
    """
    connection.execute("CREATE TABLE reason (code VARCHAR, vi VARCHAR)")
    for reason in REASONS.values():
        connection.execute("INSERT INTO reason VALUES (?, ?)", [reason.code, reason.vi])
    connection.execute("CREATE TABLE file (number INTEGER, shown VARCHAR)")
    for number, name in enumerate(shown):
        connection.execute("INSERT INTO file VALUES (?, ?)", [number, name])
    made = folder / "aside.csv"
    [written] = connection.execute(
        f"COPY ({_rows()}) TO {text(str(made))} (FORMAT csv, HEADER, DELIMITER ',')"
    ).fetchone()
    if written != expected:
        what = f"ghi {written} dòng để riêng, phải là {expected}"
        raise CchcError([Fault(what, str(path), "không dùng kết quả này; chạy lại")])
    with beside(path) as coming, coming.open("wb") as out, made.open("rb") as rows:
        out.write(_BOM)
        copyfileobj(rows, out, 1 << 20)


def _rows() -> str:
    days = (f"strftime({name}, '%d/%m/%Y')" for name in DATES)
    texts = ("detail", "id", "field", "level_word", "channel_word", "status_word")
    safe = {name: f"CASE WHEN regexp_matches({name}, {text(_FORMULA)}) THEN '''' || {name}"
                  f" ELSE {name} END" for name in texts}  # fmt: skip
    cells = (
        "file.shown", "line", "reason.vi", safe["detail"], safe["id"], *days,
        *(safe[name] for name in texts[2:]),
    )  # fmt: skip
    named = ", ".join(f'{cell} AS "{name}"' for cell, name in zip(cells, HEADER, strict=True))
    return (
        f"SELECT {named} FROM judged JOIN reason ON reason.code = judged.reason"
        " JOIN file ON file.number = judged.file ORDER BY judged.file, line"
    )
