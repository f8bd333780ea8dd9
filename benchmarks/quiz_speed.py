"""Milliseconds (processor time) from an answer to the next question, on the bundled knowledge and on one of 1,000 roles.

python benchmarks/quiz_speed.py [--roles 1000] [--people 40]
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from datetime import date

from careerpath.knowledge import cache, where
from careerpath.knowledge.base import TABLES, KnowledgeBase, from_entries
from careerpath.quiz import state as engine
from careerpath.quiz.state import Quiz, QuizState
from careerpath.record import replace

TODAY = date(2026, 11, 22)


def grown(kb: KnowledgeBase, roles: int, rng: random.Random) -> KnowledgeBase:
    """The knowledge with variations of its roles: other levels, some other skills, the same moves."""
    entries = {name: dict(getattr(kb, name)) for name in TABLES}
    skills = list(kb.skills)
    while len(entries["roles"]) < roles:
        old = kb.roles[rng.choice(list(kb.roles))]
        name = f"{old.id}-{len(entries['roles'])}"
        needs = {}
        for need in old.needs:
            skill = need.skill if rng.random() < 0.7 else rng.choice(skills)
            needs[skill] = replace(need, skill=skill, level=max(1, min(5, need.level + rng.choice([-1, 0, 0, 1]))))
        entries["roles"][name] = replace(old, id=name, needs=tuple(needs.values()))
        for edge in kb.progressions.values():
            if edge.target == old.id:
                copy = replace(edge, target=name)
                entries["progressions"][copy.id] = copy
    return from_entries(entries, "grown")


def measure(kb: KnowledgeBase, people: int, rng: random.Random) -> tuple[list[float], list[float]]:
    """Milliseconds of the first skill question (it makes the model) and of all others."""
    first, later = [], []
    for _ in range(people):
        quiz, state = Quiz(kb, TODAY), QuizState()
        state = engine.record(state, "roles", [rng.choice(list(kb.roles))])
        asked = 0
        while asked < 15:
            began = time.process_time()
            turn = quiz.turn(state)
            took = 1000 * (time.process_time() - began)
            if turn.question is None:
                break
            if turn.question.part == "skills":
                asked += 1
                (first if asked == 1 else later).append(took)
                state = engine.record(state, turn.question.id, rng.choice([0, 0, 1, 2, 3, 4]))
            else:
                later.append(took)
                state = engine.record(state, turn.question.id, [] if turn.question.id == "credits" else None)
    return first, later


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--roles", type=int, default=1000)
    parser.add_argument("--people", type=int, default=40)
    options = parser.parse_args()
    bundled = cache.knowledge([where.bundled()], None)
    worlds = (("bundled", bundled), (f"{options.roles} roles", grown(bundled, options.roles, random.Random(1))))
    for name, kb in worlds:
        measure(kb, 1, random.Random(2))  # imports, and entries that are built when first used
        first, later = measure(kb, options.people, random.Random(3))
        for what, found in (("question that makes the model", first), ("all others", later), ("all", first + later)):
            found.sort()
            p99 = found[min(len(found) - 1, int(0.99 * len(found)))]
            print(f"{name}: {what}: median {statistics.median(found):.1f} ms, p99 {p99:.1f} ms ({len(found)})")


if __name__ == "__main__":
    main()
