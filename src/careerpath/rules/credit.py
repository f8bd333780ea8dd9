"""Credit of a need, and readiness: what of a role's needs a person covers, as lines that sum (docs/method.md, 2)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Need, Role
from careerpath.record import Record
from careerpath.rules.standing import Holding, levels_of

GAP = 1e-12
"""Smallest missing part of a need that counts [share of the role]."""


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
        return self.missing > GAP


Credit = tuple[float, float, str | None, int, float]
"""Of a need: raw weight, best credit (0-1), the other skill that it came from, the level held, hours of study left."""


class Readiness(Record):
    """The score (0-1) is the sum of what the lines earned."""

    role: str
    score: float
    total: float
    """Sum of the raw weights."""
    needs: tuple[Need, ...]
    credits: tuple[Credit, ...]
    """One for each need."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """One for each need; made when asked for, since most roles are only ordered by their score."""
        lines = []
        for need, (raw, credit, via, have, _) in zip(self.needs, self.credits, strict=True):
            lines.append(Line(need, have, raw / self.total, raw / self.total * credit, via))
        return tuple(lines)

    @property
    def gaps(self) -> tuple[Line, ...]:
        """Needs not fully covered, the heaviest first."""
        gaps = [line for line in self.lines if line.is_gap]
        return tuple(sorted(gaps, key=lambda line: (-line.missing, line.need.skill)))


class Credits:
    """What one person earns for single needs; many roles share a need, so it is reckoned once."""

    def __init__(self, holdings: dict[str, Holding], kb: KnowledgeBase) -> None:
        self.levels = levels_of(holdings)
        self.kb = kb
        self.factor = kb.constants.essential_factor
        self.upto = hours_to_levels(kb)
        self.found: dict[int, Credit] = {}

    def of(self, need: Need) -> Credit:
        """What it earns; `found` keeps it."""
        raw = raw_weight(need, self.factor)
        credit, via = best_credit(self.levels, need.skill, need.level, self.kb)
        have = self.levels.get(need.skill, 0)
        hours = _share_to_study(credit, via) * max(0.0, self.upto[need.level] - self.upto[have])
        self.found[id(need)] = result = (raw, credit, via, have, hours)  # needs outlive this
        return result


def readiness(holdings: dict[str, Holding], role: Role, kb: KnowledgeBase, credits: Credits | None = None) -> Readiness:
    """Score a person against a role; `credits` may be shared between the roles of one person.

    A need of weight w and level n earns w * min(1, h / n) where the skill is held at level h; a related skill earns a
    published share of that, capped; the best single credit counts. Source: docs/method.md, 2.
    """
    credits = credits or Credits(holdings, kb)
    known = credits.found
    earned = tuple([known.get(id(need)) or credits.of(need) for need in role.needs])
    total = sum([credit[0] for credit in earned])
    score = 0.0  # one after the other: `sum` adds in another way in each version of Python
    for raw, credit, *_ in earned:
        score += raw / total * credit
    return Readiness(role.id, score, total, role.needs, earned)


def raw_weight(need: Need, essential_factor: float) -> float:
    """The weight of a need among those of its role, before the shares are made to sum to 1."""
    return need.importance * essential_factor if need.essential else need.importance * 1.0


def _share_to_study(credit: float, via: str | None) -> float:
    """The share (0-1) of the hours between two levels that is still to be studied.

    Who has the credit by a related skill has that much of the way behind them; who holds the skill itself begins at
    the level held, which the hours count already.
    """
    if 1 - credit <= GAP:
        return 0.0
    return 1 - credit if via else 1.0


def hours_to_levels(kb: KnowledgeBase) -> list[float]:
    """Study hours from nothing to each level, 0 to 5."""
    hours_per_level = [kb.weight(f"hours-to-level-{level}") for level in range(1, 6)]
    return list(accumulate(hours_per_level, initial=0.0))


def need_weights(role: Role, kb: KnowledgeBase) -> list[float]:
    """Each need's share of the role: importance, times `essential-factor` if essential; the shares sum to 1."""
    raw = [raw_weight(need, kb.constants.essential_factor) for need in role.needs]
    total = sum(raw)
    return [value / total for value in raw]


def percent(value: float) -> str:
    """A share of 1 in percent; never rounded up to 100 or down to 0. Every view and the rules write it so."""
    whole = round(100 * value)
    if whole == 100 and value < 1 - 1e-9:
        whole = 99
    if whole == 0 and value > 1e-9:
        whole = 1
    return f"{whole}%"


class CreditWay(NamedTuple):
    """A skill that earns credit for a need: the needed one itself, or one related to it."""

    skill: str
    share: float
    """Share of the need (0-1) that it earns at the level needed."""
    most: float
    """The most that it earns (0-1)."""

    def credit(self, held: int, level: int) -> float:
        """What it earns (0-1) of a need at `level` (1-5) when it is held at `held` (0-5). The one rule of credit."""
        return min(self.most, self.share * min(1.0, held / level))


def ways_to_credit(skill: str, kb: KnowledgeBase) -> tuple[CreditWay, ...]:
    """Every way to earn credit for a need of this skill, the skill itself first; made once per knowledge."""
    known: dict[str, tuple[CreditWay, ...]] = kb.credit_ways
    if skill not in known:
        related = tuple(CreditWay(other, share, kb.constants.credit_cap) for other, _, share in kb.relations(skill))
        known[skill] = (CreditWay(skill, 1.0, 1.0), *related)
    return known[skill]


def best_credit(levels: Mapping[str, int], skill: str, level: int, kb: KnowledgeBase) -> tuple[float, str | None]:
    """The best single credit (0-1) for a need, and the other skill it came from, if any."""
    own, *others = ways_to_credit(skill, kb)
    best, via = own.credit(levels.get(skill, 0), level), None
    if best < 1.0:
        for way in others:
            if way.skill in levels:
                credit = way.credit(levels[way.skill], level)
                if credit > best + 1e-12:
                    best, via = credit, way.skill
    return best, via
