"""A roadmap: all that a person takes home on paper, gathered once, before anybody draws it."""

from __future__ import annotations

from datetime import date

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.first import FirstAction
from careerpath.pathway.plan import Plan
from careerpath.pathway.routes import Route, no_way, routes
from careerpath.pathway.stage import PlanStep
from careerpath.people.client import Action, ClientFile
from careerpath.people.profile import Profile
from careerpath.record import Record
from careerpath.rules.gates import closed_gates, gate_statuses
from careerpath.rules.order import Ranked, assess
from careerpath.rules.standing import Standing
from careerpath.services.monday import MondayCard, week_of
from careerpath.services.planning import Wanted, plan_for, request_for
from careerpath.services.recommend import Recommendation, recommend

ROLES_SHOWN = 3
THERE = "You know this role: choose the next goal together."


def agreed_with(file: ClientFile) -> tuple[Action, ...]:
    """What is agreed with a client and not done yet. Notes are never printed."""
    return tuple(action for action in file.actions if action.done is None)


class Standpoint(Record):
    """Where a person stands, and the next roles: all that there is where nothing says where to go."""

    name: str | None
    today: date
    goal: str
    """Id of a role or a certification; nothing if there is none, and no next role that could stand in for one."""
    is_goal_stated: bool
    """False if the first of the next roles stands in for a goal."""
    answer: Recommendation
    target: Ranked | None
    """The goal as this person meets it; None for a certification or for none."""
    agreed: tuple[Action, ...]


class Roadmap(Standpoint):
    """The same with the route and the plan to one goal."""

    route: Route | None
    more_routes: int
    no_route: str
    """Why there is no route, or nothing."""
    plan: Plan
    first: FirstAction
    first_step: PlanStep | None
    """The step of the plan that the first action begins, if it begins one."""
    monday: MondayCard | None
    """The first week towards the next role on the way; None if there is none."""


def planned_months(roadmap: Standpoint, role: str) -> tuple[float, float] | None:
    """Months (low, high) of its plan, where there is one and it makes ready for this role."""
    if not isinstance(roadmap, Roadmap) or role != roadmap.goal:
        return None
    plan = roadmap.plan
    reaches = bool(plan.stages) and plan.status in ("optimal", "met") and not plan.is_first_part
    return plan.total_months if reaches else None


def make_roadmap(
    profile: Profile,
    kb: KnowledgeBase,
    goal: str | None,
    today: date,
    *,
    name: str | None = None,
    agreed: tuple[Action, ...] = (),
) -> Roadmap:
    """The roadmap to a goal (id, title or alias; without one that of the profile, else the first of the next roles).

    `name` stands in for the profile's. Raises CareerpathError if nothing says where to go, or a limit makes no sense.
    """
    standpoint = take_stock(profile, kb, goal, today, name=name, agreed=agreed)
    if not isinstance(standpoint, Roadmap):
        raise CareerpathError("where does the roadmap lead? name a role with --to, or put `goal:` in the profile")
    return standpoint


def take_stock(
    profile: Profile,
    kb: KnowledgeBase,
    goal: str | None,
    today: date,
    *,
    name: str | None = None,
    agreed: tuple[Action, ...] = (),
) -> Standpoint:
    """The roadmap as `make_roadmap` gives it; where it does not know where to go, what is known without a goal."""
    answer = recommend(profile, kb, today, top=ROLES_SHOWN)
    wanted = goal or profile.goal or _nearest(answer)
    if wanted is None:
        return Standpoint(name or profile.name, today, "", False, answer, None, agreed)
    request = request_for(Wanted((wanted,)), profile, kb, today)
    target = request.goals[0]
    plan = plan_for(request, profile, kb, today)
    more, no_route = _routes(target, plan, answer.standing, kb)
    first = plan.first or FirstAction(THERE, "talk", None)
    ranked_target = assess(answer.standing, kb.roles[target], kb) if target in kb.roles else None
    route = plan.route if plan.stages else None
    return Roadmap(
        name=name or profile.name,
        today=today,
        goal=target,
        is_goal_stated=bool(goal or profile.goal),
        answer=answer,
        target=ranked_target,
        route=route,
        more_routes=more,
        no_route=no_route,
        plan=plan,
        first=first,
        first_step=_step_of(first, plan),
        agreed=agreed,
        monday=week_of(first, profile, kb, today),
    )


def _step_of(first: FirstAction, plan: Plan) -> PlanStep | None:
    """The step of the plan that the first action is."""
    if first.step is None:
        return None
    return next((step for step in plan.steps if step.step == first.step.id), None)


def _nearest(answer: Recommendation) -> str | None:
    """The first of the next roles, where no goal is stated."""
    if not answer.suggestions:
        return None
    return answer.suggestions[0].ranked.role.id


def _routes(goal: str, plan: Plan, standing: Standing, kb: KnowledgeBase) -> tuple[int, str]:
    """How many other routes there are, and why there is none."""
    if goal not in kb.roles:
        return 0, ""
    if goal in standing.practice_months:
        is_closed = closed_gates(gate_statuses(standing, kb.roles[goal], kb))
        return 0, "The same work, with a license that is valid here." if is_closed else "You hold or held this role."
    if plan.status == "never":
        why = no_way(goal, kb)
        return 0, f"{why[0].upper()}{why[1:]}."
    planned = plan.route.roles if plan.route else None
    others = [route for route in routes(standing, goal, kb) if route.roles != planned]
    return len(others), ""
