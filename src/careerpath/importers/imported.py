"""What an importer of an official classification hands over, and small things that all of them need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from careerpath.importers.tables import Tables
from careerpath.knowledge.search import slug_of
from careerpath.record import Record

ESTIMATED_ON = "2026-11-22"
"""The day on which the mappings of the importers were decided."""


class Imported(Record):
    """Entries by table and id, ready to be validated, and where they come from."""

    classification: str
    release: str
    entries: dict[str, dict[str, Any]]
    tables: Tables
    licence: str
    attribution: str


UNKNOWN_RELEASE = "(release not stated)"


def release_of(tables: Tables, paths: Sequence[Path], pattern: str) -> str:
    """The release as files, folders or the read-me name it; the groups of the pattern with points between."""
    readme = tables.files.get("read me.txt")
    texts = [str(path) for path in paths]
    texts += tables.places
    if readme:
        texts.append(readme[1]().decode("utf-8", "replace")[:2000])
    for text in texts:
        match = re.search(pattern, text)
        if match:
            return ".".join(match.groups())
    return UNKNOWN_RELEASE


class Ids:
    """Readable ids out of names: lower case and hyphens; a second thing of the same name gets `suffix`."""

    def __init__(self) -> None:
        self.taken: dict[str, str] = {}

    def of(self, key: str, name: str, suffix: str) -> str:
        """The id of the thing with this unique key."""
        slug = slug_of(name) or "x"
        for candidate in (slug, f"{slug}-{suffix}", *(f"{slug}-{suffix}-{n}" for n in range(2, 999))):
            if self.taken.setdefault(candidate, key) == key:
                return candidate
        raise AssertionError(name)


def unique(names: Iterable[str], *, without: str = "") -> tuple[str, ...]:
    """The names once each, in order, without empty ones and `without`."""
    return tuple(name for name in dict.fromkeys(names) if name and name != without)


def half_up(value: float) -> int:
    """Rounded, halves up: 2.5 -> 3."""
    return int(value + 0.5)
