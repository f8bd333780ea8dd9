"""Names of the controlled list in text: a dictionary of token n-grams, whole words only, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.search import Named, fold
from careerpath.people.jobs import Meaning
from careerpath.people.profile import US_STATES
from careerpath.record import Record

Table = Literal["roles", "certs", "skills"]
_TOKEN = re.compile(r"(?<![^\W_])\.net\b|[^\W\d_][^\W_]*(?:\+{1,2}(?![^\W_])|#)?|\d[^\W_]*|&", re.IGNORECASE)
_GAP = re.compile(r"[-–/_.'’:]?|[ \t]{1,3}(?:[-–/&(][ \t]?)?|: |\(|\)[ \t]{1,2}|[-–/][ \t]?")
_LOOSE_GAP = re.compile(r"[ \t]?[-–/,(:]?[ \t]?")

_SHORT_FORMS = """
ai ar vr qi cc sas ris lis him hie roi sop mpi mdi bpa cds cad cpt drg rpm rcm sla sra elt soc pmo ot
unity access captivate beyondtrust claude
rhapsody capsule oracle apple horizon cupid selenium
"""
_PHRASES = """
check point, near miss, use cases, asking questions, working with others, open to change, patient care, direct care,
clinical experience, team lead, charge nurse, core 1, core 2, user accounts, staying polite, patient attitude,
even temper, medical equipment, medical devices, medical records, front desk, call center, help desk, service desk,
software support, event planning, contract management, decision making, retail service, sales floor, care process,
clinical operations, medical errors, administrative assistant, soc analyst, care coordination, label printer,
barcode scanner, workstation on wheels, professional development, self study
"""
WIDE = frozenset(_SHORT_FORMS.split()) | {" ".join(phrase.split()) for phrase in _PHRASES.split(",")}
"""Names with several meanings: they count only alone in a list of skills."""
_TELLING = """
telehealth telemedicine subnetting phishing antivirus firewalls cybersecurity virtualization encryption electronics
soldering oscilloscope multimeter biostatistics interoperability infosec sysadmin telephony linux ventilators
athenahealth athenaone defibrillators cryptography videoconferencing pandas ubuntu hypervisor troubleshooting
calibration
"""
TELLING = frozenset(_TELLING.split())
"""Plain single words with one meaning only: they count anywhere, other plain words only in a list of skills."""


class Token(Record):
    """One word of a text in the form in which words are compared, and where it stands."""

    word: str
    start: int
    end: int


class Match(Record):
    """The entry `id` by its name `name`, at `text[start:end]`."""

    id: str
    name: str
    start: int
    end: int
    text: str

    @property
    def has_its_capitals(self) -> bool:
        """True if no capital of the name is written small here ("ai" for "AI", "excel" for "Excel")."""
        pairs = zip(re.findall(r"[^\W\d_]", self.name), re.findall(r"[^\W\d_]", self.text))
        return not any(a.isupper() and b.islower() for a, b in pairs)


def tokens(text: str, start: int = 0, stop: int | None = None) -> list[Token]:
    """The words of `text[start:stop]`; "C++", "A+", ".NET" and "&" are words; a plural s does not count."""
    if stop is None:
        stop = len(text)
    words = _TOKEN.finditer(text, start, stop)
    return [Token(_word(match.group()), match.start(), match.end()) for match in words]


def _word(raw: str) -> str:
    if raw == "&":
        return "and"
    if len(raw) > 2 and raw[-1] == "s" and raw[:-1].isupper():
        return raw[:-1].casefold()
    word = raw.casefold()
    if raw.isupper() and len(raw) <= 5:  # HCPCS is no plural
        return word
    if word.endswith("ics"):  # electronics is no plural of electronic
        return word
    return word[:-1] if len(word) > 4 and word[-1] == "s" and word[-2] not in "siu" else word


class Lexicon:
    """The names of all roles, certifications and skills. Build it once per import."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self._names: dict[Table, dict[tuple[str, ...], dict[str, str]]] = {"roles": {}, "certs": {}, "skills": {}}
        """By table and words: id -> name."""
        self._longest: dict[tuple[Table, str], int] = {}
        self.issuers: set[str] = set()
        """Who gives the certifications, in small letters, by name and by initials."""
        for cert in kb.certs.values():
            self.issuers.update(part.casefold() for part in re.split(r" ?[()]", cert.issuer) if part)
        self.meanings: dict[str, Meaning] = {}
        """What words for jobs mean, as far as they were asked for."""
        for table in self._names:
            for entry in getattr(kb, table).values():
                for name in _spellings(entry):
                    self._add(table, entry.id, name)

    def _add(self, table: Table, entry: str, name: str) -> None:
        if table == "certs" and name.casefold() in self.issuers:  # "AAPC" gives several
            return
        joined = name
        if re.search(r"\d", name) and " " not in name:
            joined = name.replace("-", "")  # "ICD10", "AZ900"
        for spelling in {name, joined}:
            if words := tuple(t.word for t in tokens(spelling)):
                self._names[table].setdefault(words, {}).setdefault(entry, name)
                self._longest[table, words[0]] = max(self._longest.get((table, words[0]), 0), len(words))

    def find(self, text: str, table: Table, start: int = 0, stop: int | None = None) -> list[Match]:
        """Matches in `text[start:stop]` from left to right, the longest first, none overlapping.

        A name that several entries share gives a match for each.
        """
        found: list[Match] = []
        words = tokens(text, start, stop)
        at = 0
        while at < len(words):
            length, named = self._longest_at(text, words, at, table)
            if named:
                start, end = words[at].start, words[at + length - 1].end
                end += text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")"
                found += [Match(entry, name, start, end, text[start:end]) for entry, name in named.items()]
            at += length
        return found

    def _longest_at(self, text: str, words: list[Token], at: int, table: Table) -> tuple[int, dict[str, str]]:
        most = min(self._longest.get((table, words[at].word), 0), len(words) - at)
        for length in range(most, 0, -1):
            part = words[at : at + length]
            named = self._names[table].get(tuple(t.word for t in part), {})
            if fitting := {entry: name for entry, name in named.items() if _hangs_together(text, part, name)}:
                return length, fitting
        return 1, {}


