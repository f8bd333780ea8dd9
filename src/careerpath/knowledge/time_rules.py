"""What time makes wrong: dates in prose, exams that ended, announcements that came true, editions replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.checks import Finding, rule
from careerpath.knowledge.exams import DAY, first_day, is_ended, last_day, versions
from careerpath.knowledge.models import Certification, Source
from careerpath.knowledge.references import blocks, entries
from careerpath.knowledge.shelf_life import YEARS_OF_EVIDENCE, date_of, months_between
from careerpath.knowledge.yaml_file import Path
from careerpath.record import Record

NAMES = ("late-date", "prose-date", "contradiction", "exam-ended", "change-due", "edition", "undated-evidence")
"""The rules that stand here."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DATE = re.compile(
    rf"\b(?:({'|'.join(MONTHS)})\s+(?:(\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?((?:19|20)\d\d)|((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?)\b"
)
"""A month with its year, and perhaps a day: "June 11, 2027", "June 2027", "2027-06-11", "2027-06"."""
SENTENCE = re.compile(r"(?<=[.!?;])\s+")
AHEAD = re.compile(
    r"\b(?:can|may|is|are) still\b|\bstill (?:can|may|runs)\b|\bwill\b|\bplans? to\b|\bnot yet\b"
    r"|\b(?:is|are|was|were|been) (?:expected|planned|set|due|scheduled|announced)\b"
    r"|\b(?:ends|retires|closes|starts|opens|begins|expires) (?:on|in|with)\b"
    r"|\b(?:works?|valid|open|lasts?|counts?|runs?) until\b|\b(?:can|may)\b[^.;]*\buntil\b"
)
"""Words that speak of a day as one that is still to come."""
ENDING = re.compile(r"\b(?:ends?|ended|until|last day|retires?|retired|closes?|closed)\b")
BEGINNING = re.compile(r"\b(?:starts?|started|opens?|opened|began|begins?|came out|since|from)\b")
NO_PROSE = frozenset(
    {"id", "source", "url", "look_at", "as_of", "read", "on", "opens", "ends", "first", "last", "code", "says"}
)
"""Fields that hold no sentences of the editors; `says` of a change stands beside its own date."""
DATES = ("as_of", "read", "on", "opens", "ends")
PROSE_TABLES = ("certs", "roles", "activities")
MONTHS_AHEAD = 6
"""An exam that ends within so many months and has no version after it is worth a look."""


class Mention(Record):
    """A date in prose: as it is written, as YYYY-MM or YYYY-MM-DD, and the sentence around it."""

    text: str
    day: str
    sentence: str


def mentions(text: str) -> Iterator[Mention]:
    """Every date with at least a month in a text."""
    for sentence in SENTENCE.split(text):
        for match in DATE.finditer(sentence):
            if (day := _as_iso(match)) is not None:
                yield Mention(match[0], day, sentence)


def _as_iso(match: re.Match[str]) -> str | None:
    """The date as YYYY-MM(-DD); None for a day that does not exist."""
    if match[1]:
        day = f"{match[3]}-{MONTHS.index(match[1]) + 1:02}" + (f"-{int(match[2]):02}" if match[2] else "")
    else:
        day = f"{match[4]}-{match[5]}" + (f"-{match[6]}" if match[6] else "")
    try:
        first_day(day)
    except ValueError:
        return None
    return day


def prose(entry: Any) -> Iterator[tuple[Path, str]]:
    """Every text in an entry that may hold sentences, with its path."""
    for path, block in blocks(entry):
        for name in block.FIELDS:
            if name in NO_PROSE:
                continue
            value = getattr(block, name)
            if isinstance(value, str):
                yield (*path, name), value
            elif isinstance(value, tuple):
                for place, item in enumerate(value):
                    if isinstance(item, str):
                        yield (*path, name, place), item


def _prose_of(kb: KnowledgeBase) -> Iterator[tuple[str, str, Any, Path, Mention]]:
    """(table, id, entry, path, date in its text) of all entries that have prose."""
    for table, key, entry in entries(kb):
        if table in PROSE_TABLES:
            for path, text in prose(entry):
                for mention in mentions(text):
                    yield table, key, entry, path, mention


