"""Results as JSON data with a versioned schema; other programs rely on it (docs/json.md)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from careerpath.knowledge.base import KnowledgeBase, plain
from careerpath.record import as_dict

if TYPE_CHECKING:
    from careerpath.knowledge.models import Pay, Progression
    from careerpath.pathway.causes import Cause, Relaxation
    from careerpath.pathway.cost import HoldCost, HoldLine
    from careerpath.pathway.dates import HoursIn
    from careerpath.pathway.diff import Change
    from careerpath.pathway.first import FirstAction
    from careerpath.pathway.plan import Plan, Stretch
    from careerpath.pathway.request import PlanRequest
    from careerpath.pathway.routes import Leg, Route
    from careerpath.pathway.stage import PlanStep, Proof, Reached
    from careerpath.rules.credit import Line
    from careerpath.rules.gates import GateStatus
    from careerpath.rules.levers import DoorOpener
    from careerpath.rules.order import Ranked
    from careerpath.rules.standing import Standing
    from careerpath.rules.steps import Gain
    from careerpath.services.browse import Found
    from careerpath.services.monday import MondayCard
    from careerpath.services.recommend import Explanation, Recommendation, Suggestion
    from careerpath.services.roadmap import Roadmap
    from careerpath.services.routes import RoutesFound

DIGITS = 12
"""Figures are rounded so far: the last digits of a sum differ from machine to machine, and files are compared."""


def dumps(data: dict[str, Any], *, ascii_only: bool = False, pretty: bool = True) -> str:
    """JSON text with a final newline, keys in the order given; on one line unless a person reads it."""
    indent = 2 if pretty else None
    return harmless(json.dumps(data, indent=indent, ensure_ascii=ascii_only)) + "\n"


STEERING = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON need not escape and a terminal obeys, or no file takes."""


def harmless(text: str) -> str:
    """JSON that says the same and steers no terminal."""
    return STEERING.sub(_as_escape, text)


def _as_escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def header(command: str, version: int = 1) -> dict[str, Any]:
    return {"schema": f"careerpath/{command}/{version}"}


def pick(record: Any, names: str) -> dict[str, Any]:
    """Some fields of a record, named with blanks between them."""
    return {name: getattr(record, name) for name in names.split()}


def made_from(standing: Standing, kb: KnowledgeBase) -> dict[str, Any]:
    """Day, knowledge and person that an answer was made from; no name."""
    profile = standing.profile
    skills = {}
    for skill, holding in sorted(standing.holdings.items()):
        skills[skill] = {"level": holding.level, "evidence": holding.evidence, "from": holding.origin}
    return {
        "today": standing.today.isoformat(),
        "data_version": kb.version[:12],
        "profile": {
            "roles": as_dict(profile.roles),
            "education": {"level": standing.education, "assumed": standing.education_assumed},
            "certifications": sorted(standing.certifications),
            "skills": skills,
            "pay_now_usd": profile.pay_now_usd,
            "in_hospital": profile.in_hospital,
            "ehr": list(profile.ehr) if profile.ehr else profile.ehr,
            "limits": as_dict(profile.limits),
            "goal": profile.goal,
        },
    }


def recommendation(answer: Recommendation, kb: KnowledgeBase, week: MondayCard | None = None) -> dict[str, Any]:
    """`recommend`; `week`: the first week towards the first role."""
    ranking = answer.ranking
    return {
        **header("recommend"),
        **made_from(answer.standing, kb),
        "roles": [_suggestion(suggestion, kb) for suggestion in answer.suggestions],
        "next_count": len(ranking.next),
        "later": [{**_summary(ranked, kb), "reason": ranked.reason} for ranked in ranking.later],
        "ruled_out": [_ruled_out(ranked) for ranked in ranking.ruled_out],
        "falls": [{**_summary(ranked, kb), "falls": list(ranked.falls)} for ranked in answer.falls],
        "compromises": as_dict(answer.compromises),
        "door_openers": [_door_opener(opener) for opener in answer.door_openers],
        "first_week": first_week(week, kb),
        "notes": list(answer.notes),
    }


