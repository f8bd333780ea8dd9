"""Skills in a line of text: in a list of skills every item counts, in running text only what is unmistakable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from careerpath.importers.found import Found, FoundSkill, Place
from careerpath.importers.levels import claimed_level, denied, word_level
from careerpath.importers.matcher import Lexicon, Match, tokens

_ITEM = re.compile(r"(?:[^,;|•·\t\n(]|\([^()]*\)|\()+")
_FILLER_WORDS = (
    "and or with in of the a an skill experience knowledge strong excellent good very solid year yr working "
    "expert advanced proficient intermediate basic beginner familiar level user proficiency etc include including "
    "technical tool software system platform other core computer hand on plus general"
)
_FILLER = frozenset(_FILLER_WORDS.split())
_LEVEL_WORD = "(?i:expert|advanced|proficient|intermediate|basic|beginner|familiar)"
MAX_LINE = 4_000


def take_skills(found: Found, lexicon: Lexicon, place: Place, *, listed: bool, taken: Sequence[Match] = ()) -> None:
    """Add the skills of one line; `listed`: it belongs to a list of skills. `taken`: parts that mean something else."""
    text = place.text[:MAX_LINE]
    counted = _listed(lexicon, text) if listed else _in_prose(lexicon, text)
    for match in counted:
        if match.overlaps(taken):
            continue
        if why := denied(text, match.start):
            found.leave_out(Place(place.file, place.line, match.text), why)
            continue
        level, because = claimed_level(text, match.start, match.end)
        found.skills.append(FoundSkill(match.phrase.id, level, place, f"{match.text!r}: {because}"))


def take_named_skill(found: Found, lexicon: Lexicon, place: Place, *, level: str = "") -> bool:
    """Add the skill that a field of a table names, with the level of its neighbour field. False if it is unknown."""
    matches = list(_listed(lexicon, place.text[:MAX_LINE]))
    for match in matches:
        value, because = word_level(level) if level else claimed_level(place.text, match.start, match.end)
        found.skills.append(FoundSkill(match.phrase.id, value, place, f"{match.text!r}: {because}"))
    return bool(matches)


def _listed(lexicon: Lexicon, text: str) -> Iterator[Match]:
    """Per item of a list: sure names, and wide ones if nothing else stands in the item."""
    for item in _ITEM.finditer(_without_label(text)):
        matches = [_moved(m, item.start()) for m in lexicon.find(item.group(), "skills")]
        covered = _covers(text, item.start(), item.end(), matches)
        yield from (m for m in matches if covered or _is_sure(m, text))


def _without_label(text: str) -> str:
    """Blank out "Languages: " and the like at the start of a line, keeping every place."""
    label = re.match(rf"\W*[^:,;]{{1,40}}:(?=\s)(?!\s*(?:\d|{_LEVEL_WORD}))", text)
    return " " * label.end() + text[label.end() :] if label else text


def _moved(match: Match, by: int) -> Match:
    return Match(match.phrase, match.start + by, match.end + by, match.text)


def _covers(text: str, start: int, end: int, matches: Sequence[Match]) -> bool:
    words = [t for t in tokens(text[:end]) if t.start >= start]
    rest = [t for t in words if not any(m.start <= t.start < m.end for m in matches)]
    return all(t.word in _FILLER or t.word[:1].isdigit() for t in rest)


def _is_sure(match: Match, text: str) -> bool:
    """True if the words alone can only mean the skill. Capitals say nothing where every letter is one."""
    sureness = match.phrase.sureness
    if sureness in ("sure", "wide"):
        return sureness == "sure"
    if not match.has_its_capitals or (text.isupper() and match.text != text.strip()):
        return False
    return sureness == "case" or not re.search(r"(?:^|[.;:•!?*-])\W*$", text[: match.start])


def _in_prose(lexicon: Lexicon, text: str) -> list[Match]:
    """Sure names, and wide ones beside another name of the same skill or a sure one of a related skill."""
    matches = lexicon.find(text, "skills")
    sure = {m.phrase.id for m in matches if _is_sure(m, text)}
    near = sure | {other for skill in sure for other, _, _ in lexicon.kb.relations(skill)}

    spellings: dict[str, set[str]] = {}
    for match in matches:
        spellings.setdefault(match.phrase.id, set()).add(match.text.casefold())

    def counts(match: Match) -> bool:
        if _is_sure(match, text):
            return True
        has_company = len(spellings[match.phrase.id]) > 1 or match.phrase.id in near
        return match.has_its_capitals and has_company

    return [m for m in matches if counts(m)]
