"""How far it is from the held roles to every other role, over the progressions."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable

from careerpath.knowledge.base import KnowledgeBase

FAR = 1e4
"""Months for a role that no route leads to."""


def months_from(held: Iterable[str], kb: KnowledgeBase) -> dict[str, float]:
    """Months [middle of the ranges] of the shortest route from any held role to each role.

    Lateral moves and specializations are walked both ways: who may go over may come back. Where no progressions are
    known at all, the likeness of the roles stands in for them (docs/method.md, 7).
    """
    if not kb.indexes.links:
        return _months_by_likeness(held, kb)
    distance: dict[str, float] = dict.fromkeys(held, 0.0)
    queue = [(0.0, role) for role in distance]
    heapq.heapify(queue)
    neighbours = _neighbours(kb.indexes.links)
    while queue:
        months, role = heapq.heappop(queue)
        if months > distance[role]:
            continue
        for other, step in neighbours.get(role, ()):
            if months + step < distance.get(other, FAR):
                distance[other] = months + step
                heapq.heappush(queue, (months + step, other))
    return distance


def _months_by_likeness(held: Iterable[str], kb: KnowledgeBase) -> dict[str, float]:
    """Months at which the axis reach is the likeness as a share of `related-full`."""
    full, scale = kb.weight("related-full"), kb.weight("reach-scale")
    months: dict[str, float] = {}
    for role in held:
        months[role] = 0.0
        for other, likeness in kb.near[role].likeness().items() if role in kb.near else ():
            if likeness > 0:
                months[other] = min(months.get(other, FAR), max(0.0, -scale * math.log(likeness / full)))
    return months


def _neighbours(links: dict[str, list[tuple[str, str, float]]]) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for origin, leaving in links.items():
        for target, kind, months in leaving:
            found.setdefault(origin, []).append((target, months))
            if kind in ("lateral", "specialize"):
                found.setdefault(target, []).append((origin, months))
    return found
