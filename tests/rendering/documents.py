"""What a document says, read back from blocks, HTML, Markdown and PDF, for comparison."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.profile import read_profile
from careerpath.record import Record
from careerpath.rendering.page import Bar, Page, References, TimeLine
from careerpath.rendering.page import Path as Route
from careerpath.services.roadmap import Roadmap, make_roadmap
from tests.conftest import ROOT, TODAY

EXAMPLES = ("nurse", "student", "help-desk", "coder", "veteran", "unit-secretary")
FULLEST = ("unit-secretary",)
EACH = [*FULLEST, *(pytest.param(one, marks=pytest.mark.slow) for one in EXAMPLES if one not in FULLEST)]
"""Every example; the one whose papers are fullest in the quick set."""
GOALS = (
    "clinical-informatics-specialist", "network-administrator", "cybersecurity-analyst", "data-analyst",
    "biomedical-equipment-technician", "director-of-information-systems",
)  # fmt: skip


MADE: dict[Any, Roadmap] = {}


def roadmap_of(example: str, goal: str | None, kb: KnowledgeBase, **more: Any) -> Roadmap:
    """The roadmap of an example by the bundled knowledge (`kb`); made once, as its plan takes a second."""
    wanted = (example, goal, *sorted(more.items()))
    if wanted not in MADE:
        profile = read_profile(ROOT / f"examples/{example}.yaml", kb, today=TODAY, cache_dir=None)
        MADE[wanted] = make_roadmap(profile, kb, goal, TODAY, **more)
    return MADE[wanted]


def bare(text: str) -> str:
    """Letters and digits alone: what is left when each writer has put its own marks between the words."""
    return re.sub(r"[\W_]", "", text)


def said(page: Page) -> str:
    """Everything a page says, head and foot apart, in order."""
    return " ".join([page.title, page.subtitle, *(_said(block) for block in page.blocks)])


def _said(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return " ".join(map(_said, value))
    if isinstance(value, Route):
        legs = ("", *value.legs)
        return " ".join(f"{leg} {title} {what}" for leg, (title, what) in zip(legs, value.stops, strict=True))
    if isinstance(value, TimeLine):
        return " ".join(f"{title} {when}" for title, _, _, when in value.rows)
    if isinstance(value, Bar):
        return f"{value.label} {value.words}"
    if isinstance(value, References):
        return " ".join(text for text, _ in value.items)
    if isinstance(value, Record):
        shown = [name for name in value.FIELDS if name != "tone"]
        return " ".join(_said(getattr(value, name)) for name in shown)
    return ""


class Reader(HTMLParser):
    """Text, elements and attributes of an HTML file."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.inside: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag in ("style", "head", "footer") or ("class", "letterhead") in attrs:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def html_of_markdown(text: str) -> str:
    """The Markdown as a reader with tables, strike-through and raw HTML shows it."""
    return str(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))


def poppler(*command: str | Path) -> str:
    """What a tool of poppler-utils prints. Skips the test where it is missing, unless every test shall run."""
    if shutil.which(str(command[0])) is None and not os.environ.get("CAREERPATH_ALL_TESTS"):
        pytest.skip("needs poppler-utils")
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=True).stdout


def pdf_words(file: Path) -> str:
    """The text of the tagged parts in their order; page numbers and feet are no part of them."""
    lines, label = [], False
    for line in poppler("pdfinfo", "-struct-text", file).splitlines():
        text = line.strip()
        if text.startswith('"') and text.endswith('"'):
            lines += [] if label else [text[1:-1]]
        else:
            label = text.startswith("Lbl")
    return "".join(lines)


def pdf_facts(file: Path) -> dict[str, str]:
    """What `pdfinfo` says of the file."""
    lines = (line.partition(":") for line in poppler("pdfinfo", file).splitlines())
    return {key: value.strip() for key, _, value in lines}


def pdf_text(file: Path) -> str:
    """All text of the pages."""
    return poppler("pdftotext", "-raw", file, "-")
