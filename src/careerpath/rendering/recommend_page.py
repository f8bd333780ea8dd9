"""The page of `recommend`: the next roles as cards, what comes later, what is ruled out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerpath.knowledge.base import KnowledgeBase
from careerpath.rendering import words
from careerpath.rendering.page import Bar, Block, Bullets, Page, Section, Text, bullets, facts, section, table
from careerpath.rendering.short_answer import said_first, silence, title_of_answer, unranked_goal
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
    page = Page(title_of_answer(kb), words.person(answer.standing, kb))
    page.add(*said_first(answer))
    if answer.ranking.silence:
        page.add(*silence(answer.ranking.silence))
        return page
    for number, suggestion in enumerate(answer.suggestions, 1):
        place = f"{number} (tied)  " if suggestion.is_tied else f"{number}  "
        page.add(_card(suggestion, answer, kb, place))
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
    ranked = suggestion.ranked
    ai_effect = words.ai_effect(ranked.role.ai_effect, kb) if ranked.role.ai_effect else ""
    rows = facts(
        ("What", ranked.role.summary),
        ("Why you", why_you(ranked, kb)),
        ("Missing", missing(ranked, kb)),
        ("Time", _time(suggestion, answer, kb)),
        ("Pays", _pays(ranked, answer, kb)),
        ("Outlook", _outlook(ranked, kb)),
        ("AI", ai_effect),
        ("In the way", _in_the_way(ranked)),
        ("First step", first_step(suggestion, kb)),
        ("Mind", "; ".join(ranked.cautions)),
        ("How firm", _firmness(suggestion)),
    )
    ready = ranked.readiness.score
    bar = Bar("Readiness", ready, words.share(ready))
    return Section(f"{place}{ranked.role.title}", (bar, rows), boxed=True)


def _firmness(suggestion: Suggestion) -> str:
    """How often the role stays among the first three; nothing for one that is not ranked."""
    if suggestion.rank <= 0:
        return ""
    redraws = f"{round(100 * suggestion.stability_top3)} of 100"
    return f"stays in your top 3 in {redraws} variations of your answers and of the weights"


def why_you(ranked: Ranked, kb: KnowledgeBase) -> str:
    """The heaviest needs that are met, and the move that others make."""
    parts = []
    brought = brings(ranked, kb)
    if brought:
        parts.append(f"you bring {brought}")
    if ranked.edge:
        origin = words.inline(kb.roles[ranked.edge.origin].title)
        months = words.people_take(ranked.edge)
        parts.append(f"a known move from {origin}: {months} ({ranked.edge.confidence} evidence)")
    return "; ".join(parts) or "little speaks for it yet but the distance is short"


def brings(ranked: Ranked, kb: KnowledgeBase, most: int = 4) -> str:
    """The heaviest needs that are met; nothing if none is."""
    met = [line for line in ranked.readiness.lines if not line.is_gap]
    met.sort(key=lambda line: (-line.weight, line.need.skill))
    return words.and_list([words.inline(kb.skills[line.need.skill].title) for line in met[:most]])


def missing(ranked: Ranked, kb: KnowledgeBase, most: int = 4) -> str:
    """The heaviest gaps with the level held and needed."""
    gaps = ranked.readiness.gaps
    if not gaps:
        return "nothing: you cover every need"
    text = ", ".join(gap(line, kb) for line in gaps[:most])
    if len(gaps) > most:
        text += f" and {len(gaps) - most} smaller"
    return text


def gap(line: Line, kb: KnowledgeBase) -> str:
    """One gap in words."""
    return f"{kb.skills[line.need.skill].title} {line.have} of {line.need.level}"


def _time(suggestion: Suggestion, answer: Recommendation, kb: KnowledgeBase) -> str:
    """Until one is ready to apply; where the way leads over other jobs, with the time in these."""
    ranked, way = suggestion.ranked, suggestion.towards
    if way and way.instead:
        return "no way is known that leads there from where you stand"
    if way and way.route and len(way.route.legs) > 1:
        jobs = words.titles_of((leg.role for leg in way.route.legs[:-1]), kb.roles)
        months = words.about_months(*way.route.months_with_search(kb))
        return f"{months} in all, over a job as {words.and_list(jobs)}, with the search for each job (estimate)"
    text = words.until_ready(ranked, answer.standing.profile.limits.hours_per_week)
    return text if ranked.is_ready else f"{text} (estimate)"


def _pays(ranked: Ranked, answer: Recommendation, kb: KnowledgeBase) -> str:
    text = words.pay_of(ranked.role, ranked.local_pay, kb)
    if ranked.pay_change_usd is not None:
        is_stated = bool(answer.standing.profile.pay_now_usd)
        text += f"; {words.change(ranked.pay_change_usd, is_stated=is_stated)}"
    return text


def _outlook(ranked: Ranked, kb: KnowledgeBase) -> str:
    newest = ranked.role.newest_outlook
    text = words.outlook(newest, kb) if newest else "no projection for this occupation"
    drivers = words.and_list(words.titles_of(ranked.role.drivers, kb.vocabulary))
    if drivers:
        text += f"; driven by {drivers}"
    return text


def _in_the_way(ranked: Ranked) -> str:
    """The gates that are not passed, a sentence each."""
    shut = [words.sentence(words.gate(gate)) for gate in ranked.gates if gate.status != "passed"]
    if ranked.lacks_diploma:
        shut.insert(0, words.sentence(words.diploma()))
    if shut:
        return " ".join(shut)
    if ranked.role.kind == "occupation":  # of which the classification knows far less than we do of a role
        return "nothing that the classification names; ask which license or degree it takes"
    return "nothing but the skills above"


def first_step(suggestion: Suggestion, kb: KnowledgeBase) -> str:
    """What to do this week, and what it brings."""
    first = suggestion.first
    if first.gain is None or first.step is None:
        return first.do
    if first.role != suggestion.ranked.role.id:  # what it brings is said of the job on the way
        return f"{first.do} Begins {first.step.title} ({words.effort(first.step)}, {words.cost(first.step)})."
    after = suggestion.ranked.readiness.score + first.gain.gain
    return (
        f"{first.do} Begins {first.step.title} ({words.effort(first.step)}, {words.cost(first.step)}): "
        f"{words.gain_words(first.gain, kb)}; readiness {words.share(after)}"
    )


def _goal(answer: Recommendation, kb: KnowledgeBase) -> Block | None:
    """Where the stated goal stands, and the way to it if it is not among the next roles."""
    goal = answer.standing.profile.goal
    if goal is None:
        return None
    title = kb.roles[goal].title
    ranked = _ranked(goal, answer)
    if ranked is None:
        return Text(unranked_goal(goal, answer, kb))
    place = GOAL_WORDS[ranked.place].format(ranked.reason)
    text = f"Your goal, {title}: readiness {words.share(ranked.readiness.score)}. {place}"
    if ranked.place == "next":
        return Text(text)
    from careerpath.pathway.towards import towards  # only a goal that is not among the next roles needs routes

    way = towards(answer.standing, ranked.role, kb)
    return Text(f"{text} {way_words(way, kb)}")


def _ranked(role: str, answer: Recommendation) -> Ranked | None:
    """The role in the ranking, wherever it stands there."""
    ranking = answer.ranking
    for ranked in (*ranking.next, *ranking.later, *ranking.ruled_out):
        if ranked.role.id == role:
            return ranked
    return None


def way_words(way: Towards, kb: KnowledgeBase) -> str:
    """The first job on the way, and the first action."""
    if way.route is None:
        titles = words.and_list(words.titles_of(way.instead, kb.roles))
        if not titles:
            return f"First: {way.first.do}" if way.first else ""
        return f"No way leads there from where you stand; within reach: {titles}."
    parts = []
    jobs = words.titles_of((leg.role for leg in way.route.legs[:-1]), kb.roles)
    if jobs:
        parts.append(f"The way leads over {words.and_list(jobs)}.")
    if way.first:
        parts.append(f"First: {way.first.do}")
    return " ".join(parts)


def _compromises(answer: Recommendation, kb: KnowledgeBase) -> Block | None:
    """What each refusal costs, where few roles are left."""
    items = []
    for compromise in answer.compromises:
        titles = _some(words.titles_of(compromise.roles, kb.roles))
        items.append(f"If you accept {compromise.words}: {titles}")
    return section("What one limit less would open", bullets(items))


def _falls(answer: Recommendation) -> Block | None:
    """Roles that stand lower because pay or seniority would fall by much."""
    items = [f"{ranked.role.title}: {'; '.join(ranked.falls)}" for ranked in answer.falls[:RULED_OUT_SHOWN]]
    tail = _and_more(len(answer.falls) - len(items))
    return section("Possible, with a large fall in pay or seniority", bullets(items), tail)


def _and_more(count: int) -> Text | None:
    if count <= 0:
        return None
    return Text(f"and {count} more; `--json` lists all.", "muted")


def _openers(answer: Recommendation, kb: KnowledgeBase) -> Block | None:
    """Steps that lift many roles at once."""
    items = []
    for opener in answer.door_openers:
        step = opener.step
        titles = words.titles_of(opener.roles, kb.roles)
        items.append(f"{step.title} ({words.effort(step)}, {words.cost(step)}): lifts {_first_and_count(titles)}")
    return section("Steps that open most doors per hour", bullets(items, numbered=True))


def _first_and_count(titles: list[str]) -> str:
    if not titles:
        return "several roles a little"
    if len(titles) == 1:
        return titles[0]
    return f"{titles[0]} and {len(titles) - 1} more"


def _later(answer: Recommendation) -> Block | None:
    """Roles for later, the nearest first."""
    rows = []
    for ranked in sorted(answer.ranking.later, key=_nearness, reverse=True)[:LATER_SHOWN]:
        rows.append((ranked.role.title, words.share(ranked.readiness.score), ranked.reason, _detour(ranked)))
    tail = _and_more(len(answer.ranking.later) - LATER_SHOWN)
    return section("Later", table(("Role", "Ready", "Why later", "The way there"), rows, right=(1,)), tail)


def _nearness(ranked: Ranked) -> float:
    """How short the way is and how much of the needs is covered count alike: either alone brings nobody there."""
    return (ranked.axis("reach") or 0) + ranked.readiness.score


def _detour(ranked: Ranked) -> str:
    """The way round the first gate that is closed."""
    for gate in ranked.gates:
        if gate.status == "closed":
            return gate.detour
    return "Build up the skills first, or take a role in between."


def _ruled_out(answer: Recommendation) -> Block | None:
    titles_by_reason: dict[str, list[str]] = {}
    for ranked in answer.ranking.ruled_out:
        titles_by_reason.setdefault(ranked.reason, []).append(ranked.role.title)
    items = [f"{_some(titles)}: {reason}" for reason, titles in titles_by_reason.items()]
    return section("Ruled out by what you do not want", bullets(items))


def _some(titles: list[str]) -> str:
    """The titles, or the first of very many and how many more there are."""
    more = len(titles) - RULED_OUT_SHOWN
    if more <= 1:  # "and 1 more" is no shorter than the title itself
        return words.and_list(titles)
    return words.and_list([*titles[:RULED_OUT_SHOWN], f"{more} more"])


def _notes(answer: Recommendation, kb: KnowledgeBase) -> Block:
    """What to know of every figure, and where the figures come from."""
    source_ids: set[str] = set()
    for suggestion in answer.suggestions:
        source_ids.update(fact.source for fact in words.role_facts(suggestion.ranked.role))
    published = [source for source in source_ids if not kb.is_estimate(source)]
    fixed = (
        "Readiness is a sum of lines you can check (`why`). Levels, hours and months are estimates.",
        "Typical wages are medians over all industries and all years of experience. What 1 in 10 earns less than "
        "is the low end of all who have the occupation; starting pay is not published.",
        words.SLOW_CHANGE,
    )
    cited = [f"Source: {text}" for text in words.attributions(kb, published)]
    return Section("Notes and sources", (Bullets((*answer.notes, *fixed, *cited)),))
