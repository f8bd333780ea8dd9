"""From stock and demands to the problem for the solver: items, limits, order of taste."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from careerpath.knowledge.models import Certification, Role
from careerpath.pathway.demands import Demands, by_study_alone
from careerpath.pathway.problem import Bonus, Bounds, Item, Problem, Solution, Want
from careerpath.pathway.request import PlanRequest
from careerpath.pathway.solve import solve
from careerpath.pathway.stock import Stock
from careerpath.record import Record
from careerpath.rules.credit import best_credit, need_weights, readiness
from careerpath.rules.order import rank
from careerpath.rules.steps import RoleGains, hours_of, suits

LEVELS = ("awareness", "entry", "associate", "professional", "expert")
CREDIT = 1_000_000
"""Readiness 1 in the solver's whole numbers."""
TIME_IN_THE_JOB = "time in the job held now"
"""The item that is done when the stage has lasted its least."""


class Question(Record):
    """The problem, and how a person would rather have its steps ordered."""

    problem: Problem
    stock: Stock
    ranks: dict[str, tuple[float, float]]
    """Item -> (level, hours): the easier and shorter first, where time does not care."""
    advice: tuple[tuple[str, str], ...]
    """(first, then) as issuers recommend."""


def build_problem(stock: Stock, demands: Demands, first: str | None, *, to_the_line: bool = True) -> Question:
    """The problem of these demands with every item that can serve them.

    `to_the_line`: the choice must also reach the ready line for the first role among the goals, if study can.
    """
    request = stock.request
    doors = _doors(stock, demands) if request.objective == "most-doors" else ()
    ready, needed = ready_bonuses(stock, demands) if to_the_line else ((), 0)
    keys = [key for d in demands.wanted for key, _ in d.want.amounts]
    keys += [key for bonus in (*doors, *ready) for _, some in bonus.credits for key in some]
    items = stock.closure(keys, demands.allowed)
    wants = tuple(d.want for d in demands.wanted)
    if stock.least_days:
        items = (*items, Item(TIME_IN_THE_JOB, 0, 0, 0, first_day=stock.least_days, tie_break_weight=0))
        wants = (*wants, Want(TIME_IN_THE_JOB, ((TIME_IN_THE_JOB, 1),)))
    problem = Problem(
        items, wants, stock.horizon, doors, ready, needed, first, frozenset(request.keep), stock.pace.room
    )
    return asked_of(problem, stock)


def asked_of(problem: Problem, stock: Stock) -> Question:
    """The problem with the order of taste of its items."""
    present = {item.id for item in problem.items}
    advice = []
    for key in sorted(present & stock.kb.certs.keys()):
        advice += [(first, key) for first in stock.kb.certs[key].advice.certifications if first in present]
    kept = {key: (-1.0, float(place)) for place, key in enumerate(stock.request.keep)}  # in the order of the old plan
    ranks = {item.id: kept.get(item.id) or _rank(stock, item.id) for item in problem.items}
    return Question(problem, stock, ranks, () if kept else tuple(advice))


def _rank(stock: Stock, key: str) -> tuple[float, float]:
    if key not in stock.entries:
        return 0.0, 0.0
    step = stock.step(key)
    if isinstance(step, Certification):
        return LEVELS.index(step.level) + 1.0, hours_of(step)
    return float(max(step.teaches.values(), default=0)), hours_of(step)


def ready_bonuses(stock: Stock, demands: Demands) -> tuple[tuple[Bonus, ...], int]:
    """What study adds to the readiness for the goal's role, and how much of it reaches the ready line.

    Nothing is needed where the line is reached already or cannot be reached by study.
    """
    if len(stock.roles) != 1:
        return (), 0
    role, kb = stock.roles[0], stock.kb
    base = readiness(stock.grown.holdings, role, kb).score
    missing = ceil(CREDIT * (kb.constants.ready_line - base)) + len(role.needs)  # each bonus is rounded
    if missing <= len(role.needs):
        return (), 0
    gains = RoleGains(stock.grown, role, kb)
    keys = []
    for key in by_study_alone(stock, demands):  # nothing is bought to lift a hundredth
        if gains.gain_of((stock.step(key),)) >= kb.constants.line_step_least:
            keys.append(key)
    bonuses = bonuses_of(stock, role, keys)
    most = sum(bonus.credits[-1][0] for bonus in bonuses)
    return (tuple(bonuses), missing) if most >= missing else ((), 0)


def bounds_of(question: Question, request: PlanRequest) -> Bounds:
    """The limits of the request in the solver's units.

    Days of degrees are held to the fewest that reach the goal at all, whatever it costs: no plan takes a degree for a
    skill that study teaches.
    """
    stock = question.stock
    calendar, kb = stock.calendar, stock.kb
    unwanted = set(request.without)
    without = frozenset(k for k, entry in stock.entries.items() if entry.step.id in unwanted)
    years = None
    if any(item.kind != "study" for item in question.problem.items):
        fewest = _whole(solve(question.problem, Bounds(without=without), ("years",)))
        years = fewest.years if fewest else None
    finish = None if request.deadline is None else calendar.days_until(request.deadline)
    budget = None if request.budget_usd is None else round(100 * (request.budget_usd - request.spent_usd))
    if finish is None and request.objective == "most-doors":
        soonest = _whole(solve(question.problem, Bounds(budget, None, years, without), ("finish",)))
        finish = max(round(7 * kb.constants.plan_doors_weeks), soonest.finish if soonest else 0)
    return Bounds(budget, finish, years, without)


def _whole(found: Solution | None) -> Solution | None:
    """Limits that come from half a search would be wrong: raises KeyboardInterrupt for a search that was stopped."""
    if found is not None and found.interrupted:
        raise KeyboardInterrupt
    return found


def _doors(stock: Stock, demands: Demands) -> tuple[Bonus, ...]:
    """One bonus per need of the next roles: what the items could add to its credit."""
    count = round(stock.kb.constants.plan_doors)
    found = [r.role for r in rank(stock.standing, stock.kb).next if r.role.id not in stock.request.goals][:count]
    keys = by_study_alone(stock, demands)
    return tuple(bonus for role in found for bonus in bonuses_of(stock, role, keys))


def bonuses_of(stock: Stock, role: Role, keys: Sequence[str]) -> list[Bonus]:
    """What the items could add to the credit of each need of the role."""
    kb = stock.kb
    levels = {skill: held.level for skill, held in stock.grown.holdings.items()}
    fitting = [key for key in keys if suits(stock.step(key), role)]
    bonuses = []
    for need, weight in zip(role.needs, need_weights(role, kb), strict=True):
        base = best_credit(levels, need.skill, need.level, kb)[0]
        useful = {need.skill, *(other for other, _, _ in kb.relations(need.skill))}
        gains: dict[str, int] = {}
        for key in fitting:
            taught = {skill: level for skill, level in stock.step(key).teaches.items() if skill in useful}
            if taught:
                credit = best_credit(taught, need.skill, need.level, kb)[0]
                gain = round(CREDIT * weight * (credit - base))
                if gain > 0:
                    gains[key] = gain
        reached = tuple((g, tuple(k for k, other in gains.items() if other >= g)) for g in sorted(set(gains.values())))
        if reached:
            bonuses.append(Bonus(reached))
    return bonuses
