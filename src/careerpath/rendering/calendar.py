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
from careerpath.rendering import words
from careerpath.rendering.words import sentence
from careerpath.rules.standing import expiry

LINE_BYTES = 75
"""RFC 5545, section 3.1: a longer line goes on in the next one, after a blank."""
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
    events = list(_events(plan, kb, actions))
    for event in events:
        lines += _lines(plan, event, made)
    if before is not None:
        still_planned = {(event.item, event.what) for event in events}
        for event in _fell_away(plan, before):
            if (event.item, event.what) not in still_planned:
                lines += _lines(plan, event, made, is_cancelled=True)
    lines.append("END:VCALENDAR")
    return "".join(fold(line) for line in lines)


def _events(plan: Plan, kb: KnowledgeBase, actions: Sequence[Action]) -> Iterator[_Event]:
    """Steps, certifications that end, and what was agreed."""
    for step in plan.steps:
        yield from _of_step(step, plan, kb)
    yield from _ends(plan, kb)
    for action in actions:
        if action.due:
            yield _Event(action.text, "action", date.fromisoformat(action.due), action.text, "Agreed action")


def _of_step(step: PlanStep, plan: Plan, kb: KnowledgeBase) -> Iterator[_Event]:
    """Weekly sessions of study, and each exam with the day to book it by."""
    text = sentence("; ".join(step.because))
    if step.hours:
        text = f"About {_sessions(step, plan.calendar)}, {step.hours:g} in all. {text}"
    yield _Event(step.id, STUDY, step.start, step.title, text, step.end)
    is_exam = step.step in kb.certs and step.kind != "renewal" and kb.certs[step.step].kind == "exam"
    if is_exam:
        yield from _exams(step)


def _exams(step: PlanStep) -> Iterator[_Event]:
    """The day of each exam, and the day to book it by: of one exam that of the step, of several each its own."""
    if len(step.exams) < 2:
        yield from _exam_and_booking(step, "", step.code or "", step.end, _fee(step))
        return
    fee = _fee(step)
    if step.fee_usd:  # the price is of the certification; nobody shall add it up exam by exam
        fee = f"{fee} for all its exams"
    for exam in step.exams:
        yield from _exam_and_booking(step, f" {exam.part}", exam.code, exam.on, fee)


def _fee(step: PlanStep) -> str:
    if step.paid_by:
        return f"paid by {step.paid_by}"
    if step.fee_low_usd is None or step.fee_high_usd is None:
        return "fee not published"
    return words.usd_span(step.fee_low_usd, step.fee_high_usd)


def _exam_and_booking(step: PlanStep, part: str, code: str, day: date, fee: str) -> Iterator[_Event]:
    title = step.title
    if code and code not in title:
        title = f"{title} ({code})"
    yield _Event(step.id, EXAM + part, day, f"Exam: {title}", fee)
    book_by = max(step.start, day - timedelta(days=BOOK_DAYS))
    yield _Event(step.id, BOOK + part, book_by, f"Book by today: {title}", f"The exam is planned for {day}. {fee}")


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
    if not plan.standing_after:
        return
    for held in plan.standing_after.profile.certifications:
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


def _lines(plan: Plan, event: _Event, made: date, *, is_cancelled: bool = False) -> Iterator[str]:
    """One event. The order of the lines is the file's; another one would change files that people keep."""
    identity = "\n".join((*plan.request.goals, event.item, event.what))
    uid = hashlib.sha256(identity.encode()).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}@careerpath"
    yield f"SEQUENCE:{plan.request.revision}"
    yield f"DTSTAMP:{made:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    if event.until is not None:
        yield f"RRULE:FREQ=WEEKLY;UNTIL={event.until:%Y%m%d}"
        for day in _off(plan, event.day, event.until):
            yield f"EXDATE;VALUE=DATE:{day:%Y%m%d}"
    yield f"SUMMARY:{escape(event.title)}"
    yield f"DESCRIPTION:{escape(event.text)}"
    if is_cancelled:
        yield "STATUS:CANCELLED"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _off(plan: Plan, day: date, until: date) -> Iterator[date]:
    """The weekly days that lie in a time off."""
    while day <= until:
        if plan.calendar.is_off(day):
            yield day
        day += timedelta(days=DAYS_PER_WEEK)


def escape(text: str) -> str:
    """Text as a calendar value: backslash, comma, semicolon and line break escaped, other controls dropped."""
    # The backslash first: what is escaped after it brings backslashes of its own.
    safe = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(character for character in safe if character >= " " and character != "\x7f")


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
