"""READ the cells of one file into a table: dates as days, words as written, what is wrong."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .columns import DATES, EXCEL, WORDS, Columns
from .engine import text
from .source import Source
from .workdays import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ISO = "%Y-%m-%d"
_TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", "T%H:%M", "T%H:%M:%S", "T%H:%M:%S.%f")
_DAY_FIRST = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
_MOST_DAYS = 3660


def read_part(
    connection: "DuckDBPyConnection", number: int, source: Source, columns: Columns
) -> int:
    """Fill the table `part_<number>` from a source; gives how many rows it has.

    The table: id · received, due, finished, withdrawn (DATE) · days · level, channel, status, field
    (as written) · `fault`, the code of what a cell has against it, or 'ambiguous' · `detail`, that
    cell · `line`, where the source has it. What is not there is NULL.
    """
    cells, dated = source.cells, source.dated
    raw = ", ".join(
        f"CAST({cell} AS DATE) AS {name}"
        if name in dated
        else f"nullif(trim({cell}), '') AS {name}"
        for name, cell in cells.items()
    )
    raw += f", {source.line} AS line" if source.line else ""
    read = {
        name: name if name in dated else _date(name, columns) for name in DATES if name in cells
    }
    if "working_days" in cells:
        read["working_days"] = "try_cast(try_cast(working_days AS DOUBLE) AS INTEGER)"
    parsed = ", ".join(f"{cell} AS {name}_" for name, cell in read.items())
    kept = [*_kept(cells, dated, columns), *(["line"] if source.line else [])]
    connection.execute(
        f"CREATE TABLE part_{number} AS SELECT {', '.join(kept)}"
        f" FROM (SELECT *, {parsed} FROM (SELECT {raw} FROM {source.sql}))"
    )
    return connection.execute(f"SELECT count(*) FROM part_{number}").fetchone()[0]


def _kept(cells: Mapping[str, str], dated: frozenset[str], columns: Columns) -> Iterator[str]:
    """The columns of the table."""
    yield "id"
    for name in DATES:
        yield f"{name}_ AS {name}" if name in cells else f"NULL::DATE AS {name}"
    yield "working_days_ AS days" if "working_days" in cells else "NULL::INTEGER AS days"
    for name in WORDS:
        yield name if name in cells else f"NULL::VARCHAR AS {name}"
    against = list(_against(cells, dated, columns))
    for name, place in (("fault", 1), ("detail", 2)):
        cases = " ".join(f"WHEN {case[0]} THEN {case[place]}" for case in against)
        yield f"CASE {cases} END AS {name}" if cases else f"NULL::VARCHAR AS {name}"


def _against(
    raw: Mapping[str, str], dated: frozenset[str], columns: Columns
) -> Iterator[tuple[str, str, str]]:
    """Each thing that can be wrong with a cell: the condition, its code, the cell as text."""
    texts = [name for name in DATES if name in raw and name not in dated]
    shown = {
        name: f"{text(columns.names[name] + ': ')} || left(CAST({name} AS VARCHAR), 100)"
        for name in (*DATES, "working_days")
        if name in raw
    }
    if not columns.formats:
        for name in texts:
            yield f"{name}_ IS NULL AND {_is_ambiguous(name)}", "'ambiguous'", shown[name]
    for name in texts:
        # strptime takes 1/1/22 for a day of the year 22
        unread = f"{name} IS NOT NULL AND coalesce({name}_ < DATE '1000-01-01', true)"
        yield unread, "'unreadable_date'", shown[name]
    for name in (name for name in DATES if name in raw):
        beyond = f"{name}_ NOT BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}'"
        yield beyond, "'implausible_date'", shown[name]
    if "working_days" in raw:
        whole = "working_days_ = try_cast(working_days AS DOUBLE)"
        good = f"coalesce(working_days_ BETWEEN 0 AND {_MOST_DAYS} AND {whole}, false)"
        unread = f"working_days IS NOT NULL AND NOT {good}"
        yield unread, "'unreadable_days'", shown["working_days"]


def _date(name: str, columns: Columns) -> str:
    """The day of a text: in a stated format or year first; with none stated, day first if sure."""
    stated = [one for one in columns.formats if one != EXCEL]
    formats = [form + time for form in (*stated, _ISO) for time in _TIMES]
    ways = [f"try_strptime({name}, {formats})::DATE"]
    if EXCEL in columns.formats:
        days = f"try_cast({name} AS DOUBLE)"
        ways.append(
            f"CASE WHEN {days} BETWEEN 36526 AND 73050"
            f" THEN DATE '1899-12-30' + CAST(floor({days}) AS INTEGER) END"
        )
    if not columns.formats:
        day = _strptime(name, _DAY_FIRST)
        ways.append(f"CASE WHEN NOT {_is_ambiguous(name)} THEN {day} END")
    return f"coalesce({', '.join(ways)})"


def _is_ambiguous(name: str) -> str:
    """Whether a text says two days, with the day first and with the month first; never NULL."""
    day, month = _strptime(name, _DAY_FIRST), _strptime(name, _MONTH_FIRST)
    return f"coalesce({day} <> {month}, false)"


def _strptime(name: str, formats: tuple[str, ...]) -> str:
    return f"try_strptime({name}, {[form + time for form in formats for time in _TIMES]})::DATE"


_MONTH_FIRST = tuple(
    form.replace("%d", "%x").replace("%m", "%d").replace("%x", "%m") for form in _DAY_FIRST
)
