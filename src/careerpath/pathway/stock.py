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
from careerpath.record import Record, replace
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
"""A validity of a year or less, with some days to spare: only such a certification runs out several times in a plan."""
NO_DAY = ((FAR, FAR),)
"""Stretches of days of which none lies in a plan; no stretches at all would mean any day."""
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
        return step.kind != "internship" or not self._has_worked_in_the_field()

    def _has_worked_in_the_field(self) -> bool:
        return any(self.kb.roles[role].kind == "hospital-it" for role in self.standing.practice_months)

    def can_begin(self, step: Step) -> bool:
        """False for what somebody else paces at more hours a week than there ever are for its weeks."""
        is_under_way = step.id in self.request.hours_spent
        return not weekly_hours(step) or is_under_way or bool(self._times_for(step))

    def _times_for(self, step: Step) -> list[tuple[int, int]]:
        """The plan days on which it can begin, so that there are its hours in all its weeks."""
        times = []
        for first, last in self.pace.stretches(weekly_hours(step)):
            latest = FAR
            if last is not None:
                latest = last + 1 - DAYS_PER_WEEK * _weeks_of(step)
            if first <= latest:
                times.append((first, latest))
        return times

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

        by_start = self._by_start(lasts)
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
        hours = self.hours(step)
        by_start = self._by_start(lambda start: self._lasts(step, hours, start))
        _, days, span = by_start[-1]  # of the usual hours; `Item.by_start` goes before them
        first, last = self._window(step, entry.way)
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
            begin_in=self._begins(step),
            by_start=by_start if self.pace.changes else (),
            work=self._work(step, hours),
            wants=wants,
            most=round(100 * (price.high + kept_back)),
            least=round(100 * (price.low + kept_back)),
        )
        if not isinstance(step, Certification):
            return item
        valid_days = None if step.validity.years is None else self._valid_days(step)
        return replace(item, done_in=self._exam_days(step), valid_days=valid_days)

    def _by_start(self, lasts: Callable[[int], tuple[int, int]]) -> tuple[tuple[int, int, int], ...]:
        """(first day, days, span) of what begins from then on; one entry where the hours a week never change."""
        runs: list[tuple[int, int, int]] = []
        for day in range(self.pace.settled + 1):
            days, span = lasts(day)
            if not runs or runs[-1][1:] != (days, span):
                runs.append((day, days, span))
        return tuple(runs)

    def _lasts(self, step: Step, hours: float, start: int) -> tuple[int, int]:
        """Days during which a step that begins on that plan day takes all study time, and until it is done."""
        days = self.pace.days(hours, start)
        course_days = DAYS_PER_WEEK * _weeks_of(step)
        span = max(days, course_days)
        if isinstance(step, Activity) and keeps_its_weeks(step):  # somebody else sets its pace
            days, span = min(days, course_days), course_days
        if step.id in self.request.hours_spent:
            span = max(days, span - round(span * min(1.0, self._share_done(step))))
        if isinstance(step, Certification):
            span = max(span, self._days_to_exam(step, hours, start))
        return days, span

    def _work(self, step: Step, hours: float) -> int:
        """Study that its days hold at least, in the unit of `Pace.room`; of what keeps its weeks, the share planned.

        0 where the hours never change, for there the days say it, and for what is begun already.
        """
        if not self.pace.changes or step.id in self.request.hours_spent:
            return 0
        share = 1.0
        if isinstance(step, Activity) and keeps_its_weeks(step):
            share = 1 - self.calendar.slack
        return math.floor(ROOM_PER_HOUR * hours * share - 1e-6)

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
        if () in failed or not left:  # the whole of it failed, or nobody said which part
            return again
        tried: set[str] = set().union(*failed)
        shares = [1.0] * len(left)
        for place, part in enumerate(left):
            if part in tried:
                shares[place] = again
        return sum(shares) / len(left)

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
        first = max(self._begins_for_experience(step, way), self._begins_for_retake(step))
        if not isinstance(step, Certification):
            return first, None
        last = None
        status = step.status
        if status.value == "retiring" and status.on and not self.request.past_last_days:
            last = self.calendar.days_until(first_of(status.on) - timedelta(days=1))
        if status.opens:
            opens = self.calendar.days_until(next_open(first_of(status.opens)) - timedelta(days=1))
            first = max(first, self._start_for(step, opens + 1))
        return first, last

    def _begins_for_experience(self, step: Step, way: Way | None) -> int:
        """The first plan day to begin on, so that the jobs held now have brought the experience by its end."""
        experienced = self.wants.opens_after(step.requires, way)
        if not 0 < experienced < NEVER:
            return 0
        while isinstance(step, Certification) and not is_open_for_exams(self.calendar.last_date(experienced)):
            experienced += 1  # an exam that moves back to an open day does not lie before it
        return self._start_for(step, experienced)

    def _begins_for_retake(self, step: Step) -> int:
        """The first plan day to begin on, so that the wait after the last failed attempt is over by its end."""
        tries = [failed.on for failed in self.request.failed if failed.step == step.id]
        if not tries:
            return 0
        again = next_open(max(tries) + timedelta(days=self._wait(step, len(tries))))
        return self._start_for(step, self.calendar.days_until(again))

    def _wait(self, step: Step, tries: int) -> float:
        """Days before the next try, by the issuer's rule; where none is published, the constant."""
        days = None
        if isinstance(step, Certification) and step.retake is not None:
            days = step.retake.second_days if tries == 1 else step.retake.later_days
        if days is None:
            return self.kb.constants.plan_retake_wait
        return days

    def _exam_days(self, cert: Certification) -> tuple[tuple[int, int], ...]:
        """The plan days on which all its exams can be done; nothing if they can be on any day."""
        if self.request.past_last_days:
            return ()
        whole = (0, self.horizon + max(DAYS_PER_YEAR, self.calendar.days_off))
        stretches = [whole]
        for exams in versions(cert).values():
            held = []
            for exam in exams:
                held += self._plan_days(exam, whole[1])
            stretches = common(stretches, _joined(held))
        if stretches == [whole]:
            return ()
        return tuple(self._first_open(stretches)) or NO_DAY

    def _begins(self, step: Step) -> tuple[tuple[int, int], ...]:
        """The plan days on which it can begin: with a term, and when it has its hours; nothing for any day."""
        if not isinstance(step, Activity) or step.id in self.request.hours_spent:
            return ()
        times: list[tuple[int, int]] = []
        if weekly_hours(step) and self.pace.changes:
            times = self._times_for(step)
        if pace_of(step) != "terms":
            return tuple(times)
        with_terms = self._terms()
        if times and with_terms:
            return tuple(common(times, with_terms)) or NO_DAY
        return tuple(times or with_terms)

    def _terms(self) -> list[tuple[int, int]]:
        """The plan days on which a term can be begun."""
        day = timedelta(days=1)
        begins = []
        for first, last in terms(self.calendar.start, self.horizon):
            if last >= self.calendar.start:
                begin = self.calendar.days_until(max(first, self.calendar.start) - day)
                latest = self.calendar.days_until(last - day)
                begins.append((begin, latest))
        return begins

    def _first_open(self, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The stretches from the first day on which a test center is open: an exam that moves back stays in them."""
        open_stretches = []
        for first, last in stretches:
            while first and first <= last and not is_open_for_exams(self.calendar.last_date(first)):
                first += 1
            if first <= last:
                open_stretches.append((first, last))
        return open_stretches

    def _plan_days(self, exam: Exam, horizon: int) -> list[tuple[int, int]]:
        """The plan days on which one exam can be done: a step is done on its last day."""
        stretches = []
        start, end = self.calendar.start, self.calendar.date_of(horizon)
        for first, last in days_held(exam, start, end):
            done = 0
            if first > start:
                done = self.calendar.days_until(first - timedelta(days=1)) + 1
            latest = horizon
            if last != end:
                latest = self.calendar.days_until(last)
            if done <= latest:
                stretches.append((done, latest))
        return stretches

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


def _weeks_of(step: Step) -> int:
    """Weeks that it lasts, whatever hours one has; a certification has none of its own."""
    return step.weeks if isinstance(step, Activity) else 0


def _joined(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same days in order, with stretches that touch made one."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


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
