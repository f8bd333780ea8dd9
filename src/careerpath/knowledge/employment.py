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
    with (bundled() / "occupations" / "wages.csv").open(encoding="utf-8", newline="") as file:
        published = {row["soc"]: float(row["employment"]) for row in csv.DictReader(file) if row["employment"]}
    counted = {}
    for key in ids:
        if match := ONET_CODE.fullmatch(key):
            soc = match[1]
            counted[key] = soc if soc in published else f"{soc[:6]}0"
    shares = Counter(counted.values())
    return {key: published[soc] / shares[soc] for key, soc in counted.items() if soc in published}
