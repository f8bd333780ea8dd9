"""Levers: the smallest set of steps over the line, and what opens most doors."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from careerpath.rules.credit import readiness
from careerpath.rules.levers import EPSILON, door_openers, smallest_set
from careerpath.rules.order import rank
from careerpath.rules.standing import Holding, stand
from careerpath.rules.steps import RoleGains, fee_of, hours_of, is_over, needed_groups, obstacles, suits
from tests.sampling import drawn
from tests.worlds import TODAY, activity, cert, knowledge, person, role, skill, world

WORLD = """
roles:
  - id: analyst
    needs: {sql: 4, care: 2}
    values: {sql-exam: useful, big-exam: useful, old-exam: expected, tiny-exam: unneeded}
certs:
  - {id: sql-exam, teaches: {sql: 2}, hours: 40, usd: 100}
  - {id: big-exam, teaches: {sql: 4}, hours: 300, requires: {certifications: [sql-exam]}}
  - {id: old-exam, teaches: {sql: 4, care: 2}, hours: 1, status: retired}
  - {id: tiny-exam, teaches: {sql: 4, care: 2}, hours: 1}
activities:
  - {id: ward, teaches: {care: 2}, hours: 20}
  - {id: degree, kind: degree, teaches: {sql: 4, care: 2}, hours: 5}
