"""The page of `recommend`: the next roles as cards, what comes later, what is ruled out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.knowledge.base import KnowledgeBase
from careerpath.rendering import words
from careerpath.rendering.page import Bar, Block, Bullets, Page, Section, Text, bullets, facts, section, table
from careerpath.rules.credit import Line
from careerpath.rules.order import Ranked
from careerpath.services.recommend import Recommendation, Suggestion

if TYPE_CHECKING:
    from careerpath.pathway.towards import Towards

LATER_SHOWN = 6
RULED_OUT_SHOWN = 12
GOAL_WORDS = {
    "next": "It is among your next roles.",
    "later": "It comes later: {}.",
    "ruled-out": "It is ruled out: {}.",
}


def recommend_page(answer: Recommendation, kb: KnowledgeBase) -> Page:
    """The whole answer to "what next"."""
    page = Page("Your next roles" if kb.near else "Your next roles in hospital IT", words.person(answer.standing, kb))
    if answer.ranking.silence:
        page.add(Text(answer.ranking.silence, "warn"))
        page.add(Text("`careerpath quiz` asks you in ten minutes; `careerpath roles` shows what there is."))
        return page
    for number, suggestion in enumerate(answer.suggestions, 1):
        page.add(_card(suggestion, answer, kb, f"{number}{' (tied)' if suggestion.is_tied else ''}  "))
    page.add(_goal(answer, kb), _openers(answer, kb), _compromises(answer, kb), _falls(answer))
    page.add(_later(answer), _ruled_out(answer))
    page.add(_notes(answer, kb))
    return page


def card_page(answer: Recommendation, kb: KnowledgeBase) -> Page:
    """One role in full."""
    suggestion = answer.suggestions[0]
    page = Page(suggestion.ranked.role.title, words.person(answer.standing, kb))
    page.add(_card(suggestion, answer, kb, ""), _notes(answer, kb))
    return page


def _card(suggestion: Suggestion, answer: Recommendation, kb: KnowledgeBase, place: str) -> Section:
    """`place`: what stands before the title; the same numbers as `why 1` takes."""
    one = suggestion.ranked
    redraws = f"{round(100 * suggestion.stability_top3)} of 100"
    ranked = suggestion.rank > 0
    rows = facts(
        ("What", one.role.summary),
        ("Why you", why_you(one, kb)),
        ("Missing", missing(one, kb)),
        ("Time", _time(one, answer)),
        ("Pays", _pays(one, answer, kb)),
        ("Outlook", _outlook(one, kb)),
        ("AI", one.role.ai_effect and words.ai_effect(one.role.ai_effect, kb)),
        ("In the way", _in_the_way(one)),
        ("First step", first_step(suggestion, kb)),
        ("Mind", "; ".join(one.cautions)),
        ("How firm", f"stays in your top 3 in {redraws} variations of your answers and of the weights" * ranked),
    )
    ready = one.readiness.score
    bar = Bar("Readiness", ready, words.share(ready))
    return Section(f"{place}{one.role.title}", (bar, rows), boxed=True)


def why_you(one: Ranked, kb: KnowledgeBase) -> str:
    """The heaviest needs that are met, and the move that others make."""
    brought = brings(one, kb)
    parts = [f"you bring {brought}"] if brought else []
    if one.edge:
        origin = words.inline(kb.roles[one.edge.origin].title)
        parts.append(f"a known move from {origin}: {words.people_take(one.edge)} ({one.edge.confidence} evidence)")
    return "; ".join(parts) or "little speaks for it yet but the distance is short"


def brings(one: Ranked, kb: KnowledgeBase, most: int = 4) -> str:
    """The heaviest needs that are met; nothing if none is."""
    met = sorted((x for x in one.readiness.lines if not x.is_gap), key=lambda x: (-x.weight, x.need.skill))
    return words.and_list([words.inline(kb.skills[x.need.skill].title) for x in met[:most]]) if met else ""


def missing(one: Ranked, kb: KnowledgeBase, most: int = 4) -> str:
    """The heaviest gaps with the level held and needed."""
    gaps = one.readiness.gaps
    if not gaps:
        return "nothing: you cover every need"
    more = f" and {len(gaps) - most} smaller" if len(gaps) > most else ""
    return ", ".join(gap(line, kb) for line in gaps[:most]) + more


def gap(line: Line, kb: KnowledgeBase) -> str:
    """One gap in words."""
    return f"{kb.skills[line.need.skill].title} {line.have} of {line.need.level}"


def _time(one: Ranked, answer: Recommendation) -> str:
    hours = answer.standing.profile.limits.hours_per_week
    pace = f" at {hours:g} h a week" if hours else ""
    return f"{words.about_months(one.months_low, one.months_high)} to close the gaps{pace} (estimate)"


def _pays(one: Ranked, answer: Recommendation, kb: KnowledgeBase) -> str:
    text = words.pay_of(one.role, one.local_pay, kb)
    if one.pay_change_usd is not None:
        text += f"; {words.change(one.pay_change_usd, is_stated=bool(answer.standing.profile.pay_now_usd))}"
    return text


def _outlook(one: Ranked, kb: KnowledgeBase) -> str:
    drivers = words.and_list([kb.vocabulary[d].title for d in one.role.drivers])
    newest = one.role.newest_outlook
    facts = words.outlook(newest, kb) if newest else "no projection for this occupation"
    return f"{facts}; driven by {drivers}" if drivers else facts


def _in_the_way(one: Ranked) -> str:
    shut = [words.sentence(words.gate(g)) for g in one.gates if g.status != "passed"]
    if not shut and one.role.kind == "occupation":
        return "nothing that the classification names; ask which license or degree it takes"
    return " ".join(shut) or "nothing but the skills above"


def first_step(suggestion: Suggestion, kb: KnowledgeBase) -> str:
    """What to do this week, and what it brings."""
    first = suggestion.first
    if first.gain is None or first.step is None:
        return first.do
    after = suggestion.ranked.readiness.score + first.gain.gain
    return (
        f"{first.do} Begins {first.step.title} ({words.effort(first.step)}, {words.cost(first.step)}): "
        f"{words.gain_words(first.gain, kb)}; readiness {words.share(after)}"
    )


def _goal(answer: Recommendation, kb: KnowledgeBase) -> Block | None:
    goal = answer.standing.profile.goal
    if goal is None:
        return None
    ranking = answer.ranking
    found = [r for r in (*ranking.next, *ranking.later, *ranking.ruled_out) if r.role.id == goal]
    if not found:
        return Text(f"Your goal, {kb.roles[goal].title}: you hold it, or it is a role people come from.")
    place = GOAL_WORDS[found[0].place].format(found[0].reason)
    ready = words.share(found[0].readiness.score)
    text = f"Your goal, {kb.roles[goal].title}: readiness {ready}. {place}"
    if found[0].place == "next":
        return Text(text)
    from careerpath.pathway.towards import towards  # only a goal that is not among the next roles needs routes

    way = towards(answer.standing, found[0].role, kb)
    return Text(f"{text} {way_words(way, kb)}")


def way_words(way: Towards, kb: KnowledgeBase) -> str:
    """The first job on the way, and the first action."""
    if way.route is None:
        titles = words.and_list([kb.roles[role].title for role in way.instead])
        return f"No way leads there from where you stand; within reach: {titles}." if titles else ""
    jobs = [kb.roles[leg.role].title for leg in way.route.legs[:-1]]
    over = f"The way leads over {words.and_list(jobs)}. " if jobs else ""
    return f"{over}First: {way.first.do}" if way.first else over.strip()


def _compromises(answer: Recommendation, kb: KnowledgeBase) -> Block | None:
    """What each refusal costs, where few roles are left."""
    items = []
    for one in answer.compromises:
        titles = [kb.roles[role].title for role in one.roles]
        items.append(f"If you accept {one.words}: {_some(titles)}")
    return section("What one limit less would open", bullets(items))


def _falls(answer: Recommendation) -> Block | None:
    """Roles that stand lower because pay or seniority would fall by much."""
    items = [f"{one.role.title}: {'; '.join(one.falls)}" for one in answer.falls[:RULED_OUT_SHOWN]]
    more = len(answer.falls) - len(items)
    tail = Text(f"and {more} more; `--json` lists all.", "muted") if more > 0 else None
    return section("Possible, with a large fall in pay or seniority", bullets(items), tail)


def _openers(answer: Recommendation, kb: KnowledgeBase) -> Block | None:
    items = []
    for opener in answer.door_openers:
        titles = [kb.roles[r].title for r in opener.roles]
        roles = (
            f"{titles[0]}{f' and {len(titles) - 1} more' if titles[1:] else ''}" if titles else "several roles a little"
        )
        items.append(f"{opener.step.title} ({words.effort(opener.step)}, {words.cost(opener.step)}): lifts {roles}")
    return section("Steps that open most doors per hour", bullets(items, numbered=True))


def _later(answer: Recommendation) -> Block | None:
    rows = []
    nearest = sorted(answer.ranking.later, key=lambda r: -((r.axes["reach"] or 0) + r.readiness.score))
    for one in nearest[:LATER_SHOWN]:
        closed = next((g for g in one.gates if g.status == "closed"), None)
        detour = closed.gate.detour if closed else "Build up the skills first, or take a role in between."
        rows.append((one.role.title, words.share(one.readiness.score), one.reason, detour))
    more = len(answer.ranking.later) - LATER_SHOWN
    tail = Text(f"and {more} more; `--json` lists all.", "muted") if more > 0 else None
    return section("Later", table(("Role", "Ready", "Why later", "The way there"), rows, right=(1,)), tail)


def _ruled_out(answer: Recommendation) -> Block | None:
    reasons: dict[str, list[str]] = {}
    for one in answer.ranking.ruled_out:
        reasons.setdefault(one.reason, []).append(one.role.title)
    return section("Ruled out by what you do not want", bullets(f"{_some(t)}: {why}" for why, t in reasons.items()))


def _some(titles: list[str]) -> str:
    """The titles, or the first of very many and how many more there are."""
    more = len(titles) - RULED_OUT_SHOWN
    return words.and_list(titles) if more <= 1 else words.and_list([*titles[:RULED_OUT_SHOWN], f"{more} more"])


def _notes(answer: Recommendation, kb: KnowledgeBase) -> Block:
    sources = {fact.source for x in answer.suggestions for fact in words.role_facts(x.ranked.role)}
    published = [s for s in sources if not kb.is_estimate(s)]
    fixed = (
        "Readiness is a sum of lines you can check (`why`). Levels, hours and months are estimates.",
        "Wages are medians over all industries and all years of experience, not starting pay.",
        words.SLOW_CHANGE,
    )
    cited = tuple(f"Source: {text}" for text in words.attributions(kb, published))
    return Section("Notes and sources", (Bullets((*answer.notes, *fixed, *cited)),))