def _held(entry: Any) -> set[str]:
    """Every date that the entry holds as data."""
    found = set()
    for _, block in blocks(entry):
        for name in DATES:
            if day := getattr(block, name, None):
                found.add(day)
    return found


def is_held(day: str, held: set[str]) -> bool:
    """True if the date, as exactly as it is written, is among those that stand as data."""
    return any(one.startswith(day) or (len(one) > len("YYYY") and day.startswith(one)) for one in held)


@rule("late-date")
def spoken_of_as_ahead(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """No text speaks of a day that has passed as if it lay ahead."""
    for table, key, _, path, mention in _prose_of(kb):
        if last_day(mention.day) < today and AHEAD.search(mention.sentence):
            yield table, key, path, f"{_at(path)}: {mention.text} has passed, and the text speaks of it as to come"


@rule("prose-date", "warning")
def dates_in_prose_only(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """Dates are data: what a text says of a day, a key holds too."""
    for table, key, entry, path, mention in _prose_of(kb):
        if is_held(mention.day, _held(entry)):
            continue
        passed = last_day(mention.day) < today
        if passed and AHEAD.search(mention.sentence):
            continue  # said by the rule above
        when = "has passed" if passed else "is to come"
        where = "`exams`, `status` or `changes`" if table == "certs" else "`changes` or a dated block"
        yield table, key, path, f"{_at(path)}: {mention.text} {when}, and no key holds it: put it into {where}"


def _at(path: Path) -> str:
    return ".".join(map(str, path))


@rule("contradiction")
def texts_against_exams(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """A text gives an exam the same days as `exams`, and so does `status`."""
    for cert in kb.certs.values():
        yield from _status_against_exams(cert)
        for path, text in prose(cert):
            for mention in mentions(text):
                if len(mention.day) == DAY and (said := _contradicts(cert, mention)):
                    yield "certs", cert.id, path, f"{_at(path)}: {said}"


def _contradicts(cert: Certification, mention: Mention) -> str | None:
    """What `exams` says otherwise, if the sentence gives the only exam it names another day."""
    named = {exam.code for exam in cert.exams if exam.code in mention.sentence}
    is_of_one_date = len(DATE.findall(mention.sentence)) == 1
    if len(named) != 1 or not is_of_one_date:
        return None
    (code,) = named
    exams = [exam for exam in cert.exams if exam.code == code]
    ends = [exam.ends for exam in exams if exam.ends]
    opens = [exam.opens for exam in exams if exam.opens]
    if ENDING.search(mention.sentence) and ends and not is_held(mention.day, set(ends)):
        return f"{code} ends on {mention.text} here, and on {' or '.join(ends)} in `exams`"
    if BEGINNING.search(mention.sentence) and not ends and opens and not is_held(mention.day, set(opens)):
        return f"{code} opens on {mention.text} here, and on {' or '.join(opens)} in `exams`"
    return None


def _status_against_exams(cert: Certification) -> Iterator[Finding]:
    """The end of the certification is that of its last exam; a retired one has no exam that goes on."""
    main = [exam for exams in versions(cert).values() for exam in exams]
    open_ended = [exam for exam in main if exam.ends is None and not exam.ended]
    if cert.status.value != "active" and open_ended:
        yield "certs", cert.id, ("status",), f"is {cert.status.value}, but {open_ended[0].code} has no last day"
    ends = sorted(last_day(exam.ends) for exam in main if exam.ends)
    on = cert.status.on
    if on and len(on) == DAY and ends and not open_ended and abs(ends[-1] - first_day(on)) > timedelta(days=1):
        yield "certs", cert.id, ("status",), f"ends on {on}, but its last exam on {ends[-1]}"
    opens = cert.status.opens
    if opens and main and not any(exam.opens == opens for exam in main):
        yield "certs", cert.id, ("status",), f"opens on {opens}, but no exam of it does"


@rule("exam-ended")
def ended_without_successor(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """Something of an active certification can be sat."""
    for cert in kb.certs.values():
        for part, exams in versions(cert).items() if cert.status.value == "active" else ():
            if all(is_ended(exam, today) for exam in exams):
                last = exams[-1]
                what = f"{last.code} ({part})" if part else last.code
                when = f" ended on {last.ends}" if last.ends else " has ended"
                message = f"{what}{when}, and no version after it is known: add it, or set `value: retired`"
                yield "certs", cert.id, ("status",), message


@rule("exam-ends", "warning")
def ends_without_successor(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """A version that ends soon is followed by another."""
    horizon = today + timedelta(days=round(30.44 * MONTHS_AHEAD))
    for cert in kb.certs.values():
        for exams in versions(cert).values() if cert.status.value == "active" else ():
            left = [exam for exam in exams if not is_ended(exam, today)]
            if left and all(is_ended(exam, horizon) for exam in left):
                message = f"{left[-1].code} ends on {left[-1].ends}, and no version after it is known"
                yield "certs", cert.id, ("exams", cert.exams.index(left[-1])), message


@rule("change-due", "warning")
def changes_that_came(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """What was announced for a day that has come was looked at since."""
    for table, key, entry in entries(kb):
        for place, change in enumerate(getattr(entry, "changes", ())):
            seen = _last_look(entry, change.field, kb)
            if last_day(change.on) < today and seen is not None and seen < change.on[: len(seen)]:
                message = f"announced for {change.on}, and `{change.field}` was last looked at {seen}: look it up"
                yield table, key, ("changes", place), message


def _last_look(entry: Any, field: str, kb: KnowledgeBase) -> str | None:
    """When the block that a change names was last true or read; of the exams, that of the status."""
    name = field.split(".")[0]
    block = entry.status if name == "exams" else getattr(entry, name, None)
    if getattr(block, "source", None) is None:
        return None
    return max(filter(None, (date_of(block, kb), getattr(block, "read", None))), default=None)


@rule("edition", "warning")
def newer_editions(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """No figure rests on an edition that has a newer one."""
    resting = _figures_by_source(kb)
    for source in kb.sources.values():
        count = resting.get(source.id, 0)
        what = f"{count} figure{'s' if count != 1 else ''} rest{'s' if count == 1 else ''} on it"
        if source.replaced_by and count:
            message = f"a newer edition is out ({source.replaced_by}); {what}"
            yield "sources", source.id, ("replaced_by",), message
        elif source.next_edition and not source.replaced_by and first_day(source.next_edition) <= today:
            message = f"a newer edition was due {source.next_edition}; {what}"
            yield "sources", source.id, ("next_edition",), message


def _figures_by_source(kb: KnowledgeBase) -> dict[str, int]:
    """Source -> how many blocks name it."""
    found: dict[str, int] = {}
    for _, _, entry in entries(kb):
        for _, block in blocks(entry):
            source = getattr(block, "source", None)
            if source:
                found[source] = found.get(source, 0) + 1
    return found


@rule("undated-evidence", "warning", of_editors=True)
def undated_evidence(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """Evidence behind a move has a date of its own, and is not too old."""
    for source, moves in sorted(moves_on(kb).items()):
        entry: Source = kb.sources[source]
        if entry.basis != "published":
            continue
        rest = f"{moves} move{'s' if moves != 1 else ''} rest{'s' if moves == 1 else ''} on it"
        if not entry.as_of:
            yield "sources", source, (), f"the page has no date of its own (read {entry.read}); {rest}"
        elif months_between(entry.as_of, today) > 12 * YEARS_OF_EVIDENCE:
            message = f"evidence of {entry.as_of} is older than {YEARS_OF_EVIDENCE} years; {rest}"
            yield "sources", source, ("as_of",), message


def moves_on(kb: KnowledgeBase) -> dict[str, int]:
    """Source -> how many moves of more than low confidence rest on it."""
    found: dict[str, int] = {}
    for edge in kb.progressions.values():
        if edge.confidence == "low":
            continue
        for evidence in edge.evidence:
            if evidence.source in kb.sources:
                found[evidence.source] = found.get(evidence.source, 0) + 1
    return found
