"""`careerpath skills`: browse, search, show one."""

from __future__ import annotations

import typer

from careerpath.cli.options import QueryArgument, show_found, single

EXAMPLES = "Examples: careerpath skills; careerpath skills active directory; careerpath skills sql"


def skills(ctx: typer.Context, query: QueryArgument = None) -> None:
    """List the skills, search them, or show one: its levels, who needs it, what teaches it."""
    from careerpath.services.browse import browse

    show_found(ctx.obj, browse(ctx.obj.knowledge, "skills", " ".join(query or ())))


app = single(skills, epilog=EXAMPLES)
