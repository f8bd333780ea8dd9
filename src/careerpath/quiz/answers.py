"""Answers: from what a person or a file gives to a checked value, and from all values to a profile."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import UNKNOWN, KnowledgeBase
from careerpath.knowledge.search import fold, names, resolve
from careerpath.knowledge.text_file import bad_character, printable
from careerpath.pathway.dates import add_months
from careerpath.people.cell_text import number_in
from careerpath.people.held_jobs import role_of_words
from careerpath.people.profile import (
    HeldCertification,
    HeldEducation,
    HeldRole,
    Limits,
    Profile,
    SkillClaim,
    state_fault,
)
from careerpath.quiz.questions import (
    ABROAD,
    ALL_VALID,
    CONDITIONS,
    LEVELS_OF,
    LIST,
    NONE_VALID,
    Answers,
    Question,
    corrected_levels,
    has_degree,
    implied_field,
    jobs_now,
    jobs_that_ended,
    paid,
    picked_skills,
)
from careerpath.record import replace
from careerpath.rules.situation import licences_of
from careerpath.rules.standing import stand

LEVELS = 6
HOURS_A_YEAR = 2080
"""Of a full-time job: 40 hours in 52 weeks."""
MOST_AN_HOUR = 200
"""Dollars up to which pay is taken as pay an hour."""
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
    if question.each:
        return _one_each(question, raw, today)
    if question.kind == "entries":
        return _entries(question, raw, kb)
    if question.id.startswith(LIST):
        return _picked(question, raw)
    if question.kind == "choices":
        return list(dict.fromkeys(_choice(question, part) for part in _parts(raw)))
    if question.kind in ("choice", "level"):
        return _choice(question, raw)
    if question.kind == "text":
        return _text(question, raw)
    return _figure(question, raw, today)


def _picked(question: Question, raw: Any) -> dict[str, bool]:
    """Of a list of skills, each with whether it was picked."""
    if isinstance(raw, Mapping):
        raw = [key for key, is_picked in raw.items() if is_picked is True]
    picked = [_choice(question, part) for part in _parts(raw)]
    return {option.value: option.value in picked for option in question.choices}


def _figure(question: Question, raw: Any, today: date) -> Any:
    return _number(question, raw) if question.kind == "number" else _day(question, raw, today)


def _one_each(question: Question, raw: Any, today: date) -> dict[str, Any]:
    """Id -> value: from a mapping, from as many values as there are ids, or from one; unknown ones are left out."""
    names = question.each
    if isinstance(raw, Mapping):
        if strange := [key for key in raw if key not in names]:
            raise CareerpathError(f"{_shown(strange[0])} is not asked about; known are {_listed(list(names))}")
        given = dict(raw)
    else:
        split = re.split(r"[,;\s]+", raw.strip()) if isinstance(raw, str) and len(names) > 1 else raw
        parts = split if isinstance(split, list | tuple) else [split]
        if len(parts) != len(names):
            raise CareerpathError(f"{len(parts)} given, {len(names)} wanted: one for each, in the order shown")
        given = dict(zip(names, parts, strict=True))
    blank = (None, "0", 0) if question.kind == "date" else (None,)
    if question.id.startswith(LEVELS_OF):
        return {name: _level(question, value, today) for name, value in given.items() if value is not None}
    return {name: _figure(question, value, today) for name, value in given.items() if value not in blank}


def _level(question: Question, raw: Any, today: date) -> int:
    value = float(_figure(question, raw, today))
    if value != int(value):
        raise CareerpathError(f"{_shown(raw)} is no level; give whole numbers from 0 to 5")
    return int(value)


def _parts(raw: Any) -> list[Any]:
    found = re.split(r"[,;\n]", raw) if isinstance(raw, str) else raw
    if not isinstance(found, list | tuple):
        raise CareerpathError(f"{_shown(raw)} is no list; separate several with commas")
    if len(found) > MOST_ENTRIES:
        raise CareerpathError(f"{len(found)} are too many; {MOST_ENTRIES} are the most")
    return [part for part in found if not (isinstance(part, str) and not part.strip())]


def _entries(question: Question, raw: Any, kb: KnowledgeBase) -> Any:
    table, kind = getattr(kb, question.table), TABLE_WORDS[question.table]
    found: dict[str, None] = {}
    for part in _parts(raw):
        if not isinstance(part, str):
            raise CareerpathError(f"{_shown(part)} is no {kind}; give its id or its name")
        if question.id == "roles":
            found[_job(part.strip(), kb)] = None
        else:
            found[resolve(part.strip(), table, kind=kind, listing=question.table)] = None
    if question.many:
        return list(found)
    if len(found) != 1:
        raise CareerpathError("name exactly one, or skip")
    return next(iter(found))


def _job(words: str, kb: KnowledgeBase) -> str:
    """The job that is meant by an id or in words; words that nobody knows are kept."""
    if words in kb.roles or kb.near:
        return resolve(words, kb.roles, kind="role", listing="roles")
    exact = [role.id for role in kb.roles.values() if fold(words) in names(role)]
    return exact[0] if len(exact) == 1 else role_of_words(words, kb)


def _choice(question: Question, raw: Any) -> Any:
    """One of the choices, by type and value: neither true nor 3.0 is the choice 1 or 3."""
    values = [option.value for option in question.choices]
    if question.kind == "level":  # a screen may show fewer
        values = list(range(LEVELS))
    wanted = raw.strip() if isinstance(raw, str) else raw
    if question.kind == "level" and isinstance(wanted, str) and wanted.isascii() and wanted.isdigit():
        wanted = int(wanted[:3])
    if not any(type(wanted) is type(value) and wanted == value for value in values):
        raise CareerpathError(f"{_shown(wanted)} is not among the choices: {_listed(values)}")
    return wanted


def _number(question: Question, raw: Any) -> float:
    try:
        value = number_in(raw) if isinstance(raw, str) else math.nan
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            value = float(raw)
    except (ValueError, OverflowError):
        value = math.nan
    if not (math.isfinite(value) and question.low <= value <= question.high):
        raise CareerpathError(
            f"{_shown(raw)} does not fit; give {question.unit} between {question.low:g} and {question.high:g}"
        )
    if question.id in ("pay_now", "pay_floor") and 0 < value <= MOST_AN_HOUR:
        value = float(round(value * HOURS_A_YEAR))
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
    if question.id == "state":
        text = text.upper()
        if fault := state_fault(text):
            raise CareerpathError(fault)
    return text


def _shown(raw: Any) -> str:
    text = repr(raw)
    return printable(text if len(text) <= 60 else text[:57] + "...")


def _listed(values: list[Any]) -> str:
    return ", ".join(str(v) for v in values[:12]) + (" ..." if len(values) > 12 else "")


def profile_of(answers: Answers, kb: KnowledgeBase, today: date, start: Profile | None = None) -> Profile:
    """The profile that the answers make. A level below the credit corrects it; what was skipped is not stated.

    Where the answers are still those of the profile the quiz began with (`start`), what it says beyond them stays.
    """
    bare = _without_skills(answers, kb)
    credits = stand(bare, kb, today).holdings
    claims = {}
    rated = corrected_levels(answers)
    rated |= {key[6:]: level for key, level in answers.items() if key.startswith("skill:")}
    for skill, level in rated.items():
        if level is not None:
            held = credits.get(skill)
            claims[skill] = SkillClaim(level=level, corrects=held is not None and level < held.level)
    for skill in picked_skills(answers):
        if skill not in claims and skill not in credits:
            claims[skill] = SkillClaim(level=1)
    made = replace(bare, skills=claims)
    return made if start is None else _with_details(made, start, answers, kb)


def _with_details(made: Profile, start: Profile, answers: Answers, kb: KnowledgeBase) -> Profile:
    """What no question asks for: name, interests, evidence, last days, strength of wishes, jobs that ended."""
    given = dict(answers_of(start, kb))

    def same(*questions: str) -> bool:
        return all(answers.get(question) == given.get(question) for question in questions)

    is_field_kept = answers.get("field") in (None, given.get("field"))  # below a degree it is not asked for
    is_licence_kept = answers.get("licence_now") in (None, given.get("licence_now"))  # asked of few jobs
    certs = {(held.id, held.earned): held for held in start.certifications}
    refused = {one.value: getattr(start.limits, one.value) for one in CONDITIONS}
    return replace(
        made,
        name=start.name,
        education=start.education if same("education") and is_field_kept else made.education,
        licences=start.licences if same("licences") and is_licence_kept else made.licences,
        roles=start.roles if same("roles", "years", "current", "ended") else made.roles,
        ehr=start.ehr if "ehr" not in answers else made.ehr,
        in_hospital=start.in_hospital if "in_hospital" not in answers else made.in_hospital,
        pay_now_usd=start.pay_now_usd if "pay_now" not in answers else made.pay_now_usd,
        skills={skill: start.skills[skill] if same(f"skill:{skill}") else new for skill, new in made.skills.items()},
        certifications=tuple(certs.get((held.id, held.earned), held) for held in made.certifications),
        limits=replace(made.limits, **refused) if same("conditions") else made.limits,
        interests=start.interests,
        fit=start.fit if same("days") else made.fit,
    )


def _without_skills(answers: Answers, kb: KnowledgeBase) -> Profile:
    level = answers.get("education")
    field = answers.get("field") or (implied_field(answers.get("roles") or (), kb) if has_degree(answers) else None)
    earned = answers.get("earned") or {}
    return Profile(
        roles=tuple(_held_roles(answers, kb)),
        pay_now_usd=answers.get("pay_now"),
        in_hospital=answers.get("in_hospital"),
        ehr=None if answers.get("ehr") is None else tuple(answers["ehr"]),
        education=HeldEducation(level=level, field=field) if level else None,
        licences=_licences(answers, kb),
        certifications=tuple(
            HeldCertification(id=cert, earned=earned.get(cert)) for cert in answers.get("certifications") or ()
        ),
        limits=_limits(answers),
        fit=_fit(answers.get("days") or (), kb),
        goal=answers.get("goal"),
    )


def _licences(answers: Answers, kb: KnowledgeBase) -> tuple[str, ...] | None:
    """What is held besides the licenses of the jobs, and of those what was said to be valid.

    None besides those of the jobs is not "none"; that one is lapsed or of another country is.
    """
    others, said = tuple(answers.get("licences") or ()), answers.get("licence_now")
    mine = licences_of(paid(answers), kb)
    if said in (NONE_VALID, ABROAD):
        return tuple(one for one in others if one not in mine)
    valid = mine if said == ALL_VALID else tuple(one for one in mine if one == said)
    return tuple(dict.fromkeys((*valid, *others))) or None


def _held_roles(answers: Answers, kb: KnowledgeBase) -> Iterable[HeldRole]:
    """Unless the person said otherwise, the first is the present one; time without paid work is neither."""
    years, until = answers.get("years") or {}, answers.get("ended") or {}
    now, ended = jobs_now(answers), jobs_that_ended(answers)
    for role in answers.get("roles") or []:
        yield HeldRole(
            role=role,
            years=years.get(role),
            current=role in now if role in paid(answers) else None,
            until=until[role][: len("YYYY-MM")] if role in ended and role in until else None,
            job=kb.roles[role].title if role.startswith(UNKNOWN) else None,
        )


def _limits(answers: Answers) -> Limits:
    refused = answers.get("conditions")
    accepts = {} if refused is None else {one.value: one.value not in refused for one in CONDITIONS}
    return Limits(
        hours_per_week=answers.get("hours"),
        budget_usd=answers.get("budget"),
        state=answers.get("state"),
        pay_floor_usd=answers.get("pay_floor"),
        deadline=answers.get("deadline"),
        **cast(dict[str, Any], accepts),
    )


def _fit(days: Iterable[str], kb: KnowledgeBase) -> dict[str, int]:
    """Wished traits; one that two signs pull apart is no wish."""
    pulls: dict[str, set[int]] = {}
    for sign in days:
        for trait, wish in kb.vocabulary[sign].wishes.items():
            pulls.setdefault(trait, set()).add(wish)
    return {trait: wishes.pop() for trait, wishes in pulls.items() if len(wishes) == 1}


def _days(fit: Mapping[str, int], kb: KnowledgeBase) -> list[str]:
    """Signs of which a stated wish speaks and none contradicts."""
    found = []
    for term in kb.vocabulary.values():
        sides = [(fit[trait] - 3) * (wish - 3) for trait, wish in term.wishes.items() if trait in fit]
        if any(side > 0 for side in sides) and min(sides) >= 0:
            found.append(term.id)
    return found


def answers_of(profile: Profile, kb: KnowledgeBase) -> Iterable[tuple[str, Any]]:
    """The inverse of `profile_of`: question id and answer for all that a profile states, in the order of asking."""
    education, limits = profile.education, profile.limits
    refused = {one.value: getattr(limits, one.value) for one in CONDITIONS}
    stated: dict[str, Any] = {
        "roles": [held.role for held in profile.roles] or None,
        "years": {held.role: held.years for held in profile.jobs if held.years is not None} or None,
        "current": _current(profile),
        "ended": _ended(profile),
        "education": education.level if education else None,
        "field": education.field if education else None,
        "conditions": None
        if set(refused.values()) == {None}
        else [key for key, accepted in refused.items() if accepted is False],
        "certifications": [held.id for held in profile.certifications] or None,
        "earned": {held.id: held.earned for held in profile.certifications if held.earned} or None,
        "days": _days(profile.fit, kb) or None,
        "goal": profile.goal,
        "licence_now": NONE_VALID if profile.licences == () and licences_of(_roles(profile), kb) else None,
        "pay_now": profile.pay_now_usd,
        "pay_floor": limits.pay_floor_usd,
        "in_hospital": profile.in_hospital,
        "ehr": None if profile.ehr is None else list(profile.ehr),
        "licences": None if profile.licences is None else list(profile.licences),
        "hours": limits.hours_per_week,
        "budget": limits.budget_usd,
        "deadline": limits.deadline,
        "state": limits.state,
        **{f"skill:{skill}": claim.level for skill, claim in profile.skills.items()},
    }
    return ((key, value) for key, value in stated.items() if value is not None)


def _current(profile: Profile) -> list[str] | bool | None:
    """The answer to what is done now; of one job yes or no, where it is said."""
    now = [held.role for held in profile.current_roles]
    if len(profile.jobs) != 1:
        return now if profile.jobs else None
    held = profile.jobs[0]
    return bool(now) if held.current is not None or held.until else None


def _ended(profile: Profile) -> dict[str, str] | None:
    """The first day of the month in which each job ended, where it is known."""
    ended = [held for held in profile.jobs if held.until and held not in profile.current_roles]
    return {held.role: f"{(held.until or '')[: len('YYYY-MM')]}-01" for held in ended} or None


def _roles(profile: Profile) -> tuple[str, ...]:
    return tuple(held.role for held in profile.jobs)
