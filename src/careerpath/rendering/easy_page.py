"""A client's page in plain language, for who reads at grade 6: one thing a sentence, no table, large room to write."""

from __future__ import annotations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import LocalPay, Pay
from careerpath.pathway.stage import PlanStep
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


def easy_page(roadmap: Standpoint, kb: KnowledgeBase, organization: str = "") -> Page:
    """At most two pages."""
    today, sources = words.day(roadmap.today), Sources(kb)
    subtitle = f"for {roadmap.name}, {today}" if roadmap.name else today
    foot = f"My plan, made {today}, data version {kb.version[:12]}."
    page = Page("My plan", subtitle, head=organization, foot=foot)
    page.add(_job(roadmap, kb, sources))
    if isinstance(roadmap, Roadmap):
        page.add(Section("Do this first", (Bullets((roadmap.first.do,), ticks=True),), key=True))
        page.add(_steps(roadmap, kb, sources), _help(roadmap))
    agreed_actions = agreed(roadmap)
    if agreed_actions:
        page.add(Section("What we agreed", agreed_actions))
    page.add(Section("My questions", (Text(NUMBERS), Lines("What I want to ask", 3, fills=True))))
    page.add(sources.block())  # at the end, since it lists what the sections before it cited
    return page.cleaned()


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
    blocks: list[Block] = [Text("You can choose. These jobs are near you.")]
    for suggestion in roadmap.answer.suggestions:
        ranked = suggestion.ranked
        blocks += [Text(f"{ranked.role.title}:"), Bullets(_about(ranked, roadmap, sources))]
    return Section("Which job do I want?", tuple(blocks))


def _about(ranked: Ranked, roadmap: Standpoint, sources: Sources) -> tuple[str, ...]:
    """What is there, what it pays and how long it takes, a sentence each."""
    lines = [f"You have {words.share(ranked.readiness.score)} of what the job asks for."]
    pay = _pay(ranked, sources)
    if pay:
        lines.append(pay)
    if ranked.is_ready:
        lines.append("You can apply now.")
    else:
        months = planned_months(roadmap, ranked.role.id) or (ranked.months_low, ranked.months_high)
        lines.append(f"It may take {words.about_months(*months)} to get ready.")
    return tuple(lines)


def _pay(ranked: Ranked, sources: Sources) -> str:
    """What half of the people earn, in the person's state if that is known; nothing where it is another job's wage."""
    pay: Pay | LocalPay | None = ranked.role.pay
    where = "the United States"
    local = ranked.local_pay
    if local and local.median_usd is not None:
        pay, where = local, local.area
    if pay is None or pay.median_usd is None or pay.covers == "proxy":
        return ""
    earn = f"earn more than {words.usd(pay.median_usd)} a year in {where}{sources.cite(pay)}"
    return f"Half of the people in this kind of work {earn}."


def _steps(roadmap: Roadmap, kb: KnowledgeBase, sources: Sources) -> Section:
    steps = roadmap.plan.steps
    if not steps:
        return Section("My steps", (Text("There is no class to take now. Do the first thing above."),))
    items = tuple(_step(step, kb, sources) for step in steps[:STEPS_SHOWN])
    blocks: list[Block] = [Bullets(items, numbered=True)]
    more = len(steps) - len(items)
    if more:
        blocks.append(Text(f"{words.counted(more, 'steps')} more: ask your counselor."))
    return Section("My steps", tuple(blocks))


def _step(step: PlanStep, kb: KnowledgeBase, sources: Sources) -> str:
    fee = fee_words(step)
    cost = COST_WORDS.get(fee, f"It costs {fee}.")
    cited = ""
    if step.kind not in ("job", "renewal"):
        entry = kb.step(step.step)
        cited = sources.cite(getattr(entry, "fee", None) or getattr(entry, "cost", None))
    days = f"Start on {words.day(step.start)}. Be done by {words.day(step.end)}."
    return f"{step.title}. {days} {cost}{cited}"


def _help(roadmap: Roadmap) -> Section | None:
    """Whom to ask about money, where something costs."""
    funding = roadmap.monday.funding if roadmap.monday else None
    if funding is None:
        return None
    if all(fee_words(step) in ("free", "you are paid") for step in roadmap.plan.steps):
        return None
    return Section("Who may help you pay", (Text(f"Ask about this first: {funding.title}."),))
