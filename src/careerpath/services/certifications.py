"""Certifications seen together: those of a role, two side by side, what changes soon."""

from __future__ import annotations

from datetime import date, timedelta

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Certification
from careerpath.knowledge.search import resolve, role_named
from careerpath.pathway.cost import HoldCost, cost_to_hold
from careerpath.pathway.dates import first_of
from careerpath.record import Record

HOLD_YEARS = (1, 3, 5)
VALUES = ("expected", "useful", "unneeded")


class Valued(Record):
    """A certification as a role values it, with its price for three years."""

    cert: Certification
    value: str
    reason: str
    hold: HoldCost


class Compared(Record):
    """A certification with its costs over 1, 3 and 5 years, and the skills only it teaches (or to a higher level)."""

    cert: Certification
    holds: tuple[HoldCost, ...]
    more: tuple[tuple[str, int], ...]


class Upcoming(Record):
    """Something that changes: `kind` retires, opens, retired."""

    cert: Certification
    kind: str
    on: date


def for_role(name: str, kb: KnowledgeBase) -> tuple[str, tuple[Valued, ...]]:
    """(role, its certifications, the most valued first). Raises CareerpathError for an unknown role."""
    role = kb.roles[role_named(name, kb)]
    found = [
        Valued(kb.certs[v.id], v.value, v.reason, cost_to_hold([kb.certs[v.id]], 3, kb)) for v in role.certifications
    ]
    return role.id, tuple(sorted(found, key=lambda one: VALUES.index(one.value)))


def compare(names: tuple[str, str], kb: KnowledgeBase) -> tuple[Compared, Compared]:
    """Two certifications side by side. Raises CareerpathError if one is unknown or both are the same."""
    first, second = (kb.certs[resolve(name, kb.certs, kind="certification", listing="certs")] for name in names)
    if first.id == second.id:
        raise CareerpathError(f"{first.id!r} twice; name two certifications after --compare")
    return _compared(first, second, kb), _compared(second, first, kb)


def _compared(cert: Certification, other: Certification, kb: KnowledgeBase) -> Compared:
    more = tuple((s, level) for s, level in cert.teaches.items() if level > other.teaches.get(s, 0))
    return Compared(cert, tuple(cost_to_hold([cert], years, kb) for years in HOLD_YEARS), more)


def upcoming(kb: KnowledgeBase, today: date, months: int = 18) -> tuple[Upcoming, ...]:
    """What retires or opens in the months ahead, and what retired in the year before, by date."""
    found = []
    for cert in kb.certs.values():
        if cert.status.on:
            on = first_of(cert.status.on)
            found.append(Upcoming(cert, "retires" if on > today else "retired", on))
        if cert.status.opens and first_of(cert.status.opens) > today:
            found.append(Upcoming(cert, "opens", first_of(cert.status.opens)))
    earliest, latest = today - timedelta(days=365), today + timedelta(days=round(30.44 * months))
    near = [one for one in found if earliest <= one.on <= latest]
    return tuple(sorted(near, key=lambda one: (one.on, one.cert.id)))
