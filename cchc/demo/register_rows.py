"""Rows of an invented register of dossiers, as numbers: what each one counts as is drawn first.

Dates are made to fit what was drawn, so what a count must find is known without counting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

START, END = date(2022, 1, 1), date(2022, 12, 31)
ORIGINS = ("received_online", "received_direct", "received_post", "carried_over")
OUTCOMES = ("resolved_early", "resolved_on_due_date", "resolved_late", "withdrawn",
            "pending_in_time", "pending_overdue")  # fmt: skip
FAULTS = ("blank", "no_id", "unreadable_date", "implausible_date", "unreadable_days", "no_received",
          "no_due", "no_field", "no_level", "unknown_level", "no_channel", "unknown_channel",
          "no_status", "unknown_status", "two_endings", "status_without_date",
          "date_against_status", "due_before_received", "ended_before_received", "received_after",
          "ended_before")  # fmt: skip
"""What is wrong with a row that is planted, by the code of the reason that sets it aside."""
KINDS = ("good", *FAULTS, "repeat", "conflict")
STATUSES = ("resolved", "pending", "withdrawn")
NONE = -(10**6)
"""No day."""

_EARLY, _ON, _LATE, _WITHDRAWN, _IN_TIME, _OVERDUE = range(len(OUTCOMES))
_CARRIED = ORIGINS.index("carried_over")
_OUTCOME_SHARES = (0.55, 0.33, 0.03, 0.01, 0.06, 0.02)
_ORIGIN_SHARES = (0.30, 0.58, 0.07, 0.05)
_FAULT_SHARE = 0.0008
"""Of the rows, for each kind of fault, for repeats and for conflicts."""
_APART = 7
"""A row that is there again comes so many rows later."""
_IN_DAYS = 0.05
"""The share of the rows that state working days instead of a due day."""


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - date(1970, 1, 1)).days


_FIRST, _LAST = day_number(START), day_number(END)
_QUIET = day_number(date(2022, 6, 6))
"""A Monday: from here until the end of July there is no public holiday."""


@dataclass
class Rows:
    """So many rows, an array a column: days since 1970 or `NONE`, places in the tuples above."""

    number: np.ndarray
    kind: np.ndarray
    level: np.ndarray
    field: np.ndarray
    origin: np.ndarray
    outcome: np.ndarray
    received: np.ndarray
    due: np.ndarray
    finished: np.ndarray
    withdrawn: np.ndarray
    days: np.ndarray
    status: np.ndarray


class _Draws:
    """Draws of `count` numbers at a time, by nothing but `random`, whose stream numpy keeps."""

    def __init__(self, seed: tuple[int, int], count: int):
        self._random = np.random.default_rng(seed).random
        self.count = count

    def among(self, shares: Sequence[float]) -> np.ndarray:
        """Places in `shares`, each as often as it says."""
        return np.searchsorted(np.cumsum(shares)[:-1], self._random(self.count), side="right")

    def upto(self, most: np.ndarray | int) -> np.ndarray:
        """Whole numbers from 0 to `most`."""
        return (self._random(self.count) * (np.asarray(most) + 1)).astype(np.int64)

    def happens(self, share: float) -> np.ndarray:
        """True in this share of the cases."""
        return self._random(self.count) < share


def draw(seed: int, chunk: int, first: int, count: int, fields: int) -> Rows:
    """The rows from number `first` on; the same numbers give the same rows on every machine."""
    draws = _Draws((seed, chunk), count)
    faults = len(KINDS) - 1
    kind = draws.among([1 - faults * _FAULT_SHARE, *[_FAULT_SHARE] * faults])
    level, field = draws.among((0.2, 0.8)), draws.upto(fields - 1)
    origin, outcome = draws.among(_ORIGIN_SHARES), draws.among(_OUTCOME_SHARES)
    number, days = first + np.arange(count), np.full(count, NONE)
    received, due, finished, withdrawn = _dates(draws, origin, outcome)
    status = np.where(finished != NONE, 0, np.where(withdrawn != NONE, 2, 1))
    rows = Rows(number, kind, level, field, origin, outcome, received, due, finished, withdrawn,
                days, status)  # fmt: skip
    _state_days(rows, draws.happens(_IN_DAYS), draws.upto(34), draws.upto(1))
    _spoil(rows, draws.upto(20))
    _repeat(rows, fields)
    return rows


def _dates(draws: _Draws, origin: np.ndarray, outcome: np.ndarray) -> tuple[np.ndarray, ...]:
    """The days of receipt, due, result and withdrawal that make each row what it counts as."""
    new = _FIRST + draws.upto(_LAST - _FIRST - 40)
    received = np.where(origin == _CARRIED, _FIRST - 1 - draws.upto(60), new)
    ended = np.maximum(received, _FIRST) + 1 + draws.upto(25)
    due = np.select(
        [outcome == each for each in (_EARLY, _ON, _LATE, _IN_TIME, _OVERDUE)],
        [ended + 1 + draws.upto(15), ended, received + draws.upto(ended - received - 1),
         _LAST + draws.upto(30), received + draws.upto(_LAST - received - 1)],
        default=received + draws.upto(20),
    )  # fmt: skip
    later = np.where(draws.happens(0.3), _LAST + 1 + draws.upto(20), NONE)
    finished = np.where(outcome <= _LATE, ended, np.where(outcome >= _IN_TIME, later, NONE))
    return received, due, finished, np.where(outcome == _WITHDRAWN, ended, NONE)


def _state_days(rows: Rows, chosen: np.ndarray, weeks: np.ndarray, longer: np.ndarray) -> None:
    """Let some resolved dossiers state 5 or 10 working days instead of a due day.

    They are received on working days of a time without holidays: their due day is one or two
    weeks later, whatever a calendar says.
    """
    chosen = chosen & (rows.outcome <= _LATE) & (rows.origin != _CARRIED) & (rows.kind == 0)
    received = _QUIET + weeks // 5 * 7 + weeks % 5
    due = received + 7 * (longer + 1)
    ended = due + np.select([rows.outcome == _EARLY, rows.outcome == _ON], [-3, 0], default=4)
    rows.received = np.where(chosen, received, rows.received)
    rows.finished = np.where(chosen, ended, rows.finished)
    rows.days = np.where(chosen, 5 * (longer + 1), rows.days)
    rows.due = np.where(chosen, NONE, rows.due)


def _spoil(rows: Rows, some: np.ndarray) -> None:
    """Plant the faults that are a matter of days and states; those of words come with the words."""

    def are(code: str) -> np.ndarray:
        return rows.kind == KINDS.index(code)

    def put(column: str, code: str, value) -> None:
        setattr(rows, column, np.where(are(code), value, getattr(rows, column)))

    put("received", "received_after", _LAST + 1 + some)
    put("received", "ended_before", _FIRST - 60 - some)
    for code in ("received_after", "ended_before"):
        put("due", code, rows.received + 20)
        put("withdrawn", code, NONE)
    put("finished", "received_after", NONE)
    put("status", "received_after", 1)
    put("finished", "ended_before", rows.received + some)
    put("status", "ended_before", 0)
    put("finished", "two_endings", rows.received + some)
    put("withdrawn", "two_endings", rows.received + some)
    for column in ("finished", "withdrawn"):
        put(column, "status_without_date", NONE)
    put("status", "status_without_date", 2 * (some % 2))
    put("finished", "date_against_status", rows.received + some)
    put("status", "date_against_status", 1)
    put("withdrawn", "date_against_status", NONE)
    put("due", "due_before_received", rows.received - 1 - some)
    put("finished", "ended_before_received", rows.received - 1 - some)
    put("withdrawn", "ended_before_received", NONE)
    put("status", "ended_before_received", 0)
    put("due", "no_due", NONE)


def _repeat(rows: Rows, fields: int) -> None:
    """Make the rows of kind 'repeat' and 'conflict' come again: as they are, or in another field.

    A row that has no good row before it to repeat becomes good; of a conflict, the other row is
    one too.
    """
    repeat, conflict = KINDS.index("repeat"), KINDS.index("conflict")
    again = np.flatnonzero(rows.kind >= repeat)
    source = again - _APART
    fit = (source >= 0) & (rows.kind[np.maximum(source, 0)] == 0)
    rows.kind[again[~fit]] = 0
    again, source = again[fit], source[fit]
    kinds = rows.kind[again]
    for name, column in vars(rows).items():
        if name != "kind":
            column[again] = column[source]
    conflicts = again[kinds == conflict]
    rows.field[conflicts] = (rows.field[conflicts] + 1) % fields
    rows.kind[source[kinds == conflict]] = conflict
