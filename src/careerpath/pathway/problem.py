"""What the planner's solver is asked: items to choose, what they want first, and what the choice must fulfil.

Nothing here knows of roles or certifications, so that tests and benchmarks can make up any problem.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import Literal

from careerpath.record import Record
from careerpath.rules.want import Want

Measure = Literal["cost", "finish", "hours", "count", "doors", "years", "changes", "most", "least"]
FAR = 100_000
"""Plan days beyond every horizon."""
ORDERS: dict[str, tuple[Measure, ...]] = {
    "cheapest": ("cost", "finish", "hours", "count"),
    "fastest": ("finish", "cost", "hours", "count"),
    "most-doors": ("doors", "cost", "finish", "hours", "count"),
}
"""Objective -> what is made best, one after the other; the later ones only break ties."""


class Item(Record):
    """Something that may be done once. Times are plan days; an item is done `span` days after it starts."""

    id: str
    cost: int
    """Cents, as choices are ordered by them."""
    days: int
    """Days from its start during which it takes all study time."""
    span: int
    """Days until it is done; at least `days`."""
    tenths: int = 0
    """Own effort [tenths of an hour]."""
    kind: Literal["study", "degree"] = "study"
    first_day: int = 0
    last_day: int | None = None
    """It must be done by then."""
    done_in: tuple[tuple[int, int], ...] = ()
    """It can only be done within one of these (first day, last day), in order; none: on any day."""
    begin_in: tuple[tuple[int, int], ...] = ()
    """It can only begin within one of these, in order."""
    by_start: tuple[tuple[int, int, int], ...] = ()
    """(first day, days, span) of what begins from then on, in order and from day 0, where the hours a week change: the
    later it begins, the later it is done. `days` and `span` are those of the last one."""
    work: int = 0
    """Study that its days hold at least, whenever it begins, where the hours a week change [as `Problem.room`]."""
    wants: tuple[Want, ...] = ()
    """What must be done before it starts."""
    valid_days: int | None = None
    """It counts for so long after it is done; None: for good."""
    valid_until: int | None = None
    """It counts until that plan day, whenever it is done."""
    tie_break_weight: int = 1
    """What it adds to the count of items that breaks ties."""
    done_with: str | None = None
    """It is done on the very day on which that item is done."""
    most: int | None = None
    """Cents that it may take of the budget; None: its cost."""
    least: int | None = None
    """Cents at the low end of its price; None: its cost."""

    def latest(self, end: int) -> int:
        """The last day by which it must be done in a plan that ends then."""
        return end if self.last_day is None else min(end, self.last_day)

    def lasts(self, start: int) -> tuple[int, int]:
        """(days, span) of it if it begins on that day."""
        if not self.by_start:
            return self.days, self.span
        place = bisect_right(self.by_start, start, key=lambda run: run[0]) - 1
        return self.by_start[max(0, place)][1:]

    @property
    def least_days(self) -> int:
        """The fewest days that it takes, whenever it begins."""
        return min([self.days, *(days for _, days, _ in self.by_start)])

    def done(self, start: int) -> int:
        """The day on which it is done if it begins on that day."""
        return start + (self.lasts(start)[1] if self.by_start else self.span)

    def last_start(self, day: int) -> int:
        """The last day on which it can begin and be done by a day; before 0 if there is none."""
        if not self.by_start:
            return day - self.span
        found = -1
        for place, (first, _, span) in enumerate(self.by_start):
            if first + span > day:
                break
            until = self.by_start[place + 1][0] - 1 if place + 1 < len(self.by_start) else day
            found = min(until, day - span)
        return found

    def soonest(self, start: int) -> int:
        """A day before which it cannot be done if it begins on that day or later; FAR if there is none."""
        begin = _next(self.begin_in, start)
        return _next(self.done_in, self.done(begin)) if begin < FAR else FAR

    def starts(self, first: int, last: int) -> list[list[int]]:
        """The days (first, last) on which it can begin so as to be done from one day to another."""
        found = [(self.last_start(first - 1) + 1, self.last_start(last))]
        if self.done_in:
            found = common(found, [(self.last_start(a - 1) + 1, self.last_start(b)) for a, b in self.done_in])
        if self.begin_in:
            found = common(found, self.begin_in)
        return [[a, b] for a, b in found if a <= b]


def _next(stretches: Iterable[tuple[int, int]], day: int) -> int:
    """The first day from then on that lies in one of the stretches, if there are any; FAR if none is left."""
    stretches = tuple(stretches)
    if not stretches:
        return day
    return next((max(day, first) for first, last in stretches if last >= day), FAR)


def common(some: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The days that lie in both."""
    others = tuple(others)
    found = []
    for first, last in some:
        for other_first, other_last in others:
            both = max(first, other_first), min(last, other_last)
            if both[0] <= both[1]:
                found.append(both)
    return found


