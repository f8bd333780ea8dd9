"""What a person may suppose of themselves in a few words: a certification, a degree, years, limits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.model_parts import EDUCATION_ORDER
from careerpath.knowledge.search import resolve
from careerpath.knowledge.text_file import printable
from careerpath.people.conditions import CONDITIONS, Condition
from careerpath.people.profile import HeldCertification, HeldEducation, Profile
from careerpath.record import Record, replace

YEARS = re.compile(r"\+?(\d{1,2}(?:\.\d)?|a|one)\s*(?:more\s*)?years?(?:\s*more)?")
LEVEL = r"high[- ]school|some[- ]college|associate|bachelor|master|doctorate"
DEGREE = re.compile(rf"({LEVEL})(?:['\u2019]?s)?(?: degree)?(?: in (.+))?")
BUDGET = re.compile(r"(?:budget )?\$?(\d{1,3}(?:,\d{3})+|\d{1,6})(?: dollars| usd)?")
HOURS = re.compile(r"(\d{1,2}(?:\.\d)?) ?h(?:ours)?(?: a week)?")
WAYS = (
    "a certification, a degree (`bachelor in nursing`), `1 more year`, `10 hours a week`, `$2000`, `nights`, "
    "`no patients`"
)
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
    found = Supposed(profile, (), (), ())
    for text in dict.fromkeys(" ".join(text.split()) for text in texts):
        found = _with(text, found, kb, today)
    return found


def _with(text: str, found: Supposed, kb: KnowledgeBase, today: date) -> Supposed:
    low, profile = text.lower(), found.profile
    if match := YEARS.fullmatch(low):
        return _years(1.0 if match[1] in ("a", "one") else float(match[1]), found)
    if match := DEGREE.fullmatch(low):
        return _degree(match[1].replace(" ", "-"), match[2], found)
    if match := HOURS.fullmatch(low):
        hours = float(match[1])
        if not 0.5 <= hours <= MOST_HOURS:
            raise CareerpathError(f"--if {printable(text)!r}: give 0.5 to {MOST_HOURS} hours a week")
        limits = replace(profile.limits, hours_per_week=hours)
        return _more(found, replace(profile, limits=limits), f"hours {hours:g}", f"had {hours:g} hours a week")
    if match := BUDGET.fullmatch(low):
        budget = float(match[1].replace(",", ""))
        limits = replace(profile.limits, budget_usd=budget)
        return _more(found, replace(profile, limits=limits), f"budget {budget:g}", f"had a budget of ${budget:,.0f}")
    if condition := _condition(low.removeprefix("no ")):
        accepts = not low.startswith("no ")
        limits = replace(profile.limits, **{condition.limit: accepts})
        words = condition.words if accepts else f"no {condition.words}"
        said = f"said {'yes' if accepts else 'no'} to {condition.words}"
        return _more(found, replace(profile, limits=limits), words, said)
    return _certification(text, found, kb, today)


def _more(found: Supposed, profile: Profile, key: str, words: str) -> Supposed:
    return replace(found, profile=profile, keys=(*found.keys, key), words=(*found.words, words))


def _years(years: float, found: Supposed) -> Supposed:
    """So many more in the job that is held now."""
    now = found.profile.current_roles
    if not now:
        raise CareerpathError("--if: no job is held now, so that years cannot be added to it")
    longer = replace(now[0], years=(now[0].years or 0.0) + years)
    roles = tuple(longer if held == now[0] else held for held in found.profile.roles)
    words = f"had {years:g} more year{'' if years == 1 else 's'} in your job"
    return _more(found, replace(found.profile, roles=roles), f"years {years:g}", words)


def _degree(level: str, field: str | None, found: Supposed) -> Supposed:
    """A degree that is held already, or a lower one, changes nothing but the field."""
    known = next(one for one in EDUCATION_ORDER if one == level)
    education = HeldEducation(level=known, field=field)
    article = "an" if level[0] in "aeiou" else "a"
    what = "a high school diploma" if level == "high-school" else f"{article} {level.replace('-', ' ')} degree"
    words = "some college" if level == "some-college" else what
    shown = f"{words} in {field}" if field else words
    return _more(found, replace(found.profile, education=education), shown.removeprefix(f"{article} "), f"had {shown}")


def _certification(text: str, found: Supposed, kb: KnowledgeBase, today: date) -> Supposed:
    """Passed today."""
    try:
        key = resolve(text, kb.certs, kind="certification", listing="certs")
    except CareerpathError as error:
        raise CareerpathError(f"{error}. --if takes {WAYS}") from None
    others = tuple(one for one in found.profile.certifications if one.id != key)
    passed = HeldCertification(id=key, earned=today.isoformat())
    profile = replace(found.profile, certifications=(*others, passed))
    more = _more(found, profile, key, f"had {kb.certs[key].title}")
    return replace(more, certifications=(*found.certifications, key))


def _condition(words: str) -> Condition | None:
    """The working condition that is meant: "nights", "on-call", "patients"."""
    for one in CONDITIONS:
        names = (one.short, one.words, *one.headings)
        if words in names or words.replace(" ", "-") in names:
            return one
    return None
