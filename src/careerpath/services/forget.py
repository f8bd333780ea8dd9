"""Remove a person: client, saved profiles, printed files, unfinished quizzes, and what stopped commands left.

Everything that can go goes, whatever else fails; what is left is named with the reason.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from careerpath.errors import CareerpathError
from careerpath.knowledge.one_file import sweep
from careerpath.knowledge.text_file import is_file, printable, read_text
from careerpath.people import drafts, store
from careerpath.people.caseload import Caseload
from careerpath.people.client import Client, Written, key_of, shown
from careerpath.people.database import NAME, REPLACED, Database, connect
from careerpath.people.database_files import compact
from careerpath.people.last_answer import answer_path, last_answer
from careerpath.people.private_file import cannot
from careerpath.record import Record, replace
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
        lines = []
        if self.client:
            lines.append(f"client {shown(self.client)}, with profiles, notes, actions and plans")
        lines += [f"saved profile {printable(name)}" for name in self.profiles]
        lines += [f"unfinished quiz {path.name}" for path in self.drafts]
        lines += [f"{printable(path.name)}, left by a command that was stopped" for path in self.temporary]
        if self.is_marked and not self.profiles:
            lines.append("the mark on the profile saved last")
        if self.is_last_answer:
            lines.append("which roles were shown last")
        return (*lines, *map(printable, self.files))


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
    client, hint = _client_of(name, caseload)
    full_name = client.name if client else name
    names = {key_of(name), key_of(full_name)} - {""}
    is_named = _naming(names)
    printed = _printed_for(client, caseload)
    files, changed_files = _files_there(printed)
    traces = Traces(
        name=full_name if client else printable(name),
        client=client,
        files=files,
        changed_files=changed_files,
        profiles=tuple(saved for saved in store.saved_names(data_dir) if _is_of(saved, names, data_dir)),
        drafts=drafts.naming(data_dir, is_named),
        is_marked=is_named(store.mark_text(data_dir)),
        is_last_answer=_is_last_answer(names, data_dir),
    )
    # What dead commands left beside printed files goes first; what is left then is listed.
    swept += len(sweep(*{Path(file.path).parent for file in printed}))
    traces = replace(traces, temporary=(*_left_in(data_dir), *_left_in(data_dir / "profiles")))
    nameless = drafts.unfinished(data_dir) - len(traces.drafts)
    is_removed_besides = swept or (every_draft and nameless)
    if not traces.words and not is_removed_besides:
        message = hint or f"nothing is kept about {printable(name[:60])!r}"
        raise CareerpathError(message + _about_drafts(nameless))
    return traces


def _client_of(name: str, caseload: Caseload | None) -> tuple[Client | None, str]:
    """The client of exactly that name or code, or what the caseload says of it."""
    if not caseload:
        return None, ""
    try:
        return caseload.find(name, exact=True), ""
    except CareerpathError as error:
        return None, str(error)


def _printed_for(client: Client | None, caseload: Caseload | None) -> list[Written]:
    """Files of the client that have a name which only we give."""
    if not caseload or not client:
        return []
    return [file for file in caseload.file(client).files if file.path.endswith(OURS)]


def _files_there(printed: Sequence[Written]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(those that are as we wrote them, those that somebody changed)."""
    ours, changed = [], []
    for file in printed:
        if _is_ours(file):
            ours.append(file.path)
        elif is_file(Path(file.path)):
            changed.append(file.path)
    return tuple(ours), tuple(changed)


def _about_drafts(nameless: int) -> str:
    """What else could be removed."""
    if not nameless:
        return ""
    if nameless == 1:
        return "; an unfinished quiz carries no name, and `--drafts` removes it"
    return f"; {nameless} unfinished quizzes carry no name, and `--drafts` removes them"


def _is_ours(file: Written) -> bool:
    """True if the file is as we wrote it, now or the time before."""
    digest = digest_of(Path(file.path))
    return digest is not None and digest in (file.digest, file.before)


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


def _left_in(folder: Path) -> Sequence[Path]:
    """What stopped commands left in the folder."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208
    except OSError:
        return []
    return [folder / name for name in names if TEMPORARY.fullmatch(name)]


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
        _attempt(left, caseload.database.alone)  # nobody else reads or writes it until the person is gone
    for path in (*map(Path, traces.files), *traces.temporary):
        _remove(path, left)
    for name in traces.profiles:
        _attempt(left, store.delete, name, data_dir)
    if traces.is_marked:
        _remove(store.mark_path(data_dir), left)
    if os.path.lexists(answer_path(data_dir)):
        _remove(answer_path(data_dir), left)  # whoever it is about: it is a convenience, and cheap to lose
    removed_drafts = _remove_drafts(traces.drafts, data_dir, left, every_draft=every_draft)
    for cached_profile in _profiles_in(cache_dir):
        _remove(cached_profile, left)
    if caseload and traces.client:
        _forget_client(caseload, traces.client, left)
        _forget_replaced(caseload, traces.client, data_dir, left)
    return Forgotten(removed_drafts, tuple(left))


def _attempt(left: list[str], action: Callable[..., object], *arguments: object) -> None:
    """Do it; if it cannot be done, the reason is added to what is left."""
    try:
        action(*arguments)
    except CareerpathError as error:
        left.append(str(error))


def _remove_drafts(of_person: Sequence[Path], data_dir: Path, left: list[str], *, every_draft: bool) -> int:
    """Remove the unfinished quizzes that name the person, or all; how many that were."""
    for path in drafts.remove(of_person):
        left.append(f"{printable(str(path))}: a quiz has it open")
    removed = len(of_person)
    if every_draft:
        removed += drafts.remove_all(data_dir)
    return removed


def _profiles_in(cache_dir: Path | None) -> Sequence[Path]:
    """Profiles in the form that commands read fast: they go whoever they are of, and are made anew when needed."""
    if cache_dir is None:
        return []
    with suppress(OSError):
        return list(cache_dir.glob("profile-*"))
    return []


def _remove(path: Path, left: list[str]) -> None:
    """Remove a file; if it cannot be removed, the reason is added to what is left."""
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
            clients = replaced.namesakes(client.name)
            if len(clients) > 1:  # of several by the name only the one with the same number is surely the person
                clients = [other for other in clients if other.id == client.id]
            for same_person in clients:
                replaced.forget(same_person)
            if clients:
                compact(database)
    except CareerpathError as error:
        left.append(f"{printable(str(path))}, which the last restore replaced, may still name them: {error}")
