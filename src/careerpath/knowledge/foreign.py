"""Jobs outside the list of roles, as roles: an occupation of O*NET, no paid work, or words that nobody knows.

`kb.roles` answers for their ids as for any other, so that every rule works on them; it does not list them. The file of
occupations is read only then.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

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
DEGREE_ZONE = 4
"""The Job Zone of most occupations that ask for a bachelor's degree."""
NO_ZONE = 2
"""What is assumed of an occupation without a Job Zone: little preparation, so that nobody starts too high."""
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
        if not file.knows(code):
            return None
        return _of_occupation(role, file.fact(code), file.about["wages"])
    if role.startswith(NONE):
        title = occupations().language["none"].get(role)
        if not title:
            return None
        return _bare(role, title, "none")
    return _bare(role, role.removeprefix(UNKNOWN).replace("-", " "), "high-school")


def _of_occupation(role: str, job: Occupation, about_wages: Mapping[str, Any]) -> Role:
    """The occupation as the role of that id; `about_wages` is what all its wages share, such as the source."""
    named = {"code": job.code, "title": job.title, "match": "exact", "job_zone": job.zone, "source": SOURCE}
    return Role.of(
        {
            **_bare(role, job.title, job.education or "high-school").__dict__,
            "seniority": _seniority(job),
            "also_gives": job.gives,
            "pay": _pay(job, about_wages),
            "occupation": OccupationOfRole.of(named),
        }
    )


def _pay(job: Occupation, about_wages: Mapping[str, Any]) -> Pay | None:
    if not job.usd:
        return None
    covers = "occupation" if job.code.startswith(job.soc) else "parent"
    return Pay.of({"median_usd": float(job.usd), "soc": job.soc, "covers": covers, **about_wages})


def _seniority(job: Occupation) -> str:
    """By the Job Zone; who manages, or works with computers after a degree, is no beginner in hospital IT."""
    if job.code.startswith(MANAGERS):
        return "mid"
    if job.code.startswith(COMPUTERS) and job.zone == DEGREE_ZONE:
        return "mid"
    return SENIORITY_OF_ZONE.get(job.zone or NO_ZONE, "start")


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
