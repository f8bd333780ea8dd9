"""Files about a person: readable by their owner only, and either old or new after a crash, never half."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import printable

if TYPE_CHECKING:
    from typing import BinaryIO

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def private_folder(folder: Path) -> Path:
    """The folder, made with mode 0700 if it is missing. Raises CareerpathError."""
    with or_cannot("be made", folder):
        for missing in [*reversed([p for p in folder.parents if not p.exists()]), folder]:
            missing.mkdir(exist_ok=True, mode=FOLDER_MODE)  # `parents=True` would give the others the usual mode
    return folder


def write_private(path: Path, text: str) -> None:
    """Replace `path` at once, durably: temporary file, fsync, rename, fsync of the folder. Raises CareerpathError."""
    private_folder(path.parent)
    with or_cannot("be written", path):
        replace_file(path, text)


def replace_file(path: Path, content: str | bytes | Callable[[BinaryIO], object]) -> None:
    """Write the file, mode 0600, in a folder that exists; it is old or new, never half. Raises OSError.

    The content may be a function that writes it piece by piece.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
        with os.fdopen(handle, "wb") as file:
            if callable(content):
                content(file)
            else:
                file.write(content if isinstance(content, bytes) else content.encode())
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Make a new or renamed entry of the folder durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    what_helps = "free some space" if full else "check the rights of the folder"
    return CareerpathError(
        f"{printable(str(path))}: cannot {what} ({reason}); {what_helps} or set CAREERPATH_HOME to another folder"
    )
