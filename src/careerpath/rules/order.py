"""The next roles: separate axes, all shown, and an additive formula that only orders them (docs/method.md, 3)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import SENIORITY_ORDER, LocalPay, Progression, Role
from careerpath.people.conditions import refused
from careerpath.people.profile import Profile
from careerpath.record import Record, replace
from careerpath.rules.axes import (
    PayChange,
    conditions_axis,
    gates_axis,
    outlook_axis,
    pay_axis,
    pay_change,
    seniority_change,
    step_axis,
)
from careerpath.rules.credit import Credits, Readiness, percent, readiness
from careerpath.rules.gates import GateStatus, closed_gates, gate_statuses, lacks_diploma
from careerpath.rules.interest import interest_fit
from careerpath.rules.pay import is_under_floor, local_pay, local_usd, wage_for
from careerpath.rules.reach import FAR, months_from, years_worked
from careerpath.rules.standing import Standing, ratings_say_nothing, stand
from careerpath.rules.steps import Openings, RoleGains
from careerpath.rules.way import Way, is_ready, way_to_ready

AXES = ("readiness", "reach", "gates", "time", "step", "pay", "outlook", "conditions", "interest")
"""In the order in which `why` explains them."""
FEWEST_NEEDS = 6
"""Imported occupations with fewer needs are listed under later: a score on so few says little."""
LEAST_FALL_TOLD = 0.05
"""Medians that differ by less [share] say nothing about one job."""
FAR_FROM_WISH = 3
"""Of the four steps between 1 and 5 so many."""
Place = Literal["next", "later", "ruled-out"]


class Ahead:
    """The way of one person to one role, found when somebody asks: most roles are only put in order."""

    def __init__(
        self,
        standing: Standing,
        role: Role,
        ready: Readiness,
        gates: tuple[GateStatus, ...],
        kb: KnowledgeBase,
        openings: Openings | None,
    ) -> None:
        self.standing, self.role, self.ready, self.gates, self.kb = standing, role, ready, gates, kb
        self.openings = openings

    @cached_property
    def gains(self) -> RoleGains:
        """What steps would gain."""
        return RoleGains(self.standing, self.role, self.kb, self.ready, self.openings)

    @cached_property
    def way(self) -> Way:
        """The steps until one is ready, and how long they take."""
        return way_to_ready(self.standing, self.role, self.ready, self.gates, self.kb, self.gains)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ahead) and (self.role.id, self.way) == (other.role.id, other.way)

    def __hash__(self) -> int:
        return hash(self.role.id)


class Ranked(Record):
    """One role as this person meets it. Axes lie in 0-1, 1 is best; an axis that is unknown is None."""

    role: Role
    place: Place
    reason: str
    """Why it is not among the next roles, if it is not."""
    order_value: float
    other_axes: dict[str, float | None]
    """`AXES` without a value for `time`, which takes longer to reckon than all the rest."""
    readiness: Readiness
    gates: tuple[GateStatus, ...]
    ahead: Ahead
    pay_change_usd: float | None
    edge: Progression | None
    """A direct progression from a held role."""
    cautions: tuple[str, ...] = ()
    falls: tuple[str, ...] = ()
    """What falls by much against the present job, pay or seniority: such a role stands below those without."""
    local_pay: LocalPay | None = None
    """The wage in the person's state, where the knowledge has a word on it."""
    lacks_diploma: bool = False
    """True if it usually asks for a school diploma, and the person states none."""

    @property
    def way(self) -> Way:
        """The steps until one is ready for it, and how long that takes."""
        return self.ahead.way

    @property
    def is_ready(self) -> bool:
        """True if applying makes sense today."""
        return is_ready(self.readiness, self.gates, self.ahead.kb)

    @property
    def is_brought_by_steps(self) -> bool:
        """False if what the steps bring stays under the line, so that the rest comes with practice.

        A role that takes beginners hires under the line.
        """
        line = self.ahead.kb.constants.ready_line
        return self.role.takes_beginners or self.way.readiness_after >= line - 1e-9

    @property
    def months_low(self) -> float:
        """Months until one is ready to apply, the low end; 0 for who is ready."""
        return self.way.months_low

    @property
    def months_high(self) -> float:
        return self.way.months_high

    @property
    def axes(self) -> dict[str, float | None]:
        """All of `AXES`, in their order."""
        return {**self.other_axes, "time": self.axis("time")}

    def axis(self, name: str) -> float | None:
        """One of `AXES` (0-1, 1 is best)."""
        if name == "time":
            return math.exp(-self.way.months / self.ahead.kb.constants.time_scale)
        return self.other_axes[name]


