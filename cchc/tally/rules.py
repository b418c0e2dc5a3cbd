"""JUDGE each row: why it is set aside, or which columns of form II.06a it counts in."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from .columns import CODES, Columns
from .reasons import CELLS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def make_judged(connection: "DuckDBPyConnection", columns: Columns, start: date, end: date) -> None:
    """The view `judged`: every row of `row` with `reason`, `level`, `field`, `origin`, `outcome`.

    `reason` is NULL where the row counts. Dates are compared as days: ended before the due day is
    early, on it on time, after it late; what has not ended by `end`, the closing day, is pending,
    in time where its due day is that day or later. What was received before `start` and had not
    ended before it is carried over. A row's own faults go before its being repeated, and that
    before its lying outside of the period.
    """
    first, last = f"DATE '{start}'", f"DATE '{end}'"
    connection.execute(
        f"CREATE VIEW judged AS SELECT * EXCLUDE (fault),"
        f" CASE {_cases(_reasons(columns, first, last))} END AS reason,"
        f" CASE {_cases(_origins(columns, first))} END AS origin,"
        f" CASE {_cases(_outcomes(last))} END AS outcome FROM ({_READ})"
    )


_READ = """\
SELECT row.*,
  CASE WHEN status IS DISTINCT FROM 'withdrawn' THEN finished END AS resolved_on,
  CASE status WHEN 'withdrawn' THEN coalesce(withdrawn, finished) ELSE withdrawn END
    AS withdrawn_on,
  coalesce(finished, withdrawn) AS ended_on,
  repeated.reason AS repeated
FROM row LEFT JOIN repeated ON repeated.file = row.file AND repeated.line = row.line
"""


def _cases(cases: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"WHEN {condition} THEN {value}" for condition, value in cases)


def _reasons(columns: Columns, first: str, last: str) -> Iterator[tuple[str, str]]:
    """Each reason's condition, in the order of `reasons.REASONS`."""
    for code, condition in _conditions(columns, first, last).items():
        yield condition, f"'{code}'"
        if code == "ended_before_received":
            yield "repeated IS NOT NULL", "repeated"


def _conditions(columns: Columns, first: str, last: str) -> Mapping[str, str]:
    empty = ("id", "received", "due", "finished", "withdrawn", "days", "level_word",
             "channel_word", "status_word", "detail")  # fmt: skip
    blank = " AND ".join(f"{name} IS NULL" for name in empty)
    conditions = {
        "blank": blank + ("" if "field" in columns.constants else " AND field IS NULL"),
        "no_id": "id IS NULL",
        **{reason.code: f"fault = '{reason.code}'" for reason in CELLS},
        "no_received": "received IS NULL",
        "no_due": "due IS NULL",
        "no_field": "field IS NULL",
    }
    for kind in CODES:
        if columns.has(kind):
            conditions[f"no_{kind}"] = f"{kind}_word IS NULL"
            conditions[f"unknown_{kind}"] = f"{kind} IS NULL"
    conditions |= {
        "two_endings": "finished IS NOT NULL AND withdrawn IS NOT NULL",
        "status_without_date": "status IN ('resolved', 'withdrawn') AND ended_on IS NULL",
        "date_against_status": "(status = 'pending' AND ended_on IS NOT NULL)"
        " OR (status = 'resolved' AND withdrawn IS NOT NULL)",
        "due_before_received": "due < received",
        "ended_before_received": "ended_on < received",
        "received_after": f"received > {last}",
        "ended_before": f"ended_on < {first}",
    }
    return conditions


def _origins(columns: Columns, first: str) -> Iterator[tuple[str, str]]:
    yield f"received < {first}", "'carried_over'"
    yield "channel = 'online'", "'received_online'"
    yield "channel IN ('direct', 'post')", "'received_direct'"
    yield "true", "'received_new'"


def _outcomes(last: str) -> Iterator[tuple[str, str]]:
    for order, outcome in (("<", "early"), ("=", "on_due_date"), (">", "late")):
        yield f"resolved_on <= {last} AND resolved_on {order} due", f"'resolved_{outcome}'"
    yield f"withdrawn_on <= {last}", "'withdrawn'"
    yield f"due >= {last}", "'pending_in_time'"
    yield "true", "'pending_overdue'"
