"""Answers: from what a person or a file gives to a checked value, and from all values to a profile."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from careerpath.engine.calendar import add_months
from careerpath.engine.quiz_question import Question
from careerpath.engine.quiz_questions import Answers
from careerpath.engine.quiz_wishes import CONDITION_CHOICES, FIT_TRAITS
from careerpath.engine.standing import Holding, stand
from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.search import resolve
from careerpath.knowledge.text_file import bad_character, printable
from careerpath.people.profile import HeldCertification, HeldEducation, HeldRole, Limits, Profile, SkillClaim
from careerpath.record import replace

LONGEST = 2000
"""Characters of an answer that are looked at; more cannot be meant."""
MOST_ENTRIES = 30
TABLE_WORDS = {"roles": "role", "certs": "certification"}


def parse(question: Question, raw: Any, kb: KnowledgeBase, today: date) -> Any:
    """The value of an answer. Raises CareerpathError (one line) for one that does not fit; nothing is guessed."""
    if isinstance(raw, str):
        if len(raw) > LONGEST:
            raise CareerpathError(f"that answer has {len(raw)} characters; {LONGEST} are the most")
        if (bad := bad_character(raw)) is not None:
            raise CareerpathError(f"the answer holds a control character ({bad}); type it again")
    if question.kind == "entries":
        return _entries(question, raw, kb)
    if question.kind == "choices":
        return _choices(question, raw)
    if question.kind in ("choice", "level"):
        return _choice(question, raw)
    if question.kind == "number":
        return _number(question, raw)
    if question.kind == "date":
        return _day(question, raw, today)
    return _text(question, raw)


def _parts(raw: Any) -> list[Any]:
    found = re.split(r"[,;\n]", raw) if isinstance(raw, str) else raw
    if not isinstance(found, list | tuple):
        raise CareerpathError(f"{_shown(raw)} is no list; separate several with commas")
    if len(found) > MOST_ENTRIES:
        raise CareerpathError(f"{len(found)} are too many; {MOST_ENTRIES} are the most")
    return [part for part in found if not (isinstance(part, str) and not part.strip())]


def _entries(question: Question, raw: Any, kb: KnowledgeBase) -> Any:
    table = getattr(kb, question.table)
    found: list[str] = []
    for part in _parts(raw):
        if not isinstance(part, str):
            raise CareerpathError(f"{_shown(part)} is no {TABLE_WORDS[question.table]}; give its id or its name")
        entry = resolve(part.strip(), table, kind=TABLE_WORDS[question.table], listing=question.table)
        if entry not in found:
            found.append(entry)
    if question.many:
        return found
    if len(found) != 1:
        raise CareerpathError("name exactly one, or skip")
    return found[0]


def _choices(question: Question, raw: Any) -> list[Any]:
    values = [option.value for option in question.choices]
    found = []
    for part in _parts(raw):
        wanted = part.strip() if isinstance(part, str) else part
        if not _is_in(wanted, values):
            raise CareerpathError(f"{_shown(wanted)} is not among the choices: {_listed(values)}")
        if wanted not in found:
            found.append(wanted)
    return found


def _choice(question: Question, raw: Any) -> Any:
    values = [option.value for option in question.choices]
    wanted = raw.strip() if isinstance(raw, str) else raw
    if isinstance(values[0], int) and isinstance(wanted, str) and wanted.isascii() and wanted.isdigit():
        wanted = int(wanted[:3])
    if isinstance(wanted, str) and question.id == "state":
        wanted = wanted.upper()
    if not _is_in(wanted, values):
        raise CareerpathError(f"{_shown(wanted)} is not among the choices: {_listed(values)}")
    return wanted


def _is_in(wanted: Any, values: Iterable[Any]) -> bool:
    """Membership by type and value: neither true nor 3.0 is the choice 1 or 3."""
    return any(type(wanted) is type(value) and wanted == value for value in values)


def _number(question: Question, raw: Any) -> float:
    text = raw.strip().lstrip("$").replace(",", "") if isinstance(raw, str) else raw
    try:
        value = float(text) if isinstance(text, str | int | float) and not isinstance(text, bool) else math.nan
    except (ValueError, OverflowError):
        value = math.nan
    if not (math.isfinite(value) and question.low <= value <= question.high):
        raise CareerpathError(
            f"{_shown(raw)} does not fit; give {question.unit} between {question.low:g} and {question.high:g}"
        )
    return value


def _day(question: Question, raw: Any, today: date) -> str:
    """A date as YYYY-MM-DD. `low` 1 wants a day to come (or months from today), -1 one that has been."""
    text = str(raw).strip() if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    if question.low > 0 and text.isascii() and text.isdigit() and 0 < len(text) <= 3:
        day = add_months(today, int(text))
    else:
        day = _written_day(raw, text)
    if question.low > 0 and day <= today:
        raise CareerpathError(f"{day} is over; give a day after {today}, a number of months, or skip")
    if question.low < 0 and day > today:
        raise CareerpathError(f"{day} lies in the future; give the day of the exam")
    return day.isoformat()


def _written_day(raw: Any, text: str) -> date:
    match = re.fullmatch(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?", text, re.ASCII)
    try:
        year, month, day = (int(part or 1) for part in match.groups()) if match else (0, 0, 0)
        found = date(year, month, day)
    except ValueError:
        found = date.min
    if not 1950 <= found.year <= 2150:
        raise CareerpathError(f"{_shown(raw)} is no date; write it as 2027-01-31 or 2027-01")
    return found


def _text(question: Question, raw: Any) -> str:
    text = " ".join(raw.split()) if isinstance(raw, str) else ""
    if not text or len(text) > question.high:
        raise CareerpathError(f"{_shown(raw)} does not fit; type up to {question.high:g} characters, or skip")
    return text


def _shown(raw: Any) -> str:
    text = repr(raw)
    return printable(text if len(text) <= 60 else text[:57] + "...")


def _listed(values: list[Any]) -> str:
    return ", ".join(str(v) for v in values[:12]) + (" ..." if len(values) > 12 else "")


def credited(answers: Answers, kb: KnowledgeBase, today: date) -> dict[str, Holding]:
    """What held roles and certifications give, by skill."""
    return stand(_without_skills(answers), kb, today).holdings


def profile_of(answers: Answers, kb: KnowledgeBase, today: date) -> Profile:
    """The profile that the answers make. A level below the credit corrects it; what was skipped is not stated."""
    bare = _without_skills(answers)
    credits = stand(bare, kb, today).holdings
    claims = {}
    for key, level in answers.items():
        if key.startswith("skill:") and level is not None:
            skill = key.removeprefix("skill:")
            held = credits.get(skill)
            claims[skill] = SkillClaim(level=level, corrects=held is not None and level < held.level)
    return replace(bare, skills=claims)


def _without_skills(answers: Answers) -> Profile:
    level = answers.get("education")
    return Profile(
        roles=tuple(_held_roles(answers)),
        education=HeldEducation(level=level, field=answers.get("field")) if level else None,
        licences=tuple(answers.get("licences") or ()),
        certifications=tuple(
            HeldCertification(id=cert, earned=answers.get(f"earned:{cert}"))
            for cert in answers.get("certifications") or ()
        ),
        limits=_limits(answers),
        fit={t: answers[f"fit:{t}"] for t in FIT_TRAITS if answers.get(f"fit:{t}") is not None},
        goal=answers.get("goal"),
    )


def _held_roles(answers: Answers) -> Iterable[HeldRole]:
    held = answers.get("roles") or []
    now = answers.get("current") if len(held) > 1 else held
    for role in held:
        yield HeldRole(role=role, years=answers.get(f"years:{role}"), current=role in (now or ()))


def _limits(answers: Answers) -> Limits:
    refused = answers.get("conditions")
    accepts = {} if refused is None else {key: key not in refused for key, _ in CONDITION_CHOICES}
    return Limits(
        hours_per_week=answers.get("hours"),
        budget_usd=answers.get("budget"),
        state=answers.get("state"),
        deadline=answers.get("deadline"),
        **cast(dict[str, Any], accepts),
    )


def answers_of(profile: Profile) -> Iterable[tuple[str, Any]]:
    """The inverse of `profile_of`: question id and answer for all that a profile states, in the order of asking."""
    held = [role.role for role in profile.roles]
    if held:
        yield "roles", held
    if len(held) > 1:
        yield "current", [role.role for role in profile.roles if role.current]
    yield from ((f"years:{role.role}", role.years) for role in profile.roles if role.years is not None)
    if profile.education:
        yield "education", profile.education.level
        if profile.education.field:
            yield "field", profile.education.field
    limits = profile.limits
    if any(getattr(limits, key) is not None for key, _ in CONDITION_CHOICES):
        yield "conditions", [key for key, _ in CONDITION_CHOICES if getattr(limits, key) is False]
    if profile.licences:
        yield "licences", list(profile.licences)
    if profile.certifications:
        yield "certifications", [cert.id for cert in profile.certifications]
    yield from ((f"earned:{cert.id}", cert.earned) for cert in profile.certifications if cert.earned)
    stated = {"hours": limits.hours_per_week, "budget": limits.budget_usd, "state": limits.state}
    yield from ((key, value) for key, value in stated.items() if value is not None)
    if profile.goal:
        yield "goal", profile.goal
    yield from ((f"fit:{trait}", wish) for trait, wish in profile.fit.items() if trait in FIT_TRAITS)
    yield from ((f"skill:{skill}", claim.level) for skill, claim in profile.skills.items())
