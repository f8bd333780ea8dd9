"""A search that the user, or its limit, can end early."""

from __future__ import annotations

from threading import Event, Thread
from typing import Any

from careerpath.errors import AnswerIsNoError

HEARTBEAT = 0.05
"""Seconds between looks at whether to stop."""
BEGUN = Event()
"""Set by the first search."""
STOP = Event()
"""Set by Ctrl-C: the search under way ends with what it has, and no other begins."""


class UndecidedError(AnswerIsNoError):
    """The search ended with no plan in hand and no proof that there is none."""

    def __init__(self) -> None:
        super().__init__(
            "no plan found, and no proof that there is none: the search is too large; drop a goal or a wish"
        )


def stoppable(solver: Any, model: Any) -> tuple[Any, bool]:
    """The status of a search (None if it never began), and whether the user stopped it.

    The search runs beside the main thread, because Python hears of Ctrl-C in the main thread only.
    """
    BEGUN.set()
    if STOP.is_set():
        return None, True
    status: list[Any] = []
    done = Event()

    def search() -> None:
        try:
            status.append(solver.solve(model))
        finally:
            done.set()

    Thread(target=search, daemon=True).start()
    while not done.wait(HEARTBEAT):
        if STOP.is_set():
            solver.stop_search()  # again and again: a search that has not begun yet does not hear it
    return status[0], STOP.is_set()
