"""The standing of a person after steps that were done since the profile was written."""

from __future__ import annotations

from collections.abc import Iterable

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Activity, Cost, Grants, Span, Step
from careerpath.people.profile import HeldEducation
from careerpath.record import replace
from careerpath.rules.standing import Holding, Standing, has_education

JOB_AGAIN, HELD, RENEWAL, WAY, STAY = "--year-", "--held", "--renewal-", "--way-", "stay-as-"
"""Marks in the ids of items: a further year of a job; a certification held already, its renewal, the same on another
way in; staying in a job."""


def base_id(item: str) -> str:
    """The id of the step behind an item of a plan: `job-x--year-2` is a year of `job-x`."""
    return item.split("--")[0]


def step_behind(item: str, kb: KnowledgeBase) -> Step:
    """The step behind an item. Raises KeyError."""
    base = base_id(item)
    if base.startswith(STAY):
        role = base.removeprefix(STAY)
        return stay_in(kb.roles[role].title, role)
    return kb.step(base)


def search_days(item: str, kb: KnowledgeBase) -> int:
    """Days of looking for the job that an item begins; 0 for a further year in it, and for whatever is no job."""
    step = step_behind(item, kb)
    is_new = isinstance(step, Activity) and step.kind == "job" and not item.startswith(STAY) and JOB_AGAIN not in item
    return round(7 * kb.constants.job_search_weeks) if is_new else 0


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
            if skill not in holdings or gained.worth > holdings[skill].worth:
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


def stay_in(title: str, role: str) -> Activity:
    """Another year in the current job, as a step."""
    return Activity(
        id=STAY + role,
        title=f"Another year as {title}",
        kind="job",
        summary="You stay in your job; the time counts as practice.",
        hours=Span(low=0, high=0, source="editors-activity-hours"),
        weeks=52,
        cost=Cost(low_usd=0, high_usd=0, source="editors-activity-cost"),
        teaches={},
        evidence="practised",
        first_step="Ask your manager which new task you could take on this year.",
        grants=Grants(practice_months=12, role=role),
    )
