"""The roles that `recommend` showed last, in their order, so that `why 1` means the first of them.

Private, and bound to the profile: it holds the place of its file and a digest of what stood there. Of a client of the
caseload nothing is kept, so that no name leaves it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from careerpath.errors import CareerpathError
from careerpath.knowledge.cache import digest
from careerpath.knowledge.one_file import make_folder, replace_file
from careerpath.knowledge.text_file import is_file, read_bytes
from careerpath.record import Record

FILE = "last-answer"
# Room for a path and the ids of so many roles; a file with more in it is not ours.
LONGEST = 20_000
MOST_ROLES = 64


class LastAnswer(Record):
    """What was shown, and of whom."""

    profile: str
    """The file, absolute; nothing if the person was a client of the caseload."""
    digest: str
    roles: tuple[str, ...]

    @property
    def is_changed(self) -> bool:
        """True if the profile is no longer what it was then."""
        return _digest(Path(self.profile)) != self.digest


def keep_answer(data_dir: Path, profile: Path | None, roles: Sequence[str]) -> None:
    """Note what was shown; `profile`: None for a client. Where nothing can be written, nothing is kept."""
    known = {"profile": "", "digest": "", "roles": []}
    if profile is not None and is_file(profile):  # a pipe cannot be read twice
        path = profile.absolute()
        known = {"profile": str(path), "digest": _digest(path), "roles": list(roles[:MOST_ROLES])}
    with suppress(OSError, ValueError, CareerpathError):
        make_folder(data_dir)
        replace_file(answer_path(data_dir), json.dumps(known), durable=False)


def last_answer(data_dir: Path) -> LastAnswer | None:
    """What was kept, or None if there is nothing that can be read."""
    with suppress(CareerpathError, ValueError, KeyError, TypeError, RecursionError):
        known = json.loads(read_bytes(answer_path(data_dir), limit=LONGEST))
        profile, mark, roles = known["profile"], known["digest"], known["roles"]
        if all(isinstance(text, str) for text in (profile, mark, *roles)):
            return LastAnswer(profile, mark, tuple(roles))
    return None


def answer_path(data_dir: Path) -> Path:
    """Where it is kept."""
    return data_dir / FILE


def _digest(path: Path) -> str:
    if not is_file(path):
        return ""
    try:
        return digest((read_bytes(path),)).hex()
    except CareerpathError:
        return ""
