"""The quiz: one immutable state, and what can happen to it (docs/method.md, quiz).

Nothing here asks anybody anything. `Quiz` holds what stays the same (knowledge, day) and remembers the model of the
last start answers, so that a question costs milliseconds; its answers depend on the state alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from careerpath.engine import quiz_answers
from careerpath.engine.quiz_question import Question
from careerpath.engine.quiz_questions import roles_question, skill_question, start_questions
from careerpath.engine.standing import Holding, stand
from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.profile import Profile
from careerpath.record import Record, replace

if TYPE_CHECKING:
    from careerpath.engine.quiz_model import Model, Pick

Stop = Literal["", "person", "sure", "nothing-left", "limit", "quick"]
"""Why the quiz is over, in the order in which the reasons are looked at (`Quiz.turn`)."""
TYPICAL_SKILLS = 12
"""Skill questions that a person is asked in the middle of the simulation; used until the model knows better."""


class QuizState(Record):
    """Everything that was answered. `answers`: question id -> value, None where skipped, in the order of asking."""

    answers: Mapping[str, Any] = {}
    at: str | None = None
    """An earlier question that is being looked at again."""
    quick: bool = False
    """Only the start questions."""
    finished: bool = False
    """The person has said that it is enough."""

    @property
    def given(self) -> int:
        """How many questions were answered or skipped."""
        return len(self.answers)

    def skills(self) -> dict[str, int | None]:
        """Level by skill id; None where the person was not sure."""
        return {k.removeprefix("skill:"): v for k, v in self.answers.items() if k.startswith("skill:")}


class Turn(Record):
    """What comes next: a question, or the reason why there is none."""

    question: Question | None
    stop: Stop
    asked: int
    expected_total: int
    """About how many questions there will have been in all."""
    agreement: float | None = None
    """Share of plausible people (0-1) with the first three roles that the answers give; None before the skills."""


def start(*, quick: bool = False) -> QuizState:
    """A quiz in which nothing has been asked."""
    return QuizState(quick=quick)


def finish(state: QuizState) -> QuizState:
    """The person has said that it is enough."""
    return replace(state, finished=True, at=None)


def go_on(state: QuizState) -> QuizState:
    """Back from the end or from an earlier question to where the questions stopped."""
    return replace(state, finished=False, at=None)


def back(state: QuizState, count: int = 1) -> QuizState:
    """The question `count` before this one again. Raises CareerpathError where there is none."""
    asked = list(state.answers)
    here = asked.index(state.at) if state.at in asked else len(asked)
    if count < 1 or here == 0:
        raise CareerpathError("this is the first question; there is nothing before it")
    return replace(state, at=asked[max(0, here - count)], finished=False)


def change(state: QuizState, question: str) -> QuizState:
    """Any earlier question again. Raises CareerpathError for one that was not asked."""
    if question not in state.answers:
        raise CareerpathError(f"the question {question[:60]!r} has not been asked")
    return replace(state, at=question, finished=False)


def record(state: QuizState, question: str, value: Any) -> QuizState:
    """The state with this checked answer (None: skipped); later answers stay unless they depended on it."""
    answers = dict(state.answers)
    changed = question in answers and answers[question] != value
    answers[question] = value
    if changed:
        answers = {key: old for key, old in answers.items() if key == question or _stands(key, old, question, answers)}
    return replace(state, answers=answers, at=None)


def _stands(key: str, old: Any, changed: str, answers: Mapping[str, Any]) -> bool:
    """False if the answer `key` made sense only with what `changed` was before."""
    if changed == "roles":
        held = answers["roles"] or ()
        if key.startswith("years:"):
            return key.removeprefix("years:") in held
        if key == "current":
            return len(held) > 1 and set(old or ()) <= set(held)
    if changed == "certifications" and key.startswith("earned:"):
        return key.removeprefix("earned:") in (answers["certifications"] or ())
    if changed in ("roles", "certifications") or changed.startswith(("years:", "earned:")):
        return key != "credits"
    return not (changed == "education" and key == "field")


def dropped(before: QuizState, after: QuizState) -> tuple[str, ...]:
    """Ids of answers that a change took along."""
    return tuple(key for key in before.answers if key not in after.answers)


class Quiz:
    """The questions for one knowledge base on one day."""

    def __init__(self, kb: KnowledgeBase, today: date) -> None:
        self.kb, self.today = kb, today
        self._model: tuple[str, Model | None] | None = None

    def turn(self, state: QuizState) -> Turn:
        """The next question. The quiz ends when (1) the person stops, (2) the first three can hardly change or nothing
        is left to ask, (3) the limit is reached, looked at in this order.
        """
        if state.at is not None:
            return self._turn(state, self.question(state, state.at))
        if state.finished:
            return self._turn(state, None, "person")
        if not state.answers:
            return self._turn(state, roles_question())
        credits = quiz_answers.credited(state.answers, self.kb, self.today)
        for name, make in start_questions(state.answers, self.kb, credits):
            if name not in state.answers:
                return self._turn(state, make())
        for skill in state.answers.get("credits") or ():
            if f"skill:{skill}" not in state.answers:
                return self._turn(state, skill_question(skill, self.kb, credits[skill].level))
        if state.quick:
            return self._turn(state, None, "quick")
        return self._skill_turn(state, credits)

    def _skill_turn(self, state: QuizState, credits: Mapping[str, Holding]) -> Turn:
        model = self.model(state)
        asked = state.skills()
        if model is None:
            return self._turn(state, None, "nothing-left")
        pick = model.choose(asked, confirmed=confirmed(state, credits))
        sure = pick.agreement >= self.kb.weight("quiz-sure") and len(asked) >= self.kb.weight("quiz-fewest")
        if sure or pick.skill is None:
            return self._turn(state, None, "sure" if sure else "nothing-left", pick)
        if len(asked) >= self._most(asked, pick):
            return self._turn(state, None, "limit", pick)
        held = credits.get(pick.skill)
        return self._turn(state, skill_question(pick.skill, self.kb, held.level if held else 0), "", pick)

    def _turn(self, state: QuizState, question: Question | None, stop: Stop = "", pick: Pick | None = None) -> Turn:
        asked = state.given
        total = asked + self._left(state, pick) if question is not None and state.at is None else asked
        return Turn(question, stop, asked, total, pick.agreement if pick else None)

    def _left(self, state: QuizState, pick: Pick | None) -> int:
        """A rough number of questions to come, this one included."""
        if pick is not None:
            fewest, most = int(self.kb.weight("quiz-fewest")), self._most(state.skills(), pick)
            unsure = max(0.0, self.kb.weight("quiz-sure") - pick.agreement)
            done = len(state.skills())
            return max(1, fewest - done, min(most - done, round(2 * TYPICAL_SKILLS * unsure)))
        known = start_questions(state.answers, self.kb, {})
        left = sum(name not in state.answers for name, _ in known) + ("credits" not in state.answers)
        return left if state.quick else left + TYPICAL_SKILLS

    def _most(self, asked: Mapping[str, int | None], pick: Pick) -> int:
        """The limit: a share of all skill questions there are for this person."""
        return int(self.kb.weight("quiz-most") * (len(asked) + pick.left))

    def model(self, state: QuizState) -> Model | None:
        """Plausible people after the start answers; remembered until those change."""
        from careerpath.engine.quiz_model import make_model

        base = {key: value for key, value in state.answers.items() if not key.startswith("skill:")}
        key = repr(sorted(base.items()))
        if self._model is None or self._model[0] != key:
            standing = stand(quiz_answers.profile_of(base, self.kb, self.today), self.kb, self.today)
            self._model = (key, make_model(standing, self.kb))
        return self._model[1]

    def agreement(self, state: QuizState) -> float | None:
        """Share of plausible people (0-1) whose first three roles are those of these answers; None if none is open."""
        model = self.model(state)
        credits = quiz_answers.credited(state.answers, self.kb, self.today)
        return model.agreement(state.skills(), confirmed=confirmed(state, credits)) if model else None

    def question(self, state: QuizState, question: str) -> Question:
        """The question of that id as it reads with these answers. Raises CareerpathError if it does not apply."""
        credits = quiz_answers.credited(state.answers, self.kb, self.today)
        if question.startswith("skill:") and (skill := question.removeprefix("skill:")) in self.kb.skills:
            held = credits.get(skill)
            return skill_question(skill, self.kb, held.level if held else 0)
        for name, make in start_questions(state.answers, self.kb, credits):
            if name == question:
                return make()
        raise CareerpathError(f"there is no question {question[:60]!r} here")

    def answer(self, state: QuizState, question: Question, raw: Any) -> QuizState:
        """The state after an answer as typed or sent. Raises CareerpathError for one that does not fit."""
        return record(state, question.id, quiz_answers.parse(question, raw, self.kb, self.today))

    def profile(self, state: QuizState) -> Profile:
        """What the answers say about the person."""
        return quiz_answers.profile_of(state.answers, self.kb, self.today)


def skip(state: QuizState, question: Question) -> QuizState:
    """The state after "not sure" or "rather not"."""
    return record(state, question.id, None)


def confirmed(state: QuizState, credits: Mapping[str, Holding]) -> frozenset[str]:
    """Skills whose credited level was shown and not objected to."""
    wrong = state.answers.get("credits")
    return frozenset() if wrong is None else frozenset(credits) - set(wrong)


TABLE_OF_ID = {"years": "roles", "earned": "certs", "skill": "skills", "fit": "vocabulary"}
TABLE_OF_VALUE = {
    "roles": "roles",
    "current": "roles",
    "licences": "roles",
    "certifications": "certs",
    "credits": "skills",
    "goal": "roles",
}


def live(state: QuizState, kb: KnowledgeBase) -> tuple[QuizState, tuple[str, ...]]:
    """The part of the answers that this knowledge knows, and the names of what is gone from it meanwhile."""
    answers: dict[str, Any] = {}
    gone: list[str] = []
    for key, value in state.answers.items():
        kind, _, name = key.partition(":")
        if kind in TABLE_OF_ID and name not in getattr(kb, TABLE_OF_ID[kind]):
            gone.append(name)
            continue
        if key in TABLE_OF_VALUE and value is not None:
            known: Mapping[str, Any] = getattr(kb, TABLE_OF_VALUE[key])
            names = [value] if key == "goal" else value
            gone += [one for one in names if one not in known]
            left = [one for one in names if one in known]
            value = (left[0] if left else None) if key == "goal" else left
        answers[key] = value
    at = state.at if state.at in answers else None
    return replace(state, answers=answers, at=at), tuple(dict.fromkeys(gone))
