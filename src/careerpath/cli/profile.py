"""`careerpath profile import`: a first profile out of a résumé or an export."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from careerpath.cli.options import ProfileArgument, ProfileOption, group, subcommand
from careerpath.cli.workspace import Workspace, say, write, write_file
from careerpath.errors import AnswerIsNoError, CareerpathError
from careerpath.knowledge.text_file import printable
from careerpath.settings import parse_day

if TYPE_CHECKING:
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
    """Profiles: see yours with the levels that your jobs bring, mark a step as done, start one from a resume."""


@subcommand(app, "show", epilog=SHOW_EXAMPLES)
def show_command(ctx: typer.Context, profile: ProfileArgument = None, level: LevelOption = None) -> None:
    """Show how a profile is read and which levels its jobs and certifications bring; put levels right."""
    from careerpath.people import store
    from careerpath.rendering.profile_page import profile_data, profile_page
    from careerpath.rules.standing import stand
    from careerpath.services.correct_levels import with_levels

    here: Workspace = ctx.obj
    kb, today = here.knowledge, here.settings.today
    person = here.profile(profile, named=True)
    if level:
        saved = store.last_profile_path(here.settings.data_dir)
        if profile is not None or saved is None:
            raise CareerpathError("--level changes the saved profile alone; in a file write `skills:` yourself")
        person = with_levels(person, level, kb, today)
        store.save(person, saved.stem, here.settings.data_dir, overwrite=True)
        say(f"Saved as {saved.stem!r}.")
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
    from careerpath.people import store
    from careerpath.people.profile import as_json
    from careerpath.rules.after import Taken, with_steps_done
    from careerpath.rules.standing import stand
    from careerpath.services.planning import steps_meant

    here: Workspace = ctx.obj
    kb, today = here.knowledge, here.settings.today
    day = parse_day(on, "--on") if on else today
    if day > today:
        raise CareerpathError(f"--on {day} lies in the future (today is {today})")
    found = [kb.step(key) for key in steps_meant(steps, kb)]
    person = here.profile(profile)
    saved = store.last_profile_path(here.settings.data_dir)
    if output is None and (profile is not None or saved is None):
        raise CareerpathError(
            "where to? The saved profile is changed in place; for a file name a new one: --output FILE"
        )
    person = with_steps_done(stand(person, kb, today), [Taken(step, day) for step in found], kb)
    if output is not None:
        write_file(output, as_json(person), force=force)
        say(f"Profile written to {printable(str(output))}.")
    elif saved is not None:
        store.save(person, saved.stem, here.settings.data_dir, overwrite=True)
        say(f"Saved as {saved.stem!r}.")
    for step in found:
        say(f"done on {day}: {step.title}")
    if here.as_json:
        write(as_json(person))


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
    from careerpath.people import store
    from careerpath.people.profile import as_json
    from careerpath.rendering.import_page import import_json, import_page
    from careerpath.services import import_profile as service

    here: Workspace = ctx.obj
    keeps = (output or save) and not dry_run
    where = printable(str(output))
    if output and keeps and os.path.lexists(output) and not force:
        raise CareerpathError(f"{where} exists; `--force` overwrites it")
    found = service.import_profile(file, here.knowledge, here.settings.today)
    found = service.along_with(found, along_with or (), here.knowledge, here.settings.today)
    found = service.without(found, without or (), here.knowledge, here.settings.today)
    if not (yes or dry_run):
        found = _confirmed(here, found)
    if here.as_json or dry_run or (keeps and yes):
        here.show(
            lambda: import_json(found, here.knowledge), lambda: import_page(found, here.knowledge, every_line=lines)
        )
    elif not keeps:
        if yes:
            _show_aside(here, found)
        write(as_json(found.profile))
    if output and keeps:
        write_file(output, as_json(found.profile), force=force)
        say(f"Profile written to {where}. Next: careerpath recommend {where}")
    if save and keeps:
        store.save(found.profile, save, here.settings.data_dir, overwrite=force)
        say(f"Saved as {save!r}. Next: careerpath recommend, or careerpath quiz --start FILE to fill the gaps")


def _show_aside(here: Workspace, found: ImportedProfile) -> None:
    """The findings as talk, so that standard output stays free for the profile."""
    from careerpath.rendering.import_page import import_page
    from careerpath.rendering.plain import plain_text

    width = here.settings.width or min(78, get_terminal_size().columns - 1)
    say(plain_text(import_page(found, here.knowledge), width))


def _confirmed(here: Workspace, found: ImportedProfile) -> ImportedProfile:
    """Show the findings and ask. Raises CareerpathError where nobody can answer, AnswerIsNoError for a no."""
    from careerpath.services.import_profile import only

    if here.settings.no_input or not sys.stdin.isatty():
        raise CareerpathError("somebody has to confirm what was found: look with --dry-run, then accept with --yes")
    _show_aside(here, found)
    count = len(found.taken)
    while True:
        sys.stderr.write(f"Take all {count}? y = yes, n = no, or the numbers to leave out (such as 2 5): ")
        sys.stderr.flush()
        try:
            line = sys.stdin.readline(MAX_ANSWER)
        except (OSError, UnicodeDecodeError):
            line = ""
        words = line.casefold().replace(",", " ").split()
        if not line or words in (["n"], ["no"], ["q"]):
            raise AnswerIsNoError("nothing was taken over")
        if words in (["y"], ["yes"]):
            return _asked_about(here, found)
        if words and all(word.isascii() and word.isdigit() and 1 <= int(word) <= count for word in words):
            kept = [one for number, one in enumerate(found.taken, 1) if number not in map(int, words)]
            return _asked_about(here, only(found, kept, here.knowledge, here.settings.today))
        say(f"Please answer y, n, or numbers from 1 to {count}.")


def _asked_about(here: Workspace, found: ImportedProfile) -> ImportedProfile:
    """Ask for each finding that is not sure; only a yes counts it."""
    from careerpath.importers.found import shown
    from careerpath.services.import_profile import confirmed

    told = []
    for one in found.unsure:
        title = here.knowledge.roles[one.id].title if one.kind == "role" else one.id
        dates = f", {one.period}" if one.period else ""
        sys.stderr.write(f"{one.place.number}: {shown(one.place.text)}\n  {title}{dates}? {one.unsure}. y or n [n]: ")
        sys.stderr.flush()
        try:
            line = sys.stdin.readline(MAX_ANSWER)
        except (OSError, UnicodeDecodeError):
            line = ""
        if line.casefold().strip() in ("y", "yes"):
            told.append(one)
    return confirmed(found, told, here.knowledge, here.settings.today) if told else found
