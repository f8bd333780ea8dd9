"""Options that all commands share, and arguments that several use. One place, one wording."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from careerpath import rendering
from careerpath.cli.workspace import CLIENT, Workspace
from careerpath.settings import resolve

if TYPE_CHECKING:
    from careerpath.services.browse import Found


def _shared() -> list[TyperOption]:
    def keep(ctx: Any, param: Any, value: Any) -> Any:
        ctx.meta[f"careerpath.{param.name}"] = value
        return value

    def option(*names: str, text: str, **more: Any) -> TyperOption:
        return TyperOption(param_decls=list(names), help=text, expose_value=False, callback=keep, **more)

    flag = {"is_flag": True, "default": False}
    folder = {"multiple": True, "metavar": "DIR"}
    return [
        option("--json", text="Answer as JSON.", **flag),
        option("--plain", text="Linear text: one fact a line, no boxes, no color.", **flag),
        option("--knowledge", text="A folder that adds to or overrides the knowledge (repeatable).", **folder),
        option("--today", text="Take this as today's date.", metavar="YYYY-MM-DD"),
        option("--no-input", text="Never ask; fail if something is missing.", **flag),
        option("--passphrase-fd", text="Read the caseload's passphrase from this file descriptor.", metavar="N"),
    ]  # fmt: skip


def _range_in_words(kind: Any) -> str:
    """ "1 to 64": the numbers that an option takes, at the end of its help."""
    return f"{kind.min} or more" if kind.max is None else f"{kind.min} to {kind.max}"


def summary(command: Any) -> str:
    """The first sentence about a command, whole: its list in a help may take two lines."""
    return str(command.get_short_help_str(limit=1_000))


class Group(TyperGroup):
    """A group that lists its commands with whole sentences."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        rows = [(name, summary(self.get_command(ctx, name))) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


class Command(TyperCommand):
    """A command with the shared options; it finds its Workspace in `ctx.obj`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for param in self.params:
            if hasattr(param.type, "readable"):  # whoever reads the file says what is wrong with it, in our words
                param.type.readable = False
            if hasattr(param.type, "_describe_range"):  # the help says it in words, too
                param.metavar = param.metavar or "N"
                param.type._describe_range = partial(_range_in_words, param.type)
        self.params += _shared()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """A profile file that stands alone, where the command wants an option for it, is that option."""
        wants_profile = any("--profile" in param.opts for param in self.params)
        is_named = "--profile" in args or "-p" in args
        if wants_profile and not is_named and args[:1] != ["diff"]:  # `plan diff` takes files that are no profiles
            places = self._places_of_files(args)
            if len(places) == 1:
                args = [*args[: places[0]], "--profile", *args[places[0] :]]
        return super().parse_args(ctx, args)

    def _places_of_files(self, args: list[str]) -> list[int]:
        """Where words stand that can only be a profile; a file after an option is that option's."""
        with_value: set[str] = set()
        for param in self.params:
            if not getattr(param, "is_flag", False):
                with_value.update(param.opts)
        places = []
        before = ""
        for place, word in enumerate(args):
            if is_data_file(word) and before not in with_value:
                places.append(place)
            before = word
        return places

    def invoke(self, ctx: Any) -> Any:
        names = ("json", "plain", "knowledge", "today", "no_input", "passphrase_fd")
        given = {name: ctx.meta.get(f"careerpath.{name}") for name in names}
        folders, today = given["knowledge"] or (), given["today"]
        settings = resolve(
            os.environ,
            today=today,
            knowledge=tuple(Path(folder) for folder in folders),
            plain=bool(given["plain"]),
            no_input=bool(given["no_input"]),
            passphrase_fd=given["passphrase_fd"],
        )
        repeated = []
        for folder in folders:
            repeated += ["--knowledge", folder]
        if today:
            repeated += ["--today", today]
        ctx.obj = Workspace(settings, as_json=bool(given["json"]), repeated=tuple(repeated))
        ctx.obj.tidy()
        return super().invoke(ctx)


def is_data_file(argument: str) -> bool:
    """True if the word of a command line can only be a profile: by the ending of its name, or as a client."""
    if argument.startswith(CLIENT):
        return True
    return argument.endswith((".yaml", ".yml", ".json")) and not argument.startswith("-")


def single(command: Callable[..., None], *, epilog: str = "") -> typer.Typer:
    """An app with one command; `epilog` holds examples."""
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    subcommand(app, None, epilog=epilog)(command)
    return app


def group() -> typer.Typer:
    """An app with several commands; alone it shows its help."""
    return typer.Typer(
        cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True
    )


def subcommand(app: typer.Typer, name: str | None, *, epilog: str = "") -> Callable[..., Any]:
    """Make a function a command of the app, with the shared options and `-h`; `epilog` holds examples."""
    names = {"help_option_names": ["-h", "--help"]}
    return app.command(name, cls=Command, epilog=epilog or None, context_settings=names)


def complete_ids(table: str) -> Callable[[str], list[str]]:
    """A completion function over the ids of a table."""

    def complete(incomplete: str) -> list[str]:
        from careerpath.cli.completion import ids_like
        from careerpath.errors import CareerpathError

        try:
            kb = Workspace(resolve(os.environ)).knowledge
        except (CareerpathError, OSError):
            return []
        return ids_like(incomplete, getattr(kb, table))

    return complete


ProfileArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="[PROFILE]", help="A profile: a file (YAML or JSON) or a saved name; without it, the one saved last."
    ),
]
ProfileOption = Annotated[
    Path | None,
    typer.Option(
        "--profile", "-p", metavar="FILE", help="A profile: a file or a saved name; without it, the one saved last."
    ),
]
RoleArgument = Annotated[
    str, typer.Argument(metavar="ROLE", help="A role: id, title or other name.", autocompletion=complete_ids("roles"))
]
RoleWords = Annotated[
    list[str],
    typer.Argument(
        metavar="ROLE", help="A role: id, title or other name, or its number in `recommend`.",
        autocompletion=complete_ids("roles"),
    ),
]  # fmt: skip
QueryArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[ID or words]", help="An id, or words to search for; without it, all.")
]


def show_found(here: Workspace, found: Found) -> None:
    """Print a list or an entry of the knowledge."""

    here.show(
        lambda: rendering.as_json.found(found, here.knowledge),
        lambda: rendering.entry_pages.found_page(found, here.knowledge, here.settings.today),
    )
