"""Speed of the planner against its bars.

    python benchmarks/plan.py

Generated knowledge with 600 steps (bar 10 s, proven) and 5,000 steps (60 s, or the honest gap); a plan as a whole
process for every hospital-IT role (1.5 s each) and its front (4 s), for two people. Some six minutes in all. Processor time is measured: with one worker it is the
time on an idle machine.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from careerpath.knowledge import cache, where  # noqa: E402
from careerpath.pathway.plan import make_plan  # noqa: E402
from careerpath.pathway.request import PlanRequest  # noqa: E402
from careerpath.people.profile import HeldEducation, Profile  # noqa: E402
from careerpath.rules.standing import stand  # noqa: E402
from tests.pathway.plan_worlds import activity, cert, role, world  # noqa: E402

START = date(2027, 1, 4)
PERSON = Profile(education=HeldEducation(level="high-school"))


def process(home: str, *arguments: str) -> float:
    """Processor seconds of `careerpath plan ...` as a process: what it takes on a machine with nothing else to do."""
    environment = {**os.environ, "CAREERPATH_HOME": home, "CAREERPATH_TODAY": "2026-11-22"}
    began = children()
    done = subprocess.run(
        [sys.executable, "-m", "careerpath", "plan", *arguments], env=environment, capture_output=True, check=False
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    return children() - began


def children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def generated(steps: int):
    """A goal with ten needs among `steps` steps that teach three skills each, a third with prerequisites."""
    random = Random(steps)
    skills = [f"k{n}" for n in range(max(12, steps // 20))]
    entries = []
    for n in range(steps):
        teaches = {skill: random.randint(1, 3) for skill in random.sample(skills, 3)}
        before = [e.id for e in entries[-40:]]
        if n % 3:
            first = (
                {"certifications": (random.choice(certs),)}
                if (certs := [k for k in before if k[0] == "c"]) and random.random() < 0.3
                else {}
            )
            entries.append(
                cert(
                    f"c{n}",
                    teaches,
                    usd=random.randint(1, 60) * 10,
                    hours=random.randint(5, 120),
                    years=random.choice([None, 3]),
                    **first,
                )
            )
        else:
            entries.append(
                activity(
                    f"a{n}",
                    teaches,
                    usd=random.randint(0, 30) * 10,
                    hours=random.randint(5, 80),
                    weeks=random.randint(1, 20),
                )
            )
    needs = dict.fromkeys(random.sample(skills, 10), 2)
    goal = role("goal", needs, useful=[e.id for e in entries if e.id[0] == "c"])
    return world(goal, *entries)


def report(what: str, seconds: float, bar: float, more: str = "") -> bool:
    kept = seconds <= bar
    print(f"{'ok  ' if kept else 'SLOW'} {what}: {seconds:.2f} s (bar {bar:g} s){'; ' + more if more else ''}")
    return kept


PEOPLE = ("nurse", "student")
QUESTIONS = (((), 1.5), (("--fastest",), 1.5), (("--most-doors",), 1.5), (("--front",), 4))
"""Options, and the bar in seconds."""


def bundled() -> Iterator[bool]:
    """The slowest of all hospital-IT goals, for two people and every kind of question."""
    kb = cache.knowledge([where.bundled()], None)
    goals = [r.id for r in kb.roles.values() if r.kind == "hospital-it"]
    with tempfile.TemporaryDirectory() as home:
        process(home, "data-analyst")  # warm the cache
        for person in PEOPLE:
            for options, bar in QUESTIONS:
                given = ("--profile", str(ROOT / "examples" / f"{person}.yaml"), *options)
                times = {goal: process(home, goal, *given) for goal in goals}
                worst = max(times, key=lambda goal: times[goal])
                told = f"{worst}; median {median(times.values()):.2f} s"
                what = f"{person} {options[0] if options else '--cheapest'}, slowest of {len(goals)} goals"
                yield report(what, times[worst], bar, told)


def large() -> Iterator[bool]:
    for steps, bar in ((600, 10), (5_000, 60)):
        kb = generated(steps)
        for objective in ("cheapest", "fastest"):
            began = time.process_time()
            plan = make_plan(PlanRequest(("goal",), START, objective, 10), stand(PERSON, kb, START), kb)
            seconds = time.process_time() - began
            proof = plan.proof
            told = f"{plan.status}, gap {proof.gap:.1%}, {len(plan.steps)} steps" if proof else plan.status
            yield report(f"{steps} steps, {objective}", seconds, bar, told)


def main() -> None:
    kept = [*large(), *bundled()]
    sys.exit(not all(kept))


if __name__ == "__main__":
    main()
