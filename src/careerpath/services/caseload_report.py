"""The caseload in numbers, for a supervisor: stages, what is due, how cases ended and when. Names only if asked for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Container, Iterable, Iterator
from datetime import date
from typing import TypeAlias

from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.caseload import Caseload
from careerpath.people.client import Client, Listed, is_day, key_of, shown
from careerpath.people.csv_text import quoted
from careerpath.record import Record
from careerpath.services.clients import due

STAGES = ("no profile yet", "no goal yet", "a goal, no roadmap yet", "a roadmap, nothing agreed", "at work on it")
"""Of an open case, in the order in which they follow."""
PARTS = {
    "stage": "Open cases by stage",
    "due": "Open cases with something due",
    "outcome": "Closed cases by outcome",
    "added": "Cases added, by month",
    "closed": "Cases closed, by month and outcome",
}
DUE = {
    "damaged": "damaged in the caseload",
    "action": "an agreed action",
    "exam": "an exam of the plan",
    "certification": "a certification that expires",
    "fact": "a fact that changed since the roadmap",
    "stalled": "nothing noted for a while",
}
COLUMNS = ("part", "what", "month", "clients")
Counted: TypeAlias = tuple[str, str, str, Client]
"""(part, what, month or "", client): what is counted."""
HIDDEN = "(client)"
"""In the place of a client's own name in an outcome."""
SHORTEST_NAME = 3
"""Letters: shorter parts of a name are not looked for in an outcome."""


class Line(Record):
    """How many clients, and which: of a part of the report, of a stage, kind or outcome, in a month ("" for any)."""

    part: str
    what: str
    month: str
    clients: int
    names: tuple[str, ...]


def report(caseload: Caseload, kb: KnowledgeBase, today: date) -> tuple[Line, ...]:
    """All lines, in the order of `PARTS`."""
    listed = caseload.listed(order="added", closed=None)[0]
    has_roadmap = {int(row[0]) for row in caseload.database.rows("SELECT DISTINCT client FROM roadmaps")}
    entries: list[Counted] = []
    for row in listed:
        client = row.client
        entries.append(("added", "added", month_of(client.added), client))
        if client.closed is None:
            entries.append(("stage", stage_of(row, has_roadmap), "", client))
        else:
            outcome = outcome_of(client)
            entries.append(("outcome", outcome, "", client))
            entries.append(("closed", outcome, month_of(client.closed), client))
    return _counted([*entries, *_due_entries(caseload, kb, today)])


def _due_entries(caseload: Caseload, kb: KnowledgeBase, today: date) -> Iterator[Counted]:
    """Each client once for each kind of thing that is due, and once for anything at all."""
    seen: set[tuple[str, int]] = set()
    for item in due(caseload, kb, today):
        for kind, words in ((item.kind, DUE[item.kind]), ("anything", "anything")):
            if (kind, item.client.id) not in seen:
                seen.add((kind, item.client.id))
                yield "due", words, "", item.client


def stage_of(row: Listed, has_roadmap: Container[int]) -> str:
    """How far an open case has come."""
    if row.goal is None and row.role is None:
        return STAGES[0]
    if row.goal is None:
        return STAGES[1]
    if row.client.id not in has_roadmap:
        return STAGES[2]
    if not row.open_actions:
        return STAGES[3]
    return STAGES[4]


def outcome_of(client: Client) -> str:
    """What became of a closed case, without the client's own name."""
    text = client.outcome or "none given"
    for part in re.findall(r"\w+", client.name):
        if len(part) >= SHORTEST_NAME:
            text = re.sub(rf"\b{re.escape(part)}\b", HIDDEN, text, flags=re.I)
    return text


def month_of(day: str) -> str:
    """`2026-11`; "unknown" for what is no day."""
    if not is_day(day):
        return "unknown"
    return day[:7]


def _counted(entries: list[Counted]) -> tuple[Line, ...]:
    """A line for all entries of one part, thing and month; things are the same whatever their case and blanks."""
    groups: dict[tuple[str, str, str], list[Client]] = {}
    titles: dict[tuple[str, str, str], str] = {}
    for part, what, month, client in entries:
        group = (part, key_of(what), month)
        titles.setdefault(group, what)  # as it was written first
        groups.setdefault(group, []).append(client)
    lines = []
    for group, clients in groups.items():
        part, _, month = group
        lines.append(Line(part, titles[group], month, len(clients), tuple(map(shown, clients))))
    return tuple(sorted(lines, key=_place))


def _place(line: Line) -> tuple[int, str, int, str]:
    order = {"stage": STAGES, "due": ("anything", *DUE.values())}.get(line.part, ())
    if line.what in order:
        rank = order.index(line.what)
    else:
        rank = -line.clients  # the most frequent first
    return list(PARTS).index(line.part), line.month, rank, line.what


def as_csv(lines: Iterable[Line], *, names: bool = False) -> str:
    """One row per line, for a spreadsheet: no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    header = [*COLUMNS]
    if names:
        header.append("names")
    writer.writerow(header)
    for line in lines:
        row = [PARTS[line.part], line.what, line.month, str(line.clients)]
        if names:
            row.append("; ".join(line.names))
        writer.writerow([quoted(cell) for cell in row])
    return out.getvalue()
