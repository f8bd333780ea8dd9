"""`careerpath recommend`: the next roles."""

from __future__ import annotations

from typing import Annotated

import typer

from careerpath import rendering
from careerpath.cli.options import ProfileArgument, single
from careerpath.cli.workspace import Workspace

SHOWN, MOST = 5, 64
EXAMPLES = (
    "Examples: careerpath recommend examples/nurse.yaml; careerpath recommend me.yaml --top 3 --plain; ... --json"
)
TopOption = Annotated[
    int | None, typer.Option("--top", "-n", min=1, max=MOST, help=f"How many roles (page: {SHOWN}, JSON: {MOST}).")
]


def recommend(ctx: typer.Context, profile: ProfileArgument = None, top: TopOption = None) -> None:
    """Rank the next hospital-IT roles for a person, with reasons and a first step."""
    from careerpath.services.recommend import recommend as service

    here: Workspace = ctx.obj
    person = here.profile(profile)
    answer = service(person, here.knowledge, here.settings.today, top=top or (MOST if here.as_json else SHOWN))
    here.show(
        lambda: rendering.as_json.recommendation(answer, here.knowledge),
        lambda: rendering.recommend_page.recommend_page(answer, here.knowledge),
    )


app = single(recommend, epilog=EXAMPLES)
