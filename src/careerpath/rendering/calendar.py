"""A plan as an iCalendar file (RFC 5545): all-day events with stable ids, lines folded at 75 bytes.

Importing the file again, or a later version of the plan, moves the events instead of doubling them: an event's id
follows from the goals and the step, never from dates.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.dates import add_years
from careerpath.pathway.plan import Plan
from careerpath.pathway.stage import PlanStep
from careerpath.people.client import Action

LINE_BYTES = 75


def ics(plan: Plan, kb: KnowledgeBase, made: date, actions: Sequence[Action] = ()) -> str:
    """The calendar: a span for each step, a day for each exam, each renewal that comes due and each agreed action."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//careerpath//plan//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for step in plan.steps:
        lines += _events(plan, step, kb, made)
    for action in actions:
        if action.due:
            day = date.fromisoformat(action.due)
            lines += _event(plan, action.text, "action", day, day, action.text, "Agreed action", made)
    lines.append("END:VCALENDAR")
    return "".join(fold(line) for line in lines)


def _events(plan: Plan, step: PlanStep, kb: KnowledgeBase, made: date) -> Iterator[str]:
    why = "; ".join(step.because)
    hours = f"{step.hours:g} hours. " if step.hours else ""
    yield from _event(plan, step.id, "work", step.start, step.end, step.title, f"{hours}{why}", made)
    if step.step not in kb.certs or step.kind == "renewal":
        return
    cert = kb.certs[step.step]
    if cert.kind == "exam":
        fee = "fee not published" if step.fee_usd is None else f"${step.fee_usd:,.0f}"
        yield from _event(plan, step.id, "exam", step.end, step.end, f"Exam: {step.title}", fee, made)
    if cert.validity.years:
        due = add_years(step.end, cert.validity.years)
        text = f"{step.title} is valid until then. Renew it before, or let it go."
        yield from _event(plan, step.id, "renewal", due, due, f"Renew {step.title}", text, made)


def _event(plan: Plan, item: str, what: str, first: date, last: date, title: str, text: str, made: date) -> list[str]:
    key = "\n".join((*plan.request.goals, item, what))
    uid = hashlib.sha256(key.encode()).hexdigest()[:32]
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}@careerpath",
        f"DTSTAMP:{made:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escape(title)}",
        f"DESCRIPTION:{escape(text)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


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
