"""Makes the arrays of layout.py from the knowledge, once per process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from math import exp
from typing import Any

import numpy as np

from careerpath.batch.layout import (
    Array,
    Constants,
    Edges,
    Gates,
    Held,
    Levels,
    Most,
    Names,
    Rough,
    Rows,
    Tables,
    Weighted,
)
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, INTEREST_SCALES, SENIORITY_ORDER, Gate, Progression, Role
from careerpath.people.conditions import CONDITIONS, MET
from careerpath.rules.axes import fall_axis, outlook_axis
from careerpath.rules.credit import hours_to_levels, need_weights
from careerpath.rules.order import has_few_needs, is_technology_only
from careerpath.rules.pay import local_usd, national_usd
from careerpath.rules.reach import FAR, months_from
from careerpath.rules.standing import role_gives

GATE_KINDS = ("degree", "licence", "practice", "sponsorship")
MANY = 16
"""A skill that more than one in so many roles needs is added up as a row of all roles."""
OUT = -np.inf
"""A summand that rules the role out."""


def name_all(kb: KnowledgeBase) -> Names:
    """Numbers for everything that people's files and answers name."""
    fields = {g.fields for role in kb.roles.values() for g in role.gates if g.kind == "degree" and g.fields}
    states = sorted({pay.state for role in kb.roles.values() for pay in role.local_pay if pay.state})
    ranked = sorted(kb.indexes.ranked_roles)
    return Names(list(kb.skills), list(kb.roles), ranked, list(kb.certs), sorted(fields), states)


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
    given = ([(skill[s], level, 1.0) for s, level in role_gives(kb.roles[r]).items()] for r in names.held)
    taught = ([(skill[s], level, 1.0) for s, level in kb.certs[c].teaches.items()] for c in cert)
    related = ([(skill[other], share) for other, _, share in kb.relations(s)] for s in names.skills)
    by_skill = (np.uint32, np.int8, float)
    place = number(sorted(names.skills))
    joined = {*kb.indexes.links, *(target for row in kb.indexes.links.values() for target, *_ in row)}
    linked = [name for name in names.held if name in (joined or kb.near)]
    needed, constants = Weighted(*lists(index, np.uint16, float)), _constants(kb)
    rows, gates = _rows(kb, names, linked), _gates(kb, names, cert)
    return Tables(
        Levels(*lists(needs, *by_skill)), needed,
        Weighted(*lists(related, np.uint32, float)), Levels(*lists(given, *by_skill)),
        Levels(*lists(taught, *by_skill)),
        _held(kb, names, linked), *_edges(kb, names, ranked), _rough(needed, constants, len(ranked)),
        gates, rows, _most(rows, gates, constants), constants,
        np.array([place[s] for s in names.skills], np.int32),
    )  # fmt: skip


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
    ranked, reach, wages = number(names.ranked), number(linked), number(_wages(kb))
    roles = [kb.roles[name] for name in names.held]
    return Held(
        ranked=np.array([ranked.get(name, -1) for name in names.held], np.int32),
        seniority=np.array([SENIORITY_ORDER.index(role.seniority) for role in roles], np.int8),
        pay=np.array([wages.get(national_usd(role), -1) + 1 for role in roles], np.int32),
        education=np.array([EDUCATION_ORDER.index(role.entry.education) for role in roles], np.int8),
        experience=np.array([1.0 if role.kind == "hospital-it" else 0.5 for role in roles]),
        reach=np.array([reach.get(name, -1) + 1 for name in names.held], np.int32),
        local=_local(roles, names),
    )


def _local(roles: list[Role], names: Names) -> Array:
    rows = [[np.nan if (usd := local_usd(role, state)) is None else usd for role in roles] for state in names.states]
    return np.array(rows, float).reshape(len(names.states), len(roles))


