"""One ranking with 500 redraws inside a process (bar: 100 ms).

python benchmarks/ranking.py
"""

from __future__ import annotations

import random
import statistics
import time
from datetime import date
from pathlib import Path

from careerpath.knowledge import cache
from careerpath.people.profile import read_profile
from careerpath.rules.firmness import SEED, stability
from careerpath.rules.order import rank
from careerpath.rules.standing import stand

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)


def main() -> None:
    kb = cache.knowledge([ROOT / "data"], None)
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        profile = read_profile(path, kb, today=TODAY, cache_dir=None)
        times = []
        for _ in range(15):
            begin = time.perf_counter()
            standing = stand(profile, kb, TODAY)
            stability(standing, rank(standing, kb).next, kb, random.Random(SEED))
            times.append(1000 * (time.perf_counter() - begin))
        print(f"{path.stem:16} first {times[0]:6.1f} ms   median {statistics.median(times):6.1f} ms")


if __name__ == "__main__":
    main()
