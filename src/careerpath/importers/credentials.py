"""Certifications and licences in a line of text, with their dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from careerpath.importers.dates import find_months, find_period, without_dates
from careerpath.importers.found import Finding, Found, Kind, Line
from careerpath.importers.matcher import Lexicon, Match, is_sure
from careerpath.importers.skill_text import denied
from careerpath.importers.standing import lapse_of, only_standing, tells_standing, why_not_held, why_of_others
from careerpath.record import replace

_CONTEXT = re.compile(r"\b(?:certif\w*|credential\w*|licen[sc]\w*|exam|passed|earned|comptia)\b", re.I)
_UNTIL = re.compile(
    r"\b(?:expir\w*|exp\.?|lapsed|ended|until|hasta|till?|through|thru|(?:valid|good|current|active|renewed) to"
    r"|renew(?:al|s|able)?(?: by| until| due)?|next due)\W*$",
    re.I,
)
_NOT_PASSED = re.compile(
    r"\b(?:booked|scheduled|failed|retak(?:e|es|ing)|to go|planned|pending|not (?:yet )?(?:taken|passed)|not yet)\b"
    r"(?!.*\bpassed)",
    re.I,
)
"""Behind the name of one of two exams."""
_RENEWED = re.compile(r"\b(?:renewed|re-?certified)(?: in| on)?\W*$", re.I)
"""Before a date: from then on it is valid again."""
_EXAM = re.compile(r"\bNCLEX\b|\bUSMLE\b")
"""What has to be passed before a license."""
_ABROAD = re.compile(
    r"\b(?:nursing and midwifery council|nurses and midwives|nurs(?:es|ing) council"
    r"|college of (?:registered |practical )?nurses"
    r"|professional regulation commission|general (?:medical|pharmaceutical) council|nmc|prc|ahpra|hcpc|gphc"
    r"|ontario|alberta|british columbia|manitoba|saskatchewan|qu[eé]bec|nova scotia|canada|philippines?|india|kerala"
    r"|united kingdom|ireland|australia|new zealand|nigeria|kenya|ghana|jamaica|pakistan|south africa)\b",
    re.I,
)
"""Who gives licenses elsewhere."""
_OF_OTHERS = re.compile(
    r"\b(?:taught|teach(?:es|ing)?|tutor(?:ed|ing|s)?|instruct(?:ed|or|ing)|coach(?:ed|ing)?|mentor(?:ed|ing)?"
    r"|(?:help|prepar|train|support|assist)(?:ed|ing)?\b[^.;]{0,40}\b(?:students?|learners?|colleagues?|others|staff"
    r"|nurses"
    r"|techs?|technicians|people|them|candidates|employees|veterans))\b",
    re.I,
)
"""What follows is what other people learn."""
_COURSE = re.compile(
    r"\b(?:attended|took|prep(?:aration|aratory)?|boot ?camp|class(?:es)?|courses?|workshop|seminar|study group"
    r"|coursework|videos?|books?|audited|awareness|sessions?|contact hours)\b",
    re.I,
)
"""Beside a certification: it was taken once, which is not the certification."""
_ALL_COURSES = re.compile(r"\b(?:all(?: of the)?|(\d+) (?:of|/) \1)(?: \d+)? (?:courses|classes)\b", re.I)
"""Of a certificate that courses lead to: "5 of 5 courses"."""
_TRAINING = re.compile(r"\b(?:training|trained|trainer)\b", re.I)
"""Beside a name without a word of the certification: "Epic new-hire training"."""
_QUOTED = re.compile('["“][^"“”]{3,}["”]')
_BODY = re.compile(r"\s+(?:Committee|Council|Workgroup|Group|Club|Society|Conference|Summit)\b")
"""Behind the name of a field: who meets for it."""
_EXAM_CODE = re.compile(r"\b[A-Z]{2}-\d{3}\b")
"""Nothing else is called so: "PL-300"."""
_TRAINING_NAME = re.compile(r"\w \w*(?:training|certificate|certification)\b", re.I)
"""A name that says what it is: "HIPAA training", among the courses."""
_VERSION = re.compile(r"\bv(?:ersion)?[ .]?(?P<number>\d)\b", re.I)
""" "ITIL v3" is not ITIL 4."""
_USER = re.compile(r"\b(?:(?:super|end|power)[- ]?users?|proficien(?:cy|t))\b", re.I)
"""Beside the name of a product: who uses it well need not be certified in it."""
_FULL_NAME = re.compile(r"(?:[A-Z]\w+ ){2,}(?:\w+ )*\([A-Z]{3,}\)")
"""The name in full and its short form: "Registered Health Information Technician (RHIT)"."""
_LICENCE = re.compile(r"\b(?:licen[sc]\w*|registered|board|state of [A-Z]\w+)\b", re.I)
_ONLY_LICENSES = re.compile(r"(?:\w+ )?licen[sc](?:es?|ures?)", re.I)
"""A heading under which "RN" is one; under "Licenses and Certifications" it may be something else."""
_SEPARATOR = re.compile(r"[;•|]|[,.](?=\s)")
BELOW = 2
"""Lines from a certification to the one that says how it stands, at most: a blank one may lie between."""
_DETAIL = re.compile(
    r"\W*(?:(?:(?:by )?(?:the )?(?:end|beginning|start|middle) of"
    r"|dates?|issued|earned|passed|exp\w*|valid|renew\w*|re-?certif\w*|since|active|current(?!ly)|in good|good"
    r"|maintained|does not|in progress)\b.*|\S*"
    r"|(?:state|commonwealth) of \w+(?: \w+)?|(?:state of )?\w+(?: \w+)? \((?:compact|multi-?state)[^)]*\)|(?:lic\w*"
    r"|no|number)\b\.? ?#? ?\w+)\W*",
    re.I,
)
"""What may follow a name after a comma and still belong to it, dates apart: one word, or words about its dates."""


def take_credentials(found: Found, lexicon: Lexicon, line: Line, today: date) -> list[Match]:
    """Add what one line says is held; return the names that were read.

    In a list of certifications every name counts, and licences do; elsewhere only what can mean nothing else.
    """
    if _take_standing(found, line, lexicon):
        return []
    used: list[Match] = []
    held: dict[str, Finding] = {}
    refused: set[str] = set()
    for start, end in _items(line.text, lexicon):
        kind, names = _names_in(lexicon, line, start, end)
        used += names
        for match in _first_of_each_place(names):
            finding = _read(kind, match, line, line.text[start:end], lexicon)
            if match.text.isupper() and any(other.start == match.start and other.id != match.id for other in names):
                finding = replace(finding, unsure=SEVERAL)
            if _are_of_another_trade(found, match, lexicon):
                finding = replace(finding, unsure=OF_ANOTHER_TRADE)
            if why := _why_not_held(finding, match, line, names, (start, end), lexicon, today):
                refused.add(match.id)
                found.leave_out(replace(line, text=match.text), why, understood=True)
            # the issuer may go by a name of its own, and the date stand beside that
            known = held.get(match.id)
            if known is None or not (known.earned or known.expires):
                held[match.id] = finding
    found.findings += [finding for key, finding in held.items() if key not in refused]
    return used


def _take_standing(found: Found, line: Line, lexicon: Lexicon) -> bool:
    """True if the line only says that the certification above is planned or lapsed; then that one is not held."""
    said = only_standing(line.text)
    last = found.findings[-1] if found.findings else None
    if not said or last is None or last.kind not in ("certification", "licence"):
        return False
    if last.place.kind != line.kind or line.number - last.place.number > BELOW or lexicon.find(line.text, "certs"):
        return False
    found.findings.pop()
    found.leave_out(replace(last.place, text=f"{last.place.text}, {line.text}"), f"{said!r}: not held", understood=True)
    return True


def _names_in(lexicon: Lexicon, line: Line, start: int, end: int) -> tuple[Kind, list[Match]]:
    """The certifications that an item of a list names; without one, its licences."""
    certs = [match for match in lexicon.find(line.text, "certs", start, end) if _is_clear(match, line)]
    if certs:
        return "certification", certs
    return "licence", _licences(lexicon, line, start, end)


def _first_of_each_place(matches: Sequence[Match]) -> list[Match]:
    """Of several entries that go by one name the first of the list."""
    by_place: dict[int, Match] = {}
    for match in matches:
        by_place.setdefault(match.start, match)
    return list(by_place.values())


SEVERAL = "several certifications go by this name"
OF_ANOTHER_TRADE = "the letters are short for the license of another job than yours"
ABROAD = "a license from outside the United States; a state has to give its own"


def why_no_license(text: str) -> str:
    """What to say of a line of licenses in which no name is known; empty if nothing special."""
    if _EXAM.search(text):
        return "an exam; what counts is the license that a state gives after it"
    is_license = re.search(r"\b(?:licen[sc]e|regist|council|RN|LPN)", text, re.IGNORECASE)
    if is_license and _ABROAD.search(text):
        return ABROAD
    return ""


def _are_of_another_trade(found: Found, match: Match, lexicon: Lexicon) -> bool:
    """True for letters of a license ("CRT"), if the jobs of the file ask for another license and none for this one."""
    if match.id not in lexicon.kb.roles or not match.text.isupper():
        return False
    jobs = {one.id for one in found.findings if one.kind == "role"}
    return match.id not in jobs and not jobs.isdisjoint(_licensed_roles(lexicon))


def _licensed_roles(lexicon: Lexicon) -> set[str]:
    """The roles that a state licenses."""
    licensed: set[str] = set()
    for role in lexicon.kb.roles.values():
        licensed.update(gate.licence for gate in role.gates if gate.licence)
    return licensed


def _licences(lexicon: Lexicon, line: Line, start: int, end: int) -> list[Match]:
    """The licences that an item of a list tells, by the role they admit to."""
    says_license = _LICENCE.search(line.text) or _ONLY_LICENSES.fullmatch(line.under)
    if line.kind != "certifications" or not says_license or _EXAM.search(line.text, start, end):
        return []
    licensed = _licensed_roles(lexicon)
    matches = lexicon.find(line.text, "roles", start, end)
    return [match for match in matches if match.id in licensed and match.has_its_capitals]


def _items(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The items of a list; one without a name that only tells a date or an issuer belongs to the one before it."""
    items: list[tuple[int, int]] = []
    for start, end in pairwise((0, *(m.end() for m in _SEPARATOR.finditer(text)), len(text))):
        if items and not lexicon.find(text, "certs", start, end):
            if tells_standing(text[start:end]):
                start = _named_before(items, text, lexicon)
            elif _is_detail(without_dates(text[start:end]), lexicon):
                start = items.pop()[0]
        items.append((start, end))
    return items


