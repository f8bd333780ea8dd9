"""The next roles: separate axes, all shown, and an additive formula that only orders them (docs/method.md, 3)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import SENIORITY_ORDER, LocalPay, Progression, Role
from careerpath.people.conditions import refused
from careerpath.people.profile import Profile
from careerpath.record import Record, replace
from careerpath.rules.axes import (
    conditions_axis,
    fall_axis,
    gates_axis,
    months_to_close,
    outlook_axis,
    pay_fall,
    seniority_change,
    step_axis,
)
from careerpath.rules.credit import Credits, Readiness, percent, readiness
from careerpath.rules.gates import GateStatus, closed_gates, gate_statuses
from careerpath.rules.interest import interest_fit
from careerpath.rules.pay import is_under_floor, local_pay, local_usd, wage_for
from careerpath.rules.reach import FAR, months_from
from careerpath.rules.standing import Standing, ratings_say_nothing, stand

AXES = ("readiness", "reach", "gates", "time", "step", "pay", "outlook", "conditions", "interest")
FEWEST_NEEDS = 6
"""Imported occupations with fewer needs are listed under later: a score on so few says little."""
Place = Literal["next", "later", "ruled-out"]


class Ranked(Record):
    """One role as this person meets it. Axes lie in 0-1, 1 is best; an axis that is unknown is None."""

    role: Role
    place: Place
    reason: str
    """Why it is not among the next roles, if it is not."""
    order_value: float
    axes: dict[str, float | None]
    readiness: Readiness
    gates: tuple[GateStatus, ...]
    months_low: float
    months_high: float
    pay_change_usd: float | None
    edge: Progression | None
    """A direct progression from a held role."""
    cautions: tuple[str, ...] = ()
    falls: tuple[str, ...] = ()
    """What falls by much against the present job, pay or seniority: such a role stands below those without."""
    local_pay: LocalPay | None = None
    """The wage in the person's state, where the knowledge has a word on it."""


class Ranking(Record):
    """Roles in order; `silence` says why there is nothing to rank."""

    next: tuple[Ranked, ...]
    later: tuple[Ranked, ...]
    ruled_out: tuple[Ranked, ...]
    silence: str = ""


def rank(standing: Standing, kb: KnowledgeBase) -> Ranking:
    """All hospital-IT roles the person does not hold now, in order of the order value (ties by id)."""
    distances = months_from(standing.practice_months, kb)
    credits = Credits(standing.holdings, kb)
    found = [
        assess(standing, role, kb, distances, credits)
        for role in map(kb.roles.__getitem__, kb.indexes.ranked_roles)
        if not _is_held(standing, role)
    ]
    if ratings_say_nothing(standing.profile):
        found = _ordered_without_ratings(found, standing, kb)
    found.sort(key=lambda r: (-r.order_value, r.role.id))
    places: dict[Place, tuple[Ranked, ...]] = {
        place: tuple(r for r in found if r.place == place) for place in ("next", "later", "ruled-out")
    }
    return Ranking(places["next"], places["later"], places["ruled-out"], _silence(standing, kb, places["next"]))


def _ordered_without_ratings(found: list[Ranked], standing: Standing, kb: KnowledgeBase) -> list[Ranked]:
    """The same roles in the order that jobs, education and credited levels alone give."""
    bare = stand(replace(standing.profile, skills={}), kb, standing.today)
    distances, credits = months_from(bare.practice_months, kb), Credits(bare.holdings, kb)
    ordered = []
    for one in found:
        value = assess(bare, one.role, kb, distances, credits).order_value
        ordered.append(replace(one, order_value=value))
    return ordered


def assess(
    standing: Standing,
    role: Role,
    kb: KnowledgeBase,
    distances: dict[str, float] | None = None,
    credits: Credits | None = None,
) -> Ranked:
    """One role with all its axes; `distances` and `credits` may be shared between the roles of one person."""
    if distances is None:
        distances = months_from(standing.practice_months, kb)
    ready = readiness(standing.holdings, role, kb, credits)
    gates = gate_statuses(standing, role, kb)
    fall = pay_fall(standing, role)
    months = months_to_close(standing, role, ready, gates, kb)
    axes: dict[str, float | None] = {
        "readiness": ready.score,
        "reach": math.exp(-distances.get(role.id, FAR) / kb.constants.reach_scale),
        "gates": gates_axis(gates, kb),
        "time": math.exp(-months / kb.constants.time_scale),
        "step": step_axis(standing, role, kb),
        "pay": 0.5 if fall is None else fall_axis(fall[1], kb),
        "outlook": outlook_axis(role),
        "conditions": conditions_axis(standing, role),
        "interest": interest_fit(standing.profile, role),
    }
    edge = _direct_edge(standing, role, kb)
    far = bool(standing.practice_months) and role.id not in distances
    place, reason = _place(standing, role, ready, gates, far, kb)
    falls = _falls(standing, role, fall, kb)
    spread = kb.constants.months_spread
    return Ranked(
        role=role,
        place=place,
        reason=reason,
        order_value=_order_value(axes, kb) - kb.constants.order_fall * len(falls),
        axes=axes,
        readiness=ready,
        gates=gates,
        months_low=months * (1 - spread),
        months_high=months * (1 + spread),
        pay_change_usd=fall[0] if fall else None,
        local_pay=local_pay(role, standing.profile.limits.state),
        edge=edge,
        cautions=(*falls, *_cautions(standing, role, fall if not falls else None, kb)),
        falls=falls,
    )


