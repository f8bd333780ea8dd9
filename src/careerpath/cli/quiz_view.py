"""One question on a terminal as a small machine: keys in, lines out. It knows no terminal, so it can be tested.

A digit or an arrow selects, Enter confirms; nothing else answers a question.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any, NamedTuple

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.text_file import bad_character
from careerpath.quiz.questions import MORE, Option, as_typed, is_named, matches, shown_choices
from careerpath.services.quiz import COMMANDS, Reply, Screen
from careerpath.services.quiz_words import NAME

Fragment = tuple[str, str]
"""(style class, text)."""
Line = list[Fragment]
WIDEST = 92
NARROWEST = 20
SHORT_LIST = 9
"""Lists up to this length are picked from by one digit."""
LONGEST_INPUT = 200
MOVES = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}
NOTHING = -1
"""The place of the cursor while nothing is selected."""


class Part(NamedTuple):
    """Lines of a screen that give way together; the least important go first."""

    rank: int
    """0 stays; the higher, the sooner it goes."""
    lines: list[Line]


class View:
    """The state of one screen: what is typed, where the cursors are, what is picked."""

    def __init__(self, screen: Screen, kb: KnowledgeBase, *, utf: bool = True) -> None:
        self.screen, self.question, self.kb = screen, screen.question, kb
        self.marks = ("\u276f", "\u25c9", "\u2501", "\u2500") if utf else (">", "x", "#", "-")
        self.typed = ""
        self.caret = 0
        """Where the next letter goes in what is typed."""
        self.help = False
        self.fits = True
        """Whether the window had room for the question when it was last drawn."""
        self.error = screen.error
        self.picked: list[Any] = []
        self.choices = shown_choices(screen.question)
        self.top = 0
        self._listed: tuple[str, Sequence[Option]] | None = None
        self.cursor = self._start()
        self._start_from_previous()

    def _start(self) -> int:
        """Where the cursor begins: on the level that the job lets us assume, on the offered name, or nowhere."""
        question = self.question
        if question.assumed is not None:
            return next((n for n, one in enumerate(self.choices) if one.value == question.assumed), NOTHING)
        is_offer = question.part == "session" and question.kind in ("choice", "text")
        return 0 if is_offer or question.kind == "choices" else NOTHING

    def _start_from_previous(self) -> None:
        previous, question = self.screen.previous, self.question
        if previous is None:
            return
        if isinstance(previous, dict) and question.kind == "choices":
            previous = [key for key, is_picked in previous.items() if is_picked]
        if question.kind == "entries" or question.many:
            self.picked = list(previous) if question.many else [previous]
            if not {option.value for option in self.choices}.issuperset(self.picked):
                self.choices = question.choices
        elif question.choices and question.kind != "text":
            self.cursor = next((n for n, one in enumerate(self.choices) if one.value == previous), NOTHING)
        else:
            given = [previous.get(one, 0) for one in question.each] if question.each else [previous]
            self._set_typed(" ".join(f"{one:g}" if isinstance(one, float) else str(one) for one in given))

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
        """What can be picked now; the same list until something else is typed."""
        word = self.typed.strip()
        if not self.takes_words or not word:
            return self.choices
        if self._listed is None or self._listed[0] != word:
            self._listed = (word, self._matching(word))
        return self._listed[1]

    def _matching(self, word: str) -> Sequence[Option]:
        near = matches(self.question, word, self.kb)
        if self.question.kind == "entries":
            kept = as_typed(self.question, word)
            return (*near, kept) if kept else near
        is_new = self.question.kind == "text" and word.casefold() not in (option.label.casefold() for option in near)
        return (*near, Option(word, f"as typed: {word}")) if is_new else near

    def press(self, key: str) -> Reply | None:
        """One key: a character, or the name of one (`KEYS` of the prompter). A reply ends the screen."""
        self.error = ""
        if not self.fits:  # nobody answers what cannot be seen
            return COMMANDS[key] if key == "q" else None
        listed = self.options()
        if key in MOVES:
            self.cursor = max(0, min(self.cursor + MOVES[key], len(listed) - 1)) if listed else NOTHING
        elif key == "enter":
            return self._enter(listed[self.cursor] if 0 <= self.cursor < len(listed) else None)
        elif key in EDITS:
            return self._edit(key)
        elif key == "?":
            self.help = not self.help
        elif key in COMMANDS and not self.takes_words and not self.typed:
            return COMMANDS[key]
        elif key == " " and self.question.kind == "choices" and not self.typed:
            if 0 <= self.cursor < len(listed):
                self._toggle(listed[self.cursor])
        elif self.takes_words or self.takes_figures:
            self.paste(key)
        elif key.isascii() and key.isdigit():
            self._digit(int(key), listed)
        return None

    def paste(self, text: str) -> None:
        """Typed or pasted text: one line, no control characters, not endless; in figures no letters."""
        clean = "".join(" " if c in "\r\n\t" else c for c in text[: 4 * LONGEST_INPUT])
        if self.takes_figures:
            clean = "".join(c for c in clean if c in "0123456789.,-$ ")
        if self.takes_words or self.takes_figures:
            clean = "".join(c for c in clean if not bad_character(c))
            clean = clean[: max(0, LONGEST_INPUT - len(self.typed))]
            before, after = self.typed[: self.caret], self.typed[self.caret :]
            self._set_typed(before + clean + after, self.caret + len(clean))

    def _set_typed(self, text: str, caret: int | None = None) -> None:
        """Other words, and what they select: their first meaning if they name it, else nothing."""
        self.typed = text
        self.caret = len(text) if caret is None else caret
        word = text.strip()
        if self.question.kind == "entries":
            self.cursor = 0 if word and is_named(self.question, word, self.kb) else NOTHING
        elif self.is_filtered:
            self.cursor = 0 if self.options() else NOTHING
        else:
            self.cursor = NOTHING

    def _edit(self, key: str) -> Reply | None:
        """The keys that change a line; before an empty one, left goes back and backspace takes the last pick away."""
        before, after = self.typed[: self.caret], self.typed[self.caret :]
        if not self.typed and key == "left":
            return Reply("back", 1)
        if not self.typed and key == "backspace" and self.question.kind == "entries" and self.picked:
            self.picked.pop()
        elif key == "left":
            self.caret = max(0, self.caret - 1)
        elif key == "right":
            self.caret = min(len(self.typed), self.caret + 1)
        elif key == "home":
            self.caret = 0
        elif key == "end":
            self.caret = len(self.typed)
        elif key == "backspace":
            self._set_typed(before[:-1] + after, max(0, self.caret - 1))
        elif key == "delete":
            self._set_typed(before + after[1:], self.caret)
        elif key == "clear":
            self._set_typed(after, 0)
        elif key == "word":
            kept = before.rstrip().rpartition(" ")
            kept_text = kept[0] + kept[1]
            self._set_typed(kept_text + after, len(kept_text))
        return None

    def _digit(self, digit: int, listed: Sequence[Option]) -> None:
        """A digit selects; of several choices it also picks."""
        index = digit if self.question.kind == "level" else digit - 1
        if not 0 <= index < len(listed):
            self.error = f"{digit} is not in the list"
            return
        self.cursor = index
        if self.question.many:
            self._toggle(listed[index])

    def _toggle(self, option: Option) -> None:
        """One of several; the same again takes it back."""
        if option.value == MORE:
            self.choices = self.question.choices
        elif option.value in self.picked:
            self.picked.remove(option.value)
        else:
            self.picked.append(option.value)

    def _enter(self, here: Option | None) -> Reply | None:
        """Enter takes what is selected; where several are picked, it ends the picking."""
        word, kind = self.typed.strip(), self.question.kind
        if self.takes_words and word in COMMANDS:
            return COMMANDS[word]
        if self.takes_figures or (kind == "text" and here is None):
            return Reply("value", word) if word else Reply("skip")
        if kind == "entries" and not word and here is None:
            return Reply("value", list(self.picked)) if self.picked else Reply("skip")
        if kind == "choices" and not word and not (here and here.value == MORE):
            return Reply("value", list(self.picked))
        if here is None:
            self.error = self._why_not(word)
            return None
        return self._take(here)

    def _why_not(self, word: str) -> str:
        if not word:
            return "pick one first: a digit or the arrows, then Enter; s skips"
        if self.options():
            return f"nothing goes by {word[:30]!r} alone: pick with the arrows, or change the words"
        return f"nothing is called {word[:30]!r}; change the words"

    def _take(self, option: Option) -> Reply | None:
        if option.value == MORE:
            self.choices = self.question.choices
            return None
        if not self.question.many:
            return Reply("value", option.value)
        if option.value not in self.picked or self.question.kind == "choices":
            self._toggle(option)
        self._set_typed("")
        return None

    def lines(self, width: int, height: int) -> list[Line]:
        """The whole screen; long lists scroll, and where there is little room, what matters least gives way."""
        width = max(NARROWEST, min(width, WIDEST))
        entry = self._input(width)
        least = len(entry) + self._least_of_list(width)
        head, foot = self._head(width), self._foot(width)
        if self.question.id == NAME:  # the result above it shall stay in sight
            error = [line for part in foot if part.rank == 0 for line in part.lines]
            return [*_wrapped(self.question.text, width, "class:question"), *error, *entry]
        for rank in range(9, -1, -1):
            above = [line for part in head if part.rank <= rank for line in part.lines]
            below = [line for part in foot if part.rank <= rank for line in part.lines]
            self.fits = len(above) + len(below) + least <= height
            if self.fits:
                room = height - len(above) - len(below) - len(entry)
                return [*above, *entry, *self._list(width, room), *below]
        told = "Please make this window larger: the question does not fit. q leaves and keeps all answers."
        return _wrapped(told, width, "class:error")[:height]

    def _least_of_list(self, width: int) -> int:
        """Lines that the choice under the cursor takes, and one that says how many more there are."""
        listed = self.options()
        if not listed:
            return 0
        here = listed[max(0, min(self.cursor, len(listed) - 1))]
        return len(self._option(0, here, width)) + (1 if len(listed) > 1 else 0)

    def _head(self, width: int) -> list[Part]:
        screen, question = self.screen, self.question
        parts: list[Part] = []
        if question.part != "session":
            total = max(screen.expected_total, screen.asked + 1)
            where = f"{screen.where}  "
            parts += [Part(4, [[("class:muted", where), *self._bar(total, width - len(where))]]), Part(7, [[]])]
        for note in screen.notes:
            parts.append(Part(6, _wrapped(note, width, "class:note")))
        parts += [Part(7, [[]])] if screen.notes else []
        parts.append(Part(0, _wrapped(question.text, width, "class:question")))
        parts.append(Part(5, _wrapped(question.why, width, "class:muted")))
        if self.help:
            parts.append(Part(1, _wrapped(question.help, width, "class:help")))
        return [*parts, Part(7, [[]])]

    def _bar(self, total: int, room: int) -> Line:
        cells = max(0, min(16, room))
        full = min(cells, round(cells * self.screen.asked / max(1, total)))
        return [("class:done", self.marks[2] * full), ("class:muted", self.marks[3] * (cells - full))]

    def _input(self, width: int) -> list[Line]:
        """What is picked already, and the line that is typed."""
        found: list[Line] = []
        if self.question.kind == "entries" and self.picked:
            titles = [getattr(self.kb, self.question.table)[entry].title for entry in self.picked]
            for title in titles[-SHORT_LIST:]:
                found.append([("class:picked", f"  {self.marks[1]} {title}"[:width])])
        if self.takes_words or self.takes_figures:
            name = "Search: " if self.question.kind == "entries" or self.is_filtered else "Answer: "
            found.append(self._typed_line(name, width))
        return found

    def _typed_line(self, name: str, width: int) -> Line:
        """The end of a long line up to the caret, the caret, and what follows."""
        room = max(4, width - len(name) - 1)
        first = max(0, self.caret - room + 1)
        shown = self.typed[first : first + room]
        at = self.caret - first
        under = shown[at : at + 1] or " "
        line = [("class:pointer", name), ("class:typed", shown[:at]), ("reverse", under)]
        line.append(("class:typed", shown[at + 1 :]))
        unit = f"  {self.question.unit}" if self.question.unit else ""
        if len(name) + len(shown) + 1 + len(unit) <= width:
            line.append(("", unit))
        return line

    def _list(self, width: int, room: int) -> list[Line]:
        blocks = [self._option(i, option, width) for i, option in enumerate(self.options())]
        self.cursor = max(NOTHING, min(self.cursor, len(blocks) - 1))
        self.top = max(0, min(self.top, max(0, self.cursor)))
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

    def _foot(self, width: int) -> list[Part]:
        parts = [Part(7, [[]])]
        if self.error:
            parts.append(Part(0, _wrapped(f"! {self.error}", width, "class:error")))
        first, commands = self._keys()
        parts.append(Part(2, _wrapped(first, width, "class:muted")))
        return [*parts, Part(3, _wrapped(commands, width, "class:muted"))]

    def _keys(self) -> tuple[str, str]:
        kind = self.question.kind
        first = {
            "entries": "Type to search; arrows select, Enter picks; Enter on an empty line goes on",
            "text": "Type and press Enter, or select with the arrows",
            "number": "Type a number and press Enter",
            "date": "Type a year, or year-month, and press Enter",
        }.get(kind, "A digit or the arrows select, Enter confirms")
        if self.question.many and kind == "choices":
            first = "Space or a digit picks, Enter goes on" if not self.is_filtered else "Space picks, Enter goes on"
        elif self.is_filtered:
            first = "Type to narrow, arrows select, Enter confirms"
        commands = "b back   s skip   f finish   q leave   ? help"
        if self.takes_words:
            commands = "? help   with Enter: b back, s skip, f finish, q leave"
        return first, commands


EDITS = ("backspace", "delete", "left", "right", "home", "end", "clear", "word")
"""Keys that change the typed line: `clear` empties it before the caret, `word` takes a word away."""


def _wrapped(text: str, width: int, style: str) -> list[Line]:
    return [[(style, part)] for part in textwrap.wrap(text, width)]
