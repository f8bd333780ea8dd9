"""Makes the arrays of layout.py from the knowledge, once per process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import accumulate, pairwise, product
from math import exp
from typing import Any

import numpy as np

from careerpath.batch.gate_tables import GATE_KINDS, STRENGTHS, tabulate_gates
from careerpath.batch.layout import (
    Array,
    Constants,
    Entry,
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
    lists,
    number,
)
from careerpath.knowledge.base import OCCUPATION, UNKNOWN, KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, INTEREST_SCALES, SENIORITY_ORDER, Role
from careerpath.people.conditions import CONDITIONS
from careerpath.people.profile import Limits, Profile
from careerpath.record import replace
from careerpath.rules.axes import conditions_axis, fall_axis, outlook_axis, seniority_change, step_axis
from careerpath.rules.credit import need_weights
from careerpath.rules.order import has_few_needs, is_door, is_technology_only
from careerpath.rules.pay import local_usd, national_usd
from careerpath.rules.reach import FAR, months_from, most_years
from careerpath.rules.standing import Standing, job_gives, rank_of, stand

TIERS = (-1, 0, 1)
"""Of practice: what a held role gives is listed for each of them in turn, done here and then done abroad."""
LISTS_OF_ROLE = 2 * len(TIERS)
# Single precision loses about 1e-7 of each summand, and a role has far fewer than a thousand needs. A larger value is
# safe too, but sends more roles to the exact sum.
ROUGH = 1e-4
"""Far above the rounding of a readiness that is summed in single precision."""
# A whole row is added without jumping about in memory, which pays once enough of its places are not 0.
MANY = 16
"""A skill that more than one in so many roles needs is added up as a row of all roles."""
# A summand and not a mask: the kernel adds without branches, and no other summand brings back what is at -inf.
OUT = -np.inf
"""A summand that keeps the role from the next ones."""
# As small as ids and levels allow: the kernel reads these arrays anew for every person.
SKILL_LEVEL_WEIGHT = (np.uint32, np.int8, float)
SKILL_WEIGHT = (np.uint32, float)
ROLE_WEIGHT = (np.uint16, float)


def name_all(kb: KnowledgeBase) -> Names:
    """Numbers for everything that people's files and answers name."""
    fields: set[tuple[str, ...]] = set()
    states: set[str] = set()
    for role in kb.roles.values():
        states.update(pay.state for pay in role.local_pay if pay.state)
        for gate in role.gates:
            if gate.kind == "degree":
                fields.add(gate.fields)
            fields.update(way.fields for way in gate.equivalents)
    fields.discard(())  # any field will do: that needs no number
    return Names(
        skills=list(kb.skills),
        held=list(kb.roles),
        ranked=sorted(kb.indexes.ranked_roles),
        certs=list(kb.certs),
        fields=sorted(fields),
        states=sorted(states),
    )


def with_jobs(names: Names, more: Iterable[str]) -> Names:
    """The same numbers, and some for jobs outside the list, behind the others."""
    return names._replace(held=[*names.held, *more])


def tabulate(kb: KnowledgeBase, names: Names) -> Tables:
    """All tables of the knowledge."""
    skill_numbers = number(names.skills)
    needs = _needs(kb, names, skill_numbers)
    needed = Weighted(*lists(_roles_by_need(needs, len(names.skills)), *ROLE_WEIGHT))
    linked = _linked(kb, names)
    rows = _rows(kb, names, linked)
    gates, ways = tabulate_gates(kb, names)
    constants = _constants(kb)
    place_in_order = number(sorted(names.skills))
    return Tables(
        needs=Levels(*lists(needs, *SKILL_LEVEL_WEIGHT)),
        needed=needed,
        relations=Weighted(*lists(_related(kb, names, skill_numbers), *SKILL_WEIGHT)),
        gives=Levels(*lists(_given(kb, names, skill_numbers), *SKILL_LEVEL_WEIGHT)),
        teaches=Levels(*lists(_taught(kb, names, skill_numbers), *SKILL_LEVEL_WEIGHT)),
        held=_held(kb, names, linked),
        rough=_rough(needed, constants, len(names.ranked)),
        gates=gates,
        ways=ways,
        rows=rows,
        most=_most(rows, gates, ways, constants),
        constants=constants,
        skill_order=np.array([place_in_order[skill] for skill in names.skills], np.int32),
    )


def _needs(kb: KnowledgeBase, names: Names, skill_numbers: dict[str, int]) -> list[list[Entry]]:
    """Of each ranked role what it needs, in the order of its file: so the sums round like those of the plain engine."""
    needs = []
    for name in names.ranked:
        role = kb.roles[name]
        of_role: list[Entry] = []
        for need, weight in zip(role.needs, need_weights(role, kb), strict=True):
            of_role.append((skill_numbers[need.skill], need.level, weight))
        needs.append(of_role)
    return needs


