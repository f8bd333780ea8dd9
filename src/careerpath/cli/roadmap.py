"""`careerpath roadmap`: the two pages to take home, and the sheet for the talk."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerpath.cli.options import ProfileArgument, ProfileOption, complete_ids, single
from careerpath.cli.person import person_and_roles
from careerpath.cli.workspace import CLIENT, Workspace, say, write_file
from careerpath.errors import CareerpathError
from careerpath.record import replace

if TYPE_CHECKING:
    from careerpath.people.client import ClientFile
    from careerpath.people.profile import Profile
    from careerpath.rendering.page import Page
    from careerpath.rendering.paper import PaperOptions
    from careerpath.services.roadmap import Standpoint

EXAMPLES = (
    "Examples: careerpath roadmap me.yaml --to clinical-informatics-specialist -o roadmap.pdf; "
    "careerpath roadmap me.yaml -o roadmap.html; careerpath roadmap me.yaml --session -o talk.pdf --paper a4"
)
To = Annotated[
    str | None,
    typer.Option(
        "--to", metavar="GOAL", help="A role or certification; without it, the profile's goal.",
        autocompletion=complete_ids("roles"),
    ),
]  # fmt: skip
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="A .pdf, .html, .md, .txt, .ics or .json file.")
]
Paper = Annotated[str | None, typer.Option("--paper", metavar="SIZE", help="letter (this is the default) or a4.")]
LargePrint = Annotated[bool, typer.Option("--large-print", help="16 points and more; takes more pages.")]
SessionSheet = Annotated[bool, typer.Option("--session", help="The one-page sheet for the talk instead.")]
Attachment = Annotated[bool, typer.Option("--attachment", help="The attachment to an employment plan instead.")]
Easy = Annotated[bool, typer.Option("--easy", help="A page in plain language (about grade 6) instead.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite FILE.")]


def roadmap(
    ctx: typer.Context, file: ProfileArgument = None, profile: ProfileOption = None, to: To = None,
    output: Output = None, paper: Paper = None, large_print: LargePrint = False, session: SessionSheet = False,
    attachment: Attachment = False, easy: Easy = False,
    force: Force = False,
) -> None:  # fmt: skip
    """Write the roadmap of a person: two pages to print."""
    from careerpath.rendering import paper as papers
    from careerpath.rendering.as_json import roadmap as data
    from careerpath.services.roadmap import Roadmap

    here: Workspace = ctx.obj
    kb = here.knowledge
    if file is not None and profile is not None:
        raise CareerpathError("more than one profile is named; a roadmap is for one person")
    kind = papers.format_of(output) if output else None
    options = papers.options_of(here.settings, paper, large_print=large_print)
    client = _client(here, file or profile)
    made = _made(here, file or profile, to, client)
    if attachment:
        _write_page(here, _attachment(here, made, client), output, options, force, "--attachment is a page")
        return
    if not isinstance(made, Roadmap):
        page = papers.page_of(made, kb, options, session=session, easy=easy)
        _write_page(here, page, output, options, force, "nothing says where to go (--to does), so there is no plan")
        return
    if output is None or kind is None:
        following = [("roadmap", "--to", made.goal, "-o", "roadmap.pdf")]
        here.show(
            lambda: data(made, kb), lambda: papers.page_of(made, kb, options, session=session, easy=easy), following
        )
        return
    printed = papers.render_roadmap(made, kb, kind, options, session=session, easy=easy)
    write_file(output, printed.data, force=force)
    for warning in printed.warnings:
        say(f"warning: {warning}")


def _made(here: Workspace, profile: Path | None, to: str | None, client: ClientFile | None) -> Standpoint:
    """What the person who is named takes home; for a client, with what is agreed, also where nothing is known yet.

    Raises CareerpathError for somebody else if nothing says where to go.
    """
    from careerpath.services.clients import known_profile
    from careerpath.services.roadmap import agreed_with, make_roadmap, take_stock

    if to is not None and to.strip().isdigit():
        _, (to,) = person_and_roles(here, [to], profile)
        profile = Path(here.given) if here.given else None
    kb, today = here.knowledge, here.settings.today
    if client is None:
        return make_roadmap(here.profile(profile, named=True), kb, to, today)
    here.given = str(profile)
    return take_stock(known_profile(client, kb), kb, to, today, name=client.client.name, agreed=agreed_with(client))


def print_roadmap(here: Workspace, person: Profile | None, role: str) -> None:
    """Write the roadmap to a role as a PDF under a name that is free, where a menu asks for it.

    `person`: one whom no file holds; None for the one who was named. Raises CareerpathError.
    """
    from careerpath.knowledge.text_file import is_there
    from careerpath.rendering import paper as papers
    from careerpath.services.roadmap import take_stock

    kb = here.knowledge
    options = papers.options_of(here.settings, None, large_print=False)
    if person is None:
        given = Path(here.given) if here.given else None
        made = _made(here, given, role, _client(here, given))
    else:
        made = take_stock(person, kb, role, here.settings.today)
    printed = papers.render(papers.page_of(made, kb, options), "pdf", options)
    names = (f"roadmap-{role}{f'-{number}' if number > 1 else ''}.pdf" for number in count(1))
    file = next(Path(name) for name in names if not is_there(Path(name)))
    write_file(file, printed.data, force=False)
    for warning in printed.warnings:
        say(f"warning: {warning}")
    say(f"Written: {file}")


def _client(here: Workspace, profile: Path | None) -> ClientFile | None:
    """The client that is named in place of a file."""
    from careerpath.cli.clients_app import client_file

    name = str(profile).removeprefix(CLIENT)
    return client_file(here, name) if name != str(profile) else None


def _attachment(here: Workspace, made: Standpoint, file: ClientFile | None) -> Page:
    from careerpath.rendering.attachment_page import attachment_page, office_of
    from careerpath.services.clients import reached_since

    office = office_of(here.settings)
    if file is not None:
        since = reached_since(file, here.knowledge)
        office = replace(office, code=file.client.code, version=len(file.printed), since=since)
    return attachment_page(made, here.knowledge, office)


def _write_page(
    here: Workspace, page: Page, output: Path | None, options: PaperOptions, force: bool, why_no_data: str
) -> None:
    """Show what is a page and nothing else, or write it. Raises CareerpathError where data is wanted."""
    from careerpath.rendering import paper as papers

    kind = papers.format_of(output) if output else None
    if kind in ("ics", "json") or (output is None and here.as_json):
        raise CareerpathError(f"{why_no_data}: write it as .pdf, .html, .md or .txt")
    if output is None or kind is None:
        here.show(dict, lambda: page)
        return
    printed = papers.render(page, kind, options)
    write_file(output, printed.data, force=force)
    for warning in printed.warnings:
        say(f"warning: {warning}")


app = single(roadmap, epilog=EXAMPLES)
