"""Pages for a terminal, with rich. Data is always handed over as text, never as markup."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from shutil import get_terminal_size
from typing import Any, Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as RichTable
from rich.text import Text as RichText

from careerpath.rendering import page as blocks
from careerpath.rendering.plain import TICK, block_lines, goes_on

STYLES = {"normal": "", "muted": "dim", "good": "green", "warn": "bold"}  # all legible on dark and light
WIDEST = 108
NARROW = 72
"""Below it a table of more than three columns is shown row under row."""
BAR_CELLS = 24
TIME_CELLS = 32
PADDING = 4
"""Cells that a section around a block may take."""
LEAST_VALUE = 22
"""Cells beside a label in which a value can be read; with fewer it stands below its label."""
BETWEEN = 3
"""Cells between two columns of a table."""
LEAST_BAR = 8
EDGES = 8
"""Cells of the upper edge of a card that its title cannot take."""
LEAST_TITLE = 16
"""Cells for the titles beside a time line; with fewer it is told in words."""


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
        # a command that is longer than the line is left to the terminal, so that it can be copied whole
        console.print(writer.block(block), soft_wrap=isinstance(block, blocks.Next))
    if page.foot:
        console.print(RichText(f"\n{page.foot}", style="dim"))


class _ByWidth:
    """What looks otherwise in few cells: only when it is drawn is it known how many there are."""

    def __init__(self, draw: Callable[[int], RenderableType]) -> None:
        self.draw = draw

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self.draw(options.max_width)


def _column_widths(block: blocks.Table, width: int) -> list[int]:
    """Cells of each column so that no word and no figure is broken; none if the width is not enough for that.

    What is left goes to the narrowest of those that could use it. (rich would rather break words.)
    """
    wanted, widths = [], []
    for index, column in enumerate(block.columns):
        cells = [row[index] for row in block.rows]
        tick = len(TICK) if index == 0 and block.ticks else 0
        least = _widest(cells) if index in block.right else _longest_word(cells)
        widths.append(max(least + tick, _longest_word([column])))
        wanted.append(max(_widest(cells) + tick, _widest([column])))
    room = width - sum(widths) - BETWEEN * (len(widths) - 1)
    if room < 0:
        return []
    for _ in range(room):
        growing = [index for index in range(len(widths)) if widths[index] < wanted[index]]
        if not growing:
            break
        narrowest = min(growing, key=widths.__getitem__)
        widths[narrowest] += 1
    return widths


def _widest(texts: Iterable[str]) -> int:
    return max(map(cell_len, texts), default=0)


def _longest_word(texts: Iterable[str]) -> int:
    return _widest(word for text in texts for word in text.split())


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
        labels = _widest(label for label, _ in block.rows)
        values = _widest(value for _, value in block.rows)

        def draw(width: int) -> RenderableType:
            room = width - labels - 2
            return self.two_columns(block) if room >= min(LEAST_VALUE, values) else self.labelled(block, width)

        return _ByWidth(draw)

    def labelled(self, block: blocks.Facts, width: int) -> RenderableType:
        """Labels with their values behind them, or below where a line is too short for both."""
        lines: list[RenderableType] = []
        for label, value in block.rows:
            name = RichText(f"{label}:", style="bold")
            if cell_len(label) + 2 + cell_len(value) <= width:
                name.append(f" {value}", style="not bold")
                lines.append(name)
            else:
                lines += [name, Padding(RichText(value, overflow="fold"), (0, 0, 0, 2))]
        return Group(*lines)

    def two_columns(self, block: blocks.Facts) -> RenderableType:
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
        label = f"{block.label:<10}  "
        cells = max(LEAST_BAR, min(BAR_CELLS, self.width - cell_len(label) - cell_len(block.words) - 2))
        filled = round(block.share * cells)
        text = RichText(label, style="bold")
        text.append(self.full * filled, style="green")
        text.append(self.empty * (cells - filled), style="dim")
        text.append(f"  {block.words}", style="not bold")
        return text

    def timeline(self, block: blocks.TimeLine) -> RenderableType:
        grid = RichTable.grid(padding=(0, 2, 0, 0))
        cells = TIME_CELLS // 2 if self.narrow else TIME_CELLS
        times = _widest(row[-1] for row in block.rows)
        if self.width - cells - times - 6 < LEAST_TITLE:
            return RichText("\n".join(block_lines(block, self.width)))
        grid.add_column(max_width=32, no_wrap=not self.narrow, overflow="ellipsis")
        grid.add_column(no_wrap=True, min_width=cells)
        grid.add_column(no_wrap=True, min_width=times)
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

        def draw(width: int) -> RenderableType:
            widths = _column_widths(block, width)
            return self.grid(block, widths) if widths else self.stacked(block)

        return _ByWidth(draw)

    def grid(self, block: blocks.Table, widths: list[int]) -> RenderableType:
        table = RichTable(box=self.rule, show_edge=False, pad_edge=False, expand=False, header_style="bold")
        for index, column in enumerate(block.columns):
            side: Literal["right", "left"] = "right" if index in block.right else "left"
            table.add_column(RichText(column), justify=side, overflow="fold", width=widths[index])
        tick = TICK if block.ticks else ""
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
            return _ByWidth(lambda width: self.box(section.title, inner, width))
        return Group(RichText(section.title, style="bold underline"), Padding(inner, (0, 0, 0, 2)))

    def box(self, title: str, inner: RenderableType, width: int) -> RenderableType:
        """A card; a title that its edge is too short for stands inside, whole."""
        on_the_edge = RichText(f" {title} ", style="bold")
        if cell_len(title) > width - EDGES:
            return Panel(Group(RichText(title, style="bold"), inner), box=self.card, padding=(0, 1))
        return Panel(inner, title=on_the_edge, title_align="left", box=self.card, padding=(0, 1))