def _roles_by_need(needs: list[list[Entry]], skills: int) -> list[list[Entry]]:
    """The same the other way round: at 5 skill + level - 1 the roles that need that level of it, with the weight."""
    roles_by_need: list[list[Entry]] = [[] for _ in range(5 * skills)]
    for role, of_role in enumerate(needs):
        for skill, level, weight in of_role:
            roles_by_need[5 * skill + level - 1].append((role, weight))
    return roles_by_need


def _related(kb: KnowledgeBase, names: Names, skill_numbers: dict[str, int]) -> Iterator[list[Entry]]:
    """Of each skill the ones it is related to, with the share that they count."""
    for skill in names.skills:
        yield [(skill_numbers[other], share) for other, _, share in kb.relations(skill)]


def _given(kb: KnowledgeBase, names: Names, skill_numbers: dict[str, int]) -> Iterator[list[Entry]]:
    """Of each held role, here and abroad, and tier of practice the levels that it gives; a level of 0 is nothing."""
    for name in names.held:
        for abroad, tier in product((False, True), TIERS):
            levels = job_gives(kb.roles[name], tier, kb, abroad=abroad)
            yield [(skill_numbers[skill], level, 1.0) for skill, level in levels.items() if level > 0]


def _taught(kb: KnowledgeBase, names: Names, skill_numbers: dict[str, int]) -> Iterator[list[Entry]]:
    """Of each certification the levels that it teaches."""
    for name in names.certs:
        yield [(skill_numbers[skill], level, 1.0) for skill, level in kb.certs[name].teaches.items()]


def _linked(kb: KnowledgeBase, names: Names) -> dict[str, int]:
    """Held roles that a move leads from or to, each with the most years that count: the others share a row of reach.

    Imported knowledge has no moves but a list of near occupations, which tells the same.
    """
    joined = set(kb.indexes.links)
    for moves in kb.indexes.links.values():
        joined.update(target for target, *_ in moves)
    known = joined or kb.near
    return {name: most_years(name, kb) for name in names.held if name in known or _leads_on(name)}


def _leads_on(role: str) -> bool:
    """True for a job outside the list; time without paid work leads nowhere by itself."""
    return role.startswith((OCCUPATION, UNKNOWN))


def _rough(needed: Weighted, constants: Constants, roles: int) -> Rough:
    """What each skill earns by itself, listed by role; of skills that many roles need as whole rows, too."""
    level = np.repeat(np.arange(len(needed.at) - 1) % 5 + 1, np.diff(needed.at))
    earned = (needed.weight * constants.share[:, level]).astype(np.float32)
    begin = needed.at[::5]
    many = np.flatnonzero(np.diff(begin) * MANY > roles)
    row = np.full(len(begin) - 1, -1, np.int32)
    rows = np.zeros((5 * len(many) + 1, roles), np.float32)  # the last one stays empty
    for place, skill in enumerate(many):
        row[skill] = 5 * place
        entries = slice(begin[skill], begin[skill + 1])
        rows[5 * place : 5 * place + 5, needed.to[entries]] = earned[1:, entries]
    return Rough(earned, row, rows)


def _held(kb: KnowledgeBase, names: Names, linked: dict[str, int]) -> Held:
    ranked, wages = number(names.ranked), number(_wages(kb, names))
    roles = [kb.roles[name] for name in names.held]
    # Row 0 of reach and pay is for a role without one: numbers begin at 1 there.
    rows = [most + 1 for most in linked.values()]
    reach = dict(zip(linked, accumulate(rows, initial=1)))
    return Held(
        ranked=np.array([ranked.get(name, -1) for name in names.held], np.int32),
        seniority=np.array([rank_of(role, kb) for role in roles], np.int8),
        pay=np.array([wages.get(national_usd(role), -1) + 1 for role in roles], np.int32),
        education=np.array([EDUCATION_ORDER.index(role.entry.education) for role in roles], np.int8),
        reach=np.array([reach.get(name, 0) for name in names.held], np.int32),
        years=np.array([linked.get(name, 0) for name in names.held], np.int32),
        local=_local(roles, names),
    )


def _local(roles: list[Role], names: Names) -> Array:
    """Wage by state and role."""
    wages = np.full((len(names.states), len(roles)), np.nan)
    for row, state in enumerate(names.states):
        wages[row] = [_or_nan(local_usd(role, state)) for role in roles]
    return wages


def _or_nan(usd: float | None) -> float:
    """The wage; NaN if none is known."""
    if usd is None:
        return np.nan
    return usd


