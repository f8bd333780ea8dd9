"""A JSON Resume (jsonresume.org) and a LinkedIn data export -> lines of a known kind, with the rows they come from."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careerpath.errors import CareerpathError
from careerpath.importers.found import Line, LineKind
from careerpath.importers.tables import open_tables
from careerpath.importers.text_sources import pieces, plain_text
from careerpath.record import Record, replace

if TYPE_CHECKING:
    from careerpath.knowledge.yaml_file import YamlFile

Source = tuple[str, LineKind, tuple[str, ...], tuple[str, ...], tuple[str, ...]]
_STARTS = ("startDate", "start", "from", "since", "start_date")
_ENDS = ("endDate", "end", "to", "until", "end_date")
_WORK: Source = ("work", "position", ("position", "title", "jobTitle", "role"), _STARTS, _ENDS)
_EDUCATION: Source = ("education", "education", ("studyType", "degree", "institution", "school"), _STARTS, _ENDS)
_CERTIFICATES: Source = (
    "certificates",
    "certifications",
    ("name", "title"),
    ("date", "issued", *_STARTS),
    ("expires",),
)
_SKILLS: Source = ("skills", "skills", ("name", "title"), (), ())
_VOLUNTEERING: Source = ("Volunteering.csv", "position", ("Role",), ("Started On",), ("Finished On",))
SOURCES: dict[str, Source] = {
    **dict.fromkeys(("work", "experience", "employment", "jobs", "positions", "workexperience"), _WORK),
    **dict.fromkeys(("education", "educations"), _EDUCATION),
    **dict.fromkeys(("certificates", "certifications", "licenses", "licences", "certs"), _CERTIFICATES),
    "skills": _SKILLS,
    "positions.csv": ("Positions.csv", "position", ("Title",), ("Started On",), ("Finished On",)),
    "education.csv": ("Education.csv", "education", ("Degree Name", "School Name"), ("Start Date",), ("End Date",)),
    "certifications.csv": ("Certifications.csv", "certifications", ("Name",), ("Started On",), ("Finished On",)),
    "skills.csv": ("Skills.csv", "skills", ("Name",), (), ()),
}
"""List of a JSON Resume, or table of a LinkedIn export in lower case -> its name, the kind of its lines, where the
title stands (the first that is filled), the columns of the dates. People use other names for the lists of the
standard (jsonresume.org/schema), and other keys in them."""
MAIN_TABLES = tuple(name for name in SOURCES if name.endswith(".csv"))
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
DESCRIBED = ("summary", "description", "Description", "highlights", "keywords")
TOLD = ("basics", "work", "projects", "volunteer")
NOT_NEEDED = ("awards", "publications", "languages", "interests", "meta", "$schema")
OF_OTHERS = ("references",)
Keys = tuple[str | int, ...]


def json_lines(text: str, name: str) -> list[Line]:
    """The entries of a JSON Resume. Raises CareerpathError if it is no JSON or no JSON Resume."""
    from careerpath.knowledge.yaml_file import parse_yaml

    file = parse_yaml(text, name)
    for fault in file.problems:
        raise CareerpathError(f"{name}:{fault.line}: not valid JSON: {fault.message.removeprefix('not valid YAML: ')}")
    if not isinstance(file.data, dict) or not {*TOLD, *SOURCES} & {str(key) for key in file.data}:
        raise CareerpathError(f"{name}:1: no JSON Resume; it has keys such as `basics`, `work` and `skills`")
    lines: list[Line] = []
    for part, entries in file.data.items():
        source = SOURCES.get(str(part).replace("_", "").casefold())
        if source is None and part not in TOLD:
            lines.append(_unread(part, name, file.line((part,))))
            continue
        for number, keys, entry in _entries(part, entries):
            lines += _entry_lines(entry, source, _Place(name, file, str(part), number, keys))
    return lines


def _entries(part: Any, entries: Any) -> Iterator[tuple[int, Keys, Mapping[str, Any]]]:
    """(number, path, entry) of each entry of a list; what is no list is its own only entry."""
    if not isinstance(entries, list):
        yield 0, (part,), _as_entry(entries)
        return
    for number, entry in enumerate(entries):
        yield number, (part, number), _as_entry(entry)


def _as_entry(entry: Any) -> Mapping[str, Any]:
    """A bare text names the thing, or the post."""
    if isinstance(entry, dict):
        return entry
    return {"name": str(entry), "position": str(entry)}


class _Place(Record):
    """Where an entry of a JSON Resume stands."""

    name: str
    """Of the file."""
    file: YamlFile
    part: str
    """The list: `work`."""
    number: int
    """Of the entry in its list, from 0."""
    keys: Keys

    def line(self, kind: LineKind, path: Keys, text: str, *, is_row: bool = False) -> Line:
        """A line of the value at `path` in the entry; `is_row`: it stands for the entry in the account."""
        row = (f"{self.name}, {self.part}", self.number) if is_row else None
        return Line(kind, self.name, self.file.line((*self.keys, *path)), text, is_item=not is_row, row=row)


def _entry_lines(entry: Mapping[str, Any], source: Source | None, place: _Place) -> Iterator[Line]:
    """An entry as lines: what it is, then what it tells of itself."""
    if source:
        _, kind, titles, *_ = source
        yield place.line(kind, titles[:1], _summary(source, entry), is_row=True)
        if kind == "skills":
            for path, text in _texts(entry, ("keywords",)):
                yield place.line(kind, path, _summary(source, {**entry, "name": text}), is_row=True)
    if place.part == "volunteer" and (summary := _summary(_WORK, entry)):
        yield replace(place.line("unpaid", ("position",), summary), is_item=False, under="volunteer")
    if source is _WORK or place.part in TOLD:
        for path, text in _texts(entry, DESCRIBED):
            yield place.line("other", path, text)


def _unread(part: object, name: str, number: int) -> Line:
    """A list that gives nothing, or whose name is not known."""
    kind: LineKind = "unread"
    if part in NOT_NEEDED:
        kind = "aside"
    elif part in OF_OTHERS:
        kind = "others"
    return Line(kind, name, number, str(part)[:80])


def linkedin_lines(files: Mapping[str, bytes]) -> list[Line]:
    """All rows of the tables. Raises CareerpathError for a bad main table; another one is named and left out."""
    lines: list[Line] = []
    for base in MAIN_TABLES:
        if base in files:
            lines += _main_lines(base, files[base])
    for base in TOLD_TABLES:
        if base not in files:
            continue
        try:
            lines += _told_lines(base, files[base])
        except CareerpathError as error:
            lines.append(Line("unread", TOLD_TABLES[base][0], 1, str(error).partition(": ")[2]))
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
        yield Line(kind, title, line, _summary(source, cells), row=(title, number))
        for _, text in _texts(cells, DESCRIBED):
            yield Line("other", title, line, text, is_item=True)


def _told_lines(base: str, raw: bytes) -> Iterator[Line]:
    """The rows of a table that tells of the person and holds no jobs, degrees, certifications or skills."""
    name, kind, columns = TOLD_TABLES[base]
    first = columns[0]
    for line, cells in _rows(raw, name, first):
        if kind == "unpaid":  # a post, and then what it was about
            yield Line(kind, name, line, _summary(_VOLUNTEERING, cells), under="volunteer")
            for _, text in _texts(cells, columns[1:]):
                yield Line("other", name, line, text, is_item=True)
        else:
            for _, text in _texts(cells, columns):
                yield Line(kind, name, line, text, is_item=True)


def _summary(source: Source, entry: Mapping[str, Any]) -> str:
    """One entry as one line of a résumé: the title with its dates, field or level."""
    _, kind, titles, start, end = source
    title, since, until = _text(entry, *titles), _text(entry, *start), _text(entry, *end)
    if kind == "position":
        return f"{title} | {since} - {until or 'present'}" if since else title
    if kind == "education":
        return _education_summary(title, _text(entry, "area", "field", "major", "fieldOfStudy"), since, until)
    parts = [title]
    if kind == "certifications":
        if since:
            parts.append(f"earned {since}")
        if until:
            parts.append(f"expires {until}")
        return ", ".join(parts)
    level = _text(entry, "level")
    return f"{title} ({level})" if level else title


def _education_summary(title: str, area: str, since: str, until: str) -> str:
    """A degree with its field and its end; as with jobs, what has begun and has no end lasts."""
    degree = f"{title} in {area}" if area else title
    if until:
        return f"{degree}, {until}"
    return f"{degree}, {since} - present" if since else degree


def _text(entry: Mapping[str, Any], *keys: str) -> str:
    """The first of these values that is a text and not empty."""
    # Each in a list of its own: a value that is a list itself is not one text.
    alone = {key: [entry.get(key)] for key in keys}
    for _, text in _texts(alone, keys):
        return text
    return ""


def _texts(entry: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[tuple[Keys, str]]:
    """The texts under these keys, line by line, each with the path of its value."""
    for key in keys:
        value = entry.get(key)
        if not isinstance(value, list):
            for piece in _pieces_of(value):
                yield (key,), piece
            continue
        for number, part in enumerate(value):
            for piece in _pieces_of(part):
                yield (key, number), piece


def _pieces_of(value: Any) -> Iterator[str]:
    """The lines of a text or a number, the long ones in pieces; nothing of anything else."""
    if isinstance(value, int) and not isinstance(value, bool):  # a year as a number
        value = str(value)
    if isinstance(value, str):
        for line in value.splitlines():
            yield from pieces(line)


def _rows(raw: bytes, name: str, column: str) -> list[tuple[int, dict[str, str]]]:
    """The line and the cells of every row that is not empty. Raises CareerpathError."""
    reader = csv.reader(io.StringIO(plain_text(raw, name), newline=""), strict=True)
    header: list[str] = []
    rows: list[tuple[int, dict[str, str]]] = []
    line = 1
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if header and any(cells):
                rows.append((line, dict(zip(header, cells))))
            elif column in cells:
                header = cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise CareerpathError(f"{name}:{reader.line_num}: not valid CSV: {error}") from None
    if not header:
        raise CareerpathError(f"{name}:1: no column {column!r}; give the file as LinkedIn exported it")
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
