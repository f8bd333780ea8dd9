"""YAML text -> plain data and the line of every value, in one pass over the parser's events.

Stricter than PyYAML's loaders: duplicate keys, anchors and aliases (so no alias bombs), tags, numbers out of range,
control characters, deep nesting and second documents are problems; `yes`, `no` and dates stay text (YAML 1.2), so that
the state `NO` is not false.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from careerpath.errors import Problem
from careerpath.knowledge.text_file import bad_character, printable

MAX_DEPTH = 40
MAX_VALUES = 300_000
Path = tuple[str | int, ...]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
"""Without a choice between two ways to read the same digits: those would all be tried."""
LONGEST_NUMBER = 40
"""A longer text is no number."""
_JSON_PAIR = re.compile(r"(\\\\)|\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
"""A character beyond U+FFFF as JSON writes it; YAML has no such pairs."""
_NO_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What the parser refuses without saying on which line."""
LONGEST_SHOWN = 60
_HARD_INDENT = re.compile("^[ \u00a0]+", re.M)
SIGNS = {
    "\t": "a tab stands before the text; use blanks there",
    "`": "a line with ` is no part of it; take the line out",
}
"""Characters that no value begins with, and what to do."""
PLAIN_WORDS = {
    "mapping values are not allowed": 'a text with a colon in it needs quotes around it, such as "Jordan: RN"',
    "did not find expected '-'": "this line is indented otherwise than those before; begin all lines of a list alike",
    "did not find expected key": "this line is indented otherwise than those before; begin all keys of a part alike",
    "did not find expected ',' or": "a comma is missing, or a bracket or quote is not closed here or above",
    "found unexpected end of stream": "a quote is not closed",
    "did not find expected alphabetic or numeric": "`*` and `&` begin no text; an entry of a list begins with `- `",
    "could not find expected ':'": "a line is written as `key: value`, with a colon and a blank",
}
"""How the parser names slips, and the same for readers."""
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(slots=True)
class YamlFile:
    """Plain data (dict, list, str, int, float, bool, None), the line of each value by its path, and the faults."""

    name: str
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    key_lines: dict[Path, int] = field(default_factory=dict)
    """The line of the key of each list or mapping in a mapping, which may begin below it."""

    def line(self, path: Path) -> int:
        """The line of the value at `path`, or of its nearest parent."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.name, line, message, "yaml"))


def parse_yaml(text: str, name: str) -> YamlFile:
    """Read one YAML document; faults are collected in `problems`, never raised."""
    file = YamlFile(name)
    builder = _Builder(file)
    if "\u00a0" in text:  # word processors indent with hard blanks
        text = _HARD_INDENT.sub(lambda blanks: " " * len(blanks[0]), text)
    if text.lstrip().startswith("{"):
        text = _JSON_PAIR.sub(_joined, text)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except _HopelessError as error:
        file.fault(error.line, str(error))
    except yaml.MarkedYAMLError as error:
        last = max(1, len(text.rstrip().splitlines()))  # the mark of a file cut short stands below its end
        mark = error.problem_mark
        if error.context_mark and str(error.problem).startswith("could not find expected ':'"):
            mark = error.context_mark  # where the key begins, not where the parser gave up
        line = min(mark.line + 1, last) if mark else 1
        file.fault(line, f"not valid YAML: {_in_plain_words(error, text)}")
    except (yaml.YAMLError, ValueError) as error:
        line, why = 1, str(error)
        no_text = _NO_TEXT.search(text)
        if no_text:
            line = text.count("\n", 0, no_text.start()) + 1
            why = f"the character U+{ord(no_text[0]):04X} has no place in text; remove it"
        file.fault(line, f"not valid YAML: {printable(why.splitlines()[0])}")
    if file.data is None and not file.problems:
        file.fault(1, "no data in the file")
    return file


def _in_plain_words(error: yaml.MarkedYAMLError, text: str) -> str:
    """What is wrong, for somebody who does not know YAML; in the words of the parser where we have none."""
    problem = printable(error.problem or "syntax")
    if problem.startswith("found character that cannot start"):
        sign = text[error.problem_mark.index : error.problem_mark.index + 1] if error.problem_mark else ""
        return SIGNS.get(sign, f"a text that begins with {printable(sign)!r} needs quotes around it")
    return next((plain for words, plain in PLAIN_WORDS.items() if problem.startswith(words)), problem)


def yaml_text(data: Any) -> str:
    """Plain data as YAML that `parse_yaml` reads as the same data, whatever the texts are."""

    class Dumper(yaml.SafeDumper):
        """PyYAML leaves away the quotes by its own idea of a number, which is not that of YAML 1.2."""

    def represent(dumper: Any, text: str) -> Any:
        plain = text in _WORDS or (len(text) <= LONGEST_NUMBER and (_INT.fullmatch(text) or _FLOAT.fullmatch(text)))
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if plain else None)

    Dumper.add_representer(str, represent)
    return str(yaml.dump(data, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=110))


def _joined(pair: re.Match[str]) -> str:
    if pair[1]:
        return pair[1]
    return chr(0x10000 + ((int(pair[2], 16) - 0xD800) << 10) + int(pair[3], 16) - 0xDC00)


class _HopelessError(Exception):
    """Reading on would be pointless or dangerous."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


