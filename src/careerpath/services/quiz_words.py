"""The session's own questions, and answers in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from careerpath.people.conditions import CONDITIONS
from careerpath.people.profile import Profile
from careerpath.people.store import LONGEST_NAME
from careerpath.quiz.questions import EDUCATION, EHRS, LEVEL_WORDS, TABLE_OF, Option, Question
from careerpath.quiz.state import Quiz, QuizState, Turn

FIRST_DAY = re.compile(r"\d{4}-\d{2}-01", re.ASCII)
DONE = "done"
NAME = "name"
"""The question that is asked below the result."""
STOP_WORDS: dict[str, tuple[str, ...]] = {
    "": (),
    "person": ("You stopped here.",),
    "sure": ("More questions would hardly change your first three roles.",),
    "nothing-left": ("There is nothing left to ask that could change your first three roles.",),
    "limit": ("That is enough questions; what is still open is said with the result.",),
    "quick": ("Those were the start questions.",),
}
TITLES = {
    "roles": "Jobs", "years": "Years", "current": "Jobs now", "ended": "Left in",
    "education": "Education", "field": "Field of study",
    "conditions": "Not accepted", "licences": "Licenses besides those of your jobs", "certifications": "Certifications",
    "earned": "Passed", "days": "Wishes for the day", "goal": "Goal", "hours": "Study hours a week", "budget": "Budget",
    "licence_now": "License valid in the US", "pay_now": "Earns now", "in_hospital": "In a hospital now",
    "ehr": "EHR known", "pay_floor": "Must pay at least", "deadline": "New job by", "state": "State",
    "credits": "Levels to correct",
}  # fmt: skip
WORDS = {
    **{condition.limit: condition.short for condition in CONDITIONS},
    **{level.value: level.label for level in EDUCATION},
    **{ehr.value: ehr.label for ehr in EHRS},
    "valid": "yes",
    "lapsed": "no, it has lapsed",
    "abroad": "no, of another country",
}  # fmt: skip


def resume_question(turn: Turn) -> Question:
    """What to do with an unfinished quiz."""
    where = f"at {turn.asked + 1} of at most {turn.expected_total}" if turn.question else "at the review"
    return Question(
        "resume", "choice", f"There is an unfinished quiz. Resume {where}, start over, or show the answers?",
        "Nothing you answered was lost.", "Start over removes the old answers.",
        (
            Option("resume", f"Resume {where}"),
            Option("new", "Start over and remove the old answers"),
            Option("show", "Show the answers"),
        ),
        part="session",
    )  # fmt: skip


def shown_question(lines: tuple[Option, ...]) -> Question:
    """All answers to look at before going on or starting over."""
    return Question(
        "shown", "choice", "Your answers so far.", "Each can be changed once you have resumed.",
        "The first line goes back.", (Option(DONE, "Back: resume or start over"), *lines), part="session",
    )  # fmt: skip


def review_question(lines: tuple[Option, ...]) -> Question:
    """All answers, and what was not asked, each a choice; the first choice goes on."""
    return Question(
        "review", "choice", "These are your answers. Pick one to change it, or go on.",
        "What you were not asked helps `plan`; you can give it now or later.",
        "The first line shows your next roles. Later answers stay unless they depended on the one you change.",
        (Option(DONE, "All right: show my next roles"), *lines), part="session",
    )  # fmt: skip


def name_question(offered: str) -> Question:
    """Under which name the profile is kept."""
    return Question(
        NAME, "text", f"Under which name shall this profile be kept? Enter keeps it as {offered}.",
        "Other commands use it when you name no file. It stays on this machine.",
        "Any short name; Enter takes the one that is offered.",
        (Option(offered, offered),), high=LONGEST_NAME, part="session",
    )  # fmt: skip


def length_words(quiz: Quiz) -> str:
    """How long it will take."""
    return (
        f"You are asked at most {quiz.kb.constants.quiz_screens:g} questions. "
        "Stop whenever you like: f shows your next roles from the answers so far."
    )


def answer_lines(state: QuizState, quiz: Quiz, *, unasked: bool = False) -> tuple[Option, ...]:
    """A line for every answer and, with `unasked`, for every question that was left for later."""
    lines = []
    for question, answer in state.answers.items():
        lines.append(Option(question, f"{label(question, quiz)}: {words_of(question, answer, quiz)}"))
    if unasked:
        for question in quiz.open(state):
            words = "not asked"
            if question == "field":
                words = _field_words(quiz.profile(state))
            lines.append(Option(question, f"{label(question, quiz)}: {words}"))
    return tuple(lines)


def _field_words(profile: Profile) -> str:
    """Where the field of study was not asked because the job tells it."""
    if profile.education and profile.education.field:
        return f"{profile.education.field}, from your job"
    return "not asked"


def label(question: str, quiz: Quiz) -> str:
    """A short title for a question id."""
    kind, _, rest = question.partition(":")
    if kind == "levels":
        return "Levels put right" if rest == "1" else f"Levels put right, {rest}"
    if kind == "some":
        return f"Skills, list {rest}"
    if kind == "skill":
        return quiz.kb.skills[rest].title
    return TITLES[question]


def words_of(question: str, answer: Any, quiz: Quiz) -> str:
    """An answer in words."""
    if answer is None:
        return "skipped"
    kind = question.partition(":")[0]
    if kind in ("levels", "some", "skill"):
        return _skill_words(kind, answer, quiz)
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if question in ("budget", "pay_now", "pay_floor"):
        return f"${answer:,.0f}"
    entries: Mapping[str, Any] = {}
    if question in TABLE_OF:
        entries = getattr(quiz.kb, TABLE_OF[question])
    if isinstance(answer, dict):
        pairs = [f"{_shown(name, entries)} {_shown(value, entries)}" for name, value in answer.items()]
        return ", ".join(pairs) or "not known"
    if isinstance(answer, list):
        return "; ".join(_shown(value, entries) for value in answer) or "none"
    return _shown(answer, entries)


def _skill_words(kind: str, answer: Any, quiz: Quiz) -> str:
    """The answer to a question about the level of one skill, about some of a list, or about levels put right."""
    if kind == "skill":
        return f"{answer} {LEVEL_WORDS[answer]}"
    skills = quiz.kb.skills
    if kind == "some":
        return "; ".join(skills[skill].title for skill in answer if answer[skill]) or "none of these"
    return "; ".join(f"{skills[skill].title} {level}" for skill, level in answer.items())


def _shown(value: Any, entries: Mapping[str, Any]) -> str:
    """A part of an answer: the title of an entry, the words of a choice, or what was typed."""
    if value in entries:
        return str(entries[value].title)
    if WORDS.get(value):
        return WORDS[value]
    if isinstance(value, float):
        return f"{value:g}"
    return as_written(value)


def as_written(value: Any) -> str:
    """An answer as text; a first day of a year or a month, which stands for it, as that year or month."""
    text = str(value)
    if isinstance(value, str) and FIRST_DAY.fullmatch(text):
        return text.removesuffix("-01").removesuffix("-01")
    return text
