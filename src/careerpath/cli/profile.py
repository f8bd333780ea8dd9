"""`careerpath profile import`: a first profile out of a résumé or an export."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from careerpath.cli.options import ProfileArgument, ProfileOption, group, subcommand
from careerpath.cli.workspace import Workspace, folded, say, write, write_file
from careerpath.errors import AnswerIsNoError, CareerpathError
from careerpath.knowledge.text_file import printable
from careerpath.settings import parse_day

if TYPE_CHECKING:
    from careerpath.people.profile import Profile
    from careerpath.services.import_profile import ImportedProfile

EXAMPLES = (
    "Examples: careerpath profile import resume.docx -o me.json; careerpath profile import linkedin-export.zip --yes; "
    "careerpath profile import resume.pdf --dry-run"
)
SHOW_EXAMPLES = (
    "Examples: careerpath profile show; careerpath profile show --level ehr-use=2; "
    "careerpath profile show me.yaml --json"
)
DONE_EXAMPLES = (
    "Examples: careerpath profile done ccna; careerpath profile done home-lab-network --on 2026-11-20; "
    "careerpath profile done a+ -p me.yaml -o me-now.json"
)
StepsArgument = Annotated[
    list[str], typer.Argument(metavar="STEP...", help="Certifications that are passed, activities that are finished.")
]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="The day on which it was done; without it, today.")
]
LevelOption = Annotated[
    list[str] | None,
    typer.Option("--level", metavar="SKILL=LEVEL", help="Put a level of the saved profile right (repeatable)."),
]
MAX_ANSWER = 1_000
FileArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="A JSON Resume, a LinkedIn export (folder or zip), or a resume as text, HTML, PDF or DOCX.",
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
WithOption = Annotated[
    list[str] | None, typer.Option("--with", metavar="ID", help="Count this finding that is not sure (repeatable).")
]
LinesOption = Annotated[bool, typer.Option("--lines", help="List every line of the file with what became of it.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace FILE of --output if it exists.")]

app = group()


@app.callback()
def profile() -> None:
    """Profiles: see yours with the levels that your jobs bring, mark a step as done, start one from a resume.

    Examples: careerpath profile show; careerpath profile done ccna; careerpath profile import resume.pdf --save me
    """


@subcommand(app, "show", epilog=SHOW_EXAMPLES)
def show_command(ctx: typer.Context, profile: ProfileArgument = None, level: LevelOption = None) -> None:
    """Show how a profile is read and which levels its jobs and certifications bring; put levels right."""
    from careerpath.rendering.profile_page import profile_data, profile_page
    from careerpath.rules.standing import stand
    from careerpath.services.correct_levels import with_levels

    here: Workspace = ctx.obj
    kb, today = here.knowledge, here.settings.today
    person = here.profile(profile, named=True)
    if level:
        name = _saved_name(here, profile)
        if name is None:
            raise CareerpathError("--level changes a saved profile alone; in a file write `skills:` yourself")
        person = with_levels(person, level, kb, today)
        _save_again(here, person, name)
    standing = stand(person, kb, today)
    here.show(lambda: profile_data(standing, kb), lambda: profile_page(standing, kb))


@subcommand(app, "done", epilog=DONE_EXAMPLES)
def done_command(
    ctx: typer.Context,
    steps: StepsArgument,
    profile: ProfileOption = None,
    on: OnOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Put into the profile what a step brings that is done: no plan proposes it again."""
    from careerpath.people.profile import as_json
    from careerpath.rules.after import Taken, with_steps_done
    from careerpath.rules.standing import stand
    from careerpath.services.planning import steps_meant

    workspace: Workspace = ctx.obj
    kb, today = workspace.knowledge, workspace.settings.today
    day = _day_done(on, today)
    done_steps = [kb.step(step) for step in steps_meant(steps, kb)]
    person = workspace.profile(profile)
    # Asked before anything is computed, so that nobody waits for a result that has no place to go.
    saved_name = None
    if output is None:
        saved_name = _name_of_saved(workspace, profile)
    person = with_steps_done(stand(person, kb, today), [Taken(step, day) for step in done_steps], kb)
    if output is not None:
        write_file(output, as_json(person), force=force)
        say(f"Profile written to {printable(str(output))}.")
    elif saved_name is not None:
        _save_again(workspace, person, saved_name)
    for step in done_steps:
        say(f"done on {day}: {step.title}")
    if workspace.as_json:
        write(as_json(person))


