"""Gates: what no study can replace at once, whether it stands open for this person, and the way round."""

from __future__ import annotations

from math import fsum
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Gate, Role
from careerpath.record import Record
from careerpath.rules.standing import Standing, has_education, months_in

Status = Literal["open", "waivable", "closed"]


class GateStatus(Record):
    """A gate of a role as this person meets it; `missing` says in words what is lacking."""

    gate: Gate
    status: Status
    missing: str = ""
    months: float = 0.0
    """Months of practice still to come, where the gate asks for practice."""


def gate_statuses(standing: Standing, role: Role, kb: KnowledgeBase) -> tuple[GateStatus, ...]:
    """Every gate of the role. A role that is (or was) held has all its gates open."""
    if role.id in standing.practice_months:
        return tuple(GateStatus(gate, "open") for gate in role.gates)
    return tuple(_status(standing, gate, kb) for gate in role.gates)


def _status(standing: Standing, gate: Gate, kb: KnowledgeBase) -> GateStatus:
    shut: Status = "closed" if gate.firm else "waivable"
    if gate.kind == "degree" and gate.level:
        if has_education(standing, gate.level):
            if _field_fits(standing, gate, kb):
                return GateStatus(gate, "open")
            return GateStatus(
                gate, shut, f"{article(gate.level)} {gate.level} degree in {' or '.join(gate.fields[:2])}"
            )
        fields = f" in {' or '.join(gate.fields[:2])}" if gate.fields else ""
        return GateStatus(gate, shut, f"{article(gate.level)} {gate.level} degree{fields}")
    if gate.kind == "licence" and gate.licence:
        if gate.licence in standing.licences:
            return GateStatus(gate, "open")
        return GateStatus(gate, shut, f"a license as {kb.roles[gate.licence].title}")
    if gate.kind == "practice" and gate.months is not None:
        left = gate.months - counted_months(standing, gate.roles, kb)
        if left <= 0:
            return GateStatus(gate, "open")
        names = " or ".join(kb.roles[r].title for r in gate.roles[:2])
        more = " or the like" if len(gate.roles) > 2 else ""
        if left <= kb.weight("practice-grace"):
            shut = "waivable"
        return GateStatus(gate, shut, f"{left:.0f} months of practice as {names}{more}", left)
    if gate.certification in standing.certifications:
        return GateStatus(gate, "open")
    return GateStatus(gate, shut, "an employer who sponsors the training")


def _field_fits(standing: Standing, gate: Gate, kb: KnowledgeBase) -> bool:
    """True if no field is asked for, the person's field shares a word with one, or a higher degree makes up for it."""
    field = standing.profile.education.field if standing.profile.education else None
    if not gate.fields:
        return True
    if field is None:
        held = (g for role in standing.practice_months for g in kb.roles[role].gates if g.kind == "degree")
        return not gate.firm or any(set(g.fields) & set(gate.fields) for g in held)
    return shares_a_word(field, gate.fields)


def shares_a_word(field: str, wanted: tuple[str, ...]) -> bool:
    """True if the field of an education has a word in common with one of the wanted fields."""
    words = set(field.lower().replace("-", " ").split())
    return any(words & set(one.lower().split()) - {"and", "of", "or"} for one in wanted)


def counted_months(standing: Standing, roles: tuple[str, ...], kb: KnowledgeBase) -> float:
    """Months worked in the roles, and a share of those in other hospital-IT roles.

    The share is `practice-elsewhere` in the families of the roles, `practice-far` in others.
    """
    families = {kb.roles[role].family for role in roles}
    shares = {True: kb.weight("practice-elsewhere"), False: kb.weight("practice-far")}
    elsewhere = fsum(
        months * shares[kb.roles[role].family in families]
        for role, months in standing.practice_months.items()
        if role not in roles and kb.roles[role].kind == "hospital-it"
    )
    return months_in(standing, roles) + elsewhere


def article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"
