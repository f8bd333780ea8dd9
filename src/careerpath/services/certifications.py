"""Certifications seen together: those of a role, two side by side, what changes soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import first_day, is_ended, last_day
from careerpath.knowledge.models import Certification
from careerpath.knowledge.search import resolve, role_named
from careerpath.pathway.cost import HoldCost, cost_to_hold
from careerpath.pathway.dates import first_of
from careerpath.record import Record

HOLD_YEARS = (1, 3, 5)
# Most certifications are valid for three years: the price with one renewal.
PRICE_YEARS = 3
VALUES = ("expected", "useful", "unneeded")


class Valued(Record):
    """A certification as a role values it, with its price for three years."""

    cert: Certification
    value: str
    reason: str
    hold: HoldCost


class Compared(Record):
    """A certification with its costs over 1, 3 and 5 years, and the skills only it teaches (or to a higher level)."""

    cert: Certification
    holds: tuple[HoldCost, ...]
    more: tuple[tuple[str, int], ...]


class Upcoming(Record):
    """Something that changes on a day.

    `kind`: the certification `retires`, `retired` or `opens`; a version of its exam `exam-opens`, `exam-ends` or
    `exam-ended`; something else `changes` (its rules, its fee).
    """

    cert: Certification
    kind: str
    on: date
    when: str
    """The day as it is known: a month or a year alone where no day is published."""
    code: str | None = None
    """The version of the exam, if it is about one."""
    languages: tuple[str, ...] = ()
    """The languages for which the day holds; none: English, or all."""
    says: str | None = None
    fact: Any = None
    """The sourced block it stands in."""


def for_role(name: str, kb: KnowledgeBase) -> tuple[str, tuple[Valued, ...]]:
    """(role, its certifications, the most valued first). Raises CareerpathError for an unknown role."""
    role = kb.roles[role_named(name, kb)]
    valued = []
    for certification in role.certifications:
        cert = kb.certs[certification.id]
        hold = cost_to_hold([cert], PRICE_YEARS, kb)
        valued.append(Valued(cert, certification.value, certification.reason, hold))
    return role.id, tuple(sorted(valued, key=lambda entry: VALUES.index(entry.value)))


FEWEST, MOST = 2, 4
"""So many certifications can be compared."""


def compare(names: tuple[str, ...], kb: KnowledgeBase) -> tuple[Compared, ...]:
    """Two to four side by side. Raises CareerpathError for fewer or more, an unknown one, and one that comes twice."""
    if not FEWEST <= len(names) <= MOST:
        are = "is" if len(names) == 1 else "are"
        raise CareerpathError(f"--compare takes {FEWEST} to {MOST} certifications; {len(names)} {are} named")
    certs = [kb.certs[resolve(name, kb.certs, kind="certification", listing="certs")] for name in names]
    for cert in certs:
        if certs.count(cert) > 1:
            raise CareerpathError(f"{cert.id!r} twice; name {FEWEST} to {MOST} different ones with --compare")
    return tuple(_compared(cert, certs, kb) for cert in certs)


def _compared(cert: Certification, certs: list[Certification], kb: KnowledgeBase) -> Compared:
    others = [other for other in certs if other is not cert]
    more = []
    for skill, level in cert.teaches.items():
        if level > max(other.teaches.get(skill, 0) for other in others):
            more.append((skill, level))
    holds = tuple(cost_to_hold([cert], years, kb) for years in HOLD_YEARS)
    return Compared(cert, holds, tuple(more))


def upcoming(kb: KnowledgeBase, today: date, months: int = 18) -> tuple[Upcoming, ...]:
    """What ends, opens or changes in the months ahead, and what ended in the year before, by date."""
    events: list[Upcoming] = []
    for cert in kb.certs.values():
        of_status = list(_of_status(cert, today))
        events += of_status
        events += _of_exams(cert, today, [event.on for event in of_status])
        events += _of_changes(cert, today)
    earliest, latest = today - timedelta(days=365), today + timedelta(days=round(30.44 * months))
    near = [event for event in events if earliest <= event.on <= latest]
    return tuple(sorted(near, key=lambda event: (event.on, event.cert.id, event.code or "")))


def _of_status(cert: Certification, today: date) -> Iterator[Upcoming]:
    """The end of the whole certification, and its opening while that lies ahead."""
    if cert.status.on:
        on = first_of(cert.status.on)
        kind = "retires" if on > today else "retired"
        yield Upcoming(cert, kind, on, cert.status.on, fact=cert.status)
    if cert.status.opens:
        opens = first_of(cert.status.opens)
        if opens > today:
            yield Upcoming(cert, "opens", opens, cert.status.opens, fact=cert.status)


def _of_exams(cert: Certification, today: date, told: list[date]) -> Iterator[Upcoming]:
    """The days of its versions, but not those that are already `told` of the whole certification."""
    for exam in cert.exams:
        fact = exam if exam.source else cert.status
        if exam.opens and first_day(exam.opens) > today and first_day(exam.opens) not in told:
            yield Upcoming(
                cert, "exam-opens", first_day(exam.opens), exam.opens, exam.code, exam.languages, exam.note, fact
            )
        if exam.ends and last_day(exam.ends) not in told:
            kind = "exam-ended" if is_ended(exam, today) else "exam-ends"
            yield Upcoming(cert, kind, last_day(exam.ends), exam.ends, exam.code, exam.languages, exam.note, fact)


def _of_changes(cert: Certification, today: date) -> Iterator[Upcoming]:
    """What was announced and lies ahead (of a month or year, until it is over)."""
    for change in cert.changes:
        if last_day(change.on) >= today:
            yield Upcoming(cert, "changes", last_day(change.on), change.on, None, (), change.says, change)
