"""The one way in which a file of ours comes to be: there in whole or not at all, and nothing of it left lying about.

What is written goes under a name nobody can foresee, into a file that must be new and for its owner only before it
holds a byte, and is moved into its place. However the writing ends, the temporary file goes: by an error, by a signal,
and after a kill when the next one writes beside it (`sweep`). A writer holds a lock on its temporary file for as long
as it lives, so that nobody sweeps what is still in work.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment, unused-ignore]

FOLDER_MODE = 0o700
FILE_MODE = 0o600
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""A file that was not there, and no link that somebody put in its place."""
OURS = re.compile(r"\.careerpath-[0-9a-f]{16}\.tmp")
"""Temporary names: without the name of a file, which may be that of a person."""
OLD_SECONDS = 86_400.0
"""Where files cannot be locked, a temporary one of this age belongs to nobody any more."""
KINDS = (
    (stat.S_ISDIR, "it is a folder; name a file in it"),
    (stat.S_ISFIFO, "it is a pipe, not a file"),
    (stat.S_ISCHR, "it is a device, not a file"),
    (stat.S_ISBLK, "it is a device, not a file"),
    (stat.S_ISSOCK, "it is a socket, not a file"),
)
Content = str | bytes | Callable[["BinaryIO"], object]
"""What is to be written; a function writes it piece by piece."""


def replace_file(path: Path, content: Content, *, durable: bool = True, private: bool = True) -> None:
    """Write the file, mode 0600, in a folder that exists; it is old or new, never half. Raises OSError.

    A link is followed before: what it points at is replaced, the link stays. Pipes, devices and folders are refused.
    What is about nobody (`private=False`) gets the mode that is usual on the machine.
    """
    target = place_of(path)
    sweep(target.parent)
    with _new_file(target.parent) as (temporary, handle):
        with os.fdopen(handle, "wb", closefd=False) as file:
            if callable(content):
                content(file)
            else:
                file.write(content if isinstance(content, bytes) else content.encode())
            file.flush()
            if not private and hasattr(os, "fchmod"):
                os.fchmod(handle, 0o666 & ~_umask())
            if durable:
                os.fsync(handle)
        temporary.replace(target)
    if durable:
        sync_folder(target.parent)


def _umask() -> int:
    """It can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def place_of(path: Path) -> Path:
    """The ordinary file that would be written: what a link points at. Raises OSError for what is none."""
    target = path.resolve() if path.is_symlink() else path
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return target
    for is_kind, words in KINDS:
        if is_kind(mode):
            raise OSError(errno.EINVAL, words)
    return target


@contextmanager
def _new_file(folder: Path) -> Iterator[tuple[Path, int]]:
    """A temporary file that is new and locked; whatever ends the writing, it goes. Raises OSError.

    A signal can come in the moment in which the file is made, so what removes it is in force before.
    """
    path = folder / _random_name()
    handle = -1
    try:
        handle = os.open(path, NEW, FILE_MODE)
        while not (_is_locked(handle) and os.fstat(handle).st_nlink):  # another process took it for a dead one
            os.close(handle)
            handle, path = -1, folder / _random_name()
            handle = os.open(path, NEW, FILE_MODE)
        if hasattr(os, "fchmod"):
            os.fchmod(handle, FILE_MODE)  # whatever the umask took away
        yield path, handle
    except BaseException:
        _unlink(path)
        raise
    finally:
        if handle >= 0:
            os.close(handle)  # and with it the lock, at last


def _random_name() -> str:
    """64 bits of chance: nobody foresees them, and no two are the same."""
    return f".careerpath-{os.urandom(8).hex()}.tmp"


def _unlink(path: Path) -> None:
    """Remove what is there, also if a signal comes in this very moment."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def add_lines(path: Path, lines: Iterable[str]) -> None:
    """Add lines to the end of a file of the user's, those that are not in it yet. Raises OSError.

    It is not written anew: what is in it, its rights and its place stay, and nothing of it can be lost.
    """
    handle = os.open(place_of(path), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
    with os.fdopen(handle, "r+b", buffering=0) as file:
        present = file.read()
        known = present.split(b"\n")
        added = b"".join(line.encode() + b"\n" for line in lines if line.encode() not in known)
        if not added:
            return
        if present and not present.endswith(b"\n"):
            added = b"\n" + added
        try:
            if file.write(added) != len(added):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError:
            file.truncate(len(present))
            raise


@contextmanager
def scratch_folder(beside: Path) -> Iterator[Path]:
    """A new folder (0700) beside a file, for what needs several files or another program's writer; gone at last.

    Raises OSError if it cannot be made.
    """
    sweep(beside)
    folder = beside / _random_name()
    handle: int | None = None
    try:
        try:
            folder.mkdir(mode=FOLDER_MODE)
            while fcntl is not None and (handle := _lock_of(folder)) is None:  # another process took it for a dead one
                _remove_tree(folder)
                folder = beside / _random_name()
                folder.mkdir(mode=FOLDER_MODE)
            yield folder
        finally:
            _remove_tree(folder)
    except BaseException:  # also a signal in the moment of removing
        _remove_tree(folder)
        raise
    finally:
        if handle is not None:
            os.close(handle)


def _lock_of(folder: Path) -> int | None:
    """The handle that locks a folder of our own; None if it is being swept or is gone. Raises OSError."""
    try:
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        return None
    if _is_locked(handle) and os.fstat(handle).st_nlink:
        return handle
    os.close(handle)
    return None


def exchange(one: Path, other: Path) -> None:
    """Let two folders change places; where the system cannot do that at once, one after the other. Raises OSError."""
    if sys.platform == "linux":
        import ctypes

        here, swap = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
        with suppress(AttributeError, ValueError):  # a C library without it
            rename = ctypes.CDLL(None, use_errno=True).renameat2
            if rename(here, os.fsencode(one), here, os.fsencode(other), swap) == 0:
                return
    aside = one.with_name(f"{one.name}.old")
    other.replace(aside)
    try:
        one.replace(other)
    except BaseException:
        aside.replace(other)
        raise


def _remove_tree(path: Path) -> None:
    """Remove a file, or a folder with what is in it; links are removed, not followed."""
    import shutil

    try:
        is_folder = stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return
    if is_folder:
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def sweep(*folders: Path) -> list[Path]:
    """Remove what dead processes left in the folders; what that was. Never raises: what we may not see is not ours."""
    return [path for path in left_in(*folders) if _removed_as_dead(path)]


def left_in(*folders: Path) -> list[Path]:
    """Temporary files of ours in the folders."""
    return list(chain.from_iterable(map(_temporary, folders)))


def _temporary(folder: Path) -> Iterable[Path]:
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path) for entry in entries if OURS.fullmatch(entry.name)]
    except OSError:
        return []


