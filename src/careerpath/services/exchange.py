"""Clients in and out: many as a CSV table, one with everything as JSON for another caseload."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError, Problem
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.search import fold
from careerpath.knowledge.text_file import decode, printable, read_bytes
from careerpath.people.caseload import Caseload, profile_text
from careerpath.people.client import ClientFile, checked, dropped_from, key_of, shown
from careerpath.people.conditions import CONDITIONS
from careerpath.people.csv_text import quoted, unquoted
from careerpath.people.profile import parse_profile
from careerpath.record import Record, as_dict
from careerpath.services.profile_cells import CellReader, cells_of
from careerpath.settings import parse_day

SCHEMA = "careerpath/client/1"
"""Of the JSON of one client."""
MAX_BYTES = 10_000_000
MAX_ROWS = 20_000
"""Twenty counselors have fewer clients in twenty years."""
MAX_COLUMNS = 1_000
LONGEST_CELL = 100_000
MOST_ABOVE = 10
"""Rows that may stand above the headings."""
SUMS = frozenset(("total", "totals", "grand total", "subtotal", "sum", "count", "average", "mean"))
"""Rows with such a name are of no person."""
ALIASES = {
    "name": ("client", "client name", "full name", "participant", "student", "patron"),
    "first_name": ("first", "given name", "forename"),
    "last_name": ("last", "surname", "family name"),
    "roles": ("role", "job", "jobs", "current job", "current role", "job title", "occupation", "position"),
    "years": ("years in role", "years in job", "experience", "years of experience"),
    "education": ("education level", "degree", "highest education"),
    "field": ("major", "field of study"),
    "licences": ("licence", "license", "licenses"),
    "certifications": ("certification", "certs", "certificates"),
    "skills": ("skill",),
    "goal": ("target", "target role", "career goal"),
    "budget_usd": ("budget",),
    "pay_now_usd": ("pay now", "salary", "current salary", "wage"),
    "pay_floor_usd": ("pay floor", "lowest pay", "minimum pay"),
    "in_hospital": ("works in a hospital",),
    "hours_per_week": ("hours", "hours a week", "weekly hours", "study hours"),
    "deadline": ("target date",),
    "state": ("us state",),
    **{one.limit: one.headings for one in CONDITIONS},
    "note": ("notes", "comment", "comments", "remarks"),
}
"""Column -> other headings it is known by; capitals and signs do not matter."""
EXPORTED = (*(c for c in ALIASES if c not in ("first_name", "last_name", "years", "note")),
            "code", "added", "touched", "closed", "outcome", "open_actions", "next_due")  # fmt: skip


class Imported(Record):
    """What became of the rows: names added, updated, unchanged; the rows left out; headings that were not used."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    unused: tuple[str, ...] = ()
    remarks: tuple[Problem, ...] = ()
    """What was left out of rows that were taken over."""


class _UndoError(Exception):
    """A dry run ends."""


def import_clients(
    path: Path, caseload: Caseload, kb: KnowledgeBase, today: date, *, columns: Sequence[str] = (), dry: bool = False
) -> Imported:
    """Take over a CSV table, or the JSON of one client. Who is in the caseload already is updated, not doubled.

    Good rows count although others are bad; a crash in the middle takes over none. Raises CareerpathError if the file
    cannot be used at all.
    """
    raw, name = read_bytes(path, limit=MAX_BYTES), printable(str(path))
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):  # Excel's "Unicode text"
        with suppress(UnicodeDecodeError):
            raw = raw.decode("utf-16").encode()
    text = decode(raw, path)
    found = Imported()
    with suppress(_UndoError), caseload.database.writing():
        if text.lstrip()[:1] == "{":
            found = import_client(text, name, caseload, kb)
        else:
            found = _Table(name, text, columns).import_rows(caseload, kb, today)
        if dry:
            raise _UndoError
    return found


