"""What of a person the order values are looked up by, and the most that each of them can be; compiled."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from careerpath.batch.readiness import njit, njit_inside

EXECUTIVE = 5


class Person(NamedTuple):
    """What the summands of one person's order values are looked up by."""

    seniority: int
    pay: int
    refusals: int
    education: int
    state: int
    wage: float
    """What wages of the state are compared with [USD a year]; 0: nothing."""
    stated: float
    """What the person earns now, if it is stated and not nothing, else 0: national wages are compared with it too."""
    floor: float
    """What a job must pay at least [USD a year]; 0: not stated."""


@njit
def current(held, roles, facts, i):
    """The person, and whether all current roles are of the highest rank."""
    seniority, pay, education, lowest, state, wage = 0, 0, 0, EXECUTIVE + 1, facts.state[i], 0.0
    for j in range(roles.at[i], roles.at[i + 1]):
        if roles.current[j]:
            role = roles.id[j]
            if not roles.abroad[j]:
                local = np.nan if state < 0 else held.local[state, role]
                wage = np.nan if np.isnan(local) or np.isnan(wage) else max(wage, local)
                pay, seniority = max(pay, held.pay[role]), max(seniority, held.seniority[role])
            lowest = min(lowest, held.seniority[role])
            education = max(education, held.education[role])
    if lowest > EXECUTIVE:  # nothing is held now: the usual education of the jobs before
        for j in range(roles.at[i], roles.at[i + 1]):
            education = max(education, held.education[roles.id[j]])
    education = education if facts.education[i] < 0 else facts.education[i]
    wage, stated = 0.0 if np.isnan(wage) else wage, 0.0
    if not np.isnan(facts.pay_now[i]):
        pay, wage, stated = 0, facts.pay_now[i], facts.pay_now[i]
    floor = 0.0 if np.isnan(facts.pay_floor[i]) else facts.pay_floor[i]
    return Person(seniority, pay, facts.refusals[i], education, state, wage, stated, floor), lowest == EXECUTIVE


@njit_inside
def wage_of(rows, state, r):
    """The wage of a role that counts: of the state, else the national one; NaN if none is known."""
    local = np.nan if state < 0 else rows.local[state, r]
    return rows.local[-1, r] if np.isnan(local) else local


@njit_inside
def reach_row(held, roles, j):
    """The row of `Rows.reach` for the j-th job: that of the role after its full years."""
    role = roles.id[j]
    return held.reach[role] + min(roles.full_years[j], held.years[role])


@njit_inside
def nearness(rows, held, roles, i, r):
    """The axis `reach` of a role."""
    best = rows.reach[0, r]
    for j in range(roles.at[i], roles.at[i + 1]):
        best = max(best, rows.reach[reach_row(held, roles, j), r])
    return best


@njit
def bounds(most, rows, held, c, roles, i, person, ready, near, value):
    """The most that each order value can be, within `rough`; -inf where it is held or can be no next role."""
    first, last, roles_held = roles.at[i], roles.at[i + 1], roles.at[i] < roles.at[i + 1]
    copy(most.reach[reach_row(held, roles, first) if roles_held else 0], near)
    for j in range(first + 1, last):
        row = most.reach[reach_row(held, roles, j)]
        for r in range(len(near)):
            near[r] = max(near[r], row[r])
    copy(most.pay[person.pay], value)
    if person.wage > 0.0:
        at_most = max(0.0, c.pay) + max(0.0, -c.fall)
        for r in range(len(value)):
            is_compared = person.stated > 0.0 or (person.state >= 0 and not np.isnan(rows.local[person.state, r]))
            value[r] = at_most if is_compared else value[r]
    rest, far = most.rest[person.seniority, person.refusals, person.education], most.reach[0]
    by_ready, by_reach = np.float32(c.readiness), np.float32(c.reach)
    for r in range(len(value)):  # without branches, so that several are reckoned at once
        out = (roles_held & rows.near_only[r] & (near[r] == far[r])) | (ready[r] <= most.line[r])
        value[r] = -np.inf if out else by_ready * ready[r] + by_reach * near[r] + rest[r] + value[r]
    if person.floor > 0.0:
        for r in range(len(value)):
            if wage_of(rows, person.state, r) < person.floor:
                value[r] = -np.inf
    for j in range(first, last):
        if held.ranked[roles.id[j]] >= 0:
            value[held.ranked[roles.id[j]]] = -np.inf


@njit
def copy(row, to):
    for r in range(len(row)):
        to[r] = row[r]
