"""Makes the arrays of layout.py from the knowledge, once per process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise, product
from math import exp
from typing import Any

import numpy as np

from careerpath.batch.layout import (
    Array,
    Constants,
    Gates,
    Held,
    Levels,
    Most,
    Names,
    Rough,
    Rows,
    Tables,
    Ways,
    Weighted,
)
from careerpath.knowledge.base import OCCUPATION, UNKNOWN, KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, INTEREST_SCALES, SENIORITY_ORDER, Gate, Role
from careerpath.people.conditions import CONDITIONS
from careerpath.people.profile import HeldRole, Limits, Profile
from careerpath.record import replace
from careerpath.rules.axes import conditions_axis, fall_axis, outlook_axis, seniority_change, step_axis
from careerpath.rules.credit import hours_to_levels, need_weights
from careerpath.rules.gates import month_share
from careerpath.rules.order import has_few_needs, is_door, is_technology_only
from careerpath.rules.pay import local_usd, national_usd
from careerpath.rules.reach import FAR, months_from
from careerpath.rules.standing import Standing, job_gives, licences_held, rank_of, stand

GATE_KINDS = ("degree", "licence", "practice", "sponsorship")
STRENGTHS = ("required", "usual", "preferred")
TIERS = (-1, 0, 1)
"""Of practice: what a held role gives is listed for each of them in turn."""
ROUGH = 1e-4
"""Far above the rounding of a readiness that is summed in single precision."""
MANY = 16
"""A skill that more than one in so many roles needs is added up as a row of all roles."""
OUT = -np.inf
"""A summand that keeps the role from the next ones."""


def name_all(kb: KnowledgeBase) -> Names:
    """Numbers for everything that people's files and answers name."""
    fields = set()
    for gate in _all_gates(kb):
        if gate.kind == "degree":
            fields.add(gate.fields)
        fields.update(way.fields for way in gate.equivalents)
    fields.discard(())
    states = sorted({pay.state for role in kb.roles.values() for pay in role.local_pay if pay.state})
    ranked = sorted(kb.indexes.ranked_roles)
    return Names(list(kb.skills), list(kb.roles), ranked, list(kb.certs), sorted(fields), states)


def with_jobs(names: Names, more: Iterable[str]) -> Names:
    """The same numbers, and some for jobs outside the list, behind the others."""
    return names._replace(held=[*names.held, *more])


def _all_gates(kb: KnowledgeBase) -> Iterable[Gate]:
    for role in kb.roles.values():
        yield from role.gates


def tabulate(kb: KnowledgeBase, names: Names) -> Tables:
    """All tables of the knowledge."""
    skill, cert, ranked = number(names.skills), number(names.certs), number(names.ranked)
    index: list[list[Any]] = [[] for _ in range(5 * len(skill))]
    needs: list[list[Any]] = []
    for role in map(kb.roles.__getitem__, names.ranked):
        weights = need_weights(role, kb)
        needs.append([(skill[n.skill], n.level, w) for n, w in zip(role.needs, weights, strict=True)])
        for one, level, weight in needs[-1]:
            index[5 * one + level - 1].append((ranked[role.id], weight))
    given = [_given(kb.roles[r], tier, skill, kb) for r in names.held for tier in TIERS]
    taught = ([(skill[s], level, 1.0) for s, level in kb.certs[c].teaches.items()] for c in cert)
    related = ([(skill[other], share) for other, _, share in kb.relations(s)] for s in names.skills)
    by_skill = (np.uint32, np.int8, float)
    place = number(sorted(names.skills))
    joined = {*kb.indexes.links, *(target for row in kb.indexes.links.values() for target, *_ in row)}
    linked = [name for name in names.held if name in (joined or kb.near) or _leads_on(name)]
    needed, constants = Weighted(*lists(index, np.uint16, float)), _constants(kb)
    rows, (gates, ways) = _rows(kb, names, linked), _gates(kb, names, cert)
    return Tables(
        Levels(*lists(needs, *by_skill)), needed,
        Weighted(*lists(related, np.uint32, float)), Levels(*lists(given, *by_skill)),
        Levels(*lists(taught, *by_skill)),
        _held(kb, names, linked), _rough(needed, constants, len(ranked)),
        gates, ways, rows, _most(rows, gates, ways, constants), constants,
        np.array([place[s] for s in names.skills], np.int32),
    )  # fmt: skip


def _leads_on(role: str) -> bool:
    """True for a job outside the list; time without paid work leads nowhere by itself."""
    return role.startswith((OCCUPATION, UNKNOWN))


