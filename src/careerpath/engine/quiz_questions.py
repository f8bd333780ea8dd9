"""The questions of the quiz: which apply, in which order, with which choices, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from careerpath.engine.quiz_question import Option, Question
from careerpath.engine.quiz_wishes import FIT_TRAITS, LIMIT_QUESTIONS, conditions_question, fit_question, goal_question
from careerpath.engine.standing import Holding
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, LooksLike

Answers = Mapping[str, Any]
"""Question id -> value; None where the question was skipped. In the order of asking."""
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


Asked = tuple[str, Callable[[], Question]]
"""Id of a question that applies, and how to make it."""


def start_questions(answers: Answers, kb: KnowledgeBase, credits: Mapping[str, Holding]) -> Iterator[Asked]:
    """The start questions that apply, in order; later ones depend on earlier answers."""
    yield "roles", roles_question
    held = list(answers.get("roles") or ())
    if len(held) > 1:
        yield "current", lambda: current_question(held, kb)
    for role in held:
        yield f"years:{role}", partial(years_question, role, kb)
    yield "education", education_question
    if EDUCATION_ORDER.index(answers.get("education") or "none") >= EDUCATION_ORDER.index("associate"):
        yield "field", lambda: field_question(kb)
    yield "conditions", conditions_question
    if not any(implies_licence(role, kb) for role in held) and next(licence_roles(kb), None):
        yield "licences", lambda: licences_question(kb)
    yield "certifications", certifications_question
    for cert in answers.get("certifications") or ():
        yield f"earned:{cert}", partial(earned_question, cert, kb)
    yield from LIMIT_QUESTIONS
    yield "goal", goal_question
    for trait in FIT_TRAITS:
        if trait in kb.vocabulary:
            yield f"fit:{trait}", partial(fit_question, trait, kb)
    if credits:
        yield "credits", lambda: credits_question(credits, kb)


def roles_question() -> Question:
    return Question(
        id="roles",
        kind="entries",
        table="roles",
        many=True,
        text="Which jobs do you do now, or did you do before? The present one first.",
        why="What a job has taught you is credited, so nobody asks you about it.",
        help="Type a few letters (nurse, coder) and pick. Several are fine. Skip if you have not worked yet.",
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


def licence_roles(kb: KnowledgeBase) -> Iterator[str]:
    """Roles whose licence some gate asks for, again and again."""
    return (g.licence for role in kb.roles.values() for g in role.gates if g.licence)


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
        choices=tuple(Option(role, kb.roles[role].title) for role in sorted(set(licence_roles(kb)))),
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
        help="2024, 2024-05 or 2024-05-17. Where you leave out the day, the first is taken.",
    )


def credits_question(credits: Mapping[str, Holding], kb: KnowledgeBase) -> Question:
    listed = sorted(credits.items(), key=lambda pair: (-pair[1].level, kb.skills[pair[0]].title))
    return Question(
        id="credits",
        kind="choices",
        many=True,
        text="Your jobs and certifications let us assume these levels. Which are wrong?",
        why="You are not asked about what you surely know, but you can correct it.",
        help="1 is novice, 5 expert. Pick those that are wrong; you can then set them. Pick none if all fit.",
        choices=tuple(
            Option(skill, f"{kb.skills[skill].title}: {held.level} {LEVEL_WORDS[held.level]}") for skill, held in listed
        ),
    )


PLAIN_LEVELS = LooksLike(
    novice="have learned about it, not done it", competent="do it alone", expert="others come to me with it"
)
"""What the levels look like in a skill that was imported and does not say."""


def skill_question(skill: str, kb: KnowledgeBase, credited: int = 0) -> Question:
    """What each level looks like comes from the skill's own words."""
    entry = kb.skills[skill]
    looks = entry.looks_like or PLAIN_LEVELS
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
