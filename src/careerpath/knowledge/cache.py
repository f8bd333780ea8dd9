"""The compact form that commands read, so that YAML and pydantic run only when the data changed.

A cache file is named by the SHA-256 of everything it depends on, so it can be missing but never stale; it is written
under a temporary name and moved into place, so two writers do not harm each other; one that cannot be read or written
is ignored. JSON, never pickle. Nothing in it names a person.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from careerpath import __version__
from careerpath.errors import CareerpathError
from careerpath.knowledge.base import TABLES, KnowledgeBase, compact, expand
from careerpath.knowledge.text_file import MAX_BYTES

FORMAT = f"careerpath-cache/5/{__version__}"
KEEP = 24
"""Cache files of one kind that are kept; the oldest go first."""


def knowledge(folders: Sequence[Path], cache_dir: Path | None) -> KnowledgeBase:
    """The knowledge of the folders (later ones override). Raises CareerpathError, or BadDataError with all faults."""
    contents = _read_all(folders)
    key = digest(part for path, raw in contents for part in (path.name.encode(), raw))
    if cache_dir and (stored := fetch(cache_dir, "knowledge", key)) is not None:
        return expand(stored, key)
    from careerpath.knowledge.load import load_or_raise

    kb = load_or_raise(folders)
    data = compact(kb)
    if cache_dir:
        store(cache_dir, "knowledge", key, data)
    return expand(data, key)


def _read_all(folders: Sequence[Path]) -> list[tuple[Path, bytes]]:
    """Path and bytes of every knowledge file, in order; what cannot be read is left to the loader to complain about."""
    found = []
    for folder in folders:
        present = 0
        for name in TABLES:
            path = folder / f"{name}.yaml"
            try:
                with path.open("rb") as file:
                    found.append((path, file.read(MAX_BYTES + 1)))
                present += 1
            except FileNotFoundError:
                continue
            except OSError as error:
                raise CareerpathError(f"{path}: cannot be read ({error.strerror})") from None
        if not present:
            from careerpath.knowledge.load import folder_files

            folder_files(folder)
    return found


def digest(parts: Any) -> str:
    """SHA-256 of the cache format and of the parts, each with its length."""
    state = hashlib.sha256(FORMAT.encode())
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.hexdigest()


def fetch(cache_dir: Path, kind: str, key: str) -> Any | None:
    """What was stored under the key, or None if there is nothing usable."""
    try:
        data = json.loads((cache_dir / f"{kind}-{key}.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return data["data"] if isinstance(data, dict) and data.get("key") == key else None


def store(cache_dir: Path, kind: str, key: str, data: Any) -> None:
    """Keep `data` under the key; do nothing if the folder cannot be written."""
    target = cache_dir / f"{kind}-{key}.json"
    temporary = target.with_suffix(f".{os.getpid()}.tmp")
    try:
        cache_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump({"key": key, "data": data}, file, separators=(",", ":"), ensure_ascii=False)
        temporary.replace(target)
        for old in sorted(cache_dir.glob(f"{kind}-*"), key=lambda p: p.stat().st_mtime)[:-KEEP]:
            old.unlink(missing_ok=True)
    except OSError:
        return
