"""The page of `plan`: the steps on their dates, what they cost to get and to keep, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.cost import HoldCost
from careerpath.pathway.dates import DAYS_PER_WEEK
from careerpath.pathway.diff import Change
from careerpath.pathway.plan import Plan, Stretch
from careerpath.pathway.request import hours_words, is_renewal, step_of
from careerpath.pathway.stage import PlanStep, Reached, Stage
from careerpath.rendering import words
from careerpath.rendering.monday_page import monday_section
from careerpath.rendering.page import Block, Facts, Page, Section, Text, TimeLine, bullets, section, table
from careerpath.services.monday import MondayCard

SEVERAL = 2
"""Exams from which on each is named with its day."""
MEASURES = {"cost": "cheapest", "finish": "fastest", "doors": "most doors"}


def plan_page(
    plan: Plan,
    kb: KnowledgeBase,
    only: int | None = None,
    monday: MondayCard | None = None,
    *,
    whose: str = "",
    on_paper: bool = False,
) -> Page:
    """A plan, stage after stage, or why there is none; `only` shows one stage. `monday`: the first week of it.

    `whose`: which state's wages chose among the ways (rules/pay.py). Paper knows no options of a command.
    """
    titles = [kb.roles[g].title if g in kb.roles else kb.certs[g].title for g in plan.request.goals]
    page = Page(f"Plan: {words.and_list(titles)}", _subtitle(plan))
    for text in heading(plan, kb):
        page.add(Text(text, "warn"))
    if plan.first:
        page.add(Text(f"First: {plan.first.do}"))
    if plan.status in ("nearest", "never"):
        page.add(*no_way(plan))
    if only in (None, 1):
        page.add(*_first_stage(plan, kb))
    page.add(*later_stages(plan, kb, only))
    if only is None:
        page.add(_beyond(plan, kb))
    if only is None:
        page.add(_all(plan))
    if monday is not None and only is None:
        page.add(monday_section(monday, kb))
    if only in (None, 1) and plan.steps:
        page.add(_trade(plan, on_paper=on_paper), *_front(plan, kb), _costs(plan, kb))
    if only in (None, 1):
        page.add(section("Who may pay: ask", bullets(who_may_pay(plan.steps, kb))), to_prepare(plan, kb))
    page.add(_proof(plan))
    page.add(section("Left out, and why", bullets(f"{one.title}: {one.reason}" for one in plan.excluded)))
    page.add(section("Good to know", bullets([*plan.notes, *([whose] if whose else [])])), _sources(plan, kb))
    return page


def heading(plan: Plan, kb: KnowledgeBase) -> list[str]:
    """What a reader must know before the steps: that the plan does not reach the goal, and what is still missing."""
    if plan.status == "never":
        reached = next(iter(plan.reached), None)
        covers = f" You cover {words.share(reached.after)} of its needs." if reached else ""
        titles = words.and_list([kb.roles[role].title for role in plan.instead])
        instead = f" Within reach instead: {titles}." if titles else ""
        return [f"There is no way within {kb.constants.plan_horizon_years:g} years.{covers}{instead}"]
    texts = []
    for number, one in enumerate(plan.stages, 1):
        reached = one.reached
        if reached and reached.is_short(kb):
            subject = f"stage {number}" if len(plan.stages) > 1 else "it"
            part = "First part" if plan.status != "nearest" else "Not all within your limits"
            texts.append(f"{part}: {shortfall(subject, reached, kb)}")
        elif one.role is None and one.is_sketch and one.is_short(kb):
            why = f": {one.stage.causes[0].text}" if one.stage.causes else ""
            texts.append(f"First part: stage {number} does not reach what you asked for{why}.")
    return texts


def shortfall(subject: str, reached: Reached, kb: KnowledgeBase) -> str:
    """How far a stage brings, and what is still missing then."""
    title = kb.roles[reached.role].title
    missing = [status.missing for status in reached.still_to_pass]
    text = f"{subject} brings you to {words.share(reached.after)} of what {title} asks for"
    if missing:
        return f"{text}; still missing: {words.and_list(missing)}."
    line = words.share(kb.constants.ready_line)
    gaps = words.and_list([kb.skills[line.need.skill].title for line in reached.ready.gaps[:3]])
    return f"{text}; from {line} on applying makes sense. What lifts it is practice in {gaps}."


def _subtitle(plan: Plan) -> str:
    request = plan.request
    parts = [f"{request.objective}", hours_words(request), f"from {request.start}"]
    parts += [f"budget {words.usd(request.budget_usd)}"] if request.budget_usd is not None else []
    parts += [f"by {request.deadline}"] if request.deadline else []
    parts += [f"off from {first} to {last}" for first, last in plan.calendar.off]
    parts += ["student prices"] if request.student else []
    parts += ["member prices"] if request.member else []
    return "; ".join(parts)


def fee_words(step: PlanStep) -> str:
    """What the learner pays, in a word."""
    if step.kind == "job":
        return "you are paid"
    if step.paid_by:
        return f"paid by {step.paid_by}"
    if step.fee_low_usd is None or step.fee_high_usd is None:
        return "ask"
    return words.usd_span(step.fee_low_usd, step.fee_high_usd) if step.fee_high_usd else "free"


def fees_of(stage: Stage) -> str:
    """What the steps of a stage cost in all."""
    return words.fees(stage.fee_span.low, stage.fee_span.high, not_published=stage.not_published)


def _first_stage(plan: Plan, kb: KnowledgeBase) -> list[Block]:
    """The first stage on its dates."""
    blocks: list[Block | None] = []
    if len(plan.stages) > 1:
        blocks.append(Text(stage_title(1, plan.stages[0], kb) + "."))
    if not plan.steps:
        if plan.days:
            blocks.append(Text(f"No step to take meanwhile; it lasts until {plan.finish}."))
        elif plan.status in ("optimal", "met") and not any(goal in kb.roles for goal in plan.request.goals):
            blocks.append(Text("You hold what you asked for: no exam to take now.", "good"))
        return [block for block in blocks if block is not None]
    rows = []
    for step in plan.steps:
        dates = (step.start.isoformat(), step.end.isoformat())
        rows.append(
            (booked_title(step) + _own_days(step), *dates, f"{step.hours:g}", fee_words(step), "; ".join(step.because))
        )
    done = [("Done by", f"{plan.finish} ({weeks_words(plan)})")]
    if plan.status != "nearest" and plan.stages and (reached := plan.stages[0].reached):
        title = kb.roles[reached.role].title
        done.append(("Then", f"you cover {words.share(reached.after)} of what {title} asks for"))
    facts = (
        *done,
        ("Costs", f"{fees_of(plan)} to get; {_to_hold(plan)}"),
        *_spent(plan),
        *_second_tries(plan),
        ("Takes", f"{plan.hours:g} hours of your own"),
    )
    blocks += [
        Facts(facts),
        table(("Step", "From", "To", "Hours", "Fee", "Because"), rows, right=(3, 4)),
        time_line(plan),
        _side_by_side(plan),
    ]
    return [block for block in blocks if block is not None]


SIDE_BY_SIDE = "Steps that run side by side share your hours: each asks for fewer a week than you have."


def _side_by_side(plan: Plan) -> Text | None:
    """Why steps overlap, where two of them do so for a week or more."""
    for step in plan.steps:
        for later in plan.steps:
            shared = min(step.end, later.end) - max(step.start, later.start)
            if later is not step and shared.days >= DAYS_PER_WEEK:
                return Text(SIDE_BY_SIDE, "muted")
    return None


def weeks_words(plan: Plan) -> str:
    """ "35 weeks, 2 of them off" """
    days = (plan.finish - plan.calendar.start).days + 1
    off = [(first, min(last, plan.finish)) for first, last in plan.calendar.off if first <= plan.finish]
    days_off = sum((last - first).days + 1 for first, last in off)
    weeks = words.counted(-(-days // DAYS_PER_WEEK), "weeks")
    return f"{weeks}, {days_off / DAYS_PER_WEEK:.0f} of them off" if days_off else weeks


def _spent(plan: Plan) -> list[tuple[str, str]]:
    """What went before, of a plan that is made again, and what it comes to in all."""
    request = plan.request
    if not request.spent_most_usd and not request.spent_hours:
        return []
    lost = sum(attempt.lost_usd for attempt in request.failed)
    failed = f" ({words.usd(lost)} of it on failed attempts)" if lost else ""
    span = plan.fee_span
    in_all = words.usd_span(request.spent_usd + span.low, request.spent_most_usd + span.high)
    spent = f"{words.usd_span(request.spent_usd, request.spent_most_usd)}{failed} and {request.spent_hours:,.0f} hours"
    return [("Spent so far", spent), ("In all", f"{in_all} in fees")]


def _second_tries(plan: Plan) -> list[tuple[str, str]]:
    """What one more try at an exam would cost: apart from the sums, and kept back on request."""
    tries = []
    for step in plan.steps:
        if step.second_try_usd:
            one = "one exam of " if len(step.exams) >= SEVERAL else ""
            tries.append(f"{words.usd(step.second_try_usd)} for {one}{step.title}")
    if not tries:
        return []
    kept = " These are kept within the budget." if plan.request.reserve and plan.request.budget_usd is not None else ""
    return [("If you must sit one again", f"{words.and_list(tries)}; in no sum here.{kept}")]


def to_prepare(plan: Plan, kb: KnowledgeBase) -> Section | None:
    """Of each exam what it asks and what is free for it, and how one knows when to book."""
    lines = []
    for key in dict.fromkeys(step.step for step in plan.steps if step.kind == "certification"):
        if material := words.free_material(kb.certs[key], kb):
            lines.append(f"{kb.certs[key].title}: {'; '.join(material)}")
    exams = [s for s in plan.steps if s.kind == "certification" and kb.certs[s.step].kind == "exam"]
    found = bullets(lines)
    return section("To prepare, free", found, Text(words.READY_TO_BOOK)) if found and exams else None


MOST_PAYERS = 3


def who_may_pay(steps: Iterable[PlanStep], kb: KnowledgeBase) -> list[str]:
    """One line for each fund that may pay a step, with what it may pay: to be asked, never granted."""
    asked: dict[str, list[str]] = {}
    for step in steps:
        for fund in step.may_pay:
            asked.setdefault(fund, []).append(step.title)
    lines = []
    for fund, titles in list(asked.items())[:MOST_PAYERS]:
        known = kb.funding[fund]
        most = f" (up to {words.usd(known.most_usd)} per {known.per})" if known.most_usd and known.per else ""
        lines.append(f"{known.title}{most}: {words.and_list(titles)}. {known.how}")
    return lines


def booked_title(step: PlanStep) -> str:
    """The step, with the code of the exam to book where its title does not say it."""
    return f"{step.title} ({step.code})" if step.code and step.code not in step.title else step.title


def _own_days(step: PlanStep) -> str:
    """ ": 220-1201 on 2027-01-30, 220-1202 on 2027-04-01" where there are several exams, each with a day of its own."""
    if len(step.exams) < SEVERAL:
        return ""
    return ": " + ", ".join(f"{exam.code} on {exam.on}" for exam in step.exams)


def stage_title(number: int, one: Stretch, kb: KnowledgeBase) -> str:
    """ "Stage 2: working as Help Desk Technician, towards Network Administrator"."""
    job = f"working as {kb.roles[one.working_as].title}" if one.working_as else "as you are now"
    goal = f", until you are ready for {kb.roles[one.role].title}" if one.role else ""
    return f"Stage {number}: {job}{goal}"


def later_stages(plan: Plan, kb: KnowledgeBase, only: int | None = None) -> list[Block]:
    """The stages after the first as a sketch: months, fees, what is left then."""
    blocks: list[Block] = []
    for number, one in enumerate(plan.stages[1:], 2):
        if only in (None, number):
            blocks.append(Section(stage_title(number, one, kb), (_sketch(one),), boxed=True))
    if blocks:
        search = f"Between two stages {plan.search_weeks:.0f} weeks of looking for a job are reckoned (an estimate)."
        blocks.append(Text(f"Later stages are a sketch: months and fees, no dates. {search}", "muted"))
    return blocks


def _beyond(plan: Plan, kb: KnowledgeBase) -> Text | None:
    """The jobs after a stage that ends before a closed gate: nobody can say when they begin."""
    if plan.route is None or len(plan.stages) >= len(plan.route.legs):
        return None
    reached = plan.stages[-1].role
    titles = [kb.roles[leg.role].title for leg in plan.route.legs[len(plan.stages) :]]
    now = kb.roles[reached].title if reached else "there"
    return Text(f"Once you work as {now}, the way leads on to {words.and_list(titles)}.")


def _sketch(one: Stretch) -> Facts:
    """What a later stage takes and where it ends."""
    reached = one.reached
    rows = [
        ("Time", words.months(one.months_low, one.months_high)),
        ("Fees", fees_of(one.stage)),
        ("Steps", words.and_list([step.title for step in one.stage.steps]) or "practice in the job"),
    ]
    if reached:
        rows.append(("Then", f"you cover {words.share(reached.after)} of what it asks for"))
    missing = words.and_list([status.missing for status in reached.still_to_pass]) if reached else ""
    if missing:
        rows.append(("Still missing", missing))
    return Facts(tuple(rows))


def _all(plan: Plan) -> Facts | None:
    """All stages together, beside the limits that bind the first."""
    if len(plan.stages) < 2:
        return None
    request, (low, high) = plan.request, plan.total_months
    span = plan.total_fee_span
    fee = words.fees(span.low, span.high, not_published=sum(one.stage.not_published for one in plan.stages))
    over = ""
    if request.budget_usd is not None and span.high > request.budget_usd:
        over = f"; more than your budget of {words.usd(request.budget_usd)}, which binds the first stage alone"
    facts = [("All stages", f"{words.months(low, high)}, with the search for each job"), ("Fees in all", fee + over)]
    return Facts(tuple(facts))


def _to_hold(plan: Plan) -> str:
    cost = next(c for c in plan.hold if c.years == 3)
    more = plan.hold_usd(3) - plan.fee_usd
    total = _at_least(plan, more, is_at_least=cost.is_at_least or plan.is_at_least)
    return f"{total} to get and to hold for 3 years"


def _at_least(plan: Plan, more: float, *, is_at_least: bool) -> str:
    """The fees of the plan and something more, in words."""
    low, high = round(plan.fee_span.low + more), round(plan.fee_span.high + more)
    if not is_at_least:
        return words.usd_span(low, high)
    return f"at least {words.usd_span(low, high)}" if high else "not published"


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


def _trade(plan: Plan, *, on_paper: bool) -> Text | None:
    """What more money buys in time, or more time in money; the front says it all."""
    other = plan.trade
    if other is None or plan.front:
        return None
    money = round(other.fee_usd - plan.fee_usd)
    weeks = plan.weeks - other.weeks
    ask = " (and a fee that is not published)" if other.not_published > plan.not_published else ""
    if money > 0 and weeks > 0:
        told = f"For {words.usd(money)} more{ask} you are there {words.counted(weeks, 'weeks')} earlier"
        return Text(f"{told}." if on_paper else f"{told}: --fastest or --front shows how.")
    if money < 0 and weeks < 0:
        return Text(f"With {words.counted(-weeks, 'weeks')} more it costs {words.usd(-money)} less{ask}.")
    return None


def _front(plan: Plan, kb: KnowledgeBase) -> list[Block]:
    if not plan.front and plan.front_is_whole:
        return []
    rows = [
        (
            words.fees(point.fee_low_usd, point.fee_high_usd, not_published=point.not_published),
            str(point.weeks),
            ", ".join(("renew " if is_renewal(key) else "") + kb.step(step_of(key)).title for key in point.steps),
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
    more = plan.hold_usd(round(cost.years)) - plan.fee_usd
    in_all = _at_least(plan, more, is_at_least=cost.is_at_least or plan.is_at_least)
    return years, fees_of(plan), words.usd(round(more)), in_all, f"{cost.hours:g}"


def _proof(plan: Plan) -> Text | None:
    if plan.proof is None:
        return None
    measure = MEASURES[plan.proof.measure]
    if plan.proof.measure == "cost" and plan.is_at_least:
        measure = f"{measure} of published fees"
    if plan.interrupted and plan.proof.optimal:  # in a later stage
        return Text("Stopped early: the first stage is proven, the stages after it are not all there.", "warn")
    if plan.proof.optimal:
        stage = " first stage" if len(plan.stages) > 1 else " plan"
        told = f"Proven ({plan.proof.solver}): no{stage} with these aims and limits is better ({measure})."
        return Text(told, "good")
    stopped = "Stopped early; the" if plan.interrupted else "The"
    if plan.proof.gap == 0 and not plan.interrupted:
        told = f"Proven ({plan.proof.solver}): none is better ({measure}). Among equals a better one may exist."
        return Text(told, "good")
    return Text(f"{stopped} best plan found; it is at most {plan.proof.gap:.1%} from the best one ({measure}).", "warn")


def no_way(plan: Plan) -> list[Block]:
    """What stands in the way, and the smallest changes that help."""
    causes = (words.on_paper(f"{c.text}. {c.detour}" if c.detour else c.text) for c in plan.causes)
    title = "What stands in the way" if plan.status == "never" else "These limits cannot all be met"
    ways = bullets(words.on_paper(r.text) for r in plan.relaxations)
    blocks = (section(title, bullets(causes)), section("Any one of these makes it possible", ways))
    return [block for block in blocks if block]


def _sources(plan: Plan, kb: KnowledgeBase) -> Section | None:
    return words.sources(kb, (fact for step in plan.steps for fact in words.step_facts(kb.step(step.step))))


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
