"""Remove a person: client, saved profiles, printed files, unfinished quizzes, and what stopped commands left.

Everything that can go goes, whatever else fails; what is left is named with the reason.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from careerpath.errors import CareerpathError
from careerpath.knowledge.one_file import sweep
from careerpath.knowledge.text_file import is_file, printable, read_text
from careerpath.people import drafts, store
from careerpath.people.caseload import Caseload
from careerpath.people.client import Client, key_of, shown
from careerpath.people.database import NAME, REPLACED, Database, connect
from careerpath.people.database_files import compact
from careerpath.people.last_answer import answer_path, last_answer
from careerpath.people.private_file import cannot
from careerpath.record import Record
from careerpath.services.packets import KINDS, digest_of

OURS = tuple(f"-{kind}.pdf" for kind in KINDS)
"""How the name of every printed file ends: a row of the caseload that names another one is not believed."""
TEMPORARY = re.compile(rf"\..+\.tmp|{re.escape(NAME)}\.(new|old)(-wal|-shm|-journal)?")
"""What only a stopped command leaves in the data folder, also one of 0.1."""


class Traces(Record):
    """What is kept about a person."""

    name: str
    client: Client | None
    files: tuple[str, ...]
    """Printed files that are as we wrote them."""
    changed_files: tuple[str, ...]
    """Files of that name that are no longer what we wrote; they stay."""
    profiles: tuple[str, ...]
    """Names of saved profiles."""
    drafts: tuple[Path, ...] = ()
    """Unfinished quizzes that name the person (those of 0.1 could)."""
    temporary: tuple[Path, ...] = ()
    """What stopped commands left; it may hold anybody's data."""
    is_marked: bool = False
    """True if the mark on the profile saved last has the name."""
    is_last_answer: bool = False
    """True if the answer that is kept for `why 1` was about them."""

    @property
    def words(self) -> tuple[str, ...]:
        """Each thing in a line."""
        found = [f"client {shown(self.client)}, with profiles, notes, actions and plans"] if self.client else []
        found += [f"saved profile {printable(name)}" for name in self.profiles]
        found += [f"unfinished quiz {path.name}" for path in self.drafts]
        found += [f"{printable(path.name)}, left by a command that was stopped" for path in self.temporary]
        if self.is_marked and not self.profiles:
            found.append("the mark on the profile saved last")
        if self.is_last_answer:
            found.append("which roles were shown last")
        return (*found, *(printable(path) for path in self.files))


class Forgotten(Record):
    """How many unfinished quizzes were removed, and what could not be, with the reason."""

    drafts: int
    left: tuple[str, ...]


def traces_of(
    name: str, caseload: Caseload | None, data_dir: Path, *, swept: int = 0, every_draft: bool = False
) -> Traces:
    """What is kept under exactly that name (or client code).

    `swept`: how much the start of the command removed; `every_draft`: unfinished quizzes without a name count too.
    Raises CareerpathError if there is nothing.
    """
    client, hint = None, ""
    if caseload:
        try:
            client = caseload.find(name, exact=True)
        except CareerpathError as error:
            hint = str(error)
    names = {key_of(name), key_of(client.name)} if client else {key_of(name)}
    names -= {""}
    is_named = _naming(names)
    profiles = tuple(saved for saved in store.saved_names(data_dir) if _is_of(saved, names, data_dir))
    written = caseload.file(client).files if caseload and client else ()
    swept += len(sweep(*{Path(one.path).parent for one in written if one.path.endswith(OURS)}))
    temporary = tuple(path for folder in (data_dir, data_dir / "profiles") for path in _left_in(folder))
    old_drafts = drafts.naming(data_dir, is_named)
    is_marked = is_named(store.mark_text(data_dir))
    is_last = _is_last_answer(names, data_dir)
    nameless = drafts.unfinished(data_dir) - len(old_drafts)
    counted = nameless if every_draft else 0
    if client is None and not (profiles or temporary or old_drafts or is_marked or is_last or swept or counted):
        raise CareerpathError((hint or f"nothing is kept about {printable(name[:60])!r}") + _about_drafts(nameless))
    ours = tuple(w.path for w in written if _is_ours(w.path, w.digest, w.before))
    changed = tuple(w.path for w in written if w.path not in ours and is_file(Path(w.path)) and w.path.endswith(OURS))
    shown_name = client.name if client else printable(name)
    return Traces(shown_name, client, ours, changed, profiles, old_drafts, temporary, is_marked, is_last)


