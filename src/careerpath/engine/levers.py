"""Levers: the smallest set of steps that lifts a role over the line, exactly; the step that opens most doors."""

from __future__ import annotations

from collections.abc import Iterator

from careerpath.engine.ranking import Ranked
from careerpath.engine.standing import Standing
from careerpath.engine.steps import Gain, RoleGains, fee_of, first_needed, hours_of, obstacles
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Role, Step
from careerpath.record import Record

MOST_STEPS = 5
EPSILON = 1e-9


class Lever(Record):
    """A smallest set of steps over the line, and the readiness (0-1) after it."""

    gain: Gain
    readiness_after: float


def smallest_set(standing: Standing, role: Role, kb: KnowledgeBase, line: float) -> Lever | None:
    """The set with the fewest steps (then the fewest hours, then the lowest fee) that reaches the line.

    Exact: depth-first over sets of 1, 2, ... steps with a bound (the gain of a set is at most the sum of its single
    gains, since a need counts its best credit only). Steps that need others first bring them along. None if five steps
    do not suffice.
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
        steps = _with_prerequisites(step, gains)
        if steps:
            found.append((steps, gains.gain_of(steps)))
    kept = [b for b in found if b[1] > EPSILON and not any(_dominates(o, b, gains) for o in found if o is not b)]
    return sorted(kept, key=lambda b: (-b[1], b[0][-1].id))


def _dominates(a: Bundle, b: Bundle, gains: RoleGains) -> bool:
    """True if `a` teaches all that `b` teaches, with no more steps and hours (and first by id where they are equal)."""
    mine, theirs = _taught(a, gains), _taught(b, gains)
    if len(a[0]) > len(b[0]) or any(mine.get(s, 0) < level for s, level in theirs.items()):
        return False
    key_a = (sum(map(hours_of, a[0])), sum(fee_of(s) or 0.0 for s in a[0]), a[0][-1].id)
    key_b = (sum(map(hours_of, b[0])), sum(fee_of(s) or 0.0 for s in b[0]), b[0][-1].id)
    return key_a < key_b


def _taught(bundle: Bundle, gains: RoleGains) -> dict[str, int]:
    levels: dict[str, int] = {}
    for step in bundle[0]:
        for skill, level in gains.taught(step).items():
            levels[skill] = max(level, levels.get(skill, 0))
    return levels


def _with_prerequisites(step: Step, gains: RoleGains) -> tuple[Step, ...]:
    """The step after everything it needs; empty if something of that cannot be begun."""
    order: list[Step] = []

    def add(one: Step) -> bool:
        if one in order:
            return True
        if next(obstacles(one, gains.standing, gains.kb), None) is not None or len(order) > MOST_STEPS:
            return False
        if not all(add(gains.kb.step(other)) for other in first_needed(one, gains.standing)):
            return False
        order.append(one)
        return True

    return tuple(order) if add(step) else ()


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
    floor = kb.weight("first-step-floor")
    found = [
        DoorOpener(kb.step(key), sum(by_role.values()), tuple(role for role, gain in by_role.items() if gain >= 0.01))
        for key, by_role in rises.items()
    ]
    found.sort(key=lambda d: (-d.gain / max(floor, hours_of(d.step)), d.step.id))
    return found[:count]
