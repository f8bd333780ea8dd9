"""How many people have an occupation in the United States (OEWS, `occupations/wages.csv`)."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable

from careerpath.knowledge.where import bundled

ONET_CODE = re.compile(r"(\d\d-\d{4})\.\d\d")


def employment(ids: Iterable[str]) -> dict[str, float]:
    """People employed, by O*NET-SOC code; what is no such code, or has no published figure, is left out.

    Where several O*NET codes are parts of one SOC code, or only the broader code is published, each counts an equal
    share of it (an estimate: nobody counts the parts).
    """
    published = _published()
    soc_of = {}
    for occupation in ids:
        match = ONET_CODE.fullmatch(occupation)
        if match is None:
            continue
        soc = match[1]
        if soc not in published:
            soc = f"{soc[:6]}0"  # the broader occupation
        soc_of[occupation] = soc
    parts = Counter(soc_of.values())
    people = {}
    for occupation, soc in soc_of.items():
        if soc in published:
            people[occupation] = published[soc] / parts[soc]
    return people


def _published() -> dict[str, float]:
    """People employed, by SOC code."""
    with (bundled() / "occupations" / "wages.csv").open(encoding="utf-8", newline="") as file:
        return {row["soc"]: float(row["employment"]) for row in csv.DictReader(file) if row["employment"]}
