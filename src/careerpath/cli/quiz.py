"""`careerpath quiz`: from questions to a profile and the next roles."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerpath.cli.options import single
from careerpath.cli.workspace import Workspace, say

if TYPE_CHECKING:
    from careerpath.services.quiz import How

EXAMPLES = (
    "Examples: careerpath quiz; careerpath quiz --quick; careerpath quiz --answers me.yaml --json; "
    "careerpath quiz --protocol jsonl"
)
Protocol = Annotated[
    str | None, typer.Option("--protocol", metavar="jsonl", help="Questions and answers as JSON lines, for front ends.")
]
Answers = Annotated[
    Path | None,
    typer.Option("--answers", metavar="FILE", help="Take the answers from a YAML or JSON file; ask nobody."),
]
Quick = Annotated[bool, typer.Option("--quick", help="Only the start questions.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with an unfinished quiz without asking.")]
New = Annotated[bool, typer.Option("--new", help="Start over; an unfinished quiz is removed.")]
Save = Annotated[str | None, typer.Option("--save", metavar="NAME", help="Keep the profile under this name.")]
Start = Annotated[
    Path | None,
    typer.Option("--start", metavar="PROFILE", help="Begin with what a profile states, e.g. an imported one."),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="--save may replace a profile of that name.")]


def quiz(
    ctx: typer.Context,
    protocol: Protocol = None,
    answers: Answers = None,
    quick: Quick = False,
    resume: Resume = False,
    new: New = False,
    save: Save = None,
    overwrite: Overwrite = False,
    start: Start = None,
) -> None:
    """Answer short questions; get a profile and your next roles. Leave at any time: every answer is kept."""
    from careerpath.cli import quiz_run
    from careerpath.services.quiz import Left

    here: Workspace = ctx.obj
    request = quiz_run.Request(protocol, answers, quick, _how(new=new, resume=resume), save, overwrite, start)
    try:
        quiz_run.run(here, request)
    except Left as left:
        with suppress(OSError, ValueError):
            say(str(left))
        raise typer.Exit(left.code) from None


def _how(*, new: bool, resume: bool) -> How:
    """What becomes of unfinished answers."""
    if new:
        return "new"
    if resume:
        return "resume"
    return "ask"


def go_back(here: Workspace, start: Path | None) -> bool:
    """The quiz with the answers that a profile gives, where a menu asks for it; True if the person left it by q.

    Unfinished quizzes may be other people's, so they are left alone. Without a profile the answers just given are in
    the newest.
    """
    from careerpath.cli import quiz_run
    from careerpath.services.quiz import Left

    given = here.given
    how: How = "beside" if start else "resume"
    try:
        quiz_run.run(here, quiz_run.Request(None, None, False, how, None, False, start))
    except Left as left:
        here.given = given
        with suppress(OSError, ValueError):
            say(str(left))
        return left.code == 0
    return False


app = single(quiz, epilog=EXAMPLES)
