"""Remove a person: client, saved profiles, printed files, unfinished quizzes, cached answers."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import printable, read_text
from careerpath.people import store
from careerpath.people.caseload import Caseload
from careerpath.people.client import Client, key_of, shown
from careerpath.people.database_files import compact
from careerpath.people.drafts import remove_all
from careerpath.people.private_file import or_cannot
from careerpath.record import Record
from careerpath.services.packets import digest_of


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

    @property
    def words(self) -> tuple[str, ...]:
        """Each thing in a line."""
        found = [f"client {shown(self.client)}, with profiles, notes, actions and plans"] if self.client else []
        found += [f"saved profile {printable(name)}" for name in self.profiles]
        return (*found, *(printable(path) for path in self.files))


def traces_of(name: str, caseload: Caseload | None, data_dir: Path) -> Traces:
    """What is kept under exactly that name (or client code). Raises CareerpathError if there is nothing."""
    client, hint = None, ""
    if caseload:
        try:
            client = caseload.find(name, exact=True)
        except CareerpathError as error:
            hint = str(error)
    names = {key_of(name), key_of(client.name)} if client else {key_of(name)}
    profiles = tuple(saved for saved in store.saved_names(data_dir) if _is_of(saved, names, data_dir))
    if client is None and not profiles:
        raise CareerpathError(hint or f"nothing is kept about {printable(name[:60])!r}")
    written = caseload.file(client).files if caseload and client else ()
    ours = tuple(w.path for w in written if digest_of(Path(w.path)) in (w.digest, w.before or w.digest))
    changed = tuple(w.path for w in written if w.path not in ours and Path(w.path).exists())
    return Traces(client.name if client else name, client, ours, changed, profiles)


def _is_of(saved: str, names: set[str], data_dir: Path) -> bool:
    """True if the profile is saved under the name, or states it."""
    if key_of(saved) in names:
        return True
    with suppress(CareerpathError, ValueError, AttributeError, RecursionError):
        return key_of(str(json.loads(read_text(store.profile_path(saved, data_dir))).get("name"))) in names
    return False


def forget(traces: Traces, caseload: Caseload | None, data_dir: Path, cache_dir: Path | None, *, drafts: bool) -> int:
    """Remove it all, files first, so that a second try finds what is left; the number of quizzes removed."""
    if caseload and traces.client:
        caseload.database.alone()
    for path in map(Path, traces.files):
        with or_cannot("be removed", path):
            path.unlink(missing_ok=True)
    for name in traces.profiles:
        store.delete(name, data_dir)
    removed = remove_all(data_dir) if drafts else 0
    for cached in cache_dir.glob("profile-*") if cache_dir else ():
        with suppress(OSError):
            cached.unlink()
    if caseload and traces.client:
        caseload.forget(traces.client)
        compact(caseload.database)
    return removed
