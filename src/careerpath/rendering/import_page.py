"""The page of `profile import`: what was taken from which line and why, and what was not."""

from __future__ import annotations

from typing import Any

from careerpath.importers.found import shown
from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.profile import SCHEMA
from careerpath.rendering.page import Bullets, Page, Section, Text, table
from careerpath.services.import_profile import ImportedProfile, Taken, taken_items

HEADINGS = (
    ("role", "Jobs"),
    ("education", "Education"),
    ("licence", "Licences"),
    ("certification", "Certifications"),
    ("skill", "Skills"),
)
LEFT_OUT_SHOWN = 25
RULES = (
    "A skill counts as claimed 2 unless its own words say more, and never above 3. "
    "What your jobs and certifications bring is added from them when a profile is read."
)


def import_page(imported: ImportedProfile, kb: KnowledgeBase) -> Page:
    """Every finding with its line; the numbers are those that the confirmation takes."""
    page = Page(f"From {imported.source}", f"Read as {imported.form}. {RULES}")
    numbered = list(enumerate(taken_items(imported, kb), 1))
    for kind, heading in HEADINGS:
        rows = [_row(number, taken) for number, taken in numbered if taken.kind == kind]
        found = table(("Taken", "As", "From line", "Because"), rows)
        if found:
            page.add(Section(f"{heading} ({len(rows)})", (found,)))
    left = imported.found.left_out
    if left:
        lines = tuple(str(problem) for problem in left[:LEFT_OUT_SHOWN])
        more = (f"and {len(left) - LEFT_OUT_SHOWN} more; `--json` lists all",) if len(left) > LEFT_OUT_SHOWN else ()
        page.add(Section(f"Not taken ({len(left)})", (Bullets((*lines, *more)),)))
    for account in imported.found.accounts:
        page.add(Text(f"{account.file}: {account.rows} rows, {account.kept} kept, {account.problems} not.", "muted"))
    return page


def _row(number: int, taken: Taken) -> tuple[str, str, str, str]:
    place = f"{taken.place.line}: {shown(taken.place.text)}"
    return f"[{number}] {taken.title} ({taken.id})", taken.value, place, taken.because


def import_json(imported: ImportedProfile, kb: KnowledgeBase) -> dict[str, Any]:
    """`profile import --json`."""
    from careerpath.knowledge.base import plain

    return {
        "schema": "careerpath/profile-import/1",
        "source": imported.source,
        "read_as": imported.form,
        "profile": {"schema": SCHEMA, **plain(imported.profile)},
        "taken": [
            {
                "kind": taken.kind,
                "id": taken.id,
                "title": taken.title,
                "value": taken.value,
                "file": taken.place.file,
                "line": taken.place.line,
                "text": shown(taken.place.text),
                "because": taken.because,
            }
            for taken in taken_items(imported, kb)
        ],
        "left_out": [{"file": p.file, "line": p.line, "message": p.message} for p in imported.found.left_out],
        "accounts": [
            {"file": a.file, "rows": a.rows, "kept": a.kept, "problems": a.problems} for a in imported.found.accounts
        ],
    }
