"""`careerpath why ROLE`: everything behind one score."""

from __future__ import annotations

import typer

from careerpath import rendering
from careerpath.cli.options import ProfileOption, RoleWords, single
from careerpath.cli.workspace import Workspace, say

EXAMPLES = (
    "Examples: careerpath why ehr-analyst --profile me.yaml; careerpath why epic analyst; careerpath why 1 --json"
)


def why(ctx: typer.Context, role: RoleWords, profile: ProfileOption = None) -> None:
    """Show the lines of a role's score, what hospitals ask for, and what would lift it."""
    from careerpath.services.named_role import named_role
    from careerpath.services.recommend import explain

    here: Workspace = ctx.obj
    kb = here.knowledge
    person = here.profile(profile)
    meant = named_role(role, person, kb, here.settings.today)
    if meant.note:
        say(meant.note)
    answer = explain(person, kb.roles[meant.role], kb, here.settings.today)
    here.show(lambda: rendering.as_json.explanation(answer, kb), lambda: rendering.why_page.why_page(answer, kb))


app = single(why, epilog=EXAMPLES)
