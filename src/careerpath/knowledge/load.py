"""Files -> KnowledgeBase, or all problems at once.

A knowledge folder holds any of the files of `TABLES`. Later folders add entries or override single keys of entries
with the same id (a progression's id is its two ends).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from careerpath.errors import BadDataError, CareerpathError, Problem, Severity
from careerpath.knowledge import validation, where
from careerpath.knowledge.base import PACKED, TABLES, KnowledgeBase, from_entries, plain
from careerpath.knowledge.imported import CONTENT, MANIFEST, Crosswalk, homeward, is_imported, join, read_imported
from careerpath.knowledge.search import did_you_mean
from careerpath.knowledge.text_file import UnreadableError, decode, printable, read_text
from careerpath.knowledge.yaml_file import Path as YamlPath
from careerpath.knowledge.yaml_file import YamlFile, parse_yaml

ID_PATTERN = r"[a-z0-9]+([-.][a-z0-9]+)*"
ENDS = {"from": "origin", "to": "target"}
"""Keys of a progression in the file -> names in the model (`from` is a Python keyword)."""
ENDS_IN_FILE = {name: key for key, name in ENDS.items()}
# Long enough for any readable name; an id stands in links, file names and terminals.
LONGEST_ID = 80


FILE_NAMES = tuple(f"{name}.yaml" for name in TABLES)


@dataclass(slots=True)
class RawEntry:
    """One entry before validation: its keys, and the file and path each key came from."""

    data: dict[str, Any]
    keys: dict[str, tuple[YamlFile, YamlPath]]
    start: tuple[YamlFile, YamlPath]

    def where(self, path: YamlPath) -> tuple[str, int]:
        """File and line of the value at `path` below the entry."""
        head = ENDS_IN_FILE.get(str(path[0]), str(path[0])) if path else ""
        if head not in self.keys:
            file, base = self.start
            return file.name, file.line(base)
        file, base = self.keys[head]
        return file.name, file.line((*base, *path[1:]))


@dataclass(slots=True)
class Loaded:
    """A knowledge base with the place of each entry and every problem found so far."""

    kb: KnowledgeBase
    raw: dict[str, dict[str, RawEntry]]
    problems: list[Problem] = field(default_factory=list)

    def problem(
        self, table: str, key: str, at: YamlPath, message: str, rule: str, severity: Severity = "error"
    ) -> Problem:
        """A problem at a value of an entry; the message is prefixed with the entry's id."""
        return Problem(*self.raw[table][key].where(at), f"{key}: {message}", rule, severity)


def folder_files(folder: Path) -> list[Path]:
    """The knowledge files of a folder. Raises CareerpathError for a folder that is none."""
    shown = printable(str(folder))
    try:
        if not folder.exists():
            raise CareerpathError(f"{shown}: no such folder")
        if not folder.is_dir():
            raise CareerpathError(f"{shown}: this is a file; name the folder it lies in")
        if is_imported(folder):
            return [folder / MANIFEST]
        files = [folder / name for name in FILE_NAMES if (folder / name).exists()]
        strays = sorted(printable(path.name) for path in folder.glob("*.y*ml"))
    except OSError as error:
        raise CareerpathError(f"{shown}: cannot be read ({error.strerror})") from None
    if not files:
        hint = f"; `{strays[0]}` is not one of them" if strays else ""
        raise CareerpathError(f"{shown}: no knowledge file here ({', '.join(FILE_NAMES)}){hint}")
    return files


def folders_to_check(folder: Path | None, overlays: Sequence[Path]) -> tuple[Path, ...]:
    """What is loaded to look at a folder: one with every file is whole, one with some of them lies over the bundled.

    Raises CareerpathError for a folder that is none.
    """
    if folder is None or len(folder_files(folder)) == len(TABLES):
        return (folder or where.bundled(), *overlays)
    return (where.bundled(), *overlays, folder)


def load(folders: Sequence[Path], contents: Mapping[Path, bytes] | None = None) -> Loaded:
    """Read the folders in order; later ones override. Problems of single entries are in the result.

    With `contents` nothing is read: they are the files.
    """
    loaded = Loaded(from_entries({}), {name: {} for name in PACKED})
    entries: dict[str, dict[str, Any]] = {name: {} for name in PACKED}
    crosswalk: Crosswalk = {}
    raw: dict[str, dict[str, RawEntry]] = {name: {} for name in TABLES}
    for folder in folders:
        if not is_imported(folder):
            _read(folder, contents, raw, loaded.problems)
            continue
        _build(raw, entries, loaded)
        manifest = contents[folder / MANIFEST] if contents else None
        entries, crosswalk = join(entries, read_imported(folder, manifest))
        # What was imported has no line: a problem of it names the file. What is gone of ours is no place any more.
        imported_entry = RawEntry({}, {}, (YamlFile(printable(str(folder / CONTENT))), ()))
        for name, table in entries.items():
            loaded.raw[name] = {key: loaded.raw[name].get(key, imported_entry) for key in table}
        raw = {name: {} for name in TABLES}
    _build(raw, entries, loaded)
    loaded.kb = from_entries(entries, crosswalk=crosswalk or homeward(entries))
    return loaded


