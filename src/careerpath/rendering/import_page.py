"""The page of `profile import`: what was taken from which line and why, what was not, and where every line went."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from careerpath.importers.found import HEAPS, Finding, Heap, shown
from careerpath.knowledge.base import KnowledgeBase, plain
from careerpath.people.ehr import TITLES as EHR_TITLES
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
    ("ehr", "Electronic health records"),
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
        page.add(_taken(kind, heading, imported, kb))
    page.add(_unsure(imported, kb), _left_out(imported))
    if imported.lines:
        page.add(Section(f"Every line ({len(imported.lines)})", (_every_line(imported, full=every_line),)))
    for account in imported.accounts:
        page.add(Text(f"{account.file}: {account.rows} rows, {account.kept} kept, {account.problems} not.", "muted"))
    return page


def _taken(kind: str, heading: str, imported: ImportedProfile, kb: KnowledgeBase) -> Section | None:
    """The findings of one kind. Numbers count over all kinds, so that each stands for one finding."""
    rows = []
    for number, finding in enumerate(imported.taken, 1):
        if finding.kind == kind:
            rows.append(_row(number, finding, imported, kb))
    if not rows:
        return None
    findings = Table(("Taken", "As", "From line", "Because"), tuple(rows), numbered=False)
    return Section(f"{heading} ({len(rows)})", (findings,))


def _unsure(imported: ImportedProfile, kb: KnowledgeBase) -> Section | None:
    """What may be meant; numbered on from what is taken."""
    if not imported.unsure:
        return None
    rows = []
    for number, finding in enumerate(imported.unsure, len(imported.taken) + 1):
        rows.append(_row(number, finding, imported, kb))
    findings = Table(("May be", "As", "From line", "Because"), tuple(rows), numbered=False)
    note = Text("These do not count until you say that they are so: `--with ID`.", "muted")
    return Section(f"Not sure ({len(rows)})", (findings, note))


def _left_out(imported: ImportedProfile) -> Section | None:
    problems = imported.left_out
    if not problems:
        return None
    lines = [str(problem) for problem in problems[:LEFT_OUT_SHOWN]]
    more = len(problems) - LEFT_OUT_SHOWN
    if more > 0:
        lines.append(f"and {more} more; `--json` lists all")
    return Section(f"Not taken ({len(problems)})", (Bullets(tuple(lines)),))


def _every_line(imported: ImportedProfile, *, full: bool) -> Bullets:
    """What became of the lines: their numbers by heap, or each with its text."""
    has_several_files = len({line.file for line in imported.lines}) > 1
    items = []
    if full:
        for line in imported.lines:
            place = f"{line.file}:{line.number}" if has_several_files else str(line.number)
            items.append(f"{place}, {HEAP_WORDS[line.heap]}: {line.text}")
        return Bullets(tuple(items))
    for heap in HEAPS:
        numbers = [line.number for line in imported.lines if line.heap == heap]
        if not numbers:
            continue
        item = f"{HEAP_WORDS[heap]}: {len(numbers)}"
        if not has_several_files:  # with several, a number alone names no line
            item += f": {_ranges(numbers)}"
        items.append(item)
    return Bullets((*items, "`--lines` shows them all"))


def _ranges(numbers: Iterable[int]) -> str:
    """1, 2, 3, 7 -> "1-3, 7"."""
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    parts = []
    for first, last in ranges:
        if first == last:
            parts.append(str(first))
        else:
            parts.append(f"{first}-{last}")
    return ", ".join(parts)


def _row(number: int, finding: Finding, imported: ImportedProfile, kb: KnowledgeBase) -> tuple[str, str, str, str]:
    title, value = _title_and_value(finding, imported, kb)
    line = f"{finding.place.number}: {shown(finding.place.text)}"
    is_only_file = imported.source.endswith(finding.place.file)
    if not is_only_file:
        line = f"{finding.place.file}:{line}"
    return f"[{number}] {title} ({finding.id})", value, line, _because(finding)


def _because(finding: Finding) -> str:
    if not finding.unsure:
        return finding.because
    return f"{finding.because}; not sure: {finding.unsure}"


def _title_and_value(finding: Finding, imported: ImportedProfile, kb: KnowledgeBase) -> tuple[str, str]:
    """What it is called and what of it goes into the profile."""
    if finding.kind == "role":
        return kb.roles[finding.id].title, _years(finding, imported)
    if finding.kind == "education":
        return finding.id.replace("-", " ").capitalize(), finding.field or "field not stated"
    if finding.kind == "certification":
        return kb.certs[finding.id].title, finding.earned or "date not stated"
    if finding.kind == "licence":
        return kb.roles[finding.id].title, "held"
    if finding.kind == "ehr":
        return EHR_TITLES[finding.id], "worked in"
    return kb.skills[finding.id].title, f"claimed {finding.level}"


def _years(finding: Finding, imported: ImportedProfile) -> str:
    """How long a job was held, all its times together; of one that is not sure its own time."""
    if finding.unsure:
        return str(finding.period or "years not stated")
    held = next(role for role in imported.profile.roles if role.role == finding.id)
    text = "years not stated"
    if held.years is not None:
        unit = "year" if held.years == 1 else "years"
        text = f"{held.years:g} {unit} in all"
    if finding.current:
        text += ", held now"
    return text


def import_json(imported: ImportedProfile, kb: KnowledgeBase) -> dict[str, Any]:
    """`profile import --json`."""
    taken = [_as_data(finding, imported, kb) for finding in imported.taken]
    unsure = [{**_as_data(finding, imported, kb), "unsure": finding.unsure} for finding in imported.unsure]
    problems = [
        {"file": problem.file, "line": problem.line, "message": problem.message} for problem in imported.left_out
    ]
    lines = [{"file": line.file, "line": line.number, "heap": line.heap, "text": line.text} for line in imported.lines]
    return {
        "schema": "careerpath/profile-import/1",
        "source": imported.source,
        "read_as": imported.form,
        "profile": {"schema": SCHEMA, **plain(imported.profile)},
        "taken": taken,
        "unsure": unsure,
        "left_out": problems,
        "lines": lines,
        "accounts": as_dict(imported.accounts),
    }


def _as_data(finding: Finding, imported: ImportedProfile, kb: KnowledgeBase) -> dict[str, Any]:
    title, value = _title_and_value(finding, imported, kb)
    return {
        "kind": finding.kind,
        "id": finding.id,
        "title": title,
        "value": value,
        "file": finding.place.file,
        "line": finding.place.number,
        "text": shown(finding.place.text),
        "because": finding.because,
    }
