"""Steps a person can take: what each needs, what it teaches, what it gains for a role."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Activity, Certification, Requirements, Role, Step, Way
from careerpath.people.profile import Profile
from careerpath.record import Record
from careerpath.rules.credit import CreditWay, Readiness, readiness, ways_to_credit
from careerpath.rules.gates import in_field
from careerpath.rules.standing import Standing, has_education, levels_of, months_in


def hours_of(step: Step) -> float:
    """Middle of the estimated hours of own effort; 0 where none are known or the time is paid."""
    span = step.hours if isinstance(step, Activity) else step.study_hours
    return (span.low + span.high) / 2 if span else 0.0


USUAL_HOURS = 6.0
"""Hours a week where nobody said how many there are."""
WEEKS_PER_MONTH = 52 / 12


def price_span(step: Step, fewest: float = USUAL_HOURS, most: float | None = None) -> tuple[float, float] | None:
    """Both ends of the list price [USD]; None if not published.

    `fewest`, `most`: hours of study a week, of one who has not the same ones all the year. What is paid by the month
    costs the months that its study takes: at the low end the fewest hours at most a week, at the high end the most
    hours at fewest a week; a month that is begun is paid.
    """
    if not isinstance(step, Certification):
        return step.cost.low_usd, step.cost.high_usd
    months = months_paid(step, fewest, most or fewest)
    if months is not None and step.fee.monthly_usd is not None:
        return step.fee.monthly_usd * months[0], step.fee.monthly_usd * months[1]
    if step.fee.usd is None:
        return None
    return step.fee.usd, step.fee.usd


def months_paid(step: Step, fewest: float, most: float) -> tuple[int, int] | None:
    """The months (fewest, most) of a course that is paid by the month; None for what is not."""
    if not isinstance(step, Certification) or step.fee.monthly_usd is None or step.study_hours is None:
        return None
    low = math.ceil(step.study_hours.low / most / WEEKS_PER_MONTH - 1e-9)
    high = math.ceil(step.study_hours.high / fewest / WEEKS_PER_MONTH - 1e-9)
    return max(1, low), max(1, high)


def fee_of(step: Step, hours_per_week: float = USUAL_HOURS) -> float | None:
    """What the learner pays [USD]: list price of all exams, or the middle of the range; None if not published."""
    span = price_span(step, hours_per_week)
    return None if span is None else (span[0] + span[1]) / 2


def hours_a_week(profile: Profile, kb: KnowledgeBase) -> float:
    """Hours of study a week: those that the person named, else `default-hours-per-week`."""
    return profile.limits.hours_per_week or kb.constants.default_hours_per_week


ONE_TERM_WEEKS = 18
"""Weeks that a term of a school lasts at most."""
PACES: dict[str, Literal["own", "fixed", "terms"]] = {
    "internship": "fixed",
    "volunteering": "fixed",
    "degree": "terms",
}
"""Kind of activity -> who sets its pace, where the entry does not say."""


def pace_of(step: Step) -> Literal["own", "fixed", "terms"]:
    """Who sets the pace of a step: oneself, somebody else, the terms of a school."""
    if not isinstance(step, Activity):
        return "own"
    return step.pace or PACES.get(step.kind, "own")


def weekly_hours(step: Step) -> float:
    """Hours a week that it asks for, where somebody else sets its pace; 0 where one sets it oneself.

    A program of several terms can be spread over more of them; what lasts one term cannot.
    """
    if not isinstance(step, Activity) or not keeps_its_weeks(step):
        return 0.0
    return hours_of(step) / step.weeks


def keeps_its_weeks(step: Activity) -> bool:
    """True for what lasts its weeks, no more and no less."""
    pace = pace_of(step)
    is_one_term = pace == "terms" and step.kind != "degree" and step.weeks <= ONE_TERM_WEEKS
    return step.weeks > 0 and (pace == "fixed" or is_one_term)


STUDIED = ("reading", "course")
"""Kinds of activity that are about a subject; a lab or a project is practice, also of what one knows."""


def is_known(step: Step, standing: Standing) -> bool:
    """True for a reading or course whose subject the person has at its level: nobody studies it for what is beside it.

    The subject is what it teaches most of.
    """
    if not isinstance(step, Activity) or step.kind not in STUDIED or not step.teaches:
        return False
    most = max(step.teaches.values())
    subject = [skill for skill, level in step.teaches.items() if level == most]
    return all(standing.level(skill) >= most for skill in subject)


def is_over(step: Step, today: date) -> bool:
    """True for a certification whose exam can no longer be taken on that day."""
    if not isinstance(step, Certification) or step.status.value == "active":
        return False
    on = step.status.on
    return step.status.value == "retired" or (on is not None and on <= today.isoformat()[: len(on)])


SCHOOLING = {"high-school": "a high school diploma or a GED", "some-college": "some college"}
"""Levels of education that are no degree, in words."""


def obstacles(step: Step, standing: Standing, kb: KnowledgeBase) -> Iterator[str]:
    """Why this person cannot begin the step now, apart from steps it needs first; nothing if they can."""
    requires = step.requires
    if is_over(step, standing.today):
        yield "can no longer be taken"
    if requires.sponsor:
        yield "needs an employer who sponsors it"
    way = way_in(requires, standing)
    if way.education and not has_education(standing, way.education):
        yield f"needs {SCHOOLING.get(way.education, f'an education of {way.education} level')}"
    elif not is_open(way, requires, standing):
        yield f"needs a degree in {' or '.join(way.education_fields).replace('-', ' ')}"
    if requires.licence and requires.licence not in standing.licences:
        yield f"needs a license as {kb.roles[requires.licence].title}"
    if requires.roles_held and standing.practice_months.keys().isdisjoint(requires.roles_held):
        yield f"is open to people who work as {kb.roles[requires.roles_held[0]].title} or the like"
    months_left = _experience_left(way, requires, standing, kb)
    if months_left > 0:
        yield f"needs {months_left:.0f} more months of experience"


def _experience_left(way: Way, requires: Requirements, standing: Standing, kb: KnowledgeBase) -> float:
    """Months of experience that the way still asks for; where it names no roles, all of hospital IT counts."""
    if not way.experience_months:
        return 0.0
    roles = requires.experience_in or tuple(kb.indexes.ranked_roles)
    return way.experience_months - months_in(standing, roles)


def way_in(requires: Requirements, standing: Standing) -> Way:
    """Of the ways whose education the person has, the one with the fewest months; without any, the first."""
    first = Way(
        education=requires.education,
        education_fields=requires.education_fields,
        experience_months=requires.experience_months,
    )
    open_ways = [way for way in (first, *requires.ways) if is_open(way, requires, standing)]
    return min(open_ways, key=_months_asked, default=first)


def _months_asked(way: Way) -> float:
    return way.experience_months or 0


def ways_with_a_degree(requires: Requirements, standing: Standing) -> tuple[Way, ...]:
    """The ways that another education would open, where they ask for fewer months than the way in of today."""
    if not requires.ways:
        return ()
    now = way_in(requires, standing)
    fewest_months = _months_asked(now) if is_open(now, requires, standing) else math.inf
    shorter = []
    for way in requires.ways:
        is_shut = way is not now and not is_open(way, requires, standing)
        if is_shut and _months_asked(way) < fewest_months:
            shorter.append(way)
    return tuple(shorter)


def is_open(way: Way, requires: Requirements, standing: Standing) -> bool:
    """True if the person has the education of the way; a licence that the step asks for stands for its field."""
    if way.education and not has_education(standing, way.education):
        return False
    return requires.licence in standing.licences or in_field(standing.studied_field, way.education_fields)


def missing_groundwork(step: Step, standing: Standing, kb: KnowledgeBase) -> Iterator[tuple[str, int]]:
    """(skill, level) that stands too low for the exam: nobody should sit one far above what they know.

    An exam that certifies level 3 or more asks for a level at most `plan-largest-jump` below.
    """
    if not isinstance(step, Certification) or step.kind != "exam":
        return
    jump = round(kb.constants.plan_largest_jump)
    for skill, level in step.teaches.items():
        if level >= 3 and standing.level(skill) < level - jump:
            yield skill, level - jump


def needed_groups(step: Step, standing: Standing) -> tuple[tuple[str, ...], ...]:
    """Groups of steps that must be done before this one: of each group one, and none of it is done yet."""
    groups: list[tuple[str, ...]] = []
    for needed in (*step.requires.certifications, *step.requires.activities):
        if needed not in standing.certifications:
            groups.append((needed,))
    for group in step.requires.any_of:
        if standing.certifications.isdisjoint(group):
            groups.append(group)
    return tuple(groups)


def first_needed(step: Step, standing: Standing) -> tuple[str, ...]:
    """Steps that must be done before this one and are not (of an and/or group, the first of each)."""
    return tuple(group[0] for group in needed_groups(step, standing))


class Gain(Record):
    """What one or more steps add to the readiness for a role."""

    steps: tuple[Step, ...]
    gain: float
    hours: float
    fees_usd: tuple[float | None, ...]
    """Of each step [USD]; None where not published."""
    skills: tuple[tuple[str, int, int], ...]
    """(skill, level now, level then) of every need that rises."""

    @property
    def fee_usd(self) -> float | None:
        """The sum of the fees [USD]; None if that of one is not published."""
        fees = [fee for fee in self.fees_usd if fee is not None]
        return sum(fees) if len(fees) == len(self.fees_usd) else None


class Openings:
    """What one person can begin, and how: the same for every role, so it is asked once."""

    def __init__(self, standing: Standing, kb: KnowledgeBase) -> None:
        self.standing, self.kb = standing, kb
        self.order_prices: dict[str, float] = {}
        """Room for rules/way.py: what orders choices [USD], by step."""
        self._can_begin: dict[str, bool] = {}
        self._needs_more: dict[str, bool] = {}
        self._activities: dict[str, list[Activity]] = {}

    def can_begin(self, step: Step) -> bool:
        """True if nothing but steps that are needed first keeps the person from it."""
        if step.id not in self._can_begin:
            self._can_begin[step.id] = can_begin(step, self.standing, self.kb)
        return self._can_begin[step.id]

    def needs_more_first(self, step: Step) -> bool:
        """True if other steps must come before it, or what an exam takes for granted."""
        if step.id not in self._needs_more:
            more = any(missing_groundwork(step, self.standing, self.kb))
            self._needs_more[step.id] = more or bool(first_needed(step, self.standing))
        return self._needs_more[step.id]

    def activities_for(self, role: Role) -> list[Activity]:
        """What a counselor would name for a role of this family, less what takes years and what is known."""
        if role.family not in self._activities:
            found = []
            for activity in self.kb.activities.values():
                if suits(activity, role) and not is_job_or_degree(activity) and not is_known(activity, self.standing):
                    found.append(activity)
            self._activities[role.family] = found
        return self._activities[role.family]


class RoleGains:
    """Computes, for one person and one role, what sets of steps would gain.

    A need counts its best single credit, so a set of steps gains, need by need, the best credit that any skill it
    teaches can earn, less what is earned already. Only the needs that a taught skill touches are looked at.
    """

    def __init__(
        self,
        standing: Standing,
        role: Role,
        kb: KnowledgeBase,
        ready: Readiness | None = None,
        openings: Openings | None = None,
    ) -> None:
        """`ready`: the person's readiness for the role, if it is known already; `openings`: of this person."""
        self.standing, self.role, self.kb = standing, role, kb
        self.openings = openings or Openings(standing, kb)
        self.hours_per_week = hours_a_week(standing.profile, kb)
        self.levels = levels_of(standing.holdings)
        ready = ready or readiness(standing.holdings, role, kb)
        self.base = ready.score
        self.weights: list[float] = []
        self.credits: list[float] = []
        for raw, credit, *_ in ready.credits:
            self.weights.append(raw / ready.total)
            self.credits.append(credit)
        self._open: list[Step] | None = None
        self._per_hour: tuple[Step, ...] | None = None
        self._taught: dict[str, dict[str, int]] = {}
        self._touches: dict[str, list[tuple[int, CreditWay]]] = {}
        for index, need in enumerate(role.needs):
            for way in ways_to_credit(need.skill, kb):
                self._touches.setdefault(way.skill, []).append((index, way))

    def touches(self, skill: str) -> Sequence[tuple[int, CreditWay]]:
        """(place of the need, how the skill earns of it) of every need that the skill can raise."""
        return self._touches.get(skill, ())

    def taught(self, step: Step) -> dict[str, int]:
        """Levels of the step that this person does not have yet and the role can use."""
        if step.id not in self._taught:
            useful = {}
            for skill, level in step.teaches.items():
                if skill in self._touches and level > self.levels.get(skill, 0):
                    useful[skill] = level
            self._taught[step.id] = useful
        return self._taught[step.id]

    def gain_of(self, steps: Iterable[Step]) -> float:
        """What the steps add to the readiness (0-1)."""
        best: dict[int, float] = {}
        for step in steps:
            for skill, level in self.taught(step).items():
                for index, way in self._touches[skill]:
                    credit = way.credit(level, self.role.needs[index].level)
                    if credit > best.get(index, self.credits[index]):
                        best[index] = credit
        return sum(self.weights[index] * (credit - self.credits[index]) for index, credit in best.items())

    def gain(self, steps: tuple[Step, ...]) -> Gain:
        """What the steps add, with their hours, their fee and every need that rises."""
        hours = sum(hours_of(step) for step in steps)
        fees = tuple(self.fee_of(step) for step in steps)
        return Gain(steps, self.gain_of(steps), hours, fees, self.rising(steps))

    def fee_of(self, step: Step) -> float | None:
        """The list price for this person's hours a week [USD], of a range the middle; None if not published."""
        return fee_of(step, self.hours_per_week)

    def rising(self, steps: tuple[Step, ...]) -> tuple[tuple[str, int, int], ...]:
        """(skill, level now, level then) of every need that the steps raise; more than needed does not show."""
        taught: dict[str, int] = {}
        for step in steps:
            for skill, level in step.teaches.items():
                taught[skill] = max(level, taught.get(skill, 0))
        rising = []
        for need in self.role.needs:
            if need.skill in taught:
                now, then = self.levels.get(need.skill, 0), taught[need.skill]
                if now < then and now < need.level:
                    rising.append((need.skill, now, min(need.level, then)))
        return tuple(rising)

    def suited_steps(self) -> list[Step]:
        """Steps a counselor would name for the role, that are not done and raise one of its needs."""
        steps: list[Step] = []
        for value in self.role.certifications:
            if value.value != "unneeded" and value.id not in self.standing.certifications:
                steps.append(self.kb.certs[value.id])
        steps += self.openings.activities_for(self.role)
        return [step for step in steps if self.taught(step)]

    def open_steps(self) -> list[Step]:
        """Those of them that this person can begin now, if need be after others."""
        if self._open is None:
            self._open = [step for step in self.suited_steps() if self.openings.can_begin(step)]
        return self._open

    def steps_per_hour(self) -> tuple[Step, ...]:
        """Single steps that can be begun now, the largest gain per hour first; short ones as `first-step-floor`."""
        if self._per_hour is None:
            self._per_hour = _steps_per_hour(self)
        return self._per_hour

    def per_hour(self) -> tuple[Gain, ...]:
        """What each of them gains."""
        return tuple(self.gain((step,)) for step in self.steps_per_hour())


