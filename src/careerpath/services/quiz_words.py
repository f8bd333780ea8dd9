"""The session's own questions, and answers in words."""

from __future__ import annotations

from typing import Any

from careerpath.people.conditions import CONDITIONS
from careerpath.people.store import LONGEST_NAME
from careerpath.quiz.questions import EDUCATION, EHRS, LEVEL_WORDS, TABLE_OF, Option, Question
from careerpath.quiz.state import Quiz, QuizState, Turn

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
    "conditions": "Not accepted", "licences": "Licences besides those of your jobs", "certifications": "Certifications",
    "earned": "Passed", "days": "Wishes for the day", "goal": "Goal", "hours": "Study hours a week", "budget": "Budget",
    "licence_now": "License valid in the US", "pay_now": "Earns now", "in_hospital": "In a hospital now",
    "ehr": "EHR known", "pay_floor": "Must pay at least", "deadline": "New job by", "state": "State",
    "credits": "Levels to correct",
}  # fmt: skip
WORDS = {
    **{one.limit: one.short for one in CONDITIONS},
    **{one.value: one.label for one in EDUCATION},
    **{one.value: one.label for one in EHRS},
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
    lines = [Option(key, f"{label(key, quiz)}: {words_of(key, value, quiz)}") for key, value in state.answers.items()]
    if unasked:
        known = quiz.profile(state).education
        field = f"{known.field}, from your job" if known and known.field else "not asked"
        lines += [
            Option(key, f"{label(key, quiz)}: {field if key == 'field' else 'not asked'}") for key in quiz.open(state)
        ]
    return tuple(lines)


def label(key: str, quiz: Quiz) -> str:
    """A short title for a question id."""
    if key.startswith("levels:"):
        return "Levels put right" if key == "levels:1" else f"Levels put right, {key[7:]}"
    if key.startswith("some:"):
        return f"Skills, list {key[5:]}"
    return quiz.kb.skills[key[6:]].title if key.startswith("skill:") else TITLES[key]


def words_of(key: str, value: Any, quiz: Quiz) -> str:
    """An answer in words."""
    if value is None:
        return "skipped"
    if key.startswith("levels:"):
        return "; ".join(f"{quiz.kb.skills[one].title} {level}" for one, level in value.items())
    if key.startswith("some:"):
        return "; ".join(quiz.kb.skills[one].title for one in value if value[one]) or "none of these"
    if key.startswith("skill:"):
        return f"{value} {LEVEL_WORDS[value]}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if key in ("budget", "pay_now", "pay_floor"):
        return f"${value:,.0f}"
    table: Any = getattr(quiz.kb, TABLE_OF[key]) if key in TABLE_OF else {}

    def shown(one: Any) -> str:
        return table[one].title if one in table else WORDS.get(one) or (f"{one:g}" if isinstance(one, float) else one)

    if isinstance(value, dict):
        return ", ".join(f"{shown(one)} {shown(each)}" for one, each in value.items()) or "not known"
    if isinstance(value, list):
        return "; ".join(map(shown, value)) or "none"
    return shown(value)
