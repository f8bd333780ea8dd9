"""Results as JSON data with a versioned schema; other programs rely on it (docs/json.md)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from careerpath.knowledge.base import KnowledgeBase, plain
from careerpath.record import as_dict
from careerpath.rules.steps import Gain, fee_of

if TYPE_CHECKING:
    from careerpath.knowledge.models import Pay
    from careerpath.pathway.cost import HoldCost
    from careerpath.pathway.diff import Change
    from careerpath.pathway.first import FirstAction
    from careerpath.pathway.plan import Plan, Stretch
    from careerpath.pathway.routes import Route
    from careerpath.pathway.stage import PlanStep, Proof
    from careerpath.rules.credit import Line
    from careerpath.rules.gates import GateStatus
    from careerpath.rules.order import Ranked
    from careerpath.rules.standing import Standing
    from careerpath.services.browse import Found
    from careerpath.services.monday import MondayCard
    from careerpath.services.recommend import Explanation, Recommendation, Suggestion
    from careerpath.services.roadmap import Roadmap
    from careerpath.services.routes import RoutesFound

DIGITS = 12


def dumps(data: dict[str, Any], *, ascii_only: bool = False, pretty: bool = True) -> str:
    """JSON text with a final newline, keys in the order given; on one line unless a person reads it."""
    return harmless(json.dumps(data, indent=2 if pretty else None, ensure_ascii=ascii_only)) + "\n"


STEERING = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON need not escape and a terminal obeys, or no file takes."""


def harmless(text: str) -> str:
    """JSON that says the same and steers no terminal."""
    return STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def header(command: str, version: int = 1) -> dict[str, Any]:
    return {"schema": f"careerpath/{command}/{version}"}


def pick(record: Any, names: str) -> dict[str, Any]:
    """Some fields of a record, named with blanks between them."""
    return {name: getattr(record, name) for name in names.split()}


def made_from(standing: Standing, kb: KnowledgeBase) -> dict[str, Any]:
    """Day, knowledge and person that an answer was made from; no name."""
    return {
        "today": standing.today.isoformat(),
        "data_version": kb.version[:12],
        "profile": {
            "roles": [as_dict(held) for held in standing.profile.roles],
            "education": {"level": standing.education, "assumed": standing.education_assumed},
            "certifications": sorted(standing.certifications),
            "skills": {
                skill: {"level": held.level, "evidence": held.evidence, "from": held.origin}
                for skill, held in sorted(standing.holdings.items())
            },
            "pay_now_usd": standing.profile.pay_now_usd,
            "in_hospital": standing.profile.in_hospital,
            "ehr": standing.profile.ehr and list(standing.profile.ehr),
            "limits": as_dict(standing.profile.limits),
            "goal": standing.profile.goal,
        },
    }


def recommendation(answer: Recommendation, kb: KnowledgeBase, week: MondayCard | None = None) -> dict[str, Any]:
    """`recommend`; `week`: the first week towards the first role."""
    return {
        **header("recommend"),
        **made_from(answer.standing, kb),
        "roles": [_suggestion(s, kb) for s in answer.suggestions],
        "next_count": len(answer.ranking.next),
        "later": [{**_summary(one, kb), "reason": one.reason} for one in answer.ranking.later],
        "ruled_out": [
            {**pick(one.role, "id title"), "reason": one.reason, "order_value": _round(one.order_value)}
            for one in answer.ranking.ruled_out
        ],
        "falls": [{**_summary(one, kb), "falls": list(one.falls)} for one in answer.falls],
        "compromises": as_dict(answer.compromises),
        "door_openers": [
            {**pick(d.step, "id title"), "gain": _round(d.gain), "roles": list(d.roles)} for d in answer.door_openers
        ],
        "first_week": first_week(week, kb),
        "notes": list(answer.notes),
    }


