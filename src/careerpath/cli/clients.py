"""`careerpath clients`: a counselor's caseload, one client after the other."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from careerpath.cli.clients_app import (
    Name,
    ProfileFile,
    Words,
    app,
    client_file,
    command,
    given_back,
    kept,
    met,
    opened,
    profile_from,
    say_dropped,
    text_of,
)
from careerpath.cli.workspace import Workspace, say
from careerpath.errors import CareerpathError
from careerpath.settings import parse_day

Born = Annotated[str | None, typer.Option("--born", metavar="YEAR", help="Year of birth: tells namesakes apart.")]
Email = Annotated[str | None, typer.Option("--email", metavar="ADDRESS", help="The same by an e-mail address.")]
External = Annotated[str | None, typer.Option("--id", metavar="NUMBER", help="The same by the agency's own number.")]


@command("add", '"Maria Lopez" maria.yaml', "K-17", '"Maria Lopez" --born 1990')
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Any name, or a code of your own.")],
    profile: ProfileFile = None,
    born: Born = None,
    email: Email = None,
    external: External = None,
) -> None:
    """Add a client, with a profile if there is one."""
    workspace: Workspace = ctx.obj
    person = profile_from(workspace, profile)
    with opened(workspace, create=True) as caseload:
        marks = {"born": born or "", "email": email or "", "external": external or ""}
        client = caseload.add(name, person, marks=marks)
    words = f"{client.name} added"
    if not person:
        words += "; a profile comes by `clients update`"
    kept(client, words)


Sort = Annotated[
    Literal["name", "touched", "due", "added"],
    typer.Option("--sort", help="By name, by last contact (the oldest first), by next due date, or as added."),
]
All = Annotated[bool, typer.Option("--all", help="Show all, not only the first 50.")]
Closed = Annotated[bool, typer.Option("--closed", help="Show the closed cases instead of the open ones.")]


@command("list", "", "lopez", "network administrator --sort due", "--json")
def list_(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]", help="Words of the name, goal, job, notes or actions.")
    ] = None,
    sort: Sort = "name",
    whole: All = False,
    closed: Closed = False,
) -> None:
    """List the clients, or those whose file holds all the words."""
    from careerpath.rendering import clients_page

    here: Workspace = ctx.obj
    with opened(here) as caseload:
        most = -1 if whole or here.as_json else clients_page.SHOWN
        clients, total = caseload.listed(words or (), order=sort, most=most, closed=closed)
    here.show(lambda: clients_page.list_data(clients), lambda: clients_page.list_page(clients, total, here.knowledge))


@command("show", '"Maria Lopez"', "C0001 --json")
def show(ctx: typer.Context, name: Name) -> None:
    """Show one client: agreed actions, profile, notes, history."""
    from careerpath.rendering import clients_page
    from careerpath.services.client_file import client_json

    here: Workspace = ctx.obj
    file = client_file(here, name)
    here.show(lambda: client_json(file), lambda: clients_page.file_page(file, here.knowledge))


@command("note", 'lopez "Wants out of night shifts; husband supports it"', "lopez < talk.txt", "lopez --remove 2")
def note(
    ctx: typer.Context,
    name: Name,
    text: Words = None,
    remove: Annotated[int | None, typer.Option("--remove", metavar="N", help="Take note N back.")] = None,
) -> None:
    """Write down what was said, with today's date."""
    words = ""
    if remove is None:
        words = text_of(ctx.obj, text)  # before the caseload is open: it may take long
    with given_back(words, text), met(ctx.obj, name) as (caseload, client):
        if remove is None:
            caseload.note(client, words)
        else:
            caseload.remove(client, "notes", remove)
    say_dropped(words)
    what_happened = "kept" if remove is None else "removed"
    kept(client, f"note {what_happened} for {client.name}")


