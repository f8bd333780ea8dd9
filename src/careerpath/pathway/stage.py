"""One stage: steps chosen and put on dates for a goal, solved to proven optimality (docs/method.md, 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.holidays import last_open, next_open
from careerpath.knowledge.models import Activity, Certification, Role, Step
from careerpath.pathway.causes import Cause, Relaxation, why_not_all
from careerpath.pathway.cost import HoldCost, cost_to_hold
from careerpath.pathway.dates import Calendar
from careerpath.pathway.demands import Demand, Demands, GoalReader, by_study_alone
from careerpath.pathway.first import FirstAction
from careerpath.pathway.front import FrontPoint, front, front_point
from careerpath.pathway.interruption import UndecidedError
from careerpath.pathway.model import order_steps
from careerpath.pathway.problem import ORDERS, Bonus, Bounds, Measure, Solution, earliest
from careerpath.pathway.question import (
    CREDIT,
    Question,
    all_that_is_asked,
    asked_of,
    bonuses_of,
    bounds_of,
    build_problem,
    less_and_less,
)
from careerpath.pathway.request import PlanRequest, calendar_of, step_of
from careerpath.pathway.solve import solve
from careerpath.pathway.stock import Entry, Stock, can_be_met, renewal_of
from careerpath.pathway.words import ExamDay, Excluded, because, code_of, exam_days, left_out, notes_of
from careerpath.record import Record, replace
from careerpath.rules.after import DAYS_PER_MONTH, Taken, stand_after
from careerpath.rules.credit import Readiness, readiness
from careerpath.rules.funding import may_pay
from careerpath.rules.gates import GateStatus, gate_statuses
from careerpath.rules.prices import PriceSpan
from careerpath.rules.standing import Standing

HOLD_YEARS = (1, 3, 5)
"""For how long the cost to hold is told: the first year, through a usual first renewal, and beyond it."""
Status = Literal["optimal", "met", "nearest", "never"]


class PlanStep(Record):
    """One step on its dates; a certification's exam is on `end`.

    `fee_usd` is None if no price is published, and the middle of a range: its ends are `fee_low_usd`, `fee_high_usd`.
    """

    id: str
    """The item: the step's id, with a suffix for a renewal or another way in."""
    step: str
    kind: str
    title: str
    start: date
    end: date
    hours: float
    fee_usd: float | None
    teaches: dict[str, int]
    because: tuple[str, ...]
    code: str | None = None
    """What to book: the version of the exam that is held on `end`; of several exams, all."""
    fee_low_usd: float | None = None
    fee_high_usd: float | None = None
    second_try_usd: float | None = None
    """What one more try at one of its exams costs; None if that is not published, 0 for what is no exam."""
    exams: tuple[ExamDay, ...] = ()
    """Its exams with their days; the last one is on `end`."""
    paid_by: str | None = None
    """Who else pays it, as the learner says."""
    may_pay: tuple[str, ...] = ()
    """Ids of the funds (`data/funding.yaml`) to ask about it; never granted."""


class Proof(Record):
    """How good the stage is known to be: none has a better first measure than `bound`."""

    optimal: bool
    gap: float
    bound: float
    measure: str
    solver: str = "CP-SAT"


class Reached(Record):
    """Where a stage ends for one role of its goals."""

    role: str
    before: float
    """Readiness (0-1) on its first day."""
    ready: Readiness
    """And on its last."""
    gates: tuple[GateStatus, ...]

    @classmethod
    def of_today(cls, standing: Standing, role: Role, kb: KnowledgeBase) -> Reached:
        """As things stand, before any step."""
        return cls.after_stage(standing, standing, role, kb)

    @classmethod
    def after_stage(cls, before: Standing, after: Standing, role: Role, kb: KnowledgeBase) -> Reached:
        """Where somebody stands for the role who began as `before` and ends as `after`."""
        score = readiness(before.holdings, role, kb).score
        return cls(role.id, score, readiness(after.holdings, role, kb), gate_statuses(after, role, kb))

    @property
    def after(self) -> float:
        return self.ready.score

    @property
    def still_to_pass(self) -> tuple[GateStatus, ...]:
        """Required and usual gates that are not passed then."""
        return tuple(gate for gate in self.gates if gate.status in ("closed", "makeup"))

    def is_short(self, kb: KnowledgeBase) -> bool:
        """True if it does not reach the role: a gate is not passed, or readiness is under the ready line.

        A role that takes beginners hires under that line, and trains.
        """
        if self.still_to_pass:
            return True
        return not kb.roles[self.role].takes_beginners and self.after < kb.constants.ready_line - 1e-9


