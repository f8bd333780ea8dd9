"""What an importer found in a foreign file, and the line it took it from."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field

from careerpath.errors import Problem
from careerpath.knowledge.models import Education
from careerpath.knowledge.text_file import printable

MAX_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file: `line` counts from 1 (of the text, for a PDF or DOCX)."""

    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month, or a whole year if `month` is None."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first_day(self) -> str:
        """The earliest day it can mean, YYYY-MM-DD."""
        return f"{self.year:04}-{self.month or 1:02}-{self.day or 1:02}"

    @property
    def last_day(self) -> str:
        """The last day it can mean, YYYY-MM-DD."""
        month = self.month or 12
        return f"{self.year:04}-{month:02}-{self.day or monthrange(self.year, month)[1]:02}"


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`; `end` is None while it lasts (`current`) or if it is not stated."""

    start: Month
    end: Month | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class FoundRole:
    """A position held, read as a role of the list."""

    role: str
    place: Place
    because: str
    period: Period | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class FoundSkill:
    """A skill claimed; levels above 2 only for the reason in `because`."""

    skill: str
    level: int
    place: Place
    because: str


@dataclass(frozen=True, slots=True)
class FoundCertification:
    """A certification held; dates as YYYY-MM-DD where the file gives any."""

    id: str
    place: Place
    because: str
    earned: str | None = None
    expires: str | None = None


@dataclass(frozen=True, slots=True)
class FoundLicence:
    """A licence held, by the role it admits to."""

    role: str
    place: Place
    because: str


@dataclass(frozen=True, slots=True)
class FoundEducation:
    """A finished education, or `some-college` for one that is not finished."""

    level: Education
    field: str | None
    place: Place
    because: str


@dataclass(frozen=True, slots=True)
class Account:
    """The rows of one table or list: kept + problems == rows."""

    file: str
    rows: int
    kept: int
    problems: int


@dataclass(slots=True)
class Found:
    """Collects what one file or folder yields, in reading order."""

    roles: list[FoundRole] = field(default_factory=list)
    skills: list[FoundSkill] = field(default_factory=list)
    certifications: list[FoundCertification] = field(default_factory=list)
    licences: list[FoundLicence] = field(default_factory=list)
    education: list[FoundEducation] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    """Lines that looked like something and were not taken, with the reason."""
    accounts: list[Account] = field(default_factory=list)

    def leave_out(self, place: Place, why: str) -> None:
        self.left_out.append(Problem(place.file, place.line, f"{shown(place.text)!r}: {why}", "import", "warning"))

    @property
    def size(self) -> int:
        """How many findings there are so far."""
        lists = (self.roles, self.skills, self.certifications, self.licences, self.education)
        return sum(len(one) for one in lists)


def shown(text: str) -> str:
    """`text` as it may be shown: one line, no control characters, at most `MAX_SHOWN` characters."""
    line = " ".join(printable(text[: 4 * MAX_SHOWN].replace("\n", " ").replace("\t", " ")).split())
    return line if len(line) <= MAX_SHOWN else line[: MAX_SHOWN - 1] + "…"
