"""Why there is no plan: a smallest set of limits that clash, and the smallest change of each alone that helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from careerpath.engine.plan_goal import GoalReader
from careerpath.engine.plan_model import solve
from careerpath.engine.plan_puzzle import ask, bounds_of
from careerpath.engine.plan_request import PlanRequest, calendar_of
from careerpath.engine.plan_stock import Stock
from careerpath.engine.puzzle import Measure, Solution
from careerpath.engine.standing import Standing
from careerpath.knowledge.base import KnowledgeBase
from careerpath.record import Record, replace

MOST_HOURS = 60
"""Hours a week beyond which no plan is proposed."""
NO_WAY = "No choice of steps reaches the goal within {years:.0f} years and the last days of their exams"
LIMIT_WORDS = {
    "budget": "the budget of ${budget_usd:,.0f}",
    "deadline": "the deadline {deadline}",
    "hours": "{hours_per_week:g} hours a week",
    "weeks-off": "the weeks off",
}


class Cause(Record):
    """One limit of a clashing set, or a gate that nothing opens (`kind` gate), with its detour."""

    kind: str
    text: str
    detour: str = ""


class Relaxation(Record):
    """The smallest change of one limit alone that makes a plan possible."""

    limit: str
    before: str
    to: str
    text: str


class _Limits:
    """Answers "is there a plan if only these limits hold?" """

    def __init__(self, request: PlanRequest, standing: Standing, kb: KnowledgeBase) -> None:
        self.request, self.standing, self.kb = request, standing, kb

    def names(self) -> list[str]:
        """The limits that are stated, those that are easiest to change last."""
        request = self.request
        found = [f"without {key}" for key in request.without]
        found += ["weeks-off"] if request.weeks_off else []
        found += ["hours"] if request.hours_per_week < MOST_HOURS else []
        found += ["deadline"] if request.deadline else []
        return found + (["budget"] if request.budget_usd is not None else [])

    def only(self, names: Iterable[str]) -> PlanRequest:
        """The request with only these limits."""
        kept = set(names)
        request = self.request
        return replace(
            request,
            objective="cheapest",
            budget_usd=request.budget_usd if "budget" in kept else None,
            deadline=request.deadline if "deadline" in kept else None,
            hours_per_week=request.hours_per_week if "hours" in kept else max(MOST_HOURS, request.hours_per_week),
            weeks_off=request.weeks_off if "weeks-off" in kept else (),
            without=tuple(key for key in request.without if f"without {key}" in kept),
            keep=(),
        )

    def best(self, request: PlanRequest, measures: tuple[Measure, ...]) -> Solution | None:
        kb = self.kb
        calendar = calendar_of(request, kb)
        stock = Stock(self.standing, kb, calendar, request)
        demands = GoalReader(stock).demands()
        if demands.impossible:
            return None
        question = ask(stock, demands)
        return solve(question.puzzle, bounds_of(question, request), measures)

    def possible(self, names: Iterable[str]) -> bool:
        return self.best(self.only(names), ()) is not None


def why_impossible(
    request: PlanRequest, standing: Standing, kb: KnowledgeBase
) -> tuple[tuple[Cause, ...], tuple[Relaxation, ...]]:
    """A minimal clashing set (leaving any one out makes a plan possible or meets another set), and relaxations."""
    limits = _Limits(request, standing, kb)
    names = limits.names()
    if not limits.possible(()):
        return (Cause("dates", NO_WAY.format(years=kb.weight("plan-horizon-years"))),), ()
    clash = list(names)
    for name in names:
        rest = [other for other in clash if other != name]
        if not limits.possible(rest):
            clash = rest
    causes = tuple(Cause(name.split()[0], _words(name, request, kb)) for name in clash)
    found = [_relaxed(name, names, limits) for name in reversed(names)]
    relaxations = tuple(one for one in found if one)
    return causes, relaxations or tuple(_together(names, limits))


def _words(name: str, request: PlanRequest, kb: KnowledgeBase) -> str:
    if name.startswith("without "):
        return f"no {kb.step(name.split()[1]).title}"
    return LIMIT_WORDS[name].format(
        budget_usd=request.budget_usd or 0.0, deadline=request.deadline, hours_per_week=request.hours_per_week
    )


def _relaxed(name: str, names: list[str], limits: _Limits) -> Relaxation | None:
    """The smallest change of this limit while all others stay; None if none helps."""
    request = limits.request
    free = limits.only(other for other in names if other != name)
    if name == "hours":
        return _more_hours(names, limits)
    measures: dict[str, tuple[Measure, ...]] = {"budget": ("cost",), "deadline": ("finish",)}
    best = limits.best(free, measures.get(name, ()))
    if best is None:
        return None
    if name == "budget":
        to = best.cost / 100 + request.spent_usd
        before = request.budget_usd or 0.0
        return Relaxation("budget_usd", f"{before:g}", f"{to:g}", f"${to - before:,.0f} more (a budget of ${to:,.0f})")
    if name == "deadline":
        calendar = calendar_of(free, limits.kb)
        day = calendar.last_date(best.finish).isoformat()
        return Relaxation("deadline", str(request.deadline), day, f"finish by {day}")
    if name == "weeks-off":
        return Relaxation("weeks_off", str(len(request.weeks_off)), "0", "take no weeks off")
    key = name.split()[1]
    return Relaxation("without", key, "allowed", f"allow {limits.kb.step(key).title}")


def _together(names: list[str], limits: _Limits) -> Iterator[Relaxation]:
    """Where no change of one limit helps: the cheapest budget there is, with the earliest end it then allows."""
    request = limits.request
    others = [name for name in names if name not in ("budget", "deadline")]
    if "budget" not in names or "deadline" not in names:
        return
    best = limits.best(limits.only(others), ("cost", "finish"))
    if best is not None:
        budget = best.cost / 100 + request.spent_usd
        calendar = calendar_of(limits.only(others), limits.kb)
        day = calendar.last_date(best.finish).isoformat()
        text = f"both a budget of ${budget:,.0f} and an end by {day}; neither alone is enough"
        before = f"{request.budget_usd:g} and {request.deadline}"
        yield Relaxation("budget_usd and deadline", before, f"{budget:g} and {day}", text)


def _more_hours(names: list[str], limits: _Limits) -> Relaxation | None:
    """The fewest whole hours a week that suffice, by bisection (more hours never hurt)."""
    request = limits.request

    def enough(hours: float) -> bool:
        return limits.best(replace(limits.only(names), hours_per_week=hours), ()) is not None

    low, high = int(request.hours_per_week), MOST_HOURS
    if not enough(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    before = f"{request.hours_per_week:g}"
    return Relaxation("hours_per_week", before, str(high), f"{high} h a week")
