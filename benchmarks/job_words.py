"""How often the words for a job find the right one first, and among the first three (docs/method.md, 15).

    python benchmarks/job_words.py [FILE.csv]

FILE has the columns words, kind, soc (codes or `none`, the first is best, others count too) and perhaps alternatives.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from pathlib import Path

from careerpath.knowledge import cache, where
from careerpath.people.jobs import meaning

FILE = Path(__file__).parents[1] / "tests" / "cases" / "job_words.csv"
TIMES = 5


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    kb = cache.knowledge([where.bundled()], None)
    with path.open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    totals: Counter[str] = Counter()
    slowest = 0.0
    for number, case in enumerate(cases):
        right = {code.strip() for code in f"{case['soc']};{case.get('alternatives') or ''}".split(";") if code.strip()}
        start = time.perf_counter()
        answer = meaning(case["words"], kb)
        slowest = max(slowest, time.perf_counter() - start if number else 0.0)
        codes = [job.soc or job.kind for job in answer.found]
        half = "kept aside" if number % 2 else "looked at"
        for group in ("all", half, case["kind"]):
            totals[f"{group}: n"] += 1
            totals[f"{group}: first"] += bool(codes[:1] and codes[0] in right)
            totals[f"{group}: three"] += bool(right & set(codes[:3]))
            totals[f"{group}: none"] += not codes
        if not codes or codes[0] not in right:
            totals["sure and wrong"] += answer.is_sure
            if half == "looked at" or len(sys.argv) > 1:
                shown = [(job.soc, job.title[:28], job.matched[:28]) for job in answer.found[:3]]
                print(f"{case['words']!r} sure={answer.is_sure} wanted {sorted(right)}: {shown}")
    for group in sorted({key.rpartition(":")[0] for key in totals if ":" in key}):
        n = totals[f"{group}: n"]
        first, three = totals[f"{group}: first"] / n, totals[f"{group}: three"] / n
        print(f"{group:12} n={n:3}  first {first:.3f}  within three {three:.3f}  no entry {totals[f'{group}: none']}")
    print(f"sure and wrong: {totals['sure and wrong']}; slowest {1000 * slowest:.0f} ms")


if __name__ == "__main__":
    main()