def _removed_as_dead(path: Path) -> bool:
    """Remove a temporary file of ours that no process works with any more; True if it was one.

    It goes while the lock is held: a writer that locks what it has just made sees then that it is gone, and makes
    another; after the lock, the writer may already be at work.
    """
    handle = -1
    try:
        facts = path.lstat()
        if hasattr(os, "getuid") and facts.st_uid != os.getuid():
            return False
        dead = time.time() - facts.st_mtime > OLD_SECONDS
        if fcntl is not None and (stat.S_ISREG(facts.st_mode) or stat.S_ISDIR(facts.st_mode)):
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                dead = True
            except BlockingIOError:
                return False
            except OSError:  # a file system without locks
                pass
        if dead:
            _remove_tree(path)
        return dead
    except OSError:
        return False
    finally:
        if handle >= 0:
            os.close(handle)


def _is_locked(handle: int) -> bool:
    """Lock a file of our own; False if another one has it. True also where files cannot be locked."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def make_folder(folder: Path) -> Path:
    """The folder, and every one above it that is missing, with mode 0700 whoever comes first. Raises OSError."""
    missing = []
    for path in (folder, *folder.parents):
        if os.path.lexists(path):
            break
        missing.append(path)
    for path in reversed(missing):
        with suppress(FileExistsError):  # by another process, just now
            path.mkdir(mode=FOLDER_MODE)  # `parents=True` would give the others the usual mode
            if path.stat().st_mode & 0o700 != FOLDER_MODE:
                path.chmod(FOLDER_MODE)  # a umask took rights away from the owner
    if not os.path.isdir(folder):  # noqa: PTH112 - which never raises
        folder.mkdir(exist_ok=True)  # says what is wrong
    return folder


def is_ours_alone(folder: Path) -> bool:
    """True if only we can have written what is in the folder, which is made if it is missing.

    Code is loaded from such a folder: whoever can write there runs code as the user.
    """
    try:
        make_folder(folder)
        paths = [folder.parent, folder]
        for top, folders, files in os.walk(folder):
            paths += [Path(top, name) for name in (*folders, *files)]
        return all(_is_private(path.lstat()) for path in paths)
    except OSError:
        return False


def _is_private(facts: os.stat_result) -> bool:
    """True for what belongs to us and nobody else may write, where the system knows such rights."""
    if not hasattr(os, "getuid"):
        return True
    return facts.st_uid == os.getuid() and not stat.S_ISLNK(facts.st_mode) and not facts.st_mode & 0o022


def sync_folder(folder: Path) -> None:
    """Make a new or renamed entry of the folder durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
