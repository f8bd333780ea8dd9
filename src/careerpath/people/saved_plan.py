"""A plan as a file: what it was made from, what it says, and with which data and engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from careerpath.errors import BadDataError, Problem
from careerpath.knowledge.base import KnowledgeBase, plain
from careerpath.knowledge.models import Id
from careerpath.people.profile import HeldRole, Profile, parse_profile
from careerpath.record import Entity, Record, replace

if TYPE_CHECKING:
    from careerpath.knowledge.ranges import Day, Hours, Text, Usd

SCHEMA = "careerpath/plan-file/1"
STAY = "stay-as-"
"""Plans saved by 0.1 held jobs as steps: years of a first job, and years more in the job held."""


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

    person = {key: value for key, value in plain(profile).items() if key != "name"}
    fields = plain(plan)
    data = {"schema": SCHEMA, **{key: fields[key] for key in SavedPlan.FIELDS if key in fields}, "profile": person}
    return yaml_text(data)


def revived_plan(data: dict[str, Any]) -> SavedPlan:
    """The plan of `plain` data that was checked when it was written."""
    request = data["request"]
    failed = tuple(SavedFailed.of(one) for one in request.get("failed", ()))
    steps = tuple(_revived_step(step) for step in data.get("steps", ()))
    stages = tuple(SavedStage.of(stage) for stage in data.get("stages", ()))
    hours_in = tuple(SavedHours.of(one) for one in request.get("hours_in", ()))
    asked = SavedRequest.of({**request, "failed": failed, "hours_in": hours_in})
    known = {key: value for key, value in data.items() if key in SavedPlan.FIELDS}
    return SavedPlan.of({**known, "request": asked, "steps": steps, "stages": stages})


def _revived_step(step: dict[str, Any]) -> SavedStep:
    return SavedStep.of({**step, "exams": tuple(SavedExam.of(exam) for exam in step.get("exams", ()))})


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


Fault = tuple[tuple[str | int, ...], str]


def _faults(plan: SavedPlan, kb: KnowledgeBase) -> Iterator[Fault]:
    """Ids that the knowledge does not have."""
    request = plan.request
    goals = kb.roles.keys() | kb.certs.keys()
    for i, goal in enumerate(request.goals):
        if goal not in goals:
            yield ("request", "goals", i), f"no role or certification {goal!r}"
    named = (*request.without, *request.wishes, *request.done, *(f.step for f in request.failed))
    named += (*request.hours_spent, *request.days_spent, *request.covered)
    if request.via and request.via not in kb.roles:
        yield ("request", "via"), f"no role {request.via[:60]!r}"
    for step in named:
        if not _is_known(step, kb):
            yield ("request",), f"no step {step[:60]!r}"
    for i, one in enumerate(plan.steps):
        if not _is_known(one.id, kb):
            yield ("steps", i, "id"), f"no step {one.id[:60]!r}"


def _is_known(step: str, kb: KnowledgeBase) -> bool:
    base = step.split("--")[0]
    return base in kb.certs or base in kb.activities or (base.startswith(STAY) and base.removeprefix(STAY) in kb.roles)


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
    jobs = {step.id: step for step in plan.steps if step.kind == "job"}
    request, notes = plan.request, []
    ids = dict.fromkeys((*(key for key in request.done if _job_of(key, kb)), *jobs))
    for key in ids:
        role, title = _job_of(key, kb), jobs[key].title if key in jobs else kb.roles[_job_of(key, kb)].title
        months = _months_by_now(key, jobs.get(key), (*request.done, *done), today)
        if months > 0:
            profile = _worked(profile, role, months)
            notes.append(f"{title}: counted as {months:.0f} months of work as {kb.roles[role].title}")
        else:
            notes.append(f"{title}: no step any more; what a plan asks for in work is a stage of it now")
    if not ids:
        return Upgraded(plan, profile, ())
    before = {key: day for key, day in request.done.items() if key not in ids}
    hours = {key: spent for key, spent in request.hours_spent.items() if key not in ids}
    asked = replace(request, done=before, hours_spent=hours, days_spent={})
    steps = tuple(step for step in plan.steps if step.id not in jobs)
    return Upgraded(replace(plan, request=asked, steps=steps), profile, tuple(notes), tuple(ids))


def _job_of(item: str, kb: KnowledgeBase) -> str:
    """The role that an item of 0.1 is work in; "" for what is no job."""
    base = item.split("--")[0]
    if base.startswith(STAY):
        return base.removeprefix(STAY)
    activity = kb.activities.get(base)
    return (activity.grants.role or "") if activity and activity.kind == "job" else ""


def _months_by_now(key: str, step: SavedStep | None, done: Sequence[str], today: date) -> float:
    if key in done or step is None:
        return 12.0
    days = (today - date.fromisoformat(step.start)).days
    return max(0.0, min(12.0, days * 12 / 365))


def _worked(profile: Profile, role: str, months: float) -> Profile:
    """The profile with so many months more in a job, which is held now."""
    before = next((held for held in profile.roles if held.role == role), None)
    years = (before.years or 0.0) if before else 0.0
    now = HeldRole(role=role, years=round(years + months / 12, 3), current=True)
    past = tuple(replace(held, current=False) for held in profile.roles if held.role != role)
    return replace(profile, roles=(now, *past))
