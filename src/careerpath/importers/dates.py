"""Dates as people write them in a résumé: "Jan 2019 – Present", "2019-01", "03/2018 to 05/2020"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from careerpath.record import Record

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{2,6})?\.?"
_DAY = (
    rf"(?:{_NAME}\s+\d{{1,2}},?\s+\d{{4}}|{_NAME},?\s+['’]?\d{{4}}"
    r"|\d{4}[-/]\d{1,2}(?:-\d{1,2})?|\d{1,2}/(?:\d{1,2}/)?\d{4}|\d{4})"
)
_NOW = r"(?:present|current|currently|now|today|ongoing|to date)"
_ONE = re.compile(rf"(?<![\w/-]){_DAY}(?![\w/]|-\d)", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?<![\w/-])(?P<start>{_DAY})\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b)\s*(?P<end>{_DAY}|{_NOW})(?![\w/])"
    rf"|\bsince\s+(?P<since>{_DAY})(?![\w/])",
    re.IGNORECASE,
)
YEARS = range(1950, 2151)


class Month(Record):
    """A month, a whole year if `month` is None, or a day."""

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

    def number(self, default: int) -> int:
        """The month counted from year 0; a bare year stands for its month `default`."""
        return 12 * self.year + (self.month or default)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)


class Period(Record):
    """From `start` to `end`; without an end it still lasts."""

    start: Month
    end: Month | None = None

    def __str__(self) -> str:
        return f"{self.start} to {self.end or 'now'}"


def parse_month(text: str) -> Month | None:
    """One date; None if it is none or lies outside 1950-2150."""
    text = text.strip().rstrip(".").replace("’", "").replace("'", "")
    year, month, day = "", "", ""
    if match := re.fullmatch(r"(\d{4})(?:[-/](\d{1,2}))?(?:-(\d{1,2}))?", text):
        year, month, day = match.groups("")
    elif match := re.fullmatch(r"(\d{1,2})/(?:(\d{1,2})/)?(\d{4})", text):
        month, day, year = match.groups("")
    elif match := re.fullmatch(r"([A-Za-z]{3,9})\.?,?\s+(?:(\d{1,2}),?\s+)?(\d{4})", text):
        name, day, year = match.groups("")
        month = str(_MONTHS.index(name[:3].casefold()) + 1) if name[:3].casefold() in _MONTHS else "0"
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return Month(int(year), int(month) if month else None, int(day) if day else None) if int(year) in YEARS else None


def find_period(text: str) -> tuple[Period, int, int] | None:
    """The first range of dates in `text`, and where it stands."""
    for match in _RANGE.finditer(text):
        start, last = parse_month(match["start"] or match["since"]), match["end"]
        lasts = last is None or re.fullmatch(_NOW, last, re.IGNORECASE)
        end = None if lasts else parse_month(last)
        if start and (lasts or end):
            return Period(start, end), match.start(), match.end()
    return None


def find_months(text: str) -> list[tuple[Month, int, int]]:
    """All single dates in `text` with their places; bare numbers count only as years 1950-2150."""
    return [(m, found.start(), found.end()) for found in _ONE.finditer(text) if (m := parse_month(found.group()))]


def without_dates(text: str) -> str:
    """`text` with its ranges and dates cut out."""
    return _ONE.sub(" ", _RANGE.sub(" ", text))


def fault(span: Period, today: date) -> str:
    """Why the period cannot be true, or nothing."""
    if span.start.number(1) > 12 * today.year + today.month:
        return "it starts in the future"
    if span.end and span.end.number(12) < span.start.number(1):
        return "it ends before it starts"
    return ""


def months_of(span: Period, today: date) -> tuple[int, int]:
    """The period as months counted from year 0: [first, end). Bare years count from mid-year."""
    first, now = span.start.number(7), 12 * today.year + today.month
    if span.end is None:
        return min(first, now), now
    last = span.end.number(7) + (1 if span.end.month and span.start.month else 0)
    if span.end == span.start and span.end.month is None:
        last = first + 6
    return first, max(first, min(last, now))
