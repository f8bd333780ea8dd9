"""The way to being ready: its steps, its length, its price."""

from __future__ import annotations

import pytest

from careerpath.rules.credit import readiness
from careerpath.rules.order import assess
from careerpath.rules.prices import Prices
from careerpath.rules.standing import Holding, stand
from careerpath.rules.steps import hours_of
from tests.worlds import TODAY, knowledge, person

WEEKS_PER_MONTH = 52 / 12
WORLD = """
roles:
  - {id: desk, seniority: entry, needs: {talk: 3, os: 3}}
  - {id: lead, seniority: lead, needs: {talk: 3}, gates: [{kind: practice, months: 60, roles: [desk]}]}
  - id: analyst
    needs: {sql: {level: 4, importance: 5, essential: true}, care: 4, talk: 1}
    values: {sql-exam: expected, round-exam: useful, dear-exam: useful}
  - {id: coder, needs: {php: 5}}
  - {id: ring, needs: {left: 4, right: 4}, values: {left-exam: expected, right-exam: useful}}
certs:
  - {id: sql-exam, teaches: {sql: 2}, hours: 40, usd: 100}
  - {id: dear-exam, teaches: {sql: 4, care: 2}, hours: 10, usd: 6000}
  - {id: round-exam, teaches: {sql: 3}, hours: 80, usd: 200, requires: {certifications: [sql-exam]}}
  - {id: left-exam, teaches: {left: 4, right: 4}, hours: 10, usd: 10}
  - {id: right-exam, teaches: {left: 4, right: 4}, hours: 10, usd: 10}
activities:
  - {id: sql-lab, teaches: {sql: 3}, hours: 60}
  - {id: ward, teaches: {care: 2}, hours: 20}
"""


@pytest.fixture(scope="module")
def world():
    return knowledge(WORLD)


def way(kb, role, profile):
    return assess(stand(profile, kb, TODAY), kb.roles[role], kb)


def ids(found):
    return [step.id for step in found.way.steps]


def test_who_is_ready_has_no_way_and_no_months(world):
    found = way(world, "desk", person(skills={"talk": 3, "os": 2}))
    assert found.is_ready and ids(found) == []
    assert (found.months_low, found.months_high, found.way.fee_usd) == (0, 0, 0)
    assert found.axes["time"] == 1  # nothing is ahead


def test_the_length_is_the_study_of_its_steps_at_the_hours_a_week_that_a_plan_counts_on(world):
    found = way(world, "analyst", person(skills={"talk": 1}, limits={"hours_per_week": 10}))
    assert set(ids(found)) == {"sql-exam", "sql-lab", "ward"}  # what is expected, and the essential needs
    weeks = sum(hours_of(step) for step in found.way.steps) / (10 * (1 - world.constants.plan_slack))
    assert found.way.months == pytest.approx(weeks / WEEKS_PER_MONTH)
    assert found.months_low == pytest.approx(found.way.months * 0.65)
    assert found.months_high == pytest.approx(found.way.months * 1.35)


def test_where_the_budget_has_no_room_what_is_only_liked_is_left_out(world):
    found = way(world, "analyst", person(skills={"talk": 1}, limits={"budget_usd": 50}))
    assert set(ids(found)) == {"sql-lab", "ward"} and found.way.fee_usd == 0
    assert found.way.is_within_budget and found.way.readiness_after >= world.constants.ready_line


def test_no_dear_step_where_cheap_ones_do(world):
    assert "dear-exam" not in ids(way(world, "analyst", person(skills={"talk": 1})))


def test_a_gate_that_asks_for_practice_is_as_long_as_that_practice(world):
    held = [{"role": "desk", "years": 1}]
    assert way(world, "lead", person(held)).way.months == pytest.approx(48)


def test_what_no_step_teaches_is_reckoned_by_its_levels_and_more_hours_shorten_it(world):
    """php from 0 to 5 earns all; for the line three quarters of the hours are enough."""
    hours = (10 + 30 + 80 + 200 + 400) * world.constants.shared_effort * world.constants.ready_line
    found = way(world, "coder", person(skills={"talk": 1}, limits={"hours_per_week": 4}))
    assert found.way.months == pytest.approx(hours / (4 * (1 - world.constants.plan_slack)) / WEEKS_PER_MONTH)
    months = [
        way(world, "coder", person(skills={"talk": 1}, limits={"hours_per_week": hours})).way.months
        for hours in (2, 4, 8)
    ]
    assert months == pytest.approx([months[0], months[0] / 2, months[0] / 4])


def test_exams_that_take_each_other_for_granted_come_to_an_end(world):
    assert "left-exam" in ids(way(world, "ring", person(skills={"talk": 1})))


def test_the_readiness_after_the_way_is_what_the_person_has_after_it(kb):
    standing = stand(person("registered-nurse"), kb, TODAY)
    for key in ("ehr-analyst", "it-trainer", "pacs-administrator", "help-desk-technician"):
        found = assess(standing, kb.roles[key], kb).way
        held = dict(standing.holdings)
        for step in found.steps:
            for skill, level in step.teaches.items():
                if level > (held[skill].level if skill in held else 0):
                    held[skill] = Holding(level, "certified", step.id)
        assert readiness(held, kb.roles[key], kb).score == pytest.approx(found.readiness_after, abs=1e-9)


def test_a_way_that_says_so_keeps_to_the_budget(kb):
    seen = 0
    for start in ("registered-nurse", "customer-service-representative", "help-desk-technician"):
        for budget in (0, 100, 500):
            standing = stand(person(start, limits={"budget_usd": budget}), kb, TODAY)
            for key in kb.indexes.ranked_roles[::5]:
                found = assess(standing, kb.roles[key], kb).way
                most = sum(span.high for span in map(Prices().span_of, found.steps) if span)
                assert found.is_within_budget == (most <= budget)
                seen += bool(found.steps)
    assert seen > 20
