"""The file of occupations: what a job outside the list is called, pays, asks for and brings.

It is large, and read only when a job is looked up or held; of the facts, only the lines that are asked for are parsed.
`scripts/build_occupations.py` makes it; docs/knowledge.md says of what.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from careerpath.errors import CareerpathError
from careerpath.record import Record

FILE = "occupations.txt"
PREFIX = "onet-"
"""Before the code of an occupation, its id among the roles."""


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
        return PREFIX + self.code


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
            raise CareerpathError(f"the file of occupations cannot be read ({error}); install careerpath anew") from None
        # A line break on either side, so that the start and the end of every line can be searched for.
        self._facts = f"\n{facts}\n"
        self.names = f"\n{names}"

    @cached_property
    def word_counts(self) -> dict[str, int]:
        """Word -> in how many names it stands."""
        counts = {}
        for pair in self._counts.split():
            word, _, count = pair.rpartition(":")
            counts[word] = int(count)
        return counts

    def codes(self) -> Iterator[str]:
        """The codes of all occupations, in order."""
        for line in self._facts.split("\n"):
            if line:
                yield line.partition("\t")[0]

    def knows(self, code: str) -> bool:
        return f"\n{code}\t" in self._facts

    def fact(self, code: str) -> Occupation:
        """Raises KeyError."""
        start = self._facts.find(f"\n{code}\t")
        if start < 0:
            raise KeyError(code)
        begin = start + len(code) + 2
        data: dict[str, Any] = json.loads(self._facts[begin : self._facts.index("\n", begin)])
        return Occupation(code=code, **data)

    def name(self, text: str) -> Name | None:
        """What exactly this name, in the compared form, means."""
        start = self.names.find(f"\n{text}\t")
        return self.name_at(start + 1) if start >= 0 else None

    def name_at(self, start: int) -> Name:
        """The name whose line begins there."""
        fields = self.names[start : self.names.index("\n", start)].split("\t")
        return Name(fields[0], fields[1], tuple(fields[2].split(",")), fields[3] if len(fields) > 3 else fields[0])

    def with_word(self, part: str) -> Iterator[int]:
        """Where the lines of all names begin that have a word with this beginning."""
        for before in ("\n", " "):
            start = self.names.find(before + part)
            while start >= 0:
                line = self.names.rfind("\n", 0, start + 1) + 1
                # what follows the first tab is not the name
                if "\t" not in self.names[line : start + 1]:
                    yield line
                start = self.names.find(before + part, start + 1)
