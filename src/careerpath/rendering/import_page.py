"""The page of `profile import`: what was taken from which line and why, and what was not."""

from __future__ import annotations

from typing import Any

from careerpath.importers.found import Finding, shown
from careerpath.knowledge.base import KnowledgeBase, plain
from careerpath.people.profile import SCHEMA
from careerpath.record import as_dict
from careerpath.rendering.page import Bullets, Page, Section, Table, Text
from careerpath.services.import_profile import ImportedProfile

HEADINGS = (
    ("role", "Jobs"),
    ("education", "Education"),
    ("licence", "Licenses"),
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
    for kind, heading in HEADINGS:
        rows = [_row(n, one, imported, kb) for n, one in enumerate(imported.taken, 1) if one.kind == kind]
        if rows:
            found = Table(("Taken", "As", "From line", "Because"), tuple(rows), numbered=False)
            page.add(Section(f"{heading} ({len(rows)})", (found,)))
    left = imported.left_out
    if left:
        lines = tuple(str(problem) for problem in left[:LEFT_OUT_SHOWN])
        more = (f"and {len(left) - LEFT_OUT_SHOWN} more; `--json` lists all",) if len(left) > LEFT_OUT_SHOWN else ()
        page.add(Section(f"Not taken ({len(left)})", (Bullets((*lines, *more)),)))
    for account in imported.accounts:
        page.add(Text(f"{account.file}: {account.rows} rows, {account.kept} kept, {account.problems} not.", "muted"))
    return page


def _row(number: int, one: Finding, imported: ImportedProfile, kb: KnowledgeBase) -> tuple[str, str, str, str]:
    title, value = _title_and_value(one, imported, kb)
    file = "" if imported.source.endswith(one.place.file) else f"{one.place.file}:"
    return f"[{number}] {title} ({one.id})", value, f"{file}{one.place.number}: {shown(one.place.text)}", one.because


def _title_and_value(one: Finding, imported: ImportedProfile, kb: KnowledgeBase) -> tuple[str, str]:
    """What it is called and what of it goes into the profile."""
    if one.kind == "role":
        held = next(role for role in imported.profile.roles if role.role == one.id)
        years = "years not stated" if held.years is None else f"{held.years:g} year{'s' * (held.years != 1)} in all"
        return kb.roles[one.id].title, f"{years}{', held now' if one.current else ''}"
    if one.kind == "education":
        return one.id.replace("-", " ").capitalize(), one.field or "field not stated"
    if one.kind == "certification":
        return kb.certs[one.id].title, one.earned or "date not stated"
    return (
        (kb.roles[one.id].title, "held") if one.kind == "licence" else (kb.skills[one.id].title, f"claimed {one.level}")
    )


def import_json(imported: ImportedProfile, kb: KnowledgeBase) -> dict[str, Any]:
    """`profile import --json`."""
    taken = []
    for one in imported.taken:
        title, value = _title_and_value(one, imported, kb)
        place = {"file": one.place.file, "line": one.place.number, "text": shown(one.place.text)}
        taken.append({"kind": one.kind, "id": one.id, "title": title, "value": value, **place, "because": one.because})
    return {
        "schema": "careerpath/profile-import/1",
        "source": imported.source,
        "read_as": imported.form,
        "profile": {"schema": SCHEMA, **plain(imported.profile)},
        "taken": taken,
        "left_out": [{"file": p.file, "line": p.line, "message": p.message} for p in imported.left_out],
        "accounts": as_dict(imported.accounts),
    }