def _rows(kb: KnowledgeBase, names: Names, linked: dict[str, int]) -> Rows:
    """The axes of rules/axes.py."""
    ranked = [kb.roles[name] for name in names.ranked]
    nobody = stand(Profile(), kb, date.min)
    step, step_falls = _steps(kb, ranked, nobody)
    pay, pay_falls = _pay(kb, names, ranked)
    return Rows(
        reach=_reach(kb, names, linked),
        near_only=np.array([is_technology_only(role, kb) for role in ranked], bool),
        line=np.array([_line(role, kb) for role in ranked], float),
        step=step,
        step_falls=step_falls,
        pay=pay,
        pay_falls=pay_falls,
        outlook=np.array([_outlook(role, kb) for role in ranked]),
        refusals=_refusals(kb, ranked, nobody),
        interests=_interests(ranked),
        local=np.vstack([_local(ranked, names), _national(ranked)]),
    )


def _reach(kb: KnowledgeBase, names: Names, linked: dict[str, int]) -> Array:
    """The axis `reach`: rows for the years in each linked role, behind the one of a role that leads nowhere."""
    place, scale = number(names.ranked), kb.constants.reach_scale
    rows = [np.full(len(place), exp(-FAR / scale))]
    for name, most in linked.items():
        for years in range(most + 1):
            row = rows[0].copy()
            for other, months in months_from({name: years}, kb).items():
                if other in place:
                    row[place[other]] = exp(-months / scale)
            rows.append(row)
    return np.array(rows)


def _line(role: Role, kb: KnowledgeBase) -> float:
    """Least readiness of a next role."""
    if is_door(role):
        return OUT
    return kb.constants.next_line - 1e-9


def _outlook(role: Role, kb: KnowledgeBase) -> float:
    """The summand of the axis `outlook`; it also keeps out a role whose needs are too few for a score."""
    if has_few_needs(role):
        return OUT
    return kb.constants.order_outlook * (outlook_axis(role) or 0.0)


def _refusals(kb: KnowledgeBase, ranked: list[Role], nobody: Standing) -> Array:
    """A row for each set of refused conditions, in the order of `Facts.refusals` read as a number."""
    rows = []
    for bits in product((False, True), repeat=len(CONDITIONS)):
        rows.append(_conditions(kb, ranked, bits, nobody))
    return np.array(rows)


def _interests(ranked: list[Role]) -> Array:
    scores = np.full((len(ranked), len(INTEREST_SCALES)), np.nan)
    for row, role in enumerate(ranked):
        scores[row] = [getattr(role.interests, scale, np.nan) for scale in INTEREST_SCALES]
    return standardized(scores)


def _national(roles: list[Role]) -> Array:
    return np.array([[_or_nan(national_usd(role)) for role in roles]], float)


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
                axis[: gates.asks[gate], role] -= gates.cost[gate] if is_preferred else np.inf
    met = np.where(axis == OUT, OUT, max(0.0, c.gates) * np.maximum(0.0, axis))
    more = rows.outlook + max(0.0, c.interest)
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
    then = _national(ranked)[0]
    with np.errstate(all="ignore"):
        lost = 1 - then / now
    known = (now > 0) & np.isfinite(then)
    axis = np.ones(lost.shape)
    falls = known & (lost > 0)
    axis[falls] = [fall_axis(float(share_lost), kb) for share_lost in lost[falls]]
    return kb.constants.order_pay * axis, (known & (lost > kb.constants.step_down_pay)).astype(np.int8)


def _conditions(kb: KnowledgeBase, ranked: list[Role], bits: tuple[bool, ...], nobody: Standing) -> Array:
    """The summand of the axis `conditions` for who refuses those of CONDITIONS that have a True among `bits`."""
    refused = [condition for bit, condition in zip(bits, CONDITIONS, strict=True) if bit]
    limits: dict[str, Any] = {condition.limit: False for condition in refused}
    standing = replace(nobody, profile=Profile(limits=Limits(**limits)))
    row = np.zeros(len(ranked))
    for r, role in enumerate(ranked):
        axis = conditions_axis(standing, role)
        if axis is not None:
            row[r] = kb.constants.order_conditions * axis
        for condition in refused:
            if getattr(role.conditions, condition.field, "") == "yes":
                row[r] = OUT
    return row


def _constants(kb: KnowledgeBase) -> Constants:
    level = np.arange(6.0)
    w = kb.constants
    numbers = {
        "cap": w.credit_cap,
        "tie": w.tie,
        "readiness": w.order_readiness,
        "reach": w.order_reach,
        "gates": w.order_gates,
        "interest": w.order_interest,
        "pay": w.order_pay,
        "fall": w.order_fall,
        "rough": ROUGH * (1 + abs(w.order_readiness) + abs(w.order_fall) / 100),
        "pay_scale": w.pay_fall_scale,
        "pay_drop": w.step_down_pay,
        "practice_months": w.gate_practice_months,
        "grace": w.practice_grace + 1e-9,
    }
    return Constants(
        **{name: float(value) for name, value in numbers.items()},  # a whole number would be compiled for once more
        share=np.minimum(1.0, level[:, None] / np.maximum(level, 1.0)),
    )
