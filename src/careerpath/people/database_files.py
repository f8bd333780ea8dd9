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
    in_plain_words,
    is_encrypted,
    migrate,
    quoted,
)
from careerpath.people.private_file import lock, or_cannot, private_folder, sync_folder, unlock
from careerpath.record import Record

DAY = re.compile(r"\d{4}-\d\d-\d\d")
NO_KEY = "''"
"""What SQLCipher takes for a file in plain."""
OF_THE_DISK = ("No space left", "the disk reports", "cannot be written", "finish")
"""Words of the errors that say nothing about what is in the file."""
A_DAY, TEXT, JSON_OBJECT, JSON_LIST = "a day", "text", "JSON", "a JSON list"
NEEDED_CELLS = {
    "clients": {"name": TEXT, "key": TEXT, "added": A_DAY, "touched": A_DAY},
    "profiles": {"made": A_DAY, "data": JSON_OBJECT},
    "notes": {"made": A_DAY, "text": TEXT},
    "actions": {"made": A_DAY, "text": TEXT},
    "roadmaps": {"made": A_DAY, "goal": TEXT},
    "files": {"path": TEXT, "made": A_DAY, "digest": TEXT},
    "changes": {"made": A_DAY, "what": TEXT, "before": JSON_LIST},
    "about": {"name": TEXT, "value": TEXT},
    "screening": {"made": A_DAY, "topic": TEXT, "text": TEXT},
}
"""Table -> column -> what stands in it."""
OPTIONAL_CELLS = {
    "clients": {"closed": A_DAY, "born": TEXT, "email": TEXT, "external": TEXT, "origin": TEXT},
    "actions": {"due": A_DAY, "done": A_DAY},
    "roadmaps": {"plan": JSON_OBJECT},
}
"""The same of columns that may be empty."""


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
            raise _naming(target, new, error) from None
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
            raise _naming(source, new, error) from None
        with _alone(data_dir):
            damaged = _put_in_place(new, data_dir / NAME, passphrase)
    return clients, damaged


def _naming(path: Path, inside: Path, error: CareerpathError) -> CareerpathError:
    """The same fault, of the file that the person named and not of the one in our own folder."""
    return type(error)(str(error).replace(printable(str(inside)), printable(str(path))))


def change_passphrase(data_dir: Path, old: str | None, new: str | None) -> tuple[Path, ...]:
    """Encrypt the caseload, decrypt it (`new` is None) or change its passphrase; what stays in plain beside it.

    The caseload that the last restore replaced is changed with it. Raises CareerpathError.
    """
    path = data_dir / NAME
    unchanged = []
    with _alone(data_dir), or_cannot("be written", path), scratch_folder(data_dir) as folder:
        verify(path, old)
        _encrypted(path, folder / NAME, old, new)
        replaced = data_dir / REPLACED
        if is_file(replaced):
            try:
                verify(replaced, old)
                _encrypted(replaced, folder / REPLACED, old, new)
                _replace(folder / REPLACED, replaced)
            except CareerpathError:  # it may have another passphrase; the caseload itself goes on
                unchanged.append(replaced)
        _replace(folder / NAME, path)
    unchanged += data_dir.glob(f"{NAME}.damaged*")
    if new is None:
        return ()
    return tuple(file for file in unchanged if not is_encrypted(file))


def _encrypted(path: Path, target: Path, old: str | None, new: str | None) -> None:
    """A copy of the file under another passphrase (None: in plain), checked; no byte of it is in plain on the way."""
    create(target)
    with in_plain_words(path), closing(cipher().connect(str(path), isolation_level=None)) as connection:
        if old is not None:
            connection.execute(f"PRAGMA key = {quoted(old)}")
        # what is still in the journal goes back into the file, and is exported with it
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        _export(connection, target, new)
    verify(target, new)


def _export(connection: Any, target: Path, passphrase: str | None) -> None:
    """SQLCipher's own copy into a file with another key, and the two numbers in the head that it leaves out."""
    key = NO_KEY if passphrase is None else quoted(passphrase)
    connection.execute(f"ATTACH DATABASE ? AS target KEY {key}", (str(target),))
    connection.execute("SELECT sqlcipher_export('target')")
    for number in ("user_version", "application_id"):
        value = connection.execute(f"PRAGMA main.{number}").fetchone()[0]
        connection.execute(f"PRAGMA target.{number} = {value}")
    connection.execute("DETACH DATABASE target")


