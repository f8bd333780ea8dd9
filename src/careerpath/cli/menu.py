"""What to do next, asked on a terminal after an answer: each choice is an existing command on the person at hand."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Callable
from contextlib import suppress
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from careerpath.cli.typed_ahead import EARLY, drop_waiting
from careerpath.cli.workspace import Workspace, output, say, write
from careerpath.errors import CareerpathError
from careerpath.record import Record

if TYPE_CHECKING:
    from careerpath.people.profile import Profile

LETTERS = {
    "w": "why",
    "p": "plan",
    "r": "print",
    "m": "Monday card",
    "g": "your goal",
    "j": "look up a job",
    "c": "change an answer",
    "q": "quit",
}
JOB_ASKED = "Which job? A word or two; Enter alone lists all > "
CHOICE = re.compile(r"([wprm]?)\s*(\d{0,3})", re.ASCII)
"""A letter, a number, or both: `w`, `2`, `w2`."""
LONGEST = 200
"""Of a line that is read."""


class Offer(Record):
    """What the menu is about."""

    person: Profile
    roles: tuple[str, ...]
    """Ids of the roles in the order of their numbers; none where no role is within reach."""
    is_stored: bool = True
    """False for a person whom no file holds: then no command can read them again."""
    change: Callable[[], bool] | None = None
    """Takes the person back to their answers; True if they left them. What else it shows has a menu of its own."""


def menu(here: Workspace, offer: Offer) -> None:
    """Ask what comes next until the person leaves. Nothing is asked where nobody can be (a pipe, `--plain`, `--json`).

    A number chooses a role and shows its card; a letter shows one thing about the role that is chosen, at first the
    first. Without a role there are jobs to look up and answers to change. Enter, q, Ctrl-D and Ctrl-C leave.
    """
    if not here.can_ask:
        return
    here.in_menu = True
    try:
        _ask_on(here, offer)
    finally:
        here.in_menu = False


def menu_lines(here: Workspace, offer: Offer, width: int) -> list[str]:
    """The choices, as few lines as the width [characters] allows."""
    items = []
    count = len(offer.roles)
    if count == 1:
        items.append("1 the role")
    elif count > 1:
        items.append(f"1-{count} a role")
    letters = _letters(here, offer)
    items += [f"{letter} {what}" for letter, what in LETTERS.items() if letter in letters]
    unbroken = "  ".join(item.replace(" ", "\xa0") for item in items)
    return [line.replace("\xa0", " ") for line in textwrap.wrap(unbroken, width, break_on_hyphens=False)]


def _letters(here: Workspace, offer: Offer) -> str:
    """The letters that mean something for this person."""
    letters = "wprm" if offer.roles else "j"
    goal = offer.person.goal
    is_other_goal = bool(goal) and goal not in offer.roles and goal in here.knowledge.roles
    if offer.roles and is_other_goal:
        letters += "g"
    if offer.change:
        letters += "c"
    return letters + "q"


def _ask_on(here: Workspace, offer: Offer) -> None:
    """Show the choices, read a reply and do it, until the person leaves or goes back to the answers."""
    role = offer.roles[0] if offer.roles else ""
    is_first = True
    while True:
        width = max(30, (here.settings.width or get_terminal_size().columns) - 1)
        choices = "\n".join(menu_lines(here, offer, width)) + "\n"
        if not is_first or not role:
            choices = "\n" + choices
        write(choices)
        is_first = False
        prompt = here.knowledge.roles[role].title if role else "What next?"
        reply = read_line(f"{prompt} > ")
        if reply is None or reply in ("", "q", "quit", "exit"):
            return
        if reply == "c" and offer.change:
            here.in_menu = False
            if not offer.change():
                return
            here.in_menu = True
            continue
        role = _chosen(here, offer, role, reply)


def read_line(prompt: str) -> str | None:
    """What is typed, in small letters; None if the person leaves. What was typed ahead of the question is dropped."""
    is_early = drop_waiting(sys.stdin)
    if is_early:
        write(f"\n{EARLY}\n")
    line = _line(prompt)
    if is_early and line is not None and not line.strip():  # the Enter of what was dropped
        line = _line(prompt)
    if line is None:
        with suppress(CareerpathError):
            write("\n")
        return None
    return line.strip().lower()


def _line(prompt: str) -> str | None:
    """What is typed; None where nothing more will come."""
    with output():
        sys.stdout.write(prompt)
    try:
        return sys.stdin.readline(LONGEST) or None
    except UnicodeError:
        return "?"
    except (KeyboardInterrupt, OSError, ValueError):  # ValueError: the terminal is gone, and standard input closed
        return None


def _chosen(here: Workspace, offer: Offer, role: str, reply: str) -> str:
    """Show what the reply asks for; the role that is chosen then."""
    letter, number, role = _meant(here, offer, role, reply)
    if not letter:
        say(f"{number or 'That'} is not offered; type {_numbers(offer)}a letter from above.")
        return role
    try:
        _show(here, offer, letter, role)
    except CareerpathError as error:
        say(f"error: {error}")
    except KeyboardInterrupt:
        say("interrupted")
    return role


def _numbers(offer: Offer) -> str:
    """ "1 to 3, or ": the numbers that stand for a role; nothing where none does."""
    count = len(offer.roles)
    if count == 0:
        return ""
    if count == 1:
        return "1, or "
    return f"1 to {count}, or "


def _meant(here: Workspace, offer: Offer, role: str, reply: str) -> tuple[str, str, str]:
    """The letter ("d": the card; nothing if it is not understood), the number as it was typed, and the role."""
    goal = offer.person.goal
    if reply == "g" and goal and "g" in _letters(here, offer):
        return "d", "", goal
    if reply == "j" and not offer.roles:
        return "j", "", role
    match = CHOICE.fullmatch(reply)
    if match is None:
        return "", "", role
    letter, number = match[1] or "d", match[2]
    if number:
        if not 1 <= int(number) <= len(offer.roles):
            return "", number, role
        return letter, number, offer.roles[int(number) - 1]
    if not offer.roles:
        return "", "", role
    return letter, "", role


def _show(here: Workspace, offer: Offer, letter: str, role: str) -> None:
    """One command on the person at hand. Raises CareerpathError."""
    write("\n")
    if letter == "j":
        _look_up(here)
    elif letter == "w":
        from careerpath.cli.why import show_why

        show_why(here, offer.person, role)
    elif letter == "p":
        from careerpath.cli.plan import show_plan

        show_plan(here, offer.person, role)
    elif letter == "r":
        from careerpath.cli.roadmap import print_roadmap

        person = None if offer.is_stored else offer.person
        print_roadmap(here, person, role)
    elif letter == "m":
        from careerpath.cli.monday import show_monday

        show_monday(here, offer.person, role)
    else:
        from careerpath.cli.recommend import show_card

        show_card(here, offer.person, role)


def _look_up(here: Workspace) -> None:
    """The roles that the typed words find; all of them for none. Raises CareerpathError."""
    from careerpath.cli.options import show_found
    from careerpath.services.browse import browse

    words = read_line(JOB_ASKED)
    if words is not None:
        show_found(here, browse(here.knowledge, "roles", words))
