"""Roles near one another: one role's neighbours with reasons, and the whole ranking as a file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from careerpath.engine.related import Neighbour, likeness, nearest, neighbour
from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.imported import read_ratings
from careerpath.knowledge.text_file import printable
from careerpath.record import Record

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
    found = likeness(kb, read_ratings(folders))
    return Related(role, tuple(nearest(found, found.ids.index(role), top)))


def rank_all(kb: KnowledgeBase, folders: Sequence[Path], output: Path, *, top: int | None, force: bool) -> int:
    """Write every role's ranked others as CSV, whole or not at all; returns the number of rows. Raises CareerpathError."""
    import numpy as np

    shown = printable(str(output))
    if os.path.lexists(output) and not force:
        raise CareerpathError(f"{shown}: exists already; add --force to replace it")
    found = likeness(kb, read_ratings(folders))
    order = np.argsort(found.ids)  # so that ties go by id
    total = found.total()[:, order]
    ids = [found.ids[i] for i in order]
    temporary = output.with_name(f".{output.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            file.write(",".join(COLUMNS) + "\n")
            rows = 0
            for at, origin in enumerate(found.ids):
                best = [i for i in np.argsort(-total[at], kind="stable").tolist() if ids[i] != origin][:top]
                scores = total[at].tolist()
                file.writelines(f"{origin},{ids[i]},{n},{scores[i] / 1000:.3f}\n" for n, i in enumerate(best, 1))
                rows += len(best)
        temporary.replace(output)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise CareerpathError(f"{shown}: cannot be written ({error.strerror})") from None
    return rows
