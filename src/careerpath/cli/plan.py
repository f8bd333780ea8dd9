"""`careerpath plan GOAL`: the steps to a goal, on dates; `careerpath plan diff OLD NEW`."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from careerpath.cli.options import ProfileOption, single
from careerpath.cli.usage import dollars
from careerpath.cli.workspace import Workspace, say, write_file
from careerpath.errors import CareerpathError
from careerpath.record import replace
from careerpath.settings import parse_day

if TYPE_CHECKING:
    from careerpath.knowledge.base import KnowledgeBase
    from careerpath.pathway.dates import HoursIn
    from careerpath.pathway.plan import Plan
    from careerpath.pathway.request import Objective
    from careerpath.people.profile import Profile
    from careerpath.people.saved_plan import SavedPlan
    from careerpath.rendering.page import Page
    from careerpath.services.planning import Wanted

EXAMPLES = (
    "Examples: careerpath plan network-administrator --budget 900 --hours-per-week 8 --start 2027-01-11 --student; "
    "careerpath plan cio --via it-manager; careerpath plan sec+ --fastest --ics plan.ics; "
    "careerpath plan --from plan.yaml --failed cisco-ccna; "
    "careerpath plan diff old.yaml new.yaml"
)
Goals = Annotated[
    list[str] | None,
    typer.Argument(metavar="GOAL...", help="Roles or certifications; or `diff OLD NEW` for two saved plans."),
]
Cheapest = Annotated[bool, typer.Option("--cheapest", help="The lowest fees (this is the default).")]
Fastest = Annotated[bool, typer.Option("--fastest", help="The earliest end.")]
MostDoors = Annotated[bool, typer.Option("--most-doors", help="The most readiness for your next roles besides.")]
Front = Annotated[bool, typer.Option("--front", help="Show every trade between cost and time.")]
Budget = Annotated[str | None, typer.Option("--budget", metavar="USD", help="All fees together.")]
HoursPerWeek = Annotated[
    list[str] | None,
    typer.Option(
        "--hours-per-week",
        metavar="H[@FIRST..LAST]",
        help="Time you have, always or from one day to another (repeatable).",
    ),
]
Start = Annotated[str | None, typer.Option("--start", metavar="YYYY-MM-DD", help="First day; without it, today.")]
Deadline = Annotated[str | None, typer.Option("--deadline", metavar="YYYY-MM-DD", help="Last day.")]
Student = Annotated[bool, typer.Option("--student", help="Reckon with student prices.")]
Member = Annotated[bool, typer.Option("--member", help="Reckon with member prices.")]
WeekOff = Annotated[
    list[str] | None, typer.Option("--week-off", metavar="YYYY-MM-DD", help="A day of a week off (repeatable).")
]
Pause = Annotated[
    list[str] | None, typer.Option("--pause", metavar="FIRST..LAST", help="A longer time off (repeatable).")
]
Without = Annotated[
    list[str] | None, typer.Option("--without", metavar="ID", help="A step or issuer you do not want (repeatable).")
]
Via = Annotated[str | None, typer.Option("--via", metavar="ROLE", help="A job that shall lie on the way.")]
OnlyStage = Annotated[int | None, typer.Option("--stage", metavar="N", help="Show one stage alone (1: the first).")]
With = Annotated[list[str] | None, typer.Option("--with", metavar="ID", help="A step you want anyway (repeatable).")]
From = Annotated[Path | None, typer.Option("--from", metavar="FILE", help="Go on from a saved plan.")]
Done = Annotated[
    list[str] | None,
    typer.Option("--done", metavar="STEP", help="A step, or one exam of it, that is done (repeatable)."),
]
Failed = Annotated[
    list[str] | None, typer.Option("--failed", metavar="STEP", help="A certification, or one exam by its code, failed.")
]
Covered = Annotated[
    list[str] | None, typer.Option("--covered", metavar="STEP", help="A step that somebody else pays (repeatable).")
]
Pays = Annotated[
    list[str] | None, typer.Option("--pays", metavar="WHO:STEP", help="The same, and who: `employer:ccna`.")
]
Reserve = Annotated[bool, typer.Option("--reserve", help="Keep a second try at every exam within the budget.")]
Paid = Annotated[
    list[str] | None, typer.Option("--paid", metavar="USD:STEP", help="What a step did cost you (with --from).")
]
Missed = Annotated[int, typer.Option("--missed-weeks", metavar="N", help="Weeks missed (with --from).")]
Save = Annotated[Path | None, typer.Option("--save", metavar="FILE", help="Write the plan to a YAML file.")]
Ics = Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="Write a calendar file.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write a page to print: .pdf, .html, .md or .txt.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files.")]


def plan(
    ctx: typer.Context, goals: Goals = None, profile: ProfileOption = None, cheapest: Cheapest = False,
    fastest: Fastest = False, most_doors: MostDoors = False, front: Front = False, budget: Budget = None,
    hours_per_week: HoursPerWeek = None, start: Start = None, deadline: Deadline = None, student: Student = False,
    member: Member = False, week_off: WeekOff = None, without: Without = None, wishes: With = None,
    pause: Pause = None, via: Via = None, stage: OnlyStage = None,
    covered: Covered = None, pays: Pays = None, reserve: Reserve = False,
    earlier: From = None, done: Done = None, failed: Failed = None, missed_weeks: Missed = 0,
    paid: Paid = None,
    save: Save = None, ics: Ics = None, output: Output = None, force: Force = False,
) -> None:  # fmt: skip
    """Put the steps to a goal on dates: exams, courses, practice."""
    from careerpath.services.planning import Wanted

    here: Workspace = ctx.obj
    if goals and goals[0] == "diff":
        _diff(here, goals[1:])
        return
    objective = _objective(cheapest=cheapest, fastest=fastest, most_doors=most_doors)
    if goals and earlier is not None:
        raise CareerpathError("--from takes the goal from the saved plan; leave GOAL away")
    if earlier is None and (failed or missed_weeks or paid):
        raise CareerpathError("--failed, --missed-weeks and --paid need a saved plan: --from FILE")
    usual, other_hours = _hours(_words(hours_per_week), _words(pause))
    wanted = Wanted(
        _words(goals), objective, _day(start, "--start"), _dollars(budget, "--budget"), usual, other_hours,
        _day(deadline, "--deadline"), student, member,
        tuple(parse_day(day, "--week-off") for day in _words(week_off)),
        _words(without), _words(wishes), via,
        front, _payers(_words(covered), _words(pays)), reserve, True, _words(done),
    )  # fmt: skip
    outputs = (save, ics, output, force, stage)
    with _interruptible():
        if earlier is None:
            _new(here, wanted, profile, outputs)
        else:
            since = _Since(_words(failed), missed_weeks, _paid(_words(paid)))
            _again(here, earlier, wanted, profile, since, outputs)


def _words(option: list[str] | None) -> tuple[str, ...]:
    """The words of an option that can be repeated; none if it is not given."""
    if option is None:
        return ()
    return tuple(option)


def _objective(*, cheapest: bool, fastest: bool, most_doors: bool) -> Objective | None:
    """What the plan shall be best in; None: what the profile or the saved plan says."""
    options: dict[Objective, bool] = {"cheapest": cheapest, "fastest": fastest, "most-doors": most_doors}
    chosen = [name for name, is_chosen in options.items() if is_chosen]
    if len(chosen) > 1:
        raise CareerpathError("choose one of --cheapest, --fastest and --most-doors")
    return chosen[0] if chosen else None


def _day(text: str | None, option: str) -> date | None:
    """The day that an option names, if it is given."""
    if not text:
        return None
    return parse_day(text, option)


def _dollars(text: str | None, option: str) -> float | None:
    """The money that an option names, if it is given."""
    return dollars(text, option) if text is not None else None


def _hours(weekly: Sequence[str], pauses: Sequence[str]) -> tuple[float | None, tuple[HoursIn, ...]]:
    """(hours a week, other hours for parts of the year) of `12`, `25@FIRST..LAST` and pauses, which are 0 hours."""
    from careerpath.pathway.dates import HoursIn

    option = "--hours-per-week"
    usual: float | None = None
    stretches = [HoursIn(*_stretch(text, "--pause"), 0.0) for text in pauses]
    for text in weekly:
        number, at, stretch = text.partition("@")
        try:
            hours = float(number)
        except ValueError:
            message = (
                f"{option} {text[:60]!r}: write a number, or one for a part of the year: 25@2027-06-01..2027-08-15"
            )
            raise CareerpathError(message) from None
        if at:
            stretches.append(HoursIn(*_stretch(stretch, option), hours))
        elif usual is not None and hours != usual:
            raise CareerpathError(
                f"{option}: {usual:g} or {hours:g}? Give one number, and others with their days: 25@FIRST..LAST"
            )
        else:
            usual = hours
    return usual, tuple(stretches)


def _stretch(text: str, option: str) -> tuple[date, date]:
    """The two days of FIRST..LAST. Raises CareerpathError for anything else."""
    first, dots, last = text.partition("..")
    if not dots:
        raise CareerpathError(f"{option} {text[:60]!r}: write the first and the last day: 2027-05-03..2027-08-20")
    first_day, last_day = parse_day(first, option), parse_day(last, option)
    if last_day < first_day:
        raise CareerpathError(f"{option} {text[:60]!r}: the last day lies before the first")
    return first_day, last_day


def _payers(covered: Sequence[str], pays: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(who, step) of `--covered STEP` and `--pays WHO:STEP`."""
    payers = [("somebody else", name) for name in covered]
    for text in pays:
        who, colon, name = text.partition(":")
        if not (who.strip() and colon and name.strip()):
            raise CareerpathError(f"--pays {text[:60]!r}: write who pays, a colon and what: employer:ccna")
        payers.append((who.strip(), name.strip()))
    return tuple(payers)


