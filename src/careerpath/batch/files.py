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
from careerpath.knowledge.search import did_you_mean
from careerpath.knowledge.text_file import is_file, is_folder, is_text, printable, texts_in
from careerpath.people.profile import check_profile
from careerpath.record import Record

SUFFIXES = (".parquet", ".csv", ".jsonl")
BLOCK = 1 << 22
NEWLINE, QUOTE = 10, 34
NOT_UTF_8 = "not UTF-8 text; save the file as UTF-8"


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
    found: list[Path] = []
    for path in paths:
        try:
            found += sorted(p for p in path.iterdir() if kind(p) in SUFFIXES) if is_folder(path) else [path]
        except OSError as error:
            raise CareerpathError(f"{show(path)}: cannot be read ({error.strerror})") from None
    for path in found:
        if not is_file(path):
            raise CareerpathError(f"{show(path)}: no such file")
        if kind(path) not in SUFFIXES:
            hint = "unpack it first" if kind(path) in (".gz", ".zip") else "save it as one of these"
            raise CareerpathError(f"{show(path)}: people are read from {', '.join(SUFFIXES)}; {hint}")
    if not found:
        raise CareerpathError(f"{show(paths[0])}: no file that ends in {', '.join(SUFFIXES)}")
    return found


def kind(path: Path) -> str:
    """The ending that says how the file is read."""
    return path.suffix.lower()


def plan(path: Path, rows: int) -> tuple[list[Unit], list[Problem]]:
    """The units of a file, and what is to be said about its columns. Raises CareerpathError if it cannot be used."""
    try:
        columns, cuts = (_row_groups if kind(path) == ".parquet" else _lines)(path, rows)
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
    named = printable(", ".join(columns)[:120])
    if "id" not in columns:
        hint = "; the cells must be separated by commas" if len(columns) == 1 else ""
        raise CareerpathError(f"no column 'id'; its columns are {named or 'none'}{hint}")
    if not {*PATTERNS} & {*columns}:
        raise CareerpathError(f"none of the columns {', '.join(PATTERNS)}; nothing to rank by")
    notes = []
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1:
            raise CareerpathError(f"column {printable(name[:40])!r} stands here twice")
        if name not in (*USED, *UNUSED):
            hint = did_you_mean(name, USED)
            text = f"column {printable(name[:40])!r} is not used" + (f"; {hint}" if "mean" in hint else "")
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
    with pq.ParquetFile(path) as file:
        empty = file.schema_arrow.empty_table()
        for name in empty.column_names:  # a wrong type is found before anything is ranked
            if name in USED:
                (plain_column if name in PLAIN else list_column)(empty, name, lambda *_: None)
        cuts, before = [], 0
        for group in range(file.num_row_groups):
            size = file.metadata.row_group(group).num_rows
            cuts += [(before + at + 1, (group, at, min(rows, size - at))) for at in range(0, size, rows)]
            before += size
        return tuple(empty.column_names), cuts


def _lines(path: Path, rows: int) -> tuple[tuple[str, ...], list[tuple[int, tuple[int, int, int]]]]:
    """Column names, and the units: about `rows` records each, cut at line ends outside quotes."""
    quoted = kind(path) == ".csv"
    columns: tuple[str, ...] = ()
    ends, lines, records, quotes, at = [(0, 1)], 1, 0, 0, 0
    with path.open("rb") as file:
        if quoted:
            head = file.readline(BLOCK)
            columns = tuple(name.strip().lower() for name in next(csv.reader([head.decode("utf-8-sig")]), []))
            ends, lines, at = [(len(head), 2)], 2, len(head)
        while block := file.read(BLOCK):
            data = np.frombuffer(block, np.uint8)
            breaks = np.flatnonzero(data == NEWLINE)
            inside = np.searchsorted(np.flatnonzero(data == QUOTE), breaks) + quotes if quoted else 0 * breaks
            if len(breaks) and (inside % 2).all():  # a quote that is never closed: cells are shorter than a block
                inside, quotes = inside + 1, quotes + 1
            whole = np.flatnonzero(inside % 2 == 0)
            for number in range(rows - records % rows - 1, len(whole), rows):
                ends.append((at + int(breaks[whole[number]]) + 1, lines + int(whole[number]) + 1))
            records, lines, at = records + len(whole), lines + len(breaks), at + len(block)
            quotes += int((data == QUOTE).sum())
    if ends[-1][0] < at:
        ends.append((at, lines))
    return columns, [(line, (0, begin, end)) for (begin, line), (end, _) in pairwise(ends)]


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
    with unit.path.open("rb") as file:
        file.seek(begin)
        text = file.read(end - begin).decode("utf-8-sig" if begin == 0 else "utf-8", "replace")
    return (_read_csv if kind(unit.path) == ".csv" else _read_json)(text, unit, kb)