def can_begin(step: Step, standing: Standing, kb: KnowledgeBase) -> bool:
    """True if nothing but steps that are needed first keeps the person from it."""
    return next(obstacles(step, standing, kb), None) is None


def suits(step: Step, role: Role) -> bool:
    """True if a counselor would name the step for this role: a certification it values, an activity of its family."""
    if isinstance(step, Certification):
        return any(value.id == step.id and value.value != "unneeded" for value in role.certifications)
    return not step.families or role.family in step.families


def licence_step(standing: Standing, licence: str, kb: KnowledgeBase) -> Activity | None:
    """The activity by which somebody who has done the licensed job gets the license (id of its role); None if none is.

    It asks for no study from the start: the papers are checked, or the license is made valid again.
    """
    for activity in kb.activities.values():
        if activity.grants.licence == licence and standing.practice_months.keys() & set(activity.requires.roles_held):
            return activity
    return None


def is_job_or_degree(step: Step) -> bool:
    """Steps that take a year or more of one's life; they belong to routes and detours, not to a first step."""
    return isinstance(step, Activity) and step.kind in ("job", "degree")


def _steps_per_hour(gains: RoleGains) -> tuple[Step, ...]:
    floor = gains.kb.constants.first_step_floor
    found = []
    for step in gains.open_steps():
        if gains.openings.needs_more_first(step):
            continue
        gain, hours = gains.gain_of((step,)), hours_of(step)
        if gain > 1e-9:
            found.append((-gain / max(floor, hours), hours, step.id, step))
    return tuple(step for *_, step in sorted(found, key=lambda one: one[:3]))
