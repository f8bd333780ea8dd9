"""Readiness: how much of a role's needs a person covers, as lines that sum to the score (docs/method.md, 2)."""

from __future__ import annotations

from typing import NamedTuple

from careerpath.engine.standing import Holding
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Need, Role
from careerpath.record import Record


class Line(NamedTuple):
    """One need: its share of the role's weight (`weight`, all shares sum to 1) and what of it is earned."""

    need: Need
    have: int
    weight: float
    earned: float
    via: str | None = None
    """Another skill that earned the credit, if not the needed one."""

    @property
    def missing(self) -> float:
        return self.weight - self.earned

    @property
    def is_gap(self) -> bool:
        return self.missing > 1e-12


class Readiness(Record):
    """The score (0-1) is the sum of what the lines earned."""

    role: str
    lines: tuple[Line, ...]

    @property
    def score(self) -> float:
        total = 0.0  # one after the other: `sum` adds in another way in each version of Python
        for line in self.lines:
            total += line.earned
        return total

    @property
    def gaps(self) -> tuple[Line, ...]:
        """Needs not fully covered, the heaviest first."""
        return tuple(sorted((x for x in self.lines if x.is_gap), key=lambda x: (-x.missing, x.need.skill)))


def readiness(holdings: dict[str, Holding], role: Role, kb: KnowledgeBase) -> Readiness:
    """Score a person against a role.

    A need of weight w and level n earns w * min(1, h / n) where the skill is held at level h; a related skill earns a
    published share of that, capped; the best single credit counts. Source: docs/method.md, 2.
    """
    levels = {skill: held.level for skill, held in holdings.items()}
    weights = need_weights(role, kb)
    lines = []
    for need, weight in zip(role.needs, weights, strict=True):
        credit, via = best_credit(levels, need.skill, need.level, kb)
        lines.append(Line(need, levels.get(need.skill, 0), weight, weight * credit, via))
    return Readiness(role.id, tuple(lines))


def need_weights(role: Role, kb: KnowledgeBase) -> list[float]:
    """Each need's share of the role: importance, times `essential-factor` if essential; the shares sum to 1."""
    factor = kb.weight("essential-factor")
    raw = [need.importance * (factor if need.essential else 1.0) for need in role.needs]
    total = sum(raw)
    return [value / total for value in raw]


def best_credit(levels: dict[str, int], skill: str, level: int, kb: KnowledgeBase) -> tuple[float, str | None]:
    """The best single credit (0-1) for a need, and the other skill it came from, if any."""
    best, via = min(1.0, levels.get(skill, 0) / level), None
    if best < 1.0:
        cap = kb.weight("credit-cap")
        for other, _, part in kb.relations(skill):
            if other in levels:
                credit = min(cap, part * min(1.0, levels[other] / level))
                if credit > best + 1e-12:
                    best, via = credit, other
    return best, via
