"""What must be said about a set of answers before, or instead of, a ranking (docs/method.md, quiz)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.conditions import refused
from careerpath.quiz.answers import profile_of
from careerpath.quiz.state import QuizState
from careerpath.record import Record
from careerpath.rules.order import Ranked, Ranking, rank
from careerpath.rules.standing import Standing, stand

Kind = Literal["straight-lining", "limits", "too-few", "surprising", "firmness"]
SOONEST_WEEKS = 6
PRAISED = 2
"""The lowest level that is named as something brought."""


class Remark(Record):
    """One plain sentence; `blocks`: no ranking is shown."""

    kind: Kind
    text: str
    blocks: bool = False


def remarks(state: QuizState, kb: KnowledgeBase, today: date, agreement: float | None) -> tuple[Remark, ...]:
    """Everything that must be said. `agreement`: share of plausible people with this top 3 (0-1), or None."""
    standing = stand(profile_of(state.answers, kb, today, state.start), kb, today)
    ranking = rank(standing, kb)
    return (
        *_straight_lining(state, kb),
        *_limits(state, standing, ranking, kb, today),
        *_too_few(state, standing, kb),
        *_firmness(agreement),
        *_surprising(ranking.next[:3], standing, kb),
    )


def _straight_lining(state: QuizState, kb: KnowledgeBase) -> Iterator[Remark]:
    level, given = state.rated_alike, sum(level is not None for level in state.skills().values())
    if level is None or given < kb.constants.quiz_fewest:
        return
    if level == 0:
        yield Remark("straight-lining", f"You said 0 to all {given} skills; what follows rests on your jobs alone.")
    elif given >= kb.constants.quiz_alike:
        yield Remark(
            "straight-lining",
            f"All {given} skills are rated {level}, so nothing tells the roles apart and none is ranked. "
            "Go back and rate some higher and some lower.",
            blocks=True,
        )
    else:
        yield Remark("straight-lining", f"All {given} skills are rated {level}; take the order with care.")


def _limits(state: QuizState, standing: Standing, ranking: Ranking, kb: KnowledgeBase, today: date) -> Iterator[Remark]:
    limits = standing.profile.limits
    no = [one.words for one in refused(limits)]
    if limits.pay_floor_usd is not None:
        no.append(f"pay under ${limits.pay_floor_usd:,.0f}")
    if no and not ranking.next and not ranking.later and ranking.ruled_out:
        yield Remark(
            "limits",
            f"No role is left without {', '.join(no)}; all are ruled out. Loosen one of these limits.",
            blocks=True,
        )
    goal = standing.profile.goal
    for one in refused(limits):
        if goal and getattr(kb.roles[goal].conditions, one.field, "") == "yes":
            yield Remark(
                "limits",
                f"Your goal, {kb.roles[goal].title}, means {one.words}, which you refuse: "
                "one of the two must give way.",
            )
    if limits.deadline and (weeks := (date.fromisoformat(limits.deadline) - today).days // 7) < SOONEST_WEEKS:
        yield Remark(
            "limits", f"Your deadline is under {max(1, weeks + 1)} weeks away; hardly any hiring takes less than that."
        )
    days = state.answers.get("days") or ()
    if {"likes-pressure", "likes-quiet"} <= set(days):
        yield Remark(
            "limits", "You would like both pressure and quiet; no job has both, so neither is held against a role."
        )
    if limits.patient_facing is False and standing.profile.fit.get("visible-effect", 0) >= 4:
        yield Remark(
            "limits",
            "You want to see that patients are helped, but not to meet them; few jobs offer the one without the other.",
        )


def _too_few(state: QuizState, standing: Standing, kb: KnowledgeBase) -> Iterator[Remark]:
    given = sum(level is not None for level in state.known_levels().values()) + len(state.some())
    if given >= kb.constants.quiz_too_few:
        return
    if not standing.profile.roles:
        yield Remark(
            "too-few",
            f"No job and {_skills(given)} are too few to rank roles. Name a job, or rate more skills.",
            blocks=True,
        )
    else:
        only = "only " if given else ""
        yield Remark("too-few", f"You rated {only}{_skills(given)}; the rest is what your jobs usually bring.")


def _firmness(agreement: float | None) -> Iterator[Remark]:
    if agreement is not None:
        yield Remark(
            "firmness",
            f"Of 100 people with answers like yours, {min(99, round(100 * agreement))} "
            f"{'or more ' if agreement > 0.985 else ''}get the same first three roles when asked everything.",
        )


def _surprising(top: tuple[Ranked, ...], standing: Standing, kb: KnowledgeBase) -> Iterator[Remark]:
    """Roles to which no known move leads directly from a held role."""
    if not standing.profile.roles:
        return
    half = kb.constants.ready_line / 2
    families = {kb.roles[held.role].family for held in standing.profile.roles}
    for one in top:
        if one.edge is not None or one.role.family in families or one.readiness.score < half:
            continue
        met = [x for x in one.readiness.lines if not x.is_gap and x.have >= PRAISED]
        met = sorted(met, key=lambda x: (-x.weight, x.need.skill))[:3]
        if not met:
            continue
        brings = ", ".join(kb.skills[x.need.skill].title for x in met)
        yield Remark(
            "surprising",
            f"{one.role.title} may surprise you: few people come to it straight from your jobs, "
            f"yet you cover {one.readiness.score:.0%} of what it asks for ({brings}).",
        )


def _skills(number: int) -> str:
    return f"{number or 'no'} skill{'' if number < 2 else 's'}"
