"""Make a plan, make it again, save and compare it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any

from careerpath import __version__
from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import end_of_exam, versions
from careerpath.knowledge.models import Certification
from careerpath.knowledge.search import resolve, role_across
from careerpath.knowledge.text_file import printable, read_text
from careerpath.pathway.again import News, replan
from careerpath.pathway.dates import HoursIn, laid_over
from careerpath.pathway.plan import Plan, Stretch, make_plan
from careerpath.pathway.request import Failed, Objective, PlanRequest, prices_of, step_of
from careerpath.pathway.stage import PlanStep
from careerpath.pathway.words import ExamDay, exam_days
from careerpath.people.profile import HeldEducation, Profile
from careerpath.people.saved_plan import (
    SavedExam,
    SavedFailed,
    SavedHours,
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

    goals: tuple[str, ...] = ()
    objective: Objective | None = None
    start: date | None = None
    budget_usd: float | None = None
    hours_per_week: float | None = None
    hours_in: tuple[HoursIn, ...] = ()
    """Other hours for parts of the year; 0 for a pause."""
    deadline: date | None = None
    student: bool = False
    member: bool = False
    weeks_off: tuple[date, ...] = ()
    without: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    via: str | None = None
    front: bool = False
    pays: tuple[tuple[str, str], ...] = ()
    """(who, step): what somebody else pays."""
    reserve: bool = False
    trade: bool = False
    """Say what more money would buy in time."""
    done: tuple[str, ...] = ()
    """Steps that are done, of a plan that is not saved."""


def request_for(wanted: Wanted, profile: Profile, kb: KnowledgeBase, today: date) -> PlanRequest:
    """The request with the profile's limits where nothing else was said. Raises CareerpathError for nonsense."""
    limits = profile.limits
    goals = wanted.goals
    if not goals and profile.goal:
        goals = (profile.goal,)
    if not goals:
        raise CareerpathError("which goal? name a role or a certification, or put `goal:` in the profile")
    hours = wanted.hours_per_week or limits.hours_per_week or kb.constants.default_hours_per_week
    budget = wanted.budget_usd
    if budget is None:  # a budget of 0 is one: nothing may be spent
        budget = limits.budget_usd
    deadline = wanted.deadline
    if not deadline and limits.deadline:
        deadline = date.fromisoformat(limits.deadline)
    request = PlanRequest(
        goals=tuple(dict.fromkeys(_goal(name, kb) for name in goals)),
        start=wanted.start or today,
        objective=wanted.objective or "cheapest",
        hours_per_week=hours,
        hours_in=laid_over((), wanted.hours_in),
        budget_usd=budget,
        deadline=deadline,
        student=wanted.student,
        member=wanted.member,
        weeks_off=wanted.weeks_off,
        without=_unwanted_steps(wanted.without, kb),
        wishes=tuple(steps_meant(wanted.wishes, kb)),
        via=_role_on_the_way(wanted.via, kb),
        front=wanted.front,
        covered=_covered(wanted.pays, kb),
        reserve=wanted.reserve,
        trade=wanted.trade,
        done={_step_id(name, kb): today for name in wanted.done},
    )
    _refuse_nonsense(request, wanted, today)
    _refuse_via(request, kb)
    return request


MOST_PAYER = 40
"""Letters of the name of somebody who pays."""


def _covered(pays: Iterable[tuple[str, str]], kb: KnowledgeBase) -> dict[str, str]:
    """Step -> who pays it. Raises CareerpathError for an unknown step or a name that is none."""
    found = {}
    for who, name in pays:
        who = " ".join(printable(who).split())
        if not 0 < len(who) <= MOST_PAYER:
            raise CareerpathError(f"--pays {who[:MOST_PAYER]}:{name[:60]}: name who pays in 1 to {MOST_PAYER} letters")
        found[_step_id(name, kb)] = who
    return found


