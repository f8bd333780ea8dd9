"""Unfinished quizzes: an append-only journal each, on disk before the next question shows.

A line is a JSON record and its CRC-32. A line cut off at the end (a kill, a full disk) is dropped; a damaged one in
the middle is skipped; both are said. The open file is locked, which keeps a second quiz out. Neither its name nor its
content tells who it is.
"""

from __future__ import annotations

import json
import os
import stat
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.one_file import NEW
from careerpath.knowledge.text_file import read_bytes, texts_in
from careerpath.people.private_file import FILE_MODE, or_cannot, private_folder, sync_folder, try_lock

SCHEMA = "careerpath/draft/1"
ENDING = ".draft"
MAX_BYTES = 8_000_000
"""No quiz writes a hundredth of it; a file that was put there cannot fill the memory."""
NEW_TO_READ_AND_WRITE = NEW & ~os.O_WRONLY | os.O_RDWR
"""A journal is written to its end and read back from the same open file, which holds the lock."""


@dataclass
class Draft:
    """One open, locked journal. `answers`: question id -> value, in the order of asking."""

    path: Path
    handle: int
    """Of the open file, locked; -1 when it is closed."""
    answers: dict[str, Any] = field(default_factory=dict)
    quick: bool = False
    start: dict[str, Any] | None = None
    """The profile that the quiz began with, as plain data."""
    faults: tuple[str, ...] = ()
    """What could not be read, in words."""

    def record(self, question: str, value: Any, dropped: tuple[str, ...] = ()) -> None:
        """Keep one answer (None: skipped), durably. Raises CareerpathError if the disk refuses."""
        entry: dict[str, Any] = {"answer": question, "value": value}
        if dropped:
            entry["dropped"] = list(dropped)
        self._append(entry)
        self.answers[question] = value
        for other in dropped:
            self.answers.pop(other, None)

    def begin(self, *, quick: bool, start: dict[str, Any] | None) -> None:
        """Write the first line. Raises CareerpathError."""
        self.quick, self.start = quick, start
        self._append({"schema": SCHEMA, "quick": quick, "start": start})

    def _append(self, entry: dict[str, Any]) -> None:
        """Write a line to the end, whole and to the disk; where that fails, nothing of it stays."""
        line = _line(entry)
        with or_cannot("be written", self.path):
            size = os.lseek(self.handle, 0, os.SEEK_END)
            try:
                while line:
                    written = os.write(self.handle, line)
                    line = line[written:]
                os.fsync(self.handle)
            except OSError:
                os.ftruncate(self.handle, size)
                raise

    def close(self) -> None:
        """Let go of the lock; the draft stays."""
        if self.handle >= 0:
            os.close(self.handle)
        self.handle = -1

    def discard(self) -> bool:
        """Remove the draft while it is still locked; False if the disk refuses."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError:
            self.close()  # Windows removes no file that is open
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
        self.close()
        return not os.path.lexists(self.path)


def create(data_dir: Path, *, quick: bool, start: dict[str, Any] | None = None) -> Draft:
    """A new draft, on disk and locked. Raises CareerpathError."""
    folder = private_folder(data_dir / "drafts")
    path = folder / f"{os.urandom(8).hex()}{ENDING}"  # by chance: quizzes may begin at the same moment
    with or_cannot("be written", path):
        handle = os.open(path, NEW_TO_READ_AND_WRITE, FILE_MODE)
        draft = Draft(path, handle)
        try_lock(handle)  # it is free: nobody else knows the file yet
    try:
        draft.begin(quick=quick, start=start)
    except CareerpathError:
        draft.discard()  # a draft without its first line would be offered as a damaged one
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
    """The files of all drafts, the one written to last first."""
    drafts = []
    with suppress(OSError), os.scandir(data_dir / "drafts") as entries:
        for entry in entries:
            if entry.name.endswith(ENDING) and entry.is_file(follow_symlinks=False):
                drafts.append((-entry.stat().st_mtime_ns, entry.name, Path(entry.path)))
    return [path for _, _, path in sorted(drafts)]


def _open(path: Path) -> Draft | None:
    """The draft, locked and mended; None if another quiz holds it, has just finished it, or it cannot be opened."""
    try:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    draft = Draft(path, handle)
    try:
        facts = os.fstat(handle)
        if stat.S_ISREG(facts.st_mode) and try_lock(handle) and os.fstat(handle).st_nlink:
            _replay(draft)
            return draft
    except OSError:
        pass
    draft.close()
    return None


def _replay(draft: Draft) -> None:
    """Fill the draft from its journal; cut off an unfinished last line."""
    raw = _read_all(draft.handle)
    whole = raw.rfind(b"\n") + 1
    entries = [_entry(line) for line in raw[:whole].split(b"\n") if line]
    faults = [] if raw else ["it is empty"]
    tail = raw[whole:]
    if tail:
        last = _entry(tail)
        if last is None:
            faults.append("its last entry was cut off and is left out")
            os.ftruncate(draft.handle, whole)
        else:  # whole but for its line end
            entries.append(last)
            os.write(draft.handle, b"\n")
    for entry in entries:
        _apply(draft, entry or {})
    damaged = entries.count(None)
    if damaged == 1:
        faults.append("1 damaged entry was skipped")
    elif damaged:
        faults.append(f"{damaged} damaged entries were skipped")
    if raw and not any(_is_first_line(entry) for entry in entries):
        faults.append("its first line is lost")
    draft.faults = tuple(faults)


def _read_all(handle: int) -> bytes:
    """What is in the file, as far as a draft can be long; one read may give less than is asked for."""
    raw = b""
    while len(raw) < MAX_BYTES:
        more = os.read(handle, MAX_BYTES - len(raw))
        if not more:
            break
        raw += more
    return raw


def _is_first_line(entry: dict[str, Any] | None) -> bool:
    return entry is not None and entry.get("schema") == SCHEMA


def _apply(draft: Draft, entry: dict[str, Any]) -> None:
    """What one line of the journal says: how the quiz began, or an answer and the ones that it took along."""
    start, dropped = entry.get("start"), entry.get("dropped")
    if entry.get("schema") == SCHEMA:
        draft.quick = bool(entry.get("quick"))
        draft.start = start if isinstance(start, dict) else None
    elif isinstance(entry.get("answer"), str):
        draft.answers[entry["answer"]] = entry.get("value")
        if not isinstance(dropped, list):
            return
        for question in dropped:
            if isinstance(question, str):
                draft.answers.pop(question, None)


def _line(entry: dict[str, Any]) -> bytes:
    text = json.dumps(entry, ensure_ascii=True, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _entry(line: bytes) -> dict[str, Any] | None:
    """The record of a line, or None if it is not whole."""
    try:
        if int(line[:8], 16) != zlib.crc32(line[9:]) or line[8:9] != b" ":
            return None
        entry = json.loads(line[9:])
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None


def unfinished(data_dir: Path) -> int:
    """How many there are."""
    return len(_paths(data_dir))


def remove_all(data_dir: Path) -> int:
    """Remove every draft that no quiz holds; how many that were."""
    removed = 0
    for path in _paths(data_dir):
        draft = _open(path)
        if draft is not None:
            removed += draft.discard()
    return removed


def naming(data_dir: Path, is_named: Callable[[str], bool]) -> tuple[Path, ...]:
    """Drafts with a text in them that names a person: those of 0.1 kept the name of the profile they began with."""
    drafts = []
    for path in _paths(data_dir):
        with suppress(CareerpathError):
            if any(is_named(text) for text in _texts_of(path)):
                drafts.append(path)
    return tuple(drafts)


def _texts_of(path: Path) -> Iterator[str]:
    """Every text in the journal. Raises CareerpathError if it cannot be read."""
    for line in read_bytes(path, limit=MAX_BYTES).split(b"\n"):
        yield from texts_in(_entry(line))


def remove(paths: Iterable[Path]) -> list[Path]:
    """Remove these drafts; the ones that could not be, because a quiz holds them or the disk refuses."""
    left = []
    for path in paths:
        draft = _open(path)
        is_removed = draft is not None and draft.discard()
        if not is_removed and os.path.lexists(path):
            left.append(path)
    return left