def _day_done(on: str | None, today: date) -> date:
    """The day of `--on`, or today. Raises CareerpathError for one that lies ahead."""
    if not on:
        return today
    day = parse_day(on, "--on")
    if day > today:
        raise CareerpathError(f"--on {day} lies in the future (today is {today})")
    return day


def _name_of_saved(workspace: Workspace, profile: Path | None) -> str:
    """The name of the saved profile, which is changed in place. Raises CareerpathError where a file was meant."""
    name = _saved_name(workspace, profile)
    if name is None:
        raise CareerpathError("where to? A saved profile is changed in place; for a file name a new one: --output FILE")
    return name


def _saved_name(workspace: Workspace, named: Path | None) -> str | None:
    """The name of the saved profile that is meant, which is the one saved last where none is named; None for a file."""
    from careerpath.knowledge.text_file import is_there
    from careerpath.people import store

    data_dir = workspace.settings.data_dir
    if named is None:
        last = store.last_profile_path(data_dir)
        return last.stem if last else None
    if is_there(named) or not store.is_saved(str(named), data_dir):
        return None
    return store.profile_path(str(named), data_dir).stem


def _save_again(workspace: Workspace, person: Profile, name: str) -> None:
    from careerpath.people import store

    store.save(person, name, workspace.settings.data_dir, overwrite=True)
    say(f"Saved as {name!r}.")


@subcommand(app, "import", epilog=EXAMPLES)
def import_command(
    ctx: typer.Context,
    file: FileArgument,
    output: OutputOption = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    without: WithoutOption = None,
    along_with: WithOption = None,
    lines: LinesOption = False,
    force: ForceOption = False,
    save: SaveOption = None,
) -> None:
    """Read roles, skills and certifications out of a file, show the lines they came from, and make a profile."""
    workspace: Workspace = ctx.obj
    if dry_run:  # nothing is kept, wherever it would go
        output = save = None
    if output and os.path.lexists(output) and not force:
        raise CareerpathError(f"{printable(str(output))} exists; `--force` overwrites it")
    imported = _read_import(workspace, file, along_with or [], without or [])
    is_shown = False
    if not yes and not dry_run:
        imported = _confirmed(workspace, imported)
        is_shown = True
    keeps = bool(output or save)
    if workspace.as_json or dry_run or (keeps and not is_shown):
        _show_import(workspace, imported, every_line=lines)
    elif not keeps:
        _print_profile(workspace, imported, is_shown=is_shown)
    _keep_import(workspace, imported, output, save, force=force)


def _read_import(
    workspace: Workspace, file: Path, along_with: Sequence[str], without: Sequence[str]
) -> ImportedProfile:
    """What the file says, with the unsure findings that are named and without those that are not wanted."""
    from careerpath.services import import_profile as service

    kb, today = workspace.knowledge, workspace.settings.today
    imported = service.import_profile(file, kb, today)
    imported = service.along_with(imported, along_with, kb, today)
    return service.without(imported, without, kb, today)


def _show_import(workspace: Workspace, imported: ImportedProfile, *, every_line: bool) -> None:
    """The findings as the answer."""
    from careerpath.rendering.import_page import import_json, import_page

    kb = workspace.knowledge
    workspace.show(
        lambda: import_json(imported, kb),
        lambda: import_page(imported, kb, every_line=every_line),
    )


