"""A page with every kind of block, for tests of the writers."""

from __future__ import annotations

from careerpath.rendering.page import (
    Bar,
    Bullets,
    Cards,
    Facts,
    Lines,
    Page,
    Path,
    References,
    Section,
    Signatures,
    Table,
    Text,
    TimeLine,
)


def every_block() -> Page:
    page = Page("A title", "and what it is about")
    page.add(Text("A paragraph that is long enough to be wrapped on a terminal of sixty columns, and then some more."))
    page.add(Facts((("Pays", "$61,860 a year (national median)"), ("Time", "2-5 months"))))
    page.add(Bullets(("first", "second"), numbered=True))
    page.add(Bullets(("one", "other")))
    page.add(Bar("Readiness", 0.5, "50%"))
    page.add(Table(("Skill", "Have", "Need"), (("SQL", "1", "3"), ("Windows", "2", "")), frozenset({1, 2})))
    page.add(Section("A card", (Text("Inside."), Facts((("Key", "value"),))), boxed=True))
    page.add(Section("A section", (Bullets(("last",)),)))
    return page


def hostile() -> Page:
    """Texts that look like markup or like orders to a terminal."""
    page = Page("[bold]title[/bold]", ":smile: [link=x]y[/link]")
    page.add(Text("[red]not red[/red] http://example.org 123 'quoted'"), Facts((("[b]label", "[/] value"),)))
    page.add(Section("[on red]head", (Bullets(("[blink]item",)),), boxed=True))
    return page


def document() -> Page:
    """The kinds of block that only documents have, and boxes to tick."""
    page = Page("Roadmap", "for somebody", head="An organization", foot="Made today.")
    card = Section("1 First", (Bar("Ready", 0.25, "25%"), Facts((("Pay", "$5"),))), boxed=True)
    page.add(Cards((card, Section("2 Second", (Text("Later."),), boxed=True))))
    page.add(Path((("Here", "today"), ("There", ""), ("Top", "advance")), ("5 months", "1-2 years")))
    page.add(Table(("Step", "Fee"), (("Exam", "$300"),), frozenset({1}), ticks=True), Bullets(("do it",), ticks=True))
    page.add(TimeLine((("Exam", 0.0, 0.5, "weeks 1-5"), ("Job", 0.5, 1.0, "weeks 6-9"))))
    page.add(Section("Do now", (Text("This."),), key=True, opens=True), Lines("Write here", 2, fills=True))
    page.add(
        Signatures(("You", "Me")), References((("Press: Book (2026)", "https://example.org/a_b"), ("Us: guess", "")))
    )
    return page
