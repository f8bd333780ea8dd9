"""A client's page in plain language, for who reads at grade 6: one thing a sentence, no table, large room to write."""

from __future__ import annotations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import LocalPay, Pay
from careerpath.pathway.stage import PlanStep
from careerpath.people.readings import readings
from careerpath.rendering import words
from careerpath.rendering.citations import Sources
from careerpath.rendering.page import Block, Bullets, Lines, Page, Section, Text
from careerpath.rendering.plan_page import fee_words
from careerpath.rendering.roadmap_page import agreed, title_of
from careerpath.rules.order import Ranked
from careerpath.services.roadmap import Roadmap, Standpoint, planned_months

STEPS_SHOWN = 6
UNKNOWN = ("You have not told us enough yet.", "Tell us which jobs you did, and what you can do.")
NUMBERS = "All numbers are estimates. Nobody can promise you a job."


COST_WORDS = {"free": "It is free.", "ask": "Ask what it costs.", "you are paid": "You are paid for it."}
"""What a fee is in a sentence, where it is no sum."""
KINDS = {
    "reading": "You read it at home.", "course": "It is a class.", "lab": "You practice on a computer.",
    "project": "It is a small project.", "volunteering": "You help without pay.",
    "internship": "You work to learn.", "degree": "It is a school program.", "networking": "You meet people.",
    "certification": "It is a test that gives you a certificate.", "renewal": "You keep what you have.",
}  # fmt: skip
"""What a step is, for whom its name says nothing."""
NEAR = 0.5
"""Readiness from which on a job is called near."""
FEW = 0.1
"""Readiness below which no figure is told: it would only take heart away."""
DIPLOMA = ("Most employers ask for a high school diploma.", "A GED counts, too. An American Job Center helps.")


def easy_page(roadmap: Standpoint, kb: KnowledgeBase, organization: str = "") -> Page:
    """At most two pages."""
    today, sources = words.day(roadmap.today), Sources(kb)
    subtitle = f"for {roadmap.name}, {today}" if roadmap.name else today
    foot = f"My plan, made {today}, data version {kb.version[:12]}."
    page = Page("My plan", subtitle, head=organization, foot=foot)
    page.add(_unknown_jobs(roadmap, kb), _job(roadmap, kb, sources))
    if isinstance(roadmap, Roadmap):
        page.add(Section("Do this first", (Bullets((roadmap.first.do,), ticks=True),), key=True))
        page.add(_steps(roadmap, kb, sources), _help(roadmap))
    agreed_actions = agreed(roadmap)
    if agreed_actions:
        page.add(Section("What we agreed", agreed_actions))
    page.add(Section("My questions", (Text(NUMBERS), Lines("What I want to ask", 3, fills=True))))
    page.add(sources.block())  # at the end, since it lists what the sections before it cited
    return page.cleaned()


def _unknown_jobs(roadmap: Standpoint, kb: KnowledgeBase) -> Section | None:
    """The jobs of which we know nothing, so that they do not count."""
    lines = []
    for reading in readings(roadmap.answer.standing.profile, kb):
        if not reading.title:
            lines.append(f'We do not know the job "{reading.words}". So it does not count yet. What else is it called?')
    return Section("Please tell us more", tuple(map(Text, lines))) if lines else None


def _job(roadmap: Standpoint, kb: KnowledgeBase, sources: Sources) -> Section:
    """The goal, or the jobs that one may choose from."""
    if roadmap.is_goal_stated:
        blocks: list[Block] = [Text(f"You want to work as: {title_of(roadmap.goal, kb)}.")]
        if roadmap.target is not None:
            blocks.append(Bullets(_about(roadmap.target, roadmap, sources)))
        return Section("The job I want", tuple(blocks))
    if roadmap.answer.suggestions:
        return _choice(roadmap, sources)
    if roadmap.answer.ranking.silence:
        return Section("The job I want", tuple(Text(line) for line in UNKNOWN))
    return Section("The job I want", (Text("No job fits what you told us. Let us talk about it."),))


def _choice(roadmap: Standpoint, sources: Sources) -> Section:
    suggestions = roadmap.answer.suggestions
    are_near = all(one.ranked.readiness.score >= NEAR for one in suggestions)
    what = "These jobs are near you." if are_near else "You can learn what these jobs ask for."
    blocks: list[Block] = [Text(f"You can choose. {what}")]
    lines_of_jobs = [_about(suggestion.ranked, roadmap, sources) for suggestion in suggestions]
    shared = _shared(lines_of_jobs)
    for suggestion, lines in zip(suggestions, lines_of_jobs, strict=True):
        own = tuple(line for line in lines if line not in shared)
        blocks.append(Section(suggestion.ranked.role.title, (Bullets(own),)))
    if shared:
        blocks.append(Section("All of these jobs", (Bullets(shared),)))
    return Section("Which job do I want?", tuple(blocks))


