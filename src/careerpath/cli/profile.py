"""`careerpath profile import`: a first profile out of a résumé or an export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerpath.cli.options import Command
from careerpath.cli.workspace import Workspace, say, write
from careerpath.errors import AnswerIsNoError, CareerpathError

if TYPE_CHECKING:
    from careerpath.services.import_profile import ImportedProfile

EXAMPLES = (
    "Examples: careerpath profile import resume.docx -o me.json; careerpath profile import linkedin-export.zip --yes; "
    "careerpath profile import resume.pdf --dry-run"
)
MAX_ANSWER = 1_000
FileArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="A JSON Resume, a LinkedIn export (folder or zip), or a resume as text, PDF or DOCX.",
    ),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the profile here; without it, print it.")
]
SaveOption = Annotated[
    str | None, typer.Option("--save", metavar="NAME", help="Keep it under this name, as the profile saved last.")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Accept what was found without asking.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only show what would be taken.")]
WithoutOption = Annotated[
    list[str] | None, typer.Option("--without", metavar="ID", help="Leave this finding out (repeatable).")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace FILE of --output if it exists.")]

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)


@app.callback()
def profile() -> None:
    """Profiles: start one from a resume or an export."""


@app.command("import", cls=Command, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
def import_command(
    ctx: typer.Context,
    file: FileArgument,
    output: OutputOption = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    without: WithoutOption = None,
    force: ForceOption = False,
    save: SaveOption = None,
) -> None:
    """Read roles, skills and certifications out of a file, show the lines they came from, and make a profile."""
    from careerpath.services import import_profile as service

    here: Workspace = ctx.obj
    service.refuse_existing(output, force=force)
    found = service.import_profile(file, here.knowledge, here.settings.today)
    found = service.without(found, without or (), here.knowledge, here.settings.today)
    if not (yes or dry_run):
        found = _confirmed(here, found)
    if output and not dry_run:
        service.write_profile(found.profile, output)
    if save and not dry_run:
        from careerpath.people import store

        store.save(found.profile, save, here.settings.data_dir, overwrite=force)
        say(f"Saved as {save!r}. Next: careerpath recommend, or careerpath quiz --start FILE to fill the gaps")
    _answer(here, found, output, printed=not (yes or dry_run), profile_only=not (output or save or dry_run))


def _answer(here: Workspace, found: ImportedProfile, output: Path | None, *, printed: bool, profile_only: bool) -> None:
    """On standard output the findings, or the profile if nothing else was asked for; the rest is talk."""
    from careerpath.knowledge.text_file import printable
    from careerpath.people.profile import as_json
    from careerpath.rendering.import_page import import_json, import_page

    if here.as_json or not (profile_only or printed):
        here.show(lambda: import_json(found, here.knowledge), lambda: import_page(found, here.knowledge))
    elif profile_only:
        if not printed:
            _show_aside(here, found)
        write(as_json(found.profile))
    if output and not here.as_json:
        where = printable(str(output))
        say(f"Profile written to {where}. Next: careerpath recommend {where}")


def _confirmed(here: Workspace, found: ImportedProfile) -> ImportedProfile:
    """Show the findings and ask. Raises CareerpathError where nobody can answer, AnswerIsNoError for a no."""
    from careerpath.services.import_profile import taken_items, without

    if here.settings.no_input or not sys.stdin.isatty():
        raise CareerpathError("somebody has to confirm what was found: look with --dry-run, then accept with --yes")
    _show_aside(here, found)
    items = taken_items(found, here.knowledge)
    while True:
        answer = _ask(f"Take all {len(items)}? y = yes, n = no, or the numbers to leave out (such as 2 5): ")
        words = answer.replace(",", " ").split()
        if answer.casefold() in ("y", "yes"):
            return found
        if answer.casefold() in ("n", "no", "q"):
            raise AnswerIsNoError("nothing was taken over")
        if words and all(word.isascii() and word.isdigit() and 1 <= int(word) <= len(items) for word in words):
            dropped = [items[int(word) - 1].id for word in words]
            return without(found, dropped, here.knowledge, here.settings.today)
        say(f"Please answer y, n, or numbers from 1 to {len(items)}.")


def _ask(question: str) -> str:
    """One line from the terminal. Raises AnswerIsNoError at its end."""
    sys.stderr.write(question)
    sys.stderr.flush()
    try:
        line = sys.stdin.readline(MAX_ANSWER)
    except (OSError, UnicodeDecodeError):
        line = ""
    if not line:
        raise AnswerIsNoError("no answer came; nothing was taken over")
    return line.strip()


def _show_aside(here: Workspace, found: ImportedProfile) -> None:
    """The findings as talk, so that standard output stays free for the profile."""
    from careerpath.rendering.import_page import import_page
    from careerpath.rendering.plain import plain_text

    say(plain_text(import_page(found, here.knowledge), here.settings.width or 78))
