"""The caseload's file: SQLite with a rollback journal, or the same through SQLCipher if it is encrypted.

A rollback journal and not a write-ahead log: to read the caseload then needs no other file, so that it can be read on a
full disk and in a folder without the right to write.

Every process that has it open holds a shared lock on `caseload.lock`; who puts another file in its place holds it
alone. So no connection ever outlives its file, and no journal meets a file it does not belong to.
"""

from __future__ import annotations

import os
import re
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.one_file import NEW, scratch_folder, sweep
from careerpath.knowledge.text_file import is_text, is_there, printable
from careerpath.people.private_file import (
    FILE_MODE,
    cannot,
    lock,
    lock_alone,
    or_cannot,
    private_folder,
    sync_folder,
    unlock,
)

NAME = "caseload.db"
HEADER = b"SQLite format 3\0"
APPLICATION = 0x43504331
"""Marks the file as a caseload (`PRAGMA application_id`)."""
# So long another careerpath that is writing is waited for; then it is said instead of waiting on without a word.
WAIT_SECONDS = 10.0
JOURNALS = ("-wal", "-shm", "-journal")
REPLACED = f"{NAME}.replaced"
"""The caseload that the last restore replaced, kept until the next one."""
LEFT_BY_0_1 = (f"{NAME}.new", f"{NAME}.old")
"""Copies that an interrupted change could leave; today's lie in a folder that is swept."""
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE clients (
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE,
      added TEXT NOT NULL, touched TEXT NOT NULL
    );
    CREATE TABLE profiles (
      id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES clients ON DELETE CASCADE,
      made TEXT NOT NULL, data TEXT NOT NULL
    );
    CREATE TABLE notes (
      id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES clients ON DELETE CASCADE,
      made TEXT NOT NULL, text TEXT NOT NULL
    );
    CREATE TABLE actions (
      id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES clients ON DELETE CASCADE,
      number INTEGER NOT NULL, made TEXT NOT NULL, text TEXT NOT NULL, due TEXT, done TEXT, UNIQUE (client, number)
    );
    CREATE TABLE roadmaps (
      id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES clients ON DELETE CASCADE,
      profile INTEGER NOT NULL REFERENCES profiles ON DELETE CASCADE, made TEXT NOT NULL, goal TEXT NOT NULL,
      plan TEXT
    );
    CREATE TABLE files (
      path TEXT PRIMARY KEY, client INTEGER NOT NULL REFERENCES clients ON DELETE CASCADE,
      made TEXT NOT NULL, inputs TEXT NOT NULL, digest TEXT NOT NULL, before TEXT
    );
    CREATE INDEX profiles_of ON profiles (client, id);
    CREATE INDEX notes_of ON notes (client, id);
    CREATE INDEX roadmaps_of ON roadmaps (client, id);
    CREATE INDEX files_of ON files (client);
    """,
    "ALTER TABLE clients ADD COLUMN closed TEXT; ALTER TABLE clients ADD COLUMN outcome TEXT",
    """
    ALTER TABLE clients ADD COLUMN born TEXT;
    ALTER TABLE clients ADD COLUMN email TEXT;
    ALTER TABLE clients ADD COLUMN external TEXT;
    ALTER TABLE clients ADD COLUMN origin TEXT;
    CREATE TABLE changes (
      id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES clients ON DELETE CASCADE,
      made TEXT NOT NULL, what TEXT NOT NULL, before TEXT NOT NULL
    );
    CREATE INDEX changes_of ON changes (client, id);
    CREATE INDEX clients_by_external ON clients (external);
    CREATE INDEX clients_by_origin ON clients (origin);
    CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    INSERT INTO about (name, value) VALUES ('id', lower(hex(randomblob(4))));
    """,
    """
    CREATE TABLE screening (
      id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES clients ON DELETE CASCADE,
      made TEXT NOT NULL, topic TEXT NOT NULL, text TEXT NOT NULL
    );
    CREATE INDEX screening_of ON screening (client, id);
    """,
)
"""SQL from one schema version (`PRAGMA user_version`) to the next; only ever appended to."""


class DamagedError(CareerpathError):
    """The content of a file is not what SQLite wrote."""


def encodable(values: Sequence[Any]) -> list[Any]:
    """The values, with U+FFFD for what stands in Python for bytes that are not UTF-8: SQLite takes no such text."""
    result = []
    for value in values:
        if isinstance(value, str) and not is_text(value):
            value = printable(value)
        result.append(value)
    return result


class Database:
    """One open file. Every method raises CareerpathError in one line for what a disk, a lock or a file can do."""

    def __init__(self, path: Path, connection: Any, passphrase: str | None, lock: int | None = None) -> None:
        self.path = path
        self.connection = connection
        self.passphrase = passphrase
        self._lock = lock

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """All rows of a query."""
        with in_plain_words(self.path):
            return self.connection.execute(sql, encodable(values)).fetchall()  # type: ignore[no-any-return]

    def run(self, sql: str, *values: Any) -> int:
        """Change something; the id of the row that was added."""
        with in_plain_words(self.path):
            return self.connection.execute(sql, encodable(values)).lastrowid or 0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Everything inside is on disk afterwards, or nothing is; inside another one, when that one ends."""
        if self.connection.in_transaction:
            yield
            return
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            with suppress(CareerpathError):
                self.run("ROLLBACK")
            raise

    def alone(self) -> None:
        """Wait until no other process has the file open, and keep them out until it is closed."""
        lock_alone(self._lock, self.path)

    def close(self) -> None:
        """Let go of the file and of the lock."""
        with in_plain_words(self.path):
            self.connection.close()
        unlock(self._lock)

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_database(data_dir: Path, passphrase: str | None, *, create: bool = False) -> Database:
    """The caseload, brought to the present schema. Raises CareerpathError; makes a new one only if told to."""
    path = data_dir / NAME
    if create and not os.path.lexists(path):
        _begin(path, passphrase)
    _refuse_unusable(path)
    handle = lock(data_dir / "caseload.lock", shared=True)
    try:
        database = Database(path, connect(path, passphrase, update=True), passphrase, handle)
        _tidy(data_dir)
        return database
    except BaseException:
        unlock(handle)
        raise