def _shared(lines_of_jobs: list[tuple[str, ...]]) -> tuple[str, ...]:
    """What is true of every job, to be said once; nothing if a job would have no line of its own left."""
    if len(lines_of_jobs) == 1:
        return ()
    shared = tuple(line for line in lines_of_jobs[0] if all(line in lines for lines in lines_of_jobs))
    if any(set(lines) <= set(shared) for lines in lines_of_jobs):
        return ()
    return shared


def _about(ranked: Ranked, roadmap: Standpoint, sources: Sources) -> tuple[str, ...]:
    """What is there, what it pays and how long it takes, a sentence each."""
    ready = ranked.readiness.score
    lines = [f"You have {words.share(ready)} of what the job asks for."]
    if ready < FEW:
        lines = ["You have little of what the job asks for yet."]
    lines += DIPLOMA if ranked.lacks_diploma else ()
    lines += _pay(ranked, sources)
    if ranked.is_ready:
        lines.append("You can apply now.")
    else:
        lines += _time(ranked, roadmap)
    return tuple(lines)


def _time(ranked: Ranked, roadmap: Standpoint) -> list[str]:
    """How long it may take: as the plan on the page says, if it makes ready."""
    planned = planned_months(roadmap, ranked.role.id)
    if planned:
        return [f"It may take {words.about_months(*planned)} to get ready."]
    if ranked.way.besides:
        return [f"You also need {ranked.way.besides}."]
    lines = [f"It may take {words.about_months(ranked.months_low, ranked.months_high)} to get ready."]
    if not ranked.is_brought_by_steps:
        lines.append("Classes alone do not get you there. The rest comes with work.")
    elif not ranked.way.is_within_budget:
        lines.append("It costs more than the money you have for it.")
    return lines


def _pay(ranked: Ranked, sources: Sources) -> list[str]:
    """What half of the people earn, and what one in ten earns less than; nothing where it is another job's wage.

    In the person's state if that is known.
    """
    pay: Pay | LocalPay | None = ranked.role.pay
    where = "the United States"
    local = ranked.local_pay
    if local and local.median_usd is not None:
        pay, where = local, local.area
    if pay is None or pay.median_usd is None or pay.covers == "proxy":
        return []
    earn = f"earn more than {words.usd(pay.median_usd)} a year in {where}{sources.cite(pay)}"
    lines = [f"Half of the people in this kind of work {earn}."]
    if pay.p10_usd:
        lines.append(f"One in ten earns less than {words.usd(round(pay.p10_usd, -3))}.")
    return lines


def _steps(roadmap: Roadmap, kb: KnowledgeBase, sources: Sources) -> Section:
    steps = roadmap.plan.steps
    title = "My steps" if roadmap.is_goal_stated else f"My steps, if I choose {title_of(roadmap.goal, kb)}"
    if not steps:
        return Section(title, (Text("There is no class to take now. Do the first thing above."),))
    items = tuple(_step(step, kb, sources) for step in steps[:STEPS_SHOWN])
    blocks: list[Block] = [*_not_enough(roadmap), Bullets(items, numbered=True)]
    more = len(steps) - len(items)
    if more:
        blocks.append(Text(f"{words.counted(more, 'steps')} more: ask your counselor."))
    return Section(title, tuple(blocks))


def _is_short_of_money(roadmap: Roadmap) -> bool:
    return any(cause.kind == "budget" for cause in roadmap.plan.causes)


def _not_enough(roadmap: Roadmap) -> list[Block]:
    """That the limits leave no room for all of it, and what would help."""
    plan = roadmap.plan
    if plan.status not in ("nearest", "never"):
        return []
    lines: list[Block] = [Text("These steps do not bring you all the way.", "warn")]
    if _is_short_of_money(roadmap):
        lines.append(Text("Your money is not enough for the rest."))
    ways = tuple(words.on_paper(way.text) for way in plan.relaxations)
    if ways:
        lines += [Text("One of these would help:"), Bullets(ways)]
    return lines


def _step(step: PlanStep, kb: KnowledgeBase, sources: Sources) -> str:
    fee = fee_words(step)
    cost = COST_WORDS.get(fee, f"It costs {fee}.")
    cited = ""
    if step.kind not in ("job", "renewal"):
        entry = kb.step(step.step)
        cited = sources.cite(getattr(entry, "fee", None) or getattr(entry, "cost", None))
    days = f"Start on {words.day(step.start)}. Be done by {words.day(step.end)}."
    return f"{step.title}. {days} {KINDS.get(step.kind, '')} {cost}{cited}"


def _help(roadmap: Roadmap) -> Section | None:
    """Whom to ask about money, where something costs."""
    funding = roadmap.monday.funding if roadmap.monday else None
    if funding is None:
        return None
    is_free = all(fee_words(step) in ("free", "you are paid") for step in roadmap.plan.steps)
    if is_free and not _is_short_of_money(roadmap):
        return None
    return Section("Who may help you pay", (Text(f"Ask about this first: {funding.title}."),))
