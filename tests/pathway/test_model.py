"""The solver against a search that tries everything."""

from __future__ import annotations

from random import Random

import pytest

from careerpath.pathway.front import pareto
from careerpath.pathway.model import order_steps
from careerpath.pathway.problem import ORDERS, Bounds, Item, Problem, Solution
from careerpath.pathway.solve import solve
from careerpath.rules.want import Want
from tests.pathway import exhaustive, puzzles

INSTANCES = 250


def rated(puzzle: Problem, found: Solution | None, order: tuple[str, ...]) -> tuple[int, ...] | None:
    if found is None:
        return None
    some = [item for item in puzzle.items if item.id in found.starts]
    value = exhaustive.measures(puzzle, some, found.finish)
    return tuple(value[name] for name in order)


@pytest.mark.parametrize("objective", ["cheapest", "fastest", "most-doors"])
def test_no_plan_found_by_trying_everything_is_better_and_none_is_overlooked(objective):
    order = ORDERS[objective]
    impossible = 0
    for seed in range(INSTANCES):
        random = Random(seed)
        puzzle, bounds = puzzles.puzzle(random, 12 if seed % 10 == 0 else 8), puzzles.bounds(random)
        found = solve(puzzle, bounds, order)
        truth = exhaustive.best(puzzle, bounds, order)
        assert rated(puzzle, found, order) == truth, f"seed {seed}"
        assert found is None or (found.optimal and found.gap == 0)
        impossible += found is None
    assert 20 < impossible < INSTANCES - 60  # both answers are tried


def test_the_front_has_every_point_and_no_other():
    several = 0
    for seed in range(INSTANCES):
        random = Random(seed)
        puzzle, bounds = puzzles.puzzle(random, 12 if seed % 10 == 0 else 8), puzzles.bounds(random)
        points = [(s.cost, -(-s.finish // 7)) for s in pareto(puzzle, bounds)]
        assert points == exhaustive.front(puzzle, bounds), f"seed {seed}"
        several += len(points) > 1
    assert several > 15


def test_equal_questions_get_equal_answers():
    puzzle = puzzles.puzzle(Random(7))
    first = solve(puzzle, Bounds(), ORDERS["cheapest"])
    assert all(solve(puzzle, Bounds(), ORDERS["cheapest"]) == first for _ in range(3))


def test_a_gate_waits_for_its_day_while_study_goes_on_beside_it():
    gate = Item("gate", 0, 0, 0, first_day=200, wants=(Want("exam", (("exam", 1),)),), tie_break_weight=0)
    items = (gate, Item("exam", 0, 30, 30), Item("course", 0, 100, 100))
    puzzle = Problem(items, tuple(Want(i.id, ((i.id, 1),)) for i in items), 1000)
    found = solve(puzzle, Bounds(), ORDERS["fastest"])
    assert found is not None and (found.finish, found.count) == (200, 2)


def test_what_comes_first_binds_only_where_it_is_chosen():
    """The item that would come first cannot start on day 0; the plan does without it."""
    items = (Item("late", 0, 10, 10, first_day=5), Item("other", 100, 10, 10))
    puzzle = Problem(items, (Want("either", (("late", 1), ("other", 1))),), 1000, first="late")
    found = solve(puzzle, Bounds(), ORDERS["cheapest"])
    assert found is not None and set(found.starts) == {"other"}


def test_no_step_is_put_before_the_one_that_comes_first():
    items = (Item("easy", 0, 10, 10), Item("first", 0, 20, 20))
    puzzle = Problem(items, tuple(Want(i.id, ((i.id, 1),)) for i in items), 100, first="first")
    found = solve(puzzle, Bounds(), ORDERS["fastest"])
    assert found is not None
    assert order_steps(puzzle, found, {"easy": (1, 1), "first": (2, 1)}, ()) == {"first": 0, "easy": 20}


def test_what_expires_before_the_end_is_sat_later():
    """The exam counts for 50 days, the long step takes 200: the exam waits."""
    exam, long = Item("exam", 0, 10, 10, valid_days=50), Item("long", 0, 0, 200)
    puzzle = Problem((exam, long), (Want("exam", (("exam", 1),), lasting=True), Want("long", (("long", 1),))), 1000)
    found = solve(puzzle, Bounds(), ORDERS["fastest"])
    assert found is not None and found.finish == 200
    starts = order_steps(puzzle, found, {"exam": (1, 1), "long": (9, 9)}, ())
    assert starts["exam"] + 10 + 50 >= 200


def test_what_cannot_wait_is_renewed():
    """`second` needs the exam before day 60, the plan lasts 200 days, the exam counts for 50: renew it."""
    exam = Item("exam", 100, 10, 10, valid_days=50)
    items = (
        exam,
        Item("renewal", 30, 0, 0, wants=(Want("exam", (("exam", 1),)),), valid_days=200),
        Item("second", 0, 5, 5, last_day=60, wants=(Want("exam", (("exam", 1),)),)),
        Item("long", 0, 0, 200),
    )
    lasting = Want("exam", (("exam", 1), ("renewal", 1)), lasting=True)
    puzzle = Problem(items, (lasting, Want("s", (("second", 1),)), Want("l", (("long", 1),))), 1000)
    found = solve(puzzle, Bounds(), ORDERS["cheapest"])
    assert found is not None and found.cost == 130 and "renewal" in found.starts


def test_advice_is_followed_where_it_costs_no_time():
    items = (Item("plus", 0, 10, 10), Item("basic", 0, 20, 20))
    puzzle = Problem(items, tuple(Want(i.id, ((i.id, 1),)) for i in items), 100)
    found = solve(puzzle, Bounds(), ORDERS["fastest"])
    assert found is not None
    starts = order_steps(puzzle, found, {"plus": (1, 1), "basic": (2, 1)}, (("basic", "plus"),))
    assert starts == {"basic": 0, "plus": 20}
