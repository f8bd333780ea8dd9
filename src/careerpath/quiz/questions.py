"""The questions of the quiz: which apply, in which order, with which choices, and why."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, Literal

from careerpath.knowledge.base import OCCUPATION, UNKNOWN, KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, LooksLike
from careerpath.knowledge.search import fold, names, slug_of
from careerpath.people import conditions
from careerpath.people.ehr import TITLES as EHR_TITLES
from careerpath.people.profile import US_STATES
from careerpath.record import Record, replace
from careerpath.rules.situation import STUDENTS, is_of_hospital, licences_asked_for, licences_of
from careerpath.rules.standing import COMPUTERS, Holding

Answers = Mapping[str, Any]
"""Question id -> value; None where the question was skipped. In the order of asking."""
QuestionKind = Literal["entries", "choice", "choices", "number", "text", "date", "level"]
"""`entries`: one or more ids of a table, found by typing; `level`: a choice of 0-5; the others as they say."""
ASKED = (
    "roles",
    "years",
    "current",
    "ended",
    "education",
    "field",
    "licence_now",
    "pay_now",
    "in_hospital",
    "conditions",
    "certifications",
    "earned",
    "credits",
)
"""The start questions, in order; `_applies` says which a person gets."""
LATER = ("goal", "days", "ehr", "field", "licences", "hours", "budget", "deadline", "state", "pay_floor")
"""Offered at the end: they change no role of the first three for most people, but plans and details."""
TABLE_OF = {
    "roles": "roles", "years": "roles", "current": "roles", "ended": "roles", "licences": "roles", "goal": "roles",
    "credits": "skills",
    "certifications": "certs", "earned": "certs", "days": "vocabulary",
}  # fmt: skip
"""Whose ids an answer is made of."""
NO_WORK = "none-"
"""Before the id of a state without paid work."""
LIST = "some:"
"""Before the number of a list of skills, its id as a question."""
LEVELS_OF = "levels:"
"""Before the number of a screen on which several levels are corrected at once, its id as a question."""
CORRECTED = 8
"""Levels that are corrected on one screen."""
ALL_VALID, NONE_VALID, ABROAD = "valid", "lapsed", "abroad"
"""What can be said of a license."""
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
    kind: QuestionKind
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
    assumed: Any = None
    """What the answers before let us assume: there the cursor begins."""

    @property
    def hidden(self) -> int:
        """How many choices are shown on request only."""
        if not self.short:
            return 0
        return max(0, len(self.choices) - self.short)


def _options(labels: Mapping[Any, str] | Iterable[tuple[Any, str]]) -> tuple[Option, ...]:
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
CONDITIONS = _options({condition.limit: condition.title for condition in conditions.CONDITIONS})
STATES = _options(dict(zip(US_STATES, US_STATES)))
EHRS = _options(EHR_TITLES)
QUESTIONS = {
    question.id: question
    for question in (
        Question(
            "roles", "entries", "Which jobs do you do now, or did you do before?",
            "What they have taught you is not asked again. Any job counts, and so does time at home or at school.",
            "Type a job in your own words (nurse, truck driver, 68W, ama de casa) and pick. Several are fine.",
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
            "2024, 2024-05 or May 2024; without a day the first is taken. Several: blanks between, 0 for not known.",
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
            "Pay is compared with your present job, and the first steps fit it.",
            "Pick none if you are between jobs; nothing is then compared.", many=True,
        ),
        Question(
            "ended", "date", "About when did you stop? {}",
            "What a job has taught fades after some years.",
            "A year is enough: 2019, 2019-06 or June 2019. Several: blanks between, 0 for not known.", low=-1,
        ),
        Question(
            "licence_now", "choice", "Is your license ({}) valid in the United States now?",
            "A few roles are open to licensed people only; the others do not mind.",
            "What you know counts either way. Skip if you are not sure.",
        ),
        Question(
            "pay_now", "number", "What do you earn now, before tax? You can skip this.",
            "A role that pays less than that is marked and stands lower.",
            "Dollars a year (38000), or an hour (18.50). Left out: what your job usually pays.",
            high=2_000_000, unit="dollars a year or an hour",
        ),
        Question(
            "in_hospital", "choice", "Do you work in a hospital or clinic now?",
            "From inside you can ask people and see posts that outsiders do not.",
            "Any job there counts: kitchen, desk, security, cleaning.",
            _options([(True, "Yes, in a hospital, clinic or health system"), (False, "No, somewhere else")]),
        ),
        Question(
            "field", "text", "In which field is your degree?", "A few roles ask for a degree in a certain field.",
            "Pick from the list or type your own, for example: history.", high=120, short=8,
        ),
        Question(
            "licences", "choices", "Do you hold one of these licences?",
            "A few roles are open to licensed people only. What your jobs require is taken as held.",
            "Licenses that are valid now. Pick none if you hold none of them.", many=True,
        ),
        Question(
            "ehr", "choices", "Which electronic health records have you worked in?",
            "Teams that build or teach them ask this first. It ranks nothing; titles to search for fit it.",
            "Pick all that you have used at work. Pick none if you have used none.", EHRS, many=True,
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
            "A day (2028-06-30), a month (June 2028) or months from today (18). Skip if there is no hurry.", low=1,
        ),
        Question(
            "state", "text", "In which state do you want to work?",
            "Wages of that state are shown where they are known, else national ones.", "Two letters: OH for Ohio.",
            STATES, high=2, short=8,
        ),
        Question(
            "pay_floor", "number", "What must a job pay at least?", "Roles that are known to pay less are left out.",
            "Dollars a year (45000), or an hour (22). Skip if you are flexible.",
            high=2_000_000, unit="dollars a year or an hour",
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
    if question.id == "roles" and not kb.near:
        return job_options(typed, kb)
    if question.table:
        from careerpath.knowledge.search import search

        table = getattr(kb, question.table)
        nearest = search(typed, table, limit=FOUND)
        return tuple(Option(entry, table[entry].title) for _, entry in nearest)
    wanted = f" {typed.casefold().strip()}"
    return tuple(option for option in question.choices if wanted in f" {option.label.casefold()}")


def job_options(typed: str, kb: KnowledgeBase) -> tuple[Option, ...]:
    """The jobs that the words may mean, nearest first; a job of hospital IT also as it is done elsewhere."""
    from careerpath.people.held_jobs import held_as, role_of_words
    from careerpath.people.job_words import names_hospital
    from careerpath.people.jobs import while_typing

    is_here = names_hospital(typed)
    labels: dict[str, str] = {}  # of two readings that are one job the nearer gives the words
    for job in while_typing(typed, kb).found:
        role = role_of_words(typed, kb) if job.kind == "military" else held_as(job, kb)
        if job.kind == "role" and role != job.id and is_here:
            labels.setdefault(job.id, f"{job.title}, in a hospital or health system")
        elif job.kind == "role" and role != job.id:
            labels.setdefault(role, f"{job.title}, outside health care")
            labels.setdefault(job.id, f"{job.title}, in a hospital or health system")
        elif role and not role.startswith(UNKNOWN):
            labels.setdefault(role, _job_label(job.title, job.matched))
    return _options(labels)[:FOUND]


def _job_label(title: str, matched: str) -> str:
    """The title, and the name that matched where it is another one."""
    if matched.casefold() in title.casefold():
        return title
    return f"{title} ({matched})"


def is_sure(typed: str, kb: KnowledgeBase) -> bool:
    """True if these words for a job leave no doubt, so that it need not be picked from a list."""
    from careerpath.people.job_words import names_hospital
    from careerpath.people.jobs import while_typing

    answer = while_typing(typed, kb)
    if answer.found and _is_hospital_it(answer.found[0].id, kb) and not names_hospital(typed):
        return False  # in a hospital or elsewhere?
    return answer.is_sure


def _is_hospital_it(job: str, kb: KnowledgeBase) -> bool:
    return job in kb.roles and kb.roles[job].kind == "hospital-it"


def is_named(question: Question, typed: str, kb: KnowledgeBase) -> bool:
    """True if the first of the matches goes by these words, or a name of it begins so: it may stand preselected."""
    if question.id == "roles" and not kb.near:
        return _is_job_named(typed, kb)
    if not question.table:
        return True
    nearest = matches(question, typed, kb)
    if not nearest:
        return False
    entry = getattr(kb, question.table)[nearest[0].value]
    return any(name.startswith(fold(typed)) for name in names(entry))


def _is_job_named(typed: str, kb: KnowledgeBase) -> bool:
    """The same of jobs; one with computers only by its very name: too many of their names begin alike."""
    from careerpath.people.jobs import BEGINS_SO, while_typing

    answer = while_typing(typed, kb)
    if answer.is_exact or not answer.found:
        return answer.is_exact
    first = answer.found[0]
    if first.soc.startswith(COMPUTERS) or (first.kind == "role" and _is_hospital_it(first.id, kb)):
        return False
    return first.why == BEGINS_SO


def as_typed(question: Question, typed: str) -> Option | None:
    """The choice that keeps the words of a job that is not in the list."""
    slug = slug_of(typed)
    if question.id != "roles" or not slug:
        return None
    return Option(UNKNOWN + slug, f'Mine is not here: go on with "{" ".join(typed.split())}"')


def start_questions(answers: Answers, kb: KnowledgeBase, credits: Mapping[str, Holding]) -> Iterator[str]:
    """Ids of the start questions that apply, in order; later ones depend on earlier answers."""
    return (name for name in ASKED if _applies(name, answers, kb, credits))


def later_questions(answers: Answers, kb: KnowledgeBase) -> Iterator[str]:
    """Ids of the questions that nobody is asked, but that can be answered at the end."""
    return (name for name in LATER if _applies(name, answers, kb, {}, later=True))


def _applies(
    name: str, answers: Answers, kb: KnowledgeBase, credits: Mapping[str, Holding], *, later: bool = False
) -> bool:
    """True if the question makes sense after these answers. Asks that are not named here make sense for everybody."""
    held = paid(answers)
    if name in ("years", "current"):
        return bool(held)
    if name == "ended":
        return bool(jobs_that_ended(answers))
    if name == "licence_now":
        return bool(licences_of(held, kb))
    if name == "pay_now":
        return bool(_working_now(answers))
    if name == "in_hospital":  # the job itself may say it
        now = _working_now(answers)
        return bool(now) and not any(is_of_hospital(kb.roles[role]) for role in now)
    if name == "ehr":
        return any(is_of_hospital(kb.roles[role]) for role in held)
    if name == "field":  # where the job leaves no other field, it can be changed at the end
        return has_degree(answers) and later == (implied_field(held, kb) is not None)
    if name == "earned":
        return bool(answers.get("certifications"))
    if name == "licences":
        return bool(licences_asked_for(kb))
    if name == "days":  # a classification does not say what its days are like
        return not kb.near and bool(_signs(kb))
    if name == "credits":
        return bool(credits)
    return True


def _working_now(answers: Answers) -> tuple[str, ...]:
    """The jobs of now that are paid work."""
    return tuple(role for role in jobs_now(answers) if role not in STUDENTS)


def paid(answers: Answers) -> tuple[str, ...]:
    """The jobs among what was answered; time at home or at school is none."""
    return tuple(role for role in answers.get("roles") or () if not role.startswith(NO_WORK))


def jobs_now(answers: Answers) -> tuple[str, ...]:
    """The jobs that are done now: as answered; where it was not, the first."""
    held, now = paid(answers), answers.get("current")
    if now is None:
        return held[:1]
    if isinstance(now, bool):  # of one job it is asked with a yes and a no
        return held if now else ()
    return tuple(role for role in held if role in now)


def jobs_that_ended(answers: Answers) -> tuple[str, ...]:
    """The jobs of which it was answered that they are not done now."""
    if answers.get("current") is None:
        return ()
    now = jobs_now(answers)
    return tuple(role for role in paid(answers) if role not in now and role not in STUDENTS)


def listed_skills(answers: Answers) -> dict[str, bool]:
    """Every skill that stood in a list, with whether it was picked."""
    return _all_given(LIST, answers)


def picked_skills(answers: Answers) -> tuple[str, ...]:
    """The skills that were picked in a list: there is at least a little of them."""
    return tuple(skill for skill, is_picked in listed_skills(answers).items() if is_picked)


def has_degree(answers: Answers) -> bool:
    return EDUCATION_ORDER.index(answers.get("education") or "none") >= EDUCATION_ORDER.index("associate")


def implied_field(held: Iterable[str], kb: KnowledgeBase) -> str | None:
    """The field of study without which nobody gets one of these jobs, such as nursing; None if there is none."""
    for role in held:
        for gate in kb.roles[role].gates:
            if gate.kind == "degree" and gate.strength == "required" and gate.fields:
                return gate.fields[0]
    return None


def _signs(kb: KnowledgeBase) -> dict[str, str]:
    """Title by id of what can be liked about a day at work."""
    return {term.id: term.title for term in kb.vocabulary.values() if term.group == "sign"}


def make_question(name: str, answers: Answers, kb: KnowledgeBase, credits: Mapping[str, Holding]) -> Question:
    """The question of that id as it reads after these answers. Raises KeyError for an id that is none."""
    kind, _, entry = name.partition(":")
    if name.startswith(LEVELS_OF):
        return levels_question(name, answers, kb)
    if kind == "skill":
        credited = credits[entry].level if entry in credits else 0
        return _skill(entry, kb, credited)
    question = QUESTIONS[name]
    if name in ASKED_OF_EACH:
        return _one_each(question, ASKED_OF_EACH[name](answers), kb)
    if name == "current" and len(paid(answers)) == 1:
        return _still_there(question, kb.roles[paid(answers)[0]].title)
    if name == "licence_now":
        licences = _titles_of(licences_of(paid(answers), kb), kb)
        question = replace(question, text=question.text.format(", ".join(licences.values())))
    return replace(question, choices=_choices(question, answers, kb, credits))


def _certifications(answers: Answers) -> tuple[str, ...]:
    return tuple(answers.get("certifications") or ())


ASKED_OF_EACH = {"years": paid, "ended": jobs_that_ended, "earned": _certifications}
"""Questions that want an answer for each of several things -> these things."""


def _titles_of(roles: Iterable[str], kb: KnowledgeBase) -> dict[str, str]:
    """Role -> its title, in their order."""
    return {role: kb.roles[role].title for role in roles}


def _still_there(question: Question, title: str) -> Question:
    """For one job the same question with a yes and a no."""
    choices = _options([(True, "Yes, now"), (False, "No, not now")])
    text, note = f"{title}: do you do this job now?", "Say no if you are between jobs."
    return replace(question, kind="choice", text=text, help=note, choices=choices, many=False)


def _one_each(question: Question, entries: Sequence[str], kb: KnowledgeBase) -> Question:
    """The same question for one thing or for several on one screen; `{}` in its text is for the first."""
    table = getattr(kb, TABLE_OF[question.id])
    titles = [_one_of(table[entry].title, entry) for entry in entries]
    text = question.text.format(titles[0])
    if len(titles) > 1:
        text = f"{question.text.format(_numbered(titles))} Give {len(titles)} in this order."
    return replace(question, text=text, each=tuple(entries))


def _one_of(title: str, entry: str) -> str:
    """Of an occupation, whose title names many, the title of one person."""
    if not entry.startswith(OCCUPATION):
        return title
    from careerpath.people.job_words import one_of

    return one_of(title)


def _numbered(titles: Iterable[str]) -> str:
    return "; ".join(f"{number}. {title}" for number, title in enumerate(titles, 1))


def _choices(
    question: Question, answers: Answers, kb: KnowledgeBase, credits: Mapping[str, Holding]
) -> tuple[Option, ...]:
    """What can be picked: fixed choices, or entries of the knowledge that fit the answers."""
    match question.id:
        case "current":
            return _options(_titles_of(paid(answers), kb))
        case "roles":
            return _usual_jobs(kb)
        case "certifications" | "goal":
            entries = sorted(getattr(kb, question.table).values(), key=attrgetter("title"))
            return tuple(Option(entry.id, entry.title) for entry in entries)
        case "licence_now":
            return _licence_choices(licences_of(paid(answers), kb), kb)
        case "field":
            fields = sorted(_fields_asked_for(kb))
            return _options(dict(zip(fields, fields)))
        case "licences":
            return _options(_titles_of(sorted(licences_asked_for(kb)), kb))
        case "days":
            return _options(_signs(kb))
        case "credits":
            return _credit_choices(question.short, credits, kb)
    return question.choices


def _fields_asked_for(kb: KnowledgeBase) -> set[str]:
    """Every field of study that a gate of any role asks for."""
    fields: set[str] = set()
    for role in kb.roles.values():
        for gate in role.gates:
            fields.update(gate.fields)
    return fields


def _credit_choices(short: int, credits: Mapping[str, Holding], kb: KnowledgeBase) -> tuple[Option, ...]:
    """The credited levels, the highest first; those that are shown at first are the first ones of `credits`."""
    first = sorted(list(credits)[:short], key=lambda skill: -credits[skill].level)
    rest = sorted(credits.keys() - first, key=lambda skill: (-credits[skill].level, kb.skills[skill].title))
    options = []
    for skill in (*first, *rest):
        level = credits[skill].level
        options.append(Option(skill, f"{kb.skills[skill].title}: {level} {LEVEL_WORDS[level]}"))
    return tuple(options)


def _usual_jobs(kb: KnowledgeBase) -> tuple[Option, ...]:
    """What stands on the screen before a word is typed: the jobs that most people come from, and no paid work."""
    roles = list(kb.roles.values())
    usual = [role for role in roles if role.kind == "starting"] or roles  # a classification has no starting roles
    titles = {role.id: role.title for role in sorted(usual, key=attrgetter("title"))}
    if not kb.near:
        from careerpath.knowledge.foreign import occupations

        for role_id, title in occupations().language["none"].items():
            if role_id in kb.roles:
                titles[role_id] = title
    return _options(titles)


def _licence_choices(licences: Sequence[str], kb: KnowledgeBase) -> tuple[Option, ...]:
    """Valid, of several perhaps only one, or none: lapsed, or of another country."""
    abroad = Option(ABROAD, "No, I trained in another country and have no US license")
    if len(licences) <= 1:
        return Option(ALL_VALID, "Yes"), Option(NONE_VALID, "No, it has lapsed"), abroad
    single = [Option(licence, f"Only the one as {kb.roles[licence].title}") for licence in licences]
    return Option(ALL_VALID, "Yes, all of them"), *single, Option(NONE_VALID, "No, none of them"), abroad


PLAIN_LEVELS = LooksLike(
    novice="have learned about it, not done it", competent="do it alone", expert="others come to me with it"
)
"""What the levels look like in a skill that was imported and does not say."""


def corrections(answers: Answers) -> tuple[str, ...]:
    """Ids of the screens that ask for the levels that were said to be wrong: one level by itself, several together."""
    wrong: Sequence[str] = answers.get("credits") or ()
    if len(wrong) == 1:
        return (f"skill:{wrong[0]}",)
    screens = math.ceil(len(wrong) / CORRECTED)
    return tuple(f"{LEVELS_OF}{number}" for number in range(1, screens + 1))


def corrected_levels(answers: Answers) -> dict[str, int]:
    """The levels that were given on these screens."""
    return _all_given(LEVELS_OF, answers)


def _all_given(screens: str, answers: Answers) -> dict[str, Any]:
    """What was given on all screens of that kind, by skill; those that were skipped say nothing."""
    given: dict[str, Any] = {}
    for question, values in answers.items():
        if question.startswith(screens) and values is not None:
            given |= values
    return given


def levels_question(name: str, answers: Answers, kb: KnowledgeBase) -> Question:
    """Several levels that were said to be wrong, one figure each."""
    first = CORRECTED * (int(name.removeprefix(LEVELS_OF)) - 1)
    wrong = tuple((answers.get("credits") or ())[first : first + CORRECTED])
    listed = _numbered([kb.skills[skill].title for skill in wrong])
    scale = "; ".join(f"{level} {word}" for level, word in enumerate(LEVEL_WORDS))
    return Question(
        name, "number", f"What are the right levels? {listed}. Give {len(wrong)} in this order.",
        f"{scale}.", "Figures from 0 to 5 with blanks between. If two levels fit, take the lower one.",
        high=5, unit="", each=wrong, part="skills",
    )  # fmt: skip


def list_question(name: str, skills: Iterable[str], kb: KnowledgeBase) -> Question:
    """Several skills on one screen: which of them there is at least a little of."""
    options = []
    for skill in skills:
        entry = kb.skills[skill]
        options.append(Option(skill, f"{entry.title}: {_deed(entry.question)}"))
    return Question(
        name, "choices", "Which of these could you do at least a little?",
        "The answers can change your first three roles. Only what you pick may be asked about more closely.",
        "Pick what you have learned or done, at work or at home. Pick none if all of it is new to you.",
        tuple(options), many=True, part="skills",
    )  # fmt: skip


def up_to(question: Question, most: int) -> Question:
    """The same question about a skill without the levels above `most`, which would change nothing."""
    last = question.choices[most]
    if most + 1 >= len(question.choices):
        return question
    choices = (*question.choices[:most], Option(last.value, f"{last.label}, or better"))
    return replace(question, choices=choices, high=float(most))


def _deed(question: str) -> str:
    """ "How well could you fix a slow PC?" -> fix a slow PC."""
    return question.removeprefix("How well could you ").rstrip("?")


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
        _options(enumerate(labels)), high=5, part="skills", assumed=credited,
    )  # fmt: skip
