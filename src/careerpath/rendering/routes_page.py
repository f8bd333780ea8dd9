"""The page of `routes`."""

from __future__ import annotations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Progression
from careerpath.pathway.routes import Route
from careerpath.rendering import words
from careerpath.rendering.page import Bullets, Facts, Page, Section, Text


def routes_page(found: tuple[Route, ...], starts: tuple[str, ...], goal: str, kb: KnowledgeBase) -> Page:
    """Routes that no other beats, the shortest first, every move with its evidence."""
    origin = words.and_list([kb.roles[s].title for s in starts])
    page = Page(f"Routes to {kb.roles[goal].title}", f"from {origin}; none of them is beaten in every respect")
    if firm := [g.detour for g in kb.roles[goal].gates if g.kind == "licence" and g.strength == "required"]:
        page.add(Text(f"The goal needs a license. {firm[0]}", "warn"))
    for number, route in enumerate(found, 1):
        page.add(_route(number, route, kb))
    page.add(Text("Months are estimates, from starting in one role to being hired into the next.", "muted"))
    if kb.near:
        page.add(Text("The classification names no licenses: ask whether a profession on the way needs one.", "warn"))
    page.add(words.sources(kb, (x for route in found for edge in route.edges for x in edge.evidence)))
    return page


def _route(number: int, route: Route, kb: KnowledgeBase) -> Section:
    unknown = f" and {route.fees_unknown} fee(s) not published" if route.fees_unknown else ""
    facts = Facts(
        (
            ("Time", words.months(route.months_low, route.months_high)),
            ("First move", f"after about {route.first_move_months:g} months"),
            ("Exam fees", f"{words.usd(route.fee_usd)}{unknown} (certifications its roles expect)"),
            ("Pay", words.pay_dip(route)),
            ("Evidence", f"{route.evidence} at its weakest move"),
        )
    )
    moves = Bullets(tuple(move(edge, kb) for edge in route.edges), numbered=True)
    return Section(f"{number}  {' > '.join(kb.roles[r].title for r in route.roles)}", (facts, moves), boxed=True)


def move(edge: Progression, kb: KnowledgeBase) -> str:
    """One move with its months and what speaks for it."""
    speaks = "; ".join(f"{kb.sources[x.source].publisher}: {x.says}" for x in edge.evidence[:3])
    note = f" {edge.note}" if edge.note else ""
    span = words.months(edge.months.low, edge.months.high)
    return f"{edge.kind} {kb.roles[edge.target].title}, {span}, {edge.confidence} evidence ({speaks}).{note}"
