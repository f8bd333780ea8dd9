"""`careerpath batch`: the next roles of many people."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from careerpath import rendering
from careerpath.cli.options import single
from careerpath.cli.workspace import Workspace, say
from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import is_folder
from careerpath.settings import cores

EXAMPLES = (
    "Examples: careerpath batch people.csv -o ranked.csv; careerpath batch people.parquet -o ranked.parquet --jobs 8; "
    "careerpath batch people/ -o ranked.jsonl --engine dask --address tcp://10.0.0.5:8786"
)


FEW_BYTES = 20_000
"""A people's file of this size is not worth half a minute of compiling."""


class Engine(StrEnum):
    """Who does the work."""

    PROCESSES = "processes"
    DASK = "dask"


PeopleArgument = Annotated[
    list[Path], typer.Argument(metavar="PEOPLE", help="Files that end in .parquet, .csv or .jsonl, or folders of them.")
]
OutOption = Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="The answer: .parquet, .csv or .jsonl.")]
TopOption = Annotated[int, typer.Option("--top", "-n", min=1, max=64, help="How many roles for each person.")]
JobsOption = Annotated[int | None, typer.Option("--jobs", "-j", min=1, max=1024, help="Processes; default: all cores.")]
RowsOption = Annotated[
    int, typer.Option("--unit", min=1, max=10_000_000, metavar="ROWS", help="Most people in a unit.")
]
EngineOption = Annotated[Engine, typer.Option("--engine", help="Processes here, or a Dask cluster.")]
AddressOption = Annotated[
    str | None, typer.Option("--address", metavar="ADDRESS", help="The Dask scheduler; default: a local cluster.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace OUT if it exists.")]


def batch(
    ctx: typer.Context,
    people: PeopleArgument,
    output: OutOption,
    top: TopOption = 3,
    jobs: JobsOption = None,
    unit: RowsOption = 50_000,
    engine: EngineOption = Engine.PROCESSES,
    address: AddressOption = None,
    force: ForceOption = False,
) -> None:
    """Rank the next roles of everyone in the files. Run it again after an interruption: it goes on."""
    if _size(people) <= FEW_BYTES:  # ranked before the compiler would be done; the answer is the same
        os.environ.setdefault("NUMBA_DISABLE_JIT", "1")
    try:
        from careerpath.batch import run
    except ModuleNotFoundError as error:
        raise CareerpathError(
            f"batch needs an extra ({error.name} is missing): pip install 'careerpath[batch]'"
        ) from None
    from careerpath.knowledge.where import bundled

    here: Workspace = ctx.obj
    if address and engine is not Engine.DASK:
        raise CareerpathError("--address goes with --engine dask")
    done = run.start(
        people, output, (bundled(), *here.settings.knowledge), here.knowledge.version, here.settings.today,
        here.settings.cache_dir, top=top, rows=unit, force=force, say=say,
        workers=run.Workers(jobs or cores(), engine is Engine.DASK, address),
    )  # fmt: skip
    here.show(lambda: rendering.batch_page.batch_data(done), lambda: rendering.batch_page.batch_page(done))


def _size(people: list[Path]) -> int:
    """Bytes of the files, as far as they can be looked at."""
    size = 0
    try:
        for path in people:
            files = path.iterdir() if is_folder(path) else [path]
            size += sum(file.stat().st_size for file in files)
    except OSError:
        return 0
    return size


app = single(batch, epilog=EXAMPLES)
