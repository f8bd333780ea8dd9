"""A plan made again after something happened: what is done stays, only what must change changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.request import Failed, PlanRequest
from careerpath.people.saved_plan import SavedStep
from careerpath.record import Record, replace
from careerpath.rules.progress import WAY, base_id, search_days


class News(Record):
    """What happened since."""

    today: date
    done: Mapping[str, date] = {}
    failed: tuple[str, ...] = ()
    missed_weeks: int = 0


def replan(old: PlanRequest, steps: Sequence[SavedStep], news: News, kb: KnowledgeBase) -> PlanRequest:
    """The request for the rest of the plan.

    What was due before the missed weeks, and before the first exam that failed, counts as done, and whatever else is
    named. A step that was under way keeps the share of its hours that had passed, a job (or the search for it) the days
    that had passed. Fees of what is done or failed are spent.
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
    days: dict[str, int] = {}
    for step in rest:
        start, end = span[step.id]
        passed = (here - start).days
        if start < here <= end and step.id not in news.failed:
            key = step.id.split(WAY)[0]
            hours[key] = hours.get(key, 0.0) + step.hours * passed / ((end - start).days + 1)
        if step.kind == "job" and passed + search_days(step.id, kb) > 0:
            days[step.id] = passed + search_days(step.id, kb)
    order = [step.id for step in sorted(rest, key=lambda s: (s.start, s.end, s.id))]
    return replace(
        old,
        start=max(news.today, old.start + timedelta(weeks=news.missed_weeks if news.today <= old.start else 0)),
        done={**old.done, **done},
        failed=(*old.failed, *(Failed(base_id(step), news.today) for step in news.failed)),
        hours_spent=hours,
        days_spent=days,
        spent_usd=old.spent_usd + sum(spent),
        keep=tuple(dict.fromkeys(key for key in order for key in (key, key.split(WAY)[0]))),
    )
