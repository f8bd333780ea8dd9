"""Two roles side by side for one person: what each asks, pays and takes, and what to do first."""

from __future__ import annotations

from datetime import date

from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.profile import Profile
from careerpath.record import Record
from careerpath.services.recommend import Explanation, Recommendation, explain, recommend
from careerpath.services.suppose import Supposed


class Comparison(Record):
    """The same explanation for each role."""

    answers: tuple[Explanation, ...]


def compare(profile: Profile, roles: tuple[str, ...], kb: KnowledgeBase, today: date) -> Comparison:
    """What `why` knows of each role."""
    return Comparison(tuple(explain(profile, kb.roles[role], kb, today) for role in roles))


class Change(Record):
    """How one role would stand otherwise."""

    role: str
    before: float
    """Readiness (0-1) as things stand."""
    after: float
    place_before: int | None
    """Place among the next roles; None if it is not among them."""
    place_after: int | None


class WhatIf(Record):
    """What would change if something about a person were different."""

    supposed: Supposed
    after: Recommendation
    changes: tuple[Change, ...]
    """Roles whose readiness or place would change: the next roles first, then by the rise."""


def what_if(profile: Profile, supposed: Supposed, kb: KnowledgeBase, today: date) -> WhatIf:
    """The answer of `recommend` as it is, and as it would be."""
    before, after = recommend(profile, kb, today), recommend(supposed.profile, kb, today)
    places, then = _places(before), _places(after)
    ranked = (*before.ranking.next, *before.ranking.later, *before.ranking.ruled_out)
    scores = {one.role.id: one.readiness.score for one in ranked}
    changes = []
    for one in (*after.ranking.next, *after.ranking.later, *after.ranking.ruled_out):
        key, score = one.role.id, one.readiness.score
        moved = places.get(key) != then.get(key)
        if key in scores and (moved or abs(score - scores[key]) > 1e-9):
            changes.append(Change(key, scores[key], score, places.get(key), then.get(key)))
    changes.sort(key=lambda change: (change.place_after is None, change.before - change.after, change.role))
    return WhatIf(supposed, after, tuple(changes))


def _places(answer: Recommendation) -> dict[str, int]:
    return {one.role.id: place for place, one in enumerate(answer.ranking.next, 1)}
