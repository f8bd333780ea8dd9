"""Plans: steps chosen and put on dates for a goal, solved to proven optimality (docs/method.md, 7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Activity, Certification
from careerpath.pathway.causes import Cause, Relaxation, why_impossible
from careerpath.pathway.cost import HoldCost, cost_to_hold
from careerpath.pathway.dates import Calendar
from careerpath.pathway.demands import Demands, GoalReader
from careerpath.pathway.front import FrontPoint, front
from careerpath.pathway.model import arrange
from careerpath.pathway.problem import ORDERS, Solution
from careerpath.pathway.question import ask, bounds_of
from careerpath.pathway.request import PlanRequest, calendar_of
from careerpath.pathway.solve import solve
from careerpath.pathway.stock import Stock, renewal_of
from careerpath.pathway.words import Excluded, because, left_out, notes_of, other_start
from careerpath.record import Record, replace
from careerpath.rules.progress import HELD, JOB_AGAIN, RENEWAL, after, step_behind
from careerpath.rules.readiness import readiness
from careerpath.rules.standing import Standing

HOLD_YEARS = (1, 3, 5)


class PlanStep(Record):
    """One step on its dates; a certification's exam is on `end`. `fee_usd` is None if no price is published."""

    id: str
    """The item: the step's id, with a suffix for a renewal or a further year of a job."""
    step: str
    kind: str
    title: str
    start: date
    end: date
    hours: float
    fee_usd: float | None
    teaches: dict[str, int]
    because: tuple[str, ...]


class Proof(Record):
    """How good the plan is known to be: no plan has a better first measure than `bound`."""

    optimal: bool
    gap: float
    bound: float
    measure: str
    solver: str = "CP-SAT"


