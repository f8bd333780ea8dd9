"""A plan made again after something happened: what is done stays, only what must change changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


PAID_BEFORE = "you, before"
"""Who pays what is said to be paid."""

SHORTEST_STEP_HOURS = 0.1
"""Hours of time in a step's span, at least: a step that lies in a time off has none, and nothing is divided by it."""


def replan(old: PlanRequest, steps: Sequence[SavedStep], news: News) -> PlanRequest:
    """The request for the rest of the plan.

    What was due before the missed weeks, and before the first exam that failed, counts as done, and whatever else is
    named. A step that was under way keeps the share of its hours that had passed. Published fees of what is done or
    failed are spent, or what is said to have been paid; of several exams, those whose day has come. What is paid before
    it is done costs nothing any more.
    """
    # Nothing happened in the missed weeks, so the old plan was followed up to this day only.
    reached = news.today - timedelta(weeks=news.missed_weeks)
    open_steps = [step for step in steps if step.id not in old.done]
    done = _done_by(reached, open_steps, news)
    rest = [step for step in open_steps if step.id not in done]
    money = {step.id: _money(step, reached, news, old.passed.get(step_of(step.id), ())) for step in rest}
    under_way = _hours_under_way(reached, rest, old, news)
    spent, spent_more = _spent(open_steps, money, news)
    done_hours = sum(step.hours for step in open_steps if step.id in done)
    return replace(
        old,
        start=_start_again(old, news),
        done={**old.done, **done},
        failed=(*old.failed, *_failed_attempts(rest, money, news)),
        hours_spent=_hours_spent(old, rest, done, money, under_way),
        passed=_passed(old, open_steps, money),
        covered={**old.covered, **_paid_before(rest, news)},
        spent_usd=old.spent_usd + spent,
        spent_more_usd=old.spent_more_usd + spent_more,
        spent_hours=old.spent_hours + _hours_gone(done_hours, rest, money, under_way, news),
        revision=old.revision + 1,
        keep=_in_their_order(rest),
    )


def _first_day(step: SavedStep) -> date:
    return date.fromisoformat(step.start)


def _last_day(step: SavedStep) -> date:
    return date.fromisoformat(step.end)


def _done_by(reached: date, open_steps: Sequence[SavedStep], news: News) -> dict[str, date]:
    """Items that count as done, with their day: what was due by then and before the first failed exam; what is named.

    Whoever failed an exam did not go on with the plan meanwhile, so what came after it is not taken for done.
    """
    due = reached
    for step in open_steps:
        if step.id in news.failed:
            due = min(due, _last_day(step))
    done = {}
    for step in open_steps:
        if _last_day(step) < due and step.id not in news.failed:
            done[step.id] = _last_day(step)
    done.update(news.done)
    return done


def _start_again(old: PlanRequest, news: News) -> date:
    """Today, or the start of a plan that has not begun, the missed weeks later."""
    if news.today > old.start:
        return news.today
    return old.start + timedelta(weeks=news.missed_weeks)


def _hours_under_way(reached: date, rest: Sequence[SavedStep], old: PlanRequest, news: News) -> dict[str, float]:
    """Item -> the hours that went into it by then, as a share of its time; none for what failed."""
    calendar = Calendar(old.start, old.hours_per_week, 0.0, mondays(old.weeks_off), old.hours_in)
    under_way = {}
    for step in rest:
        start, end = _first_day(step), _last_day(step)
        if step.id not in news.failed and start < reached <= end:
            gone = calendar.hours_between(start, reached - timedelta(days=1))
            whole = max(SHORTEST_STEP_HOURS, calendar.hours_between(start, end))
            under_way[step.id] = step.hours * gone / whole
    return under_way


def _hours_spent(
    old: PlanRequest,
    rest: Sequence[SavedStep],
    done: Mapping[str, date],
    money: Mapping[str, _Money],
    under_way: Mapping[str, float],
) -> dict[str, float]:
    """Step -> hours already put into it, of what is not done.

    Of a certification of several exams with one of them passed, the study behind it is left out of the plan already.
    """
    done_steps = {step_of(item) for item in done}
    hours = {step: spent for step, spent in old.hours_spent.items() if step not in done_steps}
    for step in rest:
        is_left_out = len(step.exams) >= 2 and money[step.id].passed
        if step.id in under_way and not is_left_out:
            key = step_of(step.id)
            hours[key] = hours.get(key, 0.0) + under_way[step.id]
    return hours


