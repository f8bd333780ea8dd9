"""The page of `plan`: the steps on their dates, what they cost to get and to keep, and how sure it is."""

from __future__ import annotations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.cost import HoldCost
from careerpath.pathway.demands import PRACTICE
from careerpath.pathway.diff import Change
from careerpath.pathway.stage import Plan, PlanStep
from careerpath.rendering import words
from careerpath.rendering.page import Block, Facts, Page, Section, Text, TimeLine, bullets, section, table
from careerpath.rules.progress import RENEWAL, step_behind

MEASURES = {"cost": "cheapest", "finish": "fastest", "doors": "most doors"}


def plan_page(plan: Plan, kb: KnowledgeBase) -> Page:
    """A plan, or why there is none."""
    titles = [kb.roles[g].title if g in kb.roles else kb.certs[g].title for g in plan.request.goals]
    page = Page(f"Plan: {words.and_list(titles)}", _subtitle(plan))
    if plan.status == "impossible":
        page.add(*impossible(plan))
        roles = [goal for goal in plan.request.goals if goal in kb.roles]
        if roles and not plan.relaxations:
            page.add(Text(f"Plan for a role on the way first: `careerpath routes --to {roles[0]}` shows them."))
    elif not plan.steps:
        if any(note.endswith(PRACTICE) for note in plan.notes):
            page.add(Text("No step here brings this goal nearer; what is still missing comes with practice."))
        else:
            page.add(Text("There is nothing left to study for this goal: apply.", "good"))
    else:
        page.add(*_steps(plan), *_front(plan, kb))
        page.add(_costs(plan, kb))
    page.add(_proof(plan))
    page.add(section("Left out, and why", bullets(f"{one.title}: {one.reason}" for one in plan.excluded)))
    page.add(section("Good to know", bullets(plan.notes)), _sources(plan, kb))
    return page


def _subtitle(plan: Plan) -> str:
    request = plan.request
    parts = [f"{request.objective}", f"{request.hours_per_week:g} h a week", f"from {request.start}"]
    parts += [f"budget {words.usd(request.budget_usd)}"] if request.budget_usd is not None else []
    parts += [f"by {request.deadline}"] if request.deadline else []
    parts += ["student prices"] if request.student else []
    parts += ["member prices"] if request.member else []
    return "; ".join(parts)


def fee_words(step: PlanStep) -> str:
    """What the learner pays, in a word."""
    if step.kind == "job":
        return "you are paid"
    return "ask" if step.fee_usd is None else words.usd(step.fee_usd) if step.fee_usd else "free"


def _steps(plan: Plan) -> list[Block]:
    fee = words.sum_of(plan.fee_usd, is_at_least=plan.is_at_least)
    rows = [
        (s.title, s.start.isoformat(), s.end.isoformat(), f"{s.hours:g}", fee_words(s), "; ".join(s.because))
        for s in plan.steps
    ]
    blocks: list[Block | None] = [
        Facts(
            (
                ("Done by", f"{plan.finish} ({plan.weeks} weeks)"),
                ("Costs", f"{fee} to get; {_to_hold(plan)}"),
                ("Takes", f"{plan.hours:g} hours of your own"),
            )
        ),
        table(("Step", "From", "To", "Hours", "Fee", "Because"), rows, right=(3, 4)),
        time_line(plan),
        Text(plan.other_start, "muted") if plan.other_start else None,
    ]
    return [block for block in blocks if block is not None]


def _to_hold(plan: Plan) -> str:
    cost = next(c for c in plan.hold if c.years == 3)
    total = words.sum_of(round(plan.hold_usd(3)), is_at_least=cost.is_at_least or plan.is_at_least)
    return f"{total} to get and to hold for 3 years"


def time_line(plan: Plan) -> TimeLine:
    """Every step as a stretch of the plan."""
    days = max(1, (plan.finish - plan.calendar.start).days + 1)

    def share(step: PlanStep) -> tuple[float, float]:
        start, end = (step.start - plan.calendar.start).days, (step.end - plan.calendar.start).days + 1
        return max(0.0, start / days), min(1.0, end / days)

    return TimeLine(tuple((s.title, *share(s), _weeks(plan, s)) for s in plan.steps))