def _hangs_together(text: str, part: Sequence[Token], name: str) -> bool:
    """True if only blanks, a hyphen or a slash lie between the words: "SQL. Server room" is not "SQL Server"."""
    gap = _LOOSE_GAP if re.search(r"[,:]", name) else _GAP
    return all(gap.fullmatch(text, a.end, b.start) for a, b in pairwise(part))


def _spellings(entry: Named) -> Iterator[str]:
    """Id, title, aliases, exam codes; also without what is in brackets, and the short form in them."""
    if "-" in entry.id:
        yield entry.id.replace("-", " ")
    title = entry.title
    if re.fullmatch(r"[A-Z][a-z]+", title):
        title = title.lower()  # one plain word, such as Communication, has its capital only as a title
    for name in (title, *entry.aliases, *(exam.code for exam in getattr(entry, "exams", ()))):
        yield name
        if bracket := re.fullmatch(r"(.+?) ?\(([^()]+)\)(.*)", name):
            without = (bracket[1] + bracket[3]).strip()
            if not without.isdigit():  # "510(k)" without its letter is an area code
                yield without
            if re.fullmatch(r"[A-Z][A-Za-z]*[A-Z]", bracket[2]):
                yield bracket[2]


_NATIONS = re.compile(r"\b(?:American|National|International|United|Royal|World|Global|Federal)\s+$")
_BODIES = re.compile(
    r"\s+(?:Association|Society|Institute|Foundation|Fund|Council|Academy|Board|Committee|Corps|Agency|Company|Inc|LLC"
    r"|Bureau|Alliance|League|Union|Group|Corporation|University|College|Center)\b"
)


