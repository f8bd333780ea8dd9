"""From stock and demands to the problem for the solver: items, limits, order of taste."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Activity, Certification, Need, Role, Step
from careerpath.pathway.dates import DAYS_PER_WEEK
from careerpath.pathway.demands import Demand, Demands, by_study_alone
from careerpath.pathway.problem import Bonus, Bounds, Item, Problem, Solution
from careerpath.pathway.request import PlanRequest
from careerpath.pathway.solve import solve
from careerpath.pathway.stock import Stock
from careerpath.record import Record, replace
from careerpath.rules.credit import best_credit, need_weights, readiness
from careerpath.rules.order import rank
from careerpath.rules.standing import Holding, Standing
from careerpath.rules.steps import ONE_TERM_WEEKS, RoleGains, hours_of, suits
from careerpath.rules.want import Want

LEVELS = ("awareness", "entry", "associate", "professional", "expert")
"""Of certifications, the easiest first."""
CREDIT = 1_000_000
"""Readiness 1 in the solver's whole numbers: fine enough that rounding moves no percent that a reader sees."""
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
    doors: tuple[Bonus, ...] = ()
    if request.objective == "most-doors":
        doors = tuple(_doors(stock, demands))
    ready: tuple[Bonus, ...] = ()
    needed = 0
    if to_the_line:
        ready = tuple(bonuses_of(stock, stock.roles[0], to_the_line))
        needed = _missing_to_the_line(stock)
    wants = [demand.want for demand in demands.wanted]
    keys: list[str] = []
    for want in wants:
        keys += want.keys
    for bonus in (*doors, *ready):
        keys += bonus.keys
    items = stock.closure(keys, demands.allowed)
    if stock.least_days:
        # Time in the job is an item like any other, so that the stage cannot end before it.
        items = (*items, Item(TIME_IN_THE_JOB, 0, 0, 0, first_day=stock.least_days, tie_break_weight=0))
        wants.append(Want(TIME_IN_THE_JOB, ((TIME_IN_THE_JOB, 1),)))
    problem = Problem(
        items, tuple(wants), stock.horizon, doors, ready, needed, first, frozenset(request.keep), stock.pace.room
    )
    return asked_of(problem, stock)


def asked_of(problem: Problem, stock: Stock) -> Question:
    """The problem with the order of taste of its items. An earlier plan in hand goes before all taste and advice."""
    kept = {key: (-1.0, float(place)) for place, key in enumerate(stock.request.keep)}  # before every rank of taste
    ranks = {}
    for item in problem.items:
        ranks[item.id] = kept[item.id] if item.id in kept else _rank(stock, item.id)
    advice = () if kept else tuple(_advice(problem, stock))
    return Question(problem, stock, ranks, advice)


def _advice(problem: Problem, stock: Stock) -> Iterator[tuple[str, str]]:
    """(first, then) of items of the problem, as issuers recommend."""
    present = {item.id for item in problem.items}
    for key in sorted(present & stock.kb.certs.keys()):
        for first in stock.kb.certs[key].advice.certifications:
            if first in present:
                yield first, key


def _rank(stock: Stock, key: str) -> tuple[float, float]:
    """(level, hours): what a certification says of its level lies above what any other step teaches at that level."""
    if key not in stock.entries:
        return 0.0, 0.0
    step = stock.step(key)
    if isinstance(step, Certification):
        return LEVELS.index(step.level) + 1.0, hours_of(step)
    return float(max(step.teaches.values(), default=0)), hours_of(step)


BEYOND_THE_LINE = ("expected", "need")
DISPENSABLE = (("expected",), BEYOND_THE_LINE, (*BEYOND_THE_LINE, "kept"))
"""Kinds of demands that somebody who reaches the ready line is hired without: fewer and fewer are kept."""


def all_that_is_asked(stock: Stock, demands: Demands) -> Iterator[tuple[Demands, tuple[str, ...]]]:
    """What is asked, with the steps that lead to the ready line: nothing where the line cannot be reached so.

    Somebody who is ready today needs nothing of what lies beyond the line.
    """
    if is_ready_today(stock):
        yield demands.without_kinds(*BEYOND_THE_LINE), ()
        return
    yield from _with_the_line(stock, demands)