def _begin(path: Path, passphrase: str | None) -> None:
    """A caseload without clients, complete before it has its name: a crash leaves none, and never an empty file."""
    private_folder(path.parent)
    handle = lock(path.with_name("caseload.lock"), shared=False)
    try:
        if os.path.lexists(path):  # by another process, just now
            return
        with or_cannot("be written", path), scratch_folder(path.parent) as folder:
            new = folder / NAME
            create(new)
            with closing(connect(new, passphrase, raw=True)) as connection, in_plain_words(path):
                migrate(connection)
            new.replace(path)
            sync_folder(path.parent)
    finally:
        unlock(handle)


def _tidy(data_dir: Path) -> None:
    """Remove the copies that interrupted changes left: whoever makes one holds the lock alone, and we share it."""
    sweep(data_dir)
    for name in LEFT_BY_0_1:
        for end in ("", *JOURNALS):
            path = data_dir / f"{name}{end}"
            with suppress(OSError):
                if is_there(path):
                    path.unlink()


def create(path: Path) -> None:
    """An empty file for its owner only, in the place of any other. Raises CareerpathError."""
    with or_cannot("be written", path):
        if is_there(path):
            path.unlink()
        os.close(os.open(path, NEW, FILE_MODE))


def _refuse_unusable(path: Path) -> None:
    """Refuse what SQLite would take for a caseload without clients, and what cannot be one."""
    try:
        state = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise CareerpathError(
            f"no caseload yet ({printable(str(path))}); `careerpath clients add NAME PROFILE` starts one"
        ) from None
    except OSError as error:
        raise cannot("be read", path, error) from None
    if not stat.S_ISREG(state.st_mode):
        raise CareerpathError(f"{printable(str(path))}: cannot be read (not a file); move it away")
    if not state.st_size:
        raise CareerpathError(
            f"{printable(str(path))}: empty file; `careerpath clients restore BACKUP` puts a backup in its place "
            "(without one, remove the file to start anew)"
        )


