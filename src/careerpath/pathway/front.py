"""The whole front between cost and time: every plan that no other beats in both."""

from __future__ import annotations

from collections.abc import Iterator

from careerpath.pathway.interruption import UndecidedError
from careerpath.pathway.problem import Bounds, Problem, Solution
from careerpath.pathway.question import Question
from careerpath.pathway.solve import solve
from careerpath.record import Record, replace


class FrontPoint(Record):
    """One plan of the front: published fees [USD], of ranges the middle and both ends."""

    fee_usd: float
    weeks: int
    steps: tuple[str, ...]
    fee_low_usd: float = 0.0
    fee_high_usd: float = 0.0
    not_published: int = 0
    """How many fees are not published; they are in no sum."""


def front(
    question: Question, bounds: Bounds
) -> tuple[tuple[FrontPoint, ...], KeyboardInterrupt | UndecidedError | None]:
    """All points, the cheapest first, or those found until the user or the limit ended the search, and what did."""
    points: list[FrontPoint] = []
    try:
        for solution in pareto(question.problem, bounds):
            points.append(front_point(question, solution))
    except (KeyboardInterrupt, UndecidedError) as stop:
        return tuple(points), stop
    return tuple(points), None


def front_point(question: Question, solution: Solution) -> FrontPoint:
    """What a solution costs and how long it takes."""
    in_order = sorted((day, key) for key, day in solution.starts.items())
    steps = tuple(key for _, key in in_order if question.stock.is_shown(key))
    prices = []
    for key in steps:
        price = question.stock.price_of_item(key)
        if price is not None:
            prices.append(price)
    low = sum(price.low for price in prices)
    high = sum(price.high for price in prices)
    weeks = -(-solution.finish // 7)
    return FrontPoint((low + high) / 2, weeks, steps, low, high, not_published=len(steps) - len(prices))


def pareto(problem: Problem, bounds: Bounds) -> Iterator[Solution]:
    """Solutions that no other beats in cost and whole weeks, by epsilon constraint: cheapest, then always sooner.

    Raises KeyboardInterrupt or UndecidedError where the next one could not be proven.
    """
    while (point := solve(problem, bounds, ("cost", "finish", "hours", "count"))) is not None:
        if point.interrupted and not point.optimal:
            raise KeyboardInterrupt
        if not point.optimal:
            raise UndecidedError
        yield point
        if point.finish <= 0:
            return
        # A plan of the same whole weeks is no better: the next one ends by the week before.
        bounds = replace(bounds, finish=7 * (-(-point.finish // 7) - 1))