def _read_rows(unit: Unit) -> pa.Table:
    group, first, count = unit.part
    with pq.ParquetFile(unit.path) as file:
        leaves = [file.schema.column(i) for i in range(len(file.schema))]
    names = [leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY" and "." in leaf.path]
    used = [name for name in unit.columns if name in USED]
    found, at = [], 0
    with pq.ParquetFile(unit.path, read_dictionary=names, pre_buffer=False) as file:
        for batch in file.iter_batches(count, row_groups=[group], columns=used, use_threads=False):
            begin, end = max(first, at) - at, min(first + count, at + len(batch)) - at
            if begin < end:
                found.append(batch.slice(begin, end - begin))
            at += len(batch)
            if at >= first + count:
                break
    return pa.Table.from_batches(found)


def _read_csv(text: str, unit: Unit, _: KnowledgeBase) -> tuple[pa.Table, list[int], list[Problem]]:
    rows, lines, problems = [], [], []
    for line, row, message in _records(io.StringIO(text, newline="").readlines()):
        if not message and len(row) != len(unit.columns):
            message = f"{len(row)} cells; the header has {len(unit.columns)}"
        if not message and any("\ufffd" in cell for cell in row):
            message = NOT_UTF_8
        if message:
            problems.append(Problem(show(unit.path), unit.first + line, message))
        else:
            rows.append(row)
            lines.append(unit.first + line)
    cells = list(zip(*rows, strict=True)) or [()] * len(unit.columns)
    used = {
        name: pa.array(column, pa.string()) for name, column in zip(unit.columns, cells, strict=True) if name in USED
    }
    return pa.table(used), lines, problems


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
            fault = "a quote that is never closed" if "end of data" in str(error) else str(error)
            yield start + before, [], f"not CSV: {fault}"
            start += before + 1


def _read_json(text: str, unit: Unit, kb: KnowledgeBase) -> tuple[pa.Table, list[int], list[Problem]]:
    """Profiles as a file of one holds them, each with an `id`."""
    rows, lines, problems = [], [], []
    for line, part in enumerate(text.split("\n"), unit.first):
        if part.strip():
            row, message = _person(part, kb) if "\ufffd" not in part else (None, NOT_UTF_8)
            if row:
                rows.append(row)
                lines.append(line)
            else:
                problems.append(Problem(show(unit.path), line, message))
    return pa.Table.from_pylist(rows, SCHEMA), lines, problems


def _person(text: str, kb: KnowledgeBase) -> tuple[dict[str, Any] | None, str]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        return None, f"not JSON: {printable(str(error))[:120]}"
    if not isinstance(data, dict) or not isinstance(name := data.pop("id", None), str | int):
        return None, 'wanted is an object with an "id"'
    if not is_text(text) or any(not is_text(part) for part in texts_in((name, data))):
        return None, "half a surrogate pair, which is no character; mend the text"
    profile, faults = check_profile(data, kb)
    if faults or profile is None:
        return None, "; ".join(message for _, message in faults)
    return flat(str(name), profile), ""
