"""The working days of Vietnam as far as they are known, for due dates stated in days."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""What lies outside is a slip of the pen, or what some system writes for an empty date."""


class Calendar:
    """Which days are worked: Monday to Friday without public holidays, and make-up days.

    It goes from `first` to `last`. The public holidays are those that the package `holidays` knows
    for Vietnam, weekends and moved days by its decrees; `holidays` and `workdays` are added, and go
    before what it knows.
    """

    def __init__(
        self, first: date, last: date, holidays: Sequence[date] = (), workdays: Sequence[date] = ()
    ):
        from holidays import VN

        self.first, self.last = first, last
        # a day off can be moved across the turn of the year
        known = VN(years=range(first.year - 1, last.year + 2))
        self.free = (set(known) | set(holidays)) - set(workdays)
        self.made_up = (set(known.weekend_workdays) | set(workdays)) - set(holidays)

    def is_working_day(self, day: date) -> bool:
        """Whether a day is worked.

        >>> calendar = Calendar(date(2022, 1, 1), date(2022, 12, 31))
        >>> calendar.is_working_day(date(2022, 9, 2)), calendar.is_working_day(date(2022, 9, 6))
        (False, True)
        """
        return day in self.made_up or (day.weekday() < 5 and day not in self.free)

    def counts(self) -> list[int]:
        """For each day from the first to the last the working days up to and with it."""
        days = (self.first + timedelta(n) for n in range((self.last - self.first).days + 1))
        return list(accumulate(int(self.is_working_day(day)) for day in days))

    def free_days(self, year: int) -> tuple[list[date], list[date]]:
        """The weekdays of a year that are not worked, and the weekend days that are."""
        free = [day for day in self.free if day.weekday() < 5 and day not in self.made_up]
        made_up = [day for day in self.made_up if day.weekday() >= 5]
        return tuple(sorted(day for day in days if day.year == year) for days in (free, made_up))