def _ruled_out(ranked: Ranked) -> dict[str, Any]:
    return {**pick(ranked.role, "id title"), "reason": ranked.reason, "order_value": _round(ranked.order_value)}


def _door_opener(opener: DoorOpener) -> dict[str, Any]:
    return {**pick(opener.step, "id title"), "gain": _round(opener.gain), "roles": list(opener.roles)}


def explanation(answer: Explanation, kb: KnowledgeBase) -> dict[str, Any]:
    """`why`."""
    route, lever = answer.towards.route, answer.lever
    on_the_way: list[str] = []
    if route:
        on_the_way = [leg.role for leg in route.legs]
    levers = []
    if lever:
        levers = [{**_gain(lever.gain), "readiness_after": _round(lever.readiness_after)}]
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
        "on_the_way": on_the_way,
        "instead": list(answer.towards.instead),
        "levers": levers,
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
    """A way to a goal, with its moves and stages."""
    return {
        "roles": list(route.roles),
        "months": _months(route),
        "first_move_months": round(route.first_move_months, 1),
        **pick(route, "fee_usd fees_unknown"),
        "pay_dip_usd": route.pay_dip_usd if route.is_pay_known else None,
        "evidence": route.evidence,
        "edges": [_edge(edge) for edge in route.edges],
        "legs": [{"role": leg.role, "months": _months(leg)} for leg in route.legs],
    }


def _edge(edge: Progression) -> dict[str, Any]:
    return {
        "from": edge.origin,
        "to": edge.target,
        **pick(edge, "kind confidence"),
        "months": pick(edge.months, "low high"),
        "sources": [pick(evidence, "source says") for evidence in edge.evidence],
    }


def _months(timed: Route | Leg | Ranked | Stretch) -> dict[str, float]:
    """To a tenth: the figures are estimates."""
    return {"low": round(timed.months_low, 1), "high": round(timed.months_high, 1)}


def first_action(first: FirstAction | None) -> dict[str, Any] | None:
    """The one first action: what to do, and the step that it begins."""
    if first is None:
        return None
    step = first.step.id if first.step else None
    return {"do": first.do, "step": step, "kind": first.kind, "towards": first.role}


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
    table = getattr(kb, answer.table)
    entries = [pick(table[entry_id], "id title") for entry_id in answer.ids]
    return {**header(answer.table), "data_version": kb.version[:12], "query": answer.query, "entries": entries}


def _suggestion(suggestion: Suggestion, kb: KnowledgeBase) -> dict[str, Any]:
    gain = suggestion.first.gain
    first_step = None
    if gain:
        first_step = {**pick(gain.steps[0], "id title"), "why": _why(gain)}
    return {
        **_ranked(suggestion.ranked, kb),
        **pick(suggestion, "rank stability_top3"),
        "tied": suggestion.is_tied,
        "first_action": first_action(suggestion.first),
        "first_step": first_step,
    }


def _why(gain: Gain) -> str:
    rises = ", ".join(f"{skill} {now} to {then}" for skill, now, then in gain.skills)
    return f"readiness +{gain.gain:.3f} for {gain.hours:g} h: {rises or 'related skills'}"


def _ranked(ranked: Ranked, kb: KnowledgeBase) -> dict[str, Any]:
    return {
        **_summary(ranked, kb),
        "lines": [_line(line) for line in ranked.readiness.lines],
        "cautions": list(ranked.cautions),
    }


def _summary(ranked: Ranked, kb: KnowledgeBase) -> dict[str, Any]:
    """A role without its lines; `why` gives them.

    Later roles have no length: to most of them the way leads through another job, as `routes` and `plan` say.
    """
    is_later = ranked.place == "later"
    axes = ranked.other_axes if is_later else ranked.axes
    local = ranked.local_pay
    rounded = {axis: None if value is None else _round(value) for axis, value in axes.items()}
    return {
        **pick(ranked.role, "id title"),
        "order_value": _round(ranked.order_value),
        "readiness": _round(ranked.readiness.score),
        "months": None if is_later else _months(ranked),
        "pay": _pay(ranked.role.pay, ranked.pay_change_usd, kb),
        "local_pay": None if local is None else plain(local),
        "axes": rounded,
        "gates": [_gate(gate) for gate in ranked.gates],
        "lacks_diploma": ranked.lacks_diploma,
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
        "detour": status.detour,
    }


