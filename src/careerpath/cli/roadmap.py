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
    from careerpath.rendering.paper import PaperOptions
    from careerpath.services.roadmap import Roadmap

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

    here: Workspace = ctx.obj
    kb = here.knowledge
    if file is not None and profile is not None:
        raise CareerpathError("more than one profile is named; a roadmap is for one person")
    kind = papers.format_of(output) if output else None
    options = papers.options_of(here.settings, paper, large_print=large_print)
    made = _made(here, file or profile, to)
    if attachment:
        _attachment(here, made, _client(here, file or profile), output, options, force)
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


def _made(here: Workspace, profile: Path | None, to: str | None) -> Roadmap:
    """The roadmap of the person who is named, with what is agreed with a client."""
    from careerpath.services.roadmap import agreed_with, make_roadmap

    if to is not None and to.strip().isdigit():
        _, (to,) = person_and_roles(here, [to], profile)
        profile = Path(here.given) if here.given else None
    client = _client(here, profile)
    agreed = agreed_with(client) if client else ()
    person = here.profile(profile, named=True)
    return make_roadmap(person, here.knowledge, to, here.settings.today, agreed=agreed)


def print_roadmap(here: Workspace, person: Profile | None, role: str) -> None:
    """Write the roadmap to a role as a PDF under a name that is free, where a menu asks for it.

    `person`: one whom no file holds; None for the one who was named. Raises CareerpathError.
    """
    from careerpath.knowledge.text_file import is_there
    from careerpath.rendering import paper as papers
    from careerpath.services.roadmap import make_roadmap

    kb = here.knowledge
    options = papers.options_of(here.settings, None, large_print=False)
    if person is None:
        made = _made(here, Path(here.given) if here.given else None, role)
    else:
        made = make_roadmap(person, kb, role, here.settings.today)
    printed = papers.render_roadmap(made, kb, "pdf", options, session=False)
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


def _attachment(
    here: Workspace, made: Roadmap, file: ClientFile | None, output: Path | None, options: PaperOptions, force: bool
) -> None:
    from careerpath.rendering import paper as papers
    from careerpath.rendering.attachment_page import attachment_page, office_of
    from careerpath.services.clients import reached_since

    office = office_of(here.settings)
    if file is not None:
        since = reached_since(file, here.knowledge)
        office = replace(office, code=file.client.code, version=len(file.printed), since=since)
    page = attachment_page(made, here.knowledge, office)
    kind = papers.format_of(output) if output else None
    if kind in ("ics", "json") or (output is None and here.as_json):
        raise CareerpathError("--attachment is a page: write it as .pdf, .html, .md or .txt")
    if output is None or kind is None:
        here.show(dict, lambda: page)
        return
    printed = papers.render(page, kind, options)
    write_file(output, printed.data, force=force)
    for warning in printed.warnings:
        say(f"warning: {warning}")


app = single(roadmap, epilog=EXAMPLES)
