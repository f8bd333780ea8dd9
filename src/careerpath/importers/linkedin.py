"""A LinkedIn data export -> lines of a known kind, with the rows they come from."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from careerpath.errors import CareerpathError
from careerpath.importers.found import Line, LineKind
from careerpath.importers.tables import open_tables
from careerpath.importers.text_sources import pieces, plain_text

Source = tuple[str, LineKind, tuple[str, ...], tuple[str, ...], tuple[str, ...]]
_VOLUNTEERING: Source = ("Volunteering.csv", "position", ("Role",), ("Started On",), ("Finished On",))
SOURCES: dict[str, Source] = {
    "positions.csv": ("Positions.csv", "position", ("Title",), ("Started On",), ("Finished On",)),
    "education.csv": ("Education.csv", "education", ("Degree Name", "School Name"), ("Start Date",), ("End Date",)),
    "certifications.csv": ("Certifications.csv", "certifications", ("Name",), ("Started On",), ("Finished On",)),
    "skills.csv": ("Skills.csv", "skills", ("Name",), (), ()),
}
"""Table of a LinkedIn export in lower case -> its name, the kind of its lines, where the title stands (the first that
is filled), the columns of the dates."""
MAIN_TABLES = tuple(SOURCES)
"""One of them makes a folder or zip an export of LinkedIn."""
HEADS = {"positions.csv": "Title", "education.csv": "School Name", "certifications.csv": "Name", "skills.csv": "Name"}
"""A column by which the line of the headings is known."""
TOLD_TABLES: dict[str, tuple[str, LineKind, tuple[str, ...]]] = {
    "profile.csv": ("Profile.csv", "other", ("Headline", "Summary")),
    "profile summary.csv": ("Profile Summary.csv", "other", ("Profile Summary",)),
    "projects.csv": ("Projects.csv", "other", ("Title", "Description")),
    "volunteering.csv": ("Volunteering.csv", "unpaid", ("Role", "Description")),
    "courses.csv": ("Courses.csv", "aside", ("Name",)),
    "languages.csv": ("Languages.csv", "aside", ("Name",)),
    "honors.csv": ("Honors.csv", "aside", ("Title", "Description")),
    "organizations.csv": ("Organizations.csv", "aside", ("Name", "Position", "Description")),
    "patents.csv": ("Patents.csv", "aside", ("Title", "Description")),
    "publications.csv": ("Publications.csv", "aside", ("Name", "Description")),
    "test scores.csv": ("Test Scores.csv", "aside", ("Name", "Description")),
    "testscores.csv": ("TestScores.csv", "aside", ("Name", "Description")),
    "causes you care about.csv": ("Causes You Care About.csv", "aside", ("Supported Cause",)),
    "learning.csv": ("Learning.csv", "aside", ("Content Title",)),
}
"""Other tables of the export -> the name, the kind of their lines, the columns that tell; the first makes the heading
known. A course that was taken once is not held, and a language is no skill of the list."""
TABLES = (*MAIN_TABLES, *TOLD_TABLES)
_OF_OTHERS = re.compile(
    r"connections|contacts|messages|invitations|recommendations|endorsement|registration|email|phone|whatsapp|ads?[ _]"
    r"|ad_targeting|inferences|receipts|rich.?media|logins|security|search|reactions|comments|shares|votes|follow|saved"
    r"|jobs?[ _]|applications|groups?|events?|verification|services|marketplace|hashtag|role_?play|imported"
)
"""Tables about other people or about the account; they are not opened."""
DESCRIBED = ("Description",)
TOO_MANY = "more cells than headings"
"""The key of a row that is not told apart."""
HEADLINE = "Headline"
"""The column of what somebody calls himself."""


def linkedin_lines(files: Mapping[str, bytes]) -> list[Line]:
    """All rows of the tables; a bad table is named and left out. Raises CareerpathError if none can be read."""
    lines: list[Line] = []
    faults: list[CareerpathError] = []
    for base in TABLES:
        if base not in files:
            continue
        try:
            lines += _main_lines(base, files[base]) if base in SOURCES else _told_lines(base, files[base])
        except CareerpathError as error:
            faults.append(error)
            title = SOURCES[base][0] if base in SOURCES else TOLD_TABLES[base][0]
            lines.append(Line("unread", title, 1, str(error).partition(": ")[2]))
    if faults and not any(line.kind != "unread" for line in lines):
        raise faults[0]
    for base in files:
        if base not in TABLES:
            kind: LineKind = "others" if _OF_OTHERS.search(base) else "unread"
            lines.append(Line(kind, base, 1, "the whole table"))
    return lines


def _main_lines(base: str, raw: bytes) -> Iterator[Line]:
    """The rows of a table of jobs, degrees, certifications or skills, each with what it tells of itself."""
    source = SOURCES[base]
    title, kind, *_ = source
    for number, (line, cells) in enumerate(_rows(raw, title, HEADS[base])):
        if TOO_MANY in cells:
            yield Line("unread", title, line, f"{TOO_MANY}: {cells[TOO_MANY]}", row=(title, number))
            continue
        yield Line(kind, title, line, _summary(source, cells), row=(title, number))
        for text in _texts(cells, DESCRIBED):
            yield Line("other", title, line, text, is_item=True)


def _told_lines(base: str, raw: bytes) -> Iterator[Line]:
    """The rows of a table that tells of the person and holds no jobs, degrees, certifications or skills."""
    name, kind, columns = TOLD_TABLES[base]
    first = columns[0]
    for line, cells in _rows(raw, name, first):
        if kind == "unpaid":  # a post, and then what it was about
            yield Line(kind, name, line, _summary(_VOLUNTEERING, cells), under="volunteer")
            for text in _texts(cells, columns[1:]):
                yield Line("other", name, line, text, is_item=True)
            continue
        for column in columns:
            is_headline = column == HEADLINE
            for text in _texts(cells, (column,)):
                yield Line("top" if is_headline else kind, name, line, text, is_item=not is_headline)


def _summary(source: Source, cells: Mapping[str, str]) -> str:
    """One row as one line of a résumé: the title with its dates."""
    _, kind, titles, start, end = source
    title, since, until = _first(cells, titles), _first(cells, start), _first(cells, end)
    if kind == "position":
        return f"{title} | {since} - {until or 'present'}" if since else title
    if kind == "education":  # as with jobs, what has begun and has no end lasts
        until = until or (f"{since} - present" if since else "")
        return f"{title}, {until}" if until else title
    parts = [title]
    if kind == "certifications":
        if since:
            parts.append(f"earned {since}")
        if until:
            parts.append(f"expires {until}")
    return ", ".join(parts)


def _first(cells: Mapping[str, str], columns: Sequence[str]) -> str:
    """What stands in the first of these columns that is not empty, as one line."""
    return next((text for column in columns for text in _texts(cells, (column,))), "")


def _texts(cells: Mapping[str, str], columns: Sequence[str]) -> Iterator[str]:
    """What stands in these columns, line by line, the long lines in pieces."""
    for column in columns:
        for line in cells.get(column, "").splitlines():
            yield from pieces(line)


def _rows(raw: bytes, name: str, column: str) -> list[tuple[int, dict[str, str]]]:
    """The line and the cells of every row that is not empty. Raises CareerpathError."""
    text = plain_text(raw, name)
    heading = next((line for line in text.splitlines() if column in line), "")
    separator = ";" if heading.count(";") > heading.count(",") else ","  # saved again by Excel
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    header: list[str] = []
    rows: list[tuple[int, dict[str, str]]] = []
    line = 1
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if header and any(cells):
                rows.append(
                    (line, dict(zip(header, cells)) if not any(cells[len(header) :]) else {TOO_MANY: " ".join(cells)})
                )
            elif column in cells:
                header = cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise CareerpathError(f"{name}:{reader.line_num}: not valid CSV: {error}") from None
    if not header:
        raise CareerpathError(
            f"{name}:1: no column {column!r}; it must be the file that LinkedIn exports in English, with commas"
        )
    return rows


def linkedin_tables(path: Path) -> dict[str, bytes]:
    """The tables in a folder, a zip or one file; empty if none of them makes it an export. Raises CareerpathError.

    What is about other people is not opened: the name of the table is all that is kept of it.
    """
    files = open_tables([path], separator=",").files
    if not any(base in files for base in MAIN_TABLES) and path.name.casefold() not in TABLES:
        return {}
    contents = {}
    for base in files:
        if base.endswith(".csv"):
            contents[base] = files[base][1]() if base in TABLES else b""
    return contents
