"""The stock a stage chooses from: every step this person could take, as items of the problem."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import days_held, versions
from careerpath.knowledge.holidays import MOST_CLOSED_DAYS, is_open_for_exams, next_open
from careerpath.knowledge.models import Activity, Certification, Exam, Renewal, Role, Step, Way
from careerpath.pathway.dates import DAYS_PER_WEEK, ROOM_PER_HOUR, Calendar, Pace, add_years, first_of, terms
from careerpath.pathway.problem import FAR, Item, Want, common
from careerpath.pathway.request import PlanRequest, prices_of, step_of
from careerpath.pathway.wants import NEVER, WantIndex
from careerpath.record import Record
from careerpath.rules.after import DAYS_PER_MONTH, stand_after
from careerpath.rules.gates import GateStatus, gate_statuses
from careerpath.rules.prices import PriceSpan
from careerpath.rules.standing import Standing, certification_state, expiry
from careerpath.rules.steps import (
    hours_of,
    is_job_or_degree,
    is_over,
    keeps_its_weeks,
    pace_of,
    suits,
    ways_with_a_degree,
    weekly_hours,
)

DAYS_PER_YEAR = 365
SHORT_VALIDITY_DAYS = 400
ROOM_DAYS = MOST_CLOSED_DAYS + 1
"""An exam lies so many days behind its study at full hours: it may move back, and nobody studies on its day."""
MOST_RENEWALS = 3
"""How often a plan may renew a certification of short validity; longer ones are simply sat later."""


class Entry(Record):
    """What an item of the problem stands for."""

    step: Step
    kind: Literal["take", "held", "renewal", "carried"] = "take"
    """`carried`: passing another exam renews the certification; nobody has to do anything for it."""
    number: int = 0
    """Of a renewal, which one, from 1."""
    carrier: str | None = None
    """The item whose exam renews it, of what is carried."""
    way: Way | None = None
    """The way in that a degree of the plan opens, if it is not the one of today."""


class ClosedGate(Record):
    """A required or usual gate of a goal that is not passed today, and the items of which any passes it."""

    role: Role
    status: GateStatus
    items: tuple[Item, ...]


class Stock:
    """Items by id, built when asked for."""

    def __init__(
        self, standing: Standing, kb: KnowledgeBase, calendar: Calendar, request: PlanRequest, least_days: int = 0
    ) -> None:
        """`least_days`: the stage lasts at least so long, since the job held now is not left sooner."""
        self.standing, self.kb, self.calendar, self.request = standing, kb, calendar, request
        self.prices = prices_of(request)
        self.horizon = round(DAYS_PER_YEAR * kb.constants.plan_horizon_years)
        self.pace = Pace(calendar, self.horizon)
        self.roles = tuple(kb.roles[goal] for goal in request.goals if goal in kb.roles)
        self.expires = self._still_held()
        lasting = {
            step_of(item) for item in request.done
        } - kb.certs.keys()  # a certification of earlier may have ended
        self.held_until_horizon = frozenset((lasting | standing.certifications) - self._expiries().keys())
        self.entries = dict(self._entries())
        self.providers = self._providers()
        degrees = []
        for key, entry in self.entries.items():
            if isinstance(entry.step, Activity) and entry.step.kind == "degree":
                degrees.append((key, entry.step))
        self.wants = WantIndex(standing, kb, tuple(degrees), self.providers, self.held_until_horizon, self._teachers())
        self.gates = tuple(self._gates())
        self._items: dict[str, Item] = {item.id: item for gate in self.gates for item in gate.items}
        self.gate_items = frozenset(self._items)
        self._unprepared: set[str] = set()
        self._drop_groundwork()
        self.least_days = max([least_days, *(self._soonest(gate) for gate in self.gates)])
        self.grown = stand_after(standing, (), kb, months=self.least_days / DAYS_PER_MONTH)
        """The standing when the stage has lasted its least: what the jobs held now bring meanwhile is not studied."""

    def _soonest(self, gate: ClosedGate) -> int:
        return min((item.first_day for item in gate.items), default=0)

    def _expiries(self) -> dict[str, date]:
        """Last day of every certification held that is known to expire before the horizon."""
        last = self.calendar.start + timedelta(days=self.horizon)
        found: dict[str, date | None] = {}
        for held in self.standing.profile.certifications:
            if certification_state(held, self.kb, self.standing.today) != "renewal-unknown":
                found[held.id] = expiry(held, self.kb)
        for item, day in sorted(self.request.done.items(), key=lambda pair: pair[1]):
            key = step_of(item)
            if key in self.kb.certs and (years := self.kb.certs[key].validity.years) is not None:
                found[key] = add_years(day, years)
        held_now = self.standing.certifications
        return {key: day for key, day in found.items() if day and day < last and key in held_now}

    def _still_held(self) -> dict[str, date]:
        """Those of them that have not run out when the plan starts."""
        return {key: day for key, day in self._expiries().items() if day >= self.calendar.start}

    def _entries(self) -> Iterator[tuple[str, Entry]]:
        """Everything that can be taken, again by each way in that a degree would open; what is held; renewals."""
        takeable = {key: step for key, step in self.kb.steps.items() if self._can_be_taken(key, step)}
        for key, step in takeable.items():
            yield key, Entry(step)
            for number, way in enumerate(ways_with_a_degree(step.requires, self.standing), 1):
                yield f"{key}--way-{number}", Entry(step, way=way)
        for key in self.expires:
            yield f"{key}--held", Entry(self.kb.certs[key], "held")
        for key in dict.fromkeys((*takeable, *self.expires)):
            if key in self.kb.certs and self.kb.certs[key].validity.years is not None:
                for number in range(1, self._renewals(key) + 1):
                    yield f"{key}--renewal-{number}", Entry(self.kb.certs[key], "renewal", number)
        yield from self._carried(takeable)

    def _carried(self, takeable: Mapping[str, Step]) -> Iterator[tuple[str, Entry]]:
        """What is held and runs out, once for each exam that would renew it: passing one carries the other on."""
        for key in self.expires:
            cert = self.kb.certs[key]
            for carrier in cert.renewed_by:
                if carrier not in takeable or cert.validity.years is None:
                    continue
                if carrier in self.expires and self.expires[carrier] >= self.expires[key]:
                    continue  # nobody sits an exam whose certification is still valid
                yield f"{key}--carried-by-{carrier}", Entry(cert, "carried", carrier=carrier)
                for number, _ in enumerate(ways_with_a_degree(takeable[carrier].requires, self.standing), 1):
                    item = f"{carrier}--way-{number}"
                    yield f"{key}--carried-by-{carrier}-way-{number}", Entry(cert, "carried", carrier=item)

    def _can_be_taken(self, key: str, step: Step) -> bool:
        """A job is no step but a stage. An internship is for people who have not worked in the field.

        What is done is not done again, but for a certification that has ended since.
        """
        has_ended = key in self.kb.certs and key not in self.standing.certifications
        if (
            key in self.held_until_horizon
            or is_over(step, self.calendar.start)
            or (key in self.request.done and not has_ended)
        ):
            return False
        if not isinstance(step, Activity):
            return True
        if not self.can_begin(step):
            return False
        experienced = any(self.kb.roles[role].kind == "hospital-it" for role in self.standing.practice_months)
        return step.kind != "job" and not (experienced and step.kind == "internship")

    def can_begin(self, step: Step) -> bool:
        """False for what somebody else paces at more hours a week than there ever are for its weeks."""
        is_under_way = step.id in self.request.hours_spent
        return not weekly_hours(step) or is_under_way or bool(self._times_for(step))

    def _times_for(self, step: Step) -> list[tuple[int, int]]:
        """The plan days on which it can begin, so that there are its hours in all its weeks."""
        days = DAYS_PER_WEEK * step.weeks if isinstance(step, Activity) else 0
        found = []
        for first, last in self.pace.stretches(weekly_hours(step)):
            until = FAR if last is None else last + 1 - days
            if first <= until:
                found.append((first, until))
        return found

    def _providers(self) -> dict[str, tuple[str, ...]]:
        """Certification or activity -> the items that give it."""
        found: dict[str, list[str]] = {}
        for key, entry in self.entries.items():
            found.setdefault(entry.step.id, []).append(key)
        return {key: tuple(items) for key, items in found.items()}

    def _gates(self) -> Iterator[ClosedGate]:
        """Every required or usual gate of the goals that is not passed today."""
        for role in self.roles:
            for place, status in enumerate(gate_statuses(self.standing, role, self.kb), 1):
                if status.status in ("makeup", "closed"):
                    items = []
                    for number, (days, wants) in enumerate(self.wants.gate_ways(status), 1):
                        if days <= self.horizon:
                            name = f"gate {place} of {role.id}, way {number}"
                            items.append(Item(name, 0, 0, 0, first_day=days, wants=wants, tie_break_weight=0))
                    yield ClosedGate(role, status, tuple(items))

    def _drop_groundwork(self) -> None:
        """Where no reachable step lays the groundwork for an exam, the exam is open to whoever dares."""
        kept = {degrees: self.reachable(degrees=degrees) for degrees in (False, True)}
        self._unprepared = set(self.entries)
        self._forget_items()
        bare = {degrees: self.reachable(degrees=degrees) for degrees in (False, True)}
        self._unprepared = {key for degrees in (False, True) for key in bare[degrees] - kept[degrees]}
        self._forget_items()

    def _forget_items(self) -> None:
        self._items = {key: item for key, item in self._items.items() if key in self.gate_items}

    def _teachers(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """Skill -> (item, level) of what can be studied and suits a goal."""
        found: dict[str, list[tuple[str, int]]] = {}
        for key, entry in self.entries.items():
            step = entry.step
            if entry.kind == "take" and not is_job_or_degree(step) and self._suits_a_goal(step):
                for skill, level in step.teaches.items():
                    found.setdefault(skill, []).append((key, level))
        return {skill: tuple(pairs) for skill, pairs in found.items()}

    def _suits_a_goal(self, step: Step) -> bool:
        return not self.roles or any(suits(step, role) for role in self.roles)

    def _renewals(self, key: str) -> int:
        days = self._valid_days(self.kb.certs[key]) + MOST_CLOSED_DAYS
        return MOST_RENEWALS if days <= SHORT_VALIDITY_DAYS else 1

    def _valid_days(self, cert: Certification) -> int:
        """Plan days that it counts; weeks off and closed test centers are taken from them, to be on the safe side."""
        years = cert.validity.years or 0.0
        return max(1, math.floor(DAYS_PER_YEAR * years) - self.calendar.days_off - MOST_CLOSED_DAYS)

    def step(self, key: str) -> Step:
        """The step behind an item."""
        return self.entries[key].step

    def is_shown(self, key: str) -> bool:
        """True for an item that somebody has to do: not for what is held or carried on, nor for a gate."""
        return key in self.entries and self.entries[key].kind in ("take", "renewal")

    def brings_levels(self, key: str) -> bool:
        """True for what can be taken, and for what carries on a held certification that else runs out meanwhile.

        What such a certification teaches is kept by whatever renews it as well as by sitting it again.
        """
        entry = self.entries[key]
        if entry.kind in ("renewal", "carried"):
            return entry.step.id in self.standing.certifications - self.grown.certifications
        return entry.kind == "take"

    def price_of_item(self, key: str) -> PriceSpan | None:
        """Both ends of what it costs; None where no price is published."""
        entry = self.entries[key]
        if entry.kind == "renewal" and isinstance(entry.step, Certification):
            fee = renewal_of(entry.step)[0]
            return None if fee is None else PriceSpan(fee, fee)
        return self.prices.span_of(entry.step)

    def item(self, key: str) -> Item:
        if key not in self._items:
            entry = self.entries[key]
            make = {
                "take": self._step_item,
                "held": self._held,
                "renewal": self._renewal,
                "carried": self._carried_on,
            }
            self._items[key] = make[entry.kind](key, entry)
        return self._items[key]

    def _held(self, key: str, entry: Entry) -> Item:
        until = self.calendar.days_until(self.expires[entry.step.id])
        return Item(key, 0, 0, 0, valid_until=until)

    def _renewal(self, key: str, entry: Entry) -> Item:
        cert = self.kb.certs[entry.step.id]
        fee, hours = renewal_of(cert)
        previous = [other for other in self.providers[cert.id] if self._comes_before(other, entry)]
        by_start = self._by_start(lambda start: (self.pace.days(hours or 0.0, start),) * 2)
        days = by_start[-1][1]
        return Item(
            key,
            round(100 * self.prices.renewal_reckoned(cert, fee, self.kb)),
            days,
            days,
            round(10 * (hours or 0.0)),
            by_start=by_start if self.pace.changes else (),
            work=math.floor(ROOM_PER_HOUR * (hours or 0.0) - 1e-6) if self.pace.changes and hours else 0,
            wants=(Want(f"{cert.title} still valid", tuple((k, 1) for k in previous)),),
            valid_days=self._valid_days(cert),
            most=round(100 * (fee or 0.0)),
            least=round(100 * (fee or 0.0)),
        )

    def _carried_on(self, key: str, entry: Entry) -> Item:
        """The certification anew from the day on which the exam that renews it is passed, if it is valid by then.

        Of several exams of a plan the one that its issuer names first does it: steps keep their usual order so.
        """
        cert = self.kb.certs[entry.step.id]
        carrier = entry.carrier or ""
        held = f"{cert.id}--held"
        wants = (Want(f"{cert.title} still valid", ((held, 1),)), Want(self.step(carrier).title, ((carrier, 1),)))
        days = self._valid_days(cert)
        place = cert.renewed_by.index(step_of(carrier))
        return Item(key, 0, 0, 0, wants=wants, valid_days=days, tie_break_weight=place, done_with=carrier)

    def _comes_before(self, other: str, entry: Entry) -> bool:
        """A first renewal carries on an exam or what is held; a later one the renewal before."""
        before = self.entries[other]
        if entry.number == 1:
            return before.kind != "renewal"
        return before.kind == "renewal" and before.number == entry.number - 1

    def _step_item(self, key: str, entry: Entry) -> Item:
        step = entry.step
        hours = self.hours(step)
        by_start = self._by_start(lambda start: self._lasts(step, hours, start))
        _, days, span = by_start[-1]
        first, last = self._window(step, entry.way)
        wants = tuple(self.wants.wants_of(step, entry.way))
        if key not in self._unprepared:
            wants = (*wants, *self.wants.groundwork(step))
        expires = isinstance(step, Certification) and step.validity.years is not None
        price = self.prices.span_of(step) or PriceSpan(0.0, 0.0)
        kept_back = (self.prices.second_try(step) or 0.0) if self.request.reserve else 0.0
        return Item(
            key,
            round(100 * self.prices.reckoned(step, self.kb)),
            days,
            span,
            round(10 * hours),
            "degree" if isinstance(step, Activity) and step.kind == "degree" else "study",
            first,
            last,
            self._exam_days(step) if isinstance(step, Certification) else (),
            self._begins(step),
            by_start if self.pace.changes else (),
            self._work(step, hours),
            wants,
            self._valid_days(step) if isinstance(step, Certification) and expires else None,
            most=round(100 * (price.high + kept_back)),
            least=round(100 * (price.low + kept_back)),
        )

    def _by_start(self, lasts: Callable[[int], tuple[int, int]]) -> tuple[tuple[int, int, int], ...]:
        """(first day, days, span) of what begins from then on; one entry where the hours a week never change."""
        found: list[tuple[int, int, int]] = []
        for day in range(self.pace.settled + 1):
            days, span = lasts(day)
            if not found or found[-1][1:] != (days, span):
                found.append((day, days, span))
        return tuple(found)

    def _lasts(self, step: Step, hours: float, start: int) -> tuple[int, int]:
        """Days during which a step that begins on that plan day takes all study time, and until it is done."""
        days = self.pace.days(hours, start)
        weeks = step.weeks if isinstance(step, Activity) else 0
        span = max(days, DAYS_PER_WEEK * weeks)
        if isinstance(step, Activity) and keeps_its_weeks(step):  # somebody else sets its pace: it keeps its weeks
            days = min(days, DAYS_PER_WEEK * weeks)
            span = DAYS_PER_WEEK * weeks
        if step.id in self.request.hours_spent:
            span = max(days, span - round(span * min(1.0, self._share_done(step))))
        if isinstance(step, Certification):
            span = max(span, self._days_to_exam(step, hours, start))
        return days, span

    def _work(self, step: Step, hours: float) -> int:
        """Study that its days hold at least, in the unit of `Pace.room`; of what keeps its weeks, the share planned."""
        is_paced = isinstance(step, Activity) and keeps_its_weeks(step)
        share = 1 - self.calendar.slack if is_paced else 1.0
        return (
            math.floor(ROOM_PER_HOUR * hours * share - 1e-6)
            if self.pace.changes and step.id not in self.request.hours_spent
            else 0
        )

    def hours(self, step: Step) -> float:
        """Hours still to come: the middle of the estimate, at least the required course, less what is done."""
        hours = max(hours_of(step), step.requires.course_hours or 0.0)
        if isinstance(step, Certification):
            hours *= self.prices.share_left(step) * self._share_again(step)
        return max(0.0, hours - self.request.hours_spent.get(step.id, 0.0))

    def _share_again(self, cert: Certification) -> float:
        """The share of the study that is to come where an attempt failed: an exam never sat asks for all of it."""
        failed = [attempt.parts for attempt in self.request.failed if attempt.step == cert.id]
        if not failed:
            return 1.0
        again = self.kb.constants.plan_retake_hours
        left = [part for part in versions(cert) if part not in self.request.passed.get(cert.id, ())]
        if () in failed or not left:
            return again
        tried = {part for parts in failed for part in parts}
        return sum(again if part in tried else 1.0 for part in left) / len(left)

    def _days_to_exam(self, step: Step, hours: float, start: int) -> int:
        """Days from the first of study to an exam that has room to move back from a day when centers are closed."""
        days = self.pace.days(hours, start)
        if isinstance(step, Certification) and step.kind == "exam" and hours:
            days = max(days, self.pace.days(hours, start, with_slack=False) + ROOM_DAYS)
        return days

    def _start_for(self, step: Step, day: int) -> int:
        """The first plan day on which it can begin, so that its study is not done before a day."""
        hours = self.hours(step)
        if not self.pace.changes:
            return max(0, day - self._days_to_exam(step, hours, 0))
        return bisect_left(range(max(0, day)), day, key=lambda start: start + self._days_to_exam(step, hours, start))

    def _share_done(self, step: Step) -> float:
        return self.request.hours_spent[step.id] / max(1.0, hours_of(step))

    def _window(self, step: Step, way: Way | None) -> tuple[int, int | None]:
        """First day to begin and last day to be done by: the exam's own dates, failed attempts, experience to come."""
        first, last = 0, None
        if isinstance(step, Certification):
            if step.status.on and step.status.value == "retiring" and not self.request.past_last_days:
                last = self.calendar.days_until(first_of(step.status.on) - timedelta(days=1))
            if step.status.opens:
                opens = self.calendar.days_until(next_open(first_of(step.status.opens)) - timedelta(days=1))
                first = self._start_for(step, opens + 1)
        experienced = self.wants.opens_after(step.requires, way)
        if 0 < experienced < NEVER:
            while isinstance(step, Certification) and not is_open_for_exams(self.calendar.last_date(experienced)):
                experienced += 1  # an exam that moves back to an open day does not lie before it
            first = max(first, self._start_for(step, experienced))
        tries = sorted(failed.on for failed in self.request.failed if failed.step == step.id)
        if tries:
            again = self.calendar.days_until(next_open(tries[-1] + timedelta(days=self._wait(step, len(tries)))))
            first = max(first, self._start_for(step, again))
        return first, last

    def _wait(self, step: Step, tries: int) -> float:
        """Days before the next try, by the issuer's rule; where none is published, the constant."""
        rule = step.retake if isinstance(step, Certification) else None
        days = None
        if rule is not None:
            days = rule.second_days if tries == 1 else rule.later_days
        return self.kb.constants.plan_retake_wait if days is None else days

    def _exam_days(self, cert: Certification) -> tuple[tuple[int, int], ...]:
        """The plan days on which all its exams can be done; nothing if they can be on any day."""
        whole = (0, self.horizon + max(DAYS_PER_YEAR, self.calendar.days_off))
        stretches = [whole]
        for exams in versions(cert).values():
            held = []
            for exam in exams:
                held += self._plan_days(exam, whole[1])
            stretches = common(stretches, _joined(held))
        if self.request.past_last_days:
            return ()
        return () if stretches == [whole] else tuple(self._first_open(stretches)) or ((FAR, FAR),)

    def _begins(self, step: Step) -> tuple[tuple[int, int], ...]:
        """The plan days on which it can begin: with a term, and when it has its hours; nothing for any day."""
        if not isinstance(step, Activity) or step.id in self.request.hours_spent:
            return ()
        times = self._times_for(step) if weekly_hours(step) and self.pace.changes else []
        with_terms = self._terms() if pace_of(step) == "terms" else []
        if times and with_terms:
            return tuple(common(times, with_terms)) or ((FAR, FAR),)
        return tuple(times or with_terms)

    def _terms(self) -> list[tuple[int, int]]:
        """The plan days on which a term can be begun."""
        day = timedelta(days=1)
        found = []
        for first, last in terms(self.calendar.start, self.horizon):
            begin = self.calendar.days_until(max(first, self.calendar.start) - day)
            latest = self.calendar.days_until(last - day)
            if last >= self.calendar.start:
                found.append((begin, latest))
        return found

    def _first_open(self, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The stretches from the first day on which a test center is open: an exam that moves back stays in them."""
        found = []
        for first, last in stretches:
            while first and first <= last and not is_open_for_exams(self.calendar.last_date(first)):
                first += 1
            if first <= last:
                found.append((first, last))
        return found

    def _plan_days(self, exam: Exam, horizon: int) -> list[tuple[int, int]]:
        """The plan days on which one exam can be done: a step is done on its last day."""
        found = []
        start, end = self.calendar.start, self.calendar.date_of(horizon)
        for first, last in days_held(exam, start, end):
            done = self.calendar.days_until(first - timedelta(days=1)) + 1 if first > start else 0
            until = horizon if last == end else self.calendar.days_until(last)
            if done <= until:
                found.append((done, until))
        return found

    def closure(self, keys: Iterable[str], allowed: frozenset[str]) -> tuple[Item, ...]:
        """The items and everything they may want first, by id."""
        found: dict[str, Item] = {}
        queue = [key for key in keys if key in allowed]
        while queue:
            key = queue.pop()
            if key not in found:
                found[key] = self.item(key)
                queue += [other for want in found[key].wants for other, _ in want.amounts if other in allowed]
        return tuple(found[key] for key in sorted(found))

    def reachable(self, *, degrees: bool, without: frozenset[str] = frozenset()) -> frozenset[str]:
        """Items whose wants can be met by others that are reachable; without `degrees`, by study alone."""
        waiting = {}
        for key in (*self.entries, *self.gate_items):
            item = self.item(key)
            if key not in without and (degrees or item.kind == "study"):
                waiting[key] = item
        found: set[str] = set()
        while True:
            new = [k for k, item in waiting.items() if all(can_be_met(want, found) for want in item.wants)]
            if not new:
                return frozenset(found)
            found.update(new)
            for key in new:
                del waiting[key]


def _joined(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same days in order, with stretches that touch made one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def can_be_met(want: Want, items: Iterable[str] | frozenset[str] | set[str]) -> bool:
    """True if those items bring what is wanted."""
    return sum(amount for key, amount in want.amounts if key in items) >= want.needed


def renewal_of(cert: Certification) -> tuple[float | None, float | None]:
    """Fee [USD] and hours of one renewal; None where not published."""
    renewal: Renewal | None = cert.renewal
    if renewal is None:
        return None, None
    fee = renewal.fee_usd
    if fee is not None and renewal.per == "year":
        fee *= cert.validity.years or 1.0
    hours = renewal.hours if renewal.hours is not None else renewal.units
    return fee, hours
