"""Dates as people write them in a résumé: "Jan 2019 – Present", "01.2019 to date", "15 January 2019", "2016-19"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from careerpath.record import Record

_MONTH_NAMES = (
    "jan(?:uary)?|enero|ene", "feb(?:ruary)?|febrero", "mar(?:ch)?|marzo", "apr(?:il)?|abril|abr", "may|mayo",
    "june?|junio", "july?|julio", "aug(?:ust)?|agosto|ago", "sept?(?:ember)?|septiembre", "oct(?:ober)?|octubre",
    "nov(?:ember)?|noviembre", "dec(?:ember)?|diciembre|dic",
)  # fmt: skip
_NAMES = "|".join(f"(?P<m{number}>{names})" for number, names in enumerate(_MONTH_NAMES, 1))
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_LONG_YEAR = r"(?:19|20|21)\d\d"
_SHORT_YEAR = r"['’]\d\d"
_SEASON = r"(?P<season>spring|summer|fall|autumn|winter)s?"
_DATE = re.compile(
    rf"(?<![\w/])(?!(?<=\D\d{{3}}[-.])\d)(?:"
    rf"(?:(?P<day_before>{_DAY})(?: of)?[\s.-]+)?(?:{_NAMES})\b\.?(?:(?:\s+de)?[\s,./-]*)"
    rf"(?:(?P<day_after>{_DAY})(?:\s*[,|]\s*|\s+))?(?P<named_year>{_LONG_YEAR}|{_SHORT_YEAR})"
    r"|(?P<first>\d{1,2})(?P<mark>[/.-])(?:(?P<second>\d{1,2})(?P=mark))?(?P<last_year>\d{4})"
    r"|(?P<iso_year>\d{4})[-/.](?P<iso_month>\d{1,2})(?:[-/.](?P<iso_day>\d{1,2})(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?)?(?!\d)"
    rf"|(?:(?:{_SEASON}|early|mid|late|q[1-4])[\s:,-]+(?:of |from )?)?(?P<year>\d{{4}}|{_SHORT_YEAR})"
    r")(?![\w/])",
    re.IGNORECASE,
)
"""Two digits between the same signs are day and month: beside a slash or hyphen the month first, else the day."""
_GLUED = re.compile(rf"\b({'|'.join(_MONTH_NAMES)})(?={_LONG_YEAR}\b)", re.IGNORECASE)
_TO = r"\s*(?:-+|→|~|\?|\b(?:to|till?|until|through|thru|up to|hasta|al?)\b)\s*"
"""A question mark between two dates is a dash that an encoding lost."""
_NOW = (
    r"(?:(?:the )?present(?: day)?|pres\b\.?|current(?:ly)?|now|today|ongoing|on-going|to[- ]date|date|still"
    r"|presente|actualidad|actual|la fecha)"
)
_TO_NOW = re.compile(
    rf"(?:{_TO})(?:(?:till?|until|up to)\s+)?{_NOW}(?![\w/])|\s*(?:-+|→)\s*(?=$|[|)]|\s{{3}})|\s+onwards?\b", re.I
)
_SINCE = re.compile(r"\b(?:since|desde)\s+$", re.IGNORECASE)
_MONTH_BEFORE = re.compile(rf"\b({'|'.join(_MONTH_NAMES)})\.?{_TO}$", re.IGNORECASE)
"""The month without a year in "Jan - Jun 2022"."""
_SEASON_BEFORE = re.compile(rf"\b{_SEASON}[\s:,-]+(?:of |from )?$", re.IGNORECASE)
_SEASON_AFTER = re.compile(rf"[\s,(]{{1,3}}(?:(?:during|each|every|in|the|only)\s)*{_SEASON}\b(?! *\d)", re.IGNORECASE)
_DASHES = str.maketrans("−‐‑‒–—―﹣－", "-" * 9)
_SHORT_RANGES = (
    # 01/19 - 12/22: month and year, for a job has no dates without a year
    re.compile(rf"(?<![\w/.-])(\d{{1,2}})[/.](\d\d)(?:{_TO}(?:(\d{{1,2}})[/.](\d\d)(?![\w/])|{_NOW}(?![\w/])))", re.I),
    # Mar 16 - Dec 23
    re.compile(
        rf"\b({'|'.join(_MONTH_NAMES)})\.?\s+(\d\d)(?:{_TO}(?:({'|'.join(_MONTH_NAMES)})\.?\s+(\d\d)\b(?![,/])|{_NOW}(?![\w/])))",
        re.I,
    ),
)
_YEAR_TO_YEAR = re.compile(rf"(?<![\w/.-])({_LONG_YEAR})\s?[-/]\s?(\d\d)(?![\w/.-])")
"""2016-19; up to 12 the second number is a month."""
_VERSION = re.compile(
    r"\b(?:windows|server|office|exchange|sharepoint|outlook|word|excel|access|studio|project|dynamics|autocad|revit"
    r"|version|release|ubuntu|quickbooks|v\d*|usp|nfpa|iso|iec|no\.?|room|unit|suite|ste\.?|apt\.?)[\s:#]+$",
    re.IGNORECASE,
)
"""Before a number of four digits: it is no year."""
_VERSION_AFTER = re.compile(r"\s+(?:edition|version|release|r2)\b", re.IGNORECASE)
_SAME_VERSION = re.compile(r"\s*(?:/|,|&|-|and|to|or)\s*(?:server\s*)?", re.IGNORECASE)
YEARS = range(1950, 2151)
"""Years a date may have."""


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
        if self.month:
            return f"{self.year}-{self.month:02}"
        return str(self.year)


Dated = tuple[Month, int, int]
"""A date and where it stands in the text: [start, end)."""


class Period(Record):
    """From `start` to `end`; without an end it still lasts."""

    start: Month
    end: Month | None = None
    season: str = ""
    """ "summer", if the job was held in this season of each of the years; else empty."""

    def __str__(self) -> str:
        years = f"{self.start} to {self.end or 'now'}"
        return f"the {self.season}s of {years}" if self.season else years


def find_months(text: str) -> list[Dated]:
    """All single dates in `text` with their places; bare numbers count only as years 1950-2150, and never a version."""
    text = text.translate(_DASHES)
    glued = _GLUED.search(text)
    found = []
    version_ends = -1
    for match in _DATE.finditer(text):
        before = text[: match.start()]
        follows_version = version_ends >= 0 and _SAME_VERSION.fullmatch(text, version_ends, match.start())
        if match["year"] and (_VERSION.search(before) or follows_version or _VERSION_AFTER.match(text, match.end())):
            version_ends = match.end()
            continue
        with suppress(ValueError):
            found.append((_month_of(match), match.start(), match.end()))
    return [*found, *_glued_months(text)] if glued else found


def _glued_months(text: str) -> Iterator[Dated]:
    """ "Jan2019": month and year without a blank."""
    for match in _GLUED.finditer(text):
        year = int(text[match.end() : match.end() + 4])
        yield Month(year, _number_of(match[1])), match.start(), match.end() + 4


def _month_of(match: re.Match[str]) -> Month:
    """The date of a match of `_DATE`. Raises ValueError if the calendar has none such."""
    year = match["named_year"] or match["last_year"] or match["iso_year"] or match["year"]
    month, day = _month_and_day(match)
    number = int(re.sub(r"\D", "", day)) if day else None
    exact = Month(_full_year(year), month, number)
    date(exact.year, exact.month or 1, exact.day or 1)  # raises for the 30th of February
    if exact.year not in YEARS:
        raise ValueError("no year of a life")
    return exact


def _month_and_day(match: re.Match[str]) -> tuple[int | None, str | None]:
    """The month and the day as written, by the form of the date."""
    if match["iso_month"]:
        return int(match["iso_month"]), match["iso_day"]
    if match["first"]:
        return _of_two_numbers(match["first"], match["second"], match["mark"])
    for number in range(1, 13):
        if match[f"m{number}"]:
            return number, match["day_before"] or match["day_after"]
    return None, None


def _of_two_numbers(first: str, second: str | None, mark: str) -> tuple[int, str | None]:
    """01/2019 is a month; of 15.01.2019 and 15/01/2019 the second number is it, of 01/15/2019 the first."""
    if second and (mark == "." or int(first) > 12):
        return int(second), first
    return int(first), second


def _full_year(text: str) -> int:
    """The year that four or two digits mean: '19 is 2019, '98 is 1998."""
    digits = text.lstrip("'’")
    if len(digits) == 4:
        return int(digits)
    # Whoever looks for work now neither worked before 1950 nor plans beyond 2049.
    century = 2000 if int(digits) < 50 else 1900
    return century + int(digits)


def _number_of(name: str) -> int:
    """The month that a name or a number means; 0 for none."""
    if name.isdigit():
        return int(name) if 1 <= int(name) <= 12 else 0
    for number, names in enumerate(_MONTH_NAMES, 1):
        if re.fullmatch(names, name, re.IGNORECASE):
            return number
    return 0


Place = tuple[Period, int, int]
"""A range of dates and where it stands in the text: [start, end)."""


def find_period(text: str) -> Place | None:
    """The first range of dates in `text`, and where it stands."""
    return next(iter(find_periods(text)), None)


def find_periods(text: str) -> list[Place]:
    """All ranges of dates in `text` from left to right, none overlapping."""
    text = text.translate(_DASHES)
    months = sorted(find_months(text), key=lambda found: found[1])
    periods: list[Place] = []
    reached = 0
    for number, (start, begin, cut) in enumerate(months):
        if begin < reached:  # the end of the range before
            continue
        following = months[number + 1] if number + 1 < len(months) else None
        if place := _period_from(text, (start, begin, cut), following):
            periods.append(place)
            reached = place[2]
    if periods:
        return periods
    short = _short_range(text)
    return [short] if short else []


def _period_from(text: str, first: Dated, following: Dated | None) -> Place | None:
    """The range that this date begins or, for "Jan - Jun 2022", ends."""
    start, begin, cut = first
    if following and re.fullmatch(_TO, text[cut : following[1]], re.IGNORECASE):
        end, end_begins, stop = following
        season = _season_of(text[begin:cut], text[end_begins:stop], text[stop:])
        return Period(start, end, season), begin, stop
    if lasts := _TO_NOW.match(text, cut):
        return Period(start), begin, lasts.end()
    if since := _SINCE.search(text[:begin]):
        return Period(start), since.start(), cut
    earlier = _MONTH_BEFORE.search(text[:begin])
    if earlier and start.month and _number_of(earlier[1]) <= start.month:
        return Period(Month(start.year, _number_of(earlier[1])), start), earlier.start(), cut
    return None


def _season_of(start: str, end: str, after: str) -> str:
    """The season of "summers 2011-2013" and "2011-2013 (summers)"; none for "Summer 2011 - Fall 2013"."""
    if not re.search(rf"(?:^|\W){_LONG_YEAR}$", start) or not re.fullmatch(_LONG_YEAR, end):
        return ""
    named = re.match(_SEASON, start, re.IGNORECASE) or _SEASON_AFTER.match(after)
    if named is None:
        return ""
    season = named["season"].casefold()
    return "fall" if season == "autumn" else season


def _short_range(text: str) -> tuple[Period, int, int] | None:
    """A range whose years have two digits: they could be days elsewhere, but a job is not dated without its years."""
    for pattern in _SHORT_RANGES:
        for match in pattern.finditer(text):
            first = _number_of(match[1])
            last = _number_of(match[3]) if match[3] else None
            if first and last != 0:
                end = Month(_full_year(match[4]), last) if last else None
                return Period(Month(_full_year(match[2]), first), end), match.start(), match.end()
    for match in _YEAR_TO_YEAR.finditer(text):
        start = int(match[1])
        end_year = start // 100 * 100 + int(match[2])
        if int(match[2]) > 12 and end_year > start and not _VERSION.search(text[: match.start()]):
            before = _SEASON_BEFORE.search(text[: match.start()])
            begins = before.start() if before else match.start()
            season = _season_of(text[begins : match.end(1)], str(end_year), text[match.end() :])
            return Period(Month(start), Month(end_year), season), begins, match.end()
    return None


def without_dates(text: str) -> str:
    """`text` with its dates cut out."""
    text = text.translate(_DASHES)
    return _DATE.sub(" ", _TO_NOW.sub(" ", text))


def lasts(span: Period, today: date) -> bool:
    """True for a job that is held today: without an end, or with one that is still to come."""
    return span.end is None or span.end.number(1) > 12 * today.year + today.month


def fault(span: Period, today: date) -> str:
    """Why the period cannot be true, or nothing."""
    if span.start.number(1) > 12 * today.year + today.month:
        return "it starts in the future"
    if span.end and span.end.number(12) < span.start.number(1):
        return "it ends before it starts"
    return ""


MONTHS_OF_A_SEASON = 3
_SEASON_BEGINS = {"winter": 1, "spring": 3, "summer": 6, "fall": 9}
"""The month that a season begins with; a winter is counted in the year it is named by."""
Span = tuple[int, int]
"""Months counted from year 0: [first, end)."""


def spans_of(period: Period, today: date) -> list[Span]:
    """The months that the period covers; of the seasons of some years those of each year."""
    if not period.season:
        return [months_of(period, today)]
    now = 12 * today.year + today.month
    last_year = period.end.year if period.end else today.year
    spans: list[Span] = []
    for year in range(period.start.year, last_year + 1):
        begins = 12 * year + _SEASON_BEGINS[period.season]
        spans.append((min(begins, now), min(begins + MONTHS_OF_A_SEASON, now)))
    return spans


def months_of(span: Period, today: date) -> Span:
    """The period as months counted from year 0, without a break: [first, end). Bare years count from mid-year."""
    # A bare year may mean any of its months: from middle to middle is right on average.
    first, now = span.start.number(7), 12 * today.year + today.month
    if span.end is None:
        return min(first, now), now
    last = span.end.number(7)
    if span.end.month and span.start.month:  # the last month counts, too
        last += 1
    if span.end == span.start and span.end.month is None:
        last = first + 6
    return first, max(first, min(last, now))
