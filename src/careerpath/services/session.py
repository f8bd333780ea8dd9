"""What a counselor may want to talk over: matches that surprise, and what the answer would be firmer for knowing."""

from __future__ import annotations

from collections.abc import Iterator

from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.conditions import CONDITIONS
from careerpath.people.profile import Limits, Profile
from careerpath.people.readings import readings
from careerpath.record import Record
from careerpath.rules.order import Ranked
from careerpath.services.roadmap import Standpoint

# What a talk of half an hour has room for.
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
    gated = sorted(ranking.later, key=lambda ranked: (-ranked.readiness.score, ranked.role.id))
    near = [ranked for ranked in gated if ranked.readiness.score >= CLOSE]
    surprising = []
    for ranked in (*ranking.next, *near):
        if ranked.role.id == roadmap.goal:
            continue
        surprise = _surprise(ranked, roadmap)
        if surprise:
            surprising.append(surprise)
    return tuple(surprising[:MATCHES])


def _surprise(ranked: Ranked, roadmap: Standpoint) -> Surprise | None:
    """None for a role that is what one would expect."""
    reasons = tuple(_reasons(ranked, roadmap))
    is_new_way = ranked.place != "later" and ranked.edge is None
    if not reasons and not (is_new_way and ranked.readiness.score >= CLOSE):
        return None
    covered = f"{ranked.readiness.score:.0%} of its needs are covered"
    caution = "few people are known to make the move directly" if is_new_way else ""
    return Surprise(ranked, (covered, *reasons), caution)


def _reasons(ranked: Ranked, roadmap: Standpoint) -> Iterator[str]:
    """Why the role is worth a word beside the goal, or beside the first role where none is chosen."""
    if ranked.place == "later":
        yield ranked.reason
        return
    target = roadmap.target
    if target is None:
        return
    other = "the goal" if roadmap.is_goal_stated else target.role.title
    if ranked.role.family != target.role.family and ranked.readiness.score >= CLOSE:
        yield f"it lies in another field than {other}"
    if ranked.months_high < target.months_low:
        yield f"it is within reach sooner than {other}"
    if _pays_more(ranked, target):
        yield f"its occupation pays more than that of {other}"


def _pays_more(ranked: Ranked, target: Ranked) -> bool:
    """True if the change of pay is known of both, and better."""
    if ranked.pay_change_usd is None or target.pay_change_usd is None:
        return False
    return ranked.pay_change_usd > target.pay_change_usd


def open_questions(roadmap: Standpoint, kb: KnowledgeBase) -> Iterator[str]:
    """What is not known, what matters most first."""
    profile = roadmap.answer.standing.profile
    if not roadmap.is_goal_stated and roadmap.answer.suggestions:
        yield "Which of the roles would you choose, and what speaks against it?"
    for reading in readings(profile, kb):
        if not reading.title:
            yield f'What is the work of "{reading.words}" also called? It is no job known here, so it does not count.'
    yield from _past_questions(profile)
    yield from _skill_questions(roadmap, kb)
    yield from _limit_questions(profile.limits)
    if any(suggestion.stability_top3 < FIRM for suggestion in roadmap.answer.suggestions):
        yield "Which of your ratings are you least sure of? The first three places hang on few answers."
    if profile.interests is None and not profile.fit:
        yield "What does a good working day look like? Neither interests nor wishes are stated yet."
    yield "Who around you could help, and who might be against it?"


def _past_questions(profile: Profile) -> Iterator[str]:
    if not profile.roles:
        yield "Which jobs, also unpaid ones, have you done?"
    if any(held.years is None for held in profile.roles):
        yield "For how many years did you do each job?"
    if profile.education is None:
        yield "What is your highest finished education, and in which field?"


def _limit_questions(limits: Limits) -> Iterator[str]:
    if limits.hours_per_week is None:
        yield "How many hours a week can you give?"
    if limits.budget_usd is None:
        yield "How much can you spend, and who could pay a part of it?"
    if limits.state is None:
        yield "In which state do you want to work? Wages and help differ."
    open_conditions = [condition.words for condition in CONDITIONS if getattr(limits, condition.limit) is None]
    if open_conditions:
        yield f"Would you accept {' or '.join(open_conditions)}?"


def _skill_questions(roadmap: Standpoint, kb: KnowledgeBase) -> Iterator[str]:
    """The questions of the heaviest gaps of the goal that the person has not rated."""
    if roadmap.target is None:
        return
    rated = roadmap.answer.standing.profile.skills
    gaps = [line for line in roadmap.target.readiness.gaps if line.need.skill not in rated]
    for line in gaps[:SKILL_QUESTIONS]:
        yield kb.skills[line.need.skill].question