_PLACES = re.compile(
    r"(?:\s+[A-Z][\w'’.-]*){0,2}?\s+(?:Lane|Ln|Street|St|Avenue|Ave|Road|Rd|Court|Boulevard|Blvd|Terrace|Gallery"
    r"|Theat(?:er|re)|Coffee|Farms?|Zoo|Park|Resort|Bar|Club|Caf[eé]|Restaurant|Hotel|Inn|Shop|Museum|Church|Gym|Fitness"
    r"|Bakery|Salon|Grill|Diner|Bank|Runners|Sports|Superstore|Stores?|Outlet)\b"
    rf"|(?:\s+[A-Z][\w'’.-]*){{0,2}}(?:,| \|) (?:{'|'.join(US_STATES)})(?:\s+\d{{5}}|\s*$|\s*[|(.–-])"
)
"""Behind a name they make an address or a business of it: "200 Orchard Ave", "Palo Alto, CA 94301"."""
_EMPLOYER_BEFORE = re.compile(r"(?:^|\b(?:at|for|from|by|of)\s+)\W*(?:[A-Z][\w'’&.-]*\s+)+$")
"""What makes the last word of an employer of a name: "Big Box Electronics, Tulsa, OK"."""
_TOWN_BEHIND = re.compile(
    rf"(?:\s*\([^)]*\))?(?:,| \|)(?:\s+[A-Z][\w.'’-]*){{1,3}}(?:,| \|)?\s+(?:{'|'.join(US_STATES)})\b"
)


_OF_ANOTHER_TRADE = {
    "EMR": re.compile(r"\b(?:fire|ambulance|rescue|EMS|responder)\b", re.I),
    "DAX": re.compile(r"\b(?:Power ?BI|SSAS|Excel|Tabular)\b", re.I),
}
"""Short names that mean something else beside these words: an emergency medical responder, the language of Power BI."""


_OF_BUSINESSES = frozenset(("electronics", "telehealth", "telemedicine", "telephony", "cybersecurity", "calibration"))
"""Written with a capital behind another, they are a part of a name: "Sample Electronics"."""


def is_of_another_trade(match: Match, text: str) -> bool:
    """True for a short name that means something else beside the words of the line."""
    trade = _OF_ANOTHER_TRADE.get(match.text)
    return trade is not None and trade.search(text) is not None


def is_in_proper_name(match: Match, text: str) -> bool:
    """True inside a name or an address: "American Field Service", "200 Orchard Ave"."""
    if not match.text[:1].isupper():
        return False
    before = text[: match.start]
    if _NATIONS.search(before) or _BODIES.match(text, match.end) or _PLACES.match(text, match.end):
        return True
    ends_name = re.match(r"\s*(?:$|[,|(#]|\.\.)", text[match.end :]) is not None
    if match.name in _OF_BUSINESSES and ends_name and re.search(r",\s+(?:[A-Z][\w'’&.-]*\s+)+$", before):
        return True
    is_last_word = match.name.islower() and _EMPLOYER_BEFORE.search(before) is not None
    return is_last_word and _TOWN_BEHIND.match(text, match.end) is not None


def is_sure(match: Match, text: str, before: str = "") -> bool:
    """True if the words alone can only mean the entry. `before`: the line above, if the sentence began there.

    A name of one word must be written with its capitals, and stand inside a sentence if it could be an everyday word
    ("charted in Epic"). Capitals say nothing where every letter is one.
    """
    name = match.name
    if is_in_proper_name(match, text) or _has_several_meanings(name):
        return False
    if _is_unmistakable(name):
        return True
    if not match.has_its_capitals:
        return False
    if text.isupper() and match.text != text.strip():
        return False
    return name.isupper() or not _begins_sentence(match, f"{before} {text}", len(before) + 1)


def _has_several_meanings(name: str) -> bool:
    """True for a plain word, two letters, or a name that is known to mean other things, too."""
    if not re.search(r"[^\W\d_]", name) or len(name) == 2 or fold(name) in WIDE:
        return True
    is_plain_word = name.islower() and name.isalpha()
    return is_plain_word and name not in TELLING


def _is_unmistakable(name: str) -> bool:
    """True for several words, a telling one, and letters that no word has: "PowerShell", "C++"."""
    if len(tokens(name)) > 1 or name.islower() or not name.isalpha():
        return True
    return not (name.isupper() or name.istitle())


def _begins_sentence(match: Match, text: str, shift: int) -> bool:
    """True where any word has a capital. `shift`: the characters of the text before the line of the match."""
    return re.search(r"(?:^|[.;•!?*-])\W*$", text[: shift + match.start]) is not None
