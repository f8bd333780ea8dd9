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
from careerpath.knowledge import validation
from careerpath.knowledge.base import PACKED, TABLES, KnowledgeBase, from_entries, plain
from careerpath.knowledge.imported import CONTENT, MANIFEST, Crosswalk, homeward, is_imported, join, read_imported
from careerpath.knowledge.search import did_you_mean
from careerpath.knowledge.text_file import UnreadableError, decode, printable, read_text
from careerpath.knowledge.yaml_file import Path as YamlPath
from careerpath.knowledge.yaml_file import YamlFile, parse_yaml

ID_PATTERN = r"[a-z0-9]+([-.][a-z0-9]+)*"
ENDS = {"from": "origin", "to": "target"}
"""Keys of a progression in the file -> names in the model (`from` is a Python keyword)."""


@dataclass(slots=True)
class RawEntry:
    """One entry before validation: its keys, and the file and path each key came from."""

    data: dict[str, Any]
    keys: dict[str, tuple[YamlFile, YamlPath]]
    start: tuple[YamlFile, YamlPath]

    def where(self, path: YamlPath) -> tuple[str, int]:
        """File and line of the value at `path` below the entry."""
        head = {v: k for k, v in ENDS.items()}.get(str(path[0]), path[0]) if path else None
        file, base = self.keys.get(str(head), self.start)
        return file.name, file.line((*base, *path[1:]) if str(head) in self.keys else base)


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
        found = [folder / f"{name}.yaml" for name in TABLES if (folder / f"{name}.yaml").exists()]
        strays = sorted(printable(p.name) for p in folder.glob("*.y*ml") if p not in found)
    except OSError as error:
        raise CareerpathError(f"{shown}: cannot be read ({error.strerror})") from None
    if not found:
        hint = f"; `{strays[0]}` is not one of them" if strays else ""
        raise CareerpathError(f"{shown}: no knowledge file here ({', '.join(f'{n}.yaml' for n in TABLES)}){hint}")
    return found


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
        entries, crosswalk = join(entries, read_imported(folder, contents[folder / MANIFEST] if contents else None))
        place = (YamlFile(printable(str(folder / CONTENT))), ())
        for name, table in entries.items():
            loaded.raw[name] = {key: loaded.raw[name].get(key, RawEntry({}, {}, place)) for key in table}
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
    strays = {p.name for p in folder.glob("*.y*ml")} - {f"{name}.yaml" for name in TABLES}
    for name in sorted(strays):
        message = f"not read: {did_you_mean(printable(name), [f'{t}.yaml' for t in TABLES])}"
        problems.append(Problem(printable(str(folder / name)), 0, message, "file", "warning"))
    for path in _files(folder, contents):
        try:
            text = read_text(path) if contents is None else decode(contents[path], path)
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
            for where, message in faults:
                loaded.problems.append(Problem(*entry.where(where), f"{printable(key)}: {message}", "value"))
            if not faults:
                entries[name][key] = built


def _of_today(table: str, data: dict[str, Any]) -> dict[str, Any]:
    """An entry as it is written today: the exams of a certification were once plain codes."""
    if table != "certs" or not isinstance(data.get("exams"), list):
        return data
    exams = [{"code": exam} if isinstance(exam, str) else exam for exam in data["exams"]]
    return {**data, "exams": exams}


def _files(folder: Path, contents: Mapping[Path, bytes] | None) -> list[Path]:
    if contents is None:
        return folder_files(folder)
    return [path for name in TABLES if (path := folder / f"{name}.yaml") in contents]


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
    data = file.data
    if file.data is None:
        return
    if not isinstance(data, dict) or not isinstance(data.get(table), list) or len(data) > 1:
        stray = next((k for k in data if k != table), None) if isinstance(data, dict) else None
        line = file.line((stray,)) if stray else 1
        yield Problem(file.name, line, f"the file must hold one key `{table}:` with a list of entries", "shape")
        return
    here: set[str] = set()
    for number, entry in enumerate(data[table]):
        path: YamlPath = (table, number)
        if not isinstance(entry, dict):
            yield Problem(file.name, file.line(path), "an entry must be a mapping with an `id`", "shape")
            continue
        key, fault = _key(table, entry)
        inner = [name for name in ENDS.values() if name in entry] if table == "progressions" else []
        if inner:
            yield Problem(file.name, file.line((*path, inner[0])), f"{inner[0]}: unknown key; write `from` and `to`")
        elif fault:
            yield Problem(file.name, file.line(path), fault, "id")
        elif key in here:
            yield Problem(file.name, file.line(path), f"{key}: stands in this file twice", "duplicate-id")
        else:
            here.add(key)
            _merge(file, path, entry, raw, key)


def _key(table: str, entry: dict[str, Any]) -> tuple[str, str | None]:
    """The id of an entry, or what is wrong with it."""
    import re

    ends = [entry.get("from"), entry.get("to")] if table == "progressions" else [entry.get("id")]
    if any(not isinstance(end, str) or len(end) > 80 or not re.fullmatch(ID_PATTERN, end) for end in ends):
        wanted = "`from` and `to`" if table == "progressions" else "an `id`"
        got = printable(", ".join(repr(end) for end in ends))[:80]
        return "", f"an entry needs {wanted} of lower-case letters, digits and hyphens, not {got}"
    return " -> ".join(map(str, ends)), None


def _merge(file: YamlFile, path: YamlPath, entry: dict[str, Any], raw: dict[str, RawEntry], key: str) -> None:
    target = raw.setdefault(key, RawEntry({}, {}, (file, path)))
    for name, value in entry.items():
        target.data[ENDS.get(name, name) if "->" in key else name] = value
        target.keys[name] = (file, (*path, name))
