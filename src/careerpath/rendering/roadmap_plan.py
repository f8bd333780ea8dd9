"""The plan on the roadmap: steps to tick, a time line, what they cost to get and to keep."""

from __future__ import annotations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Certification
from careerpath.pathway.cost import HoldLine
from careerpath.pathway.plan import Plan
from careerpath.pathway.stage import PlanStep
from careerpath.rendering import words
from careerpath.rendering.citations import Sources
from careerpath.rendering.page import Block, Bullets, Section, Table, Text, TimeLine
from careerpath.rendering.plan_page import (
    fee_words,
    fees_of,
    heading,
    no_way,
    stage_title,
    time_line,
    weeks_words,
    who_may_pay,
)  # fmt: skip
from careerpath.services.roadmap import Roadmap

STEPS_SHOWN = 8
LEAST_STEPS = 4
"""So many at least: the first stage leaves rows to the later ones, since the paper has two pages."""
HOLD_YEARS = 3
EASY_LINES = 8
"""A plan with more lines leaves out its time line, for the same reason."""


def lines_of(plan: Plan) -> int:
    """About how much room a plan takes: a line a step, two for each later stage and for what cannot be met."""
    return len(plan.steps) + 2 * len(plan.stages[1:]) + 2 * len(plan.causes)


def warning(plan: Plan, kb: KnowledgeBase) -> list[str]:
    """What stands above the steps: the first thing to know alone, since the stages below say the rest."""
    return heading(plan, kb)[:1]


def plan_section(roadmap: Roadmap, kb: KnowledgeBase, sources: Sources) -> Section:
    plan = roadmap.plan
    room = max(LEAST_STEPS, STEPS_SHOWN - lines_of(plan) + len(plan.steps))
    blocks: list[Block] = [Text(text, "warn") for text in warning(plan, kb)]
    if plan.status in ("nearest", "never"):
        blocks += no_way(plan)
    if len(plan.stages) > 1:
        blocks.append(Text(stage_title(1, plan.stages[0], kb) + "."))
    if plan.steps:
        shown = plan.steps[:room]
        rows = tuple(_row(step, kb, sources) for step in shown)
        columns = ("Step", "From", "Done by", "Hours", "Fee", "Why")
        first = f" The first {len(shown)} of {len(plan.steps)} steps are:" if len(shown) < len(plan.steps) else ""
        blocks.append(Text(_summary(plan) + first))
        if lines_of(plan) <= EASY_LINES:  # before the table: behind it, the bars might stand alone on the next page
            blocks.append(TimeLine(time_line(plan).rows[:room]))
        blocks.append(Table(columns, rows, frozenset((3, 4)), ticks=True))
    elif plan.status != "never":
        blocks.append(Text(_without_steps(plan, kb)))
    blocks += _later(plan, kb)
    title = kb.roles[roadmap.goal].title if not roadmap.is_goal_stated else ""
    return Section(f"If it is {title}: the plan" if title else "The plan", tuple(blocks), opens=True)


def _without_steps(plan: Plan, kb: KnowledgeBase) -> str:
    """What a plan without steps means: never that nothing is left, unless that is so."""
    if plan.first is None:
        return "What you asked for is held already."
    if plan.first.kind == "apply":
        title = kb.roles[plan.first.role].title if plan.first.role else "it"
        done = "" if len(plan.stages) > 1 else ": nothing is left to study first"
        return f"You can apply for {title} now{done}."
    if plan.first.kind == "talk":
        return "You have what it requires already."
    if plan.first.kind == "there":
        return "You work in this role already."
    return "No step here can begin now; the first action above is what brings it nearer."


def _later(plan: Plan, kb: KnowledgeBase) -> list[Block]:
    """The stages after the first, a line each."""
    items = []
    for number, one in enumerate(plan.stages[1:], 2):
        fee = fees_of(one.stage)
        ready = f"; you then cover {words.share(one.reached.after)}" if one.reached else ""
        time = words.months(one.months_low, one.months_high)
        items.append(f"{stage_title(number, one, kb)}: {time}, fees {fee}{ready} (a sketch).")
    return [Bullets(tuple(items))] if items else []


def _row(step: PlanStep, kb: KnowledgeBase, sources: Sources) -> tuple[str, ...]:
    more = f" (and {len(step.because) - 1} more)" if len(step.because) > 1 else ""
    why = step.because[0]
    behind = kb.step(step.step)
    if isinstance(behind, Certification):
        renewal = step.kind == "renewal"
        hours = sources.cite(behind.renewal if renewal else behind.study_hours)
        fee = sources.cite(behind.renewal if renewal else behind.fee)
    else:
        hours, fee = sources.cite(behind.hours), sources.cite(behind.cost)
    return (
        step.title,
        words.day(step.start),
        words.day(step.end),
        f"{step.hours:g}{hours if step.hours else ''}",
        fee_words(step) + (fee if step.kind != "job" else ""),
        words.sentence(why) + more,
    )


