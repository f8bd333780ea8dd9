"""`careerpath check [DIR]`: every problem of the knowledge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from careerpath.cli.options import single
from careerpath.cli.workspace import Workspace, write

EXAMPLES = "Examples: careerpath check; careerpath check my-hospital/ --strict; careerpath check --json"
Folder = Annotated[
    Path | None, typer.Argument(metavar="[DIR]", help="A knowledge folder; without it, the bundled knowledge.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings, too, make the exit code 1.")]


def check(ctx: typer.Context, folder: Folder = None, strict: Strict = False) -> None:
    """List all problems of the knowledge as file:line: message; exit code 1 if any is an error."""
    from careerpath.rendering.as_json import dumps
    from careerpath.rendering.check_pages import problem_data, problem_lines
    from careerpath.services.check import check as service

    here: Workspace = ctx.obj
    problems = service(folder, here.settings.knowledge, here.settings.today)
    write(dumps(problem_data(problems)) if here.as_json else problem_lines(problems))
    if any(strict or p.severity == "error" for p in problems):
        raise typer.Exit(1)


app = single(check, epilog=EXAMPLES)
