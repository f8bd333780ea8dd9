"""The way to a role: the steps that make somebody ready, how long they take and what they cost (docs/method.md, 3).

The planner chooses exactly and on dates. This chooses by rule what the planner would, one step after the other, so that
every page can say how long it takes without a solver.
"""

from __future__ import annotations

from collections.abc import Iterable

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Activity, Certification, Role, Step
from careerpath.record import Record
from careerpath.rules.credit import GAP, Readiness, hours_to_levels
from careerpath.rules.first_step import best_first_step
from careerpath.rules.gates import GateStatus
from careerpath.rules.prices import Prices, PriceSpan
from careerpath.rules.standing import Standing
from careerpath.rules.steps import (
    ONE_TERM_WEEKS,
    RoleGains,
    can_begin,
    hours_a_week,
    hours_of,
    keeps_its_weeks,
    missing_groundwork,
    needed_groups,
    weekly_hours,
)

WEEKS_PER_MONTH = 52 / 12
EPSILON = 1e-9
USD_PER_HOUR = 2.0
"""What an hour of study counts where steps are compared: money first, but nobody studies 100 hours to save $50."""
FEWEST_HOURS = 5.0
"""Shorter steps are compared as if they took so long."""
ALL, ESSENTIAL, LINE = "all", "essential", "line"
ROOM = (ALL, ESSENTIAL, LINE)
"""What is asked for: all that hospitals like to see; the essential needs and the line; the line alone."""


class Way(Record):
    """The steps to being ready for a role; none where somebody is ready, or no step helps."""

    steps: tuple[Step, ...]
    readiness_after: float
    """0-1."""
    months: float
    """Until one is ready to apply: study at the hours a week, or the practice that gates still ask for, if more."""
    fee_usd: float
    """Published prices in all, of ranges the middle."""
    fees_unknown: int
    """How many prices are not published."""
    is_within_budget: bool = True
    """False if the high ends of its prices go beyond the budget of the profile."""

    @property
    def hours(self) -> float:
        """Of own effort."""
        return sum(hours_of(step) for step in self.steps)


def is_ready(ready: Readiness, gates: Iterable[GateStatus], kb: KnowledgeBase) -> bool:
    """True if applying makes sense: at or over the ready line, and no required or usual gate is still to be passed."""
    still_to_pass = [gate for gate in gates if gate.status in ("closed", "makeup")]
    return not still_to_pass and ready.score >= kb.constants.ready_line - EPSILON


def way_to_ready(
    standing: Standing,
    role: Role,
    ready: Readiness,
    gates: tuple[GateStatus, ...],
    kb: KnowledgeBase,
    gains: RoleGains | None = None,
) -> Way:
    """The way of this person to this role, within the budget of the profile if there is one that makes ready.

    `ready`, `gates`: how the person stands today; `gains`: what steps would gain, if that is known.
    """
    if is_ready(ready, gates, kb):
        return Way((), ready.score, 0.0, 0.0, 0)
    options = _Options(standing, role, ready, kb, gains or RoleGains(standing, role, kb, ready))
    choices = []
    for asked in ROOM:
        choice = _Choice(options)
        choice.choose(asked)
        choices.append(choice)
        if choice.is_over_the_line() and choice.is_within_the_budget():
            break
    else:  # no way makes ready within the limits: the least that would take it there, else how far all steps bring
        choice = next((one for one in reversed(choices) if one.is_over_the_line()), choices[0])
    practice = max([_practice(gate) for gate in gates], default=0.0)
    prices = [options.prices.price_of(step) for step in choice.steps]
    return Way(
        steps=tuple(choice.steps),
        readiness_after=choice.score,
        months=max(_study_months(choice, options), practice),
        fee_usd=sum(price for price in prices if price is not None),
        fees_unknown=prices.count(None),
        is_within_budget=choice.is_within_the_budget(),
    )


def _practice(gate: GateStatus) -> float:
    """Months until the job held now has brought what the gate asks for; where it does not, what is missing."""
    if gate.status not in ("makeup", "closed"):
        return 0.0
    return gate.months if gate.wait is None else gate.wait


def _study_months(choice: _Choice, options: _Options) -> float:
    """Months of study: one step after the other at the hours that a plan counts on, and none shorter than it lasts."""
    per_week = options.hours_per_week * (1 - options.kb.constants.plan_slack)
    in_turn, longest = 0.0, 0.0
    for step in choice.steps:
        weeks = max(hours_of(step), step.requires.course_hours or 0.0) / per_week
        lasts = float(step.weeks) if isinstance(step, Activity) else 0.0
        if isinstance(step, Activity) and keeps_its_weeks(step):  # somebody else sets its pace
            weeks = min(weeks, lasts)
        in_turn += weeks
        longest = max(longest, weeks, lasts)
    in_turn += choice.hours_beyond_steps() / per_week
    return max(in_turn, longest) / WEEKS_PER_MONTH