_NO_KEY = object()


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not been read yet; `key` is the key that waits for its value."""

    container: Any
    path: Path
    key: Any = _NO_KEY
    key_line: int = 0


class _Builder:
    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.stack: list[_Open] = []
        self.values = 0
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.ScalarEvent):
            self._count(line, event)
            self._scalar(event, line)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._count(line, event)
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise _HopelessError(line, "anchors and aliases are not used here; write the value out")
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _HopelessError(line, "more than one YAML document in the file")

    def _count(self, line: int, event: Any) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            raise _HopelessError(line, f"more than {MAX_VALUES:,} values")
        if event.anchor:
            raise _HopelessError(line, "anchors and aliases are not used here; write the value out")
        if event.tag:
            self.file.fault(line, f"the tag {printable(event.tag)[:LONGEST_SHOWN]!r} is not used here")

    def _open(self, container: Any, line: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise _HopelessError(line, f"nested deeper than {MAX_DEPTH} levels")
        if self.stack and self._awaits_key():
            self.file.fault(line, "a key must be a plain word")
            self.stack[-1].key = None
            self.stack.append(_Open(container, self.stack[-1].path))
            return
        key_line = self.stack[-1].key_line if self.stack else 0
        path = self._put(container, line)
        if key_line:
            self.file.key_lines.setdefault(path, key_line)
        self.stack.append(_Open(container, path))

    def _awaits_key(self) -> bool:
        top = self.stack[-1]
        return isinstance(top.container, dict) and top.key is _NO_KEY

    def _put(self, value: Any, line: int) -> Path:
        """Store a value in the innermost open collection; return its path."""
        if not self.stack:
            self.file.data = value
            path: Path = ()
        else:
            top = self.stack[-1]
            if isinstance(top.container, list):
                path = (*top.path, len(top.container))
                top.container.append(value)
            else:
                path = (*top.path, str(top.key))
                if top.key is not None:
                    top.container[top.key] = value
                top.key = _NO_KEY
        self.file.lines.setdefault(path, line)
        return path

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        if self.stack and self._awaits_key():
            self._key(event.value, line)
        else:
            self._put(self._value(event, line), line)

    def _key(self, key: str, line: int) -> None:
        top = self.stack[-1]
        top.key = key
        top.key_line = line
        bad = bad_character(key)
        if bad:
            self.file.fault(line, f"the key {printable(key)[:LONGEST_SHOWN]!r} holds the control character {bad}")
            top.key = None
        elif key in top.container:
            self.file.fault(line, f"the key {key[:LONGEST_SHOWN]!r} stands here twice")
            top.key = None

    def _value(self, event: yaml.ScalarEvent, line: int) -> Any:
        text = event.value
        if not event.style:
            if text in _WORDS:
                return _WORDS[text]
            if len(text) > LONGEST_NUMBER:
                if text.lstrip("+-").isdigit():
                    self.file.fault(line, f"{text[:30]} is out of range")
                    return None
            elif _INT.fullmatch(text):
                return int(text)
            elif _FLOAT.fullmatch(text):
                if math.isfinite(float(text)):
                    return float(text)
                self.file.fault(line, f"{text[:30]} is out of range")
                return None
        bad = bad_character(text)
        if bad:
            self.file.fault(line, f"the text holds the control character {bad}; remove it")
        return text