def _is_detail(words: str, lexicon: Lexicon) -> bool:
    """True for words about a date, and for who gives certifications."""
    return _DETAIL.fullmatch(words) is not None or words.strip(" |,.;").casefold() in lexicon.issuers


def _named_before(items: list[tuple[int, int]], text: str, lexicon: Lexicon) -> int:
    """Where the last item with a name begins; it and those behind it are taken off the list."""
    start, end = items.pop()
    while items and not text[:start].rstrip().endswith((";", "•")) and not _has_name(lexicon, text, start, end):
        start, end = items.pop()
    return start


def _has_name(lexicon: Lexicon, text: str, start: int, end: int) -> bool:
    return bool(lexicon.find(text, "certs", start, end) or lexicon.find(text, "roles", start, end))


def _read(kind: Kind, match: Match, line: Line, item: str, lexicon: Lexicon) -> Finding:
    """What an item tells, with its dates."""
    earned, expires = _dates(item, match.text)
    told = []
    if earned:
        told.append(f"earned {earned} (the earliest day it can mean)")
    if expires:
        told.append(f"valid until {expires} (the last day it can mean)")
    because = f"{match.text!r}, {', '.join(told) or 'no date given'}"
    is_abroad = kind == "licence" and _ABROAD.search(line.text)
    unsure = ABROAD if is_abroad else _part_of_exams(lexicon, match.id, line.text)
    return Finding(kind, match.id, line, because, earned=earned, expires=expires, unsure=unsure)


