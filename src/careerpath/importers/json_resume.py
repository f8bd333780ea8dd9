"""A JSON Resume (jsonresume.org/schema), as the programs that write one do -> lines of a known kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from careerpath.errors import CareerpathError
from careerpath.importers.dates import find_months, find_period
from careerpath.importers.found import Line, LineKind
from careerpath.importers.text_sources import pieces
from careerpath.record import Record, replace

if TYPE_CHECKING:
    from careerpath.knowledge.yaml_file import YamlFile

Keys = tuple[str | int, ...]
Names = tuple[str, ...]
"""Of a value: the first that is filled counts. Small letters alone, as `_bare` leaves them."""

_STARTS: Names = ("startdate", "start", "from", "since", "startedon", "begindate", "started", "begin")
_ENDS: Names = ("enddate", "end", "to", "until", "finishedon", "finishdate", "endedon")
_RANGES: Names = ("date", "dates", "period", "daterange", "duration", "years")
_GRADUATED: Names = ("graduationdate", "graduation", "graduated", "graduationyear", "completiondate", "year", "date")
_EXPECTED: Names = ("expectedgraduation", "expectedgraduationdate", "expected", "expecteddate", "anticipatedgraduation")
_ISSUED: Names = ("date", "issued", "issuedate", "issuedon", "dateearned", "earned", "awarded", *_STARTS)
_EXPIRES: Names = ("expires", "expirationdate", "expirydate", "expiration", "validuntil", "validto", *_ENDS)
_AREAS: Names = ("area", "field", "major", "fieldofstudy")
_STATUS: Names = ("status", "state", "progress")
_CURRENT: Names = ("iscurrent", "current", "currentlyworking", "currentlyworkinghere", "present")
_SORTS: Names = ("type", "employmenttype", "contracttype")
_LISTS: Names = ("keywords", "items", "skills", "list", "technologies", "tools", "values")
_DESCRIBED: Names = ("summary", "description", "highlights", "keywords", "responsibilities", "achievements", "duties")
_HEADLINES: Names = ("label", "headline", "title")
_TITLES: dict[LineKind, Names] = {
    "position": ("position", "title", "jobtitle", "role", "designation", "roletitle"),
    "education": ("studytype", "degree", "qualification", "institution", "school", "name"),
    "certifications": ("name", "title", "certificate", "certification", "license", "label"),
    "skills": ("name", "title", "skill", "category", "group", "label", "type"),
}
"""Where the title of an entry stands. People use other names for the keys of the standard."""
_LISTS_OF: dict[str, LineKind] = {
    **dict.fromkeys(
        ("work", "experience", "employment", "jobs", "positions", "workexperience", "workhistory", "employmenthistory"),
        "position",
    ),
    **dict.fromkeys(("education", "educations"), "education"),
    **dict.fromkeys(("certificates", "certifications", "licenses", "licences", "certs"), "certifications"),
    **dict.fromkeys(("skills", "skillset", "technicalskills"), "skills"),
}
"""The lists that are read, and the kind of their lines."""
_TOLD = ("basics", "projects", "volunteer")
_NOT_NEEDED = ("awards", "publications", "languages", "interests", "meta", "schema", "profiles", "picture", "metadata")
_OF_OTHERS = ("references",)
_UNPAID = re.compile(r"volunt|intern|unpaid|shadow|trainee|apprentice", re.IGNORECASE)
_WISHED_GROUP = re.compile(r"learn|want|wish|plan|goal|interest|study|future", re.IGNORECASE)
_NO_LEVEL = ("none", "0", "no")
_LINE_ENDS = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:r\\n|r|f|u2028|u2029|u0085|u000[bcd])", re.IGNORECASE)
"""Written in a text of JSON, they end a line: forms on Windows write \\r\\n."""


def json_lines(text: str, name: str) -> list[Line]:
    """The entries of a JSON Resume. Raises CareerpathError if it is no JSON or no JSON Resume."""
    from careerpath.knowledge.yaml_file import parse_yaml

    text = _LINE_ENDS.sub(r"\1\\n", text).replace("\u2028", " ").replace("\u2029", " ")
    file = parse_yaml(text, name)
    for fault in file.problems:
        raise CareerpathError(f"{name}:{fault.line}: not valid JSON: {fault.message.removeprefix('not valid YAML: ')}")
    around, data = _resume_in(file.data)
    if data is None:
        raise CareerpathError(f"{name}:1: no JSON Resume; such a file has keys such as `basics`, `work` and `skills`")
    lines: list[Line] = []
    for keys, part, entries in _parts(data, around):
        kind = _LISTS_OF.get(_bare(part))
        if kind is None and _bare(part) not in _TOLD:
            lines.append(_unread(part, name, file.line(keys)))
            continue
        for number, path, entry in _entries(keys, entries):
            lines += _entry_lines(entry, kind, _Place(name, file, part, number, path))
    return lines


def _bare(key: object) -> str:
    return re.sub(r"[^a-z]", "", str(key).casefold())


def _is_resume(data: object) -> bool:
    if not isinstance(data, dict):
        return False
    return any(_bare(key) in _LISTS_OF or _bare(key) in (*_TOLD, "sections") for key in data)


def _resume_in(data: object) -> tuple[Keys, Mapping[str, Any] | None]:
    """The résumé in the file, and the keys around it: `{"resume": {...}}`, `{"de": {...}, "en": {...}}`, `[{...}]`."""
    if isinstance(data, dict) and _is_resume(data):
        return (), data
    within: list[tuple[Any, Any]] = []
    if isinstance(data, dict):
        within = sorted(data.items(), key=lambda item: item[0] != "en")
    elif isinstance(data, list):
        within = list(enumerate(data))
    for key, value in within:
        if _is_resume(value):
            return (key,), value
    return (), None


def _parts(data: Mapping[str, Any], around: Keys) -> Iterator[tuple[Keys, str, Any]]:
    """Every list with its keys and its name; some programs put the lists into `sections`, and each into `items`."""
    for part, entries in data.items():
        keys = (*around, part)
        if _bare(part) == "sections" and isinstance(entries, dict):
            yield from _parts(entries, keys)
        elif isinstance(entries, dict) and isinstance(entries.get("items"), list):
            yield (*keys, "items"), str(part), entries["items"]
        else:
            yield keys, str(part), entries


def _entries(keys: Keys, entries: Any) -> Iterator[tuple[int, Keys, _Entry]]:
    """(number, path, entry) of each entry of a list; what is no list is its own only entry, a null is none."""
    if isinstance(entries, dict) and entries and all(isinstance(entry, dict) for entry in entries.values()):
        for number, (key, entry) in enumerate(entries.items()):  # {"0": {...}, "1": {...}}
            yield number, (*keys, key), _Entry(entry)
        return
    if not isinstance(entries, list):
        if _bare(keys[-1]) in ("skills", "skillset") and isinstance(entries, dict):
            for number, (group, listed) in enumerate(entries.items()):
                yield number, (*keys, group), _Entry({"name": group, "keywords": listed})
        elif entries is not None:
            yield 0, keys, _Entry(entries)
        return
    for number, entry in enumerate(entries):
        if entry is not None:
            yield number, (*keys, number), _Entry(entry)


class _Entry:
    """One entry, whose values are found by several names; a bare text is its title."""

    def __init__(self, entry: Any) -> None:
        self.text_alone = "" if isinstance(entry, dict) else " ".join(_texts_of(entry))
        self.keys: dict[str, str] = {}
        self.values: dict[str, Any] = {}
        if isinstance(entry, dict):
            for key, value in entry.items():
                self.keys.setdefault(_bare(key), str(key))
                self.values.setdefault(_bare(key), value)
        for name in _RANGES:
            if isinstance(dates := self.values.get(name), dict):  # {"dates": {"start": ..., "end": ...}}
                for key, value in dates.items():
                    self.keys.setdefault(_bare(key), self.keys[name])
                    self.values.setdefault(_bare(key), value)

    def text(self, names: Names) -> str:
        """The first of the values that is a text or a number and not empty; of a list of texts its texts."""
        for name in names:
            for text in _texts_of(self.values.get(name)):
                return text
        return ""

    def title(self, kind: LineKind) -> str:
        return self.text_alone or self.text(_TITLES[kind])

    def date(self, names: Names) -> str:
        return next((text for name in names if (text := _date_text(self.values.get(name)))), "")

    def flag(self, names: Names) -> bool | None:
        """What a yes or no says; None if there is none."""
        return next((self.values[name] for name in names if isinstance(self.values.get(name), bool)), None)

    def listed(self, names: Names) -> Iterator[tuple[Keys, str]]:
        """The texts under these names, each with the path of its value."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, list):
                for number, part in enumerate(value):
                    for text in _texts_of(part):
                        yield (self.keys[name], number), text
            else:
                for text in _texts_of(value):
                    yield (self.keys[name],), text

    def everything(self) -> str:
        """All texts of the entry, for the line that says what was not read."""
        texts = [self.text_alone]
        for value in self.values.values():
            texts += _texts_of(value)
        return "; ".join(text for text in texts if text)


