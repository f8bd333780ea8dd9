"""`careerpath compare ROLE ROLE`: two roles side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from careerpath.cli.options import ProfileOption, complete_ids, single
from careerpath.cli.person import person_and_roles
from careerpath.cli.workspace import Workspace
from careerpath.errors import CareerpathError

MOST = 4
EXAMPLES = "Examples: careerpath compare ehr-analyst it-trainer --profile me.yaml; careerpath compare 1 2"
Roles = Annotated[
    list[str],
    typer.Argument(
        metavar="ROLE ROLE", help="Two to four roles by id, quoted title, or number in `recommend`.",
        autocompletion=complete_ids("roles"),
    ),
]  # fmt: skip


def compare(ctx: typer.Context, roles: Roles, profile: ProfileOption = None) -> None:
    """Put two to four roles side by side."""
    from careerpath.rendering.compare_page import compare_data, compare_page
    from careerpath.services.compare import compare as service

    here: Workspace = ctx.obj
    kb, today = here.knowledge, here.settings.today
    person, meant = person_and_roles(here, roles, profile)
    assert person is not None
    wanted = tuple(dict.fromkeys(meant))
    if not 2 <= len(wanted) <= MOST:
        raise CareerpathError("`compare` takes two to four different roles: careerpath compare ROLE ROLE")
    found = service(person, wanted, kb, today)
    following = [("why", role) for role in wanted]
    here.show(lambda: compare_data(found, kb), lambda: compare_page(found, kb), following)


app = single(compare, epilog=EXAMPLES)