def changed(request: PlanRequest, wanted: Wanted, kb: KnowledgeBase, today: date) -> PlanRequest:
    """The request of a saved plan with what is asked for now. Raises CareerpathError for nonsense.

    What is said anew replaces what was said before, hours for a part of the year those of the same days; steps, times
    off and payers are added to those of before. Another objective or way makes the plan anew; else as few steps as
    possible change.
    """
    without = _unwanted_steps(wanted.without, kb)
    wishes = tuple(steps_meant(wanted.wishes, kb))
    _refuse_both_wanted_and_not(without, wishes)
    # what is said last counts: a step that was not wanted before, and is now, is wanted
    values: dict[str, Any] = {
        "without": (*_all_but(request.without, wishes), *without),
        "wishes": (*_all_but(request.wishes, without), *wishes),
        "weeks_off": tuple(sorted({*request.weeks_off, *wanted.weeks_off})),
        "hours_in": laid_over(request.hours_in, wanted.hours_in),
        "covered": {**request.covered, **_covered(wanted.pays, kb)},
        "student": request.student or wanted.student,
        "member": request.member or wanted.member,
        "reserve": request.reserve or wanted.reserve,
        "front": wanted.front,
    }
    said = {
        "start": wanted.start,
        "budget_usd": wanted.budget_usd,
        "hours_per_week": wanted.hours_per_week,
        "deadline": wanted.deadline,
        "objective": wanted.objective,
        "via": _role_on_the_way(wanted.via, kb),
    }
    for name, value in said.items():
        if value is not None:
            values[name] = value
    if wanted.objective is not None or wanted.via:
        values["keep"] = ()
    found = replace(request, **values)
    if found.budget_usd is not None and found.budget_usd < found.spent_most_usd:
        are = "may be" if found.spent_more_usd else "are"
        way_out = ", or say with --paid USD:STEP what a step did cost" if found.spent_more_usd else ""
        raise CareerpathError(
            f"the budget of ${found.budget_usd:,.0f} holds all fees, and ${found.spent_most_usd:,.0f} {are} spent "
            f"already; give a larger --budget{way_out}"
        )
    _refuse_nonsense(found, wanted, today)
    _refuse_via(found, kb)
    return found


def _refuse_nonsense(request: PlanRequest, wanted: Wanted, today: date) -> None:
    low, high = HOURS_RANGE
    if wanted.hours_per_week is not None and not low <= wanted.hours_per_week <= high:
        raise CareerpathError(f"--hours-per-week {wanted.hours_per_week:g}: give {low:g} to {high:g} hours")
    _refuse_hours(wanted.hours_in, request.start)
    budget = request.budget_usd
    if budget is not None and not 0 <= budget <= MOST_BUDGET:
        raise CareerpathError(f"--budget {budget:g}: give 0 to {MOST_BUDGET:,} dollars")
    if request.deadline and request.deadline < request.start:
        raise CareerpathError(f"the deadline {request.deadline} lies before the start {request.start}")
    if request.start < today:
        raise CareerpathError(f"--start {request.start} lies in the past (today is {today})")
    _refuse_both_wanted_and_not(request.without, request.wishes)
    unwanted_goals = sorted(set(request.without) & set(request.goals))
    if unwanted_goals:
        goal = unwanted_goals[0]
        raise CareerpathError(f"{goal!r} is the goal and not wanted; drop --without {goal}")


def _refuse_via(request: PlanRequest, kb: KnowledgeBase) -> None:
    """A job on the way means something on the way to one role only. Raises CareerpathError."""
    roles = [goal for goal in request.goals if goal in kb.roles]
    if request.via and len(roles) != 1:
        goals = " and ".join(_title(goal, kb) for goal in request.goals)
        raise CareerpathError(f"--via names a job on the way to one role; leave it out for {goals}")


def _title(goal: str, kb: KnowledgeBase) -> str:
    return kb.roles[goal].title if goal in kb.roles else kb.certs[goal].title


