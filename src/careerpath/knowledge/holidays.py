"""Days on which no test center is open: Sundays and the public holidays of the United States.

The eleven holidays are those of 5 U.S.C. 6103. One that falls on a Saturday or Sunday is kept on the day itself here,
and on the weekday on which federal offices keep it: a center may be closed on either.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
MOST_CLOSED_DAYS = 3
"""The longest row of such days: a holiday on a Saturday, the Friday that is kept for it, the Sunday."""
FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
"""New Year's Day, Juneteenth, Independence Day, Veterans Day, Christmas: (month, day)."""
FLOATING = ((1, MONDAY, 3), (2, MONDAY, 3), (5, MONDAY, -1), (9, MONDAY, 1), (10, MONDAY, 2), (11, THURSDAY, 4))
"""King, Washington, Memorial Day, Labor Day, Columbus, Thanksgiving: (month, weekday, which one; -1 the last)."""


def is_open_for_exams(day: date) -> bool:
    """True if exams are held on such a day."""
    return day.weekday() != SUNDAY and day not in holidays(day.year)


def next_open(day: date) -> date:
    """The first day from then on, on which exams are held."""
    while not is_open_for_exams(day):
        day += timedelta(days=1)
    return day


def last_open(day: date) -> date:
    """The last day up to then, on which exams are held."""
    while not is_open_for_exams(day):
        day -= timedelta(days=1)
    return day


@cache
def holidays(year: int) -> frozenset[date]:
    """The public holidays that fall into a year, on the day itself and on the day that is kept."""
    days = set()
    for month, day in FIXED:
        itself = date(year, month, day)
        days |= {itself, _kept(itself)}
    next_new_year = _kept(date(year + 1, 1, 1))
    if next_new_year.year == year:
        days.add(next_new_year)
    for month, weekday, number in FLOATING:
        days.add(_floating(year, month, weekday, number))
    return frozenset(days)


def _kept(day: date) -> date:
    """The Friday before a Saturday, the Monday after a Sunday."""
    if day.weekday() == SATURDAY:
        return day - timedelta(days=1)
    if day.weekday() == SUNDAY:
        return day + timedelta(days=1)
    return day


def _floating(year: int, month: int, weekday: int, number: int) -> date:
    """The so many-th such weekday of a month; -1 is the last."""
    if number < 0:
        last = date(year, month + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
