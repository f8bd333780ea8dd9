"""The way to a role: the steps that make somebody ready, how long they take and what they cost (docs/method.md, 3).

The planner chooses exactly and on dates. This chooses by rule what the planner would, one step after the other, so that
every page can say how long it takes without a solver.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import first_sitting
from careerpath.knowledge.models import Activity, Certification, Role, Step
from careerpath.record import Record
from careerpath.rules.after import DAYS_PER_MONTH
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
    is_job_or_degree,
    keeps_its_weeks,
    missing_groundwork,
    needed_groups,
    suits,
    weekly_hours,
)

if TYPE_CHECKING:
    from careerpath.rules.gate_ways import Passing

WEEKS_PER_MONTH = 52 / 12
EPSILON = 1e-9
USD_PER_HOUR = 0.5
"""What an hour of study counts where steps are compared: money first, but 100 hours are not worth $25 saved."""
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
    """Until one is ready to apply: study at the hours a week, or what gates still ask for, if more."""
    months_low: float
    """The low end of it. Study may go faster or slower; practice, a degree and the days of an exam do not."""
    months_high: float
    fee_usd: float
    """Published prices in all, of ranges the middle."""
    fees_unknown: int
    """How many prices are not published."""
    besides: str = ""
    """What is asked for and neither steps here nor the jobs held now bring, in words; mostly nothing."""
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
        return Way((), ready.score, 0.0, 0.0, 0.0, 0.0, 0)
    options = _Options(standing, role, ready, gates, kb, gains or RoleGains(standing, role, kb, ready))
    choice = _best_choice(options)
    length = _Length(choice, options)
    prices = [options.prices.price_of(step) for step in choice.steps]
    return Way(
        steps=tuple(choice.steps),
        readiness_after=choice.score,
        months=length.months(0.0),
        months_low=length.months(-kb.constants.months_spread),
        months_high=length.months(kb.constants.months_spread),
        fee_usd=sum(price for price in prices if price is not None),
        fees_unknown=prices.count(None),
        besides=next((way.missing for way in choice.passings if way.missing), ""),
        is_within_budget=choice.is_within_the_budget(),
    )


def _best_choice(options: _Options) -> _Choice:
    """The one that asks for most and makes ready within the limits.

    Where none does: the least that would make ready; where no steps lead to the line, all that is asked for.
    """
    choices = []
    for asked in ROOM:
        choice = _Choice(options)
        choice.choose(asked)
        choices.append(choice)
        if choice.is_over_the_line() and choice.is_within_the_budget():
            return choice
        if choice.is_over_the_line():
            frugal = _within_the_budget(asked, options)
            if frugal is not None:
                return frugal
    for choice in reversed(choices):
        if choice.is_over_the_line():
            return choice
    if options.role.takes_beginners:  # it hires under the line, and trains: nothing is learned for the line alone
        choice = _Choice(options)
        choice.choose(ALL, to_the_line=False)
        return choice
    return choices[0]


def _within_the_budget(asked: str, options: _Options) -> _Choice | None:
    """As much, by other steps for which there is money; as in a plan all of it goes before the first action."""
    for begins in (True, False) if asked == ALL else (True,):
        for is_frugal in (True, False):
            choice = _Choice(options, is_frugal=is_frugal, begins=begins)
            choice.choose(asked)
            if choice.is_whole and choice.is_over_the_line() and choice.is_within_the_budget():
                return choice
    return None


class _Length:
    """How long a way takes: study at the hours that a plan counts on, and what no study shortens."""

    def __init__(self, choice: _Choice, options: _Options) -> None:
        self.steps, self.options = choice.steps, options
        self.hours_beyond = 0.0 if options.role.takes_beginners else choice.hours_beyond_steps()
        self.practice = max([way.practice_months for way in choice.passings], default=0.0)
        self.at_least = max([way.months for way in choice.passings], default=0.0)
        self.study = self._study_months()

    def months(self, more: float) -> float:
        """Months until one is ready to apply, if study takes so much more (a share, negative for less)."""
        at_least = max(self.at_least, self.practice)
        months = max(self.study * (1 + more), at_least * (1 + max(0.0, more)))
        return self._until_exams_are_held(months)

    def _study_months(self) -> float:
        """Months of study: one step after the other, and none shorter than it lasts."""
        per_week = self.options.hours_per_week * (1 - self.options.kb.constants.plan_slack)
        in_turn, longest, first = 0.0, 0.0, 0.0
        for step in self.steps:
            weeks = max(hours_of(step), step.requires.course_hours or 0.0) / per_week
            lasts = float(step.weeks) if isinstance(step, Activity) else 0.0
            if isinstance(step, Activity) and keeps_its_weeks(step):  # somebody else sets its pace
                weeks = min(weeks, lasts)
            in_turn += weeks
            longest = max(
                longest, first + max(weeks, lasts)
            )  # what lasts long goes on beside the rest, but for the first
            if self._begins(step):
                first = weeks
        in_turn += self.hours_beyond / per_week
        return max(in_turn, longest) / WEEKS_PER_MONTH

    def _begins(self, step: Step) -> bool:
        """True for the first action, with which every plan begins."""
        return self.options.first is not None and step is self.options.first.steps[0]

    def _until_exams_are_held(self, months: float) -> float:
        """The same, until the first day from then on, on which each exam of the way is held."""
        today = self.options.standing.today
        prepared = today + timedelta(days=round(months * DAYS_PER_MONTH))
        for step in self.steps:
            if isinstance(step, Certification):
                day = first_sitting(step, prepared)
                if day is not None and day > prepared:
                    months = max(months, (day - today).days / DAYS_PER_MONTH)
        return months


class _Options:
    """What can be chosen from, the same however much is asked for."""

    def __init__(
        self,
        standing: Standing,
        role: Role,
        ready: Readiness,
        gates: tuple[GateStatus, ...],
        kb: KnowledgeBase,
        gains: RoleGains,
    ) -> None:
        self.standing, self.role, self.kb, self.gains = standing, role, kb, gains
        self.hours_per_week = hours_a_week(standing.profile, kb)
        self.prices = Prices(fewest_hours=self.hours_per_week, most_hours=self.hours_per_week)
        self.open = [step for step in self.gains.open_steps() if self._is_possible(step)]
        self.first = best_first_step(standing, role, ready, kb, gains=self.gains)
        self._prices = self.gains.openings.order_prices
        self._credits: dict[str, dict[int, float]] = {}
        self.gates = [gate for gate in gates if gate.status in ("makeup", "closed")]

    def passings(self, chosen: Collection[str]) -> tuple[Passing, ...]:
        """How the gates still to be passed can be, where some steps (ids) are taken in any case."""
        if not self.gates:
            return ()
        from careerpath.rules.gate_ways import passings  # of the next roles few have such a gate

        def usd(step: Step) -> float:
            return 0.0 if step.id in chosen else self.prices.reckoned(step, self.kb)

        return tuple(passings(self.standing, self.gates, self.kb, usd))

    @cached_property
    def teachers(self) -> list[Step]:
        """What may lay the groundwork for an exam: what suits the role, whether or not it raises one of its needs."""
        found = []
        for step in self.kb.activities.values():
            is_suited = suits(step, self.role) and not is_job_or_degree(step) and self._is_possible(step)
            if is_suited and can_begin(step, self.standing, self.kb):
                found.append(step)
        return [*found, *(step for step in self.open if isinstance(step, Certification))]

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
        """What a step has to bring to be taken for the line; a program of more than a term never is."""
        if isinstance(step, Certification):
            return self.kb.constants.line_step_least
        if isinstance(step, Activity) and step.kind == "course" and step.weeks > ONE_TERM_WEEKS:
            return 1.0
        return self.kb.constants.line_practice_least


class _Choice:
    """Steps chosen one after the other, and where they bring the person."""

    def __init__(self, options: _Options, *, is_frugal: bool = False, begins: bool = True) -> None:
        """`is_frugal`: no step is chosen for needs or the line that the budget has no room for.

        `begins`: with the first action.
        """
        self.is_frugal, self.begins = is_frugal, begins
        self.is_whole = True
        """False if a need that is asked for is not covered."""
        self.options, self.standing, self.role, self.kb = options, options.standing, options.role, options.kb
        self.gains, self.open = options.gains, options.open
        self.levels = dict(self.gains.levels)
        self.credits = list(self.gains.credits)
        self.score = self.gains.base
        self.steps: list[Step] = []
        self.ids: set[str] = set()
        self.passings: tuple[Passing, ...] = ()
        """How the gates still to be passed are."""
        self.asked_for: set[str] = set()
        """Ids of steps of which each would bring something that is asked for anyway: one more of them is welcome."""

    def is_over_the_line(self) -> bool:
        return self.score >= self.kb.constants.ready_line - EPSILON

    def is_within_the_budget(self, *more: Step) -> bool:
        """True if the high ends of all published prices, and those of `more` steps, fit the budget of the profile."""
        budget = self.standing.profile.limits.budget_usd
        if budget is None:
            return True
        spans = [self.options.prices.span_of(step) or PriceSpan(0.0, 0.0) for step in (*self.steps, *more)]
        return sum(span.high for span in spans) <= budget

    def _has_room_for(self, step: Step) -> bool:
        return not self.is_frugal or self.is_within_the_budget(*self._with_needed(step))

    def _with_needed(self, step: Step) -> list[Step]:
        """The step, and of what it needs first the cheapest of each group of which none is chosen yet."""
        steps = [step]
        for group in needed_groups(step, self.standing):
            if self.ids.isdisjoint(group):
                before = [self.kb.step(one) for one in group]
                steps.append(min(before, key=lambda one: (self.options.price(one), one.id)))
        return steps

    def _price(self, step: Step) -> float:
        """What the step costs now, with what it needs first [USD, and something for every hour]."""
        return sum(self.options.price(one) for one in self._with_needed(step))

    def choose(self, asked: str, *, to_the_line: bool = True) -> None:
        """First what the planner begins with, then what is asked for, then the line; what became idle is dropped."""
        if self.options.first is not None and self.begins:
            self._add(self.options.first.steps[0])
        if asked == ALL:
            self._add_expected()
        self.passings = self.options.passings(self.ids)
        for way in self.passings:
            for step in way.steps:
                self._add(step)
        wanted = set(self.ids)
        needs: dict[str, int] = {}
        if asked != LINE:
            needs = self._essential()
            self.asked_for |= {step.id for step in self.open if _teaches_any(step, needs)}
            self._cover(needs)
            self.is_whole = all(self.levels.get(skill, 0) >= level for skill, level in needs.items())
        if to_the_line:
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
                teachers = self.options.teachers
                self._add_cheapest([one for one in teachers if one is not step and _teaches(one, skill) >= level])
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
            is_open = self.standing.certifications.isdisjoint(group) and self.ids.isdisjoint(group)
            if value.value == "expected" and is_open:
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
                if covered and step.id not in self.ids and self._has_room_for(step):
                    found = (self._price(step) / covered, step.id)
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
                least = EPSILON if step.id in self.asked_for else self.options.least(step)
                # what brings too little, or is too dear, is no better later
                if gain >= least and self._has_room_for(step):
                    useful.append(step)
                    found = (-min(gain, missing) / self._price(step), step.id)
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
        count = 0
        while count != len(self.steps):  # what was needed by a step that is left out may be idle then
            count = len(self.steps)
            for step in sorted(self.steps, key=self.options.price, reverse=True):
                rest = [other for other in self.steps if other is not step]
                if step.id in wanted or any(self._is_needed(step, other, rest) for other in rest):
                    continue
                score = self.options.score_with(rest)
                if score >= enough and all(_is_taught(skill, level, rest) for skill, level in covered.items()):
                    self.steps, self.score = rest, score

    def _is_needed(self, step: Step, other: Step, rest: list[Step]) -> bool:
        """True if `other` needs the step first, or takes for granted what it teaches, and none of the rest would do."""
        ids = {one.id for one in rest}
        for group in needed_groups(other, self.standing):
            if step.id in group and ids.isdisjoint(group):
                return True
        for skill, level in missing_groundwork(other, self.standing, self.kb):
            before = [one for one in rest if one is not other]
            if _teaches(step, skill) >= level and not _is_taught(skill, level, before):
                return True
        return False


def _teaches(step: Step, skill: str) -> int:
    return step.teaches.get(skill, 0)


def _teaches_any(step: Step, needs: dict[str, int]) -> bool:
    """True if the step brings one of the needs (skill -> level)."""
    return any(_teaches(step, skill) >= level for skill, level in needs.items())


def _is_taught(skill: str, level: int, steps: Iterable[Step]) -> bool:
    return any(_teaches(step, skill) >= level for step in steps)
