"""What time makes wrong: dates in prose, exams that ended, announcements that came true, editions replaced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.checks import Finding, rule
from careerpath.knowledge.exams import DAY, first_day, is_ended, last_day, versions
from careerpath.knowledge.models import Certification, Exam, Source
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
            day = _as_iso(match)
            if day is not None:
                yield Mention(match[0], day, sentence)


def _as_iso(match: re.Match[str]) -> str | None:
    """The date as YYYY-MM(-DD); None for a day that does not exist."""
    month_name, day, year, iso_year, iso_month, iso_day = match.groups()
    if month_name:
        parts = [year, f"{MONTHS.index(month_name) + 1:02}"]
        if day:
            parts.append(f"{int(day):02}")
    else:
        parts = [iso_year, iso_month]
        if iso_day:
            parts.append(iso_day)
    iso = "-".join(parts)
    try:
        first_day(iso)
    except ValueError:
        return None
    return iso


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
    days: set[str] = set()
    for _, block in blocks(entry):
        for name in DATES:
            day = getattr(block, name, None)
            if day:
                days.add(day)
    return days


def is_held(day: str, held: set[str]) -> bool:
    """True if the date, as exactly as it is written, is among those that stand as data."""
    return any(held_day.startswith(day) or _is_month_of(held_day, day) for held_day in held)


def _is_month_of(held_day: str, day: str) -> bool:
    """True if the data holds the month of the day; a year alone would hold too much."""
    return len(held_day) > len("YYYY") and day.startswith(held_day)


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
            continue  # the rule above says it
        when = "has passed" if passed else "is to come"
        home = "`exams`, `status` or `changes`" if table == "certs" else "`changes` or a dated block"
        yield table, key, path, f"{_at(path)}: {mention.text} {when}, and no key holds it: put it into {home}"


def _at(path: Path) -> str:
    return ".".join(map(str, path))


@rule("contradiction")
def texts_against_exams(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """A text gives an exam the same days as `exams`, and so does `status`."""
    for cert in kb.certs.values():
        yield from _status_against_exams(cert)
        for path, text in prose(cert):
            for mention in mentions(text):
                other_day = _contradicts(cert, mention)
                if other_day:
                    yield "certs", cert.id, path, f"{_at(path)}: {other_day}"


def _contradicts(cert: Certification, mention: Mention) -> str | None:
    """What `exams` says otherwise, if the sentence gives the only exam it names another day."""
    exams = _only_exam_named(cert, mention.sentence)
    is_only_date = len(DATE.findall(mention.sentence)) == 1
    if len(mention.day) != DAY or not exams or not is_only_date:
        return None
    code = exams[0].code
    ends = [exam.ends for exam in exams if exam.ends]
    opens = [exam.opens for exam in exams if exam.opens]
    if ENDING.search(mention.sentence) and _is_other_day(mention, ends):
        return f"{code} ends on {mention.text} here, and on {' or '.join(ends)} in `exams`"
    # "It opened in May and can be taken until June": with an end in the data the day may be either
    if not ends and BEGINNING.search(mention.sentence) and _is_other_day(mention, opens):
        return f"{code} opens on {mention.text} here, and on {' or '.join(opens)} in `exams`"
    return None


def _only_exam_named(cert: Certification, sentence: str) -> list[Exam]:
    """The exams of the only code that stands in the sentence; nothing if there are none or several."""
    codes = {exam.code for exam in cert.exams if exam.code in sentence}
    if len(codes) != 1:
        return []
    return [exam for exam in cert.exams if exam.code in codes]


def _is_other_day(mention: Mention, days: list[str]) -> bool:
    """True if there are such days, and the one that is mentioned is none of them."""
    return bool(days) and not is_held(mention.day, set(days))


def _status_against_exams(cert: Certification) -> Iterator[Finding]:
    """The end of the certification is that of its last exam; a retired one has no exam that goes on."""
    exams = list(chain.from_iterable(versions(cert).values()))
    at: Path = ("status",)
    open_ended = [exam for exam in exams if exam.ends is None and not exam.ended]
    if open_ended and cert.status.value != "active":
        yield "certs", cert.id, at, f"is {cert.status.value}, but {open_ended[0].code} has no last day"
    ends = [last_day(exam.ends) for exam in exams if exam.ends]
    if ends and not open_ended and not _is_near(cert.status.on, max(ends)):
        yield "certs", cert.id, at, f"ends on {cert.status.on}, but its last exam on {max(ends)}"
    opens = cert.status.opens
    if opens and exams and all(exam.opens != opens for exam in exams):
        yield "certs", cert.id, at, f"opens on {opens}, but no exam of it does"


def _is_near(day: str | None, end: date) -> bool:
    """True if the day is that of the end or one beside it, or no exact day is stated."""
    if not day or len(day) != DAY:
        return True
    return abs(end - first_day(day)) <= timedelta(days=1)


@rule("exam-ended")
def ended_without_successor(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """Something of an active certification can be sat."""
    for cert in _active_certs(kb):
        for part, exams in versions(cert).items():
            if all(is_ended(exam, today) for exam in exams):
                last = exams[-1]
                what = f"{last.code} ({part})" if part else last.code
                when = f" ended on {last.ends}" if last.ends else " has ended"
                message = f"{what}{when}, and no version after it is known: add it, or set `value: retired`"
                yield "certs", cert.id, ("status",), message


def _active_certs(kb: KnowledgeBase) -> Iterator[Certification]:
    for cert in kb.certs.values():
        if cert.status.value == "active":
            yield cert


@rule("exam-ends", "warning")
def ends_without_successor(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """A version that ends soon is followed by another."""
    horizon = today + timedelta(days=round(30.44 * MONTHS_AHEAD))
    for cert in _active_certs(kb):
        for exams in versions(cert).values():
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
    days = [date_of(block, kb), getattr(block, "read", None)]
    return max(filter(None, days), default=None)


@rule("edition", "warning")
def newer_editions(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """No figure rests on an edition that has a newer one."""
    resting = _figures_by_source(kb)
    for source in kb.sources.values():
        count = resting.get(source.id, 0)
        message = _rest_on_it(count, "figure")
        if source.replaced_by:
            if count:
                message = f"a newer edition is out ({source.replaced_by}); {message}"
                yield "sources", source.id, ("replaced_by",), message
        elif source.next_edition and first_day(source.next_edition) <= today:
            yield "sources", source.id, ("next_edition",), f"a newer edition was due {source.next_edition}; {message}"


def _rest_on_it(count: int, thing: str) -> str:
    """ "1 figure rests on it", "2 figures rest on it"."""
    if count == 1:
        return f"1 {thing} rests on it"
    return f"{count} {thing}s rest on it"


def _figures_by_source(kb: KnowledgeBase) -> dict[str, int]:
    """Source -> how many blocks name it."""
    count_of: Counter[str] = Counter()
    for _, _, entry in entries(kb):
        for _, block in blocks(entry):
            source = getattr(block, "source", None)
            if source:
                count_of[source] += 1
    return count_of


@rule("undated-evidence", "warning", of_editors=True)
def undated_evidence(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """Evidence behind a move has a date of its own, and is not too old."""
    for source, moves in sorted(moves_on(kb).items()):
        entry: Source = kb.sources[source]
        if entry.basis != "published":
            continue
        moves_rest = _rest_on_it(moves, "move")
        if not entry.as_of:
            yield "sources", source, (), f"the page has no date of its own (read {entry.read}); {moves_rest}"
        elif months_between(entry.as_of, today) > 12 * YEARS_OF_EVIDENCE:
            message = f"evidence of {entry.as_of} is older than {YEARS_OF_EVIDENCE} years; {moves_rest}"
            yield "sources", source, ("as_of",), message


def moves_on(kb: KnowledgeBase) -> dict[str, int]:
    """Source -> how many moves of more than low confidence rest on it."""
    moves: Counter[str] = Counter()
    for edge in kb.progressions.values():
        if edge.confidence == "low":
            continue
        for evidence in edge.evidence:
            if evidence.source in kb.sources:
                moves[evidence.source] += 1
    return moves
