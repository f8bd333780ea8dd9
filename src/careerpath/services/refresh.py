"""Answers to the list of what must be looked at, written into the YAML files; comments and order stay."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from careerpath.errors import BadDataError, CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import first_day
from careerpath.knowledge.load import folder_files, load
from careerpath.knowledge.references import reference_problems
from careerpath.knowledge.text_file import printable, read_text
from careerpath.people.csv_text import unquoted
from careerpath.record import Record
from careerpath.services.worklist import FIELDS_SHOWN, value_of

NEEDED = ("table", "entry", "field", "answer")
UNCHANGED = "unchanged"
SETTABLE = FIELDS_SHOWN | {"confidence"}
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
"""What an answer may set a key to: a number, a date, an id, a fixed word; never a sentence."""
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
DATES = frozenset({"as_of", "read", "on", "opens", "ends", "next_edition"})
TEXTS = frozenset({"edition", "period", "code"})
EDITIONS = frozenset({"edition", "period"})
"""Keys that name what was published, by the year with which it begins."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Answer(Record):
    """One line of the list that was answered."""

    line: int
    table: str
    entry: str
    field: str
    keys: tuple[tuple[str, str], ...]
    """Key and new value; none: unchanged."""
    true_on: str | None
    """When the page says it is true, if that is another day than the one it was read on."""
    seen: str
    value: str | None
    """What stood there when the list was made."""


class Edited(Record):
    """A file before and after."""

    path: Path
    before: str
    after: str

    def diff(self) -> str:
        """The change as a unified diff."""
        name = self.path.name
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True), self.after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
        )
        return "".join(f"{printable(line.rstrip(chr(10)))}\n" for line in lines)


def answers(text: str, today: date) -> list[Answer]:
    """The answered lines of a list. Raises CareerpathError with every line that cannot be taken."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), restval="")
    answered, refused = [], []
    try:
        header = reader.fieldnames or ()
        for name in NEEDED:
            if name not in header:
                raise CareerpathError(f"no list of this kind: the column {name!r} is missing (see `check --worklist`)")
        for cells in reader:
            # cells beyond the last heading stand under None
            row = {name: unquoted(cell) for name, cell in cells.items() if name is not None}
            if not row["answer"].strip():
                continue
            try:
                answered.append(_answer(row, reader.line_num, today))
            except ValueError as error:
                refused.append(f"line {reader.line_num}: {error}")
    except csv.Error as error:
        raise CareerpathError(f"line {reader.line_num}: not CSV ({error}); nothing was written") from None
    if refused:
        raise CareerpathError("nothing was written; " + "; ".join(map(printable, refused)))
    return answered


def _answer(row: dict[str, str], line: int, today: date) -> Answer:
    """One line. Raises ValueError if it cannot be taken."""
    seen = _date(row.get("seen"), today) or today.isoformat()
    true_on = _date(row.get("true_on"), today)
    text = row["answer"].strip()
    keys = () if text == UNCHANGED else tuple(_pairs(text))
    for key, value in keys:
        if key in EDITIONS and value[:4].isdigit() and int(value[:4]) > today.year:
            raise ValueError(f"{key}: {value} lies in the future, and is not published yet")
    return Answer(line, row["table"], row["entry"], row["field"], keys, true_on, seen, row.get("value"))


def _date(text: str | None, today: date) -> str | None:
    day = (text or "").strip()
    if not day:
        return None
    if not DAY.fullmatch(day):
        raise ValueError(f"{day[:20]!r} is no date; write it as 2027-01-31, 2027-01 or 2027")
    first_day(day)
    if day > today.isoformat()[: len(day)]:
        raise ValueError(f"{day} lies in the future")
    return day


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Of "usd=449; member_usd=null": the keys and their values."""
    for part in text.split(";"):
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals:
            raise ValueError(f"{text[:40]!r} is neither `{UNCHANGED}` nor key=value; sentences are written by hand")
        if key not in SETTABLE:
            raise ValueError(f"{key[:30]!r} is no key that a list may set; sentences are written by hand")
        if not WORD.fullmatch(value) and not NUMBER.fullmatch(value):
            raise ValueError(f"{key}: {value[:30]!r} is no number, date or word; sentences are written by hand")
        yield key, value


def apply(folder: Path, given: list[Answer]) -> list[Edited]:
    """The files of a folder with the answers in them; nothing is written.

    Raises CareerpathError for a line that fits nothing in the folder, BadDataError if the result would have errors.
    """
    loaded = load([folder])
    changes = _changes_by_table(loaded.kb, given)
    edited = []
    contents = {}
    for path in folder_files(folder):
        contents[path] = path.read_bytes()
        if path.stem in changes:
            before = read_text(path)
            after_text = _written(before, path.stem, changes[path.stem])
            edited.append(Edited(path, before, after_text))
            contents[path] = after_text.encode()
    after = load([folder], contents)
    problems = [*after.problems, *reference_problems(after)]
    errors = tuple(problem for problem in problems if problem.severity == "error")
    if errors:
        raise BadDataError(errors, way_out="nothing was written")
    _refuse_other_changes(loaded.kb, after.kb, given)
    return edited


