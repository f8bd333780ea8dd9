"""The step to begin with towards a role: the most readiness for its time that can begin now and be paid."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Role, Step
from careerpath.rules.credit import Readiness
from careerpath.rules.prices import Prices
from careerpath.rules.situation import is_for_staff, situation
from careerpath.rules.standing import Standing
from careerpath.rules.steps import Gain, RoleGains, hours_a_week, weekly_hours


def best_first_step(
    standing: Standing,
    role: Role,
    ready: Readiness,
    kb: KnowledgeBase,
    *,
    budget_usd: float | None = None,
    without: Collection[str] = (),
    prices: Prices | None = None,
    hours_per_week: float | None = None,
    gains: RoleGains | None = None,
) -> Gain | None:
    """The single step to begin with; None if none can.

    `budget_usd` and `hours_per_week` stand in for the profile's; `without`: ids of steps that are not wanted; `gains`:
    what steps would gain, if that is known.
    """
    if prices is None:
        hours = hours_per_week or hours_a_week(standing.profile, kb)
        prices = Prices(fewest_hours=hours, most_hours=hours)
    budget_usd = _budget_for_a_step(standing, role, kb, budget_usd, prices)
    gains = gains or RoleGains(standing, role, kb, ready)
    possible = [step for step in _possible_now(gains, hours_per_week) if step.id not in without]
    best = _best_step(possible, gains, ready, budget_usd, prices)
    return None if best is None else gains.gain((best,))


def _budget_for_a_step(
    standing: Standing, role: Role, kb: KnowledgeBase, budget_usd: float | None, prices: Prices
) -> float | None:
    """The budget that was named, else the profile's, less what is kept back for the role's certifications [USD]."""
    if budget_usd is None:
        budget_usd = standing.profile.limits.budget_usd
    if budget_usd is None:
        return None
    return budget_usd - _kept_back(standing, role, kb, budget_usd, prices)


def _best_step(
    steps: Sequence[Step], gains: RoleGains, ready: Readiness, budget_usd: float | None, prices: Prices
) -> Step | None:
    """The first that lies within the budget; a side matter, which wins because it is quick, only if nothing is free."""
    best = _affordable(steps, budget_usd, prices)
    if best is None:
        return None
    essential = {line.need.skill for line in ready.gaps if line.need.essential}
    if _lifts(best, essential, gains):
        return best
    for_the_essential = [step for step in steps if _lifts(step, essential, gains)]
    return _affordable(for_the_essential, 0.0, prices) or best


def _possible_now(gains: RoleGains, hours_per_week: float | None) -> list[Step]:
    """Single steps that fit the hours of a week and this person's place at work, the best per hour first."""
    profile, kb = gains.standing.profile, gains.kb
    hours = hours_per_week or hours_a_week(profile, kb)
    is_outside = situation(profile, kb) != "in-hospital"
    possible = []
    for step in gains.steps_per_hour():
        if is_outside and is_for_staff(step):
            continue
        if weekly_hours(step) <= hours:
            possible.append(step)
    return possible


def _lifts(step: Step, skills: set[str], gains: RoleGains) -> bool:
    """True if it lifts one of the skills."""
    return any(skill in skills for skill, *_ in gains.rising((step,)))


def _kept_back(standing: Standing, role: Role, kb: KnowledgeBase, budget_usd: float, prices: Prices) -> float:
    """What the certifications that the role expects will take of the budget [USD]; 0 if it is too small for them."""
    total = 0.0
    for value in role.certifications:
        if value.value == "expected" and not standing.certifications & {value.id, *value.or_else}:
            total += prices.price_of(kb.certs[value.id]) or 0.0
    if total > budget_usd:
        return 0.0
    return total


def _affordable(steps: Iterable[Step], budget: float | None, prices: Prices) -> Step | None:
    """The first step with a published price that, at its high end, lies within the budget [USD]."""
    for step in steps:
        price = prices.span_of(step)
        if budget is None or (price is not None and price.high <= budget):
            return step
    return None
