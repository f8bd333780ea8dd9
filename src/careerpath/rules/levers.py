"""Levers: the smallest set of steps that lifts a role over the line, exactly; the step that opens most doors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Role, Step
from careerpath.record import Record
from careerpath.rules.order import Ranked
from careerpath.rules.standing import Standing
from careerpath.rules.steps import Gain, RoleGains, can_begin, first_needed, hours_of, needed_groups

MOST_STEPS = 5
"""More are no lever but a plan; and the sets to look at grow with each."""
EPSILON = 1e-9
"""What sums of floats may be off by: a set that is on the line is over it."""
A_POINT = 0.01
"""The least rise that a page shows, in readiness (0-1)."""


class Lever(Record):
    """A smallest set of steps over the line, and the readiness (0-1) after it."""

    gain: Gain
    readiness_after: float


def smallest_set(standing: Standing, role: Role, kb: KnowledgeBase, line: float) -> Lever | None:
    """The set with the fewest steps (then the fewest hours, then the lowest fee) that reaches the line.

    Exact: depth-first over sets of 1, 2, ... steps with a bound (the gain of a set is at most the sum of its single
    gains, since a need counts its best credit only). Steps that need others first bring them along, in every way that
    their and/or groups leave open. None if five steps do not suffice.
    """
    gains = RoleGains(standing, role, kb)
    if gains.base >= line - EPSILON:
        return Lever(gains.gain(()), gains.base)
    bundles = _bundles(gains)
    for size in range(1, MOST_STEPS + 1):  # a set of fewer steps wins, whatever it costs
        cheapest = min(_sets(gains, bundles, line, size), key=lambda steps: _cost_of(steps, gains), default=None)
        if cheapest is not None:
            return Lever(gains.gain(cheapest), gains.base + gains.gain_of(cheapest))
    return None


def _cost_of(steps: tuple[Step, ...], gains: RoleGains) -> tuple[float, float, list[str]]:
    """Hours, fees [USD; what is not published as 0] and, so that one set is the first, the ids."""
    hours = fees = 0.0
    ids = []
    for step in steps:
        hours += hours_of(step)
        fees += gains.fee_of(step) or 0.0
        ids.append(step.id)
    return hours, fees, ids


class BundleFacts(NamedTuple):
    """What of a bundle is compared with others."""

    needed_first: frozenset[str]
    """Ids of what must be done before the step itself."""
    cost: tuple[float, float, str, int]
    """Hours, fee [USD] and id of the step itself; how many steps are needed first."""
    levels: dict[str, int]
    """What all of it teaches."""


class Bundle(NamedTuple):
    """A step, the last, with those that it needs first."""

    steps: tuple[Step, ...]
    gain: float
    facts: BundleFacts

    @property
    def ids_from_the_last(self) -> list[str]:
        return [step.id for step in reversed(self.steps)]


def _bundles(gains: RoleGains) -> list[Bundle]:
    """Each useful step with the steps it needs first, and its gain; those that another one dominates are left out."""
    useful = []
    for step in gains.open_steps():
        for steps in _with_prerequisites(step, (), gains):
            gain = gains.gain_of(steps)
            if gain > EPSILON and len(steps) <= MOST_STEPS:
                useful.append(Bundle(steps, gain, _facts(steps, gains)))
    bundles = [bundle for bundle in useful if not _is_dominated(bundle, useful)]
    # the largest gain first: the search stops at the first that cannot help any more
    return sorted(bundles, key=lambda bundle: (-bundle.gain, bundle.ids_from_the_last))


def _is_dominated(bundle: Bundle, bundles: list[Bundle]) -> bool:
    return any(other is not bundle and _dominates(other.facts, bundle.facts) for other in bundles)


def _facts(steps: tuple[Step, ...], gains: RoleGains) -> BundleFacts:
    *before, last = steps
    levels: dict[str, int] = {}
    for step in steps:
        for skill, level in gains.taught(step).items():
            levels[skill] = max(level, levels.get(skill, 0))
    return BundleFacts(
        needed_first=frozenset(step.id for step in before),
        cost=(hours_of(last), gains.fee_of(last) or 0.0, last.id, len(before)),
        levels=levels,
    )


def _dominates(bundle: BundleFacts, other: BundleFacts) -> bool:
    """True if in every set the bundle can stand in for the other: it teaches as much, needs and costs no more.

    Only the costs of the steps themselves are compared, since other bundles may need the same steps first.
    """
    if not bundle.needed_first <= other.needed_first or bundle.cost >= other.cost:
        return False
    return all(bundle.levels.get(skill, 0) >= level for skill, level in other.levels.items())


def _with_prerequisites(step: Step, before: tuple[Step, ...], gains: RoleGains) -> list[tuple[Step, ...]]:
    """Every way to take the step after `before` and all that it needs; none if something of that cannot be begun."""
    if step in before:
        return [before]
    if not can_begin(step, gains.standing, gains.kb):
        return []
    ways = [before]
    for group in needed_groups(step, gains.standing):
        ways = _with_one_of(group, ways, gains)
    return [(*way, step) for way in ways if len(way) < MOST_STEPS]


def _with_one_of(group: tuple[str, ...], ways: list[tuple[Step, ...]], gains: RoleGains) -> list[tuple[Step, ...]]:
    """Each of the ways, made longer by each of the group in turn."""
    steps = [gains.kb.step(step_id) for step_id in group]
    longer = []
    for way in ways:
        for step in steps:
            longer.extend(_with_prerequisites(step, way, gains))
    return longer


def _sets(gains: RoleGains, bundles: list[Bundle], line: float, size: int) -> Iterator[tuple[Step, ...]]:
    """All sets of exactly `size` steps made of bundles that reach the line."""
    wanted = line - gains.base - EPSILON

    def extend(start: int, steps: tuple[Step, ...], bound: float) -> Iterator[tuple[Step, ...]]:
        left = size - len(steps)
        if left == 0:
            if gains.gain_of(steps) >= wanted:
                yield steps
            return
        for index in range(start, len(bundles)):
            bundle = bundles[index]
            if bound + bundle.gain * left < wanted:  # bundles are sorted: no later one can do better
                return
            new_steps = tuple(step for step in bundle.steps if step not in steps)
            if 0 < len(new_steps) <= left:
                yield from extend(index + 1, (*steps, *new_steps), bound + bundle.gain)

    yield from extend(0, (), 0.0)


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
        gains = RoleGains(standing, suggestion.role, kb)
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
