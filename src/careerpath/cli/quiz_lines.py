"""The quiz as linear text: numbered choices, one line in, no redraw, no colour, no cursor movement."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from threading import Event
from time import monotonic
from typing import Any, BinaryIO, TextIO

from careerpath.cli.quiz_prompter import GUARD_SECONDS
from careerpath.cli.typed_ahead import EARLY, drop_waiting
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.search import fold, names
from careerpath.knowledge.text_file import bad_character
from careerpath.quiz.questions import MORE, Option, Question, as_typed, is_sure, matches, shown_choices
from careerpath.services.quiz import COMMANDS, Reply, Screen

LONGEST_LINE = 100_000
"""Bytes of one line that are kept; the rest of a longer one is thrown away."""
TOLD = "b goes back, s skips, f finishes, q leaves and keeps everything, ? explains. Then press Enter."
WANTED = {
    "entries": "Type a name, or 0 for the whole list",
    "level": "A level from 0 to 5",
    "choices": "The numbers with blanks between, or 0 for none of them",
    "choice": "A number",
    "text": "Type your answer, or the number",
}
"""Kind of question -> what to type; numbers and dates also say how many."""


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
    """Asks line by line. Numbers mean the list that was shown last."""

    def __init__(self, kb: KnowledgeBase, source: BinaryIO, target: TextIO, width: int) -> None:
        self.kb, self.source, self.target = kb, source, target
        self.width = max(30, min(width, 100))
        self.told_commands = False
        self.shown = Event()
        self.listed: list[Option] = []
        self.picked: list[Any] = []

    def ask(self, screen: Screen) -> Reply:
        """Show the question and read until a line is a reply."""
        self.picked = []
        is_first = True
        is_early = drop_waiting(self.source)
        if screen.error:
            self._say(f"Not taken: {screen.error}.")
        else:
            self._introduce(screen)
        if is_early:
            self._say(EARLY)
        while True:
            self._write(f"{self._wanted(screen)}: ")
            self.shown.set()
            line = self._typed_line(is_first=is_first)
            is_first = False
            if is_early and not line:  # the Enter of what was dropped
                is_early = False
                continue
            reply = self._reply(screen, line)
            if reply is not None:
                return reply

    def _typed_line(self, *, is_first: bool) -> str:
        """A line. An Enter at once after a question is shown on a terminal is the second one of the answer before."""
        is_guarded = is_first and self.source.isatty()
        while True:
            since = monotonic()
            line = "".join(character for character in read_line(self.source) if not bad_character(character)).strip()
            if line or not is_guarded or monotonic() - since > GUARD_SECONDS:
                return line

    def _introduce(self, screen: Screen) -> None:
        question = screen.question
        self._say("")
        if screen.previous is not None:
            self._say(f"{screen.where}; Enter keeps it")
        elif question.part != "session":
            self._say(screen.where)
        if not self.told_commands:
            self._say(TOLD)
            self.told_commands = True
        for note in screen.notes:
            self._say(note)
        self._say(question.text)
        self._say(f"Why: {question.why}")
        if question.kind != "entries":  # its list is long and comes on request
            self._list(shown_choices(question))

    def _list(self, options: Iterable[Option], *, below: Sequence[Option] = ()) -> None:
        """Number the options, on from those that stand `below` a number already."""
        new = list(options)
        self.listed = [*below, *new]
        for number, option in enumerate(new, _first(self.listed) + len(below)):
            self._say(f"{number}. {option.label}", hang=4)

    def _wanted(self, screen: Screen) -> str:
        """What to type, and what Enter does."""
        question = screen.question
        if question.kind == "entries" and self.listed:
            return "The number, or Enter for none of these"
        if question.kind == "entries" and self.picked:
            return "Another one? Type its name, or 0 for the list; Enter goes on"
        if _is_offer(question):
            what = "number" if question.kind == "choice" else "name"
            return f"A {what}; Enter takes 1"
        enter = "skips" if screen.previous is None else "keeps it"
        return f"{_what_to_type(question)}; Enter {enter}"

    def _reply(self, screen: Screen, line: str) -> Reply | None:
        """What a line means; None where it asked for help or a list, or cannot be taken, which is said."""
        question = screen.question
        if line == "?":
            self._say(question.help)
            self._say(TOLD)
            return None
        command = _command(line)
        if command is not None:
            return command
        if not line:
            return self._empty(screen)
        if question.kind in ("number", "date", "level"):
            return Reply("value", line)
        numbers = line.replace(",", " ").split()
        if all(part.isascii() and part.isdigit() and len(part) < 5 for part in numbers):
            return self._numbers(question, [int(part) for part in numbers])
        if question.kind == "entries":
            return self._search(question, line)
        if question.kind == "text":
            return Reply("value", line)
        self._say(f"Not taken: {line[:20]!r} is no number of the list.")
        return None

    def _empty(self, screen: Screen) -> Reply | None:
        """Enter: none of these, enough of them, the first, what there was, or nothing."""
        question = screen.question
        if question.kind == "entries" and self.listed:
            self.listed = []
            return None
        if self.picked:
            return Reply("value", self.picked)
        if _is_offer(question):
            return Reply("value", question.choices[0].value)
        if screen.previous is None:
            return Reply("skip")
        return Reply("value", screen.previous)

    def _numbers(self, question: Question, numbers: list[int]) -> Reply | None:
        """Numbers pick from the list; 0 stands for none of them, or asks for the whole list."""
        if numbers == [0] and question.kind == "choices":
            return Reply("value", [])
        if numbers == [0] and question.kind == "entries":
            self._list(question.choices)
            return None
        fault = self._fault_of(question, numbers)
        if fault:
            self._say(f"Not taken: {fault}.")
            return None
        first = _first(self.listed)
        picked = [self.listed[number - first] for number in numbers]
        if any(option.value == MORE for option in picked):
            self._list(question.choices[question.short :], below=self.listed[: question.short + 1])
            return None
        return self._take(question, picked)

    def _fault_of(self, question: Question, numbers: list[int]) -> str:
        """Why the numbers cannot be taken; nothing if they can."""
        if not self.listed:
            return "type a name first, or 0 for the whole list"
        first = _first(self.listed)
        last = first + len(self.listed) - 1
        for number in numbers:
            if not first <= number <= last:
                return f"{number} is no number between {first} and {last}"
        if len(numbers) > 1 and not question.many:
            return "pick one number"
        return ""

    def _search(self, question: Question, line: str) -> Reply | None:
        """List what the words may mean; an exact name is taken at once."""
        near = list(matches(question, line, self.kb))
        exact = self._exact(question, line, near)
        if len(exact) == 1:
            return self._take(question, exact)
        typed = as_typed(question, line)
        meanings = [*near, typed] if typed else near
        if meanings:
            self._list(meanings)
        else:
            self._say(f"Nothing is called {line[:40]!r}; try another word.")
        return None

    def _exact(self, question: Question, line: str, near: Sequence[Option]) -> list[Option]:
        """The options that go by this very name."""
        if question.id == "roles" and not self.kb.near:
            if not is_sure(line, self.kb):
                return []
            return list(near[:1])
        entries = getattr(self.kb, question.table)
        return [option for option in near if fold(line) in names(entries[option.value])]

    def _take(self, question: Question, options: list[Option]) -> Reply | None:
        """The options as the answer, or where several entries may follow one after the other, as picks."""
        values = [option.value for option in options]
        if question.kind != "entries" and question.many:
            return Reply("value", values)
        if question.kind != "entries":
            return Reply("value", values[0])
        for option in options:
            self._say(f"Taken: {option.label}.")
        self.listed = []
        self.picked += [value for value in values if value not in self.picked]
        if question.many:
            return None
        return Reply("value", values)

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


def _is_offer(question: Question) -> bool:
    """True where the first choice is offered: Enter takes it."""
    return question.part == "session" and question.kind in ("choice", "text")


def _what_to_type(question: Question) -> str:
    count = len(question.each)
    if question.kind == "number":
        return f"A number of {question.unit}" if count < 2 else f"{count} numbers with blanks between"
    if question.kind == "date":
        return "A date or number" if count < 2 else f"{count} dates with blanks between"
    return WANTED[question.kind]


def _first(options: list[Option]) -> int:
    """Levels keep their own number (0-5); everything else counts from 1."""
    is_levels = bool(options) and options[0].value == 0
    return 0 if is_levels else 1


def _command(line: str) -> Reply | None:
    word, _, count = line.partition(" ")
    if word == "b" and count.isascii() and count.isdigit() and len(count) < 4:
        return Reply("back", int(count))
    return COMMANDS.get(line)
