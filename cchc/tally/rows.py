"""GATHER the rows of all files: words as codes, due days worked out where there are none."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from unicodedata import normalize

from ..cells import quoted
from ..errors import CchcError, Fault
from ..numerals import number
from .columns import CODES, WORDS, Columns, folded
from .engine import text
from .source import Source
from .workdays import FIRST_DAY, LAST_DAY, Calendar

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_WORDS = 1000
"""More fields, levels or states than any office has: then the column is another one."""
_LONGEST_BREAK = 60
"""Days: more than all public holidays of a year."""


def make_rows(
    connection: "DuckDBPyConnection", sources: Sequence[Source], columns: Columns
) -> None:
    """The view `row` over the parts of all sources: `file` and `line` of each row, and its cells.

    Each of `columns.CODES` is there as its code and, as `<name>_word`, as it was written; `field`
    is in NFC. A due day that is not there is worked out from the working days, where there are any.
    """
    parts = (
        f"SELECT {number}::INTEGER AS file,"
        f" {'line' if source.line else f'rowid + {source.first}'}::BIGINT AS line,"
        f" * {'EXCLUDE (line)' if source.line else ''} FROM part_{number}"
        for number, source in enumerate(sources)
    )
    connection.execute(f"CREATE VIEW part AS {' UNION ALL '.join(parts)}")
    joins, cells = [], {name: f"part.{name}" for name in WORDS}
    for name in filter(columns.has, WORDS):
        joins.append(
            f"LEFT JOIN {_word_table(connection, name, columns)} ON {name}_word.word = part.{name}"
        )
        cells[name] = f"{name}_word.code"
    cells |= {name: text(constant) for name, constant in columns.constants.items()}
    due = "part.due"
    if columns.has("working_days"):
        _fill_calendar(connection, columns)
        joins.append(
            "LEFT JOIN worked ON part.due IS NULL AND part.fault IS NULL"
            " AND worked.day = part.received"
        )
        joins.append("LEFT JOIN worked_day ON worked_day.worked = worked.worked + part.days")
        due = "coalesce(part.due, CASE part.days WHEN 0 THEN part.received ELSE worked_day.day END)"
    words = ", ".join(f"part.{name} AS {name}_word" for name in CODES)
    codes = ", ".join(f"{cell} AS {name}" for name, cell in cells.items())
    connection.execute(
        f"CREATE VIEW row AS SELECT part.* EXCLUDE (due, {', '.join(WORDS)}), {due} AS due,"
        f" part.due IS NULL AND part.days IS NOT NULL AS worked_out, {words}, {codes}"
        f" FROM part {' '.join(joins)}"
    )


def _word_table(connection: "DuckDBPyConnection", name: str, columns: Columns) -> str:
    """A table with the code of every text that a column has; of a field, with its name in NFC."""
    found = connection.execute(
        f"SELECT DISTINCT {name} FROM part WHERE {name} IS NOT NULL LIMIT {MOST_WORDS + 1}"
    ).fetchall()
    if len(found) > MOST_WORDS:
        what = f"cột {quoted(columns.names[name])} có hơn {number(MOST_WORDS)} giá trị khác nhau"
        mend = f"xem lại {name} trong mục [columns]: có thể là cột khác"
        raise CchcError([Fault(what, "tệp khai báo", mend)])
    table = f"{name}_word"
    connection.execute(f"CREATE TABLE {table} (word VARCHAR, code VARCHAR)")
    for [word] in found:
        code = normalize("NFC", word) if name == "field" else columns.words[name].get(folded(word))
        connection.execute(f"INSERT INTO {table} VALUES (?, ?)", [word, code])
    return table


def _fill_calendar(connection: "DuckDBPyConnection", columns: Columns) -> None:
    """The tables `worked`, the working days up to each day, and `worked_day`, the day of each.

    They hold the days that are needed: from the first day of receipt that lacks a due day to twice
    the most working days after the last one.
    """
    first, last = connection.execute(
        f"SELECT min(received), max(received + 2 * days + {_LONGEST_BREAK}) FROM part"
        " WHERE due IS NULL AND days IS NOT NULL AND fault IS NULL"
        f" AND received BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}'"
    ).fetchone()
    first, last = first or FIRST_DAY, min(last or FIRST_DAY, LAST_DAY)
    first -= timedelta(_LONGEST_BREAK)  # a day of receipt that is no working day counts as the last
    counts = Calendar(first, last, columns.holidays, columns.workdays).counts()
    connection.execute(
        f"CREATE TABLE worked AS SELECT DATE '{first}' + unnest(range({len(counts)}))::INTEGER"
        " AS day, unnest(string_split(?, ' '))::INTEGER AS worked",
        [" ".join(map(str, counts))],
    )
    connection.execute(
        "CREATE TABLE worked_day AS SELECT worked, min(day) AS day FROM worked GROUP BY worked"
    )
