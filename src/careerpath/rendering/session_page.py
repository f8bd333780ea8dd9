"""The sheet for the talk: one page to go through together (docs/method.md, 12)."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from careerpath.knowledge.base import KnowledgeBase
from careerpath.rendering import words
from careerpath.rendering.page import Bullets, Facts, Lines, Page, Section, Signatures, Text
from careerpath.rendering.roadmap_page import agreed, obstacles_of, title_of
from careerpath.services.recommend import NO_FIT
from careerpath.services.roadmap import Roadmap, Standpoint
from careerpath.services.session import open_questions, surprises

QUESTIONS = 6
OBSTACLES = 3
FIND_OUT = "Talk with one person who works in a hospital about what they do all day"
"""The action that fits anybody who has not said enough for another."""
INGREDIENTS = (
    ("Written", "the client writes the goal and the next steps below, in their own words"),
    ("Feedback", "go through the readiness lines one by one: what they say, and what they cannot say"),
    ("World of work", "read what a day in the role is like, and plan one talk with somebody who does it"),
    ("Models", "tell of somebody who made the move, and how they dealt with setbacks"),
    ("Support", "name who helps, who may hinder, and what to do about it"),
)


def session_page(roadmap: Standpoint, kb: KnowledgeBase, organization: str = "") -> Page:
    """One page to talk over and to write on."""
    made = words.day(roadmap.today)
    title = title_of(roadmap.goal, kb) if roadmap.is_goal_stated else "not chosen yet"
    who = f"{roadmap.name}, " if roadmap.name else ""
    foot = f"Session sheet, made {made}, data version {kb.version[:12]}."
    page = Page("Session sheet", f"{who}{made}; goal: {title}", head=organization, foot=foot, most_pages=1)
    matches = tuple(
        f"{one.ranked.role.title}: worth talking about because {words.and_list(one.reasons)}"
        + (f", but {one.caution}" if one.caution else "")
        for one in surprises(roadmap)
    )
    none = Text(_no_match(roadmap))
    page.add(Section("Matches that may surprise", (Bullets(matches) if matches else none,)))
    page.add(Section("Questions to ask", (Bullets(tuple(islice(open_questions(roadmap, kb), QUESTIONS)), ticks=True),)))
    obstacles = obstacles_of(roadmap, kb)[:OBSTACLES] if isinstance(roadmap, Roadmap) else ()
    known = (Bullets(obstacles),) if obstacles else ()
    page.add(Section("Obstacles, and who can help", (*known, Lines("More of them, and the people who help", 2))))
    page.add(Section("In the talk", (Facts(INGREDIENTS),)))
    page.add(_agreed(roadmap), Signatures(("We meet again on", "Client", "Counselor")))
    return page.cleaned()


def _no_match(roadmap: Standpoint) -> str:
    """Why no match surprises."""
    if not roadmap.answer.suggestions:
        return roadmap.answer.ranking.silence or f"{NO_FIT}."
    if roadmap.is_goal_stated:
        return "None: nothing but the goal lies near."
    return "None: the roles to choose from are what one would expect."


def _agreed(roadmap: Standpoint) -> Section:
    week = words.day(roadmap.today + timedelta(days=7))
    first = roadmap.first.do.rstrip(".") if isinstance(roadmap, Roadmap) else FIND_OUT
    suggested = Text(f"Suggested, not yet agreed: {first} (for example by {week}).")
    room = Lines("What else we agree on, and by when", 3, fills=True)
    return Section("Agreed actions", (*(agreed(roadmap) or (suggested,)), room))