def _refuse_both_wanted_and_not(without: Iterable[str], wishes: Iterable[str]) -> None:
    both = sorted(set(without) & set(wishes))
    if both:
        raise CareerpathError(f"{both[0]!r} is both wanted and not wanted; drop one of --with and --without")


def _all_but(steps: Iterable[str], others: Container[str]) -> list[str]:
    return [step for step in steps if step not in others]


def _refuse_hours(spans: Sequence[HoursIn], start: date) -> None:
    """Raises CareerpathError for hours that nobody has, for parts of the year that are over or cross each other."""
    low, high = HOURS_RANGE
    for span in spans:
        named = f"--hours-per-week {span.hours:g}@{span.first}..{span.last}"
        if span.hours and not low <= span.hours <= high:
            raise CareerpathError(f"{named}: give {low:g} to {high:g} hours, or 0 for a pause")
        if span.last < start:
            option = named if span.hours else f"--pause {span.first}..{span.last}"
            raise CareerpathError(f"{option}: that is over before the plan starts on {start}")
    with_hours = [span for span in spans if span.hours]
    ordered = sorted(with_hours, key=attrgetter("first"))
    for before, after in pairwise(ordered):
        if after.first <= before.last:
            raise CareerpathError(
                f"--hours-per-week: {before.hours:g}@{before.first}..{before.last} and "
                f"{after.hours:g}@{after.first}..{after.last} hold for the same days; give each day one of them"
            )


def _role_on_the_way(name: str | None, kb: KnowledgeBase) -> str | None:
    if not name:
        return None
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


def steps_meant(names: Iterable[str], kb: KnowledgeBase) -> list[str]:
    """The ids of certifications and activities. Raises CareerpathError for a name that is none."""
    return list(dict.fromkeys(_step_id(name, kb) for name in names))


def _unwanted_steps(names: Iterable[str], kb: KnowledgeBase) -> tuple[str, ...]:
    """Every step that is not wanted, once."""
    steps: dict[str, None] = {}
    for name in names:
        steps |= dict.fromkeys(_unwanted(name, kb))
    return tuple(steps)


def _unwanted(name: str, kb: KnowledgeBase) -> list[str]:
    """A step, or all certifications of an issuer ("no Microsoft")."""
    of_issuer = [cert.id for cert in kb.certs.values() if cert.issuer.casefold() == name.casefold()]
    if of_issuer:
        return of_issuer
    return [_step_id(name, kb)]


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
    return SavedPlan(
        engine=__version__,
        data=kb.version[:12],
        made=today.isoformat(),
        status=plan.status,
        first_part=plan.is_first_part,
        request=_saved_request(request),
        stages=tuple(_saved_stage(stretch) for stretch in plan.stages),
        steps=tuple(_saved_step(step, prices_of(request), kb) for step in plan.steps),
        left_out={step.id: step.reason for step in plan.excluded},
        hold_3y_usd=round(plan.hold_usd(3), 2) if plan.hold else 0.0,
    )


def _same_in_both(request: PlanRequest | SavedRequest) -> dict[str, Any]:
    """The fields that a request and its form in a file share; those with days are put in their place afterwards."""
    values = {}
    for name in SavedRequest.FIELDS:
        if name not in ("days_spent", "pauses"):
            values[name] = getattr(request, name)
    return values


def _saved_request(request: PlanRequest) -> SavedRequest:
    """The request with days as text; weeks of 0 hours are pauses in the file."""
    values = _same_in_both(request)
    pauses, hours_in = [], []
    for span in request.hours_in:
        first, last = span.first.isoformat(), span.last.isoformat()
        if span.hours:
            hours_in.append(SavedHours(first=first, last=last, hours=span.hours))
        else:
            pauses.append((first, last))
    failed = []
    for fail in request.failed:
        failed.append(SavedFailed(step=fail.step, on=fail.on.isoformat(), lost_usd=fail.lost_usd, parts=fail.parts))
    values |= {
        "start": request.start.isoformat(),
        "deadline": request.deadline.isoformat() if request.deadline else None,
        "weeks_off": tuple(day.isoformat() for day in request.weeks_off),
        "pauses": tuple(pauses),
        "hours_in": tuple(hours_in),
        "done": {step: day.isoformat() for step, day in request.done.items()},
        "failed": tuple(failed),
        "hours_spent": {step: round(hours, 1) for step, hours in request.hours_spent.items()},
    }
    return SavedRequest(**values)


