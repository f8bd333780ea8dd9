"""`careerpath certs`: browse, search, show one; those of a role, two to four side by side, what changes soon."""

from __future__ import annotations

from typing import Annotated

import typer

from careerpath.cli.options import QueryArgument, complete_ids, show_found, single
from careerpath.cli.workspace import Workspace
from careerpath.errors import CareerpathError

EXAMPLES = (
    "Examples: careerpath certs; careerpath certs sec+; careerpath certs --for network-administrator; "
    "careerpath certs --compare comptia-network-plus cisco-ccna; careerpath certs --upcoming"
)
For = Annotated[
    str | None, typer.Option("--for", metavar="ROLE", help="Those of a role.", autocompletion=complete_ids("roles"))
]
Compare = Annotated[bool, typer.Option("--compare", help="Two to four side by side: name them.")]
Upcoming = Annotated[bool, typer.Option("--upcoming", help="What retires or opens soon.")]


def certs(
    ctx: typer.Context, query: QueryArgument = None, role: For = None, compare: Compare = False, soon: Upcoming = False
) -> None:
    """List the certifications, search them, or show one with fees, renewal and sources."""
    from careerpath.services.browse import browse

    is_search = bool(query) and not compare
    if [role is not None, compare, soon, is_search].count(True) > 1:
        raise CareerpathError("choose one: words to search for, --for, --compare or --upcoming")
    if role is None and not compare and not soon:
        show_found(ctx.obj, browse(ctx.obj.knowledge, "certs", " ".join(query or ())))
    else:
        names = tuple(query or ()) if compare else None
        _together(ctx.obj, role, names)


def _together(here: Workspace, role: str | None, names: tuple[str, ...] | None) -> None:
    from careerpath.rendering import certs_page
    from careerpath.services import certifications

    kb = here.knowledge
    if role is not None:
        found, valued = certifications.for_role(role, kb)
        here.show(lambda: certs_page.role_json(found, valued), lambda: certs_page.role_page(found, valued, kb))
    elif names is not None:
        several, today = certifications.compare(names, kb), here.settings.today
        here.show(
            lambda: certs_page.compare_json(several, kb, today), lambda: certs_page.compare_page(several, kb, today)
        )
    else:
        soon = certifications.upcoming(kb, here.settings.today)
        here.show(lambda: certs_page.upcoming_json(soon), lambda: certs_page.upcoming_page(soon, kb))


app = single(certs, epilog=EXAMPLES)
