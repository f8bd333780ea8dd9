"""Names of the controlled list in text: a dictionary of token n-grams, whole words only, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from careerpath.importers.wide_words import EVERYDAY, TELLING, WIDE
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.search import Named, fold, names

Kind = Literal["roles", "certs", "skills"]
Sureness = Literal["sure", "case", "inner", "wide"]
"""`sure` counts anywhere; `case` if written with its capitals; `inner` if so and not as the first word of a sentence;
`wide` only in a fitting context."""
_TOKEN = re.compile(r"(?<![^\W_])\.net\b|[^\W\d_][^\W_]*(?:\+{1,2}(?![^\W_])|#)?|\d[^\W_]*|&", re.IGNORECASE)
_GAP = re.compile(r"[-–/_.'’:]?|[ \t]{1,3}(?:[-–/&(][ \t]?)?|: |\(|[-–/][ \t]?")
_LOOSE_GAP = re.compile(r"[ \t]?[-–/,(:]?[ \t]?")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text in the form in which words are compared, and where it stands."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """One name of one entry."""

    kind: Kind
    id: str
    name: str
    sureness: Sureness


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase at `text[start:end]`."""

    phrase: Phrase
    start: int
    end: int
    text: str

    def overlaps(self, others: Sequence[Match]) -> bool:
        return any(self.start < other.end and other.start < self.end for other in others)

    @property
    def has_its_capitals(self) -> bool:
        """True if no capital of the name is written small here ("ai" for "AI", "excel" for "Excel")."""
        pairs = zip(re.findall(r"[^\W\d_]", self.phrase.name), re.findall(r"[^\W\d_]", self.text))
        return not any(a.isupper() and b.islower() for a, b in pairs)


def tokens(text: str) -> list[Token]:
    """The words of `text`; "C++", "A+", ".NET" and "&" are words, a plural s of longer words does not count."""
    return [Token(_word(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def _word(raw: str) -> str:
    if raw == "&":
        return "and"
    if len(raw) > 2 and raw[-1] == "s" and raw[:-1].isupper():
        return raw[:-1].casefold()
    word = raw.casefold()
    return word[:-1] if len(word) > 4 and word[-1] == "s" and word[-2] not in "siu" else word


class Lexicon:
    """The names of all roles, certifications and skills. Build it once per import."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self._phrases: dict[Kind, dict[tuple[str, ...], list[Phrase]]] = {"roles": {}, "certs": {}, "skills": {}}
        self._longest: dict[tuple[Kind, str], int] = {}
        self._role_names = {name: role.id for role in kb.roles.values() for name in names(role)}
        for kind, table in (("roles", kb.roles), ("certs", kb.certs), ("skills", kb.skills)):
            for entry in table.values():
                self._add_entry(kind, entry)  # type: ignore[arg-type]

    def _add_entry(self, kind: Kind, entry: Named) -> None:
        for name, is_title in _names(entry):
            phrase = Phrase(kind, entry.id, name, _sureness(name, is_title))
            for spelling in {name, _joined(name)}:
                if words := tuple(t.word for t in tokens(spelling)):
                    self._add(kind, words, phrase)

    def _add(self, kind: Kind, words: tuple[str, ...], phrase: Phrase) -> None:
        known = self._phrases[kind].setdefault(words, [])
        if all(other.id != phrase.id for other in known):
            known.append(phrase)
        key = (kind, words[0])
        self._longest[key] = max(self._longest.get(key, 0), len(words))

    def nearest_role(self, title: str, least: float) -> str | None:
        """The role with the name most like `title`, if the likeness [0-100] is at least `least`."""
        from rapidfuzz import fuzz, process

        hit = process.extractOne(fold(title), self._role_names.keys(), scorer=fuzz.ratio, score_cutoff=least)
        return self._role_names[hit[0]] if hit else None

    def find(self, text: str, kind: Kind) -> list[Match]:
        """Matches from left to right, the longest first, none overlapping (one per entry for a shared name)."""
        found: list[Match] = []
        words = tokens(text)
        at = 0
        while at < len(words):
            length, phrases = self._longest_at(text, words, at, kind)
            if phrases:
                start, end = words[at].start, words[at + length - 1].end
                end += text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")"
                found += [Match(phrase, start, end, text[start:end]) for phrase in phrases]
            at += max(1, length)
        return found

    def _longest_at(self, text: str, words: list[Token], at: int, kind: Kind) -> tuple[int, list[Phrase]]:
        most = min(self._longest.get((kind, words[at].word), 0), len(words) - at)
        for length in range(most, 0, -1):
            part = words[at : at + length]
            phrases = self._phrases[kind].get(tuple(t.word for t in part), [])
            fitting = [p for p in phrases if _hangs_together(text, part, p)]
            if fitting:
                return length, fitting
        return 0, []


def _hangs_together(text: str, part: list[Token], phrase: Phrase) -> bool:
    """True if only blanks, a hyphen or a slash lie between the words: "SQL. Server room" is not "SQL Server"."""
    gap = _LOOSE_GAP if re.search(r"[,:]", phrase.name) else _GAP
    return all(gap.fullmatch(text, a.end, b.start) for a, b in pairwise(part))


def _names(entry: Named) -> Iterator[tuple[str, bool]]:
    """(name, whether it is the title): id, title, with and without what is in brackets, aliases, exam codes."""
    if "-" in entry.id:
        yield entry.id.replace("-", " "), True
    for name in (entry.title, *entry.aliases, *getattr(entry, "exams", ())):
        is_title = name == entry.title
        yield name, is_title
        if bracket := re.fullmatch(r"(.+?) ?\(([^()]+)\)(.*)", name):
            yield (bracket[1] + bracket[3]).strip(), is_title
            if re.fullmatch(r"[A-Z][A-Za-z]*[A-Z]", bracket[2]):
                yield bracket[2], False


def _joined(name: str) -> str:
    """Codes are also written without the hyphen: "ICD10", "AZ900"."""
    return name.replace("-", "") if re.search(r"\d", name) and " " not in name else name


def _sureness(name: str, is_title: bool) -> Sureness:
    if fold(name) in WIDE:
        return "wide"
    if fold(name) in EVERYDAY:
        return "inner"
    if len(tokens(name)) > 1:
        return "sure"
    word = name[:1].lower() + name[1:] if is_title and name[1:].islower() else name
    if word.islower() and word.isalpha():
        return "sure" if word in TELLING else "wide"
    if word.isupper() and word.isalpha():
        return "case" if len(word) > 2 else "wide"
    return "sure" if not word.isalpha() or not word[1:].islower() else "case"
