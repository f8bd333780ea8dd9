"""`clients set`: one field of a client, as a table's cell would say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.search import fold
from careerpath.knowledge.text_file import printable
from careerpath.people.caseload import Caseload
from careerpath.people.client import MARKS, Client
from careerpath.people.csv_text import unquoted
from careerpath.services.exchange import ALIASES, headings
from careerpath.services.profile_cells import ERASES, CellReader

NOT_SET = ("first_name", "last_name", "code", "caseload", "note")
FIELDS = tuple(name for name in ALIASES if name not in NOT_SET)
"""What can be set: the columns of a table that are about one client."""


def set_field(
    caseload: Caseload, client: Client, field: str, value: str, kb: KnowledgeBase, *, remove: bool = False
) -> bool:
    """Set the field, or take one item out of it; False if it said so before. Raises CareerpathError.

    Skills, licenses and certifications are added to the known ones; "-" takes all away.
    """
    column = _column(field)
    text = unquoted(value.strip())
    if not text:
        raise CareerpathError(f"{column}: the value is empty; `-` takes away what is known")
    with caseload.changing(f"set {column}"):
        if column == "name":
            caseload.rename(client, text)
            return text != client.name
        if column in MARKS:
            mark = None if text == ERASES else text
            caseload.set_mark(client, column, mark)
            return bool(getattr(client, column) != getattr(caseload.find(client.code), column))
        known = _newest_profile(client, caseload)
        reader = CellReader(kb, caseload.day)
        if remove:
            profile = reader.without(known, column, text)
        else:
            profile = reader.profile(known, {column: text})
        return caseload.update(client, profile)


def _newest_profile(client: Client, caseload: Caseload) -> Mapping[str, Any]:
    """Its data; nothing where there is none. Raises CareerpathError for a damaged one."""
    versions = caseload.file(client).versions
    if not versions:
        return {}
    data = versions[-1].data
    if data is None:
        raise CareerpathError(f"{client.code}: the profile is damaged; `careerpath clients update` gives a new one")
    return data


def _column(field: str) -> str:
    """The column that is meant. Raises CareerpathError for one that cannot be set."""
    known = headings()
    column = known.get(fold(field)) or known.get(fold(field.replace("_", " ")))
    if column is None or column in NOT_SET:
        raise CareerpathError(f"no field {printable(field[:40])!r}; known are {', '.join(FIELDS)}")
    return column
