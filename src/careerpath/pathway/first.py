"""The one first action towards a role: what to do this week. Every view asks here, and the plan begins with it.

It is a rule, not a search, so that `recommend` need not load the solver: apply, if the person is ready; else the step
that brings most readiness for its time, can begin now and lies within the budget. The solver takes it as given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Role, Step
from careerpath.record import Record
from careerpath.rules.credit import Readiness, percent, readiness
from careerpath.rules.gates import GateStatus, closed_gates, gate_statuses
from careerpath.rules.prices import Prices
from careerpath.rules.situation import begins_with, is_for_staff, situation, stands_at_the_top
from careerpath.rules.standing import Standing
from careerpath.rules.steps import Gain, RoleGains, gain_per_hour, hours_a_week, licence_step, weekly_hours


class FirstAction(Record):
    """What to do this week; `step` begins with it, unless the thing to do is to apply or to gather practice."""

    do: str
    kind: Literal["step", "apply", "practice", "there", "talk"]
    role: str | None
    """The role it leads towards: the next one on the way."""
    step: Step | None = None
    gain: Gain | None = None


def is_ready(ready: Readiness, gates: Iterable[GateStatus], kb: KnowledgeBase) -> bool:
    """True if applying makes sense: at or over the ready line, and no required or usual gate is still to be passed."""
    still_to_pass = [gate for gate in gates if gate.status in ("closed", "makeup")]
    return not still_to_pass and ready.score >= kb.constants.ready_line - 1e-9


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
) -> FirstAction:
    """The first action towards a role that is the next on the way.

    `ready`: the readiness for it, if it is known. `budget_usd` and `hours_per_week` stand in for the profile's;
    `without`: ids of steps that are not wanted. Who stands at the top is never told to apply for what lies below.
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
    if prices is None:
        hours = hours_per_week or hours_a_week(standing.profile, kb)
        prices = Prices(fewest_hours=hours, most_hours=hours)
    budget_usd = _budget_for_a_step(standing, role, kb, budget_usd, prices)
    gains = []
    for gain in _possible_now(standing, role, ready, kb, hours_per_week):
        if gain.steps[0].id not in without:
            gains.append(gain)
    best = _best_gain(gains, ready, budget_usd, prices)
    if best is None:
        return FirstAction(_practice(standing, role, ready, gates, kb), "practice", role.id)
    step = best.steps[0]
    return FirstAction(begins_with(step, standing.profile, kb), "step", role.id, step, best)


def _budget_for_a_step(
    standing: Standing, role: Role, kb: KnowledgeBase, budget_usd: float | None, prices: Prices
) -> float | None:
    """The budget that was named, else the profile's, less what is kept back for the role's certifications [USD]."""
    if budget_usd is None:
        budget_usd = standing.profile.limits.budget_usd
    if budget_usd is None:
        return None
    return budget_usd - _kept_back(standing, role, kb, budget_usd, prices)


def _best_gain(gains: Sequence[Gain], ready: Readiness, budget_usd: float | None, prices: Prices) -> Gain | None:
    """The first that lies within the budget; a side matter, which wins because it is quick, only if nothing is free."""
    best = _affordable(gains, budget_usd, prices)
    if best is None:
        return None
    essential = {line.need.skill for line in ready.gaps if line.need.essential}
    if _lifts(best, essential):
        return best
    for_the_essential = [gain for gain in gains if _lifts(gain, essential)]
    return _affordable(for_the_essential, 0.0, prices) or best


def _possible_now(
    standing: Standing, role: Role, ready: Readiness, kb: KnowledgeBase, hours_per_week: float | None
) -> list[Gain]:
    """Gains of single steps that fit the hours of a week and this person's place at work, the best per hour first."""
    hours = hours_per_week or hours_a_week(standing.profile, kb)
    is_outside = situation(standing.profile, kb) != "in-hospital"
    possible = []
    for gain in gain_per_hour(RoleGains(standing, role, kb, ready)):
        step = gain.steps[0]
        if is_outside and is_for_staff(step):
            continue
        if weekly_hours(step) <= hours:
            possible.append(gain)
    return possible


def _lifts(gain: Gain, skills: set[str]) -> bool:
    """True if it lifts one of the skills."""
    return any(skill in skills for skill, *_ in gain.skills)


def _covers(ready: Readiness) -> str:
    return f"you cover {percent(ready.score)} of what it asks for, and nothing that it requires is missing"


def _kept_back(standing: Standing, role: Role, kb: KnowledgeBase, budget_usd: float, prices: Prices) -> float:
    """What the certifications that the role expects will take of the budget [USD]; 0 if it is too small for them."""
    total = 0.0
    for value in role.certifications:
        if value.value == "expected" and not standing.certifications & {value.id, *value.or_else}:
            total += prices.price_of(kb.certs[value.id]) or 0.0
    if total > budget_usd:
        return 0.0
    return total


def _affordable(gains: Iterable[Gain], budget: float | None, prices: Prices) -> Gain | None:
    """The first gain whose step has a published price that, at its high end, lies within the budget [USD]."""
    for gain in gains:
        price = prices.span_of(gain.steps[0])
        if budget is None or (price is not None and price.high <= budget):
            return gain
    return None


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
