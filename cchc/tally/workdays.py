"""The working days of Vietnam as far as they are known, for due dates stated in days."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""What lies outside is a slip of the pen, or what some system writes for an empty date."""


class Calendar:
    """Which days are worked: Monday to Friday without public holidays, and make-up days.

    The public holidays are those that the package `holidays` knows for Vietnam, weekends and
    moved days by its decrees; `holidays` and `workdays` are added, and go before what it knows.
    """

    def __init__(self, holidays: Sequence[date] = (), workdays: Sequence[date] = ()):
        free, made_up = _known()
        self.free = (free | set(holidays)) - set(workdays)
        self.made_up = (made_up | set(workdays)) - set(holidays)

    def is_working_day(self, day: date) -> bool:
        """Whether a day is worked.

        >>> Calendar().is_working_day(date(2022, 9, 2)), Calendar().is_working_day(date(2022, 9, 6))
        (False, True)
        """
        return day in self.made_up or (day.weekday() < 5 and day not in self.free)

    def counts(self) -> list[int]:
        """For each day from `FIRST_DAY` to `LAST_DAY` the working days up to and with it."""
        days = (FIRST_DAY + timedelta(n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
        return list(accumulate(int(self.is_working_day(day)) for day in days))

    def free_days(self, year: int) -> tuple[list[date], list[date]]:
        """The weekdays of a year that are not worked, and the weekend days that are."""
        free = [day for day in self.free if day.weekday() < 5 and day not in self.made_up]
        made_up = [day for day in self.made_up if day.weekday() >= 5]
        return tuple(sorted(day for day in days if day.year == year) for days in (free, made_up))


@cache
def _known() -> tuple[frozenset[date], frozenset[date]]:
    """The public holidays that the package knows, and the weekend days that are worked for them."""
    from holidays import VN

    known = VN(years=range(FIRST_DAY.year, LAST_DAY.year + 1))
    return frozenset(known), frozenset(known.weekend_workdays)
