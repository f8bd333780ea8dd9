"""Make a plan, make it again, save and compare it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from careerpath import __version__
from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import end_of_exam
from careerpath.knowledge.models import Certification
from careerpath.knowledge.search import resolve, role_across
from careerpath.knowledge.text_file import printable, read_text
from careerpath.pathway.again import News, replan
from careerpath.pathway.plan import Plan, Stretch, make_plan
from careerpath.pathway.request import Failed, Objective, PlanRequest, prices_of
from careerpath.pathway.stage import PlanStep
from careerpath.people.profile import HeldEducation, Profile
from careerpath.people.saved_plan import (
    SavedFailed,
    SavedPlan,
    SavedRequest,
    SavedStage,
    SavedStep,
    Upgraded,
    parse_plan,
    plan_text,
    upgraded,
)
from careerpath.record import Record, replace
from careerpath.rules.prices import Prices
from careerpath.rules.standing import stand

MOST_BUDGET = 1_000_000
HOURS_RANGE = (0.5, 80)


class Wanted(Record):
    """What a person typed; None means not said, and the profile or a constant stands in."""

    goals: tuple[str, ...]
    objective: Objective = "cheapest"
    start: date | None = None
    budget_usd: float | None = None
    hours_per_week: float | None = None
    deadline: date | None = None
    student: bool = False
    member: bool = False
    weeks_off: tuple[date, ...] = ()
    without: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    via: str | None = None
    front: bool = False


def request_for(wanted: Wanted, profile: Profile, kb: KnowledgeBase, today: date) -> PlanRequest:
    """The request with the profile's limits where nothing else was said. Raises CareerpathError for nonsense."""
    limits = profile.limits
    names = wanted.goals or ((profile.goal,) if profile.goal else ())
    if not names:
        raise CareerpathError("which goal? name a role or a certification, or put `goal:` in the profile")
    hours = wanted.hours_per_week or limits.hours_per_week or kb.constants.default_hours_per_week
    profile_deadline = date.fromisoformat(limits.deadline) if limits.deadline else None
    request = PlanRequest(
        goals=tuple(dict.fromkeys(_goal(name, kb) for name in names)),
        start=wanted.start or today,
        objective=wanted.objective,
        hours_per_week=hours,
        budget_usd=limits.budget_usd if wanted.budget_usd is None else wanted.budget_usd,
        deadline=wanted.deadline or profile_deadline,
        student=wanted.student,
        member=wanted.member,
        weeks_off=wanted.weeks_off,
        without=tuple(dict.fromkeys(key for name in wanted.without for key in _unwanted(name, kb))),
        wishes=tuple(dict.fromkeys(_step_id(name, kb) for name in wanted.wishes)),
        via=_role_on_the_way(wanted.via, kb) if wanted.via else None,
        front=wanted.front,
    )
    _refuse_nonsense(request, wanted, today)
    return request


def _refuse_nonsense(request: PlanRequest, wanted: Wanted, today: date) -> None:
    low, high = HOURS_RANGE
    if wanted.hours_per_week is not None and not low <= wanted.hours_per_week <= high:
        raise CareerpathError(f"--hours-per-week {wanted.hours_per_week:g}: give {low:g} to {high:g} hours")
    budget = request.budget_usd
    if budget is not None and not 0 <= budget <= MOST_BUDGET:
        raise CareerpathError(f"--budget {budget:g}: give 0 to {MOST_BUDGET:,} dollars")
    if request.deadline and request.deadline < request.start:
        raise CareerpathError(f"the deadline {request.deadline} lies before the start {request.start}")
    if request.start < today:
        raise CareerpathError(f"--start {request.start} lies in the past (today is {today})")
    if both := sorted(set(request.without) & set(request.wishes)):
        raise CareerpathError(f"{both[0]!r} is both wanted and not wanted; drop one of --with and --without")
    if both := sorted(set(request.without) & set(request.goals)):
        raise CareerpathError(f"{both[0]!r} is the goal and not wanted; drop --without {both[0]}")


def _role_on_the_way(name: str, kb: KnowledgeBase) -> str:
    return resolve(role_across(name, kb), kb.roles, kind="role", listing="roles")


def _goal(name: str, kb: KnowledgeBase) -> str:
    return _meant(role_across(name, kb), "role or certification", "roles", kb.roles, kb.certs)


def _meant(name: str, kind: str, listing: str, *tables: Mapping[str, Any]) -> str:
    """The id in the first table that knows what is meant. Raises CareerpathError with the hints of the first."""
    if any(name in table for table in tables):
        return name
    errors = []
    for table in tables:
        try:
            return resolve(name, table, kind=kind, listing=listing)
        except CareerpathError as error:
            errors.append(error)
    raise errors[0]


def _step_id(name: str, kb: KnowledgeBase) -> str:
    return _meant(name, "step", "certs", kb.certs, kb.activities)


def _unwanted(name: str, kb: KnowledgeBase) -> Iterable[str]:
    """A step, or all certifications of an issuer ("no Microsoft")."""
    issuer = [cert.id for cert in kb.certs.values() if cert.issuer.casefold() == name.casefold()]
    return issuer or (_step_id(name, kb),)


