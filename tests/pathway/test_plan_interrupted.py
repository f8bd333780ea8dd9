"""Ctrl-C during a search leaves the best plan so far, marked as such, or nothing."""

from __future__ import annotations

from threading import Timer

import pytest

from careerpath.pathway import model as plan_model
from careerpath.pathway.interruption import STOP, UndecidedError
from careerpath.pathway.problem import Bounds, Item, Problem
from careerpath.pathway.solve import solve
from careerpath.rules.want import Want

FASTEST = ("finish", "cost", "hours", "count")


def hard(size: int = 60) -> Problem:
    """Courses with waiting times, of which any subset that brings enough will do: slow to prove."""
    items = [
        Item(f"i{n}", cost=100 + 37 * n % 91, days=3 + 7 * n % 11, span=20 + 13 * n % 41,
             wants=(Want("before", ((f"i{n - 7}", 1), (f"i{n - 3}", 1))),) if n > 6 else ())
        for n in range(size)
    ]  # fmt: skip
    wants = [
        Want(f"w{k}", tuple((f"i{n}", 1 + (n * k) % 3) for n in range(k, size, 3)), min(9, size // 5))
        for k in range(1, 9)
    ]
    return Problem(tuple(items), tuple(wants), horizon=3000)


def easy() -> Problem:
    """Two of three courses, one after the other."""
    items = tuple(Item(f"i{n}", cost=n, days=3 + n, span=5) for n in range(3))
    return Problem(items, (Want("two", tuple((i.id, 1) for i in items), 2),), horizon=100)


@pytest.fixture
def press(monkeypatch):
    """Press Ctrl-C as soon as the solver has been at its n-th question for a moment."""
    timers = []
    real = plan_model.stoppable

    def at(question: int):
        asked = []

        def watched(solver, model):
            asked.append(1)
            if len(asked) == question:
                timers.append(Timer(0.3, STOP.set))
                timers[0].start()
                solver.parameters.max_deterministic_time = 1000
                return real(_Slow(solver), model)
            return real(solver, model)

        monkeypatch.setattr(plan_model, "stoppable", watched)

    yield at
    for timer in timers:
        timer.join()
    STOP.clear()


class _Slow:
    """A solver that is still at work when the key is pressed."""

    def __init__(self, solver) -> None:
        self.solver, self.stopped = solver, False

    def solve(self, model):
        import time

        status = self.solver.solve(model)
        while not self.stopped:
            time.sleep(0.01)
        return status

    def stop_search(self) -> None:
        self.solver.stop_search()
        self.stopped = True


@pytest.mark.parametrize("question", [1, 2, 3, 4])
def test_a_stopped_search_leaves_a_marked_plan_or_nothing(press, question):
    press(question)
    try:
        found = solve(hard(), Bounds(), FASTEST)
    except KeyboardInterrupt:
        return
    assert found.interrupted and not found.optimal and found.starts


def test_a_plan_that_was_found_before_the_key_is_not_lost(press):
    whole = solve(easy(), Bounds(), FASTEST)
    press(5)
    found = solve(easy(), Bounds(), FASTEST)
    assert found.interrupted and found.finish == whole.finish and found.gap == 0


def test_a_search_that_is_out_of_time_with_nothing_in_hand_does_not_say_impossible():
    with pytest.raises(UndecidedError):
        solve(hard(), Bounds(), FASTEST, limit=1e-9)
