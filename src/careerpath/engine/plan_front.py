"""The whole front between cost and time: every plan that no other beats in both."""

from __future__ import annotations

from collections.abc import Sequence

from careerpath.engine.plan_puzzle import Question
from careerpath.engine.plan_search import solve
from careerpath.engine.progress import HELD
from careerpath.engine.puzzle import Bounds, Puzzle, Solution
from careerpath.record import Record, replace


class FrontPoint(Record):
    """One plan of the front. `fee_usd` reckons unpublished prices at the constant `plan-unknown-fee`."""

    fee_usd: float
    weeks: int
    steps: tuple[str, ...]


def front(question: Question, bounds: Bounds) -> tuple[FrontPoint, ...]:
    """All points, the cheapest first."""
    return tuple(
        FrontPoint(s.cost / 100, -(-s.finish // 7), tuple(k for k in _by_start(s) if not k.endswith(HELD)))
        for s in pareto(question.puzzle, bounds)
    )


def pareto(puzzle: Puzzle, bounds: Bounds) -> Sequence[Solution]:
    """Solutions that no other beats in cost and whole weeks, by epsilon constraint: cheapest, then always sooner."""
    found: list[Solution] = []
    while True:
        point = solve(puzzle, bounds, ("cost", "finish", "hours", "count"))
        if point is None:
            return found
        found.append(point)
        if point.finish <= 0 or not point.optimal:
            return found
        bounds = replace(bounds, finish=7 * (-(-point.finish // 7) - 1))


def _by_start(solution: Solution) -> list[str]:
    return sorted(solution.starts, key=lambda key: (solution.starts[key], key))
