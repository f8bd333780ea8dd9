"""Who is who: which client of the caseload a row of a table or another caseload's file means.

By the code where the file is ours, by the agency's number, by the code that a colleague's caseload gave them, else by
the name and a mark (birth year, e-mail). Nothing is guessed: what fits two people, or one of whom only the name is
known in a colleague's file, is refused by name with the way out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

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


def person(name: str, cells: Mapping[str, str], today: date) -> tuple[Person, tuple[str, ...]]:
    """The person of a row, and what of the marks cannot be read."""
    marks: dict[str, str] = {}
    faults: list[str] = []
    for mark in MARKS:
        cell = cells.get(mark, "")
        if not cell:
            continue
        try:
            marks[mark] = checked_mark(mark, cell, today)
        except CareerpathError as error:
            faults.append(str(error))
    code = cells.get("code", "")
    if code and not OUR_CODE.fullmatch(code):  # a code of the agency's own
        marks.setdefault("external", code)
    return Person(name, marks, code, cells.get("caseload", "")), tuple(faults)


def origin_of(one: Person, caseload: Caseload) -> str:
    """What to remember of somebody from a colleague's caseload, so that the file can come again."""
    if not _is_foreign(one, caseload) or not one.code:
        return ""
    return f"{one.caseload}:{one.code}"


def _is_foreign(one: Person, caseload: Caseload) -> bool:
    """True if the file says that it is of another caseload."""
    return bool(one.caseload) and one.caseload != caseload.mark


def add_person(one: Person, caseload: Caseload) -> Client:
    """Somebody new: that it is nobody of that name who is here has been settled."""
    return caseload.add(one.name, marks=one.marks, origin=origin_of(one, caseload), is_another=True)


def match(one: Person, caseload: Caseload, told: Said) -> Match:
    """The client who is meant. Raises CareerpathError where it cannot be told, with the way out."""
    # from the surest to the least sure
    client = _by_number(one, caseload) or _by_code(one, caseload)
    if client:
        return Match(client)
    return _by_name(one, caseload, told)


def _by_number(one: Person, caseload: Caseload) -> Client | None:
    """Who has the agency's number. Raises CareerpathError if that is somebody of another name."""
    number = one.marks.get("external")
    holders = caseload.all_with_number(number) if number else []
    if not number or not holders:
        return None
    holder = holders[0]
    if key_of(holder.name) != key_of(one.name):
        raise CareerpathError(
            f"the number {printable(number)!r} is that of {shown(holder)}, not of {one.name!r}; mend the "
            "number, or the name here by `clients update --rename`"
        )
    return holder


def _by_code(one: Person, caseload: Caseload) -> Client | None:
    """Who has the code, or came with it from a colleague, and may be the person."""
    origin = origin_of(one, caseload)
    if origin:
        came = caseload.with_mark("origin", origin)
        if not came or _differ(came[0], one):
            return None
        return came[0]
    if not OUR_CODE.fullmatch(one.code):
        return None
    with_code = caseload.with_mark("id", str(int(one.code[1:])))
    if not with_code:
        return None
    client = with_code[0]
    if key_of(client.name) == key_of(one.name) and not _differ(client, one):
        return client
    if one.caseload:  # in a file that does not say whose the code is, it may be that of another agency
        raise CareerpathError(f"{one.code} is {shown(client)} here, not {one.name!r}; mend the code or the name")
    return None


def _by_name(one: Person, caseload: Caseload, told: Said) -> Match:
    """Who is meant where no number or code says so. Raises CareerpathError where it may be several."""
    namesakes = caseload.namesakes(one.name)
    alike = [client for client in namesakes if not _differ(client, one)]
    agreed = [client for client in alike if _agree(client, one)]
    if len(agreed) == 1:
        return Match(agreed[0])
    if not alike or _is_told(one, told.new):
        return Match(None)
    is_only = len(namesakes) == 1 and not _is_foreign(one, caseload)
    if len(alike) == 1 and (is_only or _is_told(one, told.same)):
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
    of_client, of_person = getattr(client, mark), one.marks.get(mark)
    if not of_client or not of_person:
        return None
    if mark == "external":
        return plain_number(of_client) == plain_number(of_person)
    return bool(of_client == of_person)


def plain_number(text: str) -> str:
    """A number without the noughts before it, which a spreadsheet drops."""
    folded = text.strip().casefold()
    if not folded.isdecimal():
        return folded
    return folded.lstrip("0") or "0"
