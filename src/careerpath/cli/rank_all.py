"""`careerpath rank-all`: for every role, the others in order of likeness, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from careerpath.cli.options import single
from careerpath.cli.related import LikelyOption
from careerpath.cli.workspace import Workspace, say, write, write_file

EXAMPLES = "Examples: careerpath rank-all -o rankings.csv; careerpath rank-all -o near.csv --top 20 --knowledge onet"
OutputOption = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The CSV file to write.")]
TopOption = Annotated[int | None, typer.Option("--top", "-n", min=1, help="Only the first of each role; default: all.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace FILE if it exists.")]


def rank_all(
    ctx: typer.Context,
    output: OutputOption,
    top: TopOption = None,
    likely: LikelyOption = False,
    force: ForceOption = False,
) -> None:
    """Write `origin,candidate,rank,score` for every role as the origin."""
    from careerpath.knowledge.text_file import printable
    from careerpath.rendering.as_json import dumps, header
    from careerpath.services.related import COLUMNS
    from careerpath.services.related import rank_all as service

    here: Workspace = ctx.obj
    roles, lines = service(here.knowledge, here.settings.knowledge, top, by_jobs=likely)
    write_file(output, "".join((",".join(COLUMNS) + "\n", *lines)), force=force)
    if here.as_json:
        write(dumps({**header("rank-all"), "roles": roles, "rows": len(lines), "file": str(output)}))
    else:
        say(f"{len(lines):,} rows for {roles:,} roles written to {printable(str(output))}")


app = single(rank_all, epilog=EXAMPLES)
