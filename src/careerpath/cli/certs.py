"""`careerpath certs`: browse, search, show one."""

from __future__ import annotations

import typer

from careerpath.cli.options import QueryArgument, show_found, single

EXAMPLES = "Examples: careerpath certs; careerpath certs sec+; careerpath certs comptia-a-plus --json"


def certs(ctx: typer.Context, query: QueryArgument = None) -> None:
    """List the certifications, search them, or show one with fees, renewal and sources."""
    from careerpath.services.browse import browse

    show_found(ctx.obj, browse(ctx.obj.knowledge, "certs", " ".join(query or ())))


app = single(certs, epilog=EXAMPLES)
