"""Makes the arrays of gates and their equivalents (layout.py) from the knowledge."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from careerpath.batch.layout import Array, Entry, Gates, Names, Ways, lists, number
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, Gate
from careerpath.people.profile import HeldRole, Profile
from careerpath.rules.axes import preferred_cost
from careerpath.rules.gates import month_share
from careerpath.rules.standing import licences_held

# The place of a kind or strength is its number in the arrays; gates.py names the numbers in the same order.
GATE_KINDS = ("degree", "licence", "practice", "sponsorship")
STRENGTHS = ("required", "usual", "preferred")


def tabulate_gates(kb: KnowledgeBase, names: Names) -> tuple[Gates, Ways]:
    """The gates of the ranked roles, and their equivalents; both share the rows of `Gates.practice`."""
    numbers = _AskedNumbers(number(names.held), number(names.certs), number(names.fields))
    practice: list[list[float]] = []
    rows: list[list[Entry]] = []
    for name in names.ranked:
        of_role: list[Entry] = []
        for gate in kb.roles[name].gates:
            if gate.kind == "practice":
                asks = len(practice)
                practice.append([month_share(role, gate.roles, kb) for role in names.held])
            else:
                asks = _asks(gate, numbers)
            kind, strength = GATE_KINDS.index(gate.kind), STRENGTHS.index(gate.strength)
            field, cost = numbers.field.get(gate.fields, -1), preferred_cost(gate, kb)
            of_role.append((kind, strength, asks, field, gate.months or 0.0, cost))
        rows.append(of_role)
    at, kinds, strengths, asked, fields, months, costs = lists(rows, np.int8, np.int8, np.int32, np.int32, float, float)
    ways = _ways(kb, names, numbers, practice)
    shares = np.array(practice, float).reshape(-1, len(names.held))
    implied_at, implied = _implied(kb, names, numbers.role)
    degrees = _degrees(kb, names)
    gates = Gates(at, kinds, strengths, asked, fields, months, costs, shares, degrees, implied_at, implied)
    return gates, ways


class _AskedNumbers(NamedTuple):
    """Numbers of what a gate can ask for."""

    role: dict[str, int]
    cert: dict[str, int]
    field: dict[tuple[str, ...], int]


def _asks(gate: Gate, numbers: _AskedNumbers) -> int:
    """What a gate other than for practice asks for: education, licensing role or certification."""
    if gate.kind == "degree":
        return EDUCATION_ORDER.index(gate.level or "none")
    if gate.kind == "licence":
        return numbers.role[gate.licence or ""]
    return numbers.cert.get(gate.certification or "", -1)


def _ways(kb: KnowledgeBase, names: Names, numbers: _AskedNumbers, practice: list[list[float]]) -> Ways:
    """The equivalents of the gates of `tabulate_gates`, in its order; adds rows to `practice` for those by work."""
    rows: list[list[Entry]] = []
    exams: list[list[Entry]] = []
    for name in names.ranked:
        for gate in kb.roles[name].gates:
            of_gate: list[Entry] = []
            for way in gate.equivalents:
                work = -1
                if way.roles:
                    work = len(practice)
                    # A month counts as often as its role is named: that is how `months_in` adds them up.
                    practice.append([float(way.roles.count(role)) for role in names.held])
                licence = numbers.role[way.licence] if way.licence else -1
                education = EDUCATION_ORDER.index(way.education) if way.education else -1
                of_gate.append((work, way.months or 0.0, licence, education, numbers.field.get(way.fields, -1)))
                exams.append([(numbers.cert.get(cert, -1),) for cert in way.certifications])
            rows.append(of_gate)
    at, work_of, months, licences, educations, fields = lists(rows, np.int32, float, np.int32, np.int8, np.int32)
    exams_at, exams_of = lists(exams, np.int32)
    return Ways(at, work_of, months, exams_at, exams_of, licences, educations, fields)


def _degrees(kb: KnowledgeBase, names: Names) -> Array:
    """By held role and set of fields: whether a required degree of the held role may be in one of them."""
    degrees = np.zeros((len(names.held), len(names.fields)), bool)
    for row, name in enumerate(names.held):
        asked: set[str] = set()
        for gate in kb.roles[name].gates:
            if gate.kind == "degree" and gate.strength == "required":
                asked.update(gate.fields)
        for column, wanted in enumerate(names.fields):
            degrees[row, column] = not asked.isdisjoint(wanted)
    return degrees


def _implied(kb: KnowledgeBase, names: Names, role_numbers: dict[str, int]) -> tuple[Array, ...]:
    """Of each held role the licenses that nobody holds it without."""
    implied = []
    for name in names.held:
        holder = Profile(roles=(HeldRole(role=name, current=True),))
        implied.append([(role_numbers[licence],) for licence in sorted(licences_held(holder, kb))])
    return lists(implied, np.int32)
