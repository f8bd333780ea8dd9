"""The days on which an exam is held, at their edges: first and last day, windows, versions."""

from __future__ import annotations

from datetime import date

import pytest

from careerpath.knowledge.exams import (
    can_be_sat,
    days_in_words,
    end_of_exam,
    is_ahead,
    is_ended,
    next_day,
    next_window,
    versions,
    versions_on,
)
from careerpath.knowledge.models import Exam, Window
from careerpath.record import replace
from tests.worlds import cert

DAY = date(2027, 2, 2)


def exam(**given):
    return Exam(source="book", **given)


LAST, FIRST = exam(code="old", ends="2027-02-02"), exam(code="new", opens="2027-02-02")


def test_the_first_and_the_last_day_are_days_of_the_exam():
    assert can_be_sat(LAST, DAY) and not is_ended(LAST, DAY)
    assert can_be_sat(FIRST, DAY) and not is_ahead(FIRST, DAY)
    after, before = date(2027, 2, 3), date(2027, 2, 1)
    assert not can_be_sat(LAST, after) and is_ended(LAST, after) and next_day(LAST, after) is None
    assert not can_be_sat(FIRST, before) and is_ahead(FIRST, before) and next_day(FIRST, before) == DAY


def test_a_month_ends_with_its_last_day_and_a_year_too():
    assert can_be_sat(exam(code="1", ends="2027-02"), date(2027, 2, 28))
    assert not can_be_sat(exam(code="1", ends="2027-02"), date(2027, 3, 1))
    assert can_be_sat(exam(code="1", ends="2027"), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "day", "held"),
    [
        ("05-01", "05-15", date(2027, 5, 15), date(2027, 5, 15)),
        ("05-01", "05-15", date(2027, 5, 16), date(2028, 5, 1)),
        ("12-20", "01-10", date(2027, 1, 5), date(2027, 1, 5)),
        ("12-20", "01-10", date(2027, 1, 11), date(2027, 12, 20)),
        ("02-29", "03-02", date(2027, 1, 1), date(2027, 2, 28)),
        ("02-29", "03-02", date(2028, 1, 1), date(2028, 2, 29)),
        ("2027-05-01", "2027-05-15", date(2027, 1, 1), date(2027, 5, 1)),
        ("2027-05-01", "2027-05-15", date(2027, 5, 16), None),
    ],
)
def test_an_exam_with_a_window_waits_for_it(first, last, day, held):
    held_in = exam(code="1", windows=(Window(first=first, last=last),))
    assert next_day(held_in, day) == held
    window = next_window(held_in, day)
    assert window is None if held is None else window[0] <= held <= window[1]


def test_trial_runs_and_other_languages_are_no_versions():
    exams = (exam(code="1"), exam(code="2", beta=True), exam(code="3", languages=("Japanese",)))
    assert versions(replace(cert("a"), exams=exams)) == {"": exams[:1]}


@pytest.mark.parametrize(("margin", "code"), [(0, "old"), (1, "new")])
def test_the_version_that_ends_first_is_booked_unless_a_second_try_would_miss_it(margin, code):
    both = replace(cert("a"), exams=(FIRST, LAST))
    (booked,) = versions_on(both, DAY, margin)
    assert booked.code == code
    assert end_of_exam(both, DAY, margin) == booked.ends


def test_every_part_is_booked_or_nothing():
    core = exam(code="core", part="core")
    assert versions_on(replace(cert("a"), exams=(core, replace(LAST, part="other"))), date(2027, 2, 3)) == ()


def test_what_retires_ends_on_that_day_whatever_its_versions_say():
    retiring = cert("a", status={"value": "retiring", "on": "2027-01-31"}, exams=(LAST,))
    assert end_of_exam(retiring, DAY) == "2027-01-31"


@pytest.mark.parametrize(
    ("version", "words"),
    [
        (LAST, "until 2027-02-02"),
        (replace(LAST, ends="2027-02-01"), "ended 2027-02-01"),
        (FIRST, "since 2027-02-02"),
        (replace(FIRST, opens="2027-02-03"), "from 2027-02-03"),
        (exam(code="1"), "open"),
        (exam(code="1", ended=True), "ended"),
        (exam(code="1", windows=(Window(first="05-01", last="05-15"),)), "held May 1-15"),
        (exam(code="1", windows=(Window(first="12-20", last="01-10"),)), "held December 20 to January 10"),
    ],
)
def test_when_it_can_be_sat_in_words(version, words):
    assert days_in_words(version, DAY) == words
