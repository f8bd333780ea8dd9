"""`careerpath validate`: how far to trust the order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from careerpath import rendering
from careerpath.cli.options import single
from careerpath.cli.workspace import Workspace

EXAMPLES = "Examples: careerpath validate; careerpath validate --moves my-moves.csv; careerpath validate --key key.csv"
Moves = Annotated[
    Path | None,
    typer.Option(
        "--moves", metavar="FILE", help="CSV with from_id, to_id, rating_a, rating_b; default: the bundled 79."
    ),
]
KeyOption = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="Your own answer key instead: CSV with origin, candidate, grade."),
]


def validate(ctx: typer.Context, moves: Moves = None, key: KeyOption = None) -> None:
    """Compare the ranking with labelled job moves or an answer key, and with simpler ways of scoring."""
    if key:
        return _against_key(ctx.obj, key)
    from careerpath.knowledge.where import bundled
    from careerpath.services.validate import read_moves
    from careerpath.services.validate import validate as service

    here: Workspace = ctx.obj
    rated = read_moves(moves or bundled() / "moves_labelled.csv", here.knowledge)
    result = service(rated, here.knowledge, here.settings.today)
    here.show(
        lambda: rendering.check_pages.validation_data(result), lambda: rendering.check_pages.validation_page(result)
    )
    return None


def _against_key(here: Workspace, path: Path) -> None:
    from careerpath.rendering.related_page import key_data, key_page
    from careerpath.services.answer_key import read_key, validate_key

    key = read_key(path, here.knowledge)
    result = validate_key(key, here.knowledge, here.settings.knowledge, here.settings.today)
    here.show(lambda: key_data(result), lambda: key_page(result))


app = single(validate, epilog=EXAMPLES)
