"""`careerpath refresh`: what was looked up goes into the knowledge files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerpath.cli.options import group, subcommand
from careerpath.cli.workspace import Workspace, say, write

if TYPE_CHECKING:
    from careerpath.services.refresh import Answer

List = Annotated[Path, typer.Argument(metavar="FILE.csv", help="The list of `check --worklist --csv`, answered.")]
Folder = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="The knowledge folder; default: the bundled knowledge.")
]
Occupation = Annotated[
    Path, typer.Argument(metavar="OCCUPATION.xlsx", help="Employment Projections, the workbook with table 1.2.")
]
National = Annotated[Path, typer.Argument(metavar="NATIONAL.xlsx", help="OEWS, the national workbook (or its zip).")]
Release = Annotated[
    str | None, typer.Option("--release", metavar="YYYY-MM", help="Month of the wages; default: as the file is named.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Write; without it, only the difference is shown.")]

app = group()


@app.callback()
def refresh() -> None:
    """Write what was looked up into the knowledge files, with its dates.

    Example: careerpath refresh apply due.csv
    """


@subcommand(
    app, "apply", epilog="Example: careerpath check --worklist --csv > due.csv; careerpath refresh apply due.csv --yes"
)
def apply_command(ctx: typer.Context, file: List, folder: Folder = None, yes: Yes = False) -> None:
    """Take over the answers of a list: `unchanged`, or the new value. Sentences are written by hand."""
    from careerpath.knowledge.text_file import read_text
    from careerpath.services.refresh import answers

    here: Workspace = ctx.obj
    _take_over(here, folder, answers(read_text(file), here.settings.today), yes)


@subcommand(app, "bls", epilog="Example: careerpath refresh bls occupation.xlsx national_M2026_dl.xlsx --data data")
def bls_command(
    ctx: typer.Context,
    occupation: Occupation,
    national: National,
    folder: Folder = None,
    release: Release = None,
    yes: Yes = False,
) -> None:
    """Rewrite wages, ranges and projections of all roles from the official workbooks of the BLS."""
    from careerpath.knowledge import where
    from careerpath.knowledge.load import load_or_raise
    from careerpath.services.refresh_bls import answers_of

    here: Workspace = ctx.obj
    kb = load_or_raise([folder or where.bundled()])
    given, said = answers_of(occupation, national, kb, here.settings.today, release)
    for line in said:
        say(line)
    _take_over(here, folder, given, yes)


def _take_over(workspace: Workspace, folder: Path | None, answers: list[Answer], yes: bool) -> None:
    """Show the difference, and write it if that is wanted."""
    from careerpath.knowledge import where
    from careerpath.people.private_file import replace_file
    from careerpath.rendering.as_json import dumps, header
    from careerpath.services import refresh as service

    edits = service.apply(folder or where.bundled(), answers)
    changed = [edit for edit in edits if edit.after != edit.before]
    if workspace.as_json:
        files = [{"file": str(edit.path), "diff": edit.diff()} for edit in changed]
        write(dumps({**header("refresh-apply"), "answers": len(answers), "written": yes, "files": files}))
    else:
        write("".join(edit.diff() for edit in changed))
    if yes:
        for edit in changed:
            replace_file(edit.path, edit.after, private=False)
    count = f"{_counted(len(answers), 'answer')} in {_counted(len(changed), 'file')}"
    if yes:
        say(f"{count} written")
    else:
        say(f"{count}; nothing is written yet: add --yes")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
