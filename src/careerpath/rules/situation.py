"""Where a person stands at work: what one can be asked to do, and whom one can ask, depends on it."""

from __future__ import annotations

from typing import Literal

from careerpath.knowledge.base import OCCUPATION, KnowledgeBase
from careerpath.knowledge.models import Activity, Role, Step
from careerpath.people.profile import HeldRole, Profile

Situation = Literal["in-hospital", "elsewhere", "student", "not-working"]
STUDENTS = ("student-no-experience", "none-student")
CARE = (f"{OCCUPATION}29-", f"{OCCUPATION}31-")
"""Occupations of O*NET in health care: practitioners, and those who support them."""


def situation(profile: Profile, kb: KnowledgeBase) -> Situation:
    """Whether the person works in a hospital or clinic now, works elsewhere, studies, or has no work.

    What is stated (`in_hospital`) counts; else the present jobs say it.
    """
    now = working_jobs(profile)
    is_inside = profile.in_hospital
    if is_inside is None:
        is_inside = any(is_of_hospital(kb.roles[one.role]) for one in now)
    if is_inside:
        return "in-hospital"
    if now:
        return "elsewhere"
    studies = any(held.role in STUDENTS and held.current is not False for held in profile.roles)
    return "student" if studies else "not-working"


def begins_with(step: Step, profile: Profile, kb: KnowledgeBase) -> str:
    """The first thing to do for a step, as this person can do it: who is in no hospital has nobody there to ask."""
    if step.first_step_outside and situation(profile, kb) != "in-hospital":
        return step.first_step_outside
    return step.first_step


def is_for_staff(step: Step) -> bool:
    """True for an activity that a hospital offers to people in certain jobs of its own."""
    return isinstance(step, Activity) and bool(step.requires.roles_held)


def working_jobs(profile: Profile) -> tuple[HeldRole, ...]:
    """The jobs of now that are paid work."""
    return tuple(held for held in profile.current_roles if held.role not in STUDENTS)


def is_of_hospital(role: Role) -> bool:
    """True for a job that hospitals and clinics have."""
    return role.kind == "hospital-it" or role.in_health_care or role.id.startswith(CARE)


def licences_of(profile_roles: tuple[str, ...], kb: KnowledgeBase) -> tuple[str, ...]:
    """The licenses (ids of their roles) that belong to these jobs, in their order."""
    known = {gate.licence for role in kb.roles.values() for gate in role.gates if gate.licence}
    found: dict[str, None] = {}
    for role in profile_roles:
        required = [gate.licence for gate in kb.roles[role].gates if gate.licence and gate.strength == "required"]
        for licence in (role, *required):
            if licence in known:
                found[licence] = None
    return tuple(found)
