"""`careerpath import`: official classifications and wage files as knowledge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from careerpath.cli.options import group, subcommand
from careerpath.cli.workspace import Workspace

if TYPE_CHECKING:
    from careerpath.errors import Problem

FILES = "The official files: their folder, the zip as downloaded, or both parts of it."
FilesArgument = Annotated[list[Path], typer.Argument(metavar="FILES...", help=FILES)]
OutputOption = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The new folder for --knowledge.")]
ReleaseOption = Annotated[
    str | None, typer.Option("--release", metavar="TEXT", help="The release, e.g. 29.3; default: as the zip is named.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace DIR if an import wrote it.")]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The workbook (.xlsx), or the zip it came in.")]
StateOption = Annotated[str | None, typer.Option("--state", metavar="XX", help="Only this state, e.g. OH.")]
AreaOption = Annotated[
    str | None, typer.Option("--area", metavar="TEXT", help="Only the area with this in its name, e.g. 'Columbus, OH'.")
]

app = group()


@app.callback()
def import_() -> None:
    """Official classifications and wage files as knowledge; files on this machine only.

    Example: careerpath import onet db.zip -o onet
    """


def _import(kind: str, ctx: typer.Context, files: list[Path], output: Path, release: str | None, force: bool) -> None:
    from careerpath.services import import_knowledge as service
    from careerpath.services.releases import refuse_unpublished

    service.refuse_folder(output, force=force)
    found = service.read(kind, files, release)
    refuse_unpublished(kind, found.release, ctx.obj.settings.today)
    _answer(ctx.obj, service.write_knowledge(found, output, force=force), found.tables.problems, output)


def _answer(here: Workspace, account: dict[str, Any], problems: list[Problem], output: Path) -> None:
    from careerpath.knowledge.text_file import printable
    from careerpath.rendering.imported_page import imported_data, imported_page

    folder = printable(str(output))
    here.show(lambda: imported_data(account, problems, folder), lambda: imported_page(account, problems, folder))


@subcommand(app, "onet", epilog="Example: careerpath import onet db.zip -o onet")
def onet_command(
    ctx: typer.Context,
    files: FilesArgument,
    output: OutputOption,
    release: ReleaseOption = None,
    force: ForceOption = False,
) -> None:
    """Import the O*NET database (text tables): 1,016 occupations with rated skills and technologies."""
    _import("onet", ctx, files, output, release, force)


@subcommand(app, "esco", epilog="Example: careerpath import esco esco-en -o esco")
def esco_command(
    ctx: typer.Context,
    files: FilesArgument,
    output: OutputOption,
    release: ReleaseOption = None,
    force: ForceOption = False,
) -> None:
    """Import ESCO (English CSV): 3,007 occupations with essential and optional skills."""
    _import("esco", ctx, files, output, release, force)


@subcommand(app, "oews", epilog="Example: careerpath import oews oesm25st.zip -o oh --state OH")
def oews_command(
    ctx: typer.Context,
    file: FileArgument,
    output: OutputOption,
    state: StateOption = None,
    area: AreaOption = None,
    release: ReleaseOption = None,
    force: ForceOption = False,
) -> None:
    """Import official wages (BLS OEWS) as an overlay with the pay of the roles."""
    from careerpath.services import import_knowledge as service

    here: Workspace = ctx.obj
    account, problems = service.write_wages(
        file,
        output,
        here.knowledge,
        state=state,
        area=area,
        release=release,
        today=here.settings.today,
        force=force,
    )
    _answer(here, account, problems, output)