def _texts_of(value: Any) -> Iterator[str]:
    """The lines of a text or a number, the long ones in pieces; nothing of anything else."""
    if isinstance(value, list):
        for part in value:
            yield from _texts_of(part)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = _date_text(value) if 1900 <= value <= 2150 else f"{value:g}"
    if isinstance(value, str):
        for line in value.splitlines():
            yield from pieces(line)


def _date_text(value: Any) -> str:
    """A date as people write it, out of a text, a year, milliseconds since 1970, 20190131, or year and month."""
    if isinstance(value, dict):
        parts = {_bare(key): part for key, part in value.items()}
        year, month = parts.get("year"), parts.get("month")
        if isinstance(year, int) and isinstance(month, int):
            return f"{year}-{month:02}"
        return str(year) if year else ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value).strip().removesuffix(".0")
    if re.fullmatch(r"\d{12,13}", text):
        return datetime.fromtimestamp(int(text) / 1000, UTC).date().isoformat()
    if re.fullmatch(r"(?:19|20|21)\d{6}", text):
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return " ".join(pieces(text))


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

    def within(self, path: Keys) -> _Place:
        return replace(self, keys=(*self.keys, *path))


def _entry_lines(entry: _Entry, kind: LineKind | None, place: _Place) -> Iterator[Line]:
    """An entry as lines: what it is, then what it tells of itself."""
    if _bare(place.part) == "volunteer":
        yield from _position_lines(entry, place, "volunteer")
    elif kind == "position":
        yield from _position_lines(entry, place, "")
    elif kind == "skills":
        yield from _skill_lines(entry, place)
    elif kind:
        text = _education(entry) if kind == "education" else _certificate(entry)
        yield _row(entry, kind, text, place)
    if kind == "position" or _bare(place.part) in _TOLD:
        for path, text in entry.listed(_DESCRIBED):
            yield place.line("other", path, text)
    if _bare(place.part) == "basics":
        for path, text in entry.listed(_HEADLINES):
            yield replace(place.line("top", path, text), is_item=False)


