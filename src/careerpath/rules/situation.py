"""Where a person stands at work: what one can be asked to do, and whom one can ask, depends on it."""

from __future__ import annotations

from typing import Literal

from careerpath.knowledge.base import OCCUPATION, KnowledgeBase
from careerpath.knowledge.models import Activity, Role, Step
from careerpath.people.profile import HeldRole, Profile
from careerpath.rules.standing import HEALTH, required_licences

Situation = Literal["in-hospital", "elsewhere", "student", "not-working"]
STUDENTS = ("student-no-experience", "none-student")
"""The role of ours, and the state without paid work: a student may be held as either."""
CARE = tuple(OCCUPATION + group for group in HEALTH)
"""How the ids of occupations of O*NET in health care begin."""


def situation(profile: Profile, kb: KnowledgeBase) -> Situation:
    """Whether the person works in a hospital or clinic now, works elsewhere, studies, or has no work."""
    if _works_in_hospital(profile, kb):
        return "in-hospital"
    if working_jobs(profile):
        return "elsewhere"
    if _studies(profile):
        return "student"
    return "not-working"


def _works_in_hospital(profile: Profile, kb: KnowledgeBase) -> bool:
    """As it is stated (`in_hospital`); where it is not, the present jobs say it."""
    if profile.in_hospital is not None:
        return profile.in_hospital
    return any(is_of_hospital(kb.roles[job.role]) and _is_done_here(job, profile, kb) for job in working_jobs(profile))


def _is_done_here(job: HeldRole, profile: Profile, kb: KnowledgeBase) -> bool:
    """False for a job that is done in another country, or that nobody does here without the license that is missing."""
    if job.abroad:
        return False
    return profile.licences != () or not required_licences(kb.roles[job.role])


def _studies(profile: Profile) -> bool:
    """True of a student, unless it is stated that the studies are over."""
    return any(held.role in STUDENTS and held.current is not False for held in profile.roles)


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


def says_no_diploma(profile: Profile) -> bool:
    """True if it is stated that no school was finished."""
    return profile.education is not None and profile.education.level == "none"


def job_after_school(profile: Profile, kb: KnowledgeBase) -> str:
    """The title of a job held, now or before, that nobody does without a degree or a license; empty if none is."""
    for held in profile.jobs:
        role = kb.roles[held.role]
        if any(gate.kind in ("degree", "licence") and gate.strength == "required" for gate in role.gates):
            return role.title
    return ""


def stands_at_the_top(profile: Profile, kb: KnowledgeBase) -> bool:
    """True of who holds none but the highest jobs of the list now: no known move leads up from them."""
    jobs = profile.current_roles
    return bool(jobs) and all(_is_highest(kb.roles[job.role], kb) for job in jobs)


def _is_highest(role: Role, kb: KnowledgeBase) -> bool:
    if role.kind != "hospital-it" or role.seniority != "executive":
        return False
    return not any(edge.kind == "advance" for edge in kb.edges_from(role.id))


def licences_of(roles: tuple[str, ...], kb: KnowledgeBase) -> tuple[str, ...]:
    """The licenses (ids of their roles) that belong to these jobs, in their order."""
    asked_for = licences_asked_for(kb)
    licences: dict[str, None] = {}
    for role in roles:
        # a nurse's own license is named like the job
        for licence in (role, *required_licences(kb.roles[role])):
            if licence in asked_for:
                licences[licence] = None
    return tuple(licences)


def licences_asked_for(kb: KnowledgeBase) -> set[str]:
    """Every license that a gate of any role asks for."""
    licences = set()
    for role in kb.roles.values():
        for gate in role.gates:
            if gate.licence:
                licences.add(gate.licence)
    return licences
