"""FIND the dossiers that have several rows, in memory that does not grow with the register."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SAYS = ("received", "due", "finished", "withdrawn", "days", "level", "channel", "status", "field",
         "fault", "detail")  # fmt: skip


def find_repeated(connection: "DuckDBPyConnection") -> None:
    """Fill the table `repeated`: file, line, reason, of rows whose dossier has other rows too.

    Where all of them say the same, the first one counts and the others are a 'repeat'. Where they
    differ, nobody can know which one is right: all are a 'conflict'.

    Ids are first counted by their hash, which is small; only those that may be there twice are
    compared as they are.
    """
    says = ", ".join(f"coalesce({name}::VARCHAR, '')" for name in _SAYS)
    connection.execute(
        "CREATE TABLE maybe AS SELECT hash(id) AS h FROM row WHERE id IS NOT NULL"
        " GROUP BY h HAVING count(*) > 1"
    )
    connection.execute(
        f"CREATE TABLE near AS SELECT file, line, id, concat_ws(chr(31), {says}) AS says"
        f" FROM row SEMI JOIN maybe ON maybe.h = hash(row.id)"
    )
    connection.execute(
        "CREATE TABLE dossier AS SELECT id, min(file * (1::BIGINT << 40) + line) AS first,"
        " min(says) = max(says) AS same FROM near GROUP BY id HAVING count(*) > 1"
    )
    connection.execute(
        "CREATE TABLE repeated AS SELECT file, line,"
        " CASE WHEN same THEN 'repeat' ELSE 'conflict' END AS reason"
        " FROM near JOIN dossier USING (id)"
        " WHERE NOT (same AND file * (1::BIGINT << 40) + line = first)"
    )
    for table in ("maybe", "near", "dossier"):
        connection.execute(f"DROP TABLE {table}")