def _row(entry: _Entry, kind: LineKind, text: str, place: _Place) -> Line:
    """The line that stands for the entry; one whose keys are not known is named with all that it holds."""
    path = _path_of_title(entry, kind)
    if not text:
        return place.line("unread", path, entry.everything(), is_row=True)
    return place.line(kind, path, text, is_row=True)


def _path_of_title(entry: _Entry, kind: LineKind) -> Keys:
    return next(((entry.keys[name],) for name in _TITLES[kind] if name in entry.keys), ())


def _position_lines(entry: _Entry, place: _Place, unpaid: str) -> Iterator[Line]:
    """A post, or the posts that an employer's entry holds. `unpaid`: why it may not be one that is paid."""
    posts = entry.values.get("positions") or entry.values.get("roles")
    if isinstance(posts, list) and any(isinstance(post, dict) for post in posts):
        key = entry.keys["positions" if "positions" in entry.keys else "roles"]
        for number, post in enumerate(posts):
            yield from _position_lines(_Entry(post), place.within((key, number)), unpaid)
        return
    sort = entry.text(_SORTS)
    if _UNPAID.search(sort):
        unpaid = sort
    title = entry.title("position")
    text, unread = _position(entry, title)
    path = _path_of_title(entry, "position")
    if unpaid and title:
        yield replace(place.line("unpaid", path, text), is_item=False, under=unpaid)
    elif not unpaid:
        yield _row(entry, "position", text, place)
    if unread:
        yield place.line("unread", path, unread)