def _given(role: Role, tier: int, skill: dict[str, int], kb: KnowledgeBase) -> list[tuple[int, int, float]]:
    """What the role gives in that tier of practice; a level of 0 is nothing."""
    return [(skill[one], level, 1.0) for one, level in job_gives(role, tier, kb).items() if level > 0]


def _rough(needed: Weighted, constants: Constants, roles: int) -> Rough:
    level = np.repeat(np.arange(len(needed.at) - 1) % 5 + 1, np.diff(needed.at))
    earned = (needed.weight * constants.share[:, level]).astype(np.float32)
    begin = needed.at[::5]
    many = np.flatnonzero(np.diff(begin) * MANY > roles)
    row, rows = np.full(len(begin) - 1, -1, np.int32), np.zeros((5 * len(many) + 1, roles), np.float32)
    for place, skill in enumerate(many):
        row[skill] = 5 * place
        entries = slice(begin[skill], begin[skill + 1])
        rows[5 * place : 5 * place + 5, needed.to[entries]] = earned[1:, entries]
    return Rough(earned, row, rows)


def number(names: Iterable[Any]) -> dict[Any, int]:
    """Each name's place."""
    return {name: i for i, name in enumerate(names)}


def lists(rows: Iterable[Sequence[Sequence[Any]]], *kinds: Any) -> tuple[Array, ...]:
    """Begin of each list, and one array for each place of its tuples."""
    found = list(rows)
    flat = [item for row in found for item in row]
    return np.cumsum([0, *map(len, found)]), *(np.array([x[i] for x in flat], kind) for i, kind in enumerate(kinds))


def _held(kb: KnowledgeBase, names: Names, linked: list[str]) -> Held:
    ranked, reach, wages = number(names.ranked), number(linked), number(_wages(kb, names))
    roles = [kb.roles[name] for name in names.held]
    return Held(
        ranked=np.array([ranked.get(name, -1) for name in names.held], np.int32),
        seniority=np.array([rank_of(role, kb) for role in roles], np.int8),
        pay=np.array([wages.get(national_usd(role), -1) + 1 for role in roles], np.int32),
        education=np.array([EDUCATION_ORDER.index(role.entry.education) for role in roles], np.int8),
        experience=np.array([1.0 if role.kind == "hospital-it" else 0.5 for role in roles]),
        reach=np.array([reach.get(name, -1) + 1 for name in names.held], np.int32),
        local=_local(roles, names),
    )


def _local(roles: list[Role], names: Names) -> Array:
    rows = [[np.nan if (usd := local_usd(role, state)) is None else usd for role in roles] for state in names.states]
    return np.array(rows, float).reshape(len(names.states), len(roles))


def _gates(kb: KnowledgeBase, names: Names, cert: dict[str, int]) -> tuple[Gates, Ways]:
    held, field = number(names.held), number(names.fields)
    practice: list[list[float]] = []
    rows: list[list[Any]] = []
    for name in names.ranked:
        rows.append([])
        for gate in kb.roles[name].gates:
            if gate.kind == "degree":
                asks = EDUCATION_ORDER.index(gate.level or "none")
            elif gate.kind == "practice":
                asks = len(practice)
                practice.append([month_share(role, gate.roles, kb) for role in names.held])
            elif gate.kind == "licence":
                asks = held[gate.licence or ""]
            else:
                asks = cert.get(gate.certification or "", -1)
            kind, strength = GATE_KINDS.index(gate.kind), STRENGTHS.index(gate.strength)
            rows[-1].append((kind, strength, asks, field.get(gate.fields, -1), gate.months or 0.0))
    at, kinds, strengths, asked, fields, months = lists(rows, np.int8, np.int8, np.int32, np.int32, float)
    ways = _ways(kb, names, cert, practice)
    shares = np.array(practice, float).reshape(-1, len(held))
    implied_at, implied = _implied(kb, names, held)
    degrees = _degrees(kb, names)
    gates = Gates(at, kinds, strengths, asked, fields, months, shares, degrees, implied_at, implied)
    return gates, ways


