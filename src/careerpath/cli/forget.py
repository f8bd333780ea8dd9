"""`careerpath forget NAME`: remove a person from this machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerpath.cli.clients_app import Yes, confirm, opened
from careerpath.cli.options import single
from careerpath.cli.workspace import Workspace, say
from careerpath.errors import CareerpathError

if TYPE_CHECKING:
    from careerpath.people.caseload import Caseload
    from careerpath.services.forget import Traces

EXAMPLES = 'Examples: careerpath forget "Maria Lopez"; careerpath forget C0001 --yes; careerpath forget me --drafts'
WhoArgument = Annotated[str, typer.Argument(metavar="NAME", help="A client (whole name or code), or a saved profile.")]
Drafts = Annotated[bool, typer.Option("--drafts", help="Remove all unfinished quizzes too; they carry no name.")]


def forget(ctx: typer.Context, name: WhoArgument, yes: Yes = False, drafts: Drafts = False) -> None:
    """Remove a person: client, saved profiles, plans, printed packets. Nothing is left, and nothing comes back."""
    from careerpath.people.database import NAME

    workspace: Workspace = ctx.obj
    if os.path.lexists(workspace.settings.data_dir / NAME):
        with opened(workspace) as caseload:
            _forget(workspace, name, caseload, yes=yes, drafts=drafts)
    else:
        _forget(workspace, name, None, yes=yes, drafts=drafts)


def _forget(workspace: Workspace, name: str, caseload: Caseload | None, *, yes: bool, drafts: bool) -> None:
    """Say what there is, ask, remove it, and say what stays and why."""
    from careerpath.people.drafts import unfinished
    from careerpath.services import forget as service

    settings = workspace.settings
    traces = service.traces_of(name, caseload, settings.data_dir, swept=workspace.swept, every_draft=drafts)
    nameless = 0
    if drafts:
        nameless = unfinished(settings.data_dir) - len(traces.drafts)
    _say_what_goes(workspace, traces, nameless)
    if traces.words or nameless:
        confirm(workspace, f"Remove all this about {traces.name}?", yes=yes)
    done = service.forget(traces, caseload, settings.data_dir, settings.cache_dir, every_draft=drafts)
    if done.left:
        for line in done.left:
            say(f"not removed: {line}")
        raise CareerpathError(f"{traces.name} is not wholly forgotten: see above; mend that and run it again")
    words = f"{traces.name} is forgotten"
    if done.drafts:
        words += f"; {done.drafts} unfinished {_quizzes(done.drafts)} removed"
    say(words)
    _say_what_stays(traces, settings.data_dir)


def _say_what_goes(workspace: Workspace, traces: Traces, nameless: int) -> None:
    for line in traces.words:
        say(f"  {line}")
    if nameless:
        say(f"  {nameless} unfinished {_quizzes(nameless)} without a name")
    if workspace.swept:
        say(f"  {workspace.swept} temporary files of stopped commands (removed already)")


def _say_what_stays(traces: Traces, data_dir: Path) -> None:
    """What we do not remove, since it may be another's, cannot be read, or is not ours to find."""
    from careerpath.knowledge.text_file import printable
    from careerpath.people.database import NAME
    from careerpath.people.drafts import unfinished

    for path in traces.changed_files:
        say(f"changed since it was printed, so it stays: {printable(path)}")
    left = unfinished(data_dir)
    if left:
        carries = "carries" if left == 1 else "carry"
        say(f"{left} unfinished {_quizzes(left)} here {carries} no name; `--drafts` removes them too")
    for left_aside in sorted(data_dir.glob(f"{NAME}.damaged*")):  # which nobody can read, us included
        say(f"{printable(str(left_aside))}, which a restore left, may still name {traces.name}; remove it")
    say("Backups, exports and saved plans that you made yourself are yours to remove.")


def _quizzes(count: int) -> str:
    return "quiz" if count == 1 else "quizzes"


app = single(forget, epilog=EXAMPLES)