class Ranking(Record):
    """Roles in order; `silence` says why there is nothing to rank."""

    next: tuple[Ranked, ...]
    later: tuple[Ranked, ...]
    ruled_out: tuple[Ranked, ...]
    silence: str = ""


def rank(standing: Standing, kb: KnowledgeBase) -> Ranking:
    """All hospital-IT roles the person does not hold now, in order of the order value (ties by id)."""
    distances = months_from(years_worked(standing), kb)
    credits = Credits(standing.holdings, kb)
    openings = Openings(standing, kb)
    ranked = []
    for role_id in kb.indexes.ranked_roles:
        role = kb.roles[role_id]
        if not _is_held(standing, role):
            ranked.append(assess(standing, role, kb, distances, credits, openings))
    if ratings_say_nothing(standing.profile):
        ranked = _ordered_without_ratings(ranked, standing, kb)
    ranked.sort(key=lambda candidate: (-candidate.order_value, candidate.role.id))
    by_place: dict[Place, list[Ranked]] = {"next": [], "later": [], "ruled-out": []}
    for candidate in ranked:
        by_place[candidate.place].append(candidate)
    return Ranking(
        tuple(by_place["next"]),
        tuple(by_place["later"]),
        tuple(by_place["ruled-out"]),
        _silence(standing, kb, has_next=bool(by_place["next"])),
    )


def _ordered_without_ratings(ranked: list[Ranked], standing: Standing, kb: KnowledgeBase) -> list[Ranked]:
    """The same roles in the order that jobs, education and credited levels alone give."""
    unrated = stand(replace(standing.profile, skills={}), kb, standing.today)
    distances, credits = months_from(years_worked(unrated), kb), Credits(unrated.holdings, kb)
    reordered = []
    for candidate in ranked:
        value = assess(unrated, candidate.role, kb, distances, credits).order_value
        reordered.append(replace(candidate, order_value=value))
    return reordered


def assess(
    standing: Standing,
    role: Role,
    kb: KnowledgeBase,
    distances: dict[str, float] | None = None,
    credits: Credits | None = None,
    openings: Openings | None = None,
) -> Ranked:
    """One role with all its axes; `distances`, `credits`, `openings` may be shared between the roles of one person."""
    if distances is None:
        distances = months_from(years_worked(standing), kb)
    ready = readiness(standing.holdings, role, kb, credits)
    gates = gate_statuses(standing, role, kb)
    change = pay_change(standing, role)
    axes: dict[str, float | None] = {
        "readiness": ready.score,
        "reach": math.exp(-distances.get(role.id, FAR) / kb.constants.reach_scale),
        "gates": gates_axis(gates, kb),
        "time": None,
        "step": step_axis(standing, role, kb),
        "pay": pay_axis(change, kb),
        "outlook": outlook_axis(role),
        "conditions": conditions_axis(standing, role),
        "interest": interest_fit(standing.profile, role),
    }
    is_far = bool(standing.practice_months) and role.id not in distances
    place, reason = _place(standing, role, ready, gates, is_far, kb)
    falls = _falls(standing, role, change, kb)
    untold = None if falls else change  # a large fall is among the cautions already
    ranked = Ranked(
        role=role,
        place=place,
        reason=reason,
        order_value=_order_value(axes, kb) - kb.constants.order_fall * len(falls),
        other_axes=axes,
        readiness=ready,
        gates=gates,
        ahead=Ahead(standing, role, ready, gates, kb, openings),
        pay_change_usd=change.usd if change else None,
        local_pay=local_pay(role, standing.profile.limits.state),
        edge=_direct_edge(standing, role, kb),
        cautions=(*falls, *_cautions(standing, role, untold, kb)),
        falls=falls,
        lacks_diploma=lacks_diploma(standing, role),
    )
    by_time = kb.constants.order_time
    if not by_time:
        return ranked
    return replace(ranked, order_value=ranked.order_value + by_time * (ranked.axis("time") or 0.0))


