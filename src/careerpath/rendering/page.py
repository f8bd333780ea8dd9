"""What a command has to say, before anybody decides how it looks: blocks that every writer can render."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from careerpath.knowledge.text_file import bad_character, printable
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
    """A list; numbered if the order matters, with boxes to tick if somebody will."""

    items: tuple[str, ...]
    numbered: bool = False
    ticks: bool = False


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
    ticks: bool = False
    """A box to tick before each row."""
    numbered: bool = True
    """Plain text numbers the rows; False where they begin with a number of their own."""


class TimeLine(Record):
    """Stretches of one span of time."""

    rows: tuple[tuple[str, float, float, str], ...]
    """(label, begin and end as shares of the whole, the same in words)."""


class Section(Record):
    """Blocks under a heading; `boxed` ones are drawn as a card, a `key` one so that it is seen first.

    One that `opens` begins a page on paper if that costs no further page; a `spare` one is left out on paper where the
    rest would not fit on the pages otherwise.
    """

    title: str
    blocks: tuple[Block, ...]
    boxed: bool = False
    key: bool = False
    opens: bool = False
    spare: bool = False


class Cards(Record):
    """Sections of equal rank: side by side where there is room."""

    sections: tuple[Section, ...]


class Path(Record):
    """Places one after the other, and what lies between two of them."""

    stops: tuple[tuple[str, str], ...]
    """(title, what it is or nothing)."""
    legs: tuple[str, ...]


class Lines(Record):
    """Room to write: so many lines at least."""

    label: str
    count: int
    fills: bool = False
    """True if on paper it takes what is left of the page."""


class Signatures(Record):
    """A line to sign and date on for each."""

    labels: tuple[str, ...]


class References(Record):
    """Numbered sources: (text, address or nothing)."""

    items: tuple[tuple[str, str], ...]


class Next(Record):
    """Commands that go on from here, each on a line of its own: they are there to be copied."""

    commands: tuple[str, ...]


Block = (
    Text | Facts | Bullets | Bar | Table | TimeLine | Section | Cards | Path | Lines | Signatures | References | Next
)  # fmt: skip


class Page:
    """A whole answer. Only documents have a `head` (who hands them out), a `foot` (what identifies them) and
    `most_pages`, so many pages of paper that they shall fit on."""

    def __init__(self, title: str, subtitle: str = "", *, head: str = "", foot: str = "", most_pages: int = 2) -> None:
        self.title = title
        self.subtitle = subtitle
        self.head = head
        self.foot = foot
        self.most_pages = most_pages
        self.blocks: list[Block] = []

    def add(self, *blocks: Block | None) -> None:
        """Append what there is."""
        self.blocks += [block for block in blocks if block is not None]

    def cleaned(self) -> Page:
        """The same page with every text on one line and without characters that steer terminals or turn text round."""
        page = Page(*map(cleaned, (self.title, self.subtitle)), head=cleaned(self.head), foot=cleaned(self.foot))
        page.most_pages = self.most_pages
        page.blocks = [cleaned(block) for block in self.blocks]
        return page


def cleaned(value: Any) -> Any:
    """A text, or a record or tuple of texts, fit for every writer."""
    if isinstance(value, str):
        line = " ".join(value.split())
        if bad_character(line) is None:  # nearly always: `printable` looks at every character
            return line
        return printable(line)
    if isinstance(value, tuple):
        return tuple(cleaned(item) for item in value)
    if isinstance(value, Record):
        return type(value)(**{name: cleaned(getattr(value, name)) for name in value.FIELDS})
    return value


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Table | None:
    """A table, or nothing if it has no rows."""
    if not rows:
        return None
    return Table(tuple(columns), tuple(tuple(row) for row in rows), frozenset(right))


def facts(*rows: tuple[str, Any]) -> Facts:
    """Those of the labelled values that say something."""
    return Facts(tuple((label, value) for label, value in rows if value))


def bullets(items: Iterable[str], *, numbered: bool = False) -> Bullets | None:
    """A list, or nothing if it has no items."""
    listed = tuple(items)
    if not listed:
        return None
    return Bullets(listed, numbered)


def section(title: str, *blocks: Block | None) -> Section | None:
    """A section of the blocks that there are, or nothing if there are none."""
    present = tuple(block for block in blocks if block is not None)
    if not present:
        return None
    return Section(title, present)


def web_address(address: str) -> str:
    """The address if a reader may follow it (http or https, nothing that could end a link); else nothing."""
    if re.fullmatch(r"https?://[^\s<>\"'\\`]+", address):
        return address
    return ""