def _position(entry: _Entry, title: str) -> tuple[str, str]:
    """A post as a line of a résumé, and what of its dates cannot be read."""
    since, until = entry.date(_STARTS), entry.date(_ENDS)
    is_over = entry.flag(_CURRENT) is False and not until
    if not title or not (since or until):
        dates = entry.date(_RANGES)
        return (f"{title} | {dates}", "") if title and find_period(dates) else (title, _told(title, dates))
    if is_over or not find_months(since):
        return title, _told(title, f"{since} - {until or 'not stated'}")
    return f"{title} | {since} - {until or 'present'}", ""


def _told(title: str, dates: str) -> str:
    return f"{title}: {dates}" if title and dates else ""


def _education(entry: _Entry) -> str:
    """A degree with its field and its end; as with jobs, what has begun and has no end lasts."""
    title, area, status = entry.title("education"), entry.text(_AREAS), entry.text(_STATUS)
    parts = [f"{title} in {area}" if area and title else title or area]
    since, until = entry.date(_STARTS), entry.date((*_ENDS, *_GRADUATED))
    expected = entry.date(_EXPECTED)
    if expected:
        parts.append(f"expected {expected}")
    elif find_months(until):
        parts.append(until)
    elif since:
        parts.append(f"{since} - present")
    if status:
        parts.append(status)
    if entry.flag(("completed", "iscompleted", "finished")) is False:
        parts.append("incomplete")
    return ", ".join(parts) if parts[0] else ""


def _certificate(entry: _Entry) -> str:
    title, issued, expires = entry.title("certifications"), entry.date(_ISSUED), entry.date(_EXPIRES)
    parts = [title]
    if issued:
        parts.append(f"earned {issued}")
    if expires:
        parts.append(f"expires {expires}")
    if status := entry.text(_STATUS):
        parts.append(status)
    return ", ".join(parts) if title else ""


def _skill_lines(entry: _Entry, place: _Place) -> Iterator[Line]:
    """A skill, or a group with its skills; the level of the group is theirs, and so is a wish in its name."""
    title, level = entry.title("skills"), entry.text(("level", "proficiency"))
    is_wish = _WISHED_GROUP.search(title) is not None
    if not is_wish:
        yield _row(entry, "skills", _leveled(title, level), place)
    for path, text in entry.listed(_LISTS):
        wished = f"{title}: want to learn {text}" if is_wish else _leveled(text, level)
        yield place.line("skills", path, wished, is_row=True)


def _leveled(title: str, level: str) -> str:
    if title and level.casefold() in _NO_LEVEL:
        return f"no {title}"
    return f"{title} ({level})" if title and level else title


def _unread(part: object, name: str, number: int) -> Line:
    """A list that gives nothing, or whose name is not known."""
    kind: LineKind = "unread"
    if _bare(part) in _NOT_NEEDED:
        kind = "aside"
    elif _bare(part) in _OF_OTHERS:
        kind = "others"
    return Line(kind, name, number, str(part)[:80])
