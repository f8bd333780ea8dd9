"""Saved profiles: one JSON file each under `profiles/` of the data folder, and a mark on the one saved last."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import bad_character, is_file, is_there, printable, read_bytes
from careerpath.people.private_file import or_cannot, write_private
from careerpath.people.profile import Profile, as_json

LONGEST_NAME = 60
"""Letters; with the folder before it and `.json` behind it every system takes such a path."""
LONGEST_MARK = 1_000
"""Bytes of the mark that are read: room for any such name."""
MOST_SHOWN = 8
"""Saved names that a message lists."""
DATA_ENDINGS = (".yaml", ".yml", ".json")
"""Of the names of profile files."""
RESERVED = frozenset(
    ["con", "prn", "aux", "nul",
     "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
     "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"]
)  # fmt: skip
"""Names that Windows keeps for devices."""


def profile_path(name: str, data_dir: Path) -> Path:
    """Where a profile of that name is kept. Raises CareerpathError if the name cannot be a file name."""
    return _folder(data_dir) / f"{checked_name(name)}.json"


def checked_name(name: str) -> str:
    """`name` without blanks around it. Raises CareerpathError, saying what a name may be."""
    text = unicodedata.normalize("NFC", " ".join(name.split()))
    if not _can_be_file_name(text):
        raise CareerpathError(
            f"{printable(text[:40])!r} cannot be the name of a profile; use up to {LONGEST_NAME} letters, digits, "
            "blanks and dashes"
        )
    return text


def _can_be_file_name(text: str) -> bool:
    """True for a name that every system takes, so that a folder of profiles can be carried from one to another."""
    if not text or len(text) > LONGEST_NAME or bad_character(text):
        return False
    if set(text) & set('/\\:*?"<>|') or text.startswith(".") or text.endswith("."):
        return False
    return text.casefold().split(".")[0] not in RESERVED


def save(profile: Profile, name: str, data_dir: Path, *, overwrite: bool = False) -> Path:
    """Keep the profile under the name and mark it as the last. Raises CareerpathError; never overwrites unasked."""
    path = profile_path(name, data_dir)
    if is_there(path) and not overwrite:
        raise CareerpathError(f"a profile named {path.stem!r} exists already; choose another name or overwrite it")
    write_private(path, as_json(profile))
    write_private(mark_path(data_dir), path.stem + "\n")
    return path


def last_profile_path(data_dir: Path) -> Path | None:
    """The profile saved last, or None if there is none (or it is gone)."""
    try:
        path = profile_path(mark_text(data_dir), data_dir)
    except CareerpathError:
        return None
    return path if is_file(path) else None


def is_saved(name: str, data_dir: Path) -> bool:
    """True if a profile is kept under that name."""
    try:
        return is_file(profile_path(name, data_dir))
    except CareerpathError:
        return False


def file_meant(named: Path, data_dir: Path) -> Path:
    """The file of that name, else the profile that is saved under it.

    Raises CareerpathError, with the names there are, for a word that is neither; what can only be a file stays.
    """
    name = str(named)
    if is_there(named):
        return named
    if is_saved(name, data_dir):
        return profile_path(name, data_dir)
    known = saved_names(data_dir)
    if not known or named.suffix in DATA_ENDINGS or named.name != name:
        return named
    shown = ", ".join(known[:MOST_SHOWN]) + (" ..." if len(known) > MOST_SHOWN else "")
    raise CareerpathError(
        f"{printable(name[:60])}: no such file, and no saved profile has that name; saved are: {shown}"
    )


def mark_path(data_dir: Path) -> Path:
    """Where the name of the profile saved last stands."""
    return data_dir / "last-profile"


def mark_text(data_dir: Path) -> str:
    """What stands there, whatever it is."""
    try:
        return read_bytes(mark_path(data_dir), limit=LONGEST_MARK).decode("utf-8", "replace").strip()
    except CareerpathError:
        return ""


def saved_names(data_dir: Path) -> tuple[str, ...]:
    """Names of all saved profiles, sorted."""
    names = []
    with or_cannot("be read", _folder(data_dir)):
        for path in _folder(data_dir).glob("*.json"):
            if not path.name.startswith("."):
                names.append(path.stem)
    return tuple(sorted(names))


def delete(name: str, data_dir: Path) -> None:
    """Remove a saved profile; the mark goes too if it pointed there. Raises CareerpathError if there is none."""
    path = profile_path(name, data_dir)
    was_last = last_profile_path(data_dir) == path
    with or_cannot("be removed", path):
        try:
            path.unlink()
        except FileNotFoundError:
            known = ", ".join(saved_names(data_dir)[:5]) or "none yet"
            raise CareerpathError(f"no saved profile {printable(path.stem)!r}; saved are: {known}") from None
        if was_last:
            mark_path(data_dir).unlink(missing_ok=True)


def _folder(data_dir: Path) -> Path:
    return data_dir / "profiles"
