"""Roles near one another: one role's neighbours with reasons, and the whole ranking as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from careerpath.knowledge.base import KnowledgeBase, Table
from careerpath.knowledge.imported import read_ratings
from careerpath.record import Record, replace
from careerpath.rules.related import Neighbour, likeness, nearest, neighbour

COLUMNS = ("origin", "candidate", "rank", "score")


class Related(Record):
    """The roles nearest to one."""

    role: str
    neighbours: tuple[Neighbour, ...]


def related(role: str, kb: KnowledgeBase, folders: Sequence[Path], top: int) -> Related:
    """The `top` nearest roles; an import has kept the first of them, else they are reckoned anew."""
    kept = kb.near[role].parts if role in kb.near else {}
    if top <= len(kept):
        return Related(role, tuple(neighbour(other, parts) for other, parts in list(kept.items())[:top]))
    found = likeness(compared(kb, role), read_ratings(folders))
    return Related(role, tuple(nearest(found, found.ids.index(role), top)))


def compared(kb: KnowledgeBase, *also: str) -> KnowledgeBase:
    """The knowledge with the roles that are ranked; of imported knowledge, not those of ours that stayed."""
    if not kb.near:
        return kb
    return replace(kb, roles=Table({key: kb.roles[key] for key in dict.fromkeys((*kb.indexes.ranked_roles, *also))}))


def rank_all(kb: KnowledgeBase, folders: Sequence[Path], top: int | None) -> tuple[int, list[str]]:
    """Every role's ranked others as lines of CSV, without the header; how many roles, and the lines."""
    import numpy as np

    found = likeness(compared(kb), read_ratings(folders))
    order = np.argsort(found.ids)  # so that ties go by id
    total = found.total()[:, order]
    ids = [found.ids[i] for i in order]
    lines: list[str] = []
    for at, origin in enumerate(found.ids):
        best = [i for i in np.argsort(-total[at], kind="stable").tolist() if ids[i] != origin][:top]
        scores = total[at].tolist()
        lines += [f"{origin},{ids[i]},{n},{scores[i] / 1000:.3f}\n" for n, i in enumerate(best, 1)]
    return len(ids), lines
