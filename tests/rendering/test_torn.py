"""Nothing on paper is torn from what it belongs to: headings, captions, heads of tables, labels, bars."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from careerpath.people.client import Action
from careerpath.rendering.attachment_page import Office, attachment_page
from careerpath.rendering.page import (
    Bar,
    Block,
    Bullets,
    Cards,
    Facts,
    Lines,
    Page,
    Section,
    Signatures,
    Table,
    Text,
    TimeLine,
)
from careerpath.rendering.page import Path as Route
from careerpath.rendering.paper import PaperOptions, page_of, render
from tests.conftest import TODAY
from tests.rendering.documents import EXAMPLES, GOALS, roadmap_of
from tests.rendering.torn import parts, places, torn
from tests.sampling import drawn

SHAPES = ({}, {"paper": "a4"}, {"large_print": True})
AGREED = (Action(1, "2026-11-22", "Call the college about the evening class.", "2026-12-01", None),)
SECTIONS = 40
"""Enough for a dozen ends of pages in a document."""


def check(page: Page, options: PaperOptions, folder: Path) -> None:
    file = folder / "page.pdf"
    file.write_bytes(render(page, "pdf", options).data)
    stacked = options.large_print
    assert len(places(page, file, stacked=stacked)) == len(parts(page, stacked=stacked))
    assert torn(page, file, stacked=stacked) == []


class Writer:
    """Blocks of invented words, no two alike, of any kind and length."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.count = 0

    def words(self, most: int) -> str:
        told = []
        for _ in range(self.random.randint(1, most)):
            self.count += 1
            told.append(f"w{self.count}x{'abcdefgh'[: self.random.randint(0, 7)]}")
        return " ".join(told)

    def page(self) -> Page:
        page = Page("Title", "about it", foot="Foot", most_pages=999)
        for _ in range(SECTIONS):
            blocks: list[Block] = []
            for _ in range(self.random.randint(1, 3)):
                blocks += self.blocks(is_inner=False)
            is_key = self.random.random() < 0.05
            content = (Text(self.words(20)),) if is_key else tuple(blocks)
            page.add(Section(self.words(14), content, opens=self.random.random() < 0.1, key=is_key))
        return page

    def blocks(self, *, is_inner: bool) -> list[Block]:
        kinds: list[Callable[[], list[Block]]] = [
            lambda: [Text(self.words(60))],
            lambda: [self.facts()],
            lambda: [self.bullets()],
            lambda: [Bar(self.words(1), 0.4, self.words(1)), self.facts()],
            lambda: [self.table()],
            lambda: [self.bars(), self.table()],
            lambda: [Lines(self.words(4), self.random.randint(1, 4))],
            lambda: [Route(((self.words(2), self.words(1)), (self.words(3), "")), (self.words(2),))],
            lambda: [Signatures((self.words(2), self.words(2)))],
            lambda: [Text(f"{self.words(20)}:"), self.random.choice([self.bullets(), self.table()])],
        ]
        if not is_inner:
            kinds += [lambda: [self.section(boxed=False)], lambda: [self.section(boxed=True)], lambda: [self.cards()]]
        return self.random.choice(kinds)()

    def section(self, *, boxed: bool) -> Section:
        inner = self.blocks(is_inner=True) + self.blocks(is_inner=True)
        return Section(self.words(2), tuple(inner), boxed=boxed)

    def cards(self) -> Cards:
        made = [Section(self.words(2), (Bar(self.words(1), 0.4, self.words(1)), self.facts())) for _ in range(3)]
        return Cards(tuple(made))

    def facts(self) -> Facts:
        return Facts(tuple((self.words(1), self.words(30)) for _ in range(self.random.randint(1, 5))))

    def bullets(self) -> Bullets:
        items = tuple(self.words(30) for _ in range(self.random.randint(1, 5)))
        return Bullets(items, ticks=self.random.random() < 0.5)

    def bars(self) -> TimeLine:
        return TimeLine(tuple((self.words(3), 0.1, 0.6, self.words(2)) for _ in range(self.random.randint(1, 4))))

    def table(self) -> Table:
        columns = [self.words(1) for _ in range(self.random.randint(2, 5))]
        rows = [tuple(self.words(6) for _ in columns) for _ in range(self.random.randint(1, 5))]
        return Table(tuple(columns), tuple(rows), ticks=self.random.random() < 0.5)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("seed", drawn(range(30), 1))
def test_in_a_document_of_any_blocks_nothing_ends_a_page_that_leads_to_the_next(tmp_path, seed, shape):
    check(Writer(seed).page(), PaperOptions(made=TODAY, **shape), tmp_path)


PAPERS = [(example, goal, shape) for example in EXAMPLES for goal in (None, *GOALS) for shape in SHAPES]


@pytest.mark.parametrize(("example", "goal", "shape"), drawn(PAPERS, 4))
def test_on_no_paper_of_ours_is_anything_torn(kb, tmp_path, example, goal, shape):
    roadmap = roadmap_of(example, goal, kb, name="Maria Muñoz", agreed=AGREED)
    options = PaperOptions(organization="Riverside Workforce Center", made=TODAY, **shape)
    for page in (page_of(roadmap, kb, options), attachment_page(roadmap, kb, Office())):
        check(page, options, tmp_path)
    check(page_of(roadmap, kb, options, session=True), options, tmp_path)
    check(page_of(roadmap, kb, options, easy=True), options, tmp_path)