def less_and_less(stock: Stock, demands: Demands) -> Iterator[tuple[Demands, tuple[str, ...]]]:
    """Less and less of it, where there is no room for all; last of all everything but the ready line.

    A role is reached where its gates are passed and readiness is at the ready line. So what hospitals like to see, and
    needs beyond the line, are given up before the line is.
    """
    if len(stock.roles) == 1:
        last = demands
        for kinds in DISPENSABLE:
            fewer = demands.without_kinds(*kinds)
            if fewer.wanted != last.wanted:
                yield from _with_the_line(stock, fewer)
            last = fewer
    yield demands, ()


def _with_the_line(stock: Stock, demands: Demands) -> Iterator[tuple[Demands, tuple[str, ...]]]:
    steps = steps_to_the_line(stock, demands)
    if steps or len(stock.roles) != 1 or _missing_to_the_line(stock) <= 0:
        yield demands, steps


def is_ready_today(stock: Stock) -> bool:
    """True if the person can apply for the role of the goal today: then no step has to come first.

    A plan made again goes on with what is begun.
    """
    request = stock.request
    if len(stock.roles) != 1 or stock.least_days or request.keep or request.done or request.failed:
        return False
    return not stock.gates and _missing_to_the_line(stock) <= 0


def steps_to_the_line(stock: Stock, demands: Demands) -> tuple[str, ...]:
    """Steps that together reach the ready line for the role of the goal.

    Nothing where it is reached already, or study does not lead there. What a step brings counts beyond what the demands
    bring anyway: else an exam is bought for what the exams of the goal teach as well. No school program of more than a
    term is taken for the line alone.
    """
    if len(stock.roles) != 1 or _missing_to_the_line(stock) <= 0:
        return ()
    wanted: set[str] = set()
    for demand in demands.wanted:
        wanted.update(demand.want.keys)
    gains = RoleGains(_with_demands(stock, demands), stock.roles[0], stock.kb)
    steps = []
    for key in by_study_alone(stock, demands):
        if key in wanted or _is_worth_it(stock.step(key), gains, stock.kb):
            steps.append(key)
    if _reaches_the_line(stock, steps):
        return tuple(steps)
    return ()


def _is_worth_it(step: Step, gains: RoleGains, kb: KnowledgeBase) -> bool:
    """True for a step that brings enough to be taken for the ready line alone; an exam has to bring more."""
    if isinstance(step, Activity) and step.kind == "course" and step.weeks > ONE_TERM_WEEKS:
        return False
    least = kb.constants.line_practice_least
    if isinstance(step, Certification):
        least = kb.constants.line_step_least
    return gains.gain_of((step,)) >= least


def _missing_to_the_line(stock: Stock) -> int:
    """The readiness that is missing to the ready line when the stage has lasted its least, in whole numbers."""
    role, kb = stock.roles[0], stock.kb
    missing = ceil(CREDIT * (kb.constants.ready_line - readiness(stock.grown.holdings, role, kb).score))
    if missing <= 0:
        return 0
    return missing + len(role.needs)  # each bonus is rounded, by less than 1 for a need


def _reaches_the_line(stock: Stock, keys: Sequence[str]) -> bool:
    bonuses = bonuses_of(stock, stock.roles[0], keys)
    return sum(bonus.credits[-1][0] for bonus in bonuses) >= _missing_to_the_line(stock)


def _with_demands(stock: Stock, demands: Demands) -> Standing:
    """The standing with what every choice of steps for the demands teaches."""
    holdings = dict(stock.grown.holdings)
    for demand in demands.wanted:
        for skill, level in _taught_anyway(demand, stock).items():
            if level > stock.grown.level(skill):
                holdings[skill] = Holding(level, "claimed", "plan")
    return replace(stock.grown, holdings=holdings)


