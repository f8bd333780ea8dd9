"""One question on a terminal as a small machine: keys in, lines out. It knows no terminal, so it can be tested."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.text_file import bad_character
from careerpath.quiz.questions import MORE, Option, matches, shown_choices
from careerpath.services.quiz import COMMANDS, Reply, Screen

Fragment = tuple[str, str]
"""(style class, text)."""
Line = list[Fragment]
WIDEST = 92
SHORT_LIST = 9
"""Lists up to this length are picked from by one digit."""
LONGEST_INPUT = 200
MOVES = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}


class View:
    """The state of one screen: what is typed, where the cursor is, what is picked."""

    def __init__(self, screen: Screen, kb: KnowledgeBase, *, utf: bool = True) -> None:
        self.screen, self.question, self.kb = screen, screen.question, kb
        self.marks = ("\u276f", "\u25c9", "\u2501", "\u2500") if utf else (">", "x", "#", "-")
        self.typed = ""
        self.help = False
        self.error = screen.error
        self.picked: list[Any] = []
        self.choices = shown_choices(screen.question)
        self.top = 0
        self.cursor = self._lowest
        self._start_from_previous()

    def _start_from_previous(self) -> None:
        previous, question = self.screen.previous, self.question
        if previous is None:
            return
        if question.kind == "entries" or question.many:
            self.picked = list(previous) if question.many else [previous]
            if not {option.value for option in self.choices}.issuperset(self.picked):
                self.choices = question.choices
        elif question.choices and question.kind != "text":
            self.cursor = next((n for n, one in enumerate(self.choices) if one.value == previous), 0)
        else:
            given = [previous.get(one, 0) for one in question.each] if question.each else [previous]
            self.typed = " ".join(f"{one:g}" if isinstance(one, float) else str(one) for one in given)

    @property
    def _lowest(self) -> int:
        """Nothing is highlighted above a text that nobody has begun."""
        return -1 if self.question.kind == "text" and not self.typed else 0

    @property
    def is_filtered(self) -> bool:
        """A list too long for one digit; typing narrows it."""
        return self.question.kind in ("choice", "choices") and len(self.choices) > SHORT_LIST

    @property
    def takes_words(self) -> bool:
        """True where letters are part of an answer, so that a command is a letter and Enter."""
        return self.question.kind in ("entries", "text") or self.is_filtered

    @property
    def takes_figures(self) -> bool:
        return self.question.kind in ("number", "date")

    def options(self) -> Sequence[Option]:
        """What can be picked now."""
        word = self.typed.strip()
        if not self.takes_words or not word:
            return self.choices
        near = matches(self.question, word, self.kb)
        is_new = self.question.kind == "text" and word.casefold() not in (option.label.casefold() for option in near)
        return (*near, Option(word, f"as typed: {word}")) if is_new else near

    def press(self, key: str) -> Reply | None:
        """One key: a character, or the name of one (`KEYS` of the prompter). A reply ends the screen."""
        self.error = ""
        listed = self.options()
        here = listed[self.cursor] if 0 <= self.cursor < len(listed) else None
        if key in MOVES:
            self.cursor = max(self._lowest, min(self.cursor + MOVES[key], len(listed) - 1))
        elif key == "enter":
            return self._enter(here)
        elif key == "backspace":
            self._backspace()
        elif key == "left":
            return Reply("back", 1) if not self.typed else None
        elif key == "?":
            self.help = not self.help
        elif key in COMMANDS and not self.takes_words and not self.typed:
            return COMMANDS[key]
        elif key == " " and self.question.kind == "choices":
            return self._pick(here) if here else None
        elif self.takes_words or self.takes_figures:
            self.paste(key)
        elif key.isascii() and key.isdigit():
            return self._digit(int(key), listed)
        return None

    def paste(self, text: str) -> None:
        """Typed or pasted text: one line, no control characters, not endless; in figures no letters."""
        clean = "".join(" " if c in "\r\n\t" else c for c in text[: 4 * LONGEST_INPUT])
        if self.takes_figures:
            clean = "".join(c for c in clean if c in "0123456789.,-$ ")
        if self.takes_words or self.takes_figures:
            self.typed = (self.typed + "".join(c for c in clean if not bad_character(c)))[:LONGEST_INPUT]
            self.cursor = self._lowest

    def _backspace(self) -> None:
        if self.typed:
            self.typed = self.typed[:-1]
            self.cursor = self._lowest
        elif self.question.kind == "entries" and self.picked:
            self.picked.pop()

    def _digit(self, digit: int, listed: Sequence[Option]) -> Reply | None:
        index = digit if self.question.kind == "level" else digit - 1
        if not 0 <= index < len(listed):
            self.error = f"{digit} is not in the list"
            return None
        self.cursor = index
        return self._pick(listed[index])

    def _pick(self, option: Option) -> Reply | None:
        """The answer, or one of several; the same again takes it back."""
        if option.value == MORE:
            self.choices = self.question.choices
        elif not self.question.many:
            return Reply("value", option.value)
        elif option.value in self.picked:
            self.picked.remove(option.value)
        else:
            self.picked.append(option.value)
        return None

    def _enter(self, here: Option | None) -> Reply | None:
        """Enter takes what the cursor points at; where several are picked, it ends the picking."""
        word, kind = self.typed.strip(), self.question.kind
        if self.takes_words and word in COMMANDS:
            return COMMANDS[word]
        if self.takes_figures or (kind == "text" and here is None):
            return Reply("value", word) if word else Reply("skip")
        if kind == "entries" and not word:
            return Reply("value", list(self.picked)) if self.picked else Reply("skip")
        if kind == "choices" and not word and not (here and here.value == MORE):
            return Reply("value", list(self.picked))
        if here is None:
            self.error = f"nothing is called {word[:30]!r}; try another word"
            return None
        self.typed = ""
        return self._pick(here)

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
        return [("class:done", self.marks[2] * full), ("class:muted", self.marks[3] * (cells - full))]

    def _body(self, width: int, room: int) -> list[Line]:
        found: list[Line] = []
        if self.question.kind == "entries":
            for entry in self.picked:
                title = getattr(self.kb, self.question.table)[entry].title
                found.append([("class:picked", f"  {self.marks[1]} {title}")])
        if self.takes_words or self.takes_figures:
            unit = f"  {self.question.unit}" if self.question.unit else ""
            name = "Search: " if self.question.kind == "entries" or self.is_filtered else "Answer: "
            found.append([("class:pointer", name), ("class:typed", self.typed), ("reverse", " "), ("", unit)])
        return found + self._list(width, max(1, room - len(found)))

    def _list(self, width: int, room: int) -> list[Line]:
        blocks = [self._option(i, option, width) for i, option in enumerate(self.options())]
        self.cursor = max(self._lowest, min(self.cursor, len(blocks) - 1))
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

    def _option(self, index: int, option: Option, width: int) -> list[Line]:
        here = index == self.cursor
        pointer = f"{self.marks[0]} " if here else "  "
        number = index if self.question.kind == "level" else index + 1
        key = "" if self.takes_words else f"{number}  "
        box = f"[{self.marks[1] if option.value in self.picked else ' '}] "
        if self.question.kind != "choices" or option.value == MORE:
            box = ""
        prefix = f"{pointer}{key}{box}"
        style = "class:here" if here else ""
        hang = " " * max(4, len(prefix))
        wrapped = textwrap.wrap(option.label, max(10, width - len(hang))) or [""]
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
            "date": "Type a date as year-month and press Enter",
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
