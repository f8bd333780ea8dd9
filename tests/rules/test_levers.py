"""Levers: the steps over the line, and what opens most doors."""

from __future__ import annotations

import pytest

from careerpath.rules.levers import door_openers, lever_of
from careerpath.rules.order import assess, rank
from careerpath.rules.standing import stand
from careerpath.rules.steps import is_over
from tests.worlds import TODAY, knowledge, person


def test_the_steps_over_the_line_are_those_of_the_way(kb):
    standing = stand(person("registered-nurse"), kb, TODAY)
    for key in ("ehr-analyst", "clinical-documentation-specialist"):
        one = assess(standing, kb.roles[key], kb)
        found = lever_of(one, kb.constants.ready_line)
        assert found and found.gain.steps == one.way.steps and found.readiness_after >= kb.constants.ready_line
        assert found.readiness_after == pytest.approx(one.readiness.score + found.gain.gain)
    over = lever_of(one, one.readiness.score)
    assert over and over.gain.steps == () and over.readiness_after == one.readiness.score


def test_the_best_door_opener_gains_most_per_hour_over_the_roles_together():
    kb = knowledge("""
    roles:
      - {id: now, needs: {talk: 2}}
      - {id: one, needs: {sql: 2, talk: 2}, values: {sql-exam: useful, care-exam: useful, late-exam: useful}}
      - {id: two, needs: {sql: 2, care: 2, talk: 2}, values: {sql-exam: useful, care-exam: useful, late-exam: useful}}
    certs:
      - {id: sql-exam, teaches: {sql: 2}, hours: 40}
      - {id: care-exam, teaches: {care: 2}, hours: 40}
      - {id: late-exam, teaches: {sql: 2, care: 2}, hours: 1, requires: {certifications: [sql-exam]}}
    """)
    standing = stand(person("now"), kb, TODAY)
    first, second = door_openers(standing, rank(standing, kb).next, kb)
    assert (first.step.id, set(first.roles)) == ("sql-exam", {"one", "two"})
    assert first.gain == pytest.approx(1 / 2 + 1 / 3)
    assert second.step.id == "care-exam"


def test_no_step_of_the_knowledge_that_is_over_is_a_lever_or_opens_doors(kb):
    for start in ("registered-nurse", "student-no-experience", "help-desk-technician"):
        standing = stand(person(start), kb, TODAY)
        ranked = rank(standing, kb).next
        steps = [opener.step for opener in door_openers(standing, ranked[:5], kb)]
        for one in ranked[:8]:
            found = lever_of(one, 0.75)
            steps += found.gain.steps if found else ()
        assert steps and not any(is_over(step, TODAY) for step in steps)
