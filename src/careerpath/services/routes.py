"""Routes from held roles, or a named one, to a goal."""

from __future__ import annotations

from datetime import date

from careerpath.errors import AnswerIsNoError, CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.routes import Route, no_way, preferred
from careerpath.pathway.routes import routes as find
from careerpath.people.profile import HeldRole, Profile
from careerpath.record import Record, replace
from careerpath.rules.reach import with_likely_moves
from careerpath.rules.standing import stand


class RoutesFound(Record):
    """The routes to a goal that no other beats, the shortest first."""

    goal: str
    starts: tuple[str, ...]
    """The jobs they start from."""
    routes: tuple[Route, ...]
    planned: Route | None
    """The one that `plan` takes; None where they start from a job that the person was not asked about."""


def routes_to(
    goal: str, kb: KnowledgeBase, *, today: date, start: str | None = None, profile: Profile | None = None
) -> RoutesFound:
    """Raises AnswerIsNoError if there is none, CareerpathError without a start."""
    if start is None and profile is None:
        raise CareerpathError("where do the routes start? name a role with --from, or a profile that holds one")
    standing = stand(_person(start, profile), kb, today)
    starts = (start,) if start else tuple(standing.practice_months)
    if goal in starts:
        raise CareerpathError(f"{kb.roles[goal].title} is where you start; name another role with --to")
    if not starts and not kb.indexes.links:
        raise CareerpathError("where do the routes start? name a role with --from, or a profile that holds one")
    if not kb.indexes.links:
        kb = with_likely_moves(kb)
    found = find(standing, goal, kb, (start,) if start else None)
    if not found:
        origin = ", ".join(kb.roles[role].title for role in starts) or "no job"
        raise AnswerIsNoError(no_way(goal, kb, origin))
    planned = None if start else preferred(found, standing, goal, kb)
    return RoutesFound(goal, starts, found, planned)


def _person(start: str | None, profile: Profile | None) -> Profile:
    """The person of the profile; without one, somebody who works in the role they start from."""
    if profile is not None and start is None:
        return profile
    if start is None:
        return Profile()
    if profile is None:
        return Profile(roles=(HeldRole(role=start, current=True),))
    known = next((one for one in profile.roles if one.role == start), HeldRole(role=start))
    known = replace(known, current=True, until=None)  # the question is how it goes from there
    others = tuple(one for one in profile.roles if one.role != start)
    return replace(profile, roles=(known, *others))
