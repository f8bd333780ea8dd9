"""`--install-completion` and `--show-completion`: what a shell needs so that TAB completes our commands.

Typer's own installer writes the user's `.bashrc` anew and can lose it when it is stopped; ours adds lines to it, once.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from careerpath.cli.workspace import say, write
from careerpath.errors import CareerpathError
from careerpath.knowledge.one_file import add_lines, make_folder, replace_file
from careerpath.people.private_file import or_cannot

PROGRAM = "careerpath"
VARIABLE = "_CAREERPATH_COMPLETE"
ZSH_LINES = ("fpath+=~/.zfunc; autoload -Uz compinit; compinit",)
SHELLS = ("bash", "zsh", "fish")


def show(shell: str = "") -> None:
    """Print the script for a shell; without a name, for the one the command was typed in."""
    write(script(shell or shell_in_use()) + "\n")


def install(shell: str = "") -> None:
    """Put the script where the shell finds it. Raises CareerpathError, also for a shell we do not know."""
    shell = shell or shell_in_use()
    home = _home()
    where = {
        "bash": home / ".bash_completions" / f"{PROGRAM}.sh",
        "zsh": home / ".zfunc" / f"_{PROGRAM}",
        "fish": home / ".config" / "fish" / "completions" / f"{PROGRAM}.fish",
    }
    if shell not in where:
        raise CareerpathError(
            f"completion is installed for {', '.join(SHELLS)}; for another shell, "
            f"`{PROGRAM} --show-completion` prints what to put into its start file"
        )
    path = where[shell]
    with or_cannot("be written", path):
        make_folder(path.parent)
        replace_file(path, script(shell) + "\n")
    start_files = {
        "bash": (home / ".bashrc", (f"source {shlex.quote(str(path))}",)),
        "zsh": (home / ".zshrc", ZSH_LINES),
    }
    if shell in start_files:
        start_file, lines = start_files[shell]
        with or_cannot("be written", start_file):
            add_lines(start_file, lines)
    say(f"{shell} completion installed in {path}; it works in the next terminal you open")


def script(shell: str) -> str:
    """What the shell must run once. Raises CareerpathError for a shell we do not know."""
    from typer._completion_shared import get_completion_script

    if shell not in (*SHELLS, "powershell", "pwsh"):
        raise CareerpathError(f"no completion for {shell or 'this shell'}; it is there for {', '.join(SHELLS)}")
    return str(get_completion_script(prog_name=PROGRAM, complete_var=VARIABLE, shell=shell))


def shell_in_use() -> str:
    """The shell that the command was typed in, or else the one of the account; "" if nobody knows."""
    try:
        import shellingham  # Typer brings it

        return str(shellingham.detect_shell()[0])
    except (ImportError, OSError):  # its own "found none" is an OSError
        return Path(os.environ.get("SHELL", "")).name


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        raise CareerpathError("no home folder is known; set HOME") from None
