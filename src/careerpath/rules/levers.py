"""Levers: the steps that lift a role over the line; the step that opens most doors."""

from __future__ import annotations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Step
from careerpath.record import Record
from careerpath.rules.order import Ranked
from careerpath.rules.standing import Standing
from careerpath.rules.steps import Gain, first_needed, hours_of

EPSILON = 1e-9
"""What sums of floats may be off by: who is on the line is over it."""
A_POINT = 0.01
"""The least rise that a page shows, in readiness (0-1)."""


class Lever(Record):
    """Steps over the line, and the readiness (0-1) after them."""

    gain: Gain
    readiness_after: float


def lever_of(ranked: Ranked, line: float) -> Lever | None:
    """The steps of the way to being ready, and the readiness after them; no steps for who is over the line.

    None if no steps that this person could take lead over it.
    """
    gains = ranked.ahead.gains
    if ranked.readiness.score >= line - EPSILON:
        return Lever(gains.gain(()), ranked.readiness.score)
    if ranked.way.readiness_after < line - EPSILON:
        return None
    return Lever(gains.gain(ranked.way.steps), ranked.way.readiness_after)


class DoorOpener(Record):
    """A step and what it gains, summed over the next roles."""

    step: Step
    gain: float
    roles: tuple[str, ...]
    """Roles it lifts by a point or more."""


def door_openers(standing: Standing, ranked: tuple[Ranked, ...], kb: KnowledgeBase, count: int = 3) -> list[DoorOpener]:
    """The steps with the largest summed gain in readiness per hour over the roles (`first-step-floor` at least)."""
    rises: dict[str, dict[str, float]] = {}
    for suggestion in ranked:
        gains = suggestion.ahead.gains
        for step in gains.open_steps():
            if first_needed(step, standing):
                continue
            gain = gains.gain_of((step,))
            if gain > EPSILON:
                rises.setdefault(step.id, {})[suggestion.role.id] = gain
    openers = []
    for step_id, gain_by_role in rises.items():
        lifted = [role for role, gain in gain_by_role.items() if gain >= A_POINT]
        openers.append(DoorOpener(kb.step(step_id), sum(gain_by_role.values()), tuple(lifted)))
    floor = kb.constants.first_step_floor
    openers.sort(key=lambda opener: (-opener.gain / max(floor, hours_of(opener.step)), opener.step.id))
    return openers[:count]
