"""A profile in words, one fact each; and what changed between two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.conditions import CONDITIONS
from careerpath.people.ehr import TITLES as EHR_TITLES
from careerpath.people.profile import HeldCertification, HeldEducation, HeldRole, Limits, Profile, SkillClaim

# In the order in which they are read out. Where no form is given, the value is a yes or a no.
LIMITS = {
    "budget_usd": ("budget", "${:,.0f}"),
    "hours_per_week": ("hours a week", "{:g}"),
    "deadline": ("deadline", "{}"),
    **{condition.limit: (condition.words, "") for condition in CONDITIONS},
    "state": ("state", "{}"),
    "pay_floor_usd": ("pay at least", "${:,.0f}"),
}


def profile_words(profile: Profile, kb: KnowledgeBase) -> dict[str, str]:
    """What is stated, as label -> value. Ids that the knowledge no longer has stand for themselves."""
    words: dict[str, str] = {}
    if profile.goal:
        words["goal"] = _title(profile.goal, kb.roles)
    for job in profile.roles:
        words[_title(job.role, kb.roles)] = _job_words(job)
    if profile.education:
        words["education"] = _education_words(profile.education)
    if profile.pay_now_usd is not None:
        words["earns now"] = f"${profile.pay_now_usd:,.0f}"
    if profile.in_hospital is not None:
        words["works in a hospital"] = _yes_or_no(profile.in_hospital)
    if profile.ehr is not None:
        words["EHR known"] = ", ".join(EHR_TITLES[product] for product in profile.ehr) or "none"
    if profile.licences == ():  # None says nothing about licenses; an empty list says that there is none
        words["licenses"] = "none"
    for licence in profile.licences or ():
        words[f"license as {_title(licence, kb.roles)}"] = "held"
    for cert in profile.certifications:
        words[_title(cert.id, kb.certs)] = _certification_words(cert)
    for skill, claim in profile.skills.items():
        words[_title(skill, kb.skills)] = _claim_words(claim)
    words.update(_limit_words(profile.limits))
    for trait, wish in profile.fit.items():
        words[f"wish: {_title(trait, kb.vocabulary).lower()}"] = f"{wish} of 5"
    if profile.interests:
        scores = profile.interests.__dict__.items()
        words["interests"] = ", ".join(f"{name} {score}" for name, score in scores)
    return words


def _title(entry_id: str, table: Mapping[str, object]) -> str:
    """The title of an entry; its id, if the knowledge no longer has it."""
    if entry_id not in table:
        return entry_id
    return str(getattr(table[entry_id], "title", entry_id))


def _yes_or_no(value: object) -> str:
    return "yes" if value else "no"


def _job_words(job: HeldRole) -> str:
    words = "years not stated" if job.years is None else f"{job.years:g} years"
    if job.current:
        words += ", held now"
    if job.abroad:
        words += ", in another country"
    return words


def _education_words(education: HeldEducation) -> str:
    if not education.field:
        return education.level
    return f"{education.level} in {education.field}"


def _certification_words(cert: HeldCertification) -> str:
    dates = []
    if cert.earned:
        dates.append(f"earned {cert.earned}")
    if cert.expires:
        dates.append(f"expires {cert.expires}")
    return ", ".join(dates) or "date not stated"


def _claim_words(claim: SkillClaim) -> str:
    words = f"level {claim.level}, {claim.evidence}"
    if claim.corrects:
        words += ", corrected"
    return words


def _limit_words(limits: Limits) -> Iterator[tuple[str, str]]:
    """Label and value of every limit that is stated."""
    for limit, (label, form) in LIMITS.items():
        value = getattr(limits, limit)
        if value is None:
            continue
        yield label, form.format(value) if form else _yes_or_no(value)


def profile_changes(old: Profile, new: Profile, kb: KnowledgeBase) -> tuple[str, ...]:
    """Every difference as a sentence; nothing if both say the same."""
    before, now = profile_words(old, kb), profile_words(new, kb)
    changes = []
    for label in dict.fromkeys((*before, *now)):
        if label not in before:
            changes.append(f"{label}: {now[label]} (new)")
        elif label not in now:
            changes.append(f"{label}: no longer stated (was: {before[label]})")
        elif before[label] != now[label]:
            changes.append(f"{label}: was {before[label]}; is {now[label]}")
    return tuple(changes)
