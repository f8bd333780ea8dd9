"""The page of `profile import`: what was taken from which line and why, what was not, and where every line went."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from careerpath.importers.found import HEAPS, Finding, Heap, Sorted, shown
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
HEAP_WORDS: dict[Heap, str] = {
    "taken": "taken",
    "not-understood": "not understood",
    "not-needed": "understood, but a profile does not need it",
    "not-about-you": "says nothing about you",
}
RULES = (
    "A skill counts as claimed 2 unless its own words say more, and never above 3. "
    "What your jobs and certifications bring is added from them when a profile is read."
)


def import_page(imported: ImportedProfile, kb: KnowledgeBase, *, every_line: bool = False) -> Page:
    """Every finding with its line; the numbers are those that the confirmation takes."""
    page = Page(f"From {imported.source}", f"Read as {imported.form}. {RULES}")
    for kind, heading in HEADINGS:
        rows = [_row(n, one, imported, kb) for n, one in enumerate(imported.taken, 1) if one.kind == kind]
        if rows:
            found = Table(("Taken", "As", "From line", "Because"), tuple(rows), numbered=False)
            page.add(Section(f"{heading} ({len(rows)})", (found,)))
    if imported.unsure:
        first = len(imported.taken) + 1
        rows = [_row(n, one, imported, kb) for n, one in enumerate(imported.unsure, first)]
        found = Table(("May be", "As", "From line", "Because"), tuple(rows), numbered=False)
        note = Text("These do not count until you say that they are so: `--with ID`.", "muted")
        page.add(Section(f"Not sure ({len(rows)})", (found, note)))
    left = imported.left_out
    if left:
        lines = tuple(str(problem) for problem in left[:LEFT_OUT_SHOWN])
        more = (f"and {len(left) - LEFT_OUT_SHOWN} more; `--json` lists all",) if len(left) > LEFT_OUT_SHOWN else ()
        page.add(Section(f"Not taken ({len(left)})", (Bullets((*lines, *more)),)))
    if imported.lines:
        page.add(Section(f"Every line ({len(imported.lines)})", (_every_line(imported, full=every_line),)))
    for account in imported.accounts:
        page.add(Text(f"{account.file}: {account.rows} rows, {account.kept} kept, {account.problems} not.", "muted"))
    return page


def _every_line(imported: ImportedProfile, *, full: bool) -> Bullets:
    """What became of the lines: their numbers by heap, or each with its text."""
    several = len({line.file for line in imported.lines}) > 1
    if full:
        return Bullets(
            tuple(f"{_place(line, several=several)}, {HEAP_WORDS[line.heap]}: {line.text}" for line in imported.lines)
        )
    items = []
    for heap in HEAPS:
        of_heap = [line for line in imported.lines if line.heap == heap]
        if of_heap:
            numbers = "" if several else f": {_ranges(line.number for line in of_heap)}"
            items.append(f"{HEAP_WORDS[heap]}: {len(of_heap)}{numbers}")
    return Bullets((*items, "`--lines` shows them all"))


def _place(line: Sorted, *, several: bool) -> str:
    return f"{line.file}:{line.number}" if several else str(line.number)


def _ranges(numbers: Iterable[int]) -> str:
    """1, 2, 3, 7 -> "1-3, 7"."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}-{part[-1]}" for part in parts)


def _row(number: int, one: Finding, imported: ImportedProfile, kb: KnowledgeBase) -> tuple[str, str, str, str]:
    title, value = _title_and_value(one, imported, kb)
    file = "" if imported.source.endswith(one.place.file) else f"{one.place.file}:"
    return f"[{number}] {title} ({one.id})", value, f"{file}{one.place.number}: {shown(one.place.text)}", _because(one)


def _because(one: Finding) -> str:
    return f"{one.because}; not sure: {one.unsure}" if one.unsure else one.because


def _title_and_value(one: Finding, imported: ImportedProfile, kb: KnowledgeBase) -> tuple[str, str]:
    """What it is called and what of it goes into the profile."""
    if one.kind == "role" and one.unsure:
        return kb.roles[one.id].title, str(one.period or "years not stated")
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
    return {
        "schema": "careerpath/profile-import/1",
        "source": imported.source,
        "read_as": imported.form,
        "profile": {"schema": SCHEMA, **plain(imported.profile)},
        "taken": [_as_data(one, imported, kb) for one in imported.taken],
        "unsure": [{**_as_data(one, imported, kb), "unsure": one.unsure} for one in imported.unsure],
        "left_out": [{"file": p.file, "line": p.line, "message": p.message} for p in imported.left_out],
        "lines": [
            {"file": line.file, "line": line.number, "heap": line.heap, "text": line.text} for line in imported.lines
        ],
        "accounts": as_dict(imported.accounts),
    }


def _as_data(one: Finding, imported: ImportedProfile, kb: KnowledgeBase) -> dict[str, Any]:
    title, value = _title_and_value(one, imported, kb)
    place = {"file": one.place.file, "line": one.place.number, "text": shown(one.place.text)}
    return {"kind": one.kind, "id": one.id, "title": title, "value": value, **place, "because": one.because}
