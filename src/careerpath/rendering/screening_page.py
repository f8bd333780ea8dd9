"""What a hospital's screening may ask about, on the counselor's own screen only."""

from __future__ import annotations

from typing import Any

from careerpath.people.client import shown
from careerpath.record import as_dict
from careerpath.rendering import as_json
from careerpath.rendering.page import Facts, Page, Section, Text, bullets, section
from careerpath.services.screening import Private, Topic

PRIVATE = "Private: it stands on no page or packet, and is gone when the case is closed."


def screening_page(found: Private) -> Page:
    """What is kept first, then what hospitals ask."""
    page = Page(f"{shown(found.client)}: what a hospital may ask", PRIVATE)
    kept = (f"[{one.number}] {one.made}, {one.topic}: {one.text}" for one in found.kept)
    page.add(section("Kept", bullets(kept)))
    rows = tuple((f"{one.title} ({one.id})", f"{one.fact} Source: {_source(one)}") for one in found.topics)
    page.add(Section("What hospitals ask", (Facts(rows),)))
    page.add(Text("Each hospital has its own rules, and some ask for more: ask.", "muted"))
    return page


def screening_data(found: Private) -> dict[str, Any]:
    """The same as JSON."""
    kept = [as_dict(one) for one in found.kept]
    topics = [as_dict(one) for one in found.topics]
    return {**as_json.header("clients-screening"), "code": found.client.code, "kept": kept, "topics": topics}


def _source(one: Topic) -> str:
    return f"{one.publisher} ({one.date}, {one.confidence} confidence): {one.address}"
