"""Official tables (tab or comma separated; a folder, a zip, gzipped files) row by row, each kept or reported.

An importer declares the columns it reads. A row is kept unless a value of it is not what its column declares, or the
importer leaves it out; then there is one problem, with file and line. So kept + problems == rows for every table.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError, Problem
from careerpath.importers.archive import open_archive, read_member
from careerpath.importers.found import Account
from careerpath.knowledge.text_file import is_file, is_folder, printable, read_bytes

MAX_BYTES = 120_000_000
"""Largest table, zip or unpacked gzip file that is read."""
STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that are no text: control signs (but those of Latin-1, which stand in ESCO), signs of direction, and what
stands for bytes that are not UTF-8."""
LONGEST_CELL = 10_000_000
MAX_ROWS = 1_500_000
"""The longest official table has a third of that."""
MAX_BAD_ROWS = 100_000
LONGEST_SHOWN = 40
PUBLISHED = {"\t": ": the text files of O*NET, divided by tabs", ",": ": in English, as CSV with commas"}
"""The form that is read, by what divides its columns."""
Parser = Callable[[str], Any]
"""Text of a cell -> value. Raises ValueError with what is wrong with it."""


def text(cell: str) -> str:
    """A cell that must not be empty."""
    if not cell or cell == "n/a":
        raise ValueError("is empty")
    return cell


def anything(cell: str) -> str:
    """A cell that may be empty (also written `n/a`)."""
    return "" if cell == "n/a" else cell


def number(low: float, high: float) -> Parser:
    """A number from `low` to `high`."""

    def parse(cell: str) -> float:
        try:
            value = float(cell)
        except ValueError:
            raise ValueError("is not a number") from None
        if not low <= value <= high:
            raise ValueError(f"is not between {low:g} and {high:g}")
        return value

    return parse


def one_of(*known: str) -> Parser:
    """One of the known words."""

    def parse(cell: str) -> str:
        if cell not in known:
            raise ValueError(f"is not one of {', '.join(known)}")
        return cell

    return parse


def matching(pattern: str, what: str) -> Parser:
    """A cell of a certain form."""
    wanted = re.compile(pattern)

    def parse(cell: str) -> str:
        if not wanted.fullmatch(cell):
            raise ValueError(f"is not {what}")
        return cell

    return parse