def _taught_anyway(demand: Demand, stock: Stock) -> dict[str, int]:
    """Skill -> level that is taught by each of the items of which the demand wants one."""
    taught = [stock.step(key).teaches for key in demand.want.keys if key in stock.entries]
    if not taught:
        return {}
    levels = {}
    for skill in taught[0]:
        levels[skill] = min(teaches.get(skill, 0) for teaches in taught)
    return levels


def bounds_of(question: Question, request: PlanRequest) -> Bounds:
    """The limits of the request in the solver's units.

    Days of degrees are held to the fewest that reach the goal at all, whatever it costs: no plan takes a degree for a
    skill that study teaches.
    """
    stock = question.stock
    unwanted = set(request.without)
    without = frozenset(key for key, entry in stock.entries.items() if entry.step.id in unwanted)
    years = None
    if any(item.kind != "study" for item in question.problem.items):
        fewest = _whole(solve(question.problem, Bounds(without=without), ("years",)))
        years = fewest.years if fewest else None
    budget = None
    if request.budget_usd is not None:
        budget = round(100 * (request.budget_usd - request.spent_most_usd))
    finish = None
    if request.deadline is not None:
        finish = stock.calendar.days_until(request.deadline)
    elif request.objective == "most-doors":
        # Doors open without end: a plan for the most of them ends by its usual time, or as soon as the goal lets it.
        finish = round(DAYS_PER_WEEK * stock.kb.constants.plan_doors_weeks)
        soonest = _whole(solve(question.problem, Bounds(budget, None, years, without), ("finish",)))
        if soonest is not None:
            finish = max(finish, soonest.finish)
    return Bounds(budget, finish, years, without)


def _whole(solution: Solution | None) -> Solution | None:
    """Limits that come from half a search would be wrong: raises KeyboardInterrupt for a search that was stopped."""
    if solution is not None and solution.interrupted:
        raise KeyboardInterrupt
    return solution


def _doors(stock: Stock, demands: Demands) -> Iterator[Bonus]:
    """One bonus per need of the next roles that are no goals: what the items could add to its credit."""
    next_roles = [ranked.role for ranked in rank(stock.standing, stock.kb).next]
    others = [role for role in next_roles if role.id not in stock.request.goals]
    keys = by_study_alone(stock, demands)
    for role in others[: round(stock.kb.constants.plan_doors)]:
        yield from bonuses_of(stock, role, keys)


def bonuses_of(stock: Stock, role: Role, keys: Sequence[str]) -> Iterator[Bonus]:
    """What the items could add to the credit of each need of the role."""
    levels = {skill: held.level for skill, held in stock.grown.holdings.items()}
    fitting = [key for key in keys if suits(stock.step(key), role)]
    for need, weight in zip(role.needs, need_weights(role, stock.kb), strict=True):
        gains = _gains_for(need, weight, levels, fitting, stock)
        if gains:
            yield _bonus(gains)


def _gains_for(
    need: Need, weight: float, levels: Mapping[str, int], keys: Sequence[str], stock: Stock
) -> dict[str, int]:
    """Item -> what it alone would add to the readiness by lifting this need [of `CREDIT`]; only what adds some."""
    kb = stock.kb
    credit_now = best_credit(levels, need.skill, need.level, kb)[0]
    # Relations give credit too: a level of a related skill counts in part.
    useful = {need.skill, *(other for other, _, _ in kb.relations(need.skill))}
    gains = {}
    for key in keys:
        taught = {skill: level for skill, level in stock.step(key).teaches.items() if skill in useful}
        if not taught:
            continue
        credit = best_credit(taught, need.skill, need.level, kb)[0]
        gain = round(CREDIT * weight * (credit - credit_now))
        if gain > 0:
            gains[key] = gain
    return gains


def _bonus(gains: Mapping[str, int]) -> Bonus:
    """Each gain with all the items that bring it or more."""
    steps_up = []
    for gain in sorted(set(gains.values())):
        keys = tuple(key for key, brought in gains.items() if brought >= gain)
        steps_up.append((gain, keys))
    return Bonus(tuple(steps_up))
