"""The level of an education as people write it: "BSN", "Associate of Applied Science in Networking", "GED"."""

from __future__ import annotations

import re
from datetime import date

from careerpath.importers.dates import find_months, find_period, without_dates
from careerpath.importers.found import Finding, Line, shown
from careerpath.importers.skill_text import denied
from careerpath.knowledge.models import Education

_ORDER: tuple[Education, ...] = (
    "doctorate", "master", "bachelor", "associate", "certificate", "some-college", "high-school",
)  # fmt: skip
_WORDS: dict[Education, str] = {
    "doctorate": r"doctor(?:ate)? (?:of|in)\b|doctoral degree\b|doctorate\b",
    "master": r"master(?:['’]?s)?(?: degree)?(?: of| in)\b|master['’]?s (?:degree|program)\b|master['’]s\b"
    r"|maestr[ií]a\b",
    "bachelor": r"bachelor(?:['’]?s)?(?: degree)?(?: of| in)?\b|bachillerato\b|licenciatura\b",
    "associate": r"associate(?:['’]?s)?(?: degree)?(?: of| in| degree)\b|associate['’]s\b",
    "certificate": r"certificate program\b|postsecondary certificate\b"
                   r"|(?:vocational|technical|trade)(?: school)? (?:certificate|diploma)\b",
    "some-college": r"some college\b|college coursework\b",
    "high-school": r"high[- ]school\b|secondary school\b|g\.?e\.?d\b\.?|hsed\b|hs diploma\b"
                   r"|no diploma\b",
}  # fmt: skip
"""Degrees in words: they count wherever they stand."""
_IN_TEXT = re.compile(
    r"\b(?:(?:associate|bachelor|master|doctoral|doctor|doctorate)(?:['’]?s)?"
    r"(?: degree| of (?:applied )?(?:science|arts)\b)"
    r"|high[- ]school diploma|g\.?e\.?d\b)",
    re.IGNORECASE,
)
"""What is a degree in a sentence, too: "Sales associate in electronics" and "high school teacher" are none."""
_OF_OTHERS = re.compile(
    r"\b(?:students?|patients?|candidates?|applicants?|graduates?|requir\w+|taught|teach\w*|tutor\w*|towards?)\b", re.I
)
"""In a sentence: the degree is somebody else's or a condition."""
_LETTERS: dict[Education, str] = {
    "doctorate": r"Ph\.? ?D|DNP|PharmD|Pharm\.D|M\.D|MD|Ed\.?D|DrPH|D\.?O|DPT|J\.?D|Psy\.?D",
    "master": r"M\.? ?S\.? ?N|MBA|M\.B\.A|MPH|M\.P\.H|MHA|MEd|M\.Ed|M\.? ?Sc|M\.?Tech|MCA|MPA|MPP|MSW|MFA"
              r"|M\.? ?S(?:[A-Z]{1,4})?|M\.? ?A|M\.?Eng",
    "bachelor": r"B\.? ?S\.? ?N|B\.? ?Sc\.?N?|BBA|B\.B\.A|BAS|BFA|BCA|B\.?Tech|B\.?Eng|B\.?Com|BHSc|BSc"
                r"|B\.? ?S(?:[A-Z]{1,4})?|B\.? ?A|MB ?BS|MB ?Ch ?B|BDS|B\.?Pharm",
    "associate": r"A\.? ?A\.? ?S|ADN|ASN|A\.? ?A|A\.? ?S|AAT|AGS",
    "some-college": r"HND|HNC",
    "high-school": r"HSED",
}  # fmt: skip
"""Degrees in letters: elsewhere a state, a product, a job or another person's title."""
_TAIL = r"\.?(?:\s?\(Hons?\.?\)|\s?\(Honours\)|\s?Hons?\b\.?)?(?![\w/+#])"
_NEVER_AFTER = re.compile(r"\s*(?:\d{5}|Office\b|Outlook\b|Teams\b|Excel\b|Word\b|Windows\b|SQL\b|/\d)")
"""Behind the letters they show a ZIP code or a product."""
_STATES = frozenset(("MA", "MS", "AS", "MD"))
_POST_NOMINAL = re.compile(r"BSN|MSN|DNP|PhD|PharmD|MBA|MPH|MHA|ADN|ASN|AAS|B\.S\.N|M\.S\.N|Ph\.D|MSHI|BSHIM")
"""Behind a name they count, as no state and no job has these letters."""
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w.'’-]*,?\s+|[a-z]{2,}\s+[a-z]{2,},\s){1,8}")
"""A name and the letters before, such as "Sample Person, RN, "."""
_FIELDS = {"BSN": "nursing", "MSN": "nursing", "ADN": "nursing", "ASN": "nursing", "DNP": "nursing practice",
           "MBA": "business administration", "MPH": "public health", "MHA": "health administration",
           "PHARMD": "pharmacy", "MBBS": "medicine", "MBCHB": "medicine", "BDS": "dentistry",
           "BPHARM": "pharmacy"}  # fmt: skip
