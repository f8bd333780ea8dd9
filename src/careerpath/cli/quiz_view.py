"""One question on a terminal as a small machine: keys in, lines out. It knows no terminal, so it can be tested.

A digit or an arrow selects, Enter confirms; nothing else answers a question.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Any, NamedTuple

from careerpath.knowledge.base import UNKNOWN, KnowledgeBase
from careerpath.knowledge.text_file import bad_character
from careerpath.quiz.answers import without_units
from careerpath.quiz.questions import MORE, Option, as_typed, is_named, matches, shown_choices
from careerpath.services.quiz import COMMANDS, Reply, Screen
from careerpath.services.quiz_words import NAME, as_written

Fragment = tuple[str, str]
"""(style class, text)."""
Line = list[Fragment]
# Lines of more than some 90 letters are hard to read; in fewer than 20 columns hardly a word has room.
WIDEST = 92
NARROWEST = 20
SHORT_LIST = 9
"""Lists up to this length are picked from by one digit."""
LONGEST_INPUT = 200
"""No name or figure is longer; what is pasted by mistake ends here."""
MOVES = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}
NOTHING = -1
"""The place of the cursor while nothing is selected."""
LAST_RANK = 7
"""The rank of what gives way first: empty lines."""
BAR_CELLS = 16


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
            return self._place_of(question.assumed)
        is_offer = question.part == "session" and question.kind in ("choice", "text")
        if is_offer or question.kind == "choices":
            return 0
        return NOTHING

    def _place_of(self, value: Any) -> int:
        """Where the choice of that value stands in the list."""
        for place, option in enumerate(self.choices):
            if option.value == value:
                return place
        return NOTHING

    def _start_from_previous(self) -> None:
        """Show the answer given before, where the question is asked again."""
        previous, question = self.screen.previous, self.question
        if previous is None:
            return
        if question.many:
            self._pick_again(_picked_values(previous))
        elif question.kind == "entries":
            self._pick_again([previous])
        elif question.choices and question.kind != "text":
            self.cursor = self._place_of(previous)
        elif question.each:
            self._set_typed(" ".join(_as_typed_before(previous.get(name, 0)) for name in question.each))
        else:
            self._set_typed(_as_typed_before(previous))

    def _pick_again(self, values: list[Any]) -> None:
        """What was picked before is picked; if the short list does not show all of it, the whole list is shown."""
        self.picked = values
        shown_values = {option.value for option in self.choices}
        if not shown_values.issuperset(values):
            self.choices = self.question.choices

    @property
    def is_filtered(self) -> bool:
        """A list too long for one digit; typing narrows it."""
        return self.question.kind in ("choice", "choices") and len(self.choices) > SHORT_LIST

    @property
    def takes_words(self) -> bool:
        """True where letters are part of an answer."""
        return self.question.kind in ("entries", "text") or self.is_filtered

    @property
    def takes_figures(self) -> bool:
        return self.question.kind in ("number", "date")

    @property
    def wants_enter(self) -> bool:
        """True where a letter may begin an answer (a name, a month), so that a command is a letter and Enter."""
        return self.takes_words or self.question.kind == "date"

    def options(self) -> Sequence[Option]:
        """What can be picked now; the same list until something else is typed."""
        word = self.typed.strip()
        if not self.takes_words or not word:
            return self.choices
        if self._listed is None or self._listed[0] != word:
            self._listed = (word, self._matching(word))
        return self._listed[1]

    def _matching(self, word: str) -> Sequence[Option]:
        """What the words may mean, and after it the words themselves where they may stand as an answer."""
        near = matches(self.question, word, self.kb)
        if self.question.kind == "entries":
            typed = as_typed(self.question, word)
            return (*near, typed) if typed else near
        if self.question.kind != "text":
            return near
        is_known = any(word.casefold() == option.label.casefold() for option in near)
        if is_known:
            return near
        return (*near, Option(word, f"{AS_TYPED}{word}"))

    def _selected(self) -> Option | None:
        """What is under the cursor."""
        listed = self.options()
        if 0 <= self.cursor < len(listed):
            return listed[self.cursor]
        return None

    def press(self, key: str) -> Reply | None:
        """One key: a character, or the name of one (`KEYS` of the prompter). A reply ends the screen.

        The order matters: a key that moves, confirms or edits is never part of an answer; a letter is a command only
        where no words are typed; whatever is left is typed or is the digit of a choice.
        """
        self.error = ""
        if not self.fits:  # nobody answers what cannot be seen
            return COMMANDS[key] if key == "q" else None
        if key in MOVES:
            self._move(MOVES[key])
        elif key == "enter":
            return self._enter(self._selected())
        elif key in EDITS:
            return self._edit(key)
        elif key == "?":
            self.help = not self.help
        elif self._is_command(key):
            return COMMANDS[key]
        elif key == " " and self.question.kind == "choices" and not self.typed:
            self._toggle_selected()
        elif self.takes_words or self.takes_figures:
            self.paste(key)
        elif key.isascii() and key.isdigit():
            self._digit(int(key))
        return None

    def _move(self, by: int) -> None:
        """The cursor up or down, never past an end of the list."""
        count = len(self.options())
        if count == 0:
            self.cursor = NOTHING
        else:
            self.cursor = max(0, min(self.cursor + by, count - 1))

    def _is_command(self, key: str) -> bool:
        """True if the letter is a command by itself: where words are typed it needs Enter after it."""
        return key in COMMANDS and not self.wants_enter and not self.typed

    def _toggle_selected(self) -> None:
        selected = self._selected()
        if selected is not None:
            self._toggle(selected)

    def paste(self, text: str) -> None:
        """Typed or pasted text: one line, no control characters, not endless."""
        if not self.takes_words and not self.takes_figures:
            return
        # Cut before it is cleaned, so that a pasted book costs nothing; four times over, since cleaning may drop much.
        clean = re.sub(r"[\r\n\t]", " ", text[: 4 * LONGEST_INPUT])
        clean = "".join(character for character in clean if not bad_character(character))
        clean = clean[: max(0, LONGEST_INPUT - len(self.typed))]
        before, after = self.typed[: self.caret], self.typed[self.caret :]
        self._set_typed(before + clean + after, self.caret + len(clean))

    def _set_typed(self, text: str, caret: int | None = None) -> None:
        """Other words, and what they select: their first meaning if they name it, else nothing."""
        self.typed = text
        self.caret = len(text) if caret is None else caret
        self.cursor = 0 if self._is_first_meant() else NOTHING

    def _is_first_meant(self) -> bool:
        """True if what is typed selects the first of the list by itself."""
        word = self.typed.strip()
        if self.question.kind == "entries":
            return bool(word) and is_named(self.question, word, self.kb)
        return self.is_filtered and bool(self.options())

    def _edit(self, key: str) -> Reply | None:
        """The keys that change a line; before an empty one, left goes back and backspace takes the last pick away."""
        if not self.typed and key == "left":
            return Reply("back", 1)
        if not self.typed and key == "backspace" and self.question.kind == "entries" and self.picked:
            self.picked.pop()
        elif key in CARET_MOVES:
            self._move_caret(key)
        else:
            self._delete(key)
        return None

    def _move_caret(self, key: str) -> None:
        places = {"left": self.caret - 1, "right": self.caret + 1, "home": 0, "end": len(self.typed)}
        self.caret = max(0, min(places[key], len(self.typed)))

    def _delete(self, key: str) -> None:
        """Take away a letter, a word or all before the caret, or the letter after it."""
        before, after = self.typed[: self.caret], self.typed[self.caret :]
        if key == "backspace":
            before = before[:-1]
        elif key == "delete":
            after = after[1:]
        elif key == "clear":
            before = ""
        elif key == "word":
            words, blank, _ = before.rstrip().rpartition(" ")
            before = words + blank
        self._set_typed(before + after, len(before))

    def _digit(self, digit: int) -> None:
        """A digit selects; of several choices it also picks."""
        listed = self.options()
        index = digit if self.question.kind == "level" else digit - 1  # levels begin at 0, lists at 1
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

    def _enter(self, selected: Option | None) -> Reply | None:
        """Enter takes what is selected; where several are picked, it ends the picking."""
        word, kind = self.typed.strip(), self.question.kind
        if self.wants_enter and word in COMMANDS:
            return COMMANDS[word]
        if self.takes_figures:
            return _value_or_skip(without_units(self.question, word))
        if kind == "text" and selected is None:
            return _value_or_skip(word)
        if kind == "entries" and not word and selected is None:
            return _value_or_skip(list(self.picked))
        opens_the_rest = selected is not None and selected.value == MORE
        if kind == "choices" and not word and not opens_the_rest:
            return Reply("value", list(self.picked))
        if selected is None:
            self.error = self._why_not(word)
            return None
        return self._take(selected)

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
        head, foot = self._head(width), self._foot(width)
        if self.question.id == NAME:  # the result above it shall stay in sight
            question = _wrapped(self.question.text, width, "class:question")
            return [*question, *_lines_up_to(0, foot), *entry]
        least = len(entry) + self._least_of_list(width)
        for rank in range(LAST_RANK, -1, -1):
            above, below = _lines_up_to(rank, head), _lines_up_to(rank, foot)
            room = height - len(above) - len(below)
            self.fits = least <= room
            if self.fits:
                return [*above, *entry, *self._list(width, room - len(entry)), *below]
        too_small = "Please make this window larger: the question does not fit. q leaves and keeps all answers."
        return _wrapped(too_small, width, "class:error")[:height]

    def _least_of_list(self, width: int) -> int:
        """Lines that the choice under the cursor takes, and one that says how many more there are."""
        listed = self.options()
        if not listed:
            return 0
        shown = listed[max(0, min(self.cursor, len(listed) - 1))]
        least = len(self._option(0, shown, width))
        if len(listed) > 1:
            least += 1
        if self._ends_in_own_words() and shown is not listed[-1]:
            least += len(self._option(0, listed[-1], width))
        return least

    def _head(self, width: int) -> list[Part]:
        """Where in the quiz we are, what was noted, the question, why it is asked, help."""
        screen, question = self.screen, self.question
        parts: list[Part] = []
        if question.part != "session":
            where = f"{screen.where}  "
            progress = [("class:muted", where), *self._bar(width - len(where))]
            parts += [Part(4, [progress]), Part(7, [[]])]
        for note in screen.notes:
            parts.append(Part(6, _wrapped(note, width, "class:note")))
        if screen.notes:
            parts.append(Part(7, [[]]))
        parts.append(Part(0, _wrapped(question.text, width, "class:question")))
        parts.append(Part(5, _wrapped(question.why, width, "class:muted")))
        if self.help:
            parts.append(Part(1, _wrapped(question.help, width, "class:help")))
        return [*parts, Part(7, [[]])]

    def _bar(self, room: int) -> Line:
        """How much of the quiz is done. One more question than was asked is always to come."""
        total = max(self.screen.expected_total, self.screen.asked + 1)
        cells = max(0, min(BAR_CELLS, room))
        full = min(cells, round(cells * self.screen.asked / total))
        return [("class:done", self.marks[2] * full), ("class:muted", self.marks[3] * (cells - full))]

    def _input(self, width: int) -> list[Line]:
        """What is picked already, and the line that is typed."""
        lines = self._picked_lines(width)
        if not self.takes_words and not self.takes_figures:
            return lines
        is_search = self.question.kind == "entries" or self.is_filtered
        label = "Search: " if is_search else "Answer: "
        typed = self._typed_line(label, width)
        unit = self.question.unit
        if unit and sum(len(text) for _, text in typed) + len(unit) + 2 <= width:
            return [*lines, [*typed, ("", f"  {unit}")]]
        return [*lines, typed, *_wrapped(unit, width, "")]  # a figure without its unit would be a guess

    def _picked_lines(self, width: int) -> list[Line]:
        """The entries picked so far, a line each; of very many the last ones, which a reader has just picked."""
        if self.question.kind != "entries":
            return []
        entries = getattr(self.kb, self.question.table)
        lines: list[Line] = []
        for entry_id in self.picked[-SHORT_LIST:]:
            text = f"  {self.marks[1]} {entries[entry_id].title}"
            lines.append([("class:picked", text[:width])])
        return lines

    def _typed_line(self, label: str, width: int) -> Line:
        """The end of a long line up to the caret, the caret, and what follows."""
        room = max(4, width - len(label) - 1)
        first = max(0, self.caret - room + 1)
        shown = self.typed[first : first + room]
        at = self.caret - first
        before, under, after = shown[:at], shown[at : at + 1], shown[at + 1 :]
        return [("class:pointer", label), ("class:typed", before), ("reverse", under or " "), ("class:typed", after)]

    def _list(self, width: int, room: int) -> list[Line]:
        """The choices that have room, scrolled so that the selected one is among them, own words always."""
        blocks = [self._option(index, option, width) for index, option in enumerate(self.options())]
        self.cursor = max(NOTHING, min(self.cursor, len(blocks) - 1))
        last = self._kept_in_sight(blocks, room)
        if last:
            blocks, room = blocks[:-1], room - len(last)
        return [*self._scrolled(blocks, room), *last]

    def _kept_in_sight(self, blocks: list[list[Line]], room: int) -> list[Line]:
        """The last choice, if it keeps the person's own words and would scroll away: it is needed when none fits."""
        if not self._ends_in_own_words() or self.cursor == len(blocks) - 1 or sum(map(len, blocks)) <= room:
            return []
        last, selected = blocks[-1], blocks[max(0, self.cursor)]
        return last if len(selected) + 1 + len(last) <= room else []

    def _ends_in_own_words(self) -> bool:
        """True if the last choice takes what is typed as it stands."""
        listed = self.options()
        return bool(listed) and self.takes_words and is_own_words(listed[-1])

    def _scrolled(self, blocks: list[list[Line]], room: int) -> list[Line]:
        """The blocks that have room, with how many more there are."""
        self.top = max(0, min(self.top, max(0, self.cursor)))
        while self.top < self.cursor and sum(map(len, blocks[self.top : self.cursor + 1])) > room - 1:
            self.top += 1
        shown: list[Line] = []
        following = self.top
        while following < len(blocks):
            is_last = following + 1 == len(blocks)
            line_for_more = 0 if is_last else 1
            if len(shown) + len(blocks[following]) + line_for_more > room:
                break
            shown += blocks[following]
            following += 1
        left = len(blocks) - following
        if left > 0 and shown:
            shown.append([("class:muted", f"    ... {left} more below")])
        return shown

    def _option(self, index: int, option: Option, width: int) -> list[Line]:
        """A choice, its longer text under its beginning."""
        is_selected = index == self.cursor
        prefix = self._pointer(is_selected=is_selected) + self._number(index) + self._box(option)
        style = "class:here" if is_selected else ""
        hang = " " * max(4, len(prefix))
        first, *others = textwrap.wrap(option.label, max(10, width - len(hang))) or [""]
        lines = [[(style, prefix + first)]]
        for part in others:
            lines.append([(style, hang + part)])
        return lines

    def _pointer(self, *, is_selected: bool) -> str:
        return f"{self.marks[0]} " if is_selected else "  "

    def _number(self, index: int) -> str:
        """The digit that selects it; where words are typed digits are part of them."""
        if self.takes_words:
            return ""
        number = index if self.question.kind == "level" else index + 1
        return f"{number}  "

    def _box(self, option: Option) -> str:
        """Ticked if it is picked, where several can be."""
        if self.question.kind != "choices" or option.value == MORE:
            return ""
        tick = self.marks[1] if option.value in self.picked else " "
        return f"[{tick}] "

    def _foot(self, width: int) -> list[Part]:
        parts = [Part(7, [[]])]
        if self.error:
            parts.append(Part(0, _wrapped(f"! {self.error}", width, "class:error")))
        first, commands = self._keys()
        parts.append(Part(2, _wrapped(first, width, "class:muted")))
        return [*parts, Part(3, _wrapped(commands, width, "class:muted"))]

    def _keys(self) -> tuple[str, str]:
        """What the keys do here: those that answer, and the commands."""
        commands = "b back   s skip   f finish   q leave   ? help"
        if self.wants_enter:
            commands = "? help   with Enter: b back, s skip, f finish, q leave"
        return self._answer_keys(), commands

    def _answer_keys(self) -> str:
        is_picking = self.question.many and self.question.kind == "choices"
        if is_picking and self.is_filtered:
            return "Space picks, Enter goes on"
        if is_picking:
            return "Space or a digit picks, Enter goes on"
        if self.is_filtered:
            return "Type to narrow, arrows select, Enter confirms"
        return ANSWER_KEYS.get(self.question.kind, "A digit or the arrows select, Enter confirms")


