"""A planner that tries everything. Slow and simple: it is the judge of the fast one, and shares no code with it.

It takes problems without expiries: every set of items that brings what is wanted and is ready enough, every order of
it that begins with the item that comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from careerpath.pathway.problem import Bonus, Bounds, Item, Problem
from careerpath.rules.want import Want

Schedule = tuple[int, ...]


def met(want: Want, chosen: set[str]) -> bool:
    return sum(amount for key, amount in want.amounts if key in chosen) >= want.needed


def reached(bonuses: tuple[Bonus, ...], chosen: set[str]) -> int:
    """The sum of the best credit that the set reaches in each bonus."""
    total = 0
    for bonus in bonuses:
        total += max([gain for gain, keys in bonus.credits if chosen & set(keys)], default=0)
    return total


def closed(puzzle: Problem, chosen: set[str]) -> bool:
    """True if the set is ready enough and brings everything that is wanted and that its items want first."""
    if puzzle.ready_needed > 0 and reached(puzzle.ready, chosen) < puzzle.ready_needed:
        return False
    items = [item for item in puzzle.items if item.id in chosen]
    return all(met(want, chosen) for want in puzzle.wants) and all(met(w, chosen) for i in items for w in i.wants)


def earliest_end(items: list[Item], horizon: int, beat: int | None = None, first: str | None = None) -> int | None:
    """The earliest end over all orders; None if no order keeps the dates (or none ends before `beat`).

    `first` starts on day 0, if it is among the items.
    """
    best = horizon + 1 if beat is None else min(beat, horizon + 1)
    floor = sum(fewest(item) for item in items)

    def extend(left: list[Item], free: int, end: int, done: dict[str, int]) -> None:
        nonlocal best
        if max(end, free + sum(fewest(item) for item in left)) >= best:
            return
        if not left:
            best = end
            return
        for item in left:
            start = begins(item, free, done)
            if start is None or (item.id == first and start > 0):
                continue
            ready = start + lasts(item, start)[1]
            if item.last_day is not None and ready > item.last_day:
                continue
            rest = [other for other in left if other is not item]
            extend(
                rest, start + lasts(item, start)[0] if item.days else free, max(end, ready), {**done, item.id: ready}
            )
            if best == floor:
                return

    extend(sorted(items, key=lambda i: -i.span), 0, 0, {})
    found = best < (horizon + 1 if beat is None else min(beat, horizon + 1))
    return best if found else None


def lasts(item: Item, start: int) -> tuple[int, int]:
    """(days, span) of an item that begins on that day."""
    found = (item.days, item.span)
    for first, days, span in item.by_start:
        if first <= start:
            found = (days, span)
    return found


def fewest(item: Item) -> int:
    return min([item.days, *(days for _, days, _ in item.by_start)])


def begins(item: Item, free: int, done: dict[str, int]) -> int | None:
    """The first day the item can start after those that are placed; None if something it wants is not placed yet."""
    start = max(item.first_day, free if item.days else 0)
    for want in item.wants:
        ready = sorted((done[key], amount) for key, amount in want.amounts if key in done)
        total, when = 0, None
        for day, amount in ready:
            total += amount
            if total >= want.needed:
                when = day
                break
        if when is None:
            return None
        start = max(start, when)
    return start


def useless(puzzle: Problem, some: tuple[Item, ...]) -> bool:
    """True if nothing that is wanted mentions one of the items: without it the rest is no worse."""
    mentioned = {key for want in puzzle.wants for key, _ in want.amounts}
    mentioned |= {key for item in some for want in item.wants for key, _ in want.amounts}
    if puzzle.ready_needed > 0:
        mentioned |= {key for bonus in puzzle.ready for _, keys in bonus.credits for key in keys}
    return any(item.id not in mentioned for item in some)


def candidates(puzzle: Problem, bounds: Bounds, *, doors: bool) -> list[list[Item]]:
    """Closed sets within the budget; unless doors count, without items that nothing asks for."""
    items = [item for item in puzzle.items if item.id not in bounds.without]
    return [
        list(some)
        for size in range(len(items) + 1)
        for some in combinations(items, size)
        if (bounds.cost is None or sum(i.cost for i in some) <= bounds.cost)
        and closed(puzzle, {item.id for item in some})
        and (doors or not useless(puzzle, some))
    ]


def measures(puzzle: Problem, some: list[Item], end: int) -> dict[str, int]:
    return {
        "cost": sum(i.cost for i in some),
        "finish": end,
        "hours": sum(i.tenths for i in some),
        "count": sum(i.tie_break_weight for i in some),
        "doors": -reached(puzzle.doors, {i.id for i in some}),
    }


def best(puzzle: Problem, bounds: Bounds, order: tuple[str, ...]) -> tuple[int, ...] | None:
    """The best measures in their order (doors negative), or None if there is no plan."""
    limit = puzzle.horizon if bounds.finish is None else min(puzzle.horizon, bounds.finish)
    leading = order[: order.index("finish")]
    sets = candidates(puzzle, bounds, doors="doors" in order)
    sets.sort(key=lambda some: tuple(measures(puzzle, some, 0)[name] for name in leading))
    found: tuple[int, ...] | None = None
    for some in sets:
        lead = tuple(measures(puzzle, some, 0)[name] for name in leading)
        if found is not None and lead > found[: len(leading)]:
            break
        beat = found[len(leading)] + 1 if found is not None and lead == found[: len(leading)] else None
        end = earliest_end(some, limit, beat, puzzle.first)
        if end is not None:
            value = measures(puzzle, some, end)
            rated = tuple(value[name] for name in order)
            found = rated if found is None else min(found, rated)
    return found


def front(puzzle: Problem, bounds: Bounds) -> list[tuple[int, int]]:
    """(cost, weeks) of every set that no other beats in both, the cheapest first."""
    limit = puzzle.horizon if bounds.finish is None else min(puzzle.horizon, bounds.finish)
    points: list[tuple[int, int]] = []
    for cost, end in _ends(puzzle, bounds, limit):
        weeks = -(-end // 7)
        if not any(c <= cost and w <= weeks for c, w in points):
            points = [(c, w) for c, w in points if not (cost <= c and weeks <= w)]
            points.append((cost, weeks))
    return sorted(points)


def _ends(puzzle: Problem, bounds: Bounds, limit: int) -> Iterator[tuple[int, int]]:
    sets = sorted(candidates(puzzle, bounds, doors=False), key=lambda some: sum(i.cost for i in some))
    soonest: int | None = None
    for some in sets:
        end = earliest_end(some, limit, soonest, puzzle.first)
        if end is not None:
            soonest = end
            yield sum(i.cost for i in some), end
