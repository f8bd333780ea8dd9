"""Random puzzles."""

from __future__ import annotations

from random import Random

from careerpath.pathway.problem import Bonus, Bounds, Item, Problem
from careerpath.rules.want import Want


def puzzle(random: Random, most: int = 12) -> Problem:
    """Up to `most` items with prerequisites, alternatives, sums, spans, last days, and one to four wants.

    Every other one asks for some readiness, every third begins with an item that is named.
    """
    count = random.randint(3, most)
    keys = [f"s{n}" for n in range(count)]
    items = tuple(_item(random, keys, n) for n in range(count))
    wants = [_any_of(random, keys, random.randint(1, 4)) for _ in range(random.randint(1, 4))]
    if random.random() < 0.3:
        some = random.sample(keys, min(count, 4))
        wants.append(Want("sum", tuple((key, random.randint(1, 3)) for key in some), random.randint(2, 5)))
    doors = tuple(_bonus(random, keys) for _ in range(random.randint(1, 5)))
    ready = tuple(_bonus(random, keys) for _ in range(random.randint(1, 4)))
    most_ready = sum(bonus.credits[-1][0] for bonus in ready)
    needed = random.randint(1, most_ready + 1) if random.random() < 0.5 else 0
    first = random.choice(keys) if random.random() < 0.35 else None
    return Problem(items, tuple(wants), 2000, doors, ready, needed, first)


def _any_of(random: Random, keys: list[str], size: int) -> Want:
    return Want("any", tuple((key, 1) for key in random.sample(keys, min(size, len(keys)))))


def _item(random: Random, keys: list[str], n: int) -> Item:
    wants: list[Want] = []
    if n and random.random() < 0.35:
        wants.append(Want("first", ((keys[random.randrange(n)], 1),)))
    if n > 2 and random.random() < 0.25:
        wants.append(_any_of(random, keys[:n], 2))
    if n > 3 and random.random() < 0.1:
        wants.append(Want("sum", tuple((key, random.randint(1, 2)) for key in keys[:n][-3:]), 2))
    days = random.randint(1, 40) if random.random() < 0.9 else 0  # 0: nobody has to do anything, as for a gate
    span = days + (random.randint(1, 60) if random.random() < 0.4 else 0)
    last = random.randint(20, 200) if random.random() < 0.2 else None
    first = random.randint(1, 50) if random.random() < 0.1 else 0
    return Item(keys[n], 100 * random.randint(0, 6), days, span, 10 * days, "study", first, last, wants=tuple(wants))


def _bonus(random: Random, keys: list[str]) -> Bonus:
    gains = sorted(random.sample(range(1, 9), random.randint(1, 3)))
    groups = [set(random.sample(keys, random.randint(1, 2))) for _ in gains]
    return Bonus(tuple((gain, tuple(sorted(set().union(*groups[place:])))) for place, gain in enumerate(gains)))


def bounds(random: Random) -> Bounds:
    return Bounds(
        cost=100 * random.randint(2, 14) if random.random() < 0.5 else None,
        finish=random.randint(20, 160) if random.random() < 0.5 else None,
    )
