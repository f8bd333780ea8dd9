"""A page with every kind of block, for tests of the writers."""

from __future__ import annotations

from careerpath.rendering.page import Bar, Bullets, Facts, Page, Section, Table, Text


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
