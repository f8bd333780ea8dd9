"""The calendar of a plan: days counted from its start, weeks off left out, hours turned into days."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
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
    pauses: tuple[tuple[date, date], ...] = ()
    """Longer times off: (first day, last day)."""

    @property
    def off(self) -> tuple[tuple[date, date], ...]:
        """All times off from the start on, in order, those that touch made one."""
        week = timedelta(days=DAYS_PER_WEEK - 1)
        stretches = [*((monday, monday + week) for monday in self.weeks_off), *self.pauses]
        found: list[tuple[date, date]] = []
        for first, last in sorted(stretches):
            first = max(first, self.start)
            if last < first:
                continue
            if found and first <= found[-1][1] + timedelta(days=1):
                found[-1] = (found[-1][0], max(last, found[-1][1]))
            else:
                found.append((first, last))
        return tuple(found)

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
        for first, last in self.off:
            if found >= first:
                found += last - first + timedelta(days=1)
        return found

    def is_off(self, day: date) -> bool:
        """True for a day of a time off."""
        return any(first <= day <= last for first, last in self.off)

    def last_date(self, done: int) -> date:
        """The date on which something that is done after `done` plan days is done; the start for 0."""
        return self.date_of(max(0, done - 1))

    def days_until(self, last: date) -> int:
        """Plan days up to and including a date; 0 if it lies before the start."""
        days = (last - self.start).days + 1
        for first, until in self.off:
            days -= max(0, (min(until, last) - first).days + 1)
        return max(0, days)

    @property
    def days_off(self) -> int:
        """Days that the times off take."""
        return sum((last - first).days + 1 for first, last in self.off)


TERMS = ((1, 2, 25), (6, 1, 15), (8, 15, 31))
"""When the terms of a school begin: (month, first day, last day)."""


def terms(start: date, days: int) -> Iterator[tuple[date, date]]:
    """The days (first, last) on which a term can be begun, from a year before the start on for so many days."""
    last = start + timedelta(days=days)
    for year in range(start.year, last.year + 1):
        for month, first_day, last_day in TERMS:
            yield date(year, month, first_day), date(year, month, last_day)


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
