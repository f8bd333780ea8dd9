"""How far it is from the held roles to every other role, over the progressions."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable
from typing import Any

from careerpath.knowledge.base import FOREIGN, KnowledgeBase, Link, Table
from careerpath.knowledge.models import SENIORITY_ORDER, Evidence, Progression, Role, Span
from careerpath.knowledge.twins import twins
from careerpath.record import replace
from careerpath.rules.standing import role_gives

FAR = 1e4
"""Months for a role that no route leads to."""
LIKELY = 12
"""Moves from each role of imported knowledge, which has no progressions."""
MONTHS_PER_STEP = 6
"""Least months of such a move; twice that for each step up in preparation."""


def months_from(held: Iterable[str], kb: KnowledgeBase) -> dict[str, float]:
    """Months [middle of the ranges] of the shortest route from any held role to each role.

    Moves between roles of the same seniority and specializations are walked both ways: who may go over may come back.
    Where no progressions are known at all, the likeness of the roles stands in for them (docs/method.md, 13).
    """
    if not kb.indexes.links:
        return _months_by_likeness(held, kb)
    distance: dict[str, float] = dict.fromkeys(held, 0.0)
    for role in tuple(distance):
        if role.startswith(FOREIGN):
            for other, months in kin(role, kb).items():
                distance[other] = min(months, distance.get(other, FAR))
    queue = [(months, role) for role, months in distance.items()]
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


def kin(role: str, kb: KnowledgeBase) -> dict[str, float]:
    """Months from a job outside the list to the roles beside which it stands.

    The same job in a hospital (by its O*NET code); if there is none, the jobs that hospitals give to beginners, and the
    starting roles that give the same skills, the nearer the more alike. From these the recorded moves lead on.
    """
    weights = kb.constants
    job = kb.roles[role]
    if same := twins(job, kb):
        return {other.id: weights.twin_months for other in same}
    months: dict[str, float] = {}
    for other in kb.roles.values():
        if other.takes_beginners:
            months[other.id] = weights.door_months
        near = "hospital-it" if _is_with_computers(job) else "starting"
        if other.kind != near or not job.also_gives:
            continue
        # nobody becomes a nurse or a teacher on the way: its license is asked for at once
        if any(gate.strength == "required" for gate in other.gates) and not _is_of_health(job):
            continue
        alike = (1 - likeness(job.also_gives, role_gives(other))) * weights.kin_months
        months[other.id] = min(months.get(other.id, FAR), alike)
    return months


def _is_with_computers(job: Role) -> bool:
    """Work with computers (SOC 15) stands beside hospital IT itself."""
    return job.occupation is not None and job.occupation.code.startswith("15-")


def _is_of_health(job: Role) -> bool:
    """Practitioners and technicians of health care (SOC 29)."""
    return job.occupation is not None and job.occupation.code.startswith("29-")


def likeness(mine: dict[str, int], other: dict[str, int]) -> float:
    """Cosine of the levels of two jobs, 0-1."""
    shared = 0.0
    for skill, level in mine.items():
        shared += level * other.get(skill, 0)
    sizes = math.hypot(*mine.values()) * math.hypot(*other.values())
    return shared / sizes if sizes else 0.0


def _months_by_likeness(held: Iterable[str], kb: KnowledgeBase) -> dict[str, float]:
    """Months at which the axis reach is the likeness as a share of `related-full`."""
    full, scale = kb.constants.related_full, kb.constants.reach_scale
    months: dict[str, float] = {}
    for role in held:
        months[role] = 0.0
        for other, likeness in kb.near[role].likeness().items() if role in kb.near else ():
            if likeness > 0:
                months[other] = min(months.get(other, FAR), max(0.0, -scale * math.log(likeness / full)))
    return months


def with_likely_moves(kb: KnowledgeBase) -> KnowledgeBase:
    """Imported knowledge with a move from each role to each near one, for want of known progressions.

    Months: as for the axis reach, and at least `MONTHS_PER_STEP` per step up in preparation.
    """
    links: dict[str, list[Link]] = {}
    for origin in kb.near:
        rank = SENIORITY_ORDER.index(kb.roles[origin].seniority)
        for target, months in sorted(_months_by_likeness([origin], kb).items(), key=lambda pair: pair[1])[: 1 + LIKELY]:
            change = SENIORITY_ORDER.index(kb.roles[target].seniority) - rank
            if target != origin:
                least = MONTHS_PER_STEP * max(1, 2 * change)
                kind = "advance" if change > 0 else "lateral"
                links.setdefault(origin, []).append((target, kind, max(months, least), False))
    raw = {f"{a} -> {b}": (a, b, kind, months) for a, moves in links.items() for b, kind, months, _ in moves}
    return replace(
        kb, progressions=Table(raw, lambda row: _likely_move(*row)), indexes=replace(kb.indexes, links=links)
    )


def _likely_move(origin: str, target: str, kind: Any, months: float) -> Progression:
    low, high = round(0.65 * months), round(1.35 * months)
    says = "no move was observed; the two occupations are alike, and the months are reckoned from that"
    return Progression(
        origin=origin, target=target, kind=kind, confidence="low",
        months=Span(low=low, high=high, source="editors-engine"),
        evidence=(Evidence(source="editors-engine", says=says),),
    )  # fmt: skip


def _neighbours(links: dict[str, list[Link]]) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for origin, leaving in links.items():
        for target, _, months, both_ways in leaving:
            found.setdefault(origin, []).append((target, months))
            if both_ways:
                found.setdefault(target, []).append((origin, months))
    return found
