"""`careerpath roles`: browse, search, show one."""

from __future__ import annotations

from typing import Annotated

import typer

from careerpath.cli.options import QueryArgument, show_found, single

EXAMPLES = "Examples: careerpath roles; careerpath roles epic analyst; careerpath roles --growing"
Family = Annotated[str | None, typer.Option("--family", metavar="FAMILY", help="Only one family, e.g. security.")]
Growing = Annotated[bool, typer.Option("--growing", help="Only roles whose own figure grows, the fastest first.")]


def roles(ctx: typer.Context, query: QueryArgument = None, family: Family = None, growing: Growing = False) -> None:
    """List the roles, search them, or show one with its figures and sources."""
    from careerpath.services.browse import browse

    show_found(ctx.obj, browse(ctx.obj.knowledge, "roles", " ".join(query or ()), family=family, growing=growing))


app = single(roles, epilog=EXAMPLES)
