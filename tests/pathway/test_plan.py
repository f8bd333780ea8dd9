"""Plans: what is chosen, when, and why not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from careerpath.knowledge.models import Way
from careerpath.pathway.request import PlanRequest
from careerpath.pathway.stage import Plan, make_plan
from careerpath.people.profile import HeldCertification, HeldEducation, HeldRole, Profile, SkillClaim
from careerpath.rules.standing import stand
from tests.pathway.plan_worlds import START, activity, cert, degree, practice, role, world

TODAY = date(2026, 12, 1)
SCHOOLED = Profile(education=HeldEducation(level="high-school"))


def plan(kb, *goals: str, person: Profile = SCHOOLED, **more) -> Plan:
    more.setdefault("hours_per_week", 10)
    return make_plan(PlanRequest(goals=goals or ("goal",), start=START, **more), stand(person, kb, TODAY), kb)


def ids(found: Plan) -> list[str]:
    return [step.id for step in found.steps]


def test_a_prerequisite_comes_before_what_needs_it():
    kb = world(cert("basic", hours=40), cert("expert", hours=90, certifications=("basic",)))
    found = plan(kb, "expert")
    assert ids(found) == ["basic", "expert"]
    assert found.steps[0].end < found.steps[1].start
    assert found.weeks == 16  # 130 h at 8.5 h a week (15 % of 10 h stay free): 15.3 weeks


def test_one_of_two_alternatives_is_enough_and_the_cheaper_one_is_taken():
    kb = world(cert("dear", usd=300), cert("cheap", usd=100), cert("top", any_of=(("dear", "cheap"),)))
    assert ids(plan(kb, "top")) == ["cheap", "top"]


def test_cheapest_and_fastest_may_differ():
    slow, quick = activity("slow", {"sql": 2}, hours=100), cert("quick", {"sql": 2}, hours=10, usd=200)
    kb = world(role("goal", {"sql": 2}, useful=["quick"]), slow, quick)
    assert ids(plan(kb)) == ["slow"]
    assert ids(plan(kb, objective="fastest")) == ["quick"]
    points = plan(kb, front=True).front
    assert [(p.fee_usd, p.steps) for p in points] == [(0, ("slow",)), (200, ("quick",))]


def test_most_doors_fills_the_limits_with_what_the_next_roles_need():
    kb = world(
        role("goal", {"sql": 1}), role("other", {"sql": 1, "python": 2, "talk": 1}), activity("sql-course", {"sql": 1}),
        activity("python-course", {"python": 2}, usd=50), activity("dear-course", {"python": 2}, usd=500),
    )  # fmt: skip
    person = Profile(
        education=HeldEducation(level="high-school"),
        skills={"python": SkillClaim(level=1), "talk": SkillClaim(level=1)},
    )
    found = plan(kb, person=person, objective="most-doors", budget_usd=400)
    assert set(ids(found)) == {"sql-course", "python-course"}
    assert ids(plan(kb, person=person)) == ["sql-course"]


def test_a_held_skill_needs_no_step_and_a_held_certification_is_not_planned():
    kb = world(role("goal", {"sql": 2}, expected=["exam"]), activity("course", {"sql": 2}), cert("exam", {"sql": 1}))
    person = Profile(
        skills={"sql": SkillClaim(level=2)}, certifications=(HeldCertification(id="exam", earned="2026-06-01"),)
    )
    found = plan(kb, person=person)
    assert found.status == "optimal" and found.steps == ()


def test_no_retired_exam_and_none_after_its_last_day():
    kb = world(
        role("goal", {"sql": 2}, useful=["gone", "going", "stays"]),
        cert("gone", {"sql": 2}, usd=0, status="retired", on="2026-01-01"),
        cert("going", {"sql": 2}, usd=10, hours=100, status="retiring", on="2027-02-01"),
        cert("stays", {"sql": 2}, usd=500, hours=100),
    )
    assert ids(plan(kb, hours_per_week=10)) == ["stays"]  # 100 h at 8.5 h a week end in April
    assert ids(plan(kb, hours_per_week=60)) == ["going"]


@pytest.mark.parametrize(
    ("on", "hours", "taken"),
    [
        ("2027-01-18", 17, "going"),  # 17 h at 8.5 h a week are done on Sunday, January 17
        ("2027-01-17", 17, "stays"),
        ("2027-02", 34, "going"),  # a month alone means its first day: 34 h are done on January 31
        ("2027-02", 35, "stays"),
    ],
)
def test_an_exam_that_ends_on_a_day_is_passed_the_day_before_at_the_latest(on, hours, taken):
    kb = world(
        role("goal", {"sql": 2}, useful=["going", "stays"]),
        cert("going", {"sql": 2}, usd=10, hours=hours, status="retiring", on=on),
        cert("stays", {"sql": 2}, usd=500, hours=100),
    )
    found = plan(kb)
    assert ids(found) == [taken]
    if taken == "going":
        assert found.steps[0].end == date.fromisoformat((on + "-01")[:10]) - timedelta(days=1)


def test_what_can_still_be_sat_is_sat_first():
    going = cert("going", hours=60, status="retiring", on="2027-03-01")
    kb = world(role("goal", {"sql": 1}, expected=["going"]), going, activity("course", {"sql": 1}, hours=60))
    found = plan(kb)
    assert ids(found) == ["going", "course"]
    assert found.steps[0].end < date(2027, 3, 1)


def test_a_new_exam_is_not_sat_before_it_opens():
    kb = world(cert("new", hours=10, opens="2027-06-01"))
    found = plan(kb, "new")
    assert found.steps[0].end >= date(2027, 6, 1)


def test_an_exam_that_runs_out_is_sat_late_enough_to_count_at_the_end():
    year = cert("year", hours=10, years=1)
    kb = world(
        role("goal", {"sql": 1}, expected=["year"], gates=(practice(36, "junior"),)), role("junior", {"sql": 1}), year,
        activity("job", {"sql": 1}, kind="job", hours=0, weeks=52, grants={"role": "junior", "practice_months": 12}),
    )  # fmt: skip
    found = plan(kb)
    exam = next(step for step in found.steps if step.step == "year")
    assert found.weeks == 12 + 104
    assert (found.finish - exam.end).days <= 365


def test_a_held_exam_that_runs_out_during_the_plan_is_renewed_if_that_is_cheaper():
    exam = cert("exam", usd=300, hours=40, years=1, renewal={"fee_usd": 20, "per": "cycle", "hours": 5})
    kb = world(role("goal", {"sql": 1}, expected=["exam"]), exam, activity("course", {"sql": 1}, hours=200))
    person = Profile(
        education=HeldEducation(level="high-school"),
        certifications=(HeldCertification(id="exam", earned="2026-03-01"),),
    )
    found = plan(kb, person=person)
    assert [(s.step, s.kind) for s in found.steps if s.step == "exam"] == [("exam", "renewal")]
    assert found.fee_usd == 20


@pytest.mark.parametrize(
    ("years", "weeks", "renewals", "fees"),
    [
        (1, 30, 1, 20),  # until June 2028 by one renewal
        (1, 72, 1, 20),
        (1, 74, 2, 40),
        (1, 176, 3, 60),  # three in a row last until the end of May 2030
        (1, 178, 0, 300),  # no fourth one: the exam is sat again, late
        (1.09, 150, 3, 60),  # 397 days are short
        (1.1, 150, 0, 300),  # 401 are not
        (2, 125, 1, 20),
        (2, 128, 0, 300),
    ],
)
def test_what_is_valid_for_a_year_is_renewed_up_to_three_times_and_what_lasts_longer_once(years, weeks, renewals, fees):
    """The exam is held until June 2027 and must be valid when the course ends: by renewals of $20, or sat for $300."""
    exam = cert("exam", usd=300, hours=10, years=years, renewal={"fee_usd": 20, "per": "cycle", "hours": 2})
    course = activity("course", {"sql": 1}, hours=20, weeks=weeks)
    kb = world(role("goal", {"sql": 1}, expected=["exam"]), exam, course)
    held = HeldCertification(id="exam", earned="2026-03-01", expires="2027-06-01")
    found = plan(kb, person=Profile(education=HeldEducation(level="high-school"), certifications=(held,)))
    assert [step.kind for step in found.steps if step.step == "exam"] == (["renewal"] * renewals or ["certification"])
    assert found.fee_usd == fees


def test_practice_that_a_firm_gate_asks_for_comes_from_a_job():
    kb = world(
        role("goal", {"sql": 1}, gates=(practice(24, "junior"),)), role("junior", {"sql": 1}),
        activity("course", {"sql": 1}), activity("job", kind="job", hours=0, weeks=52, grants={"role": "junior", "practice_months": 12}),
    )  # fmt: skip
    found = plan(kb)
    assert set(ids(found)) == {"course", "job"}  # the second year may be made up while preparing (practice-grace)
    assert found.weeks == 12 + 52  # weeks of looking for the job, then the year; one studies beside


def test_no_job_is_planned_for_a_skill_that_study_teaches():
    kb = world(
        role("goal", {"sql": 1}), role("junior", {"sql": 1}), activity("course", {"sql": 1}, usd=900),
        activity("job", {"sql": 3}, kind="job", hours=0, weeks=52, grants={"role": "junior", "practice_months": 12}),
    )  # fmt: skip
    assert ids(plan(kb)) == ["course"]


def test_more_practice_than_a_plan_may_hold_is_impossible_and_names_the_detour():
    kb = world(
        role("goal", {"sql": 1}, gates=(practice(120, "junior"),)),
        role("junior", {"sql": 1}),
        activity("course", {"sql": 1}),
    )
    found = plan(kb)
    assert found.status == "impossible"
    assert [(c.kind, c.detour) for c in found.causes] == [("gate", "Work first.")]


def test_a_degree_opens_a_degree_gate_and_costs_what_it_costs():
    school = activity("school", kind="degree", hours=400, weeks=40, usd=5000, grants={"education": "associate"})
    kb = world(role("goal", {"sql": 1}, gates=(degree("associate"),)), school, activity("course", {"sql": 1}))
    assert set(ids(plan(kb))) == {"school", "course"}
    poor = plan(kb, budget_usd=1000)
    assert poor.status == "impossible"
    assert [(r.limit, r.to) for r in poor.relaxations] == [("budget_usd", "5000")]


def test_a_level_that_no_step_teaches_is_left_to_practice_and_said():
    kb = world(role("goal", {"sql": 4}), activity("course", {"sql": 2}))
    found = plan(kb)
    assert ids(found) == ["course"]
    assert any("level 4" in note and "practice" in note for note in found.notes)


@pytest.mark.parametrize(
    ("need", "have", "taken"),
    [
        (3, 0, ["three"]),
        (4, 0, ["three"]),
        (5, 0, ["three"]),
        (5, 2, ["three"]),
        (5, 3, []),  # what lies above comes with practice
        (4, 4, []),
        (2, 0, ["two"]),
    ],
)
def test_a_plan_asks_study_for_level_3_at_most_however_much_higher_a_course_leads(need, have, taken):
    kb = world(
        role("goal", {"sql": need, "talk": 1}), activity("talk-course", {"talk": 1}),
        activity("two", {"sql": 2}, usd=10), activity("three", {"sql": 3}, usd=20, hours=30),
        activity("four", {"sql": 4}, usd=30, hours=40), activity("five", {"sql": 5}, usd=40, hours=50),
    )  # fmt: skip
    person = Profile(education=HeldEducation(level="high-school"), skills={"sql": SkillClaim(level=have)})
    found = plan(kb, person=person)
    assert sorted(ids(found)) == sorted(["talk-course", *taken])
    assert any(f"level {need}" in note and "practice" in note for note in found.notes) == (need > max(have, 3))


def test_what_an_employer_must_sponsor_is_noted_not_planned():
    kb = world(role("goal", {"sql": 1}, expected=["epic"]), activity("course", {"sql": 1}), cert("epic", sponsor=True))
    found = plan(kb)
    assert ids(found) == ["course"]
    assert any("employer pays" in note for note in found.notes)


def test_an_expected_certification_that_needs_years_in_the_role_comes_later():
    late = cert("late", experience_months=60, experience_in=("goal",))
    kb = world(role("goal", {"sql": 1}, expected=["late"]), activity("course", {"sql": 1}), late)
    found = plan(kb)
    assert ids(found) == ["course"] and any("comes later" in note for note in found.notes)


def test_what_is_not_wanted_is_left_out_and_what_is_wished_comes_in():
    kb = world(
        role("goal", {"sql": 1}, useful=["ms", "extra"]),
        cert("ms", {"sql": 1}, usd=10),
        activity("course", {"sql": 1}, usd=90),
        cert("extra"),
    )
    assert ids(plan(kb, without=("ms",))) == ["course"]
    assert set(ids(plan(kb, wishes=("extra",)))) == {"ms", "extra"}


def test_student_and_member_prices_count_only_for_those_who_get_them():
    kb = world(cert("exam", usd=300, student_usd=100, member_usd=200))
    assert [plan(kb, "exam", **who).fee_usd for who in ({}, {"member": True}, {"student": True, "member": True})] == [
        300,
        200,
        100,
    ]


def test_a_fee_that_is_not_published_is_no_bargain():
    kb = world(
        role("goal", {"sql": 1}, useful=["dark", "known"]),
        cert("dark", {"sql": 1}, usd=None),
        cert("known", {"sql": 1}, usd=150),
    )
    assert ids(plan(kb)) == ["known"]
    dark = plan(kb, without=("known",))
    assert dark.is_at_least and any("not published" in note for note in dark.notes)


def test_an_exam_far_above_ones_level_is_prepared_for():
    kb = world(role("goal", {"sql": 3}, useful=["hard"]), cert("hard", {"sql": 3}), activity("start", {"sql": 1}))
    assert ids(plan(kb)) == ["start", "hard"]


def test_an_internship_is_not_for_people_who_work_in_the_field():
    kb = world(
        role("goal", {"sql": 1}),
        role("junior", {"it": 1}),
        activity("stage", {"sql": 1}, kind="internship"),
        activity("course", {"sql": 1}, usd=90),
    )
    assert ids(plan(kb)) == ["stage"]
    insider = Profile(
        education=HeldEducation(level="high-school"), roles=(HeldRole(role="junior", years=2, current=True),)
    )
    assert ids(plan(kb, person=insider)) == ["course"]


def test_several_goals_are_reached_together():
    kb = world(
        role("one", {"sql": 1}),
        role("two", {"python": 1}),
        cert("exam"),
        activity("a", {"sql": 1}),
        activity("b", {"python": 1}),
    )
    assert set(ids(plan(kb, "one", "two", "exam"))) == {"a", "b", "exam"}


def test_a_week_off_delays_and_nothing_lies_in_it():
    kb = world(cert("exam", hours=17))
    assert plan(kb, "exam").finish == date(2027, 1, 17)
    assert plan(kb, "exam", weeks_off=(date(2027, 1, 13),)).finish == date(2027, 1, 24)


def test_a_failed_exam_is_sat_again_after_the_wait_with_part_of_the_hours():
    from careerpath.pathway.request import Failed

    kb = world(cert("exam", hours=50))
    found = plan(kb, "exam", failed=(Failed("exam", START),))
    assert found.steps[0].hours == 15
    assert found.steps[0].end >= date(2027, 1, 18)


def test_limits_that_clash_are_all_named_with_the_smallest_change_of_each():
    """In time it costs $200, in budget it takes half a year."""
    kb = world(
        role("goal", {"sql": 2}, useful=["quick"]),
        activity("slow", {"sql": 2}, hours=200),
        cert("quick", {"sql": 2}, usd=200, hours=20),
    )
    found = plan(kb, budget_usd=100, deadline=date(2027, 3, 1))
    assert {c.kind for c in found.causes} == {"budget", "deadline", "hours"}  # any one alone would do
    ways = {r.limit: r.to for r in found.relaxations}
    assert ways["budget_usd"] == "200"
    assert ways["deadline"] == "2027-06-17"  # 200 h at 8.5 h a week
    assert ways["hours_per_week"] == "29"
    assert plan(kb, budget_usd=100, deadline=date(2027, 3, 1), hours_per_week=29).status == "optimal"
    assert plan(kb, budget_usd=100, deadline=date(2027, 3, 1), hours_per_week=28).status == "impossible"


def test_the_proof_is_in_the_answer():
    kb = world(cert("exam", usd=120))
    proof = plan(kb, "exam").proof
    assert proof is not None and (proof.optimal, proof.gap, proof.bound) == (True, 0.0, 12_000.0)  # cents


@pytest.mark.parametrize("objective", ["cheapest", "fastest", "most-doors"])
def test_the_same_question_gets_the_same_plan(kb, objective):
    def ask() -> Plan:
        return plan(kb, "network-administrator", objective=objective, budget_usd=1500)

    assert ask() == ask()


def test_an_exam_whose_renewal_is_free_is_sat_late_rather_than_renewed():
    renewed = cert("cloud", {"cloud": 2}, years=1, hours=30, renewal={"fee_usd": 0, "per": "cycle", "hours": 0})
    kb = world(
        role("goal", {"cloud": 2, "sql": 2}, expected=["cloud"]),
        renewed,
        activity("sql", {"sql": 2}, hours=30, weeks=60),
    )
    assert sorted(ids(plan(kb))) == ["cloud", "sql"]


@pytest.mark.parametrize(("education", "months"), [("high-school", 24), ("bachelor", 12)])
def test_another_education_asks_for_other_months(education, months):
    ways = (Way(education="high-school", experience_months=24),)
    exam = cert("exam", {"sql": 2}, education="bachelor", experience_months=12, ways=ways)
    job = activity("job", kind="job", weeks=52, grants={"role": "worker", "practice_months": 12})
    kb = world(role("goal", {"sql": 2}, expected=["exam"]), role("worker", {}), exam, job)
    found = plan(kb, "exam", person=Profile(education=HeldEducation(level=education)))
    assert 12 * sum(step.kind == "job" for step in found.steps) == months


def test_the_search_for_a_job_begins_when_what_it_asks_for_is_done_and_is_said():
    lab = activity("lab", {"sql": 1}, hours=85)
    job = activity(
        "job", kind="job", hours=0, weeks=52, activities=("lab",), grants={"role": "junior", "practice_months": 12}
    )
    kb = world(role("goal", {"sql": 1}, gates=(practice(24, "junior"),)), role("junior", {"sql": 1}), lab, job)
    found = plan(kb)
    assert [(s.id, (s.start - START).days) for s in found.steps] == [("lab", 0), ("job", 70 + 84)]
    assert any("Look for it from 2027-03-15 on; 12 weeks" in note for note in found.notes)


def test_staying_in_a_job_and_a_further_year_in_it_need_no_search():
    job = activity("job", kind="job", hours=0, weeks=52, grants={"role": "junior", "practice_months": 12})
    kb = world(role("goal", {}, gates=(practice(36, "junior"),)), role("junior", {}), job)
    assert plan(kb).weeks == 12 + 104
    insider = Profile(
        education=HeldEducation(level="high-school"), roles=(HeldRole(role="junior", years=0.5, current=True),)
    )
    assert plan(kb, person=insider).weeks == 104


def test_a_degree_in_the_plan_opens_the_way_that_asks_for_it():
    """Without a degree the exam asks for more years of work than a plan may hold, with one in the field for two."""
    ways = (Way(education="associate", education_fields=("biomedical-equipment-technology",), experience_months=24),)
    exam = cert("exam", experience_months=48, ways=ways)
    job = activity("job", kind="job", weeks=52, hours=0, grants={"role": "worker", "practice_months": 12})
    right = activity(
        "right", kind="degree", hours=400, grants={"education": "associate", "field": "biomedical equipment technology"}
    )
    wrong = activity(
        "wrong", kind="degree", hours=100, grants={"education": "associate", "field": "information technology"}
    )
    kb = world(role("worker", {}), exam, job, right, wrong)
    found = plan(kb, "exam")
    assert {s.step for s in found.steps} == {"right", "job", "exam"} and len(found.steps) == 4
    assert found.steps[-1].title == "Exam" and found.hold_usd(3) == found.fee_usd + 30
    assert plan(kb, "exam", without=("right",)).status == "impossible"


def test_a_plan_says_why_recommend_begins_elsewhere():
    slow, quick = activity("slow", {"sql": 2}, hours=100), cert("quick", {"sql": 2}, hours=10, usd=200)
    kb = world(role("goal", {"sql": 2}, useful=["quick"]), slow, quick)
    assert plan(kb).other_start.startswith("`recommend` begins with Quick, the single step that gains most per hour")
    assert plan(kb, objective="fastest").other_start == ""