class _Table:
    """The rows of a CSV text by our columns. Raises CareerpathError if no column names the client."""

    def __init__(self, name: str, text: str, columns: Sequence[str]) -> None:
        self.name = name
        head = text.split("\n", 1)[0]
        self.reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=head.count), strict=True)
        self.header, self.columns = self._headings(columns)
        if len(self.header) > MAX_COLUMNS:
            raise CareerpathError(f"{name}:1: more than {MAX_COLUMNS:,} columns; check that it is the right file")

    def _headings(self, given: Sequence[str]) -> tuple[list[str], dict[str, int]]:
        """The first of the uppermost rows that names the client's column; titles of a sheet stand above it."""
        first: list[str] = []
        for number, (_, row) in enumerate(self._rows()):
            first = first or row
            with suppress(CareerpathError):
                return row, _columns(row, given, self.name)
            if number == MOST_ABOVE:
                break
        return first, _columns(first, given, self.name)

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line, cells) of every row that is not blank."""
        while True:
            line = self.reader.line_num + 1
            try:
                row = next(self.reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise CareerpathError(
                    f"{self.name}:{line}: not a CSV table ({printable(str(error))}); nothing was taken over"
                ) from None
            if any(cell.strip() for cell in row):
                yield line, row

    def import_rows(self, caseload: Caseload, kb: KnowledgeBase, today: date) -> Imported:
        """Each row in whole or not at all."""
        lines: dict[str, int] = {}
        became: dict[str, list[str]] = {"added": [], "updated": [], "unchanged": []}
        problems: list[Problem] = []
        remarks: list[Problem] = []
        reader = CellReader(kb, today)
        for count, (line, row) in enumerate(self._rows(), 1):
            if count > MAX_ROWS:
                raise CareerpathError(f"{self.name}: more than {MAX_ROWS:,} rows; split it; nothing was taken over")
            try:
                cells = self._cells(row)
                if codes := dropped_from(cells.get("note", "")):
                    remarks.append(Problem(self.name, line, f"note: dropped {codes}", "row", "warning"))
                name = checked(
                    "name", cells.pop("name", "") or f"{cells.pop('first_name', '')} {cells.pop('last_name', '')}"
                )
                if key_of(name) in SUMS or row == self.header:
                    raise CareerpathError("a row of sums or headings, no person")
                if key_of(name) in lines:
                    raise CareerpathError(f"{name!r} stands in line {lines[key_of(name)]} already")
                became[_keep(name, cells, caseload, reader)].append(name)
                lines[key_of(name)] = line
            except CareerpathError as error:
                problems.append(Problem(self.name, line, str(error), "row"))
        exported = set(map(fold, EXPORTED))
        used = {*self.columns.values(), *(i for i, h in enumerate(self.header) if fold(h) in exported)}
        unused = tuple(printable(h.strip()) for i, h in enumerate(self.header) if i not in used and h.strip())
        return Imported(
            tuple(became["added"]), tuple(became["updated"]), len(became["unchanged"]), tuple(problems), unused,
            tuple(remarks),
        )  # fmt: skip

    def _cells(self, row: list[str]) -> dict[str, str]:
        if any(cell.strip() for cell in row[len(self.header) :]):
            raise CareerpathError(f"more cells than line 1 has headings ({len(self.header)}); put quotes round commas")
        cells = {column: unquoted(row[i].strip()) for column, i in self.columns.items() if i < len(row)}
        return {column: cell for column, cell in cells.items() if cell}


def _columns(header: list[str], given: Sequence[str], name: str) -> dict[str, int]:
    """Column -> place in the table: by its headings, and as the person says (`name=Heading`)."""
    known = {fold(alias): column for column, names in ALIASES.items() for alias in (column, *names)}
    found: dict[str, int] = {}
    for place, heading in enumerate(header):
        if (column := known.get(fold(heading))) is not None:
            found.setdefault(column, place)
    heads = ", ".join(printable(h.strip()) for h in header)[:300]
    for pair in given:
        column, _, heading = (part.strip() for part in pair.partition("="))
        if column not in ALIASES:
            raise CareerpathError(
                f"--map {printable(pair[:60])}: write it as name=Heading, with one of {', '.join(ALIASES)}"
            )
        if heading not in (places := {h.strip(): i for i, h in enumerate(header)}):
            raise CareerpathError(f"--map {printable(pair[:60])}: no such heading; {name} has {heads}")
        found[column] = places[heading]
    if not found.keys() & {"name", "first_name", "last_name"}:
        raise CareerpathError(
            f"{name}:1: no heading says where the name is; say `--map name=HEADING` with one of: {heads}"
        )
    return found


def _keep(name: str, cells: dict[str, str], caseload: Caseload, reader: CellReader) -> str:
    """Add or update one client; what became of it."""
    note = cells.pop("note", "")
    client = caseload.named(name)
    file = caseload.file(client) if client else None
    before = (file.versions[-1].data or {}) if file and file.versions else {}
    profile = reader.profile(before, cells)
    if note:
        note = checked("note", note)
    new = client or caseload.add(name)
    changed = bool(cells) and caseload.update(new, profile)
    if note and note not in [kept.text for kept in (file.notes if file else ())]:
        caseload.note(new, note)
        changed = True
    return "added" if client is None else "updated" if changed else "unchanged"


def export_table(caseload: Caseload) -> str:
    """All clients as CSV that a spreadsheet opens (byte order mark, no formulas) and that `import_clients` reads."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(EXPORTED)
    for listed in caseload.listed(order="added", closed=None)[0]:
        versions = caseload.file(listed.client).versions
        row = cells_of(versions[-1].data or {}) if versions else {}
        client = listed.client
        row |= {"name": client.name, "code": client.code, "added": client.added, "touched": client.touched}
        row |= {"closed": client.closed or "", "outcome": client.outcome or ""}
        row |= {"open_actions": str(listed.open_actions), "next_due": listed.next_due or ""}
        writer.writerow([quoted(row.get(column, "")) for column in EXPORTED])
    return "\ufeff" + out.getvalue()


