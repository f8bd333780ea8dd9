"""Over 1,000 generated people: no step that is recommended is over, held already, or out of the person's reach."""

from __future__ import annotations

import random
from datetime import date

import pytest

from careerpath.knowledge.models import EDUCATION_ORDER
from careerpath.pathway.first import first_action
from careerpath.people.profile import HeldCertification, HeldEducation, HeldRole, Profile, SkillClaim
from careerpath.rules.levers import door_openers, lever_of
from careerpath.rules.order import rank
from careerpath.rules.standing import stand
from careerpath.rules.steps import RoleGains
from tests.sampling import drawn
from tests.worlds import knowledge, person

BATCHES, EACH = 20, 50
DAYS = (date(2026, 11, 22), date(2027, 7, 1), date(2029, 1, 1))
FIELDS = (None, "nursing", "computer science", "health information management", "biomedical engineering", "music")


def generated(rng, kb):
    """A person with held roles, some stated skills, some certifications (some expired) and some education."""
    exams = rng.sample(list(kb.certs), rng.randint(0, 6))
    earned = [None, "2015-01-01", "2022-06-30", "2026-10-01"]
    return Profile(
        roles=tuple(
            HeldRole(role=r, years=rng.choice([None, 0.5, 2, 5, 12]))
            for r in rng.sample(list(kb.roles), rng.randint(0, 3))
        ),
        skills={s: SkillClaim(level=rng.randint(0, 5)) for s in rng.sample(list(kb.skills), rng.randint(1, 12))},
        certifications=tuple(HeldCertification(id=c, earned=rng.choice(earned)) for c in exams),
        education=rng.choice([None, HeldEducation(level=rng.choice(EDUCATION_ORDER), field=rng.choice(FIELDS))]),
        licences=tuple(rng.sample(["registered-nurse", "physician", "pharmacy-technician"], rng.randint(0, 1))),
    )


def recommended(standing, kb):
    """(what for, steps in the order in which they are recommended, all at once?)."""
    ranking = rank(standing, kb)
    for number, one in enumerate(ranking.next[:4]):
        gains = RoleGains(standing, one.role, kb)
        if found := first_action(standing, one.role, kb).step:
            yield "first action", (found,)
        for gain in gains.per_hour():
            yield "gain", gain.steps
        if number == 0 and (lever := lever_of(one, kb.constants.ready_line)):
            yield "lever", lever.gain.steps
    for opener in door_openers(standing, ranking.next[:5], kb):
        yield "door opener", (opener.step,)


def barred(way, wants, standing, kb):
    """Why one of the ways of education and practice is not open."""
    if way.education and EDUCATION_ORDER.index(way.education) > EDUCATION_ORDER.index(standing.education):
        yield "needs more education"
    field = standing.profile.education.field if standing.profile.education else None
    if way.education_fields and field == "music" and not wants.licence:
        yield "needs another field of study"
    if way.experience_months:
        roles = wants.experience_in or [r.id for r in kb.roles.values() if r.kind == "hospital-it"]
        if sum(standing.practice_months.get(r, 0) for r in roles) < way.experience_months:
            yield "needs more experience"


def faults(step, done, standing, kb):
    """Why the step should not have been recommended; written apart from the engine on purpose."""
    day, wants = standing.today.isoformat(), step.requires
    if step.id in kb.certs:
        status = step.status
        if status.value == "retired" or (status.value == "retiring" and status.on <= day):
            yield "can no longer be taken"
    if step.id in standing.certifications:
        yield "is held already"
    if wants.sponsor:
        yield "needs a sponsor"
    if wants.licence and wants.licence not in standing.licences:
        yield "needs a licence"
    if wants.roles_held and not {r.role for r in standing.profile.roles} & set(wants.roles_held):
        yield "is for people in certain jobs"
    ways = [list(barred(way, wants, standing, kb)) for way in (wants, *wants.ways)]
    if all(ways):
        yield from ways[0]
    if missing := ({*wants.certifications, *wants.activities} - done) or [g for g in wants.any_of if not set(g) & done]:
        yield f"needs {missing} first"


@pytest.mark.parametrize("batch", drawn(range(BATCHES), 6))
def test_no_recommended_step_is_over_or_held_or_out_of_reach(kb, batch):
    seen = 0
    for number in range(EACH):
        rng = random.Random(1000 * batch + number)
        standing = stand(generated(rng, kb), kb, DAYS[number % len(DAYS)])
        for what, steps in recommended(standing, kb):
            done = set(standing.certifications)
            for step in steps:
                assert not list(faults(step, done, standing, kb)), (batch, number, what, step.id)
                done.add(step.id)
                seen += 1
    assert seen > 10 * EACH  # people get recommendations at all


def test_the_knowledge_has_steps_that_must_not_be_recommended(kb):
    """Otherwise the test above could not fail."""
    nobody = stand(Profile(education=HeldEducation(level="none")), kb, DAYS[0])
    reasons = {fault for step in kb.steps.values() for fault in faults(step, set(kb.steps), nobody, kb)}
    wanted = {"can no longer be taken", "needs a sponsor", "needs a licence", "needs more education"}
    assert wanted <= reasons
    assert sum(c.status.value == "retired" for c in kb.certs.values()) >= 5


SMALL = """
skills: [{id: plan}, {id: tool}]
roles:
  - {id: desk, kind: starting}
  - {id: boss, needs: {plan: {level: 2, importance: 5, essential: true}, tool: 2}}
activities:
  - {id: course, kind: course, hours: 80, usd: USD, weeks: 10, teaches: {plan: 2}, families: [support]}
  - {id: taster, kind: lab, hours: 2, weeks: 1, teaches: {tool: 2}, families: [support]}
"""


@pytest.mark.parametrize(("usd", "step"), [(0, "course"), (50, "taster"), (900, "taster")])
def test_the_first_step_is_on_something_essential_where_a_free_one_such_can_begin_now(usd, step):
    small = knowledge(SMALL.replace("USD", str(usd)))
    standing = stand(person("desk", limits={"budget_usd": 500}), small, date(2026, 11, 22))
    found = first_action(standing, small.roles["boss"], small)
    assert found.step and found.step.id == step


KNOWN = knowledge("""
    roles: [{id: reviewer, needs: {terms: 2, coding: 2}}]
    activities:
      - {id: terms-course, kind: course, teaches: {terms: 2, coding: 1}, hours: 10}
      - {id: terms-lab, kind: lab, teaches: {terms: 2, coding: 1}, hours: 10}
      - {id: coding-course, kind: course, teaches: {coding: 2, terms: 1}, hours: 10}
    """)


@pytest.mark.parametrize(
    ("level", "offered"), [(1, {"terms-course", "terms-lab", "coding-course"}), (2, {"terms-lab", "coding-course"})]
)
def test_nobody_is_sent_to_a_course_on_what_they_know_for_what_is_beside_it(level, offered):
    standing = stand(person(skills={"terms": level}), KNOWN, DAYS[0])
    gains = RoleGains(standing, KNOWN.roles["reviewer"], KNOWN)
    assert {step.id for step in gains.suited_steps()} == offered
