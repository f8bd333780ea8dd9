"""The words of a plan: why a step is there, what was left out, what one must know."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import can_be_sat, last_day, next_window, versions, versions_on
from careerpath.knowledge.holidays import is_open_for_exams
from careerpath.knowledge.models import Activity, Certification, Role, Step
from careerpath.pathway.dates import DAYS_PER_WEEK, Calendar
from careerpath.pathway.demands import Demands
from careerpath.pathway.question import is_ready_today
from careerpath.pathway.stock import Stock, can_be_met
from careerpath.record import Record
from careerpath.rules.prices import by_the_month, other_prices
from careerpath.rules.steps import is_over, suits, weekly_hours
from careerpath.rules.want import Want


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
    reasons = [*_demands_served(key, demands), *_gates_passed(key, stock, demands, chosen)]
    reasons += _steps_that_wait(key, stock, chosen)
    reasons += _carries(key, stock, chosen)
    if not reasons:
        reasons.append(_lifts(stock.roles))
    return tuple(dict.fromkeys(reasons))


def _lifts(roles: Sequence[Role]) -> str:
    """The reason of a step that no demand asks for: a goal that is a certification has no role to name."""
    if not roles:
        return "lifts the next roles"
    titles = " and ".join(role.title for role in roles)
    return f"lifts what you cover of {titles}"


def _demands_served(key: str, demands: Demands) -> Iterator[str]:
    for demand in demands.wanted:
        if key in dict(demand.want.amounts):
            yield demand.reason


def _gates_passed(key: str, stock: Stock, demands: Demands, chosen: Mapping[str, int]) -> Iterator[str]:
    """The demands for gates that are passed on a chosen way for which this step is wanted."""
    for demand in demands.wanted:
        for gate, _ in demand.want.amounts:
            if gate in stock.gate_items and gate in chosen and _first_want(key, gate, stock) is not None:
                yield demand.reason


def _steps_that_wait(key: str, stock: Stock, chosen: Mapping[str, int]) -> Iterator[str]:
    """Chosen steps that want this one first, and begin when it is done."""
    done = stock.item(key).done(chosen[key])
    for other in sorted(chosen):
        if other == key or not stock.is_shown(other) or chosen[other] < done:
            continue
        want = _first_want(key, other, stock)
        if want is None:
            continue
        what = want.label
        if stock.step(key).title in what:  # its title need not be said again: the reader sees it beside this
            what = "it"
        yield f"{stock.step(other).title} needs {what} first"


def _first_want(key: str, other: str, stock: Stock) -> Want | None:
    """The first thing that another item wants and this one helps to bring."""
    for want in stock.item(other).wants:
        if key in dict(want.amounts):
            return want
    return None


def _carries(key: str, stock: Stock, chosen: Mapping[str, int]) -> Iterator[str]:
    """What passing the exam renews besides."""
    for other in sorted(chosen):
        entry = stock.entries.get(other)
        if entry is not None and entry.kind == "carried" and entry.carrier == key:
            yield f"renews {entry.step.title}, which ends on {stock.expires[entry.step.id]}"


def left_out(
    stock: Stock,
    demands: Demands,
    chosen: Mapping[str, int] | None,
    *,
    is_nearest: bool = False,
    gone_without: Demands | None = None,
) -> Iterator[Excluded]:
    """Certifications that the goal roles name, steps not wanted and those of an earlier plan, that are not in it.

    Without a plan (`chosen` is None), only those that no plan could hold. `is_nearest`: limits keep it from the goal.
    `gone_without`: what would be asked for besides, if one could not apply without it.
    """
    yield from _too_many_hours(stock)
    taken = {stock.step(key).id for key in chosen or () if key in stock.entries}
    for key, (worth, why) in _looked_for(stock, has_plan=chosen is not None).items():
        if key in taken:
            continue
        reason = _barred(key, worth, why, stock, demands)
        if not reason and chosen is not None:
            reason = _not_chosen(key, worth, stock, demands, chosen, is_nearest)
            if gone_without and list(_demands_served(key, gone_without)):
                reason = YOU_CAN_APPLY if is_ready_today(stock) else NO_ROOM
        if reason:
            yield Excluded(key, stock.kb.step(key).title, reason)


def _looked_for(stock: Stock, *, has_plan: bool) -> dict[str, tuple[str, str]]:
    """Steps one might look for -> (what each is worth to a goal, and why). What a goal says of a step goes first."""
    steps: dict[str, tuple[str, str]] = {}
    for goal in stock.request.goals:
        if goal in stock.kb.roles:
            for value in stock.kb.roles[goal].certifications:
                steps.setdefault(value.id, (value.value, value.reason))
    for key in stock.request.without:
        steps.setdefault(key, ("", ""))
    if has_plan:
        for key in stock.request.keep:
            if key in stock.entries and stock.entries[key].kind == "take":
                steps.setdefault(stock.step(key).id, (OF_BEFORE, ""))
    return steps


def _too_many_hours(stock: Stock) -> Iterator[Excluded]:
    """Steps of a fixed pace that suit the goal and ask for more hours a week than there are."""
    most_hours = stock.calendar.hours_per_week
    for span in stock.calendar.other_hours:
        most_hours = max(most_hours, span.hours)
    for key, step in stock.kb.activities.items():
        if not stock.can_begin(step) and _teaches_more(step, stock) and any(suits(step, role) for role in stock.roles):
            yield Excluded(key, step.title, _hours_against(step, most_hours))


def _teaches_more(step: Activity, stock: Stock) -> bool:
    return any(level > stock.grown.level(skill) for skill, level in step.teaches.items())


def _hours_against(step: Activity, most_hours: float) -> str:
    """What the step asks for, and what there is: if the hours would do, they do not last for all its weeks."""
    hours = weekly_hours(step)
    have = "that many for less time"
    if hours > most_hours:
        have = f"{most_hours:g}"
    per_week = f"{hours:.0f}"
    if round(hours) <= most_hours:  # "10 hours a week, and you have 10" would puzzle
        per_week = f"{hours:.1f}"
    return f"it takes {per_week} hours a week for {step.weeks} weeks, and you have {have}"


def _barred(key: str, value: str, reason: str, stock: Stock, demands: Demands) -> str:
    """Why no plan would hold it, or nothing."""
    step = stock.kb.step(key)
    if key in stock.request.without:
        return "you do not want it"
    if key in stock.standing.certifications:
        return "you hold it already"
    if is_over(step, stock.calendar.start):
        return _ended(step, stock.kb)
    if value == "unneeded":
        return f"not needed for this role. {reason}"
    if key in stock.entries:
        for want in stock.item(key).wants:
            if not can_be_met(want, demands.allowed):
                return f"not open to you yet: it needs {want.label}"
    return ""


def _ended(step: Step, kb: KnowledgeBase) -> str:
    if isinstance(step, Certification) and step.status.successor:
        return f"can no longer be taken; {kb.certs[step.status.successor].title} took its place"
    return "can no longer be taken"


def _not_chosen(
    key: str, worth: str, stock: Stock, demands: Demands, chosen: Mapping[str, int], is_nearest: bool
) -> str:
    """Why a plan that could hold it does not."""
    if key in stock.request.keep and _is_too_dear(key, stock, chosen):
        return f"your budget of {_dollars(stock.request.budget_usd)} leaves no room for it"
    if list(_demands_served(key, demands)):
        if is_nearest:
            return NO_ROOM
        return "not chosen: the plan reaches the same at a better price or time"
    if worth == OF_BEFORE:
        return "the goal is reached without it"
    return "useful, but the goal does not need it"


NO_ROOM = "your limits leave no room for it"
YOU_CAN_APPLY = "hospitals like to see it, and you can apply without it"
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
        step = stock.step(key)
        if stock.entries[key].kind == "take" and stock.prices.price_of(step) is None:
            yield f"{step.title}: the fee is not published, so ask the issuer. It is in no sum here."
        if isinstance(step, Certification):
            yield from _certification_notes(step, key, stock, chosen[key])
        elif step.kind == "degree":
            years = stock.item(key).lasts(chosen[key])[1] / 365
            yield f"{step.title}: at your hours a week it takes {years:.1f} years; {step.weeks / 52:.0f} full time."


def _certification_notes(cert: Certification, key: str, stock: Stock, start: int) -> Iterator[str]:
    if cert.requires.sponsor:
        yield f"{cert.title}: your employer pays for it."
    if cert.status.value == "retiring" and cert.status.on:
        yield f"{cert.title}: the exam ends on {cert.status.on}."
    if stock.entries[key].kind == "take":
        if cert.admission == "unread":
            yield f"{cert.title}: {cert.eligibility}"
        yield from _price_notes(cert, stock)
        yield from _exam_notes(cert, key, stock, start)
    if cert.requires.course_hours:
        yield f"{cert.title}: {cert.requires.course_hours:g} hours of a course are required and counted here."


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
    to_book = [exam for exam in versions_on(step, end, wait) if exam.part not in passed]
    days: list[ExamDay] = []
    earliest = start
    for number, exam in enumerate(to_book, 1):
        day = end
        if number < len(to_book):
            day = _at_share(start, end, number / len(to_book), calendar)
        while day > earliest and not (can_be_sat(exam, day) and _is_open(day, calendar)):
            day -= timedelta(days=1)
        days.append(ExamDay(exam.code, exam.part or "", day))
        earliest = day
    return tuple(days)


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
    prices = stock.prices
    if prices.student:
        yield from _student_price_notes(cert)
    if prices.member:
        yield from _member_price_notes(cert, prices.price_of(cert))
    others = "; ".join(other_prices(cert))
    asks_for_list_price = not prices.student and not prices.member
    if others and asks_for_list_price and cert.id not in prices.covered:
        yield f"{cert.title}: {others}."
    if cert.fee.monthly_usd is not None and cert.id not in prices.covered:
        yield f"{cert.title}: {by_the_month(cert, prices)}. Those who learn faster pay less."


def _student_price_notes(cert: Certification) -> Iterator[str]:
    if cert.fee.usd is not None and cert.fee.student_usd is None:
        yield f"{cert.title}: no student price is known, so the list price is counted; ask the issuer for one."


def _member_price_notes(cert: Certification, counted: float | None) -> Iterator[str]:
    """`counted`: the price in the sums [USD], which for a student may be a lower one than the members'."""
    member_usd = cert.fee.member_usd
    if member_usd is not None and counted == member_usd:
        yield f"{cert.title}: the member price is counted, but not what membership costs."
    elif member_usd is None and cert.fee.usd is not None:
        yield f"{cert.title}: no member price is known, so the list price is counted."


def _exam_notes(cert: Certification, key: str, stock: Stock, start: int) -> Iterator[str]:
    """Which version is taken because another ends, how long it goes on, and when the exam is held."""
    day = stock.calendar.last_date(stock.item(key).done(start))
    for exam in versions_on(cert, day, round(stock.kb.constants.plan_retake_wait)):
        for other in versions(cert)[exam.part or ""]:
            if other is exam or other.ends is None or not can_be_sat(other, stock.calendar.start):
                continue
            when = "too soon after your exam"
            if last_day(other.ends) < day:
                when = "before your exam"
            yield f"{cert.title}: {other.code} ends on {other.ends}, {when}, so study for {exam.code}."
        if exam.ends is not None:
            yield f"{cert.title}: the last day of {exam.code} is {exam.ends}; a later try is on the version after it."
        window = next_window(exam, day)
        if window is not None:
            yield f"{cert.title}: the exam is held only from {window[0]} to {window[1]}; apply weeks before."
