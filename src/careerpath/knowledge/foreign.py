"""Jobs outside the list of roles, as roles: an occupation of O*NET, no paid work, or words that nobody knows.

`kb.roles` answers for their ids as for any other, so that every rule works on them; it does not list them. The file of
occupations is read only then.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from careerpath.knowledge.base import FOREIGN, OCCUPATION, UNKNOWN
from careerpath.knowledge.model_parts import Span
from careerpath.knowledge.occupations import Occupation, Occupations
from careerpath.knowledge.role_models import Entry, Pay, Role
from careerpath.knowledge.role_models import Occupation as OccupationOfRole
from careerpath.knowledge.twins import code_and_role

NONE = "none-"
"""Before the id of a state without paid work."""
MANAGERS = "11-"
COMPUTERS = "15-"
SOURCE = "onet-29-3"
SENIORITY_OF_ZONE = {1: "start", 2: "start", 3: "entry", 4: "entry", 5: "mid"}
"""What a job elsewhere counts for in hospital IT: less than it does at home."""


def is_foreign(role: object) -> bool:
    """True for the id of a job that is no entry of the list."""
    return isinstance(role, str) and role.startswith(FOREIGN)


@lru_cache(maxsize=2)
def occupations(folder: Path | None = None) -> Occupations:
    """The file of occupations, read when it is first asked for."""
    from careerpath.knowledge import where

    return Occupations(folder or where.bundled())


def foreign_role(role: str) -> Role | None:
    """The role that the id stands for; None if it stands for nothing."""
    if role.startswith(OCCUPATION):
        file = occupations()
        code, _ = code_and_role(role)
        return _of_occupation(role, file.fact(code), file) if file.knows(code) else None
    if role.startswith(NONE):
        title = occupations().language["none"].get(role)
        return _bare(role, title, "none") if title else None
    return _bare(role, role.removeprefix(UNKNOWN).replace("-", " "), "high-school")


def _of_occupation(role: str, one: Occupation, file: Occupations) -> Role:
    wages = file.about["wages"]
    pay = None
    if one.usd:
        covers = "occupation" if one.code.startswith(one.soc) else "parent"
        pay = Pay.of({"median_usd": float(one.usd), "soc": one.soc, "covers": covers, **wages})
    seniority = SENIORITY_OF_ZONE.get(one.zone or 2, "start")
    if one.code.startswith(MANAGERS) or (one.code.startswith(COMPUTERS) and seniority == "entry" and one.zone == 4):
        seniority = "mid"
    occupation = {"code": one.code, "title": one.title, "match": "exact", "job_zone": one.zone, "source": SOURCE}
    return Role.of(
        {
            **_bare(role, one.title, one.education or "high-school").__dict__,
            "seniority": seniority, "also_gives": one.gives, "pay": pay, "occupation": OccupationOfRole.of(occupation),
        }
    )  # fmt: skip


def _bare(role: str, title: str, education: str) -> Role:
    """A job of which no more is known."""
    months = Span.of({"low": 0, "high": 0, "source": SOURCE})
    entry = Entry.of({"education": education, "experience_months": months, "source": SOURCE})
    return Role.of(
        {
            "id": role, "title": title, "kind": "occupation", "family": "start", "seniority": "start", "summary": title,
            "entry": entry,
        }
    )  # fmt: skip
