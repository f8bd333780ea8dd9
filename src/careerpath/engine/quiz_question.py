"""A question of the quiz as a value."""

from __future__ import annotations

from typing import Any, Literal

from careerpath.record import Record

Kind = Literal["entries", "choice", "choices", "number", "text", "date", "level"]
"""`entries`: one or more ids of a table, found by typing; `level`: a choice of 0-5; the others as they say."""


class Option(Record):
    """One choice: the value that is kept, and its words."""

    value: Any
    label: str


class Question(Record):
    """One screen. `low`/`high` bound a number; `table` names where entries come from; `many` allows several."""

    id: str
    kind: Kind
    text: str
    why: str
    help: str
    choices: tuple[Option, ...] = ()
    low: float = 0.0
    high: float = 0.0
    unit: str = ""
    table: str = ""
    many: bool = False
    part: str = "start"
