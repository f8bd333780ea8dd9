"""The quiz: one immutable state, and what can happen to it (docs/method.md, quiz).

Nothing here asks anybody anything. `Quiz` holds what stays the same (knowledge, day) and remembers the model of the
last start answers, so that a question costs milliseconds; its answers depend on the state alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
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
        return quiz_answers.rated_levels(self.answers)

    def known_levels(self) -> dict[str, int | None]:
        """The same, and 0 for every skill that stood in a list and was not picked."""
        levels: dict[str, int | None] = {}
        for skill, is_picked in listed_skills(self.answers).items():
            if not is_picked:
                levels[skill] = 0
        return levels | self.skills()

    def some(self) -> frozenset[str]:
        """Skills that were picked in a list and not rated: there is at least a little of them."""
        return frozenset(picked_skills(self.answers)) - self.skills().keys()

    @property
    def has_skipped_a_list(self) -> bool:
        """Who skips a list of skills is asked for them one by one."""
        return any(question.startswith(LIST) and answer is None for question, answer in self.answers.items())

    @property
    def rated_alike(self) -> int | None:
        """The one level (0-5) that every rated skill has, of two or more; None if they differ."""
        levels = [level for level in self.skills().values() if level is not None]
        if len(levels) < 2 or len(set(levels)) > 1:
            return None
        return levels[0]


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
    questions = list(state.answers)
    position = questions.index(state.at) if state.at in questions else len(questions)
    if count < 1 or position == 0:
        raise CareerpathError("this is the first question; there is nothing before it")
    return replace(state, at=questions[max(0, position - count)], finished=False)


def record(state: QuizState, question: str, value: Any) -> QuizState:
    """The state with this checked answer (None: skipped); later answers stay unless they depended on it."""
    answers = dict(state.answers)
    is_changed = question in answers and answers[question] != value
    answers[question] = value
    if is_changed:
        for other, answer in state.answers.items():
            if other != question and not _stands(other, answer, question, answers):
                del answers[other]
    return replace(state, answers=answers, at=None)


NEEDS = {
    "years": ("roles",), "current": ("roles",), "ended": ("roles", "current"), "licence_now": ("roles",),
    "pay_now": ("roles", "current"), "in_hospital": ("roles", "current"), "earned": ("certifications",),
    "field": ("education",),
}  # fmt: skip
"""Questions about earlier answers."""
OF_CREDITS = ("roles", "years", "ended", "certifications", "earned")
"""What the credited levels come from."""


def _stands(question: str, answer: Any, changed: str, answers: Mapping[str, Any]) -> bool:
    """False if the answer made sense only with what `changed` was before."""
    if changed in NEEDS.get(question, ()):
        # an answer for each of several things stays if they are the same in another order
        return question in ("years", "earned") and set(answers[changed] or ()) == set(answer or ())
    if question.startswith(LEVELS_OF):
        return changed not in ("credits", *OF_CREDITS)
    if question == "credits":
        return changed not in OF_CREDITS
    return True


def dropped(before: QuizState, after: QuizState) -> tuple[str, ...]:
    """Ids of answers that a change took along."""
    return tuple(question for question in before.answers if question not in after.answers)


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
        """The next question about skills, or the reason why there is none."""
        model = self.model(state)
        if model is None:
            return self._turn(state, None, "nothing-left")
        levels = state.known_levels()
        pick = model.choose(levels, confirmed=self.confirmed(state), some=state.some())
        if pick.agreement >= self.kb.constants.quiz_sure and len(levels) >= self._fewest(state):
            return self._turn(state, None, "sure", pick)
        if pick.skill is None:
            return self._turn(state, None, "nothing-left", pick)
        if state.given >= self._most(state, pick):
            return self._turn(state, None, "limit", pick)
        if pick.several and not state.has_skipped_a_list:
            lists_before = [question for question in state.answers if question.startswith(LIST)]
            name = f"{LIST}{len(lists_before) + 1}"
            return self._turn(state, list_question(name, pick.several, self.kb), "", pick)
        question = self._make(state, f"skill:{pick.skill}")
        most = max(2, model.most_needed(pick.skill), self.credited(state, pick.skill))
        return self._turn(state, up_to(question, most), "", pick)

    def _fewest(self, state: QuizState) -> float:
        """Levels that must be known before the quiz may end; more where all are alike and tell no role from another."""
        if state.rated_alike:
            return self.kb.constants.quiz_alike
        return self.kb.constants.quiz_fewest

    def _turn(self, state: QuizState, question: Question | None, stop: Stop = "", pick: Pick | None = None) -> Turn:
        """The turn with how far the quiz is; a question that is looked at again stands where it stood."""
        asked = total = state.given
        if state.at in state.answers:
            asked = list(state.answers).index(str(state.at))
            total = self.turn(replace(state, at=None)).expected_total
        elif state.at is None and question is not None:
            total = self._total(state, pick)
        agreement = pick.agreement if pick else None
        return Turn(question, stop, asked, total, agreement)

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
        start_answers = {}
        for question, answer in state.answers.items():
            if not question.startswith(("skill:", LIST, LEVELS_OF)):
                start_answers[question] = answer
        if self._known is None or self._known[0] != start_answers:
            profile = quiz_answers.profile_of(start_answers, self.kb, self.today)
            self._known = (start_answers, stand(profile, self.kb, self.today))
            self._model = None
        return self._known[1]

    def agreement(self, state: QuizState) -> float | None:
        """Share of plausible people (0-1) whose first three roles are those of these answers; None if none is open."""
        model = self.model(state)
        if model is None:
            return None
        return model.agreement(state.known_levels(), confirmed=self.confirmed(state), some=state.some())

    def credits(self, state: QuizState) -> dict[str, Holding]:
        """What jobs and certifications credit, by skill, but for levels that were stated before they were shown."""
        credits = dict(self._bare(state).holdings)
        for question, answer in state.answers.items():
            if question == "credits":
                break
            if answer is not None:
                credits.pop(question.removeprefix("skill:"), None)
        return credits

    def credited(self, state: QuizState, skill: str) -> int:
        """The level (0-5) that jobs and certifications credit."""
        held = self._bare(state).holdings.get(skill)
        return held.level if held else 0

    def confirmed(self, state: QuizState) -> frozenset[str]:
        """Skills whose credited level was shown and not objected to."""
        wrong = state.answers.get("credits")
        if wrong is None:
            return frozenset()
        return frozenset(self.credits(state)) - set(wrong)

    def back(self, state: QuizState, count: int = 1) -> QuizState:
        """The question `count` before this one again, or the one before that if it no longer applies.

        Raises CareerpathError where there is none.
        """
        earlier = back(state, count)
        while not self.applies(earlier, str(earlier.at)):
            earlier = back(earlier)
        return earlier

    def _listed(self, state: QuizState, question: str) -> tuple[str, ...]:
        """The skills of a list that was shown; of a skipped one, which kept none, those that it would have today."""
        answer, model = state.answers[question], self.model(state)
        if answer or model is None:
            return tuple(answer or ())
        answers = dict(state.answers)
        for later in list(answers)[list(answers).index(question) :]:
            del answers[later]
        before = replace(state, answers=answers)
        return model.choose(before.known_levels(), confirmed=self.confirmed(before), some=before.some()).several

    def _make(self, state: QuizState, question: str) -> Question:
        if question.startswith(LIST):
            return list_question(question, self._listed(state, question), self.kb)
        credits = self.credits(state)
        if question == "credits":  # what the first picture rests on most is shown first
            rests = self._rests(state)
            by_weight = sorted(credits, key=lambda skill: (-rests[skill], skill))
            credits = {skill: credits[skill] for skill in by_weight}
        return make_question(question, state.answers, self.kb, credits)

    def _rests(self, state: QuizState) -> defaultdict[str, float]:
        """How much the first picture rests on each skill: what it earns in the first roles, in shares of one role."""
        earned: defaultdict[str, float] = defaultdict(float)
        ranking = rank(stand(self.profile(state), self.kb, self.today), self.kb)
        for candidate in ranking.next[:PICTURE]:
            for line in candidate.readiness.lines:
                earned[line.via or line.need.skill] += line.earned
        return earned

    def applies(self, state: QuizState, question: str) -> bool:
        """True if the question can be asked with these answers, now or at the end."""
        if question.startswith(LIST):
            return question in state.answers and bool(self._listed(state, question))
        if question.startswith(LEVELS_OF):
            return question in corrections(state.answers)
        if is_skill(question, self.kb):
            return True
        start = start_questions(state.answers, self.kb, self.credits(state))
        return question in (*start, *later_questions(state.answers, self.kb))

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
    for question, answer in _of_today(state.answers, kb).items():
        if question.startswith((LIST, LEVELS_OF)):
            known_skills = {skill: value for skill, value in (answer or {}).items() if skill in kb.skills}
            answers[question] = known_skills or None
        elif question not in (*ASKED, *LATER) and not is_skill(question, kb):
            gone.append(question.removeprefix("skill:"))
        elif _names_entries(question, answer):
            table: Mapping[str, Any] = getattr(kb, TABLE_OF[question])
            gone.extend(_unknown(answer, table))
            answers[question] = _known(answer, table)
        else:
            answers[question] = answer
    at = state.at if state.at in answers else None
    return replace(state, answers=answers, at=at), tuple(dict.fromkeys(gone))


def _names_entries(question: str, answer: Any) -> bool:
    """True for an answer made of ids; one that was skipped, and a yes or no in the place of several, name none."""
    return question in TABLE_OF and answer is not None and not isinstance(answer, bool)


def _unknown(answer: Any, table: Mapping[str, Any]) -> list[str]:
    """The ids of an answer that the table does not have."""
    entries = [answer] if isinstance(answer, str) else answer
    return [entry for entry in entries if entry not in table]


def _of_today(answers: Mapping[str, Any], kb: KnowledgeBase) -> dict[str, Any]:
    """The answers with what is said of a former skill said of the one that it became part of."""
    now = kb.indexes.retired
    result: dict[str, Any] = {}
    for question, answer in answers.items():
        if question.startswith("skill:"):
            former = question.removeprefix("skill:")
            name = f"skill:{now.get(former, former)}"
            result[name] = higher(result.get(name), answer)
        elif question.startswith((LIST, LEVELS_OF)) and isinstance(answer, Mapping):
            result[question] = _levels_of_today(answer, now)
        elif question == "credits" and isinstance(answer, list | tuple):
            result[question] = _skills_of_today(answer, now)
        else:
            result[question] = answer
    return result


def _levels_of_today(levels: Mapping[str, Any], now: Mapping[str, str]) -> dict[str, Any]:
    """Of two former skills that became one the higher level counts, as of two that say whether one was picked."""
    result: dict[str, Any] = {}
    for former, level in levels.items():
        skill = now.get(former, former)
        result[skill] = higher(result.get(skill), level)
    return result


def _skills_of_today(skills: Iterable[Any], now: Mapping[str, str]) -> list[Any]:
    """Each once, in their order; what is no text stays, for others to refuse."""
    result: dict[Any, None] = {}
    for skill in skills:
        if isinstance(skill, str):
            skill = now.get(skill, skill)
        result[skill] = None
    return list(result)


def higher(first: Any, second: Any) -> Any:
    """The higher of two levels; the one that is one."""
    if isinstance(first, int | float) and isinstance(second, int | float):
        return max(first, second)
    return second if first is None else first


def _known(answer: Any, table: Mapping[str, Any]) -> Any:
    """What is left of an id, a list of ids or a mapping of ids."""
    if isinstance(answer, str):
        return answer if answer in table else None
    if isinstance(answer, dict):
        return {entry: value for entry, value in answer.items() if entry in table}
    return [entry for entry in answer if entry in table]
