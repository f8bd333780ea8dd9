"""The page of `routes`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.routes import Leg, Route
from careerpath.rendering import words
from careerpath.rendering.page import Bullets, Facts, Page, Section, Text
from careerpath.services.routes import RoutesFound

MOST_ROUTES = 5
"""How many are shown unasked; the one that `plan` takes is always among them."""


def routes_page(found: RoutesFound, kb: KnowledgeBase, *, every: bool = False) -> Page:
    """Routes that no other beats, the shortest first, every move with its evidence. `every`: not only the first."""
    origin = words.and_list(words.titles_of(found.starts, kb.roles)) or "no job yet"
    page = Page(f"Routes to {kb.roles[found.goal].title}", f"from {origin}; none of them is beaten in every respect")
    shown: list[Route] = []
    for number, route in enumerate(found.routes, 1):
        is_planned = route is found.planned
        if every or number <= MOST_ROUTES or is_planned:
            shown.append(route)
            page.add(_route(number, route, kb, is_planned=is_planned))
    more = len(found.routes) - len(shown)
    if more:
        page.add(Text(f"{words.counted(more, 'more ways')}, each better than these in some respect: `--all`."))
    page.add(
        Text(
            "Months are estimates: of the first stage what is left from today, of a later one from the first day in "
            "one job to being ready for the next. Each lasts at least as long as the practice or degree that the next "
            "role asks for.",
            "muted",
        )
    )
    page.add(Text("`plan` puts the first stage on dates; its `--via ROLE` takes another way.", "muted"))
    if kb.near:
        page.add(Text("The classification names no licenses: ask whether a profession on the way needs one.", "warn"))
    page.add(words.sources(kb, _evidence(shown)))
    return page


def _evidence(routes: Sequence[Route]) -> Iterator[Any]:
    """What speaks for each move."""
    for route in routes:
        for edge in route.edges:
            yield from edge.evidence


def _route(number: int, route: Route, kb: KnowledgeBase, is_planned: bool) -> Section:
    fees = words.usd(route.fee_usd)
    if route.fees_unknown:
        fees += f" and {words.counted(route.fees_unknown, 'fees')} not published"
    facts = [
        ("Time", _time(route, kb)),
        ("First move", _first_move(route)),
        ("Fees", f"{fees} (steps of the first stage, and certifications that later roles expect)"),
        ("Pay", words.pay_dip(route, kb)),
        ("Evidence", words.evidence(route)),
    ]
    if is_planned:
        facts.append(("Plan", "`plan` takes this way: the fewest months, with the search for each job"))
    moves = [_move(leg, kb, is_first=place == 0) for place, leg in enumerate(route.legs)]
    titles = " > ".join(words.titles_of(route.roles, kb.roles))
    return Section(f"{number}  {titles}", (Facts(tuple(facts)), Bullets(tuple(moves), numbered=True)), boxed=True)


def _time(route: Route, kb: KnowledgeBase) -> str:
    """Months of its stages; of several also with the search for each job, as a plan counts them."""
    time = words.months(route.months_low, route.months_high)
    if len(route.legs) == 1:
        return time
    return f"{time}; {words.months(*route.months_with_search(kb))} with the search for each job"


def _first_move(route: Route) -> str:
    """When the present job is left."""
    if not round(route.first_move_months, 1):
        return "now: you can apply"
    return f"after about {round(route.first_move_months, 1):g} months"


def _move(leg: Leg, kb: KnowledgeBase, is_first: bool) -> str:
    """One move with its months and what speaks for it."""
    title = kb.roles[leg.role].title
    span = words.months(leg.months_low, leg.months_high)
    if leg.edge is None:
        return f"{title}, {span} (no source names this move; the months are an estimate)"
    edge = leg.edge
    if is_first:
        span += f" from now ({words.people_take(edge)})"
    sayings = [f"{kb.sources[evidence.source].publisher}: {evidence.says}" for evidence in edge.evidence[:3]]
    text = f"{words.MOVES[edge.kind][1]} {title}, {span}, {edge.confidence} evidence ({'; '.join(sayings)})."
    if edge.note:
        text += f" {edge.note}"
    return text
