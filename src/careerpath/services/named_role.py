"""A role by its number in the answer of `recommend`."""

from __future__ import annotations

from datetime import date

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.profile import Profile
from careerpath.record import Record


class NamedRole(Record):
    """The role that is meant, and what to say about how it was understood."""

    role: str
    note: str


def numbered_role(number: int, profile: Profile, kb: KnowledgeBase, today: date) -> NamedRole:
    """The role in that place of what `recommend` answers for this person today: the same person, the same answer.

    Raises CareerpathError if there is no such place.
    """
    from careerpath.services.recommend import recommend

    suggestions = recommend(profile, kb, today).suggestions
    if not 1 <= number <= len(suggestions):
        known = f"there are {len(suggestions)}" if suggestions else "there are none"
        raise CareerpathError(f"no role {number} among your next roles; {known} (`careerpath recommend`)")
    role = suggestions[number - 1].ranked.role
    return NamedRole(role.id, f"{number}: {role.title}, the place it has in your next roles")