def _changes_by_table(kb: KnowledgeBase, given: list[Answer]) -> dict[str, list[tuple[Answer, Any]]]:
    """Table -> answers that change it, each with its block. Raises CareerpathError for a line that does not fit."""
    changes: dict[str, list[tuple[Answer, Any]]] = {}
    lines: dict[tuple[str, str, str], int] = {}
    for answer in given:
        block = _block(kb, answer)
        first = lines.setdefault((answer.table, answer.entry, answer.field), answer.line)
        if first != answer.line:
            raise CareerpathError(f"line {answer.line}: {answer.entry} {answer.field} is answered in line {first} too")
        if answer.value and answer.value != value_of(block):
            if _is_taken_over(answer, block):  # by a run that was stopped before the other files
                continue
            now = value_of(block)
            raise CareerpathError(
                f"line {answer.line}: {answer.entry} {answer.field} is {now!r} now, and was {answer.value!r} "
                "when the list was made; make a new list"
            )
        changes.setdefault(answer.table, []).append((answer, block))
    return changes


def _refuse_other_changes(before: KnowledgeBase, after: KnowledgeBase, given: list[Answer]) -> None:
    """Raises CareerpathError if an entry that no answer is about is another one now."""
    meant = {(answer.table, answer.entry) for answer in given}
    for table in dict.fromkeys(answer.table for answer in given):
        for key, entry in getattr(before, table).items():
            if (table, key) not in meant and getattr(after, table)[key] != entry:
                raise CareerpathError(f"{key} in {table}.yaml would change too; edit this file by hand")


def _block(kb: KnowledgeBase, answer: Answer) -> Any:
    """The block that a line is about. Raises CareerpathError if there is none."""
    try:
        block = getattr(kb, answer.table)[answer.entry]
        for part in _parts(answer.field):
            block = block[int(part)] if part.isdigit() else getattr(block, part)
        unknown = [name for name, _ in answer.keys if name not in block.FIELDS]
    except (AttributeError, KeyError, IndexError, TypeError):
        what = printable(f"{answer.table} {answer.entry} {answer.field}")[:80]
        raise CareerpathError(f"line {answer.line}: there is no {what} here") from None
    if unknown:
        raise CareerpathError(f"line {answer.line}: {answer.entry} {answer.field} has no key {unknown[0]!r}")
    return block


def _parts(field: str) -> list[str]:
    """The steps of a path such as `exams.0`; none where the whole entry is meant."""
    if not field:
        return []
    return field.split(".")


def _written(text: str, table: str, changes: list[tuple[Answer, Any]]) -> str:
    """The text of a file with the answers in it."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    root = yaml.compose(text, Loader=_Loader)
    node_of = {}
    for node in _value(root, table).value:
        entry_id = _value(node, "id")
        if entry_id is not None:
            node_of[entry_id.value] = node
    edits: list[tuple[int, int, str]] = []
    for answer, block in changes:
        node = node_of[answer.entry]
        for part in _parts(answer.field):
            node = node.value[int(part)] if part.isdigit() else _value(node, part)
        for key, value in _keys(answer, block).items():
            edits.append(_edit(starts, text, node, key, _scalar(key, value)))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _keys(answer: Answer, block: Any) -> dict[str, str]:
    """What a line sets: its keys, and the two dates."""
    keys = dict(answer.keys)
    if not answer.field:  # a source: it has a date of its own, or only the one on which it was read
        keys["read"] = answer.seen
        if answer.true_on:
            keys["as_of"] = answer.true_on
        return keys
    keys["as_of"] = answer.true_on or answer.seen
    if getattr(block, "read", None) or answer.true_on:
        keys["read"] = answer.seen
    return {name: value for name, value in keys.items() if name in block.FIELDS}


def _is_taken_over(answer: Answer, block: Any) -> bool:
    """True if the block says already what the line sets."""
    return all(_as_answer(getattr(block, name)) == value for name, value in _keys(answer, block).items())


def _as_answer(value: Any) -> str:
    """A value of a block as a list would set it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def _value(node: Any, key: str) -> Any:
    """The node under a key of a mapping, or None."""
    for name, value in node.value:
        if name.value == key:
            return value
    return None


def _edit(starts: list[int], text: str, node: Any, key: str, value: str) -> tuple[int, int, str]:
    """(start, end, new text) that gives a key of a mapping another value."""
    present = _value(node, key)
    if present is not None:
        return _at(starts, present.start_mark), _at(starts, present.end_mark), value
    beside = _value(node, "source") or _value(node, "as_of") or node.value[-1][1]
    end = _at(starts, beside.end_mark)
    if node.flow_style:
        return end, end, f", {key}: {value}"
    if text[end - 1] == "\n":  # a block scalar ends on the next line
        end -= 1
    end = text.find("\n", end)
    return end, end, f"\n{' ' * node.value[0][0].start_mark.column}{key}: {value}"


def _at(starts: list[int], mark: Any) -> int:
    """The place of a mark of the parser in the text."""
    line, column = int(mark.line), int(mark.column)
    return starts[line] + column


def _scalar(key: str, value: str) -> str:
    """A value as it is written: days and years in quotes, so that every reader takes them for text."""
    is_day = key in DATES and not re.fullmatch(r"\d{4}-\d\d", value)
    is_year = key in TEXTS and NUMBER.fullmatch(value)
    if is_day or is_year:
        return f"'{value}'"
    return value
