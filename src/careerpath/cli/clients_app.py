"""What the commands of `careerpath clients` share: the group, the open caseload, questions to the counselor."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerpath.cli.options import Command
from careerpath.cli.workspace import Workspace, say
from careerpath.errors import AnswerIsNoError, CareerpathError
from careerpath.settings import resolve

if TYPE_CHECKING:
    from careerpath.people.caseload import Caseload
    from careerpath.people.client import Client, ClientFile
    from careerpath.people.profile import Profile


def complete_names(incomplete: str) -> list[str]:
    """Names that begin like this; nothing if the caseload cannot be read without asking."""
    try:
        with opened(Workspace(resolve(os.environ, no_input=True))) as caseload:
            return [one.name for one in caseload.all() if one.name.casefold().startswith(incomplete.casefold())]
    except CareerpathError:
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

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)


@app.callback()
def clients() -> None:
    """Keep a caseload: clients with profiles, notes and agreed actions; who is due; packets for the desk."""


def command(name: str, *examples: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """One command of the group with its examples."""
    epilog = "Examples: " + "; ".join(f"careerpath clients {name} {example}".rstrip() for example in examples)
    return app.command(name, cls=Command, epilog=epilog, context_settings={"help_option_names": ["-h", "--help"]})


@contextmanager
def opened(here: Workspace, *, create: bool = False) -> Iterator[Caseload]:
    """The caseload; asks for the passphrase if it needs one and somebody can answer."""
    from careerpath.people.caseload import Caseload
    from careerpath.people.database import NAME, open_database

    passphrase = passphrase_for(here, here.settings.data_dir / NAME)
    with open_database(here.settings.data_dir, passphrase, create=create) as database:
        yield Caseload(database, here.settings.today)


NEEDED = "a passphrase is needed (or the file is damaged)"


def passphrase_for(here: Workspace, path: Path, why: str = NEEDED) -> str | None:
    """The passphrase from the environment, or typed if the file wants one and somebody can answer."""
    from careerpath.people.database import is_encrypted

    if here.settings.passphrase or not is_encrypted(path):
        return here.settings.passphrase
    return ask_passphrase(here, "Passphrase of the caseload: ", why)


def ask_passphrase(here: Workspace, question: str, why: str = NEEDED) -> str:
    """Typed without being shown. Raises CareerpathError, which says why it was asked, where nobody can answer."""
    from getpass import getpass

    if here.settings.no_input or not sys.stdin.isatty():
        raise CareerpathError(f"{why}: set CAREERPATH_PASSPHRASE, or use a terminal")
    try:
        return getpass(question)
    except EOFError:
        raise CareerpathError("no passphrase was given") from None


def confirm(here: Workspace, question: str, *, yes: bool) -> None:
    """Ask for a yes. Raises CareerpathError where nobody can answer, AnswerIsNoError for anything else."""
    if yes:
        return
    if here.settings.no_input or not sys.stdin.isatty():
        raise CareerpathError("this wants a yes; look what it would do, then say --yes")
    sys.stderr.write(f"{question} (y/n) ")
    sys.stderr.flush()
    if sys.stdin.readline(100).strip().casefold() not in ("y", "yes"):
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


def profile_from(here: Workspace, path: Path | None) -> Profile | None:
    """The profile in a file, or saved under that name; None for none. It leaves no copy in the cache."""
    from careerpath.people.profile import read_profile
    from careerpath.people.store import profile_path, saved_names

    if path is None:
        return None
    if not path.exists() and str(path) in saved_names(here.settings.data_dir):
        path = profile_path(str(path), here.settings.data_dir)
    return read_profile(path, here.knowledge, today=here.settings.today, cache_dir=None)


@contextmanager
def met(here: Workspace, name: str) -> Iterator[tuple[Caseload, Client]]:
    """The caseload and the client whom the name means."""
    with opened(here) as caseload:
        yield caseload, caseload.find(name)


def client_file(here: Workspace, name: str) -> ClientFile:
    """Everything the caseload has about a client."""
    with met(here, name) as (caseload, client):
        return caseload.file(client)


def kept(client: Client, text: str) -> None:
    """Say what was done: it is on disk."""
    say(f"{client.code}: {text}")
