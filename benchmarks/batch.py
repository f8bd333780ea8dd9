"""Many people at once: `careerpath batch` beside scikit-learn, DuckDB, polars and a bare scatter-add, in one run.

    python benchmarks/batch.py --onet DIR --esco DIR [--people 1000000]

DIR are folders that `careerpath import` wrote. All read the same Parquet file and write Parquet: id and the three best
roles. The peers reckon readiness from the stated skills only (scikit-learn: a cosine); we also credit held roles, look at
gates, reach, pay and limits, and name the gaps. The bound adds up readiness from levels that are ready in memory, on all
cores, and does nothing else. Each peer is compared with `batch` on the same file; for the share that is start, both are also
given two sizes, and the people per further second are reckoned between them.
Writes docs/batch.svg, docs/batch.png and the table of docs/method.md. Wants the dependency group `bench`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from batch_peers import TOP

from careerpath.batch.readiness import OPTIONS, holdings
from careerpath.batch.score import Scorer
from careerpath.knowledge import cache, where
from careerpath.knowledge.base import KnowledgeBase
from careerpath.settings import cores

ROOT = Path(__file__).parents[1]
PEERS_FILE = Path(__file__).with_name("batch_peers.py")
TODAY = date(2026, 11, 22)
PEERS = {"scikit-learn": (10_000, 100_000), "DuckDB": (1_000, 10_000), "polars": (1_000, 10_000)}
"""People for each; who is slow gets fewer."""
WHOLE = ("scikit-learn", "O*NET")
"""The peer that ranks as many people as we do, and where: it takes minutes."""


def write_people(path: Path, kb: KnowledgeBase, count: int, seed: int = 1) -> None:
    """People with 0-2 jobs of 0-20 years and 8-25 skills, the frequent ones more often."""
    rng = np.random.default_rng(seed)
    asked = dict.fromkeys(kb.skills, 1)
    for role in kb.indexes.ranked_roles:
        for need in kb.roles[role].needs:
            asked[need.skill] += 1
    skills, share = list(asked), np.array(list(asked.values()), float)
    roles = list(kb.roles)
    drawn = np.argsort(rng.exponential(size=(min(count, 3000), len(skills))) / share, axis=1)[:, :25]
    writer = None
    for begin in range(0, count, 50_000):
        n = min(50_000, count - begin)
        sizes = np.minimum(rng.integers(8, 26, n), len(skills))
        rows = drawn[rng.integers(0, len(drawn), n)]
        ids = rows[np.arange(25)[None, :] < sizes[:, None]].astype(np.int32)
        at = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        levels = pa.array(rng.integers(1, 6, len(ids)).astype(np.int8))
        held = rng.integers(0, 3, n)
        jobs = np.concatenate([rng.choice(len(roles), k, replace=False) for k in held]).astype(np.int32)
        job_at = np.concatenate([[0], np.cumsum(held)]).astype(np.int32)
        years = pa.array(rng.uniform(0, 20, len(jobs)).round(1))
        job = pa.StructArray.from_arrays([pa.array(roles).take(pa.array(jobs)), years], ["role", "years"])
        table = pa.table(
            {
                "id": pa.array([f"p{begin + i}" for i in range(n)]),
                "skills": pa.MapArray.from_arrays(at, pa.array(skills).take(pa.array(ids)), levels),
                "roles": pa.ListArray.from_arrays(job_at, job),
                "education": pa.array(rng.choice(["high-school", "associate", "bachelor", "master"], n)),
                "night_shift": pa.array(rng.random(n) > 0.3),
            }
        )
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer:
        writer.close()


def needs_of(kb: KnowledgeBase) -> list[tuple[str, str, int, float]]:
    """(role, skill, level, weight) of every need."""
    from careerpath.rules.credit import need_weights

    roles = [kb.roles[name] for name in kb.indexes.ranked_roles]
    return [(r.id, n.skill, n.level, w) for r in roles for n, w in zip(r.needs, need_weights(r, kb), strict=True)]


def ours(people: Path, out: Path, folders: list[Path], home: Path) -> dict[str, float]:
    """The command as a process: seconds, processor seconds, and the peak of the memory of all its processes [MB]."""
    command = [sys.executable, "-m", "careerpath", "batch", str(people), "-o", str(out), "--force", "--json"]
    for folder in folders:
        command += ["--knowledge", str(folder)]
    env = {**os.environ, "CAREERPATH_HOME": str(home), "CAREERPATH_TODAY": TODAY.isoformat()}
    before, began, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), 0
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        time.sleep(0.2)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert process.returncode == 0, process.returncode
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": time.perf_counter() - began, "cpu": cpu, "mb": peak / 1024}


def memory(pid: int) -> int:
    """Memory of a process and its children [KB]; of pages that they share, each counts its part (PSS)."""
    total = 0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(memory(int(child)) for child in (task / "children").read_text().split())
    except (OSError, ValueError):
        pass
    return total


def peer(name: str, people: Path, out: Path, kb: KnowledgeBase) -> dict[str, float]:
    """A peer in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        needs = Path(folder) / "needs.json"
        needs.write_text(json.dumps(needs_of(kb)))
        command = [sys.executable, str(PEERS_FILE), name, str(people), str(out), str(needs)]
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": time.perf_counter() - began, "cpu": cpu}