class Plan(Record):
    """The answer. `status`: optimal (proven), met (goal reached, not proven best), impossible."""

    request: PlanRequest
    calendar: Calendar
    status: Literal["optimal", "met", "impossible"]
    steps: tuple[PlanStep, ...] = ()
    proof: Proof | None = None
    hold: tuple[HoldCost, ...] = ()
    """Over 1, 3 and 5 years."""
    readiness: tuple[tuple[str, float, float], ...] = ()
    """(role, readiness before, after)."""
    excluded: tuple[Excluded, ...] = ()
    notes: tuple[str, ...] = ()
    other_start: str = ""
    """Why `recommend` names another first step for the goal; nothing if it does not."""
    causes: tuple[Cause, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    front: tuple[FrontPoint, ...] = ()
    front_is_whole: bool = True
    """False if the search for the front ended early."""
    days: int = 0
    interrupted: bool = False

    @property
    def fee_usd(self) -> float:
        """Published prices in all [USD]."""
        return sum(step.fee_usd or 0.0 for step in self.steps)

    @property
    def is_at_least(self) -> bool:
        """True if some price is not published."""
        return any(step.fee_usd is None for step in self.steps)

    @property
    def hours(self) -> float:
        return sum(step.hours for step in self.steps)

    @property
    def weeks(self) -> int:
        """Weeks [whole, rounded up] until the last step is done, weeks off not counted."""
        return -(-self.days // 7)

    @property
    def finish(self) -> date:
        return self.calendar.last_date(self.days)

    def hold_usd(self, years: int) -> float:
        """Everything to get, and the certifications to hold for so many years [USD]."""
        held = next(cost for cost in self.hold if cost.years == years)
        return self.fee_usd + held.beyond_headline_usd


def make_plan(request: PlanRequest, standing: Standing, kb: KnowledgeBase) -> Plan:
    """The best plan for the request, or why there is none. The standing is that of the profile."""
    now = after(standing, [step_behind(key, kb) for key in request.done], kb)
    calendar = calendar_of(request, kb)
    stock = Stock(now, kb, calendar, request)
    demands = GoalReader(stock).demands()
    empty = Plan(request, calendar, "impossible", notes=demands.notes)
    if demands.impossible:
        causes = tuple(Cause("gate", d.missing, d.detour) for d in demands.impossible)
        return replace(empty, causes=causes, excluded=tuple(left_out(stock, demands, None)))
    question = ask(stock, demands)
    bounds = bounds_of(question, request)
    measures = ORDERS[request.objective]
    # with an earlier plan in hand, as few changes as possible come first
    solution = solve(question.puzzle, bounds, ("changes", *measures) if request.keep else measures)
    if solution is None:
        causes, relaxations = why_impossible(request, now, kb)
        return replace(empty, causes=causes, relaxations=relaxations)
    starts = arrange(question.puzzle, solution, question.ranks, question.advice)
    plan = _plan(empty, stock, demands, replace(solution, starts=starts))
    if request.front and not plan.interrupted:
        points, stop = front(question, bounds)
        interrupted = isinstance(stop, KeyboardInterrupt)
        plan = replace(plan, front=points, front_is_whole=stop is None, interrupted=interrupted)
    return plan


def _plan(empty: Plan, stock: Stock, demands: Demands, solution: Solution) -> Plan:
    request, kb = empty.request, stock.kb
    steps = tuple(_steps(stock, demands, solution))
    planned = list(dict.fromkeys(step.step for step in steps if step.step in kb.certs and step.kind != "renewal"))
    certs = [kb.certs[key] for key in planned]
    held = [kb.certs[key] for key in sorted(stock.standing.certifications)]
    hold = tuple(cost_to_hold(certs, years, kb, stock.prices, held) for years in HOLD_YEARS)
    end = after(stock.standing, [stock.step(step.id) for step in steps], kb)
    ready = tuple(
        (g, readiness(stock.standing.holdings, kb.roles[g], kb).score, readiness(end.holdings, kb.roles[g], kb).score)
        for g in request.goals
        if g in kb.roles
    )
    return replace(
        empty,
        status="optimal" if solution.optimal else "met",
        steps=steps,
        proof=Proof(solution.optimal, solution.gap, solution.bound, ORDERS[request.objective][0]),
        hold=hold,
        readiness=ready,
        excluded=tuple(left_out(stock, demands, solution.starts)),
        notes=(*demands.notes, *notes_of(stock, solution.starts)),
        other_start=other_start(stock, steps[0].step) if steps else "",
        days=max((s + stock.item(k).span for k, s in solution.starts.items()), default=0),
        interrupted=solution.interrupted,
    )


def _steps(stock: Stock, demands: Demands, solution: Solution) -> Iterator[PlanStep]:
    chosen = sorted(solution.starts.items(), key=lambda kv: (kv[1], kv[1] + stock.item(kv[0]).span, kv[0]))
    levels = {skill: held.level for skill, held in stock.standing.holdings.items()}
    for key, start in chosen:
        if key.endswith(HELD):
            continue
        item, step = stock.item(key), stock.step(key)
        renewal = RENEWAL in key
        yield PlanStep(
            id=key,
            step=step.id,
            kind="renewal" if renewal else step.kind if isinstance(step, Activity) else "certification",
            title=_title(key, step.title),
            start=stock.calendar.date_of(start),
            end=max(stock.calendar.date_of(start), stock.calendar.last_date(start + item.span)),
            hours=item.tenths / 10,
            fee_usd=_fee(stock, key, step),
            teaches={} if renewal else {s: taught for s, taught in step.teaches.items() if taught > levels.get(s, 0)},
            because=because(key, stock, demands, solution.starts),
        )
        for skill, level in step.teaches.items():
            levels[skill] = max(level, levels.get(skill, 0))


def _title(key: str, title: str) -> str:
    if RENEWAL in key:
        return f"Renew {title}"
    return f"{title} (year {key.rsplit('-', 1)[1]})" if JOB_AGAIN in key else title


def _fee(stock: Stock, key: str, step: Certification | Activity) -> float | None:
    if RENEWAL in key and isinstance(step, Certification):
        return renewal_of(step)[0]
    return stock.prices.price_of(step)
