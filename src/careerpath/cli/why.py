"""`careerpath why ROLE`: everything behind one score."""

from __future__ import annotations

import typer

from careerpath import rendering
from careerpath.cli.options import ProfileOption, RoleArgument, single
from careerpath.cli.workspace import Workspace

EXAMPLES = "Examples: careerpath why ehr-analyst --profile examples/nurse.yaml; careerpath why 'epic analyst' --json"


def why(ctx: typer.Context, role: RoleArgument, profile: ProfileOption = None) -> None:
    """Show the lines of a role's score, its gates, and what would lift it."""
    from careerpath.knowledge.search import role_named
    from careerpath.services.recommend import explain

    here: Workspace = ctx.obj
    kb = here.knowledge
    wanted = kb.roles[role_named(role, kb)]
    answer = explain(here.profile(profile), wanted, kb, here.settings.today)
    here.show(lambda: rendering.as_json.explanation(answer, kb), lambda: rendering.why_page.why_page(answer, kb))


app = single(why, epilog=EXAMPLES)
