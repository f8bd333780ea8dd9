"""Pages and JSON of `clients`: list, one client, who is due, what changed, what an import did."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from careerpath.knowledge.base import UNKNOWN, KnowledgeBase
from careerpath.knowledge.text_file import printable
from careerpath.people.client import Action, ClientFile, Listed, shown
from careerpath.people.profile import of_today, revived
from careerpath.record import as_dict
from careerpath.rendering.as_json import header, pick
from careerpath.rendering.page import Block, Facts, Page, Section, Table, Text, bullets, section, table
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
# In the order of the page: a file that cannot be read comes before everything that waits.
KINDS = {
    "damaged": "Damaged in the caseload",
    "action": "Agreed actions",
    "exam": "Exams of the plan",
    "certification": "Certifications that expire",
    "fact": "Facts that changed since the last roadmap",
    "stalled": "Nothing noted for a while",
}


def list_page(clients: list[Listed], total: int, kb: KnowledgeBase) -> Page:
    """Names, goals, dates."""
    page = Page("Caseload", counted(total, "clients"))
    page.add(_client_table(clients, kb))
    if total > len(clients):
        page.add(Text(f"and {total - len(clients):,} more: type words to search for, or `--all`", "muted"))
    return page


def _client_table(clients: list[Listed], kb: KnowledgeBase) -> Table | None:
    """Open cases with what is due, or closed ones with how they ended; a list never holds both."""
    is_closed = bool(clients) and bool(clients[0].client.closed)
    rows = []
    for listed in clients:
        name, goal = shown(listed.client), _goal(listed, kb)
        if is_closed:
            rows.append((name, goal, listed.client.closed or "", listed.client.outcome or ""))
        else:
            rows.append((name, goal, listed.contact or "none yet", _next_due(listed)))
    if is_closed:
        return table(("Client", "Goal", "Closed", "Outcome"), rows)
    return table(("Client", "Goal", "Last contact", "Next due"), rows)


def _goal(listed: Listed, kb: KnowledgeBase) -> str:
    if listed.goal:
        return _title(listed.goal, kb)
    if listed.role and listed.role.startswith(UNKNOWN) and listed.job:
        return f"no goal yet ({listed.job})"
    if listed.role:
        return f"no goal yet ({_title(listed.role, kb)})"
    return "no profile yet"


def _next_due(listed: Listed) -> str:
    if not listed.open_actions:
        return "nothing open"
    return f"{listed.next_due or 'no date'} ({listed.open_actions} open)"


def list_data(clients: list[Listed]) -> dict[str, Any]:
    """`clients list --json`."""
    rows = []
    for listed in clients:
        client = pick(listed.client, "code name added touched closed outcome")
        rows.append(client | pick(listed, "role goal open_actions next_due"))
    return {**header("clients-list"), "clients": rows}


def file_page(file: ClientFile, kb: KnowledgeBase) -> Page:
    """Everything about one client: what is agreed first, then who they are, notes, history."""
    contact = f"last contact {file.client.touched}" if file.notes or file.actions else "no contact yet"
    page = Page(shown(file.client), f"Added {file.client.added}; {contact}.")
    if file.client.closed:
        page.add(Text(f"Closed {file.client.closed}: {file.client.outcome}"))
    open_actions = [_action(action) for action in file.actions if action.done is None]
    page.add(section("Agreed, not done yet", bullets(open_actions)))
    page.add(_newest_profile(file, kb))
    newest_notes = reversed(file.notes)
    page.add(
        section(
            "Notes, the newest first",
            bullets(f"[{note.number}] {note.made}: {note.text}" for note in newest_notes),
        )
    )
    page.add(section("History", bullets(_history(file, kb))))
    return page


def _newest_profile(file: ClientFile, kb: KnowledgeBase) -> Block:
    """The last version of the profile, or why there is none to show."""
    from careerpath.rules.profile_words import profile_words

    if not file.versions:
        return Text("No profile yet: `careerpath clients update NAME PROFILE` adds one.", "warn")
    newest = file.versions[-1]
    if newest.data is None:
        return Text(f"The profile of {newest.made} is {DAMAGED}.", "warn")
    fields = profile_words(of_today(revived(newest.data), kb), kb)
    rows = tuple(fields.items()) or (("", "empty"),)
    return Section(f"Profile of {newest.made}", (Facts(rows),))


def _action(action: Action) -> str:
    text = f"[{action.number}] {action.text}"
    if action.due:
        text += f" (due {action.due})"
    return text


def _history(file: ClientFile, kb: KnowledgeBase) -> list[str]:
    """What happened, the oldest first; what happened on one day in the order of this list."""
    events = [(file.client.added, "added")]
    for number, version in enumerate(file.versions, 1):
        events.append((version.made, f"profile, version {number}"))
    for action in file.actions:
        events.append((action.made, f"agreed: {_action(action)}"))
    for action in file.actions:
        if action.done:
            events.append((action.done, f"done: {_action(action)}"))
    for printed in file.printed:
        events.append((printed.made, f"roadmap printed for {_title(printed.goal, kb)}"))
    events.sort(key=itemgetter(0))
    return [f"{day}: {event}" for day, event in events]


def _title(entry_id: str, kb: KnowledgeBase) -> str:
    """Of a role or certification; the id of what the knowledge no longer has."""
    entry = kb.roles.get(entry_id) or kb.certs.get(entry_id)
    return entry.title if entry else entry_id


def due_page(reasons: list[Due]) -> Page:
    """By kind of reason, the most pressing first."""
    people = len({due.client.id for due in reasons})
    page = Page("Who is due", counted(people, "clients") if reasons else "Nobody.")
    for kind, title in KINDS.items():
        items = [f"{shown(due.client)}: {due.text}" for due in reasons if due.kind == kind]
        if kind == "damaged" and not items:
            continue
        page.add(section(f"{title} ({len(items)})", bullets(items)))
    return page


def due_data(reasons: list[Due]) -> dict[str, Any]:
    """`clients due --json`."""
    rows = [pick(due.client, "code name") | pick(due, "kind on text") for due in reasons]
    return {**header("clients-due"), "due": rows}


def diff_page(difference: Difference) -> Page:
    """What changed, in sentences."""
    page = Page(f"{shown(difference.client)}: what changed since {difference.since}")
    sections = {
        "In the profile": difference.profile,
        "In the facts behind the plan": tuple(change.text for change in difference.facts),
        "In the plan, if it is made today": tuple(change.text for change in difference.plan),
    }
    for title, items in sections.items():
        page.add(section(title, bullets(items)))
    if not any(sections.values()):
        page.add(Text("Nothing."))
    if difference.readiness:
        page.add(Text(f"Readiness for {difference.goal}: {_readiness_words(*difference.readiness)}."))
    return page


def _readiness_words(before: float, now: float) -> str:
    """ "41% before, 55% now": compared as it is shown, so that nobody reads "55% before, 55% now"."""
    shown_before, shown_now = share(before), share(now)
    if shown_before == shown_now:
        return f"{shown_now}, as before"
    return f"{shown_before} before, {shown_now} now"


def diff_data(difference: Difference) -> dict[str, Any]:
    """`clients diff --json`."""
    data = as_dict(difference)
    del data["client"]
    readiness = data.pop("readiness")
    if difference.readiness:
        before, now = difference.readiness
        readiness = {"before": before, "now": now}
    return {**header("clients-diff"), **pick(difference.client, "code name"), **data, "readiness": readiness}


def import_page(imported: Imported, source: str, *, dry: bool) -> Page:
    """What became of the rows of a table; `dry`: what would become of them."""
    page = Page(f"From {source}", "Nothing is kept: this was a dry run." if dry else "")
    counts = {
        "added": len(imported.added),
        "updated": len(imported.updated),
        "unchanged": imported.unchanged,
        "not taken": len(imported.problems),
    }
    page.add(Facts(tuple((what, str(count)) for what, count in counts.items())))
    page.add(section("Not taken", bullets(str(problem) for problem in imported.problems)))
    page.add(section("Matched by the name alone", bullets(imported.by_name)))
    what_changes = "What changes" if dry else "What changed"
    page.add(section(what_changes, bullets(imported.changes[:CHANGES_SHOWN])))
    more_changes = len(imported.changes) - CHANGES_SHOWN
    if more_changes > 0:
        page.add(Text(f"and {more_changes:,} more; `--json` has all", "muted"))
    if dry:
        page.add(_meanings(imported))
    if imported.unused:
        columns = ", ".join(imported.unused)
        page.add(Text(f"Columns that were not used: {columns}. `--map` says what a column is.", "muted"))
    return page


def _meanings(imported: Imported) -> Section | None:
    """What each word of the table was read as: to be looked through before anything is kept."""
    rows = []
    for word in imported.words:
        rows.append((word.column, word.text, word.meaning or "not understood; kept as a note"))
    return section("What each word becomes", table(("Column", "Word", "Becomes"), rows))


def restore_page(backup: Content, current: Content | None, source: str) -> Page:
    """What a backup holds beside what it would replace."""
    page = Page(f"In {source}", "Nothing was changed: this was a dry run.")
    rows = []
    for field in backup.FIELDS:
        now = "no caseload" if current is None else _cell(getattr(current, field))
        rows.append((field.replace("_", " "), _cell(getattr(backup, field)), now))
    page.add(table(("What", "In the backup", "Here now"), rows, (1, 2)))
    return page


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return str(value or "none")


def restore_data(backup: Content, current: Content | None) -> dict[str, Any]:
    """`clients restore --dry-run --json`."""
    now = None if current is None else as_dict(current)
    return {**header("clients-restore"), "backup": as_dict(backup), "here": now}


def import_data(imported: Imported) -> dict[str, Any]:
    """`clients import --json`."""
    return {**header("clients-import"), **as_dict(imported)}


def print_page(run: Run) -> Page:
    """The files, and what could not be made."""
    # A packet is several files that share all of their name but the last word.
    packets = len({path.rpartition("-")[0] for path in run.written})
    page = Page(f"{counted(packets, 'packets')} written, {run.unchanged:,} unchanged", f"In {printable(run.folder)}")
    if len(run.written) <= FILES_SHOWN:  # a longer list is in the folder to see
        page.add(bullets(printable(path) for path in run.written))
    page.add(section("Not written", bullets(run.problems)))
    page.add(section("Warnings", bullets(run.warnings)))
    return page


def print_data(run: Run) -> dict[str, Any]:
    """`clients print --json`."""
    return {**header("clients-print"), **as_dict(run)}
