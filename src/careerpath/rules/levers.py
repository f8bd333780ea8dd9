"""Levers: the smallest set of steps that lifts a role over the line, exactly; the step that opens most doors."""

from __future__ import annotations

from collections.abc import Iterator

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Role, Step
from careerpath.record import Record
from careerpath.rules.order import Ranked
from careerpath.rules.standing import Standing
from careerpath.rules.steps import Gain, RoleGains, fee_of, first_needed, hours_of, needed_groups, obstacles

MOST_STEPS = 5
EPSILON = 1e-9


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
    for size in range(1, MOST_STEPS + 1):
        best: tuple[float, float, tuple[str, ...]] | None = None
        chosen: tuple[Step, ...] = ()
        for steps in _sets(gains, bundles, line, size):
            cost = (sum(map(hours_of, steps)), sum(fee_of(s) or 0.0 for s in steps), tuple(s.id for s in steps))
            if best is None or cost < best:
                best, chosen = cost, steps
        if best:
            return Lever(gains.gain(chosen), gains.base + gains.gain_of(chosen))
    return None


Bundle = tuple[tuple[Step, ...], float]


def _bundles(gains: RoleGains) -> list[Bundle]:
    """Each useful step with the steps it needs first, and its gain; those that another one dominates are left out."""
    found: list[Bundle] = []
    for step in gains.open_steps():
        found += [(steps, gains.gain_of(steps)) for steps in _with_prerequisites(step, (), gains)]
    useful = [bundle for bundle in found if bundle[1] > EPSILON and len(bundle[0]) <= MOST_STEPS]
    facts = {id(bundle): _facts(bundle, gains) for bundle in useful}
    kept = [b for b in useful if not any(_dominates(facts[id(o)], facts[id(b)]) for o in useful if o is not b)]
    return sorted(kept, key=lambda b: (-b[1], [step.id for step in reversed(b[0])]))


Facts = tuple[frozenset[str], tuple[float, float, str, int], dict[str, int]]


def _facts(bundle: Bundle, gains: RoleGains) -> Facts:
    """Ids of what is needed first; hours, fee and id of the step itself; the levels that all of it teaches."""
    *before, last = bundle[0]
    levels: dict[str, int] = {}
    for step in bundle[0]:
        for skill, level in gains.taught(step).items():
            levels[skill] = max(level, levels.get(skill, 0))
    cost = (hours_of(last), fee_of(last) or 0.0, last.id, len(before))
    return frozenset(step.id for step in before), cost, levels


def _dominates(a: Facts, b: Facts) -> bool:
    """True if in every set `a` can stand in for `b`: it teaches as much, needs nothing else first and costs no more.

    Only the costs of the steps themselves are compared, since other bundles may need the same steps first.
    """
    return a[0] <= b[0] and a[1] < b[1] and all(a[2].get(skill, 0) >= level for skill, level in b[2].items())


def _with_prerequisites(step: Step, before: tuple[Step, ...], gains: RoleGains) -> list[tuple[Step, ...]]:
    """Every way to take the step after `before` and all that it needs; none if something of that cannot be begun."""
    if any(step.id == other.id for other in before):
        return [before]
    if next(obstacles(step, gains.standing, gains.kb), None) is not None:
        return []
    ways = [before]
    for group in needed_groups(step, gains.standing):
        steps = [gains.kb.step(other) for other in group]
        ways = [longer for way in ways for other in steps for longer in _with_prerequisites(other, way, gains)]
    return [(*way, step) for way in ways if len(way) < MOST_STEPS]


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
            new, gain = bundles[index]
            if bound + gain * left < wanted:  # bundles are sorted: no later one can do better
                return
            fresh = tuple(s for s in new if s not in steps)
            if 0 < len(fresh) <= left:
                yield from extend(index + 1, (*steps, *fresh), bound + gain)

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
    for one in ranked:
        gains = RoleGains(standing, one.role, kb)
        for step in gains.open_steps():
            if not first_needed(step, standing) and (gain := gains.gain_of((step,))) > EPSILON:
                rises.setdefault(step.id, {})[one.role.id] = gain
    floor = kb.constants.first_step_floor
    found = [
        DoorOpener(kb.step(key), sum(by_role.values()), tuple(role for role, gain in by_role.items() if gain >= 0.01))
        for key, by_role in rises.items()
    ]
    found.sort(key=lambda d: (-d.gain / max(floor, hours_of(d.step)), d.step.id))
    return found[:count]
