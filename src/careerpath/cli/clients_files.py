"""`careerpath clients` with files: tables in and out, backups, encryption, packets for the desk."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerpath.cli.clients_app import (
    Force,
    MaybeName,
    Yes,
    ask_passphrase,
    command,
    confirm,
    given_passphrase,
    opened,
    passphrase_for,
    who,
)
from careerpath.cli.roadmap import LargePrint, Paper, SessionSheet, To
from careerpath.cli.workspace import Workspace, say, write, write_file
from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import is_there, printable

if TYPE_CHECKING:
    from careerpath.people.caseload import Caseload
    from careerpath.people.client import Client, ClientFile, Screening

Out = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there; without it, print it.")]
File = Annotated[Path, typer.Argument(metavar="FILE")]
EasyToo = Annotated[bool, typer.Option("--easy", help="A page in plain language (about grade 6) too.")]
AttachmentToo = Annotated[bool, typer.Option("--attachment", help="The attachment to an employment plan too.")]


@command("export", "-o caseload.csv", '"Maria Lopez" -o maria.json')
def export(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="One client, as JSON; without it all, as CSV.")
    ] = None,
    output: Out = None,
    screening: Annotated[
        bool, typer.Option("--screening", help="With the private notes on a hospital's screening (one client).")
    ] = False,
    force: Force = False,
) -> None:
    """Write all clients as a table, or one with everything but private notes as JSON."""
    workspace: Workspace = ctx.obj
    if screening and name is None:
        raise CareerpathError("--screening is for one client: name them")
    with opened(workspace) as caseload:
        if name is None:
            text, files = _whole_caseload(caseload)
        else:
            text, files = _one_client(caseload, who(workspace, caseload, name), screening=screening)
    if output is None:
        write(text)
    else:
        write_file(output, text.encode(), force=force)
        say(f"written to {printable(str(output))}")
    _warn_of_damage(files)


def _whole_caseload(caseload: Caseload) -> tuple[str, list[ClientFile]]:
    """All clients as a table, and their files."""
    from careerpath.services.exchange import export_table

    files = [caseload.file(client) for client in caseload.all()]
    return export_table(caseload), files


def _one_client(caseload: Caseload, client: Client, *, screening: bool) -> tuple[str, list[ClientFile]]:
    """One client as JSON, with the private notes only where they are asked for; and the file."""
    from careerpath.rendering.as_json import dumps
    from careerpath.services.client_file import client_json

    file = caseload.file(client)
    private: Sequence[Screening] = ()
    if screening:
        private = caseload.screenings(client)
    return dumps(client_json(file, caseload.mark, private)), [file]


def _warn_of_damage(files: list[ClientFile]) -> None:
    """Say what could not be exported; the exit code is 1 then, so that a script notices."""
    from careerpath.services.exchange import damaged_of

    is_damaged = False
    for file in files:
        for line in damaged_of(file):
            is_damaged = True
            say(f"warning: {line}; `careerpath clients restore BACKUP` brings it back")
    if is_damaged:
        raise typer.Exit(1)


@command("import", "caseload.csv --dry-run", "old.csv --map name=Participant --map roles=Occupation", "maria.json")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV table, or the JSON of one client.")],
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="NAME=HEADING", help="Which column is what (repeatable).")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would become of the rows.")] = False,
    same: Annotated[
        list[str] | None, typer.Option("--same", metavar="NAME", help="Is the client of that name here (repeatable).")
    ] = None,
    new: Annotated[
        list[str] | None, typer.Option("--new", metavar="NAME", help="Is another person than that one (repeatable).")
    ] = None,
) -> None:
    """Take over a table of clients.

    Row by row; who is in the caseload already is updated. The exit code is 1 if a row is left out. Odd cells are kept
    as notes.
    """
    from careerpath.rendering import clients_page
    from careerpath.services.exchange import import_clients
    from careerpath.services.identity import said

    here: Workspace = ctx.obj
    identities = said(tuple(same or ()), tuple(new or ()))
    with opened(here, create=True) as caseload:
        imported = import_clients(
            file, caseload, here.knowledge, here.settings.today, columns=columns or (), dry=dry_run, told=identities
        )
    source = printable(str(file))
    for remark in imported.remarks:
        say(f"warning: {remark}")
    here.show(
        lambda: clients_page.import_data(imported),
        lambda: clients_page.import_page(imported, source, dry=dry_run),
    )
    if imported.problems:
        raise typer.Exit(1)


@command("backup", "caseload-2026-11-22.db")
def backup(ctx: typer.Context, file: File, force: Force = False) -> None:
    """Copy the caseload while it is in use, and check the copy."""
    from careerpath.people.database_files import back_up
    from careerpath.rendering.words import counted

    here: Workspace = ctx.obj
    with opened(here) as caseload:
        count = back_up(caseload.database, file, overwrite=force)
    say(f"{counted(count, 'clients')} in {printable(str(file))}, checked")


@command("restore", "caseload-2026-11-22.db", "caseload-2026-11-22.db --dry-run")
def restore(
    ctx: typer.Context,
    file: File,
    yes: Yes = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Also an unencrypted one for an encrypted caseload, or one with odd values."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what is in it, and what it would replace.")
    ] = False,
) -> None:
    """Put a backup in the place of the caseload, after checking it."""
    from careerpath.people.database import NAME, REPLACED, is_encrypted
    from careerpath.people.database_files import restore as service
    from careerpath.people.database_files import verify
    from careerpath.rendering.words import counted

    workspace: Workspace = ctx.obj
    data_dir, shown_file = workspace.settings.data_dir, printable(str(file))
    passphrase = passphrase_for(workspace, file, f"{shown_file}: not a caseload, or encrypted")
    was_encrypted = is_encrypted(data_dir / NAME)
    count = verify(file, passphrase, values=not force)
    if was_encrypted and not is_encrypted(file) and not force:
        raise CareerpathError(
            "the caseload is encrypted (or damaged) and this backup is not; `--force` replaces it all the same"
        )
    was_there = is_there(data_dir / NAME)
    if dry_run:
        _compare_with_backup(workspace, file, passphrase)
        return
    if was_there:
        confirm(workspace, f"Replace the caseload by the {counted(count, 'clients')} in {shown_file}?", yes=yes)
    count, damaged = service(data_dir, file, passphrase, odd=force)
    say(f"{counted(count, 'clients')} restored from {shown_file}")
    if was_encrypted and not is_encrypted(data_dir / NAME):
        say("this backup was not encrypted, so the caseload no longer is: `careerpath clients encrypt`")
    if damaged:
        say(f"what was there could not be read; it is kept as {printable(str(damaged))}")
    elif was_there:
        say(f"what was there is kept as {printable(str(data_dir / REPLACED))} until the next restore")


def _compare_with_backup(workspace: Workspace, file: Path, passphrase: str | None) -> None:
    """Show what is in the backup beside what it would replace."""
    from careerpath.people.database import NAME, is_encrypted
    from careerpath.people.database_files import content_of
    from careerpath.rendering import clients_page

    backup = content_of(file, passphrase)
    path = workspace.settings.data_dir / NAME
    current = None
    if is_there(path):
        current_passphrase = passphrase_for(workspace, path) if is_encrypted(path) else None
        current = content_of(path, current_passphrase)
    workspace.show(
        lambda: clients_page.restore_data(backup, current),
        lambda: clients_page.restore_page(backup, current, printable(str(file))),
    )


@command("encrypt", "", "--off")
def encrypt(
    ctx: typer.Context,
    off: Annotated[bool, typer.Option("--off", help="Decrypt it again.")] = False,
) -> None:
    """Encrypt the caseload with a passphrase, or change it. Lost passphrases cannot be recovered."""
    from careerpath.people.database import NAME, is_encrypted
    from careerpath.people.database_files import change_passphrase

    workspace: Workspace = ctx.obj
    path = workspace.settings.data_dir / NAME
    was_encrypted = is_encrypted(path)
    if off and not was_encrypted:
        raise CareerpathError("the caseload is not encrypted")
    old = passphrase_for(workspace, path) if was_encrypted else None
    new = None if off else new_passphrase(workspace, changing=was_encrypted)
    plain_copies = change_passphrase(workspace.settings.data_dir, old, new)
    if off:
        say("the caseload is decrypted")
    else:
        say("the caseload is encrypted; without the passphrase nobody can read it")
    for copy in plain_copies:
        say(f"{printable(str(copy))}, which a restore left, is not encrypted; remove it")


def new_passphrase(here: Workspace, *, changing: bool) -> str:
    """As it was given, or typed twice. Raises CareerpathError if the two differ or are short."""
    given = given_passphrase(here)
    if given and not changing:
        new = given
    elif changing and (here.settings.no_input or not sys.stdin.isatty()):
        raise CareerpathError("to change the passphrase, use a terminal: the new one is typed there")
    else:
        new = ask_passphrase(here, "New passphrase: ")
        if ask_passphrase(here, "The same again: ") != new:
            raise CareerpathError("the two passphrases differ; nothing was changed")
    if len(new) < 8:
        raise CareerpathError("the passphrase is short; use 8 characters or more")
    return new


@command("print", '"Maria Lopez" -o packets/', "--all -o packets/", "--all -o packets/ --attachment")
def print_(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder for the files.")],
    name: MaybeName = None,
    everybody: Annotated[bool, typer.Option("--all", help="Everybody whose case is open.")] = False,
    by_name: Annotated[
        bool, typer.Option("--by-name", help="Put the name into the file names; without it only the code.")
    ] = False,
    paper: Paper = None,
    large_print: LargePrint = False,
    to: To = None,
    session: SessionSheet = False,
    attachment: AttachmentToo = False,
    easy: EasyToo = False,
    force: Force = False,
) -> None:
    """Write the packets that are new or changed.

    Per client a roadmap to take home and a sheet for the talk, as PDF; without a goal, three roles to choose from.
    """
    from careerpath.knowledge.where import bundled
    from careerpath.people.private_file import lock, unlock
    from careerpath.rendering import clients_page, packet
    from careerpath.rendering.attachment_page import office_of
    from careerpath.rendering.paper import options_of
    from careerpath.services.packets import Desk

    workspace: Workspace = ctx.obj
    settings, kb = workspace.settings, workspace.knowledge
    if (name is None) != everybody:
        raise CareerpathError("for whom? name one client, or say --all")
    options = options_of(settings, paper, large_print=large_print)
    office = office_of(settings)
    start = (packet.start, ((bundled(), *settings.knowledge), settings.cache_dir, options, office))
    with opened(workspace) as caseload:
        busy = lock(settings.data_dir / "print.lock", shared=False, wait=0)
        clients = _open_cases(caseload) if everybody else [who(workspace, caseload, str(name))]
        desk = Desk(
            caseload, kb, folder, options, force=force, by_name=by_name, goal=_goal_of_all(workspace, to),
            kinds=_kinds(session=session, attachment=attachment, easy=easy), office=office,
        )  # fmt: skip
        try:
            run = desk.print(clients, packet.make, start, Progress(workspace))
        except KeyboardInterrupt:
            say("\nstopped; what is done stays done. Start it again and it goes on")
            raise
        finally:
            unlock(busy)
    workspace.show(lambda: clients_page.print_data(run), lambda: clients_page.print_page(run))
    if run.problems:
        raise typer.Exit(1)


def _open_cases(caseload: Caseload) -> list[Client]:
    return [client for client in caseload.all() if client.closed is None]


def _goal_of_all(workspace: Workspace, to: str | None) -> str | None:
    """The goal that is named for every client of the run; None where each has their own."""
    from careerpath.people.profile import Profile
    from careerpath.services.planning import Wanted, request_for

    if not to:
        return None
    request = request_for(Wanted((to,)), Profile(), workspace.knowledge, workspace.settings.today)
    return request.goals[0]


def _kinds(*, session: bool, attachment: bool, easy: bool) -> tuple[str, ...]:
    """What a packet is made of: `session` alone leaves the roadmap out; the others come on top."""
    from careerpath.services.packets import ATTACHMENT, EASY, KINDS

    kinds = ["session"] if session else list(KINDS)
    if attachment:
        kinds.append(ATTACHMENT)
    if easy:
        kinds.append(EASY)
    return tuple(kinds)


class Progress:
    """How far a run is, as a bar that redraws itself on a terminal, and as nothing elsewhere."""

    def __init__(self, workspace: Workspace) -> None:
        self.visible = sys.stderr.isatty() and not workspace.is_plain
        self.begun = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if not self.visible or total < 2:
            return
        text = ""  # a finished bar is wiped out, so that the answer stands alone
        if done < total:
            seconds_left = (time.monotonic() - self.begun) / done * (total - done)
            bar = ("#" * (20 * done // total)).ljust(20, "-")
            text = f"[{bar}] {done} of {total}, about {seconds_left:.0f} s left"
        line = f"\r{text:<56}"
        if done == total:
            line += "\r"
        with suppress(OSError):
            sys.stderr.write(line)
            sys.stderr.flush()
