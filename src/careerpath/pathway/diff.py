"""What changed between two plans, in words, with the reason where the knowledge gives one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from careerpath.pathway.dates import DAYS_PER_WEEK
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
        "budget": _budget(request),
        "deadline": request.deadline or "none",
        "student prices": _yes_or_no(request.student),
        "member prices": _yes_or_no(request.member),
        "paid by others": _listed(f"{key} ({who})" for key, who in sorted(request.covered.items())),
        "reserve for second tries": _yes_or_no(request.reserve),
        "weeks off": _listed(request.weeks_off),
        "pauses": _listed(f"{first} to {last}" for first, last in request.pauses),
        "not wanted": _listed(request.without),
        "wanted anyway": _listed(request.wishes),
        "data version": plan.data,
        "engine version": plan.engine,
    }


def _budget(request: SavedRequest) -> str:
    if request.budget_usd is None:
        return "none"
    return f"${request.budget_usd:,.0f}"


def _yes_or_no(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) or "none"


def _hours(request: SavedRequest) -> str:
    spans = [f"{span.hours:g} from {span.first} to {span.last}" for span in request.hours_in]
    return ", ".join((f"{request.hours_per_week:g}", *spans))


def _steps(old: SavedPlan, new: SavedPlan) -> Iterator[Change]:
    before, now = _by_id(old.steps), _by_id(new.steps)
    comes_in = [step.title for step in now.values() if step.id not in before]
    for key, step in before.items():
        if key in now:
            continue
        if key in new.request.done:
            yield Change("step", f"{step.title} is done")
            continue
        text = f"{step.title} is no longer in the plan"
        if new.left_out.get(key):
            text += f": {new.left_out[key]}"
        if comes_in:
            text += f"; {comes_in[0]} comes in"
        yield Change("step", text)
    for key, step in now.items():
        if key in before:
            yield from _facts(before[key], step)
            continue
        text = f"{step.title} is new in the plan"
        if step.because:
            text += f": {step.because[0]}"
        yield Change("step", text)


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
    if new.fee_usd is None:
        return "the fee is no longer published"
    if old.fee_usd is None:
        return "the fee is now published"
    before = _Dollars(round(old.low_usd), round(old.high_usd))
    now = _Dollars(round(new.low_usd), round(new.high_usd))
    if before.is_range or now.is_range:
        return f"fee {before.words} before, {now.words} now"
    change = new.fee_usd - old.fee_usd
    return f"fee {_sign(change)}${abs(change):,.0f} (${old.fee_usd:,.0f} before, ${new.fee_usd:,.0f} now)"


def _sign(change: float) -> str:
    return "+" if change > 0 else "-"


def _dates(old: SavedPlan, new: SavedPlan) -> Iterator[Change]:
    before = _by_id(old.steps)
    for step in new.steps:
        if step.id in before and step.end != before[step.id].end:
            yield Change("date", f"{step.title}: {_later(before[step.id].end, step.end)}, on {step.end}")


def _later(before: str, now: str) -> str:
    days = (date.fromisoformat(now) - date.fromisoformat(before)).days
    direction = "later" if days > 0 else "earlier"
    return f"ends {_time(abs(days))} {direction}"


def _time(days: int) -> str:
    """In weeks from the first whole one on: "5 day(s)", "1 week", "3 weeks"."""
    if days < DAYS_PER_WEEK:
        return f"{days} day(s)"
    weeks = round(days / DAYS_PER_WEEK)
    if weeks == 1:
        return "1 week"
    return f"{weeks} weeks"


def _totals(old: SavedPlan, new: SavedPlan) -> Iterator[Change]:
    if old.status != new.status:
        yield Change("total", f"status: {old.status} before, {new.status} now")
    fees, fees_now = _fees_in_all(old), _fees_in_all(new)
    if _spent(new) != _spent(old):
        yield Change("total", f"spent {_spent(new).words}{_lost(new)}, now {fees_now.words} in all")
    hours = new.request.spent_hours
    if round(hours) != round(old.request.spent_hours):
        to_come = sum(step.hours for step in new.steps)
        yield Change("total", f"{hours:,.0f} hours are spent, {to_come:,.0f} are to come")
    if fees != fees_now:
        yield Change("total", f"fees in all: {_money_words(fees, fees_now)}")
    to_hold, to_hold_now = _to_hold(old), _to_hold(new)
    if to_hold != to_hold_now:
        words = _money_words(to_hold, to_hold_now)
        spent = ", with what is spent" if _spent(old).high or _spent(new).high else ""
        apart = ", without renewing what is done" if _is_exam_done(old, new) else ""
        yield Change("total", f"cost to get and to hold for 3 years{spent}{apart}: {words}")
    end, end_now = _end(old), _end(new)
    if end and end_now and end != end_now:
        yield Change("total", f"the plan {_later(end, end_now)}, on {end_now}")


def _is_exam_done(old: SavedPlan, new: SavedPlan) -> bool:
    """True if a certification was reached since: what it costs to renew is in the old plan's sum alone."""
    since = new.request.done.keys() - old.request.done.keys()
    return any(step.id in since and step.kind == "certification" for step in old.steps)


def _lost(plan: SavedPlan) -> str:
    """Words on what failed attempts cost, if anything."""
    lost_usd = sum(attempt.lost_usd for attempt in plan.request.failed)
    if not round(lost_usd):
        return ""
    return f", ${lost_usd:,.0f} of it on failed attempts"


def _end(plan: SavedPlan) -> str:
    """The last day of the plan; empty if it has no steps."""
    return max((step.end for step in plan.steps), default="")


class _Dollars(NamedTuple):
    """Both ends of a sum [whole USD]."""

    low: int
    high: int

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    @property
    def words(self) -> str:
        if self.is_range:
            return f"${self.low:,}-{self.high:,}"
        return f"${self.low:,}"


def _money_words(before: _Dollars, now: _Dollars) -> str:
    """ "+$199, now $399"; of ranges "$0-150 before, $75 now"."""
    if before.is_range or now.is_range:
        return f"{before.words} before, {now.words} now"
    change = now.low - before.low
    return f"{_sign(change)}${abs(change):,}, now {now.words}"


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
    """All that is spent and to pay, and the certifications to hold: kept with the middle of ranges in the file.

    Without what is spent a plan would look cheaper with every fee that is lost.
    """
    more = plan.hold_3y_usd - sum(step.fee_usd or 0.0 for step in plan.steps)
    fees = _fees_in_all(plan)
    return _Dollars(round(fees.low + more), round(fees.high + more))


def _by_id(steps: Sequence[SavedStep]) -> dict[str, SavedStep]:
    return {step.id: step for step in steps}