def bound(people: Path, kb: KnowledgeBase, home: Path) -> float:
    """People per second of a bare scatter-add over the same levels, on all cores."""
    table = pq.ParquetFile(people).read_row_group(0)
    scorer = Scorer(kb, TODAY, TOP, home / "cache")
    encoded, _ = scorer.encoder.people(table, lambda *_: None)
    t, w = scorer.tables, scorer.work
    at, skill, level = [0], [], []
    for i in range(len(table)):
        count = holdings(
            t.gives, t.teaches, encoded.skills, encoded.roles, encoded.certs, i, w.level, w.listed, w.touched
        )
        touched = w.touched[:count].copy()
        skill.append(touched)
        level.append(w.level[touched].copy())
        w.level[touched], w.listed[touched] = 0, False
        at.append(at[-1] + count)
    need = np.repeat(np.tile(np.arange(1, 6), len(t.needed.at) // 5), np.diff(t.needed.at))
    earned = np.array([np.minimum(1.0, held / need) * t.needed.weight for held in range(6)])
    skills, levels, starts = np.concatenate(skill), np.concatenate(level), np.array(at)
    first = t.needed.at[::5].copy()
    rounds = 5
    halves = np.array_split(np.arange(len(table)), cores())

    def work(half: Any) -> float:
        total = np.zeros(len(kb.indexes.ranked_roles))
        return sum(
            add_up(first, t.needed.to, earned, starts, skills, levels, half[0], half[-1] + 1, total)
            for _ in range(rounds)
        )

    work(halves[0][:10])
    began = time.perf_counter()
    with ThreadPoolExecutor(len(halves)) as pool:
        list(pool.map(work, halves))
    return rounds * len(table) / (time.perf_counter() - began)


@numba.njit(**OPTIONS)
def add_up(first, to, earned, starts, skills, levels, begin, end, total):  # type: ignore[no-untyped-def]
    """What every way to readiness must do at least: a sum for each need that a held skill meets."""
    seen = 0.0
    for i in range(begin, end):
        for r in range(len(total)):
            total[r] = 0.0
        for j in range(starts[i], starts[i + 1]):
            level = levels[j]
            for k in range(first[skills[j]], first[skills[j] + 1]):
                total[to[k]] += earned[level, k]
        seen += total[0]
    return seen


def measure(worlds: dict[str, list[Path]], sizes: list[int]) -> list[dict[str, Any]]:
    """All figures, one row each."""
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        for name, folders in worlds.items():
            kb = cache.knowledge([where.bundled(), *folders], home / "cache")
            roles = len(kb.indexes.ranked_roles)
            people = home / "people.parquet"
            write_people(people, kb, 5_000)
            ours(people, home / "out.parquet", folders, home)  # compiles, which a few people do not wait for
            for count in sorted({*sizes, *(n for counts in PEERS.values() for n in counts)}):
                write_people(people, kb, count)
                here = {"world": name, "roles": roles, "people": count}
                rows.append({"what": "careerpath", **here, **ours(people, home / "out.parquet", folders, home)})
                print(rows[-1], flush=True)
                for what in (p for p, counts in PEERS.items() if count in counts or (p, name) == WHOLE):
                    rows.append({"what": what, **here, **peer(what, people, home / "peer.parquet", kb)})
                    print(rows[-1], flush=True)
            write_people(people, kb, 50_000)
            rows.append({"what": "bound", "world": name, "roles": roles, "rate": bound(people, kb, home)})
            print(rows[-1], flush=True)
    before: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        row.setdefault("rate", row.get("people", 0) / row.get("seconds", 1))
        if last := before.get((row["world"], row["what"])):
            row["further"] = (row["people"] - last["people"]) / (row["seconds"] - last["seconds"])
        before[row["world"], row["what"]] = row
    return rows


def table_of(rows: list[dict[str, Any]]) -> str:
    """The table of docs/method.md."""
    titles = (
        "roles",
        "who",
        "people",
        "seconds",
        "processor seconds",
        "people per second",
        "per further second",
        "memory (MB)",
    )
    lines = ["| " + " | ".join(titles) + " |", "| --- " * len(titles) + "|"]
    for row in rows:
        cells = (
            f"{row['roles']:,}", row["what"], f"{row['people']:,}" if "people" in row else "",
            *(f"{row[name]:.1f}" if name in row else "" for name in ("seconds", "cpu")), f"{row['rate']:,.0f}",
            f"{row['further']:,.0f}" if row.get("further", 0) > 0 else "", f"{row['mb']:,.0f}" if "mb" in row else "",
        )  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def draw(rows: list[dict[str, Any]]) -> None:
    """People per second by number of people; peers and the bound as level lines."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "careerpath"
    from matplotlib import pyplot as plt

    worlds = list(dict.fromkeys(row["world"] for row in rows))
    figure, axes = plt.subplots(1, len(worlds), figsize=(4 * len(worlds), 3.6), sharey=True, squeeze=False)
    styles = {"bound": ":", "scikit-learn": "-.", "DuckDB": "--", "polars": (0, (1, 3))}
    for world, axis in zip(worlds, axes[0], strict=True):
        mine = [row for row in rows if row["world"] == world]
        line = [row for row in mine if row["what"] == "careerpath"]
        axis.plot([r["people"] for r in line], [r["rate"] for r in line], "ko-", label="careerpath batch")
        for row in mine:
            if row["what"] == "bound" or row.get("people") == max(PEERS.get(row["what"], [0])):
                axis.axhline(row["rate"], color="0.3", linestyle=styles[row["what"]], label=row["what"])
        axis.set(xscale="log", yscale="log", xlabel="people", title=f"{line[0]['roles']:,} roles")
        axis.grid(alpha=0.3)
    axes[0][0].set_ylabel("people per second, 2 cores")
    figure.legend(*axes[0][0].get_legend_handles_labels(), loc="lower center", ncols=5, frameon=False)
    figure.tight_layout(rect=(0, 0.08, 1, 1))
    figure.savefig(ROOT / "docs/batch.svg", metadata={"Date": None})
    figure.savefig(ROOT / "docs/batch.png", dpi=130)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--onet", type=Path)
    parser.add_argument("--esco", type=Path)
    parser.add_argument("--people", type=int, default=1_000_000)
    given = parser.parse_args()
    worlds = {"bundled": []} | {k: [v] for k, v in (("O*NET", given.onet), ("ESCO", given.esco)) if v}
    sizes = [n for n in (10_000, 100_000) if n < given.people] + [given.people]
    rows = measure(worlds, sizes)
    print(table_of(rows))
    draw(rows)


if __name__ == "__main__":
    main()
