"""A LinkedIn data export: the folder or zip with Positions.csv, Skills.csv, Certifications.csv, Education.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from careerpath.errors import CareerpathError
from careerpath.importers.archive import open_archive, read_member
from careerpath.importers.credentials import take_credentials
from careerpath.importers.dates import parse_month, period
from careerpath.importers.education import read_education
from careerpath.importers.found import Account, Found, Place
from careerpath.importers.matcher import Lexicon
from careerpath.importers.positions import add_role
from careerpath.importers.skill_text import take_named_skill, take_skills
from careerpath.importers.text_sources import plain_text, read_bytes
from careerpath.importers.titles import TitleMatch, role_of_title
from careerpath.knowledge.text_file import printable

MAX_ROWS = 5_000
MAX_CELL = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column name, and the line it starts on."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def place(self, *columns: str) -> Place:
        return Place(self.file, self.line, " | ".join(self[c] for c in columns if self[c]) or "(empty row)")


Reader = Callable[[Found, Row, Lexicon, date], str]
"""Takes one row; returns why nothing could be taken, or nothing."""


def files_of_folder(folder: Path) -> dict[str, bytes]:
    """The tables of an unpacked export. Raises CareerpathError if it holds none."""
    try:
        paths = sorted(p for p in folder.iterdir() if p.name.casefold() in TABLES and p.is_file())
    except OSError as error:
        raise CareerpathError(f"{printable(str(folder))}: cannot be read ({error.strerror})") from None
    if not paths:
        raise CareerpathError(
            f"{printable(str(folder))}: no LinkedIn export here ({', '.join(_TITLES)} are looked for)"
        )
    return {path.name.casefold(): read_bytes(path) for path in paths if path.stat().st_size}


def files_of_archive(raw: bytes, name: str) -> dict[str, bytes]:
    """The tables inside a zip; empty if it holds none. Raises CareerpathError for a damaged one."""
    archive = open_archive(raw, name)
    found: dict[str, bytes] = {}
    for info in archive.infolist():
        base = info.filename.replace("\\", "/").rsplit("/", 1)[-1].casefold()
        if base in TABLES and base not in found and not info.is_dir():
            found[base] = read_member(archive, info, name)
    return found


def read_linkedin(files: Mapping[str, bytes], lexicon: Lexicon, today: date) -> Found:
    """All rows of the tables; each is kept or named as a problem. Raises CareerpathError for a bad table."""
    found = Found()
    for base, (title, column, take) in TABLES.items():
        if base in files:
            rows = _rows(files[base], title, column)
            kept = sum(_take_row(found, row, lexicon, today, take) for row in rows)
            found.accounts.append(Account(title, len(rows), kept, len(rows) - kept))
    return found


def _take_row(found: Found, row: Row, lexicon: Lexicon, today: date, take: Reader) -> bool:
    if why := take(found, row, lexicon, today):
        found.leave_out(row.place(*row.cells), why)
        return False
    return True


def _rows(raw: bytes, name: str, column: str) -> list[Row]:
    text = plain_text(raw, name)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    rows: list[Row] = []
    try:
        while True:
            line = reader.line_num + 1
            cells = next(reader, None)
            if cells is None:
                break
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [cell.strip() for cell in cells] if column in [cell.strip() for cell in cells] else []
                continue
            rows.append(Row(name, line, dict(zip(header, (cell[:MAX_CELL] for cell in cells)))))
            if len(rows) > MAX_ROWS:
                raise CareerpathError(f"{name}:{line}: more than {MAX_ROWS:,} rows; check that it is the right file")
    except csv.Error as error:
        raise CareerpathError(f"{name}:{reader.line_num}: not valid CSV: {error}") from None
    if not header:
        raise CareerpathError(f"{name}:1: no column {column!r}; give the file as LinkedIn exported it")
    return rows


def _position(found: Found, row: Row, lexicon: Lexicon, today: date) -> str:
    place = row.place("Title", "Company Name", "Started On", "Finished On")
    before = found.size
    for line in row["Description"].splitlines():
        if line.strip():
            take_skills(found, lexicon, Place(row.file, row.line, line.strip()), listed=False)
    title = role_of_title(row["Title"], lexicon)
    if isinstance(title, TitleMatch):
        add_role(found, title, place, period(row["Started On"], row["Finished On"]), today)
        return ""
    return title + ("; the skills of its description were taken" if found.size > before else "")


def _skill(found: Found, row: Row, lexicon: Lexicon, _today: date) -> str:
    taken = take_named_skill(found, lexicon, row.place("Name"))
    return "" if taken else "no skill of the list; `careerpath skills WORDS` finds the nearest"


def _certification(found: Found, row: Row, lexicon: Lexicon, today: date) -> str:
    earned, expires = parse_month(row["Started On"]), parse_month(row["Finished On"])
    text = row["Name"]
    text += f", earned {earned.first_day}" if earned else ""
    text += f", expires {expires.last_day}" if expires else ""
    before, left = found.size, len(found.left_out)
    take_credentials(found, lexicon, Place(row.file, row.line, text), today, listed=True)
    if found.size > before:
        return ""
    if len(found.left_out) > left:
        return found.left_out.pop().message.split(": ", 1)[-1]
    return "no certification of the list; `careerpath certs WORDS` finds the nearest"


def _education(found: Found, row: Row, _lexicon: Lexicon, today: date) -> str:
    ends = parse_month(row["End Date"])
    unfinished = bool(ends and ends.first_day > today.isoformat())
    text = row["Degree Name"] or row["School Name"]
    place = Place(row.file, row.line, text)
    schooling = read_education(place, today, unfinished=unfinished, schools=True)
    if schooling is None:
        return "no level of education in it that is known here"
    found.education.append(schooling)
    return ""


_TITLES = ("Positions.csv", "Skills.csv", "Certifications.csv", "Education.csv")
TABLES: dict[str, tuple[str, str, Reader]] = {
    "positions.csv": ("Positions.csv", "Title", _position),
    "skills.csv": ("Skills.csv", "Name", _skill),
    "certifications.csv": ("Certifications.csv", "Name", _certification),
    "education.csv": ("Education.csv", "School Name", _education),
}
"""Lower-case file name -> its name, the column it must have, how a row is read."""
