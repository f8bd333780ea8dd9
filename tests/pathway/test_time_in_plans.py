"""Time as it is lived: closed test centers, terms, steps that keep their weeks, times off."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from careerpath.knowledge.holidays import MOST_CLOSED_DAYS, holidays, is_open_for_exams, last_open, next_open
from careerpath.pathway.dates import Calendar, HoursIn
from careerpath.pathway.plan import Plan, make_plan
from careerpath.pathway.request import PlanRequest
from careerpath.people.profile import HeldEducation, Profile
from careerpath.rendering.plain import plain_text
from careerpath.rendering.plan_page import SIDE_BY_SIDE, plan_page
from careerpath.rules.standing import stand
from tests.pathway.plan_worlds import START, activity, cert, random_world, role, world

TODAY = date(2026, 12, 1)
PERSON = Profile(education=HeldEducation(level="high-school"))
DAY = timedelta(days=1)


def plan(kb, *goals: str, **more) -> Plan:
    more.setdefault("hours_per_week", 10)
    return make_plan(PlanRequest(goals=goals or ("goal",), start=START, **more), stand(PERSON, kb, TODAY), kb)


def test_the_holidays_of_some_years_are_those_that_were_proclaimed():
    """https://www.opm.gov/policy-data-oversight/pay-leave/federal-holidays/ for 2027."""
    proclaimed = "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"
    kept = {date.fromisoformat(f"2027-{day}") for day in proclaimed.split()}
    assert kept <= holidays(2027)
    assert holidays(2027) - kept == {date(2027, 6, 19), date(2027, 7, 4), date(2027, 12, 25)}


def test_no_row_of_closed_days_is_longer_than_is_said():
    day, row = date(2026, 1, 1), 0
    for _ in range(28 * 366):
        row = 0 if is_open_for_exams(day) else row + 1
        assert row <= MOST_CLOSED_DAYS
        assert is_open_for_exams(next_open(day)) and next_open(day) >= day
        assert is_open_for_exams(last_open(day)) and last_open(day) <= day
        day += DAY


def exams_of(found: Plan, kb):
    for one in found.stages:
        for step in one.stage.steps:
            if step.kind == "certification" and kb.certs[step.step].kind == "exam":
                yield step


def test_no_exam_of_a_plan_is_on_a_sunday_or_holiday_or_in_a_time_off():
    seen = 0
    for seed in range(60):
        random = Random(seed)
        kb, profile = random_world(random)
        first = START + timedelta(days=random.randint(5, 60))
        asked = PlanRequest(
            goals=("goal",),
            start=START,
            hours_per_week=random.choice([5, 10, 20]),
            weeks_off=(START + timedelta(weeks=random.randint(0, 9)),),
            hours_in=(HoursIn(first, first + timedelta(days=random.randint(3, 40)), 0.0),),
        )
        found = make_plan(asked, stand(profile, kb, TODAY), kb)
        for step in exams_of(found, kb):
            assert is_open_for_exams(step.end), (seed, step.id)
            assert step.end >= step.start
            seen += 1
        for step in found.steps:
            assert not found.calendar.is_off(step.start) and not found.calendar.is_off(step.end), (seed, step.id)
    assert seen > 40


def test_each_of_several_exams_has_a_day_of_its_own(kb):
    certs = [key for key in ("comptia-a-plus", "cisco-ccnp-enterprise") if key in kb.certs]
    for key in certs:
        found = plan(kb, key, hours_per_week=8)
        step = next(step for step in found.stages[-1].stage.steps if step.step == key)
        days = [exam.on for exam in step.exams]
        assert len(days) == 2 and days[0] < days[1] == step.end
        assert all(is_open_for_exams(day) for day in days)
        assert len({exam.code for exam in step.exams}) == 2


