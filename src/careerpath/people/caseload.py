"""A counselor's clients: names, every version of their profiles, notes, agreed actions, printed roadmaps and files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import plain
from careerpath.knowledge.text_file import printable
from careerpath.people.client import (
    APART,
    CLIENT,
    CLIENT_COLUMNS,
    LONGEST,
    MARKS,
    Action,
    Change,
    Client,
    ClientFile,
    Listed,
    Note,
    Printed,
    Screening,
    Version,
    Written,
    checked,
    checked_mark,
    checked_name,
    clean,
    client_of,
    key_of,
    maybe_day,
    maybe_text,
    shown,
    shown_day,
    shown_text,
    with_marks,
)
from careerpath.people.database import Database
from careerpath.people.profile import SCHEMA, Profile, is_sound
from careerpath.record import replace

Rows = Sequence[tuple[Any, ...]]
LISTED = f"""
SELECT {CLIENT}, CASE WHEN json_valid(p.data) THEN json_extract(p.data, '$.roles[0].role') END,
  CASE WHEN json_valid(p.data) THEN json_extract(p.data, '$.roles[0].job') END,
  CASE WHEN json_valid(p.data) THEN json_extract(p.data, '$.goal') END,
  (SELECT count(*) FROM actions a WHERE a.client = c.id AND a.done IS NULL),
  (SELECT min(due) FROM actions a WHERE a.client = c.id AND a.done IS NULL) AS next_due,
  CASE WHEN EXISTS (SELECT 1 FROM notes n WHERE n.client = c.id)
    OR EXISTS (SELECT 1 FROM actions a WHERE a.client = c.id) THEN c.touched END
