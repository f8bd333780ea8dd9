"""The stock a plan chooses from: every step this person could take, as items of the puzzle."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Activity, Certification, Renewal, Step, Way
from careerpath.pathway.dates import DAYS_PER_WEEK, Calendar, add_years, first_of
from careerpath.pathway.problem import Item, Want
from careerpath.pathway.request import PlanRequest
from careerpath.pathway.wants import Bridge
from careerpath.rules.prices import Prices
from careerpath.rules.progress import HELD, JOB_AGAIN, RENEWAL, STAY, WAY, base_id, search_days, stay_in, step_behind
from careerpath.rules.standing import Standing, expiry
from careerpath.rules.steps import hours_of, is_job_or_degree, is_over, suits, ways_with_a_degree

DAYS_PER_YEAR = 365
SHORT_VALIDITY_DAYS = 400


class Stock:
    """Items by id, built when asked for."""

    def __init__(self, standing: Standing, kb: KnowledgeBase, calendar: Calendar, request: PlanRequest) -> None:
        self.standing, self.kb, self.calendar, self.request = standing, kb, calendar, request
        self.prices = Prices(request.student, request.member)
        self.horizon = round(DAYS_PER_YEAR * kb.constants.plan_horizon_years)
        self.expires = self._still_held()
        lasting = standing.certifications | request.done.keys()
        self.for_good = frozenset(lasting - self._expiries().keys())
        self.ways: dict[str, Way] = {}
        self.steps = {**self._open_steps(), **self._job_years()}
        self.steps |= self._by_other_ways()
        self.providers = {key: tuple(self._providers(key)) for key in (*self.steps, *self.expires)}
        acts = [(key, step) for key, step in self.steps.items() if isinstance(step, Activity)]
        self.bridge = Bridge(
            standing,
            kb,
            tuple((k, s) for k, s in acts if s.kind == "job" and s.grants.role),
            tuple((k, s) for k, s in acts if s.kind == "degree"),
            self.providers,
            self.for_good,
            self._teachers(),
        )
        self._items: dict[str, Item] = {}
        self._unprepared: set[str] = set()
        self._drop_groundwork()

    def _expiries(self) -> dict[str, date]:
        """Last day of every certification held that expires before the horizon."""
        last = self.calendar.start + timedelta(days=self.horizon)
        found = {c.id: expiry(c, self.kb) for c in self.standing.profile.certifications}
        found |= {
            key: add_years(day, years)
            for item, day in sorted(self.request.done.items(), key=lambda pair: pair[1])
            if (key := base_id(item)) in self.kb.certs and (years := self.kb.certs[key].validity.years) is not None
        }
        held = self.standing.certifications
        return {key: day for key, day in found.items() if day and day < last and key in held}

    def _still_held(self) -> dict[str, date]:
        """Those of them that have not run out when the plan starts."""
        return {key: day for key, day in self._expiries().items() if day >= self.calendar.start}

    def _open_steps(self) -> dict[str, Step]:
        """What can still be taken. An internship is for people who have not worked in the field."""
        experienced = any(self.kb.roles[role].kind == "hospital-it" for role in self.standing.practice_months)
        return {
            key: step
            for key, step in self.kb.steps.items()
            if key not in self.for_good and key not in self.request.done and not is_over(step, self.calendar.start)
            and not self._is_goal_job(step) and not (experienced and step.kind == "internship")
        }  # fmt: skip

    def _drop_groundwork(self) -> None:
        """Where no reachable step lays the groundwork for an exam, the exam is open to whoever dares."""
        kept = {jobs: self.reachable(jobs=jobs) for jobs in (False, True)}
        self._unprepared = set(self.steps)
        self._items.clear()
        bare = {jobs: self.reachable(jobs=jobs) for jobs in (False, True)}
        self._unprepared = {key for jobs in (False, True) for key in bare[jobs] - kept[jobs]}
        self._items.clear()

    def _teachers(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """Skill -> (item, level) of what can be studied and suits a goal."""
        found: dict[str, list[tuple[str, int]]] = {}
        roles = [self.kb.roles[goal] for goal in self.request.goals if goal in self.kb.roles]
        for key, step in self.steps.items():
            if not is_job_or_degree(step) and (not roles or any(suits(step, role) for role in roles)):
                for skill, level in step.teaches.items():
                    found.setdefault(skill, []).append((key, level))
        return {skill: tuple(pairs) for skill, pairs in found.items()}

    def _is_goal_job(self, step: Step) -> bool:
        """A year in the very role one wants is no step towards it."""
        return isinstance(step, Activity) and step.grants.role in self.request.goals

    def _job_years(self) -> dict[str, Step]:
        """Second and later years of each job, and years more in the current one."""
        years = round(self.kb.constants.plan_job_years)
        jobs: dict[str, Step] = {k: s for k, s in self.kb.activities.items() if s.kind == "job" and s.grants.role}
        stays: dict[str, Step] = {
            STAY + held.role: stay_in(self.kb.roles[held.role].title, held.role)
            for held in self.standing.profile.current_roles
            if held.role not in self.request.goals
        }
        jobs = {k: s for k, s in jobs.items() if not self._is_goal_job(s)} | stays
        again = {f"{key}{JOB_AGAIN}{n}": step for key, step in jobs.items() for n in range(2, years + 1)}
        done = self.request.done
        return {key: step for key, step in {**stays, **again}.items() if key not in done}

    def _by_other_ways(self) -> dict[str, Step]:
        """Certifications again, for each way in that a degree would open."""
        found: dict[str, Step] = {}
        for key, step in self.steps.items():
            for n, way in enumerate(ways_with_a_degree(step.requires, self.standing), 1):
                found[f"{key}{WAY}{n}"], self.ways[f"{key}{WAY}{n}"] = step, way
        return found

    def _providers(self, key: str) -> Iterator[str]:
        if key in self.steps:
            yield key
        yield from (other for other in self.ways if base_id(other) == key)
        if key in self.expires:
            yield key + HELD
        if key in self.kb.certs and self.kb.certs[key].validity.years is not None:
            yield from (f"{key}{RENEWAL}{n}" for n in range(1, self._renewals(key) + 1))

    def _renewals(self, key: str) -> int:
        """How often the plan may renew a certification; longer ones are simply sat later."""
        return 3 if self._valid_days(self.kb.certs[key]) <= SHORT_VALIDITY_DAYS else 1

    def _valid_days(self, cert: Certification) -> int:
        """Plan days that it counts; a week off is taken from them, to be on the safe side."""
        years = cert.validity.years or 0.0
        return max(1, math.floor(DAYS_PER_YEAR * years) - self.calendar.days_off)

    def step(self, key: str) -> Step:
        """The step behind an item."""
        return step_behind(key, self.kb)

    def item(self, key: str) -> Item:
        if key not in self._items:
            if key.endswith(HELD):
                self._items[key] = self._held(key)
            elif RENEWAL in key:
                self._items[key] = self._renewal(key)
            else:
                self._items[key] = self._step_item(key)
        return self._items[key]

    def _held(self, key: str) -> Item:
        until = self.calendar.days_until(self.expires[key.removesuffix(HELD)])
        return Item(key, 0, 0, 0, valid_until=until)

    def _renewal(self, key: str) -> Item:
        base, number = key.split(RENEWAL)
        cert = self.kb.certs[base]
        fee, hours = renewal_of(cert)
        before = f"{base}{RENEWAL}{int(number) - 1}"
        previous = [before] if int(number) > 1 else [k for k in self.providers[base] if RENEWAL not in k]
        days = self.calendar.days_for(hours or 0.0)
        return Item(
            key,
            round(100 * (self.kb.constants.plan_unknown_fee if fee is None else fee)),
            days,
            days,
            round(10 * (hours or 0.0)),
            wants=(Want(f"{cert.title} still valid", tuple((k, 1) for k in previous)),),
            valid_days=self._valid_days(cert),
        )

    def _step_item(self, key: str) -> Item:
        step = self.steps[key]
        hours = self.hours(step)
        days = self.calendar.days_for(hours)
        job = isinstance(step, Activity) and step.kind == "job"
        weeks = step.weeks if isinstance(step, Activity) else 0
        span = max(days, DAYS_PER_WEEK * weeks)
        wait, spent = search_days(key, self.kb), self.request.days_spent.get(key, 0)
        if spent:
            wait, span = max(0, wait - spent), max(1, span - max(0, spent - wait))
        if step.id in self.request.hours_spent and not job:
            span = max(days, span - round(span * min(1.0, self._share_done(step))))
        first, last = self._window(step)
        wants = tuple(self.bridge.wants_of(step, self.ways.get(key)))
        if key not in self._unprepared:
            wants = (*wants, *self.bridge.groundwork(step))
        if JOB_AGAIN in key:
            before = key.rsplit("-", 1)
            previous = base_id(key) if before[1] == "2" else f"{before[0]}-{int(before[1]) - 1}"
            if previous not in self.request.done:
                wants = (*wants, Want("the year before", ((previous, 1),) if previous in self.steps else ()))
        expires = isinstance(step, Certification) and step.validity.years is not None
        return Item(
            key,
            round(100 * self.prices.reckoned(step, self.kb)),
            0 if job else days,
            span,
            round(10 * hours),
            "job" if job else "degree" if isinstance(step, Activity) and step.kind == "degree" else "study",
            first,
            last,
            wants,
            self._valid_days(step) if isinstance(step, Certification) and expires else None,
            wait=wait,
            fuss=2 if job and JOB_AGAIN not in key else 1,
        )

    def hours(self, step: Step) -> float:
        """Hours still to come: the middle of the estimate, at least the required course, less what is done."""
        hours = max(hours_of(step), step.requires.course_hours or 0.0)
        if any(failed.step == step.id for failed in self.request.failed):
            hours *= self.kb.constants.plan_retake_hours
        return max(0.0, hours - self.request.hours_spent.get(step.id, 0.0))

    def _share_done(self, step: Step) -> float:
        return self.request.hours_spent[step.id] / max(1.0, hours_of(step))

    def _window(self, step: Step) -> tuple[int, int | None]:
        """First day to begin and last day to be done by, from the exam's own dates and from failed attempts."""
        first, last = 0, None
        if isinstance(step, Certification):
            if step.status.on and step.status.value == "retiring":
                last = self.calendar.days_until(first_of(step.status.on) - timedelta(days=1))
            if step.status.opens:
                opens = self.calendar.days_until(first_of(step.status.opens) - timedelta(days=1))
                first = max(0, opens + 1 - self.calendar.days_for(self.hours(step)))
        wait = timedelta(days=self.kb.constants.plan_retake_wait)
        for failed in self.request.failed:
            if failed.step == step.id:
                again = self.calendar.days_until(failed.on + wait)
                first = max(first, again - self.calendar.days_for(self.hours(step)))
        return first, last

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

    def reachable(self, *, jobs: bool) -> frozenset[str]:
        """Items whose wants can be met by others that are reachable; without `jobs`, by study alone."""
        waiting = {
            key: self.item(key)
            for key in dict.fromkeys((*self.steps, *(k for keys in self.providers.values() for k in keys)))
            if jobs or self.item(key).kind == "study"
        }
        found: set[str] = set()
        while True:
            new = [k for k, item in waiting.items() if all(can_be_met(want, found) for want in item.wants)]
            if not new:
                return frozenset(found)
            found.update(new)
            for key in new:
                del waiting[key]


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
