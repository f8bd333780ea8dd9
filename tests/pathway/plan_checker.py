"""Does a plan keep what it promises? Judged from the knowledge and the dates alone, with no code of the planner."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.request import PlanRequest
from careerpath.pathway.stage import Plan
from careerpath.people.profile import Profile

EDUCATION = ("none", "high-school", "some-college", "associate", "bachelor", "master", "doctorate")


def faults(plan: Plan, request: PlanRequest, profile: Profile, kb: KnowledgeBase) -> list[str]:
    """Every promise that is broken."""
    rows = [(s.id.split("--")[0], s) for s in plan.steps]
    found = [*_calendar(rows, request, kb), *_money(rows, request, kb)]
    for key, step in rows:
        entry = kb.step(key) if not key.startswith("stay-as-") else None
        if step.kind != "renewal" and entry is not None:
            found += _before(key, entry, step, rows, profile, request, kb)
            found += _exam_dates(key, entry, step, kb)
    return [*found, *_wanted(rows, request, profile, kb, plan)]


def _calendar(rows: list[Any], request: PlanRequest, kb: KnowledgeBase) -> Iterator[str]:
    per_week = request.hours_per_week * (1 - kb.constants.plan_slack)
    own = [(s.start, s.start + timedelta(days=ceil(s.hours * 7 / per_week - 1e-6)), s) for _, s in rows if s.hours]
    for start, end, step in own:
        if step.start < request.start or (request.deadline and step.end > request.deadline):
            yield f"{step.id} lies outside start and deadline"
        if step.end < end - timedelta(days=1) and not request.weeks_off:
            yield f"{step.id} takes {step.hours} hours in too few days"
        for other_start, _, other in own:
            if other is not step and start <= other_start < end and not request.weeks_off:
                yield f"{step.id} and {other.id} fill the same hours"
    for monday in {day - timedelta(days=day.weekday()) for day in request.weeks_off}:
        for _, step in rows:
            if monday <= step.start < monday + timedelta(days=7) or monday <= step.end < monday + timedelta(days=7):
                yield f"{step.id} begins or ends in a week off"
    jobs = sorted((s for _, s in rows if s.kind == "job"), key=lambda s: s.start)
    for first, second in itertools.pairwise(jobs):
        if second.start <= first.end:
            yield f"two jobs at once: {first.id}, {second.id}"


def _money(rows: list[Any], request: PlanRequest, kb: KnowledgeBase) -> Iterator[str]:
    total = 0.0
    for key, step in rows:
        if step.kind == "renewal":
            price = kb.certs[key].renewal.fee_usd if kb.certs[key].renewal else None
        elif key in kb.certs:
            fee = kb.certs[key].fee
            prices = [fee.usd, fee.student_usd if request.student else None, fee.member_usd if request.member else None]
            price = min((p for p in prices if p is not None), default=None)
            price = 0 if kb.certs[key].requires.sponsor else price
        else:
            cost = kb.activities[key].cost if key in kb.activities else None
            price = (cost.low_usd + cost.high_usd) / 2 if cost else 0
        if step.fee_usd != price:
            yield f"{step.id} costs {price}, not {step.fee_usd}"
        total += kb.constants.plan_unknown_fee if price is None else price
    if request.budget_usd is not None and total > request.budget_usd + 1e-6:
        yield f"costs {total} of {request.budget_usd}"


def _exam_dates(key: str, entry: Any, step: Any, kb: KnowledgeBase) -> Iterator[str]:
    if key not in kb.certs:
        return
    status = entry.status
    if status.value == "retired" or (status.value == "retiring" and step.end.isoformat() >= status.on):
        yield f"{key} is taken on {step.end} but ends on {status.on}"
    if status.opens and step.end.isoformat() < status.opens:
        yield f"{key} is taken before it opens on {status.opens}"


def _valid(key: str, day: date, rows: list[Any], profile: Profile, kb: KnowledgeBase) -> bool:
    """True if the certification is held and valid on that day (exam days count from the day after)."""
    years = kb.certs[key].validity.years
    ends = [(s.end, s.kind) for k, s in rows if k == key]
    held = [date.fromisoformat(c.earned) for c in profile.certifications if c.id == key and c.earned]
    for earned in [*held, *(end for end, _ in ends)]:
        if earned <= day and (years is None or day <= earned + timedelta(days=round(366 * years))):
            return True
    renewals = sum(kind == "renewal" for _, kind in ends)
    return bool(renewals and held and years and day <= held[0] + timedelta(days=round(366 * years * (renewals + 1))))


def _before(
    key: str, entry: Any, step: Any, rows: list[Any], profile: Profile, request: PlanRequest, kb: KnowledgeBase
) -> Iterator[str]:
    needs, begin = entry.requires, step.start
    if step.kind == "job" and "--year-" not in step.id:
        begin -= timedelta(weeks=kb.constants.job_search_weeks)
        if begin < request.start and key not in request.days_spent:
            yield f"{key} begins before anybody can be hired"
    done = {k for k, s in rows if s.end < begin}
    for group in (*((c,) for c in needs.certifications), *needs.any_of):
        if not any(_valid(c, step.end, [r for r in rows if r[0] in done], profile, kb) for c in group):
            yield f"{key} begins without {' or '.join(group)}"
    for one in needs.activities:
        if one not in done and one not in request.done:
            yield f"{key} begins before {one}"
    months = _months(needs.experience_in, done, rows, profile, kb)
    if not any(
        _educated(way, done, profile, kb) and months >= (way.experience_months or 0) for way in (needs, *needs.ways)
    ):
        yield f"{key} begins without its education or its months of experience"
    if needs.sponsor and not _sponsor(key, done, profile, kb):
        yield f"{key} begins without an employer who pays"


def _educated(way: Any, done: set[str], profile: Profile, kb: KnowledgeBase) -> bool:
    """True if one education has the level and, where one is asked for, the field."""
    held = [(profile.education.level, profile.education.field)] if profile.education else [("none", None)]
    held += [
        (kb.activities[k].grants.education or "none", kb.activities[k].grants.field) for k in done & {*kb.activities}
    ]
    wanted = {word for field in way.education_fields for word in field.split("-")}
    return any(
        EDUCATION.index(level) >= EDUCATION.index(way.education or "none")
        and (not wanted or bool(wanted & set((field or "").replace("-", " ").split())))
        for level, field in held
    )


def _months(roles: tuple[str, ...], done: set[str], rows: list[Any], profile: Profile, kb: KnowledgeBase) -> float:
    months = sum(12 * (r.years or 0) for r in profile.roles if not roles or r.role in roles)
    for key, _ in rows:
        if key in done and key in kb.activities and (kb.activities[key].grants.role in roles or not roles):
            months += kb.activities[key].grants.practice_months or 0
    return months


def _sponsor(key: str, done: set[str], profile: Profile, kb: KnowledgeBase) -> bool:
    roles = {held.role for held in profile.roles} | {kb.activities[k].grants.role for k in done if k in kb.activities}
    if key in kb.activities:  # a hospital trains its own people
        return any(role and kb.roles[role].kind == "hospital-it" for role in roles)
    return any(
        role and any(v.id == key and v.value != "unneeded" for v in kb.roles[role].certifications) for role in roles
    )


def _wanted(rows: list[Any], request: PlanRequest, profile: Profile, kb: KnowledgeBase, plan: Plan) -> Iterator[str]:
    """The goal is reached: essential needs at their level, or as far as any step that may be taken teaches."""
    end = max((s.end for _, s in rows), default=request.start)
    levels = {skill: claim.level for skill, claim in profile.skills.items()}
    sources = [kb.step(k).teaches for k, s in rows if s.kind != "renewal" and not k.startswith("stay-as-")]
    sources += [kb.certs[c.id].teaches for c in profile.certifications]
    sources += [{n.skill: n.level for n in kb.roles[r.role].needs} for r in profile.roles if (r.years or 0) >= 1]
    for teaches in sources:
        for skill, level in teaches.items():
            levels[skill] = max(level, levels.get(skill, 0))
    for goal in request.goals:
        if goal in kb.certs:
            if not _valid(goal, end, rows, profile, kb):
                yield f"{goal} is not held at the end"
            continue
        told = " ".join(plan.notes)
        for need in kb.roles[goal].needs:
            skill = kb.skills[need.skill].title
            if need.essential and levels.get(need.skill, 0) < need.level and f"{skill} to level" not in told:
                yield f"{need.skill} is held at {levels.get(need.skill, 0)}, not {need.level}"
        for value in kb.roles[goal].certifications:
            title = kb.certs[value.id].title
            if value.value == "expected" and title not in told and not _valid(value.id, end, rows, profile, kb):
                yield f"{value.id} is expected and not held at the end"
    for key, step in rows:
        teaches = kb.step(key).teaches if not key.startswith("stay-as-") else {}
        if key in request.without:
            yield f"{key} is not wanted"
        if (
            step.kind == "certification"
            and any(c.id == key for c in profile.certifications)
            and key not in request.goals
        ):
            if _valid(key, end, [], profile, kb):
                yield f"{key} is held already"
        elif not step.because and not teaches:
            yield f"{key} is there for nothing"
