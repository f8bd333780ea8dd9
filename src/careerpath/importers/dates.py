"""Dates as people write them in a résumé: "Jan 2019 – Present", "2019-01", "03/2018 to 05/2020"."""

from __future__ import annotations

import re
from datetime import date

from careerpath.importers.found import Month, Period

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{2,6})?\.?"
_DAY = (
    rf"(?:{_NAME}\s+\d{{1,2}},?\s+\d{{4}}|{_NAME},?\s+['’]?\d{{4}}"
    r"|\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}/(?:\d{1,2}/)?\d{4}|\d{4})"
)
_NOW = r"(?:present|current|currently|now|today|ongoing|to date)"
_ONE = re.compile(rf"(?<![\w/-]){_DAY}(?![\w/]|-\d)", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?<![\w/-])(?P<start>{_DAY})\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b)\s*(?P<end>{_DAY}|{_NOW})(?![\w/])"
    rf"|\bsince\s+(?P<since>{_DAY})(?![\w/])",
    re.IGNORECASE,
)
FIRST_YEAR = 1950


def parse_month(text: str) -> Month | None:
    """One date; None if it is none or lies outside 1950-2150."""
    text = text.strip().rstrip(".").replace("’", "'").replace("'", "")
    if match := re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:T.*)?", text):
        return _month(match[1], match[2], match[3])
    if match := re.fullmatch(r"(\d{1,2})/(?:(\d{1,2})/)?(\d{4})", text):
        return _month(match[3], match[1], match[2])
    if match := re.fullmatch(r"([A-Za-z]{3,9})\.?,?\s+(?:(\d{1,2}),?\s+)?(\d{4})", text):
        name = match[1].casefold()[:3]
        return _month(match[3], str(_MONTHS.index(name) + 1), match[2]) if name in _MONTHS else None
    return None


def _month(year: str, month: str | None, day: str | None) -> Month | None:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not FIRST_YEAR <= int(year) <= 2150:
        return None
    return Month(int(year), int(month) if month else None, int(day) if day else None)


def find_period(text: str) -> tuple[Period, int, int] | None:
    """The first range of dates in `text`, and where it stands."""
    for match in _RANGE.finditer(text):
        start = parse_month(match["start"] or match["since"])
        last = match["end"]
        if start is None:
            continue
        if last is None or re.fullmatch(_NOW, last, re.IGNORECASE):
            return Period(start, None, True), match.start(), match.end()
        if end := parse_month(last):
            return Period(start, end), match.start(), match.end()
    return None


def find_months(text: str) -> list[tuple[Month, int, int]]:
    """All single dates in `text` with their places; bare numbers count only as years 1950-2150."""
    return [(m, found.start(), found.end()) for found in _ONE.finditer(text) if (m := parse_month(found.group()))]


def period(start: str, end: str) -> Period | None:
    """A period from two fields of a table; an empty end means it still lasts. None without a usable start."""
    first = parse_month(start)
    if first is None:
        return None
    if not end.strip() or re.fullmatch(_NOW, end.strip(), re.IGNORECASE):
        return Period(first, None, True)
    last = parse_month(end)
    return Period(first, last) if last else Period(first)


def fault(span: Period, today: date) -> str:
    """Why the period cannot be true, or nothing."""
    now = 12 * today.year + today.month
    if _index(span.start, 1) > now:
        return "it starts in the future"
    if span.end and _index(span.end, 12) < _index(span.start, 1):
        return "it ends before it starts"
    return ""


def months_of(span: Period, today: date) -> tuple[int, int] | None:
    """The period as months counted from year 0: [first, end). Bare years count from mid-year. None if open."""
    now = 12 * today.year + today.month
    if span.end is None and not span.current:
        return None
    first = _index(span.start, 7)
    if span.end is None:
        return min(first, now), now
    last = _index(span.end, 7) + (1 if span.end.month and span.start.month else 0)
    same_year = span.end.month is None and span.end.year == span.start.year
    return first, max(first, min(first + 6 if same_year else last, now))


def in_words(span: Period) -> str:
    """ "2019-06 to now", "2014 to 2016"."""
    end = _month_words(span.end) if span.end else "now" if span.current else "an end not stated"
    return f"{_month_words(span.start)} to {end}"


def _month_words(month: Month) -> str:
    return f"{month.year}-{month.month:02}" if month.month else str(month.year)


def _index(month: Month, default: int) -> int:
    return 12 * month.year + (month.month or default)
