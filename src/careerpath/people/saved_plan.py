"""A plan as a file: what it was made from, what it says, and with which data and engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from careerpath.errors import BadDataError, Problem
from careerpath.knowledge.base import KnowledgeBase, plain
from careerpath.knowledge.models import Id
from careerpath.people.profile import Fault, HeldRole, Profile, parse_profile
from careerpath.record import Entity, Record, replace

if TYPE_CHECKING:
    from careerpath.knowledge.ranges import Day, Hours, Text, Usd

SCHEMA = "careerpath/plan-file/1"
STAY = "stay-as-"
"""Plans saved by 0.1 held jobs as steps: years of a first job, and years more in the job held."""
MONTHS_OF_A_JOB = 12.0
"""Each such step was a year."""


class SavedFailed(Entity):
    """A failed attempt."""

    step: Id
    on: Day
    lost_usd: Usd = 0.0
    parts: tuple[Text, ...] = ()


class SavedHours(Entity):
    """Other hours a week for a part of the year."""

    first: Day
    last: Day
    hours: Hours


class SavedRequest(Entity):
    """What the plan was asked for."""

    goals: tuple[Id, ...]
    start: Day
    objective: Literal["cheapest", "fastest", "most-doors"] = "cheapest"
    hours_per_week: Hours = 6.0
    hours_in: tuple[SavedHours, ...] = ()
    budget_usd: Usd | None = None
    deadline: Day | None = None
    student: bool = False
    member: bool = False
    covered: dict[str, Text] = {}
    reserve: bool = False
    weeks_off: tuple[Day, ...] = ()
    pauses: tuple[tuple[Day, Day], ...] = ()
    without: tuple[Id, ...] = ()
    wishes: tuple[Id, ...] = ()
    via: Id | None = None
    done: dict[str, Day] = {}
    failed: tuple[SavedFailed, ...] = ()
    hours_spent: dict[str, float] = {}
    days_spent: dict[str, int] = {}
    passed: dict[str, tuple[Text, ...]] = {}
    spent_usd: Usd = 0.0
    spent_more_usd: Usd = 0.0
    spent_hours: float = 0.0
    revision: int = 0


class SavedExam(Entity):
    """One exam of a step: what to book, and when."""

    code: Text
    part: Text = ""
    on: Day


class SavedStep(Entity):
    """One step as it was planned. `reckoned_usd` is what was counted where no fee is published."""

    id: Text
    title: Text
    kind: Text
    step: Text | None = None
    """The certification or activity behind it; None in a file of 0.1, where the id tells."""
    start: Day
    end: Day
    hours: Hours
    fee_usd: Usd | None = None
    fee_low_usd: Usd | None = None
    fee_high_usd: Usd | None = None
    """Both ends; None in a file that does not say them, or where no fee is published."""
    reckoned_usd: Usd = 0.0
    exam_ends: Text | None = None
    exams: tuple[SavedExam, ...] = ()
    because: tuple[Text, ...] = ()

    @property
    def low_usd(self) -> float:
        """What it costs at least [USD]; 0 where no fee is published."""
        return (self.fee_usd or 0.0) if self.fee_low_usd is None else self.fee_low_usd

    @property
    def high_usd(self) -> float:
        """What it costs at most [USD]."""
        return (self.fee_usd or 0.0) if self.fee_high_usd is None else self.fee_high_usd


class SavedStage(Entity):
    """One stage of the pathway as it was reckoned."""

    role: Text | None = None
    working_as: Text | None = None
    months_low: float
    months_high: float
    fee_usd: Usd = 0.0


class SavedPlan(Entity):
    """The file."""

    schema: Literal["careerpath/plan-file/1"] = "careerpath/plan-file/1"
    engine: Text
    """Version of the program."""
    data: Text
    """Version of the knowledge."""
    made: Day
    status: Literal["optimal", "met", "nearest", "never", "impossible"]
    """The last one stands only in files of 0.1."""
    first_part: bool = False
    request: SavedRequest
    steps: tuple[SavedStep, ...] = ()
    stages: tuple[SavedStage, ...] = ()
    left_out: dict[str, str] = {}
    hold_3y_usd: Usd = 0.0


def plan_text(plan: SavedPlan, profile: Profile) -> str:
    """The YAML file; the person's name is left out."""
    from careerpath.knowledge.yaml_file import yaml_text

    person = plain(profile)
    person.pop("name", None)
    fields = plain(plan)
    in_order = {field: fields[field] for field in SavedPlan.FIELDS if field in fields}
    return yaml_text({"schema": SCHEMA, **in_order, "profile": person})


def revived_plan(data: dict[str, Any]) -> SavedPlan:
    """The plan of `plain` data that was checked when it was written."""
    request = data["request"]
    failed = tuple(SavedFailed.of(failure) for failure in request.get("failed", ()))
    hours_in = tuple(SavedHours.of(hours) for hours in request.get("hours_in", ()))
    steps = tuple(_revived_step(step) for step in data.get("steps", ()))
    stages = tuple(SavedStage.of(stage) for stage in data.get("stages", ()))
    revived_request = SavedRequest.of({**request, "failed": failed, "hours_in": hours_in})
    known = {field: value for field, value in data.items() if field in SavedPlan.FIELDS}
    return SavedPlan.of({**known, "request": revived_request, "steps": steps, "stages": stages})


def _revived_step(step: dict[str, Any]) -> SavedStep:
    exams = tuple(SavedExam.of(exam) for exam in step.get("exams", ()))
    return SavedStep.of({**step, "exams": exams})


