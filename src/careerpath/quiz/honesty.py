"""What must be said about a set of answers before, or instead of, a ranking (docs/method.md, quiz)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Role
from careerpath.people.conditions import refused
from careerpath.people.profile import Limits
from careerpath.quiz.answers import profile_of
from careerpath.quiz.state import QuizState
from careerpath.record import Record
from careerpath.rules.order import Ranked, Ranking, rank
from careerpath.rules.standing import Standing, stand

RemarkKind = Literal["straight-lining", "limits", "too-few", "surprising", "firmness"]
SOONEST_WEEKS = 6
"""A posting, interviews and notice take at least so long."""
MOST_PEOPLE = 99
"""Of a hundred: what is drawn from a sample is never certain."""
MOST_PRAISED = 3
PRAISED = 2
"""The lowest level that is named as something brought."""


class Remark(Record):
    """One plain sentence; `blocks`: no ranking is shown."""

    kind: RemarkKind
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
    level, given = state.rated_alike, _count_known(state.skills())
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


def _count_known(levels: Mapping[str, int | None]) -> int:
    """How many skills have a level; of the others the person was not sure."""
    return sum(level is not None for level in levels.values())


def _limits(state: QuizState, standing: Standing, ranking: Ranking, kb: KnowledgeBase, today: date) -> Iterator[Remark]:
    """Limits that leave no role, that clash with one another or with a goal, or that nobody can meet."""
    limits = standing.profile.limits
    if ranking.ruled_out and not ranking.next and not ranking.later:
        yield from _nothing_left(limits)
    if standing.profile.goal:
        yield from _refused_by_goal(limits, kb.roles[standing.profile.goal])
    if limits.deadline:
        yield from _too_soon(date.fromisoformat(limits.deadline), today)
    days = state.answers.get("days") or ()
    if "likes-pressure" in days and "likes-quiet" in days:
        yield Remark(
            "limits", "You would like both pressure and quiet; no job has both, so neither is held against a role."
        )
    if limits.patient_facing is False and standing.profile.fit.get("visible-effect", 0) >= 4:
        yield Remark(
            "limits",
            "You want to see that patients are helped, but not to meet them; few jobs offer the one without the other.",
        )


def _nothing_left(limits: Limits) -> Iterator[Remark]:
    """What was asked for where it rules out every role."""
    unwanted = [condition.words for condition in refused(limits)]
    if limits.pay_floor_usd is not None:
        unwanted.append(f"pay under ${limits.pay_floor_usd:,.0f}")
    if unwanted:
        yield Remark(
            "limits",
            f"No role is left without {', '.join(unwanted)}; all are ruled out. Loosen one of these limits.",
            blocks=True,
        )


def _refused_by_goal(limits: Limits, goal: Role) -> Iterator[Remark]:
    for condition in refused(limits):
        if getattr(goal.conditions, condition.field, "") == "yes":
            yield Remark(
                "limits",
                f"Your goal, {goal.title}, means {condition.words}, which you refuse: one of the two must give way.",
            )


def _too_soon(deadline: date, today: date) -> Iterator[Remark]:
    weeks = (deadline - today).days // 7
    if weeks < SOONEST_WEEKS:
        yield Remark(
            "limits", f"Your deadline is under {max(1, weeks + 1)} weeks away; hardly any hiring takes less than that."
        )


def _too_few(state: QuizState, standing: Standing, kb: KnowledgeBase) -> Iterator[Remark]:
    given = _count_known(state.known_levels()) + len(state.some())
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
    if agreement is None:
        return
    people = str(min(MOST_PEOPLE, round(100 * agreement)))
    if agreement > 0.985:  # from there on it rounds to the most
        people += " or more"
    yield Remark(
        "firmness",
        f"Of 100 people with answers like yours, {people} get the same first three roles when asked everything.",
    )


def _surprising(top: tuple[Ranked, ...], standing: Standing, kb: KnowledgeBase) -> Iterator[Remark]:
    """Roles to which no known move leads directly from a held role."""
    if not standing.profile.roles:
        return
    enough = kb.constants.ready_line / 2
    families = {kb.roles[held.role].family for held in standing.profile.roles}
    for candidate in top:
        is_usual = candidate.edge is not None or candidate.role.family in families
        strengths = _strengths(candidate, kb)
        if is_usual or candidate.readiness.score < enough or not strengths:
            continue
        yield Remark(
            "surprising",
            f"{candidate.role.title} may surprise you: few people come to it straight from your jobs, "
            f"yet you cover {candidate.readiness.score:.0%} of what it asks for ({', '.join(strengths)}).",
        )


def _strengths(candidate: Ranked, kb: KnowledgeBase) -> list[str]:
    """The skills that the person brings for a role, the weightiest first."""
    met = [line for line in candidate.readiness.lines if not line.is_gap and line.have >= PRAISED]
    met.sort(key=lambda line: (-line.weight, line.need.skill))
    return [kb.skills[line.need.skill].title for line in met[:MOST_PRAISED]]


def _skills(number: int) -> str:
    if number == 0:
        return "no skill"
    return "1 skill" if number == 1 else f"{number} skills"
