"""Read a user's text file, or say in one line why not."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError

MAX_BYTES = 4_000_000
TEXT_BEGINS = frozenset(bytes([byte]) for byte in (*b"{[-#'\"_\n\t", *range(ord("a"), ord("z") + 1)))
"""With one of these, and no zero byte, no packed file begins: nothing has to be asked of it."""
TEXT_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class UnreadableError(CareerpathError):
    """A file that cannot be used as text; `line` counts from 1, 0 means the file as a whole."""

    def __init__(self, path: Path, reason: str, line: int = 0) -> None:
        self.reason = reason
        self.line = line
        super().__init__(f"{printable(str(path))}{f':{line}' if line else ''}: {reason}")


class MissingError(UnreadableError):
    """There is no such file."""


def read_text(path: Path, *, limit: int = MAX_BYTES) -> str:
    """The text of `path` (UTF-8, at most `limit` bytes). Raises UnreadableError, naming the file and the way out."""
    return decode(read_bytes(path, limit=limit), path)


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """The content of `path`. Raises UnreadableError, for a pipe or device before it is opened and could block."""
    try:
        facts = path.stat()
        mode, length = facts.st_mode, facts.st_size
        if stat.S_ISDIR(mode):
            raise UnreadableError(path, "this is a folder; name a file in it")
        if not stat.S_ISREG(mode):
            raise UnreadableError(path, "not a regular file; save the text to one")
        with path.open("rb") as file:
            raw = file.read(min(length, limit) + 1)  # room for the whole limit would be made, and most files are small
            if len(raw) > length:  # it grew meanwhile, or it is made as it is read and says nothing of its size
                raw += file.read(limit + 1 - len(raw))
    except (FileNotFoundError, NotADirectoryError):
        raise MissingError(path, "no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not usable"
        raise UnreadableError(path, f"cannot be read ({reason})") from None
    if len(raw) > limit:
        size = f"larger than {limit // 1_000_000} MB"
        raise UnreadableError(path, f"{size}; split it or check that it is the right file")
    return raw


def is_there(path: Path) -> bool:
    """True if something has this name, a dangling link too; False also for names that cannot be and hidden ones.

    The methods of `Path` raise for a name of 300 letters or a folder without rights, `os.path` never does.
    """
    return os.path.lexists(path)


def is_file(path: Path) -> bool:
    """True for an ordinary file (or a link to one); False for anything else, also for names that cannot be."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """True for a folder; False for anything else, also for names that cannot be."""
    return os.path.isdir(path)  # noqa: PTH112


def decode(raw: bytes, path: Path) -> str:
    """UTF-8 text, with or without byte order mark. Raises UnreadableError with the line of the first wrong byte.

    What is packed or locked is named, with the way out.
    """
    if b"\0" in raw[:1024] or raw[:1] not in TEXT_BEGINS:
        from careerpath.knowledge.packed import packed_kind

        what, way_out = packed_kind(raw)
        if what:
            raise UnreadableError(path, f"{what}, not UTF-8 text; {way_out}", 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UnreadableError(path, "not UTF-8 text; save the file as UTF-8", line) from None
    if not text.strip():
        raise UnreadableError(path, "the file is empty", 1)
    return text


def bad_character(text: str) -> str | None:
    """The name of the first character that has no place in text (control, escape, direction, line end), or None."""
    if text.isprintable():  # so nothing of what is refused here
        return None
    for character in text:
        if character in "\n\t":
            continue
        if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in TEXT_DIRECTION:
            return f"U+{ord(character):04X}"
    return None


def is_text(text: str) -> bool:
    """False if it holds half a surrogate pair, which no file and no database takes."""
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def texts_in(value: Any) -> Iterator[str]:
    """Every text in plain data, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_in(key)
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)


def printable(text: str) -> str:
    """`text` on one line, safe for a terminal: control characters become U+FFFD."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if bad_character(c) or c in "\n\t" else c for c in text)


def of_windows(raw: bytes) -> bytes:
    """Text of Windows (cp1252) as UTF-8: what Excel saves as "CSV", and Notepad as "ANSI". Other bytes stay."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        if not any(byte < 32 and byte not in b"\t\r\n" for byte in raw):
            with suppress(UnicodeDecodeError):
                return raw.decode("cp1252").encode()
    return raw
