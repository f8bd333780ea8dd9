"""Who is who: which client of the caseload a row of a table or another caseload's file means.

By the code where the file is ours, by the agency's number, by the code that a colleague's caseload gave them, else by
the name and a mark (birth year, e-mail). Nothing is guessed: what fits two people, or one of whom only the name is
known in a colleague's file, is refused by name with the way out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import printable
from careerpath.people.caseload import Caseload
from careerpath.people.client import MARKS, Client, checked_mark, key_of, shown, with_marks
from careerpath.record import Record

OUR_CODE = re.compile(r"[Cc][0-9]{1,12}")
EVERYBODY = "all"
"""In the place of a name: said of everybody in the file."""


class Said(Record):
    """What the counselor says about people whose name is in the caseload already: keys of names, or `EVERYBODY`."""

    same: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()


class Person(Record):
    """Whom a row or file names."""

    name: str
    marks: Mapping[str, str]
    code: str = ""
    caseload: str = ""
    """The mark of the caseload that the code is of; empty if the file does not say."""


class Match(Record):
    """The client that is meant, or None for somebody new; `by_name`: nothing but the name says so."""

    client: Client | None
    by_name: bool = False


def said(same: tuple[str, ...] = (), new: tuple[str, ...] = ()) -> Said:
    """Names as a person types them."""
    return Said(frozenset(map(key_of, same)), frozenset(map(key_of, new)))


def person(name: str, cells: Mapping[str, str]) -> tuple[Person, tuple[str, ...]]:
    """The person of a row, and what of the marks cannot be read."""
    marks: dict[str, str] = {}
    faults: list[str] = []
    for mark in MARKS:
        if cell := cells.get(mark, ""):
            try:
                marks[mark] = checked_mark(mark, cell)
            except CareerpathError as error:
                faults.append(str(error))
    code = cells.get("code", "")
    if code and not OUR_CODE.fullmatch(code):  # a code of the agency's own
        marks.setdefault("external", code)
    return Person(name, marks, code, cells.get("caseload", "")), tuple(faults)


def origin_of(one: Person, caseload: Caseload) -> str:
    """What to remember of somebody from a colleague's caseload, so that the file can come again."""
    is_foreign = one.caseload and one.caseload != caseload.mark
    return f"{one.caseload}:{one.code}" if is_foreign and one.code else ""


def match(one: Person, caseload: Caseload, told: Said) -> Match:
    """The client who is meant. Raises CareerpathError where it cannot be told, with the way out."""
    if number := one.marks.get("external"):
        holders = caseload.all_with_number(number)
        if holders and key_of(holders[0].name) == key_of(one.name):
            return Match(holders[0])
        if holders:
            raise CareerpathError(
                f"the number {printable(number)!r} is that of {shown(holders[0])}, not of {one.name!r}; mend the "
                "number, or the name here by `clients update --rename`"
            )
    if found := _by_code(one, caseload):
        return Match(found)
    return _by_name(one, caseload, told)


def _by_code(one: Person, caseload: Caseload) -> Client | None:
    if origin := origin_of(one, caseload):
        came = caseload.with_mark("origin", origin)
        return came[0] if came and not _differ(came[0], one) else None
    if not OUR_CODE.fullmatch(one.code):
        return None
    found = caseload.with_mark("id", str(int(one.code[1:])))
    if found and key_of(found[0].name) == key_of(one.name) and not _differ(found[0], one):
        return found[0]
    if one.caseload and found:
        raise CareerpathError(f"{one.code} is {shown(found[0])} here, not {one.name!r}; mend the code or the name")
    return None


def _by_name(one: Person, caseload: Caseload, told: Said) -> Match:
    namesakes = caseload.namesakes(one.name)
    alike = [client for client in namesakes if not _differ(client, one)]
    agreed = [client for client in alike if _agree(client, one)]
    if len(agreed) == 1:
        return Match(agreed[0])
    if not alike or _is_told(one, told.new):
        return Match(None)
    is_foreign = bool(one.caseload) and one.caseload != caseload.mark
    is_clear = len(alike) == 1 and (_is_told(one, told.same) or (len(namesakes) == 1 and not is_foreign))
    if is_clear:
        return Match(alike[0], by_name=True)
    people = " or ".join(map(with_marks, alike[:4]))
    raise CareerpathError(
        f"{one.name!r} may be {people}, or somebody else: no birth year, e-mail or number tells; say `--same "
        f"{quoted(one.name)}` or `--new {quoted(one.name)}`, or add a column that tells them apart"
    )


def quoted(name: str) -> str:
    """A name as one word of a command."""
    import shlex

    return shlex.quote(printable(name))


def _is_told(one: Person, names: frozenset[str]) -> bool:
    return EVERYBODY in names or key_of(one.name) in names


def _differ(client: Client, one: Person) -> bool:
    """True if a mark that both have is not the same."""
    return any(_is_same(client, one, mark) is False for mark in MARKS)


def _agree(client: Client, one: Person) -> bool:
    return any(_is_same(client, one, mark) for mark in MARKS)


def _is_same(client: Client, one: Person, mark: str) -> bool | None:
    """None if one of the two has no such mark."""
    here, there = getattr(client, mark), one.marks.get(mark)
    if not here or not there:
        return None
    return plain_number(here) == plain_number(there) if mark == "external" else here == there


def plain_number(text: str) -> str:
    """A number without the noughts before it, which a spreadsheet drops."""
    folded = text.strip().casefold()
    return folded.lstrip("0") or "0" if folded.isdecimal() else folded
