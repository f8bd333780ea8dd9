"""The quiz as linear text: numbered choices, one line in, no redraw, no colour, no cursor movement."""

from __future__ import annotations

import os
import textwrap
from threading import Event
from typing import Any, BinaryIO, TextIO

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.search import search
from careerpath.knowledge.text_file import bad_character
from careerpath.services.quiz import Reply, Screen

LONGEST_LINE = 100_000
"""Bytes of one line that are kept; the rest of a longer one is thrown away."""
LONG_LIST = 12
FOUND = 8
COMMANDS = "b goes back, s skips, f finishes, q leaves and keeps everything, ? explains. Then press Enter."


def read_line(stream: BinaryIO, limit: int = LONGEST_LINE) -> str:
    """One line without its end; what is not UTF-8 is replaced. Raises EOFError at the end or if the input is gone."""
    try:
        raw = stream.readline(limit)
        rest = raw
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(limit)
    except (OSError, ValueError) as error:
        raise EOFError from error
    if not raw:
        raise EOFError
    return raw.decode("utf-8", "replace").rstrip("\r\n")


class LinePrompter:
    """Asks line by line."""

    def __init__(self, kb: KnowledgeBase, source: BinaryIO, target: TextIO, width: int) -> None:
        self.kb, self.source, self.target = kb, source, target
        self.width = max(30, min(width, 100))
        self.told_commands = False
        self.shown = Event()

    def tell(self, lines: tuple[str, ...]) -> None:
        for line in lines:
            self._say(line)

    def ask(self, screen: Screen) -> Reply:
        """Show the question and read until a line is a reply."""
        question = screen.question
        if not screen.error:
            self._introduce(screen)
        else:
            self._say(f"Not taken: {screen.error}.")
        picked: list[Any] = []
        while True:
            self._prompt(screen, picked)
            self.shown.set()
            line = "".join(c for c in read_line(self.source) if not bad_character(c)).strip()
            if line == "?":
                self._say(question.help)
                self._say(COMMANDS)
            elif (command := _command(line)) is not None:
                return command
            elif (reply := self._reply(screen, line, picked)) is not None:
                return reply

    def _introduce(self, screen: Screen) -> None:
        question = screen.question
        self._say("")
        if screen.previous is not None:
            self._say("An earlier answer; Enter keeps it")
        elif question.part != "session":
            self._say(f"Question {screen.asked + 1} of about {max(screen.expected_total, screen.asked + 1)}")
        if not self.told_commands:
            self._say(COMMANDS)
            self.told_commands = True
        for note in screen.notes:
            self._say(note)
        self._say(question.text)
        self._say(f"Why: {question.why}")
        if question.part == "session" or 0 < len(question.choices) <= LONG_LIST or question.kind == "choices":
            self._list(self._options(screen))

    def _options(self, screen: Screen) -> list[tuple[Any, str]]:
        question = screen.question
        if question.kind == "entries":
            return [(entry.id, entry.title) for entry in getattr(self.kb, question.table).values()]
        return [(option.value, option.label) for option in question.choices]

    def _list(self, options: list[tuple[Any, str]]) -> None:
        for value, label in _numbered(options):
            self._say(f"{value}. {label}", hang=4)

    def _prompt(self, screen: Screen, picked: list[Any]) -> None:
        question = screen.question
        keep = "keeps it" if screen.previous is not None else "skips"
        if question.kind == "entries":
            if picked:
                text = "Another one? Type its name, or 0 for the list; Enter goes on"
            else:
                text = f"Type a name, or 0 for the whole list; Enter {keep}"
        elif question.kind == "level":
            text = f"A level from 0 to 5; Enter {keep}"
        elif question.kind == "choices":
            text = f"The numbers with blanks between, or 0 for none of them; Enter {keep}"
        elif question.kind == "choice" and len(question.choices) > LONG_LIST and question.part != "session":
            text = f"The two letters, or 0 for the numbered list; Enter {keep}"
        elif question.kind == "choice":
            text = "A number; Enter takes 1" if question.part == "session" else f"A number; Enter {keep}"
        elif question.kind == "number":
            text = f"A number of {question.unit}; Enter {keep}"
        elif question.kind == "date":
            text = f"A date or number; Enter {keep}"
        else:
            more = ", or 0 for a numbered list" if len(question.choices) > LONG_LIST else ", or the number"
            text = f"Type your answer{more}; Enter {keep}"
        self._write(f"{text}: ")

    def _reply(self, screen: Screen, line: str, picked: list[Any]) -> Reply | None:
        question = screen.question
        if not line:
            return self._empty(screen, picked)
        number = int(line) if line.isascii() and line.isdigit() and len(line) < 5 else None
        if question.kind == "entries":
            return self._entry(screen, line, number, picked)
        if question.kind == "choices":
            return self._numbers(screen, line)
        if question.kind in ("number", "date", "level"):
            return Reply("value", line)
        options = self._options(screen)
        if number == 0 and len(options) > LONG_LIST:
            self._list(options)
            return None
        if number is not None:
            return self._pick(number, options)
        if question.kind == "text":
            return Reply("value", line)
        return Reply("value", line)

    def _empty(self, screen: Screen, picked: list[Any]) -> Reply:
        if picked:
            return Reply("value", picked)
        if screen.question.part == "session" and screen.question.kind == "choice":
            return Reply("value", screen.question.choices[0].value)
        return Reply("skip") if screen.previous is None else Reply("value", screen.previous)

    def _pick(self, number: int, options: list[tuple[Any, str]]) -> Reply | None:
        if 1 <= number <= len(options):
            return Reply("value", options[number - 1][0])
        self._say(f"Not taken: there is no number {number}; the list ends at {len(options)}.")
        return None

    def _numbers(self, screen: Screen, line: str) -> Reply | None:
        options = self._options(screen)
        parts = line.replace(",", " ").split()
        if parts == ["0"]:
            return Reply("value", [])
        found = []
        for part in parts:
            if not (part.isascii() and part.isdigit() and len(part) < 5 and 1 <= int(part) <= len(options)):
                self._say(f"Not taken: {part[:20]!r} is no number between 1 and {len(options)}.")
                return None
            found.append(options[int(part) - 1][0])
        return Reply("value", found)

    def _entry(self, screen: Screen, line: str, number: int | None, picked: list[Any]) -> Reply | None:
        """Pick from the whole list or from what was found."""
        table = getattr(self.kb, screen.question.table)
        if number is None:
            near = search(line, table, limit=FOUND)
            options = [(entry, table[entry].title) for _, entry in near]
            if not options:
                self._say(f"Nothing is called {line[:40]!r}; try another word.")
                return None
            if near[0][0] >= 100 and (len(near) == 1 or near[1][0] < 100):
                return self._take(screen, options[0], picked)
        elif number == 0:
            options = self._options(screen)
        else:
            self._say("Not taken: type a name first, or 0 for the whole list.")
            return None
        self._list(options)
        self._write("The number, or Enter for none of these: ")
        answer = read_line(self.source).strip()
        if (command := _command(answer)) is not None:
            return command
        if answer.isascii() and answer.isdigit() and len(answer) < 5 and 1 <= int(answer) <= len(options):
            return self._take(screen, options[int(answer) - 1], picked)
        return None

    def _take(self, screen: Screen, option: tuple[Any, str], picked: list[Any]) -> Reply | None:
        self._say(f"Taken: {option[1]}.")
        if not screen.question.many:
            return Reply("value", [option[0]])
        if option[0] not in picked:
            picked.append(option[0])
        return None

    def _say(self, text: str, hang: int = 0) -> None:
        lines = textwrap.wrap(text, self.width, subsequent_indent=" " * hang, break_on_hyphens=False)
        self._write("\n".join(lines or [""]) + "\n")

    def _write(self, text: str) -> None:
        encoding = self.target.encoding or "ascii"
        try:
            self.target.write(text.encode(encoding, "replace").decode(encoding))
            self.target.flush()
        except (OSError, ValueError) as error:
            raise EOFError from error


def _numbered(options: list[tuple[Any, str]]) -> list[tuple[int, str]]:
    """Levels keep their own number (0-5); everything else counts from 1."""
    is_level = [value for value, _ in options] == list(range(6))
    return [(n if is_level else n + 1, label) for n, (_, label) in enumerate(options)]


def _command(line: str) -> Reply | None:
    word, _, count = line.partition(" ")
    if word == "b" and (not count or (count.isascii() and count.isdigit() and len(count) < 4)):
        return Reply("back", int(count or 1))
    simple = {"s": "skip", "f": "finish", "q": "leave"}
    return Reply(simple[line]) if line in simple else None  # type: ignore[arg-type]


def terminal_width() -> int:
    """Columns of the terminal, 80 if it does not say."""
    try:
        return os.get_terminal_size().columns - 1
    except OSError:
        return 79
