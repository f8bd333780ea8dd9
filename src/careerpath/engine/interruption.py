"""A search that the user, or its limit, can end early."""

from __future__ import annotations

from threading import Event, Thread
from typing import Any

from careerpath.errors import AnswerIsNoError

HEARTBEAT = 0.1
"""Seconds between looks at the keyboard where a waiting thread is not woken by it."""


class UndecidedError(AnswerIsNoError):
    """The search ended with no plan in hand and no proof that there is none."""

    def __init__(self) -> None:
        super().__init__("no plan found, and no proof that there is none: the search is too large; drop a goal or a wish")


def stoppable(solver: Any, model: Any) -> tuple[Any, bool]:
    """The status of a search, and whether the user stopped it.

    The search runs beside the main thread, because Python hears of Ctrl-C in the main thread only.
    """
    status: list[Any] = []
    done = Event()

    def search() -> None:
        try:
            status.append(solver.solve(model))
        finally:
            done.set()

    Thread(target=search, daemon=True).start()
    interrupted = False
    while not done.is_set():
        try:
            done.wait(HEARTBEAT)
        except KeyboardInterrupt:
            interrupted = True
            solver.stop_search()
    return status[0], interrupted
