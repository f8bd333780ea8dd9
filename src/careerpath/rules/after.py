"""The person some time later: what steps taken, time in a job and a new job make of a profile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, Activity, Certification, Step
from careerpath.people.profile import HeldCertification, HeldEducation, HeldRole, Profile, SkillClaim
from careerpath.record import Record, replace
from careerpath.rules.standing import Standing, certification_state, expiry, levels_of, stand, years_in

DAYS_PER_MONTH = 365 / 12


class Taken(Record):
    """A step that is done on a day: passed or renewed, if it is a certification."""

    step: Step
    on: date


def profile_after(standing: Standing, taken: Iterable[Taken], kb: KnowledgeBase, *, months: float = 0.0) -> Profile:
    """The profile with what the steps teach and grant, after so many months more in the jobs held now.

    It stands again by `rules.standing.stand`, like any other profile: nothing about it is reckoned in another way.
    """
    profile = _with_last_days(standing, kb)
    if months:
        profile = _longer(profile, months, kb)
    return _with_steps(profile, standing, taken, kb)


def with_steps_done(standing: Standing, taken: Iterable[Taken], kb: KnowledgeBase) -> Profile:
    """The profile with what these steps teach and grant; nothing else of it changes."""
    return _with_steps(standing.profile, standing, taken, kb)


def _with_steps(profile: Profile, standing: Standing, taken: Iterable[Taken], kb: KnowledgeBase) -> Profile:
    """The profile with the steps, in the order of their days: a later one renews or raises what an earlier one gave."""
    levels = levels_of(standing.holdings)
    for done in sorted(taken, key=lambda done: (done.on, done.step.id)):
        if isinstance(done.step, Certification):
            profile = _certified(profile, done.step, done.on, kb)
        else:
            profile = _taught(profile, done.step, levels)
    return profile


def stand_after(standing: Standing, taken: Iterable[Taken], kb: KnowledgeBase, *, months: float = 0.0) -> Standing:
    """The standing after all that, on the last day of it."""
    steps = tuple(taken)
    last_day = standing.today + timedelta(days=round(months * DAYS_PER_MONTH))
    for done in steps:
        last_day = max(last_day, done.on)
    return stand(profile_after(standing, steps, kb, months=months), kb, last_day)


def with_job(standing: Standing, role: str) -> Profile:
    """The profile on the first day in a new job: it is the one held now, and what was held before is past.

    A license stays valid when the job is left that it was needed for.
    """
    profile = standing.profile
    new_job = HeldRole(role=role, years=0.0)
    past = []
    for held in profile.roles:
        if held.role == role:  # who comes back to it goes on counting its years
            new_job = held
        else:
            past.append(replace(held, current=False))
    new_job = replace(new_job, years=new_job.years or 0.0, current=True)
    return replace(profile, roles=(new_job, *past), licences=tuple(sorted(standing.licences)))


def _longer(profile: Profile, months: float, kb: KnowledgeBase) -> Profile:
    """So many months more in every job held now."""
    held_now = {held.role for held in profile.current_roles}
    roles = []
    for held in profile.roles:
        if held.role in held_now:
            held = replace(held, years=years_in(held, kb) + months / 12, current=True)
        roles.append(held)
    return replace(profile, roles=tuple(roles))


def _with_last_days(standing: Standing, kb: KnowledgeBase) -> Profile:
    """The profile with the last day of every certification of which it is known by now.

    Stated, it ends then. Reckoned from the first day, it would count as perhaps renewed, which nobody plans.
    """
    certifications = []
    for held in standing.profile.certifications:
        until = expiry(held, kb)
        if until and certification_state(held, kb, standing.today) != "renewal-unknown":
            held = replace(held, expires=until.isoformat())
        certifications.append(held)
    return replace(standing.profile, certifications=tuple(certifications))


def _certified(profile: Profile, cert: Certification, on: date, kb: KnowledgeBase) -> Profile:
    """The certification held from that day on, until its last day; what it renews is valid anew from then, too."""
    others = [_renewed(held, cert, on, kb) for held in profile.certifications if held.id != cert.id]
    passed = HeldCertification(id=cert.id, earned=on.isoformat())
    until = expiry(passed, kb)
    if until:
        passed = replace(passed, expires=until.isoformat())
    return replace(profile, certifications=(*others, passed))


def _renewed(held: HeldCertification, cert: Certification, on: date, kb: KnowledgeBase) -> HeldCertification:
    """A held certification that passing another one on that day carries on, if it has not run out before."""
    until = expiry(held, kb)
    if until is None or until < on or cert.id not in kb.certs[held.id].renewed_by:
        return held
    anew = expiry(HeldCertification(id=held.id, earned=on.isoformat()), kb)
    if anew is None or anew <= until:
        return held
    return replace(held, expires=anew.isoformat())


def _taught(profile: Profile, step: Activity, levels: dict[str, int]) -> Profile:
    """The levels that an activity teaches as claims with its evidence, and the education it ends with."""
    claims = dict(profile.skills)
    for skill, level in step.teaches.items():
        if level > levels.get(skill, 0):
            levels[skill] = level
            corrects = skill in claims and claims[skill].corrects
            claims[skill] = SkillClaim(level=level, evidence=step.evidence, corrects=corrects)
    profile = replace(profile, skills=claims)
    granted = step.grants.education
    held = profile.education.level if profile.education else "none"
    if granted and EDUCATION_ORDER.index(granted) > EDUCATION_ORDER.index(held):
        profile = replace(profile, education=HeldEducation(level=granted, field=step.grants.field))
    if step.grants.licence and step.grants.licence not in (profile.licences or ()):
        profile = replace(profile, licences=(*(profile.licences or ()), step.grants.licence))
    return profile
