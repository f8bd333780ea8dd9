"""Whole caseload files: back up, restore, encrypt. A new file is complete and checked before it replaces anything.

It is made in a folder of its own (`scratch_folder`), so that no half copy, and no journal of one, is ever left beside
the caseload: what a kill leaves is swept at the next start. No copy is made of the old file: encrypting leaves nothing
in plain, and a disk without space is no reason to lose or double anything.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.one_file import place_of, scratch_folder
from careerpath.knowledge.text_file import MissingError, is_file, is_folder, is_there, printable
from careerpath.people.client import maybe_day
from careerpath.people.database import (
    JOURNALS,
    NAME,
    REPLACED,
    DamagedError,
    Database,
    cipher,
    connect,
    create,
    is_encrypted,
    migrate,
    quoted,
    told,
)
from careerpath.people.private_file import lock, or_cannot, private_folder, sync_folder, unlock
from careerpath.record import Record

DAY = re.compile(r"\d{4}-\d\d-\d\d")


def back_up(database: Database, target: Path, *, overwrite: bool = False) -> int:
    """An online copy, checked, encrypted if the caseload is; the number of clients in it. Raises CareerpathError."""
    if is_folder(target):
        what = "is a folder" if overwrite else "exists, and is a folder"
        raise CareerpathError(f"{printable(str(target))} {what}; name a file in it")
    with or_cannot("be written", target):
        place = place_of(target)
    if is_there(target) and not overwrite:
        raise CareerpathError(f"{printable(str(target))} exists; `--force` overwrites it")
    with or_cannot("be written", target), scratch_folder(place.parent) as folder:
        new = folder / "backup.db"
        try:
            _copy(database.connection, new, database.passphrase)
            clients = verify(new, database.passphrase)
        except DamagedError:
            raise CareerpathError(f"{printable(str(database.path))} is damaged; no backup written") from None
        except CareerpathError as error:
            raise _about(target, new, error) from None
        _replace(new, place)
    return clients


def restore(data_dir: Path, source: Path, passphrase: str | None, *, odd: bool = False) -> tuple[int, Path | None]:
    """Put a backup in the place of the caseload: the number of clients in it, and where a damaged one was left.

    The backup is checked, copied and checked again first. The caseload so far stays beside it as `caseload.db.replaced`
    until the next restore; one that cannot be read as `caseload.db.damaged` (`-2`, ...), for good. Raises
    CareerpathError, also for values that no caseload holds, unless they are to be taken all the same (`odd`).
    """
    verify(source, passphrase, values=not odd)
    with or_cannot("be written", data_dir / NAME), scratch_folder(private_folder(data_dir)) as folder:
        new = folder / NAME
        try:
            with closing(connect(source, passphrase)) as connection:
                _copy(connection, new, passphrase)
            clients = verify(new, passphrase)
        except CareerpathError as error:
            raise _about(source, new, error) from None
        with _alone(data_dir):
            damaged = _put_in_place(new, data_dir / NAME, passphrase)
    return clients, damaged


def _about(path: Path, inside: Path, error: CareerpathError) -> CareerpathError:
    """The same fault, of the file that the person named and not of the one in our own folder."""
    return type(error)(str(error).replace(printable(str(inside)), printable(str(path))))


def change_passphrase(data_dir: Path, old: str | None, new: str | None) -> tuple[Path, ...]:
    """Encrypt the caseload, decrypt it (`new` is None) or change its passphrase; what stays in plain beside it.

    The caseload that the last restore replaced is changed with it. Raises CareerpathError.
    """
    path = data_dir / NAME
    left = []
    with _alone(data_dir), or_cannot("be written", path), scratch_folder(data_dir) as folder:
        verify(path, old)
        _encrypted(path, folder / NAME, old, new)
        replaced = data_dir / REPLACED
        if is_file(replaced):
            try:
                verify(replaced, old)
                _encrypted(replaced, folder / REPLACED, old, new)
                _replace(folder / REPLACED, replaced)
            except CareerpathError:
                left.append(replaced)
        _replace(folder / NAME, path)
    left += data_dir.glob(f"{NAME}.damaged*")
    return tuple(one for one in left if new is not None and not is_encrypted(one))


def _encrypted(path: Path, made: Path, old: str | None, new: str | None) -> None:
    """A copy of the file under another passphrase, checked; no byte of it is in plain on the way."""
    create(made)
    with told(path), closing(cipher().connect(str(path), isolation_level=None)) as connection:
        if old is not None:
            connection.execute(f"PRAGMA key = {quoted(old)}")
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        key = quoted(new) if new is not None else "''"
        connection.execute(f"ATTACH DATABASE ? AS made KEY {key}", (str(made),))
        connection.execute("SELECT sqlcipher_export('made')")
        connection.execute(f"PRAGMA made.user_version = {version}")
        connection.execute(f"PRAGMA made.application_id = {application}")
        connection.execute("DETACH DATABASE made")
    verify(made, new)


def verify(path: Path, passphrase: str | None, *, values: bool = False) -> int:
    """The number of clients, if every page and reference of the file is right, and its tables are those we make.

    With `values` every cell is looked at too. Raises CareerpathError.
    """
    if not is_file(path):
        raise MissingError(path, "no such file")
    shown = printable(str(path))
    with closing(connect(path, passphrase)) as connection, told(path):
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if found != ["ok"] or broken:
            raise DamagedError(f"{shown}: damaged")
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise CareerpathError(f"{shown}: holds no caseload")
        if values and (fault := next(faults_in(connection), "")):
            raise CareerpathError(f"{shown}: {fault}; nothing was changed (`--force` takes it all the same)")
        return int(connection.execute("SELECT count(*) FROM clients").fetchone()[0])


class Content(Record):
    """How much a caseload holds, and the days on which its clients were added and last written about."""

    clients: int
    profiles: int
    notes: int
    actions: int
    roadmaps: int
    first_added: str | None
    last_added: str | None
    last_touched: str | None


def content_of(path: Path, passphrase: str | None) -> Content:
    """What is in a caseload file. Raises CareerpathError if it cannot be read."""
    with closing(connect(path, passphrase)) as connection, told(path):
        tables = ("clients", "profiles", "notes", "actions", "roadmaps")
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
        days = connection.execute("SELECT min(added), max(added), max(touched) FROM clients").fetchone()
    return Content(*counts, *map(maybe_day, days))


def faults_in(connection: Any) -> Iterator[str]:
    """Cells that no careerpath writes: what SQLite calls sound can still hold anything."""
    day, text, data = "a day", "text", "JSON"
    columns = {
        "clients": {"name": text, "key": text, "added": day, "touched": day},
        "profiles": {"made": day, "data": data},
        "notes": {"made": day, "text": text},
        "actions": {"made": day, "text": text},
        "roadmaps": {"made": day, "goal": text},
        "files": {"path": text, "made": day, "digest": text},
        "changes": {"made": day, "what": text, "before": "a JSON list"},
        "about": {"name": text, "value": text},
        "screening": {"made": day, "topic": text, "text": text},
    }
    marks = {"born": text, "email": text, "external": text, "origin": text}
    optional = {"clients": {"closed": day, **marks}, "actions": {"due": day, "done": day}, "roadmaps": {"plan": data}}
    for table, wanted in columns.items():
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        kinds = {column: kind for column, kind in {**wanted, **optional.get(table, {})}.items() if column in there}
        if not kinds:  # a table that an older caseload does not have yet
            continue
        rows = connection.execute(f"SELECT rowid, {', '.join(kinds)} FROM {table}")
        for number, *cells in rows:
            for (column, kind), cell in zip(kinds.items(), cells, strict=True):
                if cell is None and column not in wanted:
                    continue
                if not _is_of_kind(cell, kind):
                    yield f"{table}, row {number}: {column} is no {kind.removeprefix('a ')}"


def _is_of_kind(cell: Any, kind: str) -> bool:
    if not isinstance(cell, str):
        return False
    if kind == "a day":
        return DAY.fullmatch(cell) is not None
    if kind in ("JSON", "a JSON list"):
        try:
            return isinstance(json.loads(cell), dict if kind == "JSON" else list)
        except (ValueError, RecursionError):
            return False
    return True


def compact(database: Database) -> None:
    """Leave no trace of what was deleted: rewrite the file. Call `Database.alone` before.

    Raises CareerpathError. What was deleted is overwritten in its place before that (`secure_delete`).
    """
    database.run("VACUUM")
    database.rows("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy(source: Any, target: Path, passphrase: str | None) -> None:
    """SQLite's online copy into a new file of one piece, at the present schema."""
    create(target)
    with closing(connect(target, passphrase if _is_cipher(source) else None, raw=True)) as connection, told(target):
        source.backup(connection)
        connection.execute("PRAGMA journal_mode = DELETE")
        migrate(connection)