def test_what_somebody_else_paces_keeps_its_weeks_or_is_left_out_with_the_reason():
    kb = world(
        role("goal", {"care": 2, "sql": 1}),
        activity("ward", {"care": 2}, kind="volunteering", hours=100, weeks=10),
        activity("course", {"sql": 1}, hours=20),
    )
    enough = plan(kb, hours_per_week=12)
    ward = next(step for step in enough.steps if step.id == "ward")
    assert (ward.end - ward.start).days + 1 == 70
    short = plan(kb, hours_per_week=4)
    assert "ward" not in [step.id for step in short.steps]
    assert "10 hours a week for 10 weeks, and you have 4" in {one.id: one.reason for one in short.excluded}["ward"]


def test_no_fixed_step_of_the_data_is_stretched(kb):
    for hours in (2.0, 6.0, 20.0):
        found = plan(kb, "help-desk-technician", hours_per_week=hours)
        for step in found.steps:
            activity_of_it = kb.activities.get(step.step)
            if activity_of_it and activity_of_it.kind in ("internship", "volunteering"):
                assert (step.end - step.start).days + 1 == 7 * activity_of_it.weeks


def test_a_degree_begins_with_a_term():
    kb = world(
        activity("school", {"sql": 2}, kind="degree", hours=300, weeks=40, grants={"education": "associate"}),
        cert("licensed", {"a": 1}, education="associate"),
    )
    for start in (date(2027, 1, 4), date(2027, 2, 10), date(2027, 7, 1), date(2027, 11, 30)):
        asked = PlanRequest(goals=("licensed",), start=start, hours_per_week=10)
        found = make_plan(asked, stand(PERSON, kb, TODAY), kb)
        assert found.steps[0].id == "school" and found.steps[0].start.month in (1, 6, 8), start


def test_a_pause_moves_what_comes_after_it_and_is_named():
    kb = world(cert("exam", {"a": 1}, hours=85))
    usual = plan(kb, "exam")
    paused = plan(kb, "exam", hours_in=(HoursIn(date(2027, 1, 18), date(2027, 2, 14), 0.0),))
    assert timedelta(days=26) <= paused.finish - usual.finish <= timedelta(days=28 + MOST_CLOSED_DAYS)
    page = " ".join(plain_text(plan_page(paused, kb)).split())
    assert "4 of them off" in page and "off from" in page


def test_days_and_dates_answer_each_other_whatever_is_off():
    random = Random(3)
    for _ in range(200):
        weeks = tuple(
            sorted(
                {START - timedelta(days=START.weekday()) + timedelta(weeks=random.randint(-2, 20)) for _ in range(3)}
            )
        )
        first = START + timedelta(days=random.randint(-20, 90))
        pauses = (HoursIn(first, first + timedelta(days=random.randint(0, 50)), 0.0),)
        calendar = Calendar(START, 10, 0.15, weeks, pauses)
        working = [START + timedelta(days=n) for n in range(400) if not calendar.is_off(START + timedelta(days=n))]
        for number in random.sample(range(200), 12):
            assert calendar.date_of(number) == working[number]
            assert calendar.days_until(working[number]) == number + 1


@pytest.mark.parametrize(("weeks", "is_said"), [(10, True), (1, False)])
def test_the_page_says_why_two_steps_run_side_by_side(weeks, is_said):
    labs = [activity(key, {key: 1}, hours=20, weeks=weeks) for key in ("a", "b")]
    kb = world(role("goal", {"a": 1, "b": 1}), *labs)
    found = plan(kb)
    assert (SIDE_BY_SIDE in " ".join(plain_text(plan_page(found, kb)).split())) is is_said


@pytest.mark.parametrize("hours", [16, 17, 18])
def test_a_placement_that_fills_nearly_all_hours_keeps_its_weeks(hours):
    """16 hours in three weeks fit in 6 hours a week, though not in what a plan fills of them."""
    kb = world(role("goal", {"care": 1}), activity("ward", {"care": 1}, kind="volunteering", hours=hours, weeks=3))
    ward = plan(kb, hours_per_week=6).steps[0]
    assert (ward.end - ward.start).days + 1 == 21