def _hours_gone(
    done_hours: float,
    rest: Sequence[SavedStep],
    money: Mapping[str, _Money],
    under_way: Mapping[str, float],
    news: News,
) -> float:
    """Hours that went into what is done, failed or under way."""
    hours = done_hours
    for step in rest:
        if step.id in news.failed:
            failed_parts = news.failed_parts.get(step.id, ())
            hours += step.hours * _share_sat(step, failed_parts, money[step.id].passed)
        else:
            hours += under_way.get(step.id, 0.0)
    return hours


def _spent(open_steps: Sequence[SavedStep], money: Mapping[str, _Money], news: News) -> tuple[float, float]:
    """What the steps have cost by now, and what ranges may have added to it [USD]. `money`: of what is not done."""
    spent, spent_more = 0.0, 0.0
    for step in open_steps:
        if step.id in money:
            spent += money[step.id].spent
        elif step.id in news.paid:
            spent += news.paid[step.id]
        else:
            spent += step.low_usd
            spent_more += step.high_usd - step.low_usd
    return spent, spent_more


def _failed_attempts(rest: Sequence[SavedStep], money: Mapping[str, _Money], news: News) -> Iterator[Failed]:
    for step in rest:
        if step.id in news.failed:
            failed_parts = news.failed_parts.get(step.id, ())
            yield Failed(step_of(step.id), news.today, money[step.id].lost, failed_parts)


def _passed(
    old: PlanRequest, open_steps: Sequence[SavedStep], money: Mapping[str, _Money]
) -> dict[str, tuple[str, ...]]:
    """Step -> parts that are passed; of what is done nobody asks for parts any more. `money`: of what is not done."""
    passed = dict(old.passed)
    for step in open_steps:
        key = step_of(step.id)
        if step.id not in money:
            passed.pop(key, None)
        elif money[step.id].passed:
            passed[key] = money[step.id].passed
    return passed


def _paid_before(rest: Sequence[SavedStep], news: News) -> dict[str, str]:
    """Steps that are paid and not done: they cost nothing any more. A failed one has to be paid again."""
    paid = [step for step in rest if step.id in news.paid and step.id not in news.failed]
    return {step_of(step.id): PAID_BEFORE for step in paid}


def _in_their_order(rest: Sequence[SavedStep]) -> tuple[str, ...]:
    """Items in the order of the old plan, each followed by its step: the new plan may take it another way in."""
    keep: dict[str, None] = {}  # each once
    for step in sorted(rest, key=_place):
        keep[step.id] = None
        keep[step_of(step.id)] = None
    return tuple(keep)


def _place(step: SavedStep) -> tuple[str, str, str]:
    """Where a step stands in its plan."""
    return step.start, step.end, step.id


def _share_sat(step: SavedStep, failed: tuple[str, ...], passed: tuple[str, ...]) -> float:
    """The share of its study that is behind what was sat; all of it where no single exam is named."""
    if not failed or len(step.exams) < 2:
        return 1.0
    sat = [exam for exam in step.exams if exam.part in failed or exam.part in passed]
    return len(sat) / len(step.exams)


def _money(step: SavedStep, reached: date, news: News, passed_before: tuple[str, ...]) -> _Money:
    """What a step that is not done has cost: nothing before its exam; of several, what each sat so far costs."""
    paid = news.paid.get(step.id)
    failed_parts = news.failed_parts.get(step.id, ())
    fee = paid
    if fee is None:
        fee = step.fee_usd or 0.0
    has_parts = len(step.exams) > 1
    if step.id in news.failed and not (has_parts and failed_parts):
        return _Money(fee, fee, passed_before)
    if not has_parts:
        return _Money(paid or 0.0, 0.0, passed_before)
    fee_per_part = fee / len(step.exams)
    sat = _parts_sat(step, reached, news)
    passed = [part for part in sat if part not in failed_parts]
    spent = paid
    if spent is None:
        spent = fee_per_part * len(sat)
    return _Money(spent, fee_per_part * len(failed_parts), (*passed_before, *passed))


def _parts_sat(step: SavedStep, reached: date, news: News) -> list[str]:
    """The parts whose day has come, and those that are said to be passed or failed."""
    sat = [exam.part for exam in step.exams if date.fromisoformat(exam.on) < reached]
    for part in (*news.passed_parts.get(step.id, ()), *news.failed_parts.get(step.id, ())):
        if part not in sat:
            sat.append(part)
    return sat
