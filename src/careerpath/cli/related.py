"""`careerpath related ROLE`: the roles nearest to one."""

from __future__ import annotations

from typing import Annotated

import typer

from careerpath.cli.options import RoleArgument, single
from careerpath.cli.workspace import Workspace

EXAMPLES = "Examples: careerpath related registered-nurse; careerpath related 29-1141.00 --knowledge onet --json"
TopOption = Annotated[int, typer.Option("--top", "-n", min=1, max=5000, help="How many roles.")]


LikelyOption = Annotated[
    bool, typer.Option("--likely", help="Count where the jobs are, too (imported occupations with an O*NET code).")
]


def related(ctx: typer.Context, role: RoleArgument, top: TopOption = 10, likely: LikelyOption = False) -> None:
    """Show the roles nearest to one, from what they need, are called and are about; no progression is needed."""
    from careerpath.knowledge.search import role_named
    from careerpath.rendering.related_page import related_data, related_page
    from careerpath.services.related import related as service

    here: Workspace = ctx.obj
    kb = here.knowledge
    found = service(role_named(role, kb), kb, here.settings.knowledge, top, by_jobs=likely)
    here.show(lambda: related_data(found, kb), lambda: related_page(found, kb))


app = single(related, epilog=EXAMPLES)
