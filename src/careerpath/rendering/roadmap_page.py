"""The roadmap as blocks: the two pages that go over the desk, in the order in which one reads them."""

from __future__ import annotations

import re
from itertools import islice

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Role
from careerpath.record import Record, replace
from careerpath.rendering import words
from careerpath.rendering.citations import Sources
from careerpath.rendering.monday_page import monday_section
from careerpath.rendering.page import (
    Bar,
    Block,
    Bullets,
    Cards,
    Lines,
    Page,
    Path,
    Section,
    Signatures,
    Text,
    bullets,
    facts,
    section,
)  # fmt: skip
from careerpath.rendering.plan_page import fee_words, heading, to_prepare
from careerpath.rendering.recommend_page import brings, missing
from careerpath.rendering.roadmap_plan import costs_section, lines_of, plan_section, warning
from careerpath.rendering.short_answer import said_first
from careerpath.rules.gates import NO_DIPLOMA
from careerpath.rules.order import Ranked
from careerpath.services.recommend import NO_FIT, Suggestion, roles_of
from careerpath.services.roadmap import Roadmap, Standpoint, planned_months
from careerpath.services.session import open_questions

OBSTACLES_SHOWN = 4
QUESTIONS = 6
FREE, MORE, WEEK = 7700, 6600, 5600
"""So many characters may stand on a roadmap that also has the free material, the obstacles that were only counted, the
first week: with more the letters would become small. What saves money may cost more of them than the rest."""
WHITE_OF_CARDS = 700
"""The uneven cards of roles to choose from leave white what so many characters would take."""
EASY_LINES = 4
"""A plan with more lines leaves less room for the obstacles."""
SKILLS_SHOWN = 6
LEAST_STRENGTH = 2
"""Level from which on a skill is a strength: level 1 is that of a beginner."""
SAID_BY_BACKGROUND = re.compile(r'"[^"]*" is read as [^.?]*\.')
"""What a job was read as stands beside it; only a question, or that nobody knows it, is said again."""
OF_WHAT = {
    "occupation": "",
    "shared": " (of its whole occupation)",
    "parent": " (of the broader occupation)",
    "all-other": " (of a mixed group)",
    "proxy": " (of the nearest occupation only)",
}
"""What a wage on paper covers."""


def roadmap_page(roadmap: Standpoint, kb: KnowledgeBase, organization: str = "") -> Page:
    """The whole document. Who has no goal yet finds the roles to choose from on its first page."""
    sources = Sources(kb)
    if not roadmap.is_goal_stated or not isinstance(roadmap, Roadmap):
        return _choice(roadmap, kb, organization, sources)
    title = title_of(roadmap.goal, kb)
    made = words.day(roadmap.today)
    who = f"for {roadmap.name}, " if roadmap.name else ""
    page = Page(
        f"Roadmap: {title}", f"{who}{made}", head=organization,
        foot=f"Roadmap: {title}, made {made}, data version {kb.version[:12]}.",
    )  # fmt: skip
    page.add(_today(roadmap, kb, sources), _roles(roadmap, kb, sources), _route(roadmap, kb, sources))
    _plan(page, roadmap, kb, sources)
    return page.cleaned()


def _plan(page: Page, roadmap: Roadmap, kb: KnowledgeBase, sources: Sources) -> None:
    """What follows the next roles: the plan, what it costs, and room to write."""
    page.add(plan_section(roadmap, kb, sources), costs_section(roadmap, kb, sources), _first(roadmap))
    page.add(_obstacles(roadmap, kb))
    last = [_notes(roadmap), Signatures(("Client, date", "Counselor, date")), sources.block()]
    page.add(*_spare(roadmap, kb, _length(page.blocks) + _length(last)), *last)


def _spare(roadmap: Roadmap, kb: KnowledgeBase, length: int) -> list[Section]:
    """What is printed where there is room besides so many characters; free material is kept before the rest."""
    length += 0 if roadmap.is_goal_stated else WHITE_OF_CARDS
    week = monday_section(roadmap.monday, kb) if roadmap.monday and roadmap.is_goal_stated else None
    in_order = ((_more_obstacles(roadmap, kb), MORE), (week, WEEK), (to_prepare(roadmap.plan, kb), FREE))
    printed: list[Section] = []
    for one, limit in reversed(in_order):
        if one is not None and length + _length(one) <= limit:
            length += _length(one)
            printed.insert(0, replace(one, spare=True))
    return printed


