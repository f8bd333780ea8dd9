"""Who comes next for many people: rules/order.py in arrays, compiled by numba.

Readiness is summed through an inverted index (skill, needed level) -> roles. The other summands of the order value are
rows of the tables; the costly ones (gates, interests) are reckoned only for roles that can still come among the
first. Those that are as good as the last of them within `rough` are summed again in the order of the plain engine, in
double precision, which gives its value to the last bit. Where a summand does not (a wage of
a state, practice in more than two roles, interests), a comparison nearer than EPS (far
above the rounding of such sums, about 1e-13) is left to the plain engine:
the person is marked `doubtful`.
"""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numba
import numpy as np

from careerpath.batch.bounds import bounds, copy, current, nearness, wage_of
from careerpath.batch.gates import EPS, meet_gates
from careerpath.batch.layout import Array, Tables
from careerpath.batch.people import GAPS, Answer, People
from careerpath.batch.readiness import (
    OPTIONS,
    add_up,
    exact,
    holdings,
    largest_gaps,
    neighbours,
    njit,
    njit_inside,
)
from careerpath.batch.tables import ROUGH

RANKED, EMPTY, ALIKE, AT_TOP, NONE_FITS, TWICE = range(6)
"""What `status` says: ranked, why not, or that something stands in a row twice."""
ALIKE_FROM = 5
"""Stated skills from which equal levels say nothing."""
SPAN = 16
"""Roles whose bounds are compared as one."""


@njit
def local_pay(constants, now, then):
    """The summand of the axis `pay` for a role with a wage in the person's state, and 1 if that falls by much."""
    lost = 1 - then / now
    axis = 1 - min(1.0, max(0.0, -np.log(1 - lost) / constants.pay_scale))
    return constants.pay * axis, 1 if lost > constants.pay_drop else 0


@njit
def interest_axis(mine, theirs):
    """(r + 1) / 2 of the correlation; 0 where unknown."""
    r = 0.0
    for k in range(len(mine)):
        r += mine[k] * theirs[k]
    return 0.0 if np.isnan(r) else (max(-1.0, min(1.0, r)) + 1) / 2


@njit
def insert(values, chosen, count, value, role):
    """Put the role into its place among the first, equal ones by number; how many there are by now."""
    full, last = count == len(values), len(values) - 1
    if full and (value < values[last] or (value == values[last] and role > chosen[last])):
        return count
    at = last if full else count
    while at > 0 and (values[at - 1] < value or (values[at - 1] == value and chosen[at - 1] > role)):
        values[at], chosen[at] = values[at - 1], chosen[at - 1]
        at -= 1
    values[at], chosen[at] = value, role
    return count if full else count + 1


@njit_inside
def order_value(t, p, i, r, person, ready):
    """The order value, summed like that of the plain engine; -inf if a gate is closed. Whether that is in doubt."""
    c, axis, unsure = t.constants, 1.0, False
    if t.gates.at[r] < t.gates.at[r + 1]:
        closed, axis, _, unsure = meet_gates(
            t.gates, t.ways, c, p.certs, p.licences, p.roles, p.facts, i, r, person.education
        )
        if closed or unsure:
            return -np.inf, unsure
    value = c.readiness * ready + c.reach * nearness(t.rows, t.held, p.roles, i, r) + c.gates * axis
    pay, falls = t.rows.pay[person.pay, r], t.rows.pay_falls[person.pay, r]
    if person.stated > 0.0:
        then = wage_of(t.rows, person.state, r)
        if not np.isnan(then):
            pay, falls = local_pay(c, person.stated, then)
    elif person.wage > 0.0 and not np.isnan(t.rows.local[person.state, r]):
        pay, falls = local_pay(c, person.wage, t.rows.local[person.state, r])
    value = value + t.rows.step[person.seniority, r] + pay + t.rows.outlook[r] + t.rows.refusals[person.refusals, r]
    if c.interest != 0.0:
        value += c.interest * interest_axis(p.facts.interests[i], t.rows.interests[r])
    return value - c.fall * (falls + t.rows.step_falls[person.seniority, r]), False


@njit
def peaks_of(value, peaks):
    """The highest value of each SPAN of roles, which are `len(peaks)` apart, so that many are compared at once."""
    copy(value[: len(peaks)], peaks)
    for first in range(len(peaks), len(value), len(peaks)):
        row = value[first : first + len(peaks)]
        for n in range(len(row)):
            peaks[n] = max(peaks[n], row[n])


@njit_inside
def choose(t, p, i, person, loose, level, listed, ready, value, values, chosen, peaks, able):
    """The first roles into `values` and `chosen`; how many, and whether the place of another one is in doubt.

    First by sums as they come, the SPAN with the highest bound first, until none can hold one as good as the last;
    then those that are as good as the last by exact sums. Leaves in `value` the order value of every role as good as
    the last; a doubtful one keeps its most. `peaks` and `able` are room for spans and roles.
    """
    count, doubtful, looked, least = 0, False, 0, np.float32(-np.inf)
    peaks_of(value, peaks)
    while True:
        span = 0
        for n in range(1, len(peaks)):
            span = n if peaks[n] > peaks[span] else span
        if peaks[span] < least or peaks[span] == -np.inf:
            break
        peaks[span] = -np.inf
        for r in range(span, len(value), len(peaks)):
            if value[r] < least or value[r] == -np.inf:
                continue
            line = t.rows.line[r]
            if ready[r] < line + ROUGH and exact(t.needs, t.relations, t.constants, level, listed, r) < line:
                value[r] = -np.inf
                continue
            able[looked], looked = r, looked + 1
            found, unsure = value[r], False
            if loose or t.most.gated[r]:
                found, unsure = order_value(t, p, i, r, person, ready[r])
            doubtful |= unsure
            if not unsure:
                value[r] = found
                if found > -np.inf:
                    count = insert(values, chosen, count, found, r)
                    least = np.float32(values[-1] - t.constants.rough) if count == len(values) else least
    count = 0
    for r in able[:looked]:
        if value[r] >= least and value[r] > -np.inf:
            score = exact(t.needs, t.relations, t.constants, level, listed, r)
            found, unsure = order_value(t, p, i, r, person, score)
            if not unsure:
                value[r] = found
                count = insert(values, chosen, count, found, r)
    return count, doubtful


