"""The axes of a role for one person, each in 0-1, and the figures behind them (docs/method.md, 3)."""

from __future__ import annotations

import math
from typing import NamedTuple

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import SENIORITY_ORDER, Gate, Role
from careerpath.people.conditions import MET, refused
from careerpath.rules.gates import GateStatus
from careerpath.rules.pay import local_usd, national_usd
from careerpath.rules.standing import Standing

MOST_FOR_PRACTICE = 0.5
"""Of the axis `gates`: practice comes with time, so however much is missing it leaves half."""


def gates_axis(gates: tuple[GateStatus, ...], kb: KnowledgeBase) -> float:
    """1 where all gates are passed; less for each that is not, and for the months of practice still to come."""
    value = 1.0
    practice = 0.0
    for gate in gates:
        if gate.status == "preferred-missing":
            value -= preferred_cost(gate.gate, kb)
        elif gate.gate.kind == "practice":
            practice = max(practice, gate.months)
        elif gate.status == "closed" and gate.gate.strength == "usual":
            value -= kb.constants.gate_usual_cost
        elif gate.status == "closed":
            value -= kb.constants.gate_required_cost
    return max(0.0, value - min(MOST_FOR_PRACTICE, practice / kb.constants.gate_practice_months))


def preferred_cost(gate: Gate, kb: KnowledgeBase) -> float:
    """What a preferred gate that is not passed takes from the axis.

    Nothing if only an employer can sponsor it: no applicant from elsewhere brings it, so none stands behind another.
    """
    return 0.0 if gate.kind == "sponsorship" else kb.constants.gate_preferred_cost


def seniority_change(standing: Standing, role: Role) -> int:
    """Steps up (+) or down (-) from the current role; the step from a starting job into mid level counts as one."""
    change = SENIORITY_ORDER.index(role.seniority) - standing.seniority
    if standing.seniority == 0 and change > 0:
        return change - 1
    return change


def step_axis(standing: Standing, role: Role, kb: KnowledgeBase) -> float:
    """1 for the same level or one above; less for every further step up and for each step down."""
    change = seniority_change(standing, role)
    up, down = max(0, change - 1), max(0, -change)
    return max(0.0, 1 - kb.constants.step_up_cost * up - kb.constants.step_down_cost * down)


class PayChange(NamedTuple):
    """What a role pays against the present job."""

    usd: float
    """The change [USD a year]."""
    share_lost: float
    """Share of the present pay that is lost (below 1; negative: a rise)."""


def pay_change(standing: Standing, role: Role) -> PayChange | None:
    """The change between the medians, both of the state or both national; None where no such pair is known."""
    pairs = (
        (standing.local_pay_usd, local_usd(role, standing.profile.limits.state)),
        (standing.pay_usd, national_usd(role)),
    )
    for now, then in pairs:
        if now and then is not None:
            return PayChange(usd=then - now, share_lost=1 - then / now)
    return None


def pay_axis(change: PayChange | None, kb: KnowledgeBase) -> float:
    """1 also where nothing can be compared: only a fall that is known takes anything."""
    return 1.0 if change is None else fall_axis(change.share_lost, kb)


def fall_axis(share_lost: float, kb: KnowledgeBase) -> float:
    """The axis `pay` for the share of the present pay that is lost (below 1; negative: a rise).

    1 if the median does not fall, down to 0 at a logarithmic fall of `pay-fall-scale`.
    """
    return 1 - min(1.0, max(0.0, -math.log(1 - share_lost) / kb.constants.pay_fall_scale))


def outlook_axis(role: Role) -> float | None:
    """Half at no growth, 1 at +20 % or more, 0 at -20 % or less over the projection's ten years."""
    outlook = role.newest_outlook
    if outlook is None:
        return None
    return min(1.0, max(0.0, 0.5 + outlook.growth_pct / 40))


def conditions_axis(standing: Standing, role: Role) -> float | None:
    """Share of the person's refusals that the role meets; `varies` counts half. None if nothing is refused."""
    refusals = refused(standing.profile.limits)
    if not refusals or role.conditions is None:
        return None
    total = 0.0
    for condition in refusals:
        total += MET[getattr(role.conditions, condition.field)]
    return total / len(refusals)
