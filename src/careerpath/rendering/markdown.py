"""Pages as Markdown (CommonMark with tables). Data is escaped, so that it is only ever text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from careerpath.rendering import page as blocks

# Signs of markup wherever they stand; `:` before `//` and `.` after `www` make links, `$` before no digit formulas.
ANYWHERE = re.compile(r"[\\`*_\[\]<>~&|@]|:(?=//)|(?<=www)\.|\$(?!\d)", re.IGNORECASE)
# Signs and numbers that make a heading or a list item at the beginning of a line.
AT_BEGINNING = re.compile(r"^(?:[#=+-]|\d+(?=[.)]))")
RULE = "\\_" * 30
BOX = "\u2610"


def markdown(page: blocks.Page) -> str:
    """The whole page, ending in a newline."""
    return "\n\n".join(_parts(page)) + "\n"


def _parts(page: blocks.Page) -> Iterator[str]:
    """What stands between empty lines."""
    if page.head:
        yield escape(page.head)
    yield f"# {escape(page.title)}"
    if page.subtitle:
        yield escape(page.subtitle)
    for block in page.blocks:
        yield from _block(block, 2)
    if page.foot:
        yield "---"
        yield escape(page.foot)


def escape(text: str) -> str:
    """The text on one line with every character escaped that Markdown or its usual extensions could take for markup."""
    safe = ANYWHERE.sub(r"\\\g<0>", " ".join(text.split()))
    return AT_BEGINNING.sub(_escaped_beginning, safe)


def _escaped_beginning(match: re.Match[str]) -> str:
    """A sign of a heading or list behind a backslash; of a number the dot after it, since digits cannot be escaped."""
    beginning = match[0]
    if beginning in ("#", "=", "+", "-"):
        return f"\\{beginning}"
    return f"{beginning}\\"


def _block(block: blocks.Block, depth: int) -> Iterator[str]:
    if isinstance(block, blocks.Section):
        yield f"{'#' * depth} {escape(block.title)}"
        for inner in block.blocks:
            yield from _block(inner, depth + 1)
    elif isinstance(block, blocks.Cards):
        for section in block.sections:
            yield from _block(section, depth)
    elif isinstance(block, blocks.Table):
        yield _table(block)
    elif isinstance(block, blocks.Lines):
        yield "\n\n".join([escape(block.label), *[RULE] * block.count])
    else:
        yield "\n".join(_lines(block))


def _lines(block: blocks.Block) -> Iterator[str]:
    """A block that is one part, line by line."""
    if isinstance(block, blocks.Text):
        yield escape(block.text)
    elif isinstance(block, blocks.Facts):
        for label, value in block.rows:
            yield f"- **{escape(label)}:** {escape(value)}"
    elif isinstance(block, blocks.Bullets):
        yield from _bullets(block)
    elif isinstance(block, blocks.Bar):
        yield f"{escape(block.label)}: **{escape(block.words)}**"
    elif isinstance(block, blocks.Next):
        for command in block.commands:
            yield f"- {escape(command)}"
    elif isinstance(block, blocks.TimeLine):
        for title, _, _, when in block.rows:
            yield f"- {escape(title)}: {escape(when)}"
    elif isinstance(block, blocks.Path):
        yield from _path(block)
    elif isinstance(block, blocks.Signatures):
        for label in block.labels:
            yield f"- {escape(label)}: {RULE}"
    elif isinstance(block, blocks.References):
        yield from _references(block)


def _bullets(block: blocks.Bullets) -> Iterator[str]:
    tick = "[ ] " if block.ticks else ""
    for number, item in enumerate(block.items, 1):
        mark = f"{number}." if block.numbered else "-"
        yield f"{mark} {tick}{escape(item)}"


def _path(block: blocks.Path) -> Iterator[str]:
    """Each place with the way to it before its name; none leads to the first."""
    legs = ("", *block.legs)
    for number, (leg, (title, what)) in enumerate(zip(legs, block.stops, strict=True), 1):
        text = f"**{escape(title)}**"
        if leg:
            text = f"{escape(leg)}: {text}"
        if what:
            text += f" ({escape(what)})"
        yield f"{number}. {text}"


def _references(block: blocks.References) -> Iterator[str]:
    for number, (text, address) in enumerate(block.items, 1):
        link = blocks.web_address(address)
        if link:
            yield f"{number}. [{escape(text)}](<{link}>)"
        else:
            yield f"{number}. {escape(text)}"


def _table(table: blocks.Table) -> str:
    """With a column of boxes before the others where rows are to be ticked."""
    columns, rows = list(table.columns), [list(row) for row in table.rows]
    align = ["---:" if index in table.right else "---" for index in range(len(columns))]
    if table.ticks:
        columns.insert(0, "")
        align.insert(0, "---")
        for row in rows:
            row.insert(0, BOX)
    lines = [_cells(columns), f"| {' | '.join(align)} |"]
    lines += [_cells(row) for row in rows]
    return "\n".join(lines)


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(escape(cell) for cell in cells)} |"