_UNFINISHED = re.compile(
    r"\b(?:expected|anticipated|in progress|candidate|pursuing|currently|enrolled|incomplete|did not finish"
    r"|working towards?|credits?|ongoing|less than|drop(?:ped)?[- ]?out"
    r"|(?:did not|didn['’]t|never) (?:finish|complet|graduat)\w*)\b"
    r"|\b(?:some|no|without(?: a)?) (?=high|ged\b|hs\b|diploma)",
    re.I,
)
_PLACE = re.compile(r"[,;|•·–—()\t:]|\s-\s|\s{3,}|\s/\s")
"""Between them stand degree, field, school, place and date."""
_HONORS = re.compile(
    r"\b(?:[cg]\.?p\.?a|cum laude|honou?rs?|hons|distinction|first class|second class|dean['’]?s list|graduated?"
    r"|class of"
    r"|minor|major|concentration|emphasis|expected|anticipated|in progress|valedictorian|scholarship|diploma|degree"
    r"|coursework|credits?|completed|thesis|current(?:ly)?|present|online|candidate|pursuing|enrolled|incomplete)\b",
    re.I,
)
"""What stands in the place of a field and is none."""
_SCHOOL = re.compile(
    r"\b(?:college|university|universidad|school|institute|polytechnic|academy|community|seminary|cc)\b", re.I
)
_TAUGHT = re.compile(
    r"\b(?:certificate|certification|diploma|vocational|trade school|technical school|apprenticeship)\b", re.I
)
_SHORT_COURSE = re.compile(r"\b(?:boot ?camp|workshop|seminar|webinar|course|coursework)\b", re.I)
_DETAIL = re.compile(
    r"\b(?:[cg]\.?p\.?a\b|dean['’]?s list|honou?rs?|relevant coursework|coursework|thesis|minor|scholarship|activities"
    r"|capstone|a-levels?|\d{1,3}\s?%|cum laude|member|society|club)",
    re.I,
)
_FORM_LABEL = re.compile(
    r"(?:dates \(from|name and type of organi[sz]ation|principal subjects|level in national|mother tongue"
    r"|other languages?)\b",
    re.IGNORECASE,
)
"""Lines of the European form that hold what a profile does not."""
_MAJOR = re.compile(r"(?:major|field of study|course of study|speciali[sz]ation)\s*:\s*(?P<field>.+)", re.IGNORECASE)
_END_OF_FIELD = re.compile(
    r"\s+(?:from|at|with|and minor|minor|degree|program)\b|\s{2,}|\s-\s|\.(?:\s|$)|\b[A-Z][a-z]+ Year\b"
)
_REST_OF_DEGREE = re.compile(
    r"^['’]?s?(?: degree)?(?:\s+(?:of|in)\b)?(?:\s+(?:applied\s+)?(?:science|arts)\b)?", re.IGNORECASE
)
""" "Bachelor" is read; "'s degree of Applied Science" still belongs to it."""
_HONS = r"\((?:hons?|honou?rs)\.?\)"
_ABBREVIATION = re.compile(r"\(?\b[A-Z]{2,5}\b\)?")


def read_education(line: Line, today: date, *, schools: bool = False) -> Finding | None:
    """The education a line names. An unfinished degree counts as what lies before it. None if the line names no level.

    In running text (`other`) only words that mean nothing else count, where the sentence says it of its writer.
    `schools`: a college without a degree counts, too. Degrees in letters count at the beginning of a part of a line
    under "Education", and behind the name at the top; elsewhere they mean something else.
    """
    if line.kind == "other" and not is_of_education(line) and not _says_own_degree(line):
        return None
    found = _degree(line)
    if found is None:
        return _without_degree(line) if schools else None
    level, words, after = found
    study = None if level in ("high-school", "some-college") else _field(words, after)
    if not _is_unfinished(line.text, today):
        return Finding("education", level, line, f"it says {words!r}", field=study)
    if level == "high-school":
        return Finding("education", "none", line, "not finished yet")
    if level == "some-college":
        return Finding("education", level, line, "not finished yet")
    reached = "bachelor" if level in ("master", "doctorate") else "some-college"
    return Finding("education", reached, line, f"{words!r} is not finished yet", field=study)


def field_of_major(text: str) -> str | None:
    """The field of study that a line of its own names: "Major: Nursing"."""
    major = _MAJOR.match(text)
    return _as_field(major["field"]) if major else None


def _says_own_degree(line: Line) -> bool:
    """True for a sentence of a summary that names a degree and neither wishes for it nor says it of others."""
    degree = _IN_TEXT.search(line.text)
    if degree is None or line.is_item or _OF_OTHERS.search(line.text):
        return False
    return not denied(line, degree.start())


