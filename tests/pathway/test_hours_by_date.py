"""Hours a week for parts of the year: one rule for pauses, slow weeks and long summers."""

from __future__ import annotations

import json
from datetime import date, timedelta
from math import ceil
from random import Random

import pytest
import yaml

from careerpath.pathway.dates import Calendar, HoursIn, Pace, laid_over
from careerpath.pathway.plan import Plan, make_plan
from careerpath.pathway.problem import Bounds, Item
from careerpath.pathway.request import PlanRequest
from careerpath.pathway.solve import solve
from careerpath.people.profile import HeldEducation, Profile
from careerpath.record import replace
from careerpath.rendering.calendar import ics
from careerpath.rendering.plain import plain_text
from careerpath.rendering.plan_page import plan_page
from careerpath.rules.standing import stand
from tests.pathway import exhaustive, puzzles
from tests.pathway.plan_checker import faults, hours_on
from tests.pathway.plan_worlds import START, activity, cert, random_world, role, world
from tests.pathway.test_plan_laws import REACHED, TODAY, begins, known, planned, request

DAY = timedelta(days=1)
PERSON = Profile(education=HeldEducation(level="high-school"))
SUMMER = HoursIn(date(2027, 6, 1), date(2027, 8, 15), 25.0)


def some_spans(random: Random) -> tuple[HoursIn, ...]:
    """One to three parts of the year that do not meet, some of them times off."""
    found, day = [], START + timedelta(days=random.randint(-10, 40))
    for _ in range(random.randint(1, 3)):
        last = day + timedelta(days=random.randint(0, 70))
        found.append(HoursIn(day, last, float(random.choice([0, 1, 2, 4, 9, 15, 25, 40]))))
        day = last + timedelta(days=random.randint(1, 60))
    return tuple(found)


def plan(kb, *goals: str, **more) -> Plan:
    more.setdefault("hours_per_week", 10)
    return make_plan(PlanRequest(goals=goals, start=START, **more), stand(PERSON, kb, TODAY), kb)


def test_the_days_of_study_are_those_that_one_counts_day_by_day():
    for seed in range(60):
        random = Random(seed)
        spans = some_spans(random)
        calendar = Calendar(START, random.choice([3, 8, 12.5]), 0.15, (), spans)
        pace = Pace(calendar, 3000)
        start, hours = random.randint(0, 120), random.choice([0.0, 0.5, 7.0, 40.0, 160.0])
        for with_slack in (True, False):
            left, days = hours, 0
            while left > 1e-9:
                rate = calendar.hours_on(calendar.date_of(start + days)) * (0.85 if with_slack else 1.0)
                left, days = left - rate / 7, days + 1
            assert pace.days(hours, start, with_slack=with_slack) == days, seed


def check_worlds(seeds: range) -> int:
    """How many plans with other hours keep every promise, none more study in a week than it allows."""
    reached = 0
    for seed in seeds:
        random = Random(seed)
        kb, profile = random_world(random)
        asked = replace(known(request(random), kb), hours_in=some_spans(random))
        found = planned(asked, profile, kb)
        assert faults(found, asked, profile, kb, TODAY) == [], f"seed {seed}"
        reached += found.status in REACHED
    return reached


def test_no_week_holds_more_study_than_it_allows():
    assert check_worlds(range(6)) > 2


@pytest.mark.slow
def test_no_week_of_five_hundred_worlds_holds_more_study_than_it_allows():
    assert check_worlds(range(2_000, 2_500)) > 200


def test_the_usual_hours_for_a_part_of_the_year_change_nothing():
    for seed in range(8):
        random = Random(seed)
        kb, profile = random_world(random)
        asked = known(request(random), kb)
        spans = tuple(replace(span, hours=float(asked.hours_per_week)) for span in some_spans(random))
        usual, same = planned(asked, profile, kb), planned(replace(asked, hours_in=spans), profile, kb)
        assert (same.status, same.steps, same.days) == (usual.status, usual.steps, usual.days), f"seed {seed}"


