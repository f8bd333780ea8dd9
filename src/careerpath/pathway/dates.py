"""The calendar of a plan: days counted from its start, weeks off left out, hours turned into days."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta

from careerpath.record import Record

DAYS_PER_WEEK = 7


class Calendar(Record):
    """Plan day 0 is the first day on or after `start` that lies in no week off. A week off stops everything."""

    start: date
    hours_per_week: float
    """Hours a week the person says they have."""
    slack: float
    """Share of these hours (0-1) that is left free."""
    weeks_off: tuple[date, ...] = ()
    """Mondays of the weeks off, sorted, each once."""

    @property
    def study_hours(self) -> float:
        """Hours a week that the plan fills."""
        return self.hours_per_week * (1 - self.slack)

    def days_for(self, hours: float) -> int:
        """Days [whole, rounded up] that so many hours of study take."""
        return math.ceil(hours * DAYS_PER_WEEK / self.study_hours - 1e-9)

    def days_without_slack(self, hours: float) -> int:
        """The fewest days in which so many hours fit, with every hour filled."""
        return math.ceil(hours * DAYS_PER_WEEK / self.hours_per_week - 1e-9)

    def date_of(self, day: int) -> date:
        """The date of a plan day."""
        found = self.start + timedelta(days=day)
        for monday in self.weeks_off:
            end = monday + timedelta(days=DAYS_PER_WEEK)
            if end > self.start and found >= monday:
                found += end - max(monday, self.start)
        return found

    def is_off(self, day: date) -> bool:
        """True for a day of a week off."""
        return any(monday <= day < monday + timedelta(days=DAYS_PER_WEEK) for monday in self.weeks_off)

    def last_date(self, done: int) -> date:
        """The date on which something that is done after `done` plan days is done; the start for 0."""
        return self.date_of(max(0, done - 1))

    def days_until(self, last: date) -> int:
        """Plan days up to and including a date; 0 if it lies before the start."""
        days = (last - self.start).days + 1
        for monday in self.weeks_off:
            first = max(monday, self.start)
            end = monday + timedelta(days=DAYS_PER_WEEK)
            days -= max(0, (min(end, last + timedelta(days=1)) - first).days)
        return max(0, days)

    @property
    def days_off(self) -> int:
        """Days that the weeks off take."""
        return DAYS_PER_WEEK * len(self.weeks_off)


def mondays(days: Iterable[date]) -> tuple[date, ...]:
    """The Monday of each day's week, sorted, each once."""
    return tuple(sorted({day - timedelta(days=day.weekday()) for day in days}))


def first_of(partial: str) -> date:
    """The first day of a YYYY, YYYY-MM or YYYY-MM-DD."""
    return date.fromisoformat((partial + "-01-01")[:10])


def add_years(day: date, years: float) -> date:
    """The same day so many years later (the 29th to 31st become the 28th)."""
    return add_months(day, round(12 * years))


def add_months(day: date, months: int) -> date:
    """The same day so many months later (the 29th to 31st become the 28th)."""
    months += day.month - 1
    return date(day.year + months // 12, months % 12 + 1, min(day.day, 28))
