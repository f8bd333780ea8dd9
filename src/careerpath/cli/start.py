"""`careerpath` alone on a terminal: four ways in."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from careerpath.cli.workspace import write
from careerpath.settings import resolve

HEAD = "careerpath: from where you are to a job in hospital IT"
FOOT = "Type a number; Enter alone leaves; `careerpath --help` lists all commands."


def can_start() -> bool:
    """True if somebody sits before a terminal."""
    streams = (sys.stdin, sys.stdout)
    return all(stream is not None and not stream.closed and stream.isatty() for stream in streams)


def start() -> list[str]:
    """The words of the command that is chosen; nothing if the person leaves. Raises CareerpathError."""
    data_dir = resolve(os.environ).data_dir
    last = _last(data_dir)
    _show_choices(has_last=bool(last))
    while True:
        reply = _line("> ")
        if reply in ("", "q", "quit"):
            return []
        if reply == "1":
            return ["quiz"]
        if reply == "2" and last:
            return last
        if reply == "2":
            write("No answer is kept yet; type 1 for the quiz.\n")
        elif reply == "3":
            return _look_up()
        elif reply == "4":
            return _desk(data_dir)
        else:
            write("Type a number from 1 to 4.\n")


def _show_choices(*, has_last: bool) -> None:
    last = "see your last answer"
    if not has_last:
        last += " (none yet: take the quiz first)"
    rows = ("take the quiz: about ten minutes, and you can stop at any time", last, "look up a job", "counselor's desk")
    lines = [HEAD, ""]
    for number, text in enumerate(rows, 1):
        lines.append(f"{number}  {text}")
    lines += ["", FOOT]
    write("\n".join(lines) + "\n")


def _look_up() -> list[str]:
    from careerpath.cli.menu import JOB_ASKED

    return ["roles", *_line(JOB_ASKED).split()]


def _desk(data_dir: Path) -> list[str]:
    """The caseload; before there is one, what can be done with it."""
    if _has_caseload(data_dir):
        return ["clients", "list"]
    return ["clients", "--help"]


def _line(prompt: str) -> str:
    """What is typed; nothing if the person leaves."""
    from careerpath.cli.menu import read_line

    return read_line(prompt) or ""


def _last(data_dir: Path) -> list[str]:
    """The command that shows the last answer again; nothing if there is no person yet."""
    from careerpath.knowledge.text_file import is_file
    from careerpath.people.last_answer import last_answer
    from careerpath.people.store import last_profile_path

    last, saved = last_answer(data_dir), last_profile_path(data_dir)
    if last and last.profile and Path(last.profile) != saved and is_file(Path(last.profile)):
        return ["recommend", "-p", last.profile]
    if saved:
        return ["recommend"]
    return []


def _has_caseload(data_dir: Path) -> bool:
    from careerpath.people.database import NAME

    return os.path.lexists(data_dir / NAME)
