"""Clients in and out: many as a CSV table (one with everything as JSON: client_file.py).

Nobody is left out for one cell: what is not understood is named, and kept as a note on the client.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError, Problem
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.search import fold
from careerpath.knowledge.text_file import printable
from careerpath.people.caseload import Caseload
from careerpath.people.cell_text import dates_written, is_placeholder
from careerpath.people.client import MARKS, Client, ClientFile, checked, dropped_from, key_of, shown
from careerpath.people.conditions import CONDITIONS
from careerpath.people.csv_text import quoted, unquoted
from careerpath.people.heading_words import ENDED, NOW, OF_ALL_JOBS, subject
from careerpath.people.profile import Profile, is_sound, of_today, revived
from careerpath.record import Record
from careerpath.rules.profile_words import profile_changes
from careerpath.services.client_file import Imported, import_client
from careerpath.services.identity import Match, Person, Said, add_person, match, person
from careerpath.services.profile_cells import CellReader, Word
from careerpath.services.profile_row import cells_of
from careerpath.services.table_file import first_cells, table_text

MAX_ROWS = 20_000
"""Twenty counselors have fewer clients in twenty years."""
MAX_COLUMNS = 1_000
LONGEST_CELL = 100_000
MOST_ABOVE = 10
"""Rows that may stand above the headings."""
SUMS = re.compile(
    r"(?:(?:grand |sub-?)?totals?|sum|count|average|mean)"
    r"(?:\s*[:=(-].*|\s+(?:of|clients?|participants?|people|persons|rows|records)\b.*)?|n\s*=.*",
    re.I,
)
"""Rows with such a name are of no person: "Grand Total: 2 clients", "n = 12"."""
ALIASES = {
    "name": (
        "client", "client name", "full name", "participant", "student", "patron", "participant name", "name of client",
        "name of participant", "job seeker", "customer", "customer name",
    ),
    "first_name": ("first", "given name", "forename"),
    "last_name": ("last", "surname", "family name"),
    "roles": (
        "role", "job", "jobs", "current job", "current role", "job title", "occupation", "position",
        "current occupation", "present job", "present occupation", "current position", "employment", "last job",
        "most recent job", "current job title", "work",
    ),
    "years": (
        "years in role", "years in job", "experience", "years of experience", "yrs", "yrs exp", "yrs experience",
        "yrs in job", "yrs in role", "yrs current job", "years exp", "years worked", "years employed",
        "years in current job", "how long",
    ),
    "education": (
        "education level", "degree", "highest education", "highest degree", "highest level of education",
        "education completed", "schooling", "highest ed", "highest education completed", "education attained",
    ),
    "field": ("major", "field of study"),
    "licences": ("licence", "license", "licenses"),
    "certifications": (
        "certification", "certs", "certificates", "credentials", "certificates held",
        "licenses and certifications",
    ),
    "skills": ("skill", "computer skills", "skills and software"),
    "goal": (
        "target", "target role", "career goal", "career interest", "desired job", "desired occupation",
        "employment goal", "job goal", "occupational goal",
    ),
    "budget_usd": ("budget", "training budget", "funds available", "money available", "can spend"),
    "pay_now_usd": ("pay now", "salary", "current salary", "wage"),
    "pay_floor_usd": ("pay floor", "lowest pay", "minimum pay"),
    "in_hospital": ("works in a hospital",),
    "ehr": ("ehr known", "emr", "electronic health record", "ehr system"),
    "hours_per_week": (
        "hours", "hours a week", "weekly hours", "study hours", "hrs wk", "hrs week", "hrs per week", "hours week",
        "hours wk", "hours available", "study hours per week", "hrs", "weekly hrs",
    ),
    "deadline": ("target date", "goal date", "by when", "finish by"),
    "state": ("us state", "st", "state of residence", "home state"),
    **{one.limit: one.headings for one in CONDITIONS},
    "note": ("notes", "comment", "comments", "remarks", "case notes", "case note", "counselor notes", "remark"),
    "code": ("client code",),
    "caseload": (),
    "born": ("birth year", "year of birth", "dob", "d o b", "date of birth", "birthdate", "birth date", "birthday"),
    "email": ("e mail", "email address", "e mail address", "mail"),
    "external": (
        "id", "client id", "client number", "participant id", "participant number", "case number", "case no",
        "case id", "state id", "external id", "record id", "id number",
    ),
}  # fmt: skip
"""Column -> other headings it is known by; capitals and signs do not matter."""
BY_SUBJECT = (
    "roles", "years", "education", "field", "licences", "certifications", "skills", "goal", "budget_usd",
    "hours_per_week", "deadline", "state", *(one.limit for one in CONDITIONS),
)  # fmt: skip
"""Columns that are known in other words, too: by what their heading is about. Who a person is and what they earn is
never guessed."""
WHO = ("name", "first_name", "last_name", "code", "caseload", *MARKS)
"""Columns that say who a row is about."""
DATES = ("certifications", "deadline")
"""Columns whose cells may hold a date."""
EXPORTED = (*(c for c in ALIASES if c not in ("first_name", "last_name", "years", "note")),
            "added", "touched", "closed", "outcome", "open_actions", "next_due")  # fmt: skip
NOT_UNDERSTOOD = "Not understood when it was read from a table: "
"""How the note begins that keeps such words."""
LONGEST_NOTE = 5_000


class _Kept(Record):
    """What became of one person."""

    name: str
    outcome: str
    client: Client
    by_name: bool
    changes: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()


class _UndoError(Exception):
    """A dry run ends."""


def import_clients(
    path: Path, caseload: Caseload, kb: KnowledgeBase, today: date, *, columns: Sequence[str] = (), dry: bool = False,
    told: Said | None = None,
) -> Imported:  # fmt: skip
    """Take over a CSV table, or the JSON of one client. Who is in the caseload already is updated, not doubled.

    `told`: whom the counselor knows to be the same as, or another than, the client of that name.

    Good rows count although others are bad; a crash in the middle takes over none. Raises CareerpathError if the file
    cannot be used at all.
    """
    text, name = table_text(path), printable(str(path))
    found, told = Imported(), told or Said()
    with suppress(_UndoError), caseload.database.writing():
        if text.lstrip()[:1] == "{":
            found = import_client(text, name, caseload, kb, told)
        else:
            found = _Table(name, text, columns).import_rows(caseload, kb, today, told)
        if dry:
            raise _UndoError
    return found


Row = tuple[int, list[str]]
"""The line where it begins, and its cells."""


class _Table:
    """The rows of a CSV text by our columns. Raises CareerpathError if no column names the client."""

    def __init__(self, name: str, text: str, columns: Sequence[str]) -> None:
        self.name = name
        self.text = text
        head = text.split("\n", 1)[0]
        usual = max(",;\t|", key=head.count)
        self.separator = max((usual, *",;\t|"), key=lambda separator: self._known_headings(separator, columns))
        rows = self._rows(self.separator)
        above = self._heading_row(self.separator, columns)
        top = [row for _, row in zip(range(above + 1), rows)]
        self.heading_line, self.header = top[-1] if top else (1, [])
        if len(self.header) > MAX_COLUMNS:
            raise CareerpathError(f"{name}:1: more than {MAX_COLUMNS:,} columns; check that it is the right file")
        self.columns = _columns(self.header, columns, name)
        self.rows = list(zip(range(MAX_ROWS + 1), rows))
        if len(self.rows) > MAX_ROWS:
            raise CareerpathError(f"{name}: more than {MAX_ROWS:,} rows; split it; nothing was taken over")

    def _rows(self, separator: str) -> Iterator[Row]:
        """Every row that is not blank."""
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=separator, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise CareerpathError(
                    f"{self.name}:{line}: not a CSV table ({printable(str(error))}); nothing was taken over"
                ) from None
            if any(cell.strip() for cell in row):
                yield line, row

    def _uppermost(self, separator: str, given: Sequence[str]) -> list[int]:
        """How many headings we know in each of the uppermost rows; none in one that has no column of names."""
        counts = []
        with suppress(CareerpathError):
            for _, (_, row) in zip(range(MOST_ABOVE + 1), self._rows(separator)):
                known = 0
                with suppress(CareerpathError):
                    known = len(_columns(row, given, self.name))
                counts.append(known)
        return counts

    def _known_headings(self, separator: str, given: Sequence[str]) -> int:
        return max(self._uppermost(separator, given), default=0)

    def _heading_row(self, separator: str, given: Sequence[str]) -> int:
        """Which of the uppermost rows has the headings; titles of a sheet stand above it."""
        counts = self._uppermost(separator, given)
        return counts.index(max(counts)) if counts else 0

    def import_rows(self, caseload: Caseload, kb: KnowledgeBase, today: date, told: Said) -> Imported:
        """Each row in whole or not at all."""
        lines: dict[int, int] = {}
        kept: list[_Kept] = []
        problems: list[Problem] = []
        remarks: list[Problem] = []
        day_first = self._order_of_dates(remarks)
        reader = CellReader(kb, today, day_first=bool(day_first), jobs_ended=self._has_ended_jobs())
        for _, (line, row) in self.rows:
            try:
                with caseload.changing(f"import of {Path(self.name).name}"):
                    found = self._import_row(line, row, caseload, reader, told, lines, remarks)
            except CareerpathError as error:
                problems.append(Problem(self.name, line, str(error), "row"))
            else:
                lines[found.client.id] = line
                kept.append(found)
        return self._account(kept, problems, remarks)

    def _import_row(
        self, line: int, row: list[str], caseload: Caseload, reader: CellReader, told: Said, lines: dict[int, int],
        remarks: list[Problem],
    ) -> _Kept:  # fmt: skip
        """Add or update the client of one row. Raises CareerpathError for a row that is left out."""
        cells = self._cells(row)
        who = {column: cells.pop(column, "") for column in WHO}
        name = checked("name", who["name"] or f"{who['first_name']} {who['last_name']}")
        if SUMS.fullmatch(key_of(re.sub(r"[\d.,]+", "", name))) or row == self.header:
            raise CareerpathError("a row of sums or headings, no person")
        if is_placeholder(name) or not any(sign.isalnum() for sign in name):
            raise CareerpathError(f"{printable(name[:40])!r} is no name, so no person")
        one, faults = person(name, who, reader.today)
        meant = match(one, caseload, told)
        if meant.client and meant.client.id in lines:
            raise CareerpathError(f"{name!r} stands in line {lines[meant.client.id]} already")
        note = cells.pop("note", "")
        notes = [note] if note else []
        kept = _keep(one, meant, cells, notes, [*faults], caseload, reader)
        # after `_keep`, which adds to the notes what was not understood
        codes = dropped_from("".join(notes))
        if codes:
            remarks.append(Problem(self.name, line, f"note: dropped {codes}", "row", "warning"))
        not_understood = [word.why for word in kept.words if not word.meaning]
        for fault in (*faults, *not_understood):
            ending = "" if fault.endswith("left out") else " (kept as a note)"
            remarks.append(Problem(self.name, line, f"{name}: {fault}{ending}", "row", "warning"))
        for word in kept.words:
            if word.meaning and word.why:
                remarks.append(Problem(self.name, line, f"{name}: {word.why}", "row", "warning"))
        return kept

    def _has_ended_jobs(self) -> bool:
        """True if the jobs stand under "Last job"."""
        place = self.columns.get("roles")
        return place is not None and ENDED.search(self.header[place]) is not None

    def _order_of_dates(self, remarks: list[Problem]) -> bool | None:
        """Whether the day comes first in the dates with strokes; how they are read is said."""
        example, day_first = dates_written(self._date_cells())
        if not example:
            return day_first
        text = f"dates such as {example} are read as "
        if day_first is None:
            text += "month/day/year, as usual in the United States"
        elif day_first:
            text += "day/month/year"
        else:
            text += "month/day/year"
        remarks.append(Problem(self.name, self.heading_line, text, "row", "warning"))
        return day_first

    def _date_cells(self) -> Iterator[str]:
        places = [self.columns[column] for column in DATES if column in self.columns]
        for _, (_, row) in self.rows:
            for place in places:
                if place < len(row):
                    yield row[place]

    def _account(self, kept: list[_Kept], problems: list[Problem], remarks: list[Problem]) -> Imported:
        """What became of all rows."""
        names: dict[str, list[str]] = {"added": [], "updated": [], "unchanged": []}
        words: dict[Word, None] = {}
        by_name, changes = [], []
        for row in kept:
            names[row.outcome].append(row.name)
            words |= dict.fromkeys(row.words)
            if row.by_name and row.outcome == "updated":
                by_name.append(shown(row.client))
            changes += [f"{shown(row.client)}: {text}" for text in row.changes]
        return Imported(
            tuple(names["added"]), tuple(names["updated"]), len(names["unchanged"]), tuple(problems),
            tuple(self._unused()), tuple(remarks),
            words=tuple(words), by_name=tuple(by_name), changes=tuple(changes),
        )  # fmt: skip

    def _unused(self) -> Iterator[str]:
        """Headings that were not understood; those that only an export writes are no news."""
        exported = set(map(fold, EXPORTED))
        used = set(self.columns.values())
        for place, heading in enumerate(self.header):
            shown = printable(heading.strip())
            if place in used:
                continue
            if not shown:
                if any(row[place : place + 1] and row[place].strip() for _, (_, row) in self.rows):
                    yield f"column {place + 1} (it has no heading)"
            elif heading.strip() in self._read_headings():
                yield f"{shown} (column {place + 1})"
            elif fold(heading) not in exported:
                yield shown

    def _read_headings(self) -> set[str]:
        """The headings of the columns that are read."""
        return {self.header[place].strip() for place in self.columns.values()}

    def _cells(self, row: list[str]) -> dict[str, str]:
        """What the row says, by column."""
        if any(cell.strip() for cell in row[len(self.header) :]):
            raise CareerpathError(
                f"more cells than line {self.heading_line} has headings ({len(self.header)}); put quotes round commas"
            )
        cells = {}
        for column, place in self.columns.items():
            cell = unquoted(row[place].strip()) if place < len(row) else ""
            if cell:
                cells[column] = cell
        return cells


def headings() -> dict[str, str]:
    """Every heading that is understood, folded -> our column."""
    known = {}
    for column, aliases in ALIASES.items():
        for alias in (column, *aliases):
            known[fold(alias)] = column
    return known


def command_for_table(text: str) -> str:
    """The command that reads a table of people: most of its headings are known, and one says who a row is about.

    Empty for any other text.
    """
    cells, known = first_cells(text), headings()
    columns = {known[fold(cell)] for cell in cells if fold(cell) in known}
    if len(columns) < 2 or 2 * len(columns) < len(cells) or not columns & set(WHO):
        return ""
    return "clients import" if columns & {"name", "first_name", "last_name"} else "batch"


@cache
def _by_subject() -> dict[frozenset[str], str]:
    """What a heading is about -> our column."""
    column_of = {}
    for column in BY_SUBJECT:
        for alias in (column.replace("_", " "), *ALIASES[column]):
            column_of[subject(alias)] = column
    return column_of


def _about(heading: str, known: Mapping[frozenset[str], str]) -> str | None:
    """The column of a heading in other words; of jobs, the one held now ("most recent position")."""
    words = subject(heading)
    column = known.get(words)
    if column == "years" and OF_ALL_JOBS.search(heading):
        return None
    if column is not None or not words & NOW:
        return column
    of_job = known.get(words - NOW)
    return of_job if of_job in ("roles", "years") else None


def _columns(header: list[str], given: Sequence[str], name: str) -> dict[str, int]:
    """Column -> place in the table: by its headings, and as the person says (`name=Heading`)."""
    known = headings()
    found: dict[str, int] = {}
    for place, heading in enumerate(header):
        if (column := known.get(fold(heading.replace("#", " number ")))) is not None:
            found.setdefault(column, place)
    known_subjects, taken = _by_subject(), set(found.values())
    for place, heading in enumerate(header):
        column = None if place in taken else _about(heading, known_subjects)
        if column is not None:
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


def _keep(
    one: Person, meant: Match, cells: dict[str, str], notes: list[str], faults: list[str], caseload: Caseload,
    reader: CellReader,
) -> _Kept:  # fmt: skip
    """Add or update one client, with what was not understood as a note; what became of it."""
    before, known_notes = _known_of(meant.client, caseload)
    reading = reader.read(before, cells)
    unread = [*faults, *(f"{word.column}: {word.text}" for word in reading.unread)]
    if unread:
        notes.append(f"{NOT_UNDERSTOOD}{'; '.join(unread)}"[:LONGEST_NOTE])
    notes = [checked("note", note) for note in notes]
    client = meant.client or add_person(one, caseload)
    is_changed = bool(cells) and caseload.update(client, reading.profile)
    if meant.client and _set_missing_marks(client, one, caseload):
        is_changed = True
    for note in notes:
        if note not in known_notes:
            caseload.note(client, note)
            is_changed = True
    if meant.client is None:
        return _Kept(one.name, "added", client, meant.by_name, (), reading.words)
    outcome = "updated" if is_changed else "unchanged"
    changes = _changes(before, reading.profile, reader.kb)
    return _Kept(one.name, outcome, client, meant.by_name, changes, reading.words)


def _known_of(client: Client | None, caseload: Caseload) -> tuple[dict[str, Any], list[str]]:
    """The newest profile of the client and the texts of all notes."""
    if client is None:
        return {}, []
    file = caseload.file(client)
    data = file.versions[-1].data if file.versions else None
    return data or {}, [note.text for note in file.notes]


def _set_missing_marks(client: Client, one: Person, caseload: Caseload) -> bool:
    """Add what tells people of one name apart, where it was not known; True if there was something to add."""
    missing = {mark: value for mark, value in one.marks.items() if getattr(client, mark) is None}
    for mark, value in missing.items():
        caseload.set_mark(client, mark, value)
    return bool(missing)


def _changes(before: dict[str, Any], profile: Profile, kb: KnowledgeBase) -> tuple[str, ...]:
    if not before or not is_sound(before):
        return ()
    return profile_changes(of_today(revived(before), kb), profile, kb)


def export_table(caseload: Caseload) -> str:
    """All clients as CSV that a spreadsheet opens (byte order mark, no formulas) and that `import_clients` reads."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(EXPORTED)
    for listed in caseload.listed(order="added", closed=None)[0]:
        versions = caseload.file(listed.client).versions
        row = cells_of(versions[-1].data or {}) if versions else {}
        client = listed.client
        row |= {"name": client.name, "code": client.code, "caseload": caseload.mark}
        for column in (*MARKS, "closed", "outcome"):
            row[column] = getattr(client, column) or ""
        row |= {"added": client.added, "touched": client.touched}
        row |= {"open_actions": str(listed.open_actions), "next_due": listed.next_due or ""}
        writer.writerow([quoted(row.get(column, "")) for column in EXPORTED])
    return "\ufeff" + out.getvalue()


def damaged_of(file: ClientFile) -> tuple[str, ...]:
    """What of a client cannot be exported, in words."""
    days = [version.made for version in file.versions if version.data is None]
    return tuple(f"{shown(file.client)}: the profile of {day} is damaged and left out" for day in days)
