"""The first action: apply where one is ready, else the step that brings most and can begin now."""

from __future__ import annotations

import pytest

from careerpath.pathway.first import first_action
from careerpath.rules.standing import stand
from tests.worlds import TODAY, knowledge, person

WORLD = """
roles:
  - {id: desk, kind: starting, needs: {talk: 3}}
  - {id: analyst, needs: {sql: {level: 2, importance: 5, essential: true}, plan: 2}, values: {sql-exam: expected}}
  - {id: gated, needs: {talk: 1}, gates: [{kind: practice, months: 24, roles: [desk]}]}
  - {id: plain, needs: {sql: {level: 2, importance: 5, essential: true}}, values: {sql-exam: useful}}
certs: [{id: sql-exam, teaches: {sql: 2}, hours: 40, usd: 300}]
activities:
  - {id: lab, teaches: {sql: 1}, hours: 30, weeks: 6, usd: [0, 150], families: [support]}
  - {id: club, teaches: {sql: 2}, hours: 10, weeks: 5, families: [support], requires: {roles_held: [desk]}}
"""
PLACEMENT = WORLD.replace("requires: {roles_held: [desk]}", "kind: internship")
"""Of 10 hours in 5 weeks: its pace is fixed."""


def first(world, role, profile, **options):
    kb = knowledge(world)
    return first_action(stand(profile, kb, TODAY), kb.roles[role], kb, **options)


def desk(**given):
    return person([{"role": "desk", "years": 1, "current": True}], **given)


def test_who_is_ready_applies_and_who_is_not_takes_a_step():
    assert first(WORLD, "plain", desk(skills={"sql": 2})).kind == "apply"
    assert first(WORLD, "plain", desk(skills={"sql": 1})).kind == "step"


def test_nobody_applies_while_the_job_still_brings_the_practice():
    found = first(WORLD, "gated", person([{"role": "desk", "years": 1.8, "current": True}]))
    assert found.kind == "practice"
    assert found.do.startswith("Go on in your job: Gated asks for")


def test_who_works_there_already_is_told_so():
    assert first(WORLD, "desk", desk()).kind == "there"


def test_what_a_hospital_offers_its_staff_is_for_its_staff():
    assert first(WORLD, "plain", desk(in_hospital=True)).step.id == "club"
    assert first(WORLD, "plain", desk(in_hospital=False)).step.id != "club"


@pytest.mark.parametrize(("budget", "step"), [(149, None), (150, "lab"), (300, "sql-exam"), (None, "sql-exam")])
def test_the_high_end_of_a_price_lies_within_the_budget(budget, step):
    found = first(WORLD, "plain", desk(in_hospital=False, limits={"budget_usd": budget, "hours_per_week": 20}))
    assert (found.step and found.step.id) == step


def test_what_the_expected_exam_will_take_is_kept_back():
    profile = desk(in_hospital=False, limits={"budget_usd": 400, "hours_per_week": 20})
    assert first(WORLD, "analyst", profile, without=["sql-exam"]).step is None  # the lab may cost 150 of the 100 left
    poor = desk(in_hospital=False, limits={"budget_usd": 200, "hours_per_week": 20})
    assert first(WORLD, "analyst", poor).step.id == "lab"  # the exam is out of reach anyway


@pytest.mark.parametrize(("hours", "step"), [(1, "sql-exam"), (2, "club")])
def test_a_step_that_takes_more_hours_a_week_than_there_are_is_not_the_first(hours, step):
    found = first(PLACEMENT, "plain", desk(in_hospital=False), hours_per_week=hours)
    assert found.step.id == step


def test_a_step_that_is_not_wanted_is_not_the_first():
    profile = desk(in_hospital=False, limits={"hours_per_week": 20})
    assert first(PLACEMENT, "plain", profile).step.id == "club"
    assert first(PLACEMENT, "plain", profile, without=["club"]).step.id == "sql-exam"