def explanation(answer: Explanation, kb: KnowledgeBase) -> dict[str, Any]:
    """`why`."""
    lever = answer.lever
    return {
        **header("why"),
        **made_from(answer.standing, kb),
        "role": {
            **_ranked(answer.ranked, kb),
            **pick(answer.ranked, "place reason"),
            "stability_top3": answer.stability_top3,
        },
        "line": answer.line,
        "first_action": first_action(answer.towards.first),
        "on_the_way": [leg.role for leg in answer.towards.route.legs] if answer.towards.route else [],
        "instead": list(answer.towards.instead),
        "levers": [{**_gain(lever.gain), "readiness_after": _round(lever.readiness_after)}] if lever else [],
        "steps": [_gain(gain) for gain in answer.gains],
    }


def route_list(found: RoutesFound, kb: KnowledgeBase) -> dict[str, Any]:
    """`routes`."""
    return {
        **header("routes"),
        "to": found.goal,
        "data_version": kb.version[:12],
        "planned": list(found.planned.roles) if found.planned else None,
        "routes": [route(one) for one in found.routes],
    }


def route(route: Route) -> dict[str, Any]:
    return {
        "roles": list(route.roles),
        "months": {"low": round(route.months_low, 1), "high": round(route.months_high, 1)},
        "first_move_months": round(route.first_move_months, 1),
        **pick(route, "fee_usd fees_unknown"),
        "pay_dip_usd": route.pay_dip_usd if route.is_pay_known else None,
        "evidence": route.evidence,
        "edges": [
            {
                "from": e.origin,
                "to": e.target,
                **pick(e, "kind confidence"),
                "months": pick(e.months, "low high"),
                "sources": [pick(x, "source says") for x in e.evidence],
            }
            for e in route.edges
        ],
        "legs": [
            {"role": leg.role, "months": {"low": round(leg.months_low, 1), "high": round(leg.months_high, 1)}}
            for leg in route.legs
        ],
    }


def first_action(first: FirstAction | None) -> dict[str, Any] | None:
    """The one first action: what to do, and the step that it begins."""
    if first is None:
        return None
    return {"do": first.do, "step": first.step and first.step.id, "kind": first.kind, "towards": first.role}


def first_week(card: MondayCard | None, kb: KnowledgeBase) -> dict[str, Any] | None:
    """The Monday card."""
    if card is None:
        return None
    from careerpath.rendering.monday_page import question

    whom, sentence = question(card, kb)
    tried, funding = card.experiment, card.funding
    return {
        "towards": card.role.id,
        "situation": card.situation,
        "do": card.first.do,
        "ask": whom,
        "say": sentence,
        "titles": list(card.titles),
        "ehr": list(card.ehr),
        "try_it": tried and pick(tried, "title do minutes"),
        "may_help": funding and pick(funding, "id title most_usd per pays_for how url source"),
    }


def found(answer: Found, kb: KnowledgeBase) -> dict[str, Any]:
    """`roles`, `certs`, `skills`: the entry as it stands in the data, or ids with titles."""
    if answer.entry is not None:
        return {**header(answer.table), "data_version": kb.version[:12], "entry": plain(answer.entry)}
    entries = [getattr(kb, answer.table)[key] for key in answer.ids]
    listed = [pick(e, "id title") for e in entries]
    return {**header(answer.table), "data_version": kb.version[:12], "query": answer.query, "entries": listed}


def _suggestion(suggestion: Suggestion, kb: KnowledgeBase) -> dict[str, Any]:
    first = suggestion.first.gain
    return {
        **_ranked(suggestion.ranked, kb),
        **pick(suggestion, "rank stability_top3"),
        "tied": suggestion.is_tied,
        "first_action": first_action(suggestion.first),
        "first_step": first and {**pick(first.steps[0], "id title"), "why": _why(first)},
    }


def _why(gain: Gain) -> str:
    rises = ", ".join(f"{skill} {now} to {then}" for skill, now, then in gain.skills)
    return f"readiness +{gain.gain:.3f} for {gain.hours:g} h: {rises or 'related skills'}"