@njit
def is_near(values, count, tie):
    """Whether two neighbours are too near to say which is first, or whether they are tied."""
    for j in range(1, count):
        less = values[j - 1] - values[j]
        if less < EPS or abs(less - tie) < EPS:
            return True
    return False


@njit
def is_loose(t, roles, i, person):
    """Whether the order values have summands that are not those of the plain engine to the last bit."""
    c, practice = t.constants, len(t.gates.practice) > 0 and roles.at[i + 1] - roles.at[i] > 2
    return c.interest != 0.0 or person.wage > 0.0 or practice


@njit
def silence(skills, roles, facts, i, level, touched, count, at_top, found):
    """Why nothing is ranked, or RANKED."""
    held = roles.at[i + 1] - roles.at[i]
    some = held > 0 or facts.education[i] >= 0
    for j in range(count):
        some |= level[touched[j]] > 0
    if not some:
        return EMPTY
    first, last = skills.at[i], skills.at[i + 1]
    if held == 0 and last - first >= ALIKE_FROM:
        alike = True
        for j in range(first, last):
            alike &= skills.level[j] == skills.level[first]
        if alike:
            return ALIKE
    if found == 0:
        return AT_TOP if at_top else NONE_FITS
    return RANKED


@njit
def is_twice(at, ids, i):
    """Whether something stands twice in the i-th list."""
    for j in range(at[i], at[i + 1]):
        for k in range(at[i], j):
            if ids[j] == ids[k]:
                return True
    return False


def rank_people(t: Tables, p: People, people: Array, answer: Answer, values: Array, work: Work) -> None:
    """Answer for each of `people` (numbers); into `values`, if it has rows, go the values that `choose` leaves."""
    level, listed, touched, whole, ready, near, value, peaks, able, best, chosen, missing = work
    roles, top = len(ready), len(best) - 1
    for n in range(len(people)):
        i = people[n]
        if (
            is_twice(p.roles.at, p.roles.id, i)
            or is_twice(p.certs.at, p.certs.id, i)
            or is_twice(p.skills.at, p.skills.id, i)
        ):
            answer.status[i] = TWICE
            continue
        for r in range(roles):
            ready[r] = 0.0
        count = holdings(t.gives, t.teaches, p.skills, p.roles, p.certs, p.studied, i, level, listed, touched)
        count = neighbours(t.relations, level, listed, touched, count)
        add_up(t.needed, t.rough, t.relations, t.constants, level, touched, count, ready, whole)
        person, at_top = current(t.held, p.roles, p.facts, i)
        loose = is_loose(t, p.roles, i, person)
        bounds(t.most, t.rows, t.held, t.constants, p.roles, i, person, ready, near, value)
        found, doubtful = choose(t, p, i, person, loose, level, listed, ready, value, best, chosen, peaks, able)
        answer.doubtful[i] = doubtful or (loose and is_near(best, found, t.constants.tie))
        answer.status[i] = silence(p.skills, p.roles, p.facts, i, level, touched, count, at_top, found)
        if answer.status[i] == RANKED:
            answer.filled[i] = min(found, top)
            for j in range(answer.filled[i]):
                role, gaps = chosen[j], answer.gap[i, j]
                answer.role[i, j], answer.value[i, j] = role, best[j]
                answer.readiness[i, j] = largest_gaps(
                    t.needs, t.relations, t.constants, t.skill_order, level, listed, role, gaps, missing
                )
                tied = j > 0 and best[j - 1] - best[j] < t.constants.tie
                answer.rank[i, j] = answer.rank[i, j - 1] if tied else j + 1
        if len(values):
            for r in range(roles):
                values[n, r] = value[r]
        for j in range(count):
            level[touched[j]], listed[touched[j]] = 0, False


class Work(NamedTuple):
    """Room for one person at a time, clean before and after."""

    level: Array
    listed: Array
    touched: Array
    whole: Array
    ready: Array
    near: Array
    value: Array
    peaks: Array
    able: Array
    best: Array
    chosen: Array
    missing: Array


def room(t: Tables, top: int) -> Work:
    """Room to rank with these tables."""
    skills, roles = len(t.skill_order), len(t.needs.at) - 1
    made = (np.zeros(skills, np.int8), np.zeros(skills, bool), np.zeros(skills, np.uint32))
    whole, single = np.zeros(skills + 3, np.int32), np.zeros((3, roles), np.float32)
    rows = (single[0], single[1], single[2])
    spans = max(1, -(-roles // SPAN))  # one that stays empty where no role can be recommended
    looked = (np.full(spans, -np.inf, np.float32), np.zeros(roles, np.uint32))
    return Work(*made, whole, *rows, *looked, np.zeros(top + 1), np.zeros(top + 1, np.int32), np.zeros(GAPS))


def compiled(cache_dir: Path | None) -> Any:
    """`rank_people` as machine code, kept in the folder for later processes."""
    settings: Any = numba.config
    settings.CACHE_DIR = str(cache_dir or "")
    return numba.njit(**OPTIONS, cache=cache_dir is not None)(rank_people)
