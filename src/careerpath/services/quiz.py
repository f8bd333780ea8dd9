"""The quiz as a session: engine, draft and a face that asks; whoever asks, the same questions in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any, Literal, Protocol

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase, plain
from careerpath.knowledge.text_file import printable
from careerpath.people import drafts, store
from careerpath.people.profile import Profile, check_profile
from careerpath.people.readings import readings
from careerpath.quiz import state as engine
from careerpath.quiz.answers import answers_of
from careerpath.quiz.honesty import Remark, remarks
from careerpath.quiz.questions import Question
from careerpath.quiz.state import Quiz, QuizState, Turn
from careerpath.record import Record, replace
from careerpath.rules.order import rank
from careerpath.rules.standing import stand
from careerpath.services.quiz_words import (
    DONE,
    STOP_WORDS,
    answer_lines,
    label,
    length_words,
    resume_question,
    review_question,
    shown_question,
)

How = Literal["ask", "new", "resume", "beside"]
"""What becomes of an unfinished quiz; `beside`: it may be somebody else's, so it is neither opened nor named."""
FIRST_PICTURE_AFTER = "years"
"""The start question after which a first picture is shown."""


class Screen(Record):
    """One question as it is to be shown."""

    question: Question
    asked: int
    expected_total: int
    notes: tuple[str, ...] = ()
    previous: Any = None
    """The answer given before, if the question is asked again."""
    error: str = ""

    @property
    def where(self) -> str:
        """Which question this is of how many at most; one that was left for the end is one more."""
        if self.previous is not None:
            return "An earlier answer"
        if self.asked >= self.expected_total:
            return "One more question"
        return f"Question {self.asked + 1} of at most {self.expected_total}"


class Reply(Record):
    """What came back. `value`: the raw answer, or how many questions to go back, or the id to change."""

    kind: Literal["value", "skip", "back", "change", "finish", "leave"]
    value: Any = None


COMMANDS = {"b": Reply("back", 1), "s": Reply("skip"), "q": Reply("leave"), "f": Reply("finish")}
"""What a single letter does in every face that people type in."""


class Prompter(Protocol):
    """A face of the quiz. `ask` raises EOFError when nobody can answer any more, KeyboardInterrupt on Ctrl-C."""

    shown: Event
    """Set once the first question can be seen."""

    def ask(self, screen: Screen) -> Reply: ...


class Left(Exception):  # noqa: N818 - no error: the person has left and will go on later
    """The person has left, by Ctrl-C if the exit `code` is 130; `kept` answers are on disk."""

    def __init__(self, kept: int, *, code: int = 0, is_unchanged: bool = False) -> None:
        self.code = code
        text = "Nothing was answered yet."
        if is_unchanged:
            text = "Nothing was changed."
        elif kept:
            are_kept = "1 answer is kept" if kept == 1 else f"{kept} answers are kept"
            text = f"{are_kept}; `careerpath quiz` goes on from there."
        if code:
            text = f"interrupted. {text}"
        super().__init__(text)


class Outcome(Record):
    """A finished quiz."""

    state: QuizState
    profile: Profile
    turn: Turn
    remarks: tuple[Remark, ...]


