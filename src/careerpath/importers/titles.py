"""Jobs held: from a title as written to a role of the list, and from neighbouring lines to its dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from careerpath.importers.dates import Period, fault, find_period
from careerpath.importers.found import Finding, Found, Line
from careerpath.importers.matcher import Lexicon, tokens
from careerpath.record import replace

_SEPARATOR = re.compile(r"\s+[-–—@|/]\s+|[,;|•·–—()\t]|\s{3,}|\s@\s|\bat\b|:\s")
_LESSER_WORDS = """
assistant student intern internship trainee aspiring apprentice deputy recruiter candidate volunteer shadow
extern retired future vice substitute
"""
_LESSER = frozenset(_LESSER_WORDS.split())
"""Beside a role's name they mean another, lesser job."""
_TRAILING_WORDS = """
i ii iii iv 1 2 3 4 icu er ed or pacu nicu picu med surg surgical telemetry oncology pediatric pediatrics nights
days night day shift part full time remote contract contractor temporary temp lead senior hybrid onsite per diem
prn
"""
_TRAILING = frozenset(_TRAILING_WORDS.split())
"""After a role's name they say where or how it is done."""
_SHORT = {
    "sr": "senior", "jr": "junior", "admin": "administrator", "admins": "administrator", "tech": "technician",
    "mgr": "manager", "rep": "representative", "spec": "specialist", "dir": "director", "eng": "engineer",
    "dev": "developer", "sys": "systems", "coord": "coordinator", "supv": "supervisor",
}  # fmt: skip
MAX_TITLE = 200
NEAR = 3
"""Lines between a title and its dates, at most."""
MAX_WORDS = 16
Title = tuple[str, str]
"""The role a title means, or "", and why."""


def role_of_title(title: str, lexicon: Lexicon, *, in_text: bool = False) -> Title:
    """(role, reason), or ("", reason) if there is none. A title that only contains a role's name is not that role.

    `in_text`: it is a line of a résumé, which may be a sentence; a title there is written with capitals.
    """
    parts = [part for part in (title[:MAX_TITLE], *_SEPARATOR.split(title[:MAX_TITLE])) if part]
    refused = ""
    for part in dict.fromkeys((*parts, *map(_spelled_out, parts))):
        role, why = _whole_part(part, lexicon, in_text=in_text)
        if role:
            return role, why
        refused = refused or why
    return "", refused or "no role of the list has this title; `careerpath roles WORDS` finds the nearest"


def _whole_part(part: str, lexicon: Lexicon, *, in_text: bool) -> Title:
    words = tokens(part)
    for match in lexicon.find(part, "roles"):
        says_what_is_held = match.text.isupper() and lexicon.find(match.text, "certs")  # "RHIT"
        if says_what_is_held or (match.is_acronym and not match.has_its_capitals):
            continue
        if in_text and not _has_title_case(part[: match.end]):
            continue
        if any(word.word not in _TRAILING for word in words if word.start >= match.end):
            continue
        if lesser := sorted({word.word for word in words if word.end <= match.start} & _LESSER):
            return "", f"{lesser[0]!r} beside the role's name: not counted as the job itself"
        return match.id, f"the title {match.text!r}"
    return "", ""


def _has_title_case(text: str) -> bool:
    """ "Senior Director of Nursing", not "Reported to the physician"."""
    return all(word[0].isupper() or word in ("of", "and", "for", "the") for word in re.findall(r"[^\W\d_]+", text))


def _spelled_out(part: str) -> str:
    return re.sub(r"[A-Za-z]+\.?", lambda m: _SHORT.get(m.group().rstrip(".").casefold(), m.group()), part)


class _Head:
    """A line that may be the head of a position or a part of one."""

    def __init__(self, at: int, line: Line, lexicon: Lexicon) -> None:
        self.at = at
        self.line = line
        text = line.text
        hit = find_period(text)
        self.period = hit[0] if hit else None
        self.rest = f"{text[: hit[1]].rstrip(' (|,-–—')} | {text[hit[2] :].lstrip(' )|,-–—')}" if hit else text
        self.role, self.why = role_of_title(self.rest, lexicon, in_text=line.kind != "position")
        self.used = bool(self.role)


def take_positions(found: Found, lexicon: Lexicon, lines: Sequence[Line], today: date) -> set[int]:
    """Add the jobs of these lines; return the numbers of the lines that are heads of positions."""
    short = [(at, x) for at, x in enumerate(lines) if not x.is_item and len(x.text.split()) <= MAX_WORDS]
    heads = [_Head(at, line, lexicon) for at, line in short]
    titles = [head for head in heads if head.role]
    dated = [head for head in heads if head.period]
    dates_first = bool(dated and titles) and dated[0].at < titles[0].at
    parts: set[int] = {head.at for head in (*titles, *dated)}
    for head in titles:
        source = head if head.period else _dates_for(head, dated, lines, dates_first=dates_first)
        if source:
            source.used = True
            parts |= set(range(min(head.at, source.at), max(head.at, source.at)))
        if source or head.line.kind != "top":
            _add_role(found, head, source.period if source else None, today)
    for head in heads:
        if not head.used and (head.period or head.line.kind == "position"):
            line = head.line
            if head.at and not head.rest.strip(" |"):  # the dates stand alone
                line = replace(line, text=f"{lines[head.at - 1].text} / {line.text}")
            found.leave_out(line, f"a position, but {head.why}")
    return {lines[at].number for at in parts}


def _dates_for(head: _Head, dated: Sequence[_Head], lines: Sequence[Line], *, dates_first: bool) -> _Head | None:
    """The nearest unused line with dates and without a title of its own, with no item of a list between."""

    def has_item_between(other: _Head) -> bool:
        return any(line.is_item for line in lines[min(head.at, other.at) : max(head.at, other.at)])

    near = [other for other in dated if abs(other.at - head.at) <= NEAR]
    free = [other for other in near if not other.used and not has_item_between(other)]
    preferred = [other for other in free if (other.at < head.at) == dates_first]
    return min(preferred or free, key=lambda other: abs(other.at - head.at), default=None)


def _add_role(found: Found, head: _Head, period: Period | None, today: date) -> None:
    """Add one role; dates that cannot be true are left out and named."""
    if period and (why := fault(period, today)):
        found.leave_out(head.line, f"its dates are not used: {why}")
        period = None
    current = period is not None and period.end is None
    because = f"{head.why}, {period or 'no dates'}"
    found.findings.append(Finding("role", head.role, head.line, because, period=period, current=current))


def take_headline(found: Found, lexicon: Lexicon, lines: Sequence[Line]) -> None:
    """Without a position, the line under the name may say what the person is ("Registered Nurse | Ohio")."""
    for line in lines:
        role, why = role_of_title(line.text, lexicon, in_text=True)
        if role:
            found.findings.append(Finding("role", role, line, f"{why} in the headline, no dates", current=True))
            return