def _edges(kb: KnowledgeBase, names: Names, ranked: dict[str, int]) -> tuple[Edges, Edges]:
    def key(edge: Progression) -> tuple[float, str]:
        return edge.months.low + edge.months.high, edge.origin

    leaving: dict[str, list[Any]] = {name: [] for name in names.held}
    below: dict[str, list[Any]] = {name: [] for name in names.held}
    for place, edge in enumerate(sorted(kb.progressions.values(), key=key)):
        if edge.target in ranked:
            enters = edge.kind == "enter" and kb.roles[edge.target].seniority == "entry"
            leaving[edge.origin].append((ranked[edge.target], place, enters))
        if edge.kind == "advance" and edge.origin in ranked:
            below[edge.target].append((ranked[edge.origin], place, False))
    kinds = (np.uint32, np.int32, bool)
    return Edges(*lists(leaving.values(), *kinds)), Edges(*lists(below.values(), *kinds))


def _gates(kb: KnowledgeBase, names: Names, cert: dict[str, int]) -> Gates:
    held, field = number(names.held), number(names.fields)
    practice: list[Array] = []

    def row(gate: Gate) -> tuple[Any, ...]:
        if gate.kind == "degree":
            asks = EDUCATION_ORDER.index(gate.level or "none")
        elif gate.kind == "practice":
            asks = len(practice)
            practice.append(_shares(kb, names, gate.roles))
        else:
            asks = held[gate.licence] if gate.licence else cert.get(gate.certification or "", -1)
        return GATE_KINDS.index(gate.kind), gate.firm, asks, field.get(gate.fields, -1), gate.months or 0.0

    parts = lists(([row(g) for g in kb.roles[r].gates] for r in names.ranked), np.int8, bool, np.int32, np.int32, float)
    known = [{f for g in kb.roles[r].gates if g.kind == "degree" for f in g.fields} for r in names.held]
    degrees = np.array([[bool(have & set(wanted)) for wanted in names.fields] for have in known], bool)
    implied = ([g.licence for g in kb.roles[r].gates if g.kind == "licence" and g.firm] for r in names.held)
    made: Any = (
        *parts, np.array(practice).reshape(-1, len(held)), degrees.reshape(len(held), -1),
        *lists(([(held[str(name)],) for name in row] for row in implied), np.int32),
    )  # fmt: skip
    return Gates(*made)


def _shares(kb: KnowledgeBase, names: Names, roles: tuple[str, ...]) -> Array:
    """What a month in each held role counts for a gate that asks for practice in `roles` (rules/gates.py)."""
    families = {kb.roles[role].family for role in roles}
    near, far = kb.constants.practice_elsewhere, kb.constants.practice_far

    def share(role: Role) -> float:
        if role.id in roles:
            return 1.0
        return (near if role.family in families else far) if role.kind == "hospital-it" else 0.0

    return np.array([share(kb.roles[name]) for name in names.held])


def _rows(kb: KnowledgeBase, names: Names, linked: list[str]) -> Rows:
    """The axes of rules/axes.py."""
    ranked = [kb.roles[name] for name in names.ranked]
    place, scale = number(names.ranked), kb.constants.reach_scale
    reach = np.full((len(linked) + 1, len(ranked)), exp(-FAR / scale))
    for row, name in enumerate(linked, 1):
        for other, months in months_from([name], kb).items():
            if other in place:
                reach[row, place[other]] = exp(-months / scale)
    rank = np.array([SENIORITY_ORDER.index(role.seniority) for role in ranked])
    change = rank - np.arange(len(SENIORITY_ORDER))[:, None]
    change[0] -= change[0] > 0
    lost = kb.constants.step_up_cost * np.maximum(0, change - 1) + kb.constants.step_down_cost * np.maximum(0, -change)
    step = kb.constants.order_step * np.maximum(0.0, 1 - lost)
    scores = [[getattr(role.interests, scale, np.nan) for scale in INTEREST_SCALES] for role in ranked]
    hours = hours_to_levels(kb)
    return Rows(
        reach=reach,
        near_only=np.array([is_technology_only(role, kb) for role in ranked], bool),
        seniority=np.where(-change >= kb.constants.step_down_seniority, OUT, step),
        pay=_pay(kb, ranked),
        outlook=np.array(
            [OUT if has_few_needs(r) else kb.constants.order_outlook * (outlook_axis(r) or 0.0) for r in ranked]
        ),
        refusals=np.array([_conditions(kb, ranked, bits) for bits in product((False, True), repeat=len(CONDITIONS))]),
        experience=np.array([role.entry.experience_months.low for role in ranked], float),
        interests=standardized(np.array(scores, float).reshape(-1, len(INTEREST_SCALES))),
        hours=np.array([sum(hours[need.level] for need in role.needs) for role in ranked], float),
        local=_local(ranked, names),
    )


