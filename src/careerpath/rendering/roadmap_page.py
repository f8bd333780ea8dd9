"""The roadmap as blocks: the two pages that go over the desk, in the order in which one reads them."""

from __future__ import annotations

from typing import Any

from careerpath.engine.cost import HoldLine
from careerpath.engine.plan import Plan, PlanStep
from careerpath.engine.ranking import Ranked
from careerpath.knowledge.base import KnowledgeBase
from careerpath.rendering import words
from careerpath.rendering.page import (
    Bar,
    Block,
    Bullets,
    Cards,
    Facts,
    Lines,
    Page,
    Path,
    References,
    Section,
    Signatures,
    Table,
    Text,
    TimeLine,
)  # fmt: skip
from careerpath.rendering.plan_page import fee_words, time_line
from careerpath.rendering.recommend_page import missing
from careerpath.services.recommend import Suggestion
from careerpath.services.roadmap import Roadmap

STEPS_SHOWN = 9
OBSTACLES_SHOWN = 4
SKILLS_SHOWN = 6
HOLD_YEARS = 3
MEDIAN = {
    "occupation": "median",
    "shared": "median of its whole occupation",
    "parent": "median of the broader occupation",
    "all-other": "median of a mixed group",
    "proxy": "median of the nearest occupation only",
}


