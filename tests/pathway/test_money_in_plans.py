"""Money as it is paid: ranges, fees nobody publishes, second tries, what somebody else pays."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from careerpath.knowledge.models import Cost, Exam
from careerpath.pathway.plan import Plan, make_plan
from careerpath.pathway.request import PlanRequest
from careerpath.pathway.stage import make_stage
from careerpath.people.profile import HeldEducation, Profile
from careerpath.record import replace
from careerpath.rendering import as_json
from careerpath.rendering.plain import plain_text
from careerpath.rendering.plan_page import plan_page
from careerpath.rules.prices import Prices
from careerpath.rules.standing import stand
from tests.pathway.plan_worlds import SOURCE, START, activity, cert, random_world, role, world

TODAY = date(2026, 12, 1)
PERSON = Profile(education=HeldEducation(level="high-school"))


def plan(kb, *goals: str, **more) -> Plan:
    more.setdefault("hours_per_week", 10)
    return make_plan(PlanRequest(goals=goals or ("goal",), start=START, **more), stand(PERSON, kb, TODAY), kb)


def lab(low: float, high: float, key: str = "lab"):
    return replace(activity(key, {"sql": 2}), cost=Cost(low_usd=low, high_usd=high, source=SOURCE))


def ranged():
    return world(role("goal", {"sql": 2}), lab(0, 150))


def test_the_high_end_of_a_range_has_to_fit_the_budget():
    assert plan(ranged(), budget_usd=150).status == "optimal"
    tight = plan(ranged(), budget_usd=100)
    assert tight.status == "nearest"
    assert "at its low end it would do" in tight.causes[0].text
    assert [(way.limit, way.to) for way in tight.relaxations] == [("budget_usd", "150")]


def test_where_not_even_the_low_end_fits_nothing_is_said_of_it():
    kb = world(role("goal", {"sql": 2}), lab(120, 150))
    assert "low end" not in plan(kb, budget_usd=100).causes[0].text


def test_both_ends_stand_on_the_page_and_in_the_json():
    kb = ranged()
    found = plan(kb)
    page, data = plain_text(plan_page(found, kb)), as_json.plan(found, kb)
    assert "$0-150" in page and "$75" not in page
    assert (data["steps"][0]["fee_low_usd"], data["steps"][0]["fee_high_usd"]) == (0, 150)
    assert (data["total"]["fee_low_usd"], data["total"]["fee_high_usd"]) == (0, 150)


def test_a_fee_that_is_not_published_is_no_reason_for_no_plan_and_no_price():
    kb = world(cert("quiet", {"sql": 1}, usd=None))
    found = plan(kb, "quiet", budget_usd=0)
    page = plain_text(plan_page(found, kb))
    assert found.status == "optimal" and found.not_published == 1 and found.fee_usd == 0
    assert "$400" not in page and "not published" in page
    assert as_json.plan(found, kb)["total"]["fees_not_published"] == 1


def test_where_something_has_a_price_the_page_adds_the_fee_that_has_none():
    kb = world(cert("quiet", {"sql": 1}, usd=None), cert("loud", {"sql": 1}, usd=200))
    page = plain_text(plan_page(plan(kb, "quiet", "loud"), kb))
    assert "$200, plus a fee that its issuer does not publish" in " ".join(page.split())


def two_exams(usd: float | None = 500):
    exams = tuple(Exam(code=f"E-{n}", part=f"Core {n}") for n in (1, 2))
    return replace(cert("double", {"sql": 1}, usd=usd, hours=40), exams=exams)


def test_a_second_try_costs_one_exam_and_stands_in_no_sum():
    kb = world(two_exams(), cert("single", {"sql": 1}, usd=300))
    found = plan(kb, "double", "single")
    assert found.fee_usd == 800 and found.reserve_usd == 550
    page = " ".join(plain_text(plan_page(found, kb)).split())
    assert "$250 for one exam of Double" in page and "$300 for Single" in page and "in no sum here" in page


def test_a_reserve_keeps_a_second_try_within_the_budget():
    kb = world(two_exams())
    assert plan(kb, "double", budget_usd=600).status == "optimal"
    assert plan(kb, "double", budget_usd=600, reserve=True).status == "nearest"
    assert plan(kb, "double", budget_usd=750, reserve=True).status == "optimal"


def test_what_somebody_else_pays_costs_nothing_and_says_who():
    kb = world(cert("dear", {"sql": 1}, usd=900))
    found = plan(kb, "dear", budget_usd=0, covered={"dear": "employer"})
    assert found.status == "optimal" and found.fee_usd == 0 and found.reserve_usd == 0
    assert "paid by employer" in plain_text(plan_page(found, kb))
    assert as_json.plan(found, kb)["steps"][0]["paid_by"] == "employer"


def test_an_exam_that_is_passed_is_not_paid_again():
    assert Prices(passed={"double": ("Core 1",)}).price_of(two_exams()) == 250
    assert Prices().price_of(two_exams()) == 500


def test_an_unpublished_renewal_never_makes_a_second_sitting_cheaper():
    held = cert("kept", usd=300, years=3, renewal={"units": 30})
    assert Prices().renewal_reckoned(held, None, world(held)) < 300
    assert Prices().renewal_reckoned(held, 0.0, world(held)) == 0


@pytest.mark.parametrize("seeds", [range(40)])
def test_no_plan_takes_more_than_the_budget_at_the_high_end_and_the_sums_are_those_of_the_steps(seeds):
    bound = 0
    for seed in seeds:
        random = Random(seed)
        kb, profile = random_world(random)
        reserve = random.random() < 0.5
        asked = PlanRequest(goals=("goal",), start=START, hours_per_week=10, budget_usd=500, reserve=reserve)
        found = make_plan(asked, stand(profile, kb, TODAY), kb)
        if found.status == "never":
            continue
        assert found.fee_span.low <= found.fee_usd <= found.fee_span.high
        kept_back = found.reserve_usd if reserve else 0
        assert found.fee_span.high + kept_back <= 500, seed
        bound += found.fee_span.high > 0
    assert bound > 10


def test_what_more_money_buys_in_time_is_told_and_what_less_costs_in_time():
    slow, quick = activity("slow", {"sql": 2}, hours=100), cert("quick", {"sql": 2}, hours=10, usd=200)
    kb = world(role("goal", {"sql": 2}, useful=["quick"]), slow, quick)
    asked = PlanRequest(goals=("goal",), start=START, hours_per_week=10, trade=True)
    standing = stand(PERSON, kb, TODAY)
    free = make_stage(asked, standing, kb)
    assert free.trade and (free.trade.steps, free.trade.fee_usd) == (("quick",), 200)
    assert make_stage(replace(asked, trade=False), standing, kb).trade is None
    assert make_stage(replace(asked, budget_usd=100), standing, kb).trade is None
    fast = make_stage(replace(asked, objective="fastest"), standing, kb)
    assert fast.trade is None  # what is cheaper takes far more than half as long again


def by_the_month():
    course = cert("course", {"sql": 2}, usd=None, hours=180, kind="programme")
    hours = replace(course.study_hours, low=120, high=240)
    return replace(course, study_hours=hours, fee=replace(course.fee, monthly_usd=49))


@pytest.mark.parametrize("hours", [3, 6, 10, 25, 40])
def test_a_course_paid_by_the_month_costs_no_less_and_no_more_than_its_months_in_the_plan(hours):
    found = plan(world(by_the_month()), "course", hours_per_week=hours)
    step = found.steps[0]
    months = -(-((step.end - step.start).days + 1) // 31)
    assert step.fee_low_usd <= 49 * months <= step.fee_high_usd
    assert found.not_published == 0


def test_the_months_of_a_course_bind_the_budget():
    kb = world(by_the_month())
    assert plan(kb, "course", budget_usd=294).status == "optimal"
    assert plan(kb, "course", budget_usd=293).status == "nearest"
    page = " ".join(plain_text(plan_page(plan(kb, "course"), kb)).split())
    assert "$147-294" in page and "$49 a month; at 10 h a week 3-6 months are paid" in page


def test_a_budget_of_nothing_buys_no_bundled_course_by_the_month(kb):
    nobody = Profile(education=HeldEducation(level="none"))
    request = PlanRequest(goals=("help-desk-technician",), start=START, hours_per_week=10, budget_usd=0)
    assert "google-it-support" not in [step.step for step in make_plan(request, stand(nobody, kb, TODAY), kb).steps]
