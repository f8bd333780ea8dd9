"""Dates as people write them in a résumé: "Jan 2019 – Present", "2019-01", "03/2018 to 05/2020"."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date

from careerpath.record import Record

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DATE = re.compile(
    rf"(?<![\w/])(?<!\D\d{{3}}-)(?:(?P<name>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?,?\s+(?:(?P<day>\d{{1,2}}),?\s+)?['’]?"
    r"|(?P<month>\d{1,2})/(?:(?P<day_after>\d{1,2})/)?)?"
    r"(?P<year>\d{4})(?:[-/](?P<month_after>\d{1,2})(?:-(?P<last>\d{1,2}))?(?!\d))?(?![\w/])",
    re.IGNORECASE,
)
_TO = r"\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b)\s*"
_TO_NOW = re.compile(_TO + r"(?:present|current|currently|now|today|ongoing|to date)(?![\w/])", re.IGNORECASE)
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


def find_months(text: str) -> list[tuple[Month, int, int]]:
    """All single dates in `text` with their places; bare numbers count only as years 1950-2150."""
    found = []
    for match in _DATE.finditer(text):
        month = (
            match["month"] or match["month_after"] or (match["name"] and _MONTHS.index(match["name"].casefold()) + 1)
        )
        day = match["day"] or match["day_after"] or match["last"]
        with suppress(ValueError):
            date(int(match["year"]), int(month or 1), int(day or 1))
            if int(match["year"]) in YEARS:
                exact = Month(int(match["year"]), int(month) if month else None, int(day) if day else None)
                found.append((exact, match.start(), match.end()))
    return found


def find_period(text: str) -> tuple[Period, int, int] | None:
    """The first range of dates in `text`, and where it stands."""
    months = find_months(text)
    for (start, begin, cut), (end, after, stop) in zip(months, [*months[1:], (None, -1, -1)]):
        if end and re.fullmatch(_TO, text[cut:after], re.IGNORECASE):
            return Period(start, end), begin, stop
        if lasts := _TO_NOW.match(text, cut):
            return Period(start), begin, lasts.end()
        if since := re.search(r"\bsince\s+$", text[:begin], re.IGNORECASE):
            return Period(start), since.start(), cut
    return None


def without_dates(text: str) -> str:
    """`text` with its dates cut out."""
    return _DATE.sub(" ", _TO_NOW.sub(" ", text))


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
