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
    known = _last(data_dir)
    shown = "see your last answer" if known else "see your last answer (none yet: take the quiz first)"
    rows = (
        "take the quiz: about ten minutes, and you can stop at any time",
        shown,
        "look up a job",
        "counselor's desk",
    )
    lines = [HEAD, "", *(f"{number}  {text}" for number, text in enumerate(rows, 1)), "", FOOT]
    write("\n".join(lines) + "\n")
    while True:
        reply = _line("> ")
        if reply in ("", "q", "quit"):
            return []
        if reply == "1":
            return ["quiz"]
        if reply == "2" and known:
            return known
        if reply == "3":
            from careerpath.cli.menu import JOB_ASKED

            return ["roles", *_line(JOB_ASKED).split()]
        if reply == "4":
            return ["clients", "list"] if _has_caseload(data_dir) else ["clients", "--help"]
        write("No answer is kept yet; type 1 for the quiz.\n" if reply == "2" else "Type a number from 1 to 4.\n")


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
    return ["recommend"] if saved else []


def _has_caseload(data_dir: Path) -> bool:
    from careerpath.people.database import NAME

    return os.path.lexists(data_dir / NAME)