def _read(
    folder: Path,
    contents: Mapping[Path, bytes] | None,
    raw: dict[str, dict[str, RawEntry]],
    problems: list[Problem],
) -> None:
    """Add the entries of the YAML files of a folder to `raw`."""
    strays = {path.name for path in folder.glob("*.y*ml")} - set(FILE_NAMES)
    for name in sorted(strays):
        message = f"not read: {did_you_mean(printable(name), FILE_NAMES)}"
        problems.append(Problem(printable(str(folder / name)), 0, message, "file", "warning"))
    for path in _files(folder, contents):
        try:
            if contents is None:
                text = read_text(path)
            else:
                text = decode(contents[path], path)
        except UnreadableError as error:
            problems.append(Problem(printable(str(path)), error.line, error.reason, "file"))
            continue
        file = parse_yaml(text, printable(str(path)))
        problems += file.problems
        problems += _collect(file, path.stem, raw[path.stem])


def _build(raw: dict[str, dict[str, RawEntry]], entries: dict[str, dict[str, Any]], loaded: Loaded) -> None:
    """Validate what was read, over imported entries of the same id, and add it to `entries`."""
    for name, cls in TABLES.items():
        for key, entry in raw[name].items():
            loaded.raw[name][key] = entry
            before = plain(entries[name][key]) if key in entries[name] else {}
            built, faults = validation.validate(cls, {**before, **_of_today(name, entry.data)})
            for path, message in faults:
                loaded.problems.append(Problem(*entry.where(path), f"{printable(key)}: {message}", "value"))
            if not faults:
                entries[name][key] = built


def _of_today(table: str, data: dict[str, Any]) -> dict[str, Any]:
    """An entry as it is written today: the exams of a certification were once plain codes."""
    if table != "certs" or not isinstance(data.get("exams"), list):
        return data
    exams = []
    for exam in data["exams"]:
        if isinstance(exam, str):
            exam = {"code": exam}
        exams.append(exam)
    return {**data, "exams": exams}


def _files(folder: Path, contents: Mapping[Path, bytes] | None) -> list[Path]:
    """The knowledge files of the folder: on disk, or among the contents."""
    if contents is None:
        return folder_files(folder)
    return [folder / name for name in FILE_NAMES if folder / name in contents]


def load_or_raise(folders: Sequence[Path], contents: Mapping[Path, bytes] | None = None) -> KnowledgeBase:
    """The knowledge base. Raises BadDataError if any entry or reference has an error."""
    from careerpath.knowledge.references import reference_problems

    loaded = load(folders, contents)
    errors = [p for p in loaded.problems if p.severity == "error"]
    if not errors:
        errors = [p for p in reference_problems(loaded) if p.severity == "error"]
    if errors:
        raise BadDataError(tuple(errors), way_out="`careerpath check` lists all problems")
    return loaded.kb


def _collect(file: YamlFile, table: str, raw: dict[str, RawEntry]) -> Iterator[Problem]:
    """Add the entries of a file to `raw`; yields what is wrong with their shape or id."""
    if file.data is None:
        return
    if not _is_one_list(file.data, table):
        message = f"the file must hold one key `{table}:` with a list of entries"
        yield Problem(file.name, _stray_line(file, table), message, "shape")
        return
    ids: set[str] = set()
    for number, entry in enumerate(file.data[table]):
        path: YamlPath = (table, number)
        if not isinstance(entry, dict):
            yield Problem(file.name, file.line(path), "an entry must be a mapping with an `id`", "shape")
            continue
        name_of_model = _name_of_model(table, entry)
        if name_of_model:
            message = f"{name_of_model}: unknown key; write `from` and `to`"
            yield Problem(file.name, file.line((*path, name_of_model)), message)
            continue
        entry_id, fault = _id_of(table, entry)
        if fault:
            yield Problem(file.name, file.line(path), fault, "id")
        elif entry_id in ids:
            yield Problem(file.name, file.line(path), f"{entry_id}: stands in this file twice", "duplicate-id")
        else:
            ids.add(entry_id)
            _merge(file, path, entry, raw, entry_id)


def _is_one_list(data: Any, table: str) -> bool:
    """True for a mapping that holds the table's list and nothing else."""
    return isinstance(data, dict) and isinstance(data.get(table), list) and len(data) == 1


def _stray_line(file: YamlFile, table: str) -> int:
    """The line of the first key that does not belong into the file."""
    if isinstance(file.data, dict):
        stray = next((name for name in file.data if name != table), None)
        if stray:
            return file.line((stray,))
    return 1


def _name_of_model(table: str, entry: dict[str, Any]) -> str | None:
    """A name of the model that stands in a progression where the file has another one."""
    if table != "progressions":
        return None
    return next((name for name in ENDS.values() if name in entry), None)


def _id_of(table: str, entry: dict[str, Any]) -> tuple[str, str | None]:
    """The id of an entry, or what is wrong with it; that of a progression is its two ends."""
    if table == "progressions":
        parts, wanted = [entry.get("from"), entry.get("to")], "`from` and `to`"
    else:
        parts, wanted = [entry.get("id")], "an `id`"
    if not all(map(_is_id, parts)):
        got = printable(", ".join(map(repr, parts)))[:80]
        return "", f"an entry needs {wanted} of lower-case letters, digits and hyphens, not {got}"
    return " -> ".join(map(str, parts)), None


def _is_id(value: Any) -> bool:
    import re

    return isinstance(value, str) and len(value) <= LONGEST_ID and re.fullmatch(ID_PATTERN, value) is not None


def _merge(file: YamlFile, path: YamlPath, entry: dict[str, Any], raw: dict[str, RawEntry], entry_id: str) -> None:
    """Add an entry to what earlier folders say under its id: single keys take the place of theirs."""
    target = raw.setdefault(entry_id, RawEntry({}, {}, (file, path)))
    is_progression = "->" in entry_id
    for name, value in entry.items():
        name_in_model = ENDS.get(name, name) if is_progression else name
        target.data[name_in_model] = value
        target.keys[name] = (file, (*path, name))
