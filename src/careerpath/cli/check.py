"""`careerpath check [DIR]`: every problem of the knowledge, or what must be looked at again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from careerpath.cli.options import single
from careerpath.cli.workspace import Workspace, say, write
from careerpath.errors import CareerpathError

EXAMPLES = (
    "Examples: careerpath check; careerpath check my-hospital/ --strict; careerpath check --json; "
    "careerpath check --worklist --by 2027-01; careerpath check --worklist --issuer CompTIA --csv"
)
Folder = Annotated[
    Path | None, typer.Argument(metavar="[DIR]", help="A knowledge folder; without it, the bundled knowledge.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings, too, make the exit code 1.")]
Worklist = Annotated[bool, typer.Option("--worklist", help="The pages to look at again, the worst first.")]
Issuer = Annotated[str | None, typer.Option("--issuer", metavar="NAME", help="Only pages of this issuer or source.")]
By = Annotated[
    str | None, typer.Option("--by", metavar="YYYY-MM", help="What is due by this month; default: this one.")
]
Pages = Annotated[int, typer.Option("--pages", metavar="N", min=1, help="At most so many pages (10).")]
All = Annotated[bool, typer.Option("--all", help="Every page that is due.")]
Csv = Annotated[bool, typer.Option("--csv", help="As CSV, with columns for the answers.")]


def check(
    ctx: typer.Context,
    folder: Folder = None,
    strict: Strict = False,
    worklist: Worklist = False,
    issuer: Issuer = None,
    by: By = None,
    pages: Pages = 10,
    every: All = False,
    as_csv: Csv = False,
) -> None:
    """List all problems of the knowledge as file:line: message; exit code 1 if any is an error."""
    from careerpath.rendering.as_json import dumps
    from careerpath.rendering.check_pages import problem_data, problem_lines
    from careerpath.services.check import check as service

    here: Workspace = ctx.obj
    if worklist:
        most = None if every else pages
        _worklist(here, folder, issuer, by, most, as_csv)
        return
    if issuer is not None or by is not None or every or as_csv:
        raise CareerpathError("--issuer, --by, --all and --csv belong to --worklist")
    problems = service(folder, here.settings.knowledge, here.settings.today)
    if here.as_json:
        write(dumps(problem_data(problems)))
    else:
        write(problem_lines(problems))
    if any(strict or problem.severity == "error" for problem in problems):
        raise typer.Exit(1)


def _worklist(
    here: Workspace, folder: Path | None, issuer: str | None, by: str | None, most: int | None, as_csv: bool
) -> None:
    from careerpath.rendering.worklist_page import more_due, worklist_json, worklist_page
    from careerpath.services import worklist as service

    today = here.settings.today
    pages = service.worklist(folder, here.settings.knowledge, today, by=by, issuer=issuer)
    shown, month = pages[:most], by or today.isoformat()[:7]
    left = sum(page.ahead_of is None for page in pages[len(shown) :])
    if as_csv:
        write(service.as_csv(shown))
        if left:
            say(more_due(left))
    else:
        here.show(lambda: worklist_json(shown, left, month), lambda: worklist_page(shown, left, month))


app = single(check, epilog=EXAMPLES)
