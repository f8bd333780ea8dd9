"""Pages and JSON of `clients`: list, one client, who is due, what changed, what an import did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.text_file import printable
from careerpath.people.client import Action, ClientFile, Listed, shown
from careerpath.people.profile import of_today, revived
from careerpath.record import as_dict
from careerpath.rendering.as_json import header, pick
from careerpath.rendering.page import Facts, Page, Section, Text, bullets, section, table
from careerpath.rendering.words import counted, share

if TYPE_CHECKING:
    from careerpath.people.database_files import Content
    from careerpath.services.client_file import Imported
    from careerpath.services.clients import Difference, Due
    from careerpath.services.packets import Run

DAMAGED = "damaged; `careerpath clients update` gives a new one, `clients restore BACKUP` brings back the old"
SHOWN = 50
"""Rows of a page; `--all` and JSON have no end."""
FILES_SHOWN = 12
CHANGES_SHOWN = 60
"""Sentences on what an import changed."""
KINDS = {
    "damaged": "Damaged in the caseload",
    "action": "Agreed actions",
    "exam": "Exams of the plan",
    "certification": "Certifications that expire",
    "fact": "Facts that changed since the last roadmap",
    "stalled": "Nothing noted for a while",
}


def list_page(found: list[Listed], total: int, kb: KnowledgeBase) -> Page:
    """Names, goals, dates."""
    page = Page("Caseload", counted(total, "clients"))
    if found and found[0].client.closed:
        closed = [
            (shown(one.client), _goal(one, kb), one.client.closed or "", one.client.outcome or "") for one in found
        ]
        page.add(table(("Client", "Goal", "Closed", "Outcome"), closed))
    else:
        rows = [(shown(one.client), _goal(one, kb), one.contact or "none yet", _next_due(one)) for one in found]
        page.add(table(("Client", "Goal", "Last contact", "Next due"), rows))
    if total > len(found):
        page.add(Text(f"and {total - len(found):,} more: type words to search for, or `--all`", "muted"))
    return page


def _goal(one: Listed, kb: KnowledgeBase) -> str:
    if one.goal:
        return _title(one.goal, kb)
    if one.role:
        return f"no goal yet ({_title(one.role, kb)})"
    return "no profile yet"


def _next_due(one: Listed) -> str:
    return f"{one.next_due or 'no date'} ({one.open_actions} open)" if one.open_actions else "nothing open"


def list_data(found: list[Listed]) -> dict[str, Any]:
    """`clients list --json`."""
    rows = [
        pick(one.client, "code name added touched closed outcome") | pick(one, "role goal open_actions next_due")
        for one in found
    ]
    return {**header("clients-list"), "clients": rows}


def file_page(file: ClientFile, kb: KnowledgeBase) -> Page:
    """Everything about one client: what is agreed first, then who they are, notes, history."""
    from careerpath.rules.profile_words import profile_words

    contact = f"last contact {file.client.touched}" if file.notes or file.actions else "no contact yet"
    page = Page(shown(file.client), f"Added {file.client.added}; {contact}.")
    if file.client.closed:
        page.add(Text(f"Closed {file.client.closed}: {file.client.outcome}"))
    page.add(section("Agreed, not done yet", bullets(_action(a) for a in file.actions if a.done is None)))
    if file.versions and file.versions[-1].data is None:
        page.add(Text(f"The profile of {file.versions[-1].made} is {DAMAGED}.", "warn"))
    elif file.versions and file.versions[-1].data is not None:
        words = profile_words(of_today(revived(file.versions[-1].data), kb), kb)
        page.add(Section(f"Profile of {file.versions[-1].made}", (Facts(tuple(words.items()) or (("", "empty"),)),)))
    else:
        page.add(Text("No profile yet: `careerpath clients update NAME PROFILE` adds one.", "warn"))
    page.add(section("Notes, the newest first", bullets(f"[{n.number}] {n.made}: {n.text}" for n in file.notes[::-1])))
    page.add(section("History", bullets(text for _, text in sorted(_history(file, kb), key=lambda e: e[0]))))
    return page


def _action(action: Action) -> str:
    due = f" (due {action.due})" if action.due else ""
    return f"[{action.number}] {action.text}{due}"


def _history(file: ClientFile, kb: KnowledgeBase) -> list[tuple[str, str]]:
    found = [(file.client.added, f"{file.client.added}: added")]
    found += [(v.made, f"{v.made}: profile, version {i}") for i, v in enumerate(file.versions, 1)]
    found += [(a.made, f"{a.made}: agreed: {_action(a)}") for a in file.actions]
    found += [(a.done, f"{a.done}: done: {_action(a)}") for a in file.actions if a.done]
    return found + [(p.made, f"{p.made}: roadmap printed for {_title(p.goal, kb)}") for p in file.printed]


def _title(key: str, kb: KnowledgeBase) -> str:
    """Of a role or certification; the id of what the knowledge no longer has."""
    known = kb.roles.get(key) or kb.certs.get(key)
    return known.title if known else key


def due_page(found: list[Due]) -> Page:
    """By kind of reason, the most pressing first."""
    people = len({one.client.id for one in found})
    page = Page("Who is due", counted(people, "clients") if found else "Nobody.")
    for kind, title in KINDS.items():
        items = tuple(f"{shown(one.client)}: {one.text}" for one in found if one.kind == kind)
        if kind == "damaged" and not items:
            continue
        page.add(section(f"{title} ({len(items)})", bullets(items)))
    return page


def due_data(found: list[Due]) -> dict[str, Any]:
    """`clients due --json`."""
    rows = [pick(one.client, "code name") | pick(one, "kind on text") for one in found]
    return {**header("clients-due"), "due": rows}


def diff_page(found: Difference) -> Page:
    """What changed, in sentences."""
    page = Page(f"{shown(found.client)}: what changed since {found.since}")
    parts: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("In the profile", found.profile),
        ("In the facts behind the plan", tuple(change.text for change in found.facts)),
        ("In the plan, if it is made today", tuple(change.text for change in found.plan)),
    )
    for title, items in parts:
        page.add(section(title, bullets(items)))
    if not any(items for _, items in parts):
        page.add(Text("Nothing."))
    if found.readiness:
        before, now = map(share, found.readiness)
        words = f"{before} before, {now} now" if before != now else f"{now}, as before"
        page.add(Text(f"Readiness for {found.goal}: {words}."))
    return page


def diff_data(found: Difference) -> dict[str, Any]:
    """`clients diff --json`."""
    data = {key: value for key, value in as_dict(found).items() if key not in ("client", "readiness")}
    readiness = found.readiness and {"before": found.readiness[0], "now": found.readiness[1]}
    return {**header("clients-diff"), **pick(found.client, "code name"), **data, "readiness": readiness}


def import_page(found: Imported, source: str, *, dry: bool) -> Page:
    """What became of the rows."""
    page = Page(f"From {source}", "Nothing is kept: this was a dry run." if dry else "")
    rows = [("added", str(len(found.added))), ("updated", str(len(found.updated)))]
    page.add(Facts((*rows, ("unchanged", str(found.unchanged)), ("not taken", str(len(found.problems))))))
    page.add(section("Not taken", bullets(map(str, found.problems))))
    page.add(section("Matched by the name alone", bullets(found.by_name)))
    page.add(section("What changes" if dry else "What changed", bullets(found.changes[:CHANGES_SHOWN])))
    if (more := len(found.changes) - CHANGES_SHOWN) > 0:
        page.add(Text(f"and {more:,} more; `--json` has all", "muted"))
    if dry:
        words = [(word.column, word.text, word.meaning or "not understood; kept as a note") for word in found.words]
        page.add(section("What each word becomes", table(("Column", "Word", "Becomes"), words)))
    if found.unused:
        page.add(
            Text(f"Columns that were not used: {', '.join(found.unused)}. `--map` says what a column is.", "muted")
        )
    return page


def restore_page(backup: Content, here: Content | None, source: str) -> Page:
    """What a backup holds beside what it would replace."""
    page = Page(f"In {source}", "Nothing was changed: this was a dry run.")
    rows = []
    for field in backup.FIELDS:
        cells = [_cell(getattr(one, field)) if one else "no caseload" for one in (backup, here)]
        rows.append((field.replace("_", " "), *cells))
    page.add(table(("What", "In the backup", "Here now"), rows, (1, 2)))
    return page


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value or "none")


def restore_data(backup: Content, here: Content | None) -> dict[str, Any]:
    """`clients restore --dry-run --json`."""
    return {**header("clients-restore"), "backup": as_dict(backup), "here": here and as_dict(here)}


def import_data(found: Imported) -> dict[str, Any]:
    """`clients import --json`."""
    return {**header("clients-import"), **as_dict(found)}


def print_page(found: Run) -> Page:
    """The files, and what could not be made."""
    packets = len({path.rpartition("-")[0] for path in found.written})
    what = f"{counted(packets, 'packets')} written, {found.unchanged:,} unchanged"
    page = Page(what, f"In {printable(found.folder)}")
    few = found.written[: None if len(found.written) <= FILES_SHOWN else 0]
    page.add(bullets(map(printable, few)), section("Not written", bullets(found.problems)))
    page.add(section("Warnings", bullets(found.warnings)))
    return page


def print_data(found: Run) -> dict[str, Any]:
    """`clients print --json`."""
    return {**header("clients-print"), **as_dict(found)}