class Tables:
    """The tables of one import, what was read of each, and every problem."""

    def __init__(self, files: Mapping[str, tuple[str, Callable[[], bytes]]], *, separator: str) -> None:
        self.files = files
        self.places: list[str] = []
        """Names of zip members and of folders, which may tell the release."""
        self.given = ""
        """The files and folders as the user named them."""
        self.separator = separator
        self.accounts: list[Account] = []
        self.problems: list[Problem] = []
        self.digests: dict[str, str] = {}
        self.useless: list[str] = []
        """Required tables without a row that can be used, in sentences."""

    @property
    def unread(self) -> list[str]:
        """Names of the tables that are there and were not asked for."""
        names = {name for name, _ in self.files.values() if name.casefold().endswith((".txt", ".csv"))}
        return sorted(names - self.digests.keys())

    def rows(
        self, names: str | Sequence[str], columns: Mapping[str, Parser], *, required: bool = False
    ) -> Iterator[Row]:
        """The rows of the first of the named tables that is there, with the declared columns parsed.

        Raises CareerpathError if a required table or column is missing.
        """
        names = (names,) if isinstance(names, str) else names
        found = next((self.files[n.casefold()] for n in names if n.casefold() in self.files), None)
        if found is None:
            if required:
                raise CareerpathError(
                    f"{self.given}: no table {names[0]!r} here; "
                    f"give the folder or zip as published{PUBLISHED[self.separator]}"
                )
            self.problems.append(Problem(names[0], 0, "this table is missing; what it tells is left out", "import"))
            return
        name, load = found
        yield from self._rows(name, load(), columns, required)

    def _rows(self, name: str, raw: bytes, columns: Mapping[str, Parser], required: bool) -> Iterator[Row]:
        from hashlib import sha256

        self.digests[name] = sha256(raw).hexdigest()
        strange = STRANGE.search(raw.decode("utf-8-sig", "surrogateescape")) is not None
        cells = _cells(raw, self.separator)
        header = _header(name, cells)
        missing = [column for column in columns if column not in header]
        if missing:
            self._leave_out_table(name, cells, header, missing[0], required=required)
            return
        before, rows = len(self.problems), 0
        places = [(header.index(column), column, parse) for column, parse in columns.items()]
        try:
            for line, row in cells:
                rows += 1
                _check_size(name, rows, len(self.problems) - before)
                values = self._parsed(name, line, row, len(header), places, strange)
                if values is not None:
                    yield Row(self, name, line, values)
        except csv.Error as error:
            rows += 1
            self.problems.append(Problem(name, rows + 1, f"not valid CSV from here on: {error}", "import"))
        bad = len(self.problems) - before
        self.accounts.append(Account(name, rows, rows - bad, bad))
        if required and bad >= rows:
            first = self.problems[before : before + 1]
            self.useless += [f"{printable(name)}: none of its {rows:,} rows can be used{_such_as(first)}"]

    def _leave_out_table(
        self, name: str, cells: Iterator[tuple[int, list[str]]], header: list[str], missing: str, *, required: bool
    ) -> None:
        """Report a table that lacks a column. Raises CareerpathError for one that is required or no CSV at all."""
        message = f"column {missing!r} is missing; found are {printable(', '.join(header)[:200]) or 'none'}"
        if required and missing in "".join(header).replace("\0", ""):
            raise CareerpathError(
                f"{name}:1: its columns are written otherwise than as published; give the folder or zip as "
                f"published{PUBLISHED[self.separator]}"
            )
        if required:
            raise CareerpathError(f"{name}:1: {message}")
        try:
            count = sum(1 for _ in cells)
        except csv.Error as error:  # another dialect: semicolons, say
            why = f"{message}, and it is not valid CSV with commas: {printable(str(error))}"
            raise CareerpathError(f"{printable(name)}:1: {why}; save it with commas, or leave it out") from None
        self.problems.append(Problem(name, 1, f"{message}; none of its {count:,} rows is read", "import"))
        self.accounts.append(Account(name, count, 0, count))

    def _parsed(self, name: str, line: int, row: list[str], width: int, places: Any, strange: bool) -> list[Any] | None:
        """The values of the declared columns, or None for a row that is reported; `strange`: some row is no text."""
        if strange and (found := STRANGE.search("".join(row))):
            wrong = (
                "not UTF-8 text" if found[0] >= "\ud800" else f"the character U+{ord(found[0]):04X} has no place here"
            )
            self.problems.append(Problem(name, line, wrong, "import"))
            return None
        if len(row) != width:
            self.problems.append(Problem(name, line, f"{len(row)} columns instead of {width}", "import"))
            return None
        values = []
        for index, column, parse in places:
            try:
                values.append(parse(row[index].strip()))
            except ValueError as fault:
                shown = printable(repr(row[index][:LONGEST_SHOWN]))
                self.problems.append(Problem(name, line, f"{column}: {shown} {fault}", "import"))
                return None
        return values


def _such_as(problems: Sequence[Problem]) -> str:
    """The first problem, in brackets; nothing where there is none."""
    return f" (line {problems[0].line}: {problems[0].message})" if problems else ""


class Row:
    """One row that was understood; `values` are in the order of the declared columns."""

    __slots__ = ("line", "name", "tables", "values")

    def __init__(self, tables: Tables, name: str, line: int, values: list[Any]) -> None:
        self.tables, self.name, self.line, self.values = tables, name, line, values

    def leave_out(self, why: str) -> None:
        """Report the row instead of keeping it."""
        self.tables.problems.append(Problem(self.name, self.line, printable(why), "import"))


def _header(name: str, cells: Iterator[tuple[int, list[str]]]) -> list[str]:
    """The names of the columns; none of an empty table. Raises CareerpathError if the first row is no CSV."""
    try:
        _, header = next(cells, (1, []))
    except csv.Error as error:
        raise CareerpathError(f"{printable(name)}:1: not valid CSV: {printable(str(error))}") from None
    return [cell.strip() for cell in header]


