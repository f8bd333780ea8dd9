"""`careerpath routes --to ROLE`: ways to a goal."""

from __future__ import annotations

from typing import Annotated

import typer

from careerpath import rendering
from careerpath.cli.options import ProfileOption, complete_ids, single
from careerpath.cli.person import person_and_roles
from careerpath.cli.workspace import Workspace

EXAMPLES = "Example: careerpath routes --from help-desk-technician --to director-of-information-systems"
To = Annotated[str, typer.Option("--to", metavar="ROLE", help="The goal.", autocompletion=complete_ids("roles"))]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="ROLE", help="Start here, not at your roles.", autocompletion=complete_ids("roles")),
]  # fmt: skip


Every = Annotated[bool, typer.Option("--all", help="Every way that no other beats, not only the first.")]


def routes(ctx: typer.Context, to: To, start: From = None, profile: ProfileOption = None, every: Every = False) -> None:
    """Find the ways to a role that no other way beats."""
    from careerpath.people.held_jobs import start_named
    from careerpath.services.routes import routes_to

    workspace: Workspace = ctx.obj
    kb = workspace.knowledge
    starting_role = None
    if start:
        starting_role = start_named(start, kb)
    # Who names the role to start from need not have a profile; one that is given still says what is held and paid.
    person, (goal,) = person_and_roles(workspace, [to], profile, anybody=starting_role is not None)
    found = routes_to(goal, kb, today=workspace.settings.today, start=starting_role, profile=person)
    next_commands = []
    if person:
        next_commands = [("plan", goal), ("why", goal)]
    workspace.show(
        lambda: rendering.as_json.route_list(found, kb),
        lambda: rendering.routes_page.routes_page(found, kb, every=every),
        next_commands,
    )


app = single(routes, epilog=EXAMPLES)
