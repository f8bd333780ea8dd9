"""Where on the pages of a PDF each text of its blocks stands, and what is torn from what it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from careerpath.record import Record
from careerpath.rendering.page import (
    Bar,
    Bullets,
    Cards,
    Facts,
    Lines,
    Page,
    References,
    Section,
    Signatures,
    Table,
    Text,
    TimeLine,
)
from careerpath.rendering.page import Path as Route
from tests.rendering.documents import bare, pdf_facts, poppler


class Part(Record):
    """A text of a document in the order of reading."""

    text: str
    leads: bool = False
    """True if it says nothing without what comes next: a heading, a caption, the head of a table."""


def parts(page: Page, *, stacked: bool = False) -> list[Part]:
    """Everything that the document says; `stacked` tables have their rows one under the other, without a head."""
    found = [Part(page.head), Part(page.title, leads=True), Part(page.subtitle)]
    for block in page.blocks:
        found += _parts(block, stacked)
    return [part for part in found if bare(part.text)]


def _parts(block: Any, stacked: bool) -> Iterator[Part]:
    if isinstance(block, Section):
        yield Part(block.title, leads=True)
        for child, after in zip(block.blocks, (*block.blocks[1:], None), strict=True):
            inner = list(_parts(child, stacked))
            is_caption = isinstance(child, Text) and isinstance(after, Table | TimeLine | Bullets | Lines)
            yield from inner[:-1]
            if inner:
                yield Part(inner[-1].text, leads=inner[-1].leads or is_caption)
    elif isinstance(block, Cards):
        for section in block.sections:
            yield from _parts(section, stacked)
    elif isinstance(block, Text):
        yield Part(block.text, leads=block.text.endswith(":"))
    elif isinstance(block, Facts):
        for label, value in block.rows:
            yield Part(label, leads=True)
            yield Part(value)
    elif isinstance(block, Bullets):
        yield from map(Part, block.items)
    elif isinstance(block, Bar):
        yield Part(f"{block.label} {block.words}", leads=True)
    elif isinstance(block, Table) and stacked:
        for row in block.rows:
            labelled = zip(block.columns[1:], row[1:], strict=True)
            cells = [row[0], *(f"{label}: {cell}" for label, cell in labelled if cell)]
            yield from (Part(cell, leads=True) for cell in cells[:-1])
            yield Part(cells[-1])
    elif isinstance(block, Table):
        yield Part(" ".join(block.columns), leads=True)
        for row in block.rows:
            for cell in row[:-1]:
                yield Part(cell, leads=True)
            yield Part(row[-1])
    elif isinstance(block, TimeLine):
        for label, _, _, when in block.rows:
            yield Part(f"{label} {when}")
    elif isinstance(block, Route):
        for leg, (title, what) in zip(("", *block.legs), block.stops, strict=True):
            yield Part(f"{leg} {title} {what}")
    elif isinstance(block, Lines):
        yield Part(block.label)
    elif isinstance(block, Signatures):
        yield Part(" ".join(block.labels))
    elif isinstance(block, References):
        yield from (Part(text) for text, _ in block.items)


def torn(page: Page, file: Path, *, stacked: bool = False) -> list[str]:
    """What stands at the foot of a page while what it leads to stands overleaf, as "this | that"."""
    every = parts(page, stacked=stacked)
    where = places(page, file, stacked=stacked)
    found = []
    for part, after, (_, end), (begin, _) in zip(every, every[1:], where, where[1:], strict=False):
        if part.leads and end != begin:
            found.append(f"{part.text} | {after.text[:40]}")
    return found


def places(page: Page, file: Path, *, stacked: bool = False) -> list[tuple[int, int]]:
    """The pages on which each part begins and ends; fewer if one of them is not found where it belongs."""
    text, of_page = _letters(file, page)
    at, found = 0, []
    for part in parts(page, stacked=stacked):
        letters = bare(part.text)
        begin = text.find(letters, at)
        if begin < 0:
            break
        at = begin + len(letters)
        found.append((of_page[begin], of_page[at - 1]))
    return found


def _letters(file: Path, page: Page) -> tuple[str, list[int]]:
    """All letters of the file in their order, feet and repeated heads of tables apart, and the page of each."""
    count = int(pdf_facts(file)["Pages"])
    heads = {bare(" ".join(block.columns)) for block in tables(page.blocks)}
    text, of_page = "", []
    for number in range(1, count + 1):
        raw = poppler("pdftotext", "-raw", "-f", str(number), "-l", str(number), file, "-")
        letters = bare(raw)
        foot = bare(f"{page.foot}{number} of {count}")
        letters = letters.removesuffix(foot)
        again = [head for head in heads if letters.startswith(head) and head in text]
        for head in again:
            letters = letters.removeprefix(head)
        text += letters
        of_page += [number] * len(letters)
    return text, of_page


def tables(blocks: Any) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Section):
            yield from tables(block.blocks)
        elif isinstance(block, Cards):
            yield from tables(block.sections)
