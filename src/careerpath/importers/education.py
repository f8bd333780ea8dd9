"""The level of an education as people write it: "BSN", "Associate of Applied Science in Networking", "GED"."""

from __future__ import annotations

import re
from datetime import date

from careerpath.importers.dates import find_months, find_period
from careerpath.importers.found import Finding, Line, shown
from careerpath.knowledge.models import Education

_LEVELS: tuple[tuple[Education, str], ...] = (
    ("doctorate", r"(?i:\bdoctor(?:ate)? (?:of|in)\b|\bdoctoral degree\b|\bdoctorate\b|\bph\.? ?d\b\.?)"
                  r"|\b(?:DNP|PharmD|M\.D\.|EdD|DrPH)(?!\w)"),
    ("master", r"(?i:\bmaster(?:['’]?s)?(?: degree)?(?: of| in)\b|\bmaster['’]s\b)"
               r"|\b(?:MSN|MBA|MPH|MHA|M\.S\.?|M\.A\.?|MSc|MEd|MSHI)(?!\w)|(?<!, )\b(?:MS|MA)\b(?! Office)"),
    ("bachelor", r"(?i:\bbachelor(?:['’]?s)?\b)"
                 r"|\b(?:BSN|BScN|BBA|B\.S\.?N?\.?|B\.A\.?|BSc|BAS|BFA)(?!\w)|(?<!, )\b(?:BS|BA)\b"),
    ("associate", r"(?i:\bassociate(?:['’]?s)?(?: degree)?(?: of| in| degree)\b|\bassociate['’]s\b)"
                  r"|\b(?:AAS|ADN|ASN|A\.A\.S?\.?|A\.S\.?)(?!\w)|(?<!, )\b(?:AA|AS)\b"),
    ("certificate", r"(?i:\bcertificate program\b|\bpostsecondary certificate\b"
                    r"|\b(?:vocational|technical|trade)(?: school)? (?:certificate|diploma)\b)"),
    ("some-college", r"(?i:\bsome college\b|\bcollege coursework\b)"),
    ("high-school", r"(?i:\bhigh school\b|\bsecondary school diploma\b|\bg\.?e\.?d\b\.?)|\bHSED\b"),
)  # fmt: skip
_FIELDS = {"BSN": "nursing", "MSN": "nursing", "ADN": "nursing", "ASN": "nursing", "DNP": "nursing practice",
           "MBA": "business administration", "MPH": "public health", "MHA": "health administration"}  # fmt: skip
_UNFINISHED = re.compile(
    r"\b(?:expected|anticipated|in progress|candidate|pursuing|currently|enrolled|incomplete|did not finish"
    r"|working towards?|credits?|ongoing)\b",
    re.I,
)
_FIELD = re.compile(
    r"(?i:[’']?s?(?: degree)?(?: (?:of |in )?(?:applied )?(?:science|arts)\b)?(?:\W+[A-Z]{2,4}\b(?=,|\)))?)\W*"
    r"(?:(?i:in|of) (?P<named>[A-Za-z][A-Za-z& /-]{2,60})|(?P<next>[A-Z][A-Za-z&]+(?: [A-Za-z&]+){0,4}))"
)
_END_OF_FIELD = re.compile(r"\s+(?:from|at|with|and minor|minor)\b|\s{2,}|\s-\s")
_SCHOOL = re.compile(r"\b(?:college|university|school|institute of technology|polytechnic)\b", re.I)


def read_education(line: Line, today: date, *, schools: bool = False) -> Finding | None:
    """The education a line names. An unfinished degree counts as what lies before it. None if the line names no level.

    `schools`: a college without a degree counts too (the line stands under "Education").
    """
    level, words, after = _level(line.text)
    if level is None:
        college = schools and _SCHOOL.search(line.text)
        why = "a college, but no degree is named"
        return Finding("education", "some-college", line, why) if college else None
    study = None if level == "high-school" else _FIELDS.get(words.rstrip(".")) or _field(after)
    if not _is_unfinished(line.text, today):
        return Finding("education", level, line, f"it says {words!r}", field=study)
    if level in ("high-school", "some-college"):
        return Finding("education", "none" if level == "high-school" else level, line, "not finished yet")
    reached = "bachelor" if level in ("master", "doctorate") else "some-college"
    return Finding("education", reached, line, f"{words!r} is not finished yet", field=study)


def _level(text: str) -> tuple[Education | None, str, str]:
    """(level, the words that say it, what follows them)."""
    for level, pattern in _LEVELS:
        if match := re.search(pattern, text):
            return level, match.group().strip(), text[match.end() :]
    return None, "", ""


def _is_unfinished(text: str, today: date) -> bool:
    lasting = find_period(text)
    return bool(
        _UNFINISHED.search(text)
        or (lasting and lasting[0].end is None)
        or any(month.first_day > today.isoformat() for month, _, _ in find_months(text))
    )


def _field(after: str) -> str | None:
    """The field of study out of what follows the degree."""
    match = _FIELD.match(after)
    study = _END_OF_FIELD.split(match["named"] or match["next"])[0] if match else ""
    return None if _SCHOOL.search(study) else shown(study).strip(" -/").lower() or None
