"""`careerpath clients` with files: tables in and out, backups, encryption, packets for the desk."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Annotated

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
    from careerpath.rendering.as_json import dumps
    from careerpath.services.client_file import client_json
    from careerpath.services.exchange import damaged_of, export_table

    here: Workspace = ctx.obj
    if screening and name is None:
        raise CareerpathError("--screening is for one client: name them")
    with opened(here) as caseload:
        wanted = caseload.all() if name is None else [who(here, caseload, name)]
        files = [caseload.file(client) for client in wanted]
        private = caseload.screenings(wanted[0]) if screening else ()
        text = export_table(caseload) if name is None else dumps(client_json(files[0], caseload.mark, private))
    if output is None:
        write(text)
    else:
        write_file(output, text.encode(), force=force)
        say(f"written to {printable(str(output))}")
    damaged = [line for file in files for line in damaged_of(file)]
    for line in damaged:
        say(f"warning: {line}; `careerpath clients restore BACKUP` brings it back")
    if damaged:
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
    told = said(tuple(same or ()), tuple(new or ()))
    with opened(here, create=True) as caseload:
        found = import_clients(
            file, caseload, here.knowledge, here.settings.today, columns=columns or (), dry=dry_run, told=told
        )
    source = printable(str(file))
    for remark in found.remarks:
        say(f"warning: {remark}")
    here.show(lambda: clients_page.import_data(found), lambda: clients_page.import_page(found, source, dry=dry_run))
    if found.problems:
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
    from careerpath.people.database_files import content_of, verify
    from careerpath.people.database_files import restore as service
    from careerpath.rendering import clients_page
    from careerpath.rendering.words import counted

    here: Workspace = ctx.obj
    data_dir = here.settings.data_dir
    passphrase = passphrase_for(here, file, f"{printable(str(file))}: not a caseload, or encrypted")
    was_encrypted = is_encrypted(data_dir / NAME)
    count = verify(file, passphrase, values=not force)
    if was_encrypted and not is_encrypted(file) and not force:
        raise CareerpathError(
            "the caseload is encrypted (or damaged) and this backup is not; `--force` replaces it all the same"
        )
    was_there = is_there(data_dir / NAME)
    if dry_run:
        backup_has = content_of(file, passphrase)
        here_has = None
        if was_there:
            here_has = content_of(data_dir / NAME, passphrase_for(here, data_dir / NAME) if was_encrypted else None)
        both = (backup_has, here_has)
        here.show(
            lambda: clients_page.restore_data(*both), lambda: clients_page.restore_page(*both, printable(str(file)))
        )
        return
    if was_there:
        confirm(here, f"Replace the caseload by the {counted(count, 'clients')} in {printable(str(file))}?", yes=yes)
    count, damaged = service(data_dir, file, passphrase, odd=force)
    say(f"{counted(count, 'clients')} restored from {printable(str(file))}")
    if was_encrypted and not is_encrypted(data_dir / NAME):
        say("this backup was not encrypted, so the caseload no longer is: `careerpath clients encrypt`")
    if damaged:
        say(f"what was there could not be read; it is kept as {printable(str(damaged))}")
    elif was_there:
        say(f"what was there is kept as {printable(str(data_dir / REPLACED))} until the next restore")


@command("encrypt", "", "--off")
def encrypt(
    ctx: typer.Context,
    off: Annotated[bool, typer.Option("--off", help="Decrypt it again.")] = False,
) -> None:
    """Encrypt the caseload with a passphrase, or change it. Lost passphrases cannot be recovered."""
    from careerpath.people.database import NAME, is_encrypted
    from careerpath.people.database_files import change_passphrase

    here: Workspace = ctx.obj
    path = here.settings.data_dir / NAME
    was = is_encrypted(path)
    if off and not was:
        raise CareerpathError("the caseload is not encrypted")
    old = passphrase_for(here, path) if was else None
    new = None if off else new_passphrase(here, changing=was)
    plain = change_passphrase(here.settings.data_dir, old, new)
    say("the caseload is decrypted" if off else "the caseload is encrypted; without the passphrase nobody can read it")
    for path in plain:
        say(f"{printable(str(path))}, which a restore left, is not encrypted; remove it")


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
    from careerpath.people.profile import Profile
    from careerpath.rendering import clients_page, packet
    from careerpath.rendering.attachment_page import office_of
    from careerpath.rendering.paper import options_of
    from careerpath.services.packets import ATTACHMENT, EASY, KINDS, Desk
    from careerpath.services.planning import Wanted, request_for

    here: Workspace = ctx.obj
    if (name is None) != everybody:
        raise CareerpathError("for whom? name one client, or say --all")
    options = options_of(here.settings, paper, large_print=large_print)
    office = office_of(here.settings)
    start = (packet.start, ((bundled(), *here.settings.knowledge), here.settings.cache_dir, options, office))
    with opened(here) as caseload:
        busy = lock(here.settings.data_dir / "print.lock", shared=False, wait=0)
        people = (
            [one for one in caseload.all() if one.closed is None] if everybody else [who(here, caseload, str(name))]
        )
        asked = request_for(Wanted((to,)), Profile(), here.knowledge, here.settings.today) if to else None
        goal = asked.goals[0] if asked else None
        kinds = (
            *(("session",) if session else KINDS),
            *((ATTACHMENT,) if attachment else ()),
            *((EASY,) if easy else ()),
        )
        desk = Desk(
            caseload, here.knowledge, folder, options, force=force, by_name=by_name, goal=goal, kinds=kinds,
            office=office,
        )  # fmt: skip
        try:
            found = desk.print(people, packet.make, start, Progress(here))
        except KeyboardInterrupt:
            say("\nstopped; what is done stays done. Start it again and it goes on")
            raise
        finally:
            unlock(busy)
    here.show(lambda: clients_page.print_data(found), lambda: clients_page.print_page(found))
    if found.problems:
        raise typer.Exit(1)


class Progress:
    """How far a run is, as a bar that redraws itself on a terminal, and as nothing elsewhere."""

    def __init__(self, here: Workspace) -> None:
        self.visible = sys.stderr.isatty() and not here.is_plain
        self.begun = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if not self.visible or total < 2:
            return
        left = (time.monotonic() - self.begun) / done * (total - done)
        bar = ("#" * (20 * done // total)).ljust(20, "-")
        text = f"[{bar}] {done} of {total}, about {left:.0f} s left" if done < total else ""
        with suppress(OSError):
            sys.stderr.write(f"\r{text:<56}\r" if done == total else f"\r{text:<56}")
            sys.stderr.flush()