def _length(value: object) -> int:
    """Characters of all texts."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Record):
        return sum(_length(getattr(value, name)) for name in value.FIELDS)
    return sum(map(_length, value)) if isinstance(value, tuple | list) else 0


def _choice(roadmap: Standpoint, kb: KnowledgeBase, organization: str, sources: Sources) -> Page:
    """For who has no goal: the next roles side by side, and the plan to the nearest of them as an example."""
    made = words.day(roadmap.today)
    who = f"for {roadmap.name}, " if roadmap.name else ""
    foot = f"Roles to choose from, made {made}, data version {kb.version[:12]}."
    page = Page("Roles to choose from", f"{who}{made}; no goal is stated yet", head=organization, foot=foot)
    page.add(_today(roadmap, kb, sources), _roles(roadmap, kb, sources))
    if isinstance(roadmap, Roadmap):
        titles = tuple(one.ranked.role.title for one in roadmap.answer.suggestions)
        choice = (
            Bullets((*titles, "none of these, but:"), ticks=True),
            Lines("What speaks for it, and what against", 2),
        )
        page.add(Section("Which one?", choice))
        _plan(page, roadmap, kb, sources)
    else:
        questions = Bullets(tuple(islice(open_questions(roadmap, kb), QUESTIONS)), ticks=True)
        page.add(Section("What to find out first", (questions,)), _notes(roadmap))
        page.add(Signatures(("Client, date", "Counselor, date")), sources.block())
    return page.cleaned()


def title_of(goal: str, kb: KnowledgeBase) -> str:
    return kb.roles[goal].title if goal in kb.roles else kb.certs[goal].title


def _today(roadmap: Standpoint, kb: KnowledgeBase, sources: Sources) -> Section:
    standing = roadmap.answer.standing
    best = sorted(standing.holdings.items(), key=lambda kv: (-kv[1].level, kb.skills[kv[0]].category == "soft", kv[0]))
    strong = [(skill, held) for skill, held in best if held.level >= LEAST_STRENGTH]
    skills = ", ".join(f"{kb.skills[skill].title} {held.level}" for skill, held in strong[:SKILLS_SHOWN])
    none = "none above the first level yet" if best else "none rated yet"
    rows = facts(
        ("Background", words.on_paper(words.background(standing, kb)) or "nothing stated yet"),
        ("Strengths", f"{skills} (levels 0 to 5)" if skills else none),
        ("Limits", _limits(roadmap)),
        ("Goal", _goal(roadmap, kb, sources) if roadmap.is_goal_stated else "not chosen yet"),
        ("This week", roadmap.first.do if isinstance(roadmap, Roadmap) else ""),
    )
    more = (line for line in said_first(roadmap.answer) if not SAID_BY_BACKGROUND.fullmatch(line.text))
    return Section("Where you stand today", (rows, *more))


def _limits(roadmap: Standpoint) -> str:
    """What the person can give and accept, and whose wages that makes."""
    standing = roadmap.answer.standing
    stated = words.on_paper(words.limits(standing)) or "none stated"
    if not standing.profile.limits.hours_per_week and isinstance(roadmap, Roadmap):
        stated += f"; {roadmap.plan.request.hours_per_week:g} h a week assumed"
    return f"{stated}. {words.whose_wages(standing.profile, roles_of(roadmap.answer.ranking))}"


def _goal(roadmap: Standpoint, kb: KnowledgeBase, sources: Sources) -> str:
    one = roadmap.target
    text = title_of(roadmap.goal, kb)
    if one is None:
        return text
    text += f": you cover {words.share(one.readiness.score)} of its needs"
    if one.place != "next" and one.reason and not one.reason.startswith("you cover"):  # the share is said already
        text += f"; {'comes later' if one.place == 'later' else 'not suggested'}: {one.reason}"
    if any(one.role is suggestion.ranked.role for suggestion in roadmap.answer.suggestions):
        return text
    return f"{text}. Pay: {_pays(one, roadmap, sources)}"


def _pays(one: Ranked, roadmap: Standpoint, sources: Sources) -> str:
    """The wage of the person's state, else the national one; what is not released is said."""
    local, pay = one.local_pay, one.role.pay
    change = (
        f"; {words.change(one.pay_change_usd, is_stated=bool(roadmap.answer.standing.profile.pay_now_usd))}"
        if one.pay_change_usd
        else ""
    )
    if local and local.median_usd is not None:
        told = words.low_and_typical(local.p10_usd, local.median_usd, f" a year in {local.area}")
        figure = f"{told}{OF_WHAT[local.covers]}"
        return f"{figure}{change}{sources.cite(local)}"
    withheld, national = (f"{local.area}: {local.withheld}; ", "national ") if local else ("", "")
    if pay is None:
        return f"{withheld}no {national}wage figure for this occupation"
    told = words.low_and_typical(pay.p10_usd, pay.median_usd, " a year")
    return f"{withheld}{national}{told}{OF_WHAT[pay.covers]}{change}{sources.cite(pay)}"