def _ways(kb: KnowledgeBase, names: Names, cert: dict[str, int], practice: list[list[float]]) -> Ways:
    """The equivalents of the gates of `_gates`, in its order; adds rows to `practice` for those by work."""
    held, field = number(names.held), number(names.fields)
    rows: list[list[Any]] = []
    exams: list[list[Any]] = []
    for name in names.ranked:
        for gate in kb.roles[name].gates:
            rows.append([])
            for way in gate.equivalents:
                work = -1
                if way.roles:
                    work = len(practice)
                    # A month counts as often as its role is named: that is how `months_in` adds them up.
                    practice.append([float(way.roles.count(role)) for role in names.held])
                licence = held[way.licence] if way.licence else -1
                education = EDUCATION_ORDER.index(way.education) if way.education else -1
                rows[-1].append((work, way.months or 0.0, licence, education, field.get(way.fields, -1)))
                exams.append([(cert.get(one, -1),) for one in way.certifications])
    at, work_of, months, licences, educations, fields = lists(rows, np.int32, float, np.int32, np.int8, np.int32)
    exams_at, exams_of = lists(exams, np.int32)
    return Ways(at, work_of, months, exams_at, exams_of, licences, educations, fields)


def _degrees(kb: KnowledgeBase, names: Names) -> Array:
    degrees = np.zeros((len(names.held), len(names.fields)), bool)
    for row, name in enumerate(names.held):
        asked: set[str] = set()
        for gate in kb.roles[name].gates:
            if gate.kind == "degree" and gate.strength == "required":
                asked.update(gate.fields)
        for column, wanted in enumerate(names.fields):
            degrees[row, column] = not asked.isdisjoint(wanted)
    return degrees


def _implied(kb: KnowledgeBase, names: Names, held: dict[str, int]) -> tuple[Array, ...]:
    implied = []
    for name in names.held:
        who = Profile(roles=(HeldRole(role=name, current=True),))
        implied.append([(held[one],) for one in sorted(licences_held(who, kb))])
    return lists(implied, np.int32)


def _rows(kb: KnowledgeBase, names: Names, linked: list[str]) -> Rows:
    """The axes of rules/axes.py."""
    ranked = [kb.roles[name] for name in names.ranked]
    place, scale = number(names.ranked), kb.constants.reach_scale
    reach = np.full((len(linked) + 1, len(ranked)), exp(-FAR / scale))
    for row, name in enumerate(linked, 1):
        for other, months in months_from([name], kb).items():
            if other in place:
                reach[row, place[other]] = exp(-months / scale)
    scores = [[getattr(role.interests, scale, np.nan) for scale in INTEREST_SCALES] for role in ranked]
    hours = hours_to_levels(kb)
    nobody = stand(Profile(), kb, date.min)
    step, step_falls = _steps(kb, ranked, nobody)
    pay, pay_falls = _pay(kb, names, ranked)
    line = kb.constants.next_line - 1e-9
    return Rows(
        reach=reach,
        near_only=np.array([is_technology_only(role, kb) for role in ranked], bool),
        line=np.array([OUT if is_door(role) else line for role in ranked], float),
        step=step,
        step_falls=step_falls,
        pay=pay,
        pay_falls=pay_falls,
        outlook=np.array(
            [OUT if has_few_needs(r) else kb.constants.order_outlook * (outlook_axis(r) or 0.0) for r in ranked]
        ),
        refusals=np.array(
            [_conditions(kb, ranked, bits, nobody) for bits in product((False, True), repeat=len(CONDITIONS))]
        ),
        experience=np.array([role.entry.experience_months.low for role in ranked], float),
        interests=standardized(np.array(scores, float).reshape(-1, len(INTEREST_SCALES))),
        hours=np.array([sum(hours[need.level] for need in role.needs) for role in ranked], float),
        local=np.vstack([_local(ranked, names), _national(ranked)]),
    )


def _national(roles: list[Role]) -> Array:
    return np.array([[np.nan if (usd := national_usd(role)) is None else usd for role in roles]], float)


def _steps(kb: KnowledgeBase, ranked: list[Role], nobody: Standing) -> tuple[Array, Array]:
    """By seniority: the summand of the axis `step`, and 1 for a large step down."""
    shape = (len(SENIORITY_ORDER), len(ranked))
    step, falls = np.zeros(shape), np.zeros(shape, np.int8)
    for seniority in range(len(SENIORITY_ORDER)):
        standing = replace(nobody, seniority=seniority)
        for r, role in enumerate(ranked):
            step[seniority, r] = kb.constants.order_step * step_axis(standing, role, kb)
            falls[seniority, r] = -seniority_change(standing, role) >= kb.constants.step_down_seniority
    return step, falls


