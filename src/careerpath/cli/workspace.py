"""What a command works with: settings, knowledge, and where the answer goes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careerpath.errors import CareerpathError
from careerpath.settings import Settings

if TYPE_CHECKING:
    from careerpath.knowledge.base import KnowledgeBase
    from careerpath.people.profile import Profile
    from careerpath.rendering.page import Page


CLIENT = "client:"
"""Before a name where a profile file may stand: a client of the caseload."""


class Workspace:
    """Made once per command from its shared options."""

    def __init__(self, settings: Settings, *, as_json: bool = False, repeated: tuple[str, ...] = ()) -> None:
        self.settings = settings
        self.as_json = as_json
        self.repeated = repeated
        """Options of the command line that change the answer; a command that goes on from it needs them again."""
        self.given: str | None = None
        """How the person was named: a file or a client; None for the profile saved last."""
        self.in_menu = False
        """True while a menu asks what comes next: then no page names commands for it."""
        self.passphrase: str | None = None
        """As it came from a file descriptor, which can be read once."""
        self.swept = 0
        """How many files, left by commands that were stopped, the start of this one removed."""

    def tidy(self) -> None:
        """Remove what dead commands left in our own folders."""
        from careerpath.knowledge.one_file import sweep

        home, cache_dir = self.settings.data_dir, self.settings.cache_dir
        folders = [home, home / "profiles", home / "drafts"]
        if cache_dir:
            folders.append(cache_dir)
        self.swept = len(sweep(*folders))

    @cached_property
    def knowledge(self) -> KnowledgeBase:
        """The bundled knowledge with the overlays, from the cache if nothing changed."""
        from careerpath.knowledge import cache, where

        return cache.knowledge((where.bundled(), *self.settings.knowledge), self.settings.cache_dir)

    def profile(self, path: Path | None, *, named: bool = False) -> Profile:
        """The profile in the file or saved under that name, or the one saved last. Raises CareerpathError if none is.

        With the person's name only if it is needed (`named`), since the cache does not keep it.
        """
        from careerpath.people.profile import read_profile
        from careerpath.people.store import file_meant, last_profile_path

        self.given = None if path is None else str(path)
        if self.given is not None and self.given.startswith(CLIENT):
            from careerpath.cli.clients_app import client_file
            from careerpath.services.clients import current_profile

            file = client_file(self, self.given.removeprefix(CLIENT))
            return current_profile(file, self.knowledge)
        if path is not None:
            path = file_meant(path, self.settings.data_dir)
        path = path or last_profile_path(self.settings.data_dir)
        if path is None:
            raise CareerpathError("no profile yet: name a file, or run `careerpath quiz` to make one")
        cache_dir = self.settings.cache_dir
        return read_profile(path, self.knowledge, today=self.settings.today, cache_dir=cache_dir, named=named, note=say)

    def command(self, *words: str) -> str:
        """A command that answers for the person at hand, ready to copy."""
        from careerpath.knowledge.shell import command_line

        if self.given is None:
            return command_line(*words, *self.repeated)
        person = self.given if self.given.isprintable() else "FILE"
        return command_line(*words, "-p", person, *self.repeated)

    def show(
        self,
        data: Callable[[], dict[str, Any]],
        page: Callable[[], Page],
        following: Sequence[Sequence[str]] = (),
    ) -> None:
        """Print the answer: JSON if asked for, else as a page (`show_page`)."""
        if self.as_json:
            self.show_data(data())
        else:
            self.show_page(page, following)

    def show_data(self, data: dict[str, Any]) -> None:
        """Print JSON."""
        from careerpath.rendering.as_json import dumps

        encoding = (sys.stdout.encoding or "ascii").lower()
        write(dumps(data, ascii_only=not encoding.startswith("utf"), pretty=sys.stdout.isatty()))

    def show_page(self, page: Callable[[], Page], following: Sequence[Sequence[str]] = ()) -> None:
        """Print a rich page on a terminal, plain text elsewhere.

        `following`: the words of the commands that go on from here; the person is added.
        """
        from careerpath.rendering.page import Next

        shown = page()
        if following and not self.in_menu:
            shown.add(Next(tuple(self.command(*words) for words in following)))
        if self.is_plain:
            from careerpath.rendering.plain import plain_text

            write(plain_text(shown, self.settings.width or 78))
            return
        from careerpath.rendering.terminal import print_page

        with output():
            print_page(shown, color=self.settings.color, width=self.settings.width)

    @property
    def can_ask(self) -> bool:
        """True if somebody sits before a screen that can do more than lines, and may be asked."""
        if self.as_json or self.is_plain or self.settings.no_input:
            return False
        return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()

    @property
    def is_plain(self) -> bool:
        """True if the answer must be linear text: asked for, a pipe, or a terminal that cannot do more."""
        return self.settings.plain or not sys.stdout.isatty() or os.environ.get("TERM") in ("dumb", "unknown")


def write(text: str) -> None:
    """Text to standard output; characters the terminal cannot show are replaced, not fatal."""
    encoding = sys.stdout.encoding or "ascii"
    with output():
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def write_file(path: Path, content: str | bytes, *, force: bool) -> None:
    """A file that is there in whole or not at all; an existing one only with `--force`."""
    from careerpath.knowledge.one_file import place_of, replace_file
    from careerpath.knowledge.text_file import is_there, printable

    shown = printable(str(path))
    try:
        place_of(path)  # a pipe is refused as such, whether it may be overwritten or not
        if is_there(path) and not force:
            raise CareerpathError(f"{shown} exists; `--force` overwrites it")
        replace_file(path, content)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not usable"
        raise CareerpathError(f"{shown}: cannot be written ({reason})") from None


@contextmanager
def output() -> Iterator[None]:
    """Write to standard output inside. If its reader has left (`| head`), we are done; a full disk is an error."""
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - else the rest is tried again at exit
        if isinstance(error, BrokenPipeError):
            raise SystemExit(0) from None
        raise CareerpathError(f"the answer cannot be written ({error.strerror})") from None


def say(text: str) -> None:
    """Talk, warnings and errors: to standard error."""
    encoding = sys.stderr.encoding or "ascii"
    with suppress(OSError):  # nobody can be told
        sys.stderr.write(f"{folded(text)}\n".encode(encoding, "replace").decode(encoding))


def folded(text: str) -> str:
    """Lines that a terminal would break inside a word, broken between words; elsewhere the text as it is."""
    try:
        width = os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return text
    if width <= 0 or max(map(len, text.split("\n"))) <= width:
        return text
    import textwrap

    lines: list[str] = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        folded = textwrap.wrap(
            line, max(1, width - 1), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
        lines.append(" \n".join(folded))  # with the blank that stood there, for who copies it
    return "\n".join(lines)
