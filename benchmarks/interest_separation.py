"""Do the RIASEC scores of the occupations tell the roles apart, and what would the axis `interest` do to the order?

Prints the figures that docs/method.md quotes. The random profiles are draws of the O*NET Interest Profiler Short Form:
six whole numbers from 0 to 40, each equally likely.

    python benchmarks/interest_separation.py
"""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations
from pathlib import Path
from statistics import mean, median, pstdev

from careerpath.knowledge import cache
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import INTEREST_SCALES, Role
from careerpath.people.profile import HeldRole, InterestScores, Profile
from careerpath.rules.interest import correlation, interest_fit
from careerpath.rules.order import Ranked, rank
from careerpath.rules.standing import stand
from careerpath.services.validate import order_value, read_moves, spearman

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)
PROFILES, SEED = 200, 79
WEIGHTS = (0.1, 0.25, 0.5, 0.75)
TOP = 3


def scores(role: Role) -> list[float]:
    """The six scores of the role's occupation, 1-7."""
    return [getattr(role.interests, scale) for scale in INTEREST_SCALES]


def print_likeness(roles: list[Role]) -> None:
    """How alike the roles are, pair by pair: Pearson's r of their six scores."""
    found = {(a.id, b.id): correlation(scores(a), scores(b)) or 0.0 for a, b in combinations(roles, 2)}
    values = sorted(found.values())
    vectors = {tuple(scores(role)) for role in roles}
    print(f"roles with scores: {len(roles)}, different sets of scores: {len(vectors)}")
    print(
        f"pairs of roles: {len(values)}; r: mean {mean(values):.2f}, median {median(values):.2f}, sd {pstdev(values):.2f}"
    )
    for line in (0.7, 0.8, 0.9, 0.999):
        print(f"  share of pairs above {line:g}: {mean(v > line for v in values):.3f}")
    inside = [found[a.id, b.id] for a, b in combinations(roles, 2) if a.family == b.family]
    across = [found[a.id, b.id] for a, b in combinations(roles, 2) if a.family != b.family]
    print(f"r inside a family: mean {mean(inside):.2f}; across families: mean {mean(across):.2f}")


def between_share(groups: dict[str, list[list[float]]]) -> float:
    """Share (0-1) of the summed variance of the six scores that lies between the groups."""
    everyone = [row for rows in groups.values() for row in rows]
    centre = [mean(column) for column in zip(*everyone)]
    total = sum((x - c) ** 2 for row in everyone for x, c in zip(row, centre))
    between = 0.0
    for rows in groups.values():
        middle = [mean(column) for column in zip(*rows)]
        between += len(rows) * sum((m - c) ** 2 for m, c in zip(middle, centre))
    return between / total


def print_variance(roles: list[Role]) -> None:
    """Variance between families, beside what families drawn at random would show."""
    rng = random.Random(SEED)
    families = [role.family for role in roles]
    rows = [scores(role) for role in roles]

    def share(labels: list[str]) -> float:
        groups: dict[str, list[list[float]]] = {}
        for label, row in zip(labels, rows):
            groups.setdefault(label, []).append(row)
        return between_share(groups)

    by_chance = [share(rng.sample(families, len(families))) for _ in range(500)]
    real = share(families)
    print(f"variance between families: {real:.2f}, within: {1 - real:.2f}; families at random: {mean(by_chance):.2f}")


def draw(rng: random.Random) -> InterestScores:
    return InterestScores(**{scale: float(rng.randint(0, 40)) for scale in INTEREST_SCALES})


def top(found: tuple[Ranked, ...], profile: Profile, weight: float) -> list[str]:
    """The first three, had the axis this weight (an unknown axis adds nothing, as in the ranking)."""
    values = [(-(one.order_value + weight * (interest_fit(profile, one.role) or 0.0)), one.role.id) for one in found]
    return [name for _, name in sorted(values)[:TOP]]


def print_effect(kb: KnowledgeBase) -> None:
    """How often a random profile changes the top 3 of someone who holds one role and nothing else."""
    rng = random.Random(SEED)
    rankings = []
    for role in kb.roles.values():
        held = Profile(roles=(HeldRole(role=role.id, current=True),))
        found = rank(stand(held, kb, TODAY), kb).next
        if len(found) > TOP:
            rankings.append(found)
    people = [Profile(interests=draw(rng)) for _ in range(PROFILES)]
    print(f"{len(rankings)} held roles with more than {TOP} next roles x {PROFILES} random profiles")
    for weight in WEIGHTS:
        lists = [(top(found, Profile(), 0), top(found, person, weight)) for found in rankings for person in people]
        other_set = mean(set(a) != set(b) for a, b in lists)
        other_first = mean(a[0] != b[0] for a, b in lists)
        print(f"  weight {weight:g}: another top 3 in {other_set:.2f}, another first in {other_first:.2f} of the cases")
    spread = [
        max(fits) - min(fits)
        for person in people
        for found in rankings
        if (fits := [fit for one in found if (fit := interest_fit(person, one.role)) is not None])
    ]
    print(f"axis among the next roles of one person, highest less lowest: median {median(spread):.2f}")


def print_moves(kb: KnowledgeBase) -> None:
    """Whether likeness of the two occupations' scores agrees with the ratings of the labelled moves."""
    moves = read_moves(ROOT / "tests/cases/moves_labelled.csv", kb)
    known = [m for m in moves if kb.roles[m.origin].interests and kb.roles[m.target].interests]
    ratings = [m.rating for m in known]
    likeness = [(correlation(scores(kb.roles[m.origin]), scores(kb.roles[m.target])) or 0.0) for m in known]
    order = [order_value(m, kb, TODAY) for m in known]
    print(f"labelled moves with scores at both ends: {len(known)} of {len(moves)}")
    print(
        f"  Spearman with the ratings: likeness {spearman(likeness, ratings):.3f}, order {spearman(order, ratings):.3f}"
    )
    for weight in WEIGHTS:
        both = [value + weight * (like + 1) / 2 for value, like in zip(order, likeness)]
        print(f"  order with the axis at weight {weight:g}: {spearman(both, ratings):.3f}")


def main() -> None:
    kb = cache.knowledge([ROOT / "data"], None)
    roles = [role for role in kb.roles.values() if role.kind == "hospital-it" and role.interests]
    print_likeness(roles)
    print_variance(roles)
    print_effect(kb)
    print_moves(kb)


if __name__ == "__main__":
    main()
