"""What shells are offered when TAB is pressed: nothing that a shell can take for code.

Names of clients come in with tables that others made. A shell puts what it is offered on the line (bash), or even
evaluates it (zsh), so only names of letters, digits, blanks, hyphens and apostrophes are offered, each quoted as that
shell wants it; who has another name is offered by the code. Ids of overlays must look like ids.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

BLANK_AND_SIGNS = " -'"
"""Beside letters and digits what stands in names of people and does nothing in a quoted word of any shell."""
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def is_harmless(name: str) -> bool:
    """True for a name that no shell can take for anything else once it is quoted."""
    if not name or name[0] in BLANK_AND_SIGNS or "  " in name:
        return False
    return all(character in BLANK_AND_SIGNS or unicodedata.category(character)[0] in "LMN" for character in name)


def names_like(incomplete: str, people: Iterable[tuple[str, str]]) -> list[str]:
    """Of (name, code) pairs, what begins like this: the name, or the code where the name could do harm."""
    beginning = incomplete.casefold()
    offered = []
    for name, code in people:
        if is_harmless(name) and name.casefold().startswith(beginning):
            offered.append(name)
        elif code.casefold().startswith(beginning):
            offered.append(code)
    return offered


def ids_like(incomplete: str, ids: Iterable[str]) -> list[str]:
    """The ids that begin like this."""
    return [entry_id for entry_id in ids if entry_id.startswith(incomplete) and ID.fullmatch(entry_id)]


def word_being_typed(words: str, place: str) -> str:
    """The word as it stands on bash's line, with the quote that is still open."""
    parts = words.split("\n")
    is_number = place.isdecimal() and len(place) < 6
    if is_number and int(place) < len(parts):
        return parts[int(place)]
    return ""


def for_bash(value: str, typed: str) -> str | None:
    """The value as bash must be given it: it lands on the line as it is, behind a quote that is open there."""
    if typed.startswith('"'):
        return value
    if not typed.startswith("'"):
        return re.sub(r"([ '])", r"\\\1", value)
    if "'" in value:  # it would end the open quote, and what follows would be taken for a command
        return None
    return value


def for_zsh(value: str) -> str:
    """The value in a list that zsh evaluates twice: the apostrophe ends one quoting and begins it anew."""
    return '"' + value.replace("'", "'\\''") + '"'


def for_powershell(value: str) -> str:
    """The value as one word."""
    if ID.fullmatch(value):
        return value
    return "'" + value.replace("'", "''") + "'"


def register() -> None:
    """Put our own way of writing completions in the place of Typer's. Called only when a shell asks."""
    from typer import _completion_classes as typers
    from typer._click.shell_completion import add_completion_class

    def is_offered(item: Any) -> bool:
        return is_harmless(item.value) or ID.fullmatch(item.value.lstrip("-")) is not None

    class Bash(typers.BashComplete):
        """For bash."""

        def complete(self) -> str:
            typed = word_being_typed(os.environ.get("COMP_WORDS", ""), os.environ.get("COMP_CWORD", ""))
            args, incomplete = self.get_completion_args()
            lines = [for_bash(i.value, typed) for i in self.get_completions(args, incomplete) if is_offered(i)]
            return "\n".join(line for line in lines if line is not None)

    class Zsh(typers.ZshComplete):
        """For zsh."""

        def complete(self) -> str:
            args, incomplete = self.get_completion_args()
            lines = [for_zsh(i.value) for i in self.get_completions(args, incomplete) if is_offered(i)]
            if not lines:
                return "_files"
            return f"_arguments '*: :(({' '.join(lines)}))'"

    class Fish(typers.FishComplete):
        """For fish, which quotes what it puts on the line by itself."""

        def get_completions(self, args: list[str], incomplete: str) -> list[Any]:
            items = [item for item in super().get_completions(args, incomplete) if is_offered(item)]
            for item in items:
                item.help = None
            return items

    class PowerShell(typers.PowerShellComplete):
        """For PowerShell."""

        def complete(self) -> str:
            args, incomplete = self.get_completion_args()
            items = [item for item in self.get_completions(args, incomplete) if is_offered(item)]
            return "\n".join(f"{for_powershell(item.value)}::: " for item in items)

    classes = (Bash, Zsh, Fish, PowerShell, PowerShell)
    for shell, completer in zip(SHELLS, classes, strict=True):
        add_completion_class(completer, shell)
