"""One question on a terminal as a small machine: keys in, lines out. It knows no terminal, so it can be tested."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Any

from careerpath.knowledge.text_file import bad_character
from careerpath.services.quiz import Reply, Screen

Fragment = tuple[str, str]
"""(style class, text)."""
Line = list[Fragment]
Finder = Callable[[str, str], list[tuple[str, str]]]
"""(table, typed) -> (id, title) of the nearest entries."""
WIDEST = 92
SHORT_LIST = 9
"""Lists up to this length are picked from by one digit."""
LONGEST_INPUT = 200
COMMANDS = {"b": "back", "s": "skip", "q": "leave", "f": "finish"}


class View:
    """The state of one screen: what is typed, where the cursor is, what is picked."""

    def __init__(self, screen: Screen, find: Finder, titles: Callable[[str, str], str], *, utf: bool = True) -> None:
        self.screen, self.question = screen, screen.question
        self.find, self.titles = find, titles
        self.marks = ("\u276f", "\u25c9", "\u25ef", "\u2501", "\u2500") if utf else (">", "x", " ", "#", "-")
        self.typed = ""
        self.help = False
        self.error = screen.error
        self.cursor = self._first
        self.picked: list[Any] = []
        self.top = 0
        self._start_from_previous()

    def _start_from_previous(self) -> None:
        previous, question = self.screen.previous, self.question
        if previous is None:
            return
        if question.kind == "entries" or question.many:
            self.picked = list(previous) if question.many else [previous]
        elif question.kind in ("choice", "level"):
            values = [option.value for option in question.choices]
            self.cursor = values.index(previous) if previous in values else 0
        else:
            given = [previous.get(one, 0) for one in question.each] if question.each else [previous]
            self.typed = " ".join(f"{one:g}" if isinstance(one, float) else str(one) for one in given)

    @property
    def _first(self) -> int:
        """Where the cursor starts: nothing is highlighted above a text that nobody has begun."""
        return -1 if self.question.kind == "text" and not self.typed else 0

    @property
    def takes_words(self) -> bool:
        """True where letters are part of an answer, so that a command is a letter and Enter."""
        return self.question.kind in ("entries", "text") or self.is_filtered

    @property
    def is_filtered(self) -> bool:
        """A list too long for one digit; typing narrows it."""
        return self.question.kind in ("choice", "choices") and len(self.question.choices) > SHORT_LIST

    def options(self) -> list[tuple[Any, str]]:
        """What can be picked now."""
        question = self.question
        if question.kind == "entries":
            return list(self.find(question.table, self.typed)) if self.typed.strip() else []
        wanted = self.typed.casefold().strip()
        listed = [(option.value, option.label) for option in question.choices]
        if question.kind == "text":
            near = [pair for pair in listed if wanted in pair[1].casefold() and pair[1].casefold() != wanted]
            return [*near, (self.typed.strip(), f"as typed: {self.typed.strip()}")] if wanted else near
        if self.is_filtered:
            return [pair for pair in listed if wanted in pair[1].casefold()]
        return listed

    def press(self, key: str) -> Reply | None:
        """One key: a character, or the name of one (`KEYS` of the prompter). A reply ends the screen."""
        self.error = ""
        listed = self.options()
        if key in ("up", "down", "pageup", "pagedown"):
            step = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}[key]
            self.cursor = max(self._first, min(self.cursor + step, len(listed) - 1))
        elif key == "enter":
            return self._enter(listed)
        elif key == "backspace":
            self._backspace()
        elif key == "left":
            return Reply("back", 1) if not self.typed else None
        elif key == "?":
            self.help = not self.help
        elif len(key) == 1:
            return self._character(key, listed)
        return None

    def paste(self, text: str) -> None:
        """Pasted text becomes typed text: one line, no control characters, not endless."""
        clean = "".join(" " if c in "\r\n\t" else c for c in text[: 4 * LONGEST_INPUT])
        clean = "".join(c for c in clean if not bad_character(c))
        if self.takes_words or self.question.kind in ("number", "date"):
            self.typed = (self.typed + clean)[:LONGEST_INPUT]
            self.cursor = self._first

    def _backspace(self) -> None:
        if self.typed:
            self.typed = self.typed[:-1]
            self.cursor = self._first
        elif self.question.kind == "entries" and self.picked:
            self.picked.pop()

    def _character(self, key: str, listed: list[tuple[Any, str]]) -> Reply | None:
        kind = self.question.kind
        if not self.takes_words and key in COMMANDS:
            return self._command(key)
        if kind in ("number", "date") or self.takes_words:
            if self.is_filtered and key == " " and self.question.many:
                self._toggle(listed)
            elif (key.isprintable() and self.takes_words) or key in "0123456789.- "[
                : None if self.question.each else -1
            ]:
                self.typed = (self.typed + key)[:LONGEST_INPUT]
                self.cursor = self._first
            return None
        if key == " " and self.question.many:
            self._toggle(listed)
        elif key.isascii() and key.isdigit():
            return self._digit(int(key), listed)
        return None

    def _digit(self, digit: int, listed: list[tuple[Any, str]]) -> Reply | None:
        index = digit if self.question.kind == "level" else digit - 1
        if not 0 <= index < len(listed):
            self.error = f"{digit} is not in the list"
            return None
        self.cursor = index
        if self.question.many:
            self._toggle(listed)
            return None
        return Reply("value", listed[index][0])

    def _toggle(self, listed: list[tuple[Any, str]]) -> None:
        if not listed:
            return
        value = listed[min(self.cursor, len(listed) - 1)][0]
        if value in self.picked:
            self.picked.remove(value)
        else:
            self.picked.append(value)

    def _command(self, key: str) -> Reply:
        return Reply("back", 1) if key == "b" else Reply(COMMANDS[key])  # type: ignore[arg-type]

    def _enter(self, listed: list[tuple[Any, str]]) -> Reply | None:
        word = self.typed.strip()
        if self.takes_words and word in COMMANDS:
            return self._command(word)
        kind = self.question.kind
        if kind == "entries":
            return self._enter_entry(listed, word)
        if kind in ("number", "date"):
            return Reply("value", word) if word else Reply("skip")
        if kind == "text":
            return self._enter_text(listed, word)
        if self.question.many:
            return Reply("value", list(self.picked))
        if not listed:
            self.error = "nothing fits; delete some letters"
            return None
        return Reply("value", listed[min(self.cursor, len(listed) - 1)][0])

    def _enter_text(self, listed: list[tuple[Any, str]], word: str) -> Reply:
        """What is highlighted is taken."""
        if listed and self.cursor >= 0:
            return Reply("value", listed[min(self.cursor, len(listed) - 1)][0])
        return Reply("value", word) if word else Reply("skip")

    def _enter_entry(self, listed: list[tuple[Any, str]], word: str) -> Reply | None:
        if not word:
            if not self.picked:
                return Reply("skip")
            return Reply("value", list(self.picked) if self.question.many else self.picked[:1])
        if not listed:
            self.error = f"nothing is called {word[:30]!r}; try another word"
            return None
        entry = listed[min(self.cursor, len(listed) - 1)][0]
        if not self.question.many:
            return Reply("value", [entry])
        if entry not in self.picked:
            self.picked.append(entry)
        self.typed, self.cursor = "", 0
        return None

    def lines(self, width: int, height: int) -> list[Line]:
        """The whole screen; long lists scroll."""
        width = max(30, min(width, WIDEST))
        head, foot = self._head(width), self._foot(width)
        room = max(3, height - len(head) - len(foot))
        return [*head, *self._body(width, room), *foot]

    def _head(self, width: int) -> list[Line]:
        screen, question = self.screen, self.question
        found: list[Line] = []
        if question.part != "session":
            total = max(screen.expected_total, screen.asked + 1)
            again = screen.previous is not None
            where = "An earlier answer  " if again else f"Question {screen.asked + 1} of about {total}  "
            found += [[("class:muted", where), *self._bar(total, width - len(where))], []]
        for note in screen.notes:
            found += _wrapped(note, width, "class:note")
        found += [[]] if screen.notes else []
        found += _wrapped(question.text, width, "class:question")
        found += _wrapped(question.why, width, "class:muted")
        if self.help:
            found += [[], *_wrapped(question.help, width, "class:help")]
        return [*found, []]

    def _bar(self, total: int, room: int) -> Line:
        cells = max(0, min(16, room))
        full = min(cells, round(cells * self.screen.asked / max(1, total)))
        return [("class:done", self.marks[3] * full), ("class:muted", self.marks[4] * (cells - full))]

    def _body(self, width: int, room: int) -> list[Line]:
        found: list[Line] = []
        if self.question.kind == "entries":
            for entry in self.picked:
                found.append([("class:picked", f"  {self.marks[1]} {self.titles(self.question.table, entry)}")])
        if self.takes_words or self.question.kind in ("number", "date"):
            unit = f"  {self.question.unit}" if self.question.unit else ""
            name = "Search: " if self.question.kind == "entries" or self.is_filtered else "Answer: "
            found.append([("class:pointer", name), ("class:typed", self.typed), ("reverse", " "), ("", unit)])
        return found + self._list(width, max(1, room - len(found)))

    def _list(self, width: int, room: int) -> list[Line]:
        blocks = [self._option(i, value, label, width) for i, (value, label) in enumerate(self.options())]
        self.cursor = max(self._first, min(self.cursor, len(blocks) - 1))
        self.top = max(0, min(self.top, self.cursor))
        while self.top < self.cursor and sum(map(len, blocks[self.top : self.cursor + 1])) > room - 1:
            self.top += 1
        shown: list[Line] = []
        last = self.top
        while last < len(blocks) and len(shown) + len(blocks[last]) <= room - (last + 1 < len(blocks)):
            shown += blocks[last]
            last += 1
        if (left := len(blocks) - last) > 0 and shown:
            shown.append([("class:muted", f"    ... {left} more below")])
        return shown

    def _option(self, index: int, value: Any, label: str, width: int) -> list[Line]:
        here = index == self.cursor
        pointer = f"{self.marks[0]} " if here else "  "
        number = index if self.question.kind == "level" else index + 1
        key = f"{number}  " if len(self.question.choices) <= SHORT_LIST and self.question.kind != "entries" else ""
        box = (
            f"[{self.marks[1] if value in self.picked else ' '}] "
            if self.question.many and self.question.choices
            else ""
        )
        prefix = f"{pointer}{key}{box}"
        style = "class:here" if here else ""
        hang = " " * max(4, len(prefix))
        wrapped = textwrap.wrap(label, max(10, width - len(hang))) or [""]
        return [[(style, (prefix if n == 0 else hang) + part)] for n, part in enumerate(wrapped)]

    def _foot(self, width: int) -> list[Line]:
        found: list[Line] = [[]]
        if self.error:
            found += _wrapped(f"! {self.error}", width, "class:error")
        return [*found, *(line for text in self._keys() for line in _wrapped(text, width, "class:muted"))]

    def _keys(self) -> tuple[str, str]:
        kind = self.question.kind
        first = {
            "entries": "Type to search; arrows and Enter pick; Enter on an empty line goes on",
            "text": "Type and press Enter, or pick with the arrows",
            "number": "Type a number and press Enter",
            "date": "Type a date and press Enter",
        }.get(kind, "Arrows and Enter, or a digit")
        if self.question.many and kind == "choices":
            first = "Space or a digit picks, Enter goes on" if not self.is_filtered else "Space picks, Enter goes on"
        elif self.is_filtered:
            first = "Type to narrow, arrows and Enter to pick"
        commands = "b back   s skip   f finish   q leave   ? help"
        if self.takes_words:
            commands = "? help   with Enter: b back, s skip, f finish, q leave"
        return first, commands


def _wrapped(text: str, width: int, style: str) -> list[Line]:
    return [[(style, part)] for part in textwrap.wrap(text, width)]
