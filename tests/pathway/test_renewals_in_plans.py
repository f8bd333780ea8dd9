"""Renewal inside a plan: an exam of the plan renews what it renews, so that nothing is bought or sat in vain."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from careerpath.pathway.plan import Plan, make_plan
from careerpath.pathway.request import PlanRequest
from careerpath.people.profile import HeldCertification, HeldEducation, HeldRole, Profile
from careerpath.rules.after import Taken, profile_after
from careerpath.rules.standing import expiry, stand
from careerpath.services.planning import Wanted, plan_for, request_for
from tests.pathway.plan_worlds import START, activity, cert, edge, junior, practice, role, world

TODAY = date(2026, 11, 29)
SCHOOLED = HeldEducation(level="high-school")


def real(kb, who: Profile, *goals: str, **more) -> Plan:
    return plan_for(request_for(Wanted(goals, **more), who, kb, TODAY), who, kb, TODAY)


def a_plus_held() -> Profile:
    return Profile(
        roles=(HeldRole(role="help-desk-technician", years=2, current=True),),
        education=HeldEducation(level="associate", field="information-technology"),
        certifications=(HeldCertification(id="comptia-a-plus", earned="2024-03-10"),),
    )


def ccna_held() -> Profile:
    skills = (
        "cloud-platforms cybersecurity-fundamentals firewalls incident-response lan-wan os-linux routing-switching "
        "siem-monitoring tcp-ip-networking vulnerability-management"
    )
    return Profile.of(
        {
            "roles": (HeldRole(role="it-support-specialist", years=4, current=True),),
            "education": HeldEducation(level="bachelor", field="information-technology"),
            "skills": {skill: claim(3) for skill in skills.split()},
            "certifications": (HeldCertification(id="cisco-ccna", earned="2024-04-28", expires="2027-04-28"),),
        }
    )


def claim(level: int):
    from careerpath.people.profile import SkillClaim

    return SkillClaim(level=level)


GOALS = ("help-desk-technician", "comptia-security-plus", "comptia-network-plus")


def test_a_plus_is_not_renewed_for_money_where_network_plus_renews_it(kb):
    plan = real(kb, a_plus_held(), *GOALS, hours_per_week=10)
    assert [step.id for step in plan.steps] == ["comptia-network-plus", "comptia-security-plus"]
    assert plan.fee_usd == 838
    assert any("renews CompTIA A+" in reason for reason in plan.steps[0].because)
    assert real(kb, a_plus_held(), *GOALS, hours_per_week=10, budget_usd=850).status == "optimal"


def test_the_certification_that_was_renewed_is_valid_at_the_end(kb):
    plan = real(kb, a_plus_held(), *GOALS, hours_per_week=10)
    held = {one.id: expiry(one, kb) for one in plan.standing_after.profile.certifications}
    assert held["comptia-a-plus"] > date(2030, 1, 1)


def test_ccna_is_not_sat_again_where_ccna_cybersecurity_renews_it(kb):
    goals = ("cisco-ccna", "cisco-ccna-cybersecurity", "comptia-server-plus")
    plan = real(kb, ccna_held(), *goals, hours_per_week=10)
    assert "cisco-ccna" not in [step.id for step in plan.steps]
    assert plan.fee_usd == 699


def test_where_the_exam_comes_too_late_the_renewal_is_bought(kb):
    """At two hours a week Network+ lies far behind March."""
    plan = real(kb, a_plus_held(), *GOALS, hours_per_week=2)
    assert "comptia-a-plus--renewal-1" in [step.id for step in plan.steps]


def held_to(day: date) -> Profile:
    return Profile(
        education=SCHOOLED,
        certifications=(HeldCertification(id="low", expires=day.isoformat()),),
    )


def small_world(**more):
    renewal = {"fee_usd": 30, "per": "cycle", "hours": 5}
    return world(
        cert("low", {"a": 1}, usd=200, years=3, renewal=renewal, renewed_by=("high",)),
        cert("high", {"a": 2}, usd=100, hours=20, years=3),
        activity("talk", {"b": 1}, hours=20),
        **more,
    )


@pytest.mark.parametrize(("until", "bought"), [(START + timedelta(days=40), False), (START + timedelta(days=5), True)])
def test_an_exam_is_put_before_the_end_of_what_it_renews_if_it_can(until, bought):
    kb = small_world()
    asked = PlanRequest(goals=("low", "high"), start=START, hours_per_week=10, wishes=("talk",))
    plan = make_plan(asked, stand(held_to(until), kb, TODAY), kb)
    ids = [step.id for step in plan.steps]
    assert ("low--renewal-1" in ids or "low" in ids) is bought
    if not bought:
        high = next(step for step in plan.steps if step.id == "high")
        assert high.end <= until


def test_passing_an_exam_never_shortens_what_is_held_nor_wakes_what_has_ended():
    kb = small_world()
    random = Random(14)
    for _ in range(60):
        until = START + timedelta(days=random.randint(-400, 2000))
        on = START + timedelta(days=random.randint(0, 800))
        standing = stand(held_to(until), kb, START)
        after = profile_after(standing, [Taken(kb.step("high"), on)], kb)
        now = expiry(next(held for held in after.certifications if held.id == "low"), kb)
        assert now >= until
        assert now == until if until < on else now > on


def test_what_ends_soon_is_said_in_plan_recommend_and_roadmap(run, tmp_path):
    file = tmp_path / "held.yaml"
    file.write_text(
        "schema: careerpath/profile/1\n"
        "roles:\n  - {role: help-desk-technician, years: 2, current: true}\n"
        "education: {level: associate, field: information-technology}\n"
        "certifications:\n  - {id: comptia-a-plus, earned: 2024-03-10}\n"
    )
    goal = "network-administrator"
    for command in (("plan", goal, "--profile", file), ("recommend", file, "--full"), ("roadmap", file, "--to", goal)):
        out = " ".join(run(*command, "--plain").out.split())
        assert "CompTIA A+ ends on" in out and "renew it before, or pass CompTIA Network+" in out, command


def test_the_first_action_never_costs_a_renewal():
    """Begun at once, the course would put the exam behind the last day of what it renews."""
    renewal = {"fee_usd": 30, "per": "cycle", "hours": 5}
    kb = world(
        role("goal", {"b": 1}, takes_beginners=True),
        cert("low", {"a": 1}, usd=200, years=3, renewal=renewal, renewed_by=("high",)),
        cert("high", {"a": 2}, usd=100, hours=20, years=3),
        activity("talk", {"b": 1}, hours=20),
    )
    asked = PlanRequest(goals=("goal", "low", "high"), start=START, hours_per_week=10)
    early = make_plan(asked, stand(held_to(START + timedelta(days=25)), kb, TODAY), kb)
    assert [step.id for step in early.steps] == ["high", "talk"] and early.fee_usd == 100
    assert early.first is not None and early.first.step is not None and early.first.step.id == "high"
    late = make_plan(asked, stand(held_to(START + timedelta(days=90)), kb, TODAY), kb)
    assert [step.id for step in late.steps] == ["talk", "high"] and late.fee_usd == 100


@pytest.mark.parametrize("with_renewer", [False, True])
def test_what_teaches_an_essential_skill_is_renewed_and_not_sat_again_where_it_ends_meanwhile(with_renewer):
    """Two years of practice are still to come, and what is held ends before: renewing keeps its level as well."""
    renewal = {"fee_usd": 30, "per": "cycle", "hours": 5}
    kb = world(
        role("goal", {"a": 2, "b": 1}, useful=["low", "high"], gates=(practice(24, "junior"),)),
        junior({"c": 1}),
        edge("junior", "goal", [12, 30]),
        cert(
            "low", {"a": 2}, usd=200, hours=40, years=3, renewal=renewal, renewed_by=("high",) if with_renewer else ()
        ),
        cert("high", {"b": 1}, usd=0, hours=20, years=3),
    )
    who = Profile(
        education=SCHOOLED,
        roles=(HeldRole(role="junior", years=1, current=True),),
        certifications=(HeldCertification(id="low", expires=(START + timedelta(days=200)).isoformat()),),
    )
    plan = make_plan(PlanRequest(goals=("goal",), start=START, hours_per_week=10), stand(who, kb, TODAY), kb)
    ids = {step.id for step in plan.steps}
    assert ids == ({"high"} if with_renewer else {"high", "low--renewal-1"})
    assert plan.fee_usd == (0 if with_renewer else 30) and plan.status == "optimal" and not plan.is_first_part


def test_an_exam_is_not_sat_while_its_certification_is_valid_not_even_to_renew_another():
    renewal = {"fee_usd": 30, "per": "cycle", "hours": 5}
    kb = world(
        cert("low", {"a": 1}, usd=200, years=3, renewal=renewal, renewed_by=("high",)),
        cert("high", {"a": 2}, usd=0, hours=20, years=3),
        activity("talk", {"b": 1}, hours=200, weeks=20),
    )
    held = {"low": START + timedelta(days=50), "high": START + timedelta(days=900)}
    certifications = tuple(HeldCertification(id=key, expires=day.isoformat()) for key, day in held.items())
    who = Profile(education=SCHOOLED, certifications=certifications)
    asked = PlanRequest(goals=("low",), start=START, hours_per_week=10, wishes=("talk",))
    assert {step.id for step in make_plan(asked, stand(who, kb, TODAY), kb).steps} == {"talk", "low--renewal-1"}
