"""Pages as linear text: numbered, one fact a line, no boxes, no colour; for pipes, screen readers and old terminals."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from careerpath.rendering.page import Bar, Block, Bullets, Facts, Page, Section, Table, Text, TimeLine

WIDTH = 78


def plain_text(page: Page, width: int = WIDTH) -> str:
    """The whole page, ending in a newline."""
    width = max(40, min(width, 100))
    lines = [*_wrap(page.title, width)]
    if page.subtitle:
        lines += _wrap(page.subtitle, width)
    for block in page.blocks:
        lines += ["", *_block(block, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _block(block: Block, width: int) -> Iterator[str]:
    if isinstance(block, Text):
        yield from _wrap(block.text, width)
    elif isinstance(block, Facts):
        for label, value in block.rows:
            yield from _wrap(f"{label}: {value}", width, hang=2)
    elif isinstance(block, Bullets):
        for number, item in enumerate(block.items, 1):
            yield from _wrap(f"{number}. {item}" if block.numbered else f"- {item}", width, hang=2)
    elif isinstance(block, Bar):
        yield from _wrap(f"{block.label}: {block.words}", width, hang=2)
    elif isinstance(block, TimeLine):
        for title, _, _, when in block.rows:
            yield from _wrap(f"{when}: {title}", width, hang=2)
    elif isinstance(block, Table):
        yield from _table(block, width)
    else:
        yield from _section(block, width)


def _section(section: Section, width: int) -> Iterator[str]:
    yield from _wrap(section.title, width)
    for block in section.blocks:
        for line in _block(block, width - 2):
            yield f"  {line}" if line else ""


def _table(table: Table, width: int) -> Iterator[str]:
    for number, row in enumerate(table.rows, 1):
        yield from _wrap(f"{number}. {row[0]}", width, hang=3)
        for label, value in zip(table.columns[1:], row[1:], strict=True):
            if value:
                yield from (f"   {line}" for line in _wrap(f"{label}: {value}", width - 3, hang=2))


def _wrap(text: str, width: int, hang: int = 0) -> list[str]:
    lines = []
    for paragraph in text.splitlines() or [""]:
        lines += textwrap.wrap(
            paragraph, width, subsequent_indent=" " * hang, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return lines
