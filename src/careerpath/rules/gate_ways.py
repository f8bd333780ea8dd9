"""How the gates that are still to be passed can be: the steps, and the months that it takes at least."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Activity, Role, Step
from careerpath.record import Record
from careerpath.rules.after import DAYS_PER_MONTH
from careerpath.rules.gates import GateStatus, gate_statuses
from careerpath.rules.standing import Standing, has_education
from careerpath.rules.steps import hours_of
from careerpath.rules.want import Want
from careerpath.rules.wants import NEVER, WantIndex

WEEKS_PER_MONTH = 52 / 12
MOST_EXAMS_DEEP = 3
"""Exams that ask for exams are followed so far."""
TO_PASS = ("makeup", "closed")
"""Statuses of a gate that keeps the person out until it is passed."""


class Study(Record):
    """What can be studied in any knowledge, gathered once for many look-ups."""

    degrees: tuple[tuple[str, Activity], ...]
    exams: dict[str, tuple[str, ...]]

    @classmethod
    def of_knowledge(cls, kb: KnowledgeBase) -> Study:
        degrees = tuple((key, step) for key, step in kb.activities.items() if step.kind == "degree")
        licences = [key for key, step in kb.activities.items() if step.grants.licence]
        return cls(degrees, {key: (key,) for key in (*kb.certs, *licences)})

    def index_for(self, standing: Standing, kb: KnowledgeBase) -> WantIndex:
        """What of it brings what a gate asks for, for one person."""
        return WantIndex(standing, kb, self.degrees, self.exams, standing.certifications, {})


def gate_months(standing: Standing, role: Role, kb: KnowledgeBase, study: Study | None = None) -> float | None:
    """Months that the gates of a role ask for, in the jobs held now and beside study; 0 if all are passed today.

    None if a required or usual gate cannot be passed by practice in these jobs, a degree, an exam or an equivalent.
    """
    most = 0.0
    index: WantIndex | None = None
    for status in gate_statuses(standing, role, kb):
        if status.status not in TO_PASS:
            continue
        if index is None:
            index = (study or Study.of_knowledge(kb)).index_for(standing, kb)
        soonest = _months_to_pass(status, index)
        if soonest >= NEVER / DAYS_PER_MONTH:
            return None
        most = max(most, soonest)
    return most


def _months_to_pass(status: GateStatus, index: WantIndex) -> float:
    """Months by the shortest way to pass a gate: time in the jobs held now and what is done meanwhile."""
    soonest = float(NEVER)
    for days, wants in index.gate_ways(status):
        months = days / DAYS_PER_MONTH
        for want in wants:
            months = max(months, _months_of(want, index))
        soonest = min(soonest, months)
    return soonest


def _months_of(want: Want, index: WantIndex, depth: int = 0) -> float:
    """Months that the want takes: of several ways the shortest; NEVER if nothing brings it.

    Of a degree its length; of an exam what it asks for first (its own study is planned with the stage).
    """
    return min((_months_of_step(index.kb.step(key), index, depth) for key in want.keys), default=float(NEVER))


def _months_of_step(step: Step, index: WantIndex, depth: int = 0) -> float:
    if isinstance(step, Activity):
        return _degree_months(step, index.standing, index.kb)
    if depth >= MOST_EXAMS_DEEP:
        return float(NEVER)
    before = [_months_of(other, index, depth + 1) for other in index.wants_of(step)]
    return max([index.opens_after(step.requires) / DAYS_PER_MONTH, *before])


def _degree_months(step: Activity, standing: Standing, kb: KnowledgeBase) -> float:
    """Months of a degree at the person's hours a week, with the degree that it asks for first."""
    per_week = standing.profile.limits.hours_per_week or kb.constants.default_hours_per_week
    weeks = max(float(step.weeks), hours_of(step) / (per_week * (1 - kb.constants.plan_slack)))
    months = weeks / WEEKS_PER_MONTH
    if _lacks_education(step, standing):
        others = _degrees_before(step, kb)
        months += min((_degree_months(other, standing, kb) for other in others), default=float(NEVER))
    return months


def _lacks_education(step: Activity, standing: Standing) -> bool:
    before = step.requires.education
    return before is not None and not has_education(standing, before)


def _degrees_before(step: Activity, kb: KnowledgeBase) -> list[Activity]:
    """The degrees of which a longer one asks for any; nothing here brings a diploma or a certificate."""
    before = step.requires.education
    if before in ("high-school", "some-college", "certificate"):
        return []
    return [other for other in kb.activities.values() if other.kind == "degree" and other.grants.education == before]


class Passing(Record):
    """How one gate can be passed."""

    practice_months: float
    """Months in the jobs held now that it asks for; 0 for none."""
    steps: tuple[Step, ...] = ()
    months: float = 0.0
    """What its steps take at least, however many hours a week there are for them."""
    missing: str = ""
    """What nothing here brings, in words; nothing where the way leads through."""


def passings(
    standing: Standing, gates: Iterable[GateStatus], kb: KnowledgeBase, usd: Callable[[Step], float]
) -> Iterator[Passing]:
    """For each gate still to be passed the way that a plan takes.

    That is the one with the shortest degrees, then the lowest price (`usd`), then the fewest months. Where no way leads
    through, the months of practice that are missing.
    """
    index: WantIndex | None = None
    for status in gates:
        if status.status not in TO_PASS:
            continue
        if index is None:
            index = Study.of_knowledge(kb).index_for(standing, kb)
        ways = list(_passings_of(status, index, usd))
        yield min(ways, key=lambda way: _preference(way, usd), default=_closed_for_good(status))


def _closed_for_good(status: GateStatus) -> Passing:
    return Passing(status.months, missing=status.missing)


def _preference(way: Passing, usd: Callable[[Step], float]) -> tuple[float, ...]:
    degree_weeks = sum(step.weeks for step in way.steps if isinstance(step, Activity) and step.kind == "degree")
    hours = sum(hours_of(step) for step in way.steps)
    return degree_weeks, sum(usd(step) for step in way.steps), max(way.practice_months, way.months), hours


def _passings_of(status: GateStatus, index: WantIndex, usd: Callable[[Step], float]) -> Iterator[Passing]:
    """The ways that lead through it, each by the cheapest steps."""
    for days, wants in index.gate_ways(status):
        steps: list[Step] = []
        months = 0.0
        for want in wants:
            months = max(months, _months_of(want, index))
            steps += _cheapest(want, index, usd)
        if days < NEVER and months < NEVER:
            yield Passing(days / DAYS_PER_MONTH, tuple(steps), months)


def _cheapest(want: Want, index: WantIndex, usd: Callable[[Step], float]) -> list[Step]:
    """The cheapest of the steps that bring it, after the degree that it asks for first; nothing if none does."""
    steps = [index.kb.step(key) for key in want.keys]
    ways = []
    for step in steps:
        if _months_of_step(step, index) < NEVER:
            ways.append(Passing(0.0, tuple(_with_degrees_before(step, index, usd))))
    if not ways:
        return []
    return list(min(ways, key=lambda way: _preference(way, usd)).steps)


def _with_degrees_before(step: Step, index: WantIndex, usd: Callable[[Step], float]) -> list[Step]:
    """The step, after the shortest degree that it asks for first."""
    if not isinstance(step, Activity) or not _lacks_education(step, index.standing):
        return [step]
    months = {other.id: _degree_months(other, index.standing, index.kb) for other in _degrees_before(step, index.kb)}
    shortest = min(months, key=lambda degree: (months[degree], usd(index.kb.step(degree)), degree))
    return [*_with_degrees_before(index.kb.step(shortest), index, usd), step]