def _order_value(axes: dict[str, float | None], kb: KnowledgeBase) -> float:
    """The weighted axes, one after the other: `sum` adds in another way in each version of Python."""
    total = 0.0
    for axis, value in axes.items():
        if value is not None:
            total += kb.weight(f"order-{axis}") * value
    return total


def _median_compared(standing: Standing, role: Role) -> str:
    """Which median `pay_change` compares."""
    local = local_usd(role, standing.profile.limits.state)
    return "state" if standing.local_pay_usd and local is not None else "national"


def _lower_than(standing: Standing) -> str:
    """What the pay is compared with, after "lower"."""
    return "lower" if standing.profile.pay_now_usd is None else "lower than what you earn now"


def _below_what(standing: Standing) -> str:
    """The same in a sentence that begins with the median."""
    if standing.profile.pay_now_usd is None:
        return "below that of your current role"
    return "below what you earn now"


def _place(
    standing: Standing, role: Role, ready: Readiness, gates: tuple[GateStatus, ...], is_far: bool, kb: KnowledgeBase
) -> tuple[Place, str]:
    """Where the role is listed, and why if it is not among the next ones.

    Only what the person refuses rules a role out. An entry role whose gates are passed is next however little is
    covered yet: who begins with nothing still wants a first step.
    """
    refusal = _refusal(standing.profile, role)
    if refusal:
        return "ruled-out", refusal
    closed = closed_gates(gates)
    if closed:
        return "later", f"needs {closed[0].missing}"
    if has_few_needs(role):
        return "later", f"its classification names only {len(role.needs)} of its needs, too few to judge"
    if is_far and is_technology_only(role, kb):
        return "later", "only its software is published, and no role you held is near it"
    if ready.score < kb.constants.next_line - 1e-9 and not is_door(role):
        return "later", f"you cover {percent(ready.score)} of its needs so far"
    return "next", ""


def _refusal(profile: Profile, role: Role) -> str:
    """What of the role the person does not want or cannot live on; nothing if there is no such thing."""
    for condition in refused(profile.limits):
        if getattr(role.conditions, condition.field, "") == "yes":
            return f"it means {condition.words}, which you do not want"
    if is_under_floor(profile, role):
        floor, wage = profile.limits.pay_floor_usd, wage_for(profile, role)
        return f"it pays ${wage:,.0f} in the middle, under the ${floor:,.0f} that you need"
    return ""


def _falls(standing: Standing, role: Role, change: PayChange | None, kb: KnowledgeBase) -> tuple[str, ...]:
    """A large fall in seniority or in the median wage against the present job, in words."""
    falls = []
    if -seniority_change(standing, role) >= kb.constants.step_down_seniority:
        falls.append(f"a large step down: {role.seniority} level after {SENIORITY_ORDER[standing.seniority]} level")
    if change and change.share_lost > kb.constants.step_down_pay + 1e-9:
        share = f"{change.share_lost:.0%}"
        falls.append(
            f"a large fall in pay: the {_median_compared(standing, role)} median is {share} {_lower_than(standing)}"
        )
    return tuple(falls)


def is_door(role: Role) -> bool:
    """True for a role that is next however little of it is covered: it takes beginners, or is an entry role.

    What it asks for besides skills still counts: a gate that is not passed puts it under later.
    """
    return role.takes_beginners or (role.seniority == "entry" and role.kind == "hospital-it")


