"""`careerpath forget NAME`: remove a person from this machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from careerpath.cli.clients_app import Yes, confirm, opened
from careerpath.cli.options import single
from careerpath.cli.workspace import Workspace, say
from careerpath.errors import CareerpathError

if TYPE_CHECKING:
    from careerpath.people.caseload import Caseload

EXAMPLES = 'Examples: careerpath forget "Maria Lopez"; careerpath forget C0001 --yes; careerpath forget me --drafts'
WhoArgument = Annotated[str, typer.Argument(metavar="NAME", help="A client (whole name or code), or a saved profile.")]
Drafts = Annotated[bool, typer.Option("--drafts", help="Remove all unfinished quizzes too; they carry no name.")]


def forget(ctx: typer.Context, name: WhoArgument, yes: Yes = False, drafts: Drafts = False) -> None:
    """Remove a person: client, saved profiles, plans, printed packets. Nothing is left, and nothing comes back."""
    from careerpath.people.database import NAME

    here: Workspace = ctx.obj
    if os.path.lexists(here.settings.data_dir / NAME):
        with opened(here) as caseload:
            _forget(here, name, caseload, yes=yes, drafts=drafts)
    else:
        _forget(here, name, None, yes=yes, drafts=drafts)


def _forget(here: Workspace, name: str, caseload: Caseload | None, *, yes: bool, drafts: bool) -> None:
    from careerpath.knowledge.text_file import printable
    from careerpath.people.database import NAME
    from careerpath.people.drafts import unfinished
    from careerpath.services import forget as service

    data_dir = here.settings.data_dir
    traces = service.traces_of(name, caseload, data_dir, swept=here.swept, every_draft=drafts)
    nameless = unfinished(data_dir) - len(traces.drafts) if drafts else 0
    for line in traces.words:
        say(f"  {line}")
    if nameless:
        say(f"  {nameless} unfinished quiz{'zes' if nameless > 1 else ''} without a name")
    if here.swept:
        say(f"  {here.swept} temporary files of stopped commands (removed already)")
    if traces.words or nameless:
        confirm(here, f"Remove all this about {traces.name}?", yes=yes)
    done = service.forget(traces, caseload, data_dir, here.settings.cache_dir, every_draft=drafts)
    if done.left:
        for line in done.left:
            say(f"not removed: {line}")
        raise CareerpathError(f"{traces.name} is not wholly forgotten: see above; mend that and run it again")
    quizzes = "quiz" if done.drafts == 1 else "quizzes"
    say(f"{traces.name} is forgotten" + (f"; {done.drafts} unfinished {quizzes} removed" if done.drafts else ""))
    for path in traces.changed_files:
        say(f"changed since it was printed, so it stays: {printable(path)}")
    if left := unfinished(data_dir):
        what = "1 unfinished quiz here carries" if left == 1 else f"{left} unfinished quizzes here carry"
        say(f"{what} no name; `--drafts` removes them too")
    for left_aside in sorted(data_dir.glob(f"{NAME}.damaged*")):  # which nobody can read, us included
        say(f"{printable(str(left_aside))}, which a restore left, may still name {traces.name}; remove it")
    say("Backups, exports and saved plans that you made yourself are yours to remove.")


app = single(forget, epilog=EXAMPLES)
