"""The page of `plan`: the steps on their dates, what they cost to get and to keep, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

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
from careerpath.rules.starts import only_a_start
from careerpath.services.monday import MondayCard

SEVERAL = 2
"""Exams from which on each is named with its day."""
HELD_YEARS = 3
"""The one span of holding that stands beside the price of a plan: most certifications are renewed every three years."""
GAPS_NAMED = 3
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
    page = Page(f"Plan: {words.and_list(_goal_titles(plan, kb))}", _subtitle(plan))
    for text in heading(plan, kb):
        page.add(Text(text, "warn"))
    if plan.first:
        page.add(Text(f"First: {plan.first.do}"))
    if plan.status in ("nearest", "never"):
        page.add(*no_way(plan))

    shows_all_stages = only is None
    shows_first_stage = shows_all_stages or only == 1
    if shows_first_stage:
        page.add(*_first_stage(plan, kb))
    page.add(*later_stages(plan, kb, only))
    if shows_all_stages:
        page.add(_beyond(plan, kb), _all(plan))
    if shows_all_stages and monday is not None:
        page.add(monday_section(monday, kb))
    if shows_first_stage:
        page.add(*_money_of_first_stage(plan, kb, on_paper=on_paper), to_prepare(plan, kb))
    page.add(_proof(plan))
    page.add(section("Left out, and why", bullets(f"{step.title}: {step.reason}" for step in plan.excluded)))
    notes = [*plan.notes, whose] if whose else plan.notes
    page.add(section("Good to know", bullets(notes)), _sources(plan, kb))
    return page


def _goal_titles(plan: Plan, kb: KnowledgeBase) -> list[str]:
    """Goals are roles or certifications."""
    titles = []
    for goal in plan.request.goals:
        entry = kb.roles[goal] if goal in kb.roles else kb.certs[goal]
        titles.append(entry.title)
    return titles


def _money_of_first_stage(plan: Plan, kb: KnowledgeBase, *, on_paper: bool) -> list[Block | None]:
    """What more money or time would buy, what the steps cost, who may pay them."""
    if not plan.steps:
        return []
    payers = section("Who may pay: ask", bullets(who_may_pay(plan.steps, kb)))
    return [_trade(plan, on_paper=on_paper), *_front(plan, kb), _costs(plan, kb), payers]


def heading(plan: Plan, kb: KnowledgeBase) -> list[str]:
    """What a reader must know before the steps: that the plan does not reach the goal, and what is still missing."""
    if plan.status == "never":
        return [_no_way_within_horizon(plan, kb)]
    texts = []
    for number, stretch in enumerate(plan.stages, 1):
        reached = stretch.reached
        if reached and _falls_short(plan, reached, kb):
            subject = f"stage {number}" if len(plan.stages) > 1 else "it"
            part = "Not all within your limits" if plan.status == "nearest" else "First part"
            text = f"{part}: {shortfall(subject, reached, kb)}"
            if not plan.relaxations and not reached.still_to_pass:  # else it is these that help
                text += f" {_practice(reached, kb)}"
            texts.append(text)
        elif stretch.role is None and stretch.is_sketch and stretch.is_short(kb):
            texts.append(_sketch_is_short(number, stretch))
    return texts


def _falls_short(plan: Plan, reached: Reached, kb: KnowledgeBase) -> bool:
    """True if the heading has to say how far the stage brings: of a nearest plan also where the job takes beginners."""
    is_under_the_line = reached.after < kb.constants.ready_line - 1e-9
    return reached.is_short(kb) or (plan.status == "nearest" and is_under_the_line)


def _no_way_within_horizon(plan: Plan, kb: KnowledgeBase) -> str:
    """That the goal is out of reach, how much of it is covered, and which roles are not."""
    if any(cause.kind == "via" for cause in plan.causes):
        return "No way leads over the job that you named; leave it out, and there is one."
    starts = list(filter(None, (only_a_start(goal, kb) for goal in plan.request.goals)))
    text = f"There is no way within {kb.constants.plan_horizon_years:g} years."
    if starts:
        text = f"{starts[0]}."
    if plan.reached:
        text += f" You cover {words.share(plan.reached[0].after)} of its needs."
    if plan.instead:
        titles = words.and_list(words.titles_of(plan.instead, kb.roles))
        text += f" Within reach instead: {titles}."
    return text


def _sketch_is_short(number: int, stretch: Stretch) -> str:
    """That a later stage towards certifications does not get there, with the first cause if one is known."""
    text = f"First part: stage {number} does not reach what you asked for"
    if stretch.stage.causes:
        text += f": {stretch.stage.causes[0].text}"
    return f"{text}."


def shortfall(subject: str, reached: Reached, kb: KnowledgeBase) -> str:
    """How far a stage brings, and what is still missing then."""
    title = kb.roles[reached.role].title
    missing = [status.missing for status in reached.still_to_pass]
    text = f"{subject} brings you to {words.share(reached.after)} of what {title} asks for"
    if missing:
        return f"{text}; still missing: {words.and_list(missing)}."
    return f"{text}; from {words.share(kb.constants.ready_line)} on applying makes sense."


def _practice(reached: Reached, kb: KnowledgeBase) -> str:
    """What lifts readiness where no study does."""
    largest_gaps = reached.ready.gaps[:GAPS_NAMED]
    gaps = words.and_list([kb.skills[gap.need.skill].title for gap in largest_gaps])
    return f"What lifts it is practice in {gaps}."


def _subtitle(plan: Plan) -> str:
    """What was asked for: aim, hours, start and limits."""
    request = plan.request
    parts = [f"{request.objective}", hours_words(request), f"from {request.start}"]
    if request.budget_usd is not None:
        parts.append(f"budget {words.usd(request.budget_usd)}")
    if request.deadline:
        parts.append(f"by {request.deadline}")
    for first, last in plan.calendar.off:
        parts.append(f"off from {first} to {last}")
    if request.student:
        parts.append("student prices")
    if request.member:
        parts.append("member prices")
    return "; ".join(parts)


def fee_words(step: PlanStep) -> str:
    """What the learner pays, in a word."""
    if step.kind == "job":
        return "you are paid"
    if step.paid_by:
        return f"paid by {step.paid_by}"
    if step.fee_low_usd is None or step.fee_high_usd is None:
        return "ask"
    if not step.fee_high_usd:
        return "free"
    return words.usd_span(step.fee_low_usd, step.fee_high_usd)


def fees_of(stage: Stage) -> str:
    """What the steps of a stage cost in all."""
    return words.fees(stage.fee_span.low, stage.fee_span.high, not_published=stage.not_published)


def _first_stage(plan: Plan, kb: KnowledgeBase) -> list[Block]:
    """The first stage on its dates."""
    blocks: list[Block] = []
    if len(plan.stages) > 1:
        blocks.append(Text(stage_title(1, plan.stages[0], kb) + "."))
    if not plan.steps:
        return [*blocks, *_no_steps(plan, kb)]
    blocks.append(_first_stage_facts(plan, kb))
    for block in (_step_table(plan), time_line(plan), _side_by_side(plan)):
        if block is not None:
            blocks.append(block)
    return blocks


def _no_steps(plan: Plan, kb: KnowledgeBase) -> list[Block]:
    """What stands in the place of the steps where there are none; nothing where the heading says it."""
    if plan.days:
        return [Text(f"No step to take meanwhile; it lasts until {plan.finish}.")]
    has_role_goal = any(goal in kb.roles for goal in plan.request.goals)
    if plan.status in ("optimal", "met") and not has_role_goal:
        return [Text("You hold what you asked for: no exam to take now.", "good")]
    return []


def _first_stage_facts(plan: Plan, kb: KnowledgeBase) -> Facts:
    """When it is done, what it brings, costs and takes."""
    rows = [("Done by", f"{plan.finish} ({weeks_words(plan)})")]
    reached = plan.stages[0].reached if plan.stages else None
    # A nearest plan says under its warning how far it brings; "Then" would sound as if it got there.
    if reached and (plan.status != "nearest" or not _falls_short(plan, reached, kb)):
        title = kb.roles[reached.role].title
        rows.append(("Then", f"you cover {words.share(reached.after)} of what {title} asks for"))
    fees, to_hold = fees_of(plan), _to_hold(plan)
    rows.append(("Costs", to_hold if to_hold.startswith(f"{fees} to get") else f"{fees} to get; {to_hold}"))
    rows += _spent(plan)
    rows += _second_tries(plan)
    rows.append(("Takes", f"{plan.hours:g} hours of your own"))
    return Facts(tuple(rows))


def _step_table(plan: Plan) -> Block | None:
    rows = []
    for step in plan.steps:
        title = booked_title(step) + _own_days(step)
        reasons = "; ".join(step.because)
        rows.append((title, step.start.isoformat(), step.end.isoformat(), f"{step.hours:g}", fee_words(step), reasons))
    return table(("Step", "From", "To", "Hours", "Fee", "Because"), rows, right=(3, 4))


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
    begun_weeks = -(-days // DAYS_PER_WEEK)
    weeks = words.counted(begun_weeks, "weeks")
    days_off = 0
    for first, last in plan.calendar.off:
        if first <= plan.finish:
            days_off += (min(last, plan.finish) - first).days + 1
    if not days_off:
        return weeks
    return f"{weeks}, {days_off / DAYS_PER_WEEK:.0f} of them off"


def _spent(plan: Plan) -> list[tuple[str, str]]:
    """What went before, of a plan that is made again, and what it comes to in all."""
    request = plan.request
    if not request.spent_most_usd and not request.spent_hours:
        return []
    spent = words.usd_span(request.spent_usd, request.spent_most_usd)
    lost = sum(attempt.lost_usd for attempt in request.failed)
    if lost:
        spent += f" ({words.usd(lost)} of it on failed attempts)"
    spent += f" and {request.spent_hours:,.0f} hours"
    span = plan.fee_span
    in_all = words.usd_span(request.spent_usd + span.low, request.spent_most_usd + span.high)
    return [("Spent so far", spent), ("In all", f"{in_all} in fees")]


def _second_tries(plan: Plan) -> list[tuple[str, str]]:
    """What one more try at an exam would cost: apart from the sums, and kept back on request."""
    tries = []
    for step in plan.steps:
        if step.second_try_usd:
            exam = f"one exam of {step.title}" if len(step.exams) >= SEVERAL else step.title
            tries.append(f"{words.usd(step.second_try_usd)} for {exam}")
    if not tries:
        return []
    text = f"{words.and_list(tries)}; in no sum here."
    if plan.request.reserve and plan.request.budget_usd is not None:
        text += " These are kept within the budget."
    return [("If you must sit one again", text)]


def to_prepare(plan: Plan, kb: KnowledgeBase) -> Section | None:
    """Of each exam what it asks and what is free for it, and how one knows when to book."""
    cert_ids = dict.fromkeys(step.step for step in plan.steps if step.kind == "certification")
    certs = [kb.certs[cert_id] for cert_id in cert_ids]
    lines = []
    for cert in certs:
        material = words.free_material(cert, kb)
        if material:
            lines.append(f"{cert.title}: {'; '.join(material)}")
    has_exam = any(cert.kind == "exam" for cert in certs)
    if not lines or not has_exam:
        return None
    return section("To prepare, free", bullets(lines), Text(words.READY_TO_BOOK))


# A reader asks two or three places; a longer list is read by nobody.
MOST_PAYERS = 3


def who_may_pay(steps: Iterable[PlanStep], kb: KnowledgeBase) -> list[str]:
    """One line for each fund that may pay a step, with what it may pay: to be asked, never granted."""
    titles_by_fund: dict[str, list[str]] = {}
    for step in steps:
        for fund in step.may_pay:
            titles_by_fund.setdefault(fund, []).append(step.title)
    lines = []
    for fund, titles in list(titles_by_fund.items())[:MOST_PAYERS]:
        payer = kb.funding[fund]
        name = payer.title
        if payer.most_usd and payer.per:
            name += f" (up to {words.usd(payer.most_usd)} per {payer.per})"
        lines.append(f"{name}: {words.and_list(titles)}. {payer.how}")
    return lines


def booked_title(step: PlanStep) -> str:
    """The step, with the code of the exam to book where its title does not say it."""
    if not step.code or step.code in step.title:
        return step.title
    return f"{step.title} ({step.code})"


def _own_days(step: PlanStep) -> str:
    """ ": 220-1201 on 2027-01-30, 220-1202 on 2027-04-01" where there are several exams, each with a day of its own."""
    if len(step.exams) < SEVERAL:
        return ""
    return ": " + ", ".join(f"{exam.code} on {exam.on}" for exam in step.exams)


def stage_title(number: int, stretch: Stretch, kb: KnowledgeBase) -> str:
    """ "Stage 2: working as Help Desk Technician, until you are ready for Network Administrator"."""
    title = f"Stage {number}: as you are now"
    if stretch.working_as:
        title = f"Stage {number}: working as {kb.roles[stretch.working_as].title}"
    if stretch.role:
        title += f", until you are ready for {kb.roles[stretch.role].title}"
    return title


def later_stages(plan: Plan, kb: KnowledgeBase, only: int | None = None) -> list[Block]:
    """The stages after the first as a sketch: months, fees, what is left then."""
    blocks: list[Block] = []
    for number, stretch in enumerate(plan.stages[1:], 2):
        if only in (None, number):
            blocks.append(Section(stage_title(number, stretch, kb), (_sketch(stretch),), boxed=True))
    if blocks:
        search = f"Between two stages {plan.search_weeks:.0f} weeks of looking for a job are reckoned (an estimate)."
        blocks.append(Text(f"Later stages are a sketch: months and fees, no dates. {search}", "muted"))
    return blocks


def _beyond(plan: Plan, kb: KnowledgeBase) -> Text | None:
    """The jobs after a stage that ends before a closed gate: nobody can say when they begin."""
    if plan.route is None or len(plan.stages) >= len(plan.route.legs):
        return None
    reached_role = plan.stages[-1].role
    now = kb.roles[reached_role].title if reached_role else "there"
    legs_beyond = plan.route.legs[len(plan.stages) :]
    titles = words.titles_of((leg.role for leg in legs_beyond), kb.roles)
    return Text(f"Once you work as {now}, the way leads on to {words.and_list(titles)}.")


def _sketch(stretch: Stretch) -> Facts:
    """What a later stage takes and where it ends."""
    steps = words.and_list([step.title for step in stretch.stage.steps])
    rows = [
        ("Time", words.months(stretch.months_low, stretch.months_high)),
        ("Fees", fees_of(stretch.stage)),
        ("Steps", steps or "practice in the job"),
    ]
    reached = stretch.reached
    if reached:
        rows.append(("Then", f"you cover {words.share(reached.after)} of what it asks for"))
        missing = words.and_list([status.missing for status in reached.still_to_pass])
        if missing:
            rows.append(("Still missing", missing))
    return Facts(tuple(rows))


def _all(plan: Plan) -> Facts | None:
    """All stages together, beside the limits that bind the first."""
    if len(plan.stages) < 2:
        return None
    low, high = plan.total_months
    time = f"{words.months(low, high)}, with the search for each job"
    span = plan.total_fee_span
    not_published = sum(stretch.stage.not_published for stretch in plan.stages)
    fees = words.fees(span.low, span.high, not_published=not_published)
    budget = plan.request.budget_usd
    if budget is not None and span.high > budget:
        fees += f"; more than your budget of {words.usd(budget)}, which binds the first stage alone"
    return Facts((("All stages", time), ("Fees in all", fees)))


def _to_hold(plan: Plan) -> str:
    """The fees to get what the plan brings and to keep it for HELD_YEARS."""
    cost = next(cost for cost in plan.hold if cost.years == HELD_YEARS)
    total = words.sum_of(plan.hold_span(HELD_YEARS), is_at_least=cost.is_at_least or plan.is_at_least)
    return f"{total} to get and to hold for {HELD_YEARS} years"


def time_line(plan: Plan) -> TimeLine:
    """Every step as a stretch of the plan."""
    days = max(1, (plan.finish - plan.calendar.start).days + 1)
    rows = []
    for step in plan.steps:
        first_day = (step.start - plan.calendar.start).days
        day_after = (step.end - plan.calendar.start).days + 1
        begin, end = max(0.0, first_day / days), min(1.0, day_after / days)
        rows.append((step.title, begin, end, _weeks(plan, step)))
    return TimeLine(tuple(rows))


def _weeks(plan: Plan, step: PlanStep) -> str:
    """ "week 3" or "weeks 3-7" of the plan."""
    first = (step.start - plan.calendar.start).days // DAYS_PER_WEEK + 1
    last = (step.end - plan.calendar.start).days // DAYS_PER_WEEK + 1
    if first == last:
        return f"week {first}"
    return f"weeks {first}-{last}"


def _trade(plan: Plan, *, on_paper: bool) -> Text | None:
    """What more money buys in time, or more time in money; the front says it all."""
    other = plan.trade
    if other is None or plan.front:
        return None
    money = round(other.fee_usd - plan.fee_usd)
    about = "about " if plan.fee_span.low < plan.fee_span.high or other.fee_low_usd < other.fee_high_usd else ""
    weeks = plan.weeks - other.weeks
    unpublished = ""
    if other.not_published > plan.not_published:
        unpublished = " (and a fee that is not published)"
    if money > 0 and weeks > 0:
        text = f"For {about}{words.usd(money)} more{unpublished} you are there {words.counted(weeks, 'weeks')} earlier"
        if on_paper:
            return Text(f"{text}.")
        return Text(f"{text}: --fastest or --front shows how.")
    if money < 0 and weeks < 0:
        return Text(
            f"With {words.counted(-weeks, 'weeks')} more it costs {about}{words.usd(-money)} less{unpublished}."
        )
    return None


def _front(plan: Plan, kb: KnowledgeBase) -> list[Block]:
    """Cost against time: the plans that no other beats in both."""
    if not plan.front and plan.front_is_whole:
        return []
    rows = []
    for point in plan.front:
        fees = words.fees(point.fee_low_usd, point.fee_high_usd, not_published=point.not_published)
        titles = ", ".join(_titles_of(point.steps, kb))
        rows.append((fees, str(point.weeks), titles))
    if plan.front_is_whole:
        text = Text("Nothing is cheaper in that time, nothing is faster at that price.", "muted")
    else:
        text = Text("Stopped early: what is shown cannot be beaten, but faster plans may be missing.", "warn")
    shown = section("Cost against time", table(("Fees", "Weeks", "Steps"), rows, right=(0, 1)), text)
    if shown is None:
        return []
    return [shown]


def _titles_of(items: Iterable[str], kb: KnowledgeBase) -> Iterator[str]:
    """The titles of items of a plan, renewals said."""
    for item in items:
        title = kb.step(step_of(item)).title
        if is_renewal(item):
            yield f"renew {title}"
        else:
            yield title


def _costs(plan: Plan, kb: KnowledgeBase) -> Section | None:
    """What it costs to get and to hold what the plan brings, year by year."""
    if not plan.hold or not plan.hold[0].lines:
        return None
    rows = [_hold_row(plan, cost) for cost in plan.hold]
    columns = ("Held for", "Fees of the plan", "Second attempts, renewals", "In all", "Renewal hours")
    renewals = []
    for line in plan.hold[-1].lines:  # the longest time, so every renewal is in it
        if line.carried_by:
            renewals.append(f"{kb.certs[line.id].title} is renewed by renewing {kb.certs[line.carried_by].title}")
    share = kb.constants.plan_retake_share
    note = f"Second attempts: {share:.0%} of people are assumed to need one. Renewals due on the last day are included."
    costs = table(columns, rows, right=(1, 2, 3, 4))
    return section("To get and to hold", costs, bullets(renewals), Text(note, "muted"))


def _hold_row(plan: Plan, cost: HoldCost) -> tuple[str, str, str, str, str]:
    years = words.counted(cost.years, "years")
    more = plan.hold_usd(round(cost.years)) - plan.fee_usd
    in_all = words.sum_of(plan.hold_span(round(cost.years)), is_at_least=cost.is_at_least or plan.is_at_least)
    return years, fees_of(plan), words.usd(round(more)), in_all, f"{cost.hours:g}"


def _proof(plan: Plan) -> Text | None:
    """How sure it is that no plan is better."""
    proof = plan.proof
    if proof is None:
        return None
    measure = MEASURES[proof.measure]
    if proof.measure == "cost" and plan.is_at_least:
        measure = f"{measure} of published fees"
    if proof.optimal and plan.interrupted:  # in a later stage
        return Text("Stopped early: the first stage is proven, the stages after it are not all there.", "warn")
    if proof.optimal:
        what = "first stage" if len(plan.stages) > 1 else "plan"
        text = f"Proven: no {what} with these aims and limits is better ({measure})."
        return Text(text, "good")
    if proof.gap == 0 and not plan.interrupted:
        text = f"Proven: none is better ({measure}). Among equals a better one may exist."
        return Text(text, "good")
    text = f"best plan found; it is at most {proof.gap:.1%} from the best one ({measure})."
    if plan.interrupted:
        return Text(f"Stopped early; the {text}", "warn")
    return Text(f"The {text}", "warn")


def no_way(plan: Plan) -> list[Block]:
    """What stands in the way, and the smallest changes that help."""
    causes = []
    for cause in plan.causes:
        text = f"{cause.text}. {cause.detour}" if cause.detour else cause.text
        causes.append(words.on_paper(text))
    title = "What stands in the way" if plan.status == "never" else "These limits cannot all be met"
    ways = bullets(words.on_paper(relaxation.text) for relaxation in plan.relaxations)
    blocks = (section(title, bullets(causes)), section("Any one of these makes it possible", ways))
    return [block for block in blocks if block]


def _sources(plan: Plan, kb: KnowledgeBase) -> Section | None:
    facts: list[Any] = []
    for step in plan.steps:
        facts += words.step_facts(kb.step(step.step))
    return words.sources(kb, facts)


CHANGE_TITLES = {
    "input": "What was asked for",
    "step": "Steps",
    "fee": "Fees",
    "date": "Dates",
    "total": "In all",
}
"""The kinds of change in the order of the page: what a person changed themselves, then what follows from it."""


def changes_page(changes: tuple[Change, ...], old: str, new: str) -> Page:
    """The page of `plan diff`."""
    page = Page("What changed", f"{old} against {new}")
    if not changes:
        page.add(Text("Nothing: the two plans are the same.", "good"))
    for kind, title in CHANGE_TITLES.items():
        page.add(section(title, bullets(change.text for change in changes if change.kind == kind)))
    return page
