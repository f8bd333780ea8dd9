"""How far it is from the held roles to every other role, over the progressions."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any

from careerpath.knowledge.base import FOREIGN, KnowledgeBase, Link, Table
from careerpath.knowledge.models import SENIORITY_ORDER, Evidence, Progression, Role, Span
from careerpath.knowledge.twins import twins
from careerpath.record import replace
from careerpath.rules.standing import COMPUTERS, PRACTITIONERS, Standing, role_gives

FAR = 1e4
"""Months for a role that no route leads to."""
LIKELY = 12
"""Moves from each role of imported knowledge, which has no progressions."""
MONTHS_PER_STEP = 6
"""Least months of such a move; twice that for each step up in preparation."""


def months_from(worked: Mapping[str, float], kb: KnowledgeBase) -> dict[str, float]:
    """Months [middle of the ranges] that are left of the shortest route from any held role to each role.

    `worked`: years in each held role (`years_worked`). A recorded move counts from the first day in its first role, so
    that the years worked there are behind the person (`months_left`). Moves between roles of the same seniority and
    specializations are walked both ways: who may go over may come back; of the way back all months are left, since it
    was not recorded. Where no progressions are known, the likeness of the roles stands in (docs/method.md, 13).
    """
    if not kb.indexes.links:
        return _months_by_likeness(worked, kb)
    distance: dict[str, float] = dict.fromkeys(worked, 0.0)
    for role in tuple(distance):
        if role.startswith(FOREIGN):
            for other, months in kin(role, kb).items():
                distance[other] = min(months, distance.get(other, FAR))
    queue = [(months, role) for role, months in distance.items()]
    heapq.heapify(queue)
    moves = _moves_from_each(kb.indexes.links)
    while queue:
        months, role = heapq.heappop(queue)
        if months > distance[role]:  # a shorter way was found since it was queued
            continue
        years = int(worked.get(role, 0.0))
        for other, step, is_recorded in moves.get(role, ()):
            if years and is_recorded:
                step = months_left(step, years, kb)
            if months + step < distance.get(other, FAR):
                distance[other] = months + step
                heapq.heappush(queue, (months + step, other))
    return distance


def years_worked(standing: Standing) -> dict[str, float]:
    """Years by held role, as stated; 0 where none are: what nobody has said is not behind anybody."""
    return {job.role: job.years or 0.0 for job in standing.profile.jobs}


def months_left(months: float, years: int, kb: KnowledgeBase) -> float:
    """What is left of the months of a move after so many full years in its first role.

    A share of it (`reach-least`) always is: also of two moves whose time has come the shorter one is nearer.
    """
    return max(months - 12 * years, kb.constants.reach_least * months)


def most_years(role: str, kb: KnowledgeBase) -> int:
    """The years after which more of them in this role bring none of its recorded moves nearer."""
    longest = max((months for _, _, months, _ in kb.indexes.links.get(role, ())), default=0.0)
    return math.ceil(longest * (1 - kb.constants.reach_least) / 12)


def kin(role: str, kb: KnowledgeBase) -> dict[str, float]:
    """Months from a job outside the list to the roles beside which it stands.

    The same job in a hospital (by its O*NET code); if there is none, the jobs that hospitals give to beginners, and the
    starting roles that give the same skills, the nearer the more alike. From these the recorded moves lead on.
    """
    job = kb.roles[role]
    same = twins(job, kb)
    if same:
        return dict.fromkeys([other.id for other in same], kb.constants.twin_months)
    months: dict[str, float] = {}
    for other in kb.roles.values():
        if other.takes_beginners:
            months[other.id] = kb.constants.door_months
        if _stands_beside(job, other):
            unlike = 1 - cosine_of_levels(job.also_gives, role_gives(other))
            months[other.id] = min(months.get(other.id, FAR), unlike * kb.constants.kin_months)
    return months


def _stands_beside(job: Role, other: Role) -> bool:
    """True for a role that a job may be compared with: one of hospital IT for work with computers, else a starting one.

    Nobody becomes a nurse or a teacher on the way: its license is asked for at once.
    """
    kind = "hospital-it" if _is_with_computers(job) else "starting"
    if other.kind != kind or not job.also_gives:
        return False
    return _is_of_health(job) or not any(gate.strength == "required" for gate in other.gates)


def _is_with_computers(job: Role) -> bool:
    """Work with computers (SOC 15) stands beside hospital IT itself."""
    return job.occupation is not None and job.occupation.code.startswith(COMPUTERS)


def _is_of_health(job: Role) -> bool:
    """Practitioners and technicians of health care (SOC 29)."""
    return job.occupation is not None and job.occupation.code.startswith(PRACTITIONERS)


def cosine_of_levels(levels: dict[str, int], other: dict[str, int]) -> float:
    """Cosine of the levels of two jobs, 0-1."""
    shared = 0.0
    for skill, level in levels.items():
        shared += level * other.get(skill, 0)
    sizes = math.hypot(*levels.values()) * math.hypot(*other.values())
    return shared / sizes if sizes else 0.0


def _months_by_likeness(held: Iterable[str], kb: KnowledgeBase) -> dict[str, float]:
    """Months at which the axis reach is the likeness as a share of `related-full`."""
    full, scale = kb.constants.related_full, kb.constants.reach_scale
    distance: dict[str, float] = {}
    for role in held:
        distance[role] = 0.0
        if role not in kb.near:
            continue
        for other, likeness in kb.near[role].likeness().items():
            if likeness > 0:
                months = max(0.0, -scale * math.log(likeness / full))
                distance[other] = min(distance.get(other, FAR), months)
    return distance


def with_likely_moves(kb: KnowledgeBase) -> KnowledgeBase:
    """Imported knowledge with a move from each role to each near one, for want of known progressions."""
    links: dict[str, list[Link]] = {}
    rows = {}
    for origin in kb.near:
        for move in _likely_moves(origin, kb):
            target, kind, months, _ = move
            links.setdefault(origin, []).append(move)
            rows[f"{origin} -> {target}"] = (origin, target, kind, months)
    return replace(kb, progressions=Table(rows, _likely_move), indexes=replace(kb.indexes, links=links))


def _likely_moves(origin: str, kb: KnowledgeBase) -> Iterator[Link]:
    """The moves to the nearest roles. Months: as for the axis reach, at least `MONTHS_PER_STEP` per step up."""
    rank = SENIORITY_ORDER.index(kb.roles[origin].seniority)
    by_months = sorted(_months_by_likeness([origin], kb).items(), key=itemgetter(1))
    for target, months in by_months[: 1 + LIKELY]:  # the origin itself is among them
        if target == origin:
            continue
        change = SENIORITY_ORDER.index(kb.roles[target].seniority) - rank
        least = MONTHS_PER_STEP * max(1, 2 * change)
        kind = "advance" if change > 0 else "lateral"
        yield target, kind, max(months, least), False


def _likely_move(row: tuple[str, str, Any, float]) -> Progression:
    origin, target, kind, months = row
    # months that nobody observed are a wide range: a third less or more
    low, high = round(0.65 * months), round(1.35 * months)
    says = "no move was observed; the two occupations are alike, and the months are reckoned from that"
    return Progression(
        origin=origin, target=target, kind=kind, confidence="low",
        months=Span(low=low, high=high, source="editors-engine"),
        evidence=(Evidence(source="editors-engine", says=says),),
    )  # fmt: skip


def _moves_from_each(links: dict[str, list[Link]]) -> dict[str, list[tuple[str, float, bool]]]:
    """Role -> the roles that a move leads to, with its months, and whether it was recorded in this direction."""
    moves: dict[str, list[tuple[str, float, bool]]] = {}
    for origin, leaving in links.items():
        for target, _, months, both_ways in leaving:
            moves.setdefault(origin, []).append((target, months, True))
            if both_ways:
                moves.setdefault(target, []).append((origin, months, False))
    return moves
