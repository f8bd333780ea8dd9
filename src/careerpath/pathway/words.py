"""The words of a plan: why a step is there, what was left out, what one must know."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import can_be_sat, last_day, next_window, versions, versions_on
from careerpath.knowledge.holidays import is_open_for_exams
from careerpath.knowledge.models import Certification, Step
from careerpath.pathway.dates import DAYS_PER_WEEK, Calendar
from careerpath.pathway.demands import Demands
from careerpath.pathway.stock import Stock, can_be_met
from careerpath.record import Record
from careerpath.rules.prices import other_prices
from careerpath.rules.steps import is_over, suits, weekly_hours


class Excluded(Record):
    """A step one might look for and does not find in the plan, with the reason."""

    id: str
    title: str
    reason: str


class ExamDay(Record):
    """One exam to book, and its day."""

    code: str
    part: str
    """Which exam of a certification of several; empty for the only one."""
    on: date


def because(key: str, stock: Stock, demands: Demands, chosen: Mapping[str, int]) -> tuple[str, ...]:
    """Every demand the step serves and every chosen step that wants it first."""
    if stock.entries[key].kind == "renewal":
        return ("it would expire before the plan ends",)
    found = [d.reason for d in demands.wanted if key in dict(d.want.amounts)]
    for demand in demands.wanted:
        for gate in (item for item, _ in demand.want.amounts if item in stock.gate_items and item in chosen):
            if any(key in dict(want.amounts) for want in stock.item(gate).wants):
                found.append(demand.reason)
    for other in sorted(chosen):
        if other == key or not stock.is_shown(other) or chosen[other] < stock.item(key).done(chosen[key]):
            continue  # it does not wait for this step
        labels = [want.label for want in stock.item(other).wants if key in dict(want.amounts)]
        if labels:
            what = "it" if stock.step(key).title in labels[0] else labels[0]
            found.append(f"{stock.step(other).title} needs {what} first")
    found += _carries(key, stock, chosen)
    if not found:
        titles = " and ".join(role.title for role in stock.roles)
        found.append(f"lifts what you cover of {titles}" if titles else "lifts the next roles")
    return tuple(dict.fromkeys(found))


def _carries(key: str, stock: Stock, chosen: Mapping[str, int]) -> Iterator[str]:
    """What passing the exam renews besides."""
    for other in sorted(chosen):
        entry = stock.entries.get(other)
        if entry is not None and entry.kind == "carried" and entry.carrier == key:
            yield f"renews {entry.step.title}, which ends on {stock.expires[entry.step.id]}"


def left_out(
    stock: Stock, demands: Demands, chosen: Mapping[str, int] | None, *, is_nearest: bool = False
) -> Iterator[Excluded]:
    """Certifications that the goal roles name, steps not wanted and those of an earlier plan, that are not in it.

    Without a plan (`chosen` is None), only those that no plan could hold. `is_nearest`: limits keep it from the goal.
    """
    named: dict[str, tuple[str, str]] = {}
    for goal in stock.request.goals:
        for value in stock.kb.roles[goal].certifications if goal in stock.kb.roles else ():
            named.setdefault(value.id, (value.value, value.reason))
    for key in stock.request.without:
        named.setdefault(key, ("", ""))
    for key in stock.request.keep if chosen is not None else ():
        if key in stock.entries and stock.entries[key].kind == "take":
            named.setdefault(stock.step(key).id, (OF_BEFORE, ""))
    yield from _too_many_hours(stock)
    for key, (worth, why) in named.items():
        if any(other in stock.entries and stock.step(other).id == key for other in chosen or ()):
            continue
        reason = _barred(key, worth, why, stock, demands) or (
            "" if chosen is None else _not_chosen(key, worth, stock, demands, chosen, is_nearest)
        )
        if reason:
            yield Excluded(key, stock.kb.step(key).title, reason)


def _too_many_hours(stock: Stock) -> Iterator[Excluded]:
    """Steps of a fixed pace that suit the goal and ask for more hours a week than there are."""
    have = max([stock.calendar.hours_per_week, *(span.hours for span in stock.calendar.other_hours)])
    for key, step in stock.kb.activities.items():
        asked = weekly_hours(step)
        is_useful = any(level > stock.grown.level(skill) for skill, level in step.teaches.items())
        if not stock.can_begin(step) and is_useful and any(suits(step, role) for role in stock.roles):
            what = f"{have:g}" if asked > have else "that many for less time"
            per_week = f"{asked:.0f}" if round(asked) > have else f"{asked:.1f}"
            reason = f"it takes {per_week} hours a week for {step.weeks} weeks, and you have {what}"
            yield Excluded(key, step.title, reason)


def _barred(key: str, value: str, reason: str, stock: Stock, demands: Demands) -> str:
    """Why no plan would hold it, or nothing."""
    step = stock.kb.step(key)
    if key in stock.request.without:
        return "you do not want it"
    if key in stock.standing.certifications:
        return "you hold it already"
    if is_over(step, stock.calendar.start):
        successor = step.status.successor if isinstance(step, Certification) else None
        return "can no longer be taken" + (f"; {stock.kb.certs[successor].title} took its place" if successor else "")
    if value == "unneeded":
        return f"not needed for this role. {reason}"
    unmet = [w for w in stock.item(key).wants if not can_be_met(w, demands.allowed)] if key in stock.entries else []
    if unmet:
        return f"not open to you yet: it needs {unmet[0].label}"
    return ""


def _not_chosen(
    key: str, worth: str, stock: Stock, demands: Demands, chosen: Mapping[str, int], is_nearest: bool
) -> str:
    if key in stock.request.keep and _is_too_dear(key, stock, chosen):
        return f"your budget of {_dollars(stock.request.budget_usd)} leaves no room for it"
    if any(key in dict(d.want.amounts) for d in demands.wanted):
        if is_nearest:
            return "your limits leave no room for it"
        return "not chosen: the plan reaches the same at a better price or time"
    if worth == OF_BEFORE:
        return "the goal is reached without it"
    return "useful, but the goal does not need it"


OF_BEFORE = "of before"
"""What a step of an earlier plan is worth to a goal that does not name it."""


def _is_too_dear(key: str, stock: Stock, chosen: Mapping[str, int]) -> bool:
    """True if the budget has no room for it beside what is chosen."""
    budget = stock.request.budget_usd
    if budget is None:
        return False
    most = sum(stock.item(other).most or 0 for other in (*chosen, key))
    return most > round(100 * (budget - stock.request.spent_most_usd))


def _dollars(amount: float | None) -> str:
    return f"${amount or 0.0:,.0f}"


def notes_of(stock: Stock, chosen: Mapping[str, int]) -> Iterator[str]:
    """What one must know about the chosen steps."""
    for key in sorted(chosen):
        if not stock.is_shown(key):
            continue
        step, is_new = stock.step(key), stock.entries[key].kind == "take"
        if is_new and stock.prices.price_of(step) is None:
            yield f"{step.title}: the fee is not published, so ask the issuer. It is in no sum here."
        if isinstance(step, Certification):
            if step.requires.sponsor:
                yield f"{step.title}: your employer pays for it."
            if step.status.value == "retiring" and step.status.on:
                yield f"{step.title}: the exam ends on {step.status.on}."
            if is_new:
                yield from _price_notes(step, stock)
                yield from _exam_notes(step, key, stock, chosen[key])
            if step.requires.course_hours:
                hours = step.requires.course_hours
                yield f"{step.title}: {hours:g} hours of a course are required and counted here."
        elif step.kind == "degree":
            years = stock.item(key).lasts(chosen[key])[1] / 365
            yield f"{step.title}: at your hours a week it takes {years:.1f} years; {step.weeks / 52:.0f} full time."


def code_of(step: Step, day: date, kb: KnowledgeBase) -> str | None:
    """The codes of the exams to book for that day; None for what has none."""
    if not isinstance(step, Certification):
        return None
    exams = versions_on(step, day, round(kb.constants.plan_retake_wait))
    return " and ".join(exam.code for exam in exams) or None


def exam_days(
    step: Step,
    start: date,
    end: date,
    passed: Collection[str],
    kb: KnowledgeBase,
    calendar: Calendar | None = None,
) -> tuple[ExamDay, ...]:
    """The exams of a certification of several, each on a day of its own: the last on `end`, the others on the way.

    Each lies at its share of the time (of the hours that the calendar gives, where it is known), or on the last day
    before that on which it is held. Nothing for what has one exam, and for what has none.
    """
    if not isinstance(step, Certification) or step.kind != "exam":
        return ()
    wait = round(kb.constants.plan_retake_wait)
    booked = [exam for exam in versions_on(step, end, wait) if exam.part not in passed]
    found: list[ExamDay] = []
    for number, exam in enumerate(booked, 1):
        day = _at_share(start, end, number / len(booked), calendar) if number < len(booked) else end
        earliest = found[-1].on if found else start
        while day > earliest and not (can_be_sat(exam, day) and _is_open(day, calendar)):
            day -= timedelta(days=1)
        found.append(ExamDay(exam.code, exam.part or "", day))
    return tuple(found)


def _at_share(start: date, end: date, share: float, calendar: Calendar | None) -> date:
    """The day by which that share of the study from one day to another is behind."""
    days = (end - start).days
    if calendar is None or not (calendar.other_hours or calendar.off):
        return start + timedelta(days=math.floor(days * share + 1e-9))
    needed, done, day = share * calendar.hours_between(start, end), 0.0, start
    while day < end:
        done += calendar.hours_on(day) / DAYS_PER_WEEK
        if done >= needed - 1e-9:
            break
        day += timedelta(days=1)
    return day


def _is_open(day: date, calendar: Calendar | None) -> bool:
    """True if an exam can be sat on the day, and it lies in no time off."""
    return is_open_for_exams(day) and not (calendar is not None and calendar.is_off(day))


def _price_notes(cert: Certification, stock: Stock) -> Iterator[str]:
    """What is behind a price that was asked for as a student's or a member's."""
    fee, prices = cert.fee, stock.prices
    if prices.student and fee.usd is not None and fee.student_usd is None:
        yield f"{cert.title}: no student price is known, so the list price is counted; ask the issuer for one."
    if prices.member and fee.member_usd is not None and stock.prices.price_of(cert) == fee.member_usd:
        yield f"{cert.title}: the member price is counted, but not what membership costs."
    elif prices.member and fee.usd is not None and fee.member_usd is None:
        yield f"{cert.title}: no member price is known, so the list price is counted."
    others = "; ".join(other_prices(cert))
    if others and not prices.student and not prices.member and cert.id not in prices.covered:
        yield f"{cert.title}: {others}."


def _exam_notes(cert: Certification, key: str, stock: Stock, start: int) -> Iterator[str]:
    """Which version is taken because another ends, how long it goes on, and when the exam is held."""
    day = stock.calendar.last_date(stock.item(key).done(start))
    for exam in versions_on(cert, day, round(stock.kb.constants.plan_retake_wait)):
        earlier = [
            other
            for other in versions(cert)[exam.part or ""]
            if other is not exam and can_be_sat(other, stock.calendar.start) and other.ends is not None
        ]
        for other in earlier:
            when = "before your exam" if last_day(other.ends or "") < day else "too soon after your exam"
            yield f"{cert.title}: {other.code} ends on {other.ends}, {when}, so study for {exam.code}."
        if exam.ends is not None:
            yield f"{cert.title}: the last day of {exam.code} is {exam.ends}; a later try is on the version after it."
        window = next_window(exam, day)
        if window is not None:
            yield f"{cert.title}: the exam is held only from {window[0]} to {window[1]}; apply weeks before."
