"""A plan made again after something happened: what is done stays, only what must change changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from careerpath.engine.plan_diff import PlannedStep
from careerpath.engine.plan_request import Failed, PlanRequest
from careerpath.engine.progress import base_id, search_days
from careerpath.knowledge.base import KnowledgeBase
from careerpath.record import Record, replace


class News(Record):
    """What happened since."""

    today: date
    done: Mapping[str, date] = {}
    failed: tuple[str, ...] = ()
    missed_weeks: int = 0


def replan(old: PlanRequest, steps: Sequence[PlannedStep], news: News, kb: KnowledgeBase) -> PlanRequest:
    """The request for the rest of the plan.

    What was due before the missed weeks, and before the first exam that failed, counts as done, and whatever else is
    named. A step that was under way keeps the share of its hours that had passed, a job (or the search for it) the days
    that had passed. Fees of what is done or failed are spent.
    """
    here = news.today - timedelta(weeks=news.missed_weeks)
    open_steps = [step for step in steps if step.id not in old.done]
    due = min([here, *(step.end for step in open_steps if step.id in news.failed)])
    done = {s.id: s.end for s in open_steps if s.end < due and s.id not in news.failed} | dict(news.done)
    rest = [step for step in open_steps if step.id not in done]
    spent = [step.reckoned_usd for step in open_steps if step.id in done or step.id in news.failed]
    under_way = {
        step.id: step.hours * (here - step.start).days / ((step.end - step.start).days + 1)
        for step in rest
        if step.start < here <= step.end and step.id not in news.failed
    }
    days = {
        step.id: passed
        for step in rest
        if step.kind == "job" and (passed := (here - step.start).days + search_days(step.id, kb)) > 0
    }
    return replace(
        old,
        start=max(news.today, old.start + timedelta(weeks=news.missed_weeks if news.today <= old.start else 0)),
        done={**old.done, **done},
        failed=(*old.failed, *(Failed(base_id(step), news.today) for step in news.failed)),
        hours_spent={**{k: v for k, v in old.hours_spent.items() if k not in done}, **_added(old, under_way)},
        days_spent=days,
        spent_usd=old.spent_usd + sum(spent),
        keep=tuple(step.id for step in sorted(rest, key=lambda s: (s.start, s.end, s.id))),
    )


def _added(old: PlanRequest, hours: Mapping[str, float]) -> dict[str, float]:
    return {key: old.hours_spent.get(key, 0.0) + value for key, value in hours.items()}
