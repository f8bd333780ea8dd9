"""How firm the order is: redraw the answers within their error and the weights within theirs (docs/method.md, 4)."""

from __future__ import annotations

import random
from collections.abc import Sequence

from careerpath.knowledge.base import KnowledgeBase
from careerpath.rules.credit import ways_to_credit
from careerpath.rules.order import Ranked
from careerpath.rules.standing import Holding, Standing

SEED = 20261122
"""One seed for everybody: the same person gets the same answer, and two people are told apart by what they state."""
DRAWN_AXES = ("reach", "gates", "time", "step", "pay", "outlook")
"""The axes whose weights are redrawn besides readiness; conditions and interest only order by what a person states."""
TOP = 3
"""As many roles as the first screen shows."""


def stability(standing: Standing, ranked: Sequence[Ranked], kb: KnowledgeBase, rng: random.Random) -> dict[str, float]:
    """Share of redraws (0-1) in which each role is among the first three; roles far down are left out as 0.

    In each redraw every held skill keeps its level, or is one off with the probability of its evidence; every order
    weight is multiplied by a normal factor. Need by need the readiness is redone; the other axes stay.
    """
    redraws = int(kb.constants.redraws)
    candidates = ranked[: int(kb.constants.candidates)]
    if not candidates:
        return {}
    # one generator serves both: another order of the draws would be another answer
    levels = _draw_levels(standing, candidates, kb, rng, redraws)
    factors = _draw_factors(kb, rng, redraws)
    columns = [_order_values(candidate, levels, factors, kb) for candidate in candidates]
    times_on_top = [0] * len(candidates)
    for values in zip(*columns, strict=True):
        for index in _largest(values):
            times_on_top[index] += 1
    shares = {}
    for candidate, times in zip(candidates, times_on_top, strict=True):
        shares[candidate.role.id] = times / redraws
    return shares


def _largest(values: Sequence[float]) -> list[int]:
    """Where the `TOP` largest values are; of equals the first, as they were ranked (sorting keeps their order)."""
    return sorted(range(len(values)), key=values.__getitem__, reverse=True)[:TOP]


def _order_values(
    candidate: Ranked, levels: dict[str, bytes], factors: dict[str, list[float]], kb: KnowledgeBase
) -> list[float]:
    """The order value of one role in each redraw."""
    redraws = len(factors["readiness"])
    ready = _readiness_draws(candidate, levels, redraws, kb)
    values = _times(kb.constants.order_readiness, factors["readiness"], ready)
    if candidate.falls:  # as sure as the fall itself: it stands below those without in every redraw
        cost = kb.constants.order_fall * len(candidate.falls)
        values = [value - cost for value in values]
    for axis in DRAWN_AXES:
        weight = kb.weight(f"order-{axis}")
        if weight:
            weight *= candidate.axis(axis) or 0.0
            values = [value + weight * factor for value, factor in zip(values, factors[axis], strict=True)]
    return values


def _draw_factors(kb: KnowledgeBase, rng: random.Random, redraws: int) -> dict[str, list[float]]:
    """What the weight of each axis is multiplied by in each redraw; other axes without a weight are left out."""
    spread = kb.constants.weight_noise
    factors = {}
    for axis in ("readiness", *DRAWN_AXES):
        if axis == "readiness" or kb.weight(f"order-{axis}"):
            factors[axis] = [max(0.0, rng.gauss(1, spread)) for _ in range(redraws)]
    return factors


def _times(weight: float, factors: list[float], values: list[float]) -> list[float]:
    return [weight * factor * value for factor, value in zip(factors, values, strict=True)]


def _draw_levels(
    standing: Standing, candidates: Sequence[Ranked], kb: KnowledgeBase, rng: random.Random, redraws: int
) -> dict[str, bytes]:
    """Level of each needed and held skill in each redraw, one byte each."""
    levels: dict[str, bytes] = {}
    for candidate in candidates:  # drawn by rank of the roles, whatever the ids
        for need in candidate.role.needs:
            if need.skill in standing.holdings and need.skill not in levels:
                noise = _noise(standing.holdings[need.skill], kb)
                levels[need.skill] = rng.randbytes(redraws).translate(noise)
    return levels


def _noise(held: Holding, kb: KnowledgeBase) -> bytes:
    """For each of 256 equally likely values the level drawn: half the noise one lower, half one higher (within 0-5)."""
    off = round(256 * kb.weight(f"noise-{held.evidence}") / 2)
    lower, higher = max(0, held.level - 1), min(5, held.level + 1)
    return bytes([lower] * off + [higher] * off + [held.level] * (256 - 2 * off))


def _readiness_draws(candidate: Ranked, levels: dict[str, bytes], redraws: int, kb: KnowledgeBase) -> list[float]:
    """Readiness of one role in each redraw; credit through other skills stays as it is in the standing."""
    constant = 0.0
    columns = []
    for line in candidate.readiness.lines:
        need = line.need
        if need.skill not in levels:
            constant += line.earned
            continue
        floor = line.earned if line.via else 0.0
        own = ways_to_credit(need.skill, kb)[0]
        earned_at = [max(floor, line.weight * own.credit(level, need.level)) for level in range(6)]
        columns.append(map(earned_at.__getitem__, levels[need.skill]))
    if not columns:
        return [constant] * redraws
    return [constant + total for total in map(sum, zip(*columns, strict=True))]
