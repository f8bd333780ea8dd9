"""`careerpath validate`: how far to trust the order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from careerpath import rendering
from careerpath.cli.options import single
from careerpath.cli.workspace import Workspace

EXAMPLES = "Examples: careerpath validate; careerpath validate --moves my-moves.csv --json"
Moves = Annotated[
    Path | None,
    typer.Option(
        "--moves", metavar="FILE", help="CSV with from_id, to_id, rating_a, rating_b; default: the bundled 79."
    ),
]


def validate(ctx: typer.Context, moves: Moves = None) -> None:
    """Compare the ranking with labelled job moves and with three simpler ways of scoring."""
    from careerpath.knowledge.where import bundled
    from careerpath.services.validate import read_moves
    from careerpath.services.validate import validate as service

    here: Workspace = ctx.obj
    rated = read_moves(moves or bundled() / "moves_labelled.csv", here.knowledge)
    result = service(rated, here.knowledge, here.settings.today)
    here.show(
        lambda: rendering.check_pages.validation_data(result), lambda: rendering.check_pages.validation_page(result)
    )


app = single(validate, epilog=EXAMPLES)
