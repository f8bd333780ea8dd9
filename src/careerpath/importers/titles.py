"""From a job title as written to a role of the list. A title that only contains a role's name is not that role."""

from __future__ import annotations

import re
from dataclasses import dataclass

from careerpath.importers.matcher import Lexicon, Match, tokens

_SEPARATOR = re.compile(r"\s+[-–—@|/]\s+|[,;|•·–—()\t]|\s{3,}|\s@\s|\bat\b|:\s")
_LESSER = (
    "assistant student intern internship trainee aspiring apprentice deputy recruiter candidate volunteer shadow "
    "extern retired future vice substitute"
)
"""Beside a role's name they mean another, lesser job."""
_TRAILING = (
    "i ii iii iv 1 2 3 4 icu er ed or pacu nicu picu med surg surgical telemetry oncology pediatric pediatrics nights "
    "days night day shift part full time remote contract contractor temporary temp lead senior hybrid onsite per diem "
    "prn"
)
"""After a role's name they say where or how it is done."""
_SHORT = {
    "sr": "senior", "jr": "junior", "admin": "administrator", "admins": "administrator", "tech": "technician",
    "mgr": "manager", "rep": "representative", "spec": "specialist", "dir": "director", "eng": "engineer",
    "dev": "developer", "sys": "systems", "coord": "coordinator", "supv": "supervisor",
}  # fmt: skip
TYPO_SCORE = 93.0
"""Least likeness [0-100] at which a title counts as a misspelt role name; "Network Engineering" has 91."""
MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """The role a title means, and how we know."""

    role: str
    because: str


def role_of_title(title: str, lexicon: Lexicon, *, guess: bool = True, in_text: bool = False) -> TitleMatch | str:
    """The role, or in words why there is none. `guess`: also read misspelt titles.

    `in_text`: it is a line of a résumé, which may be a sentence; a title there is written with capitals.
    """
    title = title[:MAX_TITLE]
    parts = [title, *(part for part in _SEPARATOR.split(title) if part)]
    refused = ""
    for part in dict.fromkeys((*parts, *map(_spelled_out, parts))):
        outcome = _whole_part(part, lexicon, in_text=in_text)
        if isinstance(outcome, TitleMatch):
            return outcome
        refused = refused or outcome
    if refused:
        return refused
    if guess:
        for part in parts:
            if (
                len(part) >= 6
                and (_has_title_case(part) or not in_text)
                and (role := lexicon.nearest_role(part, TYPO_SCORE))
            ):
                return TitleMatch(role, f"{part.strip()!r} read as {lexicon.kb.roles[role].title!r}")
    return "no role of the list has this title; `careerpath roles WORDS` finds the nearest"


def _whole_part(part: str, lexicon: Lexicon, *, in_text: bool) -> TitleMatch | str:
    words = tokens(part)
    for match in lexicon.find(part, "roles"):
        if match.text.isupper() and lexicon.find(match.text, "certs"):  # "RHIT" says what one holds, not what one does
            continue
        if _is_acronym(match) and not match.has_its_capitals:
            continue
        if in_text and not _has_title_case(part[: match.end]):
            continue
        after = [t.word for t in words if t.start >= match.end]
        if any(word not in _TRAILING.split() for word in after):
            continue
        before = {t.word for t in words if t.end <= match.start}
        if lesser := sorted(before & set(_LESSER.split())):
            return f"{lesser[0]!r} beside the role's name: not counted as the job itself"
        return TitleMatch(match.phrase.id, f"the title {match.text!r}")
    return ""


def _has_title_case(text: str) -> bool:
    """ "Senior Director of Nursing", not "Reported to the physician"."""
    words = re.findall(r"[^\W\d_]+", text)
    return all(word[0].isupper() or word in ("of", "and", "for", "the") for word in words)


def _is_acronym(match: Match) -> bool:
    return match.phrase.name.isupper() and len(match.phrase.name) <= 5


def _spelled_out(part: str) -> str:
    return re.sub(r"[A-Za-z]+\.?", lambda m: _SHORT.get(m.group().rstrip(".").casefold(), m.group()), part)
