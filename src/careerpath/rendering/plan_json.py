"""A plan, and the difference between two, as JSON data (docs/json.md)."""

from __future__ import annotations

from typing import Any

from careerpath.engine.cost import HoldCost
from careerpath.engine.plan import Plan, PlanStep, Proof
from careerpath.engine.plan_diff import Change
from careerpath.knowledge.base import KnowledgeBase
from careerpath.record import as_dict
from careerpath.rendering.as_json import header, pick


def plan(plan: Plan, kb: KnowledgeBase) -> dict[str, Any]:
    """`plan`."""
    request = plan.request
    return {
        **header("plan"),
        "goal": request.goals[0] if len(request.goals) == 1 else list(request.goals),
        "data_version": kb.version[:12],
        "status": plan.status,
        "objective": request.objective,
        "interrupted": plan.interrupted,
        "proof": None if plan.proof is None else _proof(plan.proof),
        "start": request.start.isoformat(),
        "end": plan.finish.isoformat() if plan.steps else None,
        "steps": [_step(step) for step in plan.steps],
        "total": {
            "hours": round(plan.hours, 1),
            "fee_usd": plan.fee_usd,
            "fee_is_at_least": plan.is_at_least,
            "weeks": plan.weeks,
            "hold_3y_usd": round(plan.hold_usd(3), 2) if plan.hold else None,
        },
        "hold": [_hold(cost) for cost in plan.hold],
        "readiness": [{"role": role, "before": round(a, 12), "after": round(b, 12)} for role, a, b in plan.readiness],
        "excluded": as_dict(plan.excluded),
        "notes": [note for note in (*plan.notes, plan.other_start) if note],
        "causes": [{"kind": c.kind, "text": c.text, "detour": c.detour or None} for c in plan.causes],
        "relaxations": [{"limit": r.limit, "from": r.before, "to": r.to, "text": r.text} for r in plan.relaxations],
        "front_is_whole": plan.front_is_whole,
        "front": as_dict(plan.front),
    }


def _proof(proof: Proof) -> dict[str, Any]:
    return {**as_dict(proof), "gap": round(proof.gap, 6), "bound": round(proof.bound, 6)}


def _step(step: PlanStep) -> dict[str, Any]:
    known = {name: value for name, value in as_dict(step).items() if name != "step"}
    return {**known, "start": step.start.isoformat(), "end": step.end.isoformat()}


def _hold(cost: HoldCost) -> dict[str, Any]:
    return {
        **pick(cost, "years is_at_least"),
        "total_usd": round(cost.total_usd, 2),
        "beyond_price_usd": round(cost.beyond_headline_usd, 2),
        "hours": round(cost.hours, 1),
        "certifications": [
            {
                **pick(line, "id price_usd renewals units hours"),
                "retake_usd": round(line.retake_usd, 2),
                "renewal_usd": round(line.renewal_usd, 2),
                "renewed_with": line.carried_by,
                "not_published": list(line.unknown),
            }
            for line in cost.lines
        ],
    }


def changes(found: tuple[Change, ...]) -> dict[str, Any]:
    """`plan diff`."""
    return {**header("plan-diff"), "changes": as_dict(found)}