def compared_with_more(seeds: range) -> int:
    """How many plans were compared with those that have more hours in a part of the year; fails where these end later."""
    compared = 0
    for seed in seeds:
        random = Random(seed)
        kb, profile = random_world(random)
        asked = replace(known(request(random), kb), objective="fastest", hours_in=some_spans(random))
        more = tuple(replace(s, hours=s.hours and s.hours + random.choice([1, 5, 20])) for s in asked.hours_in)
        less, richer = planned(asked, profile, kb), planned(replace(asked, hours_in=more), profile, kb)
        if less.status not in REACHED or asked.hours_in == more:
            continue
        assert richer.status in REACHED, f"seed {seed}"
        if begins(less) == begins(richer) and less.proof and richer.proof:
            compared += 1
            assert richer.proof.bound <= less.proof.bound, f"seed {seed}"
    return compared


def test_more_hours_never_end_later():
    assert compared_with_more(range(5)) > 0


@pytest.mark.slow
def test_more_hours_never_end_later_in_many_worlds():
    assert compared_with_more(range(3_000, 3_300)) > 80


def paced(item: Item, random: Random) -> Item:
    """The item where hours change on some days: what begins later is never done sooner."""
    runs, days, span, last = [], item.days, item.span, 0
    for day in sorted({0, *random.sample(range(1, 80), random.randint(0, 3))}):
        more = random.randint(0, 12) if item.days else 0
        if runs and random.random() < 0.5:  # more hours: shorter, but done no sooner than what began the day before
            more = -min(day - last, days - 1 if days else 0, random.randint(0, 12))
            more = max(more, -1)
        days, span = days + more, span + more
        runs.append((day, days, span))
        last = day
    return replace(item, days=days, span=span, by_start=tuple(runs))


def test_the_solver_finds_what_trying_everything_finds():
    order = ("finish", "cost", "hours", "count")
    found = 0
    for seed in range(24):
        random = Random(seed)
        puzzle = puzzles.puzzle(random, 7)
        puzzle = replace(puzzle, items=tuple(paced(item, random) for item in puzzle.items))
        bounds: Bounds = puzzles.bounds(random)
        best, judged = solve(puzzle, bounds, order), exhaustive.best(puzzle, bounds, order)
        assert (best is None) == (judged is None), seed
        if best is not None and judged is not None:
            assert tuple(best.value(name) for name in order) == judged, seed
            found += 1
    assert found > 8


def test_a_long_summer_brings_the_end_forward_and_stands_on_the_page_and_in_the_calendar():
    kb = world(cert("exam", {"a": 1}, hours=200))
    usual, summer = plan(kb, "exam"), plan(kb, "exam", hours_in=(replace(SUMMER, first=date(2027, 2, 1)),))
    assert summer.finish < usual.finish - timedelta(weeks=5)
    words = " ".join(plain_text(plan_page(summer, kb)).split())
    assert "10 h a week, 25 from 2027-02-01 to 2027-08-15" in words
    told = ics(summer, kb, TODAY).replace("\r\n ", "")
    assert f"from 2027-02-01 to {summer.finish}" in told.replace("\\,", ",")


def test_a_placement_lies_in_the_part_of_the_year_that_has_its_hours():
    kb = world(
        role("goal", {"care": 2}),
        activity("ward", {"care": 2}, kind="internship", hours=200, weeks=10),
    )
    assert "ward" not in [step.id for step in plan(kb, "goal").steps]
    found = plan(kb, "goal", hours_in=(SUMMER,))
    ward = next(step for step in found.steps if step.id == "ward")
    assert ward.start >= SUMMER.first and ward.end <= SUMMER.last and (ward.end - ward.start).days + 1 == 70
    short = plan(kb, "goal", hours_in=(replace(SUMMER, last=date(2027, 7, 15)),))
    assert "that many for less time" in {one.id: one.reason for one in short.excluded}["ward"]


def test_where_limits_clash_the_hours_that_would_do_are_named_and_do():
    kb = world(cert("exam", {"a": 1}, hours=120))
    spans = (HoursIn(START, START + timedelta(days=60), 2.0),)
    clash = plan(kb, "exam", deadline=START + timedelta(days=50), hours_in=spans)
    way = next(way for way in clash.relaxations if way.limit == "hours_per_week")
    assert "at any time" in way.text
    enough = tuple(replace(span, hours=float(way.to)) for span in spans)
    assert plan(kb, "exam", deadline=START + timedelta(days=50), hours_in=enough).status == "optimal"


