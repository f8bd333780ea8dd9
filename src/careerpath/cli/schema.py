"""`careerpath schema`: JSON Schemas for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from careerpath.cli.options import single
from careerpath.cli.workspace import say, write

EXAMPLES = "Examples: careerpath schema roles; careerpath schema --write my-hospital/schema"
Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help="roles, certs, skills, ... or profile.")]
Write = Annotated[Path | None, typer.Option("--write", metavar="DIR", help="Write all schemas into this folder.")]


def schema(name: Name = None, folder: Write = None) -> None:
    """Print the JSON Schema of a knowledge file or of a profile, or write all of them for your editor."""
    from careerpath.rendering.as_json import dumps
    from careerpath.services.schema import NAMES, write_all
    from careerpath.services.schema import schema as service

    if folder is not None:
        say(f"{len(write_all(folder))} schemas written to {folder}")
    elif name:
        write(dumps(service(name)))
    else:
        write("\n".join(NAMES) + "\n")


app = single(schema, epilog=EXAMPLES)
