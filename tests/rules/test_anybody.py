"""From any of the occupations, with a high-school diploma: an answer with a door that stands open, nothing absurd."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from careerpath.knowledge import where
from careerpath.knowledge.occupations import Occupations
from careerpath.people.profile import HeldEducation, HeldRole, Limits, Profile
from careerpath.rules.gates import closed_gates
from careerpath.services.recommend import recommend
from tests.conftest import TODAY

CODES = list(Occupations(where.bundled()).codes())
SOME = Random(13).sample(CODES, 12)
FEWEST = 3
COMPUTERS = "15-"
"""Who administers networks elsewhere goes on as that."""
OUT_OF_REACH = ("lead", "executive")


def answers_of(code: str, kb):
    """The next roles of somebody who worked five years in the occupation and has six hours a week."""
    who = Profile(
        roles=(HeldRole(role=f"onet-{code}", years=5.0, current=True),),
        education=HeldEducation(level="high-school"),
        limits=Limits(hours_per_week=6),
    )
    return recommend(who, kb, TODAY, top=5)


def judge(code: str, kb) -> tuple[str, ...]:
    """Ids of the roles that are offered, after all that must be true of them."""
    found = answers_of(code, kb).suggestions
    assert len(found) >= FEWEST, code
    for one in found:
        role = one.ranked.role
        assert role.seniority not in OUT_OF_REACH, (code, role.id)
        assert not any(gate.kind == "licence" and gate.strength == "required" for gate in role.gates), (code, role.id)
        assert one.first.do and not closed_gates(one.ranked.gates), (code, role.id)
    needs_no_door = code.startswith(COMPUTERS)
    assert needs_no_door or any(one.ranked.role.seniority == "entry" for one in found), code
    return tuple(one.ranked.role.id for one in found)


@pytest.mark.parametrize("code", SOME)
def test_an_occupation_leads_to_an_entry_job_whose_demands_are_met(kb, code):
    judge(code, kb)


@pytest.mark.slow
def test_every_occupation_does(kb):
    first = Counter(judge(code, kb)[0] for code in CODES)
    assert len(CODES) == 1016 and len(first) > 5, first