def test_what_is_said_anew_holds_and_no_time_off_is_lost():
    pause = HoursIn(date(2027, 7, 1), date(2027, 7, 10), 0.0)
    new = HoursIn(date(2027, 7, 1), date(2027, 9, 1), 30.0)
    assert laid_over((SUMMER, pause), (new,)) == (
        replace(SUMMER, last=date(2027, 6, 30)), pause, new,
    )  # fmt: skip
    inside = HoursIn(date(2027, 7, 1), date(2027, 7, 3), 5.0)
    assert laid_over((SUMMER,), (inside,)) == (
        replace(SUMMER, last=date(2027, 6, 30)), inside, replace(SUMMER, first=date(2027, 7, 4)),
    )  # fmt: skip


def test_a_pause_is_a_part_of_the_year_of_no_hours(run):
    stretch = "2027-01-04..2027-02-10"
    paused = json.loads(run("plan", "ccna", "--pause", stretch, "--json").out)
    none = json.loads(run("plan", "ccna", "--hours-per-week", f"0@{stretch}", "--json").out)
    assert none == paused and paused["hours_in"][0]["hours"] == 0


def test_other_hours_are_saved_gone_on_from_and_told(run, tmp_path):
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    hours = ("--hours-per-week", "6", "--hours-per-week", "25@2027-06-01..2027-08-15")
    assert run("plan", "ccna", "--save", old).code == 0
    ran = run("plan", "--from", old, *hours, "--save", new)
    assert ran.code == 0, ran.err
    saved = yaml.safe_load(new.read_text())["request"]
    assert saved["hours_in"] == [{"first": "2027-06-01", "last": "2027-08-15", "hours": 25.0}]
    told = " ".join(run("plan", "diff", old, new).out.split())
    assert "hours a week: 6 before, 6, 25 from 2027-06-01 to 2027-08-15 now" in told
    again = json.loads(run("plan", "--from", new, "--json").out)
    assert again["hours_in"] == saved["hours_in"] and again["hours_per_week"] == 6


def test_a_profile_keeps_its_hours_where_only_a_part_of_the_year_is_said(run, tmp_path):
    person = tmp_path / "me.yaml"
    person.write_text("schema: careerpath/profile/1\nlimits: {hours_per_week: 9}\n")
    told = json.loads(
        run("plan", "ccna", "--profile", person, "--hours-per-week", "25@2027-06-01..2027-08-15", "--json").out
    )
    assert told["hours_per_week"] == 9 and told["hours_in"][0]["hours"] == 25


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("25@2027-06-01..2027-08-15", "9@2027-08-15..2027-09-15"), "hold for the same days"),
        (("25@2027-08-15..2027-06-01",), "the last day lies before the first"),
        (("-5@2027-06-01..2027-08-15",), "give 0.5 to 80 hours, or 0 for a pause"),
        (("nan@2027-06-01..2027-08-15",), "give 0.5 to 80 hours"),
        (("25@2027-06-01..2027-06-31",), "2027-06-31"),
        (("25@summer",), "the first and the last day"),
        (("many",), "write a number"),
        (("25@2020-06-01..2020-08-15",), "over before the plan starts"),
        (("8", "12"), "8 or 12?"),
    ],
)
def test_nonsense_gets_one_line_that_names_it(run, said, told):
    ran = run("plan", "ccna", *(f"--hours-per-week={one}" for one in said))
    assert ran.code == 2 and told in ran.err and len(ran.err.strip().splitlines()) <= 2


def test_the_judge_reads_the_hours_as_they_are_said():
    asked = PlanRequest(goals=("x",), start=START, hours_in=(SUMMER,), hours_per_week=6)
    assert [ceil(hours_on(day, asked)) for day in (START, SUMMER.first, SUMMER.last, SUMMER.last + DAY)] == [
        6,
        25,
        25,
        6,
    ]


def test_each_of_several_exams_comes_when_its_share_of_the_hours_is_behind(kb):
    spans = (HoursIn(date(2027, 3, 1), date(2027, 4, 30), 1.0), HoursIn(date(2027, 6, 1), date(2027, 8, 15), 30.0))
    found = plan(kb, "comptia-a-plus", hours_per_week=6, hours_in=spans)
    step = next(step for step in found.stages[-1].stage.steps if step.step == "comptia-a-plus")
    first, last = (exam.on for exam in step.exams)
    calendar = found.stages[-1].stage.calendar
    share = calendar.hours_between(step.start, first) / calendar.hours_between(step.start, last)
    assert 0.35 < share < 0.6
