"""Answers: from what a person or a file gives to a checked value, and from all values to a profile."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import UNKNOWN, KnowledgeBase
from careerpath.knowledge.search import fold, names, resolve
from careerpath.knowledge.text_file import bad_character, printable
from careerpath.pathway.dates import add_months
from careerpath.people.cell_text import dates_apart, first_day_in, number_in
from careerpath.people.claims import certification_held
from careerpath.people.held_jobs import role_of_words
from careerpath.people.pay_said import by_the_year, pay_in
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
    LEVEL_WORDS,
    LEVELS_OF,
    LIST,
    NONE_VALID,
    TABLE_OF,
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

LONGEST = 2000
"""Characters of an answer that are looked at; more cannot be meant."""
MOST_ENTRIES = 30
"""Of a list; nobody holds more jobs or certifications, and a pasted page is refused."""
MOST_LISTED = 12
"""Choices that a message names."""
TABLE_WORDS = {"roles": "role", "certs": "certification"}


def parse(question: Question, raw: Any, kb: KnowledgeBase, today: date) -> Any:
    """The value of an answer. Raises CareerpathError (one line) for one that does not fit; nothing is guessed."""
    if isinstance(raw, str):
        _refuse_unreadable(raw)
    if question.each:
        return _one_each(question, raw, kb, today)
    if question.kind == "entries":
        return _entries(question, raw, kb)
    if question.id.startswith(LIST):
        return _picked(question, raw)
    if question.kind == "choices":
        choices = [_choice(question, part) for part in _parts(raw)]
        return list(dict.fromkeys(choices))
    if question.kind in ("choice", "level"):
        return _choice(question, raw)
    if question.kind == "text":
        return _text(question, raw)
    return _figure(question, raw, today)


def _refuse_unreadable(raw: str) -> None:
    if len(raw) > LONGEST:
        raise CareerpathError(f"that answer has {len(raw)} characters; {LONGEST} are the most")
    character = bad_character(raw)
    if character is not None:
        raise CareerpathError(f"the answer holds a control character ({character}); type it again")


def _picked(question: Question, raw: Any) -> dict[str, bool]:
    """Of a list of skills, each with whether it was picked."""
    if isinstance(raw, Mapping):
        raw = [skill for skill, is_picked in raw.items() if is_picked is True]
    skills = {option.value: False for option in question.choices}
    for part in _parts(raw):
        skills[_choice(question, part)] = True
    return skills


def _figure(question: Question, raw: Any, today: date) -> Any:
    if question.kind == "number":
        return _number(question, raw)
    return _day(question, raw, today)


def _one_each(question: Question, raw: Any, kb: KnowledgeBase, today: date) -> dict[str, Any]:
    """Id -> value: from a mapping, from as many values as there are ids, or from one; unknown ones are left out."""
    values = {}
    for name, value in _given_for_each(question, raw, kb).items():
        if _is_left_out(question, value):
            continue
        if question.id.startswith(LEVELS_OF):
            values[name] = _level(question, value, today)
        else:
            values[name] = _figure(question, value, today)
    return values


def _is_left_out(question: Question, value: Any) -> bool:
    """None says that it is not known; in place of a day so does 0, because a list cannot have a gap."""
    if value is None:
        return True
    return question.kind == "date" and value in ("0", 0)


def _given_for_each(question: Question, raw: Any, kb: KnowledgeBase) -> dict[str, Any]:
    """What was given, by the ids that the question asks about; a file may name these as it names the entries."""
    names = question.each
    if isinstance(raw, Mapping):
        return {_name_asked_about(name, question, kb): value for name, value in raw.items()}
    if isinstance(raw, str) and len(names) > 1:
        if question.kind == "date":
            raw = dates_apart(raw)
        else:
            raw = re.split(r"[,;\s]+", without_units(question, raw))
    parts = raw if isinstance(raw, list | tuple) else [raw]
    if len(parts) != len(names):
        raise CareerpathError(f"{len(parts)} given, {len(names)} wanted: one for each, in the order shown")
    return dict(zip(names, parts, strict=True))


def _name_asked_about(name: Any, question: Question, kb: KnowledgeBase) -> str:
    """The id that is meant. Raises CareerpathError, with the words that may stand there, for any other."""
    table = TABLE_OF.get(question.id, "skills")
    meant = name
    if isinstance(name, str) and name not in question.each:
        with suppress(CareerpathError):
            meant = (
                _job(name, kb)
                if table == "roles"
                else resolve(name, getattr(kb, table), kind=TABLE_WORDS[table], listing=table)
            )
    if isinstance(meant, str) and meant in question.each:
        return meant
    entries = getattr(kb, table)
    titles = [entries[asked].title if asked in entries else asked for asked in question.each]
    raise CareerpathError(f"{_shown(name)} is not asked about; known are {_listed(titles)}")


def _level(question: Question, raw: Any, today: date) -> int:
    value = float(_figure(question, raw, today))
    if value != int(value):
        raise CareerpathError(f"{_shown(raw)} is no level; give whole numbers from 0 to 5")
    return int(value)


def _parts(raw: Any) -> list[Any]:
    """Several answers, one by one; blanks between two commas are none."""
    parts = re.split(r"[,;\n]", raw) if isinstance(raw, str) else raw
    if not isinstance(parts, list | tuple):
        raise CareerpathError(f"{_shown(raw)} is no list; separate several with commas")
    if len(parts) > MOST_ENTRIES:
        raise CareerpathError(f"{len(parts)} are too many; {MOST_ENTRIES} are the most")
    return [part for part in parts if not _is_blank(part)]


def _is_blank(part: Any) -> bool:
    return isinstance(part, str) and not part.strip()


def _entries(question: Question, raw: Any, kb: KnowledgeBase) -> Any:
    """The ids of a table that are meant; of a question for one, the one."""
    table, kind = getattr(kb, question.table), TABLE_WORDS[question.table]
    entries: dict[str, None] = {}
    for part in _parts(raw):
        if not isinstance(part, str):
            raise CareerpathError(f"{_shown(part)} is no {kind}; give its id or its name")
        if question.id == "roles":
            entries[_job(part.strip(), kb)] = None
        elif question.id == "certifications":
            entries[certification_held(part.strip(), kb)] = None
        else:
            entries[resolve(part.strip(), table, kind=kind, listing=question.table)] = None
    if question.many:
        return list(entries)
    if len(entries) != 1:
        raise CareerpathError("name exactly one, or skip")
    return next(iter(entries))


def _job(words: str, kb: KnowledgeBase) -> str:
    """The job that is meant by an id or in words; words that nobody knows are kept."""
    if words in kb.roles or kb.near:
        return resolve(words, kb.roles, kind="role", listing="roles")
    exact = [role.id for role in kb.roles.values() if fold(words) in names(role)]
    return exact[0] if len(exact) == 1 else role_of_words(words, kb)


def _choice(question: Question, raw: Any) -> Any:
    """One of the choices, by type and value: neither true nor 3.0 is the choice 1 or 3."""
    wanted = raw.strip() if isinstance(raw, str) else raw
    values = [option.value for option in question.choices]
    if question.kind == "level":
        values = list(range(len(LEVEL_WORDS)))  # a screen may show fewer
        if isinstance(wanted, str) and wanted.isascii() and wanted.isdigit():
            wanted = int(wanted[:3])  # no level has more figures; a long number is not worth reading
    for value in values:
        if type(wanted) is type(value) and wanted == value:
            return wanted
    raise CareerpathError(f"{_shown(wanted)} is not among the choices: {_listed(values)}")


UNIT_WORDS = {
    "years": re.compile(r"(?<=\d) ?(?:years?|yrs?)\b", re.I),
    "hours a week": re.compile(r"(?<=\d) ?(?:hours?|hrs?|h)(?: ?(?:a|per|/) ?week)?\b", re.I),
}
"""How people write the unit of a question behind its number; that of money is read with the number."""


def without_units(question: Question, text: str) -> str:
    """The numbers without the unit that the question asks in; any other word stays, to be refused."""
    if question.unit in UNIT_WORDS:
        text = UNIT_WORDS[question.unit].sub("", text)
    return text.strip()


def _number(question: Question, raw: Any) -> float:
    """A number within the bounds of the question; pay an hour as pay a year."""
    said = without_units(question, raw) if isinstance(raw, str) else raw
    if question.id in ("pay_now", "pay_floor"):
        value = _pay_of(said)
    else:
        value = _number_of(said, is_money=question.unit.startswith("dollars"))
    if not (math.isfinite(value) and question.low <= value <= question.high):
        raise CareerpathError(
            f"{_shown(raw)} does not fit; give {question.unit} between {question.low:g} and {question.high:g}"
        )
    return value


def _pay_of(raw: Any) -> float:
    """Dollars a year, also where they are said by the hour; NaN for what is no pay."""
    try:
        if isinstance(raw, str):
            return pay_in(raw)[0]
        return by_the_year(_number_of(raw, is_money=True))[0]
    except (ValueError, OverflowError):
        return math.nan


def _number_of(raw: Any, *, is_money: bool) -> float:
    """The number as typed or sent; NaN for what is none, true and false among that."""
    try:
        if isinstance(raw, str):
            return number_in(raw, is_money=is_money)
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            return float(raw)
    except (ValueError, OverflowError):
        return math.nan
    return math.nan


def _day(question: Question, raw: Any, today: date) -> str:
    """A date as YYYY-MM-DD. `low` 1 wants a day to come (or months from today), -1 one that has been."""
    text = _day_text(raw)
    months = MONTHS_AHEAD.fullmatch(text)
    if question.low > 0 and months:
        day = add_months(today, int(months[1]))
    else:
        day = _written_day(question, raw, text)
    if question.low > 0 and day <= today:
        raise CareerpathError(f"{day} is over; give a day after {today}, a number of months, or skip")
    if question.low < 0 and day > today:
        raise CareerpathError(f"{day} lies in the future; give a day up to today")
    return day.isoformat()


MONTHS_AHEAD = re.compile(r"(\d{1,3})(?: months?)?", re.ASCII | re.I)


def _day_text(raw: Any) -> str:
    """What was written of a day; a file may give a year as a number."""
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        return ""
    return str(raw).strip()


def _written_day(question: Question, raw: Any, text: str) -> date:
    """A year, a month or a day; of a year or a month its first day."""
    match = re.fullmatch(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?", text, re.ASCII)
    day = date.min
    if match:
        with suppress(ValueError):
            day = date(*(int(part or 1) for part in match.groups()))
    elif written := first_day_in(text):
        day = date.fromisoformat(written)
    if not 1950 <= day.year <= 2150:
        ways = "2019, 2019-06 or June 2019" if question.low < 0 else "2028-06-30 or June 2028"
        raise CareerpathError(f"{_shown(raw)} is no date; write it as {ways}")
    return day


def _text(question: Question, raw: Any) -> str:
    text = " ".join(raw.split()) if isinstance(raw, str) else ""
    if not text or len(text) > question.high:
        raise CareerpathError(f"{_shown(raw)} does not fit; type up to {question.high:g} characters, or skip")
    if question.id == "state":
        text = text.upper()
        fault = state_fault(text)
        if fault:
            raise CareerpathError(fault)
    return text


def _shown(raw: Any) -> str:
    text = repr(raw)
    if len(text) > 60:
        text = text[:57] + "..."
    return printable(text)


def _listed(values: list[Any]) -> str:
    text = ", ".join(str(value) for value in values[:MOST_LISTED])
    return f"{text} ..." if len(values) > MOST_LISTED else text


def profile_of(answers: Answers, kb: KnowledgeBase, today: date, start: Profile | None = None) -> Profile:
    """The profile that the answers make. A level below the credit corrects it; what was skipped is not stated.

    Where the answers are still those of the profile the quiz began with (`start`), what it says beyond them stays.
    """
    unrated = _without_skills(answers, kb)
    credits = stand(unrated, kb, today).holdings
    claims = {}
    for skill, level in rated_levels(answers).items():
        if level is not None:
            is_less = skill in credits and level < credits[skill].level
            claims[skill] = SkillClaim(level=level, corrects=is_less)
    for skill in picked_skills(answers):
        if skill not in claims and skill not in credits:
            claims[skill] = SkillClaim(level=1)
    profile = replace(unrated, skills=claims)
    if start is None:
        return profile
    return _with_details(profile, start, answers, kb)


def rated_levels(answers: Answers) -> dict[str, int | None]:
    """Level by skill, corrected on a screen of several or asked by itself; None where that was skipped."""
    levels: dict[str, int | None] = {**corrected_levels(answers)}
    for question, level in answers.items():
        if question.startswith("skill:"):
            levels[question.removeprefix("skill:")] = level
    return levels


def _with_details(profile: Profile, start: Profile, answers: Answers, kb: KnowledgeBase) -> Profile:
    """What no question asks for: name, interests, evidence, last days, strength of wishes, jobs that ended."""
    given = dict(answers_of(start, kb))

    def same(*questions: str) -> bool:
        return all(answers.get(question) == given.get(question) for question in questions)

    details: dict[str, Any] = {"name": start.name, "interests": start.interests}
    is_field_kept = answers.get("field") in (None, given.get("field"))  # below a degree it is not asked for
    if same("education") and is_field_kept:
        details["education"] = start.education
    is_licence_kept = answers.get("licence_now") in (None, given.get("licence_now"))  # asked of few jobs
    if same("licences") and is_licence_kept:
        details["licences"] = start.licences
    if same("roles", "years", "current", "ended"):
        details["roles"] = start.roles if is_licence_kept else _where_done(start.roles, profile.roles)
    if "in_hospital" not in answers:
        details["in_hospital"] = start.in_hospital
    if "ehr" not in answers:
        details["ehr"] = start.ehr
    if "pay_now" not in answers:
        details["pay_now_usd"] = start.pay_now_usd
    if same("days"):
        details["fit"] = start.fit
    if same("conditions"):
        details["limits"] = replace(profile.limits, **_accepted(start.limits))
    levels, levels_given = rated_levels(answers), rated_levels(given)
    skills = dict(profile.skills)
    for skill, claim in start.skills.items():
        if skill in skills and levels.get(skill) == levels_given.get(skill):
            skills[skill] = claim
    known = {(held.id, held.earned): held for held in start.certifications}
    certifications = [known.get((held.id, held.earned), held) for held in profile.certifications]
    return replace(profile, skills=skills, certifications=tuple(certifications), **details)


def _where_done(roles: Iterable[HeldRole], answered: Iterable[HeldRole]) -> tuple[HeldRole, ...]:
    """The roles with what the new answer on the license says of where they were done."""
    abroad = {held.role: held.abroad for held in answered}
    return tuple(replace(held, abroad=abroad.get(held.role)) for held in roles)


def _accepted(limits: Limits) -> dict[str, bool | None]:
    """Condition -> whether it is accepted; None where it is not stated."""
    return {condition.value: getattr(limits, condition.value) for condition in CONDITIONS}


def _without_skills(answers: Answers, kb: KnowledgeBase) -> Profile:
    """All of the profile but the levels: what these are compared with follows from the rest."""
    earned = answers.get("earned") or {}
    certifications = []
    for cert in answers.get("certifications") or ():
        certifications.append(HeldCertification(id=cert, earned=earned.get(cert)))
    return Profile(
        roles=tuple(_held_roles(answers, kb)),
        pay_now_usd=answers.get("pay_now"),
        in_hospital=answers.get("in_hospital"),
        ehr=None if answers.get("ehr") is None else tuple(answers["ehr"]),
        education=_education(answers, kb),
        licences=_licences(answers, kb),
        certifications=tuple(certifications),
        limits=_limits(answers),
        fit=_fit(answers.get("days") or (), kb),
        goal=answers.get("goal"),
    )


def _education(answers: Answers, kb: KnowledgeBase) -> HeldEducation | None:
    """The level and the field; where that was not asked, because the job leaves no other, the one of the job."""
    level, field = answers.get("education"), answers.get("field")
    if not level:
        return None
    if not field and has_degree(answers):
        field = implied_field(answers.get("roles") or (), kb)
    return HeldEducation(level=level, field=field or None)


def _licences(answers: Answers, kb: KnowledgeBase) -> tuple[str, ...] | None:
    """What is held besides the licenses of the jobs, and of those what was said to be valid.

    None besides those of the jobs is not "none"; that one is lapsed or of another country is.
    """
    others, status = tuple(answers.get("licences") or ()), answers.get("licence_now")
    of_jobs = licences_of(paid(answers), kb)
    if status in (NONE_VALID, ABROAD):
        return tuple(licence for licence in others if licence not in of_jobs)
    valid = of_jobs
    if status != ALL_VALID:  # of several one alone may be named
        valid = (status,) if status in of_jobs else ()
    return tuple(dict.fromkeys((*valid, *others))) or None


def _held_roles(answers: Answers, kb: KnowledgeBase) -> Iterable[HeldRole]:
    """Unless the person said otherwise, the first is the present one; time without paid work is neither."""
    years, last_days = answers.get("years") or {}, answers.get("ended") or {}
    now, ended = jobs_now(answers), jobs_that_ended(answers)
    for role in answers.get("roles") or []:
        held = HeldRole(role=role, years=years.get(role))
        if role in paid(answers):
            held = replace(held, current=role in now)
        if role in ended and role in last_days:
            held = replace(held, until=_month_of(last_days[role]))
        if answers.get("licence_now") == ABROAD and licences_of((role,), kb):
            held = replace(held, abroad=True)
        if role.startswith(UNKNOWN):  # the id is made of the words; the words themselves are kept, too
            held = replace(held, job=kb.roles[role].title)
        yield held


def _month_of(day: str) -> str:
    return day[: len("YYYY-MM")]


def _limits(answers: Answers) -> Limits:
    """The limits; who refused some conditions accepts the others, and who skipped the question said nothing."""
    refused = answers.get("conditions")
    accepted: dict[str, Any] = {}
    if refused is not None:
        accepted = {condition.value: condition.value not in refused for condition in CONDITIONS}
    return Limits(
        hours_per_week=answers.get("hours"),
        budget_usd=answers.get("budget"),
        state=answers.get("state"),
        pay_floor_usd=answers.get("pay_floor"),
        deadline=answers.get("deadline"),
        **accepted,
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
    signs = []
    for term in kb.vocabulary.values():
        agreements = []  # above 0 where both lie on the same side of the middle, 3
        for trait, wish in term.wishes.items():
            if trait in fit:
                agreements.append((fit[trait] - 3) * (wish - 3))
        if agreements and max(agreements) > 0 and min(agreements) >= 0:
            signs.append(term.id)
    return signs


def answers_of(profile: Profile, kb: KnowledgeBase) -> Iterable[tuple[str, Any]]:
    """The inverse of `profile_of`: question id and answer for all that a profile states, in the order of asking."""
    limits = profile.limits
    stated: dict[str, Any] = {
        "roles": [held.role for held in profile.roles] or None,
        "years": _years(profile) or None,
        "current": _current(profile),
        "ended": _ended(profile) or None,
        **_education_answers(profile),
        "conditions": _refused(limits),
        "certifications": [held.id for held in profile.certifications] or None,
        "earned": _earned(profile) or None,
        "days": _days(profile.fit, kb) or None,
        "goal": profile.goal,
        "licence_now": _licence_now(profile, kb),
        "pay_now": profile.pay_now_usd,
        "pay_floor": limits.pay_floor_usd,
        "in_hospital": profile.in_hospital,
        "ehr": None if profile.ehr is None else list(profile.ehr),
        "licences": None if profile.licences is None else list(profile.licences),
        "hours": limits.hours_per_week,
        "budget": limits.budget_usd,
        "deadline": limits.deadline,
        "state": limits.state,
    }
    for skill, claim in profile.skills.items():
        stated[f"skill:{skill}"] = claim.level
    for question, answer in stated.items():
        if answer is not None:
            yield question, answer


def _education_answers(profile: Profile) -> dict[str, str | None]:
    if profile.education is None:
        return {}
    return {"education": profile.education.level, "field": profile.education.field}


def _licence_now(profile: Profile, kb: KnowledgeBase) -> str | None:
    """An empty list says that the license of a job is not valid, if the job has one."""
    jobs = tuple(held.role for held in profile.jobs)
    if profile.licences == () and licences_of(jobs, kb):
        is_abroad = any(held.abroad and licences_of((held.role,), kb) for held in profile.jobs)
        return ABROAD if is_abroad else NONE_VALID
    return None


def _refused(limits: Limits) -> list[str] | None:
    """The conditions that are refused; None if nothing is said of any."""
    accepted = _accepted(limits)
    if set(accepted.values()) == {None}:
        return None
    return [condition for condition, is_accepted in accepted.items() if is_accepted is False]


def _years(profile: Profile) -> dict[str, float]:
    """The years in each job, where they are known."""
    return {held.role: held.years for held in profile.jobs if held.years is not None}


def _earned(profile: Profile) -> dict[str, str]:
    """The first day of each certification, where it is known."""
    return {held.id: held.earned for held in profile.certifications if held.earned}


def _current(profile: Profile) -> list[str] | bool | None:
    """The answer to what is done now; of one job yes or no, where it is said."""
    if not profile.jobs:
        return None
    now = [held.role for held in profile.current_roles]
    if len(profile.jobs) > 1:
        return now
    job = profile.jobs[0]
    if job.current is None and not job.until:
        return None
    return bool(now)


def _ended(profile: Profile) -> dict[str, str]:
    """The first day of the month in which each job ended, where it is known."""
    first_days = {}
    for held in profile.jobs:
        if held.until and held not in profile.current_roles:
            first_days[held.role] = f"{_month_of(held.until)}-01"
    return first_days
