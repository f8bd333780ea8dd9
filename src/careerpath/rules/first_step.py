"""The step to begin with towards a role: the most readiness for its time that can begin now and be paid."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Role
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
    possible = []
    for gain in _possible_now(gains or RoleGains(standing, role, kb, ready), hours_per_week):
        if gain.steps[0].id not in without:
            possible.append(gain)
    return _best_gain(possible, ready, budget_usd, prices)


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


def _possible_now(gains: RoleGains, hours_per_week: float | None) -> list[Gain]:
    """Gains of single steps that fit the hours of a week and this person's place at work, the best per hour first."""
    profile, kb = gains.standing.profile, gains.kb
    hours = hours_per_week or hours_a_week(profile, kb)
    is_outside = situation(profile, kb) != "in-hospital"
    possible = []
    for gain in gains.per_hour():
        step = gain.steps[0]
        if is_outside and is_for_staff(step):
            continue
        if weekly_hours(step) <= hours:
            possible.append(gain)
    return possible


def _lifts(gain: Gain, skills: set[str]) -> bool:
    """True if it lifts one of the skills."""
    return any(skill in skills for skill, *_ in gain.skills)


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
