"""What does not hold within form II.06a as it is written: said before anything is taken in."""

from collections.abc import Iterator, Mapping, Sequence

from ...numerals import number
from .columns import NEW
from .rows import LEVEL_NAMES, TOTAL, FormRow, fields_of, total_of

NUMBERS = {
    "dossiers_received": "3",
    "dossiers_received_online": "4",
    "dossiers_received_direct": "5",
    "dossiers_carried_over": "6",
    "dossiers_resolved": "7",
    "dossiers_resolved_early": "8",
    "dossiers_resolved_on_due_date": "9",
    "dossiers_resolved_in_time": "8 + 9",
    "dossiers_resolved_late": "10",
    "dossiers_pending": "11",
    "dossiers_pending_in_time": "12",
    "dossiers_pending_overdue": "13",
    "dossiers_withdrawn": "dừng, trả lại, rút",
    NEW: "4 + 5",
}
"""How the form numbers its columns."""

_RECEIVED, _RESOLVED, _PENDING = "dossiers_received", "dossiers_resolved", "dossiers_pending"
_CARRIED, _WITHDRAWN = "dossiers_carried_over", "dossiers_withdrawn"
_NEW = ("dossiers_received_online", "dossiers_received_direct")
_IN_TIME = ("dossiers_resolved_early", "dossiers_resolved_on_due_date")
_LATE = "dossiers_resolved_late"
_SUMS = (
    (_RECEIVED, (*_NEW, _CARRIED)),
    (_RECEIVED, (NEW, _CARRIED)),
    (NEW, _NEW),
    ("dossiers_resolved_in_time", _IN_TIME),
    (_RESOLVED, (*_IN_TIME, _LATE)),
    (_RESOLVED, ("dossiers_resolved_in_time", _LATE)),
    (_PENDING, ("dossiers_pending_in_time", "dossiers_pending_overdue")),
)


def unfounded(rows: Sequence[FormRow]) -> Iterator[str]:
    """What does not add up: within each row, over the fields of each level, over the levels."""
    for row in rows:
        yield from _within(row)
    yield from _unexplained(rows)
    for level in dict.fromkeys(row.level for row in rows):
        total, fields = total_of(rows, level), list(fields_of(rows, level))
        if total and fields:
            yield from _over(total, fields, f"cộng {len(fields)} lĩnh vực")
    parts = [row for row in rows if row.name == TOTAL and row.level != "all"]
    everything = total_of(rows, "all")
    if everything and len(parts) > 1:
        names = " và ".join(LEVEL_NAMES[part.level].lower() for part in parts)
        yield from _over(everything, parts, f"cộng {names}")


def _within(row: FormRow) -> Iterator[str]:
    told = set()
    for whole, parts in _SUMS:
        if whole in row.counts and all(part in row.counts for part in parts) and whole not in told:
            values = [int(row.counts[part]) for part in parts]
            if sum(values) != int(row.counts[whole]):
                told.add(whole)
                yield _differs(row, whole, parts, values)
    yield from _balance(row)


def _differs(row: FormRow, whole: str, parts: Sequence[str], values: Sequence[int]) -> str:
    gap = int(row.counts[whole]) - sum(values)
    columns = " + ".join(NUMBERS[part] for part in parts)
    return (
        f"{_start(row)}: cột {NUMBERS[whole]} ghi {number(int(row.counts[whole]))}, nhưng {columns}"
        f" = {' + '.join(map(number, values))} = {number(sum(values))}: {_gap(gap)}"
    )


def _balance(row: FormRow) -> Iterator[str]:
    """3 = 7 + 11, and what was withdrawn; without a column for it, only more than 3 is wrong."""
    counts: Mapping[str, str] = row.counts
    if not {_RECEIVED, _RESOLVED, _PENDING} <= counts.keys():
        return
    parts = [code for code in (_RESOLVED, _PENDING, _WITHDRAWN) if code in counts]
    values = [int(counts[code]) for code in parts]
    gap = int(counts[_RECEIVED]) - sum(values)
    if gap < 0 or (gap and _WITHDRAWN in counts):
        yield _differs(row, _RECEIVED, parts, values)


def _unexplained(rows: Sequence[FormRow]) -> Iterator[str]:
    """What of 3 is neither 7 nor 11, in rows that do not say what was withdrawn."""
    left = [
        f"{row.name or 'số chung'} {number(gap)} (dòng {row.row + 1})"
        for row in rows
        if _WITHDRAWN not in row.counts and (gap := _rest(row.counts)) > 0
    ]
    if left:
        yield (
            "biểu không ghi hồ sơ dừng giải quyết, trả lại, rút; cột 3 trừ 7 trừ 11 còn hồ sơ chưa"
            f" rõ: {'; '.join(left)}"
        )


def _rest(counts: Mapping[str, str]) -> int:
    if not {_RECEIVED, _RESOLVED, _PENDING} <= counts.keys():
        return 0
    return int(counts[_RECEIVED]) - int(counts[_RESOLVED]) - int(counts[_PENDING])


def _over(total: FormRow, parts: Sequence[FormRow], named: str) -> Iterator[str]:
    for code, text in total.counts.items():
        values = [int(part.counts[code]) for part in parts if code in part.counts]
        whole = int(text)
        if values and (sum(values) > whole or (len(values) == len(parts) and sum(values) < whole)):
            gap = _gap(whole - sum(values))
            yield (
                f"{_start(total)}: cột {NUMBERS[code]} ghi {number(whole)}, nhưng {named} được"
                f" {number(sum(values))}: {gap}"
            )


def _start(row: FormRow) -> str:
    name = row.name or f"số chung {LEVEL_NAMES[row.level].lower()}"
    return f"{row.where}, {name}"


def _gap(gap: int) -> str:
    return f"số đã ghi {'nhiều' if gap > 0 else 'ít'} hơn {number(abs(gap))}"
