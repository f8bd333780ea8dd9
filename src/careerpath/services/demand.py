"""Lists of occupations in demand, as states publish them: a small table that the counselor keeps.

Columns `soc` (15-1232), `state` (OH), `list` (its name), `date` (2026-07 or 2026-07-01), `address` (may be empty). A
state whose list is in the table is answered for: what is not on it is not in demand by that list.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from careerpath.errors import CareerpathError
from careerpath.knowledge.exams import first_day
from careerpath.knowledge.models import Role
from careerpath.knowledge.text_file import UnreadableError, printable, read_text
from careerpath.people.profile import US_STATES
from careerpath.record import Record

COLUMNS = ("soc", "state", "list", "date", "address")
OWN = ("occupation", "shared")
"""What a wage's code must cover for the code to be the role's own."""
MOST_SHOWN = 5
"""Faults named in one message."""


class Listing(Record):
    """An occupation on a state's list."""

    soc: str
    state: str
    list: str
    date: str
    address: str


class Demand(Record):
    """What a state's list says of a role."""

    is_listed: bool
    list: str
    date: str
    address: str


def read_demand(path: Path) -> tuple[Listing, ...]:
    """The rows of the table. Raises CareerpathError that names every fault by its line."""
    shown = printable(path.name)
    try:
        table = csv.DictReader(io.StringIO(read_text(path)))
        rows = [(table.line_num, row) for row in table]
    except (UnreadableError, csv.Error) as error:
        raise CareerpathError(f"`demand` in config.toml: {printable(str(error))}") from None
    header = table.fieldnames or ()
    for name in COLUMNS[:-1]:  # an address may be missing
        if name not in header:
            raise CareerpathError(f"{shown}:1: no column {name!r}; wanted are {', '.join(COLUMNS)}")
    listings, faults = [], []
    for line, row in rows:
        cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
        fault = _fault(cells)
        if fault:
            faults.append(f"{shown}:{line}: {fault}")
            continue
        cells["state"] = cells["state"].upper()
        listings.append(Listing(**cells))
    if faults:
        message = "; ".join(faults[:MOST_SHOWN])
        if len(faults) > MOST_SHOWN:
            message += f" (and {len(faults) - MOST_SHOWN} more)"
        raise CareerpathError(message)
    return tuple(listings)


def _fault(cells: dict[str, str]) -> str:
    """What is wrong with a row, or nothing."""
    soc, state, day = cells["soc"], cells["state"], cells["date"]
    if not re.fullmatch(r"\d\d-\d{4}", soc):
        return f"soc: {printable(soc[:40])!r} is no code such as 15-1232"
    if state.upper() not in US_STATES:
        return f"state: {printable(state[:40])!r} is no state such as OH"
    if not cells["list"]:
        return "list: the name of the list is missing"
    if not _is_day(day):
        return f"date: {printable(day[:40])!r} is no date; write it as 2026-07 or 2026-07-01"
    return ""


def _is_day(text: str) -> bool:
    """True for YYYY-MM and YYYY-MM-DD that the calendar has."""
    if not re.fullmatch(r"(19|20)\d\d-\d\d(-\d\d)?", text):
        return False
    try:
        first_day(text)
    except ValueError:
        return False
    return True


def demand_for(listings: tuple[Listing, ...], role: Role | None, state: str | None) -> Demand | None:
    """What the newest list of the state says; None without a list of it, or for a role without a code of its own."""
    soc = _own_code(role)
    if not state or not soc:
        return None
    of_state = [listing for listing in listings if listing.state == state.upper()]
    if not of_state:
        return None
    newest = max(of_state, key=lambda listing: listing.date)
    for listing in of_state:
        if (listing.list, listing.date, listing.soc) == (newest.list, newest.date, soc):
            return Demand(True, listing.list, listing.date, listing.address)
    return Demand(False, newest.list, newest.date, newest.address)


def _own_code(role: Role | None) -> str | None:
    """The SOC code of the role; None where its wage is that of a broader or another occupation."""
    if role is None or role.pay is None or role.pay.covers not in OWN:
        return None
    return role.pay.soc