def parse_plan(text: str, name: str, kb: KnowledgeBase) -> tuple[SavedPlan, Profile]:
    """The plan and the profile it was made for. Raises BadDataError with every fault of the file."""
    import json

    from careerpath.knowledge.validation import validate
    from careerpath.knowledge.yaml_file import parse_yaml

    file = parse_yaml(text, name)
    if file.problems:
        raise BadDataError(tuple(file.problems))
    if not isinstance(file.data, dict) or file.data.get("schema") != SCHEMA:
        raise BadDataError((Problem(name, 1, f"this is no saved plan; its first key is `schema: {SCHEMA}`"),))
    data = dict(file.data)
    person = data.pop("profile", {})
    plan, faults = validate(SavedPlan, data)
    if plan is not None:
        faults = list(_faults(plan, kb))
    if faults:
        raise BadDataError(tuple(Problem(name, file.line(path), message) for path, message in faults))
    return plan, parse_profile(json.dumps(person or {"schema": "careerpath/profile/1"}), f"{name} (profile)", kb)


def _faults(plan: SavedPlan, kb: KnowledgeBase) -> Iterator[Fault]:
    """Ids that the knowledge does not have."""
    request = plan.request
    for index, goal in enumerate(request.goals):
        if goal not in kb.roles and goal not in kb.certs:
            yield ("request", "goals", index), f"no role or certification {goal!r}"
    if request.via and request.via not in kb.roles:
        yield ("request", "via"), f"no role {request.via[:60]!r}"
    for step_id in _steps_named(request):
        if not _is_known(step_id, kb):
            yield ("request",), f"no step {step_id[:60]!r}"
    for index, step in enumerate(plan.steps):
        if not _is_known(step.id, kb):
            yield ("steps", index, "id"), f"no step {step.id[:60]!r}"


def _steps_named(request: SavedRequest) -> Iterator[str]:
    """Every step that a request names."""
    yield from (*request.without, *request.wishes, *request.done)
    for failure in request.failed:
        yield failure.step
    yield from (*request.hours_spent, *request.days_spent, *request.covered)


def _is_known(step: str, kb: KnowledgeBase) -> bool:
    """True for a certification or an activity, whatever comes after its `--`, and for time in a job as 0.1 wrote it."""
    base = step.split("--")[0]
    if base.startswith(STAY) and base.removeprefix(STAY) in kb.roles:
        return True
    return base in kb.certs or base in kb.activities


class Upgraded(Record):
    """A plan of any version as today's program reads it, the person it is for by now, and what that changed."""

    plan: SavedPlan
    profile: Profile
    notes: tuple[str, ...]
    jobs: tuple[str, ...] = ()
    """Items that were jobs and are none any more."""


def upgraded(plan: SavedPlan, profile: Profile, today: date, kb: KnowledgeBase, done: Sequence[str] = ()) -> Upgraded:
    """Without the jobs that 0.1 kept as steps: one that is done or begun is a job held, one to come begins a stage.

    `done`: items that are said to be done by now.
    """
    job_steps = {step.id: step for step in plan.steps if step.kind == "job"}
    jobs = _jobs_of(plan.request, job_steps, kb)
    if not jobs:
        return Upgraded(plan, profile, ())
    notes = []
    for item in jobs:
        role, step = _job_of(item, kb), job_steps.get(item)
        title = step.title if step else kb.roles[role].title
        months = _months_by_now(item, step, (*plan.request.done, *done), today)
        if months > 0:
            profile = _worked(profile, role, months)
            notes.append(f"{title}: counted as {months:.0f} months of work as {kb.roles[role].title}")
        else:
            notes.append(f"{title}: no step any more; what a plan asks for in work is a stage of it now")
    steps = tuple(step for step in plan.steps if step.id not in job_steps)
    without_jobs = replace(plan, request=_without(plan.request, jobs), steps=steps)
    return Upgraded(without_jobs, profile, tuple(notes), jobs)


def _jobs_of(request: SavedRequest, job_steps: Iterable[str], kb: KnowledgeBase) -> tuple[str, ...]:
    """The items that were jobs: those that are done, and those that are steps; each once."""
    done = [item for item in request.done if _job_of(item, kb)]
    return tuple(dict.fromkeys((*done, *job_steps)))


def _without(request: SavedRequest, jobs: Sequence[str]) -> SavedRequest:
    """The request without what it says of these jobs."""
    done = {item: day for item, day in request.done.items() if item not in jobs}
    hours = {item: spent for item, spent in request.hours_spent.items() if item not in jobs}
    return replace(request, done=done, hours_spent=hours, days_spent={})


def _job_of(item: str, kb: KnowledgeBase) -> str:
    """The role that an item of 0.1 is work in; "" for what is no job."""
    base = item.split("--")[0]
    if base.startswith(STAY):
        return base.removeprefix(STAY)
    activity = kb.activities.get(base)
    if activity is None or activity.kind != "job":
        return ""
    return activity.grants.role or ""


def _months_by_now(item: str, step: SavedStep | None, done: Sequence[str], today: date) -> float:
    """Months of the job that are over: all twelve that 0.1 planned where it is done, else since its first day."""
    if item in done or step is None:
        return MONTHS_OF_A_JOB
    days = (today - date.fromisoformat(step.start)).days
    return max(0.0, min(MONTHS_OF_A_JOB, days * 12 / 365))


def _worked(profile: Profile, role: str, months: float) -> Profile:
    """The profile with so many months more in a job, which is held now."""
    years_before = 0.0
    past = []
    for held in profile.roles:
        if held.role == role:
            years_before = held.years or 0.0
        else:
            past.append(replace(held, current=False))
    now = HeldRole(role=role, years=round(years_before + months / 12, 3), current=True)
    return replace(profile, roles=(now, *past))
