"""Unfinished quizzes: an append-only journal each, on disk before the next question shows.

A line is a JSON record and its CRC-32. A line cut off at the end (a kill, a full disk) is dropped; a damaged one in
the middle is skipped; both are said. A lock beside it keeps a second quiz out. No file name tells who it is.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.people.private_file import FILE_MODE, or_cannot, private_folder, sync_folder

SCHEMA = "careerpath/draft/1"
ENDING = ".draft"
MAX_BYTES = 8_000_000


@dataclass
class Draft:
    """One open, locked journal. `answers`: question id -> value, in the order of asking."""

    path: Path
    lock: sqlite3.Connection
    answers: dict[str, Any] = field(default_factory=dict)
    quick: bool = False
    start: dict[str, Any] | None = None
    """The profile that the quiz began with, as plain data."""
    faults: tuple[str, ...] = ()
    """What could not be read, in words."""

    def record(self, question: str, value: Any, dropped: tuple[str, ...] = ()) -> None:
        """Keep one answer (None: skipped), durably. Raises CareerpathError if the disk refuses."""
        self._append({"answer": question, "value": value, **({"dropped": list(dropped)} if dropped else {})})
        self.answers[question] = value
        for key in dropped:
            self.answers.pop(key, None)

    def begin(self, *, quick: bool, start: dict[str, Any] | None) -> None:
        """Write the first line. Raises CareerpathError."""
        self.quick, self.start = quick, start
        self._append({"schema": SCHEMA, "quick": quick, "start": start})

    def _append(self, entry: dict[str, Any]) -> None:
        line = _line(entry)
        with or_cannot("be written", self.path), self.path.open("r+b", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            try:
                while line:
                    line = line[file.write(line) :]
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise

    def close(self) -> None:
        """Let go of the lock; the draft stays."""
        self.lock.close()

    def discard(self) -> None:
        """Remove the draft while it is still locked."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        _unlock(self.path, self.lock)


def create(data_dir: Path, *, quick: bool, start: dict[str, Any] | None = None) -> Draft:
    """A new draft, on disk and locked. Raises CareerpathError."""
    folder = private_folder(data_dir / "drafts")
    path = folder / f"{secrets.token_hex(8)}{ENDING}"
    with or_cannot("be written", path):
        draft = Draft(path, _lock(path))
        path.touch(FILE_MODE, exist_ok=False)
    try:
        draft.begin(quick=quick, start=start)
    except CareerpathError:
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
    """The draft, locked and mended; None if another quiz holds it, has just finished it, or it cannot be opened."""
    try:
        lock = _lock(path)
    except OSError:
        return None
    try:
        draft = Draft(path, lock)
        with path.open("r+b", buffering=0) as file:
            _replay(draft, file)
    except OSError:
        _unlock(path, lock)
        return None
    return draft


def _replay(draft: Draft, file: FileIO) -> None:
    """Fill the draft from its journal; cut off an unfinished last line."""
    raw = file.read(MAX_BYTES)
    whole = raw.rfind(b"\n") + 1
    found = [_entry(line) for line in raw[:whole].split(b"\n") if line]
    faults = [] if raw else ["it is empty"]
    if tail := raw[whole:]:
        if (last := _entry(tail)) is not None:  # whole but for its line end
            found.append(last)
            file.write(b"\n")
        else:
            faults.append("its last entry was cut off and is left out")
            file.truncate(whole)
    for entry in found:
        _apply(draft, entry or {})
    if damaged := found.count(None):
        faults.append(f"{damaged} damaged entr{'y was' if damaged == 1 else 'ies were'} skipped")
    if raw and not any(entry and entry.get("schema") == SCHEMA for entry in found):
        faults.append("its first line is lost")
    draft.faults = tuple(faults)


def _apply(draft: Draft, entry: dict[str, Any]) -> None:
    if entry.get("schema") == SCHEMA:
        draft.quick, draft.start = bool(entry.get("quick")), entry.get("start")
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


def _lock_path(path: Path) -> Path:
    return path.with_suffix(".lock")


def _lock(path: Path) -> sqlite3.Connection:
    """An exclusive lock that the system drops when the process ends. Raises OSError if another quiz holds it.

    SQLite knows how to lock a file on every system; its database stays empty.
    """
    lock = None
    try:
        lock = sqlite3.connect(_lock_path(path), timeout=0, isolation_level=None)
        lock.execute("PRAGMA journal_mode = MEMORY")
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        if lock:
            lock.close()
        raise OSError(str(error)) from None
    return lock


def _unlock(path: Path, lock: sqlite3.Connection) -> None:
    """Let go of a lock that nobody needs any more."""
    lock.close()
    with suppress(OSError):
        _lock_path(path).unlink(missing_ok=True)


def unfinished(data_dir: Path) -> int:
    """How many there are."""
    return len(_paths(data_dir))


def remove_all(data_dir: Path) -> int:
    """Remove every draft that no quiz holds; how many that were."""
    found = [draft for path in _paths(data_dir) if (draft := _open(path))]
    for draft in found:
        draft.discard()
    return len(found)
