"""A profile -> the cells of a table's row, as profile_cells.py reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from careerpath.knowledge.base import UNKNOWN
from careerpath.services.profile_cells import ABROAD, NONE, shown_value, yes_or_no_word

TIME_WORDS = {True: "current", False: "past"}


def _role_cell(held: Mapping[str, Any]) -> str:
    """The id; of a job that nobody knows the words, without what would divide the cell."""
    role = str(held["role"])
    if role.startswith(UNKNOWN) and held.get("job"):
        return re.sub(r"[:;|\n]+", " ", held["job"])
    return role


def cells_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a profile, by column."""
    roles = []
    for held in data.get("roles", ()):
        time = TIME_WORDS.get(held.get("current"))
        where = ABROAD if held.get("abroad") else None
        roles.append(_joined(_role_cell(held), held.get("years"), time, held.get("until"), where))
    certifications = []
    for held in data.get("certifications", ()):
        certifications.append(_joined(held["id"], held.get("earned"), held.get("expires")))
    skills = []
    for skill, claim in data.get("skills", {}).items():
        skills.append(_joined(skill, claim["level"], claim.get("evidence")))
    licences = ""
    if "licences" in data:
        licences = "; ".join(data["licences"]) or NONE
    ehr = ""
    if "ehr" in data:
        ehr = "; ".join(data["ehr"]) or NONE
    in_hospital = ""
    if "in_hospital" in data:
        in_hospital = yes_or_no_word(data["in_hospital"])
    education = data.get("education", {})
    return {
        **{limit: _cell(value) for limit, value in data.get("limits", {}).items()},
        "roles": "; ".join(roles),
        "education": education.get("level", ""),
        "field": education.get("field", ""),
        "licences": licences,
        "certifications": "; ".join(certifications),
        "skills": "; ".join(skills),
        "goal": data.get("goal", ""),
        "pay_now_usd": _joined(data.get("pay_now_usd")),
        "in_hospital": in_hospital,
        "ehr": ehr,
    }


def _joined(*parts: Any) -> str:
    """Parts of an item as a cell has them; what is missing at the end is left out."""
    texts = ["" if part is None else shown_value(part) for part in parts]
    return ":".join(texts).rstrip(":")


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return yes_or_no_word(value)
    return _joined(value)
