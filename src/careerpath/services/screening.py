"""What a hospital's screening may ask about, and what a counselor keeps about it for one client: never printed.

It lies in a table of its own, apart from notes: no page, packet, list or search reads it. It is gone when the case is
closed or the client forgotten, and goes to a colleague only where somebody asks for it.
"""

from __future__ import annotations

import csv

from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import printable
from careerpath.knowledge.where import bundled
from careerpath.people.caseload import Caseload
from careerpath.people.client import Client, Screening
from careerpath.record import Record


class Topic(Record):
    """Something that hospitals ask before they hire, and who says so."""

    id: str
    title: str
    fact: str
    publisher: str
    address: str
    date: str
    confidence: str


class Private(Record):
    """What is kept about one client, and what is known about hospitals."""

    client: Client
    kept: tuple[Screening, ...]
    topics: tuple[Topic, ...]


def topics() -> tuple[Topic, ...]:
    """All topics, in the order of the file."""
    with (bundled() / "screening.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Topic(*row.values()) for row in csv.DictReader(file))


def topic_of(text: str) -> str:
    """The id of a topic. Raises CareerpathError for another word."""
    known = [topic.id for topic in topics()]
    topic_id = text.strip().casefold()
    if topic_id not in known:
        raise CareerpathError(f"no topic {printable(text[:40])!r}; known are {', '.join(known)}")
    return topic_id


def private(caseload: Caseload, client: Client) -> Private:
    """What is kept about the client: of the topics those that it is about, or all where nothing is kept."""
    kept = caseload.screenings(client)
    about = {screening.topic for screening in kept}
    shown_topics = topics()
    if about:
        shown_topics = tuple(topic for topic in shown_topics if topic.id in about)
    return Private(client, kept, shown_topics)
