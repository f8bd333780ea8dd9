"""`careerpath why ROLE`: everything behind one score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from careerpath import rendering
from careerpath.cli.options import ProfileOption, RoleWords, single
from careerpath.cli.person import person_and_roles
from careerpath.cli.workspace import Workspace

if TYPE_CHECKING:
    from careerpath.people.profile import Profile

EXAMPLES = (
    "Examples: careerpath why ehr-analyst --profile me.yaml; careerpath why epic analyst; careerpath why 1 --json"
)


def why(ctx: typer.Context, role: RoleWords, profile: ProfileOption = None) -> None:
    """Show what is behind a role's score, and what would lift it."""
    here: Workspace = ctx.obj
    person, roles = person_and_roles(here, [" ".join(role)], profile)
    assert person is not None
    show_why(here, person, roles[0])


def show_why(here: Workspace, person: Profile, role: str) -> None:
    """The page for a person and the id of a role."""
    from careerpath.services.recommend import explain

    kb = here.knowledge
    answer = explain(person, kb.roles[role], kb, here.settings.today)
    following: list[tuple[str, ...]] = []
    if answer.towards.route is not None:
        following = [("plan", role), ("routes", "--to", role), ("roadmap", "--to", role, "-o", "roadmap.pdf")]
    here.show(
        lambda: rendering.as_json.explanation(answer, kb),
        lambda: rendering.why_page.why_page(answer, kb),
        following or [("recommend",)],
    )


app = single(why, epilog=EXAMPLES)
