"""A roadmap as JSON data (docs/json.md)."""

from __future__ import annotations

from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.rendering import as_json, plan_json
from careerpath.services.roadmap import Roadmap


def roadmap(roadmap: Roadmap, kb: KnowledgeBase) -> dict[str, Any]:
    """`roadmap`: the answer of `recommend`, a route and a plan in one."""
    answer = as_json.recommendation(roadmap.answer, kb)
    first = roadmap.first
    return {
        **as_json.header("roadmap"),
        **as_json.made_from(roadmap.answer.standing, kb),
        "name": roadmap.name,
        "goal": roadmap.goal,
        "goal_stated": roadmap.is_goal_stated,
        "goal_readiness": roadmap.target and roadmap.target.readiness.score,
        "roles": answer["roles"],
        "route": roadmap.route and as_json.route(roadmap.route),
        "other_routes": roadmap.more_routes,
        "no_route": roadmap.no_route or None,
        "plan": plan_json.plan(roadmap.plan, kb),
        "first_action": {
            "do": first.do,
            "step": first.step.id if first.step else None,
            "done_by": first.planned and first.planned.end.isoformat(),
        },
        "agreed": [{"text": action.text, "due": action.due} for action in roadmap.agreed],
        "notes": answer["notes"],
    }
