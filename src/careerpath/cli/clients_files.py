"""`careerpath clients` with files: tables in and out, backups, encryption, packets for the desk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from careerpath.cli.clients_app import Force, Yes, ask_passphrase, command, confirm, opened, passphrase_for
from careerpath.cli.workspace import Workspace, say, write, write_file
from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import printable

Out = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there; without it, print it.")]
File = Annotated[Path, typer.Argument(metavar="FILE")]


@command("export", "-o caseload.csv", '"Maria Lopez" -o maria.json')
def export(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One client, as JSON; without it all, as CSV.")] = None,
    output: Out = None,
    force: Force = False,
) -> None:
    """Write the caseload as a table, or one client with all versions, notes and actions as JSON."""
    from careerpath.rendering.as_json import dumps
    from careerpath.services.caseload_csv import export_table
    from careerpath.services.client_json import client_json

    here: Workspace = ctx.obj
    with opened(here) as caseload:
        text = export_table(caseload) if name is None else dumps(client_json(caseload.file(caseload.find(name))))
    if output is None:
        write(text)
    else:
        write_file(output, text.encode(), force=force)
        say(f"written to {printable(str(output))}")


@command("import", "caseload.csv --dry-run", "old.csv --map name=Participant --map roles=Occupation", "maria.json")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV table, or the JSON of one client.")],
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="NAME=HEADING", help="Which column is what (repeatable).")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would become of the rows.")] = False,
) -> None:
    """Take over a table of clients, row by row; who is there already is updated. Exit code 1 if a row is left out."""
    from careerpath.rendering import clients_page
    from careerpath.services.caseload_csv import import_clients

    here: Workspace = ctx.obj
    with opened(here, create=True) as caseload:
        found = import_clients(
            file, caseload, here.knowledge, here.settings.today, columns=columns or (), dry=dry_run
        )
    source = printable(str(file))
    here.show(lambda: clients_page.import_data(found), lambda: clients_page.import_page(found, source, dry=dry_run))
    if found.problems:
        raise typer.Exit(1)


@command("backup", "caseload-2026-11-22.db")
def backup(ctx: typer.Context, file: File, force: Force = False) -> None:
    """Copy the caseload into one file while it is in use, and check the copy."""
    from careerpath.people.database_files import back_up

    here: Workspace = ctx.obj
    with opened(here) as caseload:
        count = back_up(caseload.database, file, overwrite=force)
    say(f"{count:,} clients in {printable(str(file))}, checked")


@command("restore", "caseload-2026-11-22.db", "caseload-2026-11-22.db --yes")
def restore(ctx: typer.Context, file: File, yes: Yes = False) -> None:
    """Put a backup in the place of the caseload, after checking it."""
    from careerpath.people.database import NAME
    from careerpath.people.database_files import restore as service

    here: Workspace = ctx.obj
    data_dir = here.settings.data_dir
    passphrase = passphrase_for(here, file)
    if (data_dir / NAME).exists():
        confirm(here, f"Replace the caseload by {printable(str(file))}?", yes=yes)
    count, damaged = service(data_dir, file, passphrase)
    say(f"{count:,} clients restored from {printable(str(file))}")
    if damaged:
        say(f"what was there could not be read; it is kept as {printable(str(damaged))}")


@command("encrypt", "", "--off")
def encrypt(
    ctx: typer.Context,
    off: Annotated[bool, typer.Option("--off", help="Decrypt it again.")] = False,
) -> None:
    """Encrypt the caseload with a passphrase, or change it. Lost passphrases cannot be recovered."""
    from careerpath.people.database import NAME, is_encrypted
    from careerpath.people.database_files import change_passphrase

    here: Workspace = ctx.obj
    with opened(here):
        pass
    path = here.settings.data_dir / NAME
    was = is_encrypted(path)
    if off and not was:
        raise CareerpathError("the caseload is not encrypted")
    old = passphrase_for(here, path) if was else None
    new = None if off else new_passphrase(here, changing=was)
    change_passphrase(here.settings.data_dir, old, new)
    say("the caseload is decrypted" if off else "the caseload is encrypted; without the passphrase nobody can read it")


def new_passphrase(here: Workspace, *, changing: bool) -> str:
    """From CAREERPATH_PASSPHRASE, or typed twice. Raises CareerpathError if they differ or are short."""
    if here.settings.passphrase and not changing:
        return here.settings.passphrase
    new = ask_passphrase(here, "New passphrase: ")
    if ask_passphrase(here, "The same again: ") != new:
        raise CareerpathError("the two passphrases differ; nothing was changed")
    if len(new) < 8:
        raise CareerpathError("the passphrase is short; use 8 characters or more")
    return new
