"""Certifications and licences in a line of text, with their dates."""

from __future__ import annotations

import re
from datetime import date

from careerpath.importers.dates import find_months
from careerpath.importers.found import Found, FoundCertification, FoundLicence, Place
from careerpath.importers.levels import denied
from careerpath.importers.matcher import Lexicon, Match, tokens

_CONTEXT = re.compile(r"\b(?:certif\w*|credential\w*|licen[sc]\w*|exam|passed|earned|comptia)\b", re.I)
_PENDING = re.compile(
    r"\b(?:in progress|expected|planned|pending|studying|candidate|scheduled|anticipated|enrolled|pursuing)\b", re.I
)
_UNTIL = re.compile(r"\b(?:expir\w*|valid (?:until|through|to)|renew\w*(?: by| until)?|exp\.?)\W*$", re.I)
_LAPSED = re.compile(r"\b(?:expired|lapsed|inactive|revoked|retired)\b", re.I)
_LICENCE = re.compile(r"\b(?:licen[sc]\w*|registered|board)\b", re.I)


def take_credentials(found: Found, lexicon: Lexicon, place: Place, today: date, *, listed: bool) -> list[Match]:
    """Add what one line says is held; return the parts of the line that were used.

    `listed`: the line stands in a list of certifications, so that every name counts; elsewhere only unmistakable ones.
    """
    used = [
        m
        for m in lexicon.find(place.text, "certs")
        if listed or _is_clear(m, place.text) or _follows_name(m, place.text)
    ]
    for match in _without_doubles(used):
        _take_one(found, match, place, today)
    if listed:
        used += _take_licences(found, lexicon, place, used)
    return used


def _take_one(found: Found, match: Match, place: Place, today: date) -> None:
    after = place.text[match.end : match.end + 60]
    why = denied(place.text, match.start)
    if not why and (pending := _PENDING.search(re.split(r"[;•|]", after)[0])):
        why = f"{pending.group()!r}: not yet held"
    earned, expires = _dates(place.text, match)
    if not why and not expires and (lapsed := _LAPSED.search(re.split(r"[;•|]", after)[0])):
        why = f"{lapsed.group()!r}: no longer held"
    if not why and earned and earned > today.isoformat():
        why = f"its date {earned} lies in the future"
    if why:
        found.leave_out(Place(place.file, place.line, match.text), why)
        return
    because = f"{match.text!r}" + (f", earned {earned} (the earliest day it can mean)" if earned else "")
    because += f", valid until {expires} (the last day it can mean)" if expires else "" if earned else ", no date given"
    found.certifications.append(FoundCertification(match.phrase.id, place, because, earned, expires))


def _dates(text: str, match: Match) -> tuple[str | None, str | None]:
    """(earned, expires) from the dates after the name up to the next item, or right before it."""
    earned = expires = None
    tail_end = _end_of_item(text, match.end)
    months = [hit for hit in find_months(text) if match.end <= hit[1] < tail_end]
    lead = [hit for hit in find_months(text) if re.fullmatch(r"[\s:–—-]*", text[hit[2] : match.start])]
    for month, start, _ in months or lead[:1]:
        if _UNTIL.search(text[:start]):
            expires = expires or month.last_day
        else:
            earned = earned or month.first_day
    if earned and expires and earned > expires:
        earned, expires = expires, earned
    return earned, expires


def _end_of_item(text: str, at: int) -> int:
    found = re.search(
        r"[;•|]|,(?!\s*(?:\d{4}|(?:exp|valid|earned|issued|passed|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))",
        text[at:],
        re.I,
    )
    return at + found.start() if found else len(text)


def _without_doubles(matches: list[Match]) -> list[Match]:
    """One match per entry; where several entries share a name, the first."""
    seen: set[str] = set()
    places: set[int] = set()
    kept = []
    for match in matches:
        if match.phrase.id not in seen and match.start not in places:
            kept.append(match)
        seen.add(match.phrase.id)
        places.add(match.start)
    return kept


def _is_clear(match: Match, text: str) -> bool:
    """True if the name can only mean the certification, outside a list of them."""
    name = match.phrase.name
    if not match.has_its_capitals:
        return False
    if re.search(r"certif|professional\)?$", name, re.I) and len(tokens(name)) > 2:
        return True
    if name.endswith("+") and len(name) > 2:
        return True
    if (
        re.fullmatch(r"[A-Z]{4,}(?:-[A-Z]+)?", name)
        and match.phrase.sureness != "wide"
        and name != "HIPAA"
        and name != "ITIL"
    ):
        return True
    return bool(_CONTEXT.search(_clause(text, match)))


def _follows_name(match: Match, text: str) -> bool:
    """True for short forms behind a person's name: "Sample Person, RHIT, CCA"."""
    is_item = text[: match.start].rstrip().endswith(",") and text[match.end :].lstrip()[:1] in ("", ",")
    return is_item and len(text.split()) <= 8 and bool(re.fullmatch(r"[A-Z]{3,}(?:-[A-Z]+)?\+?", match.text))


def _clause(text: str, match: Match) -> str:
    start = max(text.rfind(mark, 0, match.start) for mark in (". ", ";", "•", "|", ","))
    ends = [at for mark in (". ", ";", "•", "|", ",") if (at := text.find(mark, match.end)) >= 0]
    return text[start + 1 : min(ends, default=len(text))]


def _take_licences(found: Found, lexicon: Lexicon, place: Place, used: list[Match]) -> list[Match]:
    licensed = {gate.licence for role in lexicon.kb.roles.values() for gate in role.gates if gate.licence}
    hits = [m for m in lexicon.find(place.text, "roles") if m.phrase.id in licensed and not m.overlaps(used)]
    for match in hits:
        if not (_LICENCE.search(place.text) and match.has_its_capitals):
            continue
        lapsed = _LAPSED.search(place.text)
        if why := denied(place.text, match.start) or (f"{lapsed.group()!r}: no longer held" if lapsed else ""):
            found.leave_out(place, why)
        elif all(held.role != match.phrase.id for held in found.licences):
            found.licences.append(FoundLicence(match.phrase.id, place, f"the licence {match.text!r}"))
    return hits