@command("action", 'lopez "Ask the unit manager about super-user training" --due 2026-12-04', "lopez --remove 3")
def action(
    ctx: typer.Context,
    name: Name,
    text: Words = None,
    due: Annotated[str | None, typer.Option("--due", metavar="YYYY-MM-DD", help="Until when.")] = None,
    remove: Annotated[int | None, typer.Option("--remove", metavar="N", help="Take action N back.")] = None,
) -> None:
    """Keep what was agreed, with a due date."""
    day = parse_day(due, "--due") if due else None
    words = ""
    if remove is None:
        words = text_of(ctx.obj, text)  # before the caseload is open: it may take long
    with given_back(words, text), met(ctx.obj, name) as (caseload, client):
        if remove is None:
            number, what_happened = caseload.action(client, words, day), "kept"
        else:
            caseload.remove(client, "actions", remove)
            number, what_happened = remove, "removed"
    say_dropped(words)
    kept(client, f"action {number} {what_happened} for {client.name}")
    if remove is None and day and day < ctx.obj.settings.today:
        say(f"note: {day} is over already; `--remove {number}` takes the action back")


@command("done", "lopez 2")
def done(
    ctx: typer.Context, name: Name, number: Annotated[int, typer.Argument(metavar="N", help="Its number.")]
) -> None:
    """Mark an agreed action as done today."""
    with met(ctx.obj, name) as (caseload, client):
        finished = caseload.done(client, number)
    kept(client, f"done: {finished.text}")


@command("update", "lopez new-profile.yaml", 'lopez --rename "Maria Lopez-Reyes"')
def update(
    ctx: typer.Context,
    name: Name,
    profile: ProfileFile = None,
    rename: Annotated[
        str | None, typer.Option("--rename", metavar="NEW", help="Call the client by another name.")
    ] = None,
) -> None:
    """Keep a new version of the profile; every earlier one stays."""
    workspace: Workspace = ctx.obj
    if profile is None and rename is None:
        raise CareerpathError("what is new? name a profile file, or --rename NEW")
    person = profile_from(workspace, profile)
    words = "renamed"
    with met(workspace, name) as (caseload, client), caseload.database.writing():
        if rename:
            client = caseload.rename(client, rename)
        if person:
            words = "the profile says what it said before"
            if caseload.update(client, person):
                words = f"profile, version {len(caseload.file(client).versions)}"
    kept(client, f"{client.name}: {words}")


@command(
    "set", "lopez goal network-administrator", "lopez hours_per_week 6", "lopez skills sql --remove", "lopez goal -"
)
def set_(
    ctx: typer.Context,
    name: Name,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="A column of a table: goal, skills, budget_usd ...")],
    value: Annotated[list[str], typer.Argument(metavar="VALUE", help="As in a table's cell; `-` takes it away.")],
    remove: Annotated[bool, typer.Option("--remove", help="Take this one skill, job or certification out.")] = False,
) -> None:
    """Set one field of a client; skills, licenses and certifications are added to the known ones."""
    from careerpath.services.one_field import set_field

    workspace: Workspace = ctx.obj
    with met(workspace, name) as (caseload, client):
        is_changed = set_field(caseload, client, field, " ".join(value), workspace.knowledge, remove=remove)
    if is_changed:
        kept(client, f"{client.name}: {field} set; `clients undo` takes it back")
    else:
        kept(client, f"{client.name}: {field} as it was")


@command("undo", "lopez", "lopez --dry-run")
def undo(
    ctx: typer.Context,
    name: Name,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken back.")] = False,
) -> None:
    """Take back the last change of a client: a note, action, update, import, close and the like."""
    workspace: Workspace = ctx.obj
    with met(workspace, name) as (caseload, client):
        change = caseload.last_change(client) if dry_run else caseload.undo(client)
    if change is None:
        raise CareerpathError(f"{client.name} ({client.code}): there is no change to take back")
    verb = "would be taken" if dry_run else "is taken"
    kept(client, f"{client.name}: {change.what} of {change.made} {verb} back")


