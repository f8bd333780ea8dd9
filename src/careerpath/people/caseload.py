"""A counselor's clients: names, every version of their profiles, notes, agreed actions, printed roadmaps and files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import plain
from careerpath.knowledge.text_file import printable
from careerpath.people.client import (
    CLIENT,
    LONGEST,
    Action,
    Client,
    ClientFile,
    Listed,
    Note,
    Printed,
    Version,
    Written,
    checked,
    checked_name,
    clean,
    client_of,
    key_of,
    maybe_day,
    maybe_text,
    shown,
    shown_day,
    shown_text,
)
from careerpath.people.database import Database
from careerpath.people.profile import SCHEMA, Profile, is_sound
from careerpath.record import replace

Rows = Sequence[tuple[Any, ...]]
LISTED = f"""
SELECT {CLIENT}, CASE WHEN json_valid(p.data) THEN json_extract(p.data, '$.roles[0].role') END,
  CASE WHEN json_valid(p.data) THEN json_extract(p.data, '$.goal') END,
  (SELECT count(*) FROM actions a WHERE a.client = c.id AND a.done IS NULL),
  (SELECT min(due) FROM actions a WHERE a.client = c.id AND a.done IS NULL) AS next_due,
  CASE WHEN EXISTS (SELECT 1 FROM notes n WHERE n.client = c.id)
    OR EXISTS (SELECT 1 FROM actions a WHERE a.client = c.id) THEN c.touched END
