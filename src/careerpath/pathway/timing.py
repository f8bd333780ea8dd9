"""How long a step takes and when: its hours, its days, and the days on which it can begin and be done."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable
from datetime import timedelta

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import days_held, versions
from careerpath.knowledge.holidays import MOST_CLOSED_DAYS, is_open_for_exams, next_open
from careerpath.knowledge.models import Activity, Certification, Exam, Step
from careerpath.pathway.dates import DAYS_PER_WEEK, DAYS_PER_YEAR, ROOM_PER_HOUR, Calendar, Pace, first_of, terms
from careerpath.pathway.problem import FAR, common
from careerpath.pathway.request import PlanRequest
from careerpath.rules.prices import Prices
from careerpath.rules.steps import hours_of, keeps_its_weeks, pace_of, weekly_hours
from careerpath.rules.wants import NEVER

ROOM_DAYS = MOST_CLOSED_DAYS + 1
"""An exam lies so many days behind its study at full hours: it may move back, and nobody studies on its day."""
NO_DAY = ((FAR, FAR),)
"""Stretches of days of which none lies in a plan; no stretches at all would mean any day."""


class Timing:
    """Answers for any step, in the calendar of one request."""

    def __init__(
        self, kb: KnowledgeBase, calendar: Calendar, request: PlanRequest, prices: Prices, pace: Pace, horizon: int
    ) -> None:
        """`horizon`: plan days beyond which no plan is looked for."""
        self.kb, self.calendar, self.request, self.prices = kb, calendar, request, prices
        self.pace, self.horizon = pace, horizon

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

    def by_start(self, lasts: Callable[[int], tuple[int, int]]) -> tuple[tuple[int, int, int], ...]:
        """(first day, days, span) of what begins from then on; one entry where the hours a week never change."""
        runs: list[tuple[int, int, int]] = []
        for day in range(self.pace.settled + 1):
            days, span = lasts(day)
            if not runs or runs[-1][1:] != (days, span):
                runs.append((day, days, span))
        return tuple(runs)

    def lasts(self, step: Step, hours: float, start: int) -> tuple[int, int]:
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

    def work(self, step: Step, hours: float) -> int:
        """Study that its days hold at least, in the unit of `Pace.room`; of what keeps its weeks, the share planned.

        0 where the hours never change, for there the days say it, and for what is begun already.
        """
        if not self.pace.changes or step.id in self.request.hours_spent:
            return 0
        share = 1.0
        if isinstance(step, Activity) and keeps_its_weeks(step):
            share = 1 - self.calendar.slack
        return math.floor(ROOM_PER_HOUR * hours * share - 1e-6)

    def _share_done(self, step: Step) -> float:
        return self.request.hours_spent[step.id] / max(1.0, hours_of(step))

    def times_for(self, step: Step) -> list[tuple[int, int]]:
        """The plan days on which it can begin, so that there are its hours in all its weeks."""
        times = []
        for first, last in self.pace.stretches(weekly_hours(step)):
            latest = FAR
            if last is not None:
                latest = last + 1 - DAYS_PER_WEEK * _weeks_of(step)
            if first <= latest:
                times.append((first, latest))
        return times

    def begins(self, step: Step) -> tuple[tuple[int, int], ...]:
        """The plan days on which it can begin: with a term, and when it has its hours; nothing for any day."""
        if not isinstance(step, Activity) or step.id in self.request.hours_spent:
            return ()
        times: list[tuple[int, int]] = []
        if weekly_hours(step) and self.pace.changes:
            times = self.times_for(step)
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

    def window(self, step: Step, experienced: int) -> tuple[int, int | None]:
        """First day to begin and last day to be done by: the exam's own dates, failed attempts, experience to come.

        `experienced`: plan days until the jobs held now have brought the experience that it asks for; NEVER if never.
        """
        first = max(self._begins_for_experience(step, experienced), self._begins_for_retake(step))
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

    def _begins_for_experience(self, step: Step, experienced: int) -> int:
        """The first plan day to begin on, so that the jobs held now have brought the experience by its end."""
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

    def _start_for(self, step: Step, day: int) -> int:
        """The first plan day on which it can begin, so that its study is not done before a day."""
        hours = self.hours(step)
        if not self.pace.changes:
            return max(0, day - self._days_to_exam(step, hours, 0))
        return bisect_left(range(max(0, day)), day, key=lambda start: start + self._days_to_exam(step, hours, start))

    def _days_to_exam(self, step: Step, hours: float, start: int) -> int:
        """Days from the first of study to an exam that has room to move back from a day when centers are closed."""
        days = self.pace.days(hours, start)
        if isinstance(step, Certification) and step.kind == "exam" and hours:
            days = max(days, self.pace.days(hours, start, with_slack=False) + ROOM_DAYS)
        return days

    def exam_days(self, cert: Certification) -> tuple[tuple[int, int], ...]:
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

    def _first_open(self, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The stretches from the first day on which a test center is open: an exam that moves back stays in them."""
        open_stretches = []
        for first, last in stretches:
            while first and first <= last and not is_open_for_exams(self.calendar.last_date(first)):
                first += 1
            if first <= last:
                open_stretches.append((first, last))
        return open_stretches


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
