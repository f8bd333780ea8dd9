"""What a plan is asked for: goals, objective, limits, wishes, what is already done."""

from __future__ import annotations

from datetime import date
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.dates import Calendar, HoursIn, mondays
from careerpath.people.saved_plan import SavedRequest
from careerpath.record import Record, replace
from careerpath.rules.prices import Prices

Objective = Literal["cheapest", "fastest", "most-doors"]


class Failed(Record):
    """A failed attempt at an exam: the fee is gone, part of the study remains to be done again."""

    step: str
    on: date
    lost_usd: float = 0.0
    """What the attempt cost."""
    parts: tuple[str, ...] = ()
    """Of several exams, those that failed; none: the whole."""


class PlanRequest(Record):
    """Everything a plan depends on besides the knowledge and the person's standing."""

    goals: tuple[str, ...]
    """Ids of roles or certifications."""
    start: date
    objective: Objective = "cheapest"
    hours_per_week: float = 6.0
    hours_in: tuple[HoursIn, ...] = ()
    """Other hours for parts of the year; a pause is a part of 0 hours."""
    budget_usd: float | None = None
    deadline: date | None = None
    student: bool = False
    member: bool = False
    covered: dict[str, str] = {}
    """Steps that somebody else pays, by id, and who: it costs the learner nothing."""
    reserve: bool = False
    """Keep a second try at every exam within the budget."""
    weeks_off: tuple[date, ...] = ()
    without: tuple[str, ...] = ()
    """Ids of steps not wanted."""
    wishes: tuple[str, ...] = ()
    """Ids of steps wanted anyway."""
    via: str | None = None
    """A job on the way that is asked for; None: the way with the fewest months."""
    done: dict[str, date] = {}
    """Items finished since the profile was written (by their id in the plan), with the day."""
    failed: tuple[Failed, ...] = ()
    hours_spent: dict[str, float] = {}
    """Hours already put into a step."""
    keep: tuple[str, ...] = ()
    """Items of an earlier plan in their order; as few as possible are changed."""
    passed: dict[str, tuple[str, ...]] = {}
    """Of certifications of several exams: the parts that are passed already, and cost nothing any more."""
    spent_usd: float = 0.0
    """What is spent already, of ranges the low end."""
    spent_more_usd: float = 0.0
    """What ranges may have added to it: nobody said what was paid."""
    spent_hours: float = 0.0
    """Hours that went into steps which are done or failed."""
    past_last_days: bool = False
    """As if no exam had a last day: to know whether that is what stands in the way."""
    trade: bool = False
    """Also look for what more money would buy in time, or more time in money."""
    revision: int = 0
    """How often the plan was made again."""
    front: bool = False

    @property
    def spent_most_usd(self) -> float:
        """What is spent at most: so much of the budget is gone."""
        return self.spent_usd + self.spent_more_usd


def prices_of(request: PlanRequest | SavedRequest) -> Prices:
    """What steps cost the one who asks, at the hours a week of the plan."""
    weekly = [request.hours_per_week, *(span.hours for span in request.hours_in if span.hours)]
    return Prices(
        request.student,
        request.member,
        frozenset(request.covered),
        request.passed,
        fewest_hours=min(weekly),
        most_hours=max(weekly),
    )


def with_hours(request: PlanRequest, least: float) -> PlanRequest:
    """The request with at least so many hours a week at every time that is no time off."""
    spans = tuple(replace(span, hours=max(span.hours, least)) if span.hours else span for span in request.hours_in)
    return replace(request, hours_per_week=max(request.hours_per_week, least), hours_in=spans)


def hours_words(request: PlanRequest, unit: str = "h") -> str:
    """ "8 h a week, 25 from 2027-06-01 to 2027-08-15"; times off are not named."""
    spans = [f"{span.hours:g} from {span.first} to {span.last}" for span in request.hours_in if span.hours]
    return ", ".join((f"{request.hours_per_week:g} {unit} a week", *spans))


def step_of(item: str) -> str:
    """The id of the step behind an item of a plan: `exam--renewal-1` renews `exam`."""
    return item.split("--")[0]


def is_renewal(item: str) -> bool:
    """True for an item that renews a certification."""
    return "--renewal-" in item


def calendar_of(request: PlanRequest, kb: KnowledgeBase) -> Calendar:
    """The calendar of the plan, with the slack of `weights.yaml`."""
    return Calendar(
        request.start, request.hours_per_week, kb.constants.plan_slack, mondays(request.weeks_off), request.hours_in
    )