def _print_profile(workspace: Workspace, imported: ImportedProfile, *, is_shown: bool) -> None:
    """The profile as the answer; `is_shown`: the findings were shown for the confirmation."""
    from careerpath.people.profile import as_json

    if not is_shown:
        _show_aside(workspace, imported)
    write(as_json(imported.profile))


def _keep_import(
    workspace: Workspace, imported: ImportedProfile, output: Path | None, name: str | None, *, force: bool
) -> None:
    """Write the profile to a file, save it under a name, or both."""
    from careerpath.people import store
    from careerpath.people.profile import as_json

    if output:
        write_file(output, as_json(imported.profile), force=force)
        path = printable(str(output))
        say(f"Profile written to {path}. Next: careerpath recommend {path}")
    if name:
        store.save(imported.profile, name, workspace.settings.data_dir, overwrite=force)
        say(f"Saved as {name!r}. Next: careerpath recommend, or careerpath quiz --start FILE to fill the gaps")


def _show_aside(workspace: Workspace, imported: ImportedProfile) -> None:
    """The findings as talk, so that standard output stays free for the profile."""
    from careerpath.rendering.import_page import import_page
    from careerpath.rendering.plain import plain_text

    width = workspace.settings.width or min(78, get_terminal_size().columns - 1)
    say(plain_text(import_page(imported, workspace.knowledge), width))


def _confirmed(workspace: Workspace, imported: ImportedProfile) -> ImportedProfile:
    """Show the findings and ask. Raises CareerpathError where nobody can answer, AnswerIsNoError for a no."""
    from careerpath.services.import_profile import only

    if workspace.settings.no_input or not sys.stdin.isatty():
        raise CareerpathError("somebody has to confirm what was found: look with --dry-run, then accept with --yes")
    _show_aside(workspace, imported)
    count = len(imported.taken)
    while True:
        line = _answer_to(f"Take all {count}? y = yes, n = no, or the numbers to leave out (such as 2 5): ")
        words = line.casefold().replace(",", " ").split()
        if not line or words in (["n"], ["no"], ["q"]):
            raise AnswerIsNoError("nothing was taken over")
        if words in (["y"], ["yes"]):
            return _asked_about(workspace, imported)
        left_out = _numbers_up_to(count, words)
        if left_out:
            rest = [finding for number, finding in enumerate(imported.taken, 1) if number not in left_out]
            chosen = only(imported, rest, workspace.knowledge, workspace.settings.today)
            return _asked_about(workspace, chosen)
        say(f"Please answer y, n, or numbers from 1 to {count}.")


def _numbers_up_to(count: int, words: list[str]) -> list[int]:
    """The words as numbers of the list; nothing if one of them is none."""
    numbers = []
    for word in words:
        if not (word.isascii() and word.isdigit() and 1 <= int(word) <= count):
            return []
        numbers.append(int(word))
    return numbers


def _answer_to(question: str) -> str:
    """One line typed; nothing if the terminal is gone or sends what is no text."""
    sys.stderr.write(f"{folded(question.rstrip())} ")
    sys.stderr.flush()
    try:
        return sys.stdin.readline(MAX_ANSWER)
    except (OSError, UnicodeDecodeError):
        return ""


def _asked_about(workspace: Workspace, imported: ImportedProfile) -> ImportedProfile:
    """Ask for each finding that is not sure; only a yes counts it."""
    from careerpath.importers.found import shown
    from careerpath.services.import_profile import confirmed

    kb = workspace.knowledge
    counted = []
    for finding in imported.unsure:
        title = kb.roles[finding.id].title if finding.kind == "role" else finding.id
        if finding.period:
            title += f", {finding.period}"
        place = finding.place
        line = _answer_to(f"{place.number}: {shown(place.text)}\n  {title}? {finding.unsure}. y or n [n]: ")
        if line.casefold().strip() in ("y", "yes"):
            counted.append(finding)
    if not counted:
        return imported
    return confirmed(imported, counted, kb, workspace.settings.today)