def _ranked(one: Ranked, kb: KnowledgeBase) -> dict[str, Any]:
    return {
        **_summary(one, kb),
        "lines": [_line(line) for line in one.readiness.lines],
        "cautions": list(one.cautions),
    }


def _summary(one: Ranked, kb: KnowledgeBase) -> dict[str, Any]:
    """A role without its lines; `why` gives them."""
    return {
        **pick(one.role, "id title"),
        "order_value": _round(one.order_value),
        "readiness": _round(one.readiness.score),
        "months": {"low": round(one.months_low, 1), "high": round(one.months_high, 1)},
        "pay": _pay(one.role.pay, one.pay_change_usd, kb),
        "local_pay": None if one.local_pay is None else plain(one.local_pay),
        "axes": {axis: None if value is None else _round(value) for axis, value in one.axes.items()},
        "gates": [_gate(gate) for gate in one.gates],
    }


def _pay(pay: Pay | None, change: float | None, kb: KnowledgeBase) -> dict[str, Any] | None:
    if pay is None:
        return None
    return {
        **pick(pay, "median_usd p10_usd p90_usd employment covers source confidence"),
        "change_usd": change,
        "as_of": kb.as_of(pay),
    }


def _line(line: Line) -> dict[str, Any]:
    need, have, weight, earned, via = line
    return {
        "need": need.skill, "essential": need.essential, "level": need.level, "have": have, "via": via,
        "weight": _round(weight), "earned": _round(earned),
    }  # fmt: skip


def _gate(status: GateStatus) -> dict[str, Any]:
    return {
        **pick(status.gate, "kind strength"),
        **pick(status, "status missing"),
        "months": round(status.months, 1),
        "passed_by": status.by or None,
        "detour": status.gate.detour,
    }


def _gain(gain: Gain) -> dict[str, Any]:
    return {
        "steps": [{**pick(s, "id title"), "fee_usd": fee_of(s)} for s in gain.steps],
        "gain": _round(gain.gain),
        **pick(gain, "hours fee_usd"),
        "skills": [{"skill": skill, "from": now, "to": then} for skill, now, then in gain.skills],
    }


def plan(plan: Plan, kb: KnowledgeBase, only: int | None = None, week: MondayCard | None = None) -> dict[str, Any]:
    """`plan`: the first stage on its dates, and all stages; `only` one of them. `week`: the first week of it."""
    request = plan.request
    low, high = plan.total_months
    shown = plan.stages if only is None else plan.stages[only - 1 : only]
    return {
        **header("plan", 2),
        "goal": request.goals[0] if len(request.goals) == 1 else list(request.goals),
        "data_version": kb.version[:12],
        "status": plan.status,
        "first_part": plan.is_first_part,
        "objective": request.objective,
        "interrupted": plan.interrupted,
        "proof": None if plan.proof is None else _proof(plan.proof),
        "hours_per_week": request.hours_per_week,
        "hours_in": [
            {"first": span.first.isoformat(), "last": span.last.isoformat(), "hours": span.hours}
            for span in request.hours_in
        ],
        "start": request.start.isoformat(),
        "end": plan.finish.isoformat() if plan.days else None,
        "first_action": first_action(plan.first),
        "first_week": first_week(week, kb),
        "steps": [_step(step) for step in plan.steps],
        "total": {
            "hours": round(plan.hours, 1),
            "fee_usd": plan.fee_usd,
            "fee_low_usd": plan.fee_span.low,
            "fee_high_usd": plan.fee_span.high,
            "fee_is_at_least": plan.is_at_least,
            "fees_not_published": plan.not_published,
            "second_tries_usd": round(plan.reserve_usd, 2),
            "weeks": plan.weeks,
            "hold_3y_usd": round(plan.hold_usd(3), 2) if plan.hold else None,
        },
        "total_all": {
            "hours": round(plan.total_hours, 1),
            "fee_usd": plan.total_fee_usd,
            "fee_low_usd": plan.total_fee_span.low,
            "fee_high_usd": plan.total_fee_span.high,
            "fee_is_at_least": plan.total_is_at_least,
            "months": {"low": round(low, 1), "high": round(high, 1)},
            "search_weeks": plan.search_weeks * max(0, len(plan.stages) - 1),
        },
        "spent": {
            "fee_usd": round((request.spent_usd + request.spent_most_usd) / 2, 2),
            "fee_low_usd": round(request.spent_usd, 2),
            "fee_high_usd": round(request.spent_most_usd, 2),
            "lost_usd": round(sum(attempt.lost_usd for attempt in request.failed), 2),
            "hours": round(request.spent_hours, 1),
        },
        "stages": [_stage(one) for one in shown],
        "hold": [_hold(cost) for cost in plan.hold],
        "readiness": [
            {"role": one.role, "before": _round(one.before), "after": _round(one.after)} for one in plan.reached
        ],
        "excluded": as_dict(plan.excluded),
        "notes": list(plan.notes),
        "causes": [{"kind": c.kind, "text": c.text, "detour": c.detour or None} for c in plan.causes],
        "relaxations": [{"limit": r.limit, "from": r.before, "to": r.to, "text": r.text} for r in plan.relaxations],
        "instead": list(plan.instead),
        "trade": None if plan.trade is None else as_dict(plan.trade),
        "front_is_whole": plan.front_is_whole,
        "front": as_dict(plan.front),
    }


