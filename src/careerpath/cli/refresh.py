"""`careerpath refresh`: what was looked up goes into the knowledge files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from careerpath.cli.options import Command
from careerpath.cli.workspace import Workspace, say, write

HELP_NAMES = {"help_option_names": ["-h", "--help"]}
List = Annotated[Path, typer.Argument(metavar="FILE.csv", help="The list of `check --worklist --csv`, answered.")]
Folder = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="The knowledge folder; default: the bundled knowledge.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Write; without it, only the difference is shown.")]

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)


@app.callback()
def refresh() -> None:
    """Write what was looked up into the knowledge files, with its dates."""


@app.command(
    "apply",
    cls=Command,
    context_settings=HELP_NAMES,
    epilog="Example: careerpath check --worklist --csv > due.csv; careerpath refresh apply due.csv --yes",
)
def apply_command(ctx: typer.Context, file: List, folder: Folder = None, yes: Yes = False) -> None:
    """Take over the answers of a list: `unchanged`, or the new value. Sentences are written by hand."""
    from careerpath.knowledge import where
    from careerpath.knowledge.text_file import read_text
    from careerpath.people.private_file import replace_file
    from careerpath.rendering.as_json import dumps, header
    from careerpath.services import refresh as service

    here: Workspace = ctx.obj
    given = service.answers(read_text(file), here.settings.today)
    edited = [one for one in service.apply(folder or where.bundled(), given) if one.after != one.before]
    if here.as_json:
        files = [{"file": str(one.path), "diff": one.diff()} for one in edited]
        write(dumps({**header("refresh-apply"), "answers": len(given), "written": yes, "files": files}))
    else:
        write("".join(one.diff() for one in edited))
    if yes:
        for one in edited:
            replace_file(one.path, one.after)
    count = (
        f"{len(given)} answer{'s' if len(given) != 1 else ''} in {len(edited)} file{'s' if len(edited) != 1 else ''}"
    )
    say(f"{count} written" if yes else f"{count}; nothing is written yet: add --yes")
