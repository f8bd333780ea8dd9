"""A plan made again after something happened: what is done stays, only what must change changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from careerpath.pathway.request import Failed, PlanRequest, step_of
from careerpath.people.saved_plan import SavedStep
from careerpath.record import Record, replace


class News(Record):
    """What happened since."""

    today: date
    done: Mapping[str, date] = {}
    failed: tuple[str, ...] = ()
    missed_weeks: int = 0


def replan(old: PlanRequest, steps: Sequence[SavedStep], news: News) -> PlanRequest:
    """The request for the rest of the plan.

    What was due before the missed weeks, and before the first exam that failed, counts as done, and whatever else is
    named. A step that was under way keeps the share of its hours that had passed. Fees of what is done or failed are
    spent.
    """
    here = news.today - timedelta(weeks=news.missed_weeks)
    span = {step.id: (date.fromisoformat(step.start), date.fromisoformat(step.end)) for step in steps}
    open_steps = [step for step in steps if step.id not in old.done]
    due = min([here, *(span[step.id][1] for step in open_steps if step.id in news.failed)])
    done = {s.id: span[s.id][1] for s in open_steps if span[s.id][1] < due and s.id not in news.failed}
    done.update(news.done)
    rest = [step for step in open_steps if step.id not in done]
    spent = [step.reckoned_usd for step in open_steps if step.id in done or step.id in news.failed]
    hours = {key: value for key, value in old.hours_spent.items() if key not in done}
    for step in rest:
        start, end = span[step.id]
        passed = (here - start).days
        if start < here <= end and step.id not in news.failed:
            key = step_of(step.id)
            hours[key] = hours.get(key, 0.0) + step.hours * passed / ((end - start).days + 1)
    order = [step.id for step in sorted(rest, key=lambda s: (s.start, s.end, s.id))]
    return replace(
        old,
        start=max(news.today, old.start + timedelta(weeks=news.missed_weeks if news.today <= old.start else 0)),
        done={**old.done, **done},
        failed=(*old.failed, *(Failed(step_of(step), news.today) for step in news.failed)),
        hours_spent=hours,
        spent_usd=old.spent_usd + sum(spent),
        keep=tuple(dict.fromkeys(key for item in order for key in (item, step_of(item)))),
    )
