"""Short ways to answer a quiz in tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from careerpath.quiz import state as engine
from careerpath.quiz.state import Quiz, QuizState

NURSE: dict[str, Any] = {
    "roles": ["registered-nurse"], "years": {"registered-nurse": 6.0}, "education": "bachelor", "certifications": [],
    "conditions": ["night_shift"], "credits": [],
}  # fmt: skip


def answer_all(quiz: Quiz, given: Mapping[str, Any], level: int | None = None, most: int = 200) -> QuizState:
    """Ask until the quiz ends: answers as given, skills at `level` (None: skip), everything else skipped."""
    state = QuizState()
    for _ in range(most):
        turn = quiz.turn(state)
        if turn.question is None:
            return state
        if turn.question.id in given:
            state = quiz.answer(state, turn.question, given[turn.question.id])
        elif turn.question.kind == "level" and level is not None:
            state = quiz.answer(state, turn.question, level)
        else:
            state = engine.record(state, turn.question.id, None)
    raise AssertionError("the quiz does not end")
