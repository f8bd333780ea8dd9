"""Plans made again."""

from __future__ import annotations

from datetime import date, timedelta

from careerpath.knowledge.models import Way
from careerpath.pathway.again import News, _hours_spent, replan
from careerpath.pathway.plan import make_plan
from careerpath.pathway.request import PlanRequest
from careerpath.people.profile import HeldEducation, HeldRole, Profile
from careerpath.people.saved_plan import SavedStep
from careerpath.record import replace
from careerpath.rules.standing import stand
from tests.pathway.plan_worlds import START, activity, cert, junior, practice, role, world

PERSON = Profile(education=HeldEducation(level="high-school"))
KB = world(
    role("goal", {"sql": 1, "python": 1}, expected=["exam"]), activity("sql-course", {"sql": 1}, hours=34, usd=10),
    activity("other-sql", {"sql": 1}, hours=34, usd=20), activity("python-course", {"python": 1}, hours=34), cert("exam", hours=34),
)  # fmt: skip


def first_plan(kb=KB, **more):
    asked = PlanRequest(goals=("goal",), start=START, hours_per_week=10, **more)
    return asked, make_plan(asked, stand(PERSON, kb, START), kb)


def again(asked, plan, kb=KB, **news):
    past = [
        SavedStep(
            id=s.id,
            step=s.step,
            title=s.title,
            kind=s.kind,
            start=s.start.isoformat(),
            end=s.end.isoformat(),
            hours=s.hours,
            fee_usd=s.fee_usd,
            fee_low_usd=s.fee_low_usd,
            fee_high_usd=s.fee_high_usd,
            reckoned_usd=s.fee_usd or 0,
        )
        for s in plan.steps
    ]
    request = replan(asked, past, News(**news))
    return request, make_plan(request, stand(PERSON, kb, news["today"]), kb)


def test_what_is_done_stays_done_and_the_rest_keeps_its_order():
    asked, plan = first_plan(budget_usd=500)
    done = plan.steps[0]
    request, later = again(asked, plan, today=done.end, done={done.id: done.end})
    assert [s.id for s in later.steps] == [s.id for s in plan.steps[1:]]
    assert request.spent_usd == (done.fee_usd or 0)


def test_missed_weeks_move_what_is_open_and_change_no_step():
    asked, plan = first_plan()
    today = plan.steps[0].end + timedelta(weeks=3)  # nothing was done in the last two weeks
    _, later = again(asked, plan, today=today, missed_weeks=2)
    assert [s.id for s in later.steps] == [s.id for s in plan.steps[1:]]
    assert timedelta(0) < later.finish - plan.finish <= timedelta(weeks=2, days=2)


def test_a_plan_that_has_not_begun_moves_as_a_whole():
    asked, plan = first_plan()
    _, later = again(asked, plan, today=START, missed_weeks=2)
    assert [(s.id, s.start - timedelta(weeks=2)) for s in later.steps] == [(s.id, s.start) for s in plan.steps]


def test_a_failed_exam_is_taken_again_and_its_fee_is_gone():
    asked, plan = first_plan(budget_usd=500)
    exam = next(s for s in plan.steps if s.id == "exam")
    before = {s.id: s.end for s in plan.steps if s.end <= exam.end and s.id != "exam"}
    request, later = again(asked, plan, today=exam.end, done=before, failed=("exam",))
    assert request.spent_usd >= 100
    retake = next(s for s in later.steps if s.id == "exam")
    assert retake.hours < exam.hours
    assert retake.end >= exam.end + timedelta(days=14)


def test_what_was_due_before_a_failed_exam_counts_as_done_and_what_came_after_does_not():
    asked, plan = first_plan()
    first, second, third = plan.steps
    request, later = again(asked, plan, today=third.end + timedelta(weeks=1), failed=(second.id,))
    assert request.done == {first.id: first.end}
    assert {s.id for s in later.steps} == {second.id, third.id}
    request, _ = again(
        asked, plan, today=third.end + timedelta(weeks=1), failed=(second.id,), done={third.id: third.end}
    )
    assert request.done.keys() == {first.id, third.id}