def _most(rows: Rows, gates: Gates, ways: Ways, c: Constants) -> Most:
    axis = np.ones((len(EDUCATION_ORDER), len(gates.at) - 1))
    gated = np.full(len(gates.at) - 1, c.gates < 0)  # a negative weight: all gates passed is the least, not the most
    for role, (first, last) in enumerate(pairwise(gates.at)):
        for gate in range(first, last):
            by_degree = gates.kind[gate] == GATE_KINDS.index("degree") and ways.at[gate] == ways.at[gate + 1]
            gated[role] |= not by_degree or gates.fields[gate] >= 0
            if by_degree:
                is_preferred = gates.strength[gate] == STRENGTHS.index("preferred")
                axis[: gates.asks[gate], role] -= c.preferred if is_preferred else np.inf
    met = np.where(axis == OUT, OUT, max(0.0, c.gates) * np.maximum(0.0, axis))
    more = rows.outlook + sum(max(0.0, weight) for weight in (c.time, c.interest))
    step, pay = rows.step - c.fall * rows.step_falls, rows.pay - c.fall * rows.pay_falls
    rest = step[:, None, None] + rows.refusals[None, :, None] + met + more
    return Most(gated, *(np.asarray(part, np.float32) for part in (rows.line - ROUGH, rows.reach, pay, rest)))


def standardized(scores: Array) -> Array:
    """Rows with mean 0 and length 1, so that Pearson's r is a product; NaN for a row that is flat or not known."""
    less = scores - scores.mean(axis=1, keepdims=True)
    size = np.sqrt((less * less).sum(axis=1, keepdims=True))
    flat = scores.max(axis=1, initial=-np.inf) == scores.min(axis=1, initial=np.inf)
    return np.asarray(less / np.where(flat[:, None], np.nan, size))


def _wages(kb: KnowledgeBase, names: Names) -> list[float]:
    wages = [national_usd(kb.roles[name]) for name in names.held]
    return sorted({wage for wage in wages if wage is not None})


def _pay(kb: KnowledgeBase, names: Names, ranked: list[Role]) -> tuple[Array, Array]:
    """By wage: the summand of the axis `pay`, and 1 for a large fall."""
    now = np.array([0.0, *_wages(kb, names)])[:, None]
    then = np.array([np.nan if (wage := national_usd(role)) is None else wage for role in ranked])
    with np.errstate(all="ignore"):
        lost = 1 - then / now
    known = (now > 0) & np.isfinite(then)
    axis = np.where(known, 1.0, 0.5)
    falls = known & (lost > 0)
    axis[falls] = [fall_axis(float(one), kb) for one in lost[falls]]
    return kb.constants.order_pay * axis, (known & (lost > kb.constants.step_down_pay)).astype(np.int8)


def _conditions(kb: KnowledgeBase, ranked: list[Role], bits: tuple[bool, ...], nobody: Standing) -> Array:
    """The summand of the axis `conditions` for who refuses those of CONDITIONS that have a True among `bits`."""
    no = [one for bit, one in zip(bits, CONDITIONS, strict=True) if bit]
    limits: dict[str, Any] = {one.limit: False for one in no}
    standing = replace(nobody, profile=Profile(limits=Limits(**limits)))
    row = np.zeros(len(ranked))
    for r, role in enumerate(ranked):
        axis = conditions_axis(standing, role)
        if axis is not None:
            row[r] = kb.constants.order_conditions * axis
        for one in no:
            if getattr(role.conditions, one.field, "") == "yes":
                row[r] = OUT
    return row


def _constants(kb: KnowledgeBase) -> Constants:
    level, hours = np.arange(6.0), np.array(hours_to_levels(kb))
    w = kb.constants
    numbers = {
        "cap": w.credit_cap,
        "tie": w.tie,
        "readiness": w.order_readiness,
        "reach": w.order_reach,
        "gates": w.order_gates,
        "time": w.order_time,
        "interest": w.order_interest,
        "pay": w.order_pay,
        "fall": w.order_fall,
        "rough": ROUGH * (1 + abs(w.order_readiness) + abs(w.order_fall) / 100),
        "pay_scale": w.pay_fall_scale,
        "pay_drop": w.step_down_pay,
        "preferred": w.gate_preferred_cost,
        "practice_months": w.gate_practice_months,
        "grace": w.practice_grace + 1e-9,
        "time_scale": w.time_scale,
        "shared_effort": w.shared_effort,
    }
    return Constants(
        **{name: float(value) for name, value in numbers.items()},  # a whole number would be compiled for once more
        share=np.minimum(1.0, level[:, None] / np.maximum(level, 1.0)),
        hours=np.maximum(0.0, hours - hours[:, None]),
    )
