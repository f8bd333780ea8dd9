"""The session's own questions, and answers in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from careerpath.engine.quiz import Quiz, QuizState, Turn
from careerpath.engine.quiz_question import Option, Question
from careerpath.engine.quiz_questions import LEVEL_WORDS
from careerpath.people.store import LONGEST_NAME

RESUME = "resume"
REVIEW = "review"
DONE = "done"
STOP_WORDS: dict[str, tuple[str, ...]] = {
    "": (),
    "person": ("You stopped here.",),
    "sure": ("More questions would hardly change your first three roles.",),
    "nothing-left": ("There is nothing left to ask that could change your first three roles.",),
    "limit": ("That is enough questions; what is still open is said with the result.",),
    "quick": ("Those were the start questions.",),
}


def resume_question(turn: Turn) -> Question:
    """What to do with an unfinished quiz."""
    where = f"at {turn.asked + 1} of about {turn.expected_total}" if turn.question else "at the review"
    return Question(
        id=RESUME,
        kind="choice",
        text=f"There is an unfinished quiz. Resume {where}, start over, or show the answers?",
        why="Nothing you answered was lost.",
        help="Start over removes the old answers.",
        choices=(
            Option("resume", f"Resume {where}"),
            Option("new", "Start over and remove the old answers"),
            Option("show", "Show the answers"),
        ),
        part="session",
    )


def review_question(listed: list[tuple[str, str, str]]) -> Question:
    """All answers, each a choice; the first choice goes on."""
    return Question(
        id=REVIEW,
        kind="choice",
        text="These are your answers. Pick one to change it, or go on.",
        why="Later answers stay unless they depended on the one you change.",
        help="The first line shows your next roles.",
        choices=(
            Option(DONE, "All right: show my next roles"),
            *(Option(key, f"{title}: {words}") for key, title, words in listed),
        ),
        part="session",
    )


def shown_question(listed: list[tuple[str, str, str]]) -> Question:
    """All answers to look at before going on or starting over."""
    return Question(
        id="shown",
        kind="choice",
        text="Your answers so far.",
        why="Each can be changed once you have resumed.",
        help="The first line goes back.",
        choices=(
            Option(DONE, "Back: resume or start over"),
            *(Option(key, f"{title}: {words}") for key, title, words in listed),
        ),
        part="session",
    )


def name_question(taken: str = "") -> Question:
    """Under which name the profile is kept."""
    return Question(
        id="name",
        kind="text",
        high=LONGEST_NAME,
        text="Under which name shall this profile be kept?",
        why="Other commands then use it when you name no file. It stays on this machine.",
        help="Any short name. Skip to keep the answers as an unfinished quiz only.",
        choices=(Option(taken or "my-profile", taken or "my-profile"),),
        part="session",
    )


def answer_lines(state: QuizState, quiz: Quiz) -> list[tuple[str, str, str]]:
    """(id, short title, answer in words) of every answer."""
    return [(key, label(key, quiz), words_of(key, value, quiz)) for key, value in state.answers.items()]


TITLES = {
    "roles": "Jobs",
    "current": "Jobs now",
    "education": "Education",
    "field": "Field",
    "conditions": "Not accepted",
    "licences": "Licences",
    "certifications": "Certifications",
    "hours": "Hours a week",
    "budget": "Budget",
    "state": "State",
    "deadline": "New job by",
    "goal": "Goal",
    "credits": "Levels to correct",
}


REFUSED = {"night_shift": "nights", "on_call": "on-call", "patient_facing": "patients"}


def label(key: str, quiz: Quiz) -> str:
    """A short title for a question id."""
    kind, _, name = key.partition(":")
    kb = quiz.kb
    titled: dict[str, Callable[[], str]] = {
        "years": lambda: f"Years as {kb.roles[name].title}",
        "earned": lambda: f"{kb.certs[name].title} passed",
        "skill": lambda: kb.skills[name].title,
        "fit": lambda: f"Wish: {kb.vocabulary[name].title.lower()}",
    }
    return titled[kind]() if kind in titled else TITLES[key]


def words_of(key: str, value: Any, quiz: Quiz) -> str:
    """An answer in words."""
    kb = quiz.kb
    if value is None:
        return "skipped"
    if key.startswith("skill:"):
        return f"{value} {LEVEL_WORDS[value]}"
    if isinstance(value, list):
        if key == "conditions":
            return ", ".join(REFUSED[v] for v in value) or "nothing"
        table: Any = kb.certs if key == "certifications" else kb.skills if key == "credits" else kb.roles
        return ", ".join(table[v].title for v in value) or "none"
    if key == "goal":
        return kb.roles[value].title
    if key == "budget":
        return f"${value:,.0f}"
    return f"{value:g}" if isinstance(value, float) else str(value)
