"""Official classifications and wage files -> folders that `--knowledge` takes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from careerpath.errors import BadDataError, CareerpathError, Problem
from careerpath.importers.imported import Imported
from careerpath.importers.tables import MAX_BYTES as MOST_BYTES_OF_A_TABLE
from careerpath.knowledge import cache, where
from careerpath.knowledge.base import PACKED, KnowledgeBase, from_entries, pack, plain
from careerpath.knowledge.imported import CONTENT, FORMAT, MANIFEST, RATINGS
from careerpath.knowledge.models import Near, Ratings, Role, Skill
from careerpath.knowledge.one_file import exchange, replace_file, scratch_folder
from careerpath.knowledge.packed import packed_kind
from careerpath.knowledge.text_file import MAX_BYTES, is_file, is_folder, is_there, printable, read_bytes
from careerpath.knowledge.validation import validate
from careerpath.knowledge.yaml_file import yaml_text
from careerpath.record import replace
from careerpath.services.releases import refuse_unpublished_wages

PROBLEMS = "problems.txt"
WAGE_FILES = ("roles.yaml", "sources.yaml", "import.json")
MOST_NEAR = 40
"""Near roles that are kept of each."""
NEAREST_RATED = 5
"""An odd number, so that most of them is a clear majority."""
LONGEST_RELEASE = 60


def read(kind: str, paths: Sequence[Path], release: str | None) -> Imported:
    """What the files hold. Raises CareerpathError if they are not what they should be."""
    if kind == "onet":
        from careerpath.importers.onet import read_onet as importer
    else:
        from careerpath.importers.esco import read_esco as importer
    shown_release = printable(release)[:LONGEST_RELEASE] if release else None
    for path in paths:
        _refuse_other_kind(path)
    imported = importer(paths, shown_release)
    if not imported.entries["roles"]:
        first = next((f" ({problem})" for problem in imported.tables.problems), "")
        raise CareerpathError(f"{imported.tables.given}: no row is an occupation that can be kept{first}")
    if imported.tables.useless:
        raise CareerpathError(imported.tables.useless[0])
    return imported


def _refuse_other_kind(path: Path) -> None:
    """Raises CareerpathError for a file that is no table, no gzip file and no zip of tables, whatever its name says."""
    if not is_file(path):
        return
    what, way_out = packed_kind(read_bytes(path, limit=MOST_BYTES_OF_A_TABLE))
    if what and what not in ("a zip file", "a packed file (gzip)"):
        raise CareerpathError(f"{printable(str(path))}: {what} holds no tables of a classification; {way_out}")


def write_knowledge(imported: Imported, folder: Path, *, force: bool) -> dict[str, Any]:
    """Validate the entries and write the folder at once; returns its manifest. Raises CareerpathError, BadDataError."""
    faults = tuple(_faults(imported))
    if faults:
        raise BadDataError(faults)
    ratings = {occupation: plain(entry) for occupation, entry in imported.entries.get("ratings", {}).items()}
    near = _near(imported)
    roles = _with_likely_gifts(imported.entries, near)
    content = pack(from_entries({**imported.entries, "roles": roles, "near": near}))
    tables = imported.tables
    manifest = {
        "format": FORMAT,
        "source": imported.classification,
        "release": imported.release,
        "licence": imported.licence,
        "attribution": imported.attribution,
        "standalone": True,
        "sha256": sha256(content).hexdigest(),
        "entries": {name: len(table) for name, table in imported.entries.items()},
        "not_read": tables.unread,
        "tables": [as_dict_of(account, tables.digests) for account in tables.accounts],
    }
    files = {
        CONTENT: content,
        RATINGS: json.dumps(ratings, separators=(",", ":")).encode(),
        MANIFEST: (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode(),
        PROBLEMS: problem_text(tables.problems),
    }
    write_folder(folder, files, force=force)
    return manifest


def _near(imported: Imported) -> dict[str, Near]:
    """For each role the `MOST_NEAR` nearest ones that are nearer than two taken at random."""
    from careerpath.rules.related import likeness, nearest

    own = cache.knowledge([where.bundled()], None)
    kb = from_entries({**imported.entries, "weights": dict(own.weights)})
    likenesses = likeness(kb, imported.entries.get("ratings", {}))
    near = {}
    for place, role in enumerate(likenesses.ids):
        parts = {}
        for other in nearest(likenesses, place, MOST_NEAR):
            if other.score > 0:
                parts[other.role] = other.parts
        near[role] = Near(id=role, parts=parts)
    return near


def _with_likely_gifts(entries: dict[str, dict[str, Any]], near: dict[str, Near]) -> dict[str, Role]:
    """The roles; one of which only software is published gives what most of its nearest rated ones need (an estimate).

    Otherwise whoever holds it would seem to have no skill at all.
    """
    roles, skills = dict(entries["roles"]), entries["skills"]
    rated = {role_id for role_id, role in roles.items() if _is_rated(role, skills)}
    if not rated:
        return roles
    for role_id, role in entries["roles"].items():
        if role_id in rated or not role.needs:
            continue
        nearest_rated = [roles[other] for other in near[role_id].parts if other in rated][:NEAREST_RATED]
        if len(nearest_rated) == NEAREST_RATED:
            roles[role_id] = replace(role, also_gives=_needed_by_most(nearest_rated, skills))
    return roles


def _is_rated(role: Role, skills: Mapping[str, Skill]) -> bool:
    """True if its first need is no software: of the others nothing else is published."""
    return bool(role.needs) and skills[role.needs[0].skill].category != "technology"


def _needed_by_most(roles: Sequence[Role], skills: Mapping[str, Skill]) -> dict[str, int]:
    """Skills other than software that more than half of the roles need, at the lowest level that one of them asks."""
    levels: dict[str, list[int]] = {}
    for role in roles:
        for need in role.needs:
            if skills[need.skill].category != "technology":
                levels.setdefault(need.skill, []).append(need.level)
    return {skill: min(asked) for skill, asked in levels.items() if len(asked) > len(roles) // 2}


def as_dict_of(account: Any, digests: dict[str, str]) -> dict[str, Any]:
    """The account of one table with the digest of its content."""
    rows = {"rows": account.rows, "kept": account.kept, "reported": account.problems}
    return {"file": account.file, **rows, "sha256": digests.get(account.file, "")}


def problem_text(problems: Sequence[Problem]) -> bytes:
    """One problem a line."""
    return "".join(f"{problem}\n" for problem in problems).encode()


def _faults(imported: Imported) -> Iterator[Problem]:
    """Entries that the model refuses, and references that lead nowhere; none are expected of a right importer."""
    for name, cls in {**PACKED, "ratings": Ratings}.items():
        for entry_id, entry in imported.entries.get(name, {}).items():
            for _, message in validate(cls, plain(entry))[1]:
                yield Problem(imported.classification, 0, f"{name}: {printable(entry_id)}: {message}", "import")
    skills = imported.entries["skills"]
    for role_id, role in imported.entries["roles"].items():
        for need in role.needs:
            if need.skill not in skills:
                yield Problem(imported.classification, 0, f"roles: {role_id}: unknown skill {need.skill!r}", "import")


def write_wages(
    path: Path,
    folder: Path,
    kb: KnowledgeBase,
    *,
    state: str | None,
    area: str | None,
    release: str | None,
    today: date,
    force: bool,
) -> tuple[dict[str, Any], list[Problem]]:
    """An overlay with the wages of the file; returns its account and what is reported. Raises CareerpathError."""
    from careerpath.importers.oews import SOURCE, choose, pay_entries, read_oews

    refuse_folder(folder, force=force)
    _refuse_no_wages(path)
    wages = read_oews(path, release)
    refuse_unpublished_wages(wages.as_of, today)
    chosen = choose(wages, state, area)
    entries, remarks = pay_entries(chosen, kb, wages.as_of)
    if not entries:
        raise CareerpathError(f"{printable(path.name)}: none of its wages belongs to a role of this knowledge")
    source = {
        "id": SOURCE, "title": f"Occupational Employment and Wage Statistics {wages.as_of}", "licence": "public domain",
        "publisher": "U.S. Bureau of Labor Statistics", "url": "https://www.bls.gov/oes/", "as_of": wages.as_of,
    }  # fmt: skip
    problems = list(wages.tables.problems)
    problems += [Problem(path.name, 0, text, "import") for text in remarks]
    areas: set[str] = set()
    for table in chosen.values():
        areas.update(wage.area for wage in table.values())
    account = {
        "source": "OEWS",
        "release": wages.as_of,
        "areas": sorted(areas),
        "attribution": "Source: U.S. Bureau of Labor Statistics, Occupational Employment and Wage Statistics.",
        "entries": {"roles": len(entries)},
        "not_read": [],
        "tables": [as_dict_of(one, wages.tables.digests) for one in wages.tables.accounts],
    }
    roles_file, sources_file, account_file = WAGE_FILES
    files = {
        roles_file: yaml_text({"roles": entries}).encode(),
        sources_file: yaml_text({"sources": [source]}).encode(),
        account_file: (json.dumps(account, indent=1) + "\n").encode(),
        PROBLEMS: problem_text(problems),
    }
    if max(map(len, files.values())) > MAX_BYTES:  # what is larger is never read again
        raise CareerpathError("too many areas for one overlay; choose one with --state")
    write_folder(folder, files, force=force)
    return account, problems


def _refuse_no_wages(path: Path) -> None:
    """Raises CareerpathError for a file that is no workbook and no zip of workbooks, whatever its name says."""
    if not is_file(path):
        return
    what, way_out = packed_kind(read_bytes(path, limit=MOST_BYTES_OF_A_TABLE))
    if what and what not in ("a zip file", "an Excel workbook"):
        if what.startswith("a zip file with a zip"):
            way_out = "unpack the outer one"
        raise CareerpathError(f"{printable(str(path))}: {what} is no Excel workbook (.xlsx) of wages; {way_out}")


def refuse_folder(folder: Path, *, force: bool) -> None:
    """Raises CareerpathError if the folder exists, unless `force` is given and only an import wrote in it."""
    if not os.path.lexists(folder):
        return
    is_ours = _is_ours(folder)
    if is_ours and force:
        return
    hint = "add --force to replace it" if is_ours else "name a new folder"
    raise CareerpathError(f"{printable(str(folder))}: exists already; {hint}")


def write_folder(folder: Path, files: dict[str, bytes], *, force: bool) -> None:
    """A new folder with the files, all or nothing; an existing one only if it was imported, and with `force`."""
    shown = printable(str(folder))
    refuse_folder(folder, force=force)
    try:
        target = folder.resolve() if folder.is_symlink() else folder
        target.parent.mkdir(parents=True, exist_ok=True)
        with scratch_folder(target.parent) as temporary:
            new = temporary / "new"
            new.mkdir()
            for name, content in files.items():
                replace_file(new / name, content, private=False)
            if not is_there(target):
                new.replace(target)
            else:
                exchange(new, target)
    except OSError as error:
        raise CareerpathError(f"{shown}: cannot be written ({error.strerror})") from None


def _is_ours(folder: Path) -> bool:
    """True for a folder that holds nothing but what an import wrote (an empty one too)."""
    if not is_folder(folder):
        return False
    try:
        names = {path.name for path in folder.iterdir()}
    except OSError:
        return False
    return names <= {CONTENT, RATINGS, MANIFEST, PROBLEMS} or names <= {*WAGE_FILES, PROBLEMS}
