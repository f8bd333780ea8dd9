"""JSON text -> plain data and the line of every value."""

from __future__ import annotations

import re
from bisect import bisect_left
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import Any

MAX_DEPTH = 40
MAX_DIGITS = 18
"""Longer whole numbers are read as floats."""
_BLANK = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"true|false|null")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")
_WORDS = {"true": True, "false": False, "null": None}
Path = tuple[str | int, ...]


class JsonFaultError(ValueError):
    """Not JSON, at `line`."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


class JsonLines:
    """The value of a JSON text in `data`; `line(path)` tells where a value stands. Raises JsonFaultError."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: dict[Path, int] = {}
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self.data, at = self._value(0, ())
        if (at := self._blank(at)) != len(text):
            raise self._fault(at, "something follows the end of the data")

    def line(self, path: Path) -> int:
        """The line of the value at `path`, or of its nearest parent; from 1."""
        while path and path not in self._starts:
            path = path[:-1]
        return bisect_left(self._breaks, self._starts.get(path, 0)) + 1

    def _fault(self, at: int, message: str) -> JsonFaultError:
        return JsonFaultError(bisect_left(self._breaks, at) + 1, message)

    def _blank(self, at: int) -> int:
        match = _BLANK.match(self._text, at)
        return match.end() if match else at

    def _value(self, at: int, path: Path) -> tuple[Any, int]:
        at = self._blank(at)
        self._starts[path] = at
        if len(path) > MAX_DEPTH:
            raise self._fault(at, f"nested deeper than {MAX_DEPTH} levels")
        first = self._text[at : at + 1]
        if first == "{":
            return self._object(at + 1, path)
        if first == "[":
            return self._array(at + 1, path)
        if first == '"':
            return self._string(at)
        if match := _WORD.match(self._text, at):
            return _WORDS[match.group()], match.end()
        if match := _NUMBER.match(self._text, at):
            whole = match.group().lstrip("-").isdigit() and len(match.group()) <= MAX_DIGITS
            return int(match.group()) if whole else float(match.group()), match.end()
        raise self._fault(at, "a value is missing" if not first else f"{first!r} starts no value")

    def _string(self, at: int) -> tuple[str, int]:
        try:
            text, end = scanstring(self._text, at + 1, False)
        except JSONDecodeError as error:
            raise self._fault(at, error.msg[:60]) from None
        return re.sub("[\ud800-\udfff]", "\ufffd", text), end

    def _object(self, at: int, path: Path) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        at = self._blank(at)
        if self._text[at : at + 1] == "}":
            return found, at + 1
        while True:
            at = self._blank(at)
            if self._text[at : at + 1] != '"':
                raise self._fault(at, "a key in double quotes is missing")
            key, end = self._string(at)
            colon = self._blank(end)
            if self._text[colon : colon + 1] != ":":
                raise self._fault(colon, f"a colon is missing after {key[:40]!r}")
            if key in found:
                raise self._fault(at, f"the key {key[:40]!r} stands here twice")
            found[key], at = self._value(colon + 1, (*path, key))
            at, more = self._next(at, "}")
            if not more:
                return found, at

    def _array(self, at: int, path: Path) -> tuple[list[Any], int]:
        found: list[Any] = []
        at = self._blank(at)
        if self._text[at : at + 1] == "]":
            return found, at + 1
        while True:
            value, at = self._value(at, (*path, len(found)))
            found.append(value)
            at, more = self._next(at, "]")
            if not more:
                return found, at

    def _next(self, at: int, end: str) -> tuple[int, bool]:
        at = self._blank(at)
        if self._text[at : at + 1] == end:
            return at + 1, False
        if self._text[at : at + 1] != ",":
            raise self._fault(at, f"a comma or {end!r} is missing")
        return at + 1, True
