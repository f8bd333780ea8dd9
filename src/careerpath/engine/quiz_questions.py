"""The questions of the quiz as values: what is asked, with which choices, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Literal

from careerpath.engine.standing import Holding
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER
from careerpath.record import Record

Kind = Literal["entries", "choice", "choices", "number", "text", "date", "level"]
"""`entries`: one or more ids of a table, found by typing; `level`: a choice of 0-5; the others as they say."""
Answers = Mapping[str, Any]
"""Question id -> value; None where the question was skipped. In the order of asking."""
FIT_TRAITS = ("pressure", "puzzles", "routine", "people", "visible-effect")
CONDITION_CHOICES = (
    ("night_shift", "Nights, weekends and holidays on a rota"),
    ("on_call", "On-call duty: being phoned at home"),
    ("patient_facing", "Contact with patients"),
)
EDUCATION_WORDS = {
    "none": "No school diploma",
    "high-school": "High school diploma or GED",
    "some-college": "Some college, a certificate or a trade school, no degree",
    "associate": "Associate degree (two years)",
    "bachelor": "Bachelor's degree (four years)",
    "master": "Master's degree",
    "doctorate": "Doctorate (MD, DO, PhD, PharmD, DNP ...)",
}
LEVEL_WORDS = ("none", "novice", "advanced beginner", "competent", "proficient", "expert")
"""The Dreyfus scale, 0-5."""
STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY"
).split()


class Option(Record):
    """One choice: the value that is kept, and its words."""

    value: Any
    label: str


class Question(Record):
    """One screen. `low`/`high` bound a number; `table` names where entries come from; `many` allows several."""

    id: str
    kind: Kind
    text: str
    why: str
    help: str
    choices: tuple[Option, ...] = ()
    low: float = 0.0
    high: float = 0.0
    unit: str = ""
    table: str = ""
    many: bool = False
    part: str = "start"


def start_questions(answers: Answers, kb: KnowledgeBase, credits: Mapping[str, Holding]) -> Iterator[Question]:
    """The start questions that apply, in order; later ones depend on earlier answers."""
    yield roles_question()
    held = list(answers.get("roles") or ())
    if len(held) > 1:
        yield current_question(held, kb)
    for role in held:
        yield years_question(role, kb)
    yield education_question()
    if EDUCATION_ORDER.index(answers.get("education") or "none") >= EDUCATION_ORDER.index("associate"):
        yield field_question(kb)
    yield conditions_question()
    if not any(implies_licence(role, kb) for role in held) and licence_roles(kb):
        yield licences_question(kb)
    yield certifications_question()
    for cert in answers.get("certifications") or ():
        yield earned_question(cert, kb)
    yield from limit_questions()
    yield goal_question()
    for trait in FIT_TRAITS:
        if trait in kb.vocabulary:
            yield fit_question(trait, kb)
    if credits:
        yield credits_question(credits, kb)


def roles_question() -> Question:
    return Question(
        id="roles",
        kind="entries",
        table="roles",
        many=True,
        text="Which jobs do you do now, or did you do before? The present one first.",
        why="What a job has taught you is credited, so nobody asks you about it.",
        help="Type a few letters (nurse, help desk, coder) and pick. Several are fine. Skip if you have not worked yet.",
    )


def current_question(held: list[str], kb: KnowledgeBase) -> Question:
    return Question(
        id="current",
        kind="choices",
        many=True,
        text="Which of these do you do now?",
        why="Pay and seniority are compared with your present job.",
        help="Pick none if you are between jobs; the first one is then taken for comparison.",
        choices=tuple(Option(role, kb.roles[role].title) for role in held),
    )


def years_question(role: str, kb: KnowledgeBase) -> Question:
    return Question(
        id=f"years:{role}",
        kind="number",
        high=70,
        unit="years",
        text=f"How many years as {kb.roles[role].title}?",
        why="Under a year counts one level less, and some roles ask for practice.",
        help="Half years are fine: 0.5. Count part-time as the share you worked.",
    )


def education_question() -> Question:
    return Question(
        id="education",
        kind="choice",
        text="What is your highest finished education?",
        why="Some employers ask for a degree; the others stay open.",
        help="Finished only. What you are studying for now does not count yet.",
        choices=tuple(Option(level, EDUCATION_WORDS[level]) for level in EDUCATION_ORDER),
    )


def field_question(kb: KnowledgeBase) -> Question:
    found = sorted({field for role in kb.roles.values() for gate in role.gates for field in gate.fields})
    return Question(
        id="field",
        kind="text",
        high=120,
        text="In which field is your degree?",
        why="A few roles ask for a degree in a certain field.",
        help="Pick from the list or type your own, for example: history.",
        choices=tuple(Option(field, field) for field in found),
    )


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


def licence_roles(kb: KnowledgeBase) -> tuple[str, ...]:
    """Roles whose licence some gate asks for."""
    return tuple(sorted({g.licence for role in kb.roles.values() for g in role.gates if g.licence}))


def implies_licence(role: str, kb: KnowledgeBase) -> bool:
    return any(g.kind == "licence" and g.firm for g in kb.roles[role].gates)


def licences_question(kb: KnowledgeBase) -> Question:
    return Question(
        id="licences",
        kind="choices",
        many=True,
        text="Do you hold one of these licences?",
        why="A few roles are open to licensed people only.",
        help="Licences that are valid now. Pick none if you hold none of them.",
        choices=tuple(Option(role, kb.roles[role].title) for role in licence_roles(kb)),
    )


def certifications_question() -> Question:
    return Question(
        id="certifications",
        kind="entries",
        table="certs",
        many=True,
        text="Which certifications do you hold?",
        why="What an exam has shown need not be asked.",
        help="Type a few letters (A+, Security, RHIT) and pick. Skip if you hold none.",
    )


def earned_question(cert: str, kb: KnowledgeBase) -> Question:
    return Question(
        id=f"earned:{cert}",
        kind="date",
        low=-1,
        text=f"When did you pass {kb.certs[cert].title}?",
        why="Many certifications expire; the date says whether it still counts.",
        help="Year, or year and month, or the day: 2024, 2024-05, 2024-05-17. The first day is taken if you leave it out.",
    )


def limit_questions() -> Iterator[Question]:
    """Time, money, place."""
    ask = partial(Question, why="It decides how long the way takes and what it may cost.")
    yield ask(
        id="hours",
        kind="number",
        low=0.5,
        high=80,
        unit="hours a week",
        text="How many hours a week can you study?",
        help="A normal week, not the best one. Between half an hour and 80.",
    )
    yield ask(
        id="budget",
        kind="number",
        high=1_000_000,
        unit="dollars",
        text="How much can you spend on courses and exams in all?",
        help="Dollars, without cents: 1500. 0 means only what is free.",
    )
    yield Question(
        id="state",
        kind="choice",
        text="In which state do you want to work?",
        why="It is kept with your profile; wages here are national.",
        help="Two letters: OH for Ohio.",
        choices=tuple(Option(state, state) for state in STATES),
    )
    yield Question(
        id="deadline",
        kind="date",
        low=1,
        text="By when do you want to be in a new job?",
        why="Plans must end before this day.",
        help="A day (2028-06-30) or a number of months from today (18). Skip if there is no hurry.",
    )


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
    words = ("1, not at all", "2", "3, neither way", "4", "5, very much")
    return Question(
        id=f"fit:{trait}",
        kind="choice",
        text=term.question or f"How much {term.title.lower()} do you want?",
        why=f"{term.meaning} A job of another kind gets a remark; it is never hidden in a score.",
        help=f"1 means days that are {term.low}; 5 means days that are {term.high}.",
        choices=tuple(Option(n, label) for n, label in enumerate(words, 1)),
    )


def credits_question(credits: Mapping[str, Holding], kb: KnowledgeBase) -> Question:
    listed = sorted(credits.items(), key=lambda pair: (-pair[1].level, kb.skills[pair[0]].title))
    return Question(
        id="credits",
        kind="choices",
        many=True,
        text="Your jobs and certifications let us assume these levels. Which are wrong?",
        why="You are not asked about what you surely know, but you can correct it.",
        help="Levels run from 1 novice to 5 expert. Pick those that are wrong; you can then set them. Pick none if all fit.",
        choices=tuple(
            Option(skill, f"{kb.skills[skill].title}: {held.level} {LEVEL_WORDS[held.level]}") for skill, held in listed
        ),
    )


def skill_question(skill: str, kb: KnowledgeBase, credited: int = 0) -> Question:
    """What each level looks like comes from the skill's own words."""
    entry = kb.skills[skill]
    looks = entry.looks_like
    labels = (
        "not at all",
        f"novice: {looks.novice}",
        "advanced beginner: with help, or by following instructions",
        f"competent: {looks.competent}",
        "proficient: also when it is unusual, and helps others",
        f"expert: {looks.expert}",
    )
    known = f" Your work lets us assume {credited}." if credited else ""
    return Question(
        id=f"skill:{skill}",
        kind="level",
        high=5,
        text=entry.question,
        why=f"{entry.title}: the answer can change your first three roles.{known}",
        help=f"{entry.definition} If two levels fit, take the lower one. Skip if you are not sure.",
        choices=tuple(Option(level, label) for level, label in enumerate(labels)),
        part="skills",
    )
