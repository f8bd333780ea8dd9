"""The compiled scorer in a process of its own: against the plain engine, and how often numba had to compile.

Another signature would mean another half a minute for the compiler.
"""

from __future__ import annotations

import sys

from careerpath.batch.score import Scorer
from tests.batch.people import crowd, differences, table
from tests.homes import bundled
from tests.worlds import TODAY


def main() -> None:
    kb = bundled()
    scorer = Scorer(kb, TODAY, 5, None)
    people = crowd(kb, 300)
    found = differences(scorer.score(table(people)), people, kb, 5)
    for others in ([], crowd(kb, 3), crowd(kb, 40, 2)):
        scorer.score(table(others))
    scorer.score(table(crowd(kb, 5)).select(["id", "skills"]))
    sys.stdout.write(
        f"{len(scorer.rank_people.signatures)} signature; {len(people)} people; {len(found)} differences\n"
    )


if __name__ == "__main__":
    main()
