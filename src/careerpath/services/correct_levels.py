"""Levels that a person puts right: they win over what jobs and certifications bring."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.search import resolve
from careerpath.knowledge.text_file import printable
from careerpath.people.profile import Profile, SkillClaim
from careerpath.record import replace
from careerpath.rules.standing import stand

HIGHEST = 5


def with_levels(profile: Profile, given: Iterable[str], kb: KnowledgeBase, today: date) -> Profile:
    """The profile with these levels, each as `skill=level`. Raises CareerpathError for what is no skill or level."""
    levels = dict(_level(text, kb) for text in given)
    claims = dict(profile.skills)
    for skill in levels:
        claims.pop(skill, None)
    credited = stand(replace(profile, skills=claims), kb, today).holdings
    claims = dict(profile.skills)
    for skill, level in levels.items():
        # a level below what jobs and certifications credit counts only if it corrects them
        is_lower = skill in credited and level < credited[skill].level
        claims[skill] = SkillClaim(level=level, corrects=is_lower)
    return replace(profile, skills=claims)


def _level(text: str, kb: KnowledgeBase) -> tuple[str, int]:
    """The skill and its level."""
    name, _, level = text.rpartition("=")
    level = level.strip()
    if not name or not (level.isascii() and level.isdigit()) or int(level[:3]) > HIGHEST:
        raise CareerpathError(
            f"--level: {printable(text[:40])!r}; write it as ehr-use=2, a skill and a level from 0 to 5"
        )
    return resolve(name.strip(), kb.skills, kind="skill", listing="skills"), int(level)
