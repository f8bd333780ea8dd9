"""Pages as linear text: numbered, one fact a line, no boxes, no colour; for pipes, screen readers and old terminals."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from careerpath.rendering import page as blocks

WIDTH = 78
TICK = "[ ] "
NEXT, GOES_ON = "Next: ", " \\"
# An option with its value, what stands in quotes, or a bare word: a line of a command breaks between them only.
WORD = re.compile(r"""(?:-\S+ (?!-))?(?:'[^']*'|"[^"]*"|[^\s'"])+""")


def plain_text(page: blocks.Page, width: int = WIDTH) -> str:
    """The whole page, ending in a newline."""
    width = max(40, min(width, 100))
    return "\n".join(line.rstrip() for line in _page_lines(page, width)) + "\n"


def _page_lines(page: blocks.Page, width: int) -> Iterator[str]:
    if page.head:
        yield from _wrap(page.head, width)
    yield from _wrap(page.title, width)
    if page.subtitle:
        yield from _wrap(page.subtitle, width)
    before = None
    for block in page.blocks:
        if not goes_on(before, block):
            yield ""
        yield from block_lines(block, width)
        before = block
    if page.foot:
        yield ""
        yield from _wrap(page.foot, width)


def goes_on(before: blocks.Block | None, block: blocks.Block) -> bool:
    """True where no empty line parts two blocks: what comes next belongs to the closing words."""
    return isinstance(block, blocks.Next) and isinstance(before, blocks.Text)


def block_lines(block: blocks.Block, width: int) -> Iterator[str]:
    """A block in lines of at most so many characters."""
    if isinstance(block, blocks.Text):
        yield from _wrap(block.text, width)
    elif isinstance(block, blocks.Facts):
        for label, value in block.rows:
            yield from _wrap(f"{label}: {value}", width, hang=2)
    elif isinstance(block, blocks.Bullets):
        yield from _bullets(block, width)
    elif isinstance(block, blocks.Bar):
        yield from _wrap(f"{block.label}: {block.words}", width, hang=2)
    elif isinstance(block, blocks.TimeLine):
        for title, _, _, when in block.rows:
            yield from _wrap(f"{when}: {title}", width, hang=2)
    elif isinstance(block, blocks.Table):
        yield from _table(block, width)
    elif isinstance(block, blocks.Section):
        yield from _section(block, width)
    elif isinstance(block, blocks.Cards):
        for section in block.sections:
            yield from _section(section, width)
    elif isinstance(block, blocks.Next):
        yield from next_lines(block, width)
    else:
        yield from _paper_block(block, width)


def _bullets(block: blocks.Bullets, width: int) -> Iterator[str]:
    tick = TICK if block.ticks else ""
    for number, item in enumerate(block.items, 1):
        mark = f"{number}." if block.numbered else "-"
        yield from _wrap(f"{mark} {tick}{item}", width, hang=2)


def next_lines(block: blocks.Next, width: int) -> Iterator[str]:
    """ "Next: careerpath ...", the further ones below it. One that is too long goes on after a backslash.

    So it can still be copied: a shell joins such lines.
    """
    indent = " " * len(NEXT)
    for number, command in enumerate(block.commands):
        line = indent if number else NEXT
        for place, word in enumerate(_words_of(command)):
            is_first = place == 0
            if is_first:
                line += word
            elif len(line) + 1 + len(word) > width - len(GOES_ON):
                yield line + GOES_ON
                line = f"{indent}  {word}"
            else:
                line += f" {word}"
        yield line


def _words_of(command: str) -> Iterator[str]:
    """The words of a command line; what stands in quotes is one, and so are an option and its value."""
    for match in WORD.finditer(command):
        yield match[0]


def _paper_block(
    block: blocks.Path | blocks.Lines | blocks.Signatures | blocks.References, width: int
) -> Iterator[str]:
    """A block that only documents have."""
    if isinstance(block, blocks.Path):
        yield from _path(block, width)
    elif isinstance(block, blocks.Lines):
        yield from _wrap(block.label, width)
        for _ in range(block.count):
            yield "_" * width
    elif isinstance(block, blocks.Signatures):
        for label in block.labels:
            yield f"{label}: {'_' * (width - len(label) - 2)}"
    else:
        for number, (text, address) in enumerate(block.items, 1):
            source = f"{text} {address}" if address else text
            yield from _wrap(f"{number}. {source}", width, hang=3)


def _path(block: blocks.Path, width: int) -> Iterator[str]:
    """Each place with the way to it before its name; none leads to the first."""
    legs = ("", *block.legs)
    for number, (leg, (title, what)) in enumerate(zip(legs, block.stops, strict=True), 1):
        text = f"{leg}: {title}" if leg else title
        if what:
            text += f" ({what})"
        yield from _wrap(f"{number}. {text}", width, hang=3)


def _section(section: blocks.Section, width: int) -> Iterator[str]:
    yield from _wrap(section.title, width)
    for block in section.blocks:
        for line in block_lines(block, width - 2):
            yield f"  {line}" if line else ""


def _table(table: blocks.Table, width: int) -> Iterator[str]:
    """Row under row, each with its labelled values: a voice that reads aloud loses the columns of a table."""
    tick = TICK if table.ticks else ""
    for number, row in enumerate(table.rows, 1):
        mark = f"{number}. " if table.numbered else ""
        yield from _wrap(f"{mark}{tick}{row[0]}", width, hang=3)
        for label, value in zip(table.columns[1:], row[1:], strict=True):
            if value:
                for line in _wrap(f"{label}: {value}", width - 3, hang=2):
                    yield f"   {line}"


def _wrap(text: str, width: int, hang: int = 0) -> list[str]:
    if len(text) <= width and text.isprintable():  # as most lines of a long list
        return [text]
    lines = []
    for paragraph in text.splitlines() or [""]:
        lines += textwrap.wrap(
            paragraph, width, subsequent_indent=" " * hang, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return lines