FROM clients c LEFT JOIN profiles p ON p.id = (SELECT max(id) FROM profiles WHERE client = c.id)
"""
ORDERS = {
    "name": "c.key",
    "touched": "c.touched, c.key",
    "due": "next_due IS NULL, next_due, c.key",
    "added": "c.id",
}


class Caseload:
    """The clients of one open database. All methods raise CareerpathError; a change is on disk when they return."""

    def __init__(self, database: Database, today: date) -> None:
        self.database = database
        database.connection.create_function("folded", 1, key_of, deterministic=True)
        self.day = today
        self.today = today.isoformat()

    def add(self, name: str, profile: Profile | None = None) -> Client:
        """A new client."""
        name = checked_name(name)
        with self.database.writing():
            if found := self.named(name):
                raise CareerpathError(f"{name!r} is in the caseload already ({found.code})")
            new = self._insert("clients", name=name, key=key_of(name), added=self.today, touched=self.today)
            client = Client(new, name, self.today, self.today)
            if profile is not None:
                self._keep(client, profile)
        return client

    def update(self, client: Client, profile: Profile) -> bool:
        """Keep a new version of the profile; False if it says what the last one says."""
        with self.database.writing():
            last = self.database.rows("SELECT data FROM profiles WHERE client = ? ORDER BY id DESC LIMIT 1", client.id)
            if last and data_of(last[0][0]) == json.loads(profile_text(profile)):
                return False
            self._keep(client, profile)
            self._touch(client)
        return True

    def rename(self, client: Client, name: str) -> Client:
        """Call the client by another name; the code stays."""
        name = checked_name(name)
        with self.database.writing():
            if (found := self.named(name)) and found.id != client.id:
                raise CareerpathError(f"{name!r} is in the caseload already ({found.code})")
            self.database.run("UPDATE clients SET name = ?, key = ? WHERE id = ?", name, key_of(name), client.id)
        return replace(client, name=name)

    def note(self, client: Client, text: str) -> None:
        """Write something down."""
        text = checked("note", text)
        with self.database.writing():
            self._insert("notes", client=client.id, made=self.today, text=text)
            self._touch(client)

    def action(self, client: Client, text: str, due: date | None) -> int:
        """Agree on something; its number."""
        text = checked("action", text)
        with self.database.writing():
            number = self._next_number(client)
            day = due and due.isoformat()
            self._insert("actions", client=client.id, number=number, made=self.today, text=text, due=day)
            self._touch(client)
        return number

    def done(self, client: Client, number: int) -> Action:
        """Mark an action as done today."""
        known = self.file(client).actions
        action = next((a for a in known if a.number == number), None)
        if action is None:
            numbers = ", ".join(str(a.number) for a in known if a.done is None) or "none"
            raise CareerpathError(f"{shown(client)} has no action {number}; open are: {numbers}")
        if action.done is None:
            sql = "UPDATE actions SET done = ? WHERE client = ? AND number = ?"
            with self.database.writing():
                self.database.run(sql, self.today, client.id, number)
                self._touch(client)
        return action

    def close(self, client: Client, outcome: str) -> None:
        """Close the case today, with what became of it; the last outcome counts."""
        outcome = checked("outcome", outcome)
        with self.database.writing():
            sql = "UPDATE clients SET closed = ?, outcome = ? WHERE id = ?"
            self.database.run(sql, self.today, outcome, client.id)
            self._touch(client)

    def reopen(self, client: Client) -> None:
        """Take the case up again; a note keeps when and why it was closed."""
        if client.closed is None:
            raise CareerpathError(f"{shown(client)} is not closed")
        with self.database.writing():
            self.database.run("UPDATE clients SET closed = NULL, outcome = NULL WHERE id = ?", client.id)
            self.note(client, f"Reopened. Was closed on {client.closed}: {client.outcome}")

    def remove(self, client: Client, table: str, number: int) -> None:
        """Take back a note (by its number in `show`) or an action."""
        numbered = "number" if table == "actions" else "row_number() OVER (ORDER BY id)"
        found = dict(self.database.rows(f"SELECT {numbered}, id FROM {table} WHERE client = ?", client.id))
        if number not in found:
            raise CareerpathError(f"{shown(client)} has no {table.removesuffix('s')} {number}")
        with self.database.writing():
            self.database.run(f"DELETE FROM {table} WHERE id = ?", found[number])

    def forget(self, client: Client) -> None:
        """Remove the client and everything about them (`database_files.compact` leaves no trace of it)."""
        with self.database.writing():
            self.database.run("DELETE FROM clients WHERE id = ?", client.id)

    def take(self, client: Client, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> int:
        """Add what is not there yet to the tables `profiles`, `notes` and `actions`; how many rows that was."""
        fresh = 0
        with self.database.writing():
            for table, found in rows.items():
                content, same = ("data", data_of) if table == "profiles" else ("text", str)
                there = self.database.rows(f"SELECT made, {content} FROM {table} WHERE client = ?", client.id)
                known = [(made, same(text)) for made, text in there]
                for row in found:
                    if (row["made"], same(row[content])) in known:
                        continue
                    number = {"number": self._next_number(client)} if table == "actions" else {}
                    self._insert(table, client=client.id, **number, **row)
                    self._touch(client, row["made"])
                    fresh += 1
        return fresh

    def date_back(self, client: Client, touched: str, closed: str | None, outcome: str | None) -> None:
        """Give a client who was added just now the days that another caseload had for them."""
        sql = "UPDATE clients SET touched = ?, closed = ?, outcome = ? WHERE id = ?"
        self.database.run(sql, touched, closed, outcome, client.id)

    def printing(self, client: Client, files: Rows) -> None:
        """Before files are written: path, digest, digest of what is there now. Either content is ours from here on."""
        with self.database.writing():
            for path, digest, before in files:
                self.database.run("DELETE FROM files WHERE path = ?", path)
                made = {"client": client.id, "made": self.today, "inputs": ""}  # so that a run after a kill writes it
                self._insert("files", path=path, digest=digest, before=before, **made)

    def printed(
        self, client: Client, roadmap: tuple[int, str, str] | None, inputs: str, files: Mapping[str, bool]
    ) -> None:
        """Afterwards: the roadmap (profile version, goal, plan) that is on disk, and which of the files are."""
        with self.database.writing():
            last = self.database.rows(
                "SELECT profile, goal, plan, made FROM roadmaps WHERE client = ? ORDER BY id DESC LIMIT 1", client.id
            )
            if roadmap and last != [(*roadmap, self.today)]:
                profile, goal, plan = roadmap
                self._insert("roadmaps", client=client.id, made=self.today, profile=profile, goal=goal, plan=plan)
            for path, is_written in files.items():
                if is_written:
                    self.database.run("UPDATE files SET inputs = ? WHERE path = ?", inputs, path)
                else:
                    self.database.run("DELETE FROM files WHERE path = ? AND before IS NULL", path)
                    self.database.run("UPDATE files SET digest = before, before = NULL WHERE path = ?", path)

    def find(self, text: str, *, exact: bool = False) -> Client:
        """The client that is meant by a code, a name, or the beginning of one name only; a code comes first."""
        wanted = key_of(text[: LONGEST["name"] + 1])
        is_code = wanted[:1] == "c" and wanted[1:].isascii() and wanted[1:].isdigit() and len(wanted) < 15
        found = self._clients("WHERE id = ?", int(wanted[1:])) if is_code else []
        if found := found or self._clients("WHERE key = ?", wanted):
            return found[0]
        names = {int(i): str(key) for i, key in self.database.rows("SELECT id, key FROM clients")}
        near = [i for i, key in names.items() if wanted and f" {wanted}" in f" {key}"]  # a word begins like it
        listed = [client for i in (near or _similar(wanted, names))[:3] for client in self._clients("WHERE id = ?", i)]
        if len(near) == 1 and not exact:
            return listed[0]
        hint = f"; did you mean {' or '.join(shown(c) for c in listed)}?" if listed else ";"
        more = f" ({len(near)} begin like this)" if len(near) > 3 else ""
        raise CareerpathError(f"no client {printable(text[:60])!r}{hint}{more} `careerpath clients list` lists them")

    def named(self, name: str) -> Client | None:
        """The client of exactly that name."""
        return next(iter(self._clients("WHERE key = ?", key_of(name))), None)

    def all(self) -> list[Client]:
        """Every client in the order in which they were added."""
        return self._clients("ORDER BY id")

    def _clients(self, which: str, *values: Any) -> list[Client]:
        return [client_of(row) for row in self.database.rows(f"SELECT {CLIENT} FROM clients c {which}", *values)]

    def listed(
        self, words: Sequence[str] = (), *, order: str = "name", most: int = -1, closed: bool | None = False
    ) -> tuple[list[Listed], int]:
        """The clients whose names, codes, notes, actions, goals or roles hold all the words; and how many there are.

        Only open cases, only `closed` ones, or both (None).
        """
        where, values = [] if closed is None else [f"c.closed IS {'NOT ' * closed}NULL"], []
        for word in words:
            like = "%" + key_of(word).replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
            fields = [rf"{field} LIKE ? ESCAPE '\'" for field in ("c.key", "printf('c%04d', c.id)")]
            for field in ("goal", "roles"):
                value = f"CASE WHEN json_valid(p.data) THEN replace(json_extract(p.data, '$.{field}'), '-', ' ') END"
                fields.append(rf"{value} LIKE ? ESCAPE '\'")
            for table in ("notes", "actions"):
                fields.append(
                    rf"EXISTS (SELECT 1 FROM {table} t WHERE t.client = c.id AND folded(t.text) LIKE ? ESCAPE '\')"
                )
            where.append(f"({' OR '.join(fields)})")
            values += [like] * len(fields)
        sql = f"{LISTED} {'WHERE ' + ' AND '.join(where) if where else ''}"
        rows = self.database.rows(f"{sql} ORDER BY {ORDERS[order]} LIMIT {most}", *values)
        found = [_listed(row) for row in rows]
        if most < 0 or len(found) < most:
            return found, len(found)
        return found, int(self.database.rows(f"SELECT count(*) FROM ({sql})", *values)[0][0])

    def file(self, client: Client) -> ClientFile:
        """Everything about one client."""

        def rows(columns: str, table: str, order: str = "id") -> list[Any]:
            return self.database.rows(f"SELECT {columns} FROM {table} WHERE client = ? ORDER BY {order}", client.id)

        notes = rows("made, text", "notes")
        actions = rows("number, made, text, due, done", "actions", "number")
        return ClientFile(
            client=client,
            versions=tuple(_version(*row) for row in rows("id, made, data", "profiles")),
            notes=tuple(Note(i, shown_day(made), clean(text)) for i, (made, text) in enumerate(notes, 1)),
            actions=tuple(_action(*row) for row in actions),
            printed=tuple(
                Printed(shown_day(made), profile, shown_text(goal), data_of(plan))
                for made, profile, goal, plan in rows("made, profile, goal, plan", "roadmaps")
            ),
            files=tuple(
                Written(str(path), shown_day(made), str(inputs), str(digest), maybe_text(before))
                for path, made, inputs, digest, before in rows("path, made, inputs, digest, before", "files", "path")
            ),
        )

    def _keep(self, client: Client, profile: Profile) -> None:
        self._insert("profiles", client=client.id, made=self.today, data=profile_text(profile))

    def _insert(self, table: str, **values: Any) -> int:
        places = ", ".join("?" * len(values))
        return self.database.run(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", *values.values())

    def _next_number(self, client: Client) -> int:
        sql = "SELECT coalesce(max(number), 0) + 1 FROM actions WHERE client = ?"
        return int(self.database.rows(sql, client.id)[0][0])

    def _touch(self, client: Client, day: str | None = None) -> None:
        sql = "UPDATE clients SET touched = max(touched, ?) WHERE id = ?"
        self.database.run(sql, day or self.today, client.id)


def _listed(row: Sequence[Any]) -> Listed:
    role, goal, open_actions, next_due, contact = row[6:]
    days = (maybe_day(next_due), maybe_day(contact))
    return Listed(client_of(row[:6]), maybe_text(role), maybe_text(goal), int(open_actions), *days)


def _version(number: int, made: Any, data: Any) -> Version:
    found = data_of(data)
    return Version(number, shown_day(made), found if found is not None and is_sound(found) else None)


def _action(number: Any, made: Any, text: Any, due: Any, done: Any) -> Action:
    place = number if isinstance(number, int) else 0
    return Action(place, shown_day(made), clean(text), maybe_day(due), maybe_day(done))


def data_of(cell: Any) -> dict[str, Any] | None:
    """The object that a cell holds as JSON; None for what is none."""
    try:
        found = json.loads(cell)
    except (ValueError, TypeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def profile_text(profile: Profile) -> str:
    """The profile as it is kept: JSON without the name, which stands in the caseload."""
    return json.dumps({"schema": SCHEMA, **plain(replace(profile, name=None))}, ensure_ascii=False)


def _similar(wanted: str, names: dict[int, str]) -> list[int]:
    from rapidfuzz import fuzz, process

    return [found[2] for found in process.extract(wanted, names, scorer=fuzz.WRatio, score_cutoff=75, limit=3)]