@command("report", "", "--csv", "--names")
def report(
    ctx: typer.Context,
    as_csv: Annotated[bool, typer.Option("--csv", help="As a table for a spreadsheet.")] = False,
    names: Annotated[bool, typer.Option("--names", help="With the clients' names.")] = False,
) -> None:
    """Count the cases for a supervisor: stages, what is due, outcomes, months. Without names."""
    from careerpath.cli.workspace import write
    from careerpath.rendering import report_page
    from careerpath.services import caseload_report as service

    here: Workspace = ctx.obj
    with opened(here) as caseload:
        lines = service.report(caseload, here.knowledge, here.settings.today)
    if as_csv:
        write(service.as_csv(lines, names=names))
        return
    today = here.settings.today
    here.show(
        lambda: report_page.report_data(lines, today, names=names),
        lambda: report_page.report_page(lines, today, names=names),
    )


@command("screening", "lopez", 'lopez record "Asks how far back they look"', "lopez --remove 1")
def screening(
    ctx: typer.Context,
    name: Name,
    topic: Annotated[str | None, typer.Argument(metavar="[TOPIC]", help="record, exclusion, drug-test ...")] = None,
    text: Words = None,
    remove: Annotated[int | None, typer.Option("--remove", metavar="N", help="Take note N out for good.")] = None,
) -> None:
    """Keep what a hospital's screening may ask about; without TOPIC, show it with what hospitals ask. Never printed."""
    from careerpath.rendering import screening_page
    from careerpath.services import screening as service

    workspace: Workspace = ctx.obj
    kind, words = None, ""
    if topic:
        kind = service.topic_of(topic)
        words = text_of(workspace, text)  # before the caseload is open: it may take long
    with given_back(words, text), met(workspace, name) as (caseload, client):
        if remove is not None:
            caseload.unscreen(client, remove)
        elif kind:
            caseload.screen(client, kind, words)
        notes = service.private(caseload, client)
    if remove is not None:
        kept(client, "private note taken out for good")
    elif kind:
        kept(client, "private note kept; it is never printed")
    else:
        workspace.show(lambda: screening_page.screening_data(notes), lambda: screening_page.screening_page(notes))


@command("close", 'lopez --outcome "Hired as EHR analyst, starts in January"')
def close(
    ctx: typer.Context,
    name: Name,
    outcome: Annotated[str, typer.Option("--outcome", metavar="TEXT", help="What became of it.")],
) -> None:
    """Close a case: it is no longer listed, due or printed, and stays in the caseload."""
    with met(ctx.obj, name) as (caseload, client):
        caseload.close(client, outcome)
    say_dropped(outcome)
    kept(client, f"{client.name}: closed; `clients reopen` takes the case up again")


@command("reopen", "lopez")
def reopen(ctx: typer.Context, name: Name) -> None:
    """Take a closed case up again; a note keeps when and why it was closed."""
    with met(ctx.obj, name) as (caseload, client):
        caseload.reopen(client)
    kept(client, f"{client.name}: open again")


@command("due", "", "--weeks 4")
def due(
    ctx: typer.Context,
    weeks: Annotated[
        int, typer.Option("--weeks", metavar="N", min=1, max=520, help="Stalled: nothing noted for N weeks.")
    ] = 6,
) -> None:
    """List who is due, and why.

    Agreed actions, exams, certifications that expire, facts that changed, and those you noted nothing about for weeks.
    """
    from careerpath.rendering import clients_page
    from careerpath.services.clients import due as service

    here: Workspace = ctx.obj
    with opened(here) as caseload:
        reasons = service(caseload, here.knowledge, here.settings.today, weeks=weeks)
    here.show(lambda: clients_page.due_data(reasons), lambda: clients_page.due_page(reasons))


@command("diff", "lopez")
def diff(ctx: typer.Context, name: Name) -> None:
    """Show what changed since the last printed roadmap."""
    from careerpath.rendering import clients_page
    from careerpath.services.clients import diff as service

    here: Workspace = ctx.obj
    difference = service(client_file(here, name), here.knowledge, here.settings.today)
    here.show(lambda: clients_page.diff_data(difference), lambda: clients_page.diff_page(difference))


from careerpath.cli import clients_files  # noqa: E402, F401 - its commands come after these

__all__ = ["app"]
