"""What a hospital's screening may ask about, on the counselor's own screen only."""

from __future__ import annotations

from typing import Any

from careerpath.people.client import shown
from careerpath.record import as_dict
from careerpath.rendering import as_json
from careerpath.rendering.page import Facts, Page, Section, Text, bullets, section
from careerpath.services.screening import Private, Topic

PRIVATE = "Private: it stands on no page or packet, and is gone when the case is closed."


def screening_page(private: Private) -> Page:
    """What is kept first, then what hospitals ask."""
    page = Page(f"{shown(private.client)}: what a hospital may ask", PRIVATE)
    notes = [f"[{note.number}] {note.made}, {note.topic}: {note.text}" for note in private.kept]
    page.add(section("Kept", bullets(notes)))
    rows = []
    for topic in private.topics:
        rows.append((f"{topic.title} ({topic.id})", f"{topic.fact} Source: {_source(topic)}"))
    page.add(Section("What hospitals ask", (Facts(tuple(rows)),)))
    page.add(Text("Each hospital has its own rules, and some ask for more: ask.", "muted"))
    return page


def screening_data(private: Private) -> dict[str, Any]:
    """The same as JSON."""
    return {
        **as_json.header("clients-screening"),
        "code": private.client.code,
        "kept": as_dict(private.kept),
        "topics": as_dict(private.topics),
    }


def _source(topic: Topic) -> str:
    return f"{topic.publisher} ({topic.date}, {topic.confidence} confidence): {topic.address}"