class Stage(Record):
    """The answer for one stretch. `status`: optimal (proven), met (not proven best), nearest (limits clash), never."""

    request: PlanRequest
    calendar: Calendar
    status: Status
    steps: tuple[PlanStep, ...] = ()
    proof: Proof | None = None
    hold: tuple[HoldCost, ...] = ()
    """Over 1, 3 and 5 years."""
    reached: tuple[Reached, ...] = ()
    """One for each role among the goals."""
    standing_after: Standing | None = None
    excluded: tuple[Excluded, ...] = ()
    notes: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    left: tuple[Demand, ...] = ()
    """What it goes without: gates that no choice passes within the horizon at these hours, and what is dispensable."""
    front: tuple[FrontPoint, ...] = ()
    front_is_whole: bool = True
    """False if the search for the front ended early."""
    trade: FrontPoint | None = None
    """Another plan: of the cheapest, one that takes a quarter less time; of the fastest, one that costs less."""
    days: int = 0
    interrupted: bool = False
    reckoned_usd: float = 0.0
    """What ordered the choice: prices, and stand-ins where none is published [USD]. Never shown as a price."""

    @property
    def fee_usd(self) -> float:
        """Published prices in all [USD], of ranges the middle."""
        return sum(step.fee_usd or 0.0 for step in self.steps)

    @property
    def fee_span(self) -> PriceSpan:
        """Both ends of the published prices in all [USD]."""
        low = sum(step.fee_low_usd or 0.0 for step in self.steps)
        return PriceSpan(low, sum(step.fee_high_usd or 0.0 for step in self.steps))

    @property
    def reserve_usd(self) -> float:
        """What one more try at one exam of each certification would cost, where it is published [USD]."""
        return sum(step.second_try_usd or 0.0 for step in self.steps)

    @property
    def is_at_least(self) -> bool:
        """True if some price is not published."""
        return self.not_published > 0

    @property
    def not_published(self) -> int:
        """How many prices are not published."""
        return sum(step.fee_usd is None for step in self.steps)

    @property
    def hours(self) -> float:
        return sum(step.hours for step in self.steps)

    @property
    def weeks(self) -> int:
        """Weeks [whole, rounded up] until it ends, weeks off not counted."""
        return -(-self.days // 7)

    @property
    def finish(self) -> date:
        return self.calendar.last_date(self.days)

    def hold_usd(self, years: int) -> float:
        """Everything to get, and the certifications to hold for so many years [USD]."""
        held = next(cost for cost in self.hold if cost.years == years)
        return self.fee_usd + held.beyond_headline_usd

    def hold_span(self, years: int) -> PriceSpan:
        """Both ends of the same [USD]."""
        more = self.hold_usd(years) - self.fee_usd
        return PriceSpan(self.fee_span.low + more, self.fee_span.high + more)

    def is_short(self, kb: KnowledgeBase) -> bool:
        """True if it ends before its goal is reached: a first part."""
        return any(role.is_short(kb) for role in self.reached)


def make_stage(
    request: PlanRequest,
    standing: Standing,
    kb: KnowledgeBase,
    first: FirstAction | None = None,
    least_days: int = 0,
    *,
    at_once: bool = True,
    whole: bool = False,
    stock: Stock | None = None,
) -> Stage:
    """The best stage for the request. The standing is that of its first day.

    It takes the step of the first action, and begins with it unless `at_once` is False.

    Where limits leave no room for all, it goes without what somebody at the ready line is hired without; where the line
    cannot be reached within them, without the line; where a gate cannot be passed within the horizon, as far as can be;
    where limits clash, it is the nearest within all of them, with the reasons. `whole`: where there is no room for all,
    nobody looks for less; then it has no steps, and the status `nearest`. `stock`: that of the request, if it is there.
    """
    stock = stock or Stock(standing, kb, calendar_of(request, kb), request, least_days)
    begin = first.step.id if first and first.step else None
    demands = GoalReader(stock, begin).demands()
    empty = Stage(request, stock.calendar, "never", notes=demands.notes, standing_after=standing)
    never_met = [demand for demand in demands.impossible if demand.kind != "need"]
    if never_met:
        return _never(empty, stock, demands, never_met)
    first_items = _begins_with(request, begin if at_once else None)
    for asked, to_the_line in _easier(stock, demands, whole=whole):
        for first_item in first_items:
            question = build_problem(stock, asked, first_item, to_the_line)
            bounds = bounds_of(question, request)
            solution = solve(question.problem, bounds, _measures(request))
            if solution is not None:
                left = tuple(demand for demand in demands.wanted if demand not in asked.wanted)
                stage = _stage(empty, question, asked, solution, left)
                return _fronted(_traded(stage, question, bounds, solution), question, bounds)
    if whole:
        return replace(empty, status="nearest")
    return _nearest(empty, stock, demands, begin)


def _never(empty: Stage, stock: Stock, demands: Demands, never_met: list[Demand]) -> Stage:
    """No stage: nothing brings some of what is asked for, whatever the limits."""
    causes = tuple(Cause("gate", demand.missing, demand.detour) for demand in never_met)
    excluded = tuple(left_out(stock, demands, None))
    return replace(empty, causes=causes, excluded=excluded, reached=_reached(empty, stock))


def _measures(request: PlanRequest) -> tuple[Measure, ...]:
    """With an earlier plan in hand, as few changes as possible come first."""
    measures = ORDERS[request.objective]
    if request.keep:
        return ("changes", *measures)
    return measures


def _begins_with(request: PlanRequest, begin: str | None) -> tuple[str | None, ...]:
    """The step of the first action; of a plan made again what came first, if it is begun, and the limits leave room."""
    if begin is not None or not request.keep:
        return (begin,)
    came_first = request.keep[0]
    step = step_of(came_first)
    is_begun = request.hours_spent.get(step, 0.0) > 0
    is_tried = any(attempt.step == step for attempt in request.failed)
    if is_begun or is_tried:
        return came_first, None
    return (None,)


def _easier(stock: Stock, demands: Demands, *, whole: bool) -> Iterator[tuple[Demands, tuple[str, ...]]]:
    """What is asked, then less and less of it; then the same without gates beyond the horizon."""
    yield from all_that_is_asked(stock, demands)
    if whole:
        return
    yield from less_and_less(stock, demands)
    late = _beyond_the_horizon(stock, demands)
    if late:
        yield from all_that_is_asked(stock, demands.without(late))
        yield from less_and_less(stock, demands.without(late))


def _beyond_the_horizon(stock: Stock, demands: Demands) -> tuple[Demand, ...]:
    """Gates that nothing passes within the horizon at these hours a week."""
    keys: list[str] = []
    for demand in demands.wanted:
        keys += demand.want.keys
    ready = earliest({item.id: item for item in stock.closure(keys, demands.allowed)})
    late = []
    for demand in demands.wanted:
        days = [ready[key] for key in demand.want.keys if key in ready]
        if demand.kind == "gate" and min(days, default=0) > stock.horizon:
            late.append(demand)
    return tuple(late)


# Of the cheapest plan, a trade is worth telling if it saves a quarter of the time; of the fastest, if it takes half as
# long again at most. Where the doors come first, nobody asked how much time a dollar buys.
TRADE_SHARES = {"cheapest": 0.75, "fastest": 1.5}
"""Objective -> share of the plan's time within which another plan is looked for."""


def _traded(stage: Stage, question: Question, bounds: Bounds, solution: Solution) -> Stage:
    """With the cheapest plan that is a good deal sooner; of the fastest, with a cheaper one that is not much later."""
    request = stage.request
    if not request.trade or request.keep:
        return stage
    # A plan that is not proven best may be beaten in both, which is no trade.
    if not solution.optimal or stage.interrupted or not stage.steps:
        return stage
    share = TRADE_SHARES.get(request.objective)
    if share is None:
        return stage
    latest = int(solution.finish * share)
    if bounds.finish is not None:
        latest = min(latest, bounds.finish)
    try:
        other = solve(question.problem, replace(bounds, finish=latest), ("cost", "finish"), limit=TRADE_LIMIT)
    except UndecidedError:
        return stage
    if other is None or other.cost == solution.cost:
        return stage
    return replace(stage, trade=front_point(question, other), interrupted=other.interrupted)


TRADE_LIMIT = 3.0
"""The solver's measure of work for a trade: it is said where it is found soon."""


def _fronted(stage: Stage, question: Question, bounds: Bounds) -> Stage:
    """With the whole front between cost and time, where it is asked for."""
    if not stage.request.front or stage.interrupted:
        return stage
    points, stop = front(question, bounds)
    interrupted = isinstance(stop, KeyboardInterrupt)
    return replace(stage, front=points, front_is_whole=stop is None, interrupted=interrupted)


def _nearest(empty: Stage, stock: Stock, demands: Demands, begin: str | None) -> Stage:
    """The stage that breaks no limit and goes furthest, and why it does not reach the goal."""
    causes, relaxations = why_not_all(empty.request, stock, begin)
    nearest = replace(empty, status="nearest", causes=causes, relaxations=relaxations)
    bonuses = tuple(_goes_further(stock, demands))
    keys: list[str] = []
    for bonus in bonuses:
        keys += bonus.keys
    question = build_problem(stock, demands.without(demands.wanted), begin)
    problem = replace(question.problem, items=stock.closure(keys, demands.allowed), wants=(), first=begin)
    # Some limits come from a search of their own, in which what is only good to have has no say.
    without_bonuses = replace(question, problem=replace(problem, doors=()))
    bounds = replace(bounds_of(without_bonuses, empty.request), years=None)
    problem = replace(problem, doors=bonuses)
    solution = solve(problem, bounds, ("doors", "cost", "finish", "hours", "count"))
    if solution is None:
        return replace(nearest, reached=_reached(empty, stock))
    stage = _stage(empty, asked_of(problem, stock), demands, solution, ())
    chosen = {step.id: 0 for step in stage.steps}
    excluded = tuple(left_out(stock, demands, chosen, is_nearest=True))
    return replace(stage, status="nearest", proof=None, causes=causes, relaxations=relaxations, excluded=excluded)


def _goes_further(stock: Stock, demands: Demands) -> Iterator[Bonus]:
    """What is good to have where not all can be had: readiness for the roles, and each thing the goal demands."""
    keys = by_study_alone(stock, demands)
    for role in stock.roles:
        yield from bonuses_of(stock, role, keys)
    for demand in demands.wanted:
        if demand.want.needed == 1:
            yield Bonus(((CREDIT, demand.want.keys),))


ROOM_FOR_THE_OLD_ORDER = 7
"""Plan days by which a plan made again may end later, so that its steps stay in their order."""


def _stage(empty: Stage, question: Question, demands: Demands, solution: Solution, left: tuple[Demand, ...]) -> Stage:
    """The chosen steps on their dates, with what they cost and where they lead."""
    request, stock = empty.request, question.stock
    kb = stock.kb
    latest = _latest_end(request, stock, solution)
    starts = order_steps(question.problem, solution, question.ranks, question.advice, request.keep, latest)
    steps = tuple(_steps(stock, demands, starts))
    planned: dict[str, None] = {}  # each once, in their order
    for step in steps:
        if step.step in kb.certs and step.kind != "renewal":
            planned[step.step] = None
    certs = [kb.certs[key] for key in planned]
    held = [kb.certs[key] for key in sorted(stock.standing.certifications)]
    liked = tuple(demand for demand in left if demand.kind in ("expected", "kept"))
    stage = replace(
        empty,
        status="optimal" if solution.optimal else "met",
        steps=steps,
        proof=Proof(solution.optimal, solution.gap, solution.bound, ORDERS[request.objective][0]),
        hold=tuple(cost_to_hold(certs, years, kb, stock.prices, held) for years in HOLD_YEARS),
        excluded=tuple(left_out(stock, demands, starts, gone_without=replace(demands, wanted=liked))),
        notes=(*empty.notes, *_gone_without(left, starts), *notes_of(stock, starts)),
        left=left,
        days=_days(steps, question, starts),
        interrupted=solution.interrupted,
        reckoned_usd=solution.cost / 100,
    )
    stage = replace(stage, standing_after=standing_after(stage, stock.standing, kb))
    return replace(stage, reached=_reached(stage, stock))


def _gone_without(left: tuple[Demand, ...], starts: Mapping[str, int]) -> Iterator[str]:
    """What the role asks for besides and the steps do not bring, where somebody can apply without it."""
    besides: dict[str, list[str]] = {}
    for demand in left:
        if not can_be_met(demand.want, starts):
            besides.setdefault(demand.kind, []).append(demand.missing)
    if "need" in besides:
        yield f"Left to practice on the job, since you can apply without it: {', '.join(besides['need'])}."
    for title in (*besides.get("expected", ()), *besides.get("kept", ())):
        yield f"Not in this plan: {title}. Hospitals like to see it, and you can apply without it."


def _latest_end(request: PlanRequest, stock: Stock, solution: Solution) -> int:
    """The last plan day on which the steps may end when they are put in order."""
    if not request.keep or request.objective == "fastest":
        return solution.finish
    latest = solution.finish + ROOM_FOR_THE_OLD_ORDER
    if request.deadline is not None:
        latest = min(latest, stock.calendar.days_until(request.deadline))
    return max(solution.finish, latest)


def _days(steps: tuple[PlanStep, ...], question: Question, starts: Mapping[str, int]) -> int:
    """Plan days of the stage: to the last step, or until what only time brings is there."""
    stock = question.stock
    days = 0
    for item in question.problem.items:
        if item.id in starts and not stock.is_shown(item.id):
            days = max(days, item.first_day)
    for step in steps:
        days = max(days, stock.calendar.days_until(step.end))
    return days


def standing_after(stage: Stage, standing: Standing, kb: KnowledgeBase) -> Standing:
    """The standing on the last day of the stage: steps taken, and the time gone by in the jobs held now."""
    taken = [Taken(kb.step(step.step), step.end) for step in stage.steps]
    return stand_after(standing, taken, kb, months=stage.days / DAYS_PER_MONTH)


def _reached(stage: Stage, stock: Stock) -> tuple[Reached, ...]:
    """Where the stage ends for each role of its goals."""
    after = stage.standing_after or stock.standing
    return tuple(Reached.after_stage(stock.standing, after, role, stock.kb) for role in stock.roles)


def _steps(stock: Stock, demands: Demands, starts: dict[str, int]) -> Iterator[PlanStep]:
    """The steps in the order in which they begin."""
    places = []
    for key, start in starts.items():
        if stock.is_shown(key):
            places.append((start, stock.item(key).done(start), key))
    levels = {skill: held.level for skill, held in stock.standing.holdings.items()}
    for _, _, key in sorted(places):
        yield _step(key, stock, demands, starts, levels)
        for skill, level in stock.step(key).teaches.items():
            levels[skill] = max(level, levels.get(skill, 0))


def _step(key: str, stock: Stock, demands: Demands, starts: dict[str, int], levels: Mapping[str, int]) -> PlanStep:
    """An item on its dates. `levels`: of each skill when it begins."""
    item, entry, start = stock.item(key), stock.entries[key], starts[key]
    step = entry.step
    begin = stock.calendar.date_of(start)
    end = _last_day(step, entry, stock.calendar, start, item.done(start))
    price = stock.price_of_item(key)
    plan_step = PlanStep(
        id=key,
        step=step.id,
        kind=_kind(entry),
        title=step.title,
        start=begin,
        end=end,
        hours=item.tenths / 10,
        fee_usd=_fee(stock, entry),
        fee_low_usd=price.low if price else None,
        fee_high_usd=price.high if price else None,
        second_try_usd=0.0,
        paid_by=stock.request.covered.get(step.id),
        teaches={},
        because=because(key, stock, demands, starts),
    )
    if entry.kind == "renewal":
        return replace(plan_step, title=f"Renew {step.title}")
    passed = stock.request.passed.get(step.id, ())
    return replace(
        plan_step,
        second_try_usd=stock.prices.second_try(step),
        exams=exam_days(step, begin, end, passed, stock.kb, stock.calendar),
        may_pay=may_pay(step, stock.standing.profile, stock.kb, stock.prices),
        teaches={skill: taught for skill, taught in step.teaches.items() if taught > levels.get(skill, 0)},
        code=code_of(step, end, stock.kb),
    )


def _last_day(step: Step, entry: Entry, calendar: Calendar, start: int, done: int) -> date:
    """The day on which it is done: of an exam the last one up to then, on which test centers are open."""
    begin, end = calendar.date_of(start), calendar.last_date(done)
    if entry.kind == "take" and isinstance(step, Certification) and step.kind == "exam":
        end = last_open(end)
        while calendar.is_off(end):
            end = last_open(end - timedelta(days=1))
        if end < begin:
            end = next_open(begin)
    return max(begin, end)


def _kind(entry: Entry) -> str:
    if entry.kind == "renewal":
        return "renewal"
    if isinstance(entry.step, Activity):
        return entry.step.kind
    return "certification"


def _fee(stock: Stock, entry: Entry) -> float | None:
    if entry.kind == "renewal" and isinstance(entry.step, Certification):
        return renewal_of(entry.step)[0]
    return stock.prices.price_of(entry.step)
