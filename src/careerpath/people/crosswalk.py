"""A profile carried between the bundled knowledge and imported occupations, in either direction."""

from __future__ import annotations

from collections.abc import Mapping

from careerpath.knowledge.base import OCCUPATION, KnowledgeBase
from careerpath.knowledge.twins import code_and_role
from careerpath.people.profile import HeldRole, Profile, SkillClaim
from careerpath.record import replace


def carried_over(profile: Profile, kb: KnowledgeBase) -> Profile:
    """The profile in the ids of this knowledge, as far as its crosswalk leads; what it does not know stays.

    batch/across.py does the same to many people at once.
    """
    walk = kb.indexes.crosswalk
    roles, skills = walk["roles"], walk["skills"]
    named = (*(held.role for held in profile.roles), *(profile.licences or ()), *filter(None, (profile.goal,)))
    are_roles_ours = all(key in kb.roles and not key.startswith(OCCUPATION) for key in named)
    if are_roles_ours and all(key in kb.skills for key in profile.skills):
        return profile

    def role_of(key: str) -> str:
        if key.startswith(OCCUPATION) and (code := code_and_role(key)[0]) in kb.roles:
            return code
        return key if key in kb.roles or key not in roles else roles[key][0]

    return replace(
        profile,
        roles=_roles(profile.roles, {held.role: role_of(held.role) for held in profile.roles}),
        licences=profile.licences and tuple(dict.fromkeys(map(role_of, profile.licences))),
        skills=_skills(profile.skills, kb, skills),
        goal=role_of(profile.goal) if profile.goal else None,
    )


def _roles(held: tuple[HeldRole, ...], across: Mapping[str, str]) -> tuple[HeldRole, ...]:
    """Two that are one role here, at least one of them carried over, become the first; their years add up."""
    found: list[HeldRole] = []
    moved: list[bool] = []
    for one in held:
        key = across[one.role]
        at = next((i for i, other in enumerate(found) if other.role == key), None)
        if at is None or not (moved[at] or key != one.role):
            found.append(replace(one, role=key))
            moved.append(key != one.role)
            continue
        first = found[at]
        years = first.years if one.years is None else one.years + (first.years or 0.0)
        found[at] = replace(first, years=years, current=first.current or one.current)
    return tuple(found)


def _skills(
    claims: Mapping[str, SkillClaim], kb: KnowledgeBase, walk: Mapping[str, tuple[str, int]]
) -> dict[str, SkillClaim]:
    """The highest claim of those that become one skill; one that loses all its levels is left out."""
    found: dict[str, SkillClaim] = {}
    for key, claim in claims.items():
        other, lower = (key, 0) if key in kb.skills or key not in walk else walk[key]
        level = max(0, claim.level - lower)
        if level == 0 < claim.level or (other in found and found[other].level >= level):
            continue
        found[other] = replace(claim, level=level)
    return found