def connect(path: Path, passphrase: str | None, *, update: bool = False, raw: bool = False) -> Any:
    """A connection to a caseload file that passed the checks (none if `raw`). Raises CareerpathError."""
    module = _module(path, passphrase)
    with in_plain_words(path):
        connection = module.connect(str(path), timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        with in_plain_words(path):
            if module is not sqlite3 and passphrase is not None:
                connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
                connection.execute(f"PRAGMA key = {quoted(passphrase)}")
            for name, value in PRAGMAS.items():
                connection.execute(f"PRAGMA {name} = {value}")
            if not raw:
                _check(connection, path)
                if update:
                    migrate(connection)
                    _leave_wal(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _leave_wal(connection: Any) -> None:
    """Caseloads of 0.1 kept a write-ahead log; one that another process has open changes at a later time."""
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    if mode == "wal":
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()


def is_encrypted(path: Path) -> bool:
    """True if the file exists and is no plain SQLite file (so it is encrypted, or damaged)."""
    try:
        with path.open("rb") as file:
            head = file.read(len(HEADER))
    except OSError:
        return False
    return head not in (b"", HEADER)


def migrate(connection: Any, steps: Sequence[str] = MIGRATIONS) -> None:
    """Bring the schema to the present version, all or nothing; two processes may try at once."""
    if _pragma(connection, "user_version") >= len(steps):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number in range(_pragma(connection, "user_version"), len(steps)):
            for statement in filter(str.strip, steps[number].split(";")):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _check(connection: Any, path: Path) -> None:
    """Refuse another program's file, and one of a newer careerpath."""
    version, application = _pragma(connection, "user_version"), _pragma(connection, "application_id")
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if (tables or application) and application != APPLICATION:
        raise CareerpathError(f"{printable(str(path))}: this SQLite file is no careerpath caseload")
    if version > len(MIGRATIONS):
        raise CareerpathError(
            f"{printable(str(path))}: made by a newer careerpath (schema {version}, this one knows {len(MIGRATIONS)}); "
            "install the newer version"
        )
    wrong = _first_difference(shape_of(connection), _shape_made(version)) if tables else ""
    if wrong:
        raise DamagedError(
            f"{printable(str(path))}: {printable(wrong)[:60]!r} in it is not as a caseload has it; "
            "`careerpath clients restore BACKUP` puts a backup in its place"
        )


Shape = dict[tuple[str, str], Any]


def shape_of(connection: Any) -> Shape:
    """Tables with columns and references, indexes, and whatever else is defined in a database."""
    shape: Shape = {}
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
        if not isinstance(name, str) or name.startswith("sqlite_"):
            continue
        if kind == "table":
            columns = connection.execute("SELECT * FROM pragma_table_xinfo(?)", (name,)).fetchall()
            references = connection.execute("SELECT * FROM pragma_foreign_key_list(?)", (name,)).fetchall()
            shape[kind, name] = (columns, references)
        else:
            shape[str(kind), name] = re.sub(r"\s+", "", str(sql)).casefold()
    return shape


@cache
def _shape_made(version: int) -> Shape:
    """What our own migrations make, up to this version."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, MIGRATIONS[:version])
        return shape_of(connection)


def _first_difference(shape: Shape, wanted: Shape) -> str:
    """The name of something that is missing, too much, or otherwise; "" if all is as it should be."""
    for kind, name in sorted({*shape, *wanted}):
        if shape.get((kind, name)) != wanted.get((kind, name)):
            return name
    return ""


def _pragma(connection: Any, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _module(path: Path, passphrase: str | None) -> Any:
    """`sqlite3`, or SQLCipher's module for an encrypted file (or a new one with a passphrase)."""
    try:
        new = path.stat().st_size == 0
    except OSError:
        new = True
    if not is_encrypted(path) and not (new and passphrase):
        return sqlite3
    if not passphrase:
        raise CareerpathError(f"{printable(str(path))}: encrypted, or damaged; set CAREERPATH_PASSPHRASE to open it")
    return cipher()


def cipher() -> Any:
    """SQLCipher's module. Raises CareerpathError if the extra is not installed."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        raise CareerpathError("encryption needs the extra: pip install 'careerpath[crypt]'") from None
    return dbapi2


def quoted(passphrase: str) -> str:
    """The passphrase as an SQL string (a PRAGMA takes no parameters). Raises CareerpathError for an empty one."""
    if not passphrase or "\0" in passphrase:
        raise CareerpathError("the passphrase is empty or holds a NUL character; choose another one")
    try:
        passphrase.encode()
    except UnicodeEncodeError:
        raise CareerpathError("the passphrase is not UTF-8 text; set the terminal to UTF-8 and type it again") from None
    return "'" + passphrase.replace("'", "''") + "'"


PRAGMAS = {
    "foreign_keys": "ON",
    "synchronous": "FULL",
    "secure_delete": "ON",  # what is deleted is overwritten
    "temp_store": "MEMORY",  # nothing about people goes to the system's temporary folder
    "trusted_schema": "OFF",  # a foreign file runs nothing
}
DAMAGED = "damaged; `careerpath clients restore BACKUP` puts a backup in its place"
# What SQLite's words hold -> what they mean for somebody with a caseload. The first that fits counts.
REASONS = (
    ("locked", "another careerpath is writing to it and does not finish; try again in a moment"),
    ("full", "cannot be written (No space left on device); free some space. Nothing was lost"),
    ("disk I/O", "cannot be read or written (the disk reports an error, or is full). Nothing was lost"),
    (
        "readonly",
        "cannot be written (read-only); check the rights of the folder, or set CAREERPATH_HOME to another one",
    ),
    ("unable to open", "cannot be opened; check the rights of the folder, or set CAREERPATH_HOME to another one"),
    ("malformed", DAMAGED),
)


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into one line with the way out."""
    try:
        yield
    except Exception as error:
        if not type(error).__module__.startswith(("sqlite3", "sqlcipher3")):
            raise
        reason = _reason(str(error), path)
        kind = DamagedError if reason == DAMAGED else CareerpathError
        raise kind(f"{printable(str(path))}: {printable(reason)}") from None


def _reason(text: str, path: Path) -> str:
    """What SQLite's words mean for somebody who has a caseload; the words themselves, if we do not know them."""
    if "not a database" in text or "hmac" in text:  # with a wrong passphrase an encrypted file looks damaged
        return "wrong passphrase, or the file is damaged" if is_encrypted(path) else DAMAGED
    for mark, reason in REASONS:
        if mark in text:
            return reason
    return text