AS_TYPED = "as typed: "


def is_own_words(option: Option) -> bool:
    """True for the choice that keeps what was typed, of a job or a field that is not in the list."""
    return str(option.value).startswith(UNKNOWN) or option.label.startswith(AS_TYPED)


CARET_MOVES = ("left", "right", "home", "end")


EDITS = (*CARET_MOVES, "backspace", "delete", "clear", "word")
"""Keys that change the typed line: `clear` empties it before the caret, `word` takes a word away."""
ANSWER_KEYS = {
    "entries": "Type to search; arrows select, Enter picks; Enter on an empty line goes on",
    "text": "Type and press Enter, or select with the arrows",
    "number": "Type a number and press Enter",
    "date": "Type a date and press Enter",
}
"""Kind of question -> what the keys do; a digit or the arrows answer every other kind."""


def _picked_values(previous: Any) -> list[Any]:
    """The values of an earlier answer to a question with several: a list, or each value with whether it was picked."""
    if isinstance(previous, dict):
        return [value for value, is_picked in previous.items() if is_picked]
    return list(previous)


def _as_typed_before(value: Any) -> str:
    """An earlier answer as one would type it again."""
    if isinstance(value, float):
        return f"{value:g}"
    return as_written(value)


def _value_or_skip(answer: str | list[Any]) -> Reply:
    """An empty answer skips the question."""
    if answer:
        return Reply("value", answer)
    return Reply("skip")


def _lines_up_to(rank: int, parts: list[Part]) -> list[Line]:
    """The lines of the parts that stay where all above that rank have given way."""
    lines: list[Line] = []
    for part in parts:
        if part.rank <= rank:
            lines += part.lines
    return lines


def _wrapped(text: str, width: int, style: str) -> list[Line]:
    return [[(style, part)] for part in textwrap.wrap(text, width)]