class Sources:
    """Numbers the sources, each with its date, in the order in which the page first names them."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.found: dict[tuple[str, str], set[str]] = {}

    def cite(self, *facts: Any) -> str:
        """ " [1, 2]" for sourced blocks; nothing for none."""
        numbers = sorted({self._number(fact) for fact in facts if fact is not None})
        return f" [{', '.join(map(str, numbers))}]" if numbers else ""

    def _number(self, fact: Any) -> int:
        source = self.kb.sources[fact.source]
        key = (source.id, getattr(fact, "as_of", None) or source.as_of or "no date")
        self.found.setdefault(key, set()).add(getattr(fact, "confidence", None) or "high")
        return list(self.found).index(key) + 1

    def block(self) -> Section | None:
        return Section("Sources", (References(tuple(map(self._item, self.found))),)) if self.found else None

    def _item(self, key: tuple[str, str]) -> tuple[str, str]:
        source, date = self.kb.sources[key[0]], key[1]
        doubts = [doubt for doubt in ("medium", "low") if doubt in self.found[key]]
        some = "" if len(self.found[key]) == 1 else "in part "
        doubt = f", {some}{' or '.join(doubts)} confidence" if doubts else ""
        kind = ", an estimate" if source.basis == "estimate" else doubt
        return f"{source.publisher}: {source.title} ({date}{kind})", source.url or ""


def roadmap_page(roadmap: Roadmap, kb: KnowledgeBase, organization: str = "") -> Page:
    """The whole document."""
    sources = Sources(kb)
    title = title_of(roadmap.goal, kb)
    made = words.day(roadmap.today)
    who = f"for {roadmap.name}, " if roadmap.name else ""
    page = Page(
        f"Roadmap: {title}", f"{who}{made}", head=organization,
        foot=f"Roadmap: {title}, made {made}. Knowledge {kb.version[:12]}.",
    )  # fmt: skip
    page.add(_today(roadmap, kb, sources), _roles(roadmap, kb, sources), _route(roadmap, kb, sources))
    page.add(_plan(roadmap, kb, sources), _costs(roadmap.plan, kb, sources), _first(roadmap, kb))
    page.add(_obstacles(roadmap), _notes(roadmap), Signatures(("Client, date", "Counselor, date")))
    page.add(sources.block())
    return page.cleaned()


def title_of(goal: str, kb: KnowledgeBase) -> str:
    return kb.roles[goal].title if goal in kb.roles else kb.certs[goal].title


def _today(roadmap: Roadmap, kb: KnowledgeBase, sources: Sources) -> Section:
    standing = roadmap.answer.standing
    best = sorted(standing.holdings.items(), key=lambda kv: (-kv[1].level, kb.skills[kv[0]].category == "soft", kv[0]))
    skills = ", ".join(f"{kb.skills[skill].title} {held.level}" for skill, held in best[:SKILLS_SHOWN])
    rows = [
        ("Background", words.background(standing, kb) or "nothing stated yet"),
        ("Strengths", f"{skills} (level of 5)" if skills else "none rated yet"),
        ("Limits", words.limits(standing) or "none stated"),
        ("Goal", _goal(roadmap, kb, sources)),
        ("This week", roadmap.first.do),
    ]
    return Section("Where you stand today", (Facts(tuple(rows)),))


def _goal(roadmap: Roadmap, kb: KnowledgeBase, sources: Sources) -> str:
    one = roadmap.target
    text = title_of(roadmap.goal, kb)
    if not roadmap.is_goal_stated:
        text += " (no goal is stated; this is the first of your next roles)"
    if one is None:
        return text
    text += f": you cover {words.share(one.readiness.score)} of its needs"
    if one.place != "next" and one.reason:
        text += f"; {'comes later' if one.place == 'later' else 'not suggested'}: {one.reason}"
    if any(one.role is suggestion.ranked.role for suggestion in roadmap.answer.suggestions):
        return text
    return f"{text}. Pay: {_pays(one, sources)}"


def _pays(one: Ranked, sources: Sources) -> str:
    pay = one.role.pay
    if pay is None:
        return "no wage figure for this occupation"
    change = f"; {words.change(one.pay_change_usd)} than today" if one.pay_change_usd else ""
    return f"{words.usd(pay.median_usd)} a year ({MEDIAN[pay.covers]}){change}{sources.cite(pay)}"


def _roles(roadmap: Roadmap, kb: KnowledgeBase, sources: Sources) -> Section:
    answer = roadmap.answer
    title = "Your next roles"
    if answer.ranking.silence:
        return Section(title, (Text(answer.ranking.silence, "warn"),))
    if not answer.suggestions:
        return Section(title, (Text(answer.notes[-1], "warn"),))
    cards = Cards(tuple(_card(one, kb, sources) for one in answer.suggestions))
    honest = (
        "Readiness is the share of a role's needs that you cover, not the chance of being hired. It, the months and "
        "the order rest on your own ratings and on estimates. Wages are national, over all years of experience."
    )
    return Section(title, (cards, Text(honest, "muted")))


def _card(suggestion: Suggestion, kb: KnowledgeBase, sources: Sources) -> Section:
    one = suggestion.ranked
    ready = one.readiness.score
    tied = " (tied)" if suggestion.is_tied else ""
    shut = [words.sentence(g.missing) for g in one.gates if g.status != "open"]
    rows = [
        ("You bring", _brings(one, kb)),
        ("Missing", missing(one, kb, most=3)),
        ("Time", f"about {words.months(one.months_low, one.months_high)}{_move(one, sources)}"),
        ("Pay", _pays(one, sources)),
    ]
    rows += [("Gate", "; ".join(shut))] if shut else []
    rows += [("Mind", words.sentence("; ".join(one.cautions)))] if one.cautions else []
    rows.append(("How firm", f"top 3 in {round(100 * suggestion.stability_top3)} of 100 variations"))
    blocks = (Bar("Readiness", ready, words.share(ready)), Facts(tuple(rows)))
    return Section(f"{suggestion.rank}{tied}  {one.role.title}", blocks, boxed=True)


def _brings(one: Ranked, kb: KnowledgeBase) -> str:
    met = sorted((x for x in one.readiness.lines if not x.is_gap), key=lambda x: (-x.weight, x.need.skill))
    return words.and_list([words.inline(kb.skills[x.need.skill].title) for x in met[:3]]) or "little of it yet"


def _move(one: Ranked, sources: Sources) -> str:
    if one.edge is None:
        return "; no known direct move"
    return f"; a known move ({one.edge.confidence} evidence){sources.cite(*one.edge.evidence)}"


def _route(roadmap: Roadmap, kb: KnowledgeBase, sources: Sources) -> Section | None:
    route = roadmap.route
    if route is None:
        return Section("The route", (Text(roadmap.no_route),)) if roadmap.no_route else None
    stops = [(kb.roles[route.roles[0]].title, "today")]
    stops += [(kb.roles[e.target].title, f"{e.kind}{sources.cite(*e.evidence)}") for e in route.edges]
    legs = tuple(words.months(e.months.low, e.months.high) for e in route.edges)
    dip = (
        f"pay dips by {words.usd(route.pay_dip_usd)} at most" if route.pay_dip_usd else "pay never falls below today's"
    )
    text = f"In all {words.months(route.months_low, route.months_high)}, {dip}; {route.evidence} evidence at the weakest move."
    if roadmap.more_routes:
        others = f"{roadmap.more_routes} other route{'s' if roadmap.more_routes > 1 else ''}"
        text += f" {others}: careerpath routes --to {roadmap.goal}."
    return Section("The route", (Path(tuple(stops), legs), Text(text, "muted")))


def _plan(roadmap: Roadmap, kb: KnowledgeBase, sources: Sources) -> Section:
    plan = roadmap.plan
    if plan.status == "impossible":
        return Section("The plan", tuple(_impossible(plan)), opens=True)
    if not plan.steps:
        return Section("The plan", (Text("Nothing is left to learn for this goal: apply.", "good"),), opens=True)
    shown = plan.steps[:STEPS_SHOWN]
    rows = tuple(_row(step, plan, kb, sources) for step in shown)
    columns = ("Step", "From", "Done by", "Hours", "Fee", "Why")
    blocks: list[Block] = [Text(_summary(plan)), Table(columns, rows, frozenset((3, 4)), ticks=True)]
    if more := len(plan.steps) - len(shown):
        blocks.append(Text(f"and {more} more: see careerpath plan {roadmap.goal}"))
    line = time_line(plan)
    blocks.append(TimeLine(line.rows[:STEPS_SHOWN]))
    return Section("The plan", tuple(blocks), opens=True)


def _row(step: PlanStep, plan: Plan, kb: KnowledgeBase, sources: Sources) -> tuple[str, ...]:
    more = f" (and {len(step.because) - 1} more)" if len(step.because) > 1 else ""
    behind = kb.step(step.step)
    fact = behind.fee if step.step in kb.certs else behind.cost  # type: ignore[union-attr]
    return (
        step.title, words.day(step.start), words.day(step.end), f"{step.hours:g}", fee_words(step) + sources.cite(fact),
        words.sentence(step.because[0]) + more,
    )  # fmt: skip


def _summary(plan: Plan) -> str:
    least = "at least " if plan.is_at_least else ""
    proven = f" Proven: no plan within these limits is {_measure(plan)}." if plan.proof and plan.proof.optimal else ""
    pace = f"{plan.weeks} weeks at {plan.request.hours_per_week:g} h a week"
    return f"Done by {words.day(plan.finish)} ({pace}); {plan.hours:g} hours; {least}{words.usd(plan.fee_usd)}.{proven}"


def _measure(plan: Plan) -> str:
    assert plan.proof is not None
    return {"cost": "cheaper", "finish": "faster", "doors": "better for your next roles"}[plan.proof.measure]


def _impossible(plan: Plan) -> list[Block]:
    causes = tuple(f"{c.text}. {c.detour}".strip() if c.detour else c.text for c in plan.causes)
    blocks: list[Block] = [Text("There is no plan yet. In the way:", "warn"), Bullets(causes)]
    if plan.relaxations:
        blocks += [
            Text("Any one of these makes it possible:"),
            Bullets(tuple(r.text for r in plan.relaxations), ticks=True),
        ]
    return blocks


def _costs(plan: Plan, kb: KnowledgeBase, sources: Sources) -> Section | None:
    if not plan.steps:
        return None
    hold = next(cost for cost in plan.hold if cost.years == HOLD_YEARS)
    rows = [_cost_row(line, kb, sources) for line in hold.lines]
    other = plan.fee_usd - hold.headline_usd
    if not rows and not other:
        return Section("Costs to get and to keep", (Text("Every step is free, and nothing has to be renewed."),))
    rows += [("Other steps", words.usd(other), "", "", "")] if round(other) else []
    columns = ("What", "To get", "Second attempts", "Valid", f"To keep, {HOLD_YEARS} years")
    totals = "; ".join(
        f"{words.usd(round(plan.hold_usd(round(c.years))))} over {c.years:g} year{'s' if c.years > 1 else ''}"
        for c in plan.hold
    )
    least = "at least " if hold.is_at_least or plan.is_at_least else ""
    share = kb.weight("plan-retake-share")
    told = f"In all {least}{totals}. {share:.0%} of people are assumed to need a second attempt."
    return Section("Costs to get and to keep", (Table(columns, tuple(rows), frozenset((1, 2, 4))), Text(told)))


def _cost_row(line: HoldLine, kb: KnowledgeBase, sources: Sources) -> tuple[str, ...]:
    cert = kb.certs[line.id]
    price = "ask" if line.price_usd is None else words.usd(line.price_usd)
    valid = (
        f"{cert.validity.years:g} years"
        if cert.validity.years
        else "no end published"
        if cert.validity.expires == "unknown"
        else "for good"
    )
    if line.carried_by:
        keep = f"with {kb.certs[line.carried_by].title}"
    elif "renewal" in line.unknown:
        keep = "ask"
    else:
        keep = words.usd(round(line.renewal_usd)) + (f" and {line.hours:g} h" if line.hours else "")
    return (
        cert.title, price + sources.cite(cert.fee), words.usd(round(line.retake_usd)), valid + sources.cite(cert.validity),
        keep + sources.cite(cert.renewal),
    )  # fmt: skip


def _first(roadmap: Roadmap, kb: KnowledgeBase) -> Section:
    first = roadmap.first
    blocks: list[Block] = [Bullets((first.do,), ticks=True)]
    if first.step:
        hours = f", {first.hours:g} hours" if first.hours else ""
        by = f", done by {words.day(first.done_by)}" if first.done_by else ""
        fee = fee_words(roadmap.plan.steps[0]) if first.done_by else words.cost(first.step)
        nearer = f", which brings {kb.roles[first.towards].title} nearer" if first.towards else ""
        blocks.append(Text(f"It begins: {first.step.title} ({fee}{hours}{by}){nearer}."))
    return Section("First action this week", tuple(blocks), key=True)


def obstacles_of(roadmap: Roadmap) -> tuple[str, ...]:
    """The gates of the goal with the way round each, what to mind, and what the plan leaves open."""
    target = roadmap.target
    shut = [g for g in target.gates if g.status != "open"] if target else []
    items = [words.sentence(words.gate(g)) for g in shut]
    items += [words.sentence(text) + "." for text in target.cautions] if target else []
    items += [note for note in roadmap.plan.notes if not any(g.gate.detour in note for g in shut)]
    return tuple(dict.fromkeys(items))


def _obstacles(roadmap: Roadmap) -> Section:
    items = obstacles_of(roadmap)
    more = len(items) - OBSTACLES_SHOWN
    blocks: list[Block] = [Bullets(items[:OBSTACLES_SHOWN])] if items else []
    blocks += [Text(f"and {more} more: see careerpath plan {roadmap.goal}")] if more > 0 else []
    return Section("Obstacles, and what helps", (*blocks, Lines("What else is in the way, and who can help", 2)))


def _notes(roadmap: Roadmap) -> Section:
    talk = roadmap.talk
    blocks: list[Block] = [Text(note) for note in talk.notes]
    if talk.actions:
        blocks.append(Bullets(tuple(action_words(a.text, a.due) for a in talk.actions), ticks=True))
    if talk.follow_up:
        blocks.append(Text(f"We meet again on {words.day(talk.follow_up)}."))
    return Section("Notes", (*blocks, Lines("What we talked about", 2, fills=True)))


def action_words(text: str, due: Any) -> str:
    return f"{text} (by {words.day(due)})" if due else text
