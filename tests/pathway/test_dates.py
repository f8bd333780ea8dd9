"""Plan days and dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from careerpath.pathway.dates import Calendar, add_years, first_of, mondays

START = date(2027, 1, 6)  # a Wednesday


def calendar(*weeks_off: date) -> Calendar:
    return Calendar(START, 10, 0.2, mondays(weeks_off))


def test_a_share_of_the_hours_stays_free():
    assert calendar().days_for(8) == 7  # 8 of 10 hours a week


def test_a_part_of_a_day_is_a_day():
    assert calendar().days_for(8.1) == 8
    assert calendar().days_for(0) == 0


def test_a_week_off_is_left_out():
    off = calendar(date(2027, 1, 13))  # the week of Monday 11
    assert off.date_of(4) == date(2027, 1, 10)
    assert off.date_of(5) == date(2027, 1, 18)


def test_the_week_of_the_start_may_be_off():
    assert calendar(START).date_of(0) == date(2027, 1, 11)


def test_a_week_before_the_start_does_not_matter():
    assert calendar(date(2026, 12, 30)).date_of(0) == START


@pytest.mark.parametrize("offset", range(0, 60, 3))
def test_days_until_a_date_turn_dates_back_into_days(offset):
    off = calendar(date(2027, 1, 13), date(2027, 1, 20), date(2027, 2, 14))
    day = off.date_of(offset)
    assert off.days_until(day) == offset + 1
    assert off.last_date(offset + 1) == day
    assert off.days_until(day - timedelta(days=1)) <= offset


def test_partial_dates_begin_on_their_first_day():
    assert first_of("2027") == date(2027, 1, 1)
    assert first_of("2027-03") == date(2027, 3, 1)


def test_years_are_added_by_the_calendar():
    assert add_years(date(2024, 2, 29), 3) == date(2027, 2, 28)
    assert add_years(date(2024, 8, 15), 2.5) == date(2027, 2, 15)
