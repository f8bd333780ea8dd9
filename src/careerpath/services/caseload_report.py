"""The caseload in numbers, for a supervisor: stages, what is due, how cases ended and when. Names only if asked for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import date

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
    printed = {int(row[0]) for row in caseload.database.rows("SELECT DISTINCT client FROM roadmaps")}
    still_open = [one for one in listed if one.client.closed is None]
    ended = [one.client for one in listed if one.client.closed is not None]
    entries = [("stage", stage_of(one, printed), "", one.client) for one in still_open]
    reasons = {(one.kind, one.client.id): one.client for one in due(caseload, kb, today)}
    entries += [("due", DUE[kind], "", client) for (kind, _), client in reasons.items()]
    anybody = {client.id: client for client in reasons.values()}
    entries += [("due", "anything", "", client) for client in anybody.values()]
    entries += [("outcome", outcome_of(client), "", client) for client in ended]
    entries += [("added", "added", month_of(one.client.added), one.client) for one in listed]
    entries += [("closed", outcome_of(client), month_of(client.closed or ""), client) for client in ended]
    return _counted(entries)


def stage_of(one: Listed, printed: Iterable[int]) -> str:
    """How far an open case has come."""
    if one.goal is None and one.role is None:
        return STAGES[0]
    if one.goal is None:
        return STAGES[1]
    if one.client.id not in printed:
        return STAGES[2]
    return STAGES[4] if one.open_actions else STAGES[3]


def outcome_of(client: Client) -> str:
    """What became of a closed case, without the client's own name."""
    text = client.outcome or "none given"
    for part in re.findall(r"\w+", client.name):
        if len(part) >= SHORTEST_NAME:
            text = re.sub(rf"\b{re.escape(part)}\b", HIDDEN, text, flags=re.I)
    return text


def month_of(day: str) -> str:
    """`2026-11`; "unknown" for what is no day."""
    return day[:7] if is_day(day) else "unknown"


def _counted(entries: list[tuple[str, str, str, Client]]) -> tuple[Line, ...]:
    groups: dict[tuple[str, str, str], list[Client]] = {}
    titles: dict[tuple[str, str, str], str] = {}
    for part, what, month, client in entries:
        key = (part, key_of(what), month)
        titles.setdefault(key, what)
        groups.setdefault(key, []).append(client)
    lines = [
        Line(part, titles[part, key, month], month, len(people), tuple(map(shown, people)))
        for (part, key, month), people in groups.items()
    ]
    return tuple(sorted(lines, key=_place))


def _place(line: Line) -> tuple[int, str, int, str]:
    order = {"stage": STAGES, "due": ("anything", *DUE.values())}.get(line.part, ())
    rank = order.index(line.what) if line.what in order else -line.clients
    return list(PARTS).index(line.part), line.month, rank, line.what


def as_csv(lines: Iterable[Line], *, names: bool = False) -> str:
    """One row per line, for a spreadsheet: no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, *(("names",) if names else ())))
    for line in lines:
        more = ("; ".join(line.names),) if names else ()
        row = (PARTS[line.part], line.what, line.month, str(line.clients), *more)
        writer.writerow([quoted(cell) for cell in row])
    return out.getvalue()