def plan_for(request: PlanRequest, profile: Profile, kb: KnowledgeBase, today: date) -> Plan:
    """The plan, possible or not. Who says nothing about school is taken to have finished it, and told so."""
    if profile.education or profile.roles:
        return make_plan(request, stand(profile, kb, today), kb)
    schooled = replace(profile, education=HeldEducation(level="high-school"))
    plan = make_plan(request, stand(schooled, kb, today), kb)
    return replace(plan, notes=(*plan.notes, "Education is not stated: a high school diploma is assumed."))


def saved(plan: Plan, kb: KnowledgeBase, today: date) -> SavedPlan:
    """The plan as its file holds it."""
    request = plan.request
    values = {name: getattr(request, name) for name in SavedRequest.FIELDS if name != "days_spent"}
    values |= {
        "start": request.start.isoformat(),
        "deadline": request.deadline.isoformat() if request.deadline else None,
        "weeks_off": tuple(day.isoformat() for day in request.weeks_off),
        "done": {key: day.isoformat() for key, day in request.done.items()},
        "failed": tuple(SavedFailed(step=f.step, on=f.on.isoformat()) for f in request.failed),
        "hours_spent": {key: round(hours, 1) for key, hours in request.hours_spent.items()},
    }
    return SavedPlan(
        engine=__version__,
        data=kb.version[:12],
        made=today.isoformat(),
        status=plan.status,
        first_part=plan.is_first_part,
        request=SavedRequest(**values),
        stages=tuple(_saved_stage(one) for one in plan.stages),
        steps=tuple(_saved_step(step, prices_of(request), kb) for step in plan.steps),
        left_out={one.id: one.reason for one in plan.excluded},
        hold_3y_usd=round(plan.hold_usd(3), 2) if plan.hold else 0.0,
    )


def _saved_stage(one: Stretch) -> SavedStage:
    return SavedStage(
        role=one.role,
        working_as=one.working_as,
        months_low=round(one.months_low, 1),
        months_high=round(one.months_high, 1),
        fee_usd=one.stage.fee_usd,
    )


def _saved_step(step: PlanStep, prices: Prices, kb: KnowledgeBase) -> SavedStep:
    behind = kb.step(step.step)
    reckoned = prices.reckoned(behind, kb) if step.fee_usd is None else step.fee_usd
    wait = round(kb.constants.plan_retake_wait)
    ends = end_of_exam(behind, step.end, wait) if isinstance(behind, Certification) else None
    values = {name: getattr(step, name) for name in ("id", "step", "title", "kind", "hours", "fee_usd", "because")}
    start, end = step.start.isoformat(), step.end.isoformat()
    return SavedStep(**values, start=start, end=end, reckoned_usd=reckoned, exam_ends=ends)


def saved_text(plan: Plan, profile: Profile, kb: KnowledgeBase, today: date) -> str:
    """The text of the plan's file."""
    return plan_text(saved(plan, kb, today), profile)


def read_plan(path: Path, kb: KnowledgeBase, today: date, done: Sequence[str] = ()) -> Upgraded:
    """A saved plan and the profile it was made for, by today. Raises CareerpathError or BadDataError."""
    plan, profile = parse_plan(read_text(path), printable(str(path)), kb)
    return upgraded(plan, profile, today, kb, done)


def request_of(file: SavedPlan) -> PlanRequest:
    """The request a saved plan was made from."""
    asked, day = file.request, date.fromisoformat
    values = {name: getattr(asked, name) for name in SavedRequest.FIELDS if name != "days_spent"}
    values |= {
        "start": day(asked.start),
        "deadline": day(asked.deadline) if asked.deadline else None,
        "weeks_off": tuple(map(day, asked.weeks_off)),
        "done": {key: day(done) for key, done in asked.done.items()},
        "failed": tuple(Failed(f.step, day(f.on)) for f in asked.failed),
    }
    return PlanRequest(**values)


def plan_again(
    file: SavedPlan,
    today: date,
    *,
    done: Sequence[str] = (),
    failed: Sequence[str] = (),
    missed_weeks: int = 0,
) -> PlanRequest:
    """The request for what is left of a saved plan. Raises CareerpathError for steps the plan does not have."""
    if missed_weeks < 0 or missed_weeks > 520:
        raise CareerpathError(f"--missed-weeks {missed_weeks}: give 0 to 520 weeks")
    ends = {step.id: date.fromisoformat(step.end) for step in file.steps}
    for key in (*done, *failed):
        if key not in ends:
            known = ", ".join(ends) or "no step at all"
            raise CareerpathError(f"no step {printable(key[:60])!r} in the saved plan; it has {known}")
    if both := sorted(set(done) & set(failed)):
        raise CareerpathError(f"{both[0]!r} is given as done and as failed; drop one")
    news = News(today, {key: min(today, ends[key]) for key in done}, tuple(failed), missed_weeks)
    return replan(request_of(file), file.steps, news)
