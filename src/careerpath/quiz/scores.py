"""The order of the roles for many level vectors at once, in agreement with `ranking.rank` (docs/method.md, quiz)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.record import Record
from careerpath.rules.credit import need_weights, ways_to_credit
from careerpath.rules.gates import closed_gates
from careerpath.rules.order import Ranked, is_door, rank
from careerpath.rules.standing import Standing, role_gives

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Ints = np.ndarray[Any, np.dtype[np.int64]]

TOP = 3
"""As many roles as the first screen shows: the quiz ends when these can hardly change."""
LEVELS = 6
"""Levels of a skill, 0-5."""
OUT = -1e9
"""Order value of a role that is not among the next roles."""


class Scorer(Record):
    """Readiness and order values of the roles that skills can still bring among the next ones.

    A term is one way to earn credit for one need: the needed skill itself, or one of its relations. `credit[t, h]` is
    what term t earns (0-1) when its skill is held at level h; the best term of a need counts.
    """

    roles: tuple[str, ...]
    skills: tuple[str, ...]
    base: Floats
    """Order value without readiness, by role."""
    factor: float
    line: Floats
    """Readiness below which a role is not among the next ones, by role."""
    term_skill: Ints
    credit: Floats
    need_start: Ints
    need_weight: Floats
    role_start: Ints

    def readiness(self, levels: Ints) -> Floats:
        """Readiness [people x roles] of level vectors [people x skills]."""
        import numpy as np

        # One row per term, people side by side: reducing rows is several times faster than reducing within them.
        held = np.ascontiguousarray(levels.T)[self.term_skill]
        held += LEVELS * np.arange(len(held))[:, None]
        earned = self.credit.ravel()[held]
        needs = np.maximum.reduceat(earned, self.need_start, axis=0) * self.need_weight[:, None]
        ready: Floats = np.add.reduceat(needs, self.role_start, axis=0).T
        return ready

    def order(self, levels: Ints) -> Floats:
        """Order values [people x roles]; `OUT` where the role is not among the next ones."""
        import numpy as np

        ready = self.readiness(levels)
        return np.where(ready < self.line - 1e-9, OUT, self.base + self.factor * ready)

    def top(self, levels: Ints) -> Ints:
        """The first three roles of each person, as sorted indices [people x 3]; -1 where there are fewer."""
        import numpy as np

        order = self.order(levels)
        order = np.pad(order, ((0, 0), (0, max(0, TOP - order.shape[1]))), constant_values=OUT)
        best = np.argsort(-order, axis=1, kind="stable")[:, :TOP]
        best = np.where(np.take_along_axis(order, best, axis=1) <= OUT, -1, best)
        return np.sort(best, axis=1)


MANY_SKILLS = 600
"""Knowledge with more skills than this is narrowed to those that the compared roles touch."""


def make_scorer(ranked: Sequence[Ranked], kb: KnowledgeBase, skills: tuple[str, ...] | None = None) -> Scorer:
    """The scorer for some of the roles that no limit or gate forbids a person; `skills` are those of another scorer.

    The axis `time` depends on levels too; it is taken as it stands now, which is exact while its weight is 0.
    """
    import numpy as np

    @cache
    def terms(skill: str, level: int) -> list[tuple[str, list[float]]]:
        return _terms(skill, level, kb)

    factor = kb.constants.order_readiness
    if skills is None:
        skills = tuple(kb.skills) if len(kb.skills) <= MANY_SKILLS else _touched(ranked, kb)
    index = {skill: number for number, skill in enumerate(skills)}
    roles, base, line, role_start = [], [], [], []
    term_skill: list[int] = []
    credit: list[list[float]] = []
    need_start: list[int] = []
    weights: list[float] = []
    for candidate in sorted(ranked, key=lambda candidate: candidate.role.id):
        roles.append(candidate.role.id)
        base.append(candidate.order_value - factor * candidate.readiness.score)
        line.append(_line_of(candidate, kb))
        role_start.append(len(need_start))
        weights += need_weights(candidate.role, kb)
        for need in candidate.role.needs:
            need_start.append(len(term_skill))
            for skill, earned in terms(need.skill, need.level):
                term_skill.append(index[skill])
                credit.append(earned)
    return Scorer(
        roles=tuple(roles),
        skills=skills,
        base=np.array(base),
        factor=factor,
        line=np.array(line),
        term_skill=np.array(term_skill),
        credit=np.array(credit),
        need_start=np.array(need_start),
        need_weight=np.array(weights),
        role_start=np.array(role_start),
    )


def _line_of(candidate: Ranked, kb: KnowledgeBase) -> float:
    """Readiness (0-1) from which on the role is among the next ones; a door is from the start."""
    return 0.0 if is_door(candidate.role) else kb.constants.next_line


def _touched(ranked: Sequence[Ranked], kb: KnowledgeBase) -> tuple[str, ...]:
    """Skills that the roles need or give, and those that earn part of such a need."""
    skills: dict[str, None] = {}
    for candidate in ranked:
        skills |= dict.fromkeys(role_gives(candidate.role))
        for need in candidate.role.needs:
            for other, _, _ in kb.relations(need.skill):
                skills[other] = None
    return tuple(skills)


def open_to(standing: Standing, kb: KnowledgeBase) -> tuple[Ranked, ...]:
    """The roles that are next now, or would be with more readiness."""
    ranking = rank(standing, kb)
    later = [candidate for candidate in ranking.later if not closed_gates(candidate.gates)]
    return (*ranking.next, *later)


def _terms(skill: str, level: int, kb: KnowledgeBase) -> list[tuple[str, list[float]]]:
    """What each skill earns of a need at each level held (rules/credit.py)."""
    terms = []
    for way in ways_to_credit(skill, kb):
        terms.append((way.skill, [way.credit(held, level) for held in range(LEVELS)]))
    return terms
