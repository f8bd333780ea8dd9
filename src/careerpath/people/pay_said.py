"""What somebody earns or wants to earn, by the hour or by the year: one rule for the quiz, tables and files.

Up to `MOST_AN_HOUR` dollars are pay of an hour; between that and `LEAST_A_YEAR` it is not known what is meant.
"""

from __future__ import annotations

import re

from careerpath.people.cell_text import number_in

HOURS_A_YEAR = 2080
"""Of a full-time job: 40 hours in 52 weeks."""
MOST_AN_HOUR = 200
"""Dollars up to which pay is taken as pay an hour."""
LEAST_A_YEAR = 1000
"""Dollars from which on pay is taken as pay a year."""
TIMES_A_YEAR = {"an_hour": HOURS_A_YEAR, "a_week": 52, "two_weeks": 26, "a_month": 12, "a_year": 1}
_UNIT = re.compile(
    r"[\s/]*(?:(?:/|per|an?|every)\s*)?(?:"
    r"(?P<an_hour>hours?|hourly|hrs?\.?|h)"
    r"|(?P<two_weeks>bi-?weekly|two weeks|2 weeks)"
    r"|(?P<a_week>weeks?|weekly|wk\.?)"
    r"|(?P<a_month>months?|monthly|mo\.?)"
    r"|(?P<a_year>years?|yearly|yrs?\.?|annum|annual(?:ly)?|p\.?a\.?)"
    r")$",
    re.I,
)
"""Behind a number: "31.50/h", "5,400 a month", "$65,000 per year"."""


def pay_in(text: str) -> tuple[float, str]:
    """Dollars a year, and for what time they were said ("an hour", "two weeks"; "" for a year).

    Raises ValueError if it is no number, and with a reason if it is not clear for what time.
    """
    unit = _UNIT.search(text)
    said = str(unit.lastgroup) if unit else ""
    usd = number_in(text[: unit.start()] if unit else text, is_money=True)
    if said:
        return float(round(usd * TIMES_A_YEAR[said], 2)), "" if said == "a_year" else said.replace("_", " ")
    return by_the_year(usd)


def by_the_year(usd: float) -> tuple[float, str]:
    """The same for a bare number. Raises ValueError with the reason."""
    if usd <= 0 or usd >= LEAST_A_YEAR:
        return usd, ""
    if usd > MOST_AN_HOUR:
        raise ValueError(f"{usd:g} dollars are pay neither for a year nor for an hour; write 38000 or 18.50/hour")
    return float(round(usd * HOURS_A_YEAR)), "an hour"