def _gain(gain: Gain) -> dict[str, Any]:
    return {
        "steps": [
            {**pick(step, "id title"), "fee_usd": fee} for step, fee in zip(gain.steps, gain.fees_usd, strict=True)
        ],
        "gain": _round(gain.gain),
        **pick(gain, "hours fee_usd"),
        "skills": [{"skill": skill, "from": now, "to": then} for skill, now, then in gain.skills],
    }


def plan(plan: Plan, kb: KnowledgeBase, only: int | None = None, week: MondayCard | None = None) -> dict[str, Any]:
    """`plan`: the first stage on its dates, and all stages; `only` one of them. `week`: the first week of it."""
    request = plan.request
    return {
        **header("plan", 2),
        "goal": request.goals[0] if len(request.goals) == 1 else list(request.goals),
        "data_version": kb.version[:12],
        "status": plan.status,
        "first_part": plan.is_first_part,
        "objective": request.objective,
        "interrupted": plan.interrupted,
        "proof": _proof(plan.proof),
        "hours_per_week": request.hours_per_week,
        "hours_in": [_hours_in(span) for span in request.hours_in],
        "start": request.start.isoformat(),
        "end": plan.finish.isoformat() if plan.days else None,
        "first_action": first_action(plan.first),
        "first_week": first_week(week, kb),
        "steps": [_step(step) for step in plan.steps],
        "total": _total(plan),
        "total_all": _total_all(plan),
        "spent": _spent(request),
        "stages": [_stage(stretch) for stretch in _stages_shown(plan, only)],
        "hold": [_hold(cost) for cost in plan.hold],
        "readiness": [_reached(reached) for reached in plan.reached],
        "excluded": as_dict(plan.excluded),
        "notes": list(plan.notes),
        "causes": [_cause(cause) for cause in plan.causes],
        "relaxations": [_relaxation(relaxation) for relaxation in plan.relaxations],
        "instead": list(plan.instead),
        "trade": as_dict(plan.trade),
        "front_is_whole": plan.front_is_whole,
        "front": as_dict(plan.front),
    }


def _stages_shown(plan: Plan, only: int | None) -> tuple[Stretch, ...]:
    if only is None:
        return plan.stages
    return plan.stages[only - 1 : only]


def _hours_in(span: HoursIn) -> dict[str, Any]:
    return {"first": span.first.isoformat(), "last": span.last.isoformat(), "hours": span.hours}


def _total(plan: Plan) -> dict[str, Any]:
    """Of the first stage."""
    return {
        "hours": round(plan.hours, 1),
        "fee_usd": plan.fee_usd,
        "fee_low_usd": plan.fee_span.low,
        "fee_high_usd": plan.fee_span.high,
        "fee_is_at_least": plan.is_at_least,
        "fees_not_published": plan.not_published,
        "second_tries_usd": round(plan.reserve_usd, 2),
        "weeks": plan.weeks,
        "hold_3y_usd": round(plan.hold_usd(3), 2) if plan.hold else None,
    }


def _total_all(plan: Plan) -> dict[str, Any]:
    """Of all stages, with a search for a job between two of them."""
    low, high = plan.total_months
    searches = max(0, len(plan.stages) - 1)
    return {
        "hours": round(plan.total_hours, 1),
        "fee_usd": plan.total_fee_usd,
        "fee_low_usd": plan.total_fee_span.low,
        "fee_high_usd": plan.total_fee_span.high,
        "fee_is_at_least": plan.total_is_at_least,
        "months": {"low": round(low, 1), "high": round(high, 1)},
        "search_weeks": plan.search_weeks * searches,
    }


def _spent(request: PlanRequest) -> dict[str, Any]:
    """What went before, of a plan that is made again."""
    lost = sum(attempt.lost_usd for attempt in request.failed)
    return {
        "fee_usd": round((request.spent_usd + request.spent_most_usd) / 2, 2),
        "fee_low_usd": round(request.spent_usd, 2),
        "fee_high_usd": round(request.spent_most_usd, 2),
        "lost_usd": round(lost, 2),
        "hours": round(request.spent_hours, 1),
    }


