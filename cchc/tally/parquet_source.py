"""A register in Parquet, read by its own types."""

from pathlib import Path
from typing import TYPE_CHECKING

from .columns import DATES, Columns
from .engine import named, plain, text
from .source import Source, found_columns, refusal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_DATED = ("DATE", "TIMESTAMP")
_NESTED = ("STRUCT", "MAP", "UNION", "BLOB", "LIST")


def parquet_source(connection: "DuckDBPyConnection", path: Path, columns: Columns) -> Source:
    """The source of a Parquet file. Raises `CchcError` for one that is broken or lacks a column."""
    import duckdb

    file = text(plain(path.resolve()))
    sql = f"read_parquet({file}, file_row_number = true, hive_partitioning = false)"
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM {sql}").fetchall()
        counted = f"SELECT coalesce(sum(num_rows), 0) FROM parquet_file_metadata({file})"
        [rows] = connection.execute(counted).fetchone()
    except (duckdb.IOException, duckdb.OutOfMemoryException):
        raise  # of the machine, not of the file: told where all reading is
    except duckdb.Error:
        mend = "xuất lại sổ; tệp có thể chưa chép xong"
        raise refusal("tệp Parquet hỏng", path.name, mend) from None
    kinds = {name: kind for name, kind, *_ in described}
    places = found_columns(list(kinds), columns, path.name)
    names = {name: list(kinds)[place] for name, place in places.items()}
    cells, dated = {}, set()
    for name, column in names.items():
        kind = kinds[column]
        if kind.startswith(_NESTED) or kind.endswith("]"):
            mend = "xuất lại sổ, mỗi ô một giá trị"
            raise refusal(f"cột '{column}' không chứa chữ, số hay ngày", path.name, mend)
        if name in DATES and kind.startswith(_DATED):
            dated.add(name)
            cells[name] = named(column)
        else:
            cells[name] = f"CAST({named(column)} AS VARCHAR)"
    return Source(path.name, sql, cells, 1, "file_row_number + 1", frozenset(dated), rows)