def _saved_stage(stretch: Stretch) -> SavedStage:
    return SavedStage(
        role=stretch.role,
        working_as=stretch.working_as,
        months_low=round(stretch.months_low, 1),
        months_high=round(stretch.months_high, 1),
        fee_usd=stretch.stage.fee_usd,
    )


def _saved_step(step: PlanStep, prices: Prices, kb: KnowledgeBase) -> SavedStep:
    behind = kb.step(step.step)
    reckoned = prices.reckoned(behind, kb) if step.fee_usd is None else step.fee_usd
    wait = round(kb.constants.plan_retake_wait)
    ends = end_of_exam(behind, step.end, wait) if isinstance(behind, Certification) else None
    values = {name: getattr(step, name) for name in ("id", "step", "title", "kind", "hours", "fee_usd", "because")}
    values |= {"fee_low_usd": step.fee_low_usd, "fee_high_usd": step.fee_high_usd}
    start, end = step.start.isoformat(), step.end.isoformat()
    exams: tuple[SavedExam, ...] = ()
    if len(step.exams) > 1:
        exams = tuple(map(_saved_exam, step.exams))
    return SavedStep(**values, start=start, end=end, reckoned_usd=reckoned, exam_ends=ends, exams=exams)


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
    values = _same_in_both(asked)
    pauses = [HoursIn(day(first), day(last), 0.0) for first, last in asked.pauses]
    hours_in = [HoursIn(day(span.first), day(span.last), span.hours) for span in asked.hours_in]
    values |= {
        "start": day(asked.start),
        "deadline": day(asked.deadline) if asked.deadline else None,
        "weeks_off": tuple(map(day, asked.weeks_off)),
        "hours_in": laid_over(hours_in, pauses),
        "done": {step: day(done) for step, done in asked.done.items()},
        "failed": tuple(Failed(fail.step, day(fail.on), fail.lost_usd, fail.parts) for fail in asked.failed),
    }
    return PlanRequest(**values)


def plan_again(
    file: SavedPlan,
    today: date,
    kb: KnowledgeBase,
    *,
    done: Sequence[str] = (),
    failed: Sequence[str] = (),
    missed_weeks: int = 0,
    paid: Sequence[tuple[float, str]] = (),
) -> PlanRequest:
    """The request for what is left of a saved plan.

    `done` and `failed` name steps of the plan, or single exams of one by their codes; `paid` (USD, step) says what a
    step did cost. Raises CareerpathError for steps the plan does not have, and for what cannot be failed.
    """
    if missed_weeks < 0 or missed_weeks > 520:
        raise CareerpathError(f"--missed-weeks {missed_weeks}: give 0 to 520 weeks")
    names = _Names(file, kb)
    done_items, done_parts = names.all_of(done)
    failed_items, failed_parts = names.all_of(failed)
    if both := sorted(set(done_items) & {*failed_items, *failed_parts}):
        raise CareerpathError(f"{both[0]!r} is given as done and as failed; drop one")
    for item in (*failed_items, *failed_parts):
        names.refuse_what_cannot_be_failed(item)
    for item, parts in done_parts.items():  # the last exam of several makes it whole
        if set(parts) == {exam.part for exam in names.steps[item].exams}:
            done_items.append(item)
    news = News(
        today,
        {key: min(today, date.fromisoformat(names.steps[key].end)) for key in done_items},
        tuple(dict.fromkeys((*failed_items, *failed_parts))),
        missed_weeks,
        done_parts,
        failed_parts,
        _paid(paid, names),
    )
    return replan(request_of(file), tuple(names.steps.values()), news)