def _summary(plan: Plan) -> str:
    fee = fees_of(plan)
    proven = f" Proven: no plan within these limits is {_measure(plan)}." if plan.proof and plan.proof.optimal else ""
    pace = f"{weeks_words(plan)}, up to {plan.request.hours_per_week:g} h a week"
    return f"Steps done by {words.day(plan.finish)} ({pace}); {plan.hours:g} hours in all; {fee}.{proven}"


def _measure(plan: Plan) -> str:
    assert plan.proof is not None
    cheaper = "cheaper, of published fees" if plan.is_at_least else "cheaper"
    return {"cost": cheaper, "finish": "faster", "doors": "better for your next roles"}[plan.proof.measure]


def _payer(roadmap: Roadmap, kb: KnowledgeBase) -> str:
    """Whom to ask to pay for which step; else, where something costs, whom to ask first. Nothing is said to be granted.

    On a full paper one line of it, and only to who must.
    """
    plan, funding = roadmap.plan, roadmap.monday.funding if roadmap.monday else None
    is_full = lines_of(plan) > EASY_LINES
    asked = who_may_pay(plan.steps, kb)[: 1 if is_full else None]
    if asked:
        return f" Ask who may pay first: {' '.join(asked)}"
    is_short_of_money = any(cause.kind == "budget" for cause in plan.causes)
    is_free = not round(plan.fee_span.high) and not plan.is_at_least and not is_short_of_money
    is_poor = roadmap.answer.standing.profile.limits.budget_usd == 0
    if funding is None or is_free or (is_full and not is_poor):
        return ""
    return f" Ask who may pay first: {funding.title} ({funding.pays_for})."


def costs_section(roadmap: Roadmap, kb: KnowledgeBase, sources: Sources) -> Section | None:
    plan = roadmap.plan
    if not plan.steps:
        return None
    hold = next(cost for cost in plan.hold if cost.years == HOLD_YEARS)
    rows = [_cost_row(line, kb, sources) for line in hold.lines]
    certs, steps = hold.price_span, plan.fee_span
    other = words.usd_span(round(steps.low - certs.low), round(steps.high - certs.high))
    is_free = not round(steps.high - certs.high)
    if not rows:
        told = "Every step is free" if is_free else f"{other} for the steps above"
        return Section(
            "Costs to get and to keep",
            (Text(f"{told}, and none of these steps has to be renewed.{_payer(roadmap, kb)}"),),
        )
    rows += [] if is_free else [("Other steps", other, "", "", "")]
    columns = ("What", "To get", "Second attempts", "Valid", f"To keep, {HOLD_YEARS} years")
    in_all = "No fee is published."
    if any(plan.hold_span(round(cost.years)).high for cost in plan.hold):
        least = "at least " if hold.is_at_least or plan.is_at_least else ""
        in_all = f"In all {least}{_in_all(plan)}."
    share = kb.weights["plan-retake-share"]
    told = f"{in_all} {share.value:.0%} are assumed to need a second attempt{sources.cite(share)}.{_payer(roadmap, kb)}"
    return Section("Costs to get and to keep", (Table(columns, tuple(rows), frozenset((1, 2, 4))), Text(told)))


def _in_all(plan: Plan) -> str:
    """ "$698-848 over 1 or 3 years; $900-1,050 over 5 years": to get all, and to hold the certifications.

    Years that cost the same are told together.
    """
    years_of: dict[str, list[float]] = {}
    for cost in plan.hold:
        span = plan.hold_span(round(cost.years))
        years_of.setdefault(words.usd_span(round(span.low), round(span.high)), []).append(cost.years)
    parts = []
    for sum_of_all, years in years_of.items():
        before = [f"{year:g}" for year in years[:-1]]
        earlier = f"{', '.join(before)} or " if before else ""
        parts.append(f"{sum_of_all} over {earlier}{words.counted(years[-1], 'years')}")
    return "; ".join(parts)


def _cost_row(line: HoldLine, kb: KnowledgeBase, sources: Sources) -> tuple[str, ...]:
    cert = kb.certs[line.id]
    price = "ask" if line.span is None else words.usd_span(line.span.low, line.span.high)
    if cert.validity.years:
        valid = words.counted(cert.validity.years, "years")
    else:
        valid = "no end published" if cert.validity.expires == "unknown" else "for good"
    if line.carried_by:
        keep = f"with {kb.certs[line.carried_by].title}"
    elif "renewal" in line.unknown:
        keep = "ask"
    else:
        keep = words.usd(round(line.renewal_usd)) + (f" and {line.hours:g} h" if line.hours else "")
    return (
        cert.title,
        price + sources.cite(cert.fee),
        "ask" if line.price_usd is None else words.usd(round(line.retake_usd)),
        valid + sources.cite(cert.validity),
        keep + sources.cite(cert.renewal),
    )
