"""A profile carried between the bundled knowledge and imported occupations, in either direction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careerpath.knowledge.base import OCCUPATION, KnowledgeBase
from careerpath.knowledge.twins import code_and_role
from careerpath.people.profile import HeldRole, Profile, SkillClaim
from careerpath.record import replace


def carried_over(profile: Profile, kb: KnowledgeBase) -> Profile:
    """The profile in the ids of this knowledge, as far as its crosswalk leads; what it does not know stays.

    batch/across.py does the same to many people at once.
    """
    if _is_at_home(profile, kb):
        return profile
    across = kb.indexes.crosswalk
    role_ids = {role: _role_here(role, kb) for role in _roles_named(profile)}
    licences = profile.licences
    if licences:
        licences = tuple(dict.fromkeys([role_ids[licence] for licence in licences]))
    goal = role_ids[profile.goal] if profile.goal else None
    return replace(
        profile,
        roles=_roles(profile.roles, role_ids),
        licences=licences,
        skills=_skills(profile.skills, kb, across["skills"]),
        goal=goal,
    )


def _roles_named(profile: Profile) -> Iterator[str]:
    """Every role that the profile names."""
    for held in profile.roles:
        yield held.role
    yield from profile.licences or ()
    if profile.goal:
        yield profile.goal


def _is_at_home(profile: Profile, kb: KnowledgeBase) -> bool:
    """True if every role and skill is one of this knowledge, as it is called here."""
    for role in _roles_named(profile):
        if role not in kb.roles or role.startswith(OCCUPATION):
            return False
    return all(skill in kb.skills for skill in profile.skills)


def _role_here(role: str, kb: KnowledgeBase) -> str:
    """The id of the role in this knowledge; the same where nothing leads to another."""
    code, _ = code_and_role(role)
    if role.startswith(OCCUPATION) and code in kb.roles:  # imported knowledge calls an occupation by its code alone
        return code
    across = kb.indexes.crosswalk["roles"]
    if role in kb.roles or role not in across:
        return role
    return across[role][0]


def _roles(held: tuple[HeldRole, ...], role_ids: Mapping[str, str]) -> tuple[HeldRole, ...]:
    """Two that are one role here, at least one of them carried over, become the first; their years add up."""
    roles: list[HeldRole] = []
    is_moved: list[bool] = []
    for job in held:
        role = role_ids[job.role]
        place = _place_of(role, roles)
        if place is None or not (is_moved[place] or role != job.role):
            roles.append(replace(job, role=role))
            is_moved.append(role != job.role)
        else:
            roles[place] = _as_one(roles[place], job)
    return tuple(roles)


def _place_of(role: str, roles: list[HeldRole]) -> int | None:
    """Where the role stands first."""
    for place, held in enumerate(roles):
        if held.role == role:
            return place
    return None


def _as_one(first: HeldRole, second: HeldRole) -> HeldRole:
    years = first.years
    if second.years is not None:
        years = second.years + (first.years or 0.0)
    return replace(first, years=years, current=first.current or second.current)


def _skills(
    claims: Mapping[str, SkillClaim], kb: KnowledgeBase, across: Mapping[str, tuple[str, int]]
) -> dict[str, SkillClaim]:
    """The highest claim of those that become one skill; one that loses all its levels is left out."""
    carried: dict[str, SkillClaim] = {}
    for skill, claim in claims.items():
        other, levels_lost = skill, 0
        if skill not in kb.skills and skill in across:
            other, levels_lost = across[skill]
        level = max(0, claim.level - levels_lost)
        if level == 0 and claim.level > 0:
            continue
        if other not in carried or carried[other].level < level:
            carried[other] = replace(claim, level=level)
    return carried
