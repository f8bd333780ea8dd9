"""Questions about what a person wants and can give: limits, goal, and the kind of days."""

from __future__ import annotations

from careerpath.engine.quiz_question import Option, Question
from careerpath.knowledge.base import KnowledgeBase

FIT_TRAITS = ("pressure", "puzzles", "routine", "people", "visible-effect")
"""Traits of `character` that are asked for; contact with patients is a limit."""
CONDITION_CHOICES = (
    ("night_shift", "Nights, weekends and holidays on a rota"),
    ("on_call", "On-call duty: being phoned at home"),
    ("patient_facing", "Contact with patients"),
)
STATES = [
    "AL",
    "AK",
    "AZ",
    "AR",
    "CA",
    "CO",
    "CT",
    "DE",
    "DC",
    "FL",
    "GA",
    "HI",
    "ID",
    "IL",
    "IN",
    "IA",
    "KS",
    "KY",
    "LA",
    "ME",
    "MD",
    "MA",
    "MI",
    "MN",
    "MS",
    "MO",
    "MT",
    "NE",
    "NV",
    "NH",
    "NJ",
    "NM",
    "NY",
    "NC",
    "ND",
    "OH",
    "OK",
    "OR",
    "PA",
    "RI",
    "SC",
    "SD",
    "TN",
    "TX",
    "UT",
    "VT",
    "VA",
    "WA",
    "WV",
    "WI",
    "WY",
]


def conditions_question() -> Question:
    return Question(
        id="conditions",
        kind="choices",
        many=True,
        text="Which of these would you not accept?",
        why="Roles that always mean it are ruled out and listed apart; where it varies you are told to ask.",
        help="Pick all that you refuse; pick none if everything is fine. Skip if you do not know yet.",
        choices=tuple(Option(value, label) for value, label in CONDITION_CHOICES),
    )


WHY_LIMITS = "It decides how long the way takes and what it may cost."


def hours_question() -> Question:
    return Question(
        id="hours",
        kind="number",
        low=0.5,
        high=80,
        unit="hours a week",
        text="How many hours a week can you study?",
        why=WHY_LIMITS,
        help="A normal week, not the best one. Between half an hour and 80.",
    )


def budget_question() -> Question:
    return Question(
        id="budget",
        kind="number",
        high=1_000_000,
        unit="dollars",
        text="How much can you spend on courses and exams in all?",
        why=WHY_LIMITS,
        help="Dollars, without cents: 1500. 0 means only what is free.",
    )


def state_question() -> Question:
    return Question(
        id="state",
        kind="choice",
        text="In which state do you want to work?",
        why="It is kept with your profile; wages here are national.",
        help="Two letters: OH for Ohio.",
        choices=tuple(Option(state, state) for state in STATES),
    )


def deadline_question() -> Question:
    return Question(
        id="deadline",
        kind="date",
        low=1,
        text="By when do you want to be in a new job?",
        why="Plans must end before this day.",
        help="A day (2028-06-30) or a number of months from today (18). Skip if there is no hurry.",
    )


LIMIT_QUESTIONS = (
    ("hours", hours_question),
    ("budget", budget_question),
    ("state", state_question),
    ("deadline", deadline_question),
)
"""Time, money, place."""


def goal_question() -> Question:
    return Question(
        id="goal",
        kind="entries",
        table="roles",
        text="Is there a job you already aim at?",
        why="You will see how far it is, even if it is not among the first three.",
        help="Type a few letters and pick one. Skip if you are open.",
    )


def fit_question(trait: str, kb: KnowledgeBase) -> Question:
    term = kb.vocabulary[trait]
    words = ("not at all", "rather not", "neither way", "rather yes", "very much")
    return Question(
        id=f"fit:{trait}",
        kind="choice",
        text=term.question or f"How much {term.title.lower()} do you want?",
        why=f"{term.meaning} A job of another kind gets a remark; it is never hidden in a score.",
        help=f"1 means days that are {term.low}; 5 means days that are {term.high}.",
        choices=tuple(Option(n, label) for n, label in enumerate(words, 1)),
    )