class Session:
    """One quiz from the first question to the result. Until it is opened nobody is asked and nothing kept on disk."""

    prompter: Prompter

    def __init__(self, kb: KnowledgeBase, today: date, data_dir: Path, *, quick: bool = False) -> None:
        self.kb, self.today, self.data_dir = kb, today, data_dir
        self.quiz = Quiz(kb, today)
        self.state = QuizState(quick=quick)
        self.draft: drafts.Draft | None = None
        self.notes: tuple[str, ...] = ()
        self.begun_with: dict[str, Any] = {}
        """The answers that a profile gave."""

    @property
    def kept(self) -> int:
        """How many answers there are to go on from."""
        return len(self.draft.answers) if self.draft else self.state.given

    def open(self, prompter: Prompter, how: How, start: Profile | None) -> None:
        """Take up an unfinished draft, or begin a new one with what `start` states. Raises CareerpathError, Left."""
        self.prompter = prompter
        if how != "beside":
            self.draft = drafts.open_newest(self.data_dir)
        if self.draft is not None and self._takes_up(self.draft, how):
            return
        if self.draft is not None:
            self.draft.discard()
        nameless = plain(replace(start, name=None)) if start else None
        self.draft = drafts.create(self.data_dir, quick=self.state.quick, start=nameless)
        if start is not None:
            self.begin_with(start)
        elif not self.state.quick:
            self.notes += (length_words(self.quiz),)

    def begin_with(self, start: Profile) -> None:
        """Take what a profile states for answers; what does not fit is said."""
        self.state = replace(self.state, start=start)
        faults = self.take(answers_of(start, self.kb))
        self.begun_with = dict(self.state.answers)
        self.notes += tuple(f"Not taken from the profile: {fault}." for fault in faults)
        self.notes += (f"{self.state.given} answers are taken from the profile; b goes back to change them.",)

    def take(self, given: Iterable[tuple[str, Any]]) -> list[str]:
        """Keep answers that need not be asked for; one line for each that does not fit its question."""
        faults = []
        for key, value in given:
            if self.quiz.applies(self.state, key):
                try:
                    self._keep(key, self.quiz.answer(self.state, self.quiz.question(self.state, key), value))
                except CareerpathError as error:
                    faults.append(f"{key}: {error}")
        return faults

    def _takes_up(self, old: drafts.Draft, how: How) -> bool:
        """Go on with a draft, if that is what the person wants; what is wrong with it is said."""
        revived, gone, unusable = self._revived(old)
        faults = tuple(f"The unfinished quiz: {fault}." for fault in (*old.faults, *unusable))
        if gone:
            faults += (f"No longer in the knowledge, kept but not used: {', '.join(gone)}.",)
        if not revived.answers:
            self.notes = faults
            return False
        if how == "new" or (how == "ask" and not self._wants(revived, faults)):
            return False
        self.state = revived
        self.notes = faults
        return True

    def _revived(self, old: drafts.Draft) -> tuple[QuizState, tuple[str, ...], tuple[str, ...]]:
        """The state of a draft, what the knowledge no longer has, and what makes no sense: a file can be changed."""
        faults = []
        state = QuizState({}, quick=old.quick and self.state.quick)
        if old.start is not None:
            start, wrong = check_profile(old.start, self.kb)
            if start is None or wrong:
                faults.append("the profile it began with makes no sense and is left out")
            else:
                state = replace(state, start=start)
        whole = replace(state, answers=dict(old.answers))
        if self._is_sound(whole):
            return (*engine.live(whole, self.kb), tuple(faults))
        for key, value in old.answers.items():
            longer = replace(state, answers={**state.answers, key: value})
            if self._is_sound(longer):
                state = longer
            else:
                faults.append(f"the answer to {printable(key[:60])!r} makes no sense and is left out")
        return (*engine.live(state, self.kb), tuple(faults))

    def _is_sound(self, state: QuizState) -> bool:
        """True if the quiz can go on from there. A changed file can hold more than can be listed, so it is tried."""
        try:
            live, _ = engine.live(state, self.kb)
            self.quiz.turn(live)
            stand(self.quiz.profile(live), self.kb, self.today)
            answer_lines(live, self.quiz)
        except (CareerpathError, TypeError, ValueError, KeyError, AttributeError, IndexError, OverflowError):
            return False
        return True

    def _wants(self, revived: QuizState, faults: tuple[str, ...]) -> bool:
        """Ask whether to go on with it, with a look at the answers as often as it is wished for."""
        turn = self.quiz.turn(revived)
        at = Screen(resume_question(turn), turn.asked, turn.expected_total, faults)
        while True:
            reply = self._reply(at)
            if reply.value == "new":
                return False
            if reply.value == "show":
                self._reply(replace(at, question=shown_question(answer_lines(revived, self.quiz)), notes=()))
            elif reply.kind in ("value", "skip", "finish"):
                return True

    def run(self, *, review: bool) -> Outcome:
        """Ask until there is nothing more to ask; with `review`, show all answers at the end. Raises Left."""
        while True:
            turn = self._ask_all()
            if not review or self._reviewed(turn):
                return self.outcome(turn)

    def outcome(self, turn: Turn | None = None) -> Outcome:
        """What the answers come to, as they stand."""
        agreement = self.quiz.agreement(self.state)  # what was skipped or never asked counts as open
        turn = replace(turn or self.quiz.turn(self.state), agreement=agreement)
        told = remarks(self.state, self.kb, self.today, agreement)
        return Outcome(self.state, self.quiz.profile(self.state), turn, told)

    def _ask_all(self) -> Turn:
        while True:
            turn = self.quiz.turn(self.state)
            if turn.question is None:
                return turn
            screen = Screen(turn.question, turn.asked, turn.expected_total, self.notes)
            if turn.question.id in self.state.answers:
                screen = replace(screen, previous=self.state.answers[turn.question.id])
            self.notes = ()
            self._answer(screen)

    def _answer(self, screen: Screen) -> None:
        """Ask one question until the reply makes sense, and keep the answer."""
        while True:
            reply = self._reply(screen)
            try:
                self._apply(screen.question, reply)
                return
            except CareerpathError as error:
                if type(error) is not CareerpathError or "CAREERPATH_HOME" in str(error):
                    raise
                screen = replace(screen, error=str(error))

    def _reply(self, screen: Screen) -> Reply:
        """What comes back. Raises Left, also where nobody can answer any more."""
        try:
            reply = self.prompter.ask(screen)
        except EOFError:
            reply = Reply("leave")
        if reply.kind == "leave":
            raise Left(self.kept)
        return reply

    def _apply(self, question: Question, reply: Reply) -> None:
        """Do what the reply says. Raises CareerpathError for one that does not fit the question."""
        if reply.kind == "back":
            self.state = self.quiz.back(self.state, reply.value or 1)
        elif reply.kind == "change":
            self.state = self.quiz.change(self.state, str(reply.value))
        elif reply.kind == "finish":
            self.state = engine.finish(self.state)
        else:
            before = self.state
            if reply.kind == "skip":
                after = engine.record(before, question.id, None)
            else:
                after = self.quiz.answer(before, question, reply.value)
            gone = self._keep(question.id, after)
            self.notes = tuple(self._after(question, gone, before))

    def _keep(self, question: str, after: QuizState) -> tuple[str, ...]:
        """Write the answer down; the ids of answers that it took along."""
        gone = engine.dropped(self.state, after)
        if self.draft:
            self.draft.record(question, after.answers[question], gone)
        self.state = after
        return gone

    def _after(self, question: Question, gone: tuple[str, ...], before: QuizState) -> Iterator[str]:
        """What to say above the next question."""
        if gone:
            yield f"Your change took along: {', '.join(label(key, self.quiz) for key in gone)}."
        if question.id == FIRST_PICTURE_AFTER and before.at is None:
            ranking = rank(stand(self.quiz.profile(self.state), self.kb, self.today), self.kb)
            roles = "; ".join(f"{n}. {one.role.title}" for n, one in enumerate(ranking.next[:3], 1))
            profile = self.quiz.profile(self.state)
            unknown = [reading.words for reading in readings(profile, self.kb) if not reading.title]
            for job in unknown:
                yield f'"{job}" is no job known here, so it counts for nothing yet; b goes back to say it otherwise.'
            if roles and not ranking.silence and len(unknown) < len(profile.jobs):
                yield f"A first picture, from your jobs alone: {roles}. The next questions make it firmer."

    def _reviewed(self, turn: Turn) -> bool:
        """Show all answers; True if the person is content, False if one is to be changed or given."""
        question = review_question(answer_lines(self.state, self.quiz, unasked=True))
        reply = self._reply(Screen(question, turn.asked, turn.asked, (*self.notes, *STOP_WORDS[turn.stop])))
        self.notes = ()
        if reply.kind == "back":
            self.state = self.quiz.back(self.state, reply.value or 1)
        elif reply.kind == "value" and reply.value != DONE:
            try:
                self.state = self.quiz.change(self.state, reply.value)
            except CareerpathError as error:  # an answer whose question no longer applies
                self.notes = (str(error),)
        else:
            return True
        return False

    def save(self, name: str, *, overwrite: bool = False) -> Path:
        """Keep the profile under the name, then let the draft go. Raises CareerpathError."""
        path = store.save(self.quiz.profile(self.state), name, self.data_dir, overwrite=overwrite)
        if self.draft:
            self.draft.discard()
        return path

    def drop_if_unchanged(self) -> bool:
        """Remove a draft that says no more than the profile it began with; True if nobody misses anything."""
        if self.draft is None:
            return True
        return self.draft.answers == self.begun_with and self.draft.discard()

    def close(self) -> None:
        """Let go of the draft; it stays for next time."""
        if self.draft:
            self.draft.close()
