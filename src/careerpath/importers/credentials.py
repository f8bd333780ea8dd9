"""Certifications and licences in a line of text, with their dates."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from careerpath.importers.dates import find_months, without_dates
from careerpath.importers.found import Finding, Found, Kind, Line
from careerpath.importers.matcher import Lexicon, Match, is_sure
from careerpath.importers.skill_text import denied
from careerpath.record import replace

_CONTEXT = re.compile(r"\b(?:certif\w*|credential\w*|licen[sc]\w*|exam|passed|earned|comptia)\b", re.I)
_PENDING = re.compile(
    r"\b(?:in progress|expected|planned|pending|studying|candidate|scheduled|anticipated|enrolled|pursuing)\b", re.I
)
_UNTIL = re.compile(r"\b(?:expir\w*|valid (?:until|through|to)|renew\w*(?: by| until)?|exp\.?)\W*$", re.I)
_LAPSED = re.compile(r"\b(?:expired|lapsed|inactive|revoked|retired)\b", re.I)
_OF_OTHERS = re.compile(
    r"\b(?:taught|teach(?:es|ing)?|tutor(?:ed|ing|s)?|instruct(?:ed|or|ing)|coach(?:ed|ing)?|mentor(?:ed|ing)?"
    r"|(?:help|prepar|train|support|assist)(?:ed|ing)?\b[^.;]{0,40}\b(?:students?|learners?|colleagues?|others|staff|nurses"
    r"|techs?|technicians|people|them|candidates|employees|veterans))\b",
    re.I,
)
"""What follows is what other people learn."""
_COURSE = re.compile(
    r"\b(?:attended|took|prep(?:aration|aratory)?|boot ?camp|class(?:es)?|courses?|workshop|seminar|study group)\b",
    re.I,
)
"""Beside a certification: it was taken once, which is not the certification."""
_LICENCE = re.compile(r"\b(?:licen[sc]\w*|registered|board)\b", re.I)
_SEPARATOR = re.compile(r"[;•|]|[,.](?=\s)")
_DETAIL = re.compile(r"\W*(?:(?:issued|earned|passed|exp\w*|valid|renew\w*|since|active|in progress)\b.*|\S*)\W*", re.I)
"""What may follow a name after a comma and still belong to it, dates apart: one word, or words about its dates."""


def take_credentials(found: Found, lexicon: Lexicon, line: Line, today: date) -> list[Match]:
    """Add what one line says is held; return the names that were read.

    In a list of certifications every name counts, and licences do; elsewhere only what can mean nothing else.
    """
    used: list[Match] = []
    held: dict[str, Finding] = {}
    refused: set[str] = set()
    for start, end in _items(line.text, lexicon):
        certs = [m for m in lexicon.find(line.text, "certs", start, end) if _is_clear(m, line)]
        names = certs or _licences(lexicon, line, start, end)
        used += names
        for match in {m.start: m for m in reversed(names)}.values():  # of several entries of one name the first
            finding, why = _read("certification" if certs else "licence", match, line, line.text[start:end], today)
            if why:
                refused.add(match.id)
                found.leave_out(replace(line, text=match.text), why, understood=True)
            # the issuer may go by a name of its own, and the date stand beside that
            if match.id not in held or not (held[match.id].earned or held[match.id].expires):
                held[match.id] = finding
    found.findings += [finding for key, finding in held.items() if key not in refused]
    return used


def _licences(lexicon: Lexicon, line: Line, start: int, end: int) -> list[Match]:
    """The licences that an item of a list tells, by the role they admit to."""
    if line.kind != "certifications" or not _LICENCE.search(line.text):
        return []
    licensed = {gate.licence for role in lexicon.kb.roles.values() for gate in role.gates if gate.licence}
    return [m for m in lexicon.find(line.text, "roles", start, end) if m.id in licensed and m.has_its_capitals]


def _items(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The items of a list; one without a name that only tells a date or an issuer belongs to the one before it."""
    items: list[tuple[int, int]] = []
    for start, end in pairwise((0, *(m.end() for m in _SEPARATOR.finditer(text)), len(text))):
        if items and not lexicon.find(text, "certs", start, end) and _DETAIL.fullmatch(without_dates(text[start:end])):
            start = items.pop()[0]
        items.append((start, end))
    return items


def _read(kind: Kind, match: Match, line: Line, item: str, today: date) -> tuple[Finding, str]:
    """What an item tells with its dates, and why it is not held, if so."""
    earned, expires = _dates(item, match.text)
    told = [f"earned {earned} (the earliest day it can mean)"] if earned else []
    told += [f"valid until {expires} (the last day it can mean)"] if expires else []
    because = f"{match.text!r}, {', '.join(told) or 'no date given'}"
    after = item[item.find(match.text) :]
    why = denied(line, match.start)
    if _OF_OTHERS.search(line.text[: match.start]):
        why = why or "said of what others learned, not held"
    beside = item.replace(match.text, " ", 1)
    if kind == "certification" and (course := _COURSE.search(beside)):
        why = why or f"{course.group()!r}: a course, which is not the certification"
    if pending := _PENDING.search(after):
        why = why or f"{pending.group()!r}: not yet held"
    if (lapsed := _LAPSED.search(after)) and not expires:
        why = why or f"{lapsed.group()!r}: no longer held"
    if earned and earned > today.isoformat():
        why = why or f"its date {earned} lies in the future"
    if kind == "licence" and expires and expires < today.isoformat():
        why = why or f"it was valid until {expires}: no longer held"
    return Finding(kind, match.id, line, because, earned=earned, expires=expires), why


def _dates(item: str, name: str) -> tuple[str | None, str | None]:
    """(earned, expires) from the dates of an item, those after the name first."""
    earned = expires = None
    months = find_months(item)
    for month, start, _ in [hit for hit in months if hit[1] > item.find(name)] or months:
        if _UNTIL.search(item[:start]):
            expires = expires or month.last_day
        else:
            earned = earned or month.first_day
    return (expires, earned) if earned and expires and earned > expires else (earned, expires)


def _is_clear(match: Match, line: Line) -> bool:
    """True if the name can only mean the certification; in a list of them every name does."""
    text, name = line.text, match.name
    if line.kind == "certifications":
        return True
    if not match.has_its_capitals:
        return False
    if line.kind == "top" and len(text.split()) <= 8 and "," in text[: match.start]:  # "Sample Person, RHIT, CCA"
        return bool(re.fullmatch(r"[A-Z]{3,}(?:-[A-Z]+)?\+?", match.text))
    if re.fullmatch(r".*\w\w\+|[A-Z]{4,}(?:-[A-Z]+)?", name) and is_sure(match, text) and name not in ("HIPAA", "ITIL"):
        return True
    before, after = re.split(r"\.\s|[;•|,]", text[: match.start])[-1], re.split(r"\.\s|[;•|,]", text[match.end :])[0]
    return bool(_CONTEXT.search(f"{before}{match.text}{after}"))
