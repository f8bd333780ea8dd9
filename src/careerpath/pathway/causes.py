"""Why a stage is not reached: a smallest set of limits that clash, and the smallest change of each alone that helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.dates import HoursIn
from careerpath.pathway.demands import GoalReader
from careerpath.pathway.problem import Measure, Solution
from careerpath.pathway.question import bounds_of, build_problem
from careerpath.pathway.request import PlanRequest, calendar_of, hours_words, with_hours
from careerpath.pathway.solve import solve
from careerpath.pathway.stock import Stock
from careerpath.record import Record, replace

MOST_HOURS = 60
"""Hours a week beyond which no plan is proposed."""
NO_WAY = "No choice of steps reaches the goal within {years:.0f} years and the last days of their exams"
LOW_END = ", at the high end of the prices (with every price at its low end it would do)"
LIMIT_WORDS = {
    "budget": "the budget of ${budget_usd:,.0f}",
    "deadline": "the deadline {deadline}",
    "hours": "{hours}",
    "weeks-off": "the time off",
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

    def __init__(self, request: PlanRequest, stock: Stock, begin: str | None) -> None:
        self.request, self.standing, self.kb = request, stock.standing, stock.kb
        self.least_days, self.begin = stock.least_days, begin
        self._known: dict[frozenset[str], bool] = {}

    def names(self) -> list[str]:
        """The limits that are stated, those that are easiest to change last."""
        request = self.request
        found = ["last-day"] if self.last_days() else []
        found += [f"without {key}" for key in request.without]
        found += ["weeks-off"] if request.weeks_off or _pauses(request) else []
        found += ["hours"] if self._fewest_said() < MOST_HOURS else []
        found += ["deadline"] if request.deadline else []
        return found + (["budget"] if request.budget_usd is not None else [])

    def _fewest_said(self) -> float:
        """The fewest hours a week that the person has at a time that is no time off."""
        return min([self.request.hours_per_week, *(span.hours for span in _other_hours(self.request))])

    def last_days(self) -> list[tuple[str, str]]:
        """(title, last day) of what is asked for and ends."""
        found = []
        for goal in self.request.goals:
            cert = self.kb.certs.get(goal)
            if cert is not None and cert.status.value == "retiring" and cert.status.on:
                found.append((cert.title, cert.status.on))
        return found

    def only(self, names: Iterable[str]) -> PlanRequest:
        """The request with only these limits."""
        kept = set(names)
        request = self.request if "hours" in kept else with_hours(self.request, MOST_HOURS)
        spans = request.hours_in
        return replace(
            request,
            objective="cheapest",
            budget_usd=request.budget_usd if "budget" in kept else None,
            deadline=request.deadline if "deadline" in kept else None,
            weeks_off=request.weeks_off if "weeks-off" in kept else (),
            hours_in=spans if "weeks-off" in kept else tuple(span for span in spans if span.hours),
            without=tuple(key for key in request.without if f"without {key}" in kept),
            keep=(),
            past_last_days=bool(self.last_days()) and "last-day" not in kept,
        )

    def best(self, request: PlanRequest, measures: tuple[Measure, ...]) -> Solution | None:
        kb = self.kb
        calendar = calendar_of(request, kb)
        stock = Stock(self.standing, kb, calendar, request, self.least_days)
        demands = GoalReader(stock, self.begin).demands()
        if any(demand.kind != "need" for demand in demands.impossible):
            return None
        question = build_problem(stock, demands, self.begin)
        found = solve(question.problem, bounds_of(question, request), measures)
        if found is not None and found.interrupted:  # half an answer is none here
            raise KeyboardInterrupt
        return found

    def possible(self, names: Iterable[str]) -> bool:
        asked = frozenset(names)
        if asked not in self._known:
            self._known[asked] = self.best(self.only(asked), ()) is not None
        return self._known[asked]

    def relaxed(self, some: tuple[str, ...], names: list[str]) -> tuple[Relaxation, ...] | None:
        """The smallest change of each of some limits, one after the other, while the rest stay; None if none helps.

        Nobody changes the last day of an exam.
        """
        if "last-day" in some:
            return None
        asked, rest = self.request, [name for name in names if name not in some]
        if not self.possible(rest):
            return None
        request, found = self.only(rest), []
        if "hours" in some:
            hours = self._fewest_hours(request)
            request = self._with(request, hours)
            words = f"at least {hours} h a week at any time" if _other_hours(asked) else f"{hours} h a week"
            found.append(Relaxation("hours_per_week", f"{self._fewest_said():g}", f"{hours}", words))
        if "budget" in some and (best := self.best(request, ("most",))) is not None:
            before, to = asked.budget_usd or 0.0, best.most / 100 + asked.spent_most_usd
            request = replace(request, budget_usd=to)
            words = f"${to - before:,.0f} more (a budget of ${to:,.0f})"
            found.append(Relaxation("budget_usd", f"{before:g}", f"{to:g}", words))
        if "deadline" in some and (best := self.best(request, ("finish",))) is not None:
            day = calendar_of(request, self.kb).last_date(best.finish).isoformat()
            found.append(Relaxation("deadline", str(asked.deadline), day, f"finish by {day}"))
        return (*found, *(self._dropped(name) for name in some if name not in ("hours", "budget", "deadline")))

    def low_end_fits(self, names: Iterable[str]) -> bool:
        """True if the budget would do with every price at its low end."""
        best = self.best(self.only(name for name in names if name != "budget"), ("least",))
        return best is not None and best.least / 100 + self.request.spent_usd <= (self.request.budget_usd or 0.0)

    def _dropped(self, name: str) -> Relaxation:
        if name == "weeks-off":
            times = len(self.request.weeks_off) + len(_pauses(self.request))
            return Relaxation("weeks_off", str(times), "0", "take no time off")
        key = name.split()[1]
        return Relaxation("without", key, "allowed", f"allow {self.kb.step(key).title}")

    def _with(self, request: PlanRequest, hours: int) -> PlanRequest:
        """The request with the hours that were said, but never fewer than so many."""
        asked = with_hours(self.request, hours)
        off = {(span.first, span.last) for span in _pauses(request)}
        spans = tuple(span for span in asked.hours_in if span.hours or (span.first, span.last) in off)
        return replace(request, hours_per_week=asked.hours_per_week, hours_in=spans)

    def _fewest_hours(self, request: PlanRequest) -> int:
        """The fewest whole hours a week that suffice, by bisection (more hours never hurt)."""
        low, high = int(self._fewest_said()), MOST_HOURS
        while high - low > 1:
            middle = (low + high) // 2
            enough = self.best(self._with(request, middle), ()) is not None
            low, high = (low, middle) if enough else (middle, high)
        return high


def _pauses(request: PlanRequest) -> list[HoursIn]:
    return [span for span in request.hours_in if not span.hours]


def _other_hours(request: PlanRequest) -> list[HoursIn]:
    return [span for span in request.hours_in if span.hours]


def why_not_all(
    request: PlanRequest, stock: Stock, begin: str | None
) -> tuple[tuple[Cause, ...], tuple[Relaxation, ...]]:
    """A minimal clashing set (leaving any one out makes a plan possible or meets another set), and relaxations."""
    kb = stock.kb
    limits = _Limits(request, stock, begin)
    names = limits.names()
    if not limits.possible(()):
        return (Cause("dates", NO_WAY.format(years=kb.constants.plan_horizon_years)),), ()
    clash = list(names)
    for name in names:
        rest = [other for other in clash if other != name]
        if not limits.possible(rest):
            clash = rest
    causes = []
    for name in clash:
        low_end = LOW_END if name == "budget" and limits.low_end_fits(names) else ""
        causes.append(Cause(name.split()[0], _words(name, request, kb) + low_end))
    ways_out = tuple(_ways_out(names, limits))
    told = {cause.kind for cause in causes}
    for name in names:  # what a way out changes stands in the way, too
        is_changed = any(_is_changed(name, way) for way in ways_out if " and " in way.limit)
        if is_changed and name.split()[0] not in told:
            causes.append(Cause(name.split()[0], _words(name, request, kb)))
    return tuple(causes), ways_out


def _is_changed(name: str, way: Relaxation) -> bool:
    """True if the way out changes that limit."""
    changed = way.limit.split(" and ")
    key = {"budget": "budget_usd", "hours": "hours_per_week", "weeks-off": "weeks_off"}.get(name, name.split()[0])
    return key in changed


def _words(name: str, request: PlanRequest, kb: KnowledgeBase) -> str:
    if name.startswith("without "):
        return f"no {kb.step(name.split()[1]).title}"
    if name == "last-day":
        ends = [kb.certs[goal] for goal in request.goals if goal in kb.certs and kb.certs[goal].status.on]
        return "; ".join(f"the last day of the exam of {cert.title}, {cert.status.on}" for cert in ends)
    return LIMIT_WORDS[name].format(
        budget_usd=request.budget_usd or 0.0, deadline=request.deadline, hours=hours_words(request, "hours")
    )


def _ways_out(names: list[str], limits: _Limits) -> Iterator[Relaxation]:
    """The smallest change of each limit alone; where no single one helps, of the fewest that help together."""
    for size in range(1, len(names) + 1):
        found = [limits.relaxed(some, names) for some in combinations(reversed(names), size)]
        ways = [way for way in found if way]
        for way in ways if size == 1 else ways[:1]:
            yield _joined(way)
        if ways:
            return


def _joined(way: tuple[Relaxation, ...]) -> Relaxation:
    if len(way) == 1:
        return way[0]
    parts = [" and ".join(getattr(one, name) for one in way) for name in ("limit", "before", "to", "text")]
    return Relaxation(parts[0], parts[1], parts[2], f"together: {parts[3]}")
