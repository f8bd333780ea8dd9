"""What a command has to say, before anybody decides how it looks: blocks that every writer can render."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from careerpath.record import Record

Tone = Literal["normal", "muted", "good", "warn"]


class Text(Record):
    """A paragraph."""

    text: str
    tone: Tone = "normal"


class Facts(Record):
    """Labelled values, one a line."""

    rows: tuple[tuple[str, str], ...]


class Bullets(Record):
    """A list; numbered if the order matters."""

    items: tuple[str, ...]
    numbered: bool = False


class Bar(Record):
    """A share between 0 and 1, as a bar and in words."""

    label: str
    share: float
    words: str


class Table(Record):
    """Rows under headings. The first column names the row; `right` holds the columns that are figures."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()


class TimeLine(Record):
    """Stretches of one span of time."""

    rows: tuple[tuple[str, float, float, str], ...]
    """(label, begin and end as shares of the whole, the same in words)."""


class Section(Record):
    """Blocks under a heading; `boxed` ones are drawn as a card on a terminal."""

    title: str
    blocks: tuple[Block, ...]
    boxed: bool = False


Block = Text | Facts | Bullets | Bar | Table | TimeLine | Section


class Page:
    """A whole answer."""

    def __init__(self, title: str, subtitle: str = "") -> None:
        self.title = title
        self.subtitle = subtitle
        self.blocks: list[Block] = []

    def add(self, *blocks: Block | None) -> None:
        """Append what there is."""
        self.blocks += [block for block in blocks if block is not None]


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Table | None:
    """A table, or nothing if it has no rows."""
    return Table(tuple(columns), tuple(tuple(row) for row in rows), frozenset(right)) if rows else None
