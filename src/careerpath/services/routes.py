"""Routes from held roles, or a named one, to a goal."""

from __future__ import annotations

from datetime import date

from careerpath.errors import AnswerIsNoError, CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.routes import MOST_MOVES, Route
from careerpath.pathway.routes import routes as find
from careerpath.people.profile import Profile
from careerpath.rules.reach import with_likely_moves
from careerpath.rules.standing import stand


def routes_to(
    goal: str, kb: KnowledgeBase, *, today: date, start: str | None = None, profile: Profile | None = None
) -> tuple[tuple[str, ...], tuple[Route, ...]]:
    """(where they start, routes). Raises AnswerIsNoError if there is none, CareerpathError without a start."""
    starts = (start,) if start else tuple(held.role for held in profile.roles) if profile else ()
    held = stand(profile, kb, today).certifications if profile else frozenset()
    if not starts:
        raise CareerpathError("where do the routes start? name a role with --from, or a profile that holds one")
    if goal in starts:
        raise CareerpathError(f"{kb.roles[goal].title} is where you start; name another role with --to")
    if not kb.indexes.links:
        kb = with_likely_moves(kb)
    found = find(starts, goal, held, kb, licences_of(starts, profile, kb))
    if not found:
        origin = ", ".join(starts)
        raise AnswerIsNoError(f"no chain of up to {MOST_MOVES} moves leads from {origin} to {goal}")
    return starts, found


def licences_of(starts: tuple[str, ...], profile: Profile | None, kb: KnowledgeBase) -> frozenset[str]:
    """Licences that are held, or without which the first roles could not be."""
    implied = {g.licence for role in starts for g in kb.roles[role].gates if g.kind == "licence" and g.licence}
    return frozenset({*(profile.licences if profile else ()), *implied})