def _outlook(suggestions: tuple[Suggestion, ...], sources: Sources) -> str:
    """For each role the growth figure, and beside it what AI does to the job; nothing of what is not known."""
    roles = [one.ranked.role for one in suggestions if one.ranked.role.outlook or one.ranked.role.ai_effect]
    if not roles:
        return ""
    told = "; ".join(map(_growth, roles))
    periods = words.and_list(list(dict.fromkeys(role.outlook.period for role in roles if role.outlook)))
    growth = f"jobs {periods}{sources.cite(*(role.outlook for role in roles))}, " if periods else ""
    return f"{told} ({growth}AI{sources.cite(*(role.ai_effect for role in roles))}). {words.SLOW_CHANGE}"


def _growth(role: Role) -> str:
    """ "Data Analyst +14.7%, AI changes it"."""
    parts = [f"{role.outlook.growth_pct:+g}%"] if role.outlook else []
    parts += [words.AI_WORDS[role.ai_effect.effect]] if role.ai_effect else []
    return f"{role.title} {', '.join(parts)}"


def _roles(roadmap: Standpoint, kb: KnowledgeBase, sources: Sources) -> Section:
    answer = roadmap.answer
    title = "Your next roles"
    if answer.ranking.silence:
        return Section(title, (Text(answer.ranking.silence, "warn"),))
    if not answer.suggestions:
        return Section(title, (Text(f"{NO_FIT}.", "warn"),))
    cards = Cards(tuple(_card(one, roadmap, kb, sources) for one in answer.suggestions))
    needs = [need for one in answer.suggestions for need in one.ranked.role.needs]
    honest = (
        f"Readiness is the share of a role's needs{sources.cite(*needs)} that you cover, not a chance of being hired. "
        f"It, the months{sources.cite(kb.weights['hours-to-level-1'])} and the order rest on levels usual for your "
        f"jobs, your own ratings and estimates. A typical wage is the median over all years of experience."
    )
    growth = facts(("Growth", _outlook(answer.suggestions, sources)))
    return Section(title, (cards, growth, Text(honest, "muted")))


def _card(suggestion: Suggestion, roadmap: Standpoint, kb: KnowledgeBase, sources: Sources) -> Section:
    one = suggestion.ranked
    ready = one.readiness.score
    tied = " (tied)" if suggestion.is_tied else ""
    role, is_choice = one.role, not roadmap.is_goal_stated
    shut = [words.sentence(g.missing) for g in one.gates if g.status != "passed"]
    if one.lacks_diploma:
        shut.insert(0, words.sentence(NO_DIPLOMA))
    rows = facts(
        ("A day", role.day if is_choice else ""),
        ("Not for you if", "; ".join(role.not_for_you_if) if is_choice else ""),
        ("You bring", brings(one, kb, most=3) or "little of it yet"),
        ("Missing", missing(one, kb, most=3)),
        ("Ready to apply", f"{_ready_in(one, roadmap)}{_move(one, sources)}"),
        ("Pay", _pays(one, roadmap, sources)),
        ("They ask for", "; ".join(shut)),
        ("Mind", words.sentence("; ".join(one.cautions))),
        ("How firm", f"top 3 in {round(100 * suggestion.stability_top3)} of 100 variations"),
    )
    blocks = (Bar("Readiness", ready, words.share(ready)), rows)
    return Section(f"{suggestion.rank}{tied}  {one.role.title}", blocks, boxed=True)


def _ready_in(one: Ranked, roadmap: Standpoint) -> str:
    """How long it takes until one can apply; where the plan of the page leads there, what that says."""
    if one.is_ready:
        return "now"
    planned = planned_months(roadmap, one.role.id)
    if planned:
        return f"in {words.about_months(*planned)}"
    return f"in {words.about_months(one.months_low, one.months_high)}{words.limits_of_steps(one)}"


def _move(one: Ranked, sources: Sources) -> str:
    if one.edge is None:
        return "; no known direct move"
    return f"; a known move ({one.edge.confidence} evidence){sources.cite(*one.edge.evidence)}"