def _weeks(plan: Plan, step: PlanStep) -> str:
    first = (step.start - plan.calendar.start).days // 7 + 1
    last = (step.end - plan.calendar.start).days // 7 + 1
    return f"week {first}" if first == last else f"weeks {first}-{last}"


def _front(plan: Plan, kb: KnowledgeBase) -> list[Block]:
    if not plan.front and plan.front_is_whole:
        return []
    rows = [
        (
            words.usd(point.fee_usd),
            str(point.weeks),
            ", ".join(("renew " if RENEWAL in key else "") + step_behind(key, kb).title for key in point.steps),
        )
        for point in plan.front
    ]
    text = Text("Nothing is cheaper in that time, nothing is faster at that price.", "muted")
    if not plan.front_is_whole:
        text = Text("Stopped early: what is shown cannot be beaten, but faster plans may be missing.", "warn")
    found = section("Cost against time", table(("Fees", "Weeks", "Steps"), rows, right=(0, 1)), text)
    return [found] if found else []


def _costs(plan: Plan, kb: KnowledgeBase) -> Section | None:
    if not plan.hold or not plan.hold[0].lines:
        return None
    rows = [_hold_row(plan, cost) for cost in plan.hold]
    carried = [
        f"{kb.certs[line.id].title} is renewed by renewing {kb.certs[line.carried_by].title}"
        for line in plan.hold[-1].lines
        if line.carried_by
    ]
    share = kb.constants.plan_retake_share
    told = f"Second attempts: {share:.0%} of people are assumed to need one. Renewals due on the last day are included."
    columns = ("Held for", "Fees of the plan", "Second attempts, renewals", "In all", "Renewal hours")
    found = table(columns, rows, right=(1, 2, 3, 4))
    return section("To get and to hold", found, bullets(carried), Text(told, "muted"))


def _hold_row(plan: Plan, cost: HoldCost) -> tuple[str, str, str, str, str]:
    years = words.counted(cost.years, "years")
    total = round(plan.hold_usd(round(cost.years)))
    fees = round(plan.fee_usd)
    in_all = words.sum_of(total, is_at_least=cost.is_at_least or plan.is_at_least)
    return years, words.sum_of(fees, is_at_least=plan.is_at_least), words.usd(total - fees), in_all, f"{cost.hours:g}"


def _proof(plan: Plan) -> Text | None:
    if plan.proof is None:
        return None
    measure = MEASURES[plan.proof.measure]
    if plan.proof.optimal:
        return Text(f"Proven ({plan.proof.solver}): no plan within these limits is better ({measure}).", "good")
    stopped = "Stopped early; the" if plan.interrupted else "The"
    if plan.proof.gap == 0 and not plan.interrupted:
        told = f"Proven ({plan.proof.solver}): none is better ({measure}). Among equals a better one may exist."
        return Text(told, "good")
    return Text(f"{stopped} best plan found; it is at most {plan.proof.gap:.1%} from the best one ({measure}).", "warn")


def impossible(plan: Plan) -> list[Block]:
    """Why there is no plan, and the smallest changes that help."""
    causes = (words.on_paper(f"{c.text}. {c.detour}" if c.detour else c.text) for c in plan.causes)
    gates = all(c.kind in ("gate", "dates") for c in plan.causes)
    title = "No plan: this stands in the way" if gates else "No plan: these limits cannot all be met"
    ways = bullets(words.on_paper(r.text) for r in plan.relaxations)
    blocks = (section(title, bullets(causes)), section("Any one of these makes it possible", ways))
    return [block for block in blocks if block]


def _sources(plan: Plan, kb: KnowledgeBase) -> Section | None:
    return words.sources(kb, (fact for step in plan.steps for fact in words.step_facts(step_behind(step.id, kb))))


def changes_page(found: tuple[Change, ...], old: str, new: str) -> Page:
    """The page of `plan diff`."""
    page = Page("What changed", f"{old} against {new}")
    if not found:
        page.add(Text("Nothing: the two plans are the same.", "good"))
    for kind, title in (
        ("input", "What was asked for"),
        ("step", "Steps"),
        ("fee", "Fees"),
        ("date", "Dates"),
        ("total", "In all"),
    ):
        page.add(section(title, bullets(change.text for change in found if change.kind == kind)))
    return page
