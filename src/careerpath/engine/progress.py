"""The standing of a person after steps that were done since the profile was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from careerpath.engine.standing import Holding, Standing, has_education
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Activity, Step
from careerpath.people.profile import HeldEducation

JOB_AGAIN = "--year-"
"""Between the id of a job and its second or later year in one plan."""


def base_id(item: str) -> str:
    """The step behind an item of a plan: `job-x--year-2` is a year of `job-x`."""
    return item.split(JOB_AGAIN)[0]


def after(standing: Standing, steps: Iterable[Step], kb: KnowledgeBase) -> Standing:
    """The standing with what the steps teach and grant."""
    holdings = dict(standing.holdings)
    months = dict(standing.practice_months)
    certifications = set(standing.certifications)
    result = standing
    for step in steps:
        evidence = step.evidence if isinstance(step, Activity) else "certified"
        for skill, level in step.teaches.items():
            gained = Holding(level, evidence, step.id)
            if skill not in holdings or gained > holdings[skill]:
                holdings[skill] = gained
        if isinstance(step, Activity):
            role = step.grants.role
            if role:
                months[role] = months.get(role, 0.0) + (step.grants.practice_months or 0)
            result = _educated(result, step)
        elif step.id in kb.certs:
            certifications.add(step.id)
    return replace(result, holdings=holdings, practice_months=months, certifications=frozenset(certifications))


def _educated(standing: Standing, step: Activity) -> Standing:
    level = step.grants.education
    if level is None or has_education(standing, level):
        return standing
    profile = replace(standing.profile, education=HeldEducation(level=level, field=step.grants.field))
    return replace(standing, profile=profile, education=level, education_assumed=False)
