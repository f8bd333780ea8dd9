"""What a plan is asked for: goals, objective, limits, wishes, what is already done."""

from __future__ import annotations

from datetime import date
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.dates import Calendar, mondays
from careerpath.record import Record

Objective = Literal["cheapest", "fastest", "most-doors"]


class Failed(Record):
    """A failed attempt at an exam: the fee is gone, part of the study remains to be done again."""

    step: str
    on: date


class PlanRequest(Record):
    """Everything a plan depends on besides the knowledge and the person's standing."""

    goals: tuple[str, ...]
    """Ids of roles or certifications."""
    start: date
    objective: Objective = "cheapest"
    hours_per_week: float = 6.0
    budget_usd: float | None = None
    deadline: date | None = None
    student: bool = False
    member: bool = False
    weeks_off: tuple[date, ...] = ()
    without: tuple[str, ...] = ()
    """Ids of steps not wanted."""
    wishes: tuple[str, ...] = ()
    """Ids of steps wanted anyway."""
    done: dict[str, date] = {}
    """Steps finished since the profile was written, with the day."""
    failed: tuple[Failed, ...] = ()
    hours_spent: dict[str, float] = {}
    """Hours already put into a step."""
    days_spent: dict[str, int] = {}
    """Days that the search for a job, and then the job, have already taken."""
    keep: tuple[str, ...] = ()
    """Steps of an earlier plan in their order; as few as possible are changed."""
    spent_usd: float = 0.0
    """Part of the budget that is already spent."""
    front: bool = False


def calendar_of(request: PlanRequest, kb: KnowledgeBase) -> Calendar:
    """The calendar of the plan, with the slack of `weights.yaml`."""
    return Calendar(request.start, request.hours_per_week, kb.constants.plan_slack, mondays(request.weeks_off))