class Bonus(Record):
    """Levels of credit that a choice can reach for one need of one role; the best that is reached counts."""

    credits: tuple[tuple[int, tuple[str, ...]], ...]
    """(gain, items of which any brings it), the least gain first: whatever brings more brings it, too."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The items that bring something of it."""
        return self.credits[0][1]


class Bounds(Record):
    """Limits of the plan; None means none."""

    cost: int | None = None
    """Cents that all `most` together may take."""
    finish: int | None = None
    years: int | None = None
    """Days of degrees in all."""
    without: frozenset[str] = frozenset()


class Problem(Record):
    """Items, what the plan must bring, and for how long to look."""

    items: tuple[Item, ...]
    wants: tuple[Want, ...]
    horizon: int
    """Plan days."""
    doors: tuple[Bonus, ...] = ()
    """What the objective `doors` adds up."""
    ready: tuple[Bonus, ...] = ()
    ready_needed: int = 0
    """The sum of `ready` that the choice must reach."""
    first: str | None = None
    """The item with which the plan begins, if it is chosen."""
    keep: frozenset[str] = frozenset()
    """Items of an earlier plan."""
    room: tuple[int, ...] = ()
    """Study that there is time for before each plan day, where the hours a week change; it grows on as at the end."""

    @property
    def goals(self) -> frozenset[str]:
        """Items that are worth something in themselves."""
        worth = set(self.keep)
        for want in self.wants:
            worth.update(key for key, _ in want.amounts)
        for bonus in (*self.doors, *self.ready) if self.ready_needed else self.doors:
            for _, keys in bonus.credits:
                worth.update(keys)
        return frozenset(worth)


class Solution(Record):
    """Chosen items with their start days, and how good they are known to be."""

    starts: dict[str, int]
    cost: int
    finish: int
    tenths: int
    years: int
    doors: int
    optimal: bool
    """Proven best in every measure that was asked for."""
    bound: float
    """No solution has a better first measure than this."""
    gap: float
    """|first measure - bound| / max(1, |first measure|)."""
    interrupted: bool = False
    count: int = 0
    changes: int = 0
    most: int = 0
    least: int = 0

    def value(self, name: Measure) -> int:
        """One measure."""
        return int(getattr(self, {"hours": "tenths"}.get(name, name)))


def useful(
    items: Mapping[str, Item], goals: Iterable[str], latest: int
) -> tuple[dict[str, Item], dict[str, int], dict[str, int]]:
    """The items that can be done in time to serve a goal item, with the first and last day each can be done by.

    An item that is done too late for everything that wants it is never worth choosing.
    """
    while True:
        ready = earliest(items)
        last: dict[str, int] = {}
        queue = [(-items[key].latest(latest), key) for key in goals if key in items]
        heapify(queue)
        while queue:  # the latest first, so that every item is looked at once
            day, key = heappop(queue)
            if key not in last and ready[key] <= -day:
                last[key] = -day
                begin = items[key].last_start(-day)
                for other in _brings(items[key]) & items.keys():
                    heappush(queue, (-items[other].latest(begin), other))
        kept = {key: item for key, item in items.items() if key in last}
        if len(kept) == len(items):
            return kept, ready, last
        items = kept


def _brings(item: Item) -> set[str]:
    """The items that bring something of what the item wants."""
    bringing: set[str] = set()
    for want in item.wants:
        bringing.update(key for key, _ in want.amounts)
    return bringing


def earliest(items: Mapping[str, Item]) -> dict[str, int]:
    """A day before which no item can be done: its span after whatever brings what it wants soonest."""
    ready = {key: item.soonest(item.first_day) for key, item in items.items()}
    waiting = {key: item for key, item in items.items() if item.wants}
    for _ in range(len(items)):
        later = {key: item.soonest(_all_brought(item, ready)) for key, item in waiting.items()}
        if all(day <= ready[key] for key, day in later.items()):
            break
        ready |= {key: day for key, day in later.items() if day > ready[key]}
        if max(ready.values()) > FAR:  # a circle: nothing in it can begin
            break
    return ready


def _all_brought(item: Item, ready: Mapping[str, int]) -> int:
    """The day by which everything that the item wants can be done."""
    return max(_soonest(want, ready) for want in item.wants)


def _soonest(want: Want, ready: Mapping[str, int]) -> int:
    """The day by which enough of what is wanted can be done."""
    total = 0
    for day, amount in sorted((ready[key], amount) for key, amount in want.amounts if key in ready):
        total += amount
        if total >= want.needed:
            return day
    return FAR