def _part_of_exams(lexicon: Lexicon, cert: str, text: str) -> str:
    """What is asked if the line names exams that are only a part of what the certification takes; else empty."""
    if cert not in lexicon.kb.certs:
        return ""
    parts: dict[str, bool] = {}
    for exam in lexicon.kb.certs[cert].exams:
        if exam.part:
            parts[exam.part] = parts.get(exam.part, False) or _names_exam(text, exam.code, exam.part)
    if not any(parts.values()) or all(parts.values()):
        return ""
    return f"only {', '.join(part for part in parts if parts[part])} of its exams is named"


def _names_exam(text: str, code: str, part: str) -> bool:
    """True for "220-1102", for the second code in "220-1101/1102", for "Core 2" and for the 2 in "Core 1 and 2"."""
    return re.search(_exam_name(code, part), text, re.IGNORECASE) is not None


def _exam_name(code: str, part: str) -> str:
    """What an exam goes by, as a pattern."""
    last = re.escape(code.split()[0].rpartition("-")[2])
    word, _, number = part.partition(" ")
    named = rf"{word}s? (?:\d ?(?:,|&|\+|/|and) ?(?:{word} )?)?{number}\b" if number else rf"\b{word}\b"
    return rf"[-/]{last}\b|{named}"


def _exam_to_come(lexicon: Lexicon, cert: str, text: str) -> str:
    """Why one of the exams that the line names is not passed: "220-1201 passed. 220-1202 failed once"."""
    if cert not in lexicon.kb.certs:
        return ""
    places: list[int] = []
    for exam in lexicon.kb.certs[cert].exams:
        place = re.search(_exam_name(exam.code, exam.part), text, re.IGNORECASE) if exam.part else None
        if place:
            places.append(place.start())
    ordered = sorted(set(places))
    for start, end in zip(ordered, [*ordered[1:], len(text)]):
        if word := _NOT_PASSED.search(text[start:end]):
            return f"{word.group()!r}: not all of its exams are passed"
    return ""


