"""What the ratings and the software of an occupation credit of our skills, by a table (docs/method.md, 15).

The table is `data/occupations/credits.yaml`. It is applied when the file of occupations is built, never at run time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

HIGHEST = 3
"""No rating credits more: to be proficient is shown by work of our kind, or stated."""


class Evidence:
    """What the source says about one occupation."""

    def __init__(self, code: str = "") -> None:
        self.code = code
        self.importance: dict[str, float] = {}
        self.level: dict[str, float] = {}
        self.software: set[str] = set()
        self.in_demand: set[str] = set()


def credited(evidence: Evidence, table: Mapping[str, Any]) -> dict[str, int]:
    """Skill -> level (1-3) that the occupation credits."""
    result: dict[str, int] = {}
    for skill, lines in table["credits"].items():
        level = 0
        for line in lines:
            if _counts(line, evidence.code):
                level = max(level, _level(line, evidence))
        if level:
            result[skill] = min(level, HIGHEST)
    return result


def _counts(line: Mapping[str, Any], code: str) -> bool:
    only: Sequence[str] = line.get("only", ())
    return not only or code.startswith(tuple(only))


def _level(line: Mapping[str, Any], evidence: Evidence) -> int:
    if "any" in line:
        return int(line["any"])
    if "element" in line:
        return _by_rating(line, evidence)
    if "software" in line:
        return _by_software(line, evidence)
    # The longest prefix is the closest word on it, so that an exception may stand beside its group.
    best = ""
    for prefix in line["occupations"]:
        if evidence.code.startswith(prefix) and len(prefix) > len(best):
            best = prefix
    return int(line["occupations"][best] or 0) if best else 0


def _by_rating(line: Mapping[str, Any], evidence: Evidence) -> int:
    name = line["element"]
    if evidence.importance.get(name, 0.0) < line["important"]:
        return 0
    rating = evidence.level.get(name, 0.0)
    level = 0
    for step, least in enumerate(line["levels"], start=1):
        if least is not None and rating >= least:
            level = step
    return level


def _by_software(line: Mapping[str, Any], evidence: Evidence) -> int:
    wanted = [name.casefold() for name in line["software"]]
    level = 0
    for product in evidence.software:
        name = product.casefold()
        if any(part in name for part in wanted):
            worth = line["in_demand"] if product in evidence.in_demand else line["listed"]
            level = max(level, worth or 0)
    return level