def _most(rows: Rows, gates: Gates, c: Constants) -> Most:
    axis = np.ones((len(EDUCATION_ORDER), len(gates.at) - 1))
    gated = np.full(len(gates.at) - 1, c.gates < 0)  # a negative weight: an open gate is then the least, not the most
    for role, (first, last) in enumerate(pairwise(gates.at)):
        for gate in range(first, last):
            by_degree = gates.kind[gate] == GATE_KINDS.index("degree")
            gated[role] |= not by_degree or gates.fields[gate] >= 0
            if by_degree:
                axis[: gates.asks[gate], role] -= np.inf if gates.firm[gate] else c.waivable
    met = np.where(axis == OUT, OUT, max(0.0, c.gates) * np.maximum(0.0, axis))
    more = rows.outlook + sum(max(0.0, weight) for weight in (c.time, c.interest))
    rest = rows.seniority[:, None, None] + rows.refusals[None, :, None] + met + more
    return Most(gated, *(np.asarray(part, np.float32) for part in (rows.reach, rows.pay, rest)))


def standardized(scores: Array) -> Array:
    """Rows with mean 0 and length 1, so that Pearson's r is a product; NaN for a row that is flat or not known."""
    less = scores - scores.mean(axis=1, keepdims=True)
    size = np.sqrt((less * less).sum(axis=1, keepdims=True))
    flat = scores.max(axis=1, initial=-np.inf) == scores.min(axis=1, initial=np.inf)
    return np.asarray(less / np.where(flat[:, None], np.nan, size))


def _wages(kb: KnowledgeBase) -> list[float]:
    return sorted({wage for role in kb.roles.values() if (wage := national_usd(role)) is not None})


def _pay(kb: KnowledgeBase, ranked: list[Role]) -> Array:
    now = np.array([0.0, *_wages(kb)])[:, None]
    then = np.array([np.nan if (wage := national_usd(role)) is None else wage for role in ranked])
    with np.errstate(all="ignore"):
        lost = 1 - then / now
    known = (now > 0) & np.isfinite(then)
    axis = np.where(known, 1.0, 0.5)
    falls = known & (lost > 0)
    axis[falls] = [fall_axis(float(one), kb) for one in lost[falls]]
    return np.where(known & (lost > kb.constants.step_down_pay), OUT, kb.constants.order_pay * axis)


def _conditions(kb: KnowledgeBase, ranked: list[Role], bits: tuple[bool, ...]) -> Array:
    refused = [one.field for bit, one in zip(bits, CONDITIONS, strict=True) if bit]
    row = np.zeros(len(ranked))
    for i, role in enumerate(ranked):
        answers = [getattr(role.conditions, condition) for condition in refused] if role.conditions else []
        if answers:
            axis = sum(map(MET.__getitem__, answers)) / len(answers)
            row[i] = OUT if "yes" in answers else kb.constants.order_conditions * axis
    return row


def _constants(kb: KnowledgeBase) -> Constants:
    names = (
        "credit-cap", "next-line", "tie", "order-readiness", "order-reach", "order-gates", "order-time",
        "order-interest", "order-pay", "pay-fall-scale", "step-down-pay", "gate-waivable-cost",
        "gate-practice-months", "practice-grace", "time-scale", "shared-effort",
    )  # fmt: skip
    level, hours = np.arange(6.0), np.array(hours_to_levels(kb))
    share = np.minimum(1.0, level[:, None] / np.maximum(level, 1.0))
    weights = {name: float(kb.weight(name)) for name in names}
    weights["next-line"] -= 1e-9
    made: Any = (*weights.values(), share, np.maximum(0.0, hours - hours[:, None]))
    return Constants(*made)
