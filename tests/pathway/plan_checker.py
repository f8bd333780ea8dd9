"""Does a plan keep what it promises? Judged from the knowledge and the dates alone, with no code of the planner."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.plan import Plan
from careerpath.pathway.request import PlanRequest
from careerpath.pathway.stage import Stage
from careerpath.people.profile import HeldCertification, HeldEducation, HeldRole, Profile, SkillClaim
from careerpath.record import replace

HOLIDAYS = {(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)}
EDUCATION = ("none", "high-school", "some-college", "certificate", "associate", "bachelor", "master", "doctorate")
COMMON = {"and", "of", "in", "or", "health", "healthcare", "information", "management", "technology", "science"}
COMMON |= {"sciences", "systems", "equipment", "engineering", "administration", "business", "studies", "services"}
"""Words that no field of study is known by."""


def faults(plan: Plan, request: PlanRequest, profile: Profile, kb: KnowledgeBase, today: date) -> list[str]:
    """Every promise that is broken: of each stage for the person as they are on its first day, and between stages."""
    profile = replace(profile, certifications=tuple(_with_last_day(held, kb, today) for held in profile.certifications))
    if not plan.stages:
        return stage_faults(plan, request, profile, kb)
    found = []
    search = timedelta(weeks=kb.constants.job_search_weeks)
    for number, one in enumerate(plan.stages, 1):
        asked = one.stage.request
        if number == 1:
            asked = replace(request, goals=asked.goals)
        found += [f"stage {number}: {fault}" for fault in stage_faults(one.stage, asked, profile, kb)]
        if number < len(plan.stages):
            after = plan.stages[number]
            if after.stage.request.start < one.stage.finish + search:
                found.append(f"stage {number + 1} begins before anybody can be hired as {one.role}")
            if after.working_as != one.role:
                found.append(f"stage {number + 1} is worked as {after.working_as}, not as {one.role}")
            profile = in_the_next_job(one.stage, profile, one.role or "", kb)
    on_the_way = [leg.role for leg in plan.route.legs] if plan.route else []
    planned = [one.role for one in plan.stages if one.role]
    is_part = plan.is_first_part or plan.status not in ("optimal", "met")
    if plan.route and planned != (on_the_way[: len(planned)] if is_part and planned else on_the_way):
        found.append("the stages do not follow the route")
    return found


def stage_faults(stage: Stage, request: PlanRequest, profile: Profile, kb: KnowledgeBase) -> list[str]:
    """Every promise that one stage breaks."""
    rows = [(s.step, s) for s in stage.steps]
    found = [*_calendar(rows, request, kb), *_weeks(rows, request), *_money(rows, request, kb)]
    for key, step in rows:
        entry = kb.step(key)
        if step.kind == "job":
            found.append(f"{key} is a job: a job is a stage")
        if step.kind != "renewal":
            found += _before(key, entry, step, rows, profile, request, kb)
            found += _exam_dates(key, entry, step, kb)
    found += _worth(rows, request, profile, kb, stage.finish)
    found += _renewed_in_vain(rows, profile, kb, stage.finish)
    if stage.status in ("optimal", "met"):
        found += _wanted(rows, request, profile, kb, stage)
    return found


def _renewed_in_vain(rows: list[Any], profile: Profile, kb: KnowledgeBase, end: date) -> Iterator[str]:
    """Nothing is renewed for money, or sat again, that exams of the stage carry on until its end."""
    for held in profile.certifications:
        if held.expires is None:
            continue
        carriers, until = _carried_on(held, rows, kb)
        for key, step in rows:
            if key != held.id or not carriers:
                continue
            if until >= end + SAFE_SIDE or step.end < carriers[-1].end:
                yield f"{step.id} on {step.end}, though {carriers[-1].id} on {carriers[-1].end} renews it, to {until}"


SAFE_SIDE = timedelta(days=45)
"""A plan reckons with so many days less of validity at most: of weeks off, and while test centers are closed."""


def _carried_on(held: HeldCertification, rows: list[Any], kb: KnowledgeBase) -> tuple[list[Any], date]:
    """The exams of the stage that renew it in time, and until when it is valid by them."""
    until = date.fromisoformat(held.expires or "")
    days = timedelta(days=365 * (kb.certs[held.id].validity.years or 0))
    carriers = []
    for key, step in sorted(rows, key=lambda row: row[1].end):
        if key in kb.certs[held.id].renewed_by and step.kind != "renewal" and step.end <= until - timedelta(days=3):
            carriers.append(step)
            until = max(until, step.end + days)
    return carriers, until


def in_the_next_job(stage: Stage, profile: Profile, role: str, kb: KnowledgeBase) -> Profile:
    """The person on the first day in the next job, as far as this judge looks: levels, education, years."""
    skills = dict(profile.skills)
    education = profile.education or HeldEducation(level="none")
    earned = list(profile.certifications)
    for step in stage.steps:
        entry = kb.step(step.step)
        if step.step in kb.certs:
            earned = [_renewed_by(step, held, kb) for held in earned if held.id != step.step]
            held = HeldCertification(id=step.step, earned=step.end.isoformat())
            earned.append(_with_last_day(held, kb, step.end))
            continue
        for skill, level in entry.teaches.items():
            if level > (skills[skill].level if skill in skills else 0):
                skills[skill] = SkillClaim(level=level)
        granted = kb.activities[step.step].grants.education
        if granted and EDUCATION.index(granted) > EDUCATION.index(education.level):
            education = HeldEducation(level=granted, field=kb.activities[step.step].grants.field)
    now = {held.role for held in profile.current_roles}
    years = stage.days / 365
    roles = [replace(h, years=_years(h, kb) + (years if h.role in now else 0), current=False) for h in profile.roles]
    before = next((held.years for held in roles if held.role == role), 0.0)
    others = [held for held in roles if held.role != role]
    now_held = HeldRole(role=role, years=before, current=True)
    return replace(profile, skills=skills, education=education, certifications=tuple(earned), roles=(now_held, *others))


def _renewed_by(step: Any, held: HeldCertification, kb: KnowledgeBase) -> HeldCertification:
    """What is held, from the day of an exam on that renews it and lies before its end."""
    renews = step.kind != "renewal" and step.step in kb.certs[held.id].renewed_by
    if not renews or held.expires is None or step.end > date.fromisoformat(held.expires):
        return held
    anew = _with_last_day(HeldCertification(id=held.id, earned=step.end.isoformat()), kb, step.end)
    return replace(held, expires=anew.expires)


def _with_last_day(held: HeldCertification, kb: KnowledgeBase, today: date) -> HeldCertification:
    """With its last day, if it has one; without any date where that has passed: it may have been renewed, so counts."""
    years = kb.certs[held.id].validity.years
    if held.expires or not held.earned or not years:
        return held
    first = date.fromisoformat(held.earned)
    months = first.month - 1 + round(12 * years)
    last = date(first.year + months // 12, months % 12 + 1, min(first.day, 28))
    return replace(held, expires=last.isoformat()) if last >= today else HeldCertification(id=held.id)


def _years(held: HeldRole, kb: KnowledgeBase) -> float:
    return kb.constants.assumed_years if held.years is None else held.years


def _calendar(rows: list[Any], request: PlanRequest, kb: KnowledgeBase) -> Iterator[str]:
    per_week = request.hours_per_week * (1 - kb.constants.plan_slack)
    usual = not request.weeks_off and not request.hours_in
    own = []
    for key, step in rows:
        if step.hours:
            # an exam may lie before a day on which test centers are closed: then its study fills the hours to the last
            rate = request.hours_per_week if _is_exam(key, step, kb) else per_week
            own.append((step.start, step.start + timedelta(days=ceil(step.hours * 7 / rate - 1e-6)), step))
    for _, step in rows:
        if step.start < request.start or (request.deadline and step.end > request.deadline):
            yield f"{step.id} lies outside start and deadline"
    for start, end, step in own:
        if step.end < end - timedelta(days=1) and usual:
            yield f"{step.id} takes {step.hours} hours in too few days"
        for other_start, _, other in own:
            if other is not step and start <= other_start < end and usual:
                yield f"{step.id} and {other.id} fill the same hours"
    for monday in {day - timedelta(days=day.weekday()) for day in request.weeks_off}:
        for _, step in rows:
            if monday <= step.start < monday + timedelta(days=7) or monday <= step.end < monday + timedelta(days=7):
                yield f"{step.id} begins or ends in a week off"
    for span in request.hours_in:
        for _, step in rows:
            if not span.hours and (span.first <= step.start <= span.last or span.first <= step.end <= span.last):
                yield f"{step.id} begins or ends in a time off"


def _weeks(rows: list[Any], request: PlanRequest) -> Iterator[str]:
    """From the first day of any step to the last of any other lies no more study than these days allow."""
    study = [step for _, step in rows if step.hours]
    for first in study:
        for last in study:
            if last.end < first.start:
                continue
            inside = [step for step in study if first.start <= step.start and step.end <= last.end]
            hours = sum(step.hours for step in inside)
            room = 0.0
            for number in range((last.end - first.start).days + 1):
                room += hours_on(first.start + timedelta(days=number), request) / 7
            if hours > room + 1e-6:
                yield f"{hours:g} hours of study from {first.start} to {last.end}, which allow {room:.1f}"


def hours_on(day: date, request: PlanRequest) -> float:
    """Hours a week on that day, as the learner says."""
    monday = day - timedelta(days=day.weekday())
    if monday in {off - timedelta(days=off.weekday()) for off in request.weeks_off}:
        return 0.0
    said = [span.hours for span in request.hours_in if span.first <= day <= span.last]
    return min(said) if 0.0 in said else next(iter(said), request.hours_per_week)


def _is_exam(key: str, step: Any, kb: KnowledgeBase) -> bool:
    return step.kind == "certification" and kb.certs[key].kind == "exam"


def _of_months(cert: Any, request: PlanRequest) -> tuple[float, float]:
    """What a course paid by the month costs at the most hours a week, and at the fewest: a begun month in full."""
    weekly = [request.hours_per_week, *(span.hours for span in request.hours_in if span.hours)]
    months = []
    for hours, per_week in ((cert.study_hours.low, max(weekly)), (cert.study_hours.high, min(weekly))):
        months.append(max(1, math.ceil(hours * 12 / (52 * per_week) - 1e-9)))
    return cert.fee.monthly_usd * months[0], cert.fee.monthly_usd * months[1]


def _money(rows: list[Any], request: PlanRequest, kb: KnowledgeBase) -> Iterator[str]:
    total = 0.0
    for key, step in rows:
        if step.kind == "renewal":
            price = kb.certs[key].renewal.fee_usd if kb.certs[key].renewal else None
            high = price
        elif key in kb.certs:
            fee = kb.certs[key].fee
            prices = [fee.usd, fee.student_usd if request.student else None, fee.member_usd if request.member else None]
            price = min((p for p in prices if p is not None), default=None)
            price = 0 if kb.certs[key].requires.sponsor else price
            high = price
            if fee.monthly_usd is not None:
                low, high = _of_months(kb.certs[key], request)
                price = (low + high) / 2
        else:
            cost = kb.activities[key].cost if key in kb.activities else None
            price = (cost.low_usd + cost.high_usd) / 2 if cost else 0
            high = cost.high_usd if cost else 0
        if step.fee_usd != price:
            yield f"{step.id} costs {price}, not {step.fee_usd}"
        total += high or 0  # of a range the high end; a fee that is not published counts nothing
    if request.budget_usd is not None and total > request.budget_usd + 1e-6:
        yield f"costs {total} of {request.budget_usd}"


def _exam_dates(key: str, entry: Any, step: Any, kb: KnowledgeBase) -> Iterator[str]:
    if key not in kb.certs:
        return
    if _is_exam(key, step, kb) and (step.end.weekday() == 6 or (step.end.month, step.end.day) in HOLIDAYS):
        yield f"{key} is taken on {step.end}, when test centers are closed"
    status = entry.status
    if status.value == "retired" or (status.value == "retiring" and step.end.isoformat() >= status.on):
        yield f"{key} is taken on {step.end} but ends on {status.on}"
    if status.opens and step.end.isoformat() < status.opens:
        yield f"{key} is taken before it opens on {status.opens}"


def _valid(key: str, day: date, rows: list[Any], profile: Profile, kb: KnowledgeBase) -> bool:
    """True if the certification is held and valid on that day (exam days count from the day after)."""
    years = kb.certs[key].validity.years
    some_days = timedelta(days=3)  # of a month that is shorter than the first
    for held in profile.certifications:
        if held.id == key and (held.expires is None or day <= date.fromisoformat(held.expires) + some_days):
            return True
        if held.id == key and held.expires and _is_carried(key, held.expires, day, rows, kb):
            return True
    for passed, step in rows:
        if (
            passed == key
            and step.end <= day
            and (years is None or day <= step.end + timedelta(days=round(366 * years)))
        ):
            return True
    return False


def _is_carried(key: str, expires: str, day: date, rows: list[Any], kb: KnowledgeBase) -> bool:
    """True if an exam of the stage renewed it before it ran out, and it is valid on that day by this."""
    years = kb.certs[key].validity.years
    for passed, step in rows:
        renews = passed in kb.certs[key].renewed_by and step.kind != "renewal" and step.end <= day
        in_time = step.end <= date.fromisoformat(expires) + timedelta(days=3)
        if renews and in_time and years and day <= step.end + timedelta(days=round(366 * years)):
            return True
    return False


def _before(
    key: str, entry: Any, step: Any, rows: list[Any], profile: Profile, request: PlanRequest, kb: KnowledgeBase
) -> Iterator[str]:
    needs, begin = entry.requires, step.start
    done = {k for k, s in rows if s.end < begin}
    for group in (*((c,) for c in needs.certifications), *needs.any_of):
        if not any(_valid(c, step.end, [r for r in rows if r[0] in done], profile, kb) for c in group):
            yield f"{key} begins without {' or '.join(group)}"
    for one in needs.activities:
        if one not in done and one not in request.done:
            yield f"{key} begins before {one}"
    months = _months(needs, step.end, profile, request, kb)
    if not any(
        _educated(way, done, profile, kb) and months >= (way.experience_months or 0) - 1e-6
        for way in (needs, *needs.ways)
    ):
        yield f"{key} begins without its education or its months of experience"
    if needs.roles_held and not {held.role for held in profile.roles} & set(needs.roles_held):
        yield f"{key} is for people who worked as {' or '.join(needs.roles_held)}"
    if needs.sponsor and not _sponsor(key, profile, kb):
        yield f"{key} begins without an employer who pays"


def _educated(way: Any, done: set[str], profile: Profile, kb: KnowledgeBase) -> bool:
    """True if one education has the level and, where one is asked for, the field."""
    held = [(profile.education.level, profile.education.field)] if profile.education else [_usual(profile, kb)]
    for key in done & {*kb.activities}:
        held.append((kb.activities[key].grants.education or "none", kb.activities[key].grants.field))
    for level, field in held:
        if EDUCATION.index(level) >= EDUCATION.index(way.education or "none"):
            mine = _words(field or "")
            wanted = [_words(one) for one in way.education_fields]
            if not wanted or any(words <= mine or (words & mine) - COMMON for words in wanted):
                return True
    return False


def _usual(profile: Profile, kb: KnowledgeBase) -> tuple[str, str | None]:
    """The education of someone who states none: the usual one of the jobs held now."""
    levels = [kb.roles[held.role].entry.education for held in profile.current_roles]
    return max(levels, key=EDUCATION.index, default="none"), None


def _words(field: str) -> set[str]:
    return set(field.lower().replace("-", " ").split())


def _months(needs: Any, day: date, profile: Profile, request: PlanRequest, kb: KnowledgeBase) -> float:
    """Months worked in the roles that count, those of the stage until the exam included."""
    counting = needs.experience_in or [role.id for role in kb.roles.values() if role.kind != "starting"]
    now = {held.role for held in profile.current_roles}
    months = 0.0
    for held in profile.roles:
        if held.role in counting:
            months += 12 * _years(held, kb)
            if held.role in now:
                months += ((day - request.start).days + 1) * 12 / 365
    return months


def _sponsor(key: str, profile: Profile, kb: KnowledgeBase) -> bool:
    roles = {held.role for held in profile.current_roles}
    if key in kb.activities:  # a hospital trains its own people
        return any(kb.roles[role].kind == "hospital-it" for role in roles)
    return any(any(v.id == key and v.value != "unneeded" for v in kb.roles[role].certifications) for role in roles)


def _levels(rows: list[Any], profile: Profile, request: PlanRequest, end: date, kb: KnowledgeBase) -> dict[str, int]:
    """What is known on the last day: said, taught, certified, and brought by the years in jobs."""
    levels = {skill: claim.level for skill, claim in profile.skills.items()}
    sources = [kb.step(key).teaches for key, step in rows if step.kind != "renewal"]
    sources += [kb.certs[held.id].teaches for held in profile.certifications]
    now = {held.role for held in profile.current_roles}
    for held in profile.roles:
        role = kb.roles[held.role]
        years = _years(held, kb) + ((end - request.start).days / 365 if held.role in now else 0)
        gives = {**role.also_gives, **{need.skill: need.level for need in role.needs}}
        if years < kb.constants.short_practice_years - 0.003:
            gives = {skill: level - 1 for skill, level in gives.items()}
        elif years >= kb.constants.long_practice_years - 0.003:
            gives |= {need.skill: need.level + 1 for need in role.needs if need.essential and need.level < 4}
        sources.append(gives)
    for teaches in sources:
        for skill, level in teaches.items():
            levels[skill] = max(level, levels.get(skill, 0))
    return levels


def _wanted(rows: list[Any], request: PlanRequest, profile: Profile, kb: KnowledgeBase, stage: Stage) -> Iterator[str]:
    """The goal is reached: essential needs at their level, or as far as any step that may be taken teaches."""
    end = max(stage.finish, max((s.end for _, s in rows), default=request.start))
    levels = _levels(rows, profile, request, end, kb)
    for goal in request.goals:
        if goal in kb.certs:
            if not _valid(goal, end, rows, profile, kb):
                yield f"{goal} is not held at the end"
            continue
        told = " ".join(stage.notes)
        for need in kb.roles[goal].needs:
            skill = kb.skills[need.skill].title
            if need.essential and levels.get(need.skill, 0) < need.level and f"{skill} to level" not in told:
                yield f"{need.skill} is held at {levels.get(need.skill, 0)}, not {need.level}"
        for value in kb.roles[goal].certifications:
            group = (value.id, *value.or_else)
            said = any(kb.certs[one].title in told for one in group)
            if value.value == "expected" and not said and not any(_valid(c, end, rows, profile, kb) for c in group):
                yield f"{value.id} is expected and not held at the end"


def _worth(rows: list[Any], request: PlanRequest, profile: Profile, kb: KnowledgeBase, end: date) -> Iterator[str]:
    """Nothing that is not wanted, held already until the end, or there for nothing."""
    for key, step in rows:
        if key in request.without:
            yield f"{key} is not wanted"
        held = any(one.id == key for one in profile.certifications)
        if step.kind == "certification" and held and key not in request.goals:
            if _valid(key, end, [], profile, kb):
                yield f"{key} is held already"
        elif not step.because and not kb.step(key).teaches:
            yield f"{key} is there for nothing"
