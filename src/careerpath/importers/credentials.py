"""Certifications and licences in a line of text, with their dates."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from careerpath.importers.dates import find_months, without_dates
from careerpath.importers.found import Finding, Found, Line, Place
from careerpath.importers.matcher import Lexicon, Match, is_sure
from careerpath.importers.skill_text import denied

_CONTEXT = re.compile(r"\b(?:certif\w*|credential\w*|licen[sc]\w*|exam|passed|earned|comptia)\b", re.I)
_PENDING = re.compile(
    r"\b(?:in progress|expected|planned|pending|studying|candidate|scheduled|anticipated|enrolled|pursuing)\b", re.I
)
_UNTIL = re.compile(r"\b(?:expir\w*|valid (?:until|through|to)|renew\w*(?: by| until)?|exp\.?)\W*$", re.I)
_LAPSED = re.compile(r"\b(?:expired|lapsed|inactive|revoked|retired)\b", re.I)
_LICENCE = re.compile(r"\b(?:licen[sc]\w*|registered|board)\b", re.I)
_SEPARATOR = re.compile(r"[;•|]|[,.](?=\s)")
_DETAIL = re.compile(r"\W*(?:(?:issued|earned|passed|exp\w*|valid|renew\w*|since|active|in progress)\b.*|\S*)\W*", re.I)
"""What may follow a name after a comma and still belong to it, dates apart: one word, or words about its dates."""


def take_credentials(found: Found, lexicon: Lexicon, line: Line, today: date) -> list[Match]:
    """Add what one line says is held; return the names that were read.

    In a list of certifications every name counts; elsewhere only what can mean nothing else.
    """
    text, used = line.place.text, []
    held: dict[str, Finding] = {}
    refused: set[str] = set()
    for start, end in _items(text, lexicon):
        names = [
            m for m in lexicon.find(text, "certs", start, end) if line.kind == "certifications" or _is_clear(m, line)
        ]
        used += names
        for match in {m.start: m for m in reversed(names)}.values():  # of several entries of one name the first
            finding, why = _read(match, text[start:end], line, today)
            if why:
                refused.add(match.id)
                found.leave_out(Place(line.place.file, line.place.line, match.text), why)
            held.setdefault(match.id, finding)
    found.findings += [finding for cert, finding in held.items() if cert not in refused]
    if line.kind == "certifications" and not used:
        _take_licences(found, lexicon, line)
    return used


def _items(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The items of a list; one without a name that only tells a date or an issuer belongs to the one before it."""
    items: list[tuple[int, int]] = []
    for start, end in pairwise((0, *(m.end() for m in _SEPARATOR.finditer(text)), len(text))):
        if items and not lexicon.find(text, "certs", start, end) and _DETAIL.fullmatch(without_dates(text[start:end])):
            start = items.pop()[0]
        items.append((start, end))
    return items


def _read(match: Match, item: str, line: Line, today: date) -> tuple[Finding, str]:
    """The certification of one item with its dates, and why it is not held, if so."""
    earned, expires = _dates(item, match.text)
    told = [f"earned {earned} (the earliest day it can mean)"] if earned else []
    told += [f"valid until {expires} (the last day it can mean)"] if expires else []
    because = f"{match.text!r}, {', '.join(told) or 'no date given'}"
    why = denied(line, match.start) or _not_held(item[item.find(match.text) :], expires)
    if not why and earned and earned > today.isoformat():
        why = f"its date {earned} lies in the future"
    return Finding("certification", match.id, line.place, because, earned=earned, expires=expires), why


def _not_held(item: str, expires: str | None = None) -> str:
    if pending := _PENDING.search(item):
        return f"{pending.group()!r}: not yet held"
    if not expires and (lapsed := _LAPSED.search(item)):
        return f"{lapsed.group()!r}: no longer held"
    return ""


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
    """True if the name can only mean the certification, outside a list of them."""
    text, name = line.place.text, match.name
    if not match.has_its_capitals:
        return False
    if line.kind == "top" and len(text.split()) <= 8 and "," in text[: match.start]:  # "Sample Person, RHIT, CCA"
        return bool(re.fullmatch(r"[A-Z]{3,}(?:-[A-Z]+)?\+?", match.text))
    if re.search(r"\w\w\+$|certif.* .* |professional\b.*\)$", name, re.I):
        return True
    if re.fullmatch(r"[A-Z]{4,}(?:-[A-Z]+)?", name) and is_sure(match, text) and name not in ("HIPAA", "ITIL"):
        return True
    before, after = re.split(r"\.\s|[;•|,]", text[: match.start])[-1], re.split(r"\.\s|[;•|,]", text[match.end :])[0]
    return bool(_CONTEXT.search(f"{before}{match.text}{after}"))


def _take_licences(found: Found, lexicon: Lexicon, line: Line) -> None:
    """The licences a line tells, by the role they admit to."""
    text = line.place.text
    licensed = {gate.licence for role in lexicon.kb.roles.values() for gate in role.gates if gate.licence}
    for match in lexicon.find(text, "roles"):
        if match.id in licensed and match.has_its_capitals and _LICENCE.search(text):
            if why := denied(line, match.start) or _not_held(text[match.start :]):
                found.leave_out(line.place, why)
            else:
                found.findings.append(Finding("licence", match.id, line.place, f"the licence {match.text!r}"))
