"""From stock and demands to the problem for the solver: items, limits, order of taste."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from careerpath.knowledge.models import Activity, Certification, Role
from careerpath.pathway.demands import Demands, by_study_alone
from careerpath.pathway.problem import Bonus, Bounds, Item, Problem, Solution, Want
from careerpath.pathway.request import PlanRequest
from careerpath.pathway.solve import solve
from careerpath.pathway.stock import Stock
from careerpath.record import Record, replace
from careerpath.rules.credit import best_credit, need_weights, readiness
from careerpath.rules.order import rank
from careerpath.rules.standing import Holding, Standing
from careerpath.rules.steps import ONE_TERM_WEEKS, RoleGains, hours_of, suits

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


def build_problem(stock: Stock, demands: Demands, first: str | None, to_the_line: Sequence[str] = ()) -> Question:
    """The problem of these demands with every item that can serve them.

    `to_the_line`: steps with which the choice must also reach the ready line; none where it is not asked for.
    """
    request = stock.request
    doors = _doors(stock, demands) if request.objective == "most-doors" else ()
    ready: tuple[Bonus, ...] = ()
    needed = 0
    if to_the_line:
        ready, needed = tuple(bonuses_of(stock, stock.roles[0], to_the_line)), _missing_to_the_line(stock)
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


def steps_to_the_line(stock: Stock, demands: Demands) -> tuple[str, ...]:
    """Steps that together reach the ready line for the role of the goal.

    Nothing where it is reached already, or study does not lead there. What a step brings counts beyond what the demands
    bring anyway: else an exam is bought for what the exams of the goal teach as well. No school program of more than a
    term is taken for the line alone.
    """
    if len(stock.roles) != 1 or _missing_to_the_line(stock) <= 0:
        return ()
    constants = stock.kb.constants
    wanted = {key for demand in demands.wanted for key, _ in demand.want.amounts}
    gains = RoleGains(_with_demands(stock, demands), stock.roles[0], stock.kb)
    steps = []
    for key in by_study_alone(stock, demands):
        step = stock.step(key)
        least = constants.line_step_least if isinstance(step, Certification) else constants.line_practice_least
        is_program = isinstance(step, Activity) and step.kind == "course" and step.weeks > ONE_TERM_WEEKS
        if key in wanted or (not is_program and gains.gain_of((step,)) >= least):
            steps.append(key)
    return tuple(steps) if _reaches_the_line(stock, steps) else ()


def _missing_to_the_line(stock: Stock) -> int:
    """The readiness that is missing to the ready line when the stage has lasted its least, in whole numbers."""
    role, kb = stock.roles[0], stock.kb
    missing = ceil(CREDIT * (kb.constants.ready_line - readiness(stock.grown.holdings, role, kb).score))
    return missing + len(role.needs) if missing > 0 else 0  # each bonus is rounded


def _reaches_the_line(stock: Stock, keys: Sequence[str]) -> bool:
    bonuses = bonuses_of(stock, stock.roles[0], keys)
    return sum(bonus.credits[-1][0] for bonus in bonuses) >= _missing_to_the_line(stock)


def _with_demands(stock: Stock, demands: Demands) -> Standing:
    """The standing with what every choice of steps for the demands teaches."""
    holdings = dict(stock.grown.holdings)
    for demand in demands.wanted:
        taught = [stock.step(key).teaches for key, _ in demand.want.amounts if key in stock.entries]
        for skill in taught[0] if taught else ():
            level = min(teaches.get(skill, 0) for teaches in taught)
            if level > stock.grown.level(skill):
                holdings[skill] = Holding(level, "claimed", "plan")
    return replace(stock.grown, holdings=holdings)


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
    budget = None if request.budget_usd is None else round(100 * (request.budget_usd - request.spent_most_usd))
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
