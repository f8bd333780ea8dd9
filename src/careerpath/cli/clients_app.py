"""What the commands of `careerpath clients` share: the group, the open caseload, questions to the counselor."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerpath.cli.options import group, subcommand
from careerpath.cli.workspace import Workspace, say, write
from careerpath.errors import AnswerIsNoError, CareerpathError
from careerpath.knowledge.text_file import printable
from careerpath.settings import resolve

if TYPE_CHECKING:
    from careerpath.people.caseload import Caseload
    from careerpath.people.client import Client, ClientFile
    from careerpath.people.profile import Profile


def complete_names(incomplete: str) -> list[str]:
    """Names that begin like this; nothing if the caseload cannot be read without asking."""
    from careerpath.cli.completion import names_like

    try:
        with opened(Workspace(resolve(os.environ, no_input=True))) as caseload:
            return names_like(incomplete, [(one.name, one.code) for one in caseload.all()])
    except (CareerpathError, OSError):
        return []


WHO = "A client: name, beginning of a name, or code."
Name = Annotated[str, typer.Argument(metavar="NAME", help=WHO, autocompletion=complete_names)]
MaybeName = Annotated[str | None, typer.Argument(metavar="[NAME]", help=WHO, autocompletion=complete_names)]
Words = Annotated[list[str] | None, typer.Argument(metavar="TEXT", help="The words; without them, standard input.")]
ProfileFile = Annotated[
    Path | None, typer.Argument(metavar="[PROFILE]", help="A profile file, or the name of a saved profile.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]

app = group()


@app.callback()
def clients() -> None:
    """Keep a caseload: clients with profiles, notes and agreed actions; who is due; packets for the desk.

    Examples: careerpath clients add "Maria Lopez" me.yaml; careerpath clients due; careerpath clients print -o packets
    """


def command(name: str, *examples: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """One command of the group with its examples."""
    epilog = "Examples: " + "; ".join(f"careerpath clients {name} {example}".rstrip() for example in examples)
    return subcommand(app, name, epilog=epilog)


@contextmanager
def opened(here: Workspace, *, create: bool = False) -> Iterator[Caseload]:
    """The caseload; asks for the passphrase if it needs one and somebody can answer."""
    from careerpath.people.caseload import Caseload
    from careerpath.people.database import NAME, open_database

    passphrase = passphrase_for(here, here.settings.data_dir / NAME)
    with open_database(here.settings.data_dir, passphrase, create=create) as database:
        yield Caseload(database, here.settings.today)


LONGEST_PASSPHRASE = 10_000
"""Bytes that are read for one: a file descriptor that never ends must not fill the memory."""
NEEDED = "a passphrase is needed (or the file is damaged)"


def passphrase_for(here: Workspace, path: Path, why: str = NEEDED) -> str | None:
    """The passphrase from the environment, or typed if the file wants one and somebody can answer."""
    from careerpath.people.database import is_encrypted

    if not is_encrypted(path):
        return given_passphrase(here)
    return given_passphrase(here) or kept_passphrase(here) or ask_passphrase(here, "Passphrase of the caseload: ", why)


def given_passphrase(here: Workspace) -> str | None:
    """From the file descriptor that was named, else from the environment. Raises CareerpathError."""
    number = here.settings.passphrase_fd
    if number is None:
        return here.settings.passphrase
    if here.passphrase is None:
        try:
            raw = b""
            while len(raw) < LONGEST_PASSPHRASE and (more := os.read(number, LONGEST_PASSPHRASE)):
                raw += more
                if b"\n" in more:
                    break
        except OSError as error:
            raise CareerpathError(f"--passphrase-fd {number}: cannot be read ({error.strerror})") from None
        try:
            here.passphrase = raw.partition(b"\n")[0].rstrip(b"\r").decode()
        except UnicodeDecodeError:
            raise CareerpathError(f"--passphrase-fd {number}: the passphrase is not UTF-8 text") from None
        if not here.passphrase:
            raise CareerpathError(f"--passphrase-fd {number}: no passphrase came")
    return here.passphrase


def kept_passphrase(here: Workspace) -> str | None:
    """From the system's keyring, if `config.toml` says `keyring = true`. Needs the extra `keyring`."""
    if not here.settings.keyring:
        return None
    try:
        import keyring
    except ImportError:
        raise CareerpathError(
            "`keyring = true` in config.toml needs the extra: pip install 'careerpath[keyring]'"
        ) from None
    try:
        found: str | None = keyring.get_password("careerpath", "caseload")
    except Exception as error:  # every system's keyring has errors of its own
        say(f"the keyring does not answer ({printable(str(error))[:100]})")
        return None
    return found


