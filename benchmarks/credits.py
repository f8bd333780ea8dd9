"""How well the credits of occupations meet the levels of our own roles (docs/method.md, 15).

    python benchmarks/credits.py

The truth: what a role of ours gives (its needs and what else comes with it). The credit: that of its O*NET occupation.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from careerpath.knowledge import cache, where
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.occupations import Occupations
from careerpath.record import Record
from careerpath.rules.standing import role_gives

UNRATED = ("15-1252.00", "15-2051.00", "15-1255.00", "29-9021.00", "29-2072.00", "15-1299.05")
"""Occupations of roles of ours for which O*NET 29.3 publishes no ratings."""
NAMED = ("technical", "healthcare", "data", "security")
"""Categories that are credited only by what names them."""
NEAR = ("15-", "29-", "31-", "17-", "11-3021", "11-9111", "49-")
"""Codes that begin so are near hospital work or its technology; all others are far."""
FAR_OCCUPATIONS = 200


class Line(Record):
    """One row of the table."""

    kind: str
    category: str
    skills: int
    error: float
    """Mean distance of the credited level from the role's [levels]."""
    error_of_nothing: float
    """The same if nothing were credited."""
    credited: int
    """Credits of level 2 or more."""
    precision: float
    """Share of these where the role stands at 2 or more."""
    recall: float


def table(kb: KnowledgeBase, occupations: Occupations) -> list[Line]:
    groups: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for role in kb.roles.values():
        if role.occupation is None or role.occupation.code in UNRATED:
            continue
        truth = role_gives(role)
        gives = occupations.fact(role.occupation.code).gives
        for skill in kb.skills.values():
            pair = (truth.get(skill.id, 0), gives.get(skill.id, 0))
            for kind in (role.kind, "all"):
                groups[kind, skill.category].append(pair)
                groups[kind, "all"].append(pair)
    lines = []
    for (kind, category), pairs in sorted(groups.items()):
        lines.append(_line(kind, category, pairs))
    return lines


def _line(kind: str, category: str, pairs: list[tuple[int, int]]) -> Line:
    high = [pair for pair in pairs if pair[1] >= 2]
    wanted = [pair for pair in pairs if pair[0] >= 2]
    right = [pair for pair in high if pair[0] >= 2]
    return Line(
        kind=kind,
        category=category,
        skills=len(pairs),
        error=sum(abs(truth - credit) for truth, credit in pairs) / len(pairs),
        error_of_nothing=sum(truth for truth, _ in pairs) / len(pairs),
        credited=len(high),
        precision=len(right) / len(high) if high else 1.0,
        recall=len(right) / len(wanted) if wanted else 1.0,
    )


def far_credits(kb: KnowledgeBase, occupations: Occupations) -> tuple[int, dict[str, dict[str, int]]]:
    """(occupations looked at, occupation -> credits of the named categories) of far occupations, evenly chosen."""
    far = [code for code in occupations.codes() if not code.startswith(NEAR)]
    step = len(far) / FAR_OCCUPATIONS
    chosen = [far[int(place * step)] for place in range(FAR_OCCUPATIONS)]
    found = {}
    for code in chosen:
        gives = occupations.fact(code).gives
        named = {skill: level for skill, level in gives.items() if kb.skills[skill].category in NAMED}
        if named:
            found[code] = named
    return len(chosen), found


def main() -> None:
    kb = cache.knowledge([where.bundled()], None)
    occupations = Occupations(where.bundled())
    print(f"{date.today()}  roles of ours whose occupation is rated, level against level")
    print(
        f"{'roles':12} {'category':11} {'pairs':>6} {'error':>6} {'nothing':>8} {'2+':>5} {'precision':>9} {'recall':>7}"
    )
    for one in table(kb, occupations):
        print(
            f"{one.kind:12} {one.category:11} {one.skills:6} {one.error:6.2f} {one.error_of_nothing:8.2f} "
            f"{one.credited:5} {one.precision:9.2f} {one.recall:7.2f}"
        )
    count, found = far_credits(kb, occupations)
    tally: dict[str, list[str]] = defaultdict(list)
    for code, gives in found.items():
        for skill, level in gives.items():
            tally[f"{skill} {level}"].append(occupations.fact(code).title)
    print(f"\n{count} far occupations; what they are credited of technical, clinical, data and security skills:")
    for skill, titles in sorted(tally.items()):
        print(f"  {skill}: {len(titles)}: {'; '.join(titles[:6])}")


if __name__ == "__main__":
    main()
