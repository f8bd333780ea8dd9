"""What an import works with: lines of a known kind go in, findings come out, each with the line it came from."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from careerpath.errors import Problem
from careerpath.importers.dates import Period
from careerpath.knowledge.text_file import printable
from careerpath.record import Record

MAX_SHOWN = 160
Kind = Literal["role", "education", "licence", "certification", "skill", "ehr"]
LineKind = Literal[
    "position",
    "work",
    "education",
    "certifications",
    "skills",
    "top",
    "other",
    "unpaid",
    "aside",
    "others",
    "heading",
    "unread",
]
"""`position`: title and dates of one job; `work`: any line of the jobs of a résumé; `top`: before the first heading;
`unpaid`: volunteering and what stands under a heading that is not known; `aside`: hobbies, awards and the like;
`others`: said of other people; `unread`: a list of an export that is not known."""
Heap = Literal["taken", "not-needed", "not-understood", "not-about-you"]
HEAPS: tuple[Heap, ...] = ("taken", "not-understood", "not-needed", "not-about-you")
"""Where every line of a file ends; of several that fit the first."""


class Line(Record):
    """One line of text and what it is about: the form that every source is brought to."""

    kind: LineKind
    file: str
    number: int
    """From 1 (of the text, for a PDF or DOCX)."""
    text: str
    mark: str = ""
    """The mark of an item of a list that it begins with; empty without one."""
    is_item: bool = False
    """It has a bullet, or it describes the work of an entry: never the head of a position."""
    before: str = ""
    """The line above, if the sentence began there."""
    under: str = ""
    """The heading, where it leaves open whether what stands there is work."""
    written: str = ""
    """The line as it stands in the file, where `text` is not."""
    joined_to: int = 0
    """The number of the line that this one was put into; 0 for none."""
    row: tuple[str, int] | None = None
    """The table of an export and the number of its row, for the account."""


Place = tuple[int, str]
"""Number and text of a line: two columns of a page share their numbers."""


def place_of(line: Line) -> Place:
    """What tells the line from the others of its file."""
    return line.number, line.text


class Finding(Record):
    """One thing that the person holds, where it stands, and why it was read so."""

    kind: Kind
    id: str
    """The id of a role, certification, skill or EHR; the level of an education."""
    place: Line
    because: str
    level: int = 0
    """0-5; of skills only."""
    field: str | None = None
    earned: str | None = None
    expires: str | None = None
    period: Period | None = None
    current: bool = False
    unsure: str = ""
    """Why it may not be so; empty if it is sure. What is not sure is asked about and never counted."""


class Sorted(Record):
    """One line of the file and the heap it ended in."""

    file: str
    number: int
    text: str
    heap: Heap


class Account(Record):
    """The rows of one table or list: kept + problems == rows."""

    file: str
    rows: int
    kept: int
    problems: int


class Found:
    """Collects what one file or folder yields, in reading order."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.left_out: list[Problem] = []
        """Lines that looked like something and were not taken, with the reason."""
        self.mentions: Counter[str] = Counter()
        """How often a skill was named so far."""
        self.accounts: tuple[Account, ...] = ()
        self.named: dict[tuple[str, int], Heap] = {}
        """Lines of `left_out`, and whether they were understood."""
        self.without_job: set[Place] = set()
        """Lines that look like the head of a job and gave none."""
        self.lines: tuple[Sorted, ...] = ()
        """Every line of the file, in its order."""

    def leave_out(self, line: Line, why: str, *, understood: bool = False) -> None:
        """Name a line that is not taken. `understood`: it says what the reason says, which adds nothing."""
        key = (line.file, line.number)
        heap: Heap = "not-needed" if understood else "not-understood"
        if self.named.get(key) != "not-understood":
            self.named[key] = heap
        self.left_out.append(Problem(line.file, line.number, f"{shown(line.text)!r}: {why}", "import", "warning"))

    @property
    def size(self) -> int:
        """How many lines were taken or named so far."""
        return len(self.findings) + len(self.left_out)


def shown(text: str) -> str:
    """`text` as it may be shown: one line, no control characters, at most `MAX_SHOWN` characters."""
    line = " ".join(printable(text[: 4 * MAX_SHOWN].replace("\n", " ").replace("\t", " ")).split())
    if len(line) > MAX_SHOWN:
        return line[: MAX_SHOWN - 1] + "…"
    return line
