"""Read a user's text file, or say in one line why not."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from careerpath.errors import CareerpathError

MAX_BYTES = 4_000_000


def read_text(path: Path, *, limit: int = MAX_BYTES) -> str:
    """The text of `path` (UTF-8, at most `limit` bytes). Raises CareerpathError, naming the file and the way out."""
    shown = printable(str(path))
    try:
        if path.is_dir():
            raise CareerpathError(f"{shown} is a folder; name a file in it")
        if path.exists() and not path.is_file():
            raise CareerpathError(f"{shown} is not a regular file")
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except FileNotFoundError:
        raise CareerpathError(f"{shown}: no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not usable"
        raise CareerpathError(f"{shown}: cannot be read ({reason})") from None
    if len(raw) > limit:
        raise CareerpathError(
            f"{shown}: larger than {limit // 1_000_000} MB; split it or check that it is the right file"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CareerpathError(f"{shown}:{line}: not UTF-8 text; save the file as UTF-8") from None
    if not text.strip():
        raise CareerpathError(f"{shown}:1: the file is empty")
    return text


def bad_character(text: str) -> str | None:
    """The name of the first character that has no place in text (control, escape, text direction), or None."""
    if text.isascii() and text.isprintable():
        return None
    for character in text:
        if character in "\n\t":
            continue
        if (
            unicodedata.category(character) in ("Cc", "Cs")
            or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        ):
            return f"U+{ord(character):04X}"
    return None


def printable(text: str) -> str:
    """`text` on one line, safe for a terminal: control characters become U+FFFD."""
    return "".join("\ufffd" if bad_character(c) or c in "\n\t" else c for c in text)
