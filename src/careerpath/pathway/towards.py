"""Which role comes first on the way to another one, and the first action towards it: the same in every view."""

from __future__ import annotations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Role
from careerpath.pathway.first import FirstAction, first_action
from careerpath.pathway.routes import Route, way_to
from careerpath.record import Record
from careerpath.rules.gate_ways import gate_months
from careerpath.rules.order import rank
from careerpath.rules.standing import Standing

INSTEAD_SHOWN = 3
"""Roles within reach that are named where no way leads to the goal: a choice, not a list."""


class Towards(Record):
    """The way to a role, as far as it is known without putting steps on dates."""

    route: Route | None
    """None where nothing leads there."""
    first: FirstAction | None
    instead: tuple[str, ...] = ()
    """Where nothing leads there: roles that are within reach."""


def towards(standing: Standing, role: Role, kb: KnowledgeBase) -> Towards:
    """The route a plan would take to the role, and the first action towards its first stage."""
    route = None
    if role.id in standing.practice_months:  # who goes back to a job needs no way to it
        if gate_months(standing, role, kb) is not None:
            return Towards(None, first_action(standing, role, kb))
    else:
        route = way_to(standing, role.id, kb)
    if route is not None:
        return Towards(route, first_action(standing, kb.roles[route.legs[0].role], kb))
    instead = within_reach(standing, role, kb)
    first = None
    if instead:
        first = first_action(standing, kb.roles[instead[0]], kb)
    return Towards(None, first, instead)


def within_reach(standing: Standing, role: Role, kb: KnowledgeBase) -> tuple[str, ...]:
    """The first of the next roles, those of the same family before others."""
    next_roles = [ranked.role for ranked in rank(standing, kb).next]
    same_family = [near.id for near in next_roles if near.family == role.family]
    others = [near.id for near in next_roles if near.family != role.family]
    return (*same_family, *others)[:INSTEAD_SHOWN]
