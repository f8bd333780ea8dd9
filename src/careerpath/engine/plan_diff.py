"""What changed between two plans, in words, with the reason where the knowledge gives one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from careerpath.record import Record


class PlannedStep(Record):
    """A step as a saved plan remembers it."""

    id: str
    title: str
    start: date
    end: date
    hours: float
    fee_usd: float | None
    exam_ends: str | None = None
    because: tuple[str, ...] = ()
    kind: str = ""
    reckoned_usd: float = 0.0
    """The fee, or what was counted where none is published."""


class PlanFacts(Record):
    """What is compared: inputs in words, steps, what was left out and why, totals."""

    inputs: Mapping[str, str]
    steps: tuple[PlannedStep, ...]
    left_out: Mapping[str, str] = {}
    status: str = "optimal"
    hold_3y_usd: float = 0.0
    done: frozenset[str] = frozenset()

    @property
    def fee_usd(self) -> float:
        return sum(step.fee_usd or 0.0 for step in self.steps)

    @property
    def end(self) -> date | None:
        return max((step.end for step in self.steps), default=None)


class Change(Record):
    """One sentence about what changed. `kind`: input, step, fee, date, total."""

    kind: str
    text: str


def differences(old: PlanFacts, new: PlanFacts) -> tuple[Change, ...]:
    """Every difference, inputs first; nothing if the plans are the same."""
    return (*_inputs(old, new), *_steps(old, new), *_dates(old, new), *_totals(old, new))


def _inputs(old: PlanFacts, new: PlanFacts) -> Iterator[Change]:
    for name in dict.fromkeys((*old.inputs, *new.inputs)):
        before, now = old.inputs.get(name, "none"), new.inputs.get(name, "none")
        if before != now:
            yield Change("input", f"{name}: {before} before, {now} now")


def _steps(old: PlanFacts, new: PlanFacts) -> Iterator[Change]:
    before, now = _by_id(old.steps), _by_id(new.steps)
    for key, step in before.items():
        if key in new.done and key not in now:
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


def _facts(before: PlannedStep, now: PlannedStep) -> Iterator[Change]:
    """Fee, hours and last day of one step that is in both plans."""
    if before.fee_usd != now.fee_usd:
        yield Change("fee", f"{now.title}: {_fee_words(before.fee_usd, now.fee_usd)}")
    if round(before.hours, 1) != round(now.hours, 1):
        yield Change("step", f"{now.title}: {before.hours:g} hours before, {now.hours:g} now")
    if now.exam_ends and before.exam_ends != now.exam_ends:
        yield Change("date", f"{now.title}: the exam ends on {now.exam_ends}; it is planned for {now.end.isoformat()}")
    if before.exam_ends and not now.exam_ends:
        yield Change("date", f"{now.title}: the exam no longer has a last day")


def _fee_words(before: float | None, now: float | None) -> str:
    if before is None or now is None:
        return "the fee is now published" if now is not None else "the fee is no longer published"
    change = now - before
    return f"fee {'+' if change > 0 else '-'}${abs(change):,.0f} (${before:,.0f} before, ${now:,.0f} now)"


def _dates(old: PlanFacts, new: PlanFacts) -> Iterator[Change]:
    before = _by_id(old.steps)
    for step in new.steps:
        if step.id in before and step.end != before[step.id].end:
            days = (step.end - before[step.id].end).days
            yield Change("date", f"{step.title}: {_later(days)}, on {step.end.isoformat()}")


def _later(days: int) -> str:
    weeks = abs(days) / 7
    amount = f"{weeks:.0f} week{'' if round(weeks) == 1 else 's'}" if abs(days) >= 7 else f"{abs(days)} day(s)"
    return f"ends {amount} {'later' if days > 0 else 'earlier'}"


def _totals(old: PlanFacts, new: PlanFacts) -> Iterator[Change]:
    if old.status != new.status:
        yield Change("total", f"status: {old.status} before, {new.status} now")
    for name, before, now in (
        ("fees", old.fee_usd, new.fee_usd),
        ("cost to get and to hold for 3 years", old.hold_3y_usd, new.hold_3y_usd),
    ):
        if round(before) != round(now):
            change = now - before
            yield Change("total", f"{name}: {'+' if change > 0 else '-'}${abs(change):,.0f}, now ${now:,.0f}")
    if old.end and new.end and old.end != new.end:
        yield Change("total", f"the plan {_later((new.end - old.end).days)}, on {new.end.isoformat()}")


def _by_id(steps: Sequence[PlannedStep]) -> dict[str, PlannedStep]:
    return {step.id: step for step in steps}
