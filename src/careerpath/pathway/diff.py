"""What changed between two plans, in words, with the reason where the knowledge gives one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from careerpath.people.saved_plan import SavedPlan, SavedRequest, SavedStep
from careerpath.record import Record


class Change(Record):
    """One sentence about what changed. `kind`: input, step, fee, date, total."""

    kind: str
    text: str


def differences(old: SavedPlan, new: SavedPlan) -> tuple[Change, ...]:
    """Every difference, inputs first; nothing if the plans are the same."""
    return (*_inputs(old, new), *_steps(old, new), *_dates(old, new), *_totals(old, new))


def _inputs(old: SavedPlan, new: SavedPlan) -> Iterator[Change]:
    before, now = _asked(old), _asked(new)
    for name in before:
        if before[name] != now[name]:
            yield Change("input", f"{name}: {before[name]} before, {now[name]} now")


def _asked(plan: SavedPlan) -> dict[str, str]:
    """What a plan was made from, in words."""
    request = plan.request
    return {
        "goal": ", ".join(request.goals),
        "objective": request.objective,
        "start": request.start,
        "hours a week": _hours(request),
        "budget": "none" if request.budget_usd is None else f"${request.budget_usd:,.0f}",
        "deadline": request.deadline or "none",
        "student prices": "yes" if request.student else "no",
        "member prices": "yes" if request.member else "no",
        "paid by others": ", ".join(f"{key} ({who})" for key, who in sorted(request.covered.items())) or "none",
        "reserve for second tries": "yes" if request.reserve else "no",
        "weeks off": ", ".join(request.weeks_off) or "none",
        "pauses": ", ".join(f"{first} to {last}" for first, last in request.pauses) or "none",
        "not wanted": ", ".join(request.without) or "none",
        "wanted anyway": ", ".join(request.wishes) or "none",
        "data version": plan.data,
        "engine version": plan.engine,
    }


def _hours(request: SavedRequest) -> str:
    spans = [f"{span.hours:g} from {span.first} to {span.last}" for span in request.hours_in]
    return ", ".join((f"{request.hours_per_week:g}", *spans))


def _steps(old: SavedPlan, new: SavedPlan) -> Iterator[Change]:
    before, now = _by_id(old.steps), _by_id(new.steps)
    for key, step in before.items():
        if key in new.request.done and key not in now:
            yield Change("step", f"{step.title} is done")
        elif key not in now:
            why = new.left_out.get(key)
            others = [other.title for other in now.values() if other.id not in before]
            instead = f"; {others[0]} comes in" if others else ""
            yield Change("step", f"{step.title} is no longer in the plan{': ' + why if why else ''}{instead}")
    for key, step in now.items():
        if key not in before:
            why = f": {step.because[0]}" if step.because else ""
            yield Change("step", f"{step.title} is new in the plan{why}")
        else:
            yield from _facts(before[key], step)


def _facts(before: SavedStep, now: SavedStep) -> Iterator[Change]:
    """Fee, hours and last day of one step that is in both plans."""
    if before.fee_usd != now.fee_usd:
        yield Change("fee", f"{now.title}: {_fee_words(before, now)}")
    if round(before.hours, 1) != round(now.hours, 1):
        yield Change("step", f"{now.title}: {before.hours:g} hours before, {now.hours:g} now")
    if now.exam_ends and before.exam_ends != now.exam_ends:
        yield Change("date", f"{now.title}: the exam ends on {now.exam_ends}; it is planned for {now.end}")
    if before.exam_ends and not now.exam_ends:
        yield Change("date", f"{now.title}: the exam no longer has a last day")


def _fee_words(old: SavedStep, new: SavedStep) -> str:
    before, now = old.fee_usd, new.fee_usd
    if before is None or now is None:
        return "the fee is now published" if now is not None else "the fee is no longer published"
    ends = _Dollars(round(old.low_usd), round(old.high_usd)), _Dollars(round(new.low_usd), round(new.high_usd))
    if ends[0].low != ends[0].high or ends[1].low != ends[1].high:
        return f"fee {ends[0].words} before, {ends[1].words} now"
    change = now - before
    return f"fee {'+' if change > 0 else '-'}${abs(change):,.0f} (${before:,.0f} before, ${now:,.0f} now)"


def _dates(old: SavedPlan, new: SavedPlan) -> Iterator[Change]:
    before = _by_id(old.steps)
    for step in new.steps:
        if step.id in before and step.end != before[step.id].end:
            yield Change("date", f"{step.title}: {_later(before[step.id].end, step.end)}, on {step.end}")


def _later(before: str, now: str) -> str:
    days = (date.fromisoformat(now) - date.fromisoformat(before)).days
    weeks = abs(days) / 7
    amount = f"{weeks:.0f} week{'' if round(weeks) == 1 else 's'}" if abs(days) >= 7 else f"{abs(days)} day(s)"
    return f"ends {amount} {'later' if days > 0 else 'earlier'}"


def _totals(old: SavedPlan, new: SavedPlan) -> Iterator[Change]:
    if old.status != new.status:
        yield Change("total", f"status: {old.status} before, {new.status} now")
    fees, fees_now = _fees_in_all(old), _fees_in_all(new)
    spent, hours = _spent(new), new.request.spent_hours
    if spent != _spent(old):
        lost = sum(attempt.lost_usd for attempt in new.request.failed)
        failed = f", ${lost:,.0f} of it on failed attempts" if round(lost) else ""
        yield Change("total", f"spent {spent.words}{failed}, now {fees_now.words} in all")
    if round(hours) != round(old.request.spent_hours):
        yield Change("total", f"{hours:,.0f} hours are spent, {sum(s.hours for s in new.steps):,.0f} are to come")
    for name, before, now in (
        ("fees in all", fees, fees_now),
        ("cost to get and to hold for 3 years", _to_hold(old), _to_hold(new)),
    ):
        if before != now:
            yield Change("total", f"{name}: {_money_words(before, now)}")
    ends = [max((step.end for step in plan.steps), default="") for plan in (old, new)]
    if all(ends) and ends[0] != ends[1]:
        yield Change("total", f"the plan {_later(ends[0], ends[1])}, on {ends[1]}")


class _Dollars(NamedTuple):
    """Both ends of a sum [whole USD]."""

    low: int
    high: int

    @property
    def words(self) -> str:
        return f"${self.low:,}" if self.low == self.high else f"${self.low:,}-{self.high:,}"


def _money_words(before: _Dollars, now: _Dollars) -> str:
    """ "+$199, now $399"; of ranges "$0-150 before, $75 now"."""
    if before.low != before.high or now.low != now.high:
        return f"{before.words} before, {now.words} now"
    change = now.low - before.low
    return f"{'+' if change > 0 else '-'}${abs(change):,}, now {now.words}"


def _spent(plan: SavedPlan) -> _Dollars:
    low = plan.request.spent_usd
    return _Dollars(round(low), round(low + plan.request.spent_more_usd))


def _fees_in_all(plan: SavedPlan) -> _Dollars:
    """What is spent, and the published fees that are still to pay."""
    low = plan.request.spent_usd
    high = low + plan.request.spent_more_usd
    for step in plan.steps:
        low += step.low_usd
        high += step.high_usd
    return _Dollars(round(low), round(high))


def _to_hold(plan: SavedPlan) -> _Dollars:
    """What the steps cost, and their certifications to hold: kept with the middle of ranges in the file."""
    more = plan.hold_3y_usd - sum(step.fee_usd or 0.0 for step in plan.steps)
    low = sum(step.low_usd for step in plan.steps)
    high = sum(step.high_usd for step in plan.steps)
    return _Dollars(round(low + more), round(high + more))


def _by_id(steps: Sequence[SavedStep]) -> dict[str, SavedStep]:
    return {step.id: step for step in steps}