class _Options:
    """What can be chosen from, the same however much is asked for."""

    def __init__(self, standing: Standing, role: Role, ready: Readiness, kb: KnowledgeBase, gains: RoleGains) -> None:
        self.standing, self.role, self.kb, self.gains = standing, role, kb, gains
        self.hours_per_week = hours_a_week(standing.profile, kb)
        self.prices = Prices(fewest_hours=self.hours_per_week, most_hours=self.hours_per_week)
        self.open = [step for step in self.gains.open_steps() if self._is_possible(step)]
        self.first = best_first_step(standing, role, ready, kb, gains=self.gains)
        self._prices = self.gains.openings.order_prices
        self._credits: dict[str, dict[int, float]] = {}

    def _is_possible(self, step: Step) -> bool:
        """False for more hours a week than there are, and for an internship in a field one has worked in."""
        if weekly_hours(step) > self.hours_per_week:
            return False
        if not isinstance(step, Activity) or step.kind != "internship":
            return True
        return all(self.kb.roles[job].kind != "hospital-it" for job in self.standing.practice_months)

    def price(self, step: Step) -> float:
        """What orders choices [USD]: the price, and something for every hour."""
        if step.id not in self._prices:
            usd = self.prices.reckoned(step, self.kb)
            self._prices[step.id] = usd + USD_PER_HOUR * max(FEWEST_HOURS, hours_of(step))
        return self._prices[step.id]

    def credits(self, step: Step) -> dict[int, float]:
        """Need (its place) -> the credit (0-1) that what the step teaches earns, where that is more than today."""
        if step.id not in self._credits:
            found: dict[int, float] = {}
            for skill, level in self.gains.taught(step).items():
                for index, way in self.gains.touches(skill):
                    credit = way.credit(level, self.role.needs[index].level)
                    if credit > found.get(index, self.gains.credits[index]):
                        found[index] = credit
            self._credits[step.id] = found
        return self._credits[step.id]

    def score_with(self, steps: Iterable[Step]) -> float:
        """Readiness (0-1) after the steps."""
        best = list(self.gains.credits)
        for step in steps:
            for index, credit in self.credits(step).items():
                best[index] = max(credit, best[index])
        score = self.gains.base
        for index, credit in enumerate(best):
            score += self.gains.weights[index] * (credit - self.gains.credits[index])
        return score

    def least(self, step: Step) -> float:
        """What a step has to bring to be taken for the line alone; a program of more than a term never is."""
        if isinstance(step, Certification):
            return self.kb.constants.line_step_least
        if isinstance(step, Activity) and step.kind == "course" and step.weeks > ONE_TERM_WEEKS:
            return 1.0
        return self.kb.constants.line_practice_least