def _reached(reached: Reached) -> dict[str, Any]:
    return {"role": reached.role, "before": _round(reached.before), "after": _round(reached.after)}


def _cause(cause: Cause) -> dict[str, Any]:
    return {"kind": cause.kind, "text": cause.text, "detour": cause.detour or None}


def _relaxation(relaxation: Relaxation) -> dict[str, Any]:
    return {
        "limit": relaxation.limit,
        "from": relaxation.before,
        "to": relaxation.to,
        "text": relaxation.text,
    }


def _stage(stretch: Stretch) -> dict[str, Any]:
    stage, reached = stretch.stage, stretch.reached
    return {
        "role": stretch.role,
        "working_as": stretch.working_as,
        "months": _months(stretch),
        "steps": [_step(step) for step in stage.steps],
        "fee_usd": stage.fee_usd,
        "fee_low_usd": stage.fee_span.low,
        "fee_high_usd": stage.fee_span.high,
        "fee_is_at_least": stage.is_at_least,
        "readiness_after": _round(reached.after) if reached else None,
        "gates": [_gate(gate) for gate in reached.gates] if reached else [],
        "is_sketch": stretch.is_sketch,
    }


def _proof(proof: Proof | None) -> dict[str, Any] | None:
    if proof is None:
        return None
    return {**as_dict(proof), "gap": round(proof.gap, 6), "bound": round(proof.bound, 6)}


def _step(step: PlanStep) -> dict[str, Any]:
    data = as_dict(step)
    del data["step"]  # `id` says it, and of a renewal which one
    exams = []
    for exam in step.exams:
        exams.append({"code": exam.code, "part": exam.part or None, "on": exam.on.isoformat()})
    return {**data, "start": step.start.isoformat(), "end": step.end.isoformat(), "exams": exams}


def _hold(cost: HoldCost) -> dict[str, Any]:
    return {
        **pick(cost, "years is_at_least"),
        "total_usd": round(cost.total_usd, 2),
        "beyond_price_usd": round(cost.beyond_headline_usd, 2),
        "hours": round(cost.hours, 1),
        "certifications": [_held(line) for line in cost.lines],
    }


def _held(line: HoldLine) -> dict[str, Any]:
    return {
        **pick(line, "id price_usd renewals units hours"),
        "retake_usd": round(line.retake_usd, 2),
        "renewal_usd": round(line.renewal_usd, 2),
        "renewed_with": line.carried_by,
        "not_published": list(line.unknown),
    }


def changes(found: tuple[Change, ...]) -> dict[str, Any]:
    """`plan diff`."""
    return {**header("plan-diff"), "changes": as_dict(found)}


def roadmap(roadmap: Roadmap, kb: KnowledgeBase) -> dict[str, Any]:
    """`roadmap`: the answer of `recommend`, a route and a plan in one."""
    answer = recommendation(roadmap.answer, kb)
    target, step = roadmap.target, roadmap.first_step
    first = first_action(roadmap.first) or {}
    done_by = step.end.isoformat() if step else None
    return {
        **header("roadmap"),
        **made_from(roadmap.answer.standing, kb),
        "name": roadmap.name,
        "goal": roadmap.goal,
        "goal_stated": roadmap.is_goal_stated,
        "goal_readiness": target.readiness.score if target else None,
        "roles": answer["roles"],
        "route": route(roadmap.route) if roadmap.route else None,
        "other_routes": roadmap.more_routes,
        "no_route": roadmap.no_route or None,
        "plan": plan(roadmap.plan, kb, week=roadmap.monday),
        "gates": [_gate(gate) for gate in target.gates] if target else [],
        "first_action": {**first, "done_by": done_by},
        "agreed": [{"text": action.text, "due": action.due} for action in roadmap.agreed],
        "notes": answer["notes"],
    }


def _round(value: float) -> float:
    return round(value, DIGITS)