def ask_passphrase(here: Workspace, question: str, why: str = NEEDED) -> str:
    """Typed without being shown. Raises CareerpathError, which says why it was asked, where nobody can answer."""
    from getpass import getpass

    if here.settings.no_input or not sys.stdin.isatty():
        raise CareerpathError(f"{why}: set CAREERPATH_PASSPHRASE or --passphrase-fd, or use a terminal")
    try:
        return getpass(question)
    except (EOFError, UnicodeDecodeError):
        raise CareerpathError("no passphrase was given, or one that is not UTF-8 text") from None


def confirm(here: Workspace, question: str, *, yes: bool) -> None:
    """Ask for a yes. Raises CareerpathError where nobody can answer, AnswerIsNoError for anything else."""
    if yes:
        return
    if here.settings.no_input or not sys.stdin.isatty():
        raise CareerpathError("this wants a yes; look what it would do, then say --yes")
    sys.stderr.write(f"{question} (y/n) ")
    sys.stderr.flush()
    try:
        answer = sys.stdin.readline(100)
    except UnicodeDecodeError:
        answer = ""
    if answer.strip().casefold() not in ("y", "yes"):
        raise AnswerIsNoError("nothing was changed")


def text_of(here: Workspace, words: list[str] | None) -> str:
    """The words, or what comes on standard input."""
    if words and words != ["-"]:
        return " ".join(words)
    if sys.stdin.isatty():
        if here.settings.no_input:
            raise CareerpathError("TEXT is missing; give the words, or pipe them in")
        say("Write; end with Ctrl-D on a line of its own.")
    try:
        return sys.stdin.read(100_000)
    except UnicodeDecodeError:
        raise CareerpathError("standard input is not UTF-8 text") from None


@contextmanager
def given_back(words: str, arguments: list[str] | None) -> Iterator[None]:
    """If the words cannot be kept, they are printed again: what was typed or piped in is nowhere else."""
    try:
        yield
    except CareerpathError:
        typed = not arguments or arguments == ["-"]
        if typed and words.strip():
            from careerpath.people.client import clean

            write(clean(words).rstrip("\n") + "\n")
            say("not kept; the text is given back above")
        raise


def say_dropped(words: str) -> None:
    """Name the control characters that were left out of what was kept."""
    from careerpath.people.client import dropped_from

    codes = dropped_from(words)
    if codes:
        say(f"dropped from the text: {codes}")


def profile_from(here: Workspace, path: Path | None) -> Profile | None:
    """The profile in a file, or saved under that name; None for none. It leaves no copy in the cache."""
    from careerpath.people.profile import read_profile
    from careerpath.people.store import file_meant

    if path is None:
        return None
    path = file_meant(path, here.settings.data_dir)
    return read_profile(path, here.knowledge, today=here.settings.today, cache_dir=None, note=say)


@contextmanager
def met(here: Workspace, name: str) -> Iterator[tuple[Caseload, Client]]:
    """The caseload and the client whom the name means."""
    with opened(here) as caseload:
        yield caseload, who(here, caseload, name)


def who(here: Workspace, caseload: Caseload, name: str) -> Client:
    """The client whom the name means; of namesakes, the one that is chosen at a terminal. Raises CareerpathError."""
    from careerpath.people.client import with_marks

    alike = caseload.namesakes(name)
    if len(alike) < 2 or here.settings.no_input or not sys.stdin.isatty():
        return caseload.find(name)
    for number, client in enumerate(alike, 1):
        say(f"{number}. {with_marks(client)}")
    sys.stderr.write(f"Which one is meant? (1-{len(alike)}) ")
    sys.stderr.flush()
    try:
        answer = sys.stdin.readline(100).strip()
    except UnicodeDecodeError:
        answer = ""
    if not answer.isascii() or not answer.isdecimal() or not 1 <= int(answer) <= len(alike):
        raise AnswerIsNoError("nobody was chosen; nothing was changed")
    return alike[int(answer) - 1]


def client_file(here: Workspace, name: str) -> ClientFile:
    """Everything the caseload has about a client."""
    with met(here, name) as (caseload, client):
        return caseload.file(client)


def kept(client: Client, text: str) -> None:
    """Say what was done: it is on disk."""
    say(f"{client.code}: {text}")
