"""What a person may suppose of themselves in a few words: a certification, a degree, years, limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.model_parts import EDUCATION_ORDER
from careerpath.knowledge.search import resolve
from careerpath.knowledge.text_file import printable
from careerpath.people.cell_text import number_in
from careerpath.people.conditions import CONDITIONS, Condition
from careerpath.people.profile import HeldCertification, HeldEducation, Profile
from careerpath.record import Record, replace

YEARS = re.compile(r"\+?(\d{1,2}(?:\.\d)?|a|one)\s*(?:more\s*)?years?(?:\s*more)?")
LEVEL = r"high[- ]school|some[- ]college|associate|bachelor|master|doctorate"
DEGREE = re.compile(rf"({LEVEL})(?:['\u2019]?s)?(?: degree)?(?: in (.+))?")
BUDGET = re.compile(r"(?:budget )?\$?(\d{1,3}(?:[, ]\d{3})+|\d{1,6}|\d{1,3}(?:\.\d{1,3})?k)(?: dollars| usd)?")
HOURS = re.compile(r"(\d{1,2}(?:\.\d)?) ?h(?:ours)?(?: a week)?")
WAYS = (
    "a certification, a degree (`bachelor in nursing`), `1 more year`, `10 hours a week`, `$2000`, `nights`, "
    "`no patients`"
)
DEGREE_WORDS = {"high-school": "a high school diploma", "some-college": "some college"}
"""What is finished without a degree; every other level is one."""
MOST_HOURS = 80


class Supposed(Record):
    """A profile as it would be, and what is different."""

    profile: Profile
    keys: tuple[str, ...]
    """What was supposed, for programs: ids of certifications, else words."""
    certifications: tuple[str, ...]
    words: tuple[str, ...]
    """The same for people: "had CompTIA A+", "said yes to on-call duty"."""


def suppose(texts: Sequence[str], profile: Profile, kb: KnowledgeBase, today: date) -> Supposed:
    """The profile with all that is supposed. Raises CareerpathError, naming the ways to say it."""
    supposed = Supposed(profile, (), (), ())
    for text in dict.fromkeys(" ".join(text.split()) for text in texts):
        supposed = _with(text, supposed, kb, today)
    return supposed


def _with(text: str, supposed: Supposed, kb: KnowledgeBase, today: date) -> Supposed:
    """What one text says besides."""
    low = text.lower()
    hours = HOURS.fullmatch(low)
    if hours:
        return _hours(float(hours[1]), text, supposed)
    for pattern, take in PATTERNS:
        match = pattern.fullmatch(low)
        if match:
            return take(match, supposed)
    condition = _condition(low.removeprefix("no "))
    if condition:
        return _accept(condition, supposed, is_accepted=not low.startswith("no "))
    return _certification(text, supposed, kb, today)


def _more(supposed: Supposed, profile: Profile, key: str, words: str) -> Supposed:
    return replace(supposed, profile=profile, keys=(*supposed.keys, key), words=(*supposed.words, words))


def _with_limit(supposed: Supposed, limit: str, value: Any) -> Profile:
    limits = replace(supposed.profile.limits, **{limit: value})
    return replace(supposed.profile, limits=limits)


def _years(match: re.Match[str], supposed: Supposed) -> Supposed:
    """So many more in the job that is held now."""
    years = 1.0
    if match[1] not in ("a", "one"):
        years = float(match[1])
    current = supposed.profile.current_roles
    if not current:
        raise CareerpathError("--if: no job is held now, so that years cannot be added to it")
    roles = []
    for held in supposed.profile.roles:
        if held == current[0]:
            held = replace(held, years=(held.years or 0.0) + years)
        roles.append(held)
    unit = "year" if years == 1 else "years"
    words = f"had {years:g} more {unit} in your job"
    return _more(supposed, replace(supposed.profile, roles=tuple(roles)), f"years {years:g}", words)


def _degree(match: re.Match[str], supposed: Supposed) -> Supposed:
    """A degree that is held already, or a lower one, changes nothing but the field."""
    name, field = match[1].replace(" ", "-"), match[2]
    level = next(known for known in EDUCATION_ORDER if known == name)
    education = HeldEducation(level=level, field=field)
    article = "an" if name[0] in "aeiou" else "a"
    words = DEGREE_WORDS.get(name, f"{article} {name} degree")
    if field:
        words = f"{words} in {field}"
    profile = replace(supposed.profile, education=education)
    return _more(supposed, profile, words.removeprefix(f"{article} "), f"had {words}")


def _hours(hours: float, text: str, supposed: Supposed) -> Supposed:
    if not 0.5 <= hours <= MOST_HOURS:
        raise CareerpathError(f"--if {printable(text)!r}: give 0.5 to {MOST_HOURS} hours a week")
    profile = _with_limit(supposed, "hours_per_week", hours)
    return _more(supposed, profile, f"hours {hours:g}", f"had {hours:g} hours a week")


def _budget(match: re.Match[str], supposed: Supposed) -> Supposed:
    budget = number_in(match[1], is_money=True)
    profile = _with_limit(supposed, "budget_usd", budget)
    return _more(supposed, profile, f"budget {budget:g}", f"had a budget of ${budget:,.0f}")


PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Supposed], Supposed]], ...] = (
    (YEARS, _years),
    (DEGREE, _degree),
    (BUDGET, _budget),
)


def _accept(condition: Condition, supposed: Supposed, *, is_accepted: bool) -> Supposed:
    """A working condition that is taken, or refused."""
    profile = _with_limit(supposed, condition.limit, is_accepted)
    if is_accepted:
        return _more(supposed, profile, condition.words, f"said yes to {condition.words}")
    return _more(supposed, profile, f"no {condition.words}", f"said no to {condition.words}")


def _certification(text: str, supposed: Supposed, kb: KnowledgeBase, today: date) -> Supposed:
    """Passed today."""
    try:
        cert_id = resolve(text, kb.certs, kind="certification", listing="certs")
    except CareerpathError as error:
        raise CareerpathError(f"{error}. --if takes {WAYS}") from None
    others = tuple(held for held in supposed.profile.certifications if held.id != cert_id)
    passed = HeldCertification(id=cert_id, earned=today.isoformat())
    profile = replace(supposed.profile, certifications=(*others, passed))
    more = _more(supposed, profile, cert_id, f"had {kb.certs[cert_id].title}")
    return replace(more, certifications=(*supposed.certifications, cert_id))


def _condition(words: str) -> Condition | None:
    """The working condition that is meant: "nights", "on-call", "patients"."""
    for condition in CONDITIONS:
        names = (condition.short, condition.words, *condition.headings)
        if words in names or words.replace(" ", "-") in names:
            return condition
    return None