def _is_cipher(connection: Any) -> bool:
    return type(connection).__module__.startswith("sqlcipher3")


def _put_in_place(new: Path, path: Path, passphrase: str | None) -> Path | None:
    """Replace the caseload while nobody has it open; where an unreadable one was left.

    At every moment one whole caseload has its name. The old one gets a second name first, which takes no space.
    """
    if not is_there(path):
        _replace(new, path)
        return None
    readable = _settle(path, passphrase)
    aside = path.with_name(REPLACED) if readable else _next_free(path.with_name(f"{NAME}.damaged"))
    with or_cannot("be replaced", path):
        if readable:
            aside.unlink(missing_ok=True)
        try:
            os.link(path, aside, follow_symlinks=False)
        except (OSError, NotImplementedError):  # a file system without links
            create(aside)
            shutil.copyfile(path, aside)
        for end in JOURNALS:
            journal = Path(f"{path}{end}")
            if is_there(journal) and readable:
                journal.unlink()
            elif is_there(journal):
                journal.replace(f"{aside}{end}")
        _replace(new, path)
    return None if readable else aside


def _next_free(path: Path) -> Path:
    """The path, with a number if it is taken: what lies there may be the only copy."""
    names = (path.with_name(path.name + (f"-{number}" if number > 1 else "")) for number in count(1))
    return next(name for name in names if not os.path.lexists(name))


def _settle(path: Path, passphrase: str | None) -> bool:
    """Write the journal back into the file; False if the file cannot be read (damaged, or another passphrase).

    Raises CareerpathError where the disk is full or refuses: that says nothing about the caseload.
    """
    try:
        with closing(connect(path, passphrase)) as connection, told(path):
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            connection.execute("SELECT count(*) FROM clients").fetchone()
    except CareerpathError as error:
        if any(words in str(error) for words in ("No space left", "the disk reports", "cannot be written", "finish")):
            raise
        return False
    return True


def _replace(new: Path, target: Path) -> None:
    """Durably: the content before the name, the name before we go on. Raises CareerpathError."""
    with or_cannot("be written", target):
        handle = os.open(new, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        new.replace(target)
        sync_folder(target.parent)


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    handle = lock(private_folder(data_dir) / "caseload.lock", shared=False)
    try:
        yield
    finally:
        unlock(handle)
