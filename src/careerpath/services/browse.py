"""Browse and search the knowledge: roles, certifications, skills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Role
from careerpath.knowledge.search import fold, is_clear, names, resolve, search
from careerpath.record import Record

KINDS = {"roles": "role", "certs": "certification", "skills": "skill"}
# A list is cheap to look through, so it takes names that are further off than a command that has to choose one.
MOST_HITS = 12
LEAST_SCORE = 75


class Found(Record):
    """Either one entry that was meant, or a list of ids."""

    table: str
    entry: Any | None
    ids: tuple[str, ...]
    query: str


def browse(kb: KnowledgeBase, table: str, query: str, *, family: str | None = None, growing: bool = False) -> Found:
    """All entries, the one that is meant, or those that match. Raises CareerpathError if nothing does."""
    entries = getattr(kb, table)
    if not query:
        return Found(table, None, tuple(_filtered(kb, table, family, growing)), "")
    folded = fold(query)
    meant = [entry for entry in entries.values() if folded and folded in names(entry)]
    if len(meant) == 1:
        return Found(table, meant[0], (meant[0].id,), query)
    near = search(query, entries, limit=MOST_HITS)
    hits = [entry_id for score, entry_id in near if score >= LEAST_SCORE]
    if len(hits) > 1 and not is_clear(near):
        return Found(table, None, tuple(hits), query)
    if hits:
        entry_id = hits[0]
    else:
        entry_id = resolve(query, entries, kind=KINDS[table], listing=table)
    return Found(table, entries[entry_id], (entry_id,), query)


def _filtered(kb: KnowledgeBase, table: str, family: str | None, growing: bool) -> list[str]:
    """Ids after the filters; roles that grow are sorted by projected growth."""
    if table != "roles":
        return list(getattr(kb, table))
    roles = list(kb.roles.values())
    if family is not None:
        roles = _of_family(family, roles)
    if growing:
        return _growing(roles)
    return [role.id for role in roles]


def _of_family(family: str, roles: Sequence[Role]) -> list[Role]:
    """Raises CareerpathError if no role is of that family."""
    of_family = [role for role in roles if role.family == family]
    if not of_family:
        known = ", ".join(sorted({role.family for role in roles}))
        raise CareerpathError(f"no family {family[:40]!r}; known are {known}")
    return of_family


def _growing(roles: Sequence[Role]) -> list[str]:
    """Ids of the hospital-IT roles that grow, the fastest first."""
    growth = {}
    for role in roles:
        outlook = role.newest_outlook
        # a note says whose growth it is, where it is not that of the job: such a figure makes no job lead
        if role.kind == "hospital-it" and outlook and outlook.growth_pct > 0 and not outlook.note:
            growth[role.id] = outlook.growth_pct
    return sorted(growth, key=lambda role_id: (-growth[role_id], role_id))
