"""Who is asked about, and which role is meant: a number goes by the last answer, and by the person it was about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from careerpath.cli.workspace import CLIENT, Workspace, say
from careerpath.errors import CareerpathError

if TYPE_CHECKING:
    from careerpath.people.last_answer import LastAnswer
    from careerpath.people.profile import Profile

PLACES = ("first", "second", "third", "fourth", "fifth")


def person_and_roles(
    workspace: Workspace, named: Sequence[str], profile: Path | None, *, anybody: bool = False
) -> tuple[Profile | None, tuple[str, ...]]:
    """The person, and the ids of the roles that are named by id, title or number.

    A number without a profile is the place in the last answer, and the person is the one that it was about; it is said
    which role that is. `anybody`: no profile is read if none is named. Raises CareerpathError.
    """
    from careerpath.knowledge.search import role_named
    from careerpath.people.last_answer import last_answer

    has_number = any(is_number(name) for name in named)
    last = None
    if has_number and profile is None:
        last = last_answer(workspace.settings.data_dir)
    if last is not None:
        profile = _profile_of(workspace, last)
    person = None
    if profile is not None or has_number or not anybody:
        person = workspace.profile(profile)
    roles = []
    for name in named:
        if not is_number(name):
            roles.append(role_named(name, workspace.knowledge))
        elif last is not None:
            roles.append(_role_of(workspace, last, int(name)))
        else:
            roles.append(_role_today(workspace, person, int(name)))
    return person, tuple(roles)


def is_number(name: str) -> bool:
    """True where a role is named by its place in an answer."""
    return name.strip().isdigit()


def keep_last(workspace: Workspace, roles: Sequence[str]) -> None:
    """Note the roles that were shown to the person at hand, in their order, for the numbers of the next command."""
    from careerpath.people.last_answer import keep_answer
    from careerpath.people.store import file_meant, last_profile_path

    data_dir, given = workspace.settings.data_dir, workspace.given
    if given is None:
        path = last_profile_path(data_dir)
    elif given.startswith(CLIENT):  # whose profile no file holds
        path = None
    else:
        path = file_meant(Path(given), data_dir)
    keep_answer(data_dir, path, roles)


def _profile_of(here: Workspace, last: LastAnswer) -> Path | None:
    """The profile of the last answer as it would be named here; None if it is the one saved last."""
    from careerpath.knowledge.text_file import is_file, printable
    from careerpath.people.store import is_saved, last_profile_path, profile_path

    if not last.profile:
        raise CareerpathError("the last answer was about a client and is not kept; name the client: -p client:NAME")
    path = Path(last.profile)
    if not is_file(path):
        raise CareerpathError(
            f"{printable(last.profile)}, the profile of the last answer, is gone; name a file: -p FILE"
        )
    data_dir = here.settings.data_dir
    if path == last_profile_path(data_dir):
        return None
    if is_saved(path.stem, data_dir) and path == profile_path(path.stem, data_dir).absolute():
        return Path(path.stem)
    try:
        return path.relative_to(Path.cwd())
    except (OSError, ValueError):
        return path


def _role_of(workspace: Workspace, last: LastAnswer, number: int) -> str:
    """The role in that place of the last answer. Says which it is."""
    kb = workspace.knowledge
    if not 1 <= number <= len(last.roles):
        raise CareerpathError(f"no role {number} in the last answer; it has {len(last.roles)} (`careerpath recommend`)")
    role = last.roles[number - 1]
    if role not in kb.roles:
        raise CareerpathError(f"role {number} of the last answer is not known here; ask again: `careerpath recommend`")
    place = PLACES[number - 1] if number <= len(PLACES) else f"number {number}"
    text = f"{number}: {kb.roles[role].title}, {place} in the last answer"
    if workspace.given:
        text += f" for {workspace.given}"
    if last.is_changed:
        text += "; the profile has changed since"
    say(text)
    return role


def _role_today(here: Workspace, person: Profile | None, number: int) -> str:
    """The role in that place of what `recommend` answers for the person today."""
    from careerpath.services.named_role import numbered_role

    assert person is not None
    meant = numbered_role(number, person, here.knowledge, here.settings.today)
    say(meant.note)
    return meant.role
