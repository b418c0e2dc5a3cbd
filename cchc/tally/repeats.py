"""FIND the dossiers that have several rows, in memory that does not grow with the register."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SAYS = ("received", "due", "finished", "withdrawn", "days", "level", "channel", "status", "field",
         "fault", "detail")  # fmt: skip
_AT_ONCE = 2_000_000
"""Rows whose dossiers are compared in one go: what that takes fits into memory."""
_PLACE = "file * (1::BIGINT << 40) + line"


def find_repeated(connection: "DuckDBPyConnection") -> None:
    """Fill the table `repeated`: file, line, reason, of rows whose dossier has other rows too.

    Where all of them say the same, the first one counts and the others are a 'repeat'. Where they
    differ, nobody can know which one is right: all are a 'conflict'.

    Ids are first counted by their hash, which is small; only those that may be there twice are
    compared as they are, so many at once. What two rows say is compared by its MD5.
    """
    says = ", ".join(f"coalesce({name}::VARCHAR, '')" for name in _SAYS)
    connection.execute(
        "CREATE TABLE maybe AS SELECT hash(id) AS h FROM row WHERE id IS NOT NULL"
        " GROUP BY h HAVING count(*) > 1"
    )
    connection.execute(
        f"CREATE TABLE near AS SELECT hash(id) AS h, file, line, id,"
        f" md5_number(concat_ws(chr(31), {says})) AS says"
        f" FROM row SEMI JOIN maybe ON maybe.h = hash(row.id)"
    )
    connection.execute("CREATE TABLE repeated (file INTEGER, line BIGINT, reason VARCHAR)")
    [rows] = connection.execute("SELECT count(*) FROM near").fetchone()
    parts = rows // _AT_ONCE + 1
    for part in range(parts):
        here = f"SELECT * FROM near WHERE h % {parts} = {part}"
        connection.execute(
            "INSERT INTO repeated SELECT file, line, if(same, 'repeat', 'conflict')"
            f" FROM ({here}) AS near JOIN ("
            f"   SELECT id, min({_PLACE}) AS first, min(says) = max(says) AS same FROM ({here})"
            "    GROUP BY id HAVING count(*) > 1) AS dossier USING (id)"
            f" WHERE NOT (same AND {_PLACE} = first)"
        )
    for table in ("maybe", "near"):
        connection.execute(f"DROP TABLE {table}")
