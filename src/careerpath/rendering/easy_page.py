"""A client's page in plain language, for who reads at grade 6: one thing a sentence, no table, large room to write."""

from __future__ import annotations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.stage import PlanStep
from careerpath.rendering import words
from careerpath.rendering.citations import Sources
from careerpath.rendering.page import Block, Bullets, Lines, Page, Section, Text
from careerpath.rendering.plan_page import fee_words
from careerpath.rendering.roadmap_page import agreed, title_of
from careerpath.rules.order import Ranked
from careerpath.services.roadmap import Roadmap, Standpoint

STEPS_SHOWN = 6
UNKNOWN = ("You have not told us enough yet.", "Tell us which jobs you did, and what you can do.")
NUMBERS = "All numbers are estimates. Nobody can promise you a job."


def easy_page(roadmap: Standpoint, kb: KnowledgeBase, organization: str = "") -> Page:
    """At most two pages."""
    made, sources = words.day(roadmap.today), Sources(kb)
    who = f"for {roadmap.name}, " if roadmap.name else ""
    page = Page(
        "My plan", f"{who}{made}", head=organization, foot=f"My plan, made {made}, data version {kb.version[:12]}."
    )
    page.add(_job(roadmap, kb, sources))
    if isinstance(roadmap, Roadmap):
        page.add(Section("Do this first", (Bullets((roadmap.first.do,), ticks=True),), key=True))
        page.add(_steps(roadmap, kb, sources), _help(roadmap))
    if done := agreed(roadmap):
        page.add(Section("What we agreed", done))
    page.add(Section("My questions", (Text(NUMBERS), Lines("What I want to ask", 3, fills=True))), sources.block())
    return page.cleaned()


def _job(roadmap: Standpoint, kb: KnowledgeBase, sources: Sources) -> Section:
    """The goal, or the jobs that one may choose from."""
    if roadmap.is_goal_stated:
        blocks: list[Block] = [Text(f"You want to work as: {title_of(roadmap.goal, kb)}.")]
        if roadmap.target is not None:
            blocks.append(Bullets(_about(roadmap.target, sources)))
        return Section("The job I want", tuple(blocks))
    found = roadmap.answer.suggestions
    if not found:
        lines = UNKNOWN if roadmap.answer.ranking.silence else ("No job fits what you told us. Let us talk about it.",)
        return Section("The job I want", tuple(map(Text, lines)))
    cards: list[Block] = []
    for one in found:
        cards += [Text(f"{one.ranked.role.title}:"), Bullets(_about(one.ranked, sources))]
    return Section("Which job do I want?", (Text("You can choose. These jobs are near you."), *cards))


def _about(one: Ranked, sources: Sources) -> tuple[str, ...]:
    """What is there, what it pays and how long it takes, a sentence each."""
    local = one.local_pay if one.local_pay and one.local_pay.median_usd is not None else None
    pay = local or one.role.pay
    lines = [f"You have {words.share(one.readiness.score)} of what the job asks for."]
    if pay is not None and pay.median_usd is not None and pay.covers != "proxy":
        where = local.area if local else "the United States"
        earn = f"earn more than {words.usd(pay.median_usd)} a year in {where}{sources.cite(pay)}"
        lines.append(f"Half of the people in this kind of work {earn}.")
    lines.append(f"It may take {words.about_months(one.months_low, one.months_high)} to get ready.")
    return tuple(lines)


def _steps(roadmap: Roadmap, kb: KnowledgeBase, sources: Sources) -> Section:
    plan = roadmap.plan
    if not plan.steps:
        return Section("My steps", (Text("There is no class to take now. Do the first thing above."),))
    shown = plan.steps[:STEPS_SHOWN]
    items = tuple(_step(step, kb, sources) for step in shown)
    more = len(plan.steps) - len(shown)
    rest = (Text(f"{words.counted(more, 'steps')} more: ask your counselor."),) if more else ()
    return Section("My steps", (Bullets(items, numbered=True), *rest))


def _step(step: PlanStep, kb: KnowledgeBase, sources: Sources) -> str:
    fee = fee_words(step)
    costs = {"free": "It is free.", "ask": "Ask what it costs.", "you are paid": "You are paid for it."}
    behind = kb.step(step.step)
    fact = getattr(behind, "fee", None) or getattr(behind, "cost", None)
    cited = sources.cite(fact) if step.kind not in ("job", "renewal") else ""
    cost = costs.get(fee, f"It costs {fee}.")
    days = f"Start on {words.day(step.start)}. Be done by {words.day(step.end)}."
    return f"{step.title}. {days} {cost}{cited}"


def _help(roadmap: Roadmap) -> Section | None:
    """Whom to ask about money, where something costs."""
    funding = roadmap.monday.funding if roadmap.monday else None
    if funding is None or not any(fee_words(step) not in ("free", "you are paid") for step in roadmap.plan.steps):
        return None
    return Section("Who may help you pay", (Text(f"Ask about this first: {funding.title}."),))
