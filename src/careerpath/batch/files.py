"""People's files in units: a row group of Parquet or some lines of CSV or JSON Lines, at most so many rows each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from careerpath.batch.columns import PATTERNS, PLAIN, SCHEMA, UNUSED, USED, flat, list_column, plain_column
from careerpath.errors import CareerpathError, Problem
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.packed import packed_kind
from careerpath.knowledge.search import did_you_mean
from careerpath.knowledge.text_file import is_file, is_folder, is_text, printable, texts_in
from careerpath.people.profile import check_profile
from careerpath.record import Record

SUFFIXES = (".parquet", ".csv", ".jsonl")
# Longer than any cell may be: `_lines` takes a block within one pair of quotes for a quote that is never closed.
BLOCK = 1 << 22
NEWLINE, QUOTE = 10, 34
REPLACED = "\ufffd"
"""What stands where bytes were no UTF-8."""
MOST_LOOKED_AT = 4_000_000
"""Bytes that tell what kind a file is."""
NOT_UTF_8 = "not UTF-8 text; save the file as UTF-8"
NO_PERSON = 'wanted is an object with an "id"'


class Unit(Record):
    """Some rows of a file; done as a whole or not at all."""

    path: Path
    first: int
    """Line (of a text) or row (from 1) of the first person."""
    part: tuple[int, int, int]
    """Row group, first row in it and rows; or 0, first byte and last byte."""
    columns: tuple[str, ...]
    key: str
    """Digest of the content of the file."""


def people_files(paths: Sequence[Path]) -> list[Path]:
    """The files, and those in the folders. Raises CareerpathError for what is none."""
    files: list[Path] = []
    for path in paths:
        try:
            if is_folder(path):
                files += sorted(inner for inner in path.iterdir() if kind(inner) in SUFFIXES)
            else:
                files.append(path)
        except OSError as error:
            raise CareerpathError(f"{show(path)}: cannot be read ({error.strerror})") from None
    for path in files:
        _refuse_other(path)
    if not files:
        raise CareerpathError(f"{show(paths[0])}: no file that ends in {', '.join(SUFFIXES)}")
    return files


def _refuse_other(path: Path) -> None:
    """Raises CareerpathError for what is no file of people."""
    if not is_file(path):
        raise CareerpathError(f"{show(path)}: no such file")
    if kind(path) in SUFFIXES:
        _refuse_packed(path)
        return
    hint = "save it as one of these"
    if kind(path) in (".gz", ".zip"):
        hint = "unpack it first"
    raise CareerpathError(f"{show(path)}: people are read from {', '.join(SUFFIXES)}; {hint}")


def _refuse_packed(path: Path) -> None:
    """Raises CareerpathError for what is packed or locked, though its name says otherwise."""
    try:
        with path.open("rb") as file:
            start = file.read(MOST_LOOKED_AT)
    except OSError:
        return  # told where it is read
    what, way_out = packed_kind(start)
    if what:
        raise CareerpathError(f"{show(path)}: {what}, not UTF-8 text; {way_out}")


def kind(path: Path) -> str:
    """The ending that says how the file is read."""
    return path.suffix.lower()


def plan(path: Path, rows: int) -> tuple[list[Unit], list[Problem]]:
    """The units of a file, and what is to be said about its columns. Raises CareerpathError if it cannot be used."""
    cut = _row_groups if kind(path) == ".parquet" else _lines
    try:
        columns, cuts = cut(path, rows)
        digest = _digest(path)
        notes = [] if kind(path) == ".jsonl" else _column_notes(path, columns)
    except UnicodeDecodeError:
        raise CareerpathError(f"{show(path)}: not UTF-8 text; save the file as CSV in UTF-8") from None
    except (OSError, pa.ArrowException) as error:
        reason = getattr(error, "strerror", None) or printable(str(error))[:120]
        raise CareerpathError(f"{show(path)}: cannot be read ({reason})") from None
    except CareerpathError as error:
        raise CareerpathError(f"{show(path)}: {error}") from None
    return [Unit(path, first, part, columns, digest) for first, part in cuts], notes


def _column_notes(path: Path, columns: Sequence[str]) -> list[Problem]:
    """Columns that are not used. Raises CareerpathError if those that are needed are not there."""
    if "id" not in columns:
        named = printable(", ".join(columns)[:120]) or "none"
        hint = "; the cells must be separated by commas" if len(columns) == 1 else ""
        raise CareerpathError(f"no column 'id'; its columns are {named}{hint}")
    if not {*PATTERNS} & {*columns}:
        raise CareerpathError(f"none of the columns {', '.join(PATTERNS)}; nothing to rank by")
    notes = []
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1:
            raise CareerpathError(f"column {printable(name[:40])!r} stands here twice")
        if name not in (*USED, *UNUSED):
            text = f"column {printable(name[:40])!r} is not used"
            hint = did_you_mean(name, USED)
            if "mean" in hint:
                text += f"; {hint}"
            notes.append(Problem(show(path), 0, text, "column", "warning"))
    return notes


def show(path: Path) -> str:
    return printable(str(path))


def _digest(path: Path) -> str:
    state = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            state.update(block)
    return state.hexdigest()


def _row_groups(path: Path, rows: int) -> tuple[tuple[str, ...], list[tuple[int, tuple[int, int, int]]]]:
    """Column names, and of each unit its first row and its `Unit.part`."""
    with pq.ParquetFile(path) as file:
        empty = file.schema_arrow.empty_table()
        for name in empty.column_names:
            _refuse_wrong_type(empty, name)
        cuts, before = [], 0
        for group in range(file.num_row_groups):
            size = file.metadata.row_group(group).num_rows
            for at in range(0, size, rows):
                cuts.append((before + at + 1, (group, at, min(rows, size - at))))
            before += size
        return tuple(empty.column_names), cuts


def _refuse_wrong_type(empty: pa.Table, name: str) -> None:
    """Raises CareerpathError: a wrong type is found before anything is ranked."""
    if name in PLAIN:
        plain_column(empty, name, _no_note)
    elif name in USED:
        list_column(empty, name, _no_note)


def _no_note(_row: Any, _why: str) -> None:
    """An empty table has no row to note."""


def _lines(path: Path, rows: int) -> tuple[tuple[str, ...], list[tuple[int, tuple[int, int, int]]]]:
    """Column names, and of each unit its first line and its `Unit.part`.

    A unit has about `rows` records. It is cut at line ends outside quotes: there an even number of quotes lies before.
    """
    has_quotes = kind(path) == ".csv"
    columns: tuple[str, ...] = ()
    byte, line = 0, 1
    records, quotes = 0, 0
    with path.open("rb") as file:
        if has_quotes:
            head = file.readline(BLOCK)
            header = next(csv.reader([head.decode("utf-8-sig")]), [])
            columns = tuple(name.strip().lower() for name in header)
            byte, line = len(head), 2
        cuts = [(byte, line)]
        while block := file.read(BLOCK):
            data = np.frombuffer(block, np.uint8)
            breaks = np.flatnonzero(data == NEWLINE)
            quotes_before = np.zeros_like(breaks)
            if has_quotes:
                quotes_before = np.searchsorted(np.flatnonzero(data == QUOTE), breaks) + quotes
            if len(breaks) and (quotes_before % 2).all():  # a quote that is never closed: no cell is as long as a block
                quotes_before, quotes = quotes_before + 1, quotes + 1
            record_ends = np.flatnonzero(quotes_before % 2 == 0)
            for record in range(rows - records % rows - 1, len(record_ends), rows):
                last = int(record_ends[record])
                cuts.append((byte + int(breaks[last]) + 1, line + last + 1))
            records += len(record_ends)
            line += len(breaks)
            byte += len(block)
            quotes += int((data == QUOTE).sum())
    if cuts[-1][0] < byte:
        cuts.append((byte, line))
    return columns, [(line, (0, begin, end)) for (begin, line), (end, _) in pairwise(cuts)]


def read(unit: Unit, kb: KnowledgeBase) -> tuple[pa.Table, list[int], list[Problem]]:
    """The people of a unit, the line or row of each, and what could not be read."""
    if kind(unit.path) == ".parquet":
        try:
            table = _read_rows(unit)
        except (OSError, pa.ArrowException) as error:  # a page in the middle is damaged: the other units go on
            reason = printable(str(error).partition("\n")[0])[:120]
            last = unit.first + unit.part[2] - 1
            damaged = Problem(show(unit.path), unit.first, f"rows {unit.first} to {last} cannot be read ({reason})")
            return SCHEMA.empty_table(), [], [damaged]
        return table, list(range(unit.first, unit.first + len(table))), []
    _, begin, end = unit.part
    encoding = "utf-8-sig" if begin == 0 else "utf-8"
    with unit.path.open("rb") as file:
        file.seek(begin)
        text = file.read(end - begin).decode(encoding, "replace")
    if kind(unit.path) == ".csv":
        return _read_csv(text, unit)
    return _read_json(text, unit, kb)


def _read_rows(unit: Unit) -> pa.Table:
    """The rows of a unit of a Parquet file; ids as dictionaries, for the same few stand in it again and again."""
    group, first, count = unit.part
    inner_texts = []
    with pq.ParquetFile(unit.path) as file:
        for place in range(len(file.schema)):
            leaf = file.schema.column(place)
            if leaf.physical_type == "BYTE_ARRAY" and "." in leaf.path:
                inner_texts.append(leaf.path)
    used = [name for name in unit.columns if name in USED]
    slices, at = [], 0
    with pq.ParquetFile(unit.path, read_dictionary=inner_texts, pre_buffer=False) as file:
        for batch in file.iter_batches(count, row_groups=[group], columns=used, use_threads=False):
            begin = max(first, at) - at
            end = min(first + count, at + len(batch)) - at
            if begin < end:
                slices.append(batch.slice(begin, end - begin))
            at += len(batch)
            if at >= first + count:
                break
    return pa.Table.from_batches(slices)


def _read_csv(text: str, unit: Unit) -> tuple[pa.Table, list[int], list[Problem]]:
    rows, lines, problems = [], [], []
    for line, row, fault in _records(io.StringIO(text, newline="").readlines()):
        message = fault or _row_fault(row, unit)
        if message:
            problems.append(Problem(show(unit.path), unit.first + line, message))
        else:
            rows.append(row)
            lines.append(unit.first + line)
    cells = list(zip(*rows, strict=True)) or [()] * len(unit.columns)
    used = {}
    for name, column in zip(unit.columns, cells, strict=True):
        if name in USED:
            used[name] = pa.array(column, pa.string())
    return pa.table(used), lines, problems


def _row_fault(row: list[str], unit: Unit) -> str:
    """Why the cells of a line cannot be a person, or nothing."""
    if len(row) != len(unit.columns):
        return f"{len(row)} cells; the header has {len(unit.columns)}"
    if any(REPLACED in cell for cell in row):
        return NOT_UTF_8
    return ""


def _records(lines: Sequence[str]) -> Iterator[tuple[int, list[str], str]]:
    """(line from 0, cells, fault) of each record; after a fault the next line is read as a new one."""
    start = 0
    while start < len(lines):
        reader, before = csv.reader(islice(lines, start, None), strict=True), 0
        try:
            for row in reader:
                if row:
                    yield start + before, row, ""
                before = reader.line_num
            return
        except csv.Error as error:
            fault = str(error)
            if "end of data" in fault:
                fault = "a quote that is never closed"
            yield start + before, [], f"not CSV: {fault}"
            start += before + 1


def _read_json(text: str, unit: Unit, kb: KnowledgeBase) -> tuple[pa.Table, list[int], list[Problem]]:
    """Profiles as a file of one holds them, each with an `id`."""
    rows, lines, problems = [], [], []
    for line, part in enumerate(text.split("\n"), unit.first):
        if not part.strip():
            continue
        row, message = _person(part, kb)
        if row:
            rows.append(row)
            lines.append(line)
        else:
            problems.append(Problem(show(unit.path), line, message))
    return pa.Table.from_pylist(rows, SCHEMA), lines, problems


def _person(text: str, kb: KnowledgeBase) -> tuple[dict[str, Any] | None, str]:
    """The row of a person, or why there is none."""
    if REPLACED in text:
        return None, NOT_UTF_8
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        return None, f"not JSON: {printable(str(error))[:120]}"
    if not isinstance(data, dict):
        return None, NO_PERSON
    name = data.pop("id", None)
    if not isinstance(name, str | int):
        return None, NO_PERSON
    if not is_text(text) or any(not is_text(part) for part in texts_in((name, data))):
        return None, "half a surrogate pair, which is no character; mend the text"
    profile, faults = check_profile(data, kb)
    if faults or profile is None:
        return None, "; ".join(message for _, message in faults)
    return flat(str(name), profile), ""
