"""Levels, readiness and gaps of one person: rules/standing.py and rules/credit.py, compiled.

`level` and `listed` have an entry for every skill; `touched` lists the skills that have to be put back to 0 afterwards.
"""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from typing import Any

import numba
import numpy as np

OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
"""Without counting references to the arrays, which costs more than the sums: nothing here makes an array."""
njit: Any = numba.njit(**OPTIONS)
njit_inside: Any = numba.njit(**OPTIONS, forceinline=True)
"""For functions that are called often and given whole groups of arrays, whose fields would be copied each time."""


@njit
def raise_level(level, listed, touched, count, skill, to):
    """Hold the skill at least at this level; how many skills are touched by now."""
    if not listed[skill]:
        listed[skill] = True
        touched[count] = skill
        count += 1
    level[skill] = max(level[skill], to)
    return count


@njit
def holdings(gives, teaches, skills, roles, certs, studied, i, level, listed, touched):
    """The levels of all skills of person i; how many are touched."""
    count = 0
    for k in range(studied.at[studied.by[i]], studied.at[studied.by[i] + 1]):
        count = raise_level(level, listed, touched, count, studied.skill[k], studied.level[k])
    for j in range(roles.at[i], roles.at[i + 1]):
        for k in range(gives.at[roles.gives[j]], gives.at[roles.gives[j] + 1]):
            count = raise_level(level, listed, touched, count, gives.skill[k], gives.level[k] - roles.faded[j])
    for j in range(certs.at[i], certs.at[i + 1]):
        for k in range(teaches.at[certs.id[j]], teaches.at[certs.id[j] + 1]):
            count = raise_level(level, listed, touched, count, teaches.skill[k], teaches.level[k] - certs.expired[j])
    for j in range(skills.at[i], skills.at[i + 1]):
        if skills.corrects[j]:
            level[skills.id[j]] = 0
        count = raise_level(level, listed, touched, count, skills.id[j], skills.level[j])
    return count


@njit
def neighbours(relations, level, listed, touched, count):
    """Touch the skills, too, that a held one is related to; how many are touched by now."""
    for j in range(count):
        if level[touched[j]] > 0:
            for k in range(relations.at[touched[j]], relations.at[touched[j] + 1]):
                count = raise_level(level, listed, touched, count, relations.to[k], 0)
    return count


@njit_inside
def credit(relations, cap, share, level, skill, need):
    """The best single credit (0-1) for a need, and whether another skill earns it."""
    best, other = share[level[skill], need], False
    if best < 1.0:
        for k in range(relations.at[skill], relations.at[skill + 1]):
            held = level[relations.to[k]]
            if held > 0:
                part = min(cap, relations.weight[k] * share[held, need])
                if part > best + 1e-12:
                    best, other = part, True
    return best, other


@njit_inside
def has_help(relations, level, skill):
    """Whether a related skill is held."""
    found = False
    for k in range(relations.at[skill], relations.at[skill + 1]):
        found |= level[relations.to[k]] > 0
    return found


@njit
def add_up(index, rough, relations, constants, level, touched, count, ready, rows):
    """Add up the readiness of all roles, within ROUGH; `rows` is room for the places of whole rows."""
    waiting = 0
    for j in range(count):
        skill, held = touched[j], level[touched[j]]
        if has_help(relations, level, skill):
            for need in range(1, 6):
                first, last = index.at[5 * skill + need - 1], index.at[5 * skill + need]
                if first < last:
                    share = credit(relations, constants.cap, constants.share, level, skill, need)[0]
                    for k in range(np.uint64(first), np.uint64(last)):  # an unsigned index is not checked for its sign
                        ready[index.to[k]] += np.float32(share * index.weight[k])
        elif held > 0 and rough.row[skill] >= 0:
            rows[waiting] = rough.row[skill] + held - 1
            waiting += 1
        elif held > 0:
            earned = rough.earned[held]
            for k in range(np.uint64(index.at[5 * skill]), np.uint64(index.at[5 * skill + 5])):
                ready[index.to[k]] += earned[k]
    while waiting % 4:
        rows[waiting] = len(rough.rows) - 1  # nothing
        waiting += 1
    for j in range(0, waiting, 4):  # four at a time: the sums are read and written less often
        a, b, c, d = rough.rows[rows[j]], rough.rows[rows[j + 1]], rough.rows[rows[j + 2]], rough.rows[rows[j + 3]]
        for r in range(len(ready)):
            ready[r] += (a[r] + b[r]) + (c[r] + d[r])


@njit_inside
def exact(needs, relations, constants, level, listed, role):
    """The readiness for one role, summed in the order of its needs like that of the plain engine."""
    score = 0.0
    for k in range(needs.at[role], needs.at[role + 1]):
        if listed[needs.skill[k]]:
            share = credit(relations, constants.cap, constants.share, level, needs.skill[k], needs.level[k])[0]
            score += needs.weight[k] * share
    return score


@njit_inside
def largest_gaps(needs, relations, constants, skill_order, level, listed, role, gaps, missing):
    """Put the largest gaps of one role into `gaps`; the readiness, summed as in `exact`."""
    score = 0.0
    for k in range(needs.at[role], needs.at[role + 1]):
        skill, need, weight = needs.skill[k], needs.level[k], needs.weight[k]
        earned = 0.0
        if listed[skill]:
            earned = weight * credit(relations, constants.cap, constants.share, level, skill, need)[0]
            score += earned
        less = weight - earned
        if less <= 1e-12 or (gaps[-1] >= 0 and less < missing[-1]):
            continue
        for j in range(len(gaps)):
            first = less == missing[j] and skill_order[skill] < skill_order[gaps[j] // 36]
            if gaps[j] < 0 or less > missing[j] or first:
                for m in range(len(gaps) - 1, j, -1):
                    gaps[m], missing[m] = gaps[m - 1], missing[m - 1]
                gaps[j], missing[j] = 36 * skill + 6 * level[skill] + need, less
                break
    return score
