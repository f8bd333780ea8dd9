"""Roles near one another: one role's neighbours with reasons, and the whole ranking as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase, Table
from careerpath.knowledge.employment import employment
from careerpath.knowledge.imported import read_ratings
from careerpath.record import Record, replace
from careerpath.rules.related import Likeness, Neighbour, likely, likeness, nearest, neighbour

COLUMNS = ("origin", "candidate", "rank", "score")


class Related(Record):
    """The roles nearest to one."""

    role: str
    neighbours: tuple[Neighbour, ...]


def related(role: str, kb: KnowledgeBase, folders: Sequence[Path], top: int, *, by_jobs: bool = False) -> Related:
    """The `top` nearest roles; an import has kept the first of them, else they are reckoned anew.

    `by_jobs`: the employment of the candidate counts too. Raises CareerpathError where none is known.
    """
    if role in kb.near and not by_jobs:
        imported = list(kb.near[role].parts.items())
        if top <= len(imported):
            return Related(role, tuple(neighbour(other, parts) for other, parts in imported[:top]))
    likenesses = _likeness(compared(kb, role), folders, by_jobs)
    return Related(role, tuple(nearest(likenesses, likenesses.ids.index(role), top)))


def _likeness(kb: KnowledgeBase, folders: Sequence[Path], by_jobs: bool) -> Likeness:
    """The likeness of all roles, with the employment of the candidates if that is wanted."""
    if not by_jobs:
        return likeness(kb, read_ratings(folders))
    people = employment(kb.roles)
    if not people:
        raise CareerpathError(
            "--likely needs occupations with an O*NET code, whose employment is known: import O*NET and name its "
            "folder with --knowledge. `careerpath roles ID` shows the employment of the bundled roles"
        )
    return likely(likeness(kb, read_ratings(folders)), people, kb)


def compared(kb: KnowledgeBase, *also: str) -> KnowledgeBase:
    """The knowledge with the roles that are ranked; of imported knowledge, not those of ours that stayed."""
    if not kb.near:
        return kb
    role_ids = dict.fromkeys((*kb.indexes.ranked_roles, *also))
    return replace(kb, roles=Table({role_id: kb.roles[role_id] for role_id in role_ids}))


def rank_all(
    kb: KnowledgeBase, folders: Sequence[Path], top: int | None, *, by_jobs: bool = False
) -> tuple[int, list[str]]:
    """Every role's ranked others as lines of CSV, without the header; how many roles, and the lines.

    `by_jobs`: as in `related`. Raises CareerpathError where no employment is known.
    """
    import numpy as np

    likenesses = _likeness(compared(kb), folders, by_jobs)
    order = np.argsort(likenesses.ids)  # so that ties go by id
    total = likenesses.total()[:, order]
    ids = [likenesses.ids[place] for place in order]
    lines: list[str] = []
    for row, origin in enumerate(likenesses.ids):
        scores = total[row].tolist()
        nearest_first = np.argsort(-total[row], kind="stable").tolist()
        candidates = [place for place in nearest_first if ids[place] != origin][:top]
        for rank, place in enumerate(candidates, 1):
            lines.append(f"{origin},{ids[place]},{rank},{scores[place] / 1000:.3f}\n")
    return len(ids), lines
