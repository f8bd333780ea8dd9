"""What a command has to say, before anybody decides how it looks: blocks that every writer can render."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Tone = Literal["normal", "muted", "good", "warn"]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    tone: Tone = "normal"


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values, one a line."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; numbered if the order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A share between 0 and 1, as a bar and in words."""

    label: str
    share: float
    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. The first column names the row; `right` holds the columns that are figures."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading; `boxed` ones are drawn as a card on a terminal."""

    title: str
    blocks: tuple[Block, ...]
    boxed: bool = False


Block = Text | Facts | Bullets | Bar | Table | Section


@dataclass(slots=True)
class Page:
    """A whole answer."""

    title: str
    subtitle: str = ""
    blocks: list[Block] = field(default_factory=list)

    def add(self, *blocks: Block | None) -> None:
        """Append what there is."""
        self.blocks += [block for block in blocks if block is not None]


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Table | None:
    """A table, or nothing if it has no rows."""
    return Table(tuple(columns), tuple(tuple(row) for row in rows), frozenset(right)) if rows else None