def verify(path: Path, passphrase: str | None, *, values: bool = False) -> int:
    """The number of clients, if every page and reference of the file is right, and its tables are those we make.

    With `values` every cell is looked at too. Raises CareerpathError.
    """
    if not is_file(path):
        raise MissingError(path, "no such file")
    shown = printable(str(path))
    with closing(connect(path, passphrase)) as connection, in_plain_words(path):
        pages = connection.execute("PRAGMA integrity_check(1)").fetchall()
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if [row[0] for row in pages] != ["ok"] or broken:
            raise DamagedError(f"{shown}: damaged")
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise CareerpathError(f"{shown}: holds no caseload")
        fault = next(faults_in(connection), "") if values else ""
        if fault:
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
    rows: dict[str, int] = {}
    with closing(connect(path, passphrase)) as connection, in_plain_words(path):
        for table in ("clients", "profiles", "notes", "actions", "roadmaps"):
            rows[table] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        first, last, touched = connection.execute("SELECT min(added), max(added), max(touched) FROM clients").fetchone()
    return Content(**rows, first_added=maybe_day(first), last_added=maybe_day(last), last_touched=maybe_day(touched))


def faults_in(connection: Any) -> Iterator[str]:
    """Cells that no careerpath writes: what SQLite calls sound can still hold anything."""
    for table, needed in NEEDED_CELLS.items():
        kinds = _kinds_there(connection, table, needed | OPTIONAL_CELLS.get(table, {}))
        if not kinds:  # a table that an older caseload does not have yet
            continue
        rows = connection.execute(f"SELECT rowid, {', '.join(kinds)} FROM {table}")
        for number, *cells in rows:
            for (column, kind), cell in zip(kinds.items(), cells, strict=True):
                if cell is None and column not in needed:
                    continue
                if not _is_of_kind(cell, kind):
                    yield f"{table}, row {number}: {column} is no {kind.removeprefix('a ')}"


def _kinds_there(connection: Any, table: str, kinds: dict[str, str]) -> dict[str, str]:
    """Those of the columns that the table has: older versions made fewer."""
    columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    return {column: kind for column, kind in kinds.items() if column in columns}


def _is_of_kind(cell: Any, kind: str) -> bool:
    """True for a text, and one that is what it should be besides."""
    if not isinstance(cell, str):
        return False
    if kind == A_DAY:
        return DAY.fullmatch(cell) is not None
    if kind == JSON_OBJECT:
        return _is_json(cell, dict)
    if kind == JSON_LIST:
        return _is_json(cell, list)
    return True


def _is_json(cell: str, kind: type) -> bool:
    try:
        return isinstance(json.loads(cell), kind)
    except (ValueError, RecursionError):
        return False


def compact(database: Database) -> None:
    """Leave no trace of what was deleted: rewrite the file. Call `Database.alone` before.

    Raises CareerpathError. What was deleted is overwritten in its place before that (`secure_delete`).
    """
    database.run("VACUUM")
    database.rows("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy(source: Any, target: Path, passphrase: str | None) -> None:
    """SQLite's online copy into a new file of one piece, at the present schema."""
    create(target)
    key = passphrase if _is_cipher(source) else None
    with closing(connect(target, key, raw=True)) as connection, in_plain_words(target):
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
    if _settle(path, passphrase):
        aside, damaged = path.with_name(REPLACED), None
    else:
        aside = damaged = _next_free(path.with_name(f"{NAME}.damaged"))
    with or_cannot("be replaced", path):
        if damaged is None:  # of those that can be read only the last is kept
            aside.unlink(missing_ok=True)
        try:
            os.link(path, aside, follow_symlinks=False)
        except (OSError, NotImplementedError):  # a file system without links
            create(aside)
            shutil.copyfile(path, aside)
        _clear_journals(path, damaged)
        _replace(new, path)
    return damaged


def _clear_journals(path: Path, damaged: Path | None) -> None:
    """A journal left here would be read into the new file. That of a damaged one goes with it: it may mend it."""
    for ending in JOURNALS:
        journal = Path(f"{path}{ending}")
        if not is_there(journal):
            continue
        if damaged is None:
            journal.unlink()
        else:
            journal.replace(f"{damaged}{ending}")


def _next_free(path: Path) -> Path:
    """The path, with a number if it is taken: what lies there may be the only copy."""
    free = path
    number = 1
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def _settle(path: Path, passphrase: str | None) -> bool:
    """Write the journal back into the file; False if the file cannot be read (damaged, or another passphrase).

    Raises CareerpathError where the disk is full or refuses: that says nothing about the caseload.
    """
    try:
        with closing(connect(path, passphrase)) as connection, in_plain_words(path):
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            connection.execute("SELECT count(*) FROM clients").fetchone()
    except CareerpathError as error:
        if any(words in str(error) for words in OF_THE_DISK):
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
