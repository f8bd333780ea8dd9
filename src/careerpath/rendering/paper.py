"""Documents as files: which format, which paper, whose letterhead."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.text_file import printable, read_bytes
from careerpath.record import Record
from careerpath.rendering.page import Page

if TYPE_CHECKING:
    from careerpath.services.roadmap import Roadmap, Standpoint
    from careerpath.settings import Settings

FORMATS = ("pdf", "html", "md", "txt", "ics", "json")
OTHER_SUFFIXES = {"htm": "html", "markdown": "md", "text": "txt"}
Paper = Literal["letter", "a4"]
PAPERS = ("letter", "a4")
MOST_LOGO_BYTES = 1_000_000


class PaperOptions(Record):
    """How a document is printed."""

    paper: Paper = "letter"
    large_print: bool = False
    organization: str = ""
    logo: Path | None = None
    made: date = date(2000, 1, 1)
    """The day in the file's own data, so that the same inputs give the same bytes."""


class Printed(Record):
    """A document as bytes, and what had to be said about it."""

    data: bytes
    warnings: tuple[str, ...] = ()


LINKS = re.compile(
    rb"""(?:href|src)\s*+=\s*+["']?+\s*+(?!\#|data:image/(?:png|jpe?g|gif)|["'])"""
    rb"""|url\(\s*+["']?+\s*+(?!\#|data:image/(?:png|jpe?g|gif)|["'])|@import|<!ENTITY|<!DOCTYPE[^>]*\["""
    rb"""|<script|<foreignObject|<\?xml-stylesheet""",
    re.I,
)
"""What makes a picture load something else, or do something."""


def format_of(path: Path) -> str:
    """The format that the file's suffix stands for. Raises CareerpathError for another."""
    suffix = path.suffix.lower().lstrip(".")
    found = OTHER_SUFFIXES.get(suffix, suffix)
    if found not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise CareerpathError(f"{printable(str(path))}: what kind of file? its name should end in one of {known}")
    return found


def options_of(settings: Settings, paper: str | None = None, *, large_print: bool = False) -> PaperOptions:
    """The letterhead of the settings on the wanted paper. Raises CareerpathError for paper or a logo of no use."""
    size = (paper or settings.paper).lower()
    if size not in PAPERS:
        raise CareerpathError(f"--paper {printable(size[:40])!r}: known are {', '.join(PAPERS)}")
    logo = settings.logo
    if logo is not None:
        if logo.suffix.lower() not in (".png", ".svg"):
            raise CareerpathError(f"{printable(str(logo))}: a logo is a .png or .svg file; correct it in config.toml")
        picture = read_bytes(logo, limit=MOST_LOGO_BYTES)
        if logo.suffix.lower() == ".svg" and LINKS.search(picture.replace(b"\0", b"")):
            raise CareerpathError(
                f"{printable(str(logo))}: links in a logo are not followed and scripts not run; put all of it into "
                "the one file, or take a PNG; correct `logo` in config.toml"
            )
    return PaperOptions(cast(Paper, size), large_print, settings.organization, logo, settings.today)


def render(page: Page, kind: str, options: PaperOptions) -> Printed:
    """A page of blocks as a PDF, HTML, Markdown or text file. Raises CareerpathError if the logo is of no use."""
    if kind == "pdf":
        from careerpath.rendering.pdf import pdf

        return pdf(page, options)
    if kind == "html":
        from careerpath.rendering.html import html

        return Printed(html(page, options).encode())
    if kind == "md":
        from careerpath.rendering.markdown import markdown

        return Printed(markdown(page).encode())
    from careerpath.rendering.plain import plain_text

    return Printed(plain_text(page).encode())


def render_roadmap(
    roadmap: Roadmap, kb: KnowledgeBase, kind: str, options: PaperOptions, *, session: bool = False, easy: bool = False
) -> Printed:
    """The roadmap, or the sheet for the talk, in any of FORMATS. Calendar and data are the same for both."""
    if kind == "ics":
        from careerpath.rendering.calendar import ics

        return Printed(ics(roadmap.plan, kb, roadmap.today, roadmap.agreed).encode())
    if kind == "json":
        from careerpath.rendering import as_json

        return Printed(as_json.dumps(as_json.roadmap(roadmap, kb)).encode())
    return render(page_of(roadmap, kb, options, session=session, easy=easy), kind, options)


def page_of(
    roadmap: Standpoint, kb: KnowledgeBase, options: PaperOptions, *, session: bool = False, easy: bool = False
) -> Page:
    """The blocks of the roadmap or of the sheet for the talk; without a goal, of the roles to choose from.

    `easy`: the page in plain language.
    """
    if easy:
        from careerpath.rendering.easy_page import easy_page

        return easy_page(roadmap, kb, options.organization)
    if session:
        from careerpath.rendering.session_page import session_page

        return session_page(roadmap, kb, options.organization)
    from careerpath.rendering.roadmap_page import roadmap_page

    return roadmap_page(roadmap, kb, options.organization)
