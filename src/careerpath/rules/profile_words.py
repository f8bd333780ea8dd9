"""A profile in words, one fact each; and what changed between two."""

from __future__ import annotations

from collections.abc import Mapping

from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.conditions import CONDITIONS
from careerpath.people.ehr import TITLES as EHR_TITLES
from careerpath.people.profile import Profile

LIMITS = {
    "budget_usd": ("budget", "${:,.0f}"),
    "hours_per_week": ("hours a week", "{:g}"),
    "deadline": ("deadline", "{}"),
    **{one.limit: (one.words, "") for one in CONDITIONS},
    "state": ("state", "{}"),
    "pay_floor_usd": ("pay at least", "${:,.0f}"),
}


def profile_words(profile: Profile, kb: KnowledgeBase) -> dict[str, str]:
    """What is stated, as label -> value. Ids that the knowledge no longer has stand for themselves."""

    def title(key: str, table: Mapping[str, object]) -> str:
        return str(getattr(table[key], "title", key)) if key in table else key

    found = {"goal": title(profile.goal, kb.roles)} if profile.goal else {}
    for role in profile.roles:
        years = "years not stated" if role.years is None else f"{role.years:g} years"
        found[title(role.role, kb.roles)] = years + (", held now" if role.current else "")
    if profile.education:
        field = f" in {profile.education.field}" if profile.education.field else ""
        found["education"] = f"{profile.education.level}{field}"
    if profile.pay_now_usd is not None:
        found["earns now"] = f"${profile.pay_now_usd:,.0f}"
    if profile.in_hospital is not None:
        found["works in a hospital"] = "yes" if profile.in_hospital else "no"
    if profile.ehr is not None:
        found["EHR known"] = ", ".join(EHR_TITLES[one] for one in profile.ehr) or "none"
    if profile.licences == ():
        found["licenses"] = "none"
    for licence in profile.licences or ():
        found[f"license as {title(licence, kb.roles)}"] = "held"
    for cert in profile.certifications:
        dates = [f"{word} {day}" for word, day in (("earned", cert.earned), ("expires", cert.expires)) if day]
        found[title(cert.id, kb.certs)] = ", ".join(dates) or "date not stated"
    for skill, claim in profile.skills.items():
        found[title(skill, kb.skills)] = f"level {claim.level}, {claim.evidence}" + ", corrected" * claim.corrects
    for key, (label, form) in LIMITS.items():
        if (value := getattr(profile.limits, key)) is not None:
            found[label] = form.format(value) if form else "yes" if value else "no"
    for trait, wish in profile.fit.items():
        found[f"wish: {title(trait, kb.vocabulary).lower()}"] = f"{wish} of 5"
    if profile.interests:
        found["interests"] = ", ".join(f"{name} {score}" for name, score in profile.interests.__dict__.items())
    return found


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