FROM clients c LEFT JOIN profiles p ON p.id = (SELECT max(id) FROM profiles WHERE client = c.id)
"""
CONTENT_COLUMNS = {"profiles": "data", "notes": "text", "actions": "text", "screening": "text"}
# Each ends in what tells two clients apart, so that a list is the same every time; actions without a day come last.
ORDERS = {
    "name": "c.key",
    "touched": "c.touched, c.key",
    "due": "next_due IS NULL, next_due, c.key",
    "added": "c.id",
}

UNDONE = {
    "clients": ("name", "key", "touched", "closed", "outcome", *MARKS, "origin"),
    "profiles": ("client", "made", "data"),
    "notes": ("client", "made", "text"),
    "actions": ("client", "number", "made", "text", "due", "done"),
    "screening": ("client", "made", "topic", "text"),
}
"""The tables whose changes can be taken back, with the columns that are put back."""
CHANGES_KEPT = 20
"""Per client; older ones can no longer be taken back."""


class Caseload:
    """The clients of one open database. All methods raise CareerpathError; a change is on disk when they return."""

    def __init__(self, database: Database, today: date) -> None:
        self.database = database
        database.connection.create_function("folded", 1, key_of, deterministic=True)
        self.day = today
        self.today = today.isoformat()
        self._before: dict[int, list[dict[str, Any]]] | None = None
        """Client -> what stood there, while something is being changed."""

    @contextmanager
    def changing(self, what: str) -> Iterator[None]:
        """Everything inside is on disk afterwards, or nothing is; `undo` takes it back in one."""
        with self.database.writing():
            if self._before is not None:
                yield
                return
            self._before = {}
            self.database.run("SAVEPOINT change")
            try:
                yield
                for client, before in self._before.items():
                    self._remember(client, what, before)
            except BaseException:
                with suppress(CareerpathError):
                    self.database.run("ROLLBACK TO change")
                raise
            finally:
                self._before = None
                with suppress(CareerpathError):
                    self.database.run("RELEASE change")

    def _remember(self, client: int, what: str, before: Sequence[Mapping[str, Any]]) -> None:
        data = json.dumps(before, ensure_ascii=False)
        sql = "INSERT INTO changes (client, made, what, before) VALUES (?, ?, ?, ?)"
        self.database.run(sql, client, self.today, what, data)
        newest = "SELECT id FROM changes WHERE client = ? ORDER BY id DESC LIMIT ?"
        sql = f"DELETE FROM changes WHERE client = ? AND id NOT IN ({newest})"
        self.database.run(sql, client, client, CHANGES_KEPT)

    def last_change(self, client: Client) -> Change | None:
        """What `undo` takes back next; None if there is nothing."""
        sql = "SELECT id, made, what, before FROM changes WHERE client = ? ORDER BY id DESC LIMIT 1"
        for number, made, what, before in self.database.rows(sql, client.id):
            return Change(number, shown_day(made), shown_text(what), _entries(before, client))
        return None

    def undo(self, client: Client) -> Change:
        """Take back the last change of the client. Raises CareerpathError if there is none, or it cannot be."""
        with self.database.writing():
            change = self.last_change(client)
            if change is None:
                raise CareerpathError(f"{shown(client)}: there is no change to take back")
            self.database.run("DELETE FROM changes WHERE id = ?", change.id)
            # the last row first: a later one may point to an earlier one
            for row in reversed(change.before):
                self._put_back(client, row["table"], row["id"], row["before"])
        return change

    def _put_back(self, client: Client, table: str, number: int, before: Mapping[str, Any] | None) -> None:
        """One row as it stood: None if there was none."""
        if before is None:
            if table == "clients":
                self._can_go(client)
            if table != "profiles" or not self._stays_printed(client, number):
                self.database.run(f"DELETE FROM {table} WHERE id = ?", number)
            return
        values = {column: value for column, value in before.items() if column in UNDONE[table]}
        if "key" in values:  # somebody else may have taken it since
            values["key"] = self._free_key(str(values["name"]), besides=client.id)
        if self.database.rows(f"SELECT 1 FROM {table} WHERE id = ?", number):
            places = ", ".join(f"{column} = ?" for column in values)
            self.database.run(f"UPDATE {table} SET {places} WHERE id = ?", *values.values(), number)
        else:
            self._put(table, id=number, **values)

    def _can_go(self, client: Client) -> None:
        """What was printed for a client would be left behind."""
        if self.database.rows("SELECT 1 FROM files WHERE client = ? LIMIT 1", client.id):
            raise CareerpathError(
                f"{shown(client)} was added by that, and has printed files since; `careerpath forget` removes both"
            )

    def _stays_printed(self, client: Client, version: int) -> bool:
        """True if a roadmap was printed from that version: it stays, and the one before it is the newest again."""
        if not self.database.rows("SELECT 1 FROM roadmaps WHERE profile = ? LIMIT 1", version):
            return False
        sql = "SELECT data FROM profiles WHERE client = ? AND id < ? ORDER BY id DESC LIMIT 1"
        before = self.database.rows(sql, client.id, version)
        if not before:
            raise CareerpathError(f"{shown(client)}: a roadmap was printed from that profile, the only one; update it")
        self._put("profiles", client=client.id, made=self.today, data=before[0][0])
        return True

    @property
    def mark(self) -> str:
        """What tells this caseload from those of colleagues."""
        rows = self.database.rows("SELECT value FROM about WHERE name = 'id'")
        return shown_text(rows[0][0]) if rows else ""

    def add(
        self, name: str, profile: Profile | None = None, *, marks: Mapping[str, str] | None = None, origin: str = "",
        is_another: bool = False,
    ) -> Client:  # fmt: skip
        """A new client. Where the name is there already, a mark (`MARKS`) says that it `is_another` person."""
        name = checked_name(name)
        columns = {mark: checked_mark(mark, text, self.day) for mark, text in (marks or {}).items() if text}
        is_another = is_another or bool(columns)
        with self.changing("added"):
            namesakes = self.namesakes(name)
            if namesakes and not is_another:
                raise CareerpathError(
                    f"{name!r} is in the caseload already ({namesakes[0].code}); "
                    "of another person give --born YEAR, --email or --id too"
                )
            if columns.get("external"):
                self._is_free(columns["external"])
            if origin:
                columns["origin"] = origin
            number = self._insert(
                "clients", name=name, key=self._free_key(name), added=self.today, touched=self.today, **columns
            )
            client = self._clients("WHERE id = ?", number)[0]
            if profile is not None:
                self._keep(client, profile)
        return client

    def set_mark(self, client: Client, mark: str, text: str | None) -> None:
        """Keep a birth year, e-mail or number of the agency; None for none. Raises CareerpathError."""
        value = checked_mark(mark, text, self.day) if text is not None else None
        if mark == "external" and value is not None:
            self._is_free(value, besides=client.id)
        with self.changing(f"set {mark}"):
            self._update("clients", client.id, **{mark: value})

    def set_origin(self, client: Client, origin: str) -> None:
        """Keep who the client is in a colleague's caseload."""
        with self.changing("origin"):
            self._update("clients", client.id, origin=origin)

    def _is_free(self, external: str, besides: int = 0) -> None:
        for holder in self.all_with_number(external):
            if holder.id != besides:
                raise CareerpathError(f"the number {printable(external)!r} is that of {shown(holder)} already")

    def _free_key(self, name: str, besides: int = 0) -> str:
        """The name for comparison and order, with a number behind it if others have that name."""
        owner_by_key = {}
        for client, taken_key in self.database.rows(*self._named_like(name, "id, key")):
            owner_by_key[taken_key] = client
        plain_key = free_key = key_of(name)
        count = 1
        while owner_by_key.get(free_key, besides) != besides:
            count += 1
            free_key = f"{plain_key}{APART}{count}"
        return free_key

    def _named_like(self, name: str, columns: str) -> tuple[str, str, str, str]:
        """A query for all clients of exactly that name, with its values: the index of the keys finds them."""
        plain_key = key_of(name)
        sql = f"SELECT {columns} FROM clients c WHERE c.key = ? OR (c.key > ? AND c.key < ?) ORDER BY c.id"
        return sql, plain_key, plain_key + APART, plain_key + " "

    def update(self, client: Client, profile: Profile) -> bool:
        """Keep a new version of the profile; False if it says what the last one says."""
        with self.changing("update"):
            last = self.database.rows("SELECT data FROM profiles WHERE client = ? ORDER BY id DESC LIMIT 1", client.id)
            if last and data_of(last[0][0]) == json.loads(profile_text(profile)):
                return False
            self._keep(client, profile)
            self._touch(client)
        return True

    def rename(self, client: Client, name: str) -> Client:
        """Call the client by another name; the code stays."""
        name = checked_name(name)
        with self.changing("rename"):
            others = [namesake for namesake in self.namesakes(name) if namesake.id != client.id]
            if others and not any(getattr(client, mark) for mark in MARKS):
                raise CareerpathError(f"{name!r} is in the caseload already ({others[0].code})")
            self._update("clients", client.id, name=name, key=self._free_key(name, besides=client.id))
        return replace(client, name=name)

    def note(self, client: Client, text: str) -> None:
        """Write something down."""
        text = checked("note", text)
        with self.changing("note"):
            self._insert("notes", client=client.id, made=self.today, text=text)
            self._touch(client)

    def action(self, client: Client, text: str, due: date | None) -> int:
        """Agree on something; its number."""
        text = checked("action", text)
        with self.changing("action"):
            number = self._next_number(client)
            day = due and due.isoformat()
            self._insert("actions", client=client.id, number=number, made=self.today, text=text, due=day)
            self._touch(client)
        return number

    def done(self, client: Client, number: int) -> Action:
        """Mark an action as done today; the action as it was before. Raises CareerpathError if there is none."""
        action = self._action_with(client, number)
        if action.done is None:  # the day on which it was done first stays
            sql = "SELECT id FROM actions WHERE client = ? AND number = ?"
            row_id = self.database.rows(sql, client.id, number)[0][0]
            with self.changing("done"):
                self._update("actions", row_id, done=self.today)
                self._touch(client)
        return action

    def _action_with(self, client: Client, number: int) -> Action:
        """The client's action of that number. Raises CareerpathError with the numbers that are open."""
        open_numbers = []
        for action in self.file(client).actions:
            if action.number == number:
                return action
            if action.done is None:
                open_numbers.append(str(action.number))
        listed = ", ".join(open_numbers) or "none"
        raise CareerpathError(f"{shown(client)} has no action {number}; open are: {listed}")

    def close(self, client: Client, outcome: str) -> None:
        """Close the case today, with what became of it; the last outcome counts. What is private goes for good."""
        outcome = checked("outcome", outcome)
        with self.changing("close"):
            self.unscreen(client)
            self._update("clients", client.id, closed=self.today, outcome=outcome)
            self._touch(client)

    def reopen(self, client: Client) -> None:
        """Take the case up again; a note keeps when and why it was closed."""
        if client.closed is None:
            raise CareerpathError(f"{shown(client)} is not closed")
        with self.changing("reopen"):
            self._update("clients", client.id, closed=None, outcome=None)
            self.note(client, f"Reopened. Was closed on {client.closed}: {client.outcome}")

    def remove(self, client: Client, table: str, number: int) -> None:
        """Take back a note (by its number in `show`) or an action."""
        numbered = "number" if table == "actions" else "row_number() OVER (ORDER BY id)"
        row_ids = dict(self.database.rows(f"SELECT {numbered}, id FROM {table} WHERE client = ?", client.id))
        if number not in row_ids:
            raise CareerpathError(f"{shown(client)} has no {table.removesuffix('s')} {number}")
        with self.changing(f"remove {table.removesuffix('s')}"):
            self._remember_row(table, row_ids[number])
            self.database.run(f"DELETE FROM {table} WHERE id = ?", row_ids[number])

    def screen(self, client: Client, topic: str, text: str) -> None:
        """Keep something private about a hospital's screening. What is taken out again is remembered nowhere."""
        text = checked("note", text)
        with self.changing("screening"):
            self._insert("screening", client=client.id, made=self.today, topic=topic, text=text)

    def screenings(self, client: Client) -> tuple[Screening, ...]:
        """What is kept about a hospital's screening; no other method reads it."""
        sql = "SELECT made, topic, text FROM screening WHERE client = ? ORDER BY id"
        screenings = []
        for number, (made, topic, text) in enumerate(self.database.rows(sql, client.id), 1):
            screenings.append(Screening(number, shown_day(made), shown_text(topic), clean(text)))
        return tuple(screenings)

    def unscreen(self, client: Client, number: int | None = None) -> int:
        """Take out one of them, or all, for good; how many that were."""
        sql = "SELECT id FROM screening WHERE client = ? ORDER BY id"
        row_ids = [row[0] for row in self.database.rows(sql, client.id)]
        if number is not None:
            if not 1 <= number <= len(row_ids):
                raise CareerpathError(f"{shown(client)} has no private note {number}")
            row_ids = [row_ids[number - 1]]
        with self.database.writing():
            for row_id in row_ids:
                self.database.run("DELETE FROM screening WHERE id = ?", row_id)
        return len(row_ids)

    def forget(self, client: Client) -> None:
        """Remove the client and everything about them (`database_files.compact` leaves no trace of it)."""
        with self.database.writing():
            self.database.run("DELETE FROM clients WHERE id = ?", client.id)

    def merge_missing(self, client: Client, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> int:
        """Add what is not there yet to `profiles`, `notes`, `actions` and `screening`; how many rows that was."""
        added = 0
        with self.changing("import"):
            for table, new_rows in rows.items():
                known = self._contents(client, table)
                for row in new_rows:
                    if (row["made"], _content_of(table, row)) in known:
                        continue
                    number = {"number": self._next_number(client)} if table == "actions" else {}
                    self._insert(table, client=client.id, **number, **row)
                    self._touch(client, row["made"])
                    added += 1
        return added

    def _contents(self, client: Client, table: str) -> list[tuple[str, Any]]:
        """Day and content of each row of the client in that table."""
        column = CONTENT_COLUMNS[table]
        contents = []
        for day, cell in self.database.rows(f"SELECT made, {column} FROM {table} WHERE client = ?", client.id):
            contents.append((day, _content_of(table, {column: cell})))
        return contents

    def date_back(self, client: Client, touched: str, closed: str | None, outcome: str | None) -> None:
        """Give a client who was added just now the days that another caseload had for them."""
        with self.changing("import"):
            self._update("clients", client.id, touched=touched, closed=closed, outcome=outcome)

    def printing(self, client: Client, files: Rows) -> None:
        """Before files are written: path, digest, digest of what is there now. Either content is ours from here on."""
        with self.database.writing():
            for path, digest, before in files:
                self.database.run("DELETE FROM files WHERE path = ?", path)
                # without inputs, so that a run after a kill writes the file again
                self._insert(
                    "files", path=path, digest=digest, before=before, client=client.id, made=self.today, inputs=""
                )

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

    def still_says(self, paths: Sequence[str], inputs: str) -> None:
        """Files that say what they would say if they were made anew from these inputs: they stay."""
        with self.database.writing():
            for path in paths:
                self.database.run("UPDATE files SET inputs = ? WHERE path = ?", inputs, path)

    def find(self, text: str, *, exact: bool = False) -> Client:
        """The client that is meant by a code, a name, or the beginning of one name only; a code comes first."""
        text = text[: LONGEST["name"] + 1]
        wanted = key_of(text)
        meant = self._with_code(wanted) or self.namesakes(text)
        if len(meant) > 1:
            people = " or ".join(with_marks(client) for client in meant[:4])
            raise CareerpathError(f"{len(meant)} clients have that name: {people}; give the code")
        if meant:
            return meant[0]
        names = {int(number): str(key) for number, key in self.database.rows("SELECT id, key FROM clients")}
        begun = [number for number, key in names.items() if _has_word_like(wanted, key)]
        near = [self._clients("WHERE id = ?", number)[0] for number in (begun or _similar(wanted, names))[:3]]
        if len(begun) == 1 and not exact:
            return near[0]
        hint = ";"
        if near:
            hint = f"; did you mean {' or '.join(shown(client) for client in near)}?"
        if len(begun) > len(near):
            hint += f" ({len(begun)} begin like this)"
        raise CareerpathError(f"no client {printable(text[:60])!r}{hint} `careerpath clients list` lists them")

    def _with_code(self, wanted: str) -> list[Client]:
        """The client of a code such as c0012; nobody for what is none."""
        digits = wanted[1:]
        # a longer number is none that SQLite could have given
        if not wanted.startswith("c") or not digits.isascii() or not digits.isdigit() or len(wanted) >= 15:
            return []
        return self._clients("WHERE id = ?", int(digits))

    def named(self, name: str) -> Client | None:
        """The client of exactly that name, if there is one only."""
        namesakes = self.namesakes(name)
        return namesakes[0] if len(namesakes) == 1 else None

    def namesakes(self, name: str) -> list[Client]:
        """All clients of exactly that name."""
        return [client_of(row) for row in self.database.rows(*self._named_like(name, CLIENT))]

    def all_with_number(self, external: str) -> list[Client]:
        """The client of that number of the agency, also if a spreadsheet dropped the noughts before it."""
        if not external.isdecimal():
            return self.with_mark("external", external)
        clients = self._clients("WHERE c.external GLOB '[0-9]*' AND ltrim(c.external, '0') = ?", external.lstrip("0"))
        return [client for client in clients if str(client.external).isdecimal()]

    def with_mark(self, column: str, value: str) -> list[Client]:
        """The clients with that number of the agency, or that code in another caseload."""
        if column not in ("external", "origin", "id"):
            raise ValueError(column)
        return self._clients(f"WHERE c.{column} = ?", value)

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
        conditions, values = [], []
        if closed is not None:
            conditions.append("c.closed IS NOT NULL" if closed else "c.closed IS NULL")
        fields = _searched_fields()
        for word in words:
            conditions.append(f"({' OR '.join(fields)})")
            values += [_like(word)] * len(fields)
        sql = f"{LISTED} WHERE {' AND '.join(conditions)}" if conditions else f"{LISTED} "
        rows = self.database.rows(f"{sql} ORDER BY {ORDERS[order]} LIMIT {most}", *values)
        clients = [_listed(row) for row in rows]
        if most < 0 or len(clients) < most:
            return clients, len(clients)
        return clients, int(self.database.rows(f"SELECT count(*) FROM ({sql})", *values)[0][0])

    def file(self, client: Client) -> ClientFile:
        """Everything about one client."""

        def rows(columns: str, table: str, order: str = "id") -> list[Any]:
            return self.database.rows(f"SELECT {columns} FROM {table} WHERE client = ? ORDER BY {order}", client.id)

        versions = [_version(*row) for row in rows("id, made, data", "profiles")]
        actions = [_action(*row) for row in rows("number, made, text, due, done", "actions", "number")]
        notes, printed, files = [], [], []
        for number, (made, text) in enumerate(rows("made, text", "notes"), 1):
            notes.append(Note(number, shown_day(made), clean(text)))
        for made, profile, goal, plan in rows("made, profile, goal, plan", "roadmaps"):
            printed.append(Printed(shown_day(made), profile, shown_text(goal), data_of(plan)))
        for path, made, inputs, digest, before in rows("path, made, inputs, digest, before", "files", "path"):
            files.append(Written(str(path), shown_day(made), str(inputs), str(digest), maybe_text(before)))
        return ClientFile(
            client=client,
            versions=tuple(versions),
            notes=tuple(notes),
            actions=tuple(actions),
            printed=tuple(printed),
            files=tuple(files),
        )

    def _keep(self, client: Client, profile: Profile) -> None:
        self._insert("profiles", client=client.id, made=self.today, data=profile_text(profile))

    def _insert(self, table: str, **values: Any) -> int:
        number = self._put(table, **values)
        if table in UNDONE:
            owner = number if table == "clients" else values["client"]
            self._note_before(owner, table, number, None)
        return number

    def _update(self, table: str, number: int, **values: Any) -> None:
        """New values for some columns of a row; the old ones are remembered."""
        self._remember_row(table, number)
        places = ", ".join(f"{column} = ?" for column in values)
        self.database.run(f"UPDATE {table} SET {places} WHERE id = ?", *values.values(), number)

    def _remember_row(self, table: str, number: int) -> None:
        """Remember a row as it stands."""
        columns = UNDONE[table]
        for row in self.database.rows(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", number):
            before = dict(zip(columns, row, strict=True))
            self._note_before(before.get("client", number), table, number, before)

    def _note_before(self, client: int, table: str, number: int, before: dict[str, Any] | None) -> None:
        if self._before is not None:
            self._before.setdefault(client, []).append({"table": table, "id": number, "before": before})

    def _put(self, table: str, **values: Any) -> int:
        places = ", ".join("?" * len(values))
        return self.database.run(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", *values.values())

    def _next_number(self, client: Client) -> int:
        sql = "SELECT coalesce(max(number), 0) + 1 FROM actions WHERE client = ?"
        return int(self.database.rows(sql, client.id)[0][0])

    def _touch(self, client: Client, day: str | None = None) -> None:
        """Note the day as the last one on which something was written about the client, if it is."""
        touched = day or self.today
        if self.database.rows("SELECT 1 FROM clients WHERE id = ? AND touched < ?", client.id, touched):
            self._update("clients", client.id, touched=touched)


def _searched_fields() -> list[str]:
    """Conditions with one value each: that a name, a code, a goal, a role, a note or an action holds a word."""
    holds = r"LIKE ? ESCAPE '\'"
    fields = [f"c.key {holds}", f"printf('c%04d', c.id) {holds}"]
    for field in ("goal", "roles"):
        value = f"CASE WHEN json_valid(p.data) THEN replace(json_extract(p.data, '$.{field}'), '-', ' ') END"
        fields.append(f"{value} {holds}")
    for table in ("notes", "actions"):
        fields.append(f"EXISTS (SELECT 1 FROM {table} t WHERE t.client = c.id AND folded(t.text) {holds})")
    return fields


def _like(word: str) -> str:
    """The pattern of SQL for a text with the word in it, taken as it is."""
    escaped = key_of(word).replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"


def _listed(row: Sequence[Any]) -> Listed:
    role, job, goal, open_actions, next_due, contact = row[CLIENT_COLUMNS:]
    texts = (maybe_text(role), maybe_text(job), maybe_text(goal))
    return Listed(client_of(row[:CLIENT_COLUMNS]), *texts, int(open_actions), maybe_day(next_due), maybe_day(contact))


def _version(number: int, made: Any, data: Any) -> Version:
    """A profile of a client; None in its place for what is none, so that the other versions can still be read."""
    profile = data_of(data)
    if profile is not None and not is_sound(profile):
        profile = None
    return Version(number, shown_day(made), profile)


def _action(number: Any, made: Any, text: Any, due: Any, done: Any) -> Action:
    place = number if isinstance(number, int) else 0
    return Action(place, shown_day(made), clean(text), maybe_day(due), maybe_day(done))


def _entries(cell: Any, client: Client) -> tuple[Any, ...]:
    """What a change remembered. Raises CareerpathError for what no careerpath wrote."""
    try:
        entries = json.loads(cell)
        is_ours = isinstance(entries, list) and all(_is_row_before(entry) for entry in entries)
    except (ValueError, TypeError, KeyError, RecursionError):
        is_ours = False
    if not is_ours:
        raise CareerpathError(f"{shown(client)}: what the last change replaced is damaged; nothing was taken back")
    return tuple(entries)


def _is_row_before(entry: Any) -> bool:
    """True for a row of a table that can be put back. Raises TypeError or KeyError for what is not even a row."""
    table, number, before = entry["table"], entry["id"], entry["before"]
    if table not in UNDONE or type(number) is not int:
        return False
    return before is None or set(before) <= set(UNDONE[table])


def _content_of(table: str, row: Mapping[str, Any]) -> Any:
    """What makes two rows of a day the same: the data of a profile, however it is written, else the text."""
    cell = row[CONTENT_COLUMNS[table]]
    return data_of(cell) if table == "profiles" else str(cell)


def data_of(cell: Any) -> dict[str, Any] | None:
    """The object that a cell holds as JSON; None for what is none."""
    try:
        data = json.loads(cell)
    except (ValueError, TypeError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def profile_text(profile: Profile) -> str:
    """The profile as it is kept: JSON without the name, which stands in the caseload."""
    return json.dumps({"schema": SCHEMA, **plain(replace(profile, name=None))}, ensure_ascii=False)


def _has_word_like(wanted: str, name: str) -> bool:
    """True if a word of the name begins so."""
    return bool(wanted) and f" {wanted}" in f" {name}"


def _similar(wanted: str, names: dict[int, str]) -> list[int]:
    """Those whose names are written nearly so, the nearest first."""
    from rapidfuzz import fuzz, process

    near = process.extract(wanted, names, scorer=fuzz.WRatio, score_cutoff=75, limit=3)
    return [number for _, _, number in near]
