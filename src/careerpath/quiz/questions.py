"""The questions of the quiz: which apply, in which order, with which choices, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, LooksLike
from careerpath.people import conditions
from careerpath.people.profile import US_STATES
from careerpath.record import Record, replace
from careerpath.rules.standing import Holding

Answers = Mapping[str, Any]
"""Question id -> value; None where the question was skipped. In the order of asking."""
Kind = Literal["entries", "choice", "choices", "number", "text", "date", "level"]
"""`entries`: one or more ids of a table, found by typing; `level`: a choice of 0-5; the others as they say."""
ASKED = (
    "roles",
    "years",
    "current",
    "education",
    "field",
    "conditions",
    "certifications",
    "earned",
    "days",
    "goal",
    "credits",
)
"""The start questions, in order; `_applies` says which a person gets."""
LATER = ("field", "licences", "hours", "budget", "deadline", "state")
"""Offered at the end: they change no role of the first three for most people, but plans and details."""
TABLE_OF = {
    "roles": "roles", "years": "roles", "current": "roles", "licences": "roles", "goal": "roles", "credits": "skills",
    "certifications": "certs", "earned": "certs", "days": "vocabulary",
}  # fmt: skip
"""Whose ids an answer is made of."""
LEVEL_WORDS = ("none", "novice", "advanced beginner", "competent", "proficient", "expert")
"""The Dreyfus scale, 0-5."""


class Option(Record):
    """One choice: the value that is kept, and its words."""

    value: Any
    label: str


class Question(Record):
    """One screen. `low`/`high` bound a number; `table` names where entries come from; `many` allows several.

    `each` lists ids that want one number or date apiece, in this order; the answer is a mapping. Of more than `short`
    choices the first `short` are shown, the others on request.
    """

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
    each: tuple[str, ...] = ()
    part: str = "start"
    short: int = 0

    @property
    def hidden(self) -> int:
        """How many choices are shown on request only."""
        return max(0, len(self.choices) - self.short) if self.short else 0


def _options(labels: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in dict(labels).items())


EDUCATION = _options({
    "none": "No school diploma",
    "high-school": "High school diploma or GED",
    "some-college": "Some college, no degree",
    "certificate": "A certificate or diploma from a college or trade school, no degree",
    "associate": "Associate degree (two years)",
    "bachelor": "Bachelor's degree (four years)",
    "master": "Master's degree",
    "doctorate": "Doctorate (MD, DO, PhD, PharmD, DNP ...)",
})  # fmt: skip
CONDITIONS = _options({one.limit: one.title for one in conditions.CONDITIONS})
QUESTIONS = {
    question.id: question
    for question in (
        Question(
            "roles", "entries", "Which jobs do you do now, or did you do before?",
            "What they have taught you is not asked again. If yours is not listed, pick the one most like it, or skip.",
            "Type a few letters (nurse, coder) and pick. Several are fine. Skip if you have not worked yet.",
            table="roles", many=True,
        ),
        Question(
            "years", "number", "How many years as {}?",
            "Under a year counts one level less, and some roles ask for practice.",
            "Half years are fine: 0.5. Count part-time as the share you worked. Several jobs: blanks between (6 2).",
            high=70, unit="years",
        ),
        Question(
            "education", "choice", "What is your highest finished education?",
            "Some employers ask for a degree; the others stay open.",
            "Finished only. What you are studying for now does not count yet.", EDUCATION,
        ),
        Question(
            "conditions", "choices", "Which of these would you not accept?",
            "Roles that always mean it are ruled out and listed apart; where it varies or is unknown, ask.",
            "Pick all that you refuse; pick none if everything is fine. Skip if you do not know yet.",
            CONDITIONS, many=True,
        ),
        Question(
            "certifications", "entries", "Which certifications do you hold?",
            "What an exam has shown is not asked again.",
            "Type a few letters (A+, Security, RHIT) and pick. Skip if you hold none.", table="certs", many=True,
        ),
        Question(
            "earned", "date", "When did you pass {}?",
            "Many certifications expire; the date says whether it still counts.",
            "2024, 2024-05 or 2024-05-17; without a day the first is taken. Several: blanks between, 0 for not known.",
            low=-1,
        ),
        Question(
            "days", "choices", "What would you like in a working day?",
            "A job that is different gets a remark; the order of the roles stays the same.",
            "Pick what matters to you, as many as you like. What you leave out is not held against any job.", many=True,
        ),
        Question(
            "goal", "entries", "Is there a job you already aim at?",
            "You will see how far it is, even if it is not among the first three.",
            "Type a few letters and pick one. Skip if you are open.", table="roles",
        ),
        Question(
            "credits", "choices", "Your jobs and certifications let us assume these levels. Which are wrong?",
            "You are not asked about them. Those shown first matter most for your next roles.",
            "1 is novice, 5 expert. Pick those that are wrong; you can then set them. Pick none if all fit.",
            many=True, short=8,
        ),
        Question(
            "current", "choices", "Which of these do you do now?",
            "Pay and seniority are compared with your present job.",
            "Pick none if you are between jobs; the first one is then taken for comparison.", many=True,
        ),
        Question(
            "field", "text", "In which field is your degree?", "A few roles ask for a degree in a certain field.",
            "Pick from the list or type your own, for example: history.", high=120, short=8,
        ),
        Question(
            "licences", "choices", "Do you hold one of these licences?",
            "A few roles are open to licensed people only. What your jobs require is taken as held.",
            "Licences that are valid now. Pick none if you hold none of them.", many=True,
        ),
        Question(
            "hours", "number", "How many hours a week can you study?",
            "It decides how long the way takes. Six are assumed if you do not say.",
            "A normal week, not the best one. Between half an hour and 80.", low=0.5, high=80, unit="hours a week",
        ),
        Question(
            "budget", "number", "How much can you spend on courses and exams in all?", "Plans stay within it.",
            "Dollars, without cents: 1500. 0 means only what is free.", high=1_000_000, unit="dollars",
        ),
        Question(
            "deadline", "date", "By when do you want to be in a new job?", "Plans must end before this day.",
            "A day (2028-06-30) or a number of months from today (18). Skip if there is no hurry.", low=1,
        ),
        Question(
            "state", "text", "In which state do you want to work?",
            "Wages of that state are shown where they are known, else national ones.", "Two letters: OH for Ohio.",
            _options((code, code) for code in US_STATES), high=2, short=8,
        ),
    )
}  # fmt: skip


MORE = "more"
"""The choice that shows the other choices."""
FOUND = 8
"""Entries of a table that a search lists."""


def shown_choices(question: Question) -> tuple[Option, ...]:
    """What a face lists at first: all choices, or some and one that shows the others."""
    if not question.hidden:
        return question.choices
    return (*question.choices[: question.short], Option(MORE, f"Show the other {question.hidden}"))


def matches(question: Question, typed: str, kb: KnowledgeBase) -> tuple[Option, ...]:
    """The choices with a word that begins like what was typed; of a table, the entries whose names are nearest."""
    if question.table:
        from careerpath.knowledge.search import search

        table = getattr(kb, question.table)
        return tuple(Option(entry, table[entry].title) for _, entry in search(typed, table, limit=FOUND))
    wanted = f" {typed.casefold().strip()}"
    return tuple(option for option in question.choices if wanted in f" {option.label.casefold()}")


def start_questions(answers: Answers, kb: KnowledgeBase, credits: Mapping[str, Holding]) -> Iterator[str]:
    """Ids of the start questions that apply, in order; later ones depend on earlier answers."""
    return (name for name in ASKED if _applies(name, answers, kb, credits))


def later_questions(answers: Answers, kb: KnowledgeBase) -> Iterator[str]:
    """Ids of the questions that nobody is asked, but that can be answered at the end."""
    return (name for name in LATER if _applies(name, answers, kb, {}, later=True))


def _applies(
    name: str, answers: Answers, kb: KnowledgeBase, credits: Mapping[str, Holding], *, later: bool = False
) -> bool:
    held = answers.get("roles") or ()
    if name == "years":
        return bool(held)
    if name == "current":
        return len(held) > 1
    if name == "field":
        return has_degree(answers) and later == (implied_field(held, kb) is not None)
    if name == "earned":
        return bool(answers.get("certifications"))
    if name == "licences":
        return any(_licences(kb))
    if name == "days":  # a classification does not say what its days are like
        return not kb.near and any(_signs(kb))
    return bool(credits) if name == "credits" else True


def has_degree(answers: Answers) -> bool:
    return EDUCATION_ORDER.index(answers.get("education") or "none") >= EDUCATION_ORDER.index("associate")


def implied_field(held: Iterable[str], kb: KnowledgeBase) -> str | None:
    """The field of study without which nobody gets one of these jobs, such as nursing; None if there is none."""
    for role in held:
        for gate in kb.roles[role].gates:
            if gate.kind == "degree" and gate.strength == "required" and gate.fields:
                return gate.fields[0]
    return None


def _licences(kb: KnowledgeBase) -> Iterator[str]:
    """Roles whose licence some gate asks for, again and again."""
    return (gate.licence for role in kb.roles.values() for gate in role.gates if gate.licence)


def _signs(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    return ((term.id, term.title) for term in kb.vocabulary.values() if term.group == "sign")


def make_question(name: str, answers: Answers, kb: KnowledgeBase, credits: Mapping[str, Holding]) -> Question:
    """The question of that id as it reads after these answers. Raises KeyError for an id that is none."""
    kind, _, entry = name.partition(":")
    if kind == "skill":
        held = credits.get(entry)
        return _skill(entry, kb, held.level if held else 0)
    question = QUESTIONS[name]
    if name in ("years", "earned"):
        return _one_each(question, answers.get("roles" if name == "years" else "certifications") or (), kb)
    return replace(question, choices=_choices(question, answers, kb, credits))


def _one_each(question: Question, held: Sequence[str], kb: KnowledgeBase) -> Question:
    """The same question for one thing or for several on one screen; `{}` in its text is for the first."""
    titles = [getattr(kb, TABLE_OF[question.id])[one].title for one in held]
    text = question.text.format(titles[0])
    if len(titles) > 1:
        listed = "; ".join(f"{n}. {title}" for n, title in enumerate(titles, 1))
        text = f"{question.text.format(listed)} Give {len(titles)} in this order."
    return replace(question, text=text, each=tuple(held))


def _choices(
    question: Question, answers: Answers, kb: KnowledgeBase, credits: Mapping[str, Holding]
) -> tuple[Option, ...]:
    """What can be picked; of the credits, by level, first those that come first in `credits`."""
    match question.id:
        case "current":
            return _options((role, kb.roles[role].title) for role in answers.get("roles") or ())
        case "field":
            fields = {field for role in kb.roles.values() for gate in role.gates for field in gate.fields}
            return _options((name, name) for name in sorted(fields))
        case "licences":
            return _options((role, kb.roles[role].title) for role in sorted(set(_licences(kb))))
        case "days":
            return _options(_signs(kb))
        case "credits":
            first = sorted(list(credits)[: question.short], key=lambda skill: -credits[skill].level)
            rest = sorted(credits.keys() - first, key=lambda skill: (-credits[skill].level, kb.skills[skill].title))
            levels = {skill: credits[skill].level for skill in (*first, *rest)}
            return _options((s, f"{kb.skills[s].title}: {n} {LEVEL_WORDS[n]}") for s, n in levels.items())
    return question.choices


PLAIN_LEVELS = LooksLike(
    novice="have learned about it, not done it", competent="do it alone", expert="others come to me with it"
)
"""What the levels look like in a skill that was imported and does not say."""


def _skill(skill: str, kb: KnowledgeBase, credited: int) -> Question:
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
        f"skill:{skill}", "level", entry.question,
        f"{entry.title}: the answer can change your first three roles.{known}",
        f"{entry.definition} If two levels fit, take the lower one. Skip if you are not sure.",
        tuple(Option(level, label) for level, label in enumerate(labels)), high=5, part="skills",
    )  # fmt: skip
