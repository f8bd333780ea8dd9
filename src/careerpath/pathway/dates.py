"""The calendar of a plan: days counted from its start, times off left out, hours turned into days."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from careerpath.record import Record

DAYS_PER_WEEK = 7
DAYS_PER_YEAR = 365


class HoursIn(Record):
    """Other hours a week for a part of the year, both days included; 0 hours are a time off."""

    first: date
    last: date
    hours: float


class Calendar(Record):
    """Plan day 0 is the first day on or after `start` that lies in no time off. A time off stops everything."""

    start: date
    hours_per_week: float
    """Hours a week the person says they have."""
    slack: float
    """Share of these hours (0-1) that is left free."""
    weeks_off: tuple[date, ...] = ()
    """Mondays of the weeks off, sorted, each once."""
    hours_in: tuple[HoursIn, ...] = ()
    """Parts of the year with other hours. A time off holds, whatever hours its days have besides."""

    @property
    def off(self) -> tuple[tuple[date, date], ...]:
        """All times off from the start on, in order, those that touch made one."""
        week = timedelta(days=DAYS_PER_WEEK - 1)
        stretches = [(monday, monday + week) for monday in self.weeks_off]
        stretches += [(span.first, span.last) for span in self.hours_in if not span.hours]
        joined: list[tuple[date, date]] = []
        for first, last in sorted(stretches):
            first = max(first, self.start)
            if last < first:
                continue
            if joined and first <= joined[-1][1] + timedelta(days=1):
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        return tuple(joined)

    @property
    def other_hours(self) -> tuple[HoursIn, ...]:
        """The parts of the year from the start on that have other hours and are no time off, in order."""
        others = []
        for span in self.hours_in:
            if span.hours and span.hours != self.hours_per_week and span.last >= self.start:
                others.append(span)
        return tuple(sorted(others, key=_first_day))

    def hours_on(self, day: date) -> float:
        """Hours a week that the person has on that day; 0 in a time off."""
        if self.is_off(day):
            return 0.0
        return _hours_on(day, self.other_hours, self.hours_per_week)

    def hours_between(self, first: date, last: date) -> float:
        """Hours that the person has from one day to another, both included."""
        days = (last - first).days + 1
        if not self.other_hours and not self.off:
            return self.hours_per_week * max(0, days) / DAYS_PER_WEEK
        weekly_hours = [self.hours_on(first + timedelta(days=day)) for day in range(days)]
        return sum(weekly_hours) / DAYS_PER_WEEK

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
        on = self.start + timedelta(days=day)
        for first, last in self.off:
            if on >= first:
                on += last - first + timedelta(days=1)
        return on

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


def _first_day(span: HoursIn) -> date:
    return span.first


def _hours_on(day: date, spans: Iterable[HoursIn], usual: float) -> float:
    """Hours a week of the span that the day lies in, else the usual ones."""
    for span in spans:
        if span.first <= day <= span.last:
            return span.hours
    return usual


ROOM_PER_HOUR = 70
"""The solver counts study in whole units: of a day's seventh part of the weekly hours, to a tenth of an hour."""


class Pace:
    """How many days study takes by the plan day on which it begins: the hours a week may change on the way."""

    def __init__(self, calendar: Calendar, horizon: int) -> None:
        """`horizon`: plan days beyond which no change of hours is looked at."""
        self.calendar = calendar
        self.rates = self._rates(horizon)
        self._sums = [0.0]
        """Day -> the weekly hours of all days before it, added up."""
        for rate in self.rates:
            self._sums.append(self._sums[-1] + rate)

    def _rates(self, horizon: int) -> list[float]:
        """The hours a week of each plan day up to the last on which they are not the usual ones."""
        spans = self.calendar.other_hours
        if not spans:
            return []
        rates: list[float] = []
        off = self.calendar.off  # worked out once: it is asked for every day
        day, last = self.calendar.start, max(span.last for span in spans)
        while day <= last and len(rates) <= horizon:
            if not any(first <= day <= until for first, until in off):
                rates.append(_hours_on(day, spans, self.calendar.hours_per_week))
            day += timedelta(days=1)
        return rates

    @property
    def room(self) -> tuple[int, ...]:
        """Study that there is time for before each plan day [`ROOM_PER_HOUR`, rounded up].

        The last day is one of those on which the hours change no more.
        """
        if not self.rates:
            return ()
        share = ROOM_PER_HOUR / DAYS_PER_WEEK * (1 - self.calendar.slack)
        sums = [math.ceil(share * hours) for hours in self._sums]
        return (*sums, sums[-1] + math.ceil(share * self.calendar.hours_per_week))

    @property
    def changes(self) -> bool:
        """True if the hours a week are not the same all the time."""
        return bool(self.rates)

    @property
    def settled(self) -> int:
        """The plan day from which on the hours change no more."""
        return len(self.rates)

    def days(self, hours: float, start: int, *, with_slack: bool = True) -> int:
        """Days [whole, rounded up] that so many hours of study take which begin on that plan day."""
        if start >= self.settled and with_slack:
            return self.calendar.days_for(hours)
        if start >= self.settled:
            return self.calendar.days_without_slack(hours)
        filled = 1.0
        if with_slack:
            filled -= self.calendar.slack
        needed = hours * DAYS_PER_WEEK / filled
        end = bisect_left(self._sums, self._sums[start] + needed - 1e-6, lo=start)
        if end <= self.settled:
            return end - start
        left = needed - (self._sums[-1] - self._sums[start])
        return self.settled - start + math.ceil(left / self.calendar.hours_per_week - 1e-9)

    def stretches(self, hours: float) -> Iterator[tuple[int, int | None]]:
        """Plan days (first, last) that have at least so many hours a week; the last is None where it never ends."""
        first: int | None = None
        for day, rate in enumerate((*self.rates, self.calendar.hours_per_week)):
            if rate >= hours and first is None:
                first = day
            elif rate < hours and first is not None:
                yield first, day - 1
                first = None
        if first is not None:
            yield first, None


def laid_over(before: Iterable[HoursIn], now: Iterable[HoursIn]) -> tuple[HoursIn, ...]:
    """Hours said before with those said now, which hold for the days of both. Times off are added: none is lost."""
    said_now = tuple(now)
    spans = list(before)
    for new in said_now:
        rest: list[HoursIn] = []
        for old in spans:
            if old.hours and new.hours:
                rest += _outside(old, new)
            else:  # a time off hides the hours of its days, and takes nothing from them
                rest.append(old)
        spans = rest
    return tuple(sorted({*spans, *said_now}, key=lambda span: (span.first, span.last)))


def _outside(old: HoursIn, new: HoursIn) -> Iterator[HoursIn]:
    """What of the old span lies before and after the new one."""
    day = timedelta(days=1)
    if old.first < new.first:
        yield HoursIn(old.first, min(old.last, new.first - day), old.hours)
    if old.last > new.last:
        yield HoursIn(max(old.first, new.last + day), old.last, old.hours)


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
