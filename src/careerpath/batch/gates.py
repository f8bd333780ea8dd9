"""Gates, and who may begin where: rules/gates.py for one person and role, compiled."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from careerpath.batch.readiness import njit, njit_inside
from careerpath.batch.tables import GATE_KINDS

EPS = 1e-9
DEGREE, LICENCE, PRACTICE, SPONSORSHIP = range(len(GATE_KINDS))


@njit_inside
def takes_beginner(leaving, roles, i, role):
    """Whether the nearest progression from a held role into this one takes beginners."""
    order, enters = 1 << 30, False
    for j in range(roles.at[i], roles.at[i + 1]):
        for k in range(leaving.at[roles.id[j]], leaving.at[roles.id[j] + 1]):
            if leaving.role[k] == role and leaving.order[k] < order:
                order, enters = leaving.order[k], leaving.enters[k]
    return enters


@njit
def mark_beginners(leaving, roles, i, mark, begins):
    """Set `begins` for the roles that take this person however little is covered yet; or put it back to False."""
    for j in range(roles.at[i], roles.at[i + 1]):
        for k in range(leaving.at[roles.id[j]], leaving.at[roles.id[j] + 1]):
            begins[leaving.role[k]] = mark and takes_beginner(leaving, roles, i, leaving.role[k])


@njit
def has_licence(gates, licences, roles, i, licence):
    """Stated, or implied by a held role."""
    for j in range(licences.at[i], licences.at[i + 1]):
        if licences.id[j] == licence:
            return True
    for j in range(roles.at[i], roles.at[i + 1]):
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
    for j in range(roles.at[i], roles.at[i + 1]):
        if gates.degrees[roles.id[j], wanted]:
            return True
    return not gates.firm[gate]


@njit_inside
def months_left(gates, roles, i, gate):
    """Months of practice that are missing; the plain engine adds up two roles alike, more without rounding between."""
    worked = 0.0
    for j in range(roles.at[i], roles.at[i + 1]):
        worked += roles.months[j] * gates.practice[gates.asks[gate], roles.id[j]]
    return gates.months[gate] - worked


@njit_inside
def is_open(gates, certs, licences, roles, facts, i, gate, education):
    """Whether a gate that does not ask for practice stands open."""
    kind, asks = gates.kind[gate], gates.asks[gate]
    if kind == DEGREE:
        return education >= asks and field_fits(gates, facts, roles, i, gate)
    if kind == LICENCE:
        return has_licence(gates, licences, roles, i, asks)
    return has_certification(certs, i, asks)


@njit_inside
def meet_gates(gates, constants, certs, licences, roles, facts, i, role, education):
    """(is one closed, the axis `gates`, missing months of practice, too near to say) for a role that is not held."""
    axis, practice, near = 1.0, 0.0, False
    for gate in range(gates.at[role], gates.at[role + 1]):
        months = 0.0
        if gates.kind[gate] == PRACTICE:
            months = months_left(gates, roles, i, gate)
            near |= roles.at[i + 1] - roles.at[i] > 2 and (abs(months) < EPS or abs(months - constants.grace) < EPS)
            if months <= 0:
                continue
        elif is_open(gates, certs, licences, roles, facts, i, gate, education):
            continue
        if not gates.firm[gate]:
            axis -= constants.waivable
        elif gates.kind[gate] == PRACTICE and months <= constants.grace:
            practice = max(practice, months)
        else:
            return True, 0.0, 0.0, near
    return False, max(0.0, axis - min(0.5, practice / constants.practice_months)), practice, near
