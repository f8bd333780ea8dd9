"""Unfinished quizzes: an append-only journal each, on disk before the next question shows.

A line is a JSON record and its CRC-32. A line cut off at the end (a kill, a full disk) is dropped; a damaged one in
the middle is skipped; both are said. A lock keeps a second quiz out of the same draft. No file name tells who it is.
"""

from __future__ import annotations

import json
import os
import secrets
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.people.private_file import FILE_MODE, cannot, private_folder, sync_folder

SCHEMA = "careerpath/draft/1"
ENDING = ".draft"
MAX_BYTES = 8_000_000
BINARY = getattr(os, "O_BINARY", 0)
"""Windows would write other line ends than were counted."""


@dataclass
class Draft:
    """One open, locked journal. `answers`: question id -> value, in the order of asking."""

    path: Path
    handle: int
    answers: dict[str, Any] = field(default_factory=dict)
    quick: bool = False
    started: str = ""
    knowledge: str = ""
    faults: tuple[str, ...] = ()
    """What could not be read, in words."""

    def record(self, question: str, value: Any, dropped: tuple[str, ...] = ()) -> None:
        """Keep one answer (None: skipped), durably. Raises CareerpathError if the disk refuses."""
        self._append({"answer": question, "value": value, **({"dropped": list(dropped)} if dropped else {})})
        self.answers[question] = value
        for key in dropped:
            self.answers.pop(key, None)

    def _append(self, entry: dict[str, Any]) -> None:
        line = _line(entry)
        size = os.fstat(self.handle).st_size
        try:
            os.lseek(self.handle, size, os.SEEK_SET)
            written = 0
            while written < len(line):
                written += os.write(self.handle, line[written:])
            os.fsync(self.handle)
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self.handle, size)
            raise cannot("be written", self.path, error) from None

    def close(self) -> None:
        """Let go of the lock; the draft stays."""
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1

    def discard(self) -> None:
        """Remove the draft, while it is still locked where the system allows that (Windows does not)."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        self.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


def create(data_dir: Path, *, quick: bool, today: str, knowledge: str) -> Draft:
    """A new draft, on disk and locked. Raises CareerpathError."""
    folder = private_folder(data_dir / "drafts")
    path = folder / f"{secrets.token_hex(8)}{ENDING}"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | BINARY, FILE_MODE)
    except OSError as error:
        raise cannot("be written", path, error) from None
    draft = Draft(path, handle, quick=quick, started=today, knowledge=knowledge)
    try:
        _lock(handle)
        draft._append({"schema": SCHEMA, "started": today, "knowledge": knowledge, "quick": quick})
    except (CareerpathError, OSError):
        draft.discard()
        raise
    sync_folder(folder)
    return draft


def open_newest(data_dir: Path) -> Draft | None:
    """The draft written to last that no other quiz holds, with at least one answer; None if there is none."""
    for path in _paths(data_dir):
        draft = _open(path)
        if draft is None:
            continue
        if draft.answers or draft.faults:
            return draft
        draft.discard()
    return None


def _paths(data_dir: Path) -> list[Path]:
    try:
        return sorted((data_dir / "drafts").glob(f"*{ENDING}"), key=lambda p: (-p.stat().st_mtime_ns, p.name))
    except OSError:
        return []


def _open(path: Path) -> Draft | None:
    """The draft, locked and mended; None if another quiz holds it or it cannot be opened."""
    try:
        handle = os.open(path, os.O_RDWR | BINARY)
    except OSError:
        return None
    try:
        _lock(handle)
        if not path.exists():  # finished by another quiz between our two steps
            raise OSError
        raw = _read(handle)
    except OSError:
        os.close(handle)
        return None
    draft = Draft(path, handle)
    _replay(draft, raw)
    return draft


def _read(handle: int) -> bytes:
    parts = []
    size = 0
    while size < MAX_BYTES and (part := os.read(handle, 1 << 20)):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _replay(draft: Draft, raw: bytes) -> None:
    """Fill the draft from its journal; cut off an unfinished last line."""
    whole = raw.rfind(b"\n") + 1
    found = list(_entries(raw[:whole]))
    faults = [] if raw else ["it is empty"]
    if tail := raw[whole:]:
        if (last := _entry(tail)) is not None:  # whole but for its line end
            found.append(last)
            with suppress(OSError):
                os.lseek(draft.handle, 0, os.SEEK_END)
                os.write(draft.handle, b"\n")
        else:
            faults.append("its last entry was cut off and is left out")
            with suppress(OSError):
                os.ftruncate(draft.handle, whole)
    for entry in found:
        if entry is not None:
            _apply(draft, entry)
    if damaged := found.count(None):
        faults.append(f"{damaged} damaged entr{'y was' if damaged == 1 else 'ies were'} skipped")
    if raw and not draft.started:
        faults.append("its first line is lost")
    draft.faults = tuple(faults)


def _entries(raw: bytes) -> Iterator[dict[str, Any] | None]:
    for line in raw.split(b"\n"):
        if line:
            yield _entry(line)


def _apply(draft: Draft, entry: dict[str, Any]) -> None:
    if entry.get("schema") == SCHEMA:
        draft.started, draft.knowledge = str(entry.get("started")), str(entry.get("knowledge"))
        draft.quick = bool(entry.get("quick"))
    elif isinstance(entry.get("answer"), str):
        draft.answers[entry["answer"]] = entry.get("value")
        for key in entry.get("dropped", ()):
            draft.answers.pop(key, None)


def _line(entry: dict[str, Any]) -> bytes:
    text = json.dumps(entry, ensure_ascii=True, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _entry(line: bytes) -> dict[str, Any] | None:
    """The record of a line, or None if it is not whole."""
    try:
        if int(line[:8], 16) != zlib.crc32(line[9:]) or line[8:9] != b" ":
            return None
        found = json.loads(line[9:])
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _lock(handle: int) -> None:
    """An exclusive lock that the system drops when the process ends. Raises OSError if another quiz holds it.

    On Windows a lock bars reading too, so it stands on a byte far behind the end.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        os.lseek(handle, 1 << 30, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        os.lseek(handle, 0, os.SEEK_SET)
        return
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def unfinished(data_dir: Path) -> int:
    """How many there are."""
    return len(_paths(data_dir))


def remove_all(data_dir: Path) -> int:
    """Remove every draft that no quiz holds; how many that were."""
    found = [draft for path in _paths(data_dir) if (draft := _open(path))]
    for draft in found:
        draft.discard()
    return len(found)