class _Choice:
    """Steps chosen one after the other, and where they bring the person."""

    def __init__(self, options: _Options) -> None:
        self.options, self.standing, self.role, self.kb = options, options.standing, options.role, options.kb
        self.gains, self.open = options.gains, options.open
        self.levels = dict(self.gains.levels)
        self.credits = list(self.gains.credits)
        self.score = self.gains.base
        self.steps: list[Step] = []
        self.ids: set[str] = set()

    def is_over_the_line(self) -> bool:
        return self.score >= self.kb.constants.ready_line - EPSILON

    def is_within_the_budget(self) -> bool:
        """True if the high ends of all published prices fit the budget of the profile."""
        budget = self.standing.profile.limits.budget_usd
        if budget is None:
            return True
        spans = [self.options.prices.span_of(step) or PriceSpan(0.0, 0.0) for step in self.steps]
        return sum(span.high for span in spans) <= budget

    def choose(self, asked: str) -> None:
        """First what the planner begins with, then what is asked for, then the line; what became idle is dropped."""
        if self.options.first is not None:
            self._add(self.options.first.steps[0])
        if asked == ALL:
            self._add_expected()
        wanted = set(self.ids)
        needs: dict[str, int] = {}
        if asked != LINE:
            needs = self._essential()
            self._cover(needs)
        self._go_to_the_line()
        self._drop_idle(wanted, needs)

    def _add(self, step: Step) -> None:
        """The step, after one of each group that it needs first and what an exam takes for granted."""
        if step.id in self.ids:
            return
        self.ids.add(step.id)  # from now on, so that two exams that take each other for granted end here
        for group in needed_groups(step, self.standing):
            before = [self.kb.step(one) for one in group]
            if self.ids.isdisjoint(group):
                self._add_cheapest([one for one in before if can_begin(one, self.standing, self.kb)])
        for skill, level in missing_groundwork(step, self.standing, self.kb):
            if self.levels.get(skill, 0) < level:
                self._add_cheapest([one for one in self.open if one is not step and _teaches(one, skill) >= level])
        self.steps.append(step)
        self.score += self._gain(step)
        for index, credit in self.options.credits(step).items():
            self.credits[index] = max(credit, self.credits[index])
        for skill, level in step.teaches.items():
            self.levels[skill] = max(level, self.levels.get(skill, 0))

    def _add_cheapest(self, steps: list[Step]) -> None:
        if steps:
            self._add(min(steps, key=lambda step: (self.options.price(step), step.id)))

    def _gain(self, step: Step) -> float:
        """What the step would add to the readiness (0-1) beside those chosen."""
        gain = 0.0
        for index, credit in self.options.credits(step).items():
            more = credit - self.credits[index]
            if more > 0:
                gain += self.gains.weights[index] * more
        return gain

    def _add_expected(self) -> None:
        """Of each certification that hospitals like to see the cheapest that will do, where study leads to it."""
        for value in self.role.certifications:
            group = (value.id, *value.or_else)
            if value.value == "expected" and self.standing.certifications.isdisjoint(group):
                certs = [self.kb.certs[one] for one in group]
                self._add_cheapest([one for one in certs if can_begin(one, self.standing, self.kb)])

    def _essential(self) -> dict[str, int]:
        """Skill -> level, of the essential needs as far as study leads."""
        needs = {}
        for need in self.role.needs:
            have = self.gains.levels.get(need.skill, 0)
            if need.essential and have < need.level:
                highest = max((_teaches(step, need.skill) for step in (*self.open, *self.steps)), default=0)
                level = min(need.level, round(self.kb.constants.plan_study_level), highest)
                if level > have:
                    needs[need.skill] = level
        return needs

    def _cover(self, needs: dict[str, int]) -> None:
        """Steps for all of the needs: each time the one with the lowest price for each need it covers."""
        while True:
            left = {skill: level for skill, level in needs.items() if self.levels.get(skill, 0) < level}
            best: tuple[float, str] | None = None
            for step in self.open:
                covered = sum(_teaches(step, skill) >= level for skill, level in left.items())
                if covered and step.id not in self.ids:
                    found = (self.options.price(step) / covered, step.id)
                    best = found if best is None else min(best, found)
            if best is None:
                return
            self._add(self.kb.step(best[1]))

    def _go_to_the_line(self) -> None:
        """Steps until the line is reached: each time the one that brings most of what is missing for its price."""
        waiting = [step for step in self.open if step.id not in self.ids]
        while not self.is_over_the_line():
            missing = self.kb.constants.ready_line - self.score
            best: tuple[float, str] | None = None
            useful = []
            for step in waiting:
                gain = self._gain(step)
                if gain >= self.options.least(step):  # what brings too little brings no more later
                    useful.append(step)
                    found = (-min(gain, missing) / self.options.price(step), step.id)
                    best = found if best is None else min(best, found)
            if best is None:
                return
            self._add(self.kb.step(best[1]))
            waiting = [step for step in useful if step.id not in self.ids]

    def hours_beyond_steps(self) -> float:
        """Hours of one's own to the line where no step leads there: the gaps first that ask for the fewest hours.

        Hours per level from `weights.yaml`, times `shared-effort`; of the last gap only the part that is missing.
        """
        upto = hours_to_levels(self.kb)
        gaps = []
        for need, weight, credit in zip(self.role.needs, self.gains.weights, self.credits, strict=True):
            gain = weight * (1 - credit)
            if gain > GAP:
                have = self.levels.get(need.skill, 0)
                share = 1 - credit if credit > have / need.level + GAP else 1.0  # another skill brings a part of it
                gaps.append((share * max(0.0, upto[need.level] - upto[have]), gain))
        hours, missing = 0.0, self.kb.constants.ready_line - self.score
        for gap_hours, gain in sorted(gaps, key=lambda gap: gap[0] / gap[1]):
            if missing <= EPSILON:
                break
            hours += gap_hours * min(1.0, missing / gain)
            missing -= gain
        return hours * self.kb.constants.shared_effort

    def _drop_idle(self, wanted: set[str], needs: dict[str, int]) -> None:
        """Leave out, the dearest first, what is not missed: the needs and the line are there without it."""
        enough = min(self.score, self.kb.constants.ready_line) - EPSILON
        covered = {skill: level for skill, level in needs.items() if self.levels.get(skill, 0) >= level}
        for step in sorted(self.steps, key=self.options.price, reverse=True):
            rest = [other for other in self.steps if other is not step]
            if step.id in wanted or any(_is_needed(step, other, rest, self.standing) for other in rest):
                continue
            score = self.options.score_with(rest)
            if score >= enough and all(_is_taught(skill, level, rest) for skill, level in covered.items()):
                self.steps, self.score = rest, score


def _teaches(step: Step, skill: str) -> int:
    return step.teaches.get(skill, 0)


def _is_taught(skill: str, level: int, steps: Iterable[Step]) -> bool:
    return any(_teaches(step, skill) >= level for step in steps)


def _is_needed(step: Step, other: Step, rest: list[Step], standing: Standing) -> bool:
    """True if `other` needs the step first, and none of the rest would do."""
    ids = {one.id for one in rest}
    return any(step.id in group and ids.isdisjoint(group) for group in needed_groups(other, standing))
