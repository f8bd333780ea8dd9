"""Whole caseload files: back up, restore, encrypt. A new file is complete and checked before it replaces anything."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import MissingError, is_folder, printable
from careerpath.people.database import (
    JOURNALS,
    NAME,
    DamagedError,
    Database,
    cipher,
    connect,
    create,
    lock,
    migrate,
    quoted,
    told,
    unlock,
)
from careerpath.people.private_file import or_cannot, private_folder, sync_folder


def back_up(database: Database, target: Path, *, overwrite: bool = False) -> int:
    """An online copy, checked, encrypted if the caseload is; the number of clients in it. Raises CareerpathError."""
    if os.path.lexists(target) and not overwrite:
        raise CareerpathError(f"{printable(str(target))} exists; `--force` overwrites it")
    if is_folder(target):
        raise CareerpathError(f"{printable(str(target))} is a folder; name a file in it")
    new = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    with _removed_at_last(new):
        try:
            _copy(database.connection, new, database.passphrase)
            clients = verify(new, database.passphrase)
        except DamagedError:
            raise CareerpathError(f"{printable(str(database.path))} is damaged; no backup written") from None
        _replace(new, target)
    return clients


def restore(data_dir: Path, source: Path, passphrase: str | None) -> tuple[int, Path | None]:
    """Put a backup in the place of the caseload: the number of clients in it, and where a damaged one was left.

    The backup is copied and checked first. The caseload so far is kept aside until the other one is in its place; one
    that cannot be read stays beside it as `caseload.db.damaged` (`-2`, ...). Raises CareerpathError.
    """
    verify(source, passphrase)
    new = private_folder(data_dir) / f"{NAME}.new"
    with _removed_at_last(new):
        with closing(connect(source, passphrase)) as connection:
            _copy(connection, new, passphrase)
        clients = verify(new, passphrase)
        with _alone(data_dir):
            damaged = _put_in_place(new, data_dir / NAME, passphrase)
    return clients, damaged


def change_passphrase(data_dir: Path, old: str | None, new: str | None) -> None:
    """Encrypt the caseload, decrypt it (`new` is None) or change its passphrase. Raises CareerpathError."""
    path = data_dir / NAME
    made = data_dir / f"{NAME}.new"
    with _alone(data_dir), _removed_at_last(made):
        verify(path, old)
        create(made)
        with told(path), closing(cipher().connect(str(path), isolation_level=None)) as connection:
            if old is not None:
                connection.execute(f"PRAGMA key = {quoted(old)}")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            key = quoted(new) if new is not None else "''"
            connection.execute(f"ATTACH DATABASE ? AS made KEY {key}", (str(made),))
            connection.execute("SELECT sqlcipher_export('made')")
            connection.execute(f"PRAGMA made.user_version = {version}")
            connection.execute(f"PRAGMA made.application_id = {application}")
            connection.execute("DETACH DATABASE made")
        verify(made, new)
        _put_in_place(made, path, old)


def verify(path: Path, passphrase: str | None) -> int:
    """The number of clients, if every page and reference of the file is right. Raises CareerpathError."""
    if not path.is_file():
        raise MissingError(path, "no such file")
    with closing(connect(path, passphrase)) as connection, told(path):
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if found != ["ok"] or broken:
            raise DamagedError(f"{printable(str(path))}: damaged")
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise CareerpathError(f"{printable(str(path))}: holds no caseload")
        return int(connection.execute("SELECT count(*) FROM clients").fetchone()[0])


def compact(database: Database) -> None:
    """Leave no trace of what was deleted: rewrite the file, empty its journal, drop what a crash left aside.

    Call `Database.alone` before. Raises CareerpathError.
    """
    database.run("VACUUM")
    database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    for rest in (".new", ".old"):
        database.path.with_name(NAME + rest).unlink(missing_ok=True)


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

    At every moment one whole caseload has its name. The old one is copied aside first, with its journal if that could
    not be written back into it.
    """
    readable = _settle(path, passphrase)
    aside = path.with_name(f"{NAME}.old") if readable else _next_free(path.with_name(f"{NAME}.damaged"))
    with or_cannot("be replaced", path):
        for end in ("-wal", ""):
            if Path(f"{path}{end}").exists():
                create(Path(f"{aside}{end}"))
                shutil.copyfile(f"{path}{end}", f"{aside}{end}")
        for end in JOURNALS:
            Path(f"{path}{end}").unlink(missing_ok=True)
        _replace(new, path)
        if readable:
            aside.unlink(missing_ok=True)
    return None if readable else aside


def _next_free(path: Path) -> Path:
    """The path, with a number if it is taken: what lies there may be the only copy."""
    names = (path.with_name(path.name + (f"-{number}" if number > 1 else "")) for number in count(1))
    return next(name for name in names if not os.path.lexists(name))


def _settle(path: Path, passphrase: str | None) -> bool:
    """Write the journal back into the file; False if the file cannot be read (damaged, or another passphrase)."""
    if not path.exists():
        return True
    try:
        with closing(connect(path, passphrase)) as connection, told(path):
            return connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete"  # type: ignore[no-any-return]
    except CareerpathError:
        return False


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
def _removed_at_last(path: Path) -> Iterator[None]:
    try:
        yield
    finally:
        for end in ("", *JOURNALS):
            with suppress(OSError):
                Path(f"{path}{end}").unlink(missing_ok=True)


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    handle = lock(private_folder(data_dir) / "caseload.lock", shared=False)
    try:
        yield
    finally:
        unlock(handle)
