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
    kept = kb.near[role].parts if role in kb.near and not by_jobs else {}
    if top <= len(kept):
        return Related(role, tuple(neighbour(other, parts) for other, parts in list(kept.items())[:top]))
    found = _likeness(compared(kb, role), folders, by_jobs)
    return Related(role, tuple(nearest(found, found.ids.index(role), top)))


def _likeness(kb: KnowledgeBase, folders: Sequence[Path], by_jobs: bool) -> Likeness:
    """The likeness of all roles, with the employment of the candidates if that is wanted."""
    known = employment(kb.roles) if by_jobs else {}
    if by_jobs and not known:
        raise CareerpathError(
            "--likely needs occupations with an O*NET code, whose employment is known: import O*NET and name its "
            "folder with --knowledge. `careerpath roles ID` shows the employment of the bundled roles"
        )
    found = likeness(kb, read_ratings(folders))
    return likely(found, known, kb) if by_jobs else found


def compared(kb: KnowledgeBase, *also: str) -> KnowledgeBase:
    """The knowledge with the roles that are ranked; of imported knowledge, not those of ours that stayed."""
    if not kb.near:
        return kb
    return replace(kb, roles=Table({key: kb.roles[key] for key in dict.fromkeys((*kb.indexes.ranked_roles, *also))}))


def rank_all(
    kb: KnowledgeBase, folders: Sequence[Path], top: int | None, *, by_jobs: bool = False
) -> tuple[int, list[str]]:
    """Every role's ranked others as lines of CSV, without the header; how many roles, and the lines.

    `by_jobs`: as in `related`. Raises CareerpathError where no employment is known.
    """
    import numpy as np

    found = _likeness(compared(kb), folders, by_jobs)
    order = np.argsort(found.ids)  # so that ties go by id
    total = found.total()[:, order]
    ids = [found.ids[i] for i in order]
    lines: list[str] = []
    for at, origin in enumerate(found.ids):
        best = [i for i in np.argsort(-total[at], kind="stable").tolist() if ids[i] != origin][:top]
        scores = total[at].tolist()
        lines += [f"{origin},{ids[i]},{n},{scores[i] / 1000:.3f}\n" for n, i in enumerate(best, 1)]
    return len(ids), lines