"""


def lever(kb, profile, line, role="analyst"):
    return smallest_set(stand(profile, kb, TODAY), kb.roles[role], kb, line)


def ids(found):
    return [step.id for step in found.gain.steps]


def test_one_step_is_enough_where_one_is():
    found = lever(knowledge(WORLD), person(skills={"sql": 1}), 0.5)
    assert ids(found) == ["ward"]
    assert found.readiness_after == pytest.approx(1 / 8 + 1 / 2)


def test_a_step_brings_along_what_it_needs_first():
    assert ids(lever(knowledge(WORLD), person(skills={"care": 2}), 1.0)) == ["sql-exam", "big-exam"]


def test_who_is_over_the_line_needs_nothing():
    found = lever(knowledge(WORLD), person(skills={"sql": 4, "care": 2}), 0.75)
    assert ids(found) == [] and found.readiness_after == pytest.approx(1)


def test_retired_and_unneeded_certifications_and_degrees_are_no_levers():
    assert lever(knowledge(WORLD), person(skills={"sql": 1, "care": 1}), 0.99).gain.hours == 360


def test_none_if_no_set_reaches_the_line():
    kb = knowledge("""
    roles: [{id: analyst, needs: {sql: 4}}]
    activities: [{id: lab, teaches: {sql: 1}, hours: 1}]
    """)
    assert lever(kb, person(skills={"sql": 1}), 0.9) is None


def test_of_an_and_or_group_the_alternative_that_helps_is_taken():
    kb = knowledge("""
    roles: [{id: analyst, needs: {sql: 3, care: 3}, values: {top: useful, care-exam: useful}}]
    certs:
      - {id: top, teaches: {sql: 3}, hours: 10, requires: {any_of: [[idle-exam, care-exam]]}}
      - {id: idle-exam, hours: 1}
      - {id: care-exam, teaches: {care: 3}, hours: 5}
    """)
    assert ids(lever(kb, person(), 1.0)) == ["care-exam", "top"]


def test_steps_that_share_a_prerequisite_beat_those_that_look_better_alone():
    kb = knowledge("""
    roles: [{id: analyst, needs: {sql: 3, care: 3}, values: {base: useful, two: useful, three: useful, alone: useful}}]
    certs:
      - {id: base, hours: 100}
      - {id: two, teaches: {sql: 3}, hours: 10, requires: {certifications: [base]}}
      - {id: three, teaches: {care: 3}, hours: 10, requires: {certifications: [base]}}
      - {id: pre, hours: 10}
      - {id: alone, teaches: {sql: 3}, hours: 60, requires: {certifications: [pre]}}
    """)
    assert set(ids(lever(kb, person(), 1.0))) == {"base", "two", "three"}


def random_world(rng):
    """One role with four needs, skills that earn for each other, nine steps of which some need others first."""
    names = ["a", "b", "c", "d", "e"]
    skills = [skill("b", broader=["a"]), skill("e", related=["c"])]
    needs = {
        n: {"level": rng.randint(1, 4), "importance": rng.randint(1, 5), "essential": rng.random() < 0.5}
        for n in names[:4]
    }
    steps, values = [], {}
    for i in range(9):
        teaches = {n: rng.randint(1, 4) for n in rng.sample(names, rng.randint(0, 2))}
        before = rng.sample([s.id for s in steps], min(len(steps), rng.choice([0, 0, 0, 1, 2])))
        wants = {} if not before else {"any_of": [before]} if rng.random() < 0.4 else {"certifications": before}
        if rng.random() < 0.1:
            wants["sponsor"] = True
        status = "retired" if rng.random() < 0.1 else "active"
        steps.append(cert(f"s{i}", teaches, hours=rng.randint(0, 9) * 10, usd=rng.choice([0, 100, None]), requires=wants, status=status))  # fmt: skip
        values[f"s{i}"] = rng.choice(["expected", "useful", "useful", "unneeded"])
    lab = activity("lab", {rng.choice(names): 2}, hours=rng.choice([5, 50]))
    return world(skills=skills, roles=[role("goal", needs, values=values)], certs=steps, activities=[lab])


def brute_force(standing, goal, kb, line):
    """(count, hours, fee) of the best set over all subsets of all steps, with readiness worked out from scratch."""
    can = [s for s in kb.steps.values() if not list(obstacles(s, standing, kb))]
    gains = RoleGains(standing, goal, kb)
    suited = {s.id for s in can if suits(s, goal) and gains.taught(s)}
    for count in range(6):
        best = None
        for steps in combinations(can, count):
            chosen = {s.id for s in steps}
            groups = {s.id: needed_groups(s, standing) for s in steps}
            named = {other for mine in groups.values() for group in mine for other in group}
            if not all(chosen & set(group) for mine in groups.values() for group in mine):
                continue
            if not chosen <= suited | named:
                continue
            held = dict(standing.holdings)
            for step in steps:
                for skill_id, level in step.teaches.items():
                    if level > standing.level(skill_id) and level > (held[skill_id].level if skill_id in held else 0):
                        held[skill_id] = Holding(level, "certified", step.id)
            if readiness(held, goal, kb).score >= line - EPSILON:
                cost = (sum(map(hours_of, steps)), sum(fee_of(s) or 0 for s in steps))
                best = cost if best is None else min(best, cost)
        if best is not None:
            return (count, *best)
    return None


@pytest.mark.parametrize("seed", drawn(range(150), 60))
def test_agrees_with_all_subsets_on_random_worlds(seed):
    rng = random.Random(seed)
    kb = random_world(rng)
    profile = person(skills={n: rng.randint(0, 2) for n in "abc"}, certifications=["s0"] if seed % 5 == 0 else [])
    standing, goal, line = stand(profile, kb, TODAY), kb.roles["goal"], rng.choice([0.5, 0.75, 0.9])
    found = smallest_set(standing, goal, kb, line)
    expected = brute_force(standing, goal, kb, line)
    if found is None:
        assert expected is None
        return
    assert (len(found.gain.steps), found.gain.hours, sum(fee_of(s) or 0 for s in found.gain.steps)) == expected
    assert found.readiness_after >= line - EPSILON
    done = set(standing.certifications)
    for step in found.gain.steps:  # in an order in which they can be taken
        assert all(done & set(group) for group in needed_groups(step, standing))
        done.add(step.id)


def test_the_random_worlds_have_levers_of_many_sizes():
    sizes = []
    for seed in range(150):
        rng = random.Random(seed)
        kb = random_world(rng)
        found = smallest_set(stand(person(skills={"a": 1}), kb, TODAY), kb.roles["goal"], kb, 0.75)
        sizes.append(len(found.gain.steps) if found else None)
    assert {1, 2, 3, None} <= set(sizes)


def test_the_readiness_after_a_set_is_what_the_person_has_after_it(kb):
    standing = stand(person("registered-nurse"), kb, TODAY)
    for key, line in (("ehr-analyst", 0.75), ("it-trainer", 0.82), ("clinical-informatics-specialist", 0.85)):
        found = smallest_set(standing, kb.roles[key], kb, line)
        assert found and found.gain.steps
        held = dict(standing.holdings)
        for step in found.gain.steps:
            for skill_id, level in step.teaches.items():
                if level > (held[skill_id].level if skill_id in held else 0):
                    held[skill_id] = Holding(level, "certified", step.id)
        assert readiness(held, kb.roles[key], kb).score == pytest.approx(found.readiness_after, abs=1e-9)


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
            found = smallest_set(standing, one.role, kb, 0.75)
            steps += found.gain.steps if found else ()
        assert steps and not any(is_over(step, TODAY) for step in steps)
