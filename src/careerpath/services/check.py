"""Check knowledge: the bundled one, with overlays, or a folder that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from careerpath.errors import Problem
from careerpath.knowledge import where
from careerpath.knowledge.base import TABLES
from careerpath.knowledge.checks import all_problems
from careerpath.knowledge.load import folder_files, load


def check(folder: Path | None, overlays: Sequence[Path], today: date) -> list[Problem]:
    """All problems. A folder with every file is checked alone, one with some of them as an overlay."""
    if folder is None:
        return all_problems(load((where.bundled(), *overlays)), today)
    alone = len(folder_files(folder)) == len(TABLES)
    return all_problems(load((folder, *overlays) if alone else (where.bundled(), *overlays, folder)), today)
