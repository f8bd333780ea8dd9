"""The one first action towards a role: what to do this week. Every view asks here, and the plan begins with it.

It is a rule, not a search, so that `recommend` need not load the solver: apply, if the person is ready; else the step
that brings most readiness for its time, can begin now and lies within the budget. The solver takes it as given.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Role, Step
from careerpath.record import Record
from careerpath.rules.credit import Readiness, percent, readiness
from careerpath.rules.first_step import best_first_step
from careerpath.rules.gates import GateStatus, closed_gates, gate_statuses
from careerpath.rules.prices import Prices
from careerpath.rules.situation import begins_with, stands_at_the_top
from careerpath.rules.standing import Standing
from careerpath.rules.steps import Gain, RoleGains, licence_step
from careerpath.rules.way import is_ready


class FirstAction(Record):
    """What to do this week; `step` begins with it, unless the thing to do is to apply or to gather practice."""

    do: str
    kind: Literal["step", "apply", "practice", "there", "talk"]
    role: str | None
    """The role it leads towards: the next one on the way."""
    step: Step | None = None
    gain: Gain | None = None


def first_action(
    standing: Standing,
    role: Role,
    kb: KnowledgeBase,
    *,
    ready: Readiness | None = None,
    budget_usd: float | None = None,
    without: Collection[str] = (),
    prices: Prices | None = None,
    hours_per_week: float | None = None,
    gains: RoleGains | None = None,
) -> FirstAction:
    """The first action towards a role that is the next on the way.

    `ready`, `gains`: the readiness for it and what steps would gain, if known. `budget_usd` and `hours_per_week` stand
    in for those of the profile; `without`: ids of steps that are not wanted. Who stands
    at the top is never told to apply for what lies below.
    """
    gates = gate_statuses(standing, role, kb)
    is_held = any(held.role == role.id for held in standing.profile.current_roles)
    if is_held and not closed_gates(gates):  # a nurse abroad still wants the license of here
        return FirstAction(f"You work as {role.title} already: choose the next goal.", "there", role.id)
    if stands_at_the_top(standing.profile, kb):
        below = f"{role.title} lies below the job you hold"
        return FirstAction(f"Talk with somebody who does this work before you decide: {below}.", "talk", role.id)
    ready = ready or readiness(standing.holdings, role, kb)
    if is_ready(ready, gates, kb):
        return FirstAction(f"Apply for work as {role.title}: {_covers(ready)}.", "apply", role.id)
    best = best_first_step(
        standing,
        role,
        ready,
        kb,
        budget_usd=budget_usd,
        without=without,
        prices=prices,
        hours_per_week=hours_per_week,
        gains=gains,
    )
    if best is None:
        return FirstAction(_practice(standing, role, ready, gates, kb), "practice", role.id)
    step = best.steps[0]
    return FirstAction(begins_with(step, standing.profile, kb), "step", role.id, step, best)


def _covers(ready: Readiness) -> str:
    return f"you cover {percent(ready.score)} of what it asks for, and nothing that it requires is missing"


def _way_round(status: GateStatus, standing: Standing, kb: KnowledgeBase) -> str:
    """How to begin with what is asked for: the first step of what brings it, else the way round."""
    step = licence_step(standing, status.gate.licence, kb) if status.gate.licence else None
    return begins_with(step, standing.profile, kb) if step else status.detour


def _practice(
    standing: Standing, role: Role, ready: Readiness, gates: tuple[GateStatus, ...], kb: KnowledgeBase
) -> str:
    """What to do where no step of ours can begin now."""
    for gate in gates:
        if gate.status == "makeup":
            return f"Go on in your job: {role.title} asks for {gate.missing}, and your job brings it."
    closed = closed_gates(gates)
    if closed:
        return _way_round(closed[0], standing, kb)
    skill = role.title
    if ready.gaps:
        skill = kb.skills[ready.gaps[0].need.skill].title
    if standing.profile.current_roles:
        return f"Ask in your job for a task that uses {skill}: no step here teaches what {role.title} still asks for."
    return f"Look for work or volunteering that uses {skill}: no step here teaches what {role.title} still asks for."