class _Since(NamedTuple):
    """What happened since the plan was saved, as it was typed."""

    failed: Sequence[str]
    missed_weeks: int
    paid: Sequence[tuple[float, str]]


def _paid(payments: Sequence[str]) -> list[tuple[float, str]]:
    """(dollars, step) of `--paid USD:STEP`."""
    from careerpath.people.cell_text import number_in

    paid = []
    for text in payments:
        amount, _, name = text.partition(":")
        try:
            spent = number_in(amount, is_money=True)
        except ValueError:
            name = ""
        if not name.strip():
            raise CareerpathError(f"--paid {text[:60]!r}: write the dollars, a colon and what: 20:home-lab-network")
        paid.append((spent, name.strip()))
    return paid


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C during a search ends it, not the command: the best plan so far is shown. A second one ends all."""
    from careerpath.pathway.interruption import BEGUN, STOP

    def press(*_: Any) -> None:
        if STOP.is_set() or not BEGUN.is_set():
            raise KeyboardInterrupt
        STOP.set()

    BEGUN.clear()
    before = signal.signal(signal.SIGINT, press)
    try:
        yield
        if STOP.is_set():
            raise typer.Exit(130)
    finally:
        signal.signal(signal.SIGINT, before)
        STOP.clear()


Outputs = tuple[Path | None, Path | None, Path | None, bool, int | None]
"""Where to save, where to write the calendar and the page to print, whether to overwrite, which stage to show alone."""


def _new(here: Workspace, wanted: Wanted, path: Path | None, outputs: Outputs) -> None:
    """A plan from today, for the person named, the one saved last, or somebody who starts from nothing."""
    from careerpath.people.profile import Profile
    from careerpath.people.store import last_profile_path
    from careerpath.services.planning import plan_for, request_for

    goals, person = _goals(here, wanted.goals, path)
    has_profile = path is not None or last_profile_path(here.settings.data_dir) is not None
    if person is None and has_profile:
        person = here.profile(path)
    is_known = person is not None
    person = person or Profile()
    today = here.settings.today
    request = request_for(replace(wanted, goals=goals), person, here.knowledge, today)
    if not is_known:
        say("no profile: planned for someone who starts from nothing; name one with --profile FILE")
    _answer(here, plan_for(request, person, here.knowledge, today), person, outputs, is_known=is_known)


def show_plan(here: Workspace, person: Profile, goal: str) -> None:
    """The page of the plan to a goal, where a menu asks for it: with what the profile says and nothing else."""
    from careerpath.rendering.plan_page import plan_page
    from careerpath.rendering.words import whose_wages
    from careerpath.services.monday import week_of
    from careerpath.services.planning import Wanted, plan_for, request_for

    kb, today = here.knowledge, here.settings.today
    with _interruptible():
        plan = plan_for(request_for(Wanted((goal,)), person, kb, today), person, kb, today)
        week = week_of(plan.first, person, kb, today)
        whose = whose_wages(person, kb.roles.values())
        here.show_page(lambda: plan_page(plan, kb, None, week, whose=whose), _following(plan, kb))


def _goals(here: Workspace, named: tuple[str, ...], path: Path | None) -> tuple[tuple[str, ...], Profile | None]:
    """The goals, and the person of the last answer if a goal is a number in it."""
    from careerpath.cli.person import person_and_roles

    if not any(name.strip().isdigit() for name in named):
        return named, None
    goals: list[str] = []
    person = None
    for name in named:
        if not name.strip().isdigit():
            goals.append(name)
            continue
        person, roles = person_and_roles(here, [name], path)
        goals += roles
    return tuple(goals), person


def _again(
    here: Workspace,
    path: Path,
    wanted: Wanted,
    profile: Path | None,
    since: _Since,
    outputs: Outputs,
) -> None:
    """The saved plan made again from today, with what happened since."""
    from careerpath.services.planning import changed, plan_again, plan_for, read_plan, steps_named

    today, kb = here.settings.today, here.knowledge
    read = read_plan(path, kb, today, list(wanted.done))
    saved = read.plan
    done = [step for step in wanted.done if step not in read.jobs]
    person = here.profile(profile) if profile else read.profile
    for note in read.notes:
        say(note)
    request = plan_again(
        saved, today, kb, done=done, failed=since.failed, missed_weeks=since.missed_weeks, paid=since.paid
    )
    newly_done = request.done.keys() - {*saved.request.done, *steps_named(saved, kb, done)}
    due = [step.title for step in saved.steps if step.id in newly_done]
    if due:
        say(f"counted as done, because it was due: {'; '.join(due)} (if it is not, give --missed-weeks)")
    request = changed(request, wanted, kb, today)
    _answer(here, plan_for(request, person, kb, today), person, outputs, is_known=False, before=saved)


def _answer(
    here: Workspace, plan: Plan, person: Profile, outputs: Outputs, *, is_known: bool, before: SavedPlan | None = None
) -> None:
    """Write the files that were asked for, show the plan; exit 1 if there is none.

    `is_known`: whether the person is one that other commands can be asked about.
    """
    from careerpath.rendering import as_json
    from careerpath.rendering.plan_page import plan_page
    from careerpath.rendering.words import counted, whose_wages
    from careerpath.services.monday import week_of

    kb = here.knowledge
    save, ics, output, force, stage = outputs
    if stage is not None and not 1 <= stage <= max(1, len(plan.stages)):
        raise CareerpathError(f"--stage {stage}: this plan has {counted(len(plan.stages), 'stages')}")
    if save and plan.status != "never":
        _save(here, plan, person, save, force=force)
    if ics and plan.status != "never":
        _write_calendar(here, plan, ics, before, force=force)
    whose = whose_wages(person, kb.roles.values())
    if output:
        _print(here, plan_page(plan, kb, stage, whose=whose, on_paper=True), output, force=force)
    week = week_of(plan.first, person, kb, here.settings.today)
    commands = _following(plan, kb) if is_known else []
    here.show(
        lambda: as_json.plan(plan, kb, stage, week),
        lambda: plan_page(plan, kb, stage, week, whose=whose),
        commands,
    )
    if plan.status in ("nearest", "never"):
        raise typer.Exit(1)


def _save(here: Workspace, plan: Plan, person: Profile, file: Path, *, force: bool) -> None:
    from careerpath.services.planning import saved_text

    write_file(file, saved_text(plan, person, here.knowledge, here.settings.today), force=force)


def _write_calendar(here: Workspace, plan: Plan, file: Path, before: SavedPlan | None, *, force: bool) -> None:
    from careerpath.rendering import calendar

    write_file(file, calendar.ics(plan, here.knowledge, here.settings.today, before=before), force=force)


def _following(plan: Plan, kb: KnowledgeBase) -> list[tuple[str, ...]]:
    """The likeliest next commands for the person and the goal of a plan."""
    goal = plan.request.goals[0]
    if plan.status == "never":
        return [("recommend",)]
    commands: list[tuple[str, ...]] = [("roadmap", "--to", goal, "-o", "roadmap.pdf")]
    if goal in kb.roles:
        commands.append(("why", goal))
    return commands


def _print(here: Workspace, page: Page, output: Path, *, force: bool) -> None:
    """The plan as a page of its own. Raises CareerpathError for a kind of file that is no page."""
    from careerpath.rendering import paper

    kind = paper.format_of(output)
    if kind in ("ics", "json"):
        way = "--ics FILE writes a calendar" if kind == "ics" else "--json prints the data"
        raise CareerpathError(f"--output writes a page (.pdf, .html, .md, .txt); {way}")
    printed = paper.render(page, kind, paper.options_of(here.settings))
    write_file(output, printed.data, force=force)
    for warning in printed.warnings:
        say(f"warning: {warning}")


def _diff(here: Workspace, paths: list[str]) -> None:
    from careerpath.pathway.diff import differences
    from careerpath.rendering import as_json
    from careerpath.rendering.plan_page import changes_page
    from careerpath.services.planning import read_plan

    if len(paths) != 2:
        raise CareerpathError("`plan diff` compares two saved plans: careerpath plan diff OLD NEW")
    today = here.settings.today
    old, new = (read_plan(Path(path), here.knowledge, today).plan for path in paths)
    changes = differences(old, new)
    here.show(lambda: as_json.changes(changes), lambda: changes_page(changes, paths[0], paths[1]))


app = single(plan, epilog=EXAMPLES)