def _order_value(axes: dict[str, float | None], kb: KnowledgeBase) -> float:
    """The weighted axes, one after the other: `sum` adds in another way in each version of Python."""
    total = 0.0
    for axis, value in axes.items():
        if value is not None:
            total += kb.weight(f"order-{axis}") * value
    return total


def _whose(standing: Standing, role: Role) -> str:
    """Which median `pay_fall` compares."""
    state = standing.profile.limits.state
    return "state" if standing.local_pay_usd and local_usd(role, state) is not None else "national"


def _than(standing: Standing) -> str:
    return "lower" if standing.profile.pay_now_usd is None else "lower than what you earn now"


def _below(standing: Standing) -> str:
    is_stated = standing.profile.pay_now_usd is not None
    return "below what you earn now" if is_stated else "below that of your current role"


def _place(
    standing: Standing, role: Role, ready: Readiness, gates: tuple[GateStatus, ...], far: bool, kb: KnowledgeBase
) -> tuple[Place, str]:
    """Where the role is listed, and why if it is not among the next ones.

    Only what the person refuses rules a role out. An entry role whose gates are passed is next however little is
    covered yet: who begins with nothing still wants a first step.
    """
    for one in refused(standing.profile.limits):
        if getattr(role.conditions, one.field, "") == "yes":
            return "ruled-out", f"it means {one.words}, which you do not want"
    if is_under_floor(standing.profile, role):
        floor, wage = standing.profile.limits.pay_floor_usd, wage_for(standing.profile, role)
        return "ruled-out", f"it pays ${wage:,.0f} in the middle, under the ${floor:,.0f} that you need"
    if closed := closed_gates(gates):
        return "later", f"needs {closed[0].missing}"
    if has_few_needs(role):
        return "later", f"its classification names only {len(role.needs)} of its needs, too few to judge"
    if far and is_technology_only(role, kb):
        return "later", "only its software is published, and no role you held is near it"
    if ready.score < kb.constants.next_line - 1e-9 and not is_door(role):
        return "later", f"you cover {percent(ready.score)} of its needs so far"
    return "next", ""


def _falls(standing: Standing, role: Role, fall: tuple[float, float] | None, kb: KnowledgeBase) -> tuple[str, ...]:
    """A large fall in seniority or in the median wage against the present job, in words."""
    found = []
    if -seniority_change(standing, role) >= kb.constants.step_down_seniority:
        found.append(f"a large step down: {role.seniority} level after {SENIORITY_ORDER[standing.seniority]} level")
    if fall and fall[1] > kb.constants.step_down_pay + 1e-9:
        found.append(f"a large fall in pay: the {_whose(standing, role)} median is {fall[1]:.0%} {_than(standing)}")
    return tuple(found)


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


def _cautions(standing: Standing, role: Role, fall: tuple[float, float] | None, kb: KnowledgeBase) -> Iterable[str]:
    """What the person should ask about or know: conditions that vary, and days of another kind than wished."""
    for one in refused(standing.profile.limits):
        if role.conditions and getattr(role.conditions, one.field) in ("varies", None):
            yield f"ask the employer about {one.words}: it varies"
    floor = standing.profile.limits.pay_floor_usd
    if floor is not None and (asked := _pay_to_ask_about(standing.profile, role, floor)):
        yield asked
    if is_technology_only(role, kb):
        yield "its classification publishes no skills for it; readiness looks at software alone"
    if fall and fall[1] > 0.05:
        yield f"the {_whose(standing, role)} median is {fall[1]:.0%} {_below(standing)}"
    for trait, wish in sorted(standing.profile.fit.items()):
        real = getattr(role.character, trait.replace("-", "_"), wish)
        if abs(real - wish) >= 3:
            term = kb.vocabulary[trait]
            end = term.high if real > wish else term.low
            yield f"{term.title.lower()}: you wish {wish} of 5, here it is {real} ({end})"


def _pay_to_ask_about(profile: Profile, role: Role, floor: float) -> str:
    """Where a role may pay less than the person needs, though its median does not."""
    if wage_for(profile, role) is None:
        return f"no wage of its own is published: ask whether it pays ${floor:,.0f}"
    local = local_pay(role, profile.limits.state)
    start = local.p10_usd if local and local.median_usd is not None else role.pay.p10_usd if role.pay else None
    return f"it may start under the ${floor:,.0f} that you need: ask" if start is not None and start < floor else ""


def _direct_edge(standing: Standing, role: Role, kb: KnowledgeBase) -> Progression | None:
    edges = [e for held in standing.practice_months for e in kb.edges_from(held) if e.target == role.id]
    return min(edges, key=lambda e: (e.months.low + e.months.high, e.origin), default=None)


def _is_held(standing: Standing, role: Role) -> bool:
    return any(held.role == role.id for held in standing.profile.roles)


def _silence(standing: Standing, kb: KnowledgeBase, found: tuple[Ranked, ...]) -> str:
    """Why ranking would be dishonest, or nothing."""
    if standing.is_empty:
        return "There is nothing to go by yet: name a job you hold or held, or what you can do."
    current = [kb.roles[held.role] for held in standing.profile.current_roles]
    if current and all(role.seniority == "executive" for role in current) and not found:
        return "You are at the top of what we know; every other role would be a step down."
    return ""