def _paid(paid: Sequence[tuple[float, str]], names: _Names) -> dict[str, float]:
    """Item -> what it did cost [USD]. Raises CareerpathError for an amount that nobody pays, and for a step unknown."""
    found: dict[str, float] = {}
    for amount, name in paid:
        if not 0 <= amount <= MOST_BUDGET:
            raise CareerpathError(f"--paid {amount:g}:{printable(name[:60])}: give 0 to {MOST_BUDGET:,} dollars")
        items, parts = names.all_of([name])
        if parts:
            raise CareerpathError(f"--paid {amount:g}:{name[:60]}: name the whole step, with what all its exams cost")
        if items[0] in found:
            raise CareerpathError(f"--paid {amount:g}:{name[:60]}: this step is named twice; give one amount")
        found[items[0]] = amount
    return found


def steps_named(file: SavedPlan, kb: KnowledgeBase, names: Sequence[str]) -> list[str]:
    """The steps of the plan that are meant, by their ids. Raises CareerpathError for one that it does not have."""
    return _Names(file, kb).all_of(names)[0]


def _with_exams(step: SavedStep, kb: KnowledgeBase) -> SavedStep:
    """The step with the days of its exams, where it has several and its file does not name them."""
    cert = kb.certs.get(step_of(step.id))
    if cert is None or step.exams or step.kind == "renewal" or len(versions(cert)) < 2:
        return step
    start, end = date.fromisoformat(step.start), date.fromisoformat(step.end)
    days = exam_days(cert, start, end, (), kb)
    return replace(step, exams=tuple(map(_saved_exam, days)))


def _saved_exam(exam: ExamDay) -> SavedExam:
    return SavedExam(code=exam.code, part=exam.part, on=exam.on.isoformat())


class _Names:
    """What people call the steps of a saved plan: ids, names that every command knows, codes of single exams."""

    def __init__(self, file: SavedPlan, kb: KnowledgeBase) -> None:
        self.steps = {step.id: _with_exams(step, kb) for step in file.steps}
        self.kb = kb

    def all_of(self, names: Sequence[str]) -> tuple[list[str], dict[str, tuple[str, ...]]]:
        """(items that are meant whole, item -> single exams of it)."""
        items: list[str] = []
        parts: dict[str, tuple[str, ...]] = {}
        for name in names:
            single = self._exam(name)
            if single is None:
                items.append(self._item(name))
            else:
                parts[single[0]] = (*parts.get(single[0], ()), single[1])
        return items, parts

    def _exam(self, code: str) -> tuple[str, str] | None:
        """(item, part) of the exam that has this code."""
        for item, step in self.steps.items():
            for exam in step.exams:
                if exam.code.casefold() == code.casefold():
                    return item, exam.part
            cert = self.kb.certs.get(step_of(item))
            if cert and step.exams:
                for version in cert.exams:
                    if version.part and version.code.casefold() == code.casefold():
                        return item, version.part
        return None

    def _item(self, name: str) -> str:
        if name in self.steps:
            return name
        try:
            meant = _step_id(name, self.kb)
        except CareerpathError:
            meant = ""
        for item, step in self.steps.items():
            if step_of(item) == meant and step.kind != "renewal":
                return item
        known = ", ".join(self.steps) or "no step at all"
        raise CareerpathError(f"no step {printable(name[:60])!r} in the saved plan; it has {known}")

    def refuse_what_cannot_be_failed(self, item: str) -> None:
        cert = self.kb.certs.get(step_of(item))
        if cert is None or cert.kind != "exam" or self.steps[item].kind == "renewal":
            title = self.steps[item].title
            raise CareerpathError(f"--failed {item}: {title} has no exam that one can fail; --missed-weeks moves it")
