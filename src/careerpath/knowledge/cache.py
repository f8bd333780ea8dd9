"""The compact form that commands read, so that YAML and pydantic run only when the data changed.

A cache file is named by the digest of everything it depends on, so it can be missing but never stale; two writers do
not harm each other (`one_file`); one that cannot be read or written is ignored, and so is one whose content does not
match the sum it begins with. JSON, never pickle. Nothing in it names a person.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from careerpath import __version__
from careerpath.knowledge.base import TABLES, KnowledgeBase, pack, unpack
from careerpath.knowledge.one_file import make_folder, replace_file
from careerpath.knowledge.text_file import MissingError, UnreadableError, read_bytes

try:  # hashlib loads OpenSSL, which takes longer than all the hashing done here
    from _blake2 import blake2b  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    from hashlib import blake2b

MANIFEST = "manifest.json"
"""It names the digest of what `careerpath import` wrote beside it."""


def _made_by() -> str:
    """Name, size and time of every module that the compact form is made by, so that a changed one makes it anew."""
    modules = []
    with suppress(OSError):  # the package may lie in an archive; then its version must do
        for entry in sorted(os.scandir(Path(__file__).parent), key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                facts = entry.stat()
                modules.append(f"{entry.name} {facts.st_size} {facts.st_mtime_ns}")
    return "\n".join(modules)


FORMAT = f"careerpath-cache/12/{__version__}\n{_made_by()}"
VERSION_OF = f"careerpath-knowledge/1/{__version__}"
"""The version of the knowledge goes by its content alone: the same on every machine."""
KEEP = 24
"""Cache files of one kind that are kept; the oldest go first."""
DIGEST_BYTES = 24
SUM_BYTES = 4
MAX_BYTES = 200_000_000
"""Of a cache file; what is larger was not written here."""


def knowledge(folders: Sequence[Path], cache_dir: Path | None) -> KnowledgeBase:
    """The knowledge of the folders (later ones override). Raises CareerpathError, or BadDataError with all faults."""
    contents = _read_all(folders)
    names_and_texts: list[bytes] = []
    for path, raw in contents:
        names_and_texts += [path.name.encode(), raw]
    version = digest(names_and_texts, VERSION_OF).hex()
    key = digest((version.encode(),)).hex()
    stored = fetch(cache_dir, "knowledge", key) if cache_dir else None
    if stored:
        try:
            return unpack(stored, version)
        except (ValueError, KeyError, TypeError):  # not ours, or damaged: make it anew
            pass
    from careerpath.knowledge.load import load_or_raise

    packed = pack(load_or_raise(folders, dict(contents)))  # what the key was made of, whatever is on disk by now
    if cache_dir:
        store(cache_dir, "knowledge", key, packed)
    return unpack(packed, version)


def _read_all(folders: Sequence[Path]) -> list[tuple[Path, bytes]]:
    """Path and bytes of every knowledge file, in order. Raises CareerpathError."""
    contents = []
    for folder in folders:
        with suppress(MissingError):
            contents.append((folder / MANIFEST, read_bytes(folder / MANIFEST)))
            continue  # an imported folder: its manifest has the digest of all the rest
        before = len(contents)
        for name in TABLES:
            path = folder / f"{name}.yaml"
            with suppress(MissingError):
                contents.append((path, read_bytes(path)))
        if len(contents) == before:
            from careerpath.knowledge.load import folder_files

            folder_files(folder)  # says what is wrong with the folder
    return contents


def digest(parts: Iterable[bytes], of: str = "") -> bytes:
    """BLAKE2 digest of the cache format (or what else it is of) and of the parts, each with its length."""
    state = blake2b((of or FORMAT).encode(), digest_size=DIGEST_BYTES)
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return bytes(state.digest())


def fetch(cache_dir: Path, kind: str, key: str) -> bytes | None:
    """What was stored under the key, or None if there is nothing, or not all of it."""
    try:
        stored = read_bytes(cache_dir / f"{kind}-{key}", limit=MAX_BYTES)
    except UnreadableError:
        return None
    is_whole = stored[:SUM_BYTES] == _sum(memoryview(stored)[SUM_BYTES:])
    return stored[SUM_BYTES:] if is_whole else None


def _sum(content: bytes | memoryview) -> bytes:
    """Tells a file cut short or damaged, at a quarter of the time of a digest; the folder is the user's own."""
    return zlib.crc32(content).to_bytes(SUM_BYTES, "big")


def store(cache_dir: Path, kind: str, key: str, content: bytes) -> None:
    """Keep the content under the key; do nothing if the folder cannot be written."""
    target = cache_dir / f"{kind}-{key}"
    try:
        make_folder(cache_dir)
        replace_file(target, _sum(content) + content, durable=False)
        for old in sorted(cache_dir.glob(f"{kind}-*"), key=lambda p: p.stat().st_mtime)[:-KEEP]:
            old.unlink(missing_ok=True)
    except OSError:
        return