def damaged_of(file: ClientFile) -> tuple[str, ...]:
    """What of a client cannot be exported, in words."""
    days = [version.made for version in file.versions if version.data is None]
    return tuple(f"{shown(file.client)}: the profile of {day} is damaged and left out" for day in days)


def client_json(file: ClientFile) -> dict[str, Any]:
    """The whole file of a client."""
    return {
        "schema": SCHEMA,
        "name": file.client.name,
        "code": file.client.code,
        "added": file.client.added,
        "touched": file.client.touched,
        "closed": file.client.closed,
        "outcome": file.client.outcome,
        "profiles": [{"made": v.made, "profile": v.data} for v in file.versions if v.data is not None],
        "notes": [{"made": n.made, "text": n.text} for n in file.notes],
        "actions": [as_dict(action) for action in file.actions],
        "roadmaps": [{"made": p.made, "goal": p.goal} for p in file.printed],
    }


def import_client(text: str, name: str, caseload: Caseload, kb: KnowledgeBase) -> Imported:
    """Add the client, or to one of that name what is missing there. Printed roadmaps are not taken over.

    Raises CareerpathError if the file is not one that `client_json` made.
    """
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise ValueError(f"its schema is {data['schema']!r}")
        who = checked("name", data["name"])
        ended = (_day(data["closed"]), checked("outcome", data["outcome"])) if data.get("closed") else (None, None)
        days = (_day(data["touched"]), *ended)
        rows: dict[str, list[dict[str, Any]]] = {
            "profiles": [{"made": _day(x["made"]), "data": _profile(x["profile"], name, kb)} for x in data["profiles"]],
            "notes": [{"made": _day(x["made"]), "text": checked("note", x["text"])} for x in data["notes"]],
            "actions": [
                {"made": _day(x["made"]), "text": checked("action", x["text"]), "due": x["due"] and _day(x["due"]),
                 "done": x["done"] and _day(x["done"])}
                for x in data["actions"]
            ],
        }  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CareerpathError(f"{name}: not the JSON of a client ({printable(str(error))[:100]})") from None
    known = caseload.named(who)
    client = known or caseload.add(who)
    changed = caseload.take(client, rows)
    if known:
        return Imported(updated=(client.name,)) if changed else Imported(unchanged=1)
    caseload.date_back(client, *days)
    return Imported(added=(client.name,))


def _profile(data: Any, name: str, kb: KnowledgeBase) -> str:
    return profile_text(parse_profile(json.dumps(data), f"{name} (profile)", kb))


def _day(text: Any) -> str:
    return parse_day(text, "a date of the file").isoformat()