def test_a_step_is_replaced_only_if_it_must_be():
    """A cheaper course than the one planned appears; the plan keeps its own. Once that is not wanted, it changes."""
    asked, plan = first_plan(without=("sql-course",))
    assert "other-sql" in [s.id for s in plan.steps]
    free = PlanRequest(**{**asked.__dict__, "without": ()})
    _, kept = again(free, plan, today=START)
    assert "other-sql" in [s.id for s in kept.steps]
    barred = PlanRequest(**{**asked.__dict__, "without": ("other-sql",)})
    _, changed = again(barred, plan, today=START)
    assert {"sql-course", "python-course", "exam"} == {s.id for s in changed.steps}


def test_hours_already_put_in_are_not_asked_again():
    asked, plan = first_plan()
    first = plan.steps[0]
    middle = first.start + (first.end - first.start) / 2
    request, later = again(asked, plan, today=date(middle.year, middle.month, middle.day))
    assert 0 < request.hours_spent[first.id] < first.hours
    assert sum(s.hours for s in later.steps) < sum(s.hours for s in plan.steps)


def test_time_in_the_job_that_has_gone_by_is_not_waited_for_again():
    """Two years of practice are asked for: made again half a year later, the stage ends on the same day."""
    kb = world(role("goal", {"sql": 1}, gates=(practice(24, "junior"),)), junior(), activity("course", {"sql": 1}))
    begun = Profile(
        education=HeldEducation(level="high-school"), roles=(HeldRole(role="junior", years=0, current=True),)
    )
    later = replace(begun, roles=(HeldRole(role="junior", years=0.5, current=True),))
    asked = PlanRequest(goals=("goal",), start=START, hours_per_week=10)
    plan = make_plan(asked, stand(begun, kb, START), kb)
    day = START + timedelta(days=182)
    again_asked = replan(asked, [], News(day, {"course": plan.steps[0].end}))
    second = make_plan(again_asked, stand(later, kb, day), kb)
    assert second.steps == () and abs((second.finish - plan.finish).days) <= 2


def test_an_exam_on_the_way_that_a_degree_opened_is_still_the_same_exam():
    ways = (Way(education="associate", education_fields=("it",), experience_months=0),)
    kb = world(
        cert("exam", hours=85, experience_months=60, ways=ways),
        activity("school", kind="degree", hours=100, grants={"education": "associate", "field": "it"}),
    )
    asked = PlanRequest(goals=("exam",), start=START, hours_per_week=10)
    plan = make_plan(asked, stand(PERSON, kb, START), kb)
    school, exam = plan.steps
    assert (school.id, exam.step) == ("school", "exam")
    middle = exam.start + (exam.end - exam.start) / 2
    _, later = again(asked, plan, kb, today=middle)
    assert [s.id for s in later.steps] == ["exam"] and 30 < later.steps[0].hours < 55


def with_ranges():
    """A lab of $0-150 and a course of $20-60 before an exam of $100."""
    lab = activity("lab", {"sql": 1}, hours=34, usd=0, most=150)
    course = activity("course", {"python": 1}, hours=34, usd=20, most=60)
    return world(role("goal", {"sql": 1, "python": 1}, expected=["exam"]), lab, course, cert("exam", hours=34))


def test_what_is_spent_and_what_is_to_come_add_up_to_the_first_plan_whatever_is_done():
    kb = with_ranges()
    asked, plan = first_plan(kb, budget_usd=310)
    for number in range(len(plan.steps) + 1):
        done = {step.id: step.end for step in plan.steps[:number]}
        today = max(done.values(), default=START)
        request, later = again(asked, plan, kb, today=today, done=done)
        span = later.fee_span
        assert (request.spent_usd + span.low, request.spent_most_usd + span.high) == (120, 310)
        assert later.status == "optimal"