def _why_not_held(
    finding: Finding,
    match: Match,
    line: Line,
    names: Sequence[Match],
    item: tuple[int, int],
    lexicon: Lexicon,
    today: date,
) -> str:
    """Why the item does not say that the person holds it; empty if it does. The first reason counts."""
    if _OF_OTHERS.search(line.text[: match.start]):
        return "said of what others learned, not held"
    if any(quoted.start() < match.start < quoted.end() for quoted in _QUOTED.finditer(line.text)):
        return "the title of something, not held"
    lapse = lapse_of(line, names, match, item)
    is_label = finding.expires and lapse.casefold() == "expired"  # "expired 2025"
    if lapse and not is_label:
        return f"{lapse!r}: no longer held"
    return (
        denied(line, match.start)
        or _exam_to_come(lexicon, match.id, line.text)
        or why_of_others(line, names, match)
        or why_not_held(line, names, match, item)
        or _why_no_certification(finding, line.text[item[0] : item[1]].replace(match.text, " ", 1))
        or _why_not_today(finding, today)
    )


def _why_no_certification(finding: Finding, beside: str) -> str:
    """The words that make a course or the use of a product of it; empty if there are none."""
    if finding.kind != "certification":
        return ""
    course = _COURSE.search(_ALL_COURSES.sub(" ", beside))
    if course and not re.search(r"\bpassed\b", beside, re.I):
        return f"{course.group()!r}: a course, which is not the certification"
    is_other = "training" not in finding.id and not re.search(r"\bcertifi|\bpass", beside, re.I)
    if is_other and (training := _TRAINING.search(beside)):
        return f"{training.group()!r}: a training, which is not the certification"
    stated, meant = _VERSION.search(beside), re.search(r"\b\d\b", finding.id.replace("-", " "))
    if stated and meant and stated["number"] != meant.group():
        return f"{stated.group()!r}: an earlier version of it"
    if user := _USER.search(beside):
        return f"{user.group()!r}: says how it is used, not that it is certified"
    return ""


def _why_not_today(finding: Finding, today: date) -> str:
    """Why it is not held today by its dates; empty if it is."""
    if finding.earned and finding.earned > today.isoformat():
        return f"its date {finding.earned} lies in the future"
    if finding.kind == "licence" and finding.expires and finding.expires < today.isoformat():
        return f"it was valid until {finding.expires}: no longer held"
    return ""


def _dates(item: str, name: str) -> tuple[str | None, str | None]:
    """(earned or renewed, expires) from the dates of an item, those after the name first."""
    months = find_months(item)
    behind = [hit for hit in months if hit[1] > item.find(name)]
    earned = expires = renewed = None
    period = find_period(item)
    last = period[0].end if period else None
    for month, start, _ in behind or months:
        before = item[:start]
        if month == last and earned:
            expires = month.last_day
            continue
        if _RENEWED.search(before):
            renewed = renewed or month.first_day
        elif _UNTIL.search(before):
            expires = expires or month.last_day
        else:
            earned = earned or month.first_day
    earned = renewed or earned
    # "2027, earned 2024" without a word at the first date: the later one is the end
    if earned and expires and earned > expires:
        return expires, earned
    return earned, expires


def _is_clear(match: Match, line: Line) -> bool:
    """True if the name can only mean the certification; in a list of them every name does."""
    text, name = line.text, match.name
    if _BODY.match(text, match.end):
        return False
    is_course = line.kind == "education" and _TRAINING_NAME.search(match.text) is not None
    if line.kind == "certifications" or is_course or _FULL_NAME.fullmatch(match.text):
        return True
    if not match.has_its_capitals:
        return False
    is_behind_comma = line.kind == "top" and len(text.split()) <= 8 and "," in text[: match.start]
    if is_behind_comma and re.fullmatch(r"[A-Z]{3,}(?:-[A-Z]+)?\+?", match.text):  # "Sample Person, RHIT, CCA"
        return True
    if _EXAM_CODE.search(name):
        return True
    if re.fullmatch(r".*\w\w\+|[A-Z]{4,}(?:-[A-Z]+)?", name) and is_sure(match, text) and name not in ("HIPAA", "ITIL"):
        return True
    before, after = re.split(r"\.\s|[;•|,]", text[: match.start])[-1], re.split(r"\.\s|[;•|,]", text[match.end :])[0]
    return bool(_CONTEXT.search(f"{before}{match.text}{after}"))