def _check_size(name: str, rows: int, bad: int) -> None:
    """Raises CareerpathError for a table that is far too long or of which too much cannot be read."""
    if rows > MAX_ROWS:
        what = f"{MAX_ROWS:,} rows"
    elif bad > MAX_BAD_ROWS:
        what = f"{MAX_BAD_ROWS:,} rows that cannot be read"
    else:
        return
    raise CareerpathError(f"{printable(name)}: more than {what}; check that it is the right file")


def _cells(raw: bytes, separator: str) -> Iterator[tuple[int, list[str]]]:
    """(line on which the row begins, cells); tab-separated tables know no quotes. Row by row, never all at once."""
    if separator == "\t":
        content = io.TextIOWrapper(io.BytesIO(raw), "utf-8-sig", "surrogateescape", newline="\n")
        for line, row in enumerate(content, 1):
            if row.strip():
                yield line, row.rstrip("\n").rstrip("\r").split("\t")
        return
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(raw), "utf-8-sig", "surrogateescape", newline=""), strict=True)
    line = 1
    before = csv.field_size_limit(LONGEST_CELL)  # of the whole process
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = reader.line_num + 1
    finally:
        csv.field_size_limit(before)


def open_tables(paths: Sequence[Path], *, separator: str) -> Tables:
    """The tables in folders, zips and single files, by their lower-case base name without `.gz`.

    Nothing is unpacked to disk. Raises CareerpathError for a path that cannot be used.
    """
    files: dict[str, tuple[str, Callable[[], bytes]]] = {}
    strange: list[Problem] = []
    places: list[str] = []
    for path in paths:
        found = _folder(path) if is_folder(path) else _file(path, strange, places)
        for name, load in found:
            base = name.removesuffix(".gz")
            if files.setdefault(base.casefold(), (base, load))[1] is not load:
                strange.append(Problem(printable(name), 0, "another file of this name is read, not this one", "import"))
    tables = Tables(files, separator=separator)
    tables.given = printable(", ".join(map(str, paths)))
    tables.problems += strange
    tables.places += places
    return tables


def _folder(folder: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The files of a folder and of the folders in it (the official zips hold one)."""
    try:
        next(folder.iterdir(), None)  # a pattern finds nothing in a folder that cannot be read
    except OSError as error:
        raise CareerpathError(f"{printable(str(folder))}: cannot be read ({error.strerror})") from None
    for path in sorted([*folder.glob("*"), *folder.glob("*/*")]):
        if is_file(path):
            yield path.name, lambda path=path: _unzipped(read_bytes(path, limit=MAX_BYTES), path.name)  # type: ignore[misc]


def _file(path: Path, strange: list[Problem], places: list[str]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    raw = read_bytes(path, limit=MAX_BYTES)
    if raw[:2] != b"PK":
        yield path.name, lambda: _unzipped(raw, path.name)
        return
    name = printable(path.name)
    archive = open_archive(raw, name)
    for info in archive.infolist():
        parts = info.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            message = f"{printable(info.filename[:LONGEST_SHOWN])!r} names a place outside the zip; not read"
            strange.append(Problem(name, 0, message, "import"))
        elif not info.is_dir():
            places.append(info.filename)
            yield parts[-1], lambda info=info: _unzipped(_member(archive, info, name), info.filename)  # type: ignore[misc]


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    return read_member(archive, info, name, limit=MAX_BYTES)


def _unzipped(raw: bytes, name: str) -> bytes:
    """The content of a gzipped file; any other as it is."""
    if raw[:2] != b"\x1f\x8b":
        return raw
    inflate = zlib.decompressobj(31)
    try:
        content = inflate.decompress(raw, MAX_BYTES + 1)
    except zlib.error:
        raise CareerpathError(f"{printable(name)}: a damaged gzip file") from None
    if len(content) > MAX_BYTES:
        raise CareerpathError(f"{printable(name)}: unpacks to far too much (a zip bomb?); not read")
    if not inflate.eof:
        raise CareerpathError(f"{printable(name)}: the gzip file is cut short; load it again")
    return content
