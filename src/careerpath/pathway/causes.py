"""Why a stage is not reached: a smallest set of limits that clash, and the smallest change of each alone that helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.dates import HoursIn
from careerpath.pathway.demands import GoalReader
from careerpath.pathway.problem import Measure, Solution
from careerpath.pathway.question import all_that_is_asked, bounds_of, build_problem, less_and_less
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
FIELDS = {"budget": "budget_usd", "hours": "hours_per_week", "weeks-off": "weeks_off"}
"""Limit -> its name in a `Relaxation`, where that is another one."""


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
        names = [f"without {key}" for key in request.without]
        if self.last_days():
            names.insert(0, "last-day")
        if request.weeks_off or _pauses(request):
            names.append("weeks-off")
        if self._fewest_said() < MOST_HOURS:
            names.append("hours")
        if request.deadline:
            names.append("deadline")
        if request.budget_usd is not None:
            names.append("budget")
        return names

    def _fewest_said(self) -> float:
        """The fewest hours a week that the person has at a time that is no time off."""
        return min([self.request.hours_per_week, *(span.hours for span in _other_hours(self.request))])

    def last_days(self) -> list[tuple[str, str]]:
        """(title, last day) of what is asked for and ends."""
        return _last_days(self.request, self.kb)

    def only(self, names: Iterable[str]) -> PlanRequest:
        """The request with only these limits."""
        kept = set(names)
        request = replace(
            self.request,
            objective="cheapest",
            without=tuple(key for key in self.request.without if f"without {key}" in kept),
            keep=(),
            past_last_days=bool(self.last_days()) and "last-day" not in kept,
        )
        if "budget" not in kept:
            request = replace(request, budget_usd=None)
        if "deadline" not in kept:
            request = replace(request, deadline=None)
        if "hours" not in kept:
            request = with_hours(request, MOST_HOURS)
        if "weeks-off" not in kept:
            request = replace(request, weeks_off=(), hours_in=tuple(_other_hours(request)))
        return request

    def best(self, request: PlanRequest, measures: tuple[Measure, ...]) -> Solution | None:
        """The best choice for that request, or None if it has none."""
        stock = Stock(self.standing, self.kb, calendar_of(request, self.kb), request, self.least_days)
        demands = GoalReader(stock, self.begin).demands()
        if any(demand.kind != "need" for demand in demands.impossible):
            return None
        found: list[Solution] = []
        for asked, to_the_line in chain(all_that_is_asked(stock, demands), less_and_less(stock, demands)):
            question = build_problem(stock, asked, self.begin, to_the_line)
            solution = solve(question.problem, bounds_of(question, request), measures)
            if solution is None:
                continue
            if solution.interrupted:  # half an answer is none here
                raise KeyboardInterrupt
            found.append(solution)
            if not measures:
                break
        return min(found, key=lambda one: one.value(measures[0]) if measures else 0, default=None)

    def possible(self, names: Iterable[str]) -> bool:
        """True if there is a plan within only these limits."""
        asked = frozenset(names)
        if asked not in self._known:
            self._known[asked] = self.best(self.only(asked), ()) is not None
        return self._known[asked]

    def relaxed(self, changed: tuple[str, ...], names: list[str]) -> tuple[Relaxation, ...] | None:
        """The smallest change of each of these limits, one after the other, while the rest stay; None if none helps.

        Nobody changes the last day of an exam.
        """
        if "last-day" in changed:
            return None
        rest = [name for name in names if name not in changed]
        if not self.possible(rest):
            return None
        request, relaxations = self.only(rest), []
        # Hours before money and money before time: each change is the smallest after those before it.
        if "hours" in changed:
            hours = self._fewest_hours(request)
            request = self._with(request, hours)
            relaxations.append(self._more_hours(hours))
        if "budget" in changed:
            best = self.best(request, ("most",))
            if best is not None:
                budget_usd = best.most / 100 + self.request.spent_most_usd
                request = replace(request, budget_usd=budget_usd)
                relaxations.append(self._more_budget(budget_usd))
        if "deadline" in changed:
            best = self.best(request, ("finish",))
            if best is not None:
                day = calendar_of(request, self.kb).last_date(best.finish).isoformat()
                relaxations.append(Relaxation("deadline", str(self.request.deadline), day, f"finish by {day}"))
        for name in changed:
            if name not in ("hours", "budget", "deadline"):
                relaxations.append(self._dropped(name))
        return tuple(relaxations)

    def low_end_fits(self, names: Iterable[str]) -> bool:
        """True if the budget would do with every price at its low end."""
        rest = [name for name in names if name != "budget"]
        best = self.best(self.only(rest), ("least",))
        return best is not None and best.least / 100 + self.request.spent_usd <= (self.request.budget_usd or 0.0)

    def _more_hours(self, hours: int) -> Relaxation:
        words = f"{hours} h a week"
        if _other_hours(self.request):
            words = f"at least {words} at any time"
        return Relaxation("hours_per_week", f"{self._fewest_said():g}", f"{hours}", words)

    def _more_budget(self, budget_usd: float) -> Relaxation:
        before = self.request.budget_usd or 0.0
        words = f"${budget_usd - before:,.0f} more (a budget of ${budget_usd:,.0f})"
        return Relaxation("budget_usd", f"{before:g}", f"{budget_usd:g}", words)

    def _dropped(self, name: str) -> Relaxation:
        """What has no smaller change than to go without it: time off, and a step that is not wanted."""
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
            if self.best(self._with(request, middle), ()) is None:
                low = middle
            else:
                high = middle
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
    causes = []
    for name in _clashing(names, limits):
        words = _words(name, request, kb)
        if name == "budget" and limits.low_end_fits(names):
            words += LOW_END
        causes.append(Cause(_kind(name), words))
    ways_out = tuple(_ways_out(names, limits))
    kinds = {cause.kind for cause in causes}
    for name in names:  # what a way out changes together with others stands in the way, too
        if _kind(name) not in kinds and any(_is_changed(name, way) for way in ways_out if " and " in way.limit):
            causes.append(Cause(_kind(name), _words(name, request, kb)))
    return tuple(causes), ways_out


def _clashing(names: list[str], limits: _Limits) -> list[str]:
    """A smallest set of limits within which there is no plan: each is left out in turn, for good if it is not missed.

    What is easiest to change is left out last, so it is what the set still names.
    """
    clash = names
    for name in names:
        rest = [other for other in clash if other != name]
        if not limits.possible(rest):
            clash = rest
    return clash


def _kind(name: str) -> str:
    """The kind of cause that a limit is: of `without ID`, `without`."""
    return name.split()[0]


def _is_changed(name: str, way: Relaxation) -> bool:
    """True if the way out changes that limit."""
    changed = way.limit.split(" and ")
    return FIELDS.get(name, _kind(name)) in changed


def _last_days(request: PlanRequest, kb: KnowledgeBase) -> list[tuple[str, str]]:
    """(title, last day) of the certifications among the goals that end."""
    last_days = []
    for goal in request.goals:
        cert = kb.certs.get(goal)
        if cert is not None and cert.status.value == "retiring" and cert.status.on:
            last_days.append((cert.title, cert.status.on))
    return last_days


def _words(name: str, request: PlanRequest, kb: KnowledgeBase) -> str:
    if name.startswith("without "):
        return f"no {kb.step(name.split()[1]).title}"
    if name == "last-day":
        return "; ".join(f"the last day of the exam of {title}, {day}" for title, day in _last_days(request, kb))
    return LIMIT_WORDS[name].format(
        budget_usd=request.budget_usd or 0.0, deadline=request.deadline, hours=hours_words(request, "hours")
    )


def _ways_out(names: list[str], limits: _Limits) -> Iterator[Relaxation]:
    """The smallest change of each limit alone; where no single one helps, of the fewest that help together."""
    for size in range(1, len(names) + 1):
        ways = []
        for changed in combinations(reversed(names), size):  # what is easiest to change first
            way = limits.relaxed(changed, names)
            if way:
                ways.append(way)
        if size > 1:
            ways = ways[:1]
        for way in ways:
            yield _joined(way)
        if ways:
            return


def _joined(way: tuple[Relaxation, ...]) -> Relaxation:
    """Changes that help together, as one."""
    if len(way) == 1:
        return way[0]
    return Relaxation(
        limit=_each(way, "limit"),
        before=_each(way, "before"),
        to=_each(way, "to"),
        text=f"together: {_each(way, 'text')}",
    )


def _each(way: tuple[Relaxation, ...], field: str) -> str:
    return " and ".join(getattr(relaxation, field) for relaxation in way)
