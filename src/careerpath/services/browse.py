"""Browse and search the knowledge: roles, certifications, skills."""

from __future__ import annotations

from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.search import fold, is_clear, names, resolve, search
from careerpath.record import Record

KINDS = {"roles": "role", "certs": "certification", "skills": "skill"}


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
    meant = [e for e in entries.values() if fold(query) and fold(query) in names(e)]
    if len(meant) == 1:
        return Found(table, meant[0], (meant[0].id,), query)
    near = search(query, entries, limit=12)
    hits = [key for score, key in near if score >= 75]
    if len(hits) > 1 and not is_clear(near):
        return Found(table, None, tuple(hits), query)
    key = hits[0] if hits else resolve(query, entries, kind=KINDS[table], listing=table)
    return Found(table, entries[key], (key,), query)


def _filtered(kb: KnowledgeBase, table: str, family: str | None, growing: bool) -> list[str]:
    """Ids after the filters; roles that grow are sorted by projected growth."""
    if table != "roles":
        return list(getattr(kb, table))
    if family is not None and family not in {r.family for r in kb.roles.values()}:
        known = ", ".join(sorted({r.family for r in kb.roles.values()}))
        raise CareerpathError(f"no family {family[:40]!r}; known are {known}")
    roles = [r for r in kb.roles.values() if family is None or r.family == family]
    if growing:
        growth = {}
        for role in roles:
            outlook = role.newest_outlook
            # a note says whose growth it is, where it is not that of the job: such a figure makes no job lead
            if role.kind == "hospital-it" and outlook and outlook.growth_pct > 0 and not outlook.note:
                growth[role.id] = outlook.growth_pct
        return sorted(growth, key=lambda key: (-growth[key], key))
    return [r.id for r in roles]
