"""From which day to which a period of a unit goes: as its `periods.csv` says, or as it is told."""

from datetime import date
from pathlib import Path

from ..cells import BadCell, iso_date
from ..errors import CchcError, Fault, UsageError
from ..numerals import day
from ..periods import parse_period
from ..registers import Unit
from ..textfile import shown_path
from ..unit_registers import read_periods

Span = tuple[date, date]
_ASK = "ghi vào periods.csv của đơn vị, hoặc nêu --start NGÀY và --end NGÀY"


def period_id(text: str) -> str:
    """The period of an option. Raises `UsageError` for what is none."""
    try:
        return parse_period(text).id
    except BadCell as bad:
        raise UsageError([Fault(bad.what, "--period", bad.mend)]) from None


def option_day(option: str, text: str | None) -> date | None:
    """The day of an option, None where it is not given. Raises `UsageError` for what is none."""
    try:
        return None if text is None else iso_date(text)
    except BadCell as bad:
        raise UsageError([Fault(bad.what, option, bad.mend)]) from None


def span_of(period: str, unit: Unit, data: Path, start: date | None, end: date | None) -> Span:
    """The first day of the period and its last, the closing day.

    What `periods.csv` of the unit states holds; `start` and `end` say what it leaves open. The
    days of the calendar are never taken for granted: an office's year may begin on 15 December.
    Raises `UsageError` where a day is not known, or known otherwise.
    """
    path = data / unit.id / "periods.csv"
    stated: dict[str, date | None] = {}
    if path.exists():
        table = read_periods(path, data)
        if table.faults:
            raise CchcError(table.faults)
        for row in table.rows:
            if row.values["period"] == period:
                stated = {"start": row.values["start"], "end": row.values["end"]}
    shown, faults, found = f"{shown_path(path, data)}, kỳ {period}", [], {}
    for name, told, words in (("start", start, "ngày đầu"), ("end", end, "ngày cuối")):
        known = stated.get(name)
        if told and known and told != known:
            what = f"--{name} là {day(told)} mà periods.csv ghi {day(known)}"
            faults.append(Fault(what, shown, "bỏ tùy chọn này, hoặc sửa periods.csv"))
        elif not (told or known):
            faults.append(Fault(f"kỳ {period} chưa có {words}", shown, _ASK))
        found[name] = known or told
    if not faults and found["start"] > found["end"]:
        faults.append(Fault("ngày cuối kỳ trước ngày đầu kỳ", shown, "xem lại hai ngày"))
    if faults:
        raise UsageError(faults)
    return found["start"], found["end"]
