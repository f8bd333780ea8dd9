"""The page of `routes`."""

from __future__ import annotations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.routes import Leg, Route
from careerpath.rendering import words
from careerpath.rendering.page import Bullets, Facts, Page, Section, Text
from careerpath.services.routes import RoutesFound


def routes_page(found: RoutesFound, kb: KnowledgeBase) -> Page:
    """Routes that no other beats, the shortest first, every move with its evidence."""
    origin = words.and_list([kb.roles[job].title for job in found.starts]) or "no job yet"
    page = Page(f"Routes to {kb.roles[found.goal].title}", f"from {origin}; none of them is beaten in every respect")
    for number, route in enumerate(found.routes, 1):
        page.add(_route(number, route, kb, is_planned=route is found.planned))
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
    page.add(words.sources(kb, (x for route in found.routes for edge in route.edges for x in edge.evidence)))
    return page


def _route(number: int, route: Route, kb: KnowledgeBase, is_planned: bool) -> Section:
    unknown = f" and {route.fees_unknown} fee(s) not published" if route.fees_unknown else ""
    facts = [
        ("Time", words.months(route.months_low, route.months_high)),
        ("First move", f"after about {round(route.first_move_months, 1):g} months"),
        ("Exam fees", f"{words.usd(route.fee_usd)}{unknown} (certifications its roles expect)"),
        ("Pay", words.pay_dip(route, kb)),
        ("Evidence", words.evidence(route)),
    ]
    if is_planned:
        facts.append(("Plan", "`plan` takes this way: the fewest months, with the search for each job"))
    moves = Bullets(tuple(_move(leg, kb, is_first=leg is route.legs[0]) for leg in route.legs), numbered=True)
    return Section(
        f"{number}  {' > '.join(kb.roles[r].title for r in route.roles)}", (Facts(tuple(facts)), moves), boxed=True
    )


def _move(leg: Leg, kb: KnowledgeBase, is_first: bool) -> str:
    """One move with its months and what speaks for it."""
    span, title = words.months(leg.months_low, leg.months_high), kb.roles[leg.role].title
    if leg.edge is None:
        return f"{title}, {span} (no source names this move; the months are an estimate)"
    edge = leg.edge
    speaks = "; ".join(f"{kb.sources[x.source].publisher}: {x.says}" for x in edge.evidence[:3])
    note = f" {edge.note}" if edge.note else ""
    if is_first:
        span += f" from now ({words.people_take(edge)})"
    return f"{edge.kind} {title}, {span}, {edge.confidence} evidence ({speaks}).{note}"
