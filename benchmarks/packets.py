"""Packets and lists of a caseload: whole-process times, and the memory of a long print run as it goes on.

python benchmarks/packets.py [--packets 1000] [--clients 10000]
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from careerpath.knowledge import cache, where
from careerpath.people.caseload import Caseload
from careerpath.people.database import open_database
from careerpath.people.profile import Limits, Profile, read_profile
from careerpath.record import replace
from careerpath.services.clients import current_profile

ROOT = Path(__file__).parents[1]
CHANGED = 60
"""Clients who are different when everything is printed again."""
TODAY = date(2026, 11, 22)
SCRIPT = [sys.executable, "-m", "careerpath"]


def people(count: int) -> list[tuple[str, Profile]]:
    """Clients like the examples, each with limits and skills of their own and one of the hospital-IT roles as goal."""
    kb = cache.knowledge([where.bundled()], None)
    base = [read_profile(path, kb, today=TODAY, cache_dir=None) for path in sorted((ROOT / "examples").glob("*.yaml"))]
    rng = random.Random(60)
    goals = [key for key, role in kb.roles.items() if role.kind == "hospital-it" and role.seniority in ("entry", "mid")]
    made = []
    for number in range(count):
        one = base[number % len(base)]
        limits = Limits(hours_per_week=rng.randint(3, 15), budget_usd=100 * rng.randint(3, 40), state=one.limits.state)
        skills = {key: replace(claim, level=rng.randint(1, 5)) for key, claim in one.skills.items()}
        made.append((f"Client {number} of {count}", replace(one, limits=limits, skills=skills, goal=rng.choice(goals))))
    return made


def fill(home: Path, count: int) -> None:
    """A caseload of so many clients, with notes and actions."""
    with open_database(home, None, create=True) as database, database.writing():
        caseload = Caseload(database, TODAY)
        for number, (name, profile) in enumerate(people(count)):
            client = caseload.add(name, profile)
            caseload.note(client, f"Came with question {number}.")
            if number % 2:
                caseload.action(client, "Call back", TODAY + timedelta(days=number % 90))


def change(home: Path, count: int) -> None:
    """Give the first clients of the caseload an hour more a week."""
    kb = cache.knowledge([where.bundled()], None)
    with open_database(home, None) as database, database.writing():
        caseload = Caseload(database, TODAY)
        for client in caseload.all()[:count]:
            profile = current_profile(caseload.file(client), kb)
            hours = (profile.limits.hours_per_week or 6) + 1
            caseload.update(client, replace(profile, limits=replace(profile.limits, hours_per_week=hours)))


def tree_mb(pid: int) -> float:
    """Resident memory of a process and its children [MB], from /proc; 0 where there is none."""
    total = 0.0
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return total + pages * os.sysconf("SC_PAGE_SIZE") / 1e6 + sum(tree_mb(int(child)) for child in children)


def run(home: Path, *arguments: str) -> tuple[float, float, list[float]]:
    """(wall seconds, CPU seconds, memory of all processes in MB twice a second) of one command."""
    environment = {**os.environ, "CAREERPATH_HOME": str(home), "CAREERPATH_TODAY": TODAY.isoformat()}
    before, begun = os.times(), time.perf_counter()
    process = subprocess.Popen([*SCRIPT, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    memory, seen = [], begun
    os.set_blocking(process.stdout.fileno(), False)
    said = b""
    while process.poll() is None:
        said += process.stdout.read() or b""
        if time.perf_counter() - seen > 0.5:
            seen = time.perf_counter()
            memory.append(tree_mb(process.pid))
        time.sleep(0.005)
    wall, after = time.perf_counter() - begun, os.times()
    if process.returncode:
        raise SystemExit(f"{arguments} failed: {said[-2000:].decode()}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu, memory


def report(what: str, bar: str, wall: float, cpu: float, memory: list[float]) -> None:
    tail = ""
    if len(memory) > 12:
        third = len(memory) // 3
        tail = f"   memory of all processes: {max(memory[3:third]):.0f} MB in the first third, {max(memory[-third:]):.0f} in the last"
    print(f"{what:44} {wall:8.2f} s  (CPU {cpu:7.2f} s; bar {bar}){tail}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--packets", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for count, bar in ((60, "30 s"), (given.packets, "5 min per 1,000")):
            home = place / f"home-{count}"
            fill(home, count)
            if count == 60:
                run(home, "clients", "list")  # the knowledge's cache
                report(
                    "one packet (two PDFs)", "3 s", *run(home, "clients", "print", "C0001", "-o", str(place / "one"))
                )
            out = str(place / f"out-{count}")
            report(f"{count} packets", bar, *run(home, "clients", "print", "--all", "-o", out))
            report(f"{count} packets again, nothing changed", "-", *run(home, "clients", "print", "--all", "-o", out))
            if count > CHANGED:
                before = {path.name: path.stat().st_mtime_ns for path in Path(out).iterdir()}
                change(home, CHANGED)
                report(f"{CHANGED} of {count} changed", "-", *run(home, "clients", "print", "--all", "-o", out))
                anew = sum(path.stat().st_mtime_ns != before[path.name] for path in Path(out).iterdir())
                print(f"files written: {anew}, wanted: {2 * CHANGED}", flush=True)
        home = place / "many"
        fill(home, given.clients)
        for words in ((), ("--all",), ("--json",), ("client 77",), ("--sort", "due")):
            run(home, "clients", "list", *words)
            wall, cpu, memory = min(run(home, "clients", "list", *words) for _ in range(5))
            report(f"list {' '.join(words)} of {given.clients:,}", "0.3 s", wall, cpu, memory)
        report(f"due of {given.clients:,}", "-", *run(home, "clients", "due", "--json"))


if __name__ == "__main__":
    main()
