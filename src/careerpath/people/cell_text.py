"""Numbers, states and empty cells as people write them in a table or an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

PLACEHOLDERS = frozenset(
    ("n/a", "na", "n.a.", "none", "null", "nil", "-", "--", "---", "–", "—", "tbd", "tba", "unknown", "?", "not stated",
     "not applicable", "not available", "not known", "pending", "blank", "#n/a", "#value!", "#ref!", "#name?",
     "#div/0!", "#null!", "#num!")
)  # fmt: skip
"""Cells that say that nothing is known."""
_NAMES = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware
|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky
|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana
|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota
|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas
|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|AS American Samoa|GU Guam
|MP Northern Mariana Islands|PR Puerto Rico|VI Virgin Islands|VI U.S. Virgin Islands|DC Washington DC
|DC Washington, D.C.
"""
# 1,500 and -1,234.5 · 6,5 · 1.234,5 · 45.000
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")
_POINTS_AND_COMMA = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+,\d+")
_SPACED = re.compile(r"\d{1,3}(?:\s\d{3})+")
_MONEY_WORDS = re.compile(r"(?P<number>[\d.,]+) ?(?P<thousand>k\b)? ?(?:usd|us\$|dollars?)?", re.I)
_POINTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")


# With a time behind them, as spreadsheets write it: 3/15/24 0:00 · 2024-3-15T00:00 · a day among other text · 45366.0
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)?", re.I)
_STAMPED = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
_STROKES = re.compile(r"(?<![\d/-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?!\d)")
_ZIP = re.compile(r",? \d{5}(?:-\d{4})?$")
MONTHS = 12
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH_NAMED = re.compile(
    rf"(\d{{1,2}})[- ]({'|'.join(name[:3] for name in _MONTHS)})[a-z]*[- ,]+(\d{{4}}|\d{{2}})", re.I
)
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")
_BIRTH_SERIAL = re.compile(r"[1-4]\d{4}(?:\.\d+)?")
_SERIAL_START = date(1899, 12, 30)
"""Day 0 of the numbers that spreadsheets keep for dates, as it works out after February 1900."""


SHORTEST_MONTH = 3
"""Letters of a month that is cut: "Jun", "Sept."."""
_DAY_NUMBER = r"(\d{1,2})(?:st|nd|rd|th)?"
# June 2026 · 15 June 2026 · June 15, 2026 · 6/2026
_NAMED = re.compile(rf"(?:{_DAY_NUMBER} )?([a-z]{{3,9}})\.?,? (?:{_DAY_NUMBER},? )?(\d{{4}})", re.I)
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})/(\d{4})")
_ONE_DATE = re.compile(rf"{_NAMED.pattern}|[^,;\s]+", re.I)


def dates_apart(text: str) -> list[str]:
    """The texts of several dates with blanks, commas or semicolons between: "June 2024, 2019" are two."""
    return [match[0] for match in _ONE_DATE.finditer(" ".join(text.split()))]


def first_day_in(text: str) -> str | None:
    """A day as YYYY-MM-DD from the forms of speech and of forms: "June 2026" (its first day), 6/15/2026; else None."""
    bare = " ".join(text.split())
    if "/" not in bare and "." not in bare and " " not in bare:
        return None
    try:
        named, numbered = _NAMED.fullmatch(bare), _MONTH_AND_YEAR.fullmatch(bare)
        if named and not (named[1] and named[3]):
            return date(int(named[4]), _month_named(named[2]), int(named[1] or named[3] or 1)).isoformat()
        if numbered:
            return date(int(numbered[2]), int(numbered[1]), 1).isoformat()
    except ValueError:  # such as the 31st of June, or no month
        return None
    return day_in(bare) if _SLASHED.fullmatch(bare) else None


def _month_named(word: str) -> int:
    """1-12 by the name or its beginning. Raises ValueError for another word."""
    meant = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(word.casefold())]
    if len(word) < SHORTEST_MONTH or len(meant) != 1:
        raise ValueError(word)
    return meant[0]


def day_in(text: str, *, day_first: bool = False) -> str | None:
    """A day as YYYY-MM-DD from the forms of spreadsheets: 3/15/2024, 15.3.2024, 2024/3/15, 45366; None for no such day.

    Of 3/4/2024 the month comes first, unless `day_first`; with points the day always does.
    """
    bare = " ".join(text.split())
    try:
        day = _day_of(bare, day_first=day_first)
    except ValueError:  # such as 2/30/2024
        return None
    return day.isoformat() if day else None


