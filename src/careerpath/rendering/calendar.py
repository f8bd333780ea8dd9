"""A plan as an iCalendar file (RFC 5545): all-day events with stable ids, lines folded at 75 bytes.

A weekly study session for each step, a day to book each exam by, its day, and 90 days before a certification ends a
word that it does. Importing the file again, or that of a plan made again, moves the events instead of doubling them: an
event's id follows from the goals and the step, never from dates, and its SEQUENCE grows with every plan made again.
What fell away is cancelled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.dates import DAYS_PER_WEEK, Calendar
from careerpath.pathway.plan import Plan
from careerpath.pathway.stage import PlanStep
from careerpath.people.client import Action
from careerpath.people.saved_plan import SavedPlan
from careerpath.record import Record
from careerpath.rules.standing import expiry

LINE_BYTES = 75
BOOK_DAYS = 21
"""An exam is booked so many days before it, or when its study begins."""
TOLD_DAYS = 90
"""So many days before a certification ends it is said."""
STUDY, BOOK, EXAM, ENDS = "work", "book", "exam", "ends"
"""What an event is about; with the goals and the step it makes the id."""


class _Event(Record):
    """One entry of the calendar, on whole days; weekly until `until`."""

    item: str
    what: str
    day: date
    title: str
    text: str
    until: date | None = None


def ics(
    plan: Plan, kb: KnowledgeBase, made: date, actions: Sequence[Action] = (), before: SavedPlan | None = None
) -> str:
    """The calendar of the first stage, with agreed actions; of a plan made again also what fell away since `before`."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//careerpath//plan//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    events = [event for step in plan.steps for event in _of_step(step, plan, kb)]
    events += _ends(plan, kb)
    for action in actions:
        if action.due:
            events.append(_Event(action.text, "action", date.fromisoformat(action.due), action.text, "Agreed action"))
    for event in events:
        lines += _lines(plan, event, made)
    if before is not None:
        kept = {(event.item, event.what) for event in events}
        for event in _fell_away(plan, before):
            if (event.item, event.what) not in kept:
                lines += _lines(plan, event, made, is_cancelled=True)
    lines.append("END:VCALENDAR")
    return "".join(fold(line) for line in lines)


def _of_step(step: PlanStep, plan: Plan, kb: KnowledgeBase) -> Iterator[_Event]:
    """Weekly sessions of study, and each exam with the day to book it by."""
    session = f"About {_sessions(step, plan.calendar)}, {step.hours:g} in all. " if step.hours else ""
    text = f"{session}{'; '.join(step.because)}"
    yield _Event(step.id, STUDY, step.start, step.title, text, step.end)
    if step.step not in kb.certs or step.kind == "renewal" or kb.certs[step.step].kind != "exam":
        return
    fee = "fee not published" if step.fee_usd is None else f"${step.fee_usd:,.0f}"
    if step.paid_by:
        fee = f"paid by {step.paid_by}"
    exams = step.exams if len(step.exams) > 1 else ()
    dated = [(f" {exam.part}", exam.code, exam.on) for exam in exams] or [("", step.code or "", step.end)]
    for part, code, day in dated:
        named = f"{step.title} ({code})" if code and code not in step.title else step.title
        told = f"{fee} for all its exams" if part and step.fee_usd else fee
        yield _Event(step.id, EXAM + part, day, f"Exam: {named}", told)
        book = max(step.start, day - timedelta(days=BOOK_DAYS))
        yield _Event(step.id, BOOK + part, book, f"Book by today: {named}", f"The exam is planned for {day}. {told}")


