"""Texts of other kinds that name jobs and skills, too: they say nothing of who gives the file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from careerpath.importers.dates import find_period
from careerpath.importers.found import Line

_SIGNS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("a job posting", 3, (
        r"we(?:['’]re| are) (?:seeking|looking for|hiring)|is (?:seeking|hiring) an?",
        r"about the (?:job|role|position|team)|position summary|job description|job summary",
        r"apply (?:now|today|online|by|at)|how to apply|easy apply|\d+ applicants",
        r"equal opportunity employer|without regard to race",
        r"(?:preferred|minimum|required|basic) (?:qualifications|skills|experience)|^requirements\b|nice to have",
        r"(?:ideal|successful) candidate|candidates? (?:must|should|will)",
        r"you will|you['’]ll|what we offer|we offer",
        r"(?:job|requisition|posting|req) ?(?:id|number|no|#)\b|date posted|posted \d+",
        r"benefits (?:include|package)|salary range|pay range|401\(?k\)?",
    )),
    ("an invoice", 2, (
        r"invoice",
        r"(?:amount|balance|total) due|subtotal",
        r"bill to|remit|payment terms|\bqty\b|unit price",
    )),
)  # fmt: skip
"""What a text is, how many of the signs it takes, and the signs."""


def other_kind(lines: Sequence[Line]) -> str:
    """What the text is if it is no résumé, and how that was seen; "" if it may be one. Ranges of dates make it one."""
    if any(find_period(line.text) for line in lines):
        return ""
    for what, least, patterns in _SIGNS:
        signs: list[str] = []
        for pattern in patterns:
            sign = next((hit[0] for line in lines if (hit := re.search(pattern, line.text, re.IGNORECASE))), "")
            if sign:
                signs.append(f'"{sign.lower()}"')
        if len(signs) >= least:
            return f"{what} ({', '.join(signs[:3])})"
    return ""
