"""A plan as a file: what it was made from, what it says, and with which data and engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from careerpath.errors import BadDataError, Problem
from careerpath.knowledge.base import KnowledgeBase, plain
from careerpath.knowledge.models import Id
from careerpath.people.profile import Profile, parse_profile
from careerpath.record import Entity

if TYPE_CHECKING:
    from careerpath.knowledge.ranges import Day, Hours, Text, Usd

SCHEMA = "careerpath/plan-file/1"
STAY = "stay-as-"


class SavedFailed(Entity):
    """A failed attempt."""

    step: Id
    on: Day


class SavedRequest(Entity):
    """What the plan was asked for."""

    goals: tuple[Id, ...]
    start: Day
    objective: Literal["cheapest", "fastest", "most-doors"] = "cheapest"
    hours_per_week: Hours = 6.0
    budget_usd: Usd | None = None
    deadline: Day | None = None
    student: bool = False
    member: bool = False
    weeks_off: tuple[Day, ...] = ()
    without: tuple[Id, ...] = ()
    wishes: tuple[Id, ...] = ()
    done: dict[str, Day] = {}
    failed: tuple[SavedFailed, ...] = ()
    hours_spent: dict[str, float] = {}
    days_spent: dict[str, int] = {}
    spent_usd: Usd = 0.0


class SavedStep(Entity):
    """One step as it was planned. `reckoned_usd` is what was counted where no fee is published."""

    id: Text
    title: Text
    kind: Text
    start: Day
    end: Day
    hours: Hours
    fee_usd: Usd | None = None
    reckoned_usd: Usd = 0.0
    exam_ends: Text | None = None
    because: tuple[Text, ...] = ()


class SavedPlan(Entity):
    """The file."""

    schema: Literal["careerpath/plan-file/1"] = "careerpath/plan-file/1"
    engine: Text
    """Version of the program."""
    data: Text
    """Version of the knowledge."""
    made: Day
    status: Literal["optimal", "met", "impossible"]
    request: SavedRequest
    steps: tuple[SavedStep, ...] = ()
    left_out: dict[str, str] = {}
    hold_3y_usd: Usd = 0.0


def plan_text(plan: SavedPlan, profile: Profile) -> str:
    """The YAML file; the person's name is left out."""
    import yaml

    person = {key: value for key, value in plain(profile).items() if key != "name"}
    fields = plain(plan)
    data = {"schema": SCHEMA, **{key: fields[key] for key in SavedPlan.FIELDS if key in fields}, "profile": person}
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)


def revived_plan(data: dict[str, Any]) -> SavedPlan:
    """The plan of `plain` data that was checked when it was written."""
    request = data["request"]
    failed = tuple(SavedFailed.of(one) for one in request.get("failed", ()))
    steps = tuple(SavedStep.of(step) for step in data.get("steps", ()))
    return SavedPlan.of({**data, "request": SavedRequest.of({**request, "failed": failed}), "steps": steps})


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
    named += (*request.hours_spent, *request.days_spent)
    for step in named:
        if not _is_known(step, kb):
            yield ("request",), f"no step {step[:60]!r}"
    for i, one in enumerate(plan.steps):
        if not _is_known(one.id, kb):
            yield ("steps", i, "id"), f"no step {one.id[:60]!r}"


def _is_known(step: str, kb: KnowledgeBase) -> bool:
    base = step.split("--")[0]
    return base in kb.certs or base in kb.activities or (base.startswith(STAY) and base.removeprefix(STAY) in kb.roles)