def _sessions(step: PlanStep, calendar: Calendar) -> str:
    """ "8 hours this week", or where the hours of the week change meanwhile: "8 hours a week, 25 from ... to ..."."""
    weeks = sum(1 for _ in _worked(step, calendar)) / DAYS_PER_WEEK
    spans = [span for span in calendar.other_hours if span.first <= step.end and span.last >= step.start]
    if not spans:
        return f"{step.hours / max(1.0, weeks):.0f} hours this week"
    share = step.hours / max(calendar.hours_per_week / DAYS_PER_WEEK, calendar.hours_between(step.start, step.end))
    parts = [f"{share * calendar.hours_per_week:.0f} hours a week"]
    for span in spans:
        first, last = max(span.first, step.start), min(span.last, step.end)
        parts.append(f"{share * span.hours:.0f} from {first} to {last}")
    return ", ".join(parts)


def _worked(step: PlanStep, calendar: Calendar) -> Iterator[date]:
    """The days of the step that lie in no time off."""
    for number in range((step.end - step.start).days + 1):
        day = step.start + timedelta(days=number)
        if not calendar.is_off(day):
            yield day


def _ends(plan: Plan, kb: KnowledgeBase) -> Iterator[_Event]:
    """Of every certification held at the end that it runs out, early enough to renew it."""
    after = plan.standing_after
    for held in after.profile.certifications if after else ():
        until = expiry(held, kb)
        if until is None or until < plan.calendar.start:
            continue
        day = max(plan.calendar.start, until - timedelta(days=TOLD_DAYS))
        title = f"{kb.certs[held.id].title} is valid until {until}"
        yield _Event(held.id, ENDS, day, title, "Renew it before, or let it go.")


def _fell_away(plan: Plan, before: SavedPlan) -> Iterator[_Event]:
    """The events of steps of the earlier plan that are neither done nor planned any more."""
    planned = {step.id for step in plan.steps}
    for step in before.steps:
        if step.id in planned or step.id in plan.request.done:
            continue
        start, end = date.fromisoformat(step.start), date.fromisoformat(step.end)
        yield _Event(step.id, STUDY, start, step.title, "No longer planned", end)
        if step.kind == "certification":
            parts = [f" {exam.part}" for exam in step.exams] or [""]
            for part in parts:
                yield _Event(step.id, EXAM + part, end, f"Exam: {step.title}", "No longer planned")
                yield _Event(step.id, BOOK + part, start, f"Book by today: {step.title}", "No longer planned")
            yield _Event(step.step or step.id, ENDS, end, f"{step.title} ends", "No longer planned")


def _lines(plan: Plan, event: _Event, made: date, *, is_cancelled: bool = False) -> list[str]:
    key = "\n".join((*plan.request.goals, event.item, event.what))
    uid = hashlib.sha256(key.encode()).hexdigest()[:32]
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid}@careerpath",
        f"SEQUENCE:{plan.request.revision}",
        f"DTSTAMP:{made:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
    ]
    if event.until is not None:
        lines.append(f"RRULE:FREQ=WEEKLY;UNTIL={event.until:%Y%m%d}")
        lines += [f"EXDATE;VALUE=DATE:{day:%Y%m%d}" for day in _off(plan, event.day, event.until)]
    status = ["STATUS:CANCELLED"] if is_cancelled else []
    return [
        *lines,
        f"SUMMARY:{escape(event.title)}",
        f"DESCRIPTION:{escape(event.text)}",
        *status,
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _off(plan: Plan, day: date, until: date) -> Iterator[date]:
    """The weekly days that lie in a time off."""
    while day <= until:
        if plan.calendar.is_off(day):
            yield day
        day += timedelta(days=DAYS_PER_WEEK)


def escape(text: str) -> str:
    """Text as a calendar value: backslash, comma, semicolon and line break escaped, other controls dropped."""
    safe = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(c for c in safe if c >= " " and c != "\x7f")


def fold(line: str) -> str:
    """The line with CRLF, continued on lines that begin with a blank so that none is longer than 75 bytes."""
    parts: list[str] = []
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LINE_BYTES:
            parts.append(part)
            part, size = " ", 1
        part += character
        size += width
    return "\r\n".join((*parts, part)) + "\r\n"