def test_what_is_said_to_be_paid_takes_the_place_of_the_range():
    kb = with_ranges()
    asked, plan = first_plan(kb)
    by_id = {step.id: step for step in plan.steps}
    day = by_id["lab"].end
    request, _ = again(asked, plan, kb, today=day, done={"lab": day}, paid={"lab": 20.0})
    assert (request.spent_usd, request.spent_most_usd) == (40, 80)  # the course was due before, for $20-60
    request, later = again(asked, plan, kb, today=START, paid={"exam": 80.0})  # a voucher, bought before the exam
    assert request.spent_usd == 80 and {s.id: s.fee_usd for s in later.steps}["exam"] == 0
    request, later = again(asked, plan, kb, today=by_id["exam"].end, failed=("exam",), paid={"exam": 80.0})
    assert request.failed[0].lost_usd == 80 and {s.id: s.fee_usd for s in later.steps}["exam"] == 100


def test_what_is_under_way_goes_on_first_and_the_rest_keeps_its_order():
    labs = [activity(f"lab{number}", {f"k{number}": 1}, hours=20 + 7 * number, weeks=3) for number in range(5)]
    kb = world(role("goal", {f"k{number}": 1 for number in range(5)}), *labs)
    asked, plan = first_plan(kb)
    order = [step.id for step in plan.steps]
    today = plan.steps[0].start + timedelta(days=5)
    for hours in (4, 10, 25):
        request, later = again(replace(asked, hours_per_week=hours), plan, kb, today=today)
        assert request.hours_spent and [step.id for step in later.steps] == order
        assert later.steps[0].start == today


def test_where_all_is_reached_a_plan_made_again_says_what_is_to_do_now():
    """What was begun is needed no more, and it is said why it is gone."""
    kb = world(
        role("goal", {"sql": 2, "python": 1}),
        activity("long", {"sql": 2, "python": 1}, hours=60),
        activity("short", {"python": 1}, hours=5),
    )
    steps = [("short", START, 5.0), ("long", START, 60.0)]
    past = [
        SavedStep(id=key, title=key, kind="lab", start=day.isoformat(), end=(day + timedelta(days=40)).isoformat(), hours=hours)
        for key, day, hours in steps
    ]  # fmt: skip
    today = START + timedelta(days=14)
    asked = PlanRequest(goals=("goal",), start=START, hours_per_week=10)
    request = replan(asked, past, News(today, {"long": today}))
    plan = make_plan(request, stand(PERSON, kb, today), kb)
    assert not plan.steps and plan.first is not None
    assert {one.id: one.reason for one in plan.excluded}["short"]


def test_what_failed_is_sat_again_before_what_came_after_it():
    """Two weeks of the next exam are done; the failed one is fresh, and comes first all the same."""
    kb = world(role("goal", {}, expected=["one", "two"]), cert("one", hours=60), cert("two", hours=100))
    for order in (("one", "two"), ("two", "one")):
        asked = PlanRequest(goals=("goal",), start=START, hours_per_week=10)
        ends = (START + timedelta(days=49), START + timedelta(days=130))
        past = [
            SavedStep(id=order[0], title="-", kind="certification", start=START.isoformat(), end=ends[0].isoformat(), hours=60, fee_usd=100),
            SavedStep(id=order[1], title="-", kind="certification", start=(ends[0] + timedelta(days=1)).isoformat(), end=ends[1].isoformat(), hours=100, fee_usd=100),
        ]  # fmt: skip
        today = ends[0] + timedelta(days=14)
        request = replan(asked, past, News(today, failed=(order[0],)))
        later = make_plan(request, stand(PERSON, kb, today), kb)
        assert [step.id for step in later.steps] == list(order)


def test_hours_put_into_a_step_are_forgotten_once_it_is_done_whichever_way_in_it_took():
    old = PlanRequest(goals=("goal",), start=START, hours_per_week=6, hours_spent={"a": 5.0, "b": 2.0})
    assert _hours_spent(old, (), {"a--way-1": START}, {}, {}) == {"b": 2.0}
