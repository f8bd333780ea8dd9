"""From what a person types to a request, and every plan the examples can ask for."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from careerpath.errors import CareerpathError
from careerpath.pathway.plan import Plan
from careerpath.people.profile import Limits, Profile, read_profile
from careerpath.record import replace
from careerpath.services.planning import Wanted, plan_again, plan_for, request_for, saved
from tests.pathway.plan_checker import faults

TODAY = date(2026, 11, 22)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def ask(kb, person: Profile | None = None, **said):
    said.setdefault("goals", ("data-analyst",))
    return request_for(Wanted(**said), person or Profile(), kb, TODAY)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"goals": ("wizard of oz",)}, "no role or certification"),
        ({"goals": ()}, "which goal"),
        ({"budget_usd": -1.0}, "--budget"),
        ({"budget_usd": 1e9}, "--budget"),
        ({"hours_per_week": 0.0001}, "--hours-per-week"),
        ({"hours_per_week": 200.0}, "--hours-per-week"),
        ({"deadline": TODAY - timedelta(days=1)}, "deadline"),
        ({"start": TODAY - timedelta(days=1)}, "past"),
        ({"wishes": ("sec+",), "without": ("sec+",)}, "both wanted and not wanted"),
        ({"wishes": ("ms-az-104",), "without": ("Microsoft",)}, "both wanted and not wanted"),
        ({"goals": ("ccna",), "without": ("ccna",)}, "is the goal and not wanted"),
        ({"without": ("nonsense thing",)}, "no step"),
    ],
)
def test_nonsense_is_refused_in_one_line(kb, said, message):
    with pytest.raises(CareerpathError, match=message) as caught:
        ask(kb, **said)
    assert "\n" not in str(caught.value) and caught.value.exit_code == 2


def test_zero_hours_are_refused(kb):
    with pytest.raises(CareerpathError, match="--hours-per-week"):
        ask(kb, hours_per_week=0.0)


def test_what_is_not_said_comes_from_the_profile(kb):
    person = Profile(limits=Limits(budget_usd=700.0, hours_per_week=9.0, deadline="2029-01-31"), goal="data-analyst")
    request = ask(kb, person, goals=())
    assert (request.goals, request.budget_usd, request.hours_per_week) == (("data-analyst",), 700.0, 9.0)
    assert request.deadline == date(2029, 1, 31) and request.start == TODAY
    assert ask(kb, person, budget_usd=0.0).budget_usd == 0.0


def test_goals_are_understood_by_other_names(kb):
    goals = ask(kb, goals=("sec+", "Network Administrator")).goals
    assert goals == ("comptia-security-plus", "network-administrator")


def test_an_issuer_stands_for_all_its_certifications(kb):
    assert set(ask(kb, without=("microsoft",)).without) == {c.id for c in kb.certs.values() if c.issuer == "Microsoft"}


def test_a_step_the_saved_plan_does_not_have_is_refused(kb):
    plan = plan_for(ask(kb), Profile(), kb, TODAY)
    file = saved(plan, kb, TODAY)
    with pytest.raises(CareerpathError, match="no step 'cisco-ccna' in the saved plan"):
        plan_again(file, TODAY, kb, done=["cisco-ccna"])
    step = file.steps[0].id
    with pytest.raises(CareerpathError, match="as done and as failed"):
        plan_again(file, TODAY, kb, done=[step], failed=[step])


def reasoned(plan: Plan) -> bool:
    """An answer one can act on: causes in words, with a detour or a smallest change, or what is within reach."""
    ways_out = plan.relaxations or plan.instead or any(c.detour for c in plan.causes)
    return bool(plan.causes) and all(c.text for c in plan.causes) and bool(ways_out)


def judged(kb, person: Profile, role: str) -> Plan:
    """The plan to a role, after the judge has found no fault with it."""
    request = request_for(Wanted((role,)), person, kb, TODAY)
    plan = plan_for(request, person, kb, TODAY)
    if plan.status in ("nearest", "never"):
        assert reasoned(plan), role
    else:
        assert plan.status == "optimal", role
    unmet = [f for f in faults(plan, request, person, kb, TODAY) if " is held at " not in f]
    assert unmet == [], role
    return plan


def roles_of(kb) -> list[str]:
    return [role.id for role in kb.roles.values() if role.kind == "hospital-it"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_hospital_role_has_a_plan_or_a_reason(kb, path):
    person = read_profile(path, kb, today=TODAY, cache_dir=None)
    for role in Random(path.stem).sample(roles_of(kb), 1):
        judged(kb, person, role)


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_hospital_role_has_a_plan_or_a_reason(kb, path):
    person = read_profile(path, kb, today=TODAY, cache_dir=None)
    plans = [judged(kb, person, role) for role in roles_of(kb)]
    assert sum(plan.status == "optimal" for plan in plans) >= 20


def test_a_generous_person_gets_more_plans_than_a_poor_one(kb):
    person = read_profile(EXAMPLES[0], kb, today=TODAY, cache_dir=None)
    free = replace(person, limits=Limits(hours_per_week=20.0))

    def possible(one: Profile) -> set[str]:
        reached = set()
        for goal in roles_of(kb)[:4]:
            if plan_for(request_for(Wanted((goal,)), one, kb, TODAY), one, kb, TODAY).status == "optimal":
                reached.add(goal)
        return reached

    assert possible(person) <= possible(free)
