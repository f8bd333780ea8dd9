"""Pages for a terminal, with rich. Data is always handed over as text, never as markup."""

from __future__ import annotations

import sys
from collections.abc import Callable
from shutil import get_terminal_size
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as RichTable
from rich.text import Text as RichText

from careerpath.rendering import page as blocks
from careerpath.rendering.plain import block_lines, goes_on

STYLES = {"normal": "", "muted": "dim", "good": "green", "warn": "bold"}  # all legible on dark and light
WIDEST = 108
NARROW = 72
"""Below it a table of more than three columns is shown row under row."""
BAR_CELLS = 24
TIME_CELLS = 32
PADDING = 4
"""Cells that a section around a block may take."""


def print_page(page: blocks.Page, *, color: bool, width: int | None = None) -> None:
    """Write the page to standard output."""
    size = get_terminal_size()  # rich itself stumbles over COLUMNS=0
    console = Console(
        file=sys.stdout, width=min(width or size.columns, WIDEST), height=size.lines, no_color=not color,
        highlight=False, markup=False, emoji=False,
    )  # fmt: skip
    writer = _Writer(ascii_only=not console.encoding.lower().startswith("utf"), width=console.width)
    if page.head:
        console.print(RichText(page.head, style="dim"))
    console.print(RichText(page.title, style="bold"))
    if page.subtitle:
        console.print(RichText(page.subtitle, style="dim"))
    for before, block in zip((None, *page.blocks), page.blocks, strict=False):
        if not goes_on(before, block):
            console.print()
        console.print(writer.block(block))
    if page.foot:
        console.print(RichText(f"\n{page.foot}", style="dim"))


class _Writer:
    def __init__(self, *, ascii_only: bool, width: int) -> None:
        self.narrow = width < NARROW
        self.width = width - PADDING
        self.card = box.ASCII if ascii_only else box.ROUNDED
        self.rule = box.ASCII2 if ascii_only else box.SIMPLE_HEAD
        self.full, self.empty = ("#", "-") if ascii_only else ("\u2588", "\u2591")

    def block(self, block: blocks.Block) -> RenderableType:
        """By the method that has the name of the block; what is only drawn on paper, in words."""
        draw: Callable[[Any], RenderableType] | None = getattr(self, type(block).__name__.lower(), None)
        if draw is not None:
            return draw(block)
        return RichText("\n".join(block_lines(block, self.width)))

    def text(self, block: blocks.Text) -> RenderableType:
        return RichText(block.text, style=STYLES[block.tone])

    def cards(self, block: blocks.Cards) -> RenderableType:
        return Group(*[self.section(section) for section in block.sections])

    def facts(self, block: blocks.Facts) -> RenderableType:
        grid = RichTable.grid(padding=(0, 2, 0, 0), expand=True)
        grid.add_column(no_wrap=True, style="bold")
        grid.add_column(ratio=1, overflow="fold")
        for label, value in block.rows:
            grid.add_row(RichText(label), RichText(value))
        return grid

    def bullets(self, block: blocks.Bullets) -> RenderableType:
        grid = RichTable.grid(padding=(0, 1, 0, 0), expand=True)
        grid.add_column(no_wrap=True, justify="right")
        grid.add_column(ratio=1, overflow="fold")
        mark = "[ ]" if block.ticks else "-"
        for number, item in enumerate(block.items, 1):
            if block.numbered:
                mark = f"{number}."
            grid.add_row(mark, RichText(item))
        return grid

    def bar(self, block: blocks.Bar) -> RenderableType:
        filled = round(block.share * BAR_CELLS)
        text = RichText(f"{block.label:<10}  ", style="bold")
        text.append(self.full * filled, style="green")
        text.append(self.empty * (BAR_CELLS - filled), style="dim")
        text.append(f"  {block.words}", style="not bold")
        return text

    def timeline(self, block: blocks.TimeLine) -> RenderableType:
        grid = RichTable.grid(padding=(0, 2, 0, 0))
        cells = TIME_CELLS // 2 if self.narrow else TIME_CELLS
        grid.add_column(max_width=32, no_wrap=not self.narrow, overflow="ellipsis")
        grid.add_column(no_wrap=True, min_width=cells)
        grid.add_column(no_wrap=True, min_width=max(len(row[-1]) for row in block.rows))
        for title, begin, end, when in block.rows:
            first = min(cells - 1, round(begin * cells))
            length = max(1, round(end * cells) - first)
            bar = RichText(self.empty * first, style="dim")
            bar.append(self.full * length, style="green not dim")
            bar.append(self.empty * (cells - first - length))
            grid.add_row(RichText(title), bar, RichText(when))
        return grid

    def table(self, block: blocks.Table) -> RenderableType:
        if self.narrow and len(block.columns) > 3:
            return self.stacked(block)
        table = RichTable(box=self.rule, show_edge=False, pad_edge=False, expand=False, header_style="bold")
        for index, column in enumerate(block.columns):
            if index in block.right:
                table.add_column(RichText(column), justify="right", no_wrap=True, overflow="fold")
            else:
                table.add_column(RichText(column), overflow="fold")
        tick = "[ ] " if block.ticks else ""
        for name, *cells in block.rows:
            table.add_row(RichText(f"{tick}{name}"), *[RichText(cell) for cell in cells])
        return table

    def stacked(self, block: blocks.Table) -> RenderableType:
        """A table that is too wide for the terminal: row under row, each with its labelled values."""
        rows: list[RenderableType] = []
        for name, *cells in block.rows:
            rows.append(RichText(name, style="bold"))
            labelled = zip(block.columns[1:], cells, strict=True)
            pairs = tuple((label, cell) for label, cell in labelled if cell)
            rows.append(Padding(self.facts(blocks.Facts(pairs)), (0, 0, 0, 2)))
        return Group(*rows)

    def section(self, section: blocks.Section) -> RenderableType:
        inner = Group(*[self.block(block) for block in section.blocks])
        if section.boxed:
            title = RichText(f" {section.title} ", style="bold")
            return Panel(inner, title=title, title_align="left", box=self.card, padding=(0, 1))
        return Group(RichText(section.title, style="bold underline"), Padding(inner, (0, 0, 0, 2)))
