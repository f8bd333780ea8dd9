"""A wrong command line in one line: what is wrong, and what may stand there."""

from __future__ import annotations

import math
from typing import Any

from typer._click.exceptions import BadParameter, MissingParameter, NoSuchOption, UsageError

from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import printable

LONGEST = 200
"""Characters that are shown of what is wrong: a pasted page does not fill the screen."""


def one_line(error: UsageError) -> str:
    """What is wrong with the command line, in words that need no knowledge of programs."""
    if isinstance(error, MissingParameter) and error.param is not None:
        return f"{_name(error.param)} is missing; {_help_of(error)} shows how to write it"
    if isinstance(error, BadParameter) and error.param is not None:
        return _bad_value(error, error.param)
    what = error.message.rstrip(".").replace("requires an argument", "needs a value")
    if isinstance(error, NoSuchOption) and error.possibilities:
        what += f". Did you mean {' or '.join(sorted(error.possibilities))}?"
    what = _shortened(what)
    return f"{what[:1].lower()}{what[1:]} ({_help_of(error)} lists what there is)"


def _bad_value(error: BadParameter, param: Any) -> str:
    """The value that does not fit, and which ones do."""
    value, is_number, _ = error.message.partition(" is not ")
    if is_number and param.type.name.startswith("int"):
        return f"{_name(param)}: {_shortened(value)} does not fit; give {_whole_numbers(param.type)}"
    return f"{_name(param)}: {_shortened(error.message.rstrip('.'))}"


def _whole_numbers(kind: Any) -> str:
    """ "a whole number from 1 to 64": what an option for one takes."""
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    if least is None:
        return "a whole number"
    if most is None:
        return f"a whole number, {least} or more"
    return f"a whole number from {least} to {most}"


def _name(param: Any) -> str:
    """ "--output (-o)", or the word of an argument."""
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper()).strip("[]")
    first, *others = param.opts
    return f"{first} ({others[0]})" if others else str(first)


def _help_of(error: UsageError) -> str:
    """The command whose help says more."""
    path = error.ctx.command_path if error.ctx else "careerpath"
    return f"`{path} --help`"


def _shortened(text: str) -> str:
    text = printable(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} ..."


def dollars(text: str, option: str) -> float:
    """The money that an option names, written as in a table: 1500, $1,500 or 1.5k. Raises CareerpathError."""
    from careerpath.people.cell_text import number_in

    try:
        amount = number_in(text, is_money=True)
    except ValueError:
        amount = math.nan
    if not math.isfinite(amount):
        raise CareerpathError(f"{option} {printable(text[:60])!r}: write dollars: 1500, $1,500 or 1.5k")
    return amount
