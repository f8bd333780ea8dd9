"""Who may help a person, and who may pay a step of a plan: always to be asked, never granted."""

from __future__ import annotations

from collections.abc import Iterator

from careerpath.knowledge.base import OCCUPATION, KnowledgeBase
from careerpath.knowledge.models import Certification, Funding, Situation, Step
from careerpath.people.profile import HeldRole, Profile
from careerpath.rules.prices import Prices
from careerpath.rules.situation import is_of_hospital, job_after_school, says_no_diploma, situation, working_jobs
from careerpath.rules.steps import pace_of

SERVICE = ("military-", f"{OCCUPATION}55-", "none-veteran")
"""How the ids of what veterans did begin; 55 is the group of military occupations."""
KINDS: dict[str, Situation] = {
    "in-hospital": "hospital", "elsewhere": "employed", "student": "student", "not-working": "unemployed",
}  # fmt: skip
"""Where one stands at work -> the situation that help is for."""


def is_veteran(profile: Profile) -> bool:
    """True if the person served."""
    return any(held.role.startswith(SERVICE) for held in profile.roles)


def situation_of(profile: Profile, kb: KnowledgeBase) -> tuple[Situation, HeldRole | None]:
    """The situation that help and the first week are for, and the job held now: one in a hospital before others."""
    jobs = sorted(working_jobs(profile), key=lambda held: not is_of_hospital(kb.roles[held.role]))
    job = next(iter(jobs), None)
    if says_no_diploma(profile) and not job_after_school(profile, kb):
        return "no-diploma", job
    return KINDS[situation(profile, kb)], job


def helping(profile: Profile, kb: KnowledgeBase) -> Iterator[Funding]:
    """What helps the person, in the order of the file; of veterans, what is for them comes first."""
    situations = [situation_of(profile, kb)[0]]
    if is_veteran(profile):
        situations.insert(0, "veteran")
    listed = set()
    for person_is in situations:
        for fund in kb.funding.values():
            if person_is in fund.helps and fund.id not in listed:
                listed.add(fund.id)
                yield fund


def may_pay(step: Step, profile: Profile, kb: KnowledgeBase, prices: Prices) -> tuple[str, ...]:
    """Ids of the funds that the person may ask to pay the step; nothing for what is free or paid by somebody else.

    Nor for what can be had for nothing (a lab of $0-150): nobody pays the dearer way.
    """
    price = prices.span_of(step)
    if price is not None and not price.low:
        return ()
    kind = _kind_for_funds(step)
    return tuple(fund.id for fund in helping(profile, kb) if kind in fund.covers)


def _kind_for_funds(step: Step) -> str:
    """What it is to a fund."""
    if isinstance(step, Certification):
        return "exam" if step.kind == "exam" else "course"
    if step.kind != "degree" and pace_of(step) == "terms":
        return "school"
    return step.kind
