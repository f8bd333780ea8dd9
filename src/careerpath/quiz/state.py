"""The quiz: one immutable state, and what can happen to it (docs/method.md, quiz).

Nothing here asks anybody anything. `Quiz` holds what stays the same (knowledge, day) and remembers the model of the
last start answers, so that a question costs milliseconds; its answers depend on the state alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Literal

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.profile import Profile
from careerpath.quiz import answers as quiz_answers
from careerpath.quiz.questions import (
    ASKED,
    LATER,
    LEVELS_OF,
    LIST,
    TABLE_OF,
    Question,
    corrected_levels,
    corrections,
    later_questions,
    list_question,
    listed_skills,
    make_question,
    picked_skills,
    start_questions,
    up_to,
)
from careerpath.record import Record, replace
from careerpath.rules.order import rank
from careerpath.rules.standing import Holding, Standing, stand

if TYPE_CHECKING:
    from careerpath.quiz.model import Model, Pick

Stop = Literal["", "person", "sure", "nothing-left", "limit", "quick"]
"""Why the quiz is over, in the order in which the reasons are looked at (`Quiz.turn`)."""


START_ALONE = ASKED
"""What a quick quiz asks at most."""
PICTURE = 5
"""Roles whose readiness says which credits matter most."""


class QuizState(Record):
    """Everything that was answered. `answers`: question id -> value, None where skipped, in the order of asking."""

    answers: Mapping[str, Any] = {}
    at: str | None = None
    """An earlier question that is being looked at again."""
    quick: bool = False
    """Only the start questions."""
    finished: bool = False
    """The person has said that it is enough."""
    start: Profile | None = None
    """The profile that the quiz began with: it says more than the questions ask for."""

    @property
    def given(self) -> int:
        """How many questions were answered or skipped."""
        return len(self.answers)

    def skills(self) -> dict[str, int | None]:
        """Level by skill id; None where the person was not sure."""
        rated: dict[str, int | None] = {**corrected_levels(self.answers)}
        return rated | {k.removeprefix("skill:"): v for k, v in self.answers.items() if k.startswith("skill:")}

    def known_levels(self) -> dict[str, int | None]:
        """The same, and 0 for every skill that stood in a list and was not picked."""
        none = {skill: 0 for skill, is_picked in listed_skills(self.answers).items() if not is_picked}
        return {**none, **self.skills()}

    def some(self) -> frozenset[str]:
        """Skills that were picked in a list and not rated: there is at least a little of them."""
        return frozenset(picked_skills(self.answers)) - self.skills().keys()

    @property
    def has_skipped_a_list(self) -> bool:
        """Who skips a list of skills is asked for them one by one."""
        return any(key.startswith(LIST) and value is None for key, value in self.answers.items())

    @property
    def rated_alike(self) -> int | None:
        """The one level (0-5) that every rated skill has, of two or more; None if they differ."""
        levels = [level for level in self.skills().values() if level is not None]
        return levels[0] if len(levels) > 1 and len(set(levels)) == 1 else None


class Turn(Record):
    """What comes next: a question, or the reason why there is none."""

    question: Question | None
    stop: Stop
    asked: int
    expected_total: int
    """About how many questions there will have been in all."""
    agreement: float | None = None
    """Share of plausible people (0-1) with the first three roles that the answers give; None before the skills."""


def finish(state: QuizState) -> QuizState:
    """The person has said that it is enough."""
    return replace(state, finished=True, at=None)


def back(state: QuizState, count: int = 1) -> QuizState:
    """The question `count` before this one again. Raises CareerpathError where there is none."""
    asked = list(state.answers)
    here = asked.index(state.at) if state.at in asked else len(asked)
    if count < 1 or here == 0:
        raise CareerpathError("this is the first question; there is nothing before it")
    return replace(state, at=asked[max(0, here - count)], finished=False)


def record(state: QuizState, question: str, value: Any) -> QuizState:
    """The state with this checked answer (None: skipped); later answers stay unless they depended on it."""
    answers = dict(state.answers)
    changed = question in answers and answers[question] != value
    answers[question] = value
    if changed:
        answers = {key: old for key, old in answers.items() if key == question or _stands(key, old, question, answers)}
    return replace(state, answers=answers, at=None)


NEEDS = {
    "years": ("roles",), "current": ("roles",), "ended": ("roles", "current"), "licence_now": ("roles",),
    "pay_now": ("roles", "current"), "in_hospital": ("roles", "current"), "earned": ("certifications",),
    "field": ("education",),
}  # fmt: skip
"""Questions about earlier answers."""
OF_CREDITS = ("roles", "years", "ended", "certifications", "earned")
"""What the credited levels come from."""


def _stands(key: str, old: Any, changed: str, answers: Mapping[str, Any]) -> bool:
    """False if the answer `key` made sense only with what `changed` was before."""
    if changed in NEEDS.get(key, ()):
        return key in ("years", "earned") and set(answers[changed] or ()) == set(old or ())
    if key.startswith(LEVELS_OF):
        return changed not in ("credits", *OF_CREDITS)
    return not (key == "credits" and changed in OF_CREDITS)


def dropped(before: QuizState, after: QuizState) -> tuple[str, ...]:
    """Ids of answers that a change took along."""
    return tuple(key for key in before.answers if key not in after.answers)


class Quiz:
    """The questions for one knowledge base on one day."""

    def __init__(self, kb: KnowledgeBase, today: date) -> None:
        self.kb, self.today = kb, today
        self._known: tuple[dict[str, Any], Standing] | None = None
        self._model: Model | None = None

    def turn(self, state: QuizState) -> Turn:
        """The next question. The quiz ends when (1) the person stops, (2) the first three can hardly change or nothing
        is left to ask, (3) the limit is reached, looked at in this order.
        """
        if state.at is not None:
            return self._turn(state, self.question(state, state.at))
        if state.finished:
            return self._turn(state, None, "person")
        if not state.answers:
            return self._turn(state, make_question("roles", {}, self.kb, {}))
        for name in start_questions(state.answers, self.kb, self.credits(state)):
            if name not in state.answers:
                return self._turn(state, self._make(state, name))
        for name in corrections(state.answers):
            if name not in state.answers:
                if state.given >= self.kb.constants.quiz_screens:
                    return self._turn(state, None, "limit")
                return self._turn(state, self._make(state, name))
        if state.quick:
            return self._turn(state, None, "quick")
        return self._skill_turn(state)

    def _skill_turn(self, state: QuizState) -> Turn:
        model = self.model(state)
        asked = state.known_levels()
        if model is None:
            return self._turn(state, None, "nothing-left")
        pick = model.choose(asked, confirmed=self.confirmed(state), some=state.some())
        fewest = self.kb.weight("quiz-alike" if state.rated_alike else "quiz-fewest")
        sure = pick.agreement >= self.kb.constants.quiz_sure and len(asked) >= fewest
        if sure or pick.skill is None:
            return self._turn(state, None, "sure" if sure else "nothing-left", pick)
        if state.given >= self._most(state, pick):
            return self._turn(state, None, "limit", pick)
        if pick.several and not state.has_skipped_a_list:
            number = 1 + sum(key.startswith(LIST) for key in state.answers)
            return self._turn(state, list_question(f"{LIST}{number}", pick.several, self.kb), "", pick)
        question = self._make(state, f"skill:{pick.skill}")
        most = max(2, model.most_needed(str(pick.skill)), self.credited(state, str(pick.skill)))
        return self._turn(state, up_to(question, most), "", pick)

    def _turn(self, state: QuizState, question: Question | None, stop: Stop = "", pick: Pick | None = None) -> Turn:
        asked = total = state.given
        if state.at is not None:
            asked = list(state.answers).index(state.at) if state.at in state.answers else asked
        elif question is not None:
            total = self._total(state, pick)
        return Turn(question, stop, asked, total, pick.agreement if pick else None)

    def _total(self, state: QuizState, pick: Pick | None) -> int:
        """At most so many questions in all; the number never grows, because it begins with the limit."""
        if pick is not None:
            return max(state.given + 1, self._most(state, pick))
        if state.quick:
            return len({*START_ALONE, *state.answers})
        return max(state.given + 1, int(self.kb.constants.quiz_screens))

    def _most(self, state: QuizState, pick: Pick) -> int:
        """The limit: a number of screens, and a share of all the questions there are for this person."""
        share = self.kb.constants.quiz_most * (state.given + len(self.open(state)) + pick.left)
        return int(min(share, self.kb.constants.quiz_screens))

    def model(self, state: QuizState) -> Model | None:
        """Plausible people after the start answers; remembered until those change."""
        from careerpath.quiz.model import make_model

        standing = self._bare(state)
        if self._model is None:
            self._model = make_model(standing, self.kb)
        return self._model

    def _bare(self, state: QuizState) -> Standing:
        """Where the person stands by the start answers alone; remembered until those change."""
        base = {key: value for key, value in state.answers.items() if not key.startswith(("skill:", LIST, LEVELS_OF))}
        if self._known is None or self._known[0] != base:
            profile = quiz_answers.profile_of(base, self.kb, self.today)
            self._known, self._model = (base, stand(profile, self.kb, self.today)), None
        return self._known[1]

    def agreement(self, state: QuizState) -> float | None:
        """Share of plausible people (0-1) whose first three roles are those of these answers; None if none is open."""
        model = self.model(state)
        if model is None:
            return None
        return model.agreement(state.known_levels(), confirmed=self.confirmed(state), some=state.some())

    def credits(self, state: QuizState) -> dict[str, Holding]:
        """What jobs and certifications credit, by skill, but for levels that were stated before they were shown."""
        found = dict(self._bare(state).holdings)
        for key in takewhile(lambda key: key != "credits", state.answers):
            if state.answers[key] is not None:
                found.pop(key.removeprefix("skill:"), None)
        return found

    def credited(self, state: QuizState, skill: str) -> int:
        """The level (0-5) that jobs and certifications credit."""
        held = self._bare(state).holdings.get(skill)
        return held.level if held else 0

    def confirmed(self, state: QuizState) -> frozenset[str]:
        """Skills whose credited level was shown and not objected to."""
        wrong = state.answers.get("credits")
        return frozenset() if wrong is None else frozenset(self.credits(state)) - set(wrong)

    def _make(self, state: QuizState, question: str) -> Question:
        credits = self.credits(state)
        if question == "credits":
            rests = self._rests(state)
            credits = dict(sorted(credits.items(), key=lambda pair: (-rests[pair[0]], pair[0])))
        return make_question(question, state.answers, self.kb, credits)

    def _rests(self, state: QuizState) -> Counter[str]:
        """How much the first picture rests on each skill: what it earns in the first roles, in shares of one role."""
        found: Counter[str] = Counter()
        ranking = rank(stand(self.profile(state), self.kb, self.today), self.kb)
        for line in (line for one in ranking.next[:PICTURE] for line in one.readiness.lines):
            found[line.via or line.need.skill] += line.earned  # type: ignore[assignment]
        return found

    def applies(self, state: QuizState, question: str) -> bool:
        """True if the question can be asked with these answers, now or at the end."""
        start = start_questions(state.answers, self.kb, self.credits(state))
        if question.startswith(LIST):
            return bool(state.answers.get(question))
        if question.startswith(LEVELS_OF):
            return question in corrections(state.answers)
        return question in (*start, *later_questions(state.answers, self.kb)) or is_skill(question, self.kb)

    def question(self, state: QuizState, question: str) -> Question:
        """The question of that id as it reads with these answers. Raises CareerpathError if it does not apply."""
        if not self.applies(state, question):
            raise CareerpathError(f"there is no question {question[:60]!r} here")
        return self._make(state, question)

    def change(self, state: QuizState, question: str) -> QuizState:
        """Any question again, or one that was left for later. Raises CareerpathError if it does not apply."""
        self.question(state, question)
        return replace(state, at=question)

    def open(self, state: QuizState) -> tuple[str, ...]:
        """Questions that can be answered but were not asked."""
        return tuple(name for name in later_questions(state.answers, self.kb) if name not in state.answers)

    def answer(self, state: QuizState, question: Question, raw: Any) -> QuizState:
        """The state after an answer as typed or sent. Raises CareerpathError for one that does not fit."""
        return record(state, question.id, quiz_answers.parse(question, raw, self.kb, self.today))

    def profile(self, state: QuizState) -> Profile:
        """What the answers say about the person."""
        return quiz_answers.profile_of(state.answers, self.kb, self.today, state.start)


def is_skill(question: str, kb: KnowledgeBase) -> bool:
    """True for the id of a question about a skill that there is."""
    return question.startswith("skill:") and question[6:] in kb.skills


def live(state: QuizState, kb: KnowledgeBase) -> tuple[QuizState, tuple[str, ...]]:
    """The part of the answers that this knowledge knows, and the names of what is gone from it meanwhile."""
    answers: dict[str, Any] = {}
    gone: list[str] = []
    for key, value in _of_today(state.answers, kb).items():
        if key.startswith((LIST, LEVELS_OF)):
            value = {one: picked for one, picked in (value or {}).items() if one in kb.skills}
            answers[key] = value or None
            continue
        if key not in (*ASKED, *LATER) and not is_skill(key, kb):
            gone.append(key.removeprefix("skill:"))
            continue
        if key in TABLE_OF and value is not None and not isinstance(value, bool):
            table: Mapping[str, Any] = getattr(kb, TABLE_OF[key])
            gone += [one for one in ([value] if isinstance(value, str) else value) if one not in table]
            value = _known(value, table)
        answers[key] = value
    at = state.at if state.at in answers else None
    return replace(state, answers=answers, at=at), tuple(dict.fromkeys(gone))


def _of_today(answers: Mapping[str, Any], kb: KnowledgeBase) -> dict[str, Any]:
    """The answers with what is said of a former skill said of the one that it became part of."""
    now = kb.indexes.retired
    found: dict[str, Any] = {}
    for key, value in answers.items():
        name = key
        if key.startswith("skill:"):
            name = f"skill:{now.get(key[6:], key[6:])}"
        elif key.startswith((LIST, LEVELS_OF)) and isinstance(value, Mapping):
            picked: dict[str, Any] = {}
            for one, level in value.items():
                other = now.get(one, one)
                picked[other] = higher(picked.get(other), level)
            value = picked
        elif key == "credits" and isinstance(value, list | tuple):
            value = list(dict.fromkeys(now.get(one, one) if isinstance(one, str) else one for one in value))
        found[name] = higher(found.get(name), value) if name.startswith("skill:") else value
    return found


def higher(first: Any, second: Any) -> Any:
    """The higher of two levels; the one that is one."""
    if isinstance(first, int | float) and isinstance(second, int | float):
        return max(first, second)
    return second if first is None else first


def _known(value: Any, table: Mapping[str, Any]) -> Any:
    """What is left of an id, a list of ids or a mapping of ids."""
    if isinstance(value, str):
        return value if value in table else None
    if isinstance(value, dict):
        return {one: kept for one, kept in value.items() if one in table}
    return [one for one in value if one in table]
