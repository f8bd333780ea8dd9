"""What a counselor may want to talk over: matches that surprise, and what the answer would be firmer for knowing."""

from __future__ import annotations

from collections.abc import Iterator

from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.conditions import CONDITIONS
from careerpath.record import Record
from careerpath.rules.order import Ranked
from careerpath.services.roadmap import Standpoint

MATCHES = 4
SKILL_QUESTIONS = 2
CLOSE = 0.5
"""Readiness from which a role in another field or behind a gate is worth a word."""
FIRM = 0.7
"""Share of variations below which a place among the first three hangs on few answers."""


class Surprise(Record):
    """A role the person may not have thought of, and why it is worth talking about."""

    ranked: Ranked
    reasons: tuple[str, ...]
    caution: str = ""


def surprises(roadmap: Standpoint) -> tuple[Surprise, ...]:
    """Roles other than the goal in the order of the ranking, then roles that only a gate keeps away."""
    ranking = roadmap.answer.ranking
    if ranking.silence:
        return ()
    gated = sorted(ranking.later, key=lambda one: (-one.readiness.score, one.role.id))
    near = [one for one in gated if one.readiness.score >= CLOSE]
    found = (_surprise(one, roadmap) for one in (*ranking.next, *near) if one.role.id != roadmap.goal)
    return tuple(one for one in found if one)[:MATCHES]


def _surprise(one: Ranked, roadmap: Standpoint) -> Surprise | None:
    reasons = tuple(_reasons(one, roadmap))
    is_new_way = one.place != "later" and one.edge is None
    if not reasons and not is_new_way:
        return None
    covered = f"{one.readiness.score:.0%} of its needs are covered"
    caution = "few people are known to make the move directly" if is_new_way else ""
    return Surprise(one, (covered, *reasons), caution)


def _reasons(one: Ranked, roadmap: Standpoint) -> Iterator[str]:
    target = roadmap.target
    if one.place == "later":
        yield one.reason
        return
    if target is not None and one.role.family != target.role.family and one.readiness.score >= CLOSE:
        yield "it lies in another field than the goal"
    if target is not None and one.months_high < target.months_low:
        yield "it is within reach sooner than the goal"
    pay = one.pay_change_usd
    if pay is not None and target is not None and target.pay_change_usd is not None and pay > target.pay_change_usd:
        yield "its occupation pays more than that of the goal"


def open_questions(roadmap: Standpoint, kb: KnowledgeBase) -> Iterator[str]:
    """What is not known, what matters most first."""
    standing = roadmap.answer.standing
    profile, limits = standing.profile, standing.profile.limits
    if not roadmap.is_goal_stated and roadmap.answer.suggestions:
        yield "Which of the roles would you choose, and what speaks against it?"
    if not profile.roles:
        yield "Which jobs, also unpaid ones, have you done?"
    if any(held.years is None for held in profile.roles):
        yield "For how many years did you do each job?"
    if profile.education is None:
        yield "What is your highest finished education, and in which field?"
    yield from _skill_questions(roadmap, kb)
    if limits.hours_per_week is None:
        yield "How many hours a week can you give?"
    if limits.budget_usd is None:
        yield "How much can you spend, and who could pay a part of it?"
    if limits.state is None:
        yield "In which state do you want to work? Wages and help differ."
    unsaid = [one.words for one in CONDITIONS if getattr(limits, one.limit) is None]
    if unsaid:
        yield f"Would you accept {' or '.join(unsaid)}?"
    if any(one.stability_top3 < FIRM for one in roadmap.answer.suggestions):
        yield "Which of your ratings are you least sure of? The first three places hang on few answers."
    if profile.interests is None and not profile.fit:
        yield "What does a good working day look like? Neither interests nor wishes are stated yet."
    yield "Who around you could help, and who might be against it?"


def _skill_questions(roadmap: Standpoint, kb: KnowledgeBase) -> Iterator[str]:
    """The questions of the heaviest gaps of the goal that the person has not rated."""
    if roadmap.target is None:
        return
    rated = roadmap.answer.standing.profile.skills
    gaps = [line for line in roadmap.target.readiness.gaps if line.need.skill not in rated]
    for line in gaps[:SKILL_QUESTIONS]:
        yield kb.skills[line.need.skill].question
