"""From which day to which a period of a unit goes: as its `periods.csv` says, or as it is told."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..cells import BadCell, iso_date
from ..errors import CchcError, Fault, UsageError
from ..numerals import day
from ..periods import fits, parse_period
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
    Raises `UsageError` where a day is not known, or known otherwise, where the days are for the
    most part not of the period, and for a closing day that is yet to come.
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
    if not faults:
        faults += _against(period, found["start"], found["end"], shown)
    if faults:
        raise UsageError(faults)
    return found["start"], found["end"]


def _against(period: str, start: date, end: date, shown: str) -> Iterator[Fault]:
    """What two days that are known have against them."""
    if start > end:
        yield Fault("ngày cuối kỳ trước ngày đầu kỳ", shown, "xem lại hai ngày")
    elif not fits(parse_period(period), start, end):
        what = f"từ {day(start)} đến {day(end)} không phải là kỳ {period}"
        yield Fault(what, shown, "xem lại --period và hai ngày")
    if end > date.today():
        mend = "chọn ngày chốt đã qua: hồ sơ chưa đến ngày ấy thì chưa đếm được"
        yield Fault(f"ngày cuối {day(end)} còn ở phía trước", shown, mend)
