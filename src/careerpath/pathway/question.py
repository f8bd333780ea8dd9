"""From stock and demands to the question for the solver: puzzle, limits, order of taste."""

from __future__ import annotations

from careerpath.knowledge.models import SENIORITY_ORDER, Activity, Certification, Role
from careerpath.pathway.dates import DAYS_PER_WEEK
from careerpath.pathway.demands import Demands
from careerpath.pathway.problem import Bounds, Door, Puzzle, Solution
from careerpath.pathway.request import PlanRequest
from careerpath.pathway.solve import solve
from careerpath.pathway.stock import Stock
from careerpath.record import Record
from careerpath.rules.order import rank
from careerpath.rules.progress import base_id
from careerpath.rules.readiness import best_credit, need_weights
from careerpath.rules.steps import hours_of, suits

LEVELS = ("awareness", "entry", "associate", "professional", "expert")
WEEKS_OF_JOB = 52
CREDIT = 1_000_000
"""Readiness 1 in the solver's whole numbers."""


class Question(Record):
    """The puzzle, and how a person would rather have its steps ordered."""

    puzzle: Puzzle
    stock: Stock
    ranks: dict[str, tuple[float, float]]
    """Item -> (level, hours): the easier and shorter first, where time does not care."""
    advice: tuple[tuple[str, str], ...]
    """(first, then) as issuers recommend."""


def ask(stock: Stock, demands: Demands) -> Question:
    """The puzzle of these demands with every item that can serve them."""
    request = stock.request
    doors = _doors(stock, demands) if request.objective == "most-doors" else ()
    keys = [key for d in demands.wanted for key, _ in d.want.amounts]
    keys += [key for door in doors for _, some in door.credits for key in some]
    items = stock.closure(keys, demands.allowed)
    puzzle = Puzzle(
        items,
        tuple(d.want for d in demands.wanted),
        stock.horizon,
        doors,
        frozenset(request.keep),
    )
    here = {item.id for item in items}
    advice = tuple(
        (first, key)
        for key in sorted(here & stock.kb.certs.keys())
        for first in stock.kb.certs[key].advice.certifications
        if first in here
    )
    kept = {key: (-1.0, float(place)) for place, key in enumerate(request.keep)}  # in the order of the earlier plan
    ranks = {item.id: kept.get(item.id) or _rank(stock, item.id) for item in items}
    return Question(puzzle, stock, ranks, () if kept else advice)


def _rank(stock: Stock, key: str) -> tuple[float, float]:
    step = stock.step(key)
    if isinstance(step, Activity) and step.grants.role:
        return float(SENIORITY_ORDER.index(stock.kb.roles[step.grants.role].seniority)), 0.0
    if isinstance(step, Certification):
        return LEVELS.index(step.level) + 1.0, hours_of(step)
    return float(max(step.teaches.values(), default=0)), hours_of(step)


def bounds_of(question: Question, request: PlanRequest) -> Bounds:
    """The limits of the request in the solver's units.

    Years of jobs and degrees are held to the fewest that reach the goal at all, whatever it costs: no plan takes a job
    for a skill that study teaches.
    """
    calendar, kb = question.stock.calendar, question.stock.kb
    without = frozenset(i.id for i in question.puzzle.items if base_id(i.id) in request.without)
    work = round(DAYS_PER_WEEK * WEEKS_OF_JOB * kb.constants.plan_job_years)
    years = None
    if any(item.kind != "study" for item in question.puzzle.items):
        fewest = _whole(solve(question.puzzle, Bounds(without=without, work=work), ("years",)))
        years = fewest.years if fewest else None
    finish = None if request.deadline is None else calendar.days_until(request.deadline)
    budget = None if request.budget_usd is None else round(100 * (request.budget_usd - request.spent_usd))
    if finish is None and request.objective == "most-doors":
        soonest = _whole(solve(question.puzzle, Bounds(budget, None, years, work, without), ("finish",)))
        finish = max(round(7 * kb.constants.plan_doors_weeks), soonest.finish if soonest else 0)
    return Bounds(budget, finish, years, work, without)


def _whole(found: Solution | None) -> Solution | None:
    """Limits that come from half a search would be wrong: raises KeyboardInterrupt for a search that was stopped."""
    if found is not None and found.interrupted:
        raise KeyboardInterrupt
    return found


def _doors(stock: Stock, demands: Demands) -> tuple[Door, ...]:
    """One door per need of the next roles: what the items could add to its credit."""
    count = round(stock.kb.constants.plan_doors)
    found = [r.role for r in rank(stock.standing, stock.kb).next if r.role.id not in stock.request.goals][:count]
    by_study = [k for k in stock.steps if k in demands.allowed and stock.item(k).kind == "study"]
    return tuple(door for role in found for door in _doors_of(stock, role, by_study))


def _doors_of(stock: Stock, role: Role, keys: list[str]) -> list[Door]:
    kb = stock.kb
    levels = {skill: held.level for skill, held in stock.standing.holdings.items()}
    fitting = [key for key in keys if suits(stock.step(key), role)]
    doors = []
    for need, weight in zip(role.needs, need_weights(role, kb), strict=True):
        base = best_credit(levels, need.skill, need.level, kb)[0]
        useful = {need.skill, *(other for other, _, _ in kb.relations(need.skill))}
        gains: dict[str, int] = {}
        for key in fitting:
            taught = {s: lv for s, lv in stock.step(key).teaches.items() if s in useful}
            gain = round(CREDIT * weight * (best_credit(taught, need.skill, need.level, kb)[0] - base)) if taught else 0
            if gain > 0:
                gains[key] = gain
        steps = sorted(set(gains.values()))
        if steps:
            credits = tuple((g, tuple(k for k, other in gains.items() if other >= g)) for g in steps)
            doors.append(Door(credits))
    return doors
