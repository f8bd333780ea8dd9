"""The way of a nurse without a valid license: her papers and the exam, and no nursing program from the start."""

from __future__ import annotations

import json

import pytest

from careerpath.knowledge.base import plain
from careerpath.people.profile import check_profile
from careerpath.rendering.plan_page import plan_page
from careerpath.rules.situation import situation
from careerpath.services.planning import Wanted, plan_for, request_for
from careerpath.services.recommend import explain
from careerpath.services.roadmap import make_roadmap
from tests.conftest import TODAY
from tests.rendering.documents import said

NURSE = {"role": "registered-nurse", "years": 8}
NURSES = {
    "works abroad": {"roles": [{**NURSE, "current": True, "abroad": True}]},
    "says abroad": {"roles": [{"job": "registered nurse in the Philippines", "years": 8, "current": True}]},
    "no valid license": {"roles": [{**NURSE, "current": True}], "licences": []},
    "came here": {"roles": [{**NURSE, "current": False, "until": "2024-03", "abroad": True}], "licences": []},
    "lapsed": {"roles": [{**NURSE, "current": False, "until": "2025-03"}], "licences": "lapsed"},
}
STEP = "registered-nurse-license"


def nurse(kb, name, **limits):
    data = {**NURSES[name], "education": {"level": "bachelor", "field": "nursing"}, "limits": limits}
    profile, wrong = check_profile(data, kb)
    assert not wrong
    return profile


def plan_of(profile, kb, goal="registered-nurse"):
    return plan_for(request_for(Wanted((goal,)), profile, kb, TODAY), profile, kb, TODAY)


@pytest.mark.parametrize("name", NURSES)
def test_the_plan_is_the_check_of_the_papers_and_says_nothing_of_a_nursing_program(kb, name):
    profile = nurse(kb, name, hours_per_week=10)
    plan = plan_of(profile, kb)
    assert plan.status == "optimal" and [step.step for step in plan.steps] == [STEP]
    assert plan.first.do == kb.activities[STEP].first_step and plan.first.kind != "there"
    text = said(plan_page(plan, kb))
    assert "approved nursing program" not in text and "already" not in text and "no way" not in text
    assert "I work here as" not in text
    assert plan.standing_after.licences == {"registered-nurse"}


@pytest.mark.parametrize("name", NURSES)
def test_why_and_the_roadmap_say_the_same(kb, name):
    profile = nurse(kb, name, hours_per_week=10)
    answer = explain(profile, kb.roles["registered-nurse"], kb, TODAY)
    roadmap = make_roadmap(profile, kb, "registered-nurse", TODAY)
    assert answer.towards.first.do == roadmap.first.do == kb.activities[STEP].first_step
    assert "hold" not in roadmap.no_route
    (gate,) = [status for status in answer.ranked.gates if status.gate.kind == "licence"]
    assert gate.status == "closed" and "NCLEX" in gate.detour


@pytest.mark.parametrize("name", ["works abroad", "says abroad", "no valid license"])
def test_nobody_works_in_a_hospital_here_without_the_license(kb, name):
    assert situation(nurse(kb, name), kb) == "elsewhere"


def test_a_licensed_nurse_who_left_applies(kb):
    data = {"roles": [{**NURSE, "current": False}], "licences": ["registered-nurse"],
            "education": {"level": "bachelor", "field": "nursing"}}  # fmt: skip
    profile, _ = check_profile(data, kb)
    plan = plan_of(profile, kb)
    assert plan.status == "optimal" and not plan.steps and plan.first.kind == "apply"


def test_who_never_was_a_nurse_is_not_sent_to_the_board(kb):
    profile, _ = check_profile({"roles": [{"role": "unit-secretary", "years": 3}]}, kb)
    plan = plan_of(profile, kb)
    assert plan.status == "never" and STEP not in json.dumps(plain(plan.steps))
    assert "nursing program" in said(plan_page(plan, kb))


def test_a_nurse_abroad_has_a_way_to_what_asks_for_the_license(kb):
    plan = plan_of(nurse(kb, "works abroad", hours_per_week=20), kb, "cnio")
    assert plan.stages and plan.status != "never"


def test_every_licensed_job_has_a_way_round_for_who_has_done_it(kb):
    for role in kb.roles.values():
        for gate in role.gates:
            if gate.kind == "licence" and gate.strength == "required":
                assert gate.detour_trained, role.id
