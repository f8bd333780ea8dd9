"""`careerpath jobs WORDS`: what the words for a job mean."""

from __future__ import annotations

from typing import Annotated

import typer

from careerpath.cli.options import single
from careerpath.cli.workspace import Workspace

EXAMPLES = 'Examples: careerpath jobs truck driver; careerpath jobs 68W; careerpath jobs "I clean rooms at a hospital"'
WordsArgument = Annotated[list[str], typer.Argument(metavar="WORDS", help="What the job is called, in any words.")]


def jobs(ctx: typer.Context, words: WordsArgument) -> None:
    """Say what the words for any job mean: one of the roles, an occupation, a military code, or no paid work."""
    from careerpath.people.jobs import meaning
    from careerpath.rendering.jobs_page import jobs_data, jobs_page

    here: Workspace = ctx.obj
    answer = meaning(" ".join(words), here.knowledge)
    here.show(lambda: jobs_data(answer), lambda: jobs_page(answer))
    if not answer.found:
        raise typer.Exit(1)


app = single(jobs, epilog=EXAMPLES)
