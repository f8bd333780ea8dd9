"""A roadmap: all that a person takes home on paper, gathered once, before anybody draws it."""

from __future__ import annotations

from datetime import date, timedelta

from careerpath.errors import AnswerIsNoError, CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Step
from careerpath.pathway.routes import MOST_MOVES, Route
from careerpath.pathway.stage import Plan, PlanStep
from careerpath.people.client import Action, ClientFile
from careerpath.people.profile import Profile
from careerpath.record import Record
from careerpath.rules.order import Ranked, assess
from careerpath.rules.progress import STAY, step_behind
from careerpath.services.planning import Wanted, plan_for, request_for
from careerpath.services.recommend import Recommendation, recommend
from careerpath.services.routes import routes_to

ROLES_SHOWN = 3
THERE = "You know this role: choose the next goal together."
WEEK = timedelta(days=7)


class FirstAction(Record):
    """What to do this week: `step` begins with it; None where the thing to do is to apply or to talk."""

    do: str
    step: Step | None = None
    hours: float | None = None
    planned: PlanStep | None = None
    towards: str | None = None
    """Without a plan: the role that it brings nearer."""


def agreed_with(file: ClientFile) -> tuple[Action, ...]:
    """What is agreed with a client and not done yet. Notes are never printed."""
    return tuple(one for one in file.actions if one.done is None)


class Roadmap(Record):
    """Where a person stands, the next roles, the route and the plan to one goal."""

    name: str | None
    today: date
    goal: str
    """Id of a role or a certification."""
    is_goal_stated: bool
    """False if the first of the next roles stands in for a goal."""
    answer: Recommendation
    target: Ranked | None
    """The goal as this person meets it; None for a certification."""
    route: Route | None
    more_routes: int
    no_route: str
    """Why there is no route, or nothing."""
    plan: Plan
    first: FirstAction
    agreed: tuple[Action, ...]


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
    answer = recommend(profile, kb, today, top=ROLES_SHOWN)
    wanted = goal or profile.goal or _nearest(answer)
    if wanted is None:
        raise CareerpathError("where does the roadmap lead? name a role with --to, or put `goal:` in the profile")
    request = request_for(Wanted((wanted,)), profile, kb, today)
    target = request.goals[0]
    plan = plan_for(request, profile, kb, today)
    route, more, no_route = _route(target, profile, kb, today)
    return Roadmap(
        name=name or profile.name,
        today=today,
        goal=target,
        is_goal_stated=bool(goal or profile.goal),
        answer=answer,
        target=assess(answer.standing, kb.roles[target], kb) if target in kb.roles else None,
        route=route,
        more_routes=more,
        no_route=no_route,
        plan=plan,
        first=_first(plan, answer, kb),
        agreed=agreed,
    )


def _nearest(answer: Recommendation) -> str | None:
    return answer.suggestions[0].ranked.role.id if answer.suggestions else None


def _route(goal: str, profile: Profile, kb: KnowledgeBase, today: date) -> tuple[Route | None, int, str]:
    """The shortest route, how many others there are, and why there is none."""
    if goal not in kb.roles or not profile.roles:
        return None, 0, "" if goal not in kb.roles else "No job is stated, so the route has no beginning yet."
    if any(held.role == goal for held in profile.roles):
        return None, 0, "You hold or held this role."
    try:
        _, found = routes_to(goal, kb, today=today, profile=profile)
    except AnswerIsNoError:
        return None, 0, f"No chain of up to {MOST_MOVES} known moves leads there."
    return found[0], len(found) - 1, ""


def _first(plan: Plan, answer: Recommendation, kb: KnowledgeBase) -> FirstAction:
    """The beginning of the plan; without a plan, what brings the nearest role closer."""
    if plan.steps:
        soon = [step for step in plan.steps if step.start < plan.steps[0].start + WEEK and not step.id.startswith(STAY)]
        begin = (soon or plan.steps)[0]
        step = step_behind(begin.id, kb)
        return FirstAction(step.first_step, step, begin.hours, begin)
    if plan.status != "impossible":
        is_held = any(held.role in plan.request.goals for held in answer.standing.profile.roles)
        return FirstAction(THERE if is_held else "Apply: there is nothing left to study first.")
    for one in answer.suggestions:
        if one.first_step:
            step = one.first_step.steps[0]
            return FirstAction(step.first_step, step, one.first_step.hours, towards=one.ranked.role.id)
    return FirstAction("Choose together which of the limits below can move, or another goal.")