def _route(roadmap: Roadmap, kb: KnowledgeBase, sources: Sources) -> Section | None:
    route = roadmap.route
    if route is None:
        return Section("The route", (Text(roadmap.no_route),)) if roadmap.no_route else None
    stops = [("You", "today")]
    if route.origin:
        stops = [(kb.roles[route.origin].title, "today" if route.is_origin_held else "before")]
    for leg in route.legs:
        kind = (
            f"{words.MOVES[leg.edge.kind][0]}{sources.cite(*leg.edge.evidence, leg.edge.months)}"
            if leg.edge
            else "no source names it"
        )
        stops.append((kb.roles[leg.role].title, kind))
    stages = roadmap.plan.stages
    for _ in stages[len(route.legs) :]:  # in the last job, the exam that the goal is
        stops.append((title_of(roadmap.goal, kb), "the exam"))
    unplanned = route.legs[len(stages) :]  # behind a gate that no plan of ours passes yet
    months = [(one.months_low, one.months_high) for one in stages]
    months += [(leg.months_low, leg.months_high) for leg in unplanned]
    legs = tuple(words.months(low, high) for low, high in months)
    low, high = roadmap.plan.total_months
    search = f", with {roadmap.plan.search_weeks:.0f} weeks of looking for each job" if len(months) > 1 else ""
    text = f"In all {words.months(low, high)}{search} (estimate). Pay: {words.pay_dip(route, kb)}. "
    text += f"Evidence: {words.evidence(route)}."
    if len(route.legs) == 1 and (edge := route.legs[0].edge):
        text += f" {words.sentence(words.people_take(edge))} (estimate)."
    if roadmap.more_routes:
        others = words.counted(roadmap.more_routes, "other routes")
        text += f" Your counselor can show {others}."
    return Section("The route", (Path(tuple(stops), legs), Text(text, "muted")))


def _first(roadmap: Roadmap) -> Section:
    first, planned = roadmap.first, roadmap.first_step
    blocks: list[Block] = [Bullets((first.do,), ticks=True)]
    if first.step:
        fee = fee_words(planned) if planned else words.cost(first.step)
        fee = "fee: ask" if fee == "ask" else fee
        hours = f"; {planned.hours:g} hours" if planned and planned.hours else ""
        by = f"; done by {words.day(planned.end)}" if planned else ""
        blocks.append(Text(f"It begins: {first.step.title} ({fee}{hours}{by})."))
    return Section("First action this week", tuple(blocks), key=True)


def obstacles_of(roadmap: Roadmap, kb: KnowledgeBase) -> tuple[str, ...]:
    """Why the goal is not suggested, its gates with the way round each, what to mind, what the plan leaves open."""
    target = roadmap.target
    shut = [g for g in target.gates if g.status != "passed"] if target else []
    items: list[str] = []
    if target and target.place == "ruled-out":
        items.append(f"As things stand this goal is ruled out: {target.reason}.")
    # a day that passes comes before what can wait: it would be cut off where there is no room
    items += [note for note in roadmap.plan.notes if note in roadmap.plan.held_notes]
    items += [words.sentence(words.gate(g)) for g in shut]
    items += [words.sentence(text) + "." for text in target.cautions] if target else []
    items += heading(roadmap.plan, kb)
    items += [note for note in roadmap.plan.notes if not any(g.detour in note for g in shut)]
    return tuple(dict.fromkeys(map(words.on_paper, items)))


def _obstacles(roadmap: Roadmap, kb: KnowledgeBase) -> Section:
    items, shown = _not_said_by_the_plan(roadmap, kb), _obstacles_shown(roadmap)
    blocks: list[Block] = [Bullets(items[:shown])] if items else []
    if len(items) > shown:
        blocks.append(Text(f"and {len(items) - shown} more"))
    lines = Lines("What else is in the way, and who can help", 1 if _crowded(roadmap) > 1 else 2)
    return Section("Obstacles, and what helps", (*blocks, lines))


def _more_obstacles(roadmap: Roadmap, kb: KnowledgeBase) -> Section | None:
    """Those that the list above only counts."""
    return section("More obstacles", bullets(_not_said_by_the_plan(roadmap, kb)[_obstacles_shown(roadmap) :]))


def _not_said_by_the_plan(roadmap: Roadmap, kb: KnowledgeBase) -> tuple[str, ...]:
    """The obstacles, less what stands above the steps of the plan."""
    said = warning(roadmap.plan, kb)
    return tuple(item for item in obstacles_of(roadmap, kb) if item not in said)


def _obstacles_shown(roadmap: Roadmap) -> int:
    return max(2, OBSTACLES_SHOWN - _crowded(roadmap))


def _crowded(roadmap: Roadmap) -> int:
    """By how many lines the plan is longer than one that leaves room for everything."""
    return max(0, lines_of(roadmap.plan) - EASY_LINES)


def _notes(roadmap: Standpoint) -> Section:
    actions = agreed(roadmap)
    return Section(
        "Agreed, and notes" if actions else "Notes", (*actions, Lines("What we talked about", 2, fills=True))
    )


def agreed(roadmap: Standpoint) -> tuple[Bullets, ...]:
    """The agreed actions to tick off, if there are any."""
    items = (f"{a.text.rstrip('.')} (by {words.on_paper(a.due)})" if a.due else a.text for a in roadmap.agreed)
    return (Bullets(tuple(items), ticks=True),) if roadmap.agreed else ()