def _day_of(text: str, *, day_first: bool) -> date | None:
    """The day in one of these forms. Raises ValueError where it is none of the calendar."""
    stamped = _STAMPED.fullmatch(text)
    if stamped:
        year, month, day = stamped.groups()
        return date(int(year), int(month), int(day))
    if _SERIAL.fullmatch(text):
        return _SERIAL_START + timedelta(days=int(float(text)))
    if named := _MONTH_NAMED.fullmatch(text):  # 15-Mar-27
        return date(_whole_year(int(named[3])), _month_named(named[2]), int(named[1]))
    slashed = _SLASHED.fullmatch(text)
    if slashed is None:
        return None
    first, point, second, year = slashed.groups()
    if day_first or point == ".":
        return date(_whole_year(int(year)), int(second), int(first))
    return date(_whole_year(int(year)), int(first), int(second))


def birth_year(text: str, today: date) -> int:
    """The year of a birth date in any form: 1984, 3/15/84, 30000. Raises ValueError for none, or a future one."""
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    if not years and _BIRTH_SERIAL.fullmatch(text.strip()):
        years = [(_SERIAL_START + timedelta(days=int(float(text)))).year]
    elif not years and (day := day_in(text) or day_in(text, day_first=True)):
        year = int(day[:4])
        years = [year - 100 if year > today.year else year]  # of two figures
    if len(years) != 1 or int(years[0]) > today.year:
        raise ValueError("no year of birth such as 1984")
    return int(years[0])


def _whole_year(year: int) -> int:
    """Of two figures as spreadsheets read them; 70 and later are of the last century."""
    if year >= 100:
        return year
    return 2000 + year if year < 70 else 1900 + year


def dates_written(texts: Iterable[str]) -> tuple[str, bool | None]:
    """One date with strokes among the texts ("" for none), and whether the day comes first in them.

    None if no date tells: each of its two numbers could be a month, or the dates contradict each other.
    """
    example = ""
    has_day_first = has_month_first = False
    for text in texts:
        for match in _STROKES.finditer(text):
            example = example or match[0]
            has_day_first |= int(match[1]) > MONTHS
            has_month_first |= int(match[2]) > MONTHS
    if has_day_first == has_month_first:
        return example, None
    return example, has_day_first


def number_in(text: str, *, is_money: bool = False) -> float:
    """The number of a text: "6,5" is 6.5, "1,500" is 1500, "~10" is 10; of money also "1.5k" and "500 USD".

    Raises ValueError if it is none.

    A comma marks thousands only before exactly three digits, else the decimals; so does a point in money, which has no
    third decimal.
    """
    bare = text.strip().lstrip("~$ ")
    if is_money:
        bare = re.sub(r"^(?:usd|us\$)\s*", "", bare, flags=re.I)
    thousands = 1.0
    if is_money and _SPACED.fullmatch(bare):
        bare = re.sub(r"\s", "", bare)
    if is_money and (match := _MONEY_WORDS.fullmatch(bare)):
        bare, thousands = match["number"], 1000.0 if match["thousand"] else 1.0
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    elif is_money and _POINTS.fullmatch(bare):
        bare = bare.replace(".", "")
    elif _POINTS_AND_COMMA.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif _DECIMAL_COMMA.fullmatch(bare):
        bare = bare.replace(",", ".")
    return float(bare) * thousands


def is_placeholder(cell: str) -> bool:
    """True for a cell that says that nothing is known, such as "n/a"."""
    return cell.strip().casefold() in PLACEHOLDERS


def state_in(text: str) -> str:
    """The postal code of a state by its name, also shortened ("Penn.", "N. Carolina"); what is no name stays.

    A ZIP code behind it, a town before it and the code beside the name change nothing: "Columbus, OH 43004".
    """
    whole = _ZIP.sub("", " ".join(text.split()))
    for part in (whole, whole.rpartition(",")[2].strip(), whole.partition(" - ")[0]):
        if code := _state_named(part):
            return code
    return text


def _state_named(text: str) -> str:
    """The code of a state by its code ("N.Y.") or its name; empty for no state, or several."""
    wanted = text.casefold()
    letters = wanted.replace(".", "").upper()
    begins = []
    for pair in _NAMES.replace("\n", "").split("|"):
        code, _, name = pair.partition(" ")
        if letters == code:
            return code
        if name.casefold() == wanted:
            return code
        if _shortens(wanted, name.casefold()):
            begins.append(code)
    return begins[0] if len(begins) == 1 else ""


SHORTEST = 4
"""Characters of a shortened name of one word, its point counted, from which it is taken for one: "Ore.", "Penn"."""


def _shortens(text: str, name: str) -> bool:
    """True if each word of the text begins that of the name: "n. carolina"."""
    words, wanted = [word.rstrip(".") for word in text.split()], name.split()
    if len(words) != len(wanted) or not all(words) or len(text) < SHORTEST:
        return False
    return all(whole.startswith(word) for word, whole in zip(words, wanted, strict=True))