def has_few_needs(role: Role) -> bool:
    """True for an imported occupation with too few needs to judge it by them."""
    return role.kind == "occupation" and len(role.needs) < FEWEST_NEEDS


def is_technology_only(role: Role, kb: KnowledgeBase) -> bool:
    """True for an imported occupation of which nothing but its software is published (rated needs come first)."""
    return role.kind == "occupation" and bool(role.needs) and kb.skills[role.needs[0].skill].category == "technology"


def _cautions(standing: Standing, role: Role, change: PayChange | None, kb: KnowledgeBase) -> Iterator[str]:
    """What the person should ask about or know: conditions that vary, and days of another kind than wished."""
    for condition in refused(standing.profile.limits):
        if role.conditions and getattr(role.conditions, condition.field) in ("varies", None):
            yield f"ask the employer about {condition.words}: it varies"
    yield from _pay_to_ask_about(standing.profile, role)
    if is_technology_only(role, kb):
        yield "its classification publishes no skills for it; readiness looks at software alone"
    if change and change.share_lost > LEAST_FALL_TOLD:
        yield f"the {_median_compared(standing, role)} median is {change.share_lost:.0%} {_below_what(standing)}"
    yield from _unlike_wishes(standing.profile, role, kb)


def _unlike_wishes(profile: Profile, role: Role, kb: KnowledgeBase) -> Iterator[str]:
    """The traits of its days that are far from what the person wishes."""
    for trait, wish in sorted(profile.fit.items()):
        real = getattr(role.character, trait.replace("-", "_"), wish)
        if abs(real - wish) >= FAR_FROM_WISH:
            term = kb.vocabulary[trait]
            end = term.high if real > wish else term.low
            yield f"{term.title.lower()}: you wish {wish} of 5, here it is {real} ({end})"


def _pay_to_ask_about(profile: Profile, role: Role) -> Iterator[str]:
    """Where a role may pay less than the person needs, though its median does not."""
    floor = profile.limits.pay_floor_usd
    if floor is None:
        return
    low = _lowest_tenth_usd(profile, role)
    if wage_for(profile, role) is None:
        yield f"no wage of its own is published: ask whether it pays ${floor:,.0f}"
    elif low is not None and low < floor:
        yield f"at least 1 in 10 earns less than the ${floor:,.0f} that you need: ask"


def _lowest_tenth_usd(profile: Profile, role: Role) -> float | None:
    """What one in ten earns less than [USD a year]: in the person's state if its median is known, else nationally."""
    local = local_pay(role, profile.limits.state)
    if local and local.median_usd is not None:
        return local.p10_usd
    return role.pay.p10_usd if role.pay else None


def _direct_edge(standing: Standing, role: Role, kb: KnowledgeBase) -> Progression | None:
    """The quickest move that leads straight from a held role to this one."""
    edges: list[Progression] = []
    for held in standing.practice_months:
        for edge in kb.edges_from(held):
            if edge.target == role.id:
                edges.append(edge)
    return min(edges, key=lambda edge: (edge.months.low + edge.months.high, edge.origin), default=None)


def _is_held(standing: Standing, role: Role) -> bool:
    return any(held.role == role.id for held in standing.profile.roles)


def _silence(standing: Standing, kb: KnowledgeBase, *, has_next: bool) -> str:
    """Why ranking would be dishonest, or nothing."""
    if standing.is_empty:
        return "There is nothing to go by yet: name a job you hold or held, or what you can do."
    if _is_at_the_top(standing.profile, kb) and not has_next:
        return "You are at the top of what we know; every other role would be a step down."
    return ""


def _is_at_the_top(profile: Profile, kb: KnowledgeBase) -> bool:
    """True of who has a job now, and none but executive ones."""
    jobs = profile.current_roles
    return bool(jobs) and all(kb.roles[job.role].seniority == "executive" for job in jobs)
