"""Plans before two judges that know nothing of the program: one checks them, one looks for a cheaper one."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import Any

import pytest
import yaml

from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.profile import Profile, parse_profile
from careerpath.rendering import as_json
from careerpath.services.planning import Wanted, plan_for, request_for
from tests.pathway import brute, json_checker
from tests.pathway.test_laws_of_one_truth import EXAMPLES, ROLES, ROOT, SMALL, TODAY, person

DATA = json_checker.Data(ROOT / "data")
BEGINNER: dict[str, Any] = {"education": {"level": "high-school"}, "skills": {"digital-literacy": 2}}
SEARCH = brute.Search(DATA, BEGINNER["skills"])
CERTS = [key for key in DATA.certs if key in SEARCH.open]
IN_WORDS = {name for name in EXAMPLES if "job:" in (ROOT / f"examples/{name}.yaml").read_text("utf-8")}
JUDGED = [name for name in dict.fromkeys((*EXAMPLES, *SMALL)) if name not in IN_WORDS]
"""The judges read the data files alone: what a job in words means, they do not know."""


def mapping(name: str) -> dict[str, Any]:
    """The profile as its author wrote it."""
    if name not in EXAMPLES:  # as `person` reads a name that both have
        return dict(SMALL[name])
    return yaml.safe_load((ROOT / "examples" / f"{name}.yaml").read_text(encoding="utf-8"))


def faults(name: str, goals: tuple[str, ...], kb: KnowledgeBase, **more: Any) -> list[str]:
    who = person(name, kb)
    plan = plan_for(request_for(Wanted(goals, **more), who, kb, TODAY), who, kb, TODAY)
    if not plan.stages:
        return []
    request = json_checker.Request(
        mapping(name), more.get("hours_per_week"), more.get("budget_usd"), str(more.get("deadline") or "") or None,
        [str(day) for day in more.get("weeks_off", ())], more.get("student", False), more.get("member", False),
    )  # fmt: skip
    return json_checker.faults(json.loads(json.dumps(as_json.plan(plan, kb))), request, DATA)


@pytest.mark.parametrize("name", ["nurse", "student", "coder", "a-plus-held", "graduate"])
def test_plans_to_some_roles_and_certifications_are_right_by_their_own_data(kb, name):
    random = Random(name)
    for goal in (*random.sample(ROLES, 2), *random.sample(CERTS, 2)):
        assert faults(name, (goal,), kb) == [], goal
    off = (date(2026, 12, 21), date(2027, 3, 8))
    assert faults(name, (random.choice(ROLES),), kb, hours_per_week=11.0, student=True, weeks_off=off) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", JUDGED)
def test_plans_to_all_roles_and_certifications_are_right_by_their_own_data(kb, name):
    wrong = {goal: found for goal in (*ROLES, *DATA.certs) if (found := faults(name, (goal,), kb))}
    assert wrong == {}


def beginner(kb: KnowledgeBase) -> Profile:
    return parse_profile(json.dumps({"schema": "careerpath/profile/1", **BEGINNER}), "beginner", kb)


def dearer(cert: str, kb: KnowledgeBase) -> str:
    """What the plan pays more than the cheapest way, or less; nothing if they agree."""
    cost, steps = SEARCH.cheapest([cert])
    who = beginner(kb)
    plan = plan_for(request_for(Wanted((cert,), hours_per_week=10.0), who, kb, TODAY), who, kb, TODAY)
    chosen = {step.step for step in plan.steps}
    if plan.status != "optimal" or chosen - SEARCH.open.keys():
        return f"{plan.status} with {sorted(chosen)}, cheapest ${cost:g}"
    paid = sum(SEARCH.cost(key) for key in chosen)
    return (
        "" if abs(paid - cost) < 0.01 else f"${paid:g} with {sorted(chosen)}, cheapest ${cost:g} with {sorted(steps)}"
    )


@pytest.mark.slow
def test_no_way_to_a_certification_is_cheaper_than_the_plan(kb):
    differ = {cert: found for cert in CERTS if (found := dearer(cert, kb))}
    assert differ == {}
