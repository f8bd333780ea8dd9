"""Pages of paper as measured: none half empty, nothing torn from what it belongs to."""

from __future__ import annotations

import re
from html import unescape

import pytest

from careerpath.people.profile import HeldEducation, HeldRole, Limits, Profile
from careerpath.record import Record, replace
from careerpath.rendering.attachment_page import Office, attachment_page
from careerpath.rendering.page import Page, Section, Table, Text
from careerpath.rendering.paper import PaperOptions, page_of, render
from careerpath.services.roadmap import make_roadmap
from tests.conftest import TODAY
from tests.rendering.documents import bare, poppler

FULL = 0.75
"""Share of its text area that a page uses at least if another one follows."""
TOP, BOTTOM = 36.0, 46.8
"""Margins above and below [pt]."""
OPTIONS = PaperOptions(made=TODAY)
SHAPES = [
    {}, {"paper": "a4"}, pytest.param({"large_print": True}, marks=pytest.mark.slow),
]  # fmt: skip


def person(job: str | None, level: str | None, budget: float | None, goal: str | None) -> Profile:
    roles = (HeldRole(role=job, years=6.0, current=True),) if job else ()
    education = HeldEducation(level=level) if level else None
    return Profile(roles=roles, education=education, goal=goal, limits=Limits(hours_per_week=8, budget_usd=budget))


PEOPLE = {
    "zero": person("retail-sales-associate", "high-school", 0, "help-desk-technician"),
    "student": person(None, "high-school", None, "help-desk-technician"),
    "far": person("unit-secretary", "high-school", 2000, "director-of-information-systems"),
    "undecided": person("medical-coder", "associate", 600, None),
    "paramedic": person("paramedic", "some-college", 800, "help-desk-technician"),
}
QUICK = ("zero", "undecided")
EVERYBODY = [pytest.param(one, marks=() if one in QUICK else pytest.mark.slow) for one in PEOPLE]


class Line(Record):
    """A line of text on a page, with its lowest edge [pt from the top]."""

    text: str
    lowest: float


def pages(data: bytes, folder) -> list[tuple[float, list[Line]]]:
    """Height [pt] and lines of each page from the top down, without its foot."""
    file = folder / "page.pdf"
    file.write_bytes(data)
    found = []
    for page in poppler("pdftotext", "-bbox-layout", file, "-").split("<page ")[1:]:
        height = float(re.search(r'height="([\d.]+)"', page)[1])
        lines = []
        for line in re.findall(r"<line .*?</line>", page, re.S):
            lowest = float(re.search(r'yMax="([\d.]+)"', line)[1])
            words = re.findall(r">([^<>]+)</word>", line)
            if lowest < height - BOTTOM + 1:
                lines.append(Line(unescape(" ".join(words)), lowest))
        found.append((height, sorted(lines, key=lambda one: one.lowest)))
    return found


def headings(value: object) -> set[str]:
    """Titles of all sections."""
    if isinstance(value, tuple | list):
        return {title for one in value for title in headings(one)}
    return {value.title, *headings(value.blocks)} if isinstance(value, Section) else set()


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_is_half_empty_and_none_ends_with_a_heading(kb, tmp_path, who, shape):
    options = replace(OPTIONS, **shape)
    roadmap = make_roadmap(PEOPLE[who], kb, None, TODAY, name="Maria")
    for page in (page_of(roadmap, kb, options), attachment_page(roadmap, kb, Office())):
        found = pages(render(page, "pdf", options).data, tmp_path)
        titles = {bare(title) for title in headings(page.blocks)}
        for height, lines in found[:-1]:
            used = (lines[-1].lowest - TOP) / (height - TOP - BOTTOM)
            assert used >= (0.5 if options.large_print else FULL), (page.title, used)
            assert bare(lines[-1].text) not in titles, page.title


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_no_step_is_split_over_pages_and_its_caption_stays_with_it(tmp_path, shape):
    rows = tuple((f"begin{n} " + "word " * 90 + f"end{n}", "Jan 1, 2027", "why") for n in range(12))
    page = Page("Long", most_pages=9)
    for size in (0, 3, 5, 7, 9, 11):
        page.add(Section(f"Title {size}", (Text(f"caption{size}"), Table(("Step", "From", "Why"), rows[: size + 1]))))
    options = replace(OPTIONS, **shape)
    texts = [" ".join(line.text for line in lines) for _, lines in pages(render(page, "pdf", options).data, tmp_path)]
    assert len(texts) > 2
    for text in texts:
        for n in range(12):
            assert len(re.findall(rf"\bbegin{n}\b", text)) == len(re.findall(rf"\bend{n}\b", text))
        assert not re.search(r"caption\d$", text)


def test_who_cannot_pay_reads_whom_to_ask(kb):
    roadmap = make_roadmap(PEOPLE["zero"], kb, None, TODAY)
    assert roadmap.first.role == "help-desk-technician"
    assert "Ask who may pay first: " in repr(page_of(roadmap, kb, OPTIONS).blocks)
