"""Where a person stands at work, and what they are told to do first."""

from __future__ import annotations

import random
import re

import pytest

from careerpath.pathway.first import first_action
from careerpath.rules.order import rank
from careerpath.rules.situation import begins_with, is_for_staff, licences_of, situation
from careerpath.rules.standing import stand
from tests.conftest import TODAY
from tests.worlds import activity, cert, knowledge, person

INSIDE = re.compile(
    r"\byour (manager|supervisor|hospital|unit|department|ward|clinic|employer|biomed shop|biomed manager|quality office"
    r"|network team|team)\b|informatics nurse|\bat work\b",
    re.IGNORECASE,
)
"""Words that only somebody can use who works in a hospital."""
ENDED = {"years": 5, "current": False, "until": "2026-04"}


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (person("registered-nurse"), "in-hospital"), (person("registered-nurse", in_hospital=False), "elsewhere"),
        (person([{"role": "registered-nurse", **ENDED}]), "not-working"), (person("retail-sales-associate"), "elsewhere"),
        (person("retail-sales-associate", in_hospital=True), "in-hospital"), (person("help-desk-technician"), "in-hospital"),
        (person("student-no-experience"), "student"), (person(), "not-working"),
        (person([{"role": "onet-53-3032.00", "current": True}]), "elsewhere"), (person([{"role": "none-homemaker"}]), "not-working"),
        (person([{"role": "none-student"}]), "student"),
    ],
)  # fmt: skip
def test_the_situation_follows_what_is_stated_and_else_the_jobs(kb, profile, expected):
    assert situation(profile, kb) == expected


def people_outside(count):
    """Persons who work in no hospital, from all kinds of jobs."""
    from careerpath.knowledge.foreign import occupations

    rng = random.Random(3)
    codes = list(occupations().codes())
    starts = [
        "registered-nurse",
        "teacher",
        "help-desk-technician",
        "data-analyst",
        "medical-coder",
        "physician",
        "none-homemaker",
    ]
    for _ in range(count):
        held = {"role": rng.choice([*starts, *(f"onet-{rng.choice(codes)}" for _ in range(7))])}
        held |= (
            {}
            if held["role"].startswith("none-")
            else rng.choice([ENDED, {"years": 6, "current": False}, {"years": 3, "current": True}])
        )
        skills = {
            "ehr-use": rng.randint(0, 4),
            "data-analysis": rng.randint(0, 3),
            "team-leadership": rng.randint(0, 3),
        }
        yield person([held], skills, in_hospital=False)


def test_nobody_outside_a_hospital_is_told_to_ask_somebody_in_theirs(kb):
    for profile in people_outside(25):
        standing = stand(profile, kb, TODAY)
        for one in rank(standing, kb).next[:8]:
            first = first_action(standing, one.role, kb, ready=one.readiness)
            assert not INSIDE.search(first.do), (profile.roles, one.role.id, first.do)


def test_every_first_step_that_needs_a_hospital_has_one_for_those_outside(kb):
    for table in (kb.certs, kb.activities):
        for step in table.values():
            told = step.first_step_outside or step.first_step
            # a network at work is named only to say that it must not be scanned
            assert not INSIDE.search(told.replace("never a network at work", "")), (step.id, told)


def test_who_is_in_no_hospital_is_told_what_one_can_do_outside():
    step = activity("group", first_step="Ask your manager.", first_step_outside="Ask a hospital near you.")
    kb = knowledge("roles: [{id: nurse, kind: starting, in_health_care: true}]")
    assert begins_with(step, person("nurse"), kb) == "Ask your manager."
    assert begins_with(step, person("nurse", in_hospital=False), kb) == "Ask a hospital near you."
    assert begins_with(activity("lab", first_step="Begin."), person(), kb) == "Begin."


def test_what_hospitals_offer_to_jobs_of_their_own_is_for_staff():
    assert is_for_staff(activity("group", requires={"roles_held": ["nurse"]}))
    assert not is_for_staff(activity("lab"))
    assert not is_for_staff(cert("exam", requires={"roles_held": ["nurse"]}))


def test_the_license_of_a_job_is_the_one_that_it_requires_or_is():
    kb = knowledge("""
    roles:
      - {id: nurse, kind: starting, gates: [{kind: licence, licence: nurse}]}
      - {id: midwife, kind: starting, gates: [{kind: licence, licence: nurse}]}
      - {id: trainer, gates: [{kind: licence, licence: nurse, strength: preferred}]}
    """)
    assert licences_of(("midwife",), kb) == ("nurse",)
    assert licences_of(("trainer", "nurse"), kb) == ("nurse",)
    assert licences_of(("trainer",), kb) == ()
