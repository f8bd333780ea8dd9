"""Pages as Markdown (CommonMark with tables). Data is escaped, so that it is only ever text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from careerpath.rendering import page as blocks

ANYWHERE = re.compile(r"[\\`*_\[\]<>~&|@]|:(?=//)|(?<=www)\.|\$(?!\d)", re.IGNORECASE)
AT_BEGINNING = re.compile(r"^(?:[#=+-]|\d+(?=[.)]))")
RULE = "\\_" * 30


def markdown(page: blocks.Page) -> str:
    """The whole page, ending in a newline."""
    parts = [escape(page.head)] if page.head else []
    parts += [f"# {escape(page.title)}", *([escape(page.subtitle)] if page.subtitle else [])]
    for block in page.blocks:
        parts += _block(block, 2)
    parts += ["---", escape(page.foot)] if page.foot else []
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """The text on one line with every character escaped that Markdown or its usual extensions could take for markup."""
    safe = ANYWHERE.sub(r"\\\g<0>", " ".join(text.split()))
    return AT_BEGINNING.sub(lambda m: m[0][:-1] + "\\" + m[0][-1] if m[0][0] in "#=+-" else f"{m[0]}\\", safe)


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
    if isinstance(block, blocks.Text):
        yield escape(block.text)
    elif isinstance(block, blocks.Facts):
        yield from (f"- **{escape(label)}:** {escape(value)}" for label, value in block.rows)
    elif isinstance(block, blocks.Bullets):
        for number, item in enumerate(block.items, 1):
            yield f"{f'{number}.' if block.numbered else '-'} {'[ ] ' if block.ticks else ''}{escape(item)}"
    elif isinstance(block, blocks.Bar):
        yield f"{escape(block.label)}: **{escape(block.words)}**"
    elif isinstance(block, blocks.Next):
        yield from (f"- {escape(command)}" for command in block.commands)
    elif isinstance(block, blocks.TimeLine):
        yield from (f"- {escape(title)}: {escape(when)}" for title, _, _, when in block.rows)
    elif isinstance(block, blocks.Path):
        for number, (leg, (title, what)) in enumerate(zip(("", *block.legs), block.stops, strict=True), 1):
            before = f"{escape(leg)}: " if leg else ""
            yield f"{number}. {before}**{escape(title)}**" + (f" ({escape(what)})" if what else "")
    elif isinstance(block, blocks.Signatures):
        yield from (f"- {escape(label)}: {RULE}" for label in block.labels)
    elif isinstance(block, blocks.References):
        for number, (text, address) in enumerate(block.items, 1):
            link = blocks.web_address(address)
            yield f"{number}. [{escape(text)}](<{link}>)" if link else f"{number}. {escape(text)}"


def _table(table: blocks.Table) -> str:
    columns = ("", *table.columns) if table.ticks else table.columns
    shift = int(table.ticks)
    align = ["---:" if index - shift in table.right else "---" for index in range(len(columns))]
    rows = [("\u2610", *row) if table.ticks else row for row in table.rows]
    return "\n".join([_cells(columns), f"| {' | '.join(align)} |", *map(_cells, rows)])


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(escape(cell) for cell in cells)} |"
