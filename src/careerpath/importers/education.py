"""The level of an education as people write it: "BSN", "Associate of Applied Science in Networking", "GED"."""

from __future__ import annotations

import re
from datetime import date

from careerpath.importers.dates import find_months, find_period
from careerpath.importers.found import FoundEducation, Place, shown
from careerpath.knowledge.models import Education

_PATTERNS: tuple[tuple[Education, str, str], ...] = (
    # level, words in any case, short forms in capitals
    (
        "doctorate",
        r"\b(?:doctor(?:ate)? (?:of|in)|doctoral degree|doctorate|ph\.? ?d\b\.?)",
        r"\b(?:DNP|PharmD|M\.D\.|EdD|DrPH)",
    ),
    (
        "master",
        r"\b(?:master(?:['’]?s)?(?: degree)?(?: of| in)\b|master['’]?s\b)",
        r"\b(?:MSN|MBA|MPH|MHA|M\.S\.?|M\.A\.?|MSc|MEd|MSHI)(?!\w)|(?<!, )\b(?:MS|MA)\b(?! Office)",
    ),
    (
        "bachelor",
        r"\bbachelor(?:['’]?s)?\b",
        r"\b(?:BSN|BScN|BBA|B\.S\.?N?\.?|B\.A\.?|BSc|BAS|BFA)(?!\w)|(?<!, )\b(?:BS|BA)\b",
    ),
    (
        "associate",
        r"\bassociate(?:['’]?s)?(?: degree)?(?: of| in| degree)\b|\bassociate['’]s\b",
        r"\b(?:AAS|ADN|ASN|A\.A\.S?\.?|A\.S\.?)(?!\w)|(?<!, )\b(?:AA|AS)\b",
    ),
    ("some-college", r"\bsome college\b|\bcollege coursework\b|\bcertificate program\b", r"(?!)"),
    ("high-school", r"\bhigh school\b|\bsecondary school diploma\b|\bg\.?e\.?d\b\.?", r"\bHSED\b"),
)  # fmt: skip
_FIELDS = {"BSN": "nursing", "MSN": "nursing", "ADN": "nursing", "ASN": "nursing", "DNP": "nursing practice",
           "MBA": "business administration", "MPH": "public health", "MHA": "health administration"}  # fmt: skip
_UNFINISHED = re.compile(
    r"\b(?:expected|anticipated|in progress|candidate|pursuing|currently|enrolled|incomplete|did not finish"
    r"|credits?|ongoing)\b",
    re.I,
)
_FIELD = re.compile(
    r"\b(?:degree|science|arts|master(?:['’]?s)?|bachelor(?:['’]?s)?|associate(?:['’]?s)?|BS|BA|AS|AA|AAS|MS|MA|PhD|[ABM]\.[AS]\.?|A\.A\.S\.?)"
    r"[^\w\n]{0,3}\s*(?:in|of)\s+(?!science\b|arts\b|applied\b)([A-Z][A-Za-z&/ -]{2,60})",
    re.I,
)
_PLAIN_FIELD = re.compile(r"\.?[\s,–—-]+([A-Z][A-Za-z&]+(?: [A-Za-z&]+){0,4})(?=\s*(?:,|\||$|[–—(]|\s-\s|\s{2}))")
_SCHOOL = re.compile(r"\b(?:college|university|school|institute of technology|polytechnic)\b", re.I)


def read_education(
    place: Place, today: date, *, field: str = "", unfinished: bool = False, schools: bool = False
) -> FoundEducation | None:
    """The education a line names. An unfinished degree counts as `some-college`. None if the line names no level.

    `schools`: a college without a degree counts too (the line stands under "Education").
    """
    hit = _level(place.text)
    open_ended = unfinished or _is_unfinished(place.text, today)
    if hit is None:
        if schools and _SCHOOL.search(place.text):
            return FoundEducation("some-college", field or None, place, "a college, but no degree is named")
        return None
    level, words = hit
    study = field or (None if level == "high-school" else _field(place.text, words))
    if not open_ended:
        return FoundEducation(level, study, place, f"it says {words!r}")
    if level in ("high-school", "some-college"):
        return FoundEducation("some-college" if level == "some-college" else "none", None, place, "not finished yet")
    before: Education = "bachelor" if level in ("master", "doctorate") else "some-college"
    return FoundEducation(before, study, place, f"{words!r} is not finished yet")


def _level(text: str) -> tuple[Education, str] | None:
    for level, words, capitals in _PATTERNS:
        match = re.search(words, text, re.I) or re.search(capitals, text)
        if match:
            return level, match.group().strip()
    return None


def _is_unfinished(text: str, today: date) -> bool:
    if _UNFINISHED.search(text):
        return True
    if (found := find_period(text)) and found[0].current:
        return True
    return any(month.first_day > today.isoformat() for month, _, _ in find_months(text))


def _field(text: str, words: str) -> str | None:
    if words.rstrip(".") in _FIELDS:
        return _FIELDS[words.rstrip(".")]
    if match := _FIELD.search(text):
        study = re.split(r"\s+(?:from|at|with|and minor|minor)\b|\s{2,}|\s-\s", match[1])[0]
        return shown(study).strip(" -/").lower() or None
    after = text[text.find(words) + len(words) :] if words[:1].isupper() else ""
    if (match := _PLAIN_FIELD.match(after)) and not _SCHOOL.search(match[1]):
        return match[1].strip().lower()
    return None
