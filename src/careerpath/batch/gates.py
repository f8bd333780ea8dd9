"""Whether a person passes the gates of a role they do not hold: rules/gates.py, compiled.

Where it says `near`, a sum of months in three or more jobs was rounded on the way and is too near a limit to trust its
side: the plain engine rounds once at the end. Most people state whole or half years, whose sums are not rounded at all.
"""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from careerpath.batch.gate_tables import GATE_KINDS, STRENGTHS
from careerpath.batch.readiness import njit, njit_inside

EPS = 1e-9
DEGREE, LICENCE, PRACTICE, SPONSORSHIP = range(len(GATE_KINDS))
REQUIRED, USUAL, PREFERRED = range(len(STRENGTHS))


@njit
def has_licence(gates, licences, roles, i, licence):
    """Stated, or implied by a job held now; neither counts of who says that none is valid."""
    if licences.none[i]:
        return False
    for j in range(licences.at[i], licences.at[i + 1]):
        if licences.id[j] == licence:
            return True
    for j in range(roles.at[i], roles.at[i + 1]):
        if roles.current[j] and not roles.abroad[j]:
            for k in range(gates.implied_at[roles.id[j]], gates.implied_at[roles.id[j] + 1]):
                if gates.implied[k] == licence:
                    return True
    return False


@njit
def has_certification(certs, i, cert):
    """Held and not expired."""
    found = False
    for j in range(certs.at[i], certs.at[i + 1]):
        found |= certs.id[j] == cert and not certs.expired[j]
    return found


@njit_inside
def field_fits(gates, facts, roles, i, gate):
    """Whether the field of the person's education is one the gate asks for."""
    wanted = gates.fields[gate]
    if wanted < 0:
        return True
    if facts.field[i] >= 0:
        return facts.fits[facts.field[i], wanted]
    fits = gates.strength[gate] != REQUIRED  # the benefit of the doubt
    for j in range(roles.at[i], roles.at[i + 1]):
        fits |= gates.degrees[roles.id[j], wanted]
    return fits


@njit_inside
def add(a, b):
    """The sum of two numbers, and whether it was rounded (Knuth's TwoSum: what is lost is itself a number)."""
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part) != 0.0


@njit_inside
def counted_months(gates, roles, i, row):
    """Months worked that count in a row of `practice`, and whether the sum may differ from one that is rounded once."""
    worked, rounded = 0.0, False
    for j in range(roles.at[i], roles.at[i + 1]):
        worked, lost = add(worked, roles.months[j] * gates.practice[row, roles.id[j]])
        rounded |= lost
    return worked, rounded and roles.at[i + 1] - roles.at[i] > 2


@njit_inside
def pace(gates, roles, i, row):
    """Months that count in a month of the jobs held now; the rest as in `counted_months`."""
    brought, rounded = 0.0, False
    for j in range(roles.at[i], roles.at[i + 1]):
        if roles.current[j]:
            brought, lost = add(brought, gates.practice[row, roles.id[j]])
            rounded |= lost
    return brought, rounded and roles.at[i + 1] - roles.at[i] > 2


@njit
def has_worked(gates, ways, roles, i, way):
    """Whether the person has the practice of an equivalent, and whether that is near."""
    row, months, ever = ways.practice[way], ways.months[way], False
    for j in range(roles.at[i], roles.at[i + 1]):
        ever |= gates.practice[row, roles.id[j]] > 0.0
    if not ever:
        return False, False
    worked, rounded = counted_months(gates, roles, i, row)
    return worked >= months, rounded and abs(worked - months) < EPS


@njit
def has_way(gates, ways, certs, licences, roles, facts, i, way, education):
    """Whether the person has all that an equivalent asks for, and whether that is near."""
    near = False
    if ways.certs_at[way] < ways.certs_at[way + 1]:
        held = False
        for k in range(ways.certs_at[way], ways.certs_at[way + 1]):
            held |= has_certification(certs, i, ways.certs[k])
        if not held:
            return False, False
    if ways.licence[way] >= 0 and not has_licence(gates, licences, roles, i, ways.licence[way]):
        return False, False
    if ways.education[way] >= 0:
        wanted = ways.fields[way]
        if education < ways.education[way]:
            return False, False
        if wanted >= 0 and (facts.field[i] < 0 or not facts.fits[facts.field[i], wanted]):
            return False, False
    if ways.practice[way] >= 0:
        worked, near = has_worked(gates, ways, roles, i, way)
        return worked, near
    return True, near


@njit
def has_equivalent(gates, ways, certs, licences, roles, facts, i, gate, education):
    """Whether the person has one of the gate's equivalents, and whether that is near."""
    near = False
    for way in range(ways.at[gate], ways.at[gate + 1]):
        held, unsure = has_way(gates, ways, certs, licences, roles, facts, i, way, education)
        near |= unsure
        if held:
            return True, near
    return False, near


@njit_inside
def is_met(gates, certs, licences, roles, facts, i, gate, education):
    """Whether the person has what a gate other than for practice asks for, equivalents apart."""
    kind, asks = gates.kind[gate], gates.asks[gate]
    if kind == DEGREE:
        return education >= asks and field_fits(gates, facts, roles, i, gate)
    if kind == LICENCE:
        return has_licence(gates, licences, roles, i, asks)
    return has_certification(certs, i, asks)


@njit_inside
def meet_gates(gates, ways, c, certs, licences, roles, facts, i, role, education):
    """(is one closed, the axis `gates`, months of practice still to come, near)."""
    axis, practice, near = 1.0, 0.0, False
    for gate in range(gates.at[role], gates.at[role + 1]):
        left, rounded = 0.0, False
        if gates.kind[gate] == PRACTICE:
            worked, rounded = counted_months(gates, roles, i, gates.asks[gate])
            left = gates.months[gate] - worked
            near |= rounded and abs(left) < EPS
            if left <= 0:
                continue
        elif is_met(gates, certs, licences, roles, facts, i, gate, education):
            continue
        if ways.at[gate] < ways.at[gate + 1]:
            held, unsure = has_equivalent(gates, ways, certs, licences, roles, facts, i, gate, education)
            near |= unsure
            if held:
                continue
        if gates.strength[gate] == PREFERRED:
            axis -= gates.cost[gate]
            continue
        brought = 0.0
        if gates.kind[gate] == PRACTICE:
            brought, lost = pace(gates, roles, i, gates.asks[gate])
            rounded |= lost
        if not brought > 0.0:
            return True, 0.0, 0.0, near
        wait = left / brought
        near |= rounded and abs(wait - c.grace) < EPS
        if wait > c.grace:
            return True, 0.0, 0.0, near
        practice = max(practice, left)
    return False, max(0.0, axis - min(0.5, practice / c.practice_months)), practice, near
