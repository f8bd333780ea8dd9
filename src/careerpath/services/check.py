"""Check knowledge: the bundled one, with overlays, or a folder that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from careerpath.errors import Problem
from careerpath.knowledge.checks import all_problems
from careerpath.knowledge.load import folders_to_check, load


def check(folder: Path | None, overlays: Sequence[Path], today: date) -> list[Problem]:
    """All problems. A folder with every file is checked alone, one with some of them as an overlay."""
    return all_problems(load(folders_to_check(folder, overlays)), today)
