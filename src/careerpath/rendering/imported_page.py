"""What an import kept and what it reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from careerpath.errors import Problem
from careerpath.importers.imported import UNKNOWN_RELEASE
from careerpath.rendering.as_json import header, pick
from careerpath.rendering.page import Bullets, Page, Section, Text, table

SHOWN = 10


def imported_page(manifest: dict[str, Any], problems: Sequence[Problem], folder: str) -> Page:
    """Rows by table, the first problems, how to use the folder, the attribution."""
    page = Page(f"{manifest['source']} {manifest['release']} imported", folder)
    rows = []
    for read in manifest["tables"]:
        rows.append((read["file"], f"{read['rows']:,}", f"{read['kept']:,}", f"{read['reported']:,}"))
    page.add(table(("Table", "Rows", "Kept", "Reported"), rows, right=(1, 2, 3)))
    counts = ", ".join(f"{count:,} {name}" for name, count in manifest["entries"].items() if count)
    page.add(Text(f"Made of them: {counts}."))
    if problems:
        items = [str(problem) for problem in problems[:SHOWN]]
        more = len(problems) - SHOWN
        if more > 0:
            items.append(f"and {more:,} more in problems.txt")
        page.add(Section("Reported", (Bullets(tuple(items)),)))
    if manifest["release"] == UNKNOWN_RELEASE:
        page.add(Text("The names of the files do not tell the release; import again with --release to state it."))
    if manifest["not_read"]:
        page.add(Text(f"Not needed, not read: {', '.join(manifest['not_read'])}.", "muted"))
    page.add(Text(f"Use it: careerpath recommend PROFILE --knowledge {folder}"))
    page.add(Text(manifest["attribution"], "muted"))
    return page


def imported_data(manifest: dict[str, Any], problems: Sequence[Problem], folder: str) -> dict[str, Any]:
    """`import ... --json`."""
    listed = [pick(problem, "file line message") for problem in problems]
    return {**header("import"), "folder": folder, **manifest, "problems": listed}
