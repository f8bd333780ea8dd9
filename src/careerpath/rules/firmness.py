"""How firm the order is: redraw the answers within their error and the weights within theirs (docs/method.md, 4)."""

from __future__ import annotations

import random
from collections.abc import Sequence

from careerpath.knowledge.base import KnowledgeBase
from careerpath.rules.credit import ways_to_credit
from careerpath.rules.order import Ranked
from careerpath.rules.standing import Holding, Standing

SEED = 20261122
DRAWN_AXES = ("reach", "gates", "time", "step", "pay", "outlook")
TOP = 3


def stability(standing: Standing, ranked: Sequence[Ranked], kb: KnowledgeBase, rng: random.Random) -> dict[str, float]:
    """Share of redraws (0-1) in which each role is among the first three; roles far down are left out as 0.

    In each redraw every held skill keeps its level, or is one off with the probability of its evidence; every order
    weight is multiplied by a normal factor. Need by need the readiness is redone; the other axes stay.
    """
    redraws = int(kb.constants.redraws)
    candidates = ranked[: int(kb.constants.candidates)]
    if not candidates:
        return {}
    draws = _draw_levels(standing, candidates, kb, rng, redraws)
    spread = kb.constants.weight_noise
    drawn = [axis for axis in DRAWN_AXES if kb.weight(f"order-{axis}")]
    factors = {axis: [max(0.0, rng.gauss(1, spread)) for _ in range(redraws)] for axis in ("readiness", *drawn)}
    columns = []
    for one in candidates:
        values = _times(kb.constants.order_readiness, factors["readiness"], _readiness_draws(one, draws, redraws, kb))
        if one.falls:  # as sure as the fall itself: it stands below those without in every redraw
            values = [value - kb.constants.order_fall * len(one.falls) for value in values]
        for axis in drawn:
            weight = kb.weight(f"order-{axis}") * (one.axes[axis] or 0.0)
            if weight:
                values = [v + weight * f for v, f in zip(values, factors[axis], strict=True)]
        columns.append(values)
    counts = dict.fromkeys((one.role.id for one in candidates), 0)
    names = list(counts)
    for row in zip(*columns, strict=True):
        for _, index in sorted(zip(row, range(0, -len(row), -1), strict=True), reverse=True)[:TOP]:
            counts[names[-index]] += 1
    return {role: count / redraws for role, count in counts.items()}


def _times(weight: float, factors: list[float], values: list[float]) -> list[float]:
    return [weight * f * v for f, v in zip(factors, values, strict=True)]


def _draw_levels(
    standing: Standing, candidates: Sequence[Ranked], kb: KnowledgeBase, rng: random.Random, redraws: int
) -> dict[str, bytes]:
    """Level of each needed and held skill in each redraw, one byte each."""
    needed = dict.fromkeys(need.skill for one in candidates for need in one.role.needs)  # by rank, whatever the ids
    held = [skill for skill in needed if skill in standing.holdings]
    return {skill: rng.randbytes(redraws).translate(_noise(standing.holdings[skill], kb)) for skill in held}


def _noise(held: Holding, kb: KnowledgeBase) -> bytes:
    """For each of 256 equally likely values the level drawn: half the noise one lower, half one higher (within 0-5)."""
    off = round(256 * kb.weight(f"noise-{held.evidence}") / 2)
    lower, higher = max(0, held.level - 1), min(5, held.level + 1)
    return bytes([lower] * off + [higher] * off + [held.level] * (256 - 2 * off))


def _readiness_draws(one: Ranked, draws: dict[str, bytes], redraws: int, kb: KnowledgeBase) -> list[float]:
    """Readiness of one role in each redraw; credit through other skills stays as it is in the standing."""
    constant = 0.0
    columns = []
    for line in one.readiness.lines:
        need = line.need
        if need.skill not in draws:
            constant += line.earned
            continue
        floor = line.earned if line.via else 0.0
        own = ways_to_credit(need.skill, kb)[0]
        table = [max(floor, line.weight * own.credit(level, need.level)) for level in range(6)]
        columns.append(map(table.__getitem__, draws[need.skill]))
    if not columns:
        return [constant] * redraws
    return [constant + total for total in map(sum, zip(*columns, strict=True))]
