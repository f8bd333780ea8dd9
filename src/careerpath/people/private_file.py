"""Files about a person: readable by their owner only. `knowledge/one_file.py` writes them; words and locks are here."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from careerpath.errors import CareerpathError
from careerpath.knowledge.one_file import FILE_MODE, FOLDER_MODE, make_folder, replace_file, sync_folder
from careerpath.knowledge.text_file import printable

__all__ = [
    "FILE_MODE",
    "FOLDER_MODE",
    "cannot",
    "lock",
    "lock_alone",
    "or_cannot",
    "private_folder",
    "replace_file",
    "sync_folder",
    "try_lock",
    "unlock",
    "write_private",
]
WAIT_SECONDS = 10.0


def private_folder(folder: Path) -> Path:
    """The folder, made with mode 0700 if it is missing. Raises CareerpathError."""
    with or_cannot("be made", folder):
        return make_folder(folder)


def write_private(path: Path, text: str) -> None:
    """Replace `path` at once, durably, in a folder for its owner only. Raises CareerpathError."""
    private_folder(path.parent)
    with or_cannot("be written", path):
        replace_file(path, text)


@contextmanager
def or_cannot(what: str, path: Path) -> Iterator[None]:
    """Inside, what the disk refuses becomes one line (`cannot`)."""
    try:
        yield
    except OSError as error:
        raise cannot(what, path, error) from None


def cannot(what: str, path: Path, error: OSError) -> CareerpathError:
    """One line for a full disk, a folder that cannot be written and the like."""
    reason = error.strerror or type(error).__name__
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        what_helps = "free some space"
    elif error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        what_helps = "choose another name"
    else:
        what_helps = "check the rights of the folder"
    return CareerpathError(
        f"{printable(str(path))}: cannot {what} ({reason}); {what_helps} or set CAREERPATH_HOME to another folder"
    )


def lock(path: Path, *, shared: bool, wait: float = WAIT_SECONDS) -> int | None:
    """Hold the lock until `unlock`, or the end of the process. Raises CareerpathError if another one keeps it."""
    try:
        import fcntl  # noqa: F401
    except ImportError:  # Windows refuses to replace an open file by itself
        return None
    with or_cannot("be written", path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, FILE_MODE)
    try:
        _acquire(handle, path, shared=shared, wait=wait)
    except BaseException:
        os.close(handle)
        raise
    return handle


def lock_alone(handle: int | None, path: Path) -> None:
    """Make a shared lock one that nobody else shares. Raises CareerpathError if another one keeps it."""
    if handle is not None:
        _acquire(handle, path, shared=False, wait=WAIT_SECONDS)


def _acquire(handle: int, path: Path, *, shared: bool, wait: float) -> None:
    until = time.monotonic() + wait
    while not try_lock(handle, shared=shared):
        if time.monotonic() > until:
            raise CareerpathError(f"{path.stem}: in use by another careerpath; try again when it is done")
        time.sleep(0.05)


def try_lock(handle: int, *, shared: bool = False) -> bool:
    """Lock an open file now; False if another one has it. Raises OSError where files cannot be locked."""
    try:
        import fcntl
    except ImportError:
        return _try_lock_on_windows(handle)
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _try_lock_on_windows(handle: int) -> bool:
    import msvcrt

    far = 1 << 30  # behind all content: a locked byte cannot be read by others
    at = os.lseek(handle, 0, os.SEEK_CUR)
    try:
        os.lseek(handle, far, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    except OSError:
        return False
    finally:
        os.lseek(handle, at, os.SEEK_SET)
    return True


def unlock(handle: int | None) -> None:
    """Let go."""
    if handle is not None:
        os.close(handle)
