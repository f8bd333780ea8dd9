"""`careerpath recommend`: the next roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from careerpath import rendering
from careerpath.cli.options import ProfileArgument, single
from careerpath.cli.workspace import Workspace

if TYPE_CHECKING:
    from careerpath.knowledge.base import KnowledgeBase
    from careerpath.people.profile import Profile
    from careerpath.rendering.page import Page
    from careerpath.services.recommend import Recommendation

SHOWN, MOST = 5, 64
EXAMPLES = "Examples: careerpath recommend; careerpath recommend me.yaml --top 3 --plain; ... --json"
TopOption = Annotated[
    int | None, typer.Option("--top", "-n", min=1, max=MOST, help=f"How many roles (page: {SHOWN}, JSON: {MOST}).")
]


IfOption = Annotated[
    list[str] | None, typer.Option("--if", metavar="CERT", help="What would change with a certification (repeatable).")
]
FullOption = Annotated[bool, typer.Option("--full", help="Everything: reasons, what is missing, later, sources.")]


def recommend(
    ctx: typer.Context,
    profile: ProfileArgument = None,
    top: TopOption = None,
    full: FullOption = False,
    certs: IfOption = None,
) -> None:
    """Rank the next hospital-IT roles for a person, with reasons and a first step."""
    from careerpath.services.recommend import recommend as service

    here: Workspace = ctx.obj
    person = here.profile(profile)
    if certs:
        _what_if(here, person, certs)
        return
    answer = service(person, here.knowledge, here.settings.today, top=top or (MOST if here.as_json else SHOWN))
    here.show(
        lambda: rendering.as_json.recommendation(answer, here.knowledge),
        lambda: _page(answer, here.knowledge, full or top is not None),
    )


def _what_if(here: Workspace, person: Profile, certs: list[str]) -> None:
    """What would change with certifications that are not held yet."""
    from careerpath.knowledge.search import resolve
    from careerpath.rendering.compare_page import what_if_data, what_if_page
    from careerpath.services.compare import what_if

    kb = here.knowledge
    wanted = tuple(dict.fromkeys(resolve(name, kb.certs, kind="certification", listing="certs") for name in certs))
    found = what_if(person, wanted, kb, here.settings.today)
    here.show(lambda: what_if_data(found, kb), lambda: what_if_page(found, kb))


def _page(answer: Recommendation, kb: KnowledgeBase, full: bool) -> Page:
    """The first screen, or everything."""
    if full:
        from careerpath.rendering.recommend_page import recommend_page

        return recommend_page(answer, kb)
    from careerpath.rendering.short_answer import short_page

    return short_page(answer, kb)


app = single(recommend, epilog=EXAMPLES)
