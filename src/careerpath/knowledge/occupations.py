"""The file of occupations: what a job outside the list is called, pays, asks for and brings.

It is large, and read only when a job is looked up or held; of the facts, only the lines that are asked for are parsed.
`scripts/build_occupations.py` makes it; docs/knowledge.md says of what.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import OCCUPATION
from careerpath.record import Record

FILE = "occupations.txt"
CODE_LETTERS = len("53-3032.00")
SHORT = 4
"""Letters under which a word must stand as it is."""


class Occupation(Record):
    """One occupation of O*NET."""

    code: str
    title: str
    zone: int | None
    """Job Zone, 1-5."""
    education: str | None
    """What half of those surveyed, or more, say is enough to be hired."""
    usd: int | None
    """National median [USD a year], of the SOC code `soc`."""
    soc: str
    people: float
    """Decimal logarithm of how many work there."""
    gives: dict[str, int]
    """Skill of ours -> level (1-3) that the job brings."""

    @property
    def id(self) -> str:
        return OCCUPATION + self.code


class Name(NamedTuple):
    """What a title or a lay word means."""

    text: str
    """In the compared form."""
    flag: str
    """l: lay word; a: lay word with several meanings; z: no paid work; t: the occupation's title; n: another title."""
    codes: tuple[str, ...]
    shown: str


class Occupations:
    """The file, read once. Raises CareerpathError if it is missing or not whole."""

    def __init__(self, folder: Path) -> None:
        try:
            text = (folder / FILE).read_text(encoding="utf-8")
            head, self._counts, facts, names = text.split("\n\n", 3)
            self.about, self.language = map(json.loads, head.split("\n", 1))
        except (OSError, ValueError) as error:
            raise CareerpathError(f"the file of occupations cannot be read ({error}); install anew") from None
        self._facts = facts
        self._known: dict[str, Occupation] = {}
        # a line break before the first, so that the beginning of every line can be searched for
        self.names = f"\n{names}"

    @cached_property
    def word_counts(self) -> dict[str, int]:
        """Word -> in how many names it stands."""
        counts = {}
        for pair in self._counts.split():
            word, _, count = pair.rpartition(":")
            counts[word] = int(count)
        return counts

    @cached_property
    def _places(self) -> dict[str, int]:
        """Code -> where its facts begin."""
        places = {}
        start = 0
        for line in self._facts.split("\n"):
            places[line[:CODE_LETTERS]] = start
            start += len(line) + 1
        return places

    def codes(self) -> Iterator[str]:
        """The codes of all occupations, in order."""
        yield from self._places

    def knows(self, code: str) -> bool:
        return code in self._places

    def fact(self, code: str) -> Occupation:
        """Raises KeyError."""
        if code not in self._known:
            start = self._places[code]
            end = self._facts.find("\n", start)
            if end < 0:
                end = len(self._facts)
            data: dict[str, Any] = json.loads(self._facts[start + CODE_LETTERS + 1 : end])
            self._known[code] = Occupation(code=code, **data)
        return self._known[code]

    def name(self, text: str) -> Name | None:
        """What exactly this name, in the compared form, means: the lines are sorted, so it is looked up by halves."""
        low, high = 0, len(self.names)
        while low < high:
            start = self.names.rfind("\n", 0, (low + high) // 2) + 1
            end = self.names.find("\t", start)
            if end < 0:
                return None
            middle = self.names[start:end]
            if middle == text:
                return self.name_at(start)
            if middle < text:
                low = self.names.find("\n", end) + 1 or high
            else:
                high = start
        return None

    def name_at(self, start: int) -> Name:
        """The name whose line begins there."""
        text, flag, codes, *shown = self.names[start : self.names.index("\n", start)].split("\t")
        # written only where it differs from the compared form
        return Name(text, flag, tuple(codes.split(",")), shown[0] if shown else text)

    def with_word(self, part: str) -> Iterator[int]:
        """Where the lines of all names begin that have a word with this beginning."""
        # a short beginning begins too much: it must be the whole word
        ends = (" ", "\t") if len(part) < SHORT else ("",)
        for before, end in product(("\n", " "), ends):
            wanted = before + part + end
            start = self.names.find(wanted)
            while start >= 0:
                line = self.names.rfind("\n", 0, start + 1) + 1
                # what follows the first tab is not the name
                if "\t" not in self.names[line : start + 1]:
                    yield line
                start = self.names.find(wanted, start + 1)
