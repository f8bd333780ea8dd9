"""The program: commands are imported when they are called; errors a user can cause become one line."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

import typer
from typer._click.exceptions import NoArgsIsHelpError, UsageError
from typer.core import TyperGroup
from typer.main import get_command

from careerpath import __version__
from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import printable

COMMANDS = {
    "quiz": "careerpath.cli.quiz",
    "recommend": "careerpath.cli.recommend",
    "why": "careerpath.cli.why",
    "compare": "careerpath.cli.compare",
    "plan": "careerpath.cli.plan",
    "routes": "careerpath.cli.routes",
    "roadmap": "careerpath.cli.roadmap",
    "related": "careerpath.cli.related",
    "rank-all": "careerpath.cli.rank_all",
    "roles": "careerpath.cli.roles",
    "jobs": "careerpath.cli.jobs",
    "certs": "careerpath.cli.certs",
    "skills": "careerpath.cli.skills",
    "check": "careerpath.cli.check",
    "refresh": "careerpath.cli.refresh",
    "schema": "careerpath.cli.schema",
    "validate": "careerpath.cli.validate",
    "profile": "careerpath.cli.profile",
    "clients": "careerpath.cli.clients",
    "forget": "careerpath.cli.forget",
    "batch": "careerpath.cli.batch",
    "import": "careerpath.cli.import_knowledge",
}
GROUPS = {
    "For yourself": ("quiz", "recommend", "why", "compare", "plan", "routes", "roadmap", "profile", "forget"),
    "To look something up": ("roles", "jobs", "certs", "skills", "related"),
    "For counselors": ("clients", "batch"),
    "For those who keep the knowledge": ("check", "refresh", "import", "schema", "validate", "rank-all"),
}
"""The commands by who uses them, as `--help` lists them."""
EPILOG = (
    "Examples: careerpath quiz; careerpath recommend me.yaml; careerpath plan ehr-analyst --budget 500; "
    "careerpath jobs truck driver. Start with `careerpath quiz`, then `careerpath recommend` and "
    "`careerpath why ROLE`. Everything is computed on this machine; nothing is sent anywhere."
)


class Commands(TyperGroup):
    """The group of all commands, and the error boundary."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        names: Any = dict.fromkeys(COMMANDS)  # the names alone serve "did you mean"
        self.commands = names

    def list_commands(self, _ctx: Any) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands by who uses them, in one column."""
        from careerpath.cli.options import summary

        widest = max(map(len, COMMANDS))
        for title, names in GROUPS.items():
            rows = [(name.ljust(widest), summary(self.get_command(ctx, name))) for name in names]
            with formatter.section(title):
                formatter.write_dl(rows)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args and not getattr(ctx, "resilient_parsing", False):
            args = self._first_words(ctx)
        return list(super().parse_args(ctx, args))

    def _first_words(self, ctx: Any) -> list[str]:
        """What is chosen where nothing was typed; on a terminal alone, elsewhere the help is shown."""
        from careerpath.cli.start import can_start, start
        from careerpath.cli.workspace import say

        if not can_start():
            return []
        try:
            words = start()
        except CareerpathError as error:
            say(f"error: {error}")
            raise typer.Exit(error.exit_code) from None
        if not words:
            ctx.exit(0)
        return words

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        command = get_command(import_module(COMMANDS[cmd_name]).app)
        command.name = cmd_name
        return command

    def make_context(self, *args: Any, **extra: Any) -> Any:
        try:
            return super().make_context(*args, **extra)
        except UsageError as error:
            raise _refused(error) from None

    def invoke(self, ctx: Any) -> Any:
        from careerpath.cli.workspace import say

        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise _refused(error) from None
        except CareerpathError as error:
            say(f"error: {error}")
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            say("interrupted")
            raise typer.Exit(130) from None
        except (OSError, UnicodeError, MemoryError, RecursionError) as error:
            # What the surroundings do, wherever it was not foreseen: one line. Anything else is a bug of ours, and so
            # is an OSError without a number, which no system call raised.
            number = getattr(error, "errno", None)
            if isinstance(error, OSError) and (number is None or (number == errno.ENOSPC and not error.filename)):
                raise
            say(f"error: {surroundings(error)}")
            raise typer.Exit(2) from None

    def _main_shell_completion(self, ctx_args: Any, prog_name: str, complete_var: str | None = None) -> None:
        if any(name.endswith("_COMPLETE") and name.startswith("_") for name in os.environ):
            from careerpath.cli.completion import register

            register()
            try:
                super()._main_shell_completion(ctx_args, prog_name, complete_var)
            except (CareerpathError, OSError, UnicodeError, MemoryError, RecursionError):
                raise SystemExit(1) from None  # nothing is offered; a shell shows no message there


def _refused(error: UsageError) -> Exception:
    """What a wrong command line ends with: one line and exit 2; a group without a command shows its help."""
    from careerpath.cli.usage import one_line
    from careerpath.cli.workspace import say

    if isinstance(error, NoArgsIsHelpError):
        return error
    say(f"error: {one_line(error)}")
    return typer.Exit(error.exit_code)


def surroundings(error: BaseException) -> str:
    """What the machine refused, in one line."""
    if isinstance(error, OSError):
        reason = printable(error.strerror or type(error).__name__)
        if not error.filename:
            return reason
        return f"{printable(_file_name(error.filename))}: {reason}"
    if isinstance(error, UnicodeError):
        return "a text holds bytes that are not UTF-8; write it anew, or set the terminal to UTF-8"
    if isinstance(error, MemoryError):
        return "there is not enough memory for this; take a smaller file, or close other programs"
    return "nested too deeply; check that it is the right file"


def _file_name(name: object) -> str:
    """A system call names a file by text or bytes."""
    if isinstance(name, bytes):
        return os.fsdecode(name)
    return str(name)


app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,  # ours is in `cli/install_completion.py`
    no_args_is_help=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"careerpath {__version__}")
        raise typer.Exit


def _install_completion(wanted: bool) -> None:
    if wanted:
        from careerpath.cli.install_completion import install

        _or_one_line(install)


def _show_completion(wanted: bool) -> None:
    if wanted:
        from careerpath.cli.install_completion import show

        _or_one_line(show)


def _or_one_line(action: Callable[[], None]) -> None:
    """These options act before there is a command, so outside of its boundary."""
    from careerpath.cli.workspace import say

    try:
        action()
    except CareerpathError as error:
        say(f"error: {error}")
        raise typer.Exit(error.exit_code) from None
    raise typer.Exit


INSTALL = "Install completion for the current shell."
SHOW = "Show completion for the current shell, to copy it or customize the installation."


@app.callback()
def careerpath(
    version: bool = typer.Option(False, "--version", help="Print the version.", callback=_version, is_eager=True),
    install: bool = typer.Option(False, "--install-completion", help=INSTALL, callback=_install_completion),
    show: bool = typer.Option(False, "--show-completion", help=SHOW, callback=_show_completion),
) -> None:
    """From where you are to a job in hospital IT: next roles, reasons, certifications and plans."""