def _stage(one: Stretch) -> dict[str, Any]:
    reached = one.reached
    return {
        "role": one.role,
        "working_as": one.working_as,
        "months": {"low": round(one.months_low, 1), "high": round(one.months_high, 1)},
        "steps": [_step(step) for step in one.stage.steps],
        "fee_usd": one.stage.fee_usd,
        "fee_low_usd": one.stage.fee_span.low,
        "fee_high_usd": one.stage.fee_span.high,
        "fee_is_at_least": one.stage.is_at_least,
        "readiness_after": reached and _round(reached.after),
        "gates": [_gate(gate) for gate in reached.gates] if reached else [],
        "is_sketch": one.is_sketch,
    }


def _proof(proof: Proof) -> dict[str, Any]:
    return {**as_dict(proof), "gap": round(proof.gap, 6), "bound": round(proof.bound, 6)}


def _step(step: PlanStep) -> dict[str, Any]:
    known = {name: value for name, value in as_dict(step).items() if name != "step"}
    exams = [{"code": exam.code, "part": exam.part or None, "on": exam.on.isoformat()} for exam in step.exams]
    return {**known, "start": step.start.isoformat(), "end": step.end.isoformat(), "exams": exams}


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


def roadmap(roadmap: Roadmap, kb: KnowledgeBase) -> dict[str, Any]:
    """`roadmap`: the answer of `recommend`, a route and a plan in one."""
    answer = recommendation(roadmap.answer, kb)
    first, step = roadmap.first, roadmap.first_step
    return {
        **header("roadmap"),
        **made_from(roadmap.answer.standing, kb),
        "name": roadmap.name,
        "goal": roadmap.goal,
        "goal_stated": roadmap.is_goal_stated,
        "goal_readiness": roadmap.target and roadmap.target.readiness.score,
        "roles": answer["roles"],
        "route": roadmap.route and route(roadmap.route),
        "other_routes": roadmap.more_routes,
        "no_route": roadmap.no_route or None,
        "plan": plan(roadmap.plan, kb, week=roadmap.monday),
        "gates": [_gate(gate) for gate in roadmap.target.gates] if roadmap.target else [],
        "first_action": {**(first_action(first) or {}), "done_by": step and step.end.isoformat()},
        "agreed": [{"text": action.text, "due": action.due} for action in roadmap.agreed],
        "notes": answer["notes"],
    }


def _round(value: float) -> float:
    return round(value, DIGITS)
