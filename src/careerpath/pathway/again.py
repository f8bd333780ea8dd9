"""A plan made again after something happened: what is done stays, only what must change changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from careerpath.pathway.dates import Calendar, mondays
from careerpath.pathway.request import Failed, PlanRequest, step_of
from careerpath.people.saved_plan import SavedStep
from careerpath.record import Record, replace


class News(Record):
    """What happened since."""

    today: date
    done: Mapping[str, date] = {}
    failed: tuple[str, ...] = ()
    missed_weeks: int = 0
    passed_parts: Mapping[str, tuple[str, ...]] = {}
    """Item -> the parts of it that are passed by what was said."""
    failed_parts: Mapping[str, tuple[str, ...]] = {}
    """Failed item -> the parts of it that failed; none: the whole of it."""
    paid: Mapping[str, float] = {}
    """Item -> what it did cost in all [USD], where that is said."""


class _Money(Record):
    """What one step of the old plan has cost by now, and what of that is lost [USD]."""

    spent: float
    lost: float
    passed: tuple[str, ...] = ()
    """Parts that are passed."""


def replan(old: PlanRequest, steps: Sequence[SavedStep], news: News) -> PlanRequest:
    """The request for the rest of the plan.

    What was due before the missed weeks, and before the first exam that failed, counts as done, and whatever else is
    named. A step that was under way keeps the share of its hours that had passed. Published fees of what is done or
    failed are spent, or what is said to have been paid; of several exams, those whose day has come. What is paid before
    it is done costs nothing any more.
    """
    here = news.today - timedelta(weeks=news.missed_weeks)
    span = {step.id: (date.fromisoformat(step.start), date.fromisoformat(step.end)) for step in steps}
    open_steps = [step for step in steps if step.id not in old.done]
    due = min([here, *(span[step.id][1] for step in open_steps if step.id in news.failed)])
    done = {s.id: span[s.id][1] for s in open_steps if span[s.id][1] < due and s.id not in news.failed}
    done.update(news.done)
    rest = [step for step in open_steps if step.id not in done]
    hours = {key: value for key, value in old.hours_spent.items() if key not in done}
    spent_hours = sum(step.hours for step in open_steps if step.id in done)
    failed, passed, covered, spent, more = [], dict(old.passed), dict(old.covered), 0.0, 0.0
    calendar = Calendar(old.start, old.hours_per_week, 0.0, mondays(old.weeks_off), old.hours_in)
    for step in open_steps:
        key = step_of(step.id)
        if step.id in done:
            spent += news.paid.get(step.id, step.low_usd)
            more += 0.0 if step.id in news.paid else step.high_usd - step.low_usd
            passed.pop(key, None)
            continue
        money = _money(step, here, news, old.passed.get(key, ()))
        spent += money.spent
        if step.id in news.paid and step.id not in news.failed:
            covered[key] = PAID_BEFORE
        if money.passed:
            passed[key] = money.passed
        if step.id in news.failed:
            parts = news.failed_parts.get(step.id, ())
            failed.append(Failed(key, news.today, money.lost, parts))
            spent_hours += step.hours * _share_sat(step, parts, money.passed)
            continue
        start, end = span[step.id]
        if start < here <= end:
            passed_by = calendar.hours_between(start, here - timedelta(days=1))
            under_way = step.hours * passed_by / max(0.1, calendar.hours_between(start, end))
            if len(step.exams) < 2 or not money.passed:
                hours[key] = hours.get(key, 0.0) + under_way
            spent_hours += under_way
    order = [step.id for step in sorted(rest, key=lambda s: (s.start, s.end, s.id))]
    return replace(
        old,
        start=max(news.today, old.start + timedelta(weeks=news.missed_weeks if news.today <= old.start else 0)),
        done={**old.done, **done},
        failed=(*old.failed, *failed),
        hours_spent=hours,
        passed=passed,
        covered=covered,
        spent_usd=old.spent_usd + spent,
        spent_more_usd=old.spent_more_usd + more,
        spent_hours=old.spent_hours + spent_hours,
        revision=old.revision + 1,
        keep=tuple(dict.fromkeys(key for item in order for key in (item, step_of(item)))),
    )


PAID_BEFORE = "you, before"
"""Who pays what is said to be paid."""


def _share_sat(step: SavedStep, failed: tuple[str, ...], passed: tuple[str, ...]) -> float:
    """The share of its study that is behind what was sat; all of it where no single exam is named."""
    if not failed or len(step.exams) < 2:
        return 1.0
    sat = [exam for exam in step.exams if exam.part in failed or exam.part in passed]
    return len(sat) / len(step.exams)


def _money(step: SavedStep, here: date, news: News, before: tuple[str, ...]) -> _Money:
    """What a step that is not done has cost: nothing before its exam; of several, what each sat so far costs."""
    paid = news.paid.get(step.id)
    fee = (step.fee_usd or 0.0) if paid is None else paid
    parts = tuple(exam.part for exam in step.exams)
    failed_parts = news.failed_parts.get(step.id, ())
    if step.id in news.failed and not (failed_parts and len(parts) > 1):
        return _Money(fee, fee, before)
    if len(parts) < 2:
        return _Money(paid or 0.0, 0.0, before)
    each = fee / len(parts)
    sat = [exam.part for exam in step.exams if date.fromisoformat(exam.on) < here]
    sat += [part for part in (*news.passed_parts.get(step.id, ()), *failed_parts) if part not in sat]
    passed = tuple(part for part in sat if part not in failed_parts)
    spent = each * len(sat) if paid is None else paid
    return _Money(spent, each * len(failed_parts), (*before, *passed))
