"""A role as people name it: an id, a title in any number of words, or its number in the answer of `recommend`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.search import role_named
from careerpath.people.profile import Profile
from careerpath.record import Record


class NamedRole(Record):
    """The role that is meant, and what to say about how it was understood."""

    role: str
    note: str = ""


def named_role(words: Sequence[str], profile: Profile, kb: KnowledgeBase, today: date) -> NamedRole:
    """The role that the words mean. A number is the place in what `recommend` answers for this person today.

    Nothing is kept for that: the same person gets the same answer. Raises CareerpathError if no role is meant.
    """
    text = " ".join(words).strip()
    if not text.isdigit():
        return NamedRole(role_named(text, kb))
    from careerpath.services.recommend import recommend

    suggestions = recommend(profile, kb, today).suggestions
    number = int(text)
    if not 1 <= number <= len(suggestions):
        known = f"there are {len(suggestions)}" if suggestions else "there are none"
        raise CareerpathError(f"no role {number} among your next roles; {known} (`careerpath recommend`)")
    role = suggestions[number - 1].ranked.role
    return NamedRole(role.id, f"{number}: {role.title}, the place it has in your next roles")
