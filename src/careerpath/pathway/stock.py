"""The stock a stage chooses from: every step this person could take, as items of the problem."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.holidays import MOST_CLOSED_DAYS
from careerpath.knowledge.models import Activity, Certification, Renewal, Role, Step, Way
from careerpath.pathway.dates import DAYS_PER_YEAR, ROOM_PER_HOUR, Calendar, Pace, add_years
from careerpath.pathway.problem import Item
from careerpath.pathway.request import PlanRequest, prices_of, step_of
from careerpath.pathway.timing import Timing
from careerpath.record import Record, replace
from careerpath.rules.after import DAYS_PER_MONTH, stand_after
from careerpath.rules.gates import GateStatus, gate_statuses
from careerpath.rules.prices import PriceSpan
from careerpath.rules.standing import Standing, certification_state, expiry
from careerpath.rules.steps import (
    is_job_or_degree,
    is_known,
    is_over,
    suits,
    ways_with_a_degree,
    weekly_hours,
)
from careerpath.rules.want import Want
from careerpath.rules.wants import WantIndex

SHORT_VALIDITY_DAYS = 400
"""A validity of a year or less, with some days to spare: only such a certification runs out several times in a plan."""
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

    @property
    def soonest(self) -> int:
        """The first plan day on which some way can be gone; 0 where none is open."""
        return min((item.first_day for item in self.items), default=0)


class Stock:
    """Items by id, built when asked for."""

    def __init__(
        self, standing: Standing, kb: KnowledgeBase, calendar: Calendar, request: PlanRequest, least_days: int = 0
    ) -> None:
        """`least_days`: the stage lasts at least so long, since the job held now is not left sooner."""
        # Each part is read off those above it.
        self.standing, self.kb, self.calendar, self.request = standing, kb, calendar, request
        self.prices = prices_of(request)
        self.horizon = round(DAYS_PER_YEAR * kb.constants.plan_horizon_years)
        self.pace = Pace(calendar, self.horizon)
        self.timing = Timing(kb, calendar, request, self.prices, self.pace, self.horizon)
        self.roles = tuple(kb.roles[goal] for goal in request.goals if goal in kb.roles)
        expiries = self._expiries()
        self.expires = {key: day for key, day in expiries.items() if day >= calendar.start}
        """Last day of what is held, runs out before the horizon, and has not when the plan starts."""
        self.held_until_horizon = self._held_until_horizon(expiries)
        self.entries = dict(self._entries())
        self.providers = self._providers()
        self.wants = WantIndex(standing, kb, self._degrees(), self.providers, self.held_until_horizon, self._teachers())
        self.gates = tuple(self._gates())
        self._items: dict[str, Item] = {}
        for gate in self.gates:
            self._items.update({item.id: item for item in gate.items})
        self.gate_items = frozenset(self._items)
        self._unprepared: set[str] = set()
        self._drop_groundwork()
        self.least_days = max([least_days, *(gate.soonest for gate in self.gates)])
        self.grown = stand_after(standing, (), kb, months=self.least_days / DAYS_PER_MONTH)
        """The standing when the stage has lasted its least: what the jobs held now bring meanwhile is not studied."""

    def _expiries(self) -> dict[str, date]:
        """Last day of every certification held that is known to expire before the horizon."""
        expiries: dict[str, date | None] = {}
        for held in self.standing.profile.certifications:
            if certification_state(held, self.kb, self.standing.today) != "renewal-unknown":
                expiries[held.id] = expiry(held, self.kb)
        # What was done since goes over what the profile says, and what was done last over what was done before.
        for item, day in sorted(self.request.done.items(), key=lambda pair: pair[1]):
            key = step_of(item)
            years = self.kb.certs[key].validity.years if key in self.kb.certs else None
            if years is not None:
                expiries[key] = add_years(day, years)
        horizon = self.calendar.start + timedelta(days=self.horizon)
        before_the_horizon = {}
        for key, last in expiries.items():
            if last and last < horizon and key in self.standing.certifications:
                before_the_horizon[key] = last
        return before_the_horizon

    def _held_until_horizon(self, expiries: Mapping[str, date]) -> frozenset[str]:
        """Steps done, which last, and certifications held that do not run out before the horizon."""
        done = {step_of(item) for item in self.request.done}
        lasting = done - self.kb.certs.keys()  # a certification of earlier may have ended
        return frozenset((lasting | self.standing.certifications) - expiries.keys())

    def _degrees(self) -> tuple[tuple[str, Activity], ...]:
        """(item, degree) of all that can be taken."""
        degrees = []
        for key, entry in self.entries.items():
            if isinstance(entry.step, Activity) and entry.step.kind == "degree":
                degrees.append((key, entry.step))
        return tuple(degrees)

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
            if key in self.kb.certs:
                yield from self._renewals(self.kb.certs[key])
        yield from self._carried(takeable)

    def _renewals(self, cert: Certification) -> Iterator[tuple[str, Entry]]:
        """As many renewals as a plan may hold; what is valid longer than a plan lasts is not renewed twice."""
        if cert.validity.years is None:
            return
        most = 1
        if self._valid_days(cert) + MOST_CLOSED_DAYS <= SHORT_VALIDITY_DAYS:
            most = MOST_RENEWALS
        for number in range(1, most + 1):
            yield f"{cert.id}--renewal-{number}", Entry(cert, "renewal", number)

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
        if key in self.held_until_horizon or is_over(step, self.calendar.start):
            return False
        has_ended = key in self.kb.certs and key not in self.standing.certifications
        if key in self.request.done and not has_ended:
            return False
        if not isinstance(step, Activity):
            return True
        if step.kind == "job" or not self.can_begin(step):
            return False
        if is_known(step, self.standing) and key not in (*self.request.wishes, *self.request.hours_spent):
            return False
        return step.kind != "internship" or not self._has_worked_in_the_field()

    def _has_worked_in_the_field(self) -> bool:
        return any(self.kb.roles[role].kind == "hospital-it" for role in self.standing.practice_months)

    def can_begin(self, step: Step) -> bool:
        """False for what somebody else paces at more hours a week than there ever are for its weeks."""
        is_under_way = step.id in self.request.hours_spent
        return not weekly_hours(step) or is_under_way or bool(self.timing.times_for(step))

    def _providers(self) -> dict[str, tuple[str, ...]]:
        """Certification or activity -> the items that give it."""
        providers: dict[str, list[str]] = {}
        for key, entry in self.entries.items():
            providers.setdefault(entry.step.id, []).append(key)
        return {key: tuple(items) for key, items in providers.items()}

    def _gates(self) -> Iterator[ClosedGate]:
        """Every required or usual gate of the goals that is not passed today."""
        for role in self.roles:
            for place, status in enumerate(gate_statuses(self.standing, role, self.kb), 1):
                if status.status in ("makeup", "closed"):
                    items = tuple(self._gate_items(f"gate {place} of {role.id}", status))
                    yield ClosedGate(role, status, items)

    def _gate_items(self, gate: str, status: GateStatus) -> Iterator[Item]:
        """The ways to pass a gate within the horizon. They cost nothing: what they want does."""
        for number, (days, wants) in enumerate(self.wants.gate_ways(status), 1):
            if days <= self.horizon:
                name = f"{gate}, way {number}"
                yield Item(name, 0, 0, 0, first_day=days, wants=wants, tie_break_weight=0)

    def _drop_groundwork(self) -> None:
        """Where no reachable step lays the groundwork for an exam, the exam is open to whoever dares."""
        by_study, by_all = self.reachable(degrees=False), self.reachable(degrees=True)
        self._unprepared = set(self.entries)
        self._forget_items()
        dared_by_study, dared_by_all = self.reachable(degrees=False), self.reachable(degrees=True)
        self._unprepared = {*(dared_by_study - by_study), *(dared_by_all - by_all)}
        self._forget_items()

    def _forget_items(self) -> None:
        self._items = {key: item for key, item in self._items.items() if key in self.gate_items}

    def _teachers(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """Skill -> (item, level) of what can be studied and suits a goal."""
        teachers: dict[str, list[tuple[str, int]]] = {}
        for key, entry in self.entries.items():
            step = entry.step
            if entry.kind == "take" and not is_job_or_degree(step) and self._suits_a_goal(step):
                for skill, level in step.teaches.items():
                    teachers.setdefault(skill, []).append((key, level))
        return {skill: tuple(pairs) for skill, pairs in teachers.items()}

    def _suits_a_goal(self, step: Step) -> bool:
        return not self.roles or any(suits(step, role) for role in self.roles)

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
        """The item by its id. They are made when asked for, since most stages look at few of them."""
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
        fee, published_hours = renewal_of(cert)
        hours = published_hours or 0.0
        most_usd = round(100 * (fee or 0.0))
        previous = [(other, 1) for other in self.providers[cert.id] if self._comes_before(other, entry)]

        def lasts(start: int) -> tuple[int, int]:
            days = self.pace.days(hours, start)
            return days, days

        by_start = self.timing.by_start(lasts)
        days = by_start[-1][1]
        work = 0
        if self.pace.changes and hours:
            work = math.floor(ROOM_PER_HOUR * hours - 1e-6)
        return Item(
            key,
            cost=round(100 * self.prices.renewal_reckoned(cert, fee, self.kb)),
            days=days,
            span=days,
            tenths=round(10 * hours),
            by_start=by_start if self.pace.changes else (),
            work=work,
            wants=(Want(f"{cert.title} still valid", tuple(previous)),),
            valid_days=self._valid_days(cert),
            most=most_usd,
            least=most_usd,
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
        """What is taken: an exam, a course, a degree."""
        step = entry.step
        hours = self.timing.hours(step)
        by_start = self.timing.by_start(lambda start: self.timing.lasts(step, hours, start))
        _, days, span = by_start[-1]  # of the usual hours; `Item.by_start` goes before them
        first, last = self.timing.window(step, self.wants.opens_after(step.requires, entry.way))
        wants = tuple(self.wants.wants_of(step, entry.way))
        if key not in self._unprepared:
            wants = (*wants, *self.wants.groundwork(step))
        price = self.prices.span_of(step) or PriceSpan(0.0, 0.0)
        kept_back = 0.0
        if self.request.reserve:
            kept_back = self.prices.second_try(step) or 0.0
        item = Item(
            key,
            cost=round(100 * self.prices.reckoned(step, self.kb)),
            days=days,
            span=span,
            tenths=round(10 * hours),
            kind="degree" if isinstance(step, Activity) and step.kind == "degree" else "study",
            first_day=first,
            last_day=last,
            begin_in=self.timing.begins(step),
            by_start=by_start if self.pace.changes else (),
            work=self.timing.work(step, hours),
            wants=wants,
            most=round(100 * (price.high + kept_back)),
            least=round(100 * (price.low + kept_back)),
        )
        if not isinstance(step, Certification):
            return item
        valid_days = None if step.validity.years is None else self._valid_days(step)
        return replace(item, done_in=self.timing.exam_days(step), valid_days=valid_days)

    def closure(self, keys: Iterable[str], allowed: frozenset[str]) -> tuple[Item, ...]:
        """The items and everything they may want first, by id."""
        items: dict[str, Item] = {}
        queue = [key for key in keys if key in allowed]
        while queue:
            key = queue.pop()
            if key not in items:
                items[key] = self.item(key)
                for want in items[key].wants:
                    queue += [other for other, _ in want.amounts if other in allowed]
        return tuple(items[key] for key in sorted(items))

    def reachable(self, *, degrees: bool, without: frozenset[str] = frozenset()) -> frozenset[str]:
        """Items whose wants can be met by others that are reachable; without `degrees`, by study alone."""
        waiting = {}
        for key in (*self.entries, *self.gate_items):
            item = self.item(key)
            if key not in without and (degrees or item.kind == "study"):
                waiting[key] = item
        reached: set[str] = set()
        while True:
            new = [key for key, item in waiting.items() if _has_its_wants(item, reached)]
            if not new:
                return frozenset(reached)
            reached.update(new)
            for key in new:
                del waiting[key]


def _has_its_wants(item: Item, reached: set[str]) -> bool:
    return all(can_be_met(want, reached) for want in item.wants)


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
    if renewal.hours is None:
        return fee, renewal.units
    return fee, renewal.hours