def is_of_education(line: Line) -> bool:
    """True for a line under "Education", and under a heading that may be it ("Education & Certificates")."""
    if line.kind == "education":
        return True
    if line.kind == "certifications":
        return re.search(r"educat|academ", line.under, re.IGNORECASE) is not None
    # "Qualifications" are a summary or degrees: these have a school and a year
    may_be_degree = line.kind == "other" and "qualification" in line.under.casefold()
    return may_be_degree and bool(find_months(line.text)) and _SCHOOL.search(line.text) is not None


def is_detail(text: str) -> bool:
    """True for what people add to a degree and a profile does not hold: grades, honors, a place, a date."""
    rest = without_dates(text)
    if _FORM_LABEL.match(text) or _MAJOR.match(text):
        return True
    return bool(_DETAIL.search(text)) or len(re.findall(r"[^\W\d_]{2,}", rest)) <= 1 or bool(_SCHOOL.search(text))


def _without_degree(line: Line) -> Finding | None:
    text = line.text
    if _SHORT_COURSE.search(text) and not re.search(r"\b(?:college|university)\b", text, re.I):
        return None
    if _TAUGHT.search(text):
        return Finding("education", "some-college", line, "a certificate or diploma beyond school")
    college = re.search(r"\b(?:college|university|universidad|institute of technology|polytechnic)\b", text, re.I)
    if college is None:
        return None
    return Finding("education", "some-college", line, "a college, but no degree is named")


def _degree(line: Line) -> tuple[Education, str, str] | None:
    """(level, the words that say it, what follows them) of the highest degree the line names."""
    for level in _ORDER:
        if match := re.search(rf"\b(?:{_WORDS[level]})", line.text, re.I):
            return level, match.group().strip(), line.text[match.end() :]
        if match := _letters(line, level):
            return level, match.group().strip(), line.text[match.end() :]
    return None


def _letters(line: Line, level: Education) -> re.Match[str] | None:
    """The letters of a degree at the beginning of a part of the line, unless they are a state or a product there."""
    if level not in _LETTERS:
        return None
    text = line.text
    for match in re.finditer(rf"(?<![\w./])(?:{_LETTERS[level]}){_TAIL}", text):
        before = text[: match.start()]
        if _NEVER_AFTER.match(text, match.end()) or not _begins_part(before) or _is_state(match, text):
            continue
        stands_alone = _POST_NOMINAL.fullmatch(match.group()) is not None
        if is_of_education(line) or (stands_alone and line.kind == "certifications"):
            return match
        if stands_alone and line.kind == "top" and _NAME_BEFORE.fullmatch(before):
            return match
    return None


def _begins_part(before: str) -> bool:
    """True if nothing but a filling word stands between the last comma or dash and here."""
    between = _PLACE.split(before)[-1].strip()
    return not between or re.fullmatch(r"(?:and|&|earned|a|an)", between, re.IGNORECASE) is not None


def _is_state(match: re.Match[str], text: str) -> bool:
    """ "Jackson, MS": alone behind something else, and without points."""
    letters = match.group().replace(" ", "").strip()
    if letters not in _STATES:
        return False
    stands_alone = re.match(r"\s*(?:$|[,;|)–-])", text[match.end() :]) is not None
    return stands_alone and bool(text[: match.start()].strip())


def _is_unfinished(text: str, today: date) -> bool:
    lasting = find_period(text)
    return bool(
        _UNFINISHED.search(text)
        or (lasting and lasting[0].end is None)
        or any(month.first_day > today.isoformat() for month, _, _ in find_months(text))
    )


def _field(words: str, after: str) -> str | None:
    """The field of study out of what follows the degree, or what its letters say."""
    letters = re.sub(r"[^A-Za-z]", "", words).upper()
    if letters in _FIELDS:
        return _FIELDS[letters]
    after = _REST_OF_DEGREE.sub("", after)
    if in_brackets := re.search(rf"\((?P<letters>{'|'.join(_FIELDS)})\)", after):
        return _FIELDS[in_brackets["letters"].upper()]
    named = re.match(rf"[\s\W]*(?:{_HONS}\s*)?(?:(?:in|en)\s+)", after, re.I)
    if named:
        return _as_field(after[named.end() :])
    # else the first part that says something: "BSc, Computing, Example University"
    for part in _PLACE.split(re.sub(_HONS, " ", after, flags=re.I))[:4]:
        part = part.strip(" .,'’")
        if _ABBREVIATION.sub("", part).strip():
            inside = re.match(r"(?:in|of|en)\s+(.*)", part, re.I)
            if inside:
                part = inside[1]
            return _as_field(part)
    return None


def _as_field(text: str) -> str | None:
    """The words if they can be a field of study; none if they are a school, an honor, a place or a date."""
    text = _PLACE.split(text.strip())[0] if text.strip() else ""
    if _SCHOOL.search(text):
        return None
    study = _END_OF_FIELD.split(without_dates(text))[0].strip(" -/.,&'’")
    study = re.sub(r"\s+[A-Z]{2}$", "", study)
    if _HONORS.search(study) or not re.fullmatch(r"[^\W\d_][\w &/'-]{2,60}", study):
        return None
    return shown(study).lower()