def _about_drafts(nameless: int) -> str:
    if not nameless:
        return ""
    what = "an unfinished quiz carries" if nameless == 1 else f"{nameless} unfinished quizzes carry"
    return f"; {what} no name, and `--drafts` removes {'it' if nameless == 1 else 'them'}"


def _is_ours(path: str, digest: str, before: str | None) -> bool:
    found = digest_of(Path(path)) if path.endswith(OURS) else None
    return found is not None and found in (digest, before or digest)


def _naming(names: set[str]) -> Callable[[str], bool]:
    """A test whether a text holds one of the names."""

    def is_named(text: str) -> bool:
        key = f" {key_of(text)} "
        return any(f" {name} " in key for name in names)

    return is_named


def _is_last_answer(names: set[str], data_dir: Path) -> bool:
    """True if the last answer was about a profile whose file has the name, or states it."""
    last = last_answer(data_dir)
    if last is None or not last.profile:
        return False
    is_named = _naming(names)
    path = Path(last.profile)
    if is_named(re.sub(r"[-_.]", " ", path.stem)):
        return True
    stated = ""
    if is_file(path):
        with suppress(CareerpathError):
            stated = " ".join(re.findall(r'(?m)^[\s"{]*name"?\s*:(.*)$', read_text(path)))
    return is_named(re.sub(r"[\W_]", " ", stated))


def _left_in(folder: Path) -> Iterable[Path]:
    try:
        return [folder / entry for entry in sorted(os.listdir(folder)) if TEMPORARY.fullmatch(entry)]  # noqa: PTH208
    except OSError:
        return []


def _is_of(saved: str, names: set[str], data_dir: Path) -> bool:
    """True if the profile is saved under the name, or states it."""
    if key_of(saved) in names:
        return True
    with suppress(CareerpathError):
        text = read_text(store.profile_path(saved, data_dir))
        try:
            return key_of(str(json.loads(text).get("name"))) in names
        except (ValueError, AttributeError, RecursionError):  # damaged: the name may stand anywhere
            return _naming(names)(text.replace('"', " "))
    return False


def forget(
    traces: Traces, caseload: Caseload | None, data_dir: Path, cache_dir: Path | None, *, every_draft: bool
) -> Forgotten:
    """Remove it all, files first: they make room for what the caseload needs to change. Never stops half way."""
    left: list[str] = []
    if caseload and traces.client:
        try:
            caseload.database.alone()
        except CareerpathError as error:
            left.append(str(error))
    for path in (*map(Path, traces.files), *traces.temporary):
        _remove(path, left)
    for name in traces.profiles:
        try:
            store.delete(name, data_dir)
        except CareerpathError as error:
            left.append(str(error))
    if traces.is_marked:
        _remove(store.mark_path(data_dir), left)
    if os.path.lexists(answer_path(data_dir)):
        _remove(answer_path(data_dir), left)  # whoever it is about: it is a convenience, and cheap to lose
    left += [f"{printable(str(path))}: a quiz has it open" for path in drafts.remove(traces.drafts)]
    removed = len(traces.drafts) + (drafts.remove_all(data_dir) if every_draft else 0)
    for cached in _profiles_in(cache_dir):
        _remove(cached, left)
    if caseload and traces.client:
        _forget_client(caseload, traces.client, left)
        _forget_replaced(caseload, traces.client, data_dir, left)
    return Forgotten(removed, tuple(left))


def _profiles_in(cache_dir: Path | None) -> Iterable[Path]:
    if cache_dir is None:
        return []
    with suppress(OSError):
        return list(cache_dir.glob("profile-*"))
    return []


def _remove(path: Path, left: list[str]) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        left.append(str(cannot("be removed", path, error)))


def _forget_client(caseload: Caseload, client: Client, left: list[str]) -> None:
    try:
        caseload.forget(client)
    except CareerpathError as error:
        left.append(f"the client in the caseload: {error}")
        return
    with suppress(CareerpathError):  # no room to rewrite the file; what was deleted is overwritten in its place
        compact(caseload.database)


def _forget_replaced(caseload: Caseload, client: Client, data_dir: Path, left: list[str]) -> None:
    """The caseload that a restore replaced holds the same people."""
    path = data_dir / REPLACED
    if not is_file(path):
        return
    passphrase = caseload.database.passphrase
    try:
        with Database(path, connect(path, passphrase, update=True), passphrase) as database:
            replaced = Caseload(database, caseload.day)
            same = replaced.namesakes(client.name)
            mine = [one for one in same if len(same) == 1 or one.id == client.id]
            for known in mine:
                replaced.forget(known)
            if mine:
                compact(database)
    except CareerpathError as error:
        left.append(f"{printable(str(path))}, which the last restore replaced, may still name them: {error}")
